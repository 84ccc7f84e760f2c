"""Adjustments: what an office adds to a figure of a unit below, or takes from it, without touching a package.

    adjust(desk, Wanted(...))          a new row, with its reason and basis
    end(desk, row, why)                it counts no more; it stays listed
    adjustments(desk)                  this office's rows, also those that ended
    waiting(desk, figures)             rows whose unit has sent another figure since: they do not count
    from_below(desk)                   rows that came with the packages of the offices below
    adjusted(desk, figures)            the units' figures with them, and what is computed of those

A row stands on the figure it was added to. Where the unit has sent another figure since, the row waits: it
counts again only when somebody adjusts the new figure. The rows are kept as acts: nothing is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from db.acts import KeptAct
from forms.answers import Address, Document, Value
from forms.basis import Basis, basis_of, demand
from forms.engine import FormSet
from forms.letters import normalise
from forms.pack import Field, Kind, Pack, Roll, TableKind
from forms.problems import Problem
from forms.report import plain_value
from forms.report_lists import ADJUSTMENTS, Line
from forms.roll_up import UnitFigures
from forms.values import parse
from office.acts import Act, acts, note
from office.basis_words import basis_said
from office.clock import VIET_NAM
from office.desk import Desk
from office.roles import Doing, demand_may
from office.upward import typed_part

MOST_TEXT = 300
"""Characters of a reason."""
_MOST_DIGITS = 25  # of an amount that travels
_PAPER = "vi"  # the language of packages


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row somebody wants to add. `amount`: as it is typed, "-12" or "+12"."""

    unit: str
    place: Address
    amount: str
    reason: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One row. `old`: the figure it was added to, as it travels, "" for a blank."""

    id: str
    office: str  # unit code of who adjusted
    unit: str
    place: Address
    old: str
    amount: Decimal
    reason: str
    basis: str  # in words
    who: str
    at: str  # "14:05 20/09/2018"
    ended: str = ""  # when, "" while it is in force
    ended_by: str = ""
    ended_why: str = ""


def adjust(desk: Desk, wanted: Wanted, figures: Mapping[str, UnitFigures]) -> Adjustment:
    """Add a row; `figures`: those of the units as they were taken in (`office.upward.current_figures`).

    Raises ADJUST_UNIT (nothing of this unit is here), ADJUST_CELL (no cell that is typed and adds up),
    ADJUST_NOTHING (0), ADJUST_BELOW (the figure would be below 0), ADJUST_REASON, REASON_LONG, what
    `forms.values.parse` and `forms.basis.demand` raise.
    """
    demand_may(desk, Doing.ADJUST)
    unit = figures.get(wanted.unit)
    if unit is None:
        raise Problem("ADJUST_UNIT", unit=wanted.unit)
    field = adjustable(desk.pack, unit, wanted.place)
    reason = normalise(wanted.reason)
    if not reason:
        raise Problem("ADJUST_REASON")
    if len(reason) > MOST_TEXT:
        raise Problem("REASON_LONG", place=str(wanted.place), limit=MOST_TEXT)
    amount = _amount(wanted.amount, field, desk.language)
    old = figure_at(unit, wanted.place)
    if Decimal(old or 0) + _others(desk, wanted.unit, wanted.place, old) + amount < 0:
        raise Problem("ADJUST_BELOW", place=str(wanted.place), figure=old or "0")
    basis = demand(wanted.basis, desk.clock.today())
    body = {
        "unit": wanted.unit,
        "place": str(wanted.place),
        "old": old,
        "amount": plain_value(amount),
        "reason": reason,
        "basis": dict(basis.plain()),
    }
    with desk.database.writing():
        number = note(desk, Act.ADJUSTED, body)
    return next(one for one in adjustments(desk) if one.id == _id(desk, number))


def end(desk: Desk, row: str, why: str) -> None:
    """Let a row count no more.

    Raises ADJUST_NONE (no such row in force), ADJUST_REASON and ADJUST_BELOW (other rows would then take away
    more than the figure: they end first).
    """
    demand_may(desk, Doing.ADJUST)
    reason = normalise(why)
    if not reason:
        raise Problem("ADJUST_REASON")
    if len(reason) > MOST_TEXT:
        raise Problem("REASON_LONG", place=row, limit=MOST_TEXT)
    found = next((one for one in adjustments(desk) if one.id == row and not one.ended), None)
    if found is None:
        raise Problem("ADJUST_NONE", row=row)
    left = Decimal(found.old or 0) + _others(desk, found.unit, found.place, found.old) - found.amount
    if found.amount > 0 and left < 0:
        raise Problem("ADJUST_BELOW", place=str(found.place), figure=found.old or "0")
    with desk.database.writing():
        note(desk, Act.ADJUSTMENT_ENDED, {"id": row, "reason": reason})


def adjustments(desk: Desk) -> tuple[Adjustment, ...]:
    """List this office's rows of the campaign, first to last, also those that ended."""
    endings = {str(one.body["id"]): one for one in acts(desk, Act.ADJUSTMENT_ENDED)}
    found = []
    for one in acts(desk, Act.ADJUSTED):
        row = _row(desk, one)
        over = endings.get(row.id)
        if over is not None:
            why = str(over.body["reason"])
            row = replace(row, ended=_moment(over.at), ended_by=over.who, ended_why=why)
        found.append(row)
    return tuple(found)


