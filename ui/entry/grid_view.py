"""The grid itself: movement, type-over, copy and paste, states and zeros, all by key.

Enter goes down, Tab to the right, both past cells in which nothing can be typed; arrows visit every cell. The
last cell keeps the focus: nothing wraps to the top of the form.
"""

import csv
import io
from collections.abc import Iterable
from itertools import product

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QVBoxLayout, QWidget

from forms.answers import Address, State
from forms.pack import TableKind
from office.pasting import Line, Plan
from office.working_year import working_year
from ui.entry.cell_painter import CellDelegate
from ui.entry.editors import DraftKeeper, leaves_line
from ui.entry.grid_layout import LaidGrid, names_in_sight
from ui.entry.grid_model import GridModel
from ui.entry.live import Live
from ui.entry.paste_review import review
from ui.grid.frozen import Frozen
from ui.grid.heads import ColumnHead, LineHead
from ui.grid.strips import Strip
from ui.pasting import in_unicode
from ui.widgets import label
from ui.words import tr

NEXT_STATE = {None: State.NONE, State.NONE: State.UNKNOWN, State.UNKNOWN: None}
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_FILLS = (Qt.Key.Key_D, Qt.Key.Key_R)


class GridView(LaidGrid):
    """A grid over one `GridModel`."""

    stood_on = Signal(object)  # Address or None: where the keyboard stands
    turned = Signal(int)  # PgDn or PgUp in a grid that shows one section of many

    def __init__(self, model: GridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grid")
        self.setAccessibleName(name)
        self.grid = model
        self.live: Live = model.live
        self.keeper = DraftKeeper(self.live, self)
        self._delegate = CellDelegate(model, self.keeper, self)
        self._delegate.leave.connect(self._leave)
        self._delegate.wish.connect(self.keyPressEvent)
        self.setItemDelegate(self._delegate)
        self.lines = LineHead(self)
        self.setVerticalHeader(self.lines)
        self.heads = ColumnHead(self)
        self.setHorizontalHeader(self.heads)
        self.setModel(model)
        self.frozen = Frozen(self, max(model.table.freeze - 1, names_in_sight(model)))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            inside = QVBoxLayout(corner)
            inside.setContentsMargins(10, 4, 6, 4)
            inside.addWidget(label(self._head_of_rows(), role="muted", wrap=True))
        self.sectioned = False
        self._run_started: int | None = None  # the column a run of Tabs began in: Enter goes back to it
        model.modelReset.connect(self._on_reset)
        model.layoutChanged.connect(self._lay_out)
        self._lay_out()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, past the columns that stay in place."""
        self.frozen.reveal(index.column())
        super().scrollTo(index, hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.frozen.moves:
            last = len(self.grid.lines) - 1
            self.frozen.paint(
                QPainter(self.viewport()), self.rowViewportPosition(last) + self.rowHeight(last)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    # --- where the keyboard stands -------------------------------------------------------------

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands on."""
        return self.grid.address(self.currentIndex())

    def jump_to(self, address: Address) -> bool:
        """Put the keyboard on a cell; False when this grid does not show it."""
        index = self.grid.index_of(address)
        if not index.isValid():
            return False
        seen = self.viewport().rect().contains(self.visualRect(index))
        self._stand_on(index)
        if not seen:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start(self) -> None:
        """Put the keyboard on the first cell that can be typed into."""
        if self.address is None:
            first = self._next_typed(*self._before_year(), down=True) or self._next_typed(-1, 0, down=True)
            if first is not None:
                self.setCurrentIndex(first)

    def _before_year(self) -> tuple[int, int]:
        """Row and column after which typing begins: those of the year the office works on."""
        table, year = self.grid.table, working_year(self.grid.live.place.desk)
        if year and "year" in table.axes:
            for row, column in product(range(len(self.grid.lines)), range(len(self.grid.columns))):
                address = self.grid.address(self.grid.index(row, column))
                if address is not None and address.key[table.axes.index("year") - len(table.axes)] == year:
                    return (row - 1, column)
        return -1, 0

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()
        self.stood_on.emit(self.grid.address(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.start()  # before Qt goes to the first cell, into which perhaps nothing can be typed
        super().focusInEvent(event)
        self.stood_on.emit(self.address)

    # --- keys --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the grid's own keys from the window's shortcuts while the grid has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = (
                QKeySequence.StandardKey.Copy,
                QKeySequence.StandardKey.Cut,
                QKeySequence.StandardKey.Paste,
                QKeySequence.StandardKey.Undo,
                QKeySequence.StandardKey.Redo,
            )
            fills = event.key() in _FILLS and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if fills or any(event.matches(key) for key in mine):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._edit_key(event) or self._block_key(event):
            event.accept()
            return
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if self.sectioned and event.key() in turns and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.turned.emit(turns[Qt.Key(event.key())])
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave(leaves_line(event))
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._run_started = None
        if event.key() == Qt.Key.Key_Left:  # Qt would jump over columns that are out of sight
            self.frozen.reveal(self.currentIndex().column() - 1)
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab goes from cell to cell; past the last one the keyboard leaves the grid."""
        return self._leave(1 if next else -1) or super().focusNextPrevChild(next)

    def _edit_key(self, event: QKeyEvent) -> bool:
        """F4 the state of a blank, F11 zeros, Delete, F2 and Alt+Down."""
        key, address = event.key(), self.address
        if key == Qt.Key.Key_F4 and address is not None:
            self.change_state(address)
        elif key == Qt.Key.Key_F11 and address is not None:
            self.live.fill_with_zero(self.grid.same_strip(address))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.edit(self.currentIndex())
        else:
            return False
        return True

    def _block_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_C and event.modifiers() == _CTRL_SHIFT:
            self.copy(headings=True)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._empty()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _FILLS and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_on(down=event.key() == Qt.Key.Key_D)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.live.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or (
            event.key() == Qt.Key.Key_Y and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.live.redo()
        else:
            return False
        return True

    def change_state(self, address: Address) -> None:
        """Give a blank its next state: none, not known, blank again. A value is never thrown away by it."""
        cell = self.live.cell(address)
        if cell.locked or (cell.view.state is None and cell.view.value is not None):
            return
        self.live.set_state(address, NEXT_STATE[cell.view.state])

    def _empty(self) -> None:
        cells = [(address, "") for address in self._selected() if self._empties(address)]
        if cells:
            self.live.put_block(cells)

    def _empties(self, address: Address) -> bool:
        """Whether Delete does anything here: in a computed cell it forgets the figure that arrived for it."""
        return not self.live.cell(address).locked or bool(self.live.stated(address))

    def _selected(self) -> list[Address]:
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [address for index in chosen if (address := self.grid.address(index)) is not None]

    def copy(self, *, headings: bool = False) -> None:
        """Copy the marked block, as text that can be pasted here and in a workbook; with its headings too."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        if headings:
            writer.writerow(["", *(self._head_of(self.grid.columns[column]) for column in columns)])
        for row in rows:
            if self.grid.lines[row].kind == "heading" or (len(rows) > 1 and self._not_asked(row, columns)):
                continue
            texts = [self._head_of(self.grid.lines[row])] if headings else []
            for column in columns:
                address = self.grid.address(self.grid.index(row, column))
                texts.append(self.live.entry.copied(address) if address else self.grid.total_at(row, column))
            writer.writerow(texts)
        QGuiApplication.clipboard().setText(out.getvalue().rstrip("\n"))

    @staticmethod
    def _head_of(strip: Strip) -> str:
        """A heading as it is copied: what it says, with its unit."""
        return f"{strip.text} ({strip.unit})" if strip.unit else strip.text

    def paste(self) -> None:
        """Paste a block from the current cell on; headings and cells that take nothing are passed over.

        What arrives for a computed cell is kept beside it and compared.
        """
        text = QGuiApplication.clipboard().text()
        start = self.currentIndex()
        if not text or not start.isValid():
            return
        text = in_unicode(text, self.live.place.ask)
        block = list(csv.reader(io.StringIO(text), dialect="excel-tab"))
        lines, names, passed = self._lines_of(block, start)
        if not any(line.addresses is None or any(line.addresses) for line in lines):
            self.live.told.emit(
                "warning", tr("Grid", "Nothing pasted: {n} cells here take no figure.").format(n=passed)
            )
            return
        at = self.grid.address(start)
        table, parent = self.grid.table.id, self.grid.parent_key
        self.live.read_block(lines, table, parent, passed, lambda plan: self._accept(plan, names, at))

    def _lines_of(self, block: list[list[str]], start: QModelIndex) -> tuple[list[Line], list[str], int]:
        """Lay a block over the cells from `start` on; where people add rows, what is below makes new ones."""
        grid, row, passed = self.grid, start.row(), 0
        grows = grid.table.kind is TableKind.RECORDS and not grid.table.closed and not grid.years_across
        lines: list[Line] = []
        names: list[str] = []
        fields = tuple(strip.field.id for strip in grid.columns[start.column() :] if strip.field is not None)
        for texts in block:
            across = range(start.column(), min(start.column() + len(texts), len(grid.columns)))
            while row < len(grid.lines) and (
                grid.lines[row].kind == "heading"
                or (grows and grid.lines[row].kind == "total")
                or self._not_asked(row, across)
            ):
                row += 1
            if row >= len(grid.lines):
                if not grows or not any(part.strip() for part in texts):
                    passed += sum(bool(part.strip()) for part in texts)
                    continue
                lines.append(Line(tuple(texts[: len(fields)]), fields))
                names.append(tr("Grid", "New row {n}").format(n=len(lines)))
                continue
            addresses: list[Address | None] = []
            for offset, part in enumerate(texts):
                column = start.column() + offset
                inside = column < len(grid.columns)
                address = grid.address(grid.index(row, column)) if inside else None
                address = address if address is not None and self._takes(address) else None
                passed += address is None and bool(part.strip())
                addresses.append(address)
            named = tuple(one.field if one else "" for one in addresses)
            lines.append(Line(tuple(texts), named, tuple(addresses)))
            names.append(grid.lines[row].text)
            row += 1
        return lines, names, passed

    def _not_asked(self, row: int, columns: Iterable[int]) -> bool:
        """Whether a field stands here that no year asks for: a block from paper has no line for it."""
        cells = [self.grid.cell_at(row, column) for column in columns]
        unasked = bool(cells) and all(cell is not None and not cell.view.relevant for cell in cells)
        return self.grid.years_across and unasked

    def _takes(self, address: Address) -> bool:
        """Whether a pasted text may go into a cell: where one may type, and beside what is computed."""
        cell = self.live.cell(address)
        return not cell.locked or (cell.computed and cell.view.relevant)

    def _accept(self, plan: Plan, names: list[str], at: Address | None) -> None:
        """Save a block in which there is nothing to look at, else let the person choose its lines."""
        chosen = frozenset(range(len(plan.rows))) if plan.plain else review(self.live, plan, names)
        if not chosen:
            wrong = next((cell for row in plan.rows for cell in row.refused), None)
            if wrong is not None and wrong.problem is not None:
                self.live.refuse(wrong.problem, wrong.address)
            return
        self.live.accept_block(plan, chosen, lambda: self._tell_pasted(plan, chosen, at))

    def _tell_pasted(self, plan: Plan, chosen: frozenset[int], at: Address | None) -> None:
        """Mark what was pasted and say how much it was."""
        cells = [cell for number in sorted(chosen) for cell in plan.rows[number].cells if not cell.problem]
        placed = [cell.address for cell in cells if cell.address is not None]
        if placed:
            self._mark(self.grid.index_of(at or placed[0]), self.grid.index_of(placed[-1]))
        said = [tr("Grid", "{n} cells pasted.").format(n=len(cells))]
        unlike = sum(bool(self.live.stated(address)) for address in placed)
        if unlike:
            said.append(tr("Grid", "{n} differ from what the program computes.").format(n=unlike))
        if plan.passed:
            said.append(tr("Grid", "{n} that take no figure were passed over.").format(n=plan.passed))
        self.live.told.emit("warning" if len(said) > 1 else "good", " ".join(said))

    def fill_on(self, *, down: bool) -> None:
        """Ctrl+D, Ctrl+R: copy the first line (column) of the marked block into the rest of it.

        A single cell takes what stands above it (to its left), as in a workbook.
        """
        chosen = self.selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in chosen if index.isValid()})
        columns = sorted({index.column() for index in chosen if index.isValid()})
        if not rows:
            return
        if down and len(rows) == 1:
            rows = [self._line_above(rows[0]), *rows]
        elif not down and len(columns) == 1:
            columns = [columns[0] - 1, *columns]
        cells: list[tuple[Address, str]] = []
        for row in rows[1:] if down else rows:
            for column in columns if down else columns[1:]:
                place = (rows[0], column) if down else (row, columns[0])
                source, target = (self.grid.address(self.grid.index(*at)) for at in (place, (row, column)))
                if source and target and not self.live.cell(target).locked:
                    cells.append((target, self.live.entry.edit_text(source)))
        if cells and self.live.put_block(cells, "pasted"):
            self.live.told.emit("good", tr("Grid", "{n} cells filled.").format(n=len(cells)))

    def _line_above(self, row: int) -> int:
        lines = self.grid.lines
        above = [n for n in range(row) if lines[n].kind == "cells" and not lines[n].strong]
        return above[-1] if above else -1

    def _mark(self, first: QModelIndex, last: QModelIndex) -> None:
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    # --- moving on ---------------------------------------------------------------------------

    def _leave(self, way: int) -> bool:
        """Move on after a cell: 1 right, -1 left, 2 down, -2 up; False at the last cell."""
        here = self.currentIndex()
        if not here.isValid():
            return False
        if abs(way) == 1:
            if self._run_started is None:
                self._run_started = here.column()
            target = self._next_typed(here.row(), here.column(), down=False, step=way)
        else:
            column = here.column()
            if self._run_started is not None and not self.grid.years_across:
                column, self._run_started = self._run_started, None
            target = self._next_typed(here.row(), column, down=True, step=way // 2)
        if target is None:
            return False
        self._stand_on(target)
        return True

    def _stand_on(self, index: QModelIndex) -> None:
        """Go to one cell and mark it alone: Qt would mark a block while Shift or Ctrl is held."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, alone)

    def _next_typed(self, row: int, column: int, *, down: bool, step: int = 1) -> QModelIndex | None:
        """The next cell that can be typed into, along the column or along the line, then in the next one."""
        lines, columns = len(self.grid.lines), len(self.grid.columns)
        place = column * lines + row if down else row * columns + column
        place += step
        while 0 <= place < lines * columns:
            at = (place % lines, place // lines) if down else (place // columns, place % columns)
            index = self.grid.index(*at)
            if self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable:
                return index
            place += step
        return None
