"""Published totals of an official decision, laid beside the consolidated tables (check C08).

    load(desk, data, name, source)   a workbook or CSV: unit, table, column, year, value
    decision(desk)                   what is loaded now, None for nothing
    compared(desk)                   each published figure with ours
    drop(desk)                       compare no more

The figures are kept as acts of the office: what was compared with what stays told. A figure belongs to this
office itself, to a unit below it, or to one further down, by its official code or its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from exports.lists.cells import Content, Flaw, ListRow
from exports.lists.files import read_lists
from forms.letters import fold, normalise
from forms.pack import Pack, Unit, Words
from forms.problems import Problem
from forms.roll_up import ROLLED_UP, Cell, TotalsColumn, TotalsView
from forms.roll_up import totals as roll_up
from office.acts import Act, acts, note
from office.adding_up import tables, years
from office.blocks import Gathered, gathered
from office.consolidation_rules import Difference
from office.desk import Desk
from office.roles import Doing, demand_may

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("don vi", "ma don vi", "unit", "unit_code"),
    "table": ("bang", "table"),
    "field": ("cot", "chi tieu", "field", "column"),
    "year": ("nam", "year"),
    "value": ("so", "gia tri", "value"),
}
"""What a heading may say, without accents; the first ones are what we ask for."""
_MOST: Final = 20_000  # figures
_WRITTEN: Final = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_MOST_SOURCE: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure; `year` is "" for a table that shows several."""

    unit: str
    table: str
    column: str
    year: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Decision:
    """What was loaded: its number and day as somebody typed them, the file, who and when."""

    source: str
    file: str
    digest: str
    figures: tuple[Published, ...]
    who: str
    at: datetime


def load(desk: Desk, data: bytes, name: str, source: str) -> Decision:
    """Load published figures from a workbook or a text file; the ones loaded before are compared no more.

    Nothing is loaded of a file with a mistake. Raises DECISION_SOURCE (no number or name of the decision),
    DECISION_COLUMNS, DECISION_ROW (row, column, text), DECISION_TWICE, DECISION_NONE, DECISION_LONG, and what
    `read_lists` raises.
    """
    demand_may(desk, Doing.RECEIVE)
    source = normalise(source)
    if not source or len(source) > _MOST_SOURCE:
        raise Problem("DECISION_SOURCE", most=_MOST_SOURCE)
    figures = tuple(_Reader(desk).figures(read_lists(data, name)[0].rows))
    if not figures:
        raise Problem("DECISION_NONE", file=name)
    told = [[one.unit, one.table, one.column, one.year, str(one.value)] for one in figures]
    body = {"source": source, "file": name, "digest": hashlib.sha256(data).hexdigest(), "figures": told}
    with desk.database.writing():
        note(desk, Act.COMPARED, body)
    found = decision(desk)
    assert found is not None  # noqa: S101 - noted just now
    return found


def drop(desk: Desk) -> None:
    """Compare with nothing any more; what was loaded stays told in the acts. Raises DECISION_NOT_LOADED."""
    demand_may(desk, Doing.RECEIVE)
    if decision(desk) is None:
        raise Problem("DECISION_NOT_LOADED")
    with desk.database.writing():
        note(desk, Act.COMPARED, {"figures": []})


def decision(desk: Desk) -> Decision | None:
    """Give the figures that are compared with now."""
    last = next(iter(reversed(acts(desk, Act.COMPARED))), None)
    if last is None or not last.body["figures"]:
        return None
    body: Mapping[str, Any] = last.body
    figures = tuple(
        Published(told[0], told[1], told[2], told[3], Decimal(told[4])) for told in body["figures"]
    )
    return Decision(body["source"], body["file"], body["digest"], figures, last.who, last.at)


def compared(desk: Desk, found: Gathered | None = None) -> tuple[Difference, ...] | None:
    """Lay each published figure beside ours, in the order of the file; None while nothing is loaded."""
    loaded = decision(desk)
    if loaded is None:
        return None
    look = _Look(desk, found or gathered(desk))
    return tuple(look.beside(one) for one in loaded.figures)


