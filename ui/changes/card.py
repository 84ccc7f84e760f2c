"""The card that asks why figures were changed after they had been sent: one reason for as many as fit it."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.problems import Problem
from office.changed import MOST_TEXT, Why, explain
from office.changed_words import ToldChange, told_changes
from office.queries import to_answer
from office.returning import last_as_basis
from office.routed import at
from office.sending import SendReview
from ui.background import at_own_desk
from ui.basis_fields import BasisFields
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace

_ROWS = 8
_MOST = 2000
"""Lines that are listed; one reason for all of them reaches those below as well."""


class ChangesCard(QWidget):
    """Every change since the last package with its reason; hidden where nothing was changed."""

    told = Signal()  # reasons were kept: look at the package again
    jump = Signal(object)  # Address of a cell to go to

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._lines: tuple[ToldChange, ...] = ()
        self._route = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(tr("Changes", "Changed since the last sending"))
        outer.addWidget(card)
        self.verdict = Notice()
        card.body.addWidget(self.verdict)
        heads = (
            tr("Changes", "Place"),
            tr("Changes", "Sent"),
            tr("Changes", "Now"),
            tr("Changes", "Reason and basis"),
        )
        self.table = ReadTable(heads, (330, 110, 110), tr("Changes", "Changed since the last sending"))
        self.table.setSelectionMode(ReadTable.SelectionMode.ExtendedSelection)
        self.table.itemSelectionChanged.connect(self._wake)
        self.table.cellActivated.connect(lambda row, _: self.jump.emit(self._lines[row].changed.place))
        card.body.addWidget(self.table)
        card.body.addLayout(self._choosing())
        card.body.addLayout(self._saying())
        self.notice = Notice()
        card.body.addWidget(self.notice)
        self.hide()

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, act in (
            (tr("Changes", "Choose all without a reason"), self.choose_bare),
            (tr("Changes", "Choose those of this form"), self.choose_form),
        ):
            made = button(text, kind="quiet")
            made.clicked.connect(act)
            row.addWidget(made)
        row.addWidget(label(tr("Changes", "Shift+↑↓: several lines · Enter: go to the cell"), role="small"))
        row.addStretch(1)
        return row

    def _saying(self) -> QGridLayout:
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Changes", "Reason for the change"))
        self.reason.setPlaceholderText(tr("Changes", "why the figure that was sent is another one now"))
        self.reason.setMaxLength(MOST_TEXT)
        self.basis = BasisFields()
        self.keep = button("", kind="main")
        self.keep.clicked.connect(self.say)
        self.reason.returnPressed.connect(self.basis.what.setFocus)
        self.basis.what.returnPressed.connect(self.basis.day.setFocus)
        self.basis.day.returnPressed.connect(self.say)
        self.reason.textChanged.connect(lambda _: self._wake())
        grid = QGridLayout()
        grid.addWidget(label(tr("Changes", "Reason"), role="muted"), 0, 0)
        grid.addWidget(self.reason, 1, 0)
        grid.addWidget(self.basis, 2, 0)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        grid.addLayout(row, 3, 0)
        return grid

    # --- showing -----------------------------------------------------------------------------

    def show_review(self, review: SendReview, route: str = "") -> None:
        """Show what a review found; the lines without a reason are chosen."""
        self._route = route
        desk = at(self._place.desk, route)
        self._lines = told_changes(desk, review.changed[:_MOST], desk.own_document().tables)
        self._all = review.changed
        self.setVisible(bool(self._lines))
        if not self._lines:
            return
        count, bare = len(review.changed), review.unsaid
        words = tr("Changes", "{n} figures differ from sending {sending}; {bare} have no reason yet.")
        done = tr("Changes", "{n} figures differ from sending {sending}; each has its reason.")
        text = (words if bare else done).format(n=count, sending=review.revision - 1, bare=bare)
        self.verdict.tell("warning" if bare else "good", text)
        self.table.fill([(one.place, one.old, one.new, one.why or "—") for one in self._lines], right=(1, 2))
        self.table.fit(1, _ROWS)
        self._offer_reasons()
        self.choose_bare()

    def _offer_reasons(self) -> None:
        """Offer reasons and the basis given before: most changes of a day have the same."""
        given = [why for one in self._lines for why in (one.changed.why, one.changed.proposed) if why]
        answers = {" ".join(one.answer.text.split()) for one in to_answer(self._place.desk) if one.answer}
        completer = QCompleter(sorted({*(why.reason for why in given), *answers}), self.reason)
        self.reason.setCompleter(completer)
        basis = given[-1].basis if given else last_as_basis(self._place.desk)
        if basis is not None and not self.basis.what.text():
            self.basis.show_basis(basis)

    def choose_bare(self) -> None:
        """Choose every line that has no reason, all of them where none is bare."""
        bare = [n for n, one in enumerate(self._lines) if one.changed.kept is None]
        self._choose(bare or range(len(self._lines)))

    def choose_form(self) -> None:
        """Choose every line of the form that the current line stands in."""
        row = max(self.table.currentRow(), 0)
        form = self._lines[row].form
        self._choose(n for n, one in enumerate(self._lines) if one.form == form)

    def _choose(self, rows: Iterable[int]) -> None:
        model, chosen = self.table.model(), self.table.selectionModel()
        chosen.clearSelection()
        first = None
        for row in rows:
            first = row if first is None else first
            chosen.select(
                model.index(row, 0),
                QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
            )
        if first is not None:
            chosen.setCurrentIndex(model.index(first, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._wake()

    @property
    def chosen(self) -> tuple[ToldChange, ...]:
        """The lines a reason is being given for."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self._lines[row] for row in rows if row < len(self._lines))

    def _wake(self) -> None:
        count = len(self.chosen)
        self.keep.setText(tr("Changes", "Keep for {n} figures").format(n=count))
        self.keep.setEnabled(bool(count and self.reason.text().strip()))

    # --- saying ------------------------------------------------------------------------------

    def say(self) -> None:
        """Keep the reason and its basis for the chosen lines."""
        desk, route = self._place.desk, self._route
        lines = [one.changed for one in self.chosen]
        if len(lines) == len(self._lines):
            lines += self._all[len(self._lines) :]
        try:
            why = Why(self.reason.text(), self.basis.basis(desk.clock.today()))
        except Problem as problem:
            self._on_refused(problem)
            return
        self.keep.setEnabled(False)
        self._place.runner.run(
            at_own_desk(desk, lambda own, _: explain(at(own, route), lines, why)),
            done=self._on_kept,
            failed=self._on_refused,
            ended=self._wake,
        )

    def _on_kept(self, _: int) -> None:
        self.notice.clear()
        self.reason.clear()
        self.told.emit()

    def _on_refused(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
