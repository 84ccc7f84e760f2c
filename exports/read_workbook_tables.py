"""Finds the data in a workbook's cells by the visible codes alone (docs/package-format.md, "Codes").

Column A of a code row names a table, B says how it lies; below it every row with a code in column A is
data. Everything else is words for people. What cannot be told from the codes is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from exports.layout_blocks import COLUMNS, ENTRY, PARTS, RECORD, RECORDS, WORDS
from exports.layout_sheet import FIRST
from exports.layout_tables import shown_fields
from exports.layout_text import join
from exports.layout_values import BLANK, Written, read_code, read_value
from exports.read_workbook_parts import RawSheet, layout, place_name
from forms.answers import Address, Key, Rows, State, Value, parse_key
from forms.pack import Field, Pack, TableKind
from forms.problems import Problem
from forms.report import HEADER_TABLE
from forms.report_lists import KNOWN
from forms.table_rows import own_key, rows_by_key

OWN_TABLES = frozenset(
    {"sheets", "states", "sources", "attachments", "texts", "open_errors", "to_follow", *KNOWN}
)
"""Tables of the package itself, beside those of the forms."""
LONGEST_TOLD = 60
"""Letters of what stands in a cell that a refusal repeats."""
VALUE = FIRST + 1
"""Where a record's answers stand, beside their labels."""


class Found(NamedTuple):
    """One coded cell and where it stands."""

    written: Written
    sheet: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """Name its place as people do: F17."""
        return place_name(self.row, self.column)


@dataclass(slots=True)
class Coded:
    """Everything the codes of a workbook name: table -> row -> code -> cell; and the long texts."""

    tables: dict[str, dict[Key, dict[str, Found]]] = field(default_factory=dict)
    parts: dict[tuple[str, Key, str], list[tuple[str, Found]]] = field(default_factory=dict)


def find_coded(sheets: Iterable[RawSheet], tables: Iterable[str]) -> Coded:
    """Walk every sheet and gather the coded cells of the named tables and of the package's own."""
    coded = Coded()
    known = OWN_TABLES.union(tables)
    for sheet in sheets:
        _Walk(sheet, known, coded).walk()
    return coded


@dataclass(slots=True)
class _Walk:
    """Goes down one sheet; `table` and `lies` are those of the last code row passed."""

    sheet: RawSheet
    known: frozenset[str]
    coded: Coded
    table: str = ""
    lies: str = ""
    key: Key = ()
    codes: dict[int, str] = field(default_factory=dict)

    def walk(self) -> None:
        rows: dict[int, dict[int, Written]] = {}
        for (row, column), (written, _) in self.sheet.cells.items():
            if written[0] is not None:
                if row in rows:
                    rows[row][column] = written
                else:
                    rows[row] = {column: written}
        for row in sorted(rows):
            self._row(row, rows[row])

    def _row(self, row: int, cells: dict[int, Written]) -> None:
        a, b = cells.get(1, BLANK).text or "", cells.get(2, BLANK).text or ""
        if b in WORDS:
            if a not in self.known:
                raise layout(self.sheet.name, place_name(row, 1), "table")
            self.table, self.lies, self.key = a, b, ()
            self.codes = {c: w.text for c, w in cells.items() if c > 2 and w.text is not None}
            if len(set(self.codes.values())) != len(self.codes):
                raise layout(self.sheet.name, place_name(row, 1), "code twice")
            self.coded.tables.setdefault(a, {})
        elif not a:
            return
        elif not self.table:
            raise layout(self.sheet.name, place_name(row, 1), "code")
        elif self.lies in {RECORD, RECORDS}:
            self._answer(row, a, b, cells)
        elif self.lies == PARTS:
            try:
                address = Address.parse(a)
            except Problem:
                raise layout(self.sheet.name, place_name(row, 1), "code") from None
            self._part(row, (address.table, address.key, address.field), b, cells)
        else:
            self._line(row, a, b, cells)

    def _line(self, row: int, a: str, b: str, cells: dict[int, Written]) -> None:
        name = self.sheet.name
        found = {
            code: Found(cells.get(column, BLANK), name, row, column) for column, code in self.codes.items()
        }
        if self.lies == COLUMNS:
            for code, one in found.items():
                self._keep(row, parse_key(code), a, one)
            return
        key = parse_key(a) + parse_key(b)
        self._record(row, key, found)
        if self.coded.parts and any((self.table, key, code) in self.coded.parts for code in found):
            raise layout(name, place_name(row, 1), "code twice")

    def _record(self, row: int, key: Key, found: Mapping[str, Found]) -> None:
        """Keep a row; a second row with this key may only bring other fields (a further band)."""
        rows = self.coded.tables[self.table]
        known = rows.get(key)
        if known is None:
            rows[key] = {**found}
        elif not found or not known.keys().isdisjoint(found):
            raise layout(self.sheet.name, place_name(row, 1), "row twice")
        else:
            known.update(found)

    def _answer(self, row: int, a: str, b: str, cells: dict[int, Written]) -> None:
        if self.lies == RECORDS and b == ENTRY:
            self.key = parse_key(a)
            self._record(row, self.key, {})
            return
        if self.lies == RECORD:
            self.coded.tables[self.table].setdefault((), {})
        elif not self.key:
            raise layout(self.sheet.name, place_name(row, 1), "code")
        if b:  # a text over the whole width, one paragraph a row
            self._part(row, (self.table, self.key, a), b, cells)
        else:  # beside its label
            found = Found(cells.get(VALUE, BLANK), self.sheet.name, row, VALUE)
            self._keep(row, self.key, a, found)

    def _keep(self, row: int, key: Key, code: str, found: Found) -> None:
        values = self.coded.tables[self.table].setdefault(key, {})
        if code in values or (self.table, key, code) in self.coded.parts:
            raise layout(self.sheet.name, place_name(row, 1), "code twice")
        values[code] = found

    def _part(self, row: int, address: tuple[str, Key, str], part: str, cells: dict[int, Written]) -> None:
        found = Found(cells.get(FIRST, BLANK), self.sheet.name, row, FIRST)
        self.coded.parts.setdefault(address, []).append((part, found))


