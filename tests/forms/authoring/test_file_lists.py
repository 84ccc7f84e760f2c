"""Lists kept as tables of their own are compiled into the pack: from files beside it or sheets within it."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from forms.answers import Address, Document
from forms.authoring import build, export_workbook
from forms.authoring.judge import judge
from forms.authoring.lint import check_choices
from forms.authoring.sheets import Complaints, Row, Sheet
from forms.engine import FormSet
from forms.engine_findings import offered
from forms.pack import Unit, dump, load
from tests.forms.authoring.sources import EN, VI, question, table, write_pack

UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")
SURVEY = [
    question("select_one_from_file xa.csv", "xa", "Xã", "Commune"),
    question("select_one_from_file thon.csv", "thon", "Thôn", "Village", choice_filter="xa = ${xa}"),
    question("select_multiple_from_file thon.csv", "may", "Thôn nào", "Which",
             choice_filter="xa = ${xa} and so > 1"),
    question("integer", "dan", "Dân", "People", readonly="yes",
             calculation="pulldata('xa', 'dan', 'name', ${xa})"),
    {"type": "csv-external", "name": "gia"},
    question("integer", "tien", "Tiền", "Money", readonly="yes",
             calculation="instance('gia')/root/item[mat_hang = 'gao']/don_gia"),
]  # fmt: skip
SETTINGS = [{"form_id": "F", "form_title": "Biểu", "attribute::vn:titleEn": "Form", "version": "1"}]
FORM = table("survey", SURVEY) + table("settings", SETTINGS)
XA = "name,label::vi,label::en,dan\nx1,Xã Một,Commune One,120\nx2,Xã Hai,Commune Two,80\n"
THON = "name;label;xa;so\na;Thôn A;x1;1\nb;Thôn B;x1;2\nc;Thôn C;x2;3\n"
GIA = "mat_hang\tdon_gia\ngao\t15\nmuoi\t5\n"
FILES = {"xa": XA, "thon": THON, "gia": GIA}


def written(folder: Path, files: dict[str, str] = FILES, form: str = FORM) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8-sig")
    path = folder / "f.md"
    path.write_text(form, "utf-8")
    return path


def at(name):
    return Address("F", (), name)


def test_files_beside_a_form_are_its_lists(tmp_path):
    pack = build(written(tmp_path))
    assert load(dump(pack)) == pack
    assert sorted(pack.lists) == ["gia", "thon", "xa"]
    assert pack.lists["thon"][0].label == {"vi": "Thôn A", "en": "Thôn A"}
    form = FormSet(pack).open(UNIT, Document(), date(2018, 9, 30))
    form.put(at("xa"), "x1")
    assert [choice.name for choice in form.choices(at("thon"))] == ["a", "b"]
    assert [choice.name for choice in form.choices(at("may"))] == ["b"]
    assert (form.view(at("dan")).value, form.view(at("tien")).value) == (120, 15)


def test_a_pack_keeps_them_in_its_folder_and_in_its_workbook(tmp_path):
    folder = write_pack(tmp_path / "small")
    (folder / "lists").mkdir()
    for name, text in FILES.items():
        (folder / "lists" / f"{name}.csv").write_text(text, "utf-8-sig")
    (folder / "forms" / "F.md").write_text(FORM, "utf-8")
    pack = build(folder)
    assert {"gia", "thon", "xa", "years"} <= set(pack.lists)
    book = tmp_path / "small.xlsx"
    book.write_bytes(export_workbook(folder))
    assert build(book) == pack


MISTAKES = [
    ({"xa": XA}, FORM, "PACK_FILE_LIST", "f survey", "A3"),
    ({**FILES, "xa": XA + "x1,Xã,Commune,1\n"}, FORM, "PACK_DUPLICATE", "xa.csv", "A4"),
    ({**FILES, "xa": XA.replace("x1", "x 1")}, FORM, "PACK_BAD_NAME", "xa.csv", "A2"),
    ({**FILES, "xa": XA.replace("dan\n", "dân số\n")}, FORM, "PACK_BAD_NAME", "xa.csv", "D1"),
    ({**FILES, "xa": "name,label\n01,A\n2,B\n"}, FORM, "PACK_ZERO", "xa.csv", "A3"),
    (FILES, FORM.replace("thon.csv", "thon.geojson"), "PACK_NO_FILES", "f survey", "A3"),
    (FILES, FORM.replace("pulldata('xa'", "pulldata('xã'"), "PACK_EXPRESSION", "f survey", "G5"),
    ({**FILES, "F": XA}, FORM.replace("| gia |", "| F |"), "PACK_DUPLICATE", "F.csv", "1"),
    ({n: t for n, t in FILES.items() if n != "gia"}, FORM, "PACK_REFERENCE", "f survey", "B6"),
]


@pytest.mark.parametrize("files, form, code, sheet, cell", MISTAKES)
def test_what_is_wrong_with_a_list_is_told_at_its_cell(tmp_path, files, form, code, sheet, cell):
    errors = judge(written(tmp_path, files, form)).errors
    places = {(one.code, one.details.get("sheet"), one.details.get("cell")) for one in errors}
    assert (code, sheet, cell) in places, places


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A form over 23,000 villages, a province's worth."""
    thon = "name,label,xa,so\n" + "".join(f"t{i},Thôn {i},x{i // 10},{i % 7}\n" for i in range(23_000))
    xa = "name,label,dan\n" + "".join(f"x{i},Xã {i},{i}\n" for i in range(2300))
    start = process_time()
    pack = build(written(tmp_path_factory.mktemp("long"), {**FILES, "thon": thon, "xa": xa}))
    built = process_time() - start
    assert built < 10
    return FormSet(pack).open(UNIT, Document(), date(2018, 9, 30))


def test_a_list_of_23000_villages_is_filtered_in_no_time(long):
    long.put(at("xa"), "x77")
    long.choices(at("thon"))
    start = process_time()
    for number in range(100, 200):
        long.put(at("xa"), f"x{number}")
        assert len(long.choices(at("thon"))) == 10
    assert (process_time() - start) / 100 < 0.005  # far above what it takes: 0.1 ms


def test_a_long_list_offers_what_a_filter_tried_item_by_item_would(long):
    for code in ("x0", "x5", "x2299", None):
        long.put(at("xa"), code)
        for name in ("thon", "may", "xa"):
            row, cell = long._find(at(name))
            one_by_one = [choice.name for choice in cell.choices if offered(cell, row, choice.name)]
            assert [choice.name for choice in long.choices(at(name))] == one_by_one


def test_20000_choices_within_the_workbook_are_checked_in_a_moment():
    columns = dict(zip(("list_name", "name", VI, EN), "ABCD", strict=True))
    rows = (
        Row(
            number, {"list_name": "thon", "name": f"t{number}", VI: f"Thôn {number}", EN: f"Village {number}"}
        )
        for number in range(2, 20_002)
    )
    complaints = Complaints()
    start = process_time()
    check_choices(Sheet("lists", "a.xlsx", columns, tuple(rows)), complaints)
    assert process_time() - start < 5
    assert complaints.problems == []
