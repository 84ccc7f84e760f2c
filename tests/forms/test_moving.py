"""Every answer of an earlier version stands in the newer one or is listed with its reason."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Document, Key, State, Value
from forms.engine import FormSet
from forms.moving import Left, Reason, holds, move, move_figures
from forms.pack import Choice, Field, FixedRow, Kind, Table, TableKind, Unit
from tests.forms.engine_packs import TODAY, by_year, cell, key, one_form, records, table, text, words

Tables = dict[str, dict[Key, dict[str, Value]]]

YEARS = ("2016", "2017", "2018")
LISTS = {"yes_no": (Choice("1", words("Có")), Choice("0", words("Không")))}
UNIT = Unit("1", "Xã Một", "Một", "commune", "area", "Xã", "")
ONE = Address("A", ("2016",), "c01")


def pack(*cells, years=YEARS, **more):
    return one_form(by_year("A", years, cells), lists=LISTS, **more)


def answered(**cells):
    return Document({"A": {("2016",): cells}})


def moved_value(old, new, value):
    """What stands in A[2016].c01, or its heir c01b, after moving one answer."""
    moved = move(answered(c01=value), pack(old), pack(new))
    rows = moved.document.tables.get("A", {}).get(("2016",), {})
    return rows.get(new.id), [left.reason for left in moved.left]


def heir(kind, **more):
    return replace(cell("c01b", **more), kind=kind, replaces="c01")


def test_a_renamed_question_keeps_its_answer():
    old, new = pack(cell("c01")), pack(cell("c01", path="ho"))
    assert move(answered(c01=5), old, new).document == answered(c01=5)


def test_a_removed_field_a_removed_row_and_a_removed_table_are_listed():
    document = Document({"A": {("2016",): {"c01": 1, "c02": 2}, ("2018",): {"c01": 3}}})
    moved = move(document, pack(cell("c01"), cell("c02")), pack(cell("c01"), years=("2016", "2017")))
    assert moved.document == answered(c01=1)
    assert moved.left == (
        Left(Address("A", ("2016",), "c02"), Reason.FIELD, 2),
        Left(Address("A", ("2018",), "c01"), Reason.ROW, 3),
    )
    other = one_form(by_year("B", YEARS, (cell("c01"),)))
    assert [left.reason for left in move(document, pack(cell("c01"), cell("c02")), other).left] == [
        Reason.FORM, Reason.FORM, Reason.FORM,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "old,new,value,wanted,reasons",
    [
        (Kind.INTEGER, Kind.DECIMAL, 5, Decimal(5), []),
        (Kind.DECIMAL, Kind.INTEGER, Decimal("17.00"), 17, []),
        (Kind.DECIMAL, Kind.INTEGER, Decimal("17.5"), None, [Reason.KIND]),
        (Kind.TEXT, Kind.INTEGER, "22.851", 22851, []),
        (Kind.TEXT, Kind.INTEGER, "hai", None, [Reason.KIND]),
        (Kind.INTEGER, Kind.TEXT, 1234, "1234", []),
        (Kind.DATE, Kind.TEXT, "2018-09-30", "30/09/2018", []),
        (Kind.TEXT, Kind.DATE, "30/9/2018", "2018-09-30", []),
        (Kind.DATE, Kind.YEAR, "2018-09-30", None, [Reason.KIND]),
        (Kind.TEXT, Kind.CHOICE, "không", "0", []),
        (Kind.TEXT, Kind.CHOICE, "có thể", None, [Reason.KIND]),
        (Kind.CHOICE, Kind.TEXT, "1", "Có", []),
    ],
)
def test_a_field_with_another_kind_takes_over_what_reads_as_its_kind(old, new, value, wanted, reasons):
    lists = {"list": "yes_no"}
    before = cell("c01", kind=old, decimals=2, **(lists if old is Kind.CHOICE else {}))
    after = replace(heir(new, **(lists if new is Kind.CHOICE else {})), decimals=2 * (new is Kind.DECIMAL))
    assert moved_value(before, after, value) == (wanted, reasons)


def test_a_text_may_become_a_text_of_several_lines_under_its_own_id():
    assert moved_value(text("c01"), text("c01", kind=Kind.MEMO), "một") == ("một", [])


def test_a_successor_may_name_every_field_it_stands_for():
    newest = replace(heir(Kind.DECIMAL), replaces="c01a c01")
    assert moved_value(cell("c01"), newest, 3) == (Decimal(3), [])


def test_two_answers_never_share_a_place():
    old = pack(cell("c01"), cell("c01a"))
    new = pack(replace(heir(Kind.TEXT), replaces="c01a c01"))
    moved = move(answered(c01=1, c01a=2), old, new)
    assert moved.document == answered(c01b="1")
    assert moved.left == (Left(Address("A", ("2016",), "c01a"), Reason.TAKEN, 2),)


def test_an_answer_of_a_cell_that_is_computed_now_is_compared_with_it():
    old, new = pack(cell("c01"), cell("c02")), pack(cell("c01"), cell("c02", calculate="../c01 * 2"))
    document = Document(
        {"A": {("2016",): {"c01": 2, "c02": 5}}}, {Address("A", ("2017",), "c02"): State.UNKNOWN}
    )
    moved = move(document, old, new)
    assert moved.document == Document({"A": {("2016",): {"c01": 2}}}, {}, {Address("A", ("2016",), "c02"): 5})
    assert moved.left == (Left(Address("A", ("2017",), "c02"), Reason.COMPUTED, state=State.UNKNOWN),)
    back = move(moved.document, new, old)
    assert back.left == (Left(Address("A", ("2016",), "c02"), Reason.TYPED, 5, stated=True),)


def test_a_code_that_its_list_no_longer_has_stays_and_is_marked():
    asked = cell("c01", kind=Kind.CHOICE, list="yes_no")
    old = pack(asked)
    new = replace(old, lists={"yes_no": LISTS["yes_no"][:1]})
    moved = move(answered(c01="0"), old, new)
    assert (moved.document, moved.left, moved.marked) == (answered(c01="0"), (), (ONE,))
    (found,) = [one for one in FormSet(new).open(UNIT, moved.document, TODAY).findings() if one.place == ONE]
    assert found.code == "A.c01"


def test_a_group_that_became_a_repeat_gives_its_answers_to_the_first_record_and_back():
    single = one_form(table("A", "/A", (text("c01"),)))
    many = one_form(records("A", "/A/r", (text("c01"),)))
    document = Document({"A": {(): {"c01": "x"}}})
    as_record = Document({"A": {("1",): {"c01": "x"}}})
    assert move(document, single, many).document == as_record
    two = Document({"A": {("4",): {"c01": "x"}, ("7",): {"c01": "y"}}})
    moved = move(two, many, single)
    assert moved.document == document
    assert moved.left == (Left(Address("A", ("7",), "c01"), Reason.KEYS, "y"),)


def test_axes_in_another_order_keep_their_answers():
    def by(*axes):
        rows = tuple(
            FixedRow(tuple({"group": g, "year": y}[axis] for axis in axes), words(g + y))
            for g in ("NG", "CN")
            for y in YEARS
        )
        made = table("A", "/A/rows", (*(key(axis) for axis in axes), cell("c01")), TableKind.FIXED)
        return one_form(replace(made, axes=axes, rows=rows))

    moved = move(Document({"A": {("NG", "2017"): {"c01": 4}}}), by("group", "year"), by("year", "group"))
    assert moved.document == Document({"A": {("2017", "NG"): {"c01": 4}}})


def test_figures_that_were_worked_out_otherwise_are_left_out():
    old = pack(cell("c01"), cell("c02", calculate="../c01 * 2"), cell("c03", calculate="../c01 + 1"))
    new = pack(cell("c01", path="ho"), cell("c02", calculate="../ho * 2"), cell("c03", calculate="../ho + 2"))
    figures: Tables = {"A": {("2016",): {"c01": 1, "c02": 2, "c03": 2}}}
    moved = move_figures(figures, {}, old, new)
    assert moved.document.tables == {"A": {("2016",): {"c01": 1, "c02": 2}}}
    assert [(left.address.field, left.reason) for left in moved.left] == [("c03", Reason.CALCULATION)]


# --- laws -------------------------------------------------------------------------------------------

KINDS = (Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.MEMO, Kind.DATE, Kind.CHOICE)


@st.composite
def fields(draw, prefix="c"):
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5))
    return tuple(
        cell(f"{prefix}{n:02}", kind=kind, list="yes_no" if kind is Kind.CHOICE else None, decimals=2)
        for n, kind in enumerate(kinds, 1)
    )


@st.composite
def packs(draw):
    inner = records("B.r", "/B/rows/r", draw(fields("i")), parent="B")
    years = draw(st.lists(st.sampled_from(YEARS), unique=True, min_size=1))
    return one_form(
        by_year("A", tuple(years), draw(fields())),
        replace(records("B", "/B/rows", draw(fields())), form="A"),
        replace(inner, form="A"),
        lists=LISTS,
    )


def evolved(draw, field: Field) -> tuple[Field, ...]:
    """What a newer version may have made of a field."""
    what = draw(st.sampled_from(("kept", "kept", "renamed", "gone", "computed", "replaced", "added")))
    if what == "renamed":
        return (replace(field, path=f"{field.path}x"),)
    if what == "gone":
        return ()
    if what == "computed" and field.kind in (Kind.INTEGER, Kind.DECIMAL):
        return (replace(field, calculate="1 + 1"),)
    if what == "replaced":
        kind = draw(st.sampled_from(KINDS))
        lists = "yes_no" if kind is Kind.CHOICE else None
        heir = replace(field, id=f"{field.id}n", path=f"{field.path}n", kind=kind, list=lists)
        return (replace(heir, replaces=field.id),)
    if what == "added":
        return (field, replace(field, id=f"{field.id}z", path=f"{field.path}z"))
    return (field,)


def newer(draw, old: Table) -> Table:
    made = tuple(
        f for field in old.fields for f in ((field,) if field.kind is Kind.KEY else evolved(draw, field))
    )
    rows = tuple(row for row in old.rows if draw(st.booleans()))
    return replace(old, fields=made, rows=rows)


@st.composite
def two_versions(draw):
    old = draw(packs())
    tables = [newer(draw, one) for one in old.forms[0].tables]
    if draw(st.booleans()):
        tables = tables[:2]
    return old, replace(old, version="2", forms=(replace(old.forms[0], tables=tuple(tables)),))


VALUES = {
    Kind.INTEGER: st.integers(-999_999, 999_999),
    Kind.DECIMAL: st.decimals(-9_999, 9_999, places=2),
    Kind.TEXT: st.sampled_from(("một", "12", "30/09/2018", "có", "x y")),
    Kind.MEMO: st.sampled_from(("một\nhai", "12")),
    Kind.DATE: st.dates().map(lambda day: f"{max(day.year, 1900):04}-{day:%m-%d}"),
    Kind.CHOICE: st.sampled_from(("1", "0")),
}


def filled(draw, pack):
    tables: Tables = {}
    states: dict[Address, State] = {}
    stated: dict[Address, Value] = {}
    for one in pack.forms[0].tables:
        keys = [row.key for row in one.rows]
        if one.kind is TableKind.RECORDS:
            keys = [("1",), ("2",)] if one.parent is None else [("1", "1"), ("2", "4")]
        for place in keys:
            values = {}
            for field in one.fields:
                if field.kind is Kind.KEY:
                    continue
                address = Address(one.id, place, field.id)
                chance = draw(st.sampled_from(("value", "value", "blank", "none", "unknown")))
                if chance == "value":
                    given_value = draw(VALUES[field.kind])
                    if field.calculate is None:
                        values[field.id] = given_value
                    else:
                        stated[address] = given_value
                elif chance != "blank" and field.calculate is None:
                    states[address] = State(chance)
            if values or one.kind is TableKind.RECORDS:
                tables.setdefault(one.id, {})[place] = values
    return Document(tables, states, stated)


def answers(document):
    """Every answer of a document with where it stands."""
    for name, rows in document.tables.items():
        for place, values in rows.items():
            for field, value in values.items():
                yield Address(name, place, field), value, None, False
    for address, state in document.states.items():
        yield address, None, state, False
    for address, value in document.stated.items():
        yield address, value, None, True


@given(data=st.data())
def test_moving_keeps_every_answer_or_lists_it(data):
    old, new = data.draw(two_versions())
    document = filled(data.draw, old)
    moved = move(document, old, new)
    left = {(one.address, one.value, one.state, one.stated) for one in moved.left}
    assert len(left) == len(moved.left)
    before, after = list(answers(document)), list(answers(moved.document))
    assert len(before) == len(after) + len(left)
    heirs = {
        (one.id, field.replaces or field.id): field.id for one in new.forms[0].tables for field in one.fields
    }
    there = {address for address, *_ in after}
    for address, *rest in before:
        if (address, *rest) not in left:
            name = heirs.get((address.table, address.field), address.field)
            assert replace(address, field=name) in there
    kept = {(address, value) for address, value, *_ in before}
    for address, value, _, _ in after:
        if value is not None and not address.field.endswith("n"):
            assert (address, value) in kept


@given(data=st.data())
def test_moving_to_the_same_version_changes_nothing(data):
    old = data.draw(packs())
    document = filled(data.draw, old)
    moved = move(document, old, old)
    assert (moved.document, moved.left, moved.marked) == (document, (), ())


@given(data=st.data())
def test_what_was_moved_opens_under_the_newer_version(data):
    old, new = data.draw(two_versions())
    document = move(filled(data.draw, old), old, new).document
    assert all(holds(new, address) for address, *_ in answers(document))
    assert FormSet(new).open(UNIT, document, TODAY).document() == document
