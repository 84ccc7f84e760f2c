"""`docs/expressions.md` names the functions we have and those we refuse."""

import re

from forms.xpath.calls import SPECIAL as BY_ROWS
from forms.xpath.functions import CLOCKED, FUNCTIONS, LATER
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "expressions.md").read_text(encoding="utf-8")


def words(rows):
    return {word for row in rows for quoted in re.findall(r"`([^`]+)`", row) for word in quoted.split()}


def test_the_page_names_every_function_and_no_other():
    table = PAGE[PAGE.index("| group |") : PAGE.index("| refused")]
    notes = {"min", "max"}
    assert words(table.splitlines()) - notes == {*FUNCTIONS, *CLOCKED, *BY_ROWS} - notes


def test_the_page_names_every_function_that_is_refused_until_later():
    row = next(line for line in PAGE.splitlines() if line.startswith("| P2"))
    assert words([row]) - {"EXPRESSION_LATER"} == LATER
