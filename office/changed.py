"""What was changed since the last package: each cell with its old and new value, why, and on what basis.

    changed_since_sent(desk, figures)     the office's own cells that differ from what it sent last
    explain(desk, changed, why)           a reason and a basis for one cell, for some, or for all of them
    lines(desk, report)                   as they travel with the next package (list `changes`)
    told_against(pack, before, report)    at the office above: what the list says and what really differs
    changes_of(desk)                      every change known here, for the table of changes

Only typed cells are asked about: what is worked out of them follows. A record that came or went counts once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from db.changes import Changes, KeptReason
from db.received import KeptPackage, PackageStatus
from exports.loose_zip import read_loosely
from exports.read_workbook import read_cover, read_resaved
from forms.answers import Address, Document, Rows, State, Value, row_name
from forms.basis import Basis, basis_of, demand
from forms.engine import OpenForms
from forms.letters import normalise
from forms.pack import Pack, Table, TableKind
from forms.problems import Problem
from forms.report import Header, PackageKind, Report, plain_value
from forms.report_lists import CHANGES, Line, short
from office.basis_words import basis_said
from office.clock import VIET_NAM
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import sentence
from office.open_errors import EXPLANATIONS_ROLE, tables_left_out
from office.own_figures import own_figures
from office.presented import demand_not_presented
from office.roles import Doing, demand_may

MOST_TEXT = 300
"""Characters of a reason."""
_PAPER = "vi"  # the language of packages
_SHOWN = 5
_FIGURES = (PackageKind.REPORT, PackageKind.DISTRICT, PackageKind.ROUTED)
_STATES = {State.NONE: "(không có)", State.UNKNOWN: "(không rõ)"}
ROW_CAME, ROW_WENT = "(dòng mới)", "(đã bỏ dòng)"
"""What travels in place of a new value for a record that came or went."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a figure was changed, and on what that stands."""

    reason: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs from what was sent, values as they travel; field "": a record that came or went."""

    place: Address
    old: str
    new: str
    kept: KeptReason | None = None  # the reason, where one was given for this very value
    before: KeptReason | None = None  # a reason given for another value since: a proposal

    @property
    def why(self) -> Why | None:
        """Return the reason that holds; None where none does."""
        return _why(self.kept) if self.kept else None

    @property
    def proposed(self) -> Why | None:
        """Return what was said before the value changed again."""
        return _why(self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as it is known here: of which unit and sending, what, why, by whom."""

    unit: str
    revision: int  # the sending that carried it first
    place: str
    old: str
    new: str
    reason: str
    basis: str
    who: str
    when: str  # "14:05 20/09/2018"


def place_name(place: Address) -> str:
    """Write a cell, or a record as a whole."""
    return str(place) if place.field else row_name(place.table, place.key)


def place_of(text: str) -> Address:
    """Read a place as `place_name` writes it; raise `Problem("ADDRESS")`."""
    try:
        return Address.parse(text)
    except Problem:
        return replace(Address.parse(f"{text}.row"), field="")


# --- the sender --------------------------------------------------------------------------------


def sent_before(desk: Desk) -> tuple[str, Report] | None:
    """Give digest and content of the last package with figures; None before the first."""
    sent = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
    kept = next((one for one in reversed(sent) if one.package.kind in _FIGURES), None)
    if kept is None:
        return None
    digest = kept.package.digest
    known = (desk.owner or desk).sent_reports
    if digest not in known:
        found = _read(desk, kept)
        if found is None:
            return None
        known[digest] = found
    return digest, known[digest]


def _read(desk: Desk, kept: KeptPackage) -> Report | None:
    """Read a package of ours again; None where its bytes or the pack it was made with are no longer here."""
    try:
        parts = read_loosely(desk.received.data(kept.id))
        cover = read_cover(parts)
        made = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash) if cover else None
        if cover is not None and cover.pack_hash == desk.pack.hash:
            made = desk.shelved
        return read_resaved(parts, made.pack) if made else None
    except Problem:
        return None


def changed_since_sent(desk: Desk, open_forms: OpenForms) -> tuple[Changed, ...]:
    """List what differs from the last package; () before the first, or while nothing does.

    `open_forms`: the office's own answers as they stand.
    """
    before = sent_before(desk)
    if before is None:
        return ()
    now = own_figures(desk.pack, open_forms)
    return _changed(desk, *before, Document(now.tables, now.states), frozenset())


def changed_in(desk: Desk, report: Report) -> tuple[Changed, ...]:
    """List what differs between the last package and the next one, of the office's own cells."""
    before = sent_before(desk)
    if before is None or report.header.kind not in _FIGURES:
        return ()
    left_out = tables_left_out(desk.pack, report.to_follow)
    return _changed(desk, *before, _own(report, desk.unit.code), left_out)


