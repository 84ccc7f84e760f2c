"""Trying a pack out: the real entry view over a real office in a folder that goes away again."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from forms.pack import Pack
from forms.problems import Problem
from office.trial import Scratch, UnitKind, open_scratch, unit_kinds
from ui.background import Progress
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.flow import Flow
from ui.widgets import Notice, Picker, badge, button, column_in, key_hint
from ui.words import LANGUAGES, tr
from ui.workplace import Workplace


class Preview(QWidget):
    """A band that says it is a trial, and the entry page below it. Closing throws everything away."""

    closed = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._pack: Pack | None = None
        self._kinds: tuple[UnitKind, ...] = ()
        self._scratch: Scratch | None = None
        self._wanted = 0  # numbers the trials asked for: only the last one is shown
        self.page: EntryPage | None = None
        outer = column_in(self, 0)
        outer.addWidget(self._band())
        self.notice = Notice()
        outer.addWidget(self.notice)
        self._holder = QVBoxLayout()
        outer.addLayout(self._holder, 1)
        close = QShortcut(QKeySequence("Ctrl+W"), self)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self.close_trial)

    def _band(self) -> QWidget:
        band = QWidget()
        band.setObjectName("trial")
        band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = Flow(10)
        row.setContentsMargins(16, 6, 16, 6)
        band.setLayout(row)
        row.addWidget(badge(tr("Packs", "Trial – nothing is kept"), "trial"))
        self.units = Picker(tr("Packs", "Fill the forms as"))
        self.units.setMinimumContentsLength(24)
        self.units.activated.connect(self._on_unit)
        row.add_spread(self.units)
        self._languages = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            chip = button(name, kind="chip")
            chip.setCheckable(True)
            chip.setChecked(code == self._place.desk.language)
            chip.setProperty("language", code)
            chip.clicked.connect(partial(self.speak, code))
            self._languages.addButton(chip)
            row.addWidget(chip)
        row.addWidget(key_hint("Ctrl+W"))
        self.close_button = button(tr("Packs", "Close the trial"))
        self.close_button.clicked.connect(self.close_trial)
        row.addWidget(self.close_button)
        return band

    @property
    def language(self) -> str:
        """The language the forms are shown in."""
        chosen = self._languages.checkedButton()
        return str(chosen.property("language"))

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes: into the form, once it is there."""
        return self.page.first_focus() if self.page is not None else self.close_button

    def show_pack(self, pack: Pack) -> None:
        """Try a pack out, as the unit that fills most of its forms."""
        self._pack = pack
        self._kinds = unit_kinds(pack)
        self.units.clear()
        for kind in self._kinds:
            told = tr("Packs", "{unit} ({n} forms)").format(unit=self._place.words(kind.label), n=kind.forms)
            self.units.addItem(told)
        self.close_button.setFocus()
        if not self._kinds:
            self.notice.tell("error", tr("Packs", "This pack has no form that could be tried out."))
            return
        self._open(self._kinds[0])

    def _on_unit(self, number: int) -> None:
        if 0 <= number < len(self._kinds):
            self._open(self._kinds[number])

    def _open(self, kind: UnitKind) -> None:
        pack = self._pack
        if pack is None:
            return
        self._throw_away()
        self._wanted += 1
        self.notice.tell("note", tr("Packs", "Setting up the trial …"))
        clock, language, person = self._place.desk.clock, self.language, tr("Packs", "Trial")
        wanted = self._wanted

        def work(_: Progress) -> Scratch:
            return open_scratch(pack, kind.unit, clock=clock, person=person, language=language)

        self._place.runner.run(work, done=partial(self._on_scratch, wanted), failed=self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def _on_scratch(self, wanted: int, scratch: Scratch) -> None:
        if wanted != self._wanted:  # closed, or another unit was chosen meanwhile
            scratch.close()
            return
        self._scratch = scratch
        self._show_page()

    def _show_page(self) -> None:
        scratch = self._scratch
        if scratch is None:
            return
        try:
            scratch.desk().set_language(self.language)
            entry = scratch.entry()
            live = Live(Workplace(entry.desk, self._place.ask, self._place.runner), entry)
        except Problem as problem:
            self._on_failed(problem)
            return
        self.notice.clear()
        self.page = EntryPage(live)
        live.setParent(self.page)
        self._holder.addWidget(self.page)
        self.page.refresh()
        if self.isVisible():
            self.page.start()

    def speak(self, code: str) -> None:
        """Show the same answers in the other language."""
        for chip in self._languages.buttons():
            chip.setChecked(chip.property("language") == code)
        if self._scratch is not None:
            form = self.page.form.id if self.page is not None and self.page.live.forms else ""
            self._take_page_away()
            self._show_page()
            if self.page is not None and form:
                self.page.open_form(form)
                self.page.start()

    def _take_page_away(self) -> None:
        """Take the entry page off the screen; what stands in an open box is saved on the way."""
        page, self.page = self.page, None
        if page is not None:
            self.close_button.setFocus()
            self._holder.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _throw_away(self) -> None:
        page = self.page
        scratch, self._scratch = self._scratch, None
        self._take_page_away()
        if scratch is None:
            return
        if page is None:
            scratch.close()
        else:  # its boxes may still have a word to say to the office until they are gone
            page.destroyed.connect(lambda *_: scratch.close())

    def end(self) -> None:
        """Throw the office away as the window closes."""
        self._wanted += 1
        self._take_page_away()
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def close_trial(self) -> None:
        """Throw the office away and go back."""
        self._wanted += 1
        self._throw_away()
        self.notice.clear()
        self.closed.emit()