def long_text(parts: list[tuple[str, Found]]) -> Found:
    """Join the parts of a long text; raise `Problem("LAYOUT")` for a part out of turn."""
    first = parts[0][1]
    try:
        text = join([(part, found.written.text or "") for part, found in parts])
    except ValueError:
        raise layout(first.sheet, first.place, "part number") from None
    return first._replace(written=Written(text or None))


def read_rows(coded: Coded, pack: Pack, states: Mapping[Address, State]) -> dict[str, Rows]:
    """Read the values of every table of the pack that the workbook has; blanks are left out.

    Raises `Problem("NUMBER_AS_TEXT")` where a numeric cell holds text, `Problem("LAYOUT")` for codes
    that the pack does not have.
    """
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    texts: dict[str, dict[Key, dict[str, Found]]] = {}
    stated = {address.table for address in states}
    for (name, key, code), parts in coded.parts.items():
        texts.setdefault(name, {}).setdefault(key, {})[code] = long_text(parts)
    for name, table in pack.tables_by_id.items():
        if name == HEADER_TABLE or (name not in coded.tables and name not in texts):
            continue
        shown, fixed = shown_fields(table, table.fields), rows_by_key(table)
        found_rows, long = coded.tables.get(name, {}), texts.get(name, {})
        for key in [*found_rows, *(key for key in long if key not in found_rows)]:
            cells = found_rows.get(key, {})
            if key in long:
                cells = {**cells, **long[key]}
            row = fixed.get(own_key(table, key))
            fields = shown[row is not None and row.total]
            values = {}
            for code, found in cells.items():
                f = fields.get(code)
                if f is None:
                    raise layout(found.sheet, found.place, "code")
                if found.written.text is None or (name in stated and Address(name, key, code) in states):
                    continue
                values[f.id] = _value(found, f)
            if values or table.kind is TableKind.RECORDS:
                tables.setdefault(name, {})[key] = values
    return dict(tables)


def _value(found: Found, f: Field) -> Value:
    try:
        return read_value(found.written, f)
    except ValueError:
        raise Problem(
            "NUMBER_AS_TEXT",
            sheet=found.sheet,
            cell=found.place,
            text=(found.written.text or "")[:LONGEST_TOLD],
        ) from None


def read_states(coded: Coded) -> dict[Address, State]:
    """Read why cells are blank."""
    states = {}
    for key, cells in coded.tables.get("states", {}).items():
        found = cells.get("state")
        try:
            # The address stands in column A, where rows of other tables have their key.
            address = Address.parse("|".join(key))
            states[address] = State(read_code(found.written.text or "" if found else ""))
        except (ValueError, Problem):
            raise layout(found.sheet if found else "", found.place if found else "", "state") from None
    return states


def text_of(cells: Mapping[str, Found], code: str) -> str:
    """Give a cell's text, "" for a blank or missing one."""
    found = cells.get(code)
    return (found.written.text or "") if found else ""


def whole_number(cells: Mapping[str, Found], code: str) -> int:
    """Give a cell's whole number, 0 where it holds none."""
    text = text_of(cells, code)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
