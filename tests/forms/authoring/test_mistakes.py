"""The mistakes officers bring from Excel, told at their cell in Vietnamese: an error in packs of ours,
a warning in forms made elsewhere, where the rest of the form still works."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from forms.authoring.judge import Judged, judge
from forms.engine import FormSet
from forms.problems import Problem
from forms.xpath import parse
from office.messages import sentence, sentences
from tests.conftest import ROOT

COLUMNS = ("type", "name", "label::L1", "label::L2", "calculation", "relevant", "constraint", "repeat_count")
ROWS = [
    ("integer", "ho", "Số hộ", "Households"),
    ("integer", "ngheo", "Hộ nghèo", "Poor households"),
    ("calculate", "ty_le", "", "", "round(${ngheo} div ${ho} * 100, 2)"),
    ("begin repeat", "thon", "Thôn", "Village"),
    ("integer", "nguoi", "Số người", "People"),
    ("calculate", "gap_doi", "", "", "${nguoi} * 2"),
    ("end repeat", ""),
    ("select_one co_khong", "co", "Có không", "Yes or no"),
    ("text", "ghi_chu", "Ghi chú", "Note", "", "${ngheo} > 0"),
]
CHOICES = [("co_khong", "01", "Có", "Yes"), ("co_khong", "02", "Không", "No")]
OURS, FOREIGN = ("vi", "en"), ("fr", "es")


def md(sheet: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {sheet} |", *("| | " + " | ".join(row) + " |" for row in (columns, *rows)), ""]
    return "\n".join(lines)


def written(folder: Path, languages: tuple[str, str], change: dict[str, str]) -> Path:
    """Write the form with some cells changed: {"E4": text}; `languages` decide whose form it is."""

    def put(rows: Sequence[tuple[str, ...]], prefix: str, first: int) -> list[tuple[str, ...]]:
        found = []
        for number, row in enumerate(rows, start=first):
            cells = [*row, *[""] * (len(COLUMNS) - len(row))]
            for place, text in change.items():
                sheet, _, cell = place.rpartition("!")
                if sheet == prefix and int(cell[1:]) == number:
                    cells[ord(cell[0]) - ord("A")] = text.replace("|", "\\|")
            found.append(tuple(cells))
        return found

    named = tuple(title.replace("L1", languages[0]).replace("L2", languages[1]) for title in COLUMNS)
    (heads,) = put([named], "", 1)
    choices = ("list_name", "name", f"label::{languages[0]}", f"label::{languages[1]}")
    ours = languages == OURS
    settings = ("form_id", "form_title", *(["attribute::vn:titleEn"] if ours else []), "version")
    texts = ("F", "Biểu", *(["Form"] if ours else []), "1")
    path = folder / "bieu.md"
    body = [
        md("survey", heads, put(ROWS, "", 2)),
        md("choices", choices, put(CHOICES, "choices", 2)),
        md("settings", settings, [texts]),
    ]
    path.write_text("\n".join(body), "utf-8")
    return path


def judged(folder: Path, languages: tuple[str, str], change: dict[str, str]) -> Judged:
    found = judge(written(folder, languages, change), foreign=languages == FOREIGN)
    assert found.foreign == (languages == FOREIGN)
    return found


@pytest.mark.parametrize("languages", [OURS, FOREIGN])
def test_the_form_without_a_mistake_has_no_remark(tmp_path, languages):
    found = judged(tmp_path, languages, {})
    assert (found.errors, found.warnings) == ((), ())
    assert found.pack is not None


# cell, its text, code, reason, what the Vietnamese sentence must hold
EXPRESSIONS = [
    ("E4", "round((${ngheo} div ${ho} * 100, 2)", "brackets", "( 2, ) 1"),
    ("E4", "round(${ngheo} div ${ho} * 100, 2))", "brackets", "( 1, ) 2"),
    ("E4", "sum(/F/thon[nguoi > 0/nguoi)", "brackets", "[ 1, ] 0"),
    ("E4", "if(${ho} > 0, 'có, 0)", "quotes", "'có"),
    ("E4", "rond(${ngheo})", "unknown-function", "rond() (→ round)"),
    ("E4", "SUM(${nguoi})", "unknown-function", "SUM() (→ sum)"),
    ("E4", "VLOOKUP(${ho}, 1, 2)", "unknown-function", "(→ pulldata(…))"),
    ("E4", "round(${ngheo}, 2, 3)", "arguments", "round(): 3 → 1–2"),
    ("E4", "if(${ho} > 0, 1)", "arguments", "if(): 2 → 3"),
    ("E4", "${ngheo} * 1,5", "comma", "1,5 → 1.5"),
    ("E4", "round(${ngheo} * 1,5, 2)", "comma", "1,5 → 1.5"),
    ("E4", "round(${ngheo}; 2)", "semicolon", "dấu phẩy (,)"),
    ("F10", "${ngheo} => 1", "operator", "=> → >="),
    ("F10", "${ngheo} <> 1", "operator", "<> → !="),
    ("F10", "${ngheo} > 0 AND ${ho} > 0", "word-case", "AND → and"),
    ("F10", "${ngheo} > 0 && ${ho} > 0", "operator", "&& → and"),
    ("E4", "=${ngheo} + 1", "equals", "bỏ dấu ="),
    ("E4", "/F/ngheoo + 1", "unknown-path", "/F/ngheoo"),
    ("E4", "digest(${ho}, 'MD5')", "later", "P2"),
    ("E4", "item-at('|', ${ghi_chu}, 1)", "never", "selected-at"),
    ("F10", "sum-if(${nguoi}, ${nguoi} > 0) > 1", "never", "sum(…[…])"),
    ("H5", "${ho} * 1,5", "comma", "1,5 → 1.5"),
]


@pytest.mark.parametrize("languages", [OURS, FOREIGN], ids=["ours", "foreign"])
@pytest.mark.parametrize("cell, text, reason, says", EXPRESSIONS)
def test_a_wrong_expression_is_told_at_its_cell_with_its_cause(tmp_path, languages, cell, text, reason, says):
    change = {cell: text}
    found = judged(tmp_path, languages, change)
    problems = found.warnings if languages == FOREIGN else found.errors
    told = [one for one in problems if one.details.get("cell") == cell]
    assert told, [str(one) for one in problems]
    assert (told[0].code, told[0].details.get("reason")) == ("PACK_EXPRESSION", reason)
    assert told[0].details["sheet"].endswith("survey")
    assert told[0].details["expression"] == text
    assert says in sentence(told[0], "vi")
    assert says.replace("dấu phẩy (,)", "commas").replace("bỏ dấu =", "remove the =") in sentence(
        told[0], "en"
    )
    if languages == FOREIGN:
        assert found.pack is not None
        FormSet(found.pack)


OTHERS = [
    ("a division written /", {"E4": "${ngheo} / 2"}, "E4", "PACK_EXPRESSION", "${ngheo} div 2"),
    ("a path that is meant as a division", {"E7": "${nguoi} / ${nguoi}"}, "E7", "PACK_SUSPICIOUS", "div"),
    ("a circle", {"E4": "${gap} + 1", "A10": "calculate", "B10": "gap", "C10": "", "D10": "",
     "E10": "${ty_le} + 1", "F10": ""}, "E4", "PACK_CYCLE", "ty_le"),
    ("an aggregate over the own repeat", {"E7": "sum(${nguoi})"}, "E7", "PACK_OWN_AGGREGATE", "điều kiện"),
    ("a code that lost its zero", {"choices!B3": "2"}, "B3", "PACK_ZERO", "số 0"),
    ("a misspelt column of ours", {"H1": "bind::vn:rolup", "H2": "SUM"}, "H1", "PACK_COLUMN_UNKNOWN",
     "bind::vn:rollup"),
    ("a misspelt column", {"G1": "constrain", "G3": ". > 0"}, "G1", "PACK_COLUMN_UNKNOWN", "constraint"),
]  # fmt: skip


@pytest.mark.parametrize("languages", [OURS, FOREIGN], ids=["ours", "foreign"])
@pytest.mark.parametrize("what, change, cell, code, says", OTHERS)
def test_other_mistakes_are_told_at_their_cell(tmp_path, languages, what, change, cell, code, says):
    found = judged(tmp_path, languages, change)
    problems = found.warnings if languages == FOREIGN else found.errors
    told = [one for one in problems if (one.code, one.details.get("cell")) == (code, cell)]
    assert told, (what, [str(one) for one in problems])
    assert says in sentence(told[0], "vi")
    assert (found.pack is None) == (languages == OURS)


def test_a_name_with_diacritics_is_refused_in_our_packs_and_changed_in_foreign_ones(tmp_path):
    (error,) = judged(tmp_path, OURS, {"B9": "có_không"}).errors
    assert (error.code, error.details["cell"]) == ("PACK_BAD_NAME", "B9")
    found = judged(tmp_path, FOREIGN, {"B9": "có_không"})
    (warning,) = found.warnings
    assert (warning.code, warning.details["cell"], warning.details["safe"]) == (
        "PACK_NAME_MARKS", "B9", "c__kh_ng",
    )  # fmt: skip


@pytest.mark.parametrize("languages", [OURS, FOREIGN], ids=["ours", "foreign"])
def test_a_name_that_no_question_has_is_told_with_the_nearest(tmp_path, languages):
    found = judged(tmp_path, languages, {"E4": "${ngheoo} * 2"})
    told = found.errors
    assert {one.code for one in told} == {"PACK_FIELD_UNKNOWN"}
    assert [(one.details["cell"], one.details["suggestion"]) for one in told] == [("E4", " (→ ngheo)")]


REFUSED = [
    ("a list that is not there", {"A9": "select_one co_khon"}, "A9", "PACK_LIST_UNKNOWN"),
    ("a group that is not closed", {"A5": "begin group", "A8": "end repeat"}, "A8", "PACK_NESTING"),
    ("a name that stands twice", {"B3": "ho", "E4": "1", "F10": ""}, "B3", "PACK_DUPLICATE"),
    ("a type that is not there", {"A2": "intger"}, "A2", "PACK_TYPE_UNKNOWN"),
    ("a question without a name", {"B2": "", "E4": "1"}, "B2", None),
    ("a name that stands in two places", {"B6": "ho"}, "E4", "PACK_FIELD_TWICE"),
    ("a code that stands twice", {"choices!B3": "01"}, "B3", "PACK_DUPLICATE"),
]


@pytest.mark.parametrize("languages", [OURS, FOREIGN], ids=["ours", "foreign"])
@pytest.mark.parametrize("what, change, cell, code", REFUSED)
def test_what_pyxform_refuses_is_told_in_our_words_with_its_cell(
    tmp_path, languages, what, change, cell, code
):
    errors = judged(tmp_path, languages, change).errors
    code = code or ("PACK_BAD_NAME" if languages == OURS else "PACK_VALUE_MISSING")
    assert (code, cell) in {(one.code, one.details.get("cell")) for one in errors}, what
    assert all("pyxform" not in sentence(one, "vi") for one in errors), what


TYPES = [
    ("geopoint", "PACK_NO_GEO"),
    ("audio", "PACK_NO_MEDIA"),
    ("video", "PACK_NO_MEDIA"),
    ("deviceid", "PACK_NO_DEVICE"),
    ("acknowledge", "PACK_NO_LATER"),
]


@pytest.mark.parametrize("kind, code", TYPES)
def test_a_type_this_program_has_not_is_refused_with_its_reason(tmp_path, kind, code):
    (error,) = judged(tmp_path, OURS, {"A2": kind, "E4": "1"}).errors
    assert (error.code, error.details["cell"]) == (code, "A2")


def test_in_foreign_forms_such_a_question_is_locked_and_warned_of(tmp_path):
    found = judged(tmp_path, FOREIGN, {"A9": "geopoint"})
    assert found.pack is not None
    locked = [one for one in found.pack.forms[0].tables[0].fields if one.locked]
    assert [one.id for one in locked] == ["co"]
    (warning,) = found.warnings
    assert (warning.code, warning.details["cell"]) == ("PACK_LOCKED", "A9")


def test_every_reason_the_engine_gives_has_its_words():
    sources = [*(ROOT / "forms" / "xpath").glob("*.py"), *(ROOT / "forms").glob("engine*.py")]
    reasons = set()
    for path in sources:
        reasons |= set(__import__("re").findall(r'Refused\(\s*"([a-z-]+)"', path.read_text("utf-8")))
    assert len(reasons) > 12
    known = sentences()
    assert [one for one in reasons if f"EXPRESSION_{one.upper().replace('-', '_')}" not in known] == []
    assert "unexpected" in reasons
    assert parse.MAX_LENGTH


def test_the_reason_of_a_problem_is_never_a_bare_word():
    problem = Problem("PACK_EXPRESSION", source="survey!E4", expression="1 +", reason="word-case", detail="x")
    assert "word-case" not in sentence(problem, "vi")
