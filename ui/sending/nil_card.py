"""Nothing to report: why, and on what basis; then no form travels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from forms.problems import Problem
from office.nil import MOST_REASON, Nil
from ui.basis_fields import BasisFields
from ui.widgets import Card, label
from ui.words import tr
from ui.workplace import Workplace


class NilCard(Card):
    """Asks for the reason and the basis; `nil` gives them once both are said."""

    changed = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Nil", "Nothing to report this time"))
        self._place = place
        words = tr(
            "Nil",
            "A signed package says so and counts as received. No form travels: figures typed here stay here. "
            "A report sent later replaces it.",
        )
        self.body.addWidget(label(words, role="muted", wrap=True))
        self.reason = QLineEdit()
        self.reason.setMaxLength(MOST_REASON)
        self.reason.setAccessibleName(tr("Nil", "Why there is nothing to report"))
        self.reason.setPlaceholderText(tr("Nil", "For example: no poor household left since 2017"))
        self.reason.textChanged.connect(lambda _: self._told())
        self.body.addWidget(label(tr("Nil", "Why there is nothing to report"), role="muted"))
        self.body.addWidget(self.reason)
        self.basis = BasisFields()
        self.basis.changed.connect(self._told)
        self.body.addWidget(self.basis)
        self.missing = label(role="muted", wrap=True)
        self.body.addWidget(self.missing)
        self._told()

    @property
    def nil(self) -> Nil | None:
        """What is said here; None while something is missing."""
        if not self.reason.text().strip():
            return None
        try:
            return Nil(self.reason.text(), self.basis.basis(self._place.desk.clock.today()))
        except Problem:
            return None

    def _told(self) -> None:
        """Say what is still missing, in the order in which it is typed."""
        self.missing.setText(self._place.sentence(problem) if (problem := self._problem()) else "")
        self.changed.emit()

    def _problem(self) -> Problem | None:
        if not self.reason.text().strip():
            return Problem("NIL_REASON")
        try:
            self.basis.basis(self._place.desk.clock.today())
        except Problem as problem:
            return problem
        return None

    def forget(self) -> None:
        """Take away what was typed: the package was sent, or nobody wants it any more."""
        self.reason.clear()
        self.basis.what.clear()
        self.basis.day.clear()