def from_below(desk: Desk) -> tuple[Adjustment, ...]:
    """List the rows that came with the packages that count now."""
    found = []
    for one in desk.received.accepted(desk.campaign_id):
        found += [_read(line) for line in one.kept.detail.get("lists", {}).get(ADJUSTMENTS.id, ())]
    return tuple(found)


def adjusted_units(desk: Desk) -> frozenset[str]:
    """Name the units of which any row may count now: of these the figures are wanted."""
    return frozenset(one.unit for one in (*from_below(desk), *adjustments(desk)) if not one.ended)


def in_force(desk: Desk, figures: Mapping[str, UnitFigures]) -> tuple[Adjustment, ...]:
    """List the rows that count now, of offices below and of this one."""
    return tuple(
        one for one in (*from_below(desk), *adjustments(desk)) if not one.ended and stands(one, figures)
    )


def waiting(desk: Desk, figures: Mapping[str, UnitFigures]) -> tuple[Adjustment, ...]:
    """List the rows that do not count because the unit has sent another figure since."""
    return tuple(
        one for one in (*from_below(desk), *adjustments(desk)) if not one.ended and not stands(one, figures)
    )


def stands(row: Adjustment, figures: Mapping[str, UnitFigures]) -> bool:
    """Tell whether the unit's figure is still the one the row was added to."""
    unit = figures.get(row.unit)
    return unit is not None and figure_at(unit, row.place) == row.old


def travelling(desk: Desk, figures: Mapping[str, UnitFigures]) -> tuple[Line, ...]:
    """Give the rows that count now as they travel up."""
    return tuple(_line(one) for one in in_force(desk, figures))


def adjusted(desk: Desk, figures: Mapping[str, UnitFigures]) -> dict[str, UnitFigures]:
    """Give the figures of the units that rows in force change, as they are with them."""
    return _adjusted_by(desk.form_set, in_force(desk, figures), figures, desk.clock.today())


def adjusted_in(
    form_set: FormSet, lines: Iterable[Line], figures: Mapping[str, UnitFigures], day: date
) -> dict[str, UnitFigures]:
    """Give the same of a package: `lines` is its list, `day` that of its making."""
    return _adjusted_by(form_set, (_read(line) for line in lines), figures, day)


def _adjusted_by(
    form_set: FormSet, rows: Iterable[Adjustment], figures: Mapping[str, UnitFigures], day: date
) -> dict[str, UnitFigures]:
    wanted: dict[str, dict[Address, Decimal]] = {}
    for one in rows:
        cells = wanted.setdefault(one.unit, {})
        cells[one.place] = cells.get(one.place, Decimal(0)) + one.amount
    return {
        code: with_added(figures[code], _with_computed(form_set, figures[code], cells, day))
        for code, cells in wanted.items()
    }


