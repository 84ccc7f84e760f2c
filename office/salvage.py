"""A damaged data file: what of it can be saved, to be shown before anything is replaced.

    salvage(home, ...) -> Salvaged     builds a new data file beside the damaged one; nothing is replaced yet
    take(home, clock) -> folder        puts it in place; the damaged file goes aside, and is never deleted

Answers of rows that cannot be read are taken from the history of their cells, where that still reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.answers import SALVAGED, HistoryLine
from db.backup import damage
from db.database import Database, beside
from db.keystore import KeyStore, best_keystore, kept_key
from db.offices import Office
from db.packs import install_pack, installed_packs, make_room, pack_bytes
from db.pen import Row, StoredCell
from db.register import laid_out
from db.salvage import Saved, mend, unit_in
from db.salvage import salvage as read_what_reads
from exports.copy_file import CopyFacts
from forms.answers import Address, Key
from forms.pack import Pack, TableKind
from forms.problems import Problem
from forms.report import HEADER_TABLE
from office.clock import Clock
from office.copies import facts_of
from office.desk import DATABASE, Desk
from office.grown_packs import effective, held
from office.messages import sentence
from office.packs import Shelf, ShelvedPack, open_pack
from office.recovery_code import unit_beside
from office.registers import books, desk_of, has_registers
from office.switching import aside_folder, coming_file, finish, is_switching, switch

_UNIT_CELL: Final = (HEADER_TABLE, "c05")  # of the cover
_EVERY = 10**9  # lines of history
_WORDS: Final = {
    "history": "SALVAGE_HISTORY",
    "package": "SALVAGE_PACKAGES",
    "content": "SALVAGE_PACKAGES",
    "verdict": "SALVAGE_PACKAGES",
    "receipt": "SALVAGE_PACKAGES",
    "sending": "SALVAGE_PACKAGES",
    "attachment": "SALVAGE_ATTACHMENTS",
    "signer": "SALVAGE_SIGNERS",
    "person": "SALVAGE_PEOPLE",
    "setting": "SALVAGE_SETTINGS",
    "journal_step": "SALVAGE_UNDO",
    "journal_file": "SALVAGE_UNDO",
    "removed_record": "SALVAGE_BIN",
    "note": "SALVAGE_NOTES",
    "draft": "SALVAGE_NOTES",
    "cell_state": "SALVAGE_STATES",
    "submission": "SALVAGE_STATES",
}
_ITS_OWN: Final = frozenset({"pack", "pack_table", "pack_field", "pack_waiting", "pack_accepted"})
"""What the program has itself: mended without a word."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of the file that did not read to its end. `what`: a form, or what people call it."""

    what: str
    kept: int  # rows that were read
    from_history: int  # cells taken from their history
    records: tuple[str, ...] = ()  # rows these cells are of, as their form names them


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be saved, and what not."""

    facts: CopyFacts
    losses: tuple[Loss, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing that a person made is missing."""
        return not self.losses


def salvage(home: Path, *, clock: Clock, shelf: Shelf, keystore: KeyStore | None = None) -> Salvaged:
    """Read what reads of the damaged data file into a new one beside it, and say what it holds.

    Raises SALVAGE_NOTHING (path) where too little is left to be an office, KEY_MISSING, KEY_STORE ...,
    DISK_FULL, DISK_ERROR; nothing but the damaged file is there then.
    """
    data = home / DATABASE
    coming = coming_file(data)
    finish(data)
    forget(home)
    key = kept_key(keystore or best_keystore(home))
    saved = read_what_reads(data, key, coming)
    try:
        database = Database(coming, key)
        try:
            told = _mended(home, database, saved, clock, shelf)
            if damage(database):
                raise Problem("SALVAGE_NOTHING", path=data)
        finally:
            database.close()
    except BaseException:
        forget(home)
        raise
    return told


def take(home: Path, clock: Clock) -> Path:
    """Put what was saved in the place of the damaged file; give the folder that file is kept in."""
    data = home / DATABASE
    aside = aside_folder(home, clock.now())
    switch(data, aside)
    return aside


def forget(home: Path) -> None:
    """Take away what was saved and not taken; what is on its way into its place is none of it."""
    if is_switching(home / DATABASE):
        return
    coming = coming_file(home / DATABASE)
    for left in (coming, *beside(coming)):
        left.unlink(missing_ok=True)


def _mended(home: Path, database: Database, saved: Saved, clock: Clock, shelf: Shelf) -> Salvaged:
    """Make an office of the rows: whose it is, its pack, its numbers; then fill gaps from the history."""
    office = Office(database)
    unit = office.setting("unit") or unit_beside(home) or unit_in(database, _UNIT_CELL)
    if not unit:
        raise Problem("SALVAGE_NOTHING", path=home / DATABASE)
    if not office.setting("unit"):
        office.begin(unit, office.setting("language") or "vi", clock.now())
    shelved = _pack(database, office, unit, clock, shelf)
    campaign = shelved.pack.campaign.id if shelved.pack.campaign else ""
    mend(database, unit=unit, campaign=campaign, pack=shelved.pack.id, version=shelved.pack.version)
    grown = effective(shelved, held(database, shelved.pack.id, clock.now()))
    make_room(database, grown.pack)
    desk = Desk(home, clock, database, grown)
    if not desk.people():
        office.add_person(sentence("SALVAGE_PERSON", desk.language), since=clock.today())
    broken = {table.name: table.kept for table in saved.tables if table.lost or not table.whole}
    filled = _refill(desk, broken.keys())
    if has_registers(desk):
        for book in books(desk):
            if book.deleted is None:
                filled |= _refill(desk_of(desk, book.year), broken.keys())
    office.set_setting("salvaged", clock.now().isoformat())
    return Salvaged(facts_of(desk), tuple(_losses(desk, broken, filled)))


