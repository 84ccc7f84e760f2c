"""The answer to a file in parts, as it stands on the receiving page."""

from exports.opc import sign
from office.answer import Answer, Part
from tests.exports.opc.samples import SIGNED_AT, key_of, workbook
from tests.offices import later
from ui.receiving.answer_view import AnswerView
from ui.receiving.page import ReceivePage
from ui.receiving.words import verdict_text


def test_each_part_is_a_question_with_a_sign_and_one_sentence(qtbot):
    view = AnswerView()
    qtbot.addWidget(view)
    parts = (
        Part("clock", "error", "CLOCK_PERHAPS", {"now": "01/01/2009"}),
        Part("whole", "good", "ANSWER_WHOLE", {"count": "2"}),
    )
    view.show_answer(Answer(parts), "vi")
    said = view.accessibleName().splitlines()
    assert said[0].startswith("Đồng hồ máy này? Máy này ghi ngày 01/01/2009")
    assert said[1].endswith("(2 chữ ký).")
    assert not view.isHidden()
    view.show_answer(Answer(), "vi")
    assert view.isHidden()


def test_the_page_answers_for_the_file_under_the_cursor_now_and_later(qtbot, district, at, runner, tmp_path):
    later(district, 24 * 365 * 9)
    page = ReceivePage(at(district))
    qtbot.addWidget(page)
    page.show()
    file = tmp_path / "la.xlsx"
    file.write_bytes(sign(workbook(), key_of(), SIGNED_AT))
    page.look((file,))
    qtbot.waitUntil(lambda: page.inbox.list.rowCount() == 1)
    assert "Chưa ai xác nhận người ký này" in page.inbox.answer.accessibleName()
    page.take()
    qtbot.waitUntil(lambda: page.received.list.rowCount() == 1)
    page.received.list.selectRow(0)
    assert page.received.answer.accessibleName() == page.inbox.answer.accessibleName()


def test_a_mark_says_that_revocation_is_not_known():
    assert verdict_text("taken", unsure=True) == "Đã nhận, chưa rõ thu hồi"
    assert verdict_text("taken", provisional=True, unsure=True) == verdict_text("taken", provisional=True)