def with_added(figures: UnitFigures, cells: Mapping[Address, Value]) -> UnitFigures:
    """Give a unit's figures with what is added to some of them; a blank counts as nothing."""
    values = {table: dict(rows) for table, rows in figures.values.items()}
    states = dict(figures.states)
    for place, more in cells.items():
        row = dict(values.setdefault(place.table, {}).get(place.key, {}))
        row[place.field] = _sum(row.get(place.field), more)
        values[place.table][place.key] = row
        states.pop(place, None)
    return UnitFigures(figures.unit, values, states)


def _sum(value: Value | None, more: Value) -> Value:
    """Add two figures; a text has nothing to be added to."""
    if isinstance(more, str) or isinstance(value, str):
        return more if value is None else value
    total = Decimal(0 if value is None else value) + Decimal(more)
    both_whole = isinstance(more, int) and (value is None or isinstance(value, int))
    return int(total) if both_whole else total


def _with_computed(
    form_set: FormSet, figures: UnitFigures, cells: Mapping[Address, Decimal], day: date
) -> dict[Address, Value]:
    """Let the forms say what else moves when these figures do; rates are no figures that add up."""
    typed = typed_part(form_set.pack, figures)
    unit = form_set.pack.units_by_code[figures.unit]
    forms = form_set.open(unit, Document(typed.tables, typed.states), day)
    before = forms.values()
    change = forms.put_many(
        (place, _typed(Decimal(figure_at(figures, place) or 0) + amount, form_set.field(place)), None)
        for place, amount in cells.items()
    )
    found: dict[Address, Value] = {
        place: _typed(amount, form_set.field(place)) for place, amount in cells.items()
    }
    for place, view in change.cells.items():
        field = form_set.field(place)
        old = before.get(place.table, {}).get(place.key, {}).get(place.field, 0)
        new = 0 if view.value is None else view.value
        if place in found or field.rollup is not Roll.SUM or isinstance(old, str) or isinstance(new, str):
            continue
        if new != old:
            found[place] = _typed(Decimal(new) - Decimal(old), field)
    return found


def adjustable(pack: Pack, unit: UnitFigures, place: Address) -> Field:
    """Give the field of a cell that may be adjusted: typed, a number, adding up; raise ADJUST_CELL."""
    table = pack.tables_by_id.get(place.table)
    field = next((one for one in table.fields if one.id == place.field), None) if table else None
    fits = table is not None and field is not None and _can_be(field)
    if fits and table is not None:
        if table.kind is TableKind.RECORDS:
            fits = place.key in unit.values.get(table.id, {})
        elif table.kind is TableKind.FIXED:
            row = next((one for one in table.rows if one.key == place.key), None)
            fits = row is not None and not row.total and place.field not in row.blocked
        else:
            fits = not place.key
    if not fits or field is None:
        raise Problem("ADJUST_CELL", place=str(place))
    return field


def _can_be(field: Field) -> bool:
    number = field.kind in (Kind.INTEGER, Kind.DECIMAL)
    return number and field.calculate is None and field.rollup is Roll.SUM


def fields_to_adjust(pack: Pack, table: str) -> tuple[Field, ...]:
    """Name the columns of a table that may be adjusted."""
    return tuple(field for field in pack.tables_by_id[table].fields if _can_be(field))


def figure_at(unit: UnitFigures, place: Address) -> str:
    """Write a unit's figure as it travels; "" for a blank."""
    value = unit.values.get(place.table, {}).get(place.key, {}).get(place.field)
    return "" if value is None else plain_value(value)


