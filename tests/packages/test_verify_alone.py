"""`phieuxa verify` needs no office, no database and no network: anyone can check."""

import json
import subprocess
import sys

import pytest

from exports.opc import sign
from tests.conftest import ROOT
from tests.exports.opc.samples import SIGNED_AT, key_of, workbook
from tests.packages.attacks import all_attacks

# Runs the command, and ends the program where it reaches for a network, a database or a file to write.
_ALONE = """
import sys

FORBIDDEN = ("socket.", "sqlite3.", "subprocess.", "os.mkdir", "os.rename", "urllib.")

def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.startswith(FORBIDDEN):
        raise SystemExit(f"{event} {arguments}")

sys.dont_write_bytecode = True
"""
_WATCHED = "sys.addaudithook(watch)\n"
_VERIFY = (
    "from desktop_app.__main__ import main\n"
    + _WATCHED
    + "sys.argv = ['phieuxa', 'verify', *sys.argv[1:]]\nmain()\n"
)


@pytest.fixture
def ask(tmp_path):
    """Run the command in a folder that holds nothing but the package, as a person without a home."""

    home = tmp_path / "home"
    home.mkdir()

    def run(package: bytes, *options: str, then: str = _VERIFY) -> tuple[int, str]:
        (tmp_path / "package.xlsx").write_bytes(package)
        told = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", _ALONE + then, "package.xlsx", *options],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert {path.name for path in tmp_path.iterdir()} == {"package.xlsx", "home"}
        assert not [*home.iterdir()]
        return told.returncode, told.stdout + told.stderr

    return run


def test_it_tells_who_signed_without_office_database_or_network(ask):
    code, told = ask(sign(workbook(), key_of(), SIGNED_AT), "--json")
    assert code == 3
    answer = json.loads(told)
    assert answer["state"] == "valid-untrusted"
    assert answer["reason"] in {"SIGNER_UNKNOWN", "CLOCK_WRONG"}
    assert "Nguyễn Văn Á" in answer["signers"][0]["subject"]


def test_it_tells_a_person_what_is_wrong_with_a_forged_package(ask):
    make, _, _ = all_attacks()["changed_sheet"]
    code, told = ask(make())
    assert code == 1
    assert "DIGEST_MISMATCH" not in told  # a sentence, not a code
    assert "đã bị sửa sau khi ký" in told


@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import sqlite3; sqlite3.connect(':memory:')",
        "open('note.txt', 'w')",
    ],
)
def test_the_watch_over_it_ends_what_reaches_further(ask, reach):
    code, told = ask(b"", then=_WATCHED + reach)
    assert code == 1
    assert "Traceback" not in told
