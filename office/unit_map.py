"""Consolidated tables by newer units: what the units of a campaign have become since.

    can_move(desk)                     whether any unit that reports here is another one now
    by_new_units(desk, view, found)    a table with one line a new unit

What became of which unit is data of the pack (`unit_moves`): old unit, new unit, its name, area and the unit
above it, since when, and whether only a part of the old one went there. Lines of units, records, what stands
below units, and classes of units are laid anew; other tables say why they are not. A unit that was divided
cannot be split into figures: it keeps its own line, and the table says so. Totals, own rows and adjustments
are those of the table itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forms.pack import Words
from forms.problems import Problem
from forms.roll_up import ADJUSTED, BLOCKS, OWN, Cell, Subtotal, TotalsRow, TotalsView, UnitFigures
from forms.roll_up import totals as roll_up
from forms.roll_up_grouped import CLASS, UNIT, holds
from forms.totals_tables import TotalsTable
from forms.unit_moves import UnitMove, by_unit
from office.adding_up import tables
from office.blocks import Gathered, gathered
from office.desk import Desk

_SENDERS: Words = {
    "vi": "Theo đơn vị mới: bảng này theo dõi gói của đơn vị đã gửi, vẫn theo đơn vị của kỳ báo cáo",
    "en": "By new units: this table tells of packages, whose senders are the units of the campaign",
}
_WHOLE: Words = {
    "vi": "Theo đơn vị mới: bảng này cộng toàn địa bàn, theo đơn vị cũ hay mới số vẫn như nhau",
    "en": "By new units: this table is of the whole area, and its figures are the same by old or new units",
}
_ZONES: Words = {
    "vi": "Theo đơn vị mới: vùng ưu tiên là của xã trong kỳ báo cáo, không xếp lại theo đơn vị mới",
    "en": "By new units: priority areas are those of the communes of the campaign, and stay by these",
}
_UNITS = ("sum", "series", "matrix")
"""Kinds of tables whose lines are units."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit that gets a line."""

    code: str
    name: str
    area: str


def can_move(desk: Desk) -> bool:
    """Tell whether the pack says of any unit that reports here what it has become."""
    return bool(_moves(desk))


def _moves(desk: Desk) -> Mapping[str, tuple[UnitMove, ...]]:
    """Give what each unit that reports here has become; one that the pack is silent of stays what it is."""
    moved = by_unit(desk.pack.unit_moves)
    return {unit.code: moved[unit.code] for unit in desk.reporting_units if unit.code in moved}


def by_new_units(desk: Desk, view: TotalsView, found: Gathered | None = None) -> TotalsView:
    """Lay a table anew by the newer units; one that these cannot change says why in a note.

    Raise NO_TABLE for a table that is none of this office's, UNITS_NOT_MOVED without newer units.
    """
    table = next((one for one in tables(desk) if one.id == view.table), None)
    if table is None:
        raise Problem("NO_TABLE", table=view.table)
    known = _moves(desk)
    if not known:
        raise Problem("UNITS_NOT_MOVED", unit=desk.unit.name)
    parts: dict[_Line, list[str]] = {}
    divided: list[str] = []
    for unit in desk.reporting_units:
        now = known.get(unit.code, ())
        if len(now) > 1:
            divided.append(unit.code)
            parts[_Line(unit.code, unit.name, "")] = [unit.code]
        else:
            here = now[0] if now else unit
            line = _Line(here.code, here.name, here.area)
            parts.setdefault(line, []).append(unit.code)
    ordered = dict(sorted(parts.items(), key=lambda one: (BLOCKS.index(one[0].area), one[0].code)))
    anew = _Anew(desk, table, view, found or gathered(desk), ordered)
    made, why = anew.table_by()
    if why:
        return replace(view, notes=(*view.notes, why))
    return replace(made, notes=(*view.notes, *_notes(desk, known.values(), len(parts), divided)))


