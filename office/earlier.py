"""The period before beside this one: what stood in a cell a year, a campaign or an instance earlier.

    earlier = Earlier(entry)
    earlier.compared(address) -> Compared(period, value, text, difference, per_cent, big) or None

It is the row of the year before in the same table, where that is blank its official figure; else the same
cell of the office's own earlier answers: of the campaign before, of the register of the year before, of the
instance saved last. A record is found there again by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from db.answers import Answers, Submission
from db.packs import pack_bytes
from forms.answers import Address, Document, Key, State, Value
from forms.engine import OpenForms
from forms.findings import CellView, Change
from forms.letters import fold
from forms.pack import Field, Form, Kind, Table, TableKind
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.entry_reading import NONE_SHOWN, UNKNOWN_SHOWN
from office.packs import ShelvedPack, open_pack

YEAR = "year"
_NOTHING = CellView(None)
_SLIP = 500  # times more or less: somebody wrote đồng for thousands
_LEAST = 10  # smaller figures than this are never called a big difference


class Big(StrEnum):
    """How a figure differs so much that one should look again."""

    NO = ""
    UP = "up"
    DOWN = "down"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Compared:
    """A cell beside that of the period before; texts as they are shown, "" where unknown."""

    period: str  # "2017", the earlier campaign's year, an instance's title
    view: CellView
    text: str
    typed: str  # what one would type to have it here
    difference: str = ""
    per_cent: str = ""
    big: Big = Big.NO


@dataclass
class Period:
    """The office's own answers of an earlier time, as the pack of that time reads them."""

    name: str
    desk: Desk
    shelved: ShelvedPack
    document: Document

    @cached_property
    def open(self) -> OpenForms:
        """The answers worked out: only computed cells need it."""
        return self.shelved.form_set.open(self.desk.unit, self.document, self.desk.clock.today())

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], Field]:
        tables = self.shelved.pack.tables_by_id.values()
        return {(table.id, field.id): field for table in tables for field in table.fields}

    def rows(self, table: str) -> tuple[Key, ...]:
        """The keys of a table's rows, () for a table that was not there."""
        known = self.shelved.pack.tables_by_id.get(table)
        if known is None:
            return ()
        if known.kind is TableKind.FIXED and known.parent is None:
            return tuple(row.key for row in known.rows)
        return tuple(self.document.tables.get(table, {}))

    def view(self, address: Address, like: Field) -> CellView:
        """What stood in a cell; nothing where its field was of another kind or not there."""
        field = self._fields.get((address.table, address.field))
        if field is None or field.kind is not like.kind:
            return _NOTHING
        if field.calculate is not None:
            known = any(form.id == self._form_of(address.table) for form in self.open.forms)
            return (
                self.open.view(address)
                if known and address.key in self.open.rows(address.table)
                else _NOTHING
            )
        return CellView(self.document.value(address), self.document.states.get(address))

    def _form_of(self, table: str) -> str:
        return self.shelved.pack.tables_by_id[table].form

    def text(self, address: Address) -> str:
        """A typed answer as plain text."""
        return str(self.document.value(address) or "")


