"""LibreOffice, a real reader, calls our signatures valid and opens our packages without a question."""

import json
import subprocess
from pathlib import Path

import pytest

from exports.opc import read_zip, sign, write_zip
from tests.conftest import require_tool
from tests.exports.opc.samples import SHEET, SIGNED_AT, key_of, signed

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
    changed = read_zip(signed())
    changed[SHEET] = changed[SHEET].replace(b"1234", b"1235")
    samples = {
        "p256.xlsx": signed(),
        "rsa.xlsx": signed("RSA-2048"),
        "two.xlsx": sign(signed(), key_of("Trần Thị B"), SIGNED_AT),
        "changed.xlsx": write_zip(changed),
    }
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


@pytest.mark.parametrize("name,people", [("p256.xlsx", 1), ("rsa.xlsx", 1), ("two.xlsx", 2)])
def test_libreoffice_calls_our_signatures_valid(answers, name, people):
    found = answers[name]["signatures"]
    assert [one["valid"] for one in found] == [True] * people
    assert "Nguyễn Văn Á" in found[0]["subject"]


@pytest.mark.parametrize("name", ["p256.xlsx", "rsa.xlsx", "two.xlsx"])
def test_libreoffice_opens_our_packages_without_repair(answers, name):
    assert answers[name]["opened"] is True
    assert answers[name]["cells"] == {"BM-01": "Xã Đăk Hà", "BM-02": "hộ nghèo"}


def test_libreoffice_refuses_a_changed_sheet(answers):
    assert [one["valid"] for one in answers["changed.xlsx"]["signatures"]] == [False]
