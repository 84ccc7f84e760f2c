"""The command line looks at submissions, takes them in, and gives answers out."""

import json

import pytest

from office.clock import SystemClock
from office.desk import open_desk
from office.entry import Entry
from tests.desktop_app import call
from tests.office.test_exchange import bm02, bm16, model, put


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "instances").mkdir()
    return tmp_path / "instances"


def rows(home, table):
    with open_desk(home, clock=SystemClock()) as desk:
        return Entry(desk).rows(table)


def test_an_import_is_a_dry_run_until_yes(home, folder, capsys):
    put(folder, "a", bm16(model("Vườn sâm"), model("Cà phê")))
    capsys.readouterr()
    assert call("--home", home, "answers", "import", folder) == 0
    out = capsys.readouterr().out
    assert "a/a.xml: Mới – BM-16 · " in out
    assert "2 bản ghi mới" in out
    assert "1 phiếu, 1 phiếu mới. Thêm --yes để nhận." in out
    assert rows(home, "BM16") == ()
    assert call("--home", home, "answers", "import", folder, "--yes") == 0
    assert "Đã nhận 6 ô, 2 bản ghi, 0 tệp kèm." in capsys.readouterr().out
    assert len(rows(home, "BM16")) == 2
    assert call("--home", home, "answers", "import", folder, "--yes") == 0
    assert len(rows(home, "BM16")) == 2


def test_differences_are_told_and_theirs_are_taken_on_demand(home, folder, capsys):
    put(folder, "a", bm02({"c01": "500"}))
    assert call("--home", home, "answers", "import", folder, "--yes") == 0
    put(folder, "b", bm02({"c01": "510"}, instance="uuid:b"))
    capsys.readouterr()
    assert call("--home", home, "answers", "import", folder) == 0
    assert "Năm 2016 · Tổng số hộ dân cư đầu kỳ: ở đây 500, phiếu 510" in capsys.readouterr().out
    assert call("--home", home, "answers", "import", folder, "--yes", "--theirs") == 0
    capsys.readouterr()
    assert call("--home", home, "answers", "import", folder, "--json") == 0
    found = json.loads(capsys.readouterr().out)["submissions"]
    assert [one["verdict"] for one in found] == ["here", "here"]


def test_what_is_refused_is_told_with_its_reason_and_exit_code(home, folder, capsys):
    put(folder, "a", "hello")
    put(folder, "b", bm02({"c01": "x"}))
    capsys.readouterr()
    assert call("--home", home, "answers", "import", folder, "--json") == 1
    bad, good = json.loads(capsys.readouterr().out)["submissions"]
    assert (bad["verdict"], bad["code"]) == ("refused", "SUBMISSION_NOT_XML")
    assert good["code"] == "SUBMISSION_EMPTY"
    assert good["remarks"]
    assert call("--home", home, "answers", "import", folder / "none") == 1


def test_answers_are_written_in_every_format(home, folder, tmp_path, capsys):
    put(folder, "a", bm16(model("Vườn sâm")))
    assert call("--home", home, "answers", "import", folder, "--yes") == 0
    capsys.readouterr()
    for kind, out in (("xlsx", "a.xlsx"), ("csv", "a.csv"), ("xml", "a.zip")):
        words = ("answers", "export", "--form", "BM-16", "--format", kind, "--out", tmp_path / out)
        assert call("--home", home, *words) == 0
        assert (tmp_path / out).is_file()
    assert "Đã ghi 1 tệp" in capsys.readouterr().out
    assert call("--home", home, "answers", "export", "--form", "BM-99", "--out", tmp_path / "b.xlsx") == 1
    assert "EXPORT_NO_FORM" in capsys.readouterr().err
