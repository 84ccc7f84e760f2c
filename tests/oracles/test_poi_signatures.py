"""Apache POI 5.2, a real reader in Java, calls every signature of ours valid, and a changed one wrong."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, missing, require_tool
from tests.oracles.flavours import BAD, GOOD, demand, flavours

pytestmark = [pytest.mark.oracle, pytest.mark.slow, pytest.mark.timeout(180)]

SOURCE = Path(__file__).with_name("AskPoi.java")
FETCHED = ROOT / "build" / "poi"  # filled by tools/poi-jars
DEBIAN = Path("/usr/share/java")
OF_DEBIAN = ("xmlsec", "bcprov", "bcpkix", "bcutil")


def _jars() -> str:
    """Give the class path: what tools/poi-jars fetched, and Debian's own libraries."""
    fetched = sorted(FETCHED.glob("*.jar"))
    if not any(jar.name.startswith("poi-ooxml-5.2") for jar in fetched):
        missing("the jars of Apache POI are not in build/poi; tools/poi-jars fetches them")
    places = [[place / f"{name}.jar" for place in (FETCHED, DEBIAN)] for name in OF_DEBIAN]
    jars = [jar for both in places for jar in both if jar.exists()]
    if {jar.stem for jar in jars} != set(OF_DEBIAN):
        missing("xmlsec or Bouncy Castle for Java are not installed; tools/poi-jars installs them")
    return ":".join(str(jar) for jar in dict.fromkeys([*fetched, *jars]))


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, list[str]]:
    """What POI says about each file: one word a signature; Java is started once."""
    compiler, java = require_tool("javac"), require_tool("java")
    path = _jars()
    folder = tmp_path_factory.mktemp("poi")
    for name, content in flavours().items():
        (folder / name).write_bytes(content)
    subprocess.run([compiler, "-cp", path, "-d", folder, SOURCE], check=True, capture_output=True)
    asked = subprocess.run(
        [java, "-cp", f"{folder}:{path}", "AskPoi", *(folder / name for name in flavours())],
        capture_output=True,
        text=True,
        check=True,
        timeout=150,
    )
    told = [line.split() for line in asked.stdout.splitlines()]
    return {name: words for name, *words in told}


@pytest.mark.parametrize("name", GOOD)
def test_poi_calls_our_signatures_valid(answers, name):
    demand(name)
    assert answers[name] == ["valid"] * GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_poi_refuses_what_was_tampered_with(answers, name):
    assert answers[name] in (["wrong"], ["error"])
