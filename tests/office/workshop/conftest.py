"""Fixtures of the workshop's tests."""

import pytest

from tests.forms.authoring.sources import write_others, write_pack
from tests.office.workshop import compiled
from tests.offices import NGOC_LAY, Place


@pytest.fixture
def source(tmp_path):
    return write_pack(tmp_path / "small")


@pytest.fixture
def others(tmp_path):
    return write_others(tmp_path)


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def small(source):
    return compiled(source)
