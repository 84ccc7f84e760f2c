"""Answers from above out of order, with one missing, or numbered anew: told, and the later made one holds."""

import pytest

from db.queries import ThreadState
from forms.answers import Address
from office.answer_order import missing, remarks
from office.answers_above import look, take_in
from office.bringing_back import restore
from office.copies import Why, make
from office.desk import open_desk
from office.downward import open_answer
from office.passage import passage
from office.queries import answer, ask, ask_again, close, to_answer, unanswered
from office.receipts import write as write_receipts
from office.receiving import receive
from office.returning import last_as_basis, received_returns, write
from office.taking_out import take_out
from tests.asking import CELL
from tests.offices import NGOC_LAY, TU_MO_RONG, later, recognise_sender, shelf, unlock_of

OTHER = Address("BM02", ("2018",), "c20")


@pytest.fixture
def offices(place):
    """A commune has sent, the district has taken its package in."""
    commune, package = place.sent(NGOC_LAY)
    with commune, place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        later(commune, 24)  # whatever is made in these hours is no day to come
        yield place, commune, district


def returned(place, district):
    """Sign the next return, an hour after the last one; give its bytes and its number."""
    later(district)
    found = write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    return found.path.read_bytes(), found.number


def codes(desk, data):
    return [one.code for one in remarks(desk, open_answer(desk, data))]


def test_a_later_return_never_loses_to_an_older_one_and_the_missing_one_is_named(offices):
    place, commune, district = offices
    first = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    older, one = returned(place, district)
    close(district, first.id, "Đã rõ.")
    second = ask(district, NGOC_LAY, OTHER, "Có đúng không?")
    newer, two = returned(place, district)
    assert codes(commune, newer) == ["DOWN_GAP"]
    assert open_answer(commune, newer).content["before"] == one
    taken = take_in(commune, newer, how="điện thoại")
    assert [each.code for each in taken.odd] == ["DOWN_GAP"]
    assert missing(commune) == (one,)
    assert [each.id for each in unanswered(commune)] == [second.id]
    later(commune)
    assert codes(commune, older) == ["DOWN_LATE"]
    taken = take_in(commune, older)
    assert (taken.count, missing(commune)) == (0, ())
    states = {each.id: each.state for each in to_answer(commune)}
    assert states == {second.id: ThreadState.ASKED, first.id: ThreadState.CLOSED}
    assert [each.number for each in received_returns(commune)] == [one, two]
    basis = last_as_basis(commune)
    assert basis is not None
    assert basis.number.startswith(f"Phiếu trả lại số {two} ")


def test_what_was_asked_again_stays_asked_when_the_first_question_comes_late(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    older, _ = returned(place, district)
    newer = asked_twice(place, district, thread)
    take_in(commune, newer, how="điện thoại")
    take_in(commune, older)
    (here,) = unanswered(commune)
    assert (here.round, here.question.text) == (2, "Còn năm trước?")


def asked_twice(place, district, thread):
    """Ask in a second round, as after an answer that was not good."""
    with district.database.writing():
        district.database.conn.execute(
            "INSERT INTO query_line (thread, round, kind, at, who, text, value, number, revision) "
            "SELECT thread, round, 'answer', at, 'A', 'Đúng.', '', 0, 1 FROM query_line WHERE thread = ?",
            (thread.id,),
        )
    later(district)
    ask_again(district, thread.id, "Còn năm trước?")
    return returned(place, district)[0]


def test_numbers_that_began_anew_above_are_told_and_the_answer_made_later_holds(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    first, _ = returned(place, district)
    later(district)
    receipts = write_receipts(district, unlock=unlock_of(district), folder=place.stick("down"))
    take_in(commune, first, how="điện thoại")
    take_in(commune, receipts.read_bytes())
    answer(commune, thread.id, "Đúng như sổ.")
    with district.database.writing():  # as a copy made before them, brought back where nothing else was left
        district.database.conn.execute("DELETE FROM downward")
    later(district)
    digest = district.received.latest(NGOC_LAY, district.campaign_id).package.digest
    take_out(district, digest, "nhầm xã")
    again = write_receipts(district, unlock=unlock_of(district), folder=place.stick("anew"))
    assert open_answer(commune, again.read_bytes()).number == 1
    assert codes(commune, again.read_bytes()) == ["DOWN_ANEW"]
    taken = take_in(commune, again.read_bytes())
    assert [one.code for one in taken.odd] == ["DOWN_ANEW"]
    assert passage(commune, digest).stage.value == "taken-out"  # number 1, and made later than number 2


def test_one_question_asked_anew_in_other_words_after_a_copy_was_brought_back_is_asked(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    first, _ = returned(place, district)
    take_in(commune, first, how="điện thoại")
    answer(commune, thread.id, "Đúng như sổ.")
    with district.database.writing():
        district.database.conn.execute("UPDATE query_line SET number = 0")
        district.database.conn.execute("DELETE FROM downward")
        district.database.conn.execute("DELETE FROM return_file")
    later(district)
    ask_again(district, thread.id, "Vì sao giảm 12 hộ?")
    anew, _ = returned(place, district)
    assert codes(commune, anew) == ["DOWN_ANEW"]
    assert take_in(commune, anew).count == 1
    (here,) = unanswered(commune)
    assert here.question.text == "Vì sao giảm 12 hộ?"


def test_a_clock_far_ahead_above_closes_no_question_that_was_asked_again_later(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    first, _ = returned(place, district)
    take_in(commune, first, how="điện thoại")
    years = 70 * 365 * 24
    later(district, years)
    close(district, thread.id, "Đã rõ.")
    later(district, -years)
    older, _ = returned(place, district)
    later(district)
    ask_again(district, thread.id, "Còn năm trước?")
    newer, _ = returned(place, district)
    take_in(commune, newer)
    take_in(commune, older)
    (here,) = unanswered(commune)
    assert (here.round, here.question.text) == (2, "Còn năm trước?")


def test_after_a_copy_was_brought_back_the_numbers_of_answers_go_on_further_ahead(offices):
    place, _, district = offices
    write_receipts(district, unlock=unlock_of(district), folder=place.stick("down"))
    copy, home, clock = make(district, Why.ASKED).path, district.home, district.clock
    for _ in range(2):
        later(district)
        write_receipts(district, unlock=unlock_of(district), folder=place.stick("down"))
    district.close()
    restore(home, copy, clock=clock, shelf=shelf())
    with open_desk(home, clock=clock, shelf=shelf()) as again:
        path = write_receipts(again, unlock=unlock_of(again), folder=place.stick("anew"))
        assert open_answer(again, path.read_bytes()).number == 101
        path = write_receipts(again, unlock=unlock_of(again), folder=place.stick("further"))
        assert open_answer(again, path.read_bytes()).number == 102


def test_the_next_answer_in_order_is_not_remarked_on(offices):
    place, commune, district = offices
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    for _ in range(2):
        later(district)
        path = write_receipts(district, unlock=unlock_of(district), folder=place.stick("down"))
        assert take_in(commune, path.read_bytes(), how="điện thoại").odd == ()
    data, _ = returned(place, district)
    assert look(commune, data).here is False
    assert take_in(commune, data).odd == ()