def _pack(database: Database, office: Office, unit: str, clock: Clock, shelf: Shelf) -> ShelvedPack:
    """Open the office's pack; where its bytes are lost, take the program's own of that version."""
    wanted = office.setting("pack"), office.setting("version")
    try:
        return open_pack(pack_bytes(database, *wanted), clock.now())
    except Problem:
        known = [one for one in shelf.packs if one.pack.forms and unit in one.pack.units_by_code]
        same = [one for one in known if (one.pack.id, one.pack.version) == wanted]
        there = {(one.id, one.version) for one in installed_packs(database)}
        kept = [one for one in known if (one.pack.id, one.pack.version) in there]
        fitting: list[ShelvedPack] = [*same, *kept, *([] if all(wanted) else known)]
        if not fitting:
            raise
        found = fitting[0]
    install_pack(database, found.pack, found.data, clock.now())
    office.set_setting("pack", found.pack.id)
    office.set_setting("version", found.pack.version)
    return found


# --- answers from their history -------------------------------------------------------------------


def _refill(desk: Desk, broken: Iterable[str]) -> dict[str, dict[Row, int]]:
    """Put cells of rows that were lost as their history last had them; count them by table and row."""
    names = set(broken)
    tables = {
        name: desk.pack.tables_by_id[name]
        for name, sql in laid_out(desk.database, desk.pack).items()
        if sql.name in names
    }
    if not tables:
        return {}
    submission = desk.own_submission()
    document = desk.answers.load(submission)
    last: dict[Address, HistoryLine] = {}
    for line in desk.answers.history(submission, limit=_EVERY):
        if line.part == "answer" and line.address.field and line.address.table in tables:
            last.setdefault(line.address, line)
    lost = {
        address: line
        for address, line in last.items()
        if address.key not in document.tables.get(address.table, {})
        and (line.new is not None or line.new_state is not None)
        and _is_asked(desk.pack, address)
    }
    rows: dict[str, dict[Row, int]] = {}
    for address in lost:
        of = rows.setdefault(address.table, {})
        of[address.table, address.key] = of.get((address.table, address.key), 0) + 1
    added = [
        row
        for name, of in rows.items()
        if tables[name].kind is TableKind.RECORDS
        for row in sorted(of, key=lambda one: _as_numbers(one[1]))
    ]
    desk.answers.put(
        submission,
        [StoredCell(address, line.new, line.new_state) for address, line in lost.items()],
        who=desk.person.name,
        when=desk.clock.now(),
        how=SALVAGED,
        added=added,
    )
    return rows


def _is_asked(pack: Pack, address: Address) -> bool:
    fields = pack.tables_by_id[address.table].fields
    return any(field.id == address.field and field.calculate is None for field in fields)


def _as_numbers(key: Key) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in key)


def _losses(desk: Desk, broken: Mapping[str, int], filled: Mapping[str, Mapping[Row, int]]) -> Iterable[Loss]:
    """Say what did not read to its end in the words of the forms, each part once."""
    forms = {
        sql.name: (form.number, form.title.get(desk.language) or form.title["vi"], name)
        for form in (*desk.pack.forms, *desk.pack.register_forms)
        for name, sql in laid_out(desk.database, desk.pack).items()
        if name in {table.id for table in form.tables}
    }
    told: dict[str, Loss] = {}
    for table, kept in broken.items():
        if table in _ITS_OWN:
            continue
        number, title, name = forms.get(table, ("", "", ""))
        what = f"{number} {title}" if number else sentence(_WORDS.get(table, "SALVAGE_OTHER"), desk.language)
        rows = filled.get(name, {})
        if number and not rows and "history" not in broken:
            continue  # the history is whole and knows of no row that is missing
        if table not in forms and table not in _WORDS and kept == 0 and not table.startswith("t_"):
            continue  # of the program's own lists most are empty in most offices
        before = told.get(what, Loss(what, 0, 0))
        records = tuple(_row_word(desk, *row) for row in rows)
        told[what] = Loss(
            what,
            before.kept + kept,
            before.from_history + sum(rows.values()),
            (*before.records, *records),
        )
    return told.values()


def _row_word(desk: Desk, name: str, key: Key) -> str:
    """Name a row as its form does: its label with its key, else the key alone."""
    table = desk.pack.tables_by_id.get(name)
    row = next((one for one in table.rows if one.key == key), None) if table is not None else None
    told = " ".join(key)
    return f"{row.label.get(desk.language) or row.label['vi']} ({told})" if row is not None else told
