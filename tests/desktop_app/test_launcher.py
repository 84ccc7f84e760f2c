"""The launcher in the shell: which version starts, when it goes back; `make windows` plays the same in C."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.again import own_command
from office.installed import Installed
from tests.launching import CASES, lay, outcome
from tests.updates import OLD, install

LAUNCHER = Path(__file__).parents[2] / "tools" / "linux" / "phieuxa"

STUB = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
root=$here/../..
me=$(basename "$here")
echo "$me" >> "$root/ran"
does=$(head -n 1 "$here/does")
sed -i 1d "$here/does"
case $does in
window) other=$(sed -n 2p "$root/current"); printf '%s\\n' "$me" "$other" whole > "$root/current"; exit 0 ;;
*) exit "$does" ;;
esac
"""


def stub(folder):
    program = folder / "phieuxa"
    program.write_text(STUB, "ascii")
    program.chmod(0o755)


@pytest.mark.parametrize("name", CASES)
def test_the_launcher_does(name, tmp_path):
    case = CASES[name]
    root = tmp_path / "Phiếu Xã"
    lay(root, case, stub)
    with (root / "starting").open("w") as held:
        if case.others_try:
            fcntl.flock(held, fcntl.LOCK_EX)
        done = subprocess.run(["sh", LAUNCHER.name, *case.arguments], cwd=_with_launcher(root), check=False)
    assert (*outcome(root), done.returncode) == (list(case.ran), case.after, case.code)


@pytest.mark.parametrize("name", CASES)
def test_python_reads_what_starts_as_the_launcher_does(name, tmp_path):
    case = CASES[name]
    lay(tmp_path / "x", case, stub)
    here = Installed(tmp_path / "x", "9.9")
    goes_back = here.current().standing == "started" and not case.others_try and here.starts("1.0")
    assert case.ran[0] == (here.current().other if goes_back else here.current().version)


def test_where_no_version_is_left_it_says_so(tmp_path):
    (tmp_path / "versions").mkdir()
    done = subprocess.run(
        ["sh", LAUNCHER.name], cwd=_with_launcher(tmp_path), check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Xin cài lại" in done.stderr


def _with_launcher(root):
    (root / LAUNCHER.name).write_bytes(LAUNCHER.read_bytes())
    return root


def test_a_frozen_program_knows_the_folder_it_was_installed_into_and_begins_anew_by_its_launcher(
    tmp_path, monkeypatch
):
    here = install(tmp_path / "PhieuXa")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(here.folder(OLD) / "phieuxa"))
    monkeypatch.setattr(sys, "argv", ["phieuxa", "--home", "d"])
    assert paths.installed() == here
    assert own_command() == [str(here.root / "phieuxa"), "--home", "d"]
    assert paths.kit_folders()[0] == here.root
    (here.root / "current").unlink()  # a package of the system: no versions side by side
    assert paths.installed() is None
