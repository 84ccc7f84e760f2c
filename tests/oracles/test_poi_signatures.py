"""Apache POI 5.2, a real reader in Java, calls every signature of ours valid, and a changed one wrong."""

from pathlib import Path

import pytest

from tests.oracles.flavours import BAD, GOOD, demand, flavours
from tests.oracles.poi import ask

pytestmark = [pytest.mark.oracle, pytest.mark.slow, pytest.mark.timeout(180)]

SOURCE = Path(__file__).with_name("AskPoi.java")


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, list[str]]:
    """What POI says about each file: one word a signature; Java is started once."""
    folder = tmp_path_factory.mktemp("poi")
    for name, content in flavours().items():
        (folder / name).write_bytes(content)
    told = [line.split() for line in ask(SOURCE, folder, [folder / name for name in flavours()]).splitlines()]
    return {name: words for name, *words in told}


@pytest.mark.parametrize("name", GOOD)
def test_poi_calls_our_signatures_valid(answers, name):
    demand(name)
    assert answers[name] == ["valid"] * GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_poi_refuses_what_was_tampered_with(answers, name):
    assert answers[name] in (["wrong"], ["error"])