class Earlier:
    """What one office's open answers are compared with."""

    def __init__(self, entry: Entry) -> None:
        """Take the open answers; earlier ones are read when they are first asked for."""
        self._entry = entry
        self._names: dict[str, Mapping[Key, Key]] = {}
        tables = (table for form in entry.forms for table in form.tables)
        named = ((table.id, naming(table)) for table in tables if table.kind is TableKind.RECORDS)
        self._naming = {table: field.id for table, field in named if field is not None}

    # --- what there is -------------------------------------------------------------------------

    @cached_property
    def period(self) -> Period | None:
        """The answers of the campaign, register or instance before; None where there are none."""
        entry = self._entry
        found = self._found()
        if found is None:
            return None
        kept, name = found
        desk = entry.desk
        shelved = desk.shelved
        if kept.pack_version != shelved.pack.version:
            try:
                data = pack_bytes(desk.database, kept.pack, kept.pack_version)
                shelved = open_pack(data, desk.clock.now(), name=kept.pack)
            except Problem:  # that version is no longer kept: read with today's
                shelved = desk.shelved
        campaign = shelved.pack.campaign
        if not name:
            name = campaign.last_year if campaign and campaign.id == kept.campaign else kept.campaign
        document = Answers(desk.database, shelved.pack).load(kept.id)
        return Period(name or kept.campaign, desk, shelved, document)

    def _found(self) -> tuple[Submission, str] | None:
        """Find the answers before: by year where instances are years, else those saved last."""
        entry = self._entry
        desk, mine = entry.desk, entry.desk.instance
        answers = desk.answers
        if not mine:
            ids = answers.own_before(entry.submission)
            return (answers.submission(ids[0]), "") if ids else None
        others = [
            one
            for one in answers.instances(desk.unit.code, desk.campaign_id)
            if one.instance != mine and one.id != entry.submission
        ]
        if mine.isdecimal():
            others = [one for one in others if one.instance.isdecimal() and int(one.instance) < int(mine)]
            last = max(others, key=lambda one: int(one.instance), default=None)
            return (answers.submission(last.id), last.instance) if last else None
        last = max(others, key=lambda one: (one.updated, one.id), default=None)
        return (answers.submission(last.id), last.title or str(last.id)) if last else None

    def has(self, form: Form) -> bool:
        """Whether a form has anything that can be compared."""
        if any(YEAR in table.axes and len(table.rows) > 1 for table in form.tables):
            return True
        period = self.period
        return period is not None and any(period.rows(table.id) for table in form.tables)

    def records(self, table: str) -> tuple[Key, ...]:
        """The records that stood in a table the period before."""
        return self.period.rows(table) if self.period is not None else ()

    # --- one cell ------------------------------------------------------------------------------

    def before(self, address: Address) -> tuple[str, CellView] | None:
        """What stood in a cell the period before, and which period; None where nothing could stand."""
        entry = self._entry
        table = entry.table(address.table)
        place = year_before(table, address)
        if place is not None and _has_row(table, place.key):
            view = entry.view(place)
            year = place.key[len(place.key) - len(table.axes) + table.axes.index(YEAR)]
            official = entry.official.get(place)
            if view.value is None and view.state is None and official is not None:
                return f"{year}, {official.source}" if official.source else year, CellView(official.value)
            return year, view
        if self.period is None or (YEAR in table.axes and place is None):
            return None
        there = place or self._again(table, address)
        if there is None or (
            table.kind is not TableKind.SINGLE and there.key not in self.period.rows(table.id)
        ):
            return None
        return self.period.name, self.period.view(there, entry.field(address))

    def _again(self, table: Table, address: Address) -> Address | None:
        """The same cell of the period before: of the same fixed row, of the record with the same name."""
        if table.kind is not TableKind.RECORDS:
            return address if table.parent is None else None
        key = self._again_of(table).get(address.key)
        return Address(table.id, key, address.field) if key is not None else None

    def _matched(self, table: Table) -> Mapping[Key, Key]:
        """Records of today by those of the period before that have the same name, each name but once."""
        period, entry = self.period, self._entry
        named = naming(table)
        if period is None or named is None:
            return {}
        outer: Mapping[Key, Key] = {(): ()}
        if table.parent is not None:
            outer = self._again_of(entry.table(table.parent))

        def name(key: Key) -> tuple[Key, str]:
            return key[:-1], fold(period.text(Address(table.id, key, named.id)))

        count = Counter(map(name, period.rows(table.id)))
        then = {name(key): key for key in period.rows(table.id)}
        found = {}
        for key in entry.rows(table.id):
            parent = outer.get(key[:-1])
            called = fold(str(entry.view(Address(table.id, key, named.id)).value or ""))
            if parent is not None and called and count[parent, called] == 1:
                found[key] = then[parent, called]
        return found

    def _again_of(self, table: Table) -> Mapping[Key, Key]:
        if table.id not in self._names:
            self._names[table.id] = self._matched(table)
        return self._names[table.id]

    def follow(self, change: Change) -> None:
        """Match records anew where a name was typed, or records came or went; figures cost nothing."""
        touched = {rows.table for rows in change.rows}
        touched |= {one.table for one in change.stored if self._naming.get(one.table) == one.field}
        if touched & self._naming.keys():
            self._names.clear()

    def compared(self, address: Address) -> Compared | None:
        """Compare a cell with that of the period before: difference and per cent of it."""
        found = self.before(address)
        if found is None:
            return None
        entry = self._entry
        period, view = found
        text, typed = entry.show(address, view), _typed(entry, address, view)
        was, now = _figure(view.value), _figure(entry.view(address).value)
        if was is None or now is None:
            return Compared(period, view, text, typed)
        moved = now - was
        field = entry.field(address)
        value: Value = int(moved) if moved == moved.to_integral_value() and not field.decimals else moved
        shown = entry.show(address, CellView(value))
        percent = ""
        if was:
            figure = f"{moved * 100 / abs(was):+.1f}"
            percent = f"{figure.replace('.', ',') if entry.desk.language == 'vi' else figure} %"
        difference = f"+{shown}" if moved > 0 else shown
        return Compared(period, view, text, typed, difference, percent, big_difference(was, now))


