"""A Word file is looked at before its texts go into the sections, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from forms.answers import Address
from tests.docx_files import TITLES, docx, narrative, paragraph
from tests.ui.keyboard import CTRL, SHIFT, press, target
from ui.entry.page import EntryPage
from ui.entry.word_review import WordReview

Key = Qt.Key


@pytest.fixture
def page(live, qtbot):
    page = EntryPage(live)
    qtbot.addWidget(page)
    page.resize(936, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_form("BM18")
    page.start()
    return page


@pytest.fixture
def opened(page, ask, tmp_path):
    """Open the review of a file with the keys of the page."""

    def made(data):
        file = tmp_path / "bao-cao.docx"
        file.write_bytes(data)
        ask.files = (file,)
        press(Key.Key_O, modifiers=CTRL | SHIFT)
        return page.sheet.cover

    return made


def test_it_is_looked_at_accepted_and_taken_back_by_keys(page, opened):
    review = opened(narrative())
    assert isinstance(review, WordReview)
    assert target() is review.pickers[0]
    assert target().accessibleName() == "Đưa “(trước đề mục đầu tiên)” vào mục"
    assert review.told.text() == "Điền 9 mục · còn 1 đề mục không lấy"
    place = Address("BM18", (), "c03")
    assert page.live.entry.view(place).value is None
    press(Key.Key_Return, modifiers=CTRL)
    assert page.sheet.cover is None
    assert page.live.entry.view(place).value == "Nội dung của mục 3."
    assert page.view.sheets[2].editor.answer == "Nội dung của mục 3."
    first = page.view.sheets[0].editor
    assert (target(), first.answer) == (first, "Nội dung của mục 1.")
    press(Key.Key_Z, modifiers=CTRL)
    assert page.live.entry.view(place).value is None
    assert first.answer == ""  # the text below the keyboard follows


def test_a_heading_is_sent_elsewhere_with_the_arrows(page, opened):
    review = opened(narrative())
    press(Key.Key_Tab)
    press(Key.Key_Down)  # the first section into the second question
    assert review.chosen[1] == 1
    press(Key.Key_Return, modifiers=CTRL)
    assert page.live.entry.view(Address("BM18", (), "c01")).value is None
    assert str(page.live.entry.view(Address("BM18", (), "c02")).value).startswith("Nội dung của mục 1.\n2. ")


def test_what_is_too_long_and_what_replaces_something_is_told(page, opened):
    page.live.put(Address("BM18", (), "c01"), "chữ cũ")
    review = opened(
        docx(paragraph(TITLES[0], "Tiu1"), paragraph("từ " * 1300), "<w:p><w:r><w:drawing/></w:r></w:p>")
    )
    assert "1 mục sẽ thay chữ đang có" in review.told.text()
    assert "1 ảnh không lấy" in review.told.text()
    assert not review.notice.isHidden()
    press(Key.Key_Home)  # nowhere: nothing is left to take
    assert not review.take.isEnabled()
    press(Key.Key_Escape)
    assert page.sheet.cover is None
    assert page.live.entry.view(Address("BM18", (), "c01")).value == "chữ cũ"


def test_a_file_that_is_refused_is_named_and_nothing_changes(page, opened):
    told = []
    page.live.refused.connect(lambda _, text: told.append(text))
    assert opened(b"%PDF-1.4") is None
    assert told == ["Tệp bao-cao.docx không phải tệp Word .docx: hãy chọn tệp khác."]
    assert opened(docx(paragraph(TITLES[0], "Tiu1"), paragraph("từ " * 11_000))) is not None
    press(Key.Key_Return, modifiers=CTRL)
    assert "dài quá 32000 ký tự" in told[-1]
    assert page.sheet.cover is not None