def demand_true(pack: Pack, lines: Iterable[Line], figures: Mapping[str, UnitFigures]) -> None:
    """Refuse a package whose rows do not fit the figures beside them; raise ADJUSTMENT_WRONG (row, place).

    An amount is written as it travels, whole where the cell is, and leaves no figure below 0.
    """
    seen: set[str] = set()
    left: dict[tuple[str, Address], Decimal] = {}
    last: dict[tuple[str, Address], Line] = {}
    for line in lines:
        try:
            row = _read(line)
            field = adjustable(pack, figures[row.unit], row.place)
            whole = bool(row.reason and row.basis and row.who and row.office and row.id) and row.amount != 0
            fits = whole and row.id not in seen and stands(row, figures) and _is_written(line, row, field)
            if fits:
                cell = row.unit, row.place
                left[cell] = left.get(cell, Decimal(row.old or 0)) + row.amount
        except (Problem, KeyError, ValueError, InvalidOperation):
            fits = False
        if not fits:
            raise _wrong(line)
        seen.add(row.id)
        last[row.unit, row.place] = line
    for cell, figure in left.items():
        if figure < 0:
            raise _wrong(last[cell])


def demand_none(lines: Iterable[Line]) -> None:
    """Refuse rows in a package that passes on nobody's figures: they would move those of other units."""
    for line in lines:
        raise _wrong(line)


def _wrong(line: Line) -> Problem:
    return Problem("ADJUSTMENT_WRONG", row=line.get("id", "?"), place=line.get("place", "?"))


def _is_written(line: Line, row: Adjustment, field: Field) -> bool:
    """Tell whether an amount stands there in its one form; 1E+999999 would never be written out."""
    text = line["amount"].removeprefix("-")
    if len(text) > _MOST_DIGITS or not text.replace(".", "", 1).isdecimal():
        return False
    whole = field.kind is not Kind.INTEGER or row.amount == row.amount.to_integral_value()
    return whole and plain_value(row.amount) == line["amount"]


def _others(desk: Desk, unit: str, place: Address, old: str) -> Decimal:
    """Add up what rows in force already add to this cell."""
    return sum(
        (
            one.amount
            for one in (*from_below(desk), *adjustments(desk))
            if (one.unit, one.place, one.old, one.ended) == (unit, place, old, "")
        ),
        Decimal(0),
    )


def _amount(text: str, field: Field, language: str) -> Decimal:
    """Read "+12", "-12" or "−12" as the field's figures are typed, thousands of đồng and all."""
    typed = normalise(text)
    minus = typed[:1] in ("-", "−", "–")
    value = parse(typed.lstrip("+-−– "), field, (), language)
    if value is None or isinstance(value, str) or not value:
        raise Problem("ADJUST_NOTHING")
    return -Decimal(value) if minus else Decimal(value)


def _typed(value: Decimal, field: Field) -> Value:
    return int(value) if field.kind is Kind.INTEGER else value


def _row(desk: Desk, kept: KeptAct) -> Adjustment:
    body: Mapping[str, Any] = kept.body
    return Adjustment(
        id=_id(desk, kept.id),
        office=desk.unit.code,
        unit=str(body["unit"]),
        place=Address.parse(str(body["place"])),
        old=str(body["old"]),
        amount=Decimal(str(body["amount"])),
        reason=str(body["reason"]),
        basis=basis_said(basis_of(body["basis"]), _PAPER),
        who=kept.who,
        at=_moment(kept.at),
    )


def _id(desk: Desk, number: int) -> str:
    return f"{desk.unit.code}-{number}"


def _moment(when: datetime) -> str:
    return f"{when.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def _line(row: Adjustment) -> Line:
    told = dict(_texts(row))
    return {name: text for name, text in told.items() if text}


def _texts(row: Adjustment) -> Iterator[tuple[str, str]]:
    yield from (("id", row.id), ("office", row.office), ("unit", row.unit), ("place", str(row.place)))
    yield from (("old", row.old), ("amount", plain_value(row.amount)), ("reason", row.reason))
    yield from (("basis", row.basis), ("who", row.who), ("at", row.at))


def _read(line: Mapping[str, str]) -> Adjustment:
    return Adjustment(
        id=line["id"],
        office=line.get("office", ""),
        unit=line["unit"],
        place=Address.parse(line["place"]),
        old=line.get("old", ""),
        amount=Decimal(line["amount"]),
        reason=line.get("reason", ""),
        basis=line.get("basis", ""),
        who=line.get("who", ""),
        at=line.get("at", ""),
    )
