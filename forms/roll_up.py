"""Consolidated tables: one line a unit directly below, in an urban and a rural block, with their totals.

Domain.md section 13. A district has a line in both blocks where it has both kinds of communes. Every
table says how many units have sent ("n/N"); while some are missing it is provisional (*tạm tính*). Below the
units stand the rows that the levels above entered themselves and what was adjusted: the total holds both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as filled
from decimal import Decimal

from forms.answers import Key, Value
from forms.engine import FormSet
from forms.pack import Pack, Roll, Standard, Table, TableKind, Unit, Words
from forms.problems import Problem
from forms.roll_up_columns import Expression, columns_read
from forms.roll_up_figures import (
    Cell,
    UnitFigures,
    add_up,
    as_number,
    distribution,
    is_known,
)
from forms.roll_up_grouped import CLASS, UNIT, YEAR, Grouped, holds
from forms.roll_up_lines import Group, Reckon, columns_of
from forms.roll_up_view import (
    ADJUSTED,
    BLOCKS,
    OTHER,
    OWN,
    REPORTED,
    Subtotal,
    TotalsColumn,
    TotalsRow,
    TotalsView,
)
from forms.totals_tables import Column, TotalsTable

__all__ = [
    "ADJUSTED",
    "BLOCKS",
    "OWN",
    "ROLLED_UP",
    "Beside",
    "Cell",
    "Subtotal",
    "TotalsColumn",
    "TotalsRow",
    "TotalsView",
    "UnitFigures",
    "add_up",
    "asks_year",
    "distribution",
    "is_known",
    "totals",
]

ROLLED_UP = ("sum", "series", "matrix", "list", "grouped")
"""The kinds of tables that are put together from figures; the others tell of packages."""

BREAK = "‡"
"""Marks a column that another poverty standard counted, and the note that says so."""

_OF_A_YEAR = ("sum", "matrix", "grouped")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the reports of the units below.

    `own`: by the code of an office, the figures it entered itself; they never count in "n/N". `prefixes`:
    what its own rows begin with ("H-"). `adjusted`: by reporting unit, its figures with the adjustments
    made above; the unit's line keeps what it signed, the difference stands in a line of its own.
    """

    own: Mapping[str, UnitFigures] = filled(default_factory=dict)
    adjusted: Mapping[str, UnitFigures] = filled(default_factory=dict)
    prefixes: Mapping[str, str] = filled(default_factory=dict)


NOTHING = Beside()


def totals(
    form_set: FormSet,
    unit: str,
    table: TotalsTable,
    figures: Mapping[str, UnitFigures],
    year: str | None = None,
    beside: Beside = NOTHING,
) -> TotalsView:
    """Put together a consolidated table of one of the kinds `ROLLED_UP` for the office `unit`.

    `figures`: by reporting unit at any depth below. `year`: for a table of one year, else the
    campaign's last. Raises `Problem("TOTALS_KIND")` for a kind that is not put together from figures
    (the tracker) and `Problem("TOTALS_YEAR")` for a year the source has not.
    """
    source = form_set.pack.tables_by_id.get(table.source)
    if source is None or table.kind not in ROLLED_UP:
        raise Problem("TOTALS_KIND", table=table.id, kind=table.kind)
    figures = {code: one for code, one in figures.items() if code not in beside.own}
    return _Sheet(form_set, unit, table, source, figures, beside).view(year)


