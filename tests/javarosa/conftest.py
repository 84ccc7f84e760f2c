"""One JavaRosa for all tests of a process: starting it compiles `Oracle.java` each time."""

import pytest

from tests.conftest import require_tool
from tests.javarosa.oracle import JavaRosa


@pytest.fixture(scope="session")
def java(tmp_path_factory):
    with JavaRosa(require_tool("java"), tmp_path_factory.mktemp("javarosa")) as running:
        yield running
