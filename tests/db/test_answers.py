from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.answers import Answers, DraftLine, StoredCell
from forms.answers import Address, Document, State
from forms.problems import Problem
from tests.db.conftest import WHEN
from tests.db.packs import PACK

C01 = Address("BM02", ("2018",), "c01")
C02 = Address("BM02", ("2018",), "c02")
C14 = Address("BM02", ("2018",), "c14")
LATER = WHEN + timedelta(minutes=5)


def put(answers, own, *cells, who="Y Hoa", when=WHEN, **more):
    answers.put(own, cells, who=who, when=when, **more)


def test_the_office_has_one_submission_a_campaign_made_on_demand(answers, own):
    assert answers.own("62.01.001", "2018", LATER) == own
    assert answers.own("62.01.001", "2019", LATER) != own
    described = answers.submission(own)
    assert (described.unit, described.campaign, described.kind) == ("62.01.001", "2018", "own")
    assert (described.pack, described.pack_version) == ("test", "1")
    assert described.created == WHEN


def test_a_value_a_zero_and_the_two_blanks_stay_four_things(answers, own):
    none, unknown, blank = (Address("BM02", (year,), "c01") for year in ("2015", "2016", "2017"))
    put(
        answers,
        own,
        StoredCell(C01, 0),
        StoredCell(none, state=State.NONE),
        StoredCell(unknown, state=State.UNKNOWN),
        StoredCell(blank),
    )
    document = answers.load(own)
    assert document.tables == {"BM02": {("2018",): {"c01": 0}}}
    assert document.states == {none: State.NONE, unknown: State.UNKNOWN}


def test_the_history_tells_who_when_old_and_new(answers, own):
    put(answers, own, StoredCell(C01, 12))
    put(answers, own, StoredCell(C01, 15), who="A Tuấn", when=LATER, how="pasted")
    put(answers, own, StoredCell(C01, state=State.UNKNOWN), when=LATER)
    newest, second, first = answers.history(own, C01)
    assert (first.who, first.when, first.old, first.new, first.how) == ("Y Hoa", WHEN, None, 12, "typed")
    assert (second.who, second.when, second.old, second.new, second.how) == (
        "A Tuấn",
        LATER,
        12,
        15,
        "pasted",
    )
    assert (newest.old, newest.new, newest.new_state) == (15, None, State.UNKNOWN)
    assert [line.address for line in answers.history(own)] == [C01] * 3
    assert answers.history(own, C01, limit=1) == (newest,)


def test_what_a_person_changed_after_a_moment_is_told_apart_from_what_the_program_filled_in(answers, own):
    put(answers, own, StoredCell(C01, 12))
    assert not answers.changed_after(own, WHEN)
    put(answers, own, StoredCell(C02, 1), when=LATER, how="program")
    assert not answers.changed_after(own, WHEN)
    put(answers, own, StoredCell(C01, 13), when=LATER)
    assert answers.changed_after(own, WHEN)
    assert not answers.changed_after(own, LATER)


def test_saving_what_stands_already_leaves_no_history(answers, own):
    put(answers, own, StoredCell(C01, 12))
    put(answers, own, StoredCell(C01, 12), StoredCell(C02), when=LATER)
    assert len(answers.history(own)) == 1
    assert answers.submission(own).updated == LATER


def test_what_arrives_for_a_computed_cell_stands_beside_and_is_no_answer(answers, own):
    put(answers, own, StoredCell(C14, 99, stated=Decimal("31.5")))
    document = answers.load(own)
    assert document.tables == {}
    assert document.stated == {C14: Decimal("31.5")}
    put(answers, own, StoredCell(C14))
    assert answers.load(own) == Document()
    assert [(line.part, line.old, line.new) for line in answers.history(own, C14)] == [
        ("stated", Decimal("31.5"), None),
        ("stated", None, Decimal("31.5")),
    ]