def asks_year(table: TotalsTable, source: Table | None) -> bool:
    """Say whether a table shows one year that is asked for, out of those of its source."""
    if source is None or table.kind not in _OF_A_YEAR or YEAR not in source.axes:
        return False
    return YEAR not in table.by and YEAR not in table.filter


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table for one office."""

    form_set: FormSet
    unit: str
    table: TotalsTable
    source: Table
    figures: Mapping[str, UnitFigures]
    beside: Beside

    @property
    def pack(self) -> Pack:
        return self.form_set.pack

    def view(self, year: str | None) -> TotalsView:
        """Put it together."""
        table = self.table
        chosen = self._year(year)
        lines = self._lines()
        all_units = [one for ones in lines.values() for one in ones]
        group = self._group(all_units)
        missing = tuple(sorted(one.code for one in all_units if one.code not in self.figures))
        begun = TotalsView(
            table=table.id,
            title=table.title,
            year=chosen,
            columns=(),
            rows=(),
            whole_rows=(),
            subtotals=(),
            total=(),
            units_in=len(all_units) - len(missing),
            units_all=len(all_units),
            missing=missing,
        )
        if table.kind == "grouped":
            made = self._grouped(begun, Grouped(self.form_set, table, self.source, chosen, lines), group)
        else:
            made = self._by_units(begun, lines, group)
        return replace(made, columns=self._marked(made.columns), notes=self._notes(made))

    # -- lines of units ---------------------------------------------------------------------------

    def _by_units(self, begun: TotalsView, lines: Mapping[str, Sequence[Unit]], group: Group) -> TotalsView:
        columns, each_time = columns_of(self.form_set, self.table, self.source, begun.year)
        reckon = _once(each_time)
        blocked: list[TotalsRow] = []
        whole: list[TotalsRow] = []
        present = [block for block in BLOCKS if any(one.area == block for one in group.units)]
        for block in present:
            for code, units in lines.items():
                inside = [one for one in units if one.area == block]
                if inside:
                    own = code if len(inside) == len(units) else ""  # what it says is of all its units
                    blocked.extend(self._rows(columns, reckon, code, block, self._group(inside, own)))
        for code, units in lines.items():
            areas = {one.area for one in units}
            block = areas.pop() if len(areas) == 1 else OTHER
            whole.extend(self._rows(columns, reckon, code, block, self._group(units, code)))
        subtotals: Iterable[Subtotal] = (
            self._subtotal(block, reckon, [one for one in group.units if one.area == block])
            for block in present
        )
        blocks: Mapping[str, Words] = begun.blocks
        if self.table.kind == "list" and self.table.by:
            blocked, blocks, subtotals = *self._headed(blocked), ()
        beside = [
            *self._own_rows(columns, reckon),
            *self._said_apart(blocked, whole),
            *self._adjusted_rows(columns, reckon, group),
        ]
        made = replace(
            begun,
            columns=columns,
            rows=(*blocked, *beside),
            whole_rows=(*whole, *beside),
            subtotals=tuple(subtotals),
            total=self._full(reckon, replace(group, own=self._said_by(self.unit))),
            blocks=blocks,
        )
        return _ranked(made, self.table.columns)

    def _subtotal(self, block: str, reckon: Reckon, units: Iterable[Unit]) -> Subtotal:
        group = self._group(units)
        return Subtotal(block, reckon(group), len(group.figures), len(group.units))

    def _group(self, units: Iterable[Unit], own: str = "") -> Group:
        ones = tuple(units)
        here = tuple(self.figures[one.code] for one in ones if one.code in self.figures)
        return Group(ones, here, self._said_by(own))

    def _said_by(self, unit: str) -> UnitFigures | None:
        """Give what a unit says of itself: its report, or what an office entered for itself."""
        return self.beside.own.get(unit) or self.figures.get(unit)

    def _rows(
        self, columns: Sequence[TotalsColumn], reckon: Reckon, code: str, block: str, group: Group
    ) -> Iterable[TotalsRow]:
        if self.table.kind != "list":
            places = tuple((one.unit, ()) for one in group.figures)
            yield TotalsRow(code, self.pack.units_by_code[code].name, block, reckon(group), places=places)
            return
        for one in group.figures:
            name = self.pack.units_by_code[one.unit].name
            for key in sorted(one.values.get(self.source.id, {}), key=_record_order):
                cells = _record(self.table, self.source, columns, one, key)
                if cells is not None:
                    yield TotalsRow(one.unit, name, block, cells, key, places=((one.unit, key),))

    def _headed(self, rows: Sequence[TotalsRow]) -> tuple[list[TotalsRow], dict[str, Words]]:
        """Put the records of a list below the values of one of their fields."""
        grouped = Grouped(self.form_set, self.table, self.source, "", {})
        found: dict[str, list[TotalsRow]] = {}
        for row in rows:
            value = grouped.part_of(self.figures[row.unit], row.key, self.table.by[0])
            found.setdefault(value, []).append(replace(row, block=value))
        order = grouped.ranked(self.table.by[0], found)
        return [row for value in order for row in found[value]], grouped.block_words(order)

    # -- what stands beside the units --------------------------------------------------------------

    def _own_rows(self, columns: Sequence[TotalsColumn], reckon: Reckon) -> Iterable[TotalsRow]:
        for code, one in sorted(self.beside.own.items()):
            if one.values.get(self.source.id):
                prefix = self.beside.prefixes.get(code, "")
                for row in self._rows(columns, reckon, code, OWN, Group((), (one,))):
                    yield replace(row, name=f"{prefix}{row.name}")

    def _said_apart(self, blocked: Sequence[TotalsRow], whole: Sequence[TotalsRow]) -> Iterable[TotalsRow]:
        """Give what offices say of themselves a line of its own where their units stand in several blocks."""
        alone: set[str] = set()
        for column in self.table.columns:
            read = columns_read(column.expression)[0] if column.expression else ()
            if column.own or not alone.isdisjoint(read):
                alone.add(column.code)
        several = Counter(row.unit for row in blocked) if alone else Counter[str]()
        for row in whole:
            if several[row.unit] <= 1 or row.unit not in self.beside.own:
                continue
            pairs = zip(self.table.columns, row.cells, strict=True)
            cells = tuple(cell if one.code in alone else Cell(None, 1, 1) for one, cell in pairs)
            if any(cell.value is not None for cell in cells):
                name = f"{self.beside.prefixes.get(row.unit, '')}{row.name}"
                yield replace(row, name=name, block=OWN, cells=cells, places=((row.unit, ()),))

    def _adjusted_rows(
        self, columns: Sequence[TotalsColumn], reckon: Reckon, group: Group
    ) -> Iterable[TotalsRow]:
        """Give the difference that adjustments make to each unit, where the table shows any of it."""
        if self.table.kind == "list":
            return
        for unit in group.units:
            if unit.code in self.beside.adjusted and unit.code in self.figures:
                signed = reckon(self._group((unit,)))
                now = reckon(Group((unit,), (self.beside.adjusted[unit.code],)))
                cells = _difference(columns, signed, now)
                if any(cell.value is not None for cell in cells):
                    yield TotalsRow(unit.code, unit.name, ADJUSTED, cells, places=((unit.code, ()),))

    def _adjusted(self, group: Group) -> Group:
        here = tuple(self.beside.adjusted.get(one.unit, one) for one in group.figures)
        return replace(group, figures=here)

    def _with_beside(self, group: Group) -> Group:
        own = (one for one in self.beside.own.values() if one.values.get(self.source.id))
        return replace(group, figures=(*self._adjusted(group).figures, *own))

    def _full(self, reckon: Reckon, group: Group) -> tuple[Cell, ...]:
        """Give the total of units, own rows and adjustments; only units count in how many it is known of."""
        full = self._with_beside(group)
        cells = reckon(group)
        if full.figures == group.figures:
            return cells
        return tuple(
            replace(cell, value=whole.value) for cell, whole in zip(cells, reckon(full), strict=True)
        )

    # -- lines that are no units -------------------------------------------------------------------

    def _grouped(self, begun: TotalsView, grouped: Grouped, group: Group) -> TotalsView:
        classed = CLASS in self.table.by
        if classed:  # a unit stands in the class of what counts of it; what a level entered falls into none
            group = self._adjusted(group)
        rows = grouped.rows(group)
        blocks = {**begun.blocks, OTHER: REPORTED}
        if grouped.blocked:
            blocks |= grouped.block_words(dict.fromkeys(row.block for row in rows))
        beside = [] if classed else self._beside_lines(grouped, group, rows)
        return replace(
            begun,
            columns=grouped.columns,
            rows=(*rows, *beside),
            whole_rows=(*rows, *beside),
            subtotals=tuple(grouped.subtotals(group)),
            total=grouped.total(group) if classed else self._full(grouped.total, group),
            blocks=blocks,
            notes=tuple(note for one in grouped.zones.values() for note in one.notes(group.figures)),
            by_units=self.table.by == (UNIT,),
        )

    def _beside_lines(self, grouped: Grouped, group: Group, signed: Sequence[TotalsRow]) -> list[TotalsRow]:
        found: list[TotalsRow] = []
        for code, one in sorted(self.beside.own.items()):
            if not one.values.get(self.source.id):
                continue
            prefix = self.beside.prefixes.get(code, "")
            for row in grouped.own_rows(one):
                words = {language: f"{prefix}{text}" for language, text in row.label.items()}
                found.append(replace(row, block=OWN, unit=code, label=words, name=words.get("vi", row.name)))
        adjusted = self._adjusted(group)
        before = {row.key: row for row in signed if not row.total}
        for row in grouped.rows(adjusted) if adjusted != group else ():
            if row.key in before:
                cells = _difference(grouped.columns, before[row.key].cells, row.cells)
                if any(cell.value is not None for cell in cells):
                    found.append(replace(row, block=ADJUSTED, cells=cells))
        return found

    # -- units, years, notes -----------------------------------------------------------------------

    def _year(self, year: str | None) -> str:
        if self.table.kind not in _OF_A_YEAR:
            return ""
        chosen = year or (self.pack.campaign.last_year if self.pack.campaign else "")
        if asks_year(self.table, self.source):
            years = {row.key[self.source.axes.index(YEAR)] for row in self.source.rows}
            if chosen not in years:
                known = ", ".join(sorted(years))
                raise Problem("TOTALS_YEAR", table=self.table.id, year=chosen, years=known)
        elif YEAR in self.table.by or (
            self.source.kind is not TableKind.FIXED and self.table.kind == "grouped"
        ):
            return ""  # every year stands in the table
        return chosen

    def _reporting(self) -> tuple[Unit, ...]:
        """Name the units that should report this table, and any other below that did."""
        pack = self.pack
        expected = {
            one.code: one
            for one in pack.reporting_units(self.unit)
            if any(form.id == self.source.form for form in pack.forms_for(one))
        }
        for code, one in self.figures.items():
            if code not in expected and code in pack.units_by_code and self.source.id in one.values:
                expected[code] = pack.units_by_code[code]
        return tuple(expected[code] for code in sorted(expected))

    def _lines(self) -> dict[str, list[Unit]]:
        """Sort the reporting units to the units directly below; one that is not below is left out."""
        lines: dict[str, list[Unit]] = {}
        for one in self._reporting():
            at: Unit | None = one
            while at is not None and at.parent != self.unit:
                at = self.pack.units_by_code.get(at.parent)
            if at is not None:
                lines.setdefault(at.code, []).append(one)
        return dict(sorted(lines.items()))

    def _notes(self, view: TotalsView) -> tuple[Words, ...]:
        units_in, units_all = view.units_in, view.units_all
        counted: Words = {
            "vi": f"{units_in}/{units_all} đơn vị đã có số liệu"
            + (" (tạm tính)" if units_in < units_all else ""),
            "en": f"figures of {units_in} of {units_all} units"
            + (" (provisional)" if units_in < units_all else ""),
        }
        notes = self.pack.notes
        marked = {name.rpartition(".")[2]: text for name, text in notes.items() if name.startswith("totals.")}
        broken = self._breaks(view.year)
        return tuple(one for one in (counted, self.table.note, *view.notes, broken, marked) if one)

    def _breaks(self, chosen: str) -> Words:
        """Say which years of the table were counted by another poverty standard (domain.md section 8.1)."""
        shown = {column.year for column in self.table.columns} | {chosen}
        if YEAR in self.table.by:
            shown |= {row.key[self.source.axes.index(YEAR)] for row in self.source.rows}
        standard = self._standard()
        other = self._of_another(standard, shown)
        if standard is None or not other:
            return {}
        years = ", ".join(other)
        return {
            "vi": f"{BREAK} Đứt chuỗi: số liệu năm {years} không theo chuẩn {standard.id}, "
            "không so sánh trực tiếp.",
            "en": f"{BREAK} Series break: {years} not counted by standard {standard.id}; "
            "do not compare directly.",
        }

    def _marked(self, shown: tuple[TotalsColumn, ...]) -> tuple[TotalsColumn, ...]:
        """Mark the heads of columns whose year, or a year they are worked out from, breaks the series."""
        other = set(self._of_another(self._standard(), {column.year for column in self.table.columns}))
        broken: set[str] = set()
        for column in self.table.columns:  # what is worked out stands after what it reads
            read = columns_read(column.expression)[0] if column.expression else ()
            if column.year in other or not broken.isdisjoint(read):
                broken.add(column.code)
        return tuple(
            replace(one, label={name: f"{text} {BREAK}" for name, text in one.label.items()})
            if one.code in broken
            else one
            for one in shown
        )

    def _standard(self) -> Standard | None:
        campaign = self.pack.campaign
        return next((one for one in self.pack.standards if campaign and one.id == campaign.standard), None)

    @staticmethod
    def _of_another(standard: Standard | None, years: Iterable[str]) -> list[str]:
        """Sort out the years that were counted by another poverty standard."""
        if standard is None:
            return []
        span = range(standard.year_from, standard.year_to + 1)
        return sorted(year for year in years if year.isdecimal() and int(year) not in span)


def _once(reckon: Reckon) -> Reckon:
    """Fill the line of a group once: a unit of one area has one line in its block and among all units."""
    known: dict[tuple[object, ...], tuple[Cell, ...]] = {}

    def cells(group: Group) -> tuple[Cell, ...]:
        units = tuple(one.code for one in group.units)
        same = units, tuple(map(id, group.figures)), id(group.own)  # figures live as long as the sheet
        if same not in known:
            known[same] = reckon(group)
        return known[same]

    return cells


def _record_order(key: Key) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in key)


def _record(
    table: TotalsTable, source: Table, columns: Sequence[TotalsColumn], unit: UnitFigures, key: Key
) -> tuple[Cell, ...] | None:
    """Give the cells of one record, None where the table leaves it out."""
    values: dict[str, Value | None] = {item.id: None for item in source.fields}
    values.update(zip(source.axes, key[len(key) - len(source.axes) :], strict=True))
    values.update(unit.values[source.id][key])
    if table.when and not holds(table.when, {name: values.get(name) for name in columns_read(table.when)[0]}):
        return None
    cells = []
    for column, shown in zip(table.columns, columns, strict=True):
        if column.expression:
            value = Expression(column.expression, values).run(shown.decimals)
        else:
            value = values.get(column.field)
        values[column.code] = value
        cells.append(Cell(value, int(value is not None), 1))
    return tuple(cells)


def _difference(
    columns: Sequence[TotalsColumn], signed: Sequence[Cell], now: Sequence[Cell]
) -> tuple[Cell, ...]:
    """Give what adjustments add to each figure that adds up; rates are never the difference of rates."""
    cells = []
    for column, before, after in zip(columns, signed, now, strict=True):
        value: int | Decimal | None = None
        if column.field is not None and column.field.rollup is Roll.SUM and after.value is not None:
            value = as_number(after.value) - as_number(before.value or 0)
        cells.append(Cell(value or None, int(bool(value)), 1))
    return tuple(cells)


def _ranked(view: TotalsView, columns: Sequence[Column]) -> TotalsView:
    """Put in the place of each line among the units by another column, the highest first."""
    ranks = [(place, column.rank) for place, column in enumerate(columns) if column.rank]
    if not ranks:
        return view
    codes = [column.code for column in view.columns]
    for place, by in ranks:
        at = codes.index(by)
        values = {
            row.unit: as_number(value)
            for row in view.whole_rows
            if row.block not in (OWN, ADJUSTED) and (value := row.cells[at].value) is not None
        }
        places = {unit: 1 + sum(other > value for other in values.values()) for unit, value in values.items()}
        view = replace(
            view,
            rows=tuple(_with_rank(row, place, places) for row in view.rows),
            whole_rows=tuple(_with_rank(row, place, places) for row in view.whole_rows),
        )
    return view


def _with_rank(row: TotalsRow, place: int, places: Mapping[str, int]) -> TotalsRow:
    found = None if row.block in (OWN, ADJUSTED) else places.get(row.unit)
    return replace(row, cells=(*row.cells[:place], Cell(found, 1, 1), *row.cells[place + 1 :]))
