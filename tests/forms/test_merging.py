"""Laws of the three-way merge: nothing is lost, nothing asked that need not be, no side is preferred."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Document, State
from forms.merging import Conflict, Side, merge, merge_notes, moved_address, put_at, settled
from forms.pack import Pack
from forms.part_scope import Scope, beside, columns, demand_fits, holds_personal, within
from forms.problems import Problem
from tests.forms.engine_packs import by_year, cell, form, records, table, text, words

A = form(by_year("A", ("2016", "2017"), (cell("c01"), cell("c02"), cell("r01", "../c01 + ../c02"))))
H = form(
    records("H", "/H/rows", (text("c01"), text("c02"), text("c03", sensitive=True))),
    records("H.m", "/H/rows/m", (text("c01"), cell("c02")), parent="H", form="H"),
)
W = form(
    table("W", "/W", (text("c01"),)),
    records("W.w", "/W/w", (text("c01"), text("c02"), text("c03")), form="W", role="explanations"),
)
PACK = Pack("merging", "1", words("merging"), forms=(A, H, W))
NUMBERS = st.sampled_from(["1", "2", "3", "4"])
WORDS = st.sampled_from(["", "x", "y", "z"])
FIGURES = st.none() | st.integers(0, 3)


def filled(row):
    return {name: value for name, value in row.items() if value not in ("", None)}


@st.composite
def documents(draw):
    years = draw(st.dictionaries(st.sampled_from(["2016", "2017"]), st.tuples(FIGURES, FIGURES)))
    tables: dict = {"A": {(year,): filled({"c01": one, "c02": two}) for year, (one, two) in years.items()}}
    tables["A"] = {key: row for key, row in tables["A"].items() if row}
    homes = draw(st.dictionaries(NUMBERS, st.tuples(WORDS, WORDS, st.dictionaries(NUMBERS, FIGURES))))
    tables["H"] = {(n,): filled({"c01": one, "c02": two}) for n, (one, two, _) in homes.items()}
    tables["H.m"] = {
        (n, m): filled({"c02": figure}) for n, (*_, inside) in homes.items() for m, figure in inside.items()
    }
    states = {
        Address("A", (year,), "c02"): draw(st.sampled_from([State.NONE, State.UNKNOWN]))
        for year, (_, two) in years.items()
        if two is None and draw(st.booleans())
    }
    stated = {Address("A", ("2016",), "r01"): 7} if draw(st.booleans()) else {}
    return Document({name: rows for name, rows in tables.items() if rows}, states, stated)


def told(base, ours, theirs):
    """Merge as an office does: settle the numbers first."""
    found = settled(PACK, base, ours, theirs)
    return found, merge(PACK, base, ours, found.document)


def contents(document):
    """Everything that is answered, whatever numbers the records have."""
    homes = []
    for key, row in document.tables.get("H", {}).items():
        inside = [sorted(r.items()) for k, r in document.tables.get("H.m", {}).items() if k[:1] == key]
        homes.append((sorted(row.items()), sorted(map(repr, inside))))
    return sorted(map(repr, homes)), document.tables.get("A", {}), document.states, document.stated


@given(documents(), documents())
def test_what_both_sides_did_alike_is_agreed_upon(base, side):
    _, made = told(base, side, side)
    assert made.document == side
    assert not made.conflicts
    assert not made.changes


@given(documents(), documents())
def test_what_one_side_alone_did_is_taken_whole(base, side):
    assert told(base, base, side)[1].document == side
    assert told(base, side, base)[1].document == side
    assert not told(base, base, side)[1].conflicts
    assert not told(base, side, base)[1].changes


@given(documents(), documents(), documents())
def test_neither_side_is_preferred(base, ours, theirs):
    _, here = told(base, ours, theirs)
    _, there = told(base, theirs, ours)
    assert {str(one.place) for one in here.conflicts if one.place.table == "A"} == {
        str(one.place) for one in there.conflicts if one.place.table == "A"
    }
    assert len(here.conflicts) == len(there.conflicts)
    mine = put_at(PACK, here.document, [(one, Side.THEIRS) for one in here.conflicts])
    yours = put_at(PACK, there.document, [(one, Side.OURS) for one in there.conflicts])
    assert contents(mine) == contents(yours)


@given(documents(), documents(), documents())
def test_a_part_merged_twice_changes_nothing(base, ours, theirs):
    found, made = told(base, ours, theirs)
    again = settled(PACK, found.document, made.document, theirs, found.moved)
    assert again.document == found.document
    assert not merge(PACK, found.document, made.document, again.document).changes


@given(documents(), documents(), documents())
def test_every_conflict_is_changed_on_both_sides_and_can_be_decided_each_way(base, ours, theirs):
    _, made = told(base, ours, theirs)
    for one in made.conflicts:
        assert one.base != one.ours != one.theirs != one.base
        for side in Side:
            after = put_at(PACK, made.document, [(one, side)])
            assert put_at(PACK, after, [(one, Side.OURS)]) == made.document


@given(documents(), st.data())
def test_different_fields_never_conflict(base, data):
    cells = [Address("A", (year,), name) for year in ("2016", "2017") for name in ("c01", "c02")]
    mine = data.draw(st.sets(st.sampled_from(cells)))
    sides = []
    for chosen in (mine, set(cells) - mine):
        side = base
        for place in sorted(chosen):
            figure = data.draw(st.integers(10, 12))
            rows = dict(side.tables.get("A", {}))
            rows[place.key] = {**rows.get(place.key, {}), place.field: figure}
            states = {one: state for one, state in side.states.items() if one != place}
            side = replace(side, tables={**side.tables, "A": rows}, states=states)
        sides.append(side)
    _, made = told(base, *sides)
    assert not made.conflicts
    for place in cells:
        assert made.document.value(place) == sides[0 if place in mine else 1].value(place)


def homes(**rows):
    return Document({"H": {(n[1:],): {"c01": name} for n, name in rows.items()}})


def test_records_added_on_both_sides_are_two_records_and_reasons_follow_them():
    base = homes(n1="cũ")
    ours = homes(n1="cũ", n2="của ta")
    theirs = Document(
        {
            "H": {("1",): {"c01": "cũ"}, ("2",): {"c01": "của bạn"}},
            "H.m": {("2", "1"): {"c02": 3}},
            "W.w": {("1",): {"c01": "K07", "c02": "H.m[2|1].c02", "c03": "đúng"}},
        }
    )
    found, made = told(base, ours, theirs)
    assert found.moved == {("H", ("2",)): ("H", ("3",)), ("H.m", ("2", "1")): ("H.m", ("3", "1"))}
    assert made.document.tables["H"] == {
        ("1",): {"c01": "cũ"},
        ("2",): {"c01": "của ta"},
        ("3",): {"c01": "của bạn"},
    }
    assert made.document.tables["W.w"][("1",)]["c02"] == "H.m[3|1].c02"
    assert moved_address(PACK, Address("H.m", ("2", "1"), "c02"), found.moved).key == ("3", "1")


def test_a_number_given_away_here_is_not_mistaken_later():
    """Their record 2 became 3 here; a record 3 that they add afterwards is another one."""
    base, ours = homes(n1="cũ"), homes(n1="cũ", n2="của ta")
    first = settled(PACK, base, ours, homes(n1="cũ", n2="của bạn"))
    here = merge(PACK, base, ours, first.document).document
    second = settled(PACK, first.document, here, homes(n1="cũ", n3="mới"), first.moved)
    made = merge(PACK, first.document, here, second.document)
    names = {row["c01"] for row in made.document.tables["H"].values()}
    assert names == {"cũ", "của ta", "mới"}
    assert made.removed == (("H", ("3",)),)


def test_the_same_reason_on_both_sides_is_one_record():
    said = {"c01": "K07", "c02": "A[2016].c01"}
    ours = Document({"W.w": {("1",): {"c01": "K01", "c02": "A[2016].c01"}, ("2",): {**said, "c03": "lũ"}}})
    theirs = Document({"W.w": {("1",): {**said, "c03": "bão"}}})
    _, made = told(Document(), ours, theirs)
    assert [str(one.place) for one in made.conflicts] == ["W.w[2].c03"]
    assert list(made.document.tables["W.w"]) == [("1",), ("2",)]


def test_a_record_taken_out_here_and_changed_there_is_one_question():
    base = Document({"H": {("1",): {"c01": "a"}}, "H.m": {("1", "1"): {"c02": 1}}})
    theirs = Document({"H": {("1",): {"c01": "a"}}, "H.m": {("1", "1"): {"c02": 2}}})
    _, made = told(base, Document(), theirs)
    (one,) = made.conflicts
    assert one.of_record
    assert (one.stands(Side.BASE), one.stands(Side.OURS), one.stands(Side.THEIRS)) == (True, False, True)
    assert put_at(PACK, made.document, [(one, Side.THEIRS)]) == theirs
    assert put_at(PACK, theirs, [(one, Side.OURS)]).tables.get("H", {}) == {}


def test_a_decision_about_a_place_that_is_gone_is_refused():
    cell_of = Conflict(Address("H", ("1",), "c01"), homes(n1="a"), homes(n1="b"), homes(n1="c"))
    with pytest.raises(Problem, match="NO_SUCH_RECORD"):
        put_at(PACK, Document(), [(cell_of, Side.THEIRS)])


def test_the_order_of_the_side_that_changed_it_stands():
    base = homes(n1="a", n2="b", n3="c")
    turned = homes(n3="c", n1="a", n2="b")
    assert list(told(base, base, turned)[1].document.tables["H"]) == list(turned.tables["H"])
    assert list(told(base, turned, base)[1].document.tables["H"]) == list(turned.tables["H"])


def test_notes_of_both_sides_stand():
    here, there, both = (Address("A", (year,), "c01") for year in ("2016", "2017", "2018"))
    made = merge_notes({both: "xưa"}, {here: "ta", both: "xưa, ta"}, {there: "bạn", both: "xưa, bạn"})
    assert made == {here: "ta", there: "bạn", both: "xưa, ta\nxưa, bạn"}
    assert merge_notes({both: "xưa"}, {both: "xưa"}, {}) == {}


def test_with_forms_go_the_reasons_for_their_warnings_and_nobody_elses_names():
    document = Document(
        {
            "A": {("2016",): {"c01": 1}},
            "H": {("1",): {"c01": "Thôn 1", "c03": "Y Blin"}},
            "W": {(): {"c01": "chung"}},
            "W.w": {("1",): {"c02": "A[2016].c01"}, ("2",): {"c02": "H[1].c01"}, ("3",): {"c02": "?"}},
        },
        {Address("A", ("2016",), "c02"): State.NONE},
    )
    scope = Scope(("A",))
    inside = within(PACK, scope, document)
    assert inside.tables == {"A": document.tables["A"], "W.w": {("1",): {"c02": "A[2016].c01"}}}
    assert inside.states == document.states
    assert beside(PACK, scope, document).tables["H"] == {("1",): {"c01": "Thôn 1"}}
    assert not holds_personal(PACK, scope)
    assert holds_personal(PACK, Scope(("H",)))


def test_records_are_chosen_by_the_value_of_a_column():
    document = Document(
        {
            "H": {("1",): {"c01": "Thôn 1"}, ("2",): {"c01": "Thôn 2"}, ("3",): {}},
            "H.m": {("1", "1"): {"c02": 1}, ("2", "1"): {"c02": 2}},
        }
    )
    inside = within(PACK, Scope(("H",), "c01", ("Thôn 2",)), document)
    assert inside.tables == {"H": {("2",): {"c01": "Thôn 2"}}, "H.m": {("2", "1"): {"c02": 2}}}
    assert columns(PACK, "H") == ("c01", "c02")
    assert columns(PACK, "A") == ()


@pytest.mark.parametrize(
    "scope",
    [
        Scope(()),
        Scope(("Z",)),
        Scope(("A",), "c01", ("1",)),
        Scope(("H",), "c01"),
        Scope(("H",), "c03", ("x",)),
    ],
)
def test_a_scope_the_pack_does_not_know_is_refused(scope):
    with pytest.raises(Problem, match="PART_SCOPE"):
        demand_fits(PACK, scope)