def test_records_keep_their_order_and_may_be_empty(answers, own):
    put(answers, own, added=[("BM17", ("2",)), ("BM17", ("10",)), ("BM17.c16", ("10", "1"))])
    answers.add_row(own, "BM17", ("1",), who="Y Hoa", when=WHEN)
    assert list(answers.load(own).tables["BM17"]) == [("2",), ("10",), ("1",)]
    assert answers.load(own).tables["BM17.c16"] == {("10", "1"): {}}


def test_a_removed_record_takes_what_stands_under_it_and_leaves_its_history(answers, own):
    rate = Address("BM17.c17", ("1", "2018"), "c01")
    put(
        answers,
        own,
        StoredCell(Address("BM17", ("1",), "c01"), "Nuôi bò"),
        StoredCell(Address("BM17", ("1",), "c02"), state=State.UNKNOWN),
        StoredCell(Address("BM17.c16", ("1", "1"), "c02"), Decimal("1.5")),
        StoredCell(rate, state=State.NONE),
        StoredCell(Address("BM17", ("11",), "c01"), "Trồng sâm"),
        added=[("BM17", ("1",)), ("BM17.c16", ("1", "1")), ("BM17", ("11",))],
    )
    answers.keep_draft(own, Address("BM17.c16", ("1", "1"), "c01"), "Giống", WHEN)
    answers.remove_row(own, "BM17", ("1",), who="A Tuấn", when=LATER)
    assert answers.load(own) == Document({"BM17": {("11",): {"c01": "Trồng sâm"}}})
    assert answers.drafts(own) == ()
    gone = [line for line in answers.history(own) if line.who == "A Tuấn"]
    assert {(str(line.address), line.old, line.old_state) for line in gone} == {
        ("BM17[1].", None, None),
        ("BM17[1].c01", "Nuôi bò", None),
        ("BM17[1].c02", None, State.UNKNOWN),
        ("BM17.c16[1|1].", None, None),
        ("BM17.c16[1|1].c02", Decimal("1.5"), None),
        ("BM17.c17[1|2018].", None, None),
        ("BM17.c17[1|2018].c01", None, State.NONE),
    }
    assert {line.how for line in gone} == {"row removed"}


def test_drafts_are_kept_apart_and_end_when_the_cell_is_saved(answers, own):
    text = Address("BM18", (), "c01")
    answers.keep_draft(own, text, "Đang gõ dở", WHEN)
    answers.keep_draft(own, text, "Đang gõ dở dang", LATER)
    answers.keep_draft(own, C01, "12", WHEN)
    assert answers.drafts(own) == (DraftLine(C01, "12", WHEN), DraftLine(text, "Đang gõ dở dang", LATER))
    assert answers.load(own) == Document()
    put(answers, own, StoredCell(text, "Đang gõ dở dang."))
    assert answers.drafts(own) == (DraftLine(C01, "12", WHEN),)
    answers.drop_draft(own, C01)
    assert answers.drafts(own) == ()


@pytest.mark.parametrize(
    "address,value,code",
    [
        (Address("BM99", (), "c01"), 1, "NO_SUCH_CELL"),
        (Address("BM02", ("2018",), "c99"), 1, "NO_SUCH_CELL"),
        (Address("BM02", ("2018",), "year"), "2018", "NO_SUCH_CELL"),
        (Address("BM02", (), "c01"), 1, "NO_SUCH_CELL"),
        (C01, "mười hai", "VALUE_KIND"),
        (C01, Decimal("1.5"), "VALUE_KIND"),
        (C01, 2**63, "VALUE_KIND"),
        (Address("BM02", ("2018",), "c03"), Decimal("NaN"), "VALUE_KIND"),
        (Address("BM18", (), "c01"), 5, "VALUE_KIND"),
    ],
)
def test_a_cell_that_is_not_there_or_a_value_it_cannot_keep_saves_nothing(answers, own, address, value, code):
    with pytest.raises(Problem) as refused:
        put(answers, own, StoredCell(C02, 7), StoredCell(address, value))
    assert refused.value.code == code
    assert answers.load(own) == Document()
    assert answers.history(own) == ()


