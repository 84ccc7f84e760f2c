"""A package goes back with questions about single figures; the answers come with the next one."""

from datetime import date, timedelta

import pytest

from db.queries import LineKind, Queries, QueryLine, Side, Thread, ThreadState
from exports.paper_blocks import Grid, runs_of
from forms.answers import Address
from forms.problems import Problem
from office.acts import Act, acts
from office.adding_up import unsure_units
from office.answers_above import take_in
from office.asking_below import ask_below, asked_below, ready_words
from office.board import State, board
from office.entry import Entry
from office.handing_over import hand_over, handed_over, taken_over
from office.papers import listed, made
from office.queries import (
    LONGEST,
    about,
    answer,
    ask,
    ask_again,
    asked,
    close,
    drop,
    take_replies,
    to_answer,
    unanswered,
    waiting_for,
)
from office.receiving import receive
from office.returning import last_as_basis, received_returns, review, write
from office.roles import new_person
from office.sending import review as sending_review
from tests.asking import CELL, nothing_asked, sent_and_taken
from tests.offices import (
    KON_TUM,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    later,
    number,
    recognise_sender,
    send_to,
    unlock_of,
)

ROW = Address("BM02", ("2017",), "")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with sent_and_taken(tmp_path_factory.mktemp("queries")) as offices:
        yield offices


@pytest.fixture
def offices(house):
    return nothing_asked(house)


def answer_of(thread):
    """Give the answer that must be there."""
    assert thread.answer is not None
    return thread.answer


def goes_back(place, commune, district, **said):
    """The district returns the package and the commune opens the file."""
    written = write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"), **said)
    later(commune)
    return written, take_in(commune, written.path.read_bytes(), how="điện thoại")


def test_a_question_names_its_cell_in_words_and_what_stood_there(offices):
    _, _, district = offices
    thread = ask(district, NGOC_LAY, CELL, "  Sao lại\r\ngiảm? ")
    assert thread.state is ThreadState.DRAFT
    assert thread.words.startswith("BM-02 · Năm 2018 · ")
    assert thread.question.text == "Sao lại\ngiảm?"
    kept = district.received.figures(district.campaign_id)[NGOC_LAY].tables["BM02"]["2018",]["c21"]
    assert thread.question.value.replace(".", "") == str(kept)


def test_a_question_is_asked_once_about_a_cell_and_only_of_who_reported_it(offices):
    _, _, district = offices
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    for unit, cell, text, code in (
        (NGOC_LAY, CELL, "Còn gì?", "QUERY_OPEN"),
        (TE_XANG, CELL, "Còn gì?", "NOT_RECEIVED_FROM"),
        (NGOC_LAY, Address("BM02", ("2018",), "c99"), "Còn gì?", "NO_SUCH_CELL"),
        (NGOC_LAY, ROW, " \n ", "QUERY_BLANK"),
        (NGOC_LAY, ROW, "x" * (LONGEST + 1), "QUERY_LONG"),
    ):
        with pytest.raises(Problem) as told:
            ask(district, unit, cell, text)
        assert told.value.code == code


def test_a_question_not_sent_yet_can_be_changed_and_taken_back(offices):
    _, _, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    assert ask_again(district, thread.id, "Sao lại tăng?").question.text == "Sao lại tăng?"
    assert len(asked(district)) == 1
    assert waiting_for(district) == {}
    drop(district, thread.id)
    assert asked(district) == ()
    with pytest.raises(Problem, match="RETURN_NOTHING"):
        write(district, NGOC_LAY, unlock=unlock_of(district), folder=offices[0].stick("down"))


