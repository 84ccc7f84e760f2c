"""Identity numbers are hidden until asked for; who asked is noted, and copies hide them always."""

import pytest

from forms.answers import Address
from forms.problems import Problem
from forms.routed import DOT
from office.entry import Entry
from office.masking import masked
from office.other_forms import find_form, install, new_instance, shelved
from tests.offices import NGOC_LAY

FORM = """
| survey |
|  | type | name | label::English (en) | label::Tiếng Việt (vi) | appearance |
|  | begin repeat | household | Household | Hộ |  |
|  | text | head | Head | Chủ hộ |  |
|  | text | number | Identity number | Số định danh | masked |
|  | begin repeat | member | Member | Thành viên |  |
|  | text | own | Identity number | Số định danh | masked |
|  | end repeat |  |  |  |  |
|  | end repeat |  |  |  |  |
| settings |
|  | form_id | form_title | version | default_language |
|  | houses | Sổ thử | 1 | English (en) |
"""
NUMBER, OWN = "064000001234", "064000005678"


@pytest.fixture
def entry(place, tmp_path):
    path = tmp_path / "houses.md"
    path.write_text(FORM, "utf-8")
    with place.office(NGOC_LAY) as desk:
        install(desk, path)
        version = find_form(desk, "houses").version
        yield new_instance(desk, "houses", shelved(desk, "houses", version))


def table_of(entry, field):
    return next(t.id for f in entry.forms for t in f.tables if any(one.id == field for one in t.fields))


@pytest.fixture
def cells(entry):
    """Two households with a number each, and a member with one in the first."""
    houses, members = table_of(entry, "number"), table_of(entry, "own")
    first, second = (entry.add_record(houses)[0] for _ in range(2))
    member, _ = entry.add_record(members, first)
    found = (
        Address(houses, first, "number"),
        Address(houses, second, "number"),
        Address(members, member, "own"),
    )
    for address, number in zip(found, (NUMBER, "064000009999", OWN), strict=True):
        entry.put_text(address, number)
    return found


def test_a_number_is_shown_by_its_end_alone(entry, cells):
    assert entry.shown(cells[0]) == f"{DOT * 6}1234"
    assert entry.edit_text(cells[2]) == f"{DOT * 6}5678"
    assert entry.view(cells[0]).value == NUMBER


def test_how_long_a_number_is_stays_hidden():
    assert len(masked("123456789")) == len(masked("123456789012"))
    assert masked("12345678") == DOT * 6
    assert masked("") == ""


def test_asking_shows_one_household_with_its_members_and_no_other(entry, cells):
    first, second, member = cells
    assert set(entry.ask_for(member.key)) == {first, member}
    assert (entry.shown(first), entry.shown(member)) == (NUMBER, OWN)
    assert DOT in entry.shown(second)
    entry.ask_for(second.key)
    assert DOT in entry.shown(first)
    assert DOT not in entry.shown(second)


def test_asking_is_noted_without_the_number_and_changes_nothing(entry, cells):
    before = entry.desk.answers.load(entry.submission)
    entry.ask_for(cells[0].key)
    line = entry.history(cells[0])[0]
    assert (line.how, line.who, line.old, line.new) == ("seen", entry.desk.person.name, None, None)
    assert entry.desk.answers.load(entry.submission) == before


def test_a_copy_hides_the_number_even_while_it_is_shown(entry, cells):
    entry.ask_for(cells[0].key)
    assert entry.copied(cells[0]) == entry.copied(cells[0]).replace(NUMBER, "") == f"{DOT * 6}1234"


def test_a_hidden_number_that_comes_back_is_refused(entry, cells):
    with pytest.raises(Problem, match="NUMBER_HIDDEN"):
        entry.put_text(cells[1], entry.shown(cells[0]))
    with pytest.raises(Problem, match="NUMBER_HIDDEN"):
        entry.put_block([(cells[1], f"{DOT}7")])
    entry.put_text(cells[1], "064000007777")
    assert entry.view(cells[1]).value == "064000007777"


def test_the_next_sitting_begins_with_hidden_numbers(entry, cells):
    entry.ask_for(cells[0].key)
    again = Entry(entry.desk)
    assert DOT in again.shown(cells[0])
