"""Figures that people would rather look at than read: which charts there are, and what they show.

    offers(desk) -> what can be looked at, in the order of the pack
    chart(desk, id, open_forms, year="") -> Chart

What feeds a chart is data of the pack; nothing here knows a form by its name:

    rates over time   a consolidated table of kind "series": its runs of columns in per cent
    rates by year     a consolidated table of kind "sum" over a table of years: its first rate
    rates side by side  the same over a table without years: all its rates
    a profile         a consolidated table of kind "matrix" with percentages
    groups            a consolidated table of kind "grouped" that is not by units
    plan and spent    where none shows it, a table with a rate that divides one sum of money by another
    completeness      the forms of the office, and the units below that have sent

An office with units below shows what it has taken in from them, any other one its own answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from forms.answers import Address, Key, Value
from forms.engine import OpenForms
from forms.pack import Field, FixedRow, Pack, Roll, Table, TableKind, Words
from forms.problems import Problem
from forms.roll_up import UnitFigures, add_up, asks_year
from forms.roll_up import totals as roll_up
from forms.roll_up_columns import Expression
from forms.roll_up_lines import address_of
from forms.roll_up_reads import made_of
from forms.totals_tables import Column, TotalsTable
from office.blocks import Gathered, gathered
from office.chart import Chart, Offer, Series
from office.desk import Desk
from office.due import form_statuses
from office.grouped_bars import bars, counted, of_a_year
from office.messages import sentence
from office.working_year import working_year

OWN, BELOW = "forms", "units"
"""Ids of the two charts of completeness."""
_PER_CENT = {"vi": "%", "en": "%"}
_RATIO = re.compile(r"([\w./]+) div ([\w./]+) \* 100")
_YEAR = "year"
_MOST_RATES = 8  # columns side by side that can still be told apart


def offers(desk: Desk, language: str = "") -> tuple[Offer, ...]:
    """List the charts of the office, in the order of its pack; in the desk's language unless told."""
    found = _Maker(desk, None, language or desk.language).charts()
    return tuple(Offer(one.id, one.title, one.years) for one in found)


def chart(
    desk: Desk, chart_id: str, open_forms: OpenForms | None = None, year: str = "", language: str = ""
) -> Chart:
    """Put a chart together; raise NO_CHART or NO_YEAR.

    `open_forms`: the answers as they are entered, else they are read. `year`: one of the offer's, else the
    year the office works on, else the newest.
    """
    for one in _Maker(desk, open_forms, language or desk.language).charts():
        if one.id == chart_id:
            if year and year not in one.years:
                raise Problem("NO_YEAR", table=chart_id, year=year, years=", ".join(one.years))
            return one.make(year or _usual(desk, one))
    raise Problem("NO_CHART", id=chart_id[:40])


def known_charts(desk: Desk, language: str, without: Container[str] = ()) -> tuple[Chart, ...]:
    """Put all charts together that have figures, but those `without`; what they show is read once."""
    maker = _Maker(desk, None, language)
    made = (one.make(_usual(desk, one)) for one in maker.charts() if one.id not in without)
    return tuple(one for one in made if one.known)


def _usual(desk: Desk, one: _Known) -> str:
    """Give the year that the office works on where the chart has it, else the newest."""
    usual = working_year(desk)
    newest = one.years[-1] if one.years else ""
    return usual if usual in one.years else newest


@dataclass(frozen=True, slots=True)
class _Known:
    """A chart that can be made."""

    id: str
    title: str
    years: tuple[str, ...]
    make: Callable[[str], Chart]


