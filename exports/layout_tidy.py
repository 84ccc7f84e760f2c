"""The one form of a report that is written, hashed and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC
from decimal import Context, Decimal
from typing import Final, TypeVar

from exports.layout_lists import tidy_lists
from exports.layout_tables import fields_in, key_length
from exports.layout_values import check_text
from forms.answers import Address, Key, State, Value
from forms.pack import FixedRow, Form, Kind, Pack, Table, TableKind
from forms.problems import Problem
from forms.report import Attachment, Header, OpenError, PackageKind, Report, Source, ToFollow, normal_text
from forms.table_rows import own_key, row_with, rows_by_key

HEADER_ROLE: Final = "header"
_EXACT: Final = Context(prec=1000)  # a control total is never rounded
_WITH_FIGURES: Final = frozenset(
    {
        PackageKind.REPORT,
        PackageKind.IN_PLACE,
        PackageKind.DISTRICT,
        PackageKind.HAND_OVER,
        PackageKind.ROUTED,
    }
)
_NOT_IN_KEYS: Final = frozenset("|[]\n")
_Rows = dict[str, dict[Key, dict[str, Value]]]
_Record = TypeVar("_Record", Header, Source, Attachment, OpenError, ToFollow)


def forms_of(pack: Pack, unit: str, kind: PackageKind) -> tuple[Form, ...]:
    """Give the forms a package of this kind holds for the unit; the header form is the cover.

    Raises `Problem("UNIT_UNKNOWN")`.
    """
    if kind not in _WITH_FIGURES:
        return ()
    found = pack.units_by_code.get(unit)
    if found is None:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    forms = pack.forms if kind is PackageKind.DISTRICT else pack.forms_for(found)
    return tuple(form for form in forms if all(table.role != HEADER_ROLE for table in form.tables))


def tidy(report: Report, pack: Pack) -> Report:
    """Bring a report into its one form; office code hashes and keeps what this gives.

    Text is NFC with LF; blanks, axes and fields that this kind of package does not carry are left
    out; a fixed or single row without a value is left out, a record is kept even when empty; the moment
    of making is UTC in whole seconds. Raises
    `Problem("UNPRINTABLE", cell=...)` for characters nobody can see and `ValueError` for what the
    unit's forms do not have (a mistake of the caller).
    """
    kind = report.header.kind
    known = {t.id: t for form in forms_of(pack, report.header.unit, kind) for t in form.tables}
    headers = {t.id for form in pack.forms for t in form.tables if t.role == HEADER_ROLE}
    tables: _Rows = {}
    for name, rows in report.tables.items():
        if rows and name not in headers:
            _tidy_table(_known(known, name), rows, tables, pack, kind)
    states = {address: state for address, state in report.states.items() if address.table not in headers}
    for address in states:
        _tidy_state(address, _known(known, address.table), tables, pack, kind)
    return replace(
        report,
        header=_tidy_header(report.header),
        tables=tables,
        states=states,
        sources=tuple(_tidy_texts(source, "sources") for source in report.sources),
        attachments=tuple(_tidy_texts(file, "attachments") for file in report.attachments),
        open_errors=tuple(_tidy_open(one, known, pack, kind) for one in report.open_errors),
        to_follow=tuple(_tidy_texts(one, "to_follow") for one in report.to_follow),
        lists=tidy_lists(report.lists),
    )


def _tidy_open(one: OpenError, known: Mapping[str, Table], pack: Pack, kind: PackageKind) -> OpenError:
    """Check that an open error stands at a cell of the unit's forms, carried or not."""
    table = _known(known, one.place.table)
    _check_key(one.place.key, table, pack, kind, rows_by_key(table))
    if one.place.field not in {f.id for f in table.fields}:
        raise ValueError(f"no cell {one.place} in this package")
    return _tidy_texts(one, "open_errors")


def _known(known: Mapping[str, Table], name: str) -> Table:
    if name not in known:
        raise ValueError(f"no table {name} in this package")
    return known[name]


