"""Official figures of earlier years: they came with the campaign kit, fill blank cells and are compared with.

A figure typed or computed may differ from the official one; the engine then wants a reason (OFFICIAL).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from db.kits import KeptFigure, Kits
from forms.answers import Address, Document, Value
from forms.engine import OpenForms
from forms.pack import Field, Kind, Pack, TableKind
from forms.values import DIGITS, show
from office.desk import Desk

HOW = "official"
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """What was published for a cell, as a value, as text to read, and where."""

    value: int | Decimal
    text: str
    source: str


def number(text: str, field: Field) -> int | Decimal | None:
    """Read a figure of a kit for a field: plain digits with a point; None where it is none for this field."""
    if field.kind not in (Kind.INTEGER, Kind.DECIMAL) or not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    if value and value.adjusted() >= DIGITS:
        return None
    if field.kind is Kind.DECIMAL:
        return value
    return int(value) if value == value.to_integral_value() else None


def field_of(pack: Pack, address: Address) -> Field | None:
    """Find the field of a cell that can have an official figure: of a fixed row or a single record."""
    table = pack.tables_by_id.get(address.table)
    if table is None or table.parent is not None or table.kind is TableKind.RECORDS:
        return None
    if table.kind is TableKind.FIXED and all(row.key != address.key for row in table.rows):
        return None
    if table.kind is TableKind.SINGLE and address.key:
        return None
    return next((one for one in table.fields if one.id == address.field), None)


def figures(desk: Desk, unit: str) -> Mapping[Address, OfficialFigure]:
    """Give the official figures of a unit that the pack has cells for."""
    return {
        kept.address: found
        for kept in Kits(desk.database).figures(desk.campaign_id, unit)
        if (found := _figure(desk, kept)) is not None
    }


def values(desk: Desk, unit: str) -> Mapping[Address, Value] | None:
    """Give the official figures as the engine takes them, None where there are none."""
    return {address: one.value for address, one in figures(desk, unit).items()} or None


def opened(desk: Desk, document: Document) -> OpenForms:
    """Open the office's own answers, compared with its official figures."""
    return desk.form_set.open(desk.unit, document, desk.clock.today(), official=values(desk, desk.unit.code))


def _figure(desk: Desk, kept: KeptFigure) -> OfficialFigure | None:
    field = field_of(desk.pack, kept.address)
    value = number(kept.value, field) if field else None
    if field is None or value is None:
        return None
    return OfficialFigure(value, show(value, field, (), desk.language), kept.source)
