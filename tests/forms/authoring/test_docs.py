"""The page on the profile names everything the compiler knows, and every refusal has its sentences."""

import csv
import re

import pytest

from forms.authoring import profile
from forms.authoring.hints import hint
from forms.authoring.shapes import SHAPES
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "xlsform-profile.md").read_text("utf-8")
SOURCES = "".join(path.read_text("utf-8") for path in sorted((ROOT / "forms" / "authoring").glob("*.py")))
CODES = sorted(
    {code for code in re.findall(r'"(PACK_[A-Z_]+)"', SOURCES) if code != "PACK_ERRORS"}
    | {f"PACK_NO_{why}" for why in {*profile.REFUSED_TYPES.values(), *profile.REFUSED_COLUMNS.values()}}
)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_is_on_the_page_and_has_its_sentences(code):
    assert f"`{code}`" in PAGE
    sentences = {}
    for path in (ROOT / "office" / "messages").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            sentences.update({row["code"]: row for row in csv.DictReader(file)})
    assert len(sentences[code]["vi"]) <= 120
    assert len(sentences[code]["en"]) <= 120


def test_every_word_of_the_profile_is_on_the_page():
    columns = [*profile.SURVEY, *profile.SURVEY_TRANSLATED, *profile.VN, *profile.CHOICES, *profile.SETTINGS]
    words = [
        *columns,
        *profile.GRID_KEYS,
        *profile.LAYOUTS,
        *profile.ROLES,
        *profile.QUESTIONS,
        *profile.TEXT_KINDS,
    ]
    missing = [word for word in words if f"`{word}`" not in PAGE]
    assert missing == []
    assert [word for word in profile.ROLLUPS if f"`{word}`" not in PAGE] == []


@pytest.mark.parametrize("sheet", SHAPES)
def test_every_column_of_every_sheet_is_on_the_page(sheet):
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{sheet}` |")] or [
        PAGE.partition("## The sheet `checks`")[2].partition("\n## ")[0]
    ]
    for column, shape in SHAPES[sheet].items():
        assert column in line
        assert not shape.words or f"{column}::" in line


def test_every_column_of_a_form_has_a_hint_in_both_languages():
    for column in [*profile.SURVEY, *profile.VN]:
        if profile.SURVEY.get(column, column) == column:
            assert set(hint("BM-01 survey", column)) == {"vi", "en"}, column
