"""What stands behind a figure, step by step: lines, the cells of the units, the cell that was signed.

Enter goes one step down, Esc one step up; the last step up is the table the figure stands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.problems import Problem
from forms.report import PackageKind
from forms.roll_up import Subtotal, TotalsRow, TotalsView
from office.drilling import Behind, Of, Piece, Traced, behind, lines_of, pieces, traced
from ui.background import at_own_desk
from ui.totals.model import TotalsModel
from ui.widgets import Card, Elided, Notice, ReadTable, button, clear, copyable, label
from ui.words import tr
from ui.workplace import Workplace, moment


@dataclass(frozen=True, slots=True)
class Step:
    """One list on the way down: its heading, its lines, and what each of them stands for."""

    heading: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    stands: tuple[TotalsRow | Piece, ...]
    at: int = 0  # the line the keyboard stood in


class DrillView(Card):
    """Shown in the place of the table; `left` leads back to it."""

    left = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._view: TotalsView | None = None
        self._model: TotalsModel | None = None
        self._known: Behind | None = None
        self._column = 0
        self._steps: list[Step] = []
        self.where = Elided("", role="heading")
        self.body.addWidget(self.where)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.table = ReadTable((), (), tr("Totals", "What the figure is made of"))
        self.table.cellActivated.connect(lambda row, _: self.go_down(row))
        self.signed = QWidget()
        self._facts = QFormLayout(self.signed)
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(_at_top(self.signed))
        self.body.addWidget(self._stack, 1)
        self.back = button(tr("Totals", "Back (Esc)"), kind="main")
        self.back.clicked.connect(self.go_up)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    # --- the way down ------------------------------------------------------------------------

    def open_figure(
        self, view: TotalsView, model: TotalsModel, stands: TotalsRow | Subtotal | None, column: int
    ) -> None:
        """Begin at a figure: of a line, of the total of a block, or of the total of all (None)."""
        self._view, self._model, self._column = view, model, column
        self._known = None
        self._steps = []
        self.notice.clear()
        if isinstance(stands, TotalsRow):
            self._ask_pieces(stands)
            return
        block = stands.block if stands is not None else None
        found = [row for row in lines_of(view, block) if row.cells[column].value is not None]
        words = self._place.words
        named = words(view.block_words(block)) if block is not None else tr("Totals", "Total")
        texts = [(words(row.label) or row.name, self._text(row)) for row in found]
        self._push(Step(named, self._heads_of_lines(), (420,), tuple(texts), tuple(found)))

    def _text(self, row: TotalsRow) -> str:
        assert self._model is not None  # noqa: S101 - a figure was opened
        assert self._view is not None  # noqa: S101 - as above
        value = row.cells[self._column].value
        return "" if value is None else self._model.text(self._view.columns[self._column], value)

    def _heads_of_lines(self) -> tuple[str, ...]:
        return (tr("Totals", "Line"), tr("Totals", "Figure"))

    def _ask_pieces(self, row: TotalsRow) -> None:
        view, column, known = self._view, self._column, self._known
        assert view is not None  # noqa: S101 - a figure was opened
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: (
                    ready := known or behind(desk),
                    pieces(desk, view, row, column, ready),
                ),
            ),
            done=lambda answer: self._on_pieces(row, *answer),
            failed=self._on_failed,
        )

    def _on_pieces(self, row: TotalsRow, known: Behind, found: Sequence[Piece]) -> None:
        self._known = known
        if not found:
            self._on_failed(Problem("FIGURE_NO_SOURCE"))
            return
        heads = (
            tr("Totals", "Passed on by"),
            tr("Totals", "Unit"),
            tr("Totals", "Cell of the form"),
            tr("Totals", "Figure"),
            tr("Totals", "Reason and basis"),
        )
        texts = tuple((one.above, one.unit_name, one.words, one.text or "–", one.basis) for one in found)
        name = self._place.words(row.label) or row.name
        self._push(Step(name, heads, (190, 180, 360, 110), texts, tuple(found)))

    def _push(self, step: Step) -> None:
        self._steps.append(step)
        self._show()

    def go_down(self, row: int) -> None:
        """One step down from a line."""
        if not self._steps or not 0 <= row < len(self._steps[-1].stands):
            return
        self._steps[-1] = replace(self._steps[-1], at=row)
        stands = self._steps[-1].stands[row]
        self.notice.clear()
        if isinstance(stands, TotalsRow):
            self._ask_pieces(stands)
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: traced(desk, stands)),
            done=self._on_traced,
            failed=self._on_failed,
        )

    def go_up(self) -> None:
        """One step up; from the first one back to the table."""
        self.notice.clear()
        if self._stack.currentIndex() == 1:
            self._show()
            return
        if self._steps:
            self._steps.pop()
        if self._steps:
            self._show()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_up()
            return
        super().keyPressEvent(event)

    # --- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        step = self._steps[-1]
        self.where.setText(self._path())
        self.table.setColumnCount(len(step.heads))
        self.table.setHorizontalHeaderLabels(list(step.heads))
        for column, width in enumerate(step.widths):
            self.table.setColumnWidth(column, width)
        self.table.fill(step.texts, right=(step.heads.index(tr("Totals", "Figure")),))
        if len(step.heads) > 2:
            above = any(texts[0] for texts in step.texts)
            self.table.setColumnHidden(0, not above)
            self.table.setColumnHidden(len(step.heads) - 1, not any(texts[-1] for texts in step.texts))
        else:
            self.table.setColumnHidden(0, False)
        self._stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if step.texts:
            self.table.selectRow(step.at)

    def _path(self, *more: str) -> str:
        assert self._view is not None  # noqa: S101 - a figure was opened
        column = self._view.columns[self._column]
        parts = (
            f"{self._view.table}: {self._place.words(column.label)}",
            *(step.heading for step in self._steps),
            *more,
        )
        return " › ".join(" ".join(part.split()) for part in parts)

    def _on_traced(self, found: Traced) -> None:
        piece = found.piece
        self.where.setText(self._path(piece.unit_name))
        clear(self._facts)
        said = tr("Totals", "sheet {sheet}, cell {cell}: {text}")
        place = said.format(sheet=found.sheet, cell=found.cell, text=found.written or "–")
        facts = [
            (tr("Totals", "Unit"), f"{piece.unit_name} ({piece.unit})"),
            (tr("Totals", "Cell of the form"), piece.words),
            (tr("Totals", "Figure counted here"), piece.text or "–"),
            (tr("Totals", "Signed cell"), place),
            (tr("Totals", "Package"), self._package(found)),
            (tr("Totals", "Signed by"), self._signers(found)),
            (tr("Totals", "File"), found.file),
            ("SHA-256", found.digest),
        ]
        if piece.basis:
            facts.insert(3, (tr("Totals", "Reason and basis"), piece.basis))
        for name, text in facts:
            told = copyable(text)
            told.setWordWrap(True)
            told.setAccessibleName(f"{name}: {text}")
            self._facts.addRow(label(name, role="muted"), told)
        if found.agrees:
            words = tr("Totals", "The signature is whole and the signed cell says what is counted here.")
            self.notice.tell("good", words)
        else:
            words = tr("Totals", "The signed cell says something else: receive the package again.")
            self.notice.tell("error", words)
        self._stack.setCurrentIndex(1)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _package(self, found: Traced) -> str:
        told = tr("Totals", "sending no. {n}").format(n=found.revision)
        if found.kind is PackageKind.IN_PLACE:
            told = tr("Totals", "typed in place of the unit; the unit itself has not signed it")
        if found.piece.of is Of.OWN:
            told += "; " + tr("Totals", "entered by the office itself")
        if found.through:
            beside = tr("Totals", "it came beside sending no. {n} of {unit}")
            told += "; " + beside.format(unit=found.through, n=found.through_revision)
        return told

    def _signers(self, found: Traced) -> str:
        when = f", {moment(found.signed)}" if found.signed else ""
        if found.kind is PackageKind.IN_PLACE:
            known = tr("Totals", "who typed it")
        elif found.trusted:
            known = tr("Totals", "recognised here")
        elif found.through:
            known = tr("Totals", "recognised by {unit}").format(unit=found.through)
        else:
            known = tr("Totals", "no longer recognised here")
        return f"{', '.join(found.signers)}{when} ({known})"

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("warning", self._place.sentence(problem))
        if not self._steps:
            self.where.setText(self._path())
            self.table.fill(())
            self._stack.setCurrentIndex(0)
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)


def _at_top(inside: QWidget) -> QWidget:
    outer = QWidget()
    column = QVBoxLayout(outer)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    column.addStretch(1)
    return outer
