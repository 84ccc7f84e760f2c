"""A consolidated table as Qt reads it: blocks, lines of units, subtotals, the total."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject, Qt

from forms.answers import Value
from forms.numerals import roman
from forms.pack import Field, Kind
from forms.roll_up import ADJUSTED, OWN, Cell, Subtotal, TotalsColumn, TotalsRow, TotalsView
from forms.values import show
from office.beside_published import DIFFERS
from ui.grid.strips import Index, Strip, StripModel
from ui.words import tr
from ui.workplace import Workplace, day

Stands = TotalsRow | Subtotal | None
"""What a line of the screen stands for: a line of the table, a subtotal, None for the total or a heading."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its text, and n/N where not every unit's part is known.

    `apart`: what a decision says otherwise, with its sign; `told`: the same in words.
    """

    text: str
    part: str
    number: bool
    apart: str = ""
    told: str = ""

    @property
    def below(self) -> str:
        """What stands small below the figure."""
        return " · ".join(part for part in (self.apart, self.part) if part)


class TotalsModel(StripModel):
    """One consolidated table."""

    def __init__(
        self,
        place: Workplace,
        view: TotalsView,
        parent: QObject | None = None,
        wanted: Callable[[TotalsRow], bool] | None = None,
    ) -> None:
        """`wanted`: which lines are shown, None for all; subtotals and the total are those of all lines."""
        super().__init__(parent)
        self._place = place
        self._view = view
        words = place.words
        kinds = {table.id: table.kind for table in place.desk.pack.totals}
        coded = kinds.get(view.table) not in ("tracker", "changes")  # their columns are no fields of a form
        self.columns = tuple(
            Strip(
                "cells",
                words(column.label),
                column.code if coded else "",
                words(column.unit) if column.unit else "",
            )
            for column in view.columns
        )
        lines: list[Strip] = []
        cells: list[tuple[Shown, ...]] = []
        stands: list[Stands] = []
        nothing = tuple(Shown("", "", number=False) for _ in view.columns)
        blocks = list(dict.fromkeys(row.block for row in view.rows))
        for number, block in enumerate(blocks, start=1):
            inside = [row for row in view.rows if row.block == block and (wanted is None or wanted(row))]
            if not inside:
                continue
            if len(blocks) > 1 or block:
                lines.append(Strip("heading", f"{roman(number)}. {words(view.block_words(block))}"))
                cells.append(nothing)
                stands.append(None)
            for row in inside:
                code = "|".join(row.key) if kinds.get(view.table) == "list" else ""
                kind = "total" if row.total else "cells"
                lines.append(Strip(kind, words(row.label) or row.name, code))
                cells.append(self._shown(row.cells, row.unit if row.block not in (OWN, ADJUSTED) else None))
                stands.append(row)
            subtotal = next((one for one in view.subtotals if one.block == block), None)
            if subtotal is not None and len(blocks) > 1:
                count = f"{subtotal.units_in}/{subtotal.units_all}"
                lines.append(Strip("total", tr("Totals", "Subtotal, {count} units").format(count=count)))
                cells.append(self._shown(subtotal.cells))
                stands.append(subtotal)
        if any(cell.value is not None for cell in view.total):
            lines.append(Strip("total", tr("Totals", "Total")))
            cells.append(self._shown(view.total, ""))
            stands.append(None)
        self.lines = tuple(lines)
        self.stands = tuple(stands)
        self._cells = cells

    def _shown(self, cells: Sequence[Cell], unit: str | None = None) -> tuple[Shown, ...]:
        """Lay a line out; `unit`: whose cells they are, "" for the total, None for nobody's."""
        pairs = zip(self._view.columns, cells, strict=True)
        if unit is None or not self._view.published:
            return tuple(self._one(column, cell) for column, cell in pairs)
        return tuple(self._beside(column, unit, self._one(column, cell)) for column, cell in pairs)

    def _beside(self, column: TotalsColumn, unit: str, shown: Shown) -> Shown:
        """Mark a figure that the decision says otherwise."""
        found = self._view.published.get((unit, column.code))
        if found is None:
            return shown
        theirs = self.figure(column, found.theirs)
        ours = "–" if found.ours is None else self.figure(column, found.ours)
        told = tr("Totals", "{source}: {theirs}; this table: {ours}")
        if found.split:
            told = tr("Totals", "{source}, all lines of the unit: {theirs}; this table: {ours}")
        words = told.format(source=self._view.decision, theirs=theirs, ours=ours)
        return replace(shown, apart=f"{DIFFERS} {theirs}", told=words)

    def figure(self, column: TotalsColumn, value: Decimal) -> str:
        """Write a figure as those of its column."""
        whole = value == value.to_integral_value() and not column.decimals
        return self.text(column, int(value) if whole else value)

    def next_apart(self, row: int, column: int) -> tuple[int, int] | None:
        """Find the next cell that the decision says otherwise, from the first one on after the last."""
        found = [
            (line, place)
            for line, cells in enumerate(self._cells)
            for place, cell in enumerate(cells)
            if cell.apart
        ]
        return next((one for one in found if one > (row, column)), found[0] if found else None)

    def told(self, row: int, column: int) -> str:
        """Say in words what is to be known of a figure."""
        cell = self.shown(row, column)
        known = _known_of(cell.part) if cell.part else ""
        return ". ".join(part for part in (cell.told, known) if part)

    def _one(self, column: TotalsColumn, cell: Cell) -> Shown:
        part = "" if cell.whole or cell.value is None else f"{cell.known}/{cell.units}"
        if cell.unsplit:
            unsplit = tr("Totals", "not split: {n} units").format(n=cell.unsplit)
            part = f"{part} · {unsplit}" if part else unsplit
        if cell.value is None:
            return Shown("", part, number=False)
        text = self.text(column, cell.value)
        return Shown(text, part, number=isinstance(cell.value, int | Decimal))

    def text(self, column: TotalsColumn, value: Value) -> str:
        """Write a figure in the person's language."""
        pack, language = self._place.desk.pack, self._place.desk.language
        kind = Kind.DECIMAL if isinstance(value, Decimal) or column.decimals else Kind.INTEGER
        number = Field(column.code, "", kind, {}, decimals=column.decimals)
        if column.field is not None:
            listed = column.list or column.field.list
            return show(value, column.field, pack.lists.get(listed or "", ()), language)
        if isinstance(value, str):
            if column.list:
                labels = {choice.name: self._place.words(choice.label) for choice in pack.lists[column.list]}
                return labels.get(value, value)
            return _day(value)
        return show(value, number, (), language)

    def shown(self, row: int, column: int) -> Shown:
        """What is painted at a place."""
        return self._cells[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        cell = self.shown(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{cell.text} {cell.below}".strip()
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.told(index.row(), index.column()) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told(index.row(), index.column()) or (cell.text if len(cell.text) > 14 else None)
        return None


def _known_of(part: str) -> str:
    known, _, unsplit = part.partition(" · ")
    if "/" not in known:
        return known
    told = tr("Totals", "Known of {part} units").format(part=known)
    return f"{told}; {unsplit}" if unsplit else told


def _day(text: str) -> str:
    """A date, or a date with its time, in a text column as people write it."""
    try:
        written = day(date.fromisoformat(text[:10]))
    except ValueError:
        return text
    return f"{written}{text[10:]}"