def year_before(table: Table, address: Address) -> Address | None:
    """The same cell a year earlier, whether the table has that row or not; None where there are no years."""
    return _years_on(table, address, -1)


def year_after(table: Table, address: Address) -> Address | None:
    """The same cell a year later, where the table has it: it is compared with this one."""
    place = _years_on(table, address, 1)
    return place if place is not None and _has_row(table, place.key) else None


def _years_on(table: Table, address: Address, step: int) -> Address | None:
    if YEAR not in table.axes:
        return None
    at = len(address.key) - len(table.axes) + table.axes.index(YEAR)
    year = address.key[at]
    if not year.isdecimal():
        return None
    return Address(
        table.id, (*address.key[:at], str(int(year) + step), *address.key[at + 1 :]), address.field
    )


def _has_row(table: Table, key: Key) -> bool:
    own = key[len(key) - len(table.axes) :]
    return any(row.key == own for row in table.rows)


def naming(table: Table) -> Field | None:
    """The field that names a record: its first text."""
    return next((field for field in table.fields if field.kind is Kind.TEXT and not field.hidden), None)


def above(entry: Entry, address: Address) -> Address | None:
    """The same cell of the record above, among those of the same parent; None for the first."""
    if entry.table(address.table).kind is not TableKind.RECORDS:
        return None
    keys = [key for key in entry.rows(address.table) if key[:-1] == address.key[:-1]]
    place = keys.index(address.key) if address.key in keys else 0
    return Address(address.table, keys[place - 1], address.field) if place else None


def big_difference(was: Decimal, now: Decimal) -> Big:
    """Judge a difference: by half and more is big, many hundred times is rather a slip of the unit."""
    if max(abs(was), abs(now)) < _LEAST:
        return Big.NO
    if was and now and (abs(now) >= _SLIP * abs(was) or abs(was) >= _SLIP * abs(now)):
        return Big.SLIP
    if abs(now - was) * 2 < abs(was):
        return Big.NO
    return Big.UP if now > was else Big.DOWN if now < was else Big.NO


def _typed(entry: Entry, address: Address, view: CellView) -> str:
    if view.state is not None:
        return NONE_SHOWN if view.state is State.NONE else UNKNOWN_SHOWN
    return "" if view.value is None else entry.edited(address, view.value)


def _figure(value: Value | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
