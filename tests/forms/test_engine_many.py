"""Many records added or removed at once come to the same as one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Document
from forms.engine import FormSet
from forms.pack import Pack
from tests.forms.engine_packs import COMMUNE, TODAY, cell, one_form, rate, records, table, text
from tests.offices import NGOC_LAY, shelf

ROWS = 40


def opened(form_set: FormSet):
    pack = form_set.pack
    return form_set.open(pack.units_by_code[NGOC_LAY], Document(), TODAY)


def test_records_added_at_once_equal_records_added_one_by_one():
    form_set = shelf().holding(NGOC_LAY).form_set
    together, apart = opened(form_set), opened(form_set)
    change = together.add_records("BM16", [()] * ROWS)
    for _ in range(ROWS):
        apart.add_record("BM16")
    assert [key for rows in change.rows if rows.table == "BM16" for key in rows.added] == [
        (str(number),) for number in range(1, ROWS + 1)
    ]
    for forms in (together, apart):
        forms.put(Address("BM16", ("7",), "c01"), "Vườn sâm")
    assert together.document() == apart.document()
    assert together.findings() == apart.findings()


def test_records_removed_at_once_leave_what_was_there_before_and_come_back_in_their_places():
    form_set = shelf().holding(NGOC_LAY).form_set
    forms = opened(form_set)
    forms.add_records("BM17", [(), (), ()])
    before, found = forms.document(), forms.findings()
    forms.add_records("BM17.c15", [("2",), ("2",), ("1",)])
    assert forms.rows("BM17.c15") == (("1", "1"), ("2", "1"), ("2", "2"))
    forms.remove_records("BM17.c15", list(forms.rows("BM17.c15")))
    assert forms.document() == before
    assert forms.findings() == found
    forms.remove_records("BM17", [("1",), ("3",)])
    assert forms.rows("BM17") == (("2",),)
    forms.restore_records("BM17", [("3",), ("1",)])
    assert forms.rows("BM17") == (("1",), ("2",), ("3",))


# --- an index over columns that people type into -----------------------------------------------------

TYPED = st.one_of(
    st.tuples(st.just("n"), st.one_of(st.none(), st.integers(-3, 3), st.just(10**17))),
    st.tuples(st.just("w"), st.sampled_from([None, "a", "b", "1", "01", " a", "true"])),
)
SIMILAR = {  # by an index, and by trying every row: a sum or a text made of the column is no column
    "number": ("count(/B/r[n = current()/../n])", "count(/B/r[coalesce(n, '') = current()/../n])"),
    "tenth": ("count(/B/r[d = current()/../n])", "count(/B/r[coalesce(d, '') = current()/../n])"),
    "mixed": ("count(/B/r[n = current()/../w])", "count(/B/r[coalesce(n, '') = current()/../w])"),
    "word": ("count(/B/r[w = current()/../w])", "count(/B/r[coalesce(w, '') = current()/../w])"),
    "both": (
        "sum(/B/r[w = current()/../w and n > 0]/n)",
        "sum(/B/r[coalesce(w, '') = current()/../w and n > 0]/n)",
    ),
    "outside": ("count(/B/r[n = number(current()/../w)])", "count(/B/r[n - 0 = number(current()/../w)])"),
}


def similar() -> Pack:
    fields = [cell("n"), text("w"), rate("d", "../n div 10 * 10")]
    for name, (quick, slow) in SIMILAR.items():
        fields += [rate(f"q_{name}", quick), rate(f"s_{name}", slow)]
    return one_form(table("B", "/B", (cell("a"),)), records("B.r", "/B/r", tuple(fields), form="B"))


SET = FormSet(similar())


@given(st.lists(st.tuples(st.integers(0, 5), TYPED), max_size=25))
def test_an_index_finds_the_rows_that_trying_all_of_them_finds(moves):
    forms = SET.open(COMMUNE, Document(), TODAY)
    forms.add_records("B.r", [()] * 4)
    for place, (field, value) in moves:
        keys = forms.rows("B.r")
        if place >= len(keys):
            forms.add_record("B.r")
        elif place == 5 and len(keys) > 3:
            forms.remove_record("B.r", keys[place])
        else:
            forms.put(Address("B.r", keys[place], field), value)
        for key in forms.rows("B.r"):
            for name in SIMILAR:
                quick, slow = (forms.view(Address("B.r", key, f"{how}_{name}")).value for how in "qs")
                assert quick == slow, (name, key, forms.document())


@given(st.lists(TYPED, max_size=12))
def test_rows_filled_as_one_entry_equal_rows_added_and_then_filled(answers):
    together, apart = (SET.open(COMMUNE, Document(), TODAY) for _ in range(2))
    keys, change = together.add_filled("B.r", [((), [(field, value, None)]) for field, value in answers])
    for field, value in answers:
        added = apart.add_record("B.r")
        key = next(one.added[0] for one in added.rows)
        apart.put(Address("B.r", key, field), value)
    assert keys == apart.rows("B.r")
    assert together.document() == apart.document()
    assert together.values() == apart.values()
    assert together.findings() == apart.findings() == change.findings
    assert {place.key for place in change.stored} <= set(keys)


def test_entries_held_together_tell_what_they_moved_as_one():
    forms = SET.open(COMMUNE, Document(), TODAY)
    with forms.holding() as whole:
        forms.add_records("B.r", [(), ()])
        with forms.holding() as part:
            forms.put(Address("B.r", ("1",), "n"), 3)
        forms.put(Address("B.r", ("2",), "w"), "a")
    assert set(part.change.stored) == {Address("B.r", ("1",), "n")}
    assert set(whole.change.stored) == {Address("B.r", ("1",), "n"), Address("B.r", ("2",), "w")}
    assert [one.added for one in whole.change.rows] == [(("1",), ("2",))]
    assert whole.change.cells[Address("B.r", ("1",), "q_number")].value == 1
    assert whole.change.findings == forms.findings()