class _Maker:
    """Finds the charts of an office in its pack and fills them; what it reads, it reads once."""

    def __init__(self, desk: Desk, open_forms: OpenForms | None, language: str) -> None:
        self._desk = desk
        self._language = language
        self._given = open_forms
        self._pack: Pack = desk.pack

    def charts(self) -> Iterator[_Known]:
        """Go through what there is to be seen."""
        sources = self._pack.tables_by_id
        known = [(one, sources[one.source]) for one in self._pack.totals if one.source in sources]
        ours = [(one, source) for one, source in known if self._is_ours(source)]
        covered = {source.id for one, source in ours if one.kind == "series"}
        for table, source in ours:
            if table.kind == "series":
                yield from self._over_time(table, source)
        for table, source in ours:
            if table.kind == "sum" and source.id not in covered:
                yield from self._rates(table, source)
            elif table.kind == "matrix" and table.percent_of:
                yield self._profile(table, source)
        grouped: set[str] = set()
        for table, source in ours:
            if self._desk.unit.level in table.levels and (codes := counted(table)):
                grouped.add(source.id)
                yield self._groups(table, source, codes)
        for source in self._pack.tables_by_id.values():
            if self._is_ours(source) and source.id not in grouped:
                yield from self._money(source)
        yield from self._completeness()

    def _is_ours(self, source: Table) -> bool:
        """Whether the office, or a unit below, fills the table's form."""
        units = self._desk.reporting_units or (self._desk.unit,)
        return any(form.id == source.form for unit in units for form in self._pack.forms_for(unit))

    def _words(self, words: Words) -> str:
        return words.get(self._language) or words.get("vi", "")

    def _say(self, code: str, **details: object) -> str:
        return sentence(code, self._language, **details)

    def _made(
        self,
        one: str,
        shape: str,
        title: str,
        unit: Words,
        categories: Sequence[str],
        series: Sequence[Series],
        *,
        decimals: int = 0,
        most: Decimal | None = None,
    ) -> Chart:
        language, note = self._language, self._note
        unit_word = self._words(unit)
        return Chart(
            one, shape, title, unit_word, tuple(categories), tuple(series), decimals, note, most, language
        )

    # --- figures -----------------------------------------------------------------------------

    @cached_property
    def open_forms(self) -> OpenForms:
        """The office's own answers."""
        if self._given is not None:
            return self._given
        desk = self._desk
        return desk.form_set.open(desk.unit, desk.own_document(), desk.clock.today())

    @cached_property
    def _found(self) -> Gathered:
        """What counts of those below, and what stands beside it."""
        return gathered(self._desk)

    @cached_property
    def _counted(self) -> Collection[str]:
        """Whose figures count, those of levels above the units too; or the office alone."""
        if self._desk.has_below:
            return {*self._found.units, *self._found.own}
        return {self._desk.unit.code}

    def _figures(self, table: str) -> Mapping[str, UnitFigures]:
        """What counts in a table of the forms: of those below, or the office's own answers as a unit's."""
        desk = self._desk
        if not desk.has_below:
            return self._answers
        beside = self._found.beside
        return {**self._found.figures(made_of(desk.form_set, [table])), **beside.adjusted, **beside.own}

    @cached_property
    def _answers(self) -> Mapping[str, UnitFigures]:
        unit, answers = self._desk.unit.code, self.open_forms
        return {unit: UnitFigures(unit, answers.values(), answers.document().states)}

    @cached_property
    def _note(self) -> str:
        """How many units stand behind the figures."""
        units = self._desk.reporting_units
        if not units:
            return ""
        here = sum(unit.code in self._counted for unit in units)
        code = "CHART_UNITS" if here == len(units) else "CHART_SOME_UNITS"
        return self._say(code, here=here, all=len(units))

    def _figure(self, table: str, key: Key, field: str) -> Decimal | None:
        found = add_up(
            self._desk.form_set, Address(table, key, field), tuple(self._figures(table).values())
        ).value
        return _decimal(found)

    # --- kinds of charts ---------------------------------------------------------------------

    def _over_time(self, table: TotalsTable, source: Table) -> Iterator[_Known]:
        """Runs of rates of a table of several years: each run is a line in time."""
        runs = list(_runs(table.columns))
        named = [_parted([self._words(column.label) for column in run]) for run in runs]
        if not runs:
            return
        categories = named[0][1]
        same = [number for number, one in enumerate(named) if one[1] == categories]
        names = [named[number][0] for number in same]
        title = names[0]

        def make(_: str) -> Chart:
            cells = self._cells(table, source)
            places = {column.code: place for place, column in enumerate(table.columns)}
            series = [
                Series(
                    named[number][0], tuple(_decimal(cells[places[column.code]]) for column in runs[number])
                )
                for number in same
            ]
            return self._made(
                table.id, "columns", title, _PER_CENT,
                categories, tuple(series), decimals=runs[0][0].decimals,
            )  # fmt: skip

        yield _Known(table.id, title, (), make)

    def _cells(self, table: TotalsTable, source: Table) -> Sequence[Value | None]:
        """The figures of a table of several years: the total of those below, or the office's own line."""
        desk = self._desk
        if desk.has_below:
            figures, beside = self._found.behind(table), self._found.beside
            made = roll_up(desk.form_set, desk.unit.code, table, figures, beside=beside)
            return [one.value for one in made.total]
        values: dict[str, Value | None] = {}
        for column in table.columns:
            if column.field:
                place = address_of(desk.form_set, table, source, column, {})
                values[column.code] = self._figure(place.table, place.key, place.field)
            elif column.expression:
                values[column.code] = Expression(column.expression, values).run(column.decimals)
            else:
                values[column.code] = None  # its place among other units: nobody stands beside it here
        return list(values.values())

    def _rates(self, table: TotalsTable, source: Table) -> Iterator[_Known]:
        """The rates of a table of one year: the first one by year, or all of them side by side."""
        fields = {field.id: field for field in source.fields}
        rates = [
            fields[one.field] for one in table.columns if one.field in fields and _is_rate(fields[one.field])
        ]
        rates = rates[:_MOST_RATES]
        if not rates or (source.axes not in ((), (_YEAR,))):
            return
        if source.axes:
            keys = tuple(sorted(row.key for row in source.rows))
            first = rates[0]

            def by_year(_: str) -> Chart:
                values = tuple(self._figure(source.id, key, first.id) for key in keys)
                return self._made(
                    table.id, "columns", self._words(first.label), _PER_CENT,
                    tuple(key[0] for key in keys),
                    (Series(self._words(first.label), values),), decimals=first.decimals,
                )  # fmt: skip

            yield _Known(table.id, self._words(first.label), (), by_year)
            return

        def side_by_side(_: str) -> Chart:
            values = tuple(self._figure(source.id, (), one.id) for one in rates)
            return self._made(
                table.id, "bars", self._words(table.title), _PER_CENT,
                tuple(self._words(one.label) for one in rates),
                (Series(self._words(table.title), values),), decimals=rates[0].decimals,
            )  # fmt: skip

        if len(rates) > 1:
            yield _Known(table.id, self._words(table.title), (), side_by_side)

    def _profile(self, table: TotalsTable, source: Table) -> _Known:
        """The rows of a table as shares of a whole, beside those of the year before."""
        years = _years(source)
        title = self._words(table.title)
        part = next(column.field for column in table.columns if column.field != table.percent_of)

        def share(key: Key) -> Decimal | None:
            some, whole = (self._figure(source.id, key, field) for field in (part, table.percent_of))
            return some / whole * 100 if some is not None and whole else None

        def make(year: str) -> Chart:
            shown = [one for one in years if one <= year][-2:] or [""]
            keys = [[row.key for row in _rows(source, {**table.filter, _YEAR: one})] for one in shown]
            labels = {row.key: self._words(row.label) for row in source.rows}
            return self._made(
                table.id, "bars", f"{title}, {year}" if year else title, _PER_CENT,
                tuple(labels[key] for key in keys[-1]),
                tuple(
                    Series(one or title, tuple(share(key) for key in several))
                    for one, several in zip(shown, keys, strict=True)
                )[::-1],
                decimals=1,
            )  # fmt: skip

        return _Known(table.id, title, years, make)

    def _groups(self, table: TotalsTable, source: Table, codes: Sequence[str]) -> _Known:
        """The lines of a table that are no units: communes by class, households by cause."""
        desk, title = self._desk, self._words(table.title)
        years = _years(source) if asks_year(table, source) or of_a_year(table) else ()

        def make(year: str) -> Chart:
            made = roll_up(
                desk.form_set,
                desk.unit.code,
                table,
                self._found.behind(table),
                year or None,
                self._found.beside,
            )
            found = bars(made, table, codes, year)
            unit = next(one.unit for one in made.columns if one.code in codes)
            said = f": {self._words(found.said)}" if found.said else ""
            return self._made(
                table.id, "bars", f"{title}{said}, {year}" if year else f"{title}{said}", unit,
                tuple(self._words(one) for one in found.lines),
                tuple(Series(self._words(label), values) for label, values in found.columns),
            )  # fmt: skip

        return _Known(table.id, title, years, make)

    def _money(self, source: Table) -> Iterator[_Known]:
        """Two sums of money of which one is a share of the other: plan and spent, row by row."""
        fields = {field.id: field for field in source.fields}
        pairs = [_divided(field, fields) for field in source.fields if _is_rate(field)]
        pair = next((one for one in pairs if one is not None), None)
        if pair is None or source.kind is not TableKind.FIXED:
            return
        years = _years(source)
        form = next(form for form in self._pack.forms if form.id == source.form)
        title = self._words(source.label) or self._words(form.title)

        def make(year: str) -> Chart:
            rows = [row for row in _rows(source, {_YEAR: year}) if not row.total]
            values = [[self._in_unit(source, row.key, field) for row in rows] for field in pair]
            seen = [place for place in range(len(rows)) if any(one[place] for one in values)]
            return self._made(
                source.id, "bars", f"{title}, {year}" if year else title, pair[0].unit,
                tuple(self._words(rows[place].label) for place in seen),
                tuple(
                    Series(self._words(field.group) or self._words(field.label), tuple(one[n] for n in seen))
                    for field, one in zip(pair, values, strict=True)
                ),
            )  # fmt: skip

        yield _Known(source.id, title, years, make)

    def _in_unit(self, source: Table, key: Key, field: Field) -> Decimal | None:
        """A sum of money in the unit it is shown in."""
        found = self._figure(source.id, key, field.id)
        return None if found is None else found / field.scale

    def _completeness(self) -> Iterator[_Known]:
        """How far the office's forms are, and how many units below have sent."""
        desk = self._desk
        if desk.pack.campaign is None:
            return
        if not desk.has_below:
            yield _Known(OWN, self._say("CHART_FORMS"), (), self._forms)
        else:
            yield _Known(BELOW, self._say("CHART_BELOW"), (), self._units)

    def _forms(self, _: str) -> Chart:
        lines = [one for one in form_statuses(self._desk, self.open_forms) if one.wanted]
        values = tuple(Decimal(one.answered * 100) / one.wanted for one in lines)
        title = self._say("CHART_FORMS")
        return self._made(
            OWN, "bars", title, _PER_CENT,
            tuple(f"{one.form.number} {self._words(one.form.title)}" for one in lines),
            (Series(title, values),), most=Decimal(100),
        )  # fmt: skip

    def _units(self, _: str) -> Chart:
        """The units directly below: how many of the reports expected from each have come."""
        desk, pack = self._desk, self._pack
        expected: dict[str, list[str]] = {}
        for one in desk.reporting_units:
            at = one
            while at.parent != desk.unit.code:
                at = pack.units_by_code[at.parent]
            expected.setdefault(at.code, []).append(one.code)
        title = self._say("CHART_BELOW")
        values = tuple(
            Decimal(100 * sum(code in self._counted for code in codes)) / len(codes)
            for codes in expected.values()
        )
        return self._made(
            BELOW, "bars", title, _PER_CENT,
            tuple(pack.units_by_code[code].name for code in expected),
            (Series(title, values),), most=Decimal(100),
        )  # fmt: skip


