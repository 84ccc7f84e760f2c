"""LibreOffice, a real reader, calls our signatures valid and opens our packages without a question."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import require_tool
from tests.oracles.flavours import BAD, GOOD, demand, flavours

pytestmark = [pytest.mark.oracle, pytest.mark.slow, pytest.mark.timeout(180)]

SCRIPT = Path(__file__).with_name("ask_libreoffice.py")
SYSTEM_PYTHON = "/usr/bin/python3"  # the environment's own python has no uno


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, dict[str, object]]:
    """What LibreOffice says about each sample, by file name; it is started once."""
    require_tool("soffice")
    require_tool(SYSTEM_PYTHON)
    if subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode:
        pytest.skip("the package python3-uno is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp("libreoffice")
    samples = flavours()
    for name, content in samples.items():
        (folder / name).write_bytes(content)
    asked = subprocess.run(
        [SYSTEM_PYTHON, str(SCRIPT), str(folder), *(str(folder / name) for name in samples)],
        capture_output=True,
        text=True,
        check=True,
        timeout=150,
    )
    told = [json.loads(line) for line in asked.stdout.splitlines()]
    return {answer["file"]: answer for answer in told}


@pytest.mark.parametrize("name", GOOD)
def test_libreoffice_calls_our_signatures_valid(answers, name):
    demand(name)
    found = answers[name]["signatures"]
    assert [one["valid"] for one in found] == [True] * GOOD[name]


def test_libreoffice_reads_the_name_of_the_signer(answers):
    assert "Nguyễn Văn Á" in answers["p256.xlsx"]["signatures"][0]["subject"]


@pytest.mark.parametrize("name", GOOD)
def test_libreoffice_opens_our_packages_without_repair(answers, name):
    demand(name)
    assert answers[name]["opened"] is True
    assert answers[name]["cells"] == {"BM-01": "Xã Đăk Hà", "BM-02": "hộ nghèo"}


@pytest.mark.parametrize("name", BAD)
def test_libreoffice_refuses_what_was_tampered_with(answers, name):
    assert [one["valid"] for one in answers[name]["signatures"]] == [False]