def _changed(
    desk: Desk, base: str, sent: Report, now: Document, left_out: frozenset[str]
) -> tuple[Changed, ...]:
    left_out |= tables_left_out(desk.pack, sent.to_follow)
    given = Changes(desk.database).given(desk.own_submission(), base)
    found = []
    for place, old, new in differing(desk.pack, _own(sent, desk.unit.code), now, left_out):
        kept = given.get(place_name(place))
        holds = kept is not None and kept.new == new
        found.append(Changed(place, old, new, kept if holds else None, None if holds else kept))
    return tuple(found)


def _own(report: Report, unit: str) -> Document:
    """Give a package's own cells: all of a report's, of an upward package those led by its own unit."""
    if report.header.kind is not PackageKind.DISTRICT:
        return Document(report.tables, report.states)
    tables = {
        table: {key[1:]: row for key, row in rows.items() if key[0] == unit}
        for table, rows in report.tables.items()
    }
    states = {
        Address(place.table, place.key[1:], place.field): state
        for place, state in report.states.items()
        if place.key[:1] == (unit,)
    }
    return Document(tables, states)


def explain(desk: Desk, changed: Iterable[Changed], why: Why) -> int:
    """Keep one reason and basis for these changes; give how many.

    Raises CHANGE_REASON (no reason), REASON_LONG, what `forms.basis.demand` raises, PRESENTED.
    """
    demand_may(desk, Doing.TYPE)
    lines, reason = tuple(changed), normalise(why.reason)
    if not reason:
        raise Problem("CHANGE_REASON")
    if len(reason) > MOST_TEXT:
        raise Problem("REASON_LONG", place=place_name(lines[0].place) if lines else "", limit=MOST_TEXT)
    basis = demand(why.basis, desk.clock.today())
    demand_not_presented(desk)
    before = sent_before(desk)
    if before is None or not lines:
        return 0
    told = json.dumps(basis.plain(), ensure_ascii=False)
    who, when = desk.person.name, desk.clock.now()
    Changes(desk.database).put(
        desk.own_submission(),
        (
            KeptReason(before[0], place_name(one.place), one.old, one.new, reason, told, who, when)
            for one in lines
        ),
    )
    return len(lines)


def demand_explained(changed: Collection[Changed]) -> None:
    """Refuse to send what was changed without a reason; raise CHANGES_UNSAID (count, place)."""
    bare = [one for one in changed if one.kept is None]
    if bare:
        raise Problem("CHANGES_UNSAID", count=len(bare), place=place_name(bare[0].place))


def lines(desk: Desk, report: Report) -> tuple[Line, ...]:
    """Give the list `changes` of the next package: its own, and above a unit those of the units below."""
    own = tuple(_row(report.header, one.kept) for one in changed_in(desk, report) if one.kept is not None)
    below = changes_of(desk, own=False) if report.header.kind is PackageKind.DISTRICT else ()
    return tuple(_line(row) for row in (*own, *below))


def _row(cover: Header, kept: KeptReason) -> ChangeRow:
    when = f"{kept.when.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"
    said = basis_said(basis_of(json.loads(kept.basis)), _PAPER)
    return ChangeRow(
        cover.unit, cover.revision, kept.place, kept.old, kept.new, kept.reason, said, kept.who, when
    )


def _line(row: ChangeRow) -> Line:
    told = {
        "unit": row.unit,
        "revision": str(row.revision),
        "place": row.place,
        "old": row.old,
        "new": row.new,
        "reason": row.reason,
        "basis": row.basis,
        "who": row.who,
        "at": row.when,
    }
    return {name: text for name, text in told.items() if text}


def _why(kept: KeptReason) -> Why:
    return Why(kept.reason, basis_of(json.loads(kept.basis)))


# --- comparing ---------------------------------------------------------------------------------


def differing(
    pack: Pack, old: Document, new: Document, left_out: frozenset[str] = frozenset()
) -> Iterator[tuple[Address, str, str]]:
    """Give every typed cell, and every record that came or went, that differs; values as they travel."""
    for table in pack.tables_by_id.values():
        if table.role in ("header", EXPLANATIONS_ROLE) or table.id in left_out:
            continue
        before, after = old.tables.get(table.id, {}), new.tables.get(table.id, {})
        came_or_went = set(before) ^ set(after) if table.kind is TableKind.RECORDS else set()
        blank = (place.key for place in (*old.states, *new.states) if place.table == table.id)
        for key in dict.fromkeys((*before, *after, *blank)):
            if key in came_or_went:
                if not _inside(pack, table, key, old, new):
                    yield Address(table.id, key, ""), "", ROW_CAME if key in after else ROW_WENT
                continue
            yield from _cells(table, key, old, new)


