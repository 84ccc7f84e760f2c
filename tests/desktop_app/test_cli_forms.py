"""The command line adds the forms of other makers and lists them."""

import json

from office.clock import SystemClock
from office.desk import open_desk
from office.other_forms import new_instance
from tests.desktop_app import call
from tests.office.test_other_forms import at, written


def test_a_form_is_added_with_what_does_not_work_and_listed_with_what_was_filled(home, tmp_path, capsys):
    assert call("--home", home, "answers", "add-form", written(tmp_path / "in")) == 0
    out = capsys.readouterr().out
    assert "geopoint" in out
    assert "Đã thêm biểu household phiên bản 3: Phiếu hộ, 9 câu hỏi." in out
    with open_desk(home, clock=SystemClock()) as desk:
        new_instance(desk, "household").put_text(at("head"), "Y Hoa")
    assert call("--home", home, "answers", "forms") == 0
    assert capsys.readouterr().out.strip() == "household 3: Phiếu hộ, đã nhập 1 phiếu."
    assert call("--home", home, "answers", "forms", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)["forms"]
    assert (found["form"], found["questions"], found["filled"]) == ("household", 9, 1)


def test_a_file_that_is_no_form_is_refused_with_a_sentence(home, tmp_path, capsys):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"")
    assert call("--home", home, "answers", "add-form", picture) == 1
    assert "OTHER_FORM_KIND" in capsys.readouterr().err
