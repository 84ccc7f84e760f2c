"""Bulk entry from a file, through the same door as typing: JSON or a workbook of the package's shape.

What a file may hold is written in docs/package-format.md. All of it is entered as one step, or
nothing: the first cell that cannot be entered is named. A value for a computed cell is kept beside
the computed one and compared (findings K01, K06 ... CALC); it never replaces it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from exports.read_workbook import read_filled
from forms.answers import Address, Key, State, Value, parse_key, row_name
from forms.pack import Field, Kind, TableKind
from forms.problems import Problem
from forms.report import HEADER_TABLE
from forms.table_rows import row_with
from forms.values import DIGITS, parse
from office.desk import Desk
from office.entry import Entry
from office.progress import Progress, silent
from office.roles import Doing, demand_may
from office.undo import Answer

_COVER_TYPED = frozenset({"c08", "c09", "c12", "c13", "c14", "c15", "c16", "c17", "c18"})
_LARGEST = 100_000_000  # bytes
_NUMBER = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,3})?")
_SHOWN = 40  # characters of a refused value

Tables = Mapping[str, Mapping[Key, Mapping[str, Any]]]
"""Table id -> row key -> field id -> a file's value: a number, a decimal string or text."""


@dataclass(frozen=True, slots=True)
class FillResult:
    """How many cells were entered."""

    cells: int


def fill(desk: Desk, path: Path, progress: Progress = silent) -> FillResult:
    """Enter everything a file holds for this office; raise a Problem naming the first cell that is wrong."""
    demand_may(desk, Doing.TYPE)
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path)
    if path.stat().st_size > _LARGEST:
        raise Problem("FILE_TOO_LARGE", file=path.name)
    data = path.read_bytes()
    tables, states = _read(desk, data, path.name)
    progress(0, 1, path.name)
    with desk.database.writing():  # a cell that is refused takes the records added before it along
        cells = enter(Entry(desk), tables, states, path.name)
    if not cells:
        raise Problem("FILL_NOTHING", file=path.name)
    progress(1, 1, path.name)
    return FillResult(cells)


def enter(entry: Entry, tables: Tables, states: Mapping[Address, State], name: str) -> int:
    """Enter many answers as one step; return how many cells. `name` is the file's, for its Problems."""
    answers = _answers(entry.desk, entry, tables, states, name)
    entry.put(answers, how="filled")
    return len(answers)


def _read(desk: Desk, data: bytes, name: str) -> tuple[Tables, Mapping[Address, State]]:
    if data[:2] == b"PK":
        filled = read_filled(data, desk.pack)
        return filled.tables, filled.states
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
        tables = {
            table: {parse_key(key): dict(row) for key, row in rows.items()}
            for table, rows in content.get("tables", {}).items()
        }
        states = {Address.parse(place): State(state) for place, state in content.get("states", {}).items()}
    except (ValueError, AttributeError, TypeError, RecursionError) as wrong:
        raise Problem("FILL_NOT_READ", file=name) from wrong
    return tables, states


def _answers(
    desk: Desk, entry: Entry, tables: Tables, states: Mapping[Address, State], name: str
) -> list[Answer]:
    answers: list[Answer] = []
    moved: dict[tuple[str, Key], Key] = {}
    for table, rows in tables.items():
        for key, row in rows.items():
            if table == HEADER_TABLE:
                answers.extend(_cover_answers(desk, entry, row, name))
                continue
            here = _row(entry, table, key, moved)
            for field_id, raw in row.items():
                address = _shown(entry, Address(table, here, field_id), raw)
                field = entry.field(address)
                answers.append((address, value_of(raw, field, address, entry), None))
    for address, state in states.items():
        key = _row(entry, address.table, address.key, moved)
        place = Address(address.table, key, address.field)
        entry.field(place)
        answers.append((place, None, state))
    return answers


def _shown(entry: Entry, address: Address, raw: object) -> Address:
    """Find the cell that stands at a place: on a subtotal row the computed one, to be compared.

    Raises CELL_NOT_ASKED for a figure where the table has no cell.
    """
    shown = entry.desk.form_set.shown(address)
    row = row_with(entry.table(address.table), address.key)
    if shown == address and row is not None and address.field in row.blocked and raw not in (None, ""):
        raise Problem("CELL_NOT_ASKED", place=address)
    return shown


def _cover_answers(desk: Desk, entry: Entry, row: Mapping[str, Any], name: str) -> list[Answer]:
    unit = row.get("c05")
    if unit is not None and str(unit) != desk.unit.code:
        raise Problem("FILL_OTHER_UNIT", file=name, unit=unit)
    answers: list[Answer] = []
    for field_id in sorted(_COVER_TYPED & set(row)):
        address = Address(HEADER_TABLE, (), field_id)
        answers.append((address, value_of(row[field_id], entry.field(address), address, entry), None))
    return answers


def _row(entry: Entry, table: str, key: Key, moved: dict[tuple[str, Key], Key]) -> Key:
    """Find the row a file speaks of; a record that is not there is added in the file's order."""
    known = entry.desk.pack.tables_by_id.get(table)
    if known is None:
        raise Problem("NO_SUCH_CELL", place=row_name(table, key))
    if known.kind is not TableKind.RECORDS:
        if key not in entry.rows(table):
            raise Problem("NO_SUCH_CELL", place=row_name(table, key))
        return key
    if (table, key) not in moved:
        parent = _row(entry, known.parent, key[:-1], moved) if known.parent and len(key) > 1 else ()
        wanted = (*parent, key[-1])
        moved[table, key] = wanted if wanted in entry.rows(table) else entry.add_record(table, parent)[0]
    return moved[table, key]


def value_of(raw: Any, field: Field, address: Address, entry: Entry) -> Value | None:  # noqa: ANN401 - JSON
    """Turn a file's value into a value of the field: numbers or decimal strings, the rest as text."""
    if raw is None or raw == "":
        return None
    try:
        if field.kind in (Kind.INTEGER, Kind.DECIMAL):
            return _number(raw, field)
        return parse(_text(raw), field, entry.choices(address), "vi")
    except Problem as problem:
        raise Problem(problem.code, **{**problem.details, "place": address}) from None


def _number(raw: Any, field: Field) -> int | Decimal:  # noqa: ANN401 - JSON
    """Read a JSON number or a decimal string, of the digits that can be typed; never grouped."""
    text = str(raw)
    if isinstance(raw, bool) or not _NUMBER.fullmatch(text):
        raise Problem("NOT_A_NUMBER", text=_told(raw))
    number = Decimal(text)
    # What arrives for a computed cell is compared, not stored as typed: it may be longer.
    most = DIGITS if field.calculate is None else 2 * DIGITS
    if number and (abs(number.adjusted()) >= most or len(number.normalize().as_tuple().digits) > most):
        raise Problem("TOO_LARGE", text=_told(raw), digits=most)
    if field.kind is Kind.INTEGER:
        if number != number.to_integral_value():
            raise Problem("NOT_WHOLE", text=_told(raw))
        return int(number)
    decimals = -int(number.normalize().as_tuple().exponent)
    if field.calculate is None and decimals > field.decimals:
        raise Problem("TOO_MANY_DECIMALS", text=_told(raw), limit=field.decimals)
    return number


def _text(raw: Any) -> str:  # noqa: ANN401 - JSON
    if not isinstance(raw, str | int | Decimal) or isinstance(raw, bool):
        raise Problem("NOT_A_TEXT", text=_told(raw))
    return str(raw)


def _told(raw: object) -> str:
    return str(raw)[:_SHOWN]
