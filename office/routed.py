"""Packages beside the report, at both ends: what may be sent apart, and what came so from below.

    offers(desk) -> tuple[RouteOffer, ...]     what this office could send beside its report
    route_desk(desk, route id) -> RouteDesk    `office.sending` works on it as on the desk of the report
    desk_for(desk, campaign) -> RouteDesk      the desk that a package from below belongs to
    with_details(desk, figures)                the reports' figures, with what came apart put in its place

The campaign says what travels apart (forms/routed.py); a register travels only when the approver confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from db.register_books import room_for
from forms.answers import Address, Document, Key, State, Value
from forms.pack import Pack, Table
from forms.problems import Problem
from forms.report import HEADER_TABLE
from forms.roll_up import UnitFigures
from forms.routed import (
    LEFT_OUT,
    MASKED,
    Route,
    holds_id_number,
    route_named,
    route_pack,
    routed_fields,
    routes,
)
from office.desk import Desk
from office.masking import masked
from office.packs import ShelvedPack
from office.registers import book, books, desk_of, has_registers


@dataclass(frozen=True, slots=True)
class RouteOffer:
    """A package that the campaign has travel beside the report, as far as this office has anything for it."""

    id: str
    title: str
    rows: int  # households of a register, nominations ...
    is_register: bool
    id_numbers: str  # of a register: how identity numbers travel
    must_confirm: bool  # by the approver, before it is signed
    revision: int  # last sent, 0 before the first
    sent_at: datetime | None = None


class RouteDesk(Desk):
    """The desk of a package beside the report: its part of the pack, its campaign."""

    def __init__(self, owner: Desk, route: Route) -> None:
        """Sit down beside the office's own desk, which closes the data file."""
        year = "" if route.year is None else str(route.year)
        shelved = part_of(owner, owner.shelved, route)
        room_for(owner.database, shelved.pack)
        super().__init__(
            owner.home, owner.clock, owner.database, shelved, instance=year, owner=owner, shares=True
        )
        self.language = owner.language
        self.route = route
        self.beginning = owner

    @property
    def title(self) -> str:
        """Say what its packages carry."""
        return _title(self.route, self.language)

    def own_document(self) -> Document:
        """Give what the package holds: the cover, and of its forms what the campaign lets travel."""
        whole = self.beginning.own_document()
        tables = {HEADER_TABLE: whole.tables.get(HEADER_TABLE, {})}
        source = whole
        if self.route.year is not None:
            book(self.beginning, self.route.year)
            source = desk_of(self.beginning, self.route.year).own_document()
        own = self.pack.tables_by_id
        for table, rows in source.tables.items():
            if table in own and table != HEADER_TABLE:
                tables[table] = {
                    key: _travelling(own[table], row, self.route.id_numbers) for key, row in rows.items()
                }
        inside = {
            place: state
            for place, state in source.states.items()
            if place.table in own and place.table != HEADER_TABLE
        }
        stated = {place: value for place, value in source.stated.items() if place.table in own}
        return Document(tables, inside, stated)


def _travelling(table: Table, row: Mapping[str, Value], id_numbers: str) -> Mapping[str, Value]:
    """Leave identity numbers out of a row, or hide them but for their end."""
    hidden = {field.id for field in table.fields if holds_id_number(field)} & row.keys()
    if not hidden or id_numbers not in (LEFT_OUT, MASKED):
        return row
    kept = {name: value for name, value in row.items() if name not in hidden}
    if id_numbers == MASKED:
        kept |= {name: masked(str(row[name])) for name in hidden}
    return kept


def part_of(desk: Desk, shelved: ShelvedPack, route: Route) -> ShelvedPack:
    """Give the part of a state of the pack that a route's packages are made with, compiled once a desk."""
    name = f"{shelved.pack.hash}/{route.id}"
    known = (desk.owner or desk).known
    if name not in known:
        known[name] = ShelvedPack(route_pack(shelved.pack, route), shelved.data, shelved.signer)
    return known[name]


def route_desk(desk: Desk, route: str) -> RouteDesk:
    """Sit down to a package beside the report; raise ROUTE_NONE where the campaign has no such one."""
    found = next((one for one in routes(desk.pack) if one.id == route), None)
    if found is None:
        raise Problem("ROUTE_NONE", route=route)
    return RouteDesk(desk, found)


def desk_for(desk: Desk, campaign: str) -> RouteDesk | None:
    """Give the desk of packages with this campaign on their cover; None where these are no routed ones."""
    found = route_named(desk.pack, campaign)
    return RouteDesk(desk, found) if found is not None else None


def made_with(desk: RouteDesk, whole: ShelvedPack) -> ShelvedPack | None:
    """Give the part of another state of the pack that has the same route; None where it had none."""
    if whole.pack.part_of:
        return whole
    found = route_named(whole.pack, desk.route.campaign)
    return part_of(desk, whole, found) if found is not None else None


def offers(desk: Desk) -> tuple[RouteOffer, ...]:
    """List what this office could send beside its report; only that of which it has anything."""
    found = []
    for route in routes(desk.pack) if desk.owner is None else ():
        rows = _rows(desk, route)
        if rows:
            found.append(_offer(desk, route, rows))
    return tuple(found)


def offer_of(desk: Desk) -> RouteOffer | None:
    """Say what the package of this desk carries beside the report; None for the report itself."""
    if not isinstance(desk, RouteDesk):
        return None
    return _offer(desk.beginning, desk.route, _rows(desk.beginning, desk.route))


