"""The command line takes lists in, writes the Excel form and reads it back; nothing changes without --yes."""

import json

import pytest
from openpyxl import load_workbook

from tests.desktop_app import call
from tests.desktop_app.test_cli_answers import rows
from tests.office.test_excel_forms import cell_of

LIST = (
    "STT;Tên công trình;Loại;NSTW;Ghi chú riêng\n1;Đường thôn 1;road;1.250;x\n2;Nước thôn 2;giao thog;20;y\n"
)


@pytest.fixture
def works(tmp_path):
    path = tmp_path / "công trình.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_dry_run_tells_columns_damage_cells_and_counts(home, works, capsys):
    capsys.readouterr()
    assert call("--home", home, "import", works, "--table", "BM10") == 1
    told = capsys.readouterr().out
    assert "B “Tên công trình” → Tên công trình (c02)" in told
    assert "E “Ghi chú riêng” → Ghi chú (c21)" in told
    assert "Cột D:grouped" in told
    assert "C3: “giao thog” không có trong danh mục. Có phải: road (Giao thông)?" in told
    assert "1 mới, 0 thay đổi, 0 như cũ, 0 bỏ qua, 1 không nhận." in told
    assert "Chưa thay đổi gì. Thêm --yes để nhận." in told
    assert rows(home, "BM10") == ()


def test_yes_takes_the_rows_in_that_are_fine(home, works, capsys):
    call(
        "--home", home, "import", works, "--table", "BM10", "--map", "E=", "--map", "C=c03", "--yes", "--json"
    )
    plain = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert plain["columns"] == {"A": "c01", "B": "c02", "C": "c03", "D": "c11"}
    assert plain["counts"]["new"] == plain["taken"]["added"] == 1
    assert [one["cell"] for one in plain["troubles"] if one["refused"]] == ["C3"]
    assert rows(home, "BM10") == (("1",),)


def test_way_key_heading_and_answers_are_options(home, works, capsys):
    given = ("--way", "add", "--heading", "1", "--leave", "D:grouped", "--key", "c01")
    assert call("--home", home, "import", works, "--table", "BM10", *given, "--json") == 1
    plain = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (plain["way"], plain["key"]) == ("add", ["c01"])
    assert {one["cell"] for one in plain["troubles"] if one["refused"]} == {"D2", "C3"}


@pytest.mark.parametrize(
    "option", [("--map", "1=c01"), ("--heading", "x"), ("--leave", "D:none"), ("--way", "all")]
)
def test_wrong_options_are_usage(home, works, option):
    assert call("--home", home, "import", works, "--table", "BM10", *option) == 2


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_an_excel_form_is_written_filled_and_taken_in(home, tmp_path, capsys):
    path = tmp_path / "biểu.xlsx"
    assert call("--home", home, "excel-form", "write", path) == 0
    assert "Chương trình tính khi nhập: BM15.c05, BM15.c06" in capsys.readouterr().out
    book = load_workbook(path)
    cell_of(book, "BM-10", "BM10", "1", "c02").value = "Đường thôn 1"
    book.save(path)
    assert call("--home", home, "excel-form", "read", path) == 0
    assert "1 mới" in capsys.readouterr().out
    assert rows(home, "BM10") == ()
    assert call("--home", home, "excel-form", "read", path, "--yes") == 0
    assert rows(home, "BM10") == (("1",),)
