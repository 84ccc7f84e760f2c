"""The card on the home page that tells what the person before left unfinished, each a button away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from office.handing_over import HandedOver, Unfinished
from office.messages import sentence
from ui.widgets import Button, Card, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class HandedOverCard(Card):
    """Stays until who works now says that they go on with it."""

    cell_wanted = Signal(object)  # Address
    form_wanted = Signal(str)
    page_wanted = Signal(str)
    taken = Signal()

    def __init__(self, place: Workplace, handed: HandedOver) -> None:
        words = tr("People", "{person} handed over at {when}; still unfinished:")
        super().__init__(words.format(person=handed.person, when=moment(handed.when)))
        self.first: Button | None = None
        for one in handed.left:
            row = QHBoxLayout()
            said = sentence(one.code, place.desk.language, count=one.count, name=one.what)
            row.addWidget(label(said, wrap=True), 1)
            go = button(tr("People", "Go there"))
            go.setAccessibleName(f"{tr('People', 'Go there')}: {said}")
            go.clicked.connect(lambda _=False, one=one: self._go(one))
            row.addWidget(go)
            self.first = self.first or go
            self.body.addLayout(row)
        row = QHBoxLayout()
        self.take = button(tr("People", "Seen: I go on with it"), kind="quiet")
        self.take.clicked.connect(self.taken)
        row.addWidget(self.take)
        row.addStretch(1)
        self.body.addLayout(row)

    def _go(self, one: Unfinished) -> None:
        if one.cell is not None:
            self.cell_wanted.emit(one.cell)
        elif one.form:
            self.form_wanted.emit(one.form)
        else:
            self.page_wanted.emit(one.page)