def test_figures_taken_in_cannot_be_typed_over(answers, database):
    taken = database.insert(
        "submission",
        uuid="u",
        unit="1",
        campaign="2018",
        pack="test",
        pack_version="1",
        kind="received",
        status="current",
        revision=1,
        digest="",
        created=WHEN.isoformat(),
        updated=WHEN.isoformat(),
    )
    with pytest.raises(Problem, match="NO_SUCH_SUBMISSION"):
        put(answers, taken, StoredCell(C01, 1))
    assert answers.load(taken) == Document()


def test_a_moment_without_its_time_zone_is_a_mistake_of_ours(answers, own):
    with pytest.raises(ValueError, match="time zone"):
        put(answers, own, StoredCell(C01, 1), when=WHEN.replace(tzinfo=None))


# --- laws -----------------------------------------------------------------------------------------

whole = st.integers(-(2**63), 2**63 - 1)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
texts = st.text(max_size=40)
YEAR_KEYS = [(row.key) for row in PACK.tables_by_id["BM02"].rows]


def some(**fields):
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def documents(draw):
    years = draw(
        st.dictionaries(
            st.sampled_from(YEAR_KEYS), some(c01=whole, c02=whole, c03=decimals).filter(bool), max_size=4
        )
    )
    story = draw(some(c01=texts, c02=st.dates().map(str), c03=st.sampled_from("01")))
    models = draw(
        st.dictionaries(
            st.integers(1, 12).map(lambda number: (str(number),)), some(c01=texts, c02=whole), max_size=3
        )
    )
    parts = {
        (*key, str(number)): draw(some(c01=texts, c02=decimals))
        for key in models
        for number in range(1, draw(st.integers(0, 2)) + 1)
    }
    tables = {"BM02": years, "BM18": {(): story} if story else {}, "BM17": models, "BM17.c16": parts}
    blank = [
        Address("BM02", key, name)
        for key in YEAR_KEYS
        for name in ("c01", "c03")
        if name not in years.get(key, {})
    ]
    states = (
        draw(st.dictionaries(st.sampled_from(blank), st.sampled_from(list(State)), max_size=3))
        if blank
        else {}
    )
    stated = draw(
        st.dictionaries(
            st.sampled_from([Address("BM02", key, "c14") for key in YEAR_KEYS]),
            st.one_of(st.integers(), decimals, texts),
            max_size=3,
        )
    )
    return Document({name: rows for name, rows in tables.items() if rows}, states, stated)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), documents())
def test_what_is_replaced_loads_back_whatever_stood_there_before(answers, own, first, second):
    answers.replace(own, first, who="Y Hoa", when=WHEN)
    assert answers.load(own) == first
    answers.replace(own, second, who="Y Hoa", when=WHEN)
    assert answers.load(own) == second


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_what_is_put_cell_by_cell_loads_back_exactly(database, number, document):
    answers = Answers(database, PACK)
    own = answers.own("62.01.001", next(number), WHEN)
    records = [(table, key) for table in ("BM17", "BM17.c16") for key in document.tables.get(table, {})]
    put(answers, own, added=records)
    for table, rows in document.tables.items():
        for key, values in rows.items():
            for name, value in values.items():
                put(answers, own, StoredCell(Address(table, key, name), value))
    put(answers, own, *(StoredCell(address, state=state) for address, state in document.states.items()))
    put(answers, own, *(StoredCell(address, stated=value) for address, value in document.stated.items()))
    loaded = answers.load(own)
    assert loaded == document
    kinds = {type(value) for value in loaded.stated.values()}
    assert kinds <= {int, Decimal, str}


@pytest.fixture
def number():
    return iter(str(number) for number in range(10**6))
