"""Figures changed since the last sending, listed and explained by commands alone."""

import json

from office.entry import Entry
from tests.desktop_app import call
from tests.office.test_changed import NEXT, NUMBER
from tests.offices import NGOC_LAY, Place, later

BASIS = ("--basis-day", "19/09/2018", "--basis-number", "12/UBND-VX")


def test_changes_are_listed_and_each_gets_its_reason(tmp_path, capsys):
    desk, _ = Place(tmp_path).sent(NGOC_LAY)
    with desk:
        later(desk)
        for cell in (NUMBER, NEXT):
            Entry(desk).put_text(cell, "99/QĐ")
    home = desk.home
    assert call("--home", home, "changes", "--json") == 1
    told = json.loads(capsys.readouterr().out)["changes"]
    assert [(one["place"], one["new"], one["why"]) for one in told] == [
        (str(NUMBER), "99/QĐ", None),
        (str(NEXT), "99/QĐ", None),
    ]
    assert call("--home", home, "changes", "--reason", "Ghi nhầm", *BASIS, "--place", NUMBER) == 1
    assert "1 ô chưa có lý do" in capsys.readouterr().out
    assert call("--home", home, "changes", "--reason", "Ghi nhầm", *BASIS, "--place", "BM01.c01") == 1
    assert "CHANGE_NOT_THERE" in capsys.readouterr().err
    assert call("--home", home, "changes", "--reason", "Theo công văn", *BASIS) == 0
    out = capsys.readouterr().out
    assert "Theo công văn (Văn bản số 12/UBND-VX ngày 19/09/2018)" in out
    assert "2 ô khác lần gửi trước; 0 ô chưa có lý do." in out
