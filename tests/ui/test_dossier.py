"""The dossier on the screen and as a PDF, opened and closed with keys."""

import pytest
from PySide6.QtCore import Qt

from forms.answers import Address
from tests.pictures import png
from tests.ui.keyboard import CTRL, press, target
from ui.entry.dossier import DossierView, page_html, write_pdf
from ui.entry.page import EntryPage

Key = Qt.Key


@pytest.fixture
def page(live, qtbot):
    key, _ = live.entry.add_record("BM16")
    live.entry.put_text(Address("BM16", key, "c01"), "Nuôi bò <sinh sản> & làm vườn")
    live.entry.attach_data(Address("BM16", key, "c23"), "bo.png", png(60, 40), "Đàn bò")
    live.reload()
    page = EntryPage(live)
    qtbot.addWidget(page)
    page.resize(936, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.jump_to(Address("BM16", key, "c03"))
    return page


def test_ctrl_p_shows_it_and_esc_goes_back_to_the_question(page):
    place = page.view.address
    press(Key.Key_P, modifiers=CTRL)
    cover = page.sheet.cover
    assert isinstance(cover, DossierView)
    assert target() is cover.page
    assert cover.page.accessibleName() == "Xem trước hồ sơ: Nuôi bò <sinh sản> & làm vườn"
    assert "Nuôi bò <sinh sản> & làm vườn" in cover.page.toPlainText()
    assert "Đàn bò" in cover.page.toPlainText()
    assert "✗ Còn thiếu" in cover.page.toPlainText()
    press(Key.Key_F5)  # adds nothing unseen below the page
    assert len(page.live.rows("BM16")) == 1
    press(Key.Key_Escape)
    assert page.sheet.cover is None
    assert page.view.address == place


def test_ctrl_p_once_more_saves_it_as_a_pdf(page, ask, tmp_path):
    press(Key.Key_P, modifiers=CTRL)
    ask.saved_as = tmp_path / "ho-so.pdf"
    press(Key.Key_P, modifiers=CTRL)
    assert ask.asked[-1] == "BM-16-Nuoi-bo-sinh-san-lam-vuon.pdf"
    assert ask.saved_as.read_bytes().startswith(b"%PDF-")
    assert b"/Subtype /Image" in ask.saved_as.read_bytes()
    ask.saved_as = tmp_path / "khong-co" / "ho-so.pdf"
    press(Key.Key_P, modifiers=CTRL)
    assert not page.sheet.cover.notice.isHidden()


def test_another_form_takes_it_away(page):
    press(Key.Key_P, modifiers=CTRL)
    press(Key.Key_PageDown, modifiers=CTRL)
    assert page.sheet.cover is None
    assert page.form.id == "BM17"


def test_a_form_without_sheets_has_no_dossier(page):
    page.open_form("BM02")
    assert page.sheet.button.isHidden()
    page.start()
    press(Key.Key_P, modifiers=CTRL)
    assert page.sheet.cover is None


def test_a_long_dossier_takes_several_pages(page, tmp_path):
    key = page.live.rows("BM16")[0]
    page.live.entry.put_text(Address("BM16", key, "c18"), "Cách làm tốt.\n" * 150)
    view = DossierView(page.live, "BM16", key)
    assert write_pdf(tmp_path / "a.pdf", view.shown) >= 2
    assert "&lt;sinh sản&gt;" in page_html(view.shown)
    view.deleteLater()
