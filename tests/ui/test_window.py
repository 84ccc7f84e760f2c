"""The window itself: its pages, its keys, what it shows and when."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from forms.answers import Address
from office.entry import Entry
from tests.offices import KON_TUM
from tests.ui.keyboard import CTRL, Key, press, write
from ui.rail import OFF_RAIL

CELL = Address("BM02", ("2018",), "c01")


def _on_rail(window):
    """The pages with a button; the others are led to."""
    return [name for name in window.page_names if name not in OFF_RAIL]


class ShownWindows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


class TestTheWindow:
    def test_shows_unit_campaign_and_the_fixed_date_of_a_demonstration(self, open_window, desk):
        window = open_window(desk)
        words = " | ".join(label.text() for label in window.findChildren(QLabel))
        assert desk.unit.name in words
        assert "Báo cáo giữa kỳ" in words
        assert "hôm nay là 20/09/2018" in words

    def test_shows_receiving_only_where_units_are_below_and_sending_only_where_one_is_above(
        self, open_window, desk, district, place
    ):
        last = ("packs", "other", "people", "settings")
        assert _on_rail(open_window(desk)) == ["home", "entry", "register", "send", *last]
        above = ("receive", "totals", "choose")
        assert _on_rail(open_window(district)) == ["home", "entry", "send", *above, *last]
        with place.office(KON_TUM) as province:
            assert _on_rail(open_window(province)) == ["home", "entry", *above, *last]

    def test_turns_its_pages_with_the_keyboard(self, open_window, district, quiet):
        window = open_window(district)
        for number, name in enumerate(_on_rail(window), 1):
            press(Key(Key.Key_0 + number % 10), modifiers=CTRL)  # the tenth is Ctrl+0
            quiet()
            assert window.page(name).isVisible()

    def test_shows_no_part_of_a_page_before_it_stands_in_it(self, open_window, desk, district, qapp):
        """Else it would flash as a window of its own and take the keyboard away."""
        for office in (desk, district):
            window = open_window(office)
            seen = ShownWindows()
            qapp.installEventFilter(seen)
            for name in window.page_names:
                window.page(name)
            qapp.removeEventFilter(seen)
            assert seen.names == []

    def test_opens_no_other_window_by_itself(self, open_window, district, filled, quiet):
        for desk in (filled, district):
            window = open_window(desk)
            for name in window.page_names:
                window.show_page(name)
                quiet()
            window.show_page("entry")
            for form in window.live.forms:
                window.entry.open_form(form.id)
                window.entry.add()
            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            assert shown == [window]
            assert QApplication.activeWindow() is window
            QApplication.closeAllWindows()

    def test_saves_the_cell_under_the_keyboard_when_another_page_is_chosen(self, open_window, desk):
        window = open_window(desk)
        window.ways.cell(CELL)
        write("512")
        press(Key.Key_2, modifiers=CTRL)
        assert window.live.cell(CELL).text == "512"

    def test_saves_the_cell_under_the_keyboard_when_it_is_closed(self, open_window, desk):
        window = open_window(desk)
        window.ways.cell(CELL)
        write("512")
        window.close()
        assert Entry(desk).shown(CELL) == "512"

    def test_every_box_that_takes_text_has_a_name_for_screen_readers(self, open_window, filled, quiet):
        window = open_window(filled)
        window.show_page("entry")
        for form in window.live.forms:
            window.entry.open_form(form.id)
            window.entry.add()
        for name in window.page_names:
            window.show_page(name)
            quiet()
        boxes = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
        assert len(boxes) > 60
        assert [box for box in boxes if not box.accessibleName()] == []