def test_questions_go_down_come_back_answered_and_are_asked_again_until_they_are_closed(offices):
    place, commune, district = offices
    one = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    row = ask(district, NGOC_LAY, ROW, "Dòng này lấy từ đâu?")
    until = district.clock.today() + timedelta(days=3)
    written, taken = goes_back(place, commune, district, until=until, text="Xem giúp hai chỗ.")
    assert (written.questions, written.sealed, taken.count) == (2, False, 2)
    assert unsure_units(district) == {NGOC_LAY}
    assert [(each.until, each.text) for each in received_returns(commune)] == [(until, "Xem giúp hai chỗ.")]
    assert take_in(commune, written.path.read_bytes()).count == 0

    here = {each.id: each for each in to_answer(commune)}
    assert here[one.id].words == one.words
    assert here[one.id].question.value == one.question.value
    entry = Entry(commune)
    before = number(entry.view(CELL).value)
    entry.put_text(CELL, str(before - 7))
    answer(commune, one.id, "Gõ nhầm.")
    answer(commune, one.id, "Gõ nhầm, đã sửa.")
    assert [each.id for each in unanswered(commune)] == [row.id]
    assert to_answer(commune)[0].state is ThreadState.READY
    sent = send_to(commune, place.stick("up"))
    assert to_answer(commune)[0].state is ThreadState.ANSWERED

    later(district, 3)
    (receipt,) = receive(district, [sent.path])
    assert receipt.verdict == "taken", receipt.sentence
    (thread,) = about(district, NGOC_LAY, CELL)
    assert thread.state is ThreadState.ANSWERED
    given = answer_of(thread)
    assert (given.text, given.revision) == ("Gõ nhầm, đã sửa.", sent.revision)
    assert given.value.replace(".", "") == str(before - 7)
    assert waiting_for(district) == {NGOC_LAY: 1}

    ask_again(district, one.id, "Căn cứ vào đâu?")
    close(district, row.id, "Đã rõ qua điện thoại.")
    assert waiting_for(district) == {}
    goes_back(place, commune, district)
    assert {each.id: each.state for each in to_answer(commune)} == {
        one.id: ThreadState.ASKED,
        row.id: ThreadState.CLOSED,
    }
    (again,) = unanswered(commune)
    assert [(line.round, line.text) for line in again.lines] == [
        (1, "Sao lại giảm?"),
        (1, "Gõ nhầm, đã sửa."),
        (2, "Căn cứ vào đâu?"),
    ]
    with pytest.raises(Problem, match="QUERY_CLOSED"):
        answer(commune, row.id, "Muộn rồi.")


def test_a_return_is_noted_and_its_unit_is_waited_for(offices):
    place, _, district = offices
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    ask(district, NGOC_LAY, ROW, "Dòng này lấy từ đâu?")
    write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    (act,) = acts(district, Act.RETURNED)
    assert act.body["queries"] == 2
    assert [one["text"] for one in act.body["asked"]] == ["Sao lại giảm?", "Dòng này lấy từ đâu?"]
    assert waiting_for(district) == {NGOC_LAY: 2}


