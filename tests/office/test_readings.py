"""What was looked at in the inbox is not read a second time to be taken in."""

from dataclasses import replace
from hashlib import sha256

import pytest

from exports.opc import verify
from forms.problems import Problem
from office.inbox import look, take
from office.readings import Readings
from tests.office.small_offices import district, packages, report_of
from tests.offices import MOMENT

FIRST = packages()[0]
DIGEST = sha256(FIRST.data).hexdigest()


@pytest.fixture
def desk(tmp_path):
    with district(tmp_path / "office") as desk:
        yield desk


@pytest.fixture(scope="module")
def parts():
    parts = verify(FIRST.data, now=MOMENT).parts
    assert parts is not None
    return parts


def test_what_was_read_is_given_again_equal_and_apart(desk, parts):
    reading = Readings(desk.pack)
    first = reading(DIGEST, parts, desk.pack)
    again = reading(DIGEST, {}, desk.pack)  # without its parts: it is not read
    assert again == first == report_of(desk, FIRST.data)
    assert again.tables is not first.tables  # whoever alters one does not alter the other


def test_it_is_given_for_the_same_bytes_alone(desk, parts):
    reading = Readings(desk.pack)
    reading(DIGEST, parts, desk.pack)
    with pytest.raises(Problem, match=r"NOT_A_WORKBOOK|LAYOUT"):
        reading("0" * 64, {}, desk.pack)


def test_it_is_given_for_the_same_pack_alone(desk, parts):
    reading = Readings(desk.pack)
    reading(DIGEST, parts, desk.pack)
    with pytest.raises(Problem, match=r"NOT_A_WORKBOOK|LAYOUT"):
        reading(DIGEST, {}, replace(desk.pack))


def test_what_finds_no_room_is_read_again(desk, parts):
    reading = Readings(desk.pack, room=100)
    assert reading(DIGEST, parts, desk.pack) == reading(DIGEST, parts, desk.pack)
    with pytest.raises(Problem, match=r"NOT_A_WORKBOOK|LAYOUT"):
        reading(DIGEST, {}, desk.pack)


def test_taking_in_does_not_read_what_was_looked_at(desk, tmp_path):
    (tmp_path / FIRST.name).write_bytes(FIRST.data)
    with look(desk, [tmp_path / FIRST.name]) as inbox:
        assert inbox.reading(DIGEST, {}, desk.pack) == report_of(desk, FIRST.data)
        (receipt,) = take(desk, inbox)
    assert receipt.verdict == "taken"
