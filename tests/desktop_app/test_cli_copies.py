"""Copies from the command line: made, listed, shown, brought back here and on another PC."""

from exports.copy_file import SUFFIX
from office.clock import SystemClock
from office.opening import open_alone
from tests.desktop_app import call
from tests.offices import NGOC_LAY


def test_an_office_goes_to_another_pc_in_one_file(tmp_path, capsys):
    office, other, stick = (tmp_path / name for name in ("office", "other", "stick"))
    stick.mkdir()
    assert call("--home", office, "init", "--unit", NGOC_LAY, "--person", "A Lâm") == 0
    assert call("--home", office, "copies", "list") == 1
    assert call("--home", office, "copies", "make") == 0
    assert call("--home", office, "copies", "list") == 0
    assert call("--home", office, "copies", "make", "--out", stick) == 0
    assert call("--home", office, "copies", "code") == 0
    code = capsys.readouterr().out.split()[-1]
    (file,) = stick.glob(f"*{SUFFIX}")
    assert call("copies", "show", file) == 0
    assert "Ngọc Lây" in capsys.readouterr().out
    assert call("--home", other, "copies", "restore", file) == 0
    assert not other.exists()
    assert call("--home", other, "copies", "restore", file, "--yes") == 1
    assert "COPY_CODE_NEEDED" in capsys.readouterr().err
    assert call("--home", other, "copies", "restore", file, "--yes", "--code", code) == 0
    assert call("--home", other, "copies", "restore", file) == 0
    assert "Ở đây" in capsys.readouterr().out
    (other / "office.key").unlink()
    assert call("--home", other, "copies", "code") == 1
    assert call("--home", other, "copies", "code", "--unlock", code) == 0
    assert call("--home", other, "copies", "code", "--new") == 0
    assert capsys.readouterr().out.split()[-1] != code


def test_before_an_update_every_office_of_the_account_is_copied(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert call("copies", "make", "--all") == 0
    assert capsys.readouterr().out == ""
    assert call("init", "--unit", NGOC_LAY, "--person", "A Lâm") == 0
    assert call("copies", "make", "--all") == 0
    assert len(list(tmp_path.rglob(f"*truoc-khi-cap-nhat*{SUFFIX}"))) == 1
    (data,) = tmp_path.rglob("phieuxa.db")
    data.write_bytes(data.read_bytes()[:5000])
    assert call("copies", "make", "--all") == 1


def test_data_that_a_window_has_open_are_looked_at_and_not_replaced(tmp_path, capsys):
    home, stick = tmp_path / "office", tmp_path / "stick"
    stick.mkdir()
    assert call("--home", home, "init", "--unit", NGOC_LAY, "--person", "A Lâm") == 0
    assert call("--home", home, "copies", "make", "--out", stick) == 0
    (file,) = stick.glob(f"*{SUFFIX}")
    assert call("--home", home, "check") == 1
    with open_alone(home, clock=SystemClock()):
        assert call("--home", home, "copies", "restore", file, "--yes") == 1
        assert "OFFICE_IN_USE" in capsys.readouterr().err
        assert call("--home", home, "check") == 1
        assert "A Lâm" not in capsys.readouterr().err
    assert call("--home", home, "copies", "restore", file, "--yes") == 0
