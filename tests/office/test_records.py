"""Filtering and sorting are views: laws over any rows, and the wants of a person over real ones."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address
from forms.letters import fold
from forms.pack import Choice, Field, Kind
from forms.values import show
from office.entry import Entry
from office.record_acts import duplicate, in_many, put_in_many, unique
from office.records import Arrangement, By, Only, Source, Wanted, arrange
from tests.offices import NGOC_LAY, Place

CLASSES = (Choice("N", {"vi": "Hộ nghèo"}), Choice("C", {"vi": "Hộ cận nghèo"}))
FIELDS = {
    "name": Field("name", "/name", Kind.TEXT, {"vi": "Họ tên"}),
    "class": Field("class", "/class", Kind.CHOICE, {"vi": "Phân loại"}, list="classes"),
    "people": Field("people", "/people", Kind.INTEGER, {"vi": "Số khẩu"}),
    "money": Field("money", "/money", Kind.DECIMAL, {"vi": "Tiền"}, decimals=1, scale=1000),
    "day": Field("day", "/day", Kind.DATE, {"vi": "Ngày"}),
}


def source(rows, marked=()):
    """A source over rows that are handed in: {key: {field: value}}."""

    def text(key):
        shown = (show(v, FIELDS[n], CLASSES) for n, v in rows[key].items() if v is not None)
        return f" {fold(' '.join(shown))} "

    return Source(
        text,
        lambda key, field: rows[key].get(field),
        FIELDS.__getitem__,
        lambda _: marked,
        lambda value, field: show(value, field, CLASSES),
        lambda field: ("N", "C") if field.list else (),
    )


def names(shown, rows):
    return [rows[key]["name"] for key in shown]


def table(*lines):
    fields = ("name", "class", "people", "day")
    return {(str(n),): dict(zip(fields, line, strict=False)) for n, line in enumerate(lines, 1)}


PEOPLE = table(
    ("Y Phơm", "N", 4, "2018-09-02"),
    ("Nguyễn Thị Ánh", "C", 12, "2018-10-01"),
    ("Lê Văn Đào", "N", None, None),
    ("A Dũng", "N", 3, "2017-12-31"),
    ("Đinh Thị Ân", None, 5, "2018-09-02"),
    ("Trần Thị Anh", "C", 3, None),
    ("Võ An", "N", 20, "2018-01-15"),
)


@pytest.mark.parametrize(
    "wanted,found",
    [
        (Wanted("thi"), ["Nguyễn Thị Ánh", "Đinh Thị Ân", "Trần Thị Anh"]),
        (Wanted("THỊ an can"), ["Nguyễn Thị Ánh", "Trần Thị Anh"]),
        (Wanted(field="class", value="N"), ["Y Phơm", "Lê Văn Đào", "A Dũng", "Võ An"]),
        (Wanted(field="class", value="can ngheo"), ["Nguyễn Thị Ánh", "Trần Thị Anh"]),
        (Wanted(field="people", value="3"), ["A Dũng", "Trần Thị Anh"]),
        (Wanted(field="people", value=">= 5"), ["Nguyễn Thị Ánh", "Đinh Thị Ân", "Võ An"]),
        (Wanted(field="people", value="<4"), ["A Dũng", "Trần Thị Anh"]),
        (Wanted(field="people", value="4..12"), ["Y Phơm", "Nguyễn Thị Ánh", "Đinh Thị Ân"]),
        (Wanted(field="day", value="2/9/2018"), ["Y Phơm", "Đinh Thị Ân"]),
        (Wanted("khong co ai"), []),
    ],
)
def test_rows_are_filtered_by_words_and_by_the_value_of_a_column(wanted, found):
    assert names(arrange(tuple(PEOPLE), wanted, source(PEOPLE)), PEOPLE) == found


def test_a_figure_is_compared_as_it_is_shown():
    rows = {("1",): {"name": "một", "money": Decimal(1500)}, ("2",): {"name": "hai", "money": Decimal(900)}}
    assert names(arrange(tuple(rows), Wanted(field="money", value="> 1,2"), source(rows)), rows) == ["một"]


def test_rows_are_filtered_by_their_marks():
    wanted = Wanted(only=Only.PROBLEMS)
    assert arrange(tuple(PEOPLE), wanted, source(PEOPLE, {("3",), ("2",)})) == (("2",), ("3",))


@pytest.mark.parametrize(
    "field,by,order",
    [
        ("name", By.RISING, "A Dũng|Đinh Thị Ân|Lê Văn Đào|Nguyễn Thị Ánh|Trần Thị Anh|Võ An|Y Phơm"),
        ("name", By.GIVEN_NAME, "Võ An|Trần Thị Anh|Nguyễn Thị Ánh|Đinh Thị Ân|A Dũng|Lê Văn Đào|Y Phơm"),
        ("people", By.RISING, "A Dũng|Trần Thị Anh|Y Phơm|Đinh Thị Ân|Nguyễn Thị Ánh|Võ An|Lê Văn Đào"),
        ("people", By.FALLING, "Võ An|Nguyễn Thị Ánh|Đinh Thị Ân|Y Phơm|A Dũng|Trần Thị Anh|Lê Văn Đào"),
        ("day", By.RISING, "A Dũng|Võ An|Y Phơm|Đinh Thị Ân|Nguyễn Thị Ánh|Lê Văn Đào|Trần Thị Anh"),
    ],
)
def test_rows_are_sorted_the_vietnamese_way_with_blanks_last(field, by, order):
    wanted = Wanted(sorted_by=field, by=by)
    assert "|".join(names(arrange(tuple(PEOPLE), wanted, source(PEOPLE)), PEOPLE)) == order


def test_villages_are_sorted_by_their_numbers():
    rows = table(("Thôn 10",), ("Thôn 2",), ("Thôn Đăk Dơn",), ("Thôn 1",))
    shown = arrange(tuple(rows), Wanted(sorted_by="name", by=By.RISING), source(rows))
    assert names(shown, rows) == ["Thôn 1", "Thôn 2", "Thôn 10", "Thôn Đăk Dơn"]


words = st.text("aăâbcdđeêoôơuư ÁàịỔ23", max_size=8)
values = st.fixed_dictionaries(
    {
        "name": st.none() | words,
        "class": st.sampled_from((None, "N", "C")),
        "people": st.none() | st.integers(-5, 5),
        "day": st.none() | st.dates().map(str),
    }
)
tables = st.lists(values, max_size=12).map(lambda rows: {(str(n),): row for n, row in enumerate(rows, 1)})
wants = st.builds(
    Wanted,
    text=words,
    field=st.sampled_from(("", *FIELDS)),
    value=words | st.sampled_from((">2", "1..3", "N", "5")),
    only=st.sampled_from(Only),
    sorted_by=st.sampled_from(("", "name", "class", "people", "day")),
    by=st.sampled_from(By),
)


@given(tables, wants, st.sets(st.integers(1, 12)))
def test_no_row_is_made_lost_or_doubled(rows, wanted, marked):
    shown = arrange(tuple(rows), wanted, source(rows, {(str(n),) for n in marked}))
    assert len(set(shown)) == len(shown)
    assert set(shown) <= set(rows)
    if not wanted.filters:
        assert set(shown) == set(rows)


@given(tables, wants)
def test_sorting_again_changes_nothing_and_filtering_keeps_the_order(rows, wanted):
    of = source(rows)
    shown = arrange(tuple(rows), wanted, of)
    assert arrange(shown, wanted, of) == shown
    if not wanted.sorted_by or not wanted.by:
        assert shown == tuple(key for key in rows if key in set(shown))


@given(tables, st.sampled_from(("name", "class", "people", "day")), st.sampled_from((By.RISING, By.FALLING)))
def test_equal_rows_keep_the_order_of_entry_both_ways(rows, field, by):
    shown = arrange(tuple(rows), Wanted(sorted_by=field, by=by), source(rows))
    keys = list(rows)
    for before, after in pairwise(shown):
        if rows[before].get(field) == rows[after].get(field):
            assert keys.index(before) < keys.index(after)


@given(tables, st.sampled_from(("class", "people", "day")))
def test_falling_is_rising_the_other_way_round(rows, field):
    up, down = (
        [rows[key][field] for key in arrange(tuple(rows), Wanted(sorted_by=field, by=by), source(rows))]
        for by in (By.RISING, By.FALLING)
    )
    filled = [value for value in up if value is not None]
    assert [value for value in down if value is not None] == filled[::-1]


@given(tables, wants, values, st.data())
def test_a_view_stands_still_while_rows_are_typed_into_come_and_go(rows, wanted, typed, data):
    view = Arrangement()
    view.show(wanted, tuple(rows), source(rows))
    before = view.keys(tuple(rows))
    if rows:
        rows[data.draw(st.sampled_from(list(rows)))] = typed
    assert view.keys(tuple(rows)) == before
    assert view.keys((*rows, ("99",))) == (*before, ("99",))
    assert view.keys(tuple(rows)[1:]) == tuple(key for key in before if key in set(tuple(rows)[1:]))


# --- copies, and one value for many --------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("records")).office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def entry(desk):
    entry = Entry(desk)
    yield entry
    while entry.undo() is not None:
        pass


def standing(entry):
    document = entry.open.document()
    assert document.tables == entry.desk.answers.load(entry.submission).tables
    return document.tables, document.states


def test_a_copy_holds_what_the_record_and_its_rows_hold(entry):
    key, _ = entry.add_record("BM17")
    entry.put_text(Address("BM17", key, "c01"), "tap the")
    for text in ("Hộ nghèo", "Hộ cận nghèo"):
        row, _ = entry.add_record("BM17.c15", key)
        entry.put_text(Address("BM17.c15", row, "c01"), text)
    before = standing(entry)
    new, _ = duplicate(entry, "BM17", key)
    tables = entry.open.document().tables
    assert tables["BM17"][new] == tables["BM17"][key]
    copied = [tables["BM17.c15"][row] for row in entry.rows("BM17.c15") if row[:1] == new]
    assert [row["c01"] for row in copied] == ["Hộ nghèo", "Hộ cận nghèo"]
    entry.undo()
    assert standing(entry) == before


def test_numbers_that_may_stand_once_are_not_copied():
    once = "count(instance('BM19')/root/item[c05 = current()/.]) <= 1"
    assert unique(Field("c05", "/c05", Kind.TEXT, {}, constraint=f"regex(., '^[0-9]+$') and {once}"))
    assert not unique(Field("c08", "/c08", Kind.INTEGER, {}, constraint=". >= 1 and . <= 30"))


def test_one_value_for_many_tells_first_what_would_change_and_is_one_step(entry):
    keys = [entry.add_record("BM16")[0] for _ in range(4)]
    entry.put_text(Address("BM16", keys[0], "c03"), "Thôn 1")
    entry.put_text(Address("BM16", keys[1], "c03"), "Thôn 2")
    before = standing(entry)
    many = in_many(entry, "BM16", keys[:3], "c03", "Thôn 2")
    assert (many.blank, many.other, many.same, many.locked) == (1, 1, 1, 0)
    assert standing(entry) == before
    put_in_many(entry, many)
    told = [entry.shown(Address("BM16", key, "c03")) for key in keys]
    assert told == ["Thôn 2", "Thôn 2", "Thôn 2", ""]
    entry.undo()
    assert standing(entry) == before


def test_a_text_that_is_no_value_of_the_column_changes_nothing(entry):
    keys = [entry.add_record("BM16")[0] for _ in range(2)]
    many = in_many(entry, "BM16", keys, "c08", "mười")
    assert str(many.problem).startswith("NOT_A_NUMBER")
    assert many.answers == ()


def test_several_rows_go_and_come_back_as_one_step(entry):
    keys = [entry.add_record("BM16")[0] for _ in range(4)]
    before = standing(entry)
    entry.remove_records("BM16", [keys[0], keys[2]])
    assert entry.rows("BM16") == (keys[1], keys[3])
    entry.undo()
    assert standing(entry) == before
