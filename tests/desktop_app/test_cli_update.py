"""Updates from the command line: made by the publisher, shown, taken, and taken back."""

import pytest

from desktop_app import cli_update
from exports.keys import to_p12
from office.installed import Current, Installed, Standing
from office.updating import settle
from tests.desktop_app import call
from tests.offices import NGOC_LAY
from tests.updates import NEW, OLD, install, lay_version, publisher_key


@pytest.fixture
def here(tmp_path, monkeypatch):
    found = install(tmp_path / "PhieuXa")
    monkeypatch.setattr(cli_update, "installed", lambda: found)
    return found


@pytest.fixture
def made(tmp_path, passphrase, capsys):
    """An update, as the publisher makes it."""
    built = lay_version(tmp_path / "built" / NEW, NEW)
    key = tmp_path / "publisher.p12"
    key.write_bytes(to_p12(publisher_key(), passphrase.read_text("utf-8").strip()))
    out = tmp_path / "stick"
    signing = ["--key", key, "--passphrase-file", passphrase, "--out", out]
    assert call("update", "make", built, "--minimum", OLD, "--notes", "Sửa lỗi", *signing) == 0
    (path,) = out.iterdir()
    assert str(path) in capsys.readouterr().out
    return path


def test_an_update_is_made_shown_taken_and_taken_back(here, made, tmp_path, capsys, monkeypatch):
    home = tmp_path / "home"
    assert call("--home", home, "init", "--unit", NGOC_LAY, "--person", "Y Thử") == 0
    capsys.readouterr()
    assert call("update", "show", made) == 0
    told = capsys.readouterr().out
    assert f"Bản {NEW} cho linux" in told
    assert "Nạp được" in told
    assert call("--home", home, "update", "take", made) == 0
    assert len(list((home / "copies").glob("*.phieuxa-ban-sao"))) == 1
    assert here.current() == Current(NEW, OLD, Standing.NEW)
    there = Installed(here.root, NEW)
    settle(there)
    monkeypatch.setattr(cli_update, "installed", lambda: there)
    assert call("update", "back") == 0
    assert here.current() == Current(OLD, NEW)


def test_from_its_sources_the_program_takes_none(made, tmp_path, capsys):
    assert call("update", "take", made) == 1
    assert "UPDATE_NOT_INSTALLED" in capsys.readouterr().err
    assert call("update", "back") == 1
    assert call("update", "make", tmp_path, "--minimum", OLD, *_signing(tmp_path)) == 1


def _signing(tmp_path):
    return ["--key", tmp_path / "none.p12", "--passphrase-file", tmp_path / "none", "--out", tmp_path]