def _decimal(value: Value | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _is_rate(field: Field) -> bool:
    return field.rollup is Roll.CALC and field.unit.get("vi") == "%"


def _divided(rate: Field, fields: dict[str, Field]) -> tuple[Field, Field] | None:
    """The sums of money a rate divides, the whole first; None where it divides something else."""
    found = _RATIO.search(rate.calculate or "")
    if found is None:
        return None
    some, whole = (fields.get(path.rpartition("/")[2]) for path in found.groups())
    if some is None or whole is None:
        return None
    sums = all(
        one.scale > 1 and one.calculate is not None and one.rollup is Roll.SUM for one in (some, whole)
    )
    return (whole, some) if sums else None


def _runs(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """Columns in per cent that stand side by side."""
    run: list[Column] = []
    for column in columns:
        if column.unit.get("vi") == "%":
            run.append(column)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = []
    if len(run) > 1:
        yield tuple(run)


def _parted(labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Part labels into the words all begin with, and what each says by itself."""
    split = [label.split() for label in labels]
    same = 0
    while all(len(one) > same + 1 for one in split) and len({one[same] for one in split}) == 1:
        same += 1
    return " ".join(split[0][:same]).rstrip(",:"), tuple(" ".join(one[same:]) for one in split)


def _years(source: Table) -> tuple[str, ...]:
    if _YEAR not in source.axes:
        return ()
    place = source.axes.index(_YEAR)
    return tuple(sorted({row.key[place] for row in source.rows}))


def _rows(source: Table, known: Mapping[str, str]) -> list[FixedRow]:
    """The rows of a table whose axes are as known; an axis that is not known is free."""
    return [
        row
        for row in source.rows
        if all(known.get(axis, part) == part for axis, part in zip(source.axes, row.key, strict=True))
    ]
