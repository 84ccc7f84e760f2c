"""How many may be chosen of each award and kind: the pack's number, and another one on a basis."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.choices import Choosing, award_words
from office.choosing import allow
from ui.basis_fields import BasisFields
from ui.choosing.numbers import number_box, read_number
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace


class PlacesPanel(QWidget):
    """The list of places, and the fields that change one."""

    left = Signal()
    changed = Signal(object)  # Choosing

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._seen: Choosing | None = None
        self.notice = Notice()
        heads = (
            tr("Choosing", "What"),
            tr("Choosing", "In the pack"),
            tr("Choosing", "Now"),
            tr("Choosing", "Taken"),
            tr("Choosing", "Basis"),
        )
        self.table = ReadTable(heads, (300, 120, 96, 96), tr("Choosing", "Places"))
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self.most = number_box(tr("Choosing", "New number of places"))
        self.basis = BasisFields()
        self.keep = button(tr("Choosing", "Change"), kind="main")
        self.keep.clicked.connect(self.save)
        self.back = button(tr("Choosing", "Back to the list"))
        self.back.clicked.connect(self.left)
        card = Card(tr("Choosing", "Change a number of places"))
        row = QHBoxLayout()
        row.addWidget(label(self.most.accessibleName(), role="muted"))
        row.addWidget(self.most)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self.basis)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(card)

    def show_seen(self, seen: Choosing) -> None:
        """Show the numbers as they hold now."""
        self._seen = seen
        row = max(self.table.currentRow(), 0)
        language = self._place.desk.language
        self.table.fill(
            [
                (
                    award_words(self._place.desk, seen, one.quota, language),
                    str(one.quota.most),
                    str(one.most),
                    str(one.taken),
                    " · ".join((one.basis.number or one.basis.whom, f"{one.basis.day:%d/%m/%Y}"))
                    if one.basis
                    else "",
                )
                for one in seen.places
            ],
            right=(1, 2, 3),
        )
        if seen.places:
            self.table.selectRow(row)
        self.keep.setEnabled(bool(seen.places))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        row = self.table.currentRow()
        if self._seen is not None and 0 <= row < len(self._seen.places):
            self.most.setText(str(self._seen.places[row].most))

    def save(self) -> None:
        """Keep the new number with its basis."""
        row = self.table.currentRow()
        if self._seen is None or not 0 <= row < len(self._seen.places):
            return
        try:
            desk = self._place.desk
            most = read_number(self.most)
            basis = self.basis.basis(desk.clock.today())
            seen = allow(desk, self._seen, self._seen.places[row].quota, -1 if most is None else most, basis)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.tell("good", tr("Choosing", "Changed."))
        self.changed.emit(seen)
        self.show_seen(seen)
