"""The line above a form that tells who else has it; on a colleague's PC, what this PC works on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.answers import Address
from office.parts import holders
from ui.entry.page import EntryPage
from ui.parts.menu import work_words
from ui.widgets import Notice
from ui.words import tr
from ui.workplace import Workplace, day_of


class PartsStrip(QWidget):
    """Stands above the form of the entry page; hidden where there is nothing to tell."""

    def __init__(self, place: Workplace, page: EntryPage) -> None:
        super().__init__()
        self._place = place
        self._page = page
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.notice)
        page.above.addWidget(self)
        page.forms.selectionModel().currentChanged.connect(lambda *_: self.show_form())
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is out and what is worked on here."""
        live = self._page.live
        self._holders = holders(self._place.desk)
        self._here = work_words(self._place)
        live.away = {
            form: tr("Parts", "with {people}").format(people=", ".join(one.person for one in who))
            for form, who in self._holders.items()
        }
        self._page.forms.viewport().update()
        self.show_form()

    def show_form(self) -> None:
        """Tell of the form that stands there."""
        tone, text = "note", ""
        live, form = self._page.live, self._page.form if self._page.live.forms else None
        if self._here:
            lock = live.entry.lock
            text = tr("Parts", "This PC works on: {what}. Ctrl+Shift+B writes it back.").format(
                what=self._here
            )
            if form is not None and lock is not None and lock.holds(Address(form.tables[0].id, (), "")):
                tone = "warning"
                text = tr("Parts", "To look at only: this form was not handed to this PC ({what}).").format(
                    what=self._here
                )
        elif form is not None and form.id in self._holders:
            who = "; ".join(
                tr("Parts", "{person} since {day}").format(person=one.person, day=day_of(one.given))
                for one in self._holders[form.id]
            )
            text = tr(
                "Parts", "With {who}. Typing here is fine: what both change is asked about when merging."
            )
            text = text.format(who=who)
        self.notice.tell(tone, text)
        self.setVisible(bool(text))
