"""Writing a return: which questions, by when the answer is wanted, who signs, where to."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from forms.problems import Problem
from office.register_view import read_day
from office.returning import Returned, ReturnReview, review, write
from ui.background import at_own_desk
from ui.register.panel import Panel
from ui.sending.place_step import PlaceStep
from ui.sending.sign_step import SignStep
from ui.widgets import Card, ReadTable, button
from ui.words import tr
from ui.workplace import Workplace, day

_DAYS = 3  # to answer, unless somebody says otherwise


class ReturnPanel(Panel):
    """Stands in the place of the sections until the return is written or left."""

    written = Signal(object)  # Returned

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._found: ReturnReview | None = None
        card = Card(tr("Queries", "What goes back"))
        heads = (tr("Queries", "Cell"), tr("Queries", "Figure"), tr("Queries", "Question"))
        self.list = ReadTable(heads, (300, 110), tr("Queries", "Questions that go back"))
        card.body.addWidget(self.list)
        form = QFormLayout()
        self.until = QLineEdit()
        self.until.setAccessibleName(tr("Queries", "Answer wanted by"))
        self.until.setMaximumWidth(140)
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("Queries", "Words to the unit"))
        form.addRow(tr("Queries", "Answer wanted by"), self.until)
        form.addRow(tr("Queries", "Words to the unit"), self.text)
        card.body.addLayout(form)
        self.sealed = QCheckBox(tr("Queries", "Encrypt it: only this unit can open it"))
        card.body.addWidget(self.sealed)
        self.body.addWidget(card)
        self.where = PlaceStep(place)
        self.keys = SignStep(place)
        self.body.addWidget(self.where)
        self.body.addWidget(self.keys)
        self.keys.changed.connect(self._wake)
        self.where.changed.connect(self._wake)
        self.where.chosen.connect(self._on_folder)
        self.keys.entered.connect(self.write)
        self.yes = button(tr("Queries", "Sign and write the return"), kind="main")
        self.yes.clicked.connect(self.write)
        self.acts.addWidget(self.yes)

    def begin(self, unit: str) -> bool:
        """Show what would go back to a unit; False where nothing can, which is told."""
        self.notice.clear()
        try:
            found = self._found = review(self._place.desk, unit)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return False
        self.tell(
            tr("Queries", "Return sending no. {n} to {unit}").format(n=found.revision, unit=found.unit_name),
            tr(
                "Queries",
                "{n} questions, {closed} closed since. The unit's figures count on, marked as provisional, "
                "until it answers.",
            ).format(n=len(found.questions), closed=len(found.closed)),
        )
        self.list.fill([(one.words, one.question.value, one.question.text) for one in found.questions])
        self.list.fit(1, 6)
        self.until.setText(day(self._place.desk.clock.today() + timedelta(days=_DAYS)))
        self.text.clear()
        self.sealed.setVisible(found.can_seal)
        self.sealed.setChecked(found.sealed)
        if found.personal and not found.can_seal:
            self.notice.tell(
                "warning",
                tr(
                    "Queries",
                    "The questions are about people, and the unit's encryption certificate is not known: "
                    "carry the file by hand, not by e-mail.",
                ),
            )
        self.keys.refresh()
        self.where.refresh()
        self._wake()
        return True

    def write(self) -> None:
        """Sign and write the file."""
        found, folder = self._found, self.where.folder
        if found is None or folder is None or not self.yes.isEnabled():
            return
        try:
            until: date | None = read_day(self.until.text()) if self.until.text().strip() else None
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        unlock, text = self.keys.unlock, self.text.text()
        if unlock is None:
            return
        sealed = self.sealed.isChecked() and found.can_seal
        self.yes.setEnabled(False)
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: write(
                    desk, found.unit, unlock=unlock, folder=folder, until=until, text=text, sealed=sealed
                ),
            ),
            done=self._on_written,
            failed=self._on_failed,
        )

    def _on_written(self, done: Returned) -> None:
        self.keys.forget()
        self.written.emit(done)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
        self._wake()

    def _on_folder(self) -> None:
        self.keys.first_focus().setFocus()

    def _wake(self) -> None:
        self.yes.setEnabled(self._found is not None and self.keys.ready and self.where.folder is not None)

    def first_focus(self) -> QWidget | None:
        return self.until