def _inside(pack: Pack, table: Table, key: tuple[str, ...], old: Document, new: Document) -> bool:
    """Tell whether a record stands in another that came or went: it is told with that one."""
    above = pack.tables_by_id.get(table.parent or "")
    if above is None or above.kind is not TableKind.RECORDS:
        return False
    sides = (old.tables.get(above.id, {}), new.tables.get(above.id, {}))
    return (key[:-1] in sides[0]) is not (key[:-1] in sides[1])


def _cells(
    table: Table, key: tuple[str, ...], old: Document, new: Document
) -> Iterator[tuple[Address, str, str]]:
    left, right = (_row_of(one.tables, table.id, key) for one in (old, new))
    for field in table.fields:
        if field.calculate is not None or field.id in table.axes:
            continue
        place = Address(table.id, key, field.id)
        texts = [
            as_sent(row.get(field.id), one.states.get(place)) for row, one in ((left, old), (right, new))
        ]
        if texts[0] != texts[1]:
            yield place, texts[0], texts[1]


def _row_of(tables: Mapping[str, Rows], table: str, key: tuple[str, ...]) -> Mapping[str, Value]:
    return tables.get(table, {}).get(key, {})


def as_sent(value: Value | None, state: State | None) -> str:
    """Write a value as the list carries it: a long text cut, a blank "" or why it is blank."""
    if value is None or value == "":
        return _STATES[state] if state is not None else ""
    return short(plain_value(value))


# --- the office above --------------------------------------------------------------------------


def kept_changes(report: Report) -> list[dict[str, str]]:
    """Give a package's list as it is kept with its verdict."""
    return [dict(line) for line in report.lists.get(CHANGES.id, ())]


def told_against(desk: Desk, pack: Pack, report: Report) -> list[str]:
    """Say what a package's list tells, and where it does not agree with the revision that is kept.

    Nothing is refused for that: the figures are what was signed.
    """
    cover = report.header
    kept = desk.received.latest(cover.unit, cover.campaign)
    own = [one for one in report.lists.get(CHANGES.id, ()) if one.get("unit", cover.unit) == cover.unit]
    if kept is None or cover.kind not in _FIGURES or kept.package.kind not in _FIGURES:
        return []
    if kept.package.package_id != cover.replaces:
        return [sentence("CHANGES_OTHER_BASE", desk.language, revision=cover.revision - 1)] if own else []
    before = desk.received.figures_of(kept.id).get(cover.unit)
    if before is None:
        return []
    old = Document(before.tables, before.states)
    left_out = tables_left_out(pack, report.to_follow)
    left_out |= tables_of_forms(pack, {one["form"] for one in kept.detail.get("to_follow", ())})
    now = _own(report, cover.unit)
    really = {place_name(place) for place, _, _ in differing(pack, old, now, left_out)}
    listed = {one["place"] for one in own if "place" in one}
    said = [
        ("CHANGES_SAID", really & listed),
        ("CHANGES_NOT_LISTED", really - listed),
        ("CHANGES_NOT_THERE", listed - really),
    ]
    return [
        sentence(code, desk.language, count=len(places), places=_few(places))
        for code, places in said
        if places
    ]


def tables_of_forms(pack: Pack, forms: Collection[str]) -> frozenset[str]:
    """Name the tables of some forms."""
    return frozenset(table.id for form in pack.forms if form.id in forms for table in form.tables)


def _few(places: Collection[str]) -> str:
    shown = sorted(places)[:_SHOWN]
    return ", ".join(shown) + (" …" if len(places) > _SHOWN else "")


def changes_of(desk: Desk, *, own: bool = True) -> tuple[ChangeRow, ...]:
    """List every change with its reason that this office knows of, by unit and sending.

    Of an office that adds up only its latest package counts, which repeats all before it; of other units
    every package that was taken in. `own`: with the changes this office itself sent. What travels beside
    the report is left out: it may name people.
    """
    counted = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    received = desk.received.packages(direction="received", campaign=desk.campaign_id)
    kept = [
        one
        for one in received
        if one.status is PackageStatus.TAKEN
        or (one.status in counted and one.package.kind == PackageKind.REPORT)
    ]
    rows = [_plain_row(one, line) for one in kept for line in one.detail.get("changes", ())]
    if own:
        sent = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
        rows += [
            row
            for one in sent
            for row in (_plain_row(one, line) for line in one.detail.get("changes", ()))
            if row.unit == desk.unit.code
        ]
    order = {unit.code: number for number, unit in enumerate(desk.pack.units)}
    return tuple(
        sorted(
            dict.fromkeys(rows), key=lambda row: (order.get(row.unit, len(order)), row.revision, row.place)
        )
    )


def _plain_row(kept: KeptPackage, line: Mapping[str, str]) -> ChangeRow:
    revision = line.get("revision", "")
    return ChangeRow(
        line.get("unit", kept.package.unit),
        int(revision) if revision.isdecimal() else kept.package.revision,
        *(line.get(name, "") for name in ("place", "old", "new", "reason", "basis", "who", "at")),
    )
