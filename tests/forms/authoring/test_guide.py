"""Every example of the authoring guides is compiled into the template's pack."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from forms.answers import Address, Document
from forms.authoring import build
from forms.authoring.judge import judge
from forms.engine import FormSet
from forms.pack import Pack
from office.messages import sentence
from tests.conftest import ROOT

TEMPLATE = ROOT / "forms" / "authoring" / "template"
VIETNAMESE = (ROOT / "docs" / "authoring.vi.md").read_text("utf-8")
ENGLISH = (ROOT / "docs" / "authoring.md").read_text("utf-8")
_CHAPTER = VIETNAMESE.partition("\n## Mẫu công thức")[2].partition("\n## ")[0]
SECTIONS = [part.split("\n", 1) for part in _CHAPTER.split("\n### ")[1:]]
PATTERNS = [(name, re.findall(r"```\n((?:.+\n)+)```", body)) for name, body in SECTIONS]
EXCEL = re.findall(r"^\| `[^`]+` \| `([^`]+)` \|$", VIETNAMESE.partition("## Quen tay")[2], re.MULTILINE)
IN_TEXT = re.findall(r"^[A-ZĐỞ].*?: `([^`]*(?:\$\{|instance)[^`]+)`", VIETNAMESE, re.MULTILINE)
IN_ENGLISH = re.findall(r"^\| ([^|`]+) \| `([^`]+)` \| `(.+)` \|$", ENGLISH, re.MULTILINE)


def lines(block: str) -> tuple[str, dict[str, str]]:
    """Read a pattern: its sheet, and the text of each column."""
    sheet, *rest = block.strip().splitlines()
    return sheet, dict(re.split(r"\s{2,}", line, maxsplit=1) for line in rest)


def pack_with(folder: Path, rows: list[tuple[str, dict[str, str]]]) -> Pack:
    """Build the template with some rows more."""
    shutil.copytree(TEMPLATE, folder)
    (folder / "lists").mkdir()
    (folder / "lists" / "ky_truoc.csv").write_text("name,label,so_ho\n99001,Xã Mẫu Một,500\n", "utf-8")
    (folder / "lists" / "thon.csv").write_text("name,label,xa\nt1,Thôn 1,x\nt2,Thôn 2,y\n", "utf-8")
    for sheet, cells in reversed(rows):  # what is told last in a section stands first in the form
        if sheet == "checks":
            add_check(folder / "checks.csv", cells)
        else:
            add_question(folder / "forms" / f"{sheet.removesuffix(' survey')}.md", cells)
    judged = judge(folder)
    assert [sentence(one) for one in judged.errors] == []
    assert judged.pack is not None
    return judged.pack


def add_check(path: Path, cells: dict[str, str]) -> None:
    columns = ("id", "severity", "context", "when", "expression", "cells", "message::vi", "message::en")
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(f'"{cells.get(column, "")}"' for column in columns) + "\n")


def add_question(path: Path, cells: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    header = text.splitlines()[1]
    columns = [part.strip() for part in header.strip().strip("|").split("|")][1:]
    short = [re.sub(r"::.*\((vi|en)\)", r"::\1", column) for column in columns]
    missing = [column for column in cells if column not in short]
    row = {"label::vi": "Mẫu", "label::en": "Example", **cells}
    text = text.replace(header, header + "".join(f" {column} |" for column in missing))
    added = "| | " + " | ".join(row.get(c, "").replace("|", "\\|") for c in [*short, *missing]) + " |"
    text = text.replace("| | begin repeat | giai_trinh", added + "\n| | begin repeat | giai_trinh")
    path.write_text(text, "utf-8")


def test_there_are_enough_patterns_and_all_have_a_name():
    assert len(PATTERNS) >= 16
    assert all(blocks for _, blocks in PATTERNS)
    assert len(EXCEL) >= 15
    assert len(IN_TEXT) >= 3


@pytest.mark.parametrize("name, blocks", PATTERNS, ids=[name for name, _ in PATTERNS])
def test_a_pattern_of_the_guide_compiles_as_it_is_written(tmp_path, name, blocks):
    pack = pack_with(tmp_path / "pack", [lines(block) for block in blocks])
    assert blocks, name
    assert pack.hash != build(TEMPLATE).hash, name


@pytest.mark.parametrize("expression", [*EXCEL, *IN_TEXT])
def test_an_expression_of_the_guide_compiles(tmp_path, expression):
    # Two dates and a column of a table that the template's first form has not.
    for name, there in (("${tu}", "today()"), ("${den}", "today()"), ("${c04}", "${c03}")):
        expression = expression.replace(name, there)
    cells = {"type": "calculate", "name": "thu", "calculation": expression}
    pack_with(tmp_path / "pack", [("BM-01 survey", cells)])


@pytest.mark.parametrize(
    "unit, value, warned", [("99001", 580, False), ("99001", 700, True), ("99002", 9000, False)]
)
def test_the_comparison_with_the_last_period_warns_where_there_is_one(tmp_path, unit, value, warned):
    blocks = dict(PATTERNS)["So với kỳ trước"]
    pack = pack_with(tmp_path / "pack", [lines(block) for block in blocks])
    form = FormSet(pack).open(pack.units_by_code[unit], Document(), date(2027, 1, 5))
    form.put(Address("BM01", (), "ho_nam_nay"), value)
    assert ("BM01.ho_nam_nay" in {found.code for found in form.findings()}) == warned


def test_the_english_page_names_the_same_patterns_as_the_vietnamese():
    texts = {text for _, blocks in PATTERNS for block in blocks for text in lines(block)[1].values()}
    assert len(IN_ENGLISH) == len(PATTERNS)  # one has two rows, and the check across forms none
    assert [text for _, _, text in IN_ENGLISH if text not in texts] == []
