"""The auditor's page of Python in docs/auditing.md runs as it stands, with public libraries alone."""

import re
import subprocess
import sys

import pytest

from exports.opc import verify
from tests.conftest import ROOT
from tests.exports.opc.samples import NOW
from tests.oracles.flavours import GOOD, flavours
from tests.packages.attacks import all_attacks

PAGE = ROOT / "docs" / "auditing.md"
LONGEST = 100  # lines: a page
REFUSED = (
    "changed_sheet",
    "injected_part_that_nothing_leads_to",
    "injected_relationship",
    "sheet_with_another_type",
    "forged_sheet_under_a_signature_that_names_no_package",
    "signed_object_wrapped_and_replaced",
)


def _code() -> str:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return code


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    """Save the page as a file, and give a way to run it on a package, far from our code."""
    folder = tmp_path_factory.mktemp("auditor")
    (folder / "check.py").write_text(_code(), encoding="utf-8")

    def run(package: bytes) -> tuple[int, str]:
        (folder / "package.xlsx").write_bytes(package)
        told = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "check.py", "package.xlsx"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        return told.returncode, told.stdout

    return run


def test_the_page_is_a_page_and_imports_only_public_libraries():
    lines = _code().splitlines()
    assert len(lines) < LONGEST
    named = [
        line.removeprefix("import").removeprefix("from") for line in lines if re.match("import|from", line)
    ]
    imported = {
        one.split()[0].partition(".")[0] for line in named for one in line.partition(" import ")[0].split(",")
    }
    assert imported - sys.stdlib_module_names == {"cryptography", "lxml"}


@pytest.mark.parametrize("name", ["p256.xlsx", "two_kinds.xlsx"])
def test_the_page_finds_our_packages_right_and_names_who_signed(check, name):
    code, told = check(flavours()[name])
    assert code == 0
    for signer in verify(flavours()[name], now=NOW).signers:
        assert signer.fingerprint in told
    assert told.count("7 parts") == GOOD[name]
    assert "2026-11-20T09:30:00Z" in told


@pytest.mark.parametrize("attack", REFUSED)
def test_the_page_refuses_what_was_forged(check, attack):
    make, _, _ = all_attacks()[attack]
    code, told = check(make())
    assert code != 0
    assert "parts" not in told
