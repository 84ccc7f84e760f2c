"""How far one sent package has come, step by step, and what a person has to say of it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.problems import Problem
from office.passage import HANDING, TELLING, Passage, Said, Way, hand_over, note_told, way_word
from office.register_view import read_day
from ui.widgets import Notice, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace, day


class PassageCard(QWidget):
    """The steps of one package, and a line to note that it was handed over or that somebody has it."""

    noted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._passage: Passage | None = None
        self._told = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.steps = label(wrap=True, role="muted")
        self.why = Notice()
        column.addWidget(self.steps)
        column.addWidget(self.why)
        self.asked = label(role="muted", wrap=True)
        self.whom = QLineEdit()
        self.whom.setAccessibleName(tr("Passage", "Name of who says so"))
        self.way = Picker(tr("Passage", "How"))
        self.way.setMinimumContentsLength(20)
        self.when = QLineEdit()
        self.when.setMaximumWidth(120)
        self.when.setAccessibleName(tr("Passage", "Day"))
        self.keep = button(tr("Passage", "Note it"), kind="main")
        self.keep.clicked.connect(self._keep)
        self.never_mind = button(tr("Passage", "Cancel"))
        self.notice = Notice()
        for box in (self.whom, self.when):
            box.returnPressed.connect(self._keep)
            box.textEdited.connect(lambda _: self.notice.clear())
        self.form = QWidget()
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.asked)
        row = QHBoxLayout()
        row.addWidget(self.whom, 1)
        for part in (self.way, self.when, self.keep, self.never_mind):
            row.addWidget(part)
        inside.addLayout(row)
        inside.addWidget(self.notice)
        column.addWidget(self.form)
        self.never_mind.clicked.connect(self.form.hide)
        self.form.hide()

    def show_passage(self, passage: Passage | None) -> None:
        """Turn to a package; None hides everything."""
        if passage is None or self._passage is None or passage.digest != self._passage.digest:
            self.form.hide()
        self._passage = passage
        self.setVisible(passage is not None)
        if passage is None:
            return
        self.steps.setText("\n".join(passage.steps))
        if passage.why:
            self.why.tell("note" if passage.tone == "good" else passage.tone, passage.why)
        else:
            self.why.clear()

    def ask_handed(self) -> None:
        """Ask to whom the package was handed over, how and when."""
        words = tr("Passage", "Handed over to whom, how and when? A receipt that is signed comes later.")
        self._ask(words, tr("Passage", "Name of who took it over"), HANDING, told=False)

    def ask_told(self) -> None:
        """Ask who of the office above says that it came, how and when."""
        words = tr("Passage", "Who of the office above says that it came? Noted; it proves nothing yet.")
        self._ask(words, tr("Passage", "Name of who says so"), TELLING, told=True)

    def _ask(self, words: str, name: str, ways: tuple[Way, ...], *, told: bool) -> None:
        if self._passage is None:
            return
        self._told = told
        self.asked.setText(words)
        self.whom.clear()
        self.whom.setAccessibleName(name)
        self.whom.setPlaceholderText(name)
        self.way.clear()
        for way in ways:
            self.way.addItem(way_word(way, self._place.desk.language), way.value)
        self.when.setText(day(self._place.desk.clock.today()))
        self.notice.clear()
        self.form.show()
        self.whom.setFocus()

    def _keep(self) -> None:
        if self._passage is None:
            return
        keep = note_told if self._told else hand_over
        try:
            keep(self._place.desk, self._passage.digest, self._said())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.form.hide()
        self.noted.emit()

    def _said(self) -> Said:
        on: date = read_day(self.when.text())
        return Said(self.whom.text(), Way(self.way.currentData()), on)