def _tidy_table(
    table: Table, rows: Mapping[Key, Mapping[str, Value]], tables: _Rows, pack: Pack, kind: PackageKind
) -> None:
    fixed, known = rows_by_key(table), {f.id for f in table.fields}
    usual = {f.id: f for f in fields_in(table, kind, None)}
    total = next((row for row in table.rows if row.total), None)
    of_total = {f.id: f for f in fields_in(table, kind, total)}
    for key, values in rows.items():
        _check_key(key, table, pack, kind, fixed)
        row = fixed.get(own_key(table, key))
        carried = of_total if row and row.total else usual
        if row is not None and row.blocked and (no_cell := values.keys() & {*row.blocked}):
            raise ValueError(f"no cell {Address(table.id, key, min(no_cell))} in this package")
        kept: dict[str, Value] = {}
        for name, value in values.items():
            f = carried.get(name)
            if f is None:
                if name not in known:
                    raise ValueError(f"no field {table.id}.{name} in this package")
            elif isinstance(value, str):
                if value:
                    kept[name] = _tidy_text(value, Address(table.id, key, name))
            else:
                kept[name] = Decimal(value) if f.kind is Kind.DECIMAL else value
        if kept or table.kind is TableKind.RECORDS:
            tables.setdefault(table.id, {})[key] = kept


def _tidy_state(address: Address, table: Table, tables: _Rows, pack: Pack, kind: PackageKind) -> None:
    _check_key(address.key, table, pack, kind, rows_by_key(table))
    if address.field not in {f.id for f in fields_in(table, kind, row_with(table, address.key))}:
        raise ValueError(f"no cell {address} in this package")
    if table.kind is TableKind.RECORDS:
        tables.setdefault(table.id, {}).setdefault(address.key, {})
    if address.field in tables.get(table.id, {}).get(address.key, {}):
        raise ValueError(f"{address} has a value and a state")


def _check_key(key: Key, table: Table, pack: Pack, kind: PackageKind, fixed: Mapping[Key, FixedRow]) -> None:
    own = key[1:] if kind is PackageKind.DISTRICT else key
    fits = len(own) == key_length(table, pack) and all(key)
    if fits and table.kind is TableKind.FIXED:
        fits = own_key(table, own) in fixed
    if not fits or not _NOT_IN_KEYS.isdisjoint("".join(key)):
        raise ValueError(f"no row {table.id}[{'|'.join(key)}] in this package")


def _tidy_text(text: str, place: Address) -> str:
    text = normal_text(text)
    check_text(text, place)
    return text


def _tidy_header(header: Header) -> Header:
    made_at = header.made_at.astimezone(UTC).replace(microsecond=0)
    return replace(_tidy_texts(header, "BM00"), made_at=made_at)


def _tidy_texts(record: _Record, place: str) -> _Record:
    changed: dict[str, str] = {}
    for f in fields(record):
        value = getattr(record, f.name)
        if type(value) is str:
            changed[f.name] = normal_text(value)
            check_text(changed[f.name], f"{place}.{f.name}")
    return replace(record, **changed)  # type: ignore[arg-type]


def counted(report: Report, tables: set[str]) -> tuple[int, Decimal]:
    """Count the rows of some tables and add up every number in them: the control total of a sheet."""
    rows, whole, total = 0, 0, Decimal(0)
    for name in tables:
        for values in report.tables.get(name, {}).values():
            rows += 1
            for value in values.values():
                if isinstance(value, int):
                    whole += value
                elif not isinstance(value, str):
                    total = _EXACT.add(total, value)
    return rows, _EXACT.add(total, Decimal(whole))


def states_in_order(report: Report, pack: Pack) -> list[tuple[Address, State]]:
    """List the states of blanks in the order of the forms."""
    place = {table.id: number for number, table in enumerate(t for f in pack.forms for t in f.tables)}
    return sorted(report.states.items(), key=lambda item: (place.get(item[0].table, -1), item[0]))
