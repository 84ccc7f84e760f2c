"""The command line called as a user calls it, within the tests' own process."""

from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from desktop_app.cli import run

PASSPHRASE = "mật khẩu thử"


def call(*arguments):
    """Run a command; give its exit code."""
    return run([str(argument) for argument in arguments])


def begin(home, unit, *more):
    """Give a folder the office that `init` sets up for a unit; the command runs once a process."""
    copytree(Path(_begun(unit, *more).name) / "home", home)


@cache
def _begun(unit, *more) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="phieuxa-init-")
    assert call("--home", Path(folder.name) / "home", "init", "--unit", unit, *more) == 0
    return folder