# --- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of a file of published figures."""

    desk: Desk

    def figures(self, rows: Sequence[ListRow]) -> Iterator[Published]:
        """Give each figure; the first row holds the headings."""
        places = self._places(rows[0])
        seen: set[tuple[str, str, str, str]] = set()
        units = self._units()
        for row in rows[1:]:
            said = {name: row.cells[at] if at < len(row.cells) else None for name, at in places.items()}
            if not any(_text(content) for content in said.values()):
                continue
            one = self._figure(row.number, said, units)
            where = (one.unit, one.table, one.column, one.year)
            if where in seen:
                raise Problem(
                    "DECISION_TWICE", row=row.number, unit=one.unit, place=f"{one.table} {one.column}"
                )
            seen.add(where)
            if len(seen) > _MOST:
                raise Problem("DECISION_LONG", most=_MOST)
            yield one

    def _places(self, heads: ListRow) -> dict[str, int]:
        said = {fold(_text(content)): column for column, content in enumerate(heads.cells)}
        found = {
            name: next(said[word] for word in words if word in said)
            for name, words in COLUMNS.items()
            if any(word in said for word in words)
        }
        missing = [name for name in COLUMNS if name not in found]
        if missing:
            words = {"unit": "Đơn vị", "table": "Bảng", "field": "Cột", "year": "Năm", "value": "Số"}
            raise Problem("DECISION_COLUMNS", columns=", ".join(words[name] for name in missing))
        return found

    def _units(self) -> dict[str, Unit]:
        """Find units by code and by folded name; this office, and all below it."""
        pack = self.desk.pack
        here = [self.desk.unit, *_below(pack, self.desk.unit.code)]
        named: dict[str, Unit | None] = {}
        for one in here:
            for name in (one.name, *one.variants):
                named[fold(name)] = one if fold(name) not in named else None  # two of one name are nobody's
        return {name: one for name, one in named.items() if one is not None} | {one.code: one for one in here}

    def _figure(self, row: int, said: Mapping[str, Content], units: Mapping[str, Unit]) -> Published:
        texts = {name: _text(content) for name, content in said.items()}
        unit = units.get(texts["unit"]) or units.get(fold(texts["unit"]))
        if unit is None:
            raise Problem("DECISION_ROW", row=row, column="Đơn vị", text=texts["unit"])
        table = next((one for one in tables(self.desk) if one.id == texts["table"].upper()), None)
        if table is None or table.kind not in ROLLED_UP or table.kind == "list":
            raise Problem("DECISION_ROW", row=row, column="Bảng", text=texts["table"])
        known = years(self.desk, table.id)
        if known and texts["year"] not in known:
            raise Problem("DECISION_ROW", row=row, column="Năm", text=texts["year"])
        column = texts["field"]
        if not any(column == one.code or column.startswith(f"{one.code}_") for one in table.columns) and (
            table.kind != "matrix"
        ):
            raise Problem("DECISION_ROW", row=row, column="Cột", text=column)
        value = _number(said["value"])
        if value is None:
            raise Problem("DECISION_ROW", row=row, column="Số", text=texts["value"])
        return Published(unit.code, table.id, column, texts["year"] if known else "", value)


def _below(pack: Pack, unit: str) -> Iterator[Unit]:
    for one in pack.children(unit):
        yield one
        yield from _below(pack, one.code)


def _number(content: Content) -> Decimal | None:
    """Read a figure: a number of the workbook, or a text with marks of thousands and a decimal comma."""
    if isinstance(content, int | float) and not isinstance(content, bool):
        return Decimal(str(content))
    if not isinstance(content, str):
        return None
    text = content.replace("\u00a0", "").replace(" ", "")
    if not _WRITTEN.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


# --- comparing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Look:
    """Looks our figures up; each table is put together once for each unit that is asked about."""

    desk: Desk
    found: Gathered
    views: dict[tuple[str, str, str], TotalsView] = field(default_factory=dict)

    def beside(self, one: Published) -> Difference:
        """Lay our figure beside a published one."""
        unit = self.desk.pack.units_by_code[one.unit]
        whole = unit.code == self.desk.unit.code
        view = self._view(one.table, one.year, unit.code if whole else unit.parent)
        number = next((n for n, column in enumerate(view.columns) if column.code == one.column), None)
        if number is None:
            return Difference(one.unit, self._words(one, None), one.value, None)
        cells: Sequence[Cell] | None = view.total
        if not whole:
            cells = next((row.cells for row in view.whole_rows if row.unit == unit.code), None)
        value = cells[number].value if cells is not None else None
        ours = Decimal(value) if isinstance(value, int | Decimal) else None
        return Difference(one.unit, self._words(one, view.columns[number]), one.value, ours)

    def _view(self, table: str, year: str, unit: str) -> TotalsView:
        if (table, year, unit) not in self.views:
            said = next(one for one in tables(self.desk) if one.id == table)
            figures = self.found.behind(said)
            made = roll_up(self.desk.form_set, unit, said, figures, year or None, self.found.beside)
            self.views[table, year, unit] = made
        return self.views[table, year, unit]

    def _words(self, one: Published, column: TotalsColumn | None) -> Words:
        year = f" {one.year}" if one.year else ""
        front = f"{one.table} {one.column}{year}"
        if column is None:
            return {"vi": front, "en": front}
        return {language: f"{front}, {text}" for language, text in column.label.items()}


def _text(content: Content) -> str:
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    return "" if content is None or isinstance(content, Flaw) else normalise(str(content))
