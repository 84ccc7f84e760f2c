"""A district writes its report: what its communes wrote in the section stands below it, to draw from."""

from forms.answers import Address
from office.digest import written_below
from tests.office.nominations import propose
from tests.offices import NGOC_LAY, TE_XANG
from tests.ui.keyboard import Key, press, target

SECTION = Address("BM18", (), "c03")
ONE, TWO = "Xã đã giảm được 40 hộ nghèo.", "Ba thôn không còn hộ đói."


def wrote(text):
    return {"BM18": {(): {"c03": text}}}


def test_texts_of_the_units_stand_below_the_section_and_escape_closes_them(district, open_window, quiet):
    propose(district, NGOC_LAY, figures=wrote(ONE))
    propose(district, TE_XANG, figures=wrote(TWO))
    window = open_window(district)
    window.show_page("entry")
    window.entry.open_form("BM18")
    window.entry.start()
    quiet()
    line = next(one for one in window.entry.view.sheets if one.address == SECTION).figures
    line.below.button.setFocus()
    press(Key.Key_Return)
    quiet()
    assert line.below.texts.toPlainText() == f"XÃ NGỌC LÂY\n{ONE}\n\nXÃ TÊ XĂNG\n{TWO}"
    assert line.below.told.text().startswith("2 đơn vị")
    assert target() is line.below.texts
    press(Key.Key_Escape)
    assert line.below.isHidden()


def test_a_unit_without_units_below_has_nothing_to_draw_from(desk, open_window):
    window = open_window(desk)
    window.show_page("entry")
    window.entry.open_form("BM18")
    assert window.entry.view.sheets[0].figures.below.button.isHidden()
    assert written_below(desk, SECTION) == ()
