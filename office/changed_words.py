"""Changes since the last package as people read them: the place on paper, values as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from db.received import UnitFigures
from forms.answers import Address, Rows
from forms.pack import Kind
from forms.problems import Problem
from forms.values import show
from office.asked_places import field_at, place_words
from office.basis_words import basis_said
from office.changed import Changed
from office.desk import Desk

_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change in words; `why` is "" while nothing was said."""

    changed: Changed
    form: str  # id of the form it stands in
    place: str
    old: str
    new: str
    why: str


def told_changes(
    desk: Desk, changed: Iterable[Changed], tables: Mapping[str, Rows]
) -> tuple[ToldChange, ...]:
    """Say changes in words; `tables`: the answers as they stand, by which records are named."""
    figures = UnitFigures(tables)
    return tuple(
        ToldChange(
            one,
            desk.pack.tables_by_id[one.place.table].form,
            place_words(desk, one.place, figures),
            sent_words(desk, one.place, one.old),
            sent_words(desk, one.place, one.new),
            _why(desk, one),
        )
        for one in changed
    )


def sent_words(desk: Desk, place: Address, sent: str) -> str:
    """Write a value of the list `changes` as the screen writes it; what it cannot read stays as it is."""
    try:
        field = field_at(desk, place)
    except Problem:
        return sent
    if field is None or not sent or sent.startswith("("):
        return sent
    if field.kind not in _NUMBERS:
        return show(sent, field, desk.pack.lists.get(field.list or "", ()), desk.language)
    try:
        number = Decimal(sent)
    except InvalidOperation:
        return sent
    whole = field.kind is Kind.INTEGER and number == number.to_integral_value()
    return show(int(number) if whole else number, field, (), desk.language)


def _why(desk: Desk, one: Changed) -> str:
    why = one.why
    return f"{why.reason} ({basis_said(why.basis, desk.language)})" if why else ""
