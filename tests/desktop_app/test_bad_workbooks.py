"""Bad workbooks on the command line: each is told in a clear sentence, quickly, none by a traceback."""

import json
import time

import pytest

from desktop_app.cli import run
from desktop_app.cli_say import DONE, REFUSED
from tests.forms.authoring.bad_workbooks import BAD, small_form

SECONDS = 5


def told(arguments, capsys):
    """Run a command; give its exit code and what was said, checked to hold no traceback."""
    start = time.process_time()
    code = run(arguments)
    assert time.process_time() - start < SECONDS
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


@pytest.mark.parametrize("ours", [True, False], ids=["ours", "foreign"])
@pytest.mark.parametrize("what, make, strict, lenient", BAD, ids=[one[0] for one in BAD])
def test_a_bad_workbook_is_told_in_words(tmp_path, capsys, what, make, strict, lenient, ours):
    good = small_form(tmp_path / "tot.xlsx", ours=ours)
    bad = tmp_path / "xau.xlsx"
    bad.write_bytes(make(good.read_bytes()))
    flags = [] if ours else ["--foreign"]
    code, out, _ = told(["pack", "check", str(bad), "--json", *flags], capsys)
    found = json.loads(out)
    codes = [one["code"] for one in found["findings"] if one["code"] != "PACK_UNSURE"]
    expected = strict if ours else lenient
    assert (expected in codes) if expected else codes == [], (what, found)
    errors = [one for one in found["findings"] if one["severity"] == "error"]
    assert code == (REFUSED if errors else DONE)
    assert all(
        one["file"] == "xau.xlsx" and one["file"] + one["sheet"] in one["file"] + one["sheet"]
        for one in errors
    )
    target = tmp_path / "ra.phieuxa-pack"
    code, _, err = told(["pack", "build", str(bad), "--out", str(target), *flags], capsys)
    assert (code == DONE) == (not errors) == target.exists()
    assert err.count("\n") == len(found["findings"])
    for one in found["findings"]:
        assert one["sentence"] in err
        assert "{" not in one["sentence"]


def test_a_foreign_form_is_not_refused_line_by_line_but_told_what_it_is(tmp_path, capsys):
    form = small_form(tmp_path / "f.xlsx", ours=False)
    target = tmp_path / "f.phieuxa-pack"
    code, _, err = told(["pack", "build", str(form), "--out", str(target)], capsys)
    assert (code, err.count("\n"), "--foreign" in err) == (REFUSED, 1, True)
    code, out, _ = told(["pack", "check", str(form)], capsys)
    assert code == DONE
    assert "--foreign" in out
    assert told(["pack", "build", str(form), "--out", str(target), "--foreign"], capsys)[0] == DONE
    assert target.stat().st_size > 500


def test_a_source_that_is_not_there_is_said(tmp_path, capsys):
    for command in (["pack", "check"], ["pack", "build", "--out", str(tmp_path / "x")]):
        code, _, err = told([*command, str(tmp_path / "khong_co.xlsx")], capsys)
        assert (code, err.startswith("FILE_MISSING")) == (REFUSED, True)


def test_a_form_with_errors_in_our_languages_may_be_somebody_elses(tmp_path, capsys):
    form = tmp_path / "f.md"
    text = "| survey |\n| | type | name | label::vi | label::en |\n| | geopoint | a | Ô | Cell |\n"
    settings = (
        "| settings |\n| | form_id | form_title::vi | form_title::en | version |\n| | F | B | F | 1 |\n"
    )
    form.write_text(text + settings, "utf-8")
    code, out, _ = told(["pack", "check", str(form)], capsys)
    assert (code, "PACK_NO_GEO" in out, "PACK_UNSURE" in out) == (REFUSED, True, True)
    form.write_text((text + settings).replace("geopoint", "text"), "utf-8")
    code, out, _ = told(["pack", "check", str(form)], capsys)
    assert (code, "PACK_UNSURE" in out) == (DONE, False)
