"""Questions by keyboard: asked of a cell above, answered beside the field below."""

import pytest
from PySide6.QtCore import Qt

from db.queries import LineKind, Queries, QueryLine, Side, Thread, ThreadState
from forms.answers import Address
from forms.basis import Basis, BasisKind
from office.answers_above import take_in
from office.locks import campaign_lock, lock_of
from office.queries import ask as put_question
from office.queries import asked, thread_of, to_answer
from office.queries import close as put_closed
from office.returning import write
from tests.asking import CELL, nothing_asked, sent_and_taken
from tests.offices import (
    KON_TUM,
    NGOC_LAY,
    PASSPHRASE,
    key_of,
    later,
    unlock_of,
)
from tests.ui.keyboard import CTRL, SHIFT, press
from tests.ui.keyboard import write as type_text


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with sent_and_taken(tmp_path_factory.mktemp("questions")) as (place, commune, district):
        key_of(district)
        yield place, commune, district


@pytest.fixture
def offices(house):
    return nothing_asked(house)


def test_a_district_asks_about_a_cell_and_writes_the_return(offices, open_window, ask, qtbot, quiet):
    place, _, district = offices
    window = open_window(district)
    quiet()
    window.ways.unit(NGOC_LAY)
    quiet()
    section = window.queries.unit
    section.table.setCurrentIndex(section.table.findData("BM02"))
    section.show_unit(NGOC_LAY, CELL)
    quiet()
    section.grid.setFocus()
    assert "BM-02" in section.where.text()
    qtbot.keyClick(section.grid, Qt.Key.Key_F4)
    assert section.text.hasFocus()
    type_text("Sao lại giảm?")
    press(Qt.Key.Key_Return, modifiers=CTRL)
    assert [one.state for one in asked(district)] == [ThreadState.DRAFT]
    assert section.give_back.isEnabled()
    section.give_back.click()
    panel = window.queries.panel
    ask.chosen_folder = place.stick("down")
    panel.where.choose()
    panel.keys.passphrase.setText(PASSPHRASE)
    panel.write()
    quiet()
    assert [one.state for one in asked(district)] == [ThreadState.ASKED]
    assert "tra-lai" in window.queries.notice.text
    section.accept.click()  # not while questions wait
    assert "ACCEPT_ASKED" in section.notice.text
    put_closed(district, asked(district)[0].id)
    section.accept.click()
    lock = lock_of(district, NGOC_LAY)
    assert lock is not None
    assert lock.accepted
    assert not section.accept.isEnabled()


def test_a_commune_answers_beside_the_field_and_is_led_from_one_question_to_the_next(
    offices, open_window, quiet
):
    place, commune, district = offices
    one = put_question(district, NGOC_LAY, CELL, "Sao lại giảm?")
    put_question(district, NGOC_LAY, Address("BM02", ("2017",), ""), "Dòng này lấy từ đâu?")
    written = write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    later(commune)
    take_in(commune, written.path.read_bytes(), how="điện thoại")
    window = open_window(commune)
    quiet()
    window.show_page("entry")
    strip = window.query_strip
    assert "2" in strip.notice.text
    press(Qt.Key.Key_Q, modifiers=CTRL | SHIFT)
    assert window.entry.view.address == CELL
    assert "Sao lại giảm?" in strip.notice.text
    press(Qt.Key.Key_T, modifiers=CTRL | SHIFT)
    section = window.queries.answering
    assert window.page_name == "queries"
    assert section.list.currentRow() == 0
    section.text.setFocus()
    type_text("Gõ nhầm.")
    press(Qt.Key.Key_Return, modifiers=CTRL)
    states = {each.id: each.state for each in to_answer(commune)}
    assert states[one.id] is ThreadState.READY
    assert section.list.hasFocus()
    press(Qt.Key.Key_Return)
    assert window.page_name == "entry"
    assert window.entry.view.address.key == ("2017",)
    assert "Dòng này" in strip.notice.text


