"""Laws of the engine: the order of entries does not matter, and what moves is what has changed."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Address, Document, State
from forms.engine import FormSet
from forms.pack import Check, Kind, Severity
from tests.forms.engine_packs import (
    COMMUNE,
    POVERTY,
    TODAY,
    at,
    cell,
    commune,
    one_form,
    records,
    table,
    text,
    words,
)

TYPED = [
    Address(plan.id, row.key, field.id)
    for form in POVERTY.forms
    for plan in form.tables
    for row in plan.rows
    for field in plan.fields
    if field.kind is not Kind.KEY
]
FIGURES = st.one_of(st.none(), st.integers(0, 40), st.integers(0, 10**12))
STATES = st.sampled_from([None, State.NONE, State.UNKNOWN])
ENTRIES = st.lists(st.tuples(st.sampled_from(TYPED), FIGURES, STATES), max_size=40)


def fitted(entry):
    """A stated rate is a decimal number."""
    address, value, state = entry
    decimal = address.field.startswith("r") and value is not None
    return address, Decimal(value) if decimal else value, state


def picture(forms):
    """Everything a person could see."""
    views = {
        Address(plan.id, key, field.id): forms.view(Address(plan.id, key, field.id))
        for form in forms.forms
        for plan in form.tables
        for key in forms.rows(plan.id)
        for field in plan.fields
    }
    return views, forms.findings(), forms.values(), forms.states()


@given(ENTRIES)
def test_entry_by_entry_comes_to_what_opening_the_document_comes_to(entries):
    forms = commune()
    for entry in map(fitted, entries):
        forms.put(*entry)
    assert picture(forms) == picture(commune(forms.document()))


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_into_different_cells_does_not_matter(entries, chance):
    last = {entry[0]: fitted(entry) for entry in entries}
    shuffled = list(last.values())
    chance.shuffle(shuffled)
    one, other = commune(), commune()
    for entry in last.values():
        one.put(*entry)
    other.put_many(shuffled)
    assert picture(one) == picture(other)


@given(ENTRIES, st.tuples(st.sampled_from(TYPED), FIGURES, STATES))
def test_a_change_holds_exactly_the_cells_whose_view_differs(entries, entry):
    forms = commune()
    forms.put_many(map(fitted, entries))
    before, *_ = picture(forms)
    change = forms.put(*fitted(entry))
    after, findings, *_ = picture(forms)
    differing = {address: view for address, view in after.items() if view != before[address]}
    assert {a: v for a, v in change.cells.items() if v != before[a]} == differing
    assert set(change.cells) <= set(differing) | {entry[0]}
    assert change.findings == findings


RECORDS = one_form(
    table("B", "/B", (cell("total", "sum(/B/r[kind = 'x']/n)"), cell("rows", "count(/B/r)"))),
    records(
        "B.r",
        "/B/r",
        (
            text("kind"),
            cell("n", default="1", relevant="not(../kind = 'y')"),
            cell("nth", "position(..)"),
            cell("same", "count(/B/r[kind = current()/../kind])"),
            cell("below", "sum(../k/m)"),
        ),
    ),
    records("B.r.k", "/B/r/k", (cell("m"), cell("of", "../m + ../../nth + ../../../total"))),
    checks=(Check("C", Severity.ERROR, "B.r", "below <= n", words("quá"), cells=("below",)),),
)
RECORD_FORMS = FormSet(RECORDS)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.just(()), st.none()),
        st.tuples(st.just("below"), st.integers(0, 5), st.none()),
        st.tuples(st.just("remove"), st.integers(0, 5), st.none()),
        st.tuples(st.just("kind"), st.integers(0, 5), st.sampled_from(["x", "y", None])),
        st.tuples(st.just("n"), st.integers(0, 5), st.integers(0, 9)),
        st.tuples(st.just("m"), st.integers(0, 5), st.integers(0, 9)),
    ),
    max_size=25,
)


@settings(max_examples=100)
@given(MOVES)
def test_rows_that_come_and_go_leave_what_opening_the_document_shows(moves):
    forms = RECORD_FORMS.open(COMMUNE, Document(), TODAY)
    for move, place, value in moves:
        rows, below = forms.rows("B.r"), forms.rows("B.r.k")
        if move == "add":
            forms.add_record("B.r")
        elif move == "below" and rows:
            forms.add_record("B.r.k", rows[place % len(rows)])
        elif move == "remove" and rows:
            forms.remove_record("B.r", rows[place % len(rows)])
        elif move in ("kind", "n") and rows:
            forms.put(Address("B.r", rows[place % len(rows)], move), value)
        elif move == "m" and below:
            forms.put(Address("B.r.k", below[place % len(below)], "m"), value)
    again = RECORD_FORMS.open(COMMUNE, forms.document(), TODAY)
    assert picture(forms) == picture(again)
    assert forms.view(at("B.rows")).value == len(forms.rows("B.r"))


SPARED = FormSet(
    replace(
        POVERTY,
        assignments=tuple(
            replace(one, required=one.form not in ("BM02", "BM18")) for one in POVERTY.assignments
        ),
    )
)


def test_nothing_is_asked_of_a_form_that_may_be_left_out_before_somebody_begins_it():
    forms = SPARED.open(COMMUNE, Document(), TODAY)
    assert not {f.place.table for f in forms.findings()} & {"BM02", "BM18"}
    assert forms.completeness("BM02") == (0, 0)
    assert commune().completeness("BM02") > (0, 0)


def test_a_row_once_begun_is_asked_whole_and_its_neighbours_are_not():
    forms = SPARED.open(COMMUNE, Document(), TODAY)
    forms.put(at("BM02[2018].c01"), 100)
    asked = {f.place.key for f in forms.findings() if f.code == "K36" and f.place.table == "BM02"}
    assert asked == {("2018",)}
    forms.put(at("BM02[2018].c01"), None)
    assert not any(f.place.table == "BM02" for f in forms.findings())


@given(ENTRIES)
def test_a_form_that_may_be_left_out_opens_as_it_was_entered(entries):
    forms = SPARED.open(COMMUNE, Document(), TODAY)
    for entry in map(fitted, entries):
        forms.put(*entry)
    assert picture(forms) == picture(SPARED.open(COMMUNE, forms.document(), TODAY))
