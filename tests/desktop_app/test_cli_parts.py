"""Parts from the command line: handed over, opened on a bare PC, written back, merged."""

import json

from tests.desktop_app import call
from tests.offices import NGOC_LAY


def fill(tmp_path, home, **cells):
    """Fill some cells of BM-02's last year."""
    file = tmp_path / "cells.json"
    file.write_text(json.dumps({"tables": {"BM02": {"2018": cells}}}), "utf-8")
    assert call("--home", home, "fill", file) == 0


def test_a_part_goes_to_another_pc_and_back(tmp_path, capsys):
    office, other, stick = (tmp_path / name for name in ("office", "other", "stick"))
    stick.mkdir()
    assert call("--home", office, "init", "--unit", NGOC_LAY, "--person", "A Lâm") == 0
    fill(tmp_path, office, c01="500", c03="120")
    assert call("--home", office, "part", "give", "BM02", "--to", "Y Blin", "--out", stick) == 0
    (out,) = stick.iterdir()
    assert call("--home", office, "part", "list") == 1
    assert "BM-02 ở chỗ Y Blin" in capsys.readouterr().out
    assert call("--home", other, "part", "merge", out) == 0
    assert not other.exists()
    assert call("--home", other, "part", "merge", out, "--yes") == 0
    fill(tmp_path, other, c01="501", c03="121")
    fill(tmp_path, office, c03="122")
    assert call("--home", other, "part", "back", "--out", stick) == 0
    assert call("--home", other, "part", "back", "2", "--out", stick) == 1
    (back,) = (file for file in stick.iterdir() if file != out)
    capsys.readouterr()
    assert call("--home", office, "part", "merge", back) == 0
    told = capsys.readouterr().out
    assert "1 ô" in told
    assert "BM02[2018].c03: ở đây 122 – đồng nghiệp 121 – lúc giao 120" in told
    assert call("--home", office, "part", "merge", back, "--yes") == 1
    assert "PART_UNDECIDED" in capsys.readouterr().err
    assert call("--home", office, "part", "merge", back, "--take", "theirs", "--yes") == 0
    assert call("--home", office, "part", "list") == 0
    assert call("--home", office, "part", "merge", back) == 0
    assert "0 ô" in capsys.readouterr().out