def test_the_district_closes_accepts_and_reopens_with_reasons(offices, open_window, ask, quiet):
    _, _, district = offices
    window = open_window(district)
    quiet()
    window.ways.locks(NGOC_LAY)
    locks = window.queries.locks
    assert locks.accept.isEnabled()
    locks.accept.click()
    assert not locks.accept.isEnabled()
    locks.reopen.click()
    assert "NOT_A_DATE" in locks.notice.text
    locks.reason.setText("Xã gõ nhầm.")
    locks.basis.show_basis(Basis(BasisKind.ORAL, district.clock.today(), whom="Phó Chủ tịch"))
    locks.reopen.click()
    quiet()
    assert locks.log.rowCount() == 2
    locks.unit.setCurrentIndex(0)
    ask.yes = False
    locks.reason.setText("Đã báo cáo tỉnh.")
    locks.close_all.click()
    assert campaign_lock(district) is None
    ask.yes = True
    locks.close_all.click()
    lock = campaign_lock(district)
    assert lock is not None
    assert lock.reason == "Đã báo cáo tỉnh."
    assert locks.log.item(0, 4).text().startswith("Đã báo cáo tỉnh. · Phó Chủ tịch")


def test_what_was_answered_is_closed_or_asked_again_in_the_list(offices, open_window, quiet):
    place, _commune, district = offices
    one = put_question(district, NGOC_LAY, CELL, "Sao lại giảm?")
    write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    window = open_window(district)
    quiet()
    window.show_page("queries")
    window.queries.show_section("asked")
    section = window.queries.asked
    assert not section.again.isEnabled()
    section.text.setPlainText("Đã rõ qua điện thoại.")
    section.shut.click()
    assert thread_of(district, Side.ASKED, one.id).lines[-1].text == "Đã rõ qua điện thoại."
    assert section.list.rowCount() == 0
    section.which.setCurrentIndex(section.which.findData(""))
    assert section.list.rowCount() == 1
    assert section.give_back.isEnabled()
    section.text.setPlainText("Căn cứ vào đâu?")
    section.again.click()
    assert thread_of(district, Side.ASKED, one.id).round == 2
    section.print.click()
    quiet()
    assert window.page_name == "papers"


def test_a_question_of_the_province_is_asked_on_with_a_key_and_answered_with_what_came_back(
    offices, open_window, quiet
):
    _, _, district = offices
    now = district.clock.now()
    question = QueryLine(1, LineKind.QUESTION, now, "Y Tỉnh", "Vì sao giảm?", "1.300", number=1, revision=1)
    thread = Thread(
        "từ tỉnh",
        Side.ANSWERING,
        district.campaign_id,
        KON_TUM,
        NGOC_LAY,
        str(CELL),
        "BM-02 · Năm 2018",
        (question,),
    )
    kept = Queries(district.database)
    kept.begin(thread)
    window = open_window(district)
    quiet()
    window.ways.question("từ tỉnh")
    section = window.queries.answering
    assert section.below.isHidden()
    press(Qt.Key.Key_F4)
    quiet()
    assert window.queries.section == "unit"
    assert window.queries.unit.text.toPlainText() == "Tỉnh Kon Tum hỏi: Vì sao giảm?"
    assert window.queries.unit.give_back.isEnabled()
    (below,) = asked(district)
    kept.went_out([below.id], number=1)
    kept.add(below.id, QueryLine(1, LineKind.ANSWER, now, "Y Xã", "Đúng như sổ.", below.question.value, 0, 2))
    window.ways.question("từ tỉnh")
    assert section.list.item(0, 1).text() == "Xã Ngọc Lây · BM-02 · Năm 2018"
    assert section.list.item(0, 3).text() == "Xã Ngọc Lây đã trả lời."
    assert section.below.text().startswith("Xã Ngọc Lây đã trả lời. Lời trả lời có sẵn")
    assert section.text.toPlainText().startswith("Xã Ngọc Lây trả lời: Đúng như sổ. (số liệu giữ nguyên")
    assert section.list.hasFocus()
    press(Qt.Key.Key_Return, modifiers=CTRL)
    (answered,) = to_answer(district)
    assert answered.state is ThreadState.READY
    assert answered.answer is not None
    assert answered.answer.text.startswith("Xã Ngọc Lây trả lời: Đúng như sổ.")