@dataclass(frozen=True)
class _Anew:
    """One table on its way to newer units: `parts` are these in their order, with the old ones in each."""

    desk: Desk
    table: TotalsTable
    view: TotalsView
    found: Gathered
    parts: Mapping[_Line, Sequence[str]]

    def table_by(self) -> tuple[TotalsView, Words]:
        """Lay the table out, or say why it stays as it is."""
        kind, by = self.table.kind, self.table.by
        if kind in _UNITS or (kind == "grouped" and by == (UNIT,)):
            return self._units(), {}
        if kind == "list":
            return self._records(), {}
        if kind != "grouped":
            return self.view, _SENDERS
        if by[0] == UNIT:
            return self._blocks(), {}
        if CLASS not in by:
            return self.view, _WHOLE
        if any(column.zone for column in self.table.columns):
            return self.view, _ZONES
        return self._classes(), {}

    @cached_property
    def figures(self) -> Mapping[str, UnitFigures]:
        """Figures as the units reported them."""
        return self.found.behind(self.table)

    def _sent(self, units: Iterable[str]) -> dict[str, UnitFigures]:
        return {unit: self.figures[unit] for unit in units if unit in self.figures}

    def _rolled(self, figures: Mapping[str, UnitFigures], table: TotalsTable | None = None) -> TotalsView:
        return roll_up(
            self.desk.form_set, self.desk.unit.code, table or self.table, figures, self.view.year or None
        )

    def _added(self, figures: Mapping[str, UnitFigures], units: int) -> tuple[Cell, ...]:
        """Add some units up as the table does; a cell knows of how many of them it is."""
        return _of(self._rolled(figures).total, units)

    @property
    def _beside(self) -> tuple[TotalsRow, ...]:
        return tuple(row for row in self.view.rows if row.block in (OWN, ADJUSTED))

    # -- lines that are units ---------------------------------------------------------------------

    def _units(self) -> TotalsView:
        rows = []
        for new, units in self.parts.items():
            here = self._sent(units)
            places = tuple((unit, ()) for unit in here)
            cells = self._added(here, len(units))
            rows.append(TotalsRow(new.code, new.name, new.area, cells, places=places))
        made = (*rows, *self._beside)
        return replace(self.view, rows=made, whole_rows=made, subtotals=self._subtotals(rows))

    def _subtotals(self, rows: Sequence[TotalsRow]) -> tuple[Subtotal, ...]:
        made = []
        for block in dict.fromkeys(row.block for row in rows):
            inside = [row for row in rows if row.block == block]
            units = sorted({unit for row in inside for unit, _ in row.places})
            known = sum(bool(row.places) for row in inside)
            made.append(Subtotal(block, self._added(self._sent(units), len(units)), known, len(inside)))
        return tuple(made)

    # -- lines that stand below units -------------------------------------------------------------

    def _records(self) -> TotalsView:
        """Put records in the order of the newer units, each with both names; blocks of a field stay."""
        order = {
            unit: (place, new) for place, (new, units) in enumerate(self.parts.items()) for unit in units
        }
        blocks = list(dict.fromkeys(row.block for row in self.view.rows))
        made = []
        for row in self.view.rows:
            place, new = order.get(row.unit, (len(order), None))
            if new is None or row.block in (OWN, ADJUSTED):
                made.append((len(blocks), place, row))
                continue
            block = row.block if self.table.by else new.area
            at = blocks.index(block) if self.table.by else BLOCKS.index(block)
            name = row.name if row.name == new.name else f"{new.name} ({row.name})"
            made.append((at, place, replace(row, name=name, block=block)))
        rows = tuple(row for _, _, row in sorted(made, key=lambda one: one[:2]))
        return replace(self.view, rows=rows, whole_rows=rows, subtotals=())

    def _blocks(self) -> TotalsView:
        """Give each newer unit a block with the lines below it."""
        inner = replace(self.table, by=self.table.by[1:])
        rows: list[TotalsRow] = []
        subtotals = []
        for new, units in self.parts.items():
            here = self._sent(units)
            whole = self._rolled(here, inner)
            rows.extend(
                replace(
                    row,
                    unit=new.code,
                    block=new.code,
                    key=(new.code, *row.key),
                    cells=_of(row.cells, len(units)),
                )
                for row in whole.rows
            )
            subtotals.append(Subtotal(new.code, _of(whole.total, len(units)), len(here), len(units)))
        names: dict[str, Words] = {new.code: {"vi": new.name, "en": new.name} for new in self.parts}
        made = (*rows, *self._beside)
        blocks = {**self.view.blocks, **names}
        return replace(self.view, rows=made, whole_rows=made, subtotals=tuple(subtotals), blocks=blocks)

    def _classes(self) -> TotalsView:
        """Sort the newer units into the classes, each by its own figures put together."""
        figures = {**self.figures, **self.found.beside.adjusted}
        inside: dict[str, list[str]] = {one.code: [] for one in self.table.classes}
        count = dict.fromkeys(inside, 0)
        sent = 0
        for units in self.parts.values():
            here = {unit: figures[unit] for unit in units if unit in figures}
            if not here:
                continue
            sent += 1
            whole = zip(self.view.columns, self._rolled(here).total, strict=True)
            values = {column.code: cell.value for column, cell in whole}
            for one in self.table.classes:
                if holds(one.when, values):
                    inside[one.code] += here
                    count[one.code] += 1
        rows = []
        for one in self.table.classes:
            whole_view = self._rolled({unit: figures[unit] for unit in inside[one.code]})
            cells = self._with_count(_of(whole_view.total, len(inside[one.code])), count[one.code])
            places = tuple(place for row in whole_view.rows for place in row.places)
            name = one.label.get("vi", one.code)
            rows.append(TotalsRow("", name, "", cells, (one.code,), one.label, places=places))
        made = tuple(rows)
        return replace(self.view, rows=made, whole_rows=made, total=self._with_count(self.view.total, sent))

    def _with_count(self, cells: Sequence[Cell], units: int) -> tuple[Cell, ...]:
        """Count the newer units where the table counts units."""
        counts = {column.code for column in self.table.columns if column.tally == "true()"}
        return tuple(
            Cell(units, units, units) if column.code in counts else cell
            for column, cell in zip(self.view.columns, cells, strict=True)
        )


def _of(cells: Iterable[Cell], units: int) -> tuple[Cell, ...]:
    return tuple(replace(cell, units=units) for cell in cells)


def _notes(
    desk: Desk, known: Collection[tuple[UnitMove, ...]], lines: int, divided: list[str]
) -> tuple[Words, ...]:
    before = len(desk.reporting_units)
    moves = [move for several in known for move in several]
    above = ", ".join(dict.fromkeys(move.parent_name for move in moves))
    days = ", ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in sorted({move.since for move in moves}))
    told: Words = {
        "vi": f"Theo đơn vị hành chính từ {days} ({above}): {before} đơn vị cũ thành {lines} dòng",
        "en": f"By the administrative units since {days} ({above}): {before} old units in {lines} lines",
    }
    if not divided:
        return (told,)
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in divided)
    apart: Words = {
        "vi": f"Đơn vị bị chia, không tách được số liệu, để dòng riêng: {names}",
        "en": f"Divided units, whose figures cannot be split, keep a line of their own: {names}",
    }
    return (told, apart)
