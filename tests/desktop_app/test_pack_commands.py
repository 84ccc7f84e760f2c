"""From the template workbook to a checked report, by the commands an officer would use."""

import json

import pytest

from desktop_app.cli import run
from desktop_app.cli_say import DONE, REFUSED

FIGURES = {
    "BM01": {"": {"a01": 3, "a02": 500, "a03": 2100, "a05": "1"}},
    "BM02": {row: {"c01": 10, "c02": 8} for row in ("d03", "d04", "d06", "d07")},
    "BM03": {"1": {"c01": "Y Mẫu", "c02": "1980", "c03": "F", "c04": 4, "c05": 2000000}},
    "BM00": {
        "": {
            "c08": "2026-01-02",
            "c09": "estimated",
            "c12": "Người Thử",
            "c15": "Người Mẫu",
            "c16": "Chủ tịch",
        }
    },
}


@pytest.fixture
def book(tmp_path, capsys):
    path = tmp_path / "mau.xlsx"
    assert run(["pack", "template", "--out", str(path)]) == DONE
    assert str(path) in capsys.readouterr().out
    return path


def test_the_template_becomes_a_pack_an_office_works_with(book, tmp_path, capsys):
    pack, home, figures = tmp_path / "mau.phieuxa-pack", str(tmp_path / "xa"), tmp_path / "so.json"
    assert run(["pack", "check", str(book)]) == DONE
    assert capsys.readouterr().out == "0 lỗi – 0 cảnh báo.\n"
    assert run(["pack", "build", str(book), "--out", str(pack)]) == DONE
    assert run(["--home", home, "init", "--unit", "99001", "--pack", str(pack)]) == DONE
    assert run(["--home", home, "check"]) == REFUSED
    figures.write_text(json.dumps({"tables": FIGURES}, ensure_ascii=False), "utf-8")
    assert run(["--home", home, "fill", str(figures)]) == DONE
    capsys.readouterr()
    assert run(["--home", home, "check"]) == DONE
    assert capsys.readouterr().out.endswith("0 lỗi – 0 cảnh báo.\n")


def test_a_mistake_in_the_template_is_told_at_its_cell_and_nothing_is_written(book, tmp_path, capsys):
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    sheets = load_workbook(book)
    survey = sheets["BM-01 survey"]
    heads = {cell.value: get_column_letter(place) for place, cell in enumerate(survey[1], 1)}
    place = f"{heads['calculation']}6"
    survey[place] = "round(${a03}; 2)"
    sheets.save(book)
    target = tmp_path / "ra.phieuxa-pack"
    assert run(["pack", "build", str(book), "--out", str(target)]) == REFUSED
    said = capsys.readouterr().err
    assert f"BM-01 survey!{place}" in said
    assert "dấu phẩy" in said
    assert not target.exists()
    assert run(["pack", "check", str(book), "--json"]) == REFUSED
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["sheet"], found["cell"]) == ("PACK_EXPRESSION", "BM-01 survey", place)
