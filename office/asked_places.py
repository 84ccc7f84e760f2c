"""Cells of a unit below in words: the place people find on the paper, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from db.received import UnitFigures
from forms.answers import Address, Key
from forms.pack import Field, Kind, Table, TableKind, Words
from forms.problems import Problem
from forms.values import show
from office.desk import Desk
from office.entry_reading import NONE_SHOWN, UNKNOWN_SHOWN
from office.noting import WHOLE

_SHOWN = {"none": NONE_SHOWN, "unknown": UNKNOWN_SHOWN}
_LONGEST_NAME, _LONGEST_VALUE = 60, 200  # characters


def place_at(text: str) -> Address:
    """Read a place as a thread names it: a cell, or a whole row; raise ADDRESS when it is none."""
    if text.endswith("."):  # the whole row has no field
        return replace(Address.parse(f"{text}row"), field=WHOLE)
    return Address.parse(text)


def field_at(desk: Desk, address: Address) -> Field | None:
    """Find the field of a cell, None for a whole row; raise NO_SUCH_CELL where the pack has no such place."""
    table = desk.pack.tables_by_id.get(address.table)
    if table is None:
        raise Problem("NO_SUCH_CELL", place=address)
    if address.field == WHOLE:
        return None
    found = next((one for one in table.fields if one.id == address.field), None)
    if found is None or found.kind is Kind.KEY:
        raise Problem("NO_SUCH_CELL", place=address)
    return found


def place_words(desk: Desk, address: Address, figures: UnitFigures | None = None) -> str:
    """Name a cell as it stands on paper: form, row and column; a record by what its unit called it."""
    table = desk.pack.tables_by_id[address.table]
    form = next(one for one in desk.pack.forms if one.id == table.form)
    field = field_at(desk, address)
    row = row_words(desk, table, address.key, figures)
    parts = (form.number, row, said(desk, field.label) if field is not None else "")
    return " ".join(" · ".join(part for part in parts if part).split())


def row_words(desk: Desk, table: Table, key: Key, figures: UnitFigures | None = None) -> str:
    """Name a row: by its label, a record by the first text in it, else by its key."""
    if table.kind is TableKind.FIXED:
        row = next((one for one in table.rows if one.key == key), None)
        words = (said(desk, row.label), said(desk, row.heading)) if row is not None else key
        return " · ".join(word for word in words if word)
    if table.kind is TableKind.SINGLE or not key:
        return ""
    kept = figures.tables.get(table.id, {}).get(key, {}) if figures is not None else {}
    first = next((one.id for one in table.fields if one.kind is Kind.TEXT and one.id in kept), "")
    name = " ".join(str(kept.get(first, "")).split())[:_LONGEST_NAME]
    return f"{'.'.join(key)} {name}".strip()


def value_words(desk: Desk, address: Address, figures: UnitFigures | None, *, whole: bool = False) -> str:
    """Write what stands in a cell of a unit's figures as the screen writes it; "" for a blank or a row.

    A long text is cut, unless the `whole` of it is wanted.
    """
    field = field_at(desk, address)
    if field is None or figures is None:
        return ""
    state = figures.states.get(address)
    if state is not None:
        return _SHOWN[state.value]
    value = figures.tables.get(address.table, {}).get(address.key, {}).get(address.field)
    if value is None:
        return ""
    listed = desk.pack.lists.get(field.list, ()) if field.list else ()
    text = show(value, field, listed, desk.language)
    if whole:
        return text
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def figures_below(desk: Desk, unit: str) -> tuple[str, Mapping[str, UnitFigures], int, str]:
    """Give the package that a unit's figures came in: who sent it, its units' figures, revision, digest.

    Raises `Problem("NOT_RECEIVED_FROM")` where nothing of this unit counts here.
    """
    for one in reversed(desk.received.accepted(desk.campaign_id)):
        if unit in one.units:
            said = one.kept.package
            return said.unit, desk.received.figures_of(one.kept.id), said.revision, said.digest
    known = desk.pack.units_by_code.get(unit)
    raise Problem("NOT_RECEIVED_FROM", unit=known.name if known else unit)


def said(desk: Desk, words: Words) -> str:
    """Choose the language of the office of a text of the pack."""
    return words.get(desk.language) or words.get("vi") or next(iter(words.values()), "")