def at(desk: Desk, route: str) -> Desk:
    """Give the desk that a package is sent from: the office's own for the report, "" as its route."""
    return route_desk(desk, route) if route else desk


def _rows(desk: Desk, route: Route) -> int:
    """Count what a package of this route would hold."""
    if route.year is not None:
        if not has_registers(desk):
            return 0
        return sum(one.households for one in books(desk) if one.year == route.year and one.deleted is None)
    if desk.has_below:
        found = RouteDesk(desk, route).received.figures(route.campaign)
        documents = [one.tables for one in found.values()]
    else:
        filled = {form.id for form in desk.pack.forms_for(desk.unit)}
        documents = [desk.own_document().tables] if filled & {*route.forms} else []
    mains = {form.tables[0].id for form in desk.pack.forms if form.id in route.forms}
    return sum(len(tables.get(table, {})) for tables in documents for table in mains)


def _offer(desk: Desk, route: Route, rows: int) -> RouteOffer:
    sent = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=route.campaign)
    return RouteOffer(
        route.id,
        route_title(desk.pack, route.campaign, desk.language),
        rows,
        route.is_register,
        route.id_numbers,
        must_confirm=route.is_register,
        revision=max((one.package.revision for one in sent), default=0),
        sent_at=max((one.received_at for one in sent), default=None),
    )


def route_title(pack: Pack, campaign: str, language: str) -> str:
    """Say what packages with this campaign carry; "" where they are reports."""
    route = route_named(pack, campaign)
    return _title(route, language) if route is not None else ""


def route_number(pack: Pack, campaign: str) -> str:
    """Name by its form's number what packages with this campaign carry; "" where they are reports."""
    route = route_named(pack, campaign)
    return route.number if route is not None else ""


def _title(route: Route, language: str) -> str:
    return route.title.get(language) or route.title.get("vi") or route.id


def must_confirm(desk: Desk) -> bool:
    """Tell whether a package made at this desk holds personal data that the approver must answer for."""
    return isinstance(desk, RouteDesk) and desk.route.is_register


@dataclass(frozen=True, slots=True)
class Apart:
    """What counts at one moment of the packages of one kind beside the reports: where each unit's is kept."""

    desk: RouteDesk
    numbers: Mapping[str, int]


def counted_apart(desk: Desk) -> tuple[Apart, ...]:
    """Name what counts now of all that the campaign has travel apart; registers are no part of a report."""
    if not routed_fields(desk.pack):
        return ()
    beside = (RouteDesk(desk, route) for route in routes(desk.pack) if not route.is_register)
    return tuple(Apart(one, one.received.counted(one.route.campaign)) for one in beside)


def with_details(
    desk: Desk,
    figures: Mapping[str, UnitFigures],
    apart: Iterable[Apart] | None = None,
    tables: frozenset[str] | None = None,
) -> dict[str, UnitFigures]:
    """Put what came apart in its place in the units' figures, or in some tables of them.

    Only into rows that agree in all that both packages say: a record of another sending of the report may be
    somebody else's. `tables`: with every table those named lie below.
    """
    fields = routed_fields(desk.pack)
    found = dict(figures)
    for one in counted_apart(desk) if apart is None else apart:
        numbers = {unit: number for unit, number in one.numbers.items() if unit in found}
        for unit, kept in one.desk.received.read(numbers, tables).items():
            if kept.tables:
                found[unit] = joined(one.desk.pack, fields, found[unit], kept.tables, kept.states)
    return found


def joined(
    pack: Pack,
    apart: Mapping[str, frozenset[str]],
    report: UnitFigures,
    tables: Mapping[str, Mapping[Key, Mapping[str, Value]]],
    states: Mapping[Address, State],
) -> UnitFigures:
    """Put the fields that went apart into the rows of a report that say the same; `pack`: the part apart."""
    values = {table: dict(rows) for table, rows in report.values.items()}
    agreed: dict[str, set[Key]] = {}
    for table in pack.tables_by_id.values():
        names, theirs = apart.get(table.id, frozenset()), tables.get(table.id, {})
        fields = {field.id for field in table.fields}
        ours = report.values.get(table.id, {})
        agreed[table.id] = set()
        for key, row in theirs.items():
            if fields <= names | {*table.axes}:  # the whole table went apart
                fits = table.parent is None or key[:-1] in agreed[table.parent]
                here: Mapping[str, Value] = {}
            else:
                here = ours.get(key, {})
                fits = key in ours and _told(here, names) == _told(row, names)
            if fits:
                agreed[table.id].add(key)
                more = {name: value for name, value in row.items() if name in names}
                values.setdefault(table.id, {})[key] = {**here, **more}
    more_states = {
        place: state
        for place, state in states.items()
        if place.field in apart.get(place.table, ()) and place.key in agreed.get(place.table, ())
    }
    return UnitFigures(report.unit, values, {**report.states, **more_states})


def _told(row: Mapping[str, Value], apart: frozenset[str]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if name not in apart and value != ""}


def without_details(desk: Desk, figures: Mapping[str, UnitFigures], table: str) -> tuple[str, ...]:
    """Name the units with a row of a table of which the part that travels apart is not here."""
    names = routed_fields(desk.pack).get(table)
    if not names:
        return ()
    return tuple(
        unit
        for unit, one in sorted(figures.items())
        if any(not names & row.keys() for row in one.values.get(table, {}).values())
    )
