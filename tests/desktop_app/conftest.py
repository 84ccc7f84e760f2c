"""Fixtures of the command line's tests."""

import pytest

from tests.desktop_app import PASSPHRASE, begin
from tests.office.conftest import place
from tests.offices import NGOC_LAY

__all__ = ["place"]


@pytest.fixture(autouse=True)
def vietnamese(monkeypatch):
    """The command line speaks Vietnamese, whatever the machine does."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")


@pytest.fixture
def passphrase(tmp_path):
    """A file with the passphrase of the tests."""
    path = tmp_path / "pass.txt"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path


@pytest.fixture
def home(tmp_path):
    """The folder of a new office."""
    begin(tmp_path / "home", NGOC_LAY, "--person", "Y Thử")
    return tmp_path / "home"
