"""Making the package of a unit in its place: what is still wrong, why it counts all the same, who signs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from forms.problems import Problem
from forms.report import SendReason
from office.case_state import Receipt
from office.in_place import Review, review, take
from office.open_errors import ORDINARY, Excuse, Knowing
from ui.background import at_own_desk
from ui.register.panel import Panel
from ui.sending.sign_step import SignStep
from ui.widgets import Card, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace


class TakePanel(Panel):
    """Stands in the place of the sections until the package is taken in or left."""

    taken = Signal(object)  # Receipt

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._unit = ""
        self._seen: Review | None = None
        self._errors = Card(tr("InPlace", "Errors in the figures"))
        heads = (tr("InPlace", "Rule"), tr("InPlace", "Cell"), tr("InPlace", "What is wrong"))
        self.list = ReadTable(heads, (90, 170), tr("InPlace", "Errors in the figures"))
        self.why = QLineEdit()
        self.why.setAccessibleName(tr("InPlace", "Why they are taken in all the same"))
        self.why.setPlaceholderText(tr("InPlace", "For example: the stamped paper says so"))
        self.why.textChanged.connect(lambda _: self._wake())
        self._errors.body.addWidget(self.list)
        self._errors.body.addWidget(
            label(tr("InPlace", "Why they are taken in all the same"), role="muted", wrap=True)
        )
        self._errors.body.addWidget(self.why)
        self.body.addWidget(self._errors)
        self.keys = SignStep(place)
        self.keys.changed.connect(self._wake)
        self.keys.entered.connect(self.take)
        self.body.addWidget(self.keys)
        self.yes = button(tr("InPlace", "Sign and take in"), kind="main")
        self.yes.clicked.connect(self.take)
        self.acts.addWidget(self.yes)

    def begin(self, unit: str) -> None:
        """Show what the package of a unit would hold."""
        desk = self._place.desk
        self._unit = unit
        self.notice.clear()
        self.why.clear()
        name = desk.pack.units_by_code[unit].name
        self.tell(
            tr("InPlace", "Take in what was typed in the place of {unit}").format(unit=name),
            tr(
                "InPlace",
                "You sign as the officer who typed it, never for the unit. It is counted apart until the "
                "unit's own package comes.",
            ),
        )
        seen = self._seen = review(desk, unit)
        self.list.fill(
            [(one.code, str(one.place), self._place.words(one.sentence)) for one in seen.errors[:200]]
        )
        self.list.fit(1, 6)
        self._errors.setVisible(bool(seen.errors))
        others = [one for one in seen.blockers if one.code != "OPEN_ERRORS"]
        if others:
            self.notice.tell("error", self._place.sentence(others[0]))
        elif seen.errors:
            words = tr("InPlace", "{n} errors: mend them, or say why the figures count as they are.")
            self.notice.tell("warning", words.format(n=len(seen.errors)))
        elif seen.warnings:
            words = tr("InPlace", "{n} warnings have no explanation.").format(n=seen.warnings)
            self.notice.tell("note", words)
        self.keys.refresh()
        self._wake()

    def take(self) -> None:
        """Sign the package and take it in."""
        unlock = self.keys.unlock
        if unlock is None or not self.yes.isEnabled():
            return
        unit, knowing = self._unit, self._knowing()
        self.yes.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: take(desk, unit, unlock, knowing)),
            done=self._on_taken,
            failed=self._on_failed,
        )

    def _knowing(self) -> Knowing:
        """Give every error the one reason that was written."""
        seen, why = self._seen, self.why.text()
        if seen is None or not seen.errors:
            return ORDINARY
        spots = dict.fromkeys((one.code, str(one.place)) for one in seen.errors)
        return Knowing(tuple(Excuse(code, place, SendReason.OTHER, why) for code, place in spots))

    def _on_taken(self, receipt: Receipt) -> None:
        self.keys.forget()
        self.taken.emit(receipt)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
        self._wake()

    def _wake(self) -> None:
        seen = self._seen
        stopped = seen is None or any(one.code != "OPEN_ERRORS" for one in seen.blockers)
        bare = seen is not None and bool(seen.errors) and not self.why.text().strip()
        self.yes.setEnabled(not stopped and not bare and self.keys.ready)

    def first_focus(self) -> QWidget | None:
        return self.keys.first_focus() if self._errors.isHidden() else self.why
