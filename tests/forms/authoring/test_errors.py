"""Every mistake in a source is told with its file, sheet, cell and reason; none ends in a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.authoring import PackErrors, build
from forms.problems import Problem
from office.messages import sentence, sentences
from tests.forms.authoring.sources import MODEL_SETTINGS, VI, change, problems, question, table, write_pack

F1, F2 = "forms/F-1.md", "forms/F-2.md"
MOVES = "unit_moves.csv"
TWICE = ("PACK_DUPLICATE", "unit_moves")
OTHER = ",Xã Khác,rural,51,Tỉnh Quảng Ngãi,2025-07-01,"
ZONES, COLUMNS = "unit_zones.csv", "columns.csv"
FIRST = "year,expression,decimals,unit::vi,unit::en,label::vi,label::en\nTH-02,c01,c01,,"
RATE = "round(${c02} div ${c01} * 100, 2)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "small")


def pointing(column: str, code: str) -> str:
    """Give the first line of the columns with one more thing said in it."""
    return FIRST.replace("year", column, 1).removesuffix(",") + f"{code},"


# file, old text, new text, code, sheet, cell
MISTAKES = [
    # headings
    (F1, "bind::vn:rollup", "bind::vn:rolup", "PACK_COLUMN_UNKNOWN", "F-1 survey", "I1"),
    (F1, "bind::vn:rollup", "vn:rollup", "PACK_COLUMN_UNKNOWN", "F-1 survey", "I1"),
    (F1, "| constraint |", "| constrain |", "PACK_COLUMN_UNKNOWN", "F-1 survey", "H1"),
    (F1, VI, "label::Tiếng Pháp (fr)", "PACK_COLUMN_UNKNOWN", "F-1 survey", "C1"),
    (F1, "| readonly |", "| save_to |", "PACK_NO_LATER", "F-1 survey", "Q1"),
    (F1, "| readonly |", "| constraint |", "PACK_COLUMN_TWICE", "F-1 survey", "H1"),
    (F2, "list_name", "list_nam", "PACK_COLUMN_MISSING", "F-2 choices", "1"),
    ("units.csv", "parent", "parents", "PACK_COLUMN_UNKNOWN", "units", "G1"),
    ("units.csv", "code,", "cod,", "PACK_COLUMN_MISSING", "units", "1"),
    ("levels.csv", "label::en", "label::fr", "PACK_COLUMN_UNKNOWN", "levels", "D1"),
    # types, names, lists
    (F1, "| integer | c01", "| intger | c01", "PACK_TYPE_UNKNOWN", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| geopoint | c01", "PACK_NO_GEO", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| audio | c01", "PACK_NO_MEDIA", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| deviceid | c01", "PACK_NO_DEVICE", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| select_one_from_file x.csv | c01", "PACK_FILE_LIST", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| select_one_external x | c01", "PACK_NO_FILES", "F-1 survey", "A5"),
    (F1, "| integer | c01", "| integer | dân_số", "PACK_BAD_NAME", "F-1 survey", "B5"),
    (F1, "| integer | c02", "| integer | c01", "PACK_DUPLICATE", "F-1 survey", "B6"),
    (F2, "select_one yes_no", "select_one yesno", "PACK_LIST_UNKNOWN", "F-2 survey", "A2"),
    (F2, "| colour | blue", "| colour | red", "PACK_DUPLICATE", "F-2 choices", "B3"),
    (F2, "| colour | blue | Xanh", "| colour | blue | red", "PACK_CHOICE_CROSSED", "F-2 choices", "C3"),
    (F2, "| colour | blue", "| colour | b lue", "PACK_BAD_NAME", "F-2 choices", "B3"),
    (F2, "| colour | blue", "| years | blue", "PACK_DUPLICATE", "F-2 choices", "A3"),
    # texts
    (F1, "| Hộ nghèo | Poor |", "| Hộ nghèo | |", "PACK_LABEL_MISSING", "F-1 survey", "D6"),
    (F1, "| Phải từ 1 | At least 1 |", "| | |", "PACK_LABEL_MISSING", "F-1 survey", "O5"),
    (F2, "| Viết ngắn |", "| |", "PACK_LABEL_MISSING", "F-2 survey", "N4"),
    (F1, "| Hộ nghèo |", "| Hộ ${c01} |", "PACK_LABEL_REFERENCE", "F-1 survey", "C6"),
    (F1, "| Hộ nghèo |", "| Hé nghÌo \x07 |", "PACK_TEXT", "F-1 survey", "C6"),
    ("lists.md", "| Có | Yes |", "| Có | |", "PACK_LABEL_MISSING", "lists", "D4"),
    # words of the vn: columns
    (F1, "| SUM | hộ |", "| SUMM | hộ |", "PACK_VALUE", "F-1 survey", "I5"),
    (F1, "| hộ | households |", "| hộ | |", "PACK_VALUE_MISSING", "F-1 survey", "K5"),
    (F1, "| Nhiều hộ quá |", "| |", "PACK_VALUE_MISSING", "F-1 survey", "M5"),
    (F2, "| 1000000 |", "| 1000001 |", "PACK_VALUE", "F-2 survey", "R5"),
    (F2, "| memo | 300 |", "| memoir | 300 |", "PACK_VALUE", "F-2 survey", "L4"),
    (F2, "| memo | 300 |", "| memo | dài |", "PACK_VALUE", "F-2 survey", "M4"),
    (F2, "| commune |", "| comune |", "PACK_REFERENCE", "F-2 survey", "Q4"),
    # tables
    (F1, "axes=year", "axis=year", "PACK_GRID", "F-1 survey", "F2"),
    (F1, "layout=columns", "layout=column", "PACK_GRID", "F-1 survey", "F2"),
    (F1, "rows=years", "rows=yes_no", "PACK_REPEAT_COUNT", "F-1 survey", "E2"),
    (F1, "count(instance('years')/root/item)", "3", "PACK_REPEAT_COUNT", "F-1 survey", "E2"),
    (F1, "id=F1", "id=F9", "PACK_TABLE_ID", "F-1 survey", "F2"),
    (F1, "= position(current()/..)]/name", "= 1]/name", "PACK_AXIS", "F-1 survey", "F2"),
    (F1, "current()/..)]/name", "current()/..)]/rank_", "PACK_ROW_KEY", "F-1 survey", "F2"),
    (F1, "| end group |", "| end repeat |", "PACK_NESTING", "F-1 survey", "A7"),
    (F1, "| begin group |", "| integer |", "PACK_NESTING", "F-1 survey", "A7"),
    # expressions
    (F1, "round(${c02}", "rond(${c02}", "PACK_EXPRESSION", "F-1 survey", "G8"),
    (F1, "* 100, 2)", "* 100, 2", "PACK_EXPRESSION", "F-1 survey", "G8"),
    (F1, "* 100, 2)", "* 1,5, 2)", "PACK_EXPRESSION", "F-1 survey", "G8"),
    (F1, "round(${c02}", "round(${c09}", "PACK_FIELD_UNKNOWN", "F-1 survey", "G8"),
    (F1, "round(${c02}", "round(${r01}", "PACK_CYCLE", "F-1 survey", "G8"),
    (F1, RATE, "sum(${c02})", "PACK_OWN_AGGREGATE", "F-1 survey", "G8"),
    (F1, RATE, "count(/F1/rows)", "PACK_OWN_AGGREGATE", "F-1 survey", "G8"),
    (F1, ". >= 1", "../c77 >= 1", "PACK_EXPRESSION", "F-1 survey", "H5"),
    ("checks.csv", "c02 <= c01", "c02 => c01", "PACK_EXPRESSION", "checks", "E2"),
    ("checks.csv", "year = '2017'", "yeer = '2017'", "PACK_EXPRESSION", "checks", "D2"),
    ("checks.csv", "error,F1", "error,F3", "PACK_REFERENCE", "checks", "C2"),
    ("checks.csv", "error,", "eror,", "PACK_VALUE", "checks", "B2"),
    ("checks.csv", "More poor than all", "", "PACK_VALUE_MISSING", "checks", "H2"),
    # what points elsewhere
    ("units.csv", "Xã,62,", "Xã,63,", "PACK_REFERENCE", "units", "G3"),
    ("units.csv", "area,Tỉnh,,", "area,Tỉnh,01234,", "PACK_CIRCLE", "units", "G2"),
    ("units.csv", ",commune,", ",comune,", "PACK_REFERENCE", "units", "D3"),
    ("units.csv", "2025-07-01", "01/07/2025", "PACK_VALUE", "units", "J2"),
    ("units.csv", "01234,", "62,", "PACK_DUPLICATE", "units", "A3"),
    # what units became
    (MOVES, "01234,01240", "01235,01240", "PACK_REFERENCE", "unit_moves", "A2"),
    (MOVES, "2025-07-01", "2025-02-30", "PACK_VALUE", "unit_moves", "G2"),
    (MOVES, "Xã Ia Mới", "", "PACK_VALUE_MISSING", "unit_moves", "C2"),
    (MOVES, "Tỉnh Quảng Ngãi", "", "PACK_VALUE_MISSING", "unit_moves", "F2"),
    (MOVES, "01,\n", "01,\n01234,01240,Xã Ia Mới,rural,51,Tỉnh Quảng Ngãi,2025-07-01,\n", *TWICE, "B3"),
    (MOVES, "01,\n", f"01,yes\n01234,01250{OTHER}\n", "PACK_MOVE_TWICE", "unit_moves", "B3"),
    (MOVES, "01,\n", f"01,\n62,01240{OTHER}\n", "PACK_MOVE_DIFFERS", "unit_moves", "C3"),
    (MOVES, "01,\n", f"01,\n62,1250{OTHER}\n", "PACK_ZERO", "unit_moves", "B3"),
    (MOVES, "01,\n", "01,yes\n", "PACK_MOVE_PART", "unit_moves", "H2"),
    (MOVES, "01234,01240", "01234,62", "PACK_MOVE_STAYS", "unit_moves", "B2"),
    (MOVES, "2025-07-01", "2003-12-31", "PACK_MOVE_EARLY", "unit_moves", "G2"),
    # what areas units lie in, and columns that point at other columns
    (ZONES, "01234,30a", "01235,30a", "PACK_REFERENCE", "unit_zones", "A3"),
    (ZONES, "01234,30a,,2018-03-07", "62,30a,,2018-04-01", "PACK_DUPLICATE", "unit_zones", "D3"),
    (ZONES, ",no,QĐ 275", ",no,", "PACK_VALUE_MISSING", "unit_zones", "G3"),
    (ZONES, "30a,no", "30a,nay", "PACK_VALUE", "unit_zones", "C2"),
    (COLUMNS, FIRST, pointing("weight", "c99"), "PACK_REFERENCE", "columns", "D2"),
    (COLUMNS, FIRST, pointing("weight", "c01"), "PACK_REFERENCE", "columns", "D2"),  # not before itself
    (COLUMNS, FIRST, pointing("rank", "c99"), "PACK_REFERENCE", "columns", "D2"),
    (COLUMNS, FIRST, pointing("zone", "30a"), "PACK_VALUE", "columns", "D2"),  # in lines that are units
    ("assignments.csv", "F2,", "F3,", "PACK_REFERENCE", "assignments", "A3"),
    ("assignments.csv", ",no", ",maybe", "PACK_VALUE", "assignments", "D3"),
    ("campaign.csv", "standard,VN-2016", "standard,VN-2011", "PACK_REFERENCE", "campaign", "B5"),
    ("campaign.csv", "data_date,2018-09-30", "data_date,30/9/2018", "PACK_VALUE", "campaign", "B8"),
    ("campaign.csv", "last_year,2017", "last_year,2019", "PACK_VALUE", "campaign", "B1"),
    (
        "campaign.csv",
        "last_year,2017",
        "last_year,2017\nparameter.signatures,3",
        "PACK_VALUE",
        "campaign",
        "B1",
    ),
    ("campaign.csv", "parameter.", "param.", "PACK_VALUE", "campaign", "A10"),
    ("pack.csv", "version,1.2.0", "version,", "PACK_VALUE_MISSING", "pack", "B1"),
    ("indicators.csv", "Health,10", "Health,ten", "PACK_VALUE", "indicators", "G2"),
    ("columns.csv", "TH-02,r01", "TH-03,r01", "PACK_REFERENCE", "columns", "A3"),
    # settings
    (F1, "| F1 | Diễn", "| F 1 | Diễn", "PACK_BAD_NAME", "F-1 settings", "A2"),
    (F2, "| Mô hình | Model |", "| Mô hình | |", "PACK_LABEL_MISSING", "F-2 settings", "C2"),
    (F2, "| portrait |", "| upright |", "PACK_VALUE", "F-2 settings", "E2"),
    (F2, "| settings |", "| setings |", "PACK_SHEET_UNKNOWN", "setings", None),
    (F2, "| F2 | Mô hình", "| F1 | Mô hình", "PACK_DUPLICATE", "F-2 settings", "A1"),
    (F2, "|  | end repeat |", "end repeat", "PACK_LINE", None, None),
]


@pytest.mark.parametrize("file, old, new, code, sheet, cell", MISTAKES)
def test_a_mistake_is_told_with_its_cell_and_its_reason(folder, file, old, new, code, sheet, cell):
    change(folder / file, old, new)
    found = problems(folder)
    told = [problem for problem in found if problem.code == code]
    assert told, [str(problem) for problem in found]
    assert (told[0].details.get("sheet"), told[0].details.get("cell")) == (sheet, cell)
    assert told[0].details["file"] == file
    for language in ("vi", "en"):
        assert sentence(told[0], language)
    assert code in sentences()


def test_a_misspelt_word_is_answered_with_the_right_one(folder):
    change(folder / F1, "bind::vn:rollup", "bind::vn:rolup")
    (problem,) = [p for p in problems(folder) if p.code == "PACK_COLUMN_UNKNOWN"]
    assert problem.details["column"] == "bind::vn:rolup"
    assert "bind::vn:rollup" in sentence(problem, "vi")


def test_all_mistakes_are_told_at_once(folder):
    change(folder / F1, "| integer | c01", "| intger | c01")
    change(folder / F2, "| memo |", "| memoir |")
    change(folder / "units.csv", "2025-07-01", "hôm qua")
    change(folder / "checks.csv", "error,", "eror,")
    assert {p.code for p in problems(folder)} == {"PACK_TYPE_UNKNOWN", "PACK_VALUE"}
    assert len(problems(folder)) == 4


def test_all_refused_expressions_are_told_at_once(folder):
    change(folder / F1, "round(${c02}", "rond(${c02}")
    change(folder / F1, ". < 5000", ". <")
    change(folder / "checks.csv", "c02 <= c01", "c02 <=")
    found = problems(folder)
    assert sorted(p.details["source"] for p in found) == ["F-1 survey!G8", "F-1 survey!L5", "checks!E2"]


def test_a_file_that_is_no_part_of_a_pack_is_named(folder):
    (folder / "unit.csv").write_text("a,b\n", "utf-8")
    (problem,) = problems(folder)
    assert (problem.code, problem.details["file"]) == ("PACK_FILE_UNKNOWN", "unit.csv")
    assert "units.csv" in problem.details["suggestion"]


@pytest.mark.parametrize("name", ["units.csv", F1])
def test_text_that_is_not_utf_8_is_refused(folder, name):
    (folder / name).write_bytes("Xã".encode("cp1258", "replace") + b"\xe3\xff")
    (problem,) = problems(folder)
    assert (problem.code, problem.details["file"]) == ("PACK_NOT_TEXT", name)


def test_a_missing_sheet_or_an_empty_folder_is_said(folder, tmp_path):
    (folder / "pack.csv").unlink()
    assert [p.code for p in problems(folder)] == ["PACK_SHEET_MISSING"]
    (tmp_path / "empty").mkdir()
    assert [p.code for p in problems(tmp_path / "empty")] == ["PACK_EMPTY_SOURCE"]
    assert [p.code for p in problems(tmp_path / "nowhere")] == ["PACK_FILE"]


def test_the_count_of_a_child_list_is_no_count_of_the_own_rows(folder):
    """A record may count its own children: that is no aggregate over the repeat it stands in."""
    survey = [
        {**question("begin repeat", "models", "Mô hình", "Models"), "body::vn:grid": "id=F2 layout=record"},
        question("integer", "c01", "Số người", "People", calculation="count(../people)", readonly="yes"),
        question("begin repeat", "people", "Người", "People"),
        question("text", "c02", "Tên", "Name"),
        {"type": "end repeat"},
        {"type": "end repeat"},
    ]
    form = table("survey", survey) + table("settings", [MODEL_SETTINGS])
    (folder / F2).write_text(form, "utf-8")
    main, people = build(folder).forms[1].tables
    assert main.fields[0].calculate == "count(../people)"
    assert (people.id, people.parent) == ("F2.people", "F2")
    change(folder / F2, "count(../people)", "count(..)")
    assert [p.code for p in problems(folder)] == ["PACK_OWN_AGGREGATE"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_a_source_with_any_one_cell_spoilt_builds_or_is_refused(tmp_path_factory, data):
    folder = write_pack(tmp_path_factory.mktemp("spoilt") / "small")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    mark = "|" if path.suffix == ".md" else ","
    cells = path.read_text("utf-8").split(mark)
    place = data.draw(st.integers(0, len(cells) - 1))
    junk = st.sampled_from(
        ["", "x", "${c01}", "'", "((", "1,5", "yes", "\n", "begin repeat", "_x0041_", "=1+1"]
    )
    cells[place] = data.draw(junk | st.text(max_size=6))
    path.write_text(mark.join(cells), "utf-8", errors="replace")
    try:
        pack = build(folder)
    except Problem as problem:
        told = problem
    else:
        assert pack.hash
        return
    assert told.code.startswith("PACK_")
    assert not isinstance(told, PackErrors) or told.problems
