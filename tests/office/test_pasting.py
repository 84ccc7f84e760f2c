"""A pasted block is read before anything of it is saved."""

import pytest

from forms.answers import Address
from office.entry import Entry
from office.pasting import Line, accept, read_block
from tests.offices import NGOC_LAY, Place

FIELDS = ("c02", "c03")


@pytest.fixture
def entry(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield Entry(desk)


def cell(field, year="2018"):
    return Address("BM02", (year,), field)


def down(*texts, start=1):
    """A column of BM-02, from a field on."""
    fields = [f"c{number:02}" for number in range(start, start + len(texts))]
    return [Line((text,), (name,), (cell(name),)) for text, name in zip(texts, fields, strict=True)]


def new(*rows):
    return [Line(row, FIELDS) for row in rows]


def test_a_block_into_blanks_that_breaks_nothing_has_nothing_to_look_at(entry):
    plan = read_block(entry, down("485", "470"), "BM02")
    assert plan.plain
    assert plan.sound == {0, 1}
    assert entry.view(cell("c01")).value is None


def test_what_stood_there_is_told_beside_what_would(entry):
    entry.put_text(cell("c01"), "500")
    plan = read_block(entry, down("1485"), "BM02")
    (row,) = plan.rows
    assert not plan.plain
    assert [(one.kind, one.before, one.after) for one in row.cells] == [("changed", "500", "1.485")]


def test_a_broken_rule_is_told_before_it_is_saved_and_does_not_stop_the_block(entry):
    plan = read_block(entry, down("400", "470"), "BM02")
    assert {finding.code for row in plan.rows for finding in row.breaks} >= {"BM02.c02"}
    assert entry.view(cell("c02")).value is None
    accept(entry, plan, plan.sound)
    assert entry.view(cell("c02")).value == 470


def test_text_that_is_no_value_is_told_and_its_row_not_offered(entry):
    plan = read_block(entry, down("bốn trăm", "470"), "BM02")
    assert plan.sound == {1}
    assert [one.problem and one.problem.code for row in plan.rows for one in row.refused] == ["NOT_A_NUMBER"]


def test_a_code_is_read_from_words_without_accents_and_told_as_a_fix(entry):
    plan = read_block(entry, new(("Nuôi bò", "")), "BM10")
    assert [one.fixed for one in plan.rows[0].cells] == [False, False]
    lines = [Line(("thanh thi",), ("c07",), (Address("BM01", ("2018",), "c07"),))]
    (row,) = read_block(entry, lines, "BM01").rows
    assert (row.cells[0].after, row.cells[0].fixed) == ("Thành thị", True)
    unknown = [Line(("hải đảo",), ("c07",), (Address("BM01", ("2018",), "c07"),))]
    (row,) = read_block(entry, unknown, "BM01").rows
    assert [one.problem and one.problem.code for one in row.refused] == ["NOT_IN_LIST"]


def test_new_rows_come_with_the_block_and_go_with_one_undo(entry):
    plan = read_block(entry, new(("Đường thôn 1", "Giao thông"), ("Trường thôn 2", "truong hoc")), "BM10")
    assert plan.sound == {0, 1}
    accept(entry, plan, {0, 1})
    keys = entry.rows("BM10")
    assert [entry.shown(Address("BM10", key, "c02")) for key in keys] == ["Đường thôn 1", "Trường thôn 2"]
    assert [entry.shown(Address("BM10", key, "c03")) for key in keys] == ["Giao thông", "Trường học"]
    entry.undo()
    assert entry.rows("BM10") == ()
    entry.redo()
    assert len(entry.rows("BM10")) == 2


def test_rows_that_repeat_one_of_the_table_or_of_the_block_are_told_and_not_offered(entry):
    block = new(("Đường thôn 1", "Giao thông"), ("Đường thôn 1", "giao thong"))
    plan = read_block(entry, block, "BM10")
    assert [row.copy_of for row in plan.rows] == [0, -1]
    accept(entry, plan, plan.sound)
    again = read_block(entry, block[:1], "BM10")
    assert [row.copy_of for row in again.rows] == [1]
    assert again.sound == frozenset()


def test_only_the_chosen_rows_are_saved(entry):
    plan = read_block(entry, down("485", "470"), "BM02")
    accept(entry, plan, {1})
    assert (entry.view(cell("c01")).value, entry.view(cell("c02")).value) == (None, 470)


def test_none_and_not_known_are_pasted_as_such(entry):
    plan = read_block(entry, down("-", "?"), "BM02")
    accept(entry, plan, plan.sound)
    assert (entry.shown(cell("c01")), entry.shown(cell("c02"))) == ("–", "?")