def test_a_unit_that_answered_waits_for_the_district_until_every_answer_is_looked_at(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    goes_back(place, commune, district)
    answer(commune, thread.id, "Đúng như sổ.")
    later(commune)
    sent = send_to(commune, place.stick("answered"))
    later(district, 6)
    receive(district, [sent.path])
    row = board(district).rows[0]
    assert (row.unit.code, row.state, row.awaited) == (NGOC_LAY, State.WAITING, False)
    assert "1 câu hỏi" in row.why
    close(district, thread.id)
    assert next(one for one in board(district).rows if one.unit.code == NGOC_LAY).state is State.DONE


def test_who_takes_over_at_the_district_is_told_of_questions_that_did_not_go_back(offices):
    _, _, district = offices
    first, forms = district.person.id, Entry(district).open
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    hand_over(district, new_person(district, "Y Nương").id)
    handed = handed_over(district, forms)
    assert handed is not None
    assert [(one.code, one.count, one.page) for one in handed.left] == [("LEFT_ASKED", 1, "queries")]
    taken_over(district)
    hand_over(district, first)
    taken_over(district)


def test_an_answer_travels_again_until_its_question_is_closed(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    goes_back(place, commune, district)
    answer(commune, thread.id, "Đúng như sổ.")
    send_to(commune, place.stick("lost"))
    later(commune)
    sent = send_to(commune, place.stick("found"))
    later(district, 6)
    receive(district, [sent.path])
    (there,) = asked(district)
    assert [line.text for line in there.lines] == ["Sao lại giảm?", "Đúng như sổ."]
    assert answer_of(there).revision == sent.revision


@pytest.mark.parametrize("sent", [False, True])
def test_an_answer_to_what_was_asked_again_since_is_kept_in_its_round_and_answers_nothing_more(
    offices, tmp_path, sent
):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    goes_back(place, commune, district)
    with district.database.writing():  # an answer by telephone, after which the district asks again
        line = QueryLine(1, LineKind.ANSWER, district.clock.now(), "A", "Đúng.", revision=1)
        Queries(district.database).add(thread.id, line)
    ask_again(district, thread.id, "Còn năm trước?")
    if sent:
        write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    told = [{"query": thread.id, "round": "1", "text": "Chuyển hộ khẩu.", "who": "Y Bưih"}]
    to_second, to_none = {**told[0], "round": "2"}, {**told[0], "round": "9"}
    assert take_replies(district, NGOC_LAY, told, 2, {}) == 1
    assert take_replies(district, NGOC_LAY, told, 3, {}) == 0
    assert take_replies(district, NGOC_LAY, [to_none], 3, {}) == 0
    assert take_replies(district, NGOC_LAY, [to_second], 3, {}) == sent  # a draft is no question yet
    (there,) = asked(district, NGOC_LAY)
    late = next(line for line in there.lines if line.text == "Chuyển hộ khẩu." and line.round == 1)
    assert (late.kind, late.revision, there.round) == (LineKind.ANSWER, 2, 2)
    assert there.question.text == "Còn năm trước?"
    if sent:
        assert there.state is ThreadState.ANSWERED
        assert answer_of(there).round == 2
    else:
        assert (there.state, there.answer) == (ThreadState.DRAFT, None)
        assert review(district, NGOC_LAY).questions == (there,)


def test_a_return_cannot_be_wanted_for_a_day_that_is_past(offices):
    place, _, district = offices
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    with pytest.raises(Problem, match="RETURN_DAY"):
        write(
            district,
            NGOC_LAY,
            unlock=unlock_of(district),
            folder=place.stick("down"),
            until=date(2018, 1, 1),
        )
    assert len(review(district, NGOC_LAY).questions) == 1


def test_the_province_asks_about_a_commune_and_the_district_answers(offices, tmp_path):
    place, _, _ = offices
    above = Place(tmp_path)
    with above.filled(TU_MO_RONG) as district, above.office(KON_TUM) as province:
        package = next((place.folder / "usb").glob("*.xlsx"))
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        up = send_to(district, place.stick("to-province")).path
        recognise_sender(province, up, TU_MO_RONG)
        receive(province, [up])
        asked_above = ask(province, NGOC_LAY, CELL, "Sao lại giảm?")
        assert (asked_above.partner, asked_above.unit) == (TU_MO_RONG, NGOC_LAY)
        written = write(province, TU_MO_RONG, unlock=unlock_of(province), folder=place.stick("from-province"))
        assert unsure_units(province) == {NGOC_LAY}
        take_in(district, written.path.read_bytes(), how="điện thoại")
        (here,) = unanswered(district)
        assert (here.unit, here.words) == (NGOC_LAY, asked_above.words)
        answer(district, here.id, "Đã hỏi xã, đúng như sổ.")
        receive(province, [send_to(district, place.stick("again")).path])
        (there,) = about(province, NGOC_LAY, CELL)
        assert answer_of(there).text == "Đã hỏi xã, đúng như sổ."
        assert unsure_units(province) == frozenset()


def test_before_sending_again_the_office_is_told_of_questions_without_an_answer(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    goes_back(place, commune, district)
    assert sending_review(commune).unanswered == 1
    basis = last_as_basis(commune)
    assert basis is not None
    assert basis.number.startswith("Phiếu trả lại số ")
    answer(commune, thread.id, "Đúng như sổ.")
    assert sending_review(commune).unanswered == 0


def test_a_return_and_all_rounds_are_printed_at_both_ends(offices):
    place, commune, district = offices
    thread = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    written, _ = goes_back(place, commune, district, text="Xem giúp.")
    answer(commune, thread.id, "Đúng như sổ.")
    for desk, side, partner in ((district, "asked", f":{NGOC_LAY}"), (commune, "answering", "")):
        ids = [one.id for one in listed(desk)]
        assert f"return:{side}-{written.number}" in ids
        told = words_on(made(desk, f"return:{side}-{written.number}").paper)
        assert "Xem giúp." in told
        assert "Sao lại giảm?" in told
        assert "Sao lại giảm?" in words_on(made(desk, f"queries{partner}").paper)
    assert "Đúng như sổ." in words_on(made(commune, "queries").paper)


def words_on(paper):
    """Every text of a paper."""
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    cells = [cell for grid in grids for row in grid.rows for cell in row if isinstance(cell, str)]
    return " ".join([*(run.text for run in runs_of(paper)), *cells])


def asked_from_above(district, text="Vì sao giảm?", round_=1, name="từ tỉnh"):
    """The province's question about the commune's figure, as a return of it left it at the district."""
    line = QueryLine(
        round_, LineKind.QUESTION, district.clock.now(), "Y Tỉnh", text, "1.300", number=round_, revision=1
    )
    kept = Queries(district.database)
    if round_ == 1:
        thread = Thread(
            name, Side.ANSWERING, district.campaign_id, KON_TUM, NGOC_LAY, str(CELL), "BM-02", (line,)
        )
        kept.begin(thread)
    else:
        kept.add(name, line)
    return to_answer(district)[0]


def test_a_question_of_the_province_is_asked_on_and_what_comes_back_is_ready_to_answer_with(offices):
    place, commune, district = offices
    above = asked_from_above(district)
    assert (asked_below(district, above), ready_words(district, above)) == (None, "")
    below = ask_below(district, above.id)
    assert (below.state, below.unit, below.place) == (ThreadState.DRAFT, NGOC_LAY, str(CELL))
    assert below.question.text == "Tỉnh Kon Tum hỏi: Vì sao giảm?"
    ask_again(district, below.id, "Tỉnh hỏi vì sao giảm; xem lại sổ.")
    assert ask_below(district, above.id).question.text.endswith("xem lại sổ.")  # changed words stay
    assert [one.id for one in (asked_below(district, above),) if one] == [below.id]
    goes_back(place, commune, district)
    with pytest.raises(Problem, match="QUERY_WAITS"):
        ask_below(district, above.id)

    entry = Entry(commune)
    before = number(entry.view(CELL).value)
    entry.put_text(CELL, str(before - 3))
    answer(commune, below.id, "Đếm trùng ba người.")
    sent = send_to(commune, place.stick("up"))
    later(district, 9)
    receive(district, [sent.path])
    words = ready_words(district, above)
    assert words.startswith("Xã Ngọc Lây trả lời: Đếm trùng ba người. (số liệu ")
    assert words.endswith(f", lần gửi {sent.revision})")
    assert answer(district, above.id, words).state is ThreadState.READY

    later(district, 9)
    second = asked_from_above(district, "Ba người nào?", 2)
    assert ready_words(district, second) == ""  # that answer was to the question before
    again = ask_below(district, above.id)
    assert (again.id, again.round, again.state) == (below.id, 2, ThreadState.DRAFT)


def test_what_the_district_asked_by_itself_goes_with_the_question_about_the_same_cell(offices):
    _, _, district = offices
    own = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    above = asked_from_above(district)
    assert [one.id for one in (asked_below(district, above),) if one] == [own.id]
    assert ask_below(district, above.id).question.text == "Sao lại giảm?"
    assert len(asked(district)) == 1


def test_only_a_question_about_a_unit_below_that_is_still_open_is_asked_on(offices):
    _, commune, district = offices
    line = QueryLine(1, LineKind.QUESTION, commune.clock.now(), "Y", "Sao?", number=1)
    thread = Thread("x", Side.ANSWERING, commune.campaign_id, TU_MO_RONG, NGOC_LAY, str(CELL), "BM", (line,))
    Queries(commune.database).begin(thread)
    with pytest.raises(Problem, match="QUERY_NOT_BELOW"):
        ask_below(commune, "x")
    above = asked_from_above(district)
    done = QueryLine(1, LineKind.CLOSED, district.clock.now(), "Y", "Đã rõ", number=2)
    Queries(district.database).add(above.id, done)
    with pytest.raises(Problem, match="QUERY_CLOSED"):
        ask_below(district, above.id)
