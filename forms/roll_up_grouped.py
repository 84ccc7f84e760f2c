"""Tables whose lines are no units: rows of a form, kinds of records, classes of units (domain.md section 13).

`TotalsTable.by` says what makes a line, outermost first: an axis or a field of the source, "unit" (the unit
directly below) or "class". With two or more the first heads a block, which has a subtotal of its own. What
must not be added along a part (`Column.apart`: policies counted in different units, what is owed at the end
of each year) is left blank in the subtotals and the total.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress

from forms.answers import Address, Key, Value
from forms.engine import FormSet
from forms.pack import Field, FixedRow, Roll, Table, TableKind, Unit, Words
from forms.roll_up_buckets import Bucket, joined, parted
from forms.roll_up_columns import Expression, columns_read
from forms.roll_up_figures import Cell, UnitFigures, add_up, as_number, distribution, is_known
from forms.roll_up_lines import Group, address_of, shown_column
from forms.roll_up_view import Subtotal, TotalsColumn, TotalsRow
from forms.roll_up_zones import Zone
from forms.totals_tables import Column, TotalsTable

UNIT, CLASS, YEAR = "unit", "class", "year"
_NO_CLASS = "?"
_UNSORTED: Words = {"vi": "Chưa xếp được (thiếu số liệu)", "en": "Not sorted (figures missing)"}
_BLANK: Words = {"vi": "(không ghi)", "en": "(blank)"}
_LAST = 1_000_000  # the place of a value that no list names
_ADDED = (Roll.SUM, Roll.COUNT)


@dataclass(frozen=True)
class Grouped:
    """One table of kind "grouped" for one year, over the lines of units directly below."""

    form_set: FormSet
    table: TotalsTable
    source: Table
    year: str
    lines: Mapping[str, Sequence[Unit]]  # unit directly below -> its reporting units

    # -- columns ---------------------------------------------------------------------------------

    @cached_property
    def parts(self) -> tuple[tuple[TotalsColumn, Column, str], ...]:
        """Give each column as shown, what the pack says of it, and the answer it counts ("" for none)."""
        found: list[tuple[TotalsColumn, Column, str]] = []
        for column in self.table.columns:
            shown = shown_column(self.form_set, column, self.source)
            field = shown.field
            if field is None or field.rollup is not Roll.DIST or not field.list:
                address = Address(self.source.id, (), column.field) if self._own(column) else None
                found.append((replace(shown, address=address), column, ""))
                continue
            for choice in self.form_set.pack.lists[field.list]:
                label = {
                    language: f"{text}: {choice.label.get(language, choice.name)}"
                    for language, text in shown.label.items()
                }
                counted = TotalsColumn(f"{column.code}_{choice.name}", label, unit=column.unit)
                found.append((counted, column, choice.name))
        return tuple(found)

    @cached_property
    def zones(self) -> Mapping[str, Zone]:
        """Give the areas whose units a column counts, by the column's code."""
        axes = {YEAR: self.year}
        return {
            column.code: Zone(
                self.form_set,
                column.zone,
                address_of(self.form_set, self.table, self.source, column, axes),
                self.year,
                shown.label,
            )
            for shown, column, _ in self.parts
            if column.zone
        }

    @property
    def columns(self) -> tuple[TotalsColumn, ...]:
        """Give the columns as shown; a field whose answers are counted stands in one column an answer."""
        return tuple(shown for shown, _, _ in self.parts)

    def _own(self, column: Column) -> bool:
        return bool(column.field) and "." not in column.field

    # -- lines -----------------------------------------------------------------------------------

    @property
    def blocked(self) -> bool:
        """Lines stand in blocks."""
        return len(self.table.by) > 1

    def rows(self, group: Group) -> list[TotalsRow]:
        """Give the lines of a group of units."""
        return [self._row(bucket) for bucket in self._buckets(group)]

    def _row(self, bucket: Bucket) -> TotalsRow:
        first = 1 if self.blocked else 0
        named = [self.words(part, value) for part, value in zip(self.table.by, bucket.path, strict=True)]
        words = _together(named[first:])
        unit = bucket.path[self.table.by.index(UNIT)] if UNIT in self.table.by else ""
        places = tuple((code, key) for code, keys in bucket.keys.items() for key in keys)
        name = words.get("vi", bucket.path[-1])
        block = bucket.path[0] if self.blocked else ""
        cells = self._cells(bucket, frozenset())
        return TotalsRow(unit, name, block, cells, bucket.path, words, bucket.total, places)

    def own_rows(self, figures: UnitFigures) -> list[TotalsRow]:
        """Give the lines of what a level above entered itself, those that hold more than the pack says."""
        by = tuple(part for part in self.table.by if part not in (UNIT, CLASS))
        alone = replace(self, table=replace(self.table, by=by)) if by else self
        rows = [self._of_no_unit(row) for row in alone.rows(Group((), (figures,)))] if by else []
        fields = [one.field for one in self.columns]
        ours = [not (one and one.calculate and one.rollup is Roll.NONE) for one in fields]
        return [row for row in rows if any(cell.value is not None for cell in compress(row.cells, ours))]

    def _of_no_unit(self, row: TotalsRow) -> TotalsRow:
        """Leave out how many units there are: an office is none of them; its records are counted."""
        if self.source.kind is TableKind.RECORDS:
            return row
        pairs = zip(self.parts, row.cells, strict=True)
        cells = tuple(Cell(None, 0, 0) if column.tally else cell for (_, column, _), cell in pairs)
        return replace(row, cells=cells)

    def subtotals(self, group: Group) -> list[Subtotal]:
        """Give the total of each block, () where there are none."""
        if not self.blocked:
            return []
        found: dict[str, list[Bucket]] = {}
        for bucket in self._buckets(group):
            found.setdefault(bucket.path[0], []).append(bucket)
        apart = frozenset(self.table.by[1:])
        subtotals = []
        for block, buckets in found.items():
            whole = joined((block,), buckets, buckets[0].group)
            cells = self._cells(whole, apart)
            subtotals.append(Subtotal(block, cells, len(whole.group.figures), len(whole.group.units)))
        return subtotals

    def total(self, group: Group) -> tuple[Cell, ...]:
        """Give the total of all lines."""
        buckets = list(self._buckets(group))
        return self._cells(joined((), buckets, group), frozenset(self.table.by))

    def block_words(self, blocks: Iterable[str]) -> dict[str, Words]:
        """Name the blocks."""
        return {block: self.words(self.table.by[0], block) for block in blocks}

    def words(self, part: str, value: str) -> Words:
        """Name one value of a part of `by`."""
        pack = self.form_set.pack
        if part == UNIT:
            name = pack.units_by_code[value].name
            return {"vi": name, "en": name}
        if part == CLASS:
            return next((one.label for one in self.table.classes if one.code == value), _UNSORTED)
        if part == YEAR and part in self.source.axes:
            return {"vi": f"Năm {value}", "en": value}
        if part in self.source.axes:
            place = self.source.axes.index(part)
            row = next((row for row in self.source.rows if row.key[place] == value), None)
            if place == 0 and row is not None:
                return row.label
            choices = pack.lists.get(part, ())
        else:
            choices = pack.lists.get(self._field(part).list or "", ())
        if not value:
            return _BLANK
        return next((one.label for one in choices if one.name == value), {"vi": value, "en": value})

    def _field(self, name: str) -> Field:
        return self.form_set.field(Address(self.source.id, self._any_key, name))

    @cached_property
    def _any_key(self) -> Key:
        return self.source.rows[0].key if self.source.rows else ()

    # -- what stands in a line -------------------------------------------------------------------

    def _buckets(self, group: Group) -> Sequence[Bucket]:
        """Give the lines of a group, sorted once."""
        if not (self._sorted and self._sorted[0][0] is group):
            self._sorted[:] = [(group, tuple(self._lines_of(group)))]
        return self._sorted[0][1]

    @cached_property
    def _sorted(self) -> list[tuple[Group, Sequence[Bucket]]]:
        """Keeps the lines of the group asked for last."""
        return []

    def _lines_of(self, group: Group) -> Iterator[Bucket]:
        """Sort units, then the rows of their reports, into lines; in the order of `by`."""
        outer = [part for part in self.table.by if part in (UNIT, CLASS)]
        for path, inside in self._parted(group, outer):
            if len(path) == len(self.table.by):
                yield Bucket(path, inside, dict(self._all_rows(inside)))
            else:
                yield from self._inside(path, inside)

    def _parted(self, group: Group, outer: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Sort units by the first parts of `by`."""
        if not outer:
            yield (), group
            return
        here: Mapping[str, Collection[str]]
        if outer[0] == UNIT:
            here = {code: [unit.code for unit in units] for code, units in self.lines.items()}
        else:
            here = self._classes(group)
        for code, part in parted(group, here).items():
            if outer[0] == CLASS or part.units or part.figures:
                yield from (((code, *path), rest) for path, rest in self._parted(part, outer[1:]))

    def _classes(self, group: Group) -> dict[str, set[str]]:
        """Sort the units that have sent: one may be in several classes, or for want of figures in none."""
        found: dict[str, set[str]] = {one.code: set() for one in self.table.classes}
        nowhere: set[str] = set()
        each = parted(group, {one.unit: (one.unit,) for one in group.figures})
        for figures in group.figures:
            alone = each[figures.unit]
            cells = self._cells(Bucket((), alone, dict(self._all_rows(alone))), frozenset())
            values: dict[str, Value | None] = {
                shown.code: cell.value for (shown, _, _), cell in zip(self.parts, cells, strict=True)
            }
            fits = [one.code for one in self.table.classes if holds(one.when, values)]
            for code in fits:
                found[code].add(figures.unit)
            if not fits:
                nowhere.add(figures.unit)
        return {**found, _NO_CLASS: nowhere} if nowhere else found

    def _inside(self, path: tuple[str, ...], group: Group) -> Iterator[Bucket]:
        """Sort the rows of the units' reports by the further parts of `by`."""
        inner = self.table.by[len(path) :]
        found: dict[tuple[str, ...], dict[str, list[Key]]] = {}
        if all(part in self.source.axes for part in inner):  # every row has its line, whether filled or not
            for row in self._fixed:
                found.setdefault(tuple(self._axis(row.key, part) for part in inner), {})
        for figures, (unit, keys) in zip(group.figures, self._all_rows(group), strict=True):
            for key in keys:
                place = tuple(self.part_of(figures, key, part) for part in inner)
                found.setdefault(place, {}).setdefault(unit, []).append(key)
        totals = {row.key for row in self._fixed if row.total}
        for place in sorted(found, key=lambda one: self._order(inner, one)):
            kept = {unit: tuple(keys) for unit, keys in found[place].items()}
            only = {key for keys in kept.values() for key in keys}
            plain = {unit: tuple(key for key in keys if key not in totals) for unit, keys in kept.items()}
            added = bool(only) and only <= totals
            yield Bucket((*path, *place), group, kept if added else plain, total=added)

    def _order(self, inner: Sequence[str], place: Sequence[str]) -> tuple[tuple[int, str], ...]:
        return tuple((self._ranks(part).get(one, _LAST), one) for part, one in zip(inner, place, strict=True))

    def ranked(self, part: str, values: Iterable[str]) -> list[str]:
        """Sort values of a part: in the order of the rows, else of the field's list."""
        ranks = self._ranks(part)
        return sorted(values, key=lambda one: (ranks.get(one, _LAST), one))

    def _ranks(self, part: str) -> dict[str, int]:
        """Give the order of a part's values: that of the rows, else that of the field's list."""
        if part in self.source.axes:
            values = [self._axis(row.key, part) for row in self.source.rows]
        else:
            values = [one.name for one in self.form_set.pack.lists.get(self._field(part).list or "", ())]
        return {value: place for place, value in enumerate(dict.fromkeys(values))}

    def _axis(self, key: Key, part: str) -> str:
        return key[self.source.axes.index(part)]

    def part_of(self, figures: UnitFigures, key: Key, part: str) -> str:
        """Give the value by which a row of a unit's report comes into a line: an axis's or a field's."""
        if part in self.source.axes:
            return self._axis(key, part)
        return str(self._value(figures, key, part) or "")

    def _all_rows(self, group: Group) -> Iterator[tuple[str, tuple[Key, ...]]]:
        for figures in group.figures:
            if self.source.kind is TableKind.FIXED:
                keys = [row.key for row in self._fixed]
            else:
                keys = list(figures.values.get(self.source.id, {}))
            yield figures.unit, tuple(key for key in keys if self._wanted(figures, key))

    @cached_property
    def _fixed(self) -> tuple[FixedRow, ...]:
        """Name the rows of the source for the table's filter and year."""
        known = dict(self.table.filter)
        if YEAR not in self.table.by and self.year:
            known.setdefault(YEAR, self.year)
        pairs = [(place, known[axis]) for place, axis in enumerate(self.source.axes) if axis in known]
        return tuple(
            row for row in self.source.rows if all(row.key[place] == value for place, value in pairs)
        )

    def _wanted(self, figures: UnitFigures, key: Key) -> bool:
        return not self.table.when or self._true(self.table.when, figures, key)

    def _true(self, expression: str, figures: UnitFigures, key: Key) -> bool:
        names, _ = columns_read(expression)
        return holds(expression, {name: self._value(figures, key, name) for name in names})

    def _value(self, figures: UnitFigures, key: Key, name: str) -> Value | None:
        """Read an answer of one unit; what is computed and did not travel is worked out again."""
        if name in self.source.axes:
            return self._axis(key, name)
        value = figures.values.get(self.source.id, {}).get(key, {}).get(name)
        if value is not None or self.source.kind is not TableKind.FIXED:
            return value
        known = self._worked_out.setdefault(id(figures), (figures, {}))[1]
        if (key, name) not in known:
            known[key, name] = self._again(figures, Address(self.source.id, key, name))
        return known[key, name]

    @cached_property
    def _worked_out(self) -> dict[int, tuple[UnitFigures, dict[tuple[Key, str], Value | None]]]:
        """Keeps what is worked out again: several columns ask for it."""
        return {}

    def _again(self, figures: UnitFigures, address: Address) -> Value | None:
        field = self.form_set.field(address)
        if field.rollup is Roll.NONE and field.calculate:
            return self.form_set.evaluate(address, {})
        return add_up(self.form_set, address, (figures,)).value

    # -- cells -----------------------------------------------------------------------------------

    def _cells(self, bucket: Bucket, over: frozenset[str]) -> tuple[Cell, ...]:
        """Fill a line; what may not be added over the parts `over` stays blank."""
        cells: dict[str, Cell] = {}
        inside = self._narrowed(bucket)
        for shown, column, answer in self.parts:
            if column.code in self.zones:
                cell = self.zones[column.code].count(bucket.group.figures, len(bucket.group.units))
            elif over & set(column.apart):
                cell = Cell(None, len(bucket.group.units), len(bucket.group.units))
            elif column.tally:
                cell = self._tallied(column, bucket)
            elif answer:
                counts = distribution(self.form_set, self.source.id, column.field, inside)
                told = sum(self._told(one, column.field) for one in inside)
                cell = Cell(counts.get(answer, 0) if told else None, told, len(bucket.group.units))
            elif column.field:
                cell = self._figure(column, bucket, inside)
            else:
                cell = self._expressed(shown, column, bucket, cells)
            cells[shown.code] = cell
        return tuple(cells.values())

    def _narrowed(self, bucket: Bucket) -> tuple[UnitFigures, ...]:
        """Give the figures of a line's units with only the line's rows of the source."""
        if self.source.kind is TableKind.SINGLE:
            return bucket.group.figures
        found = []
        for one in bucket.group.figures:
            kept = one.values.get(self.source.id, {})
            rows = {key: kept[key] for key in bucket.keys.get(one.unit, ()) if key in kept}
            found.append(replace(one, values={**one.values, self.source.id: rows}))
        return tuple(found)

    def _told(self, figures: UnitFigures, name: str) -> bool:
        return any(row.get(name) is not None for row in figures.values.get(self.source.id, {}).values())

    def _tallied(self, column: Column, bucket: Bucket) -> Cell:
        """Count the rows, or name the units, for which the column's expression holds."""
        here = {one.unit: one for one in bucket.group.figures}
        hits = [
            unit
            for unit, keys in bucket.keys.items()
            for key in keys
            if self._true(column.tally, here[unit], key)
        ]
        units = len(bucket.group.units)
        if not here:
            return Cell(None, 0, units)
        if not column.names:
            return Cell(len(hits), len(here), units)
        known = self.form_set.pack.units_by_code
        names = ", ".join(known[unit].short_name for unit in dict.fromkeys(hits))
        return Cell(names or None, len(here), units)

    def _figure(self, column: Column, bucket: Bucket, inside: Sequence[UnitFigures]) -> Cell:
        units = len(bucket.group.units)
        if not self._own(column):
            axes = {YEAR: self.year, **self._axes(bucket)}
            address = address_of(self.form_set, self.table, self.source, column, axes)
            return add_up(self.form_set, address, bucket.group.figures, units)
        if self.source.kind is not TableKind.FIXED:
            return add_up(self.form_set, Address(self.source.id, (), column.field), inside, units)
        keys = self._keys(bucket)
        addresses = [Address(self.source.id, key, column.field) for key in keys]
        field = self._field(column.field)
        if field.rollup is Roll.NONE:
            return self._same(field, bucket, addresses)
        if len(addresses) == 1:
            return add_up(self.form_set, addresses[0], inside, units)
        return self._sum(field, addresses, inside, units)

    def _axes(self, bucket: Bucket) -> dict[str, str]:
        parts = zip(self.table.by, bucket.path, strict=False)
        return {part: value for part, value in parts if part in self.source.axes}

    def _keys(self, bucket: Bucket) -> list[Key]:
        """Name the rows of the source in a line, also while nobody has sent."""
        named = list(dict.fromkeys(key for keys in bucket.keys.values() for key in keys))
        if named or not bucket.path:
            return named
        axes = self._axes(bucket)
        return [
            row.key for row in self._fixed if all(self._axis(row.key, name) == axes[name] for name in axes)
        ]

    def _sum(
        self, field: Field, addresses: Sequence[Address], inside: Sequence[UnitFigures], units: int
    ) -> Cell:
        """Add one field over several rows of a form; a rate of several rows is never their sum."""
        if field.rollup not in _ADDED:
            return Cell(None, 0, units)
        cells = [add_up(self.form_set, address, inside, units) for address in addresses]
        known = len(inside)
        if any(cell.known < known for cell in cells):
            known = sum(all(is_known(self.form_set, one, place) for place in addresses) for one in inside)
        values = [as_number(cell.value) for cell in cells if cell.value is not None]
        return Cell(sum(values) if values else None, known, units)

    def _same(self, field: Field, bucket: Bucket, addresses: Sequence[Address]) -> Cell:
        """Show what is no figure: what the pack itself says of the rows, or what one single row says."""
        units = len(bucket.group.units)
        if field.calculate:
            told = {self.form_set.evaluate(address, {}) for address in addresses}
            return Cell(told.pop() if len(told) == 1 else None, units, units)
        places = [(one, address) for one in bucket.group.figures for address in addresses]
        if len(places) != 1:
            return Cell(None, 0, units)
        figures, address = places[0]
        value = self._value(figures, address.key, address.field)
        return Cell(value, int(value is not None), units)

    def _expressed(
        self, shown: TotalsColumn, column: Column, bucket: Bucket, cells: Mapping[str, Cell]
    ) -> Cell:
        """Work a column out from those before it; a quotient over the units of which both parts are known."""
        read, divides = columns_read(column.expression)
        used = [code for code in read if code in cells]
        figures = bucket.group.figures
        values: dict[str, Value | None] = {code: cell.value for code, cell in cells.items()}
        known = min((cells[code].known for code in used), default=len(figures))
        parts = [one for _, one, answer in self.parts if one.code in used and self._own(one) and not answer]
        if divides and parts and self.source.kind is TableKind.FIXED:
            addresses = [
                Address(self.source.id, key, one.field) for one in parts for key in self._keys(bucket)
            ]
            both = [one for one in figures if all(is_known(self.form_set, one, place) for place in addresses)]
            known = len(both)
            if len(both) < len(figures):
                units = {one.unit for one in both}
                keys = {unit: keys for unit, keys in bucket.keys.items() if unit in units}
                part = replace(bucket, group=Group(bucket.group.units, tuple(both)), keys=keys)
                inside = self._narrowed(part)
                values.update({one.code: self._figure(one, part, inside).value for one in parts})
        value = Expression(column.expression, values).run(shown.decimals)
        return Cell(value, known if value is not None else 0, len(bucket.group.units))


def holds(expression: str, values: Mapping[str, Value | None]) -> bool:
    """Say whether an expression over named values is true; a comparison with a blank never is."""
    return Expression(f"boolean({expression})", values).true()


def _together(named: Sequence[Words]) -> Words:
    """Put the names of the parts of a line together: "Đa dạng hóa sinh kế – Chăn nuôi"."""
    return {language: " – ".join(one.get(language, "") for one in named) for language in named[0]}
