"""Repeats, counts and groups of any XLSForm work as in the phone programs."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Address, Document
from forms.engine import FormSet
from tests.forms.authoring.xlsforms import COUNTED, DAY, FAMILY, GROUPS, UNIT, at, compiled, opened, value


def test_a_form_holds_questions_several_repeats_and_repeats_in_repeats():
    form = opened(FAMILY)
    form.put(at("n"), 4)
    assert form.rows("data.house") == (("1",),)
    form.add_record("data.house")
    form.add_record("data.house.person", ("2",))
    form.put(at("age", 1, 1, table="data.house.person"), 70)
    form.put(at("age", 2, 1, table="data.house.person"), 65)
    form.put(at("area", 1, table="data.field"), Decimal("1.25"))
    assert value(form, "olds", 2, table="data.house") == "1"
    assert value(form, "all_olds") == "2"
    assert value(form, "land") == "1.25"
    form.remove_record("data.house", ("2",))
    assert value(form, "all_olds") == "1"
    change = form.put(at("age", 1, 1, table="data.house.person"), 170)
    assert [str(found.place) for found in change.findings] == ["data.house.person[1|1].age"]


edits = st.lists(
    st.one_of(
        st.tuples(st.just("house")),
        st.tuples(st.just("person"), st.integers(1, 3)),
        st.tuples(st.just("gone"), st.integers(1, 3)),
        st.tuples(st.just("age"), st.integers(1, 3), st.integers(1, 3), st.integers(0, 120)),
        st.tuples(st.just("area"), st.integers(0, 9)),
    ),
    max_size=14,
)
FAMILY_SET = FormSet(compiled(FAMILY).pack)


def take(form, edit):
    what, *args = edit
    if what == "house" and len(form.rows("data.house")) < 3:
        form.add_record("data.house")
    elif what == "person" and (str(args[0]),) in form.rows("data.house"):
        form.add_record("data.house.person", (str(args[0]),))
    elif what == "gone" and (str(args[0]),) in form.rows("data.house"):
        form.remove_record("data.house", (str(args[0]),))
    elif what == "age" and (str(args[0]), str(args[1])) in form.rows("data.house.person"):
        form.put(at("age", args[0], args[1], table="data.house.person"), args[2])
    elif what == "area":
        form.put(at("area", 1, table="data.field"), Decimal(args[0]))


@given(edits, st.randoms())
@settings(deadline=None, max_examples=60)
def test_what_is_worked_out_does_not_depend_on_the_order_of_entries(steps, chance):
    one = FAMILY_SET.open(UNIT, Document(), DAY)
    for step in steps:
        take(one, step)
    document = one.document()
    again = FAMILY_SET.open(UNIT, document, DAY)
    assert again.values() == one.values()
    assert again.findings() == one.findings()
    other = FAMILY_SET.open(
        UNIT, Document({name: {key: {} for key in rows} for name, rows in document.tables.items()}), DAY
    )
    cells = [
        (Address(table, key, name), given)
        for table, rows in document.tables.items()
        for key, row in rows.items()
        for name, given in row.items()
    ]
    chance.shuffle(cells)
    for place, given_value in cells:
        other.put(place, given_value)
    assert other.values() == one.values()
    assert other.findings() == one.findings()


def test_all_in_a_group_is_asked_only_where_the_group_is():
    form = opened(GROUPS)
    assert not form.view(at("a")).relevant
    assert not form.view(at("c", 1, table="data.r")).relevant
    assert not form.group("/data/g/r", ("1",)).relevant
    assert value(form, "rows") == "0"  # a row that is not asked is in no set
    change = form.put(at("who"), "me")
    assert change.cells[at("a")].relevant
    assert change.cells[at("c", 1, table="data.r")].relevant
    assert value(form, "rows") == "1"
    assert not form.view(at("b")).relevant
    form.put(at("a"), "go")
    assert form.view(at("b")).relevant
    form.put(at("who"), "you")
    assert form.view(at("b")).value is None
    assert form.document().value(at("a")) == "go"  # kept, and back when the group is
    assert not form.group("/data/g").relevant


def test_all_in_a_group_is_locked_where_the_group_is():
    done = compiled(GROUPS.replace("${who} = 'me'", ""))
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    assert not form.view(at("a")).readonly
    form.put(at("who"), "x")
    assert form.view(at("a")).readonly
    assert form.view(at("b")).readonly


def test_a_repeat_has_as_many_rows_as_its_count_and_hides_what_is_beyond():
    form = opened(COUNTED)
    assert form.rows("data.r") == (("1",), ("2",))
    assert value(form, "total") == "14"
    form.put(at("c", 2, table="data.r"), 30)
    change = form.put(at("n"), 1)
    assert [(one.table, one.hidden, one.removed) for one in change.rows] == [("data.r", (("2",),), ())]
    assert value(form, "total") == "7"
    kept = form.document()
    assert kept.value(at("c", 2, table="data.r")) == 30
    later = opened(COUNTED, document=kept)
    assert later.rows("data.r") == (("1",),)
    for one in (form, later):
        change = one.put(at("n"), 3)
        assert [(one.shown, one.added) for one in change.rows] == [((("2",), ("3",)), ())]
        assert value(one, "total") == "44"
        assert set(change.stored) == {at("n")}  # a row the count makes is stored with its first answer


COUNTED_TWICE = """
| survey |
| | type | name | label | repeat_count |
| | integer | n | Number | |
| | begin_repeat | r | Rows | ${n} |
| | integer | m | Inner number | |
| | begin_repeat | s | Inner rows | ${m} |
| | text | t | T | |
| | end_repeat | | | |
| | end_repeat | | | |
| | begin_repeat | free | Others | |
| | integer | k | Inner number | |
| | begin_repeat | u | Inner rows | ${k} |
| | text | v | V | |
| | end_repeat | | | |
| | end_repeat | | | |
| settings |
| | form_id |
| | data |
"""


def test_counts_in_counts_hide_and_bring_back_all_that_stands_below():
    form = opened(COUNTED_TWICE)
    form.put(at("n"), 2)
    form.put(at("m", 2, table="data.r"), 3)
    form.put(at("t", 2, 3, table="data.r.s"), "kept")
    form.put(at("m", 2, table="data.r"), 1)
    form.put(at("n"), 0)
    assert form.rows("data.r.s") == ()
    assert form.document().value(at("t", 2, 3, table="data.r.s")) == "kept"
    for one in (form, opened(COUNTED_TWICE, document=form.document())):
        one.put(at("n"), 2)
        assert one.rows("data.r.s") == (("2", "1"),)
        one.put(at("m", 2, table="data.r"), 3)
        assert value(one, "t", 2, 3, table="data.r.s") == "kept"


def test_a_removed_record_takes_its_hidden_rows_with_it():
    form = opened(COUNTED_TWICE)
    form.put(at("k", 1, table="data.free"), 2)
    form.put(at("v", 1, 2, table="data.free.u"), "gone")
    form.put(at("k", 1, table="data.free"), 1)
    form.remove_record("data.free", ("1",))
    assert "data.free.u" not in form.document().tables


def test_a_blank_count_leaves_the_rows_as_they_are():
    form = opened(COUNTED)
    form.put(at("n"), None)
    assert form.rows("data.r") == (("1",), ("2",))


def test_an_absurd_count_does_not_fill_the_memory():
    form = opened(COUNTED)
    form.put(at("n"), 2_000_000_000)
    assert len(form.rows("data.r")) == 5_000
