"""An office whose data are gone, and that has no copy, is made anew from its own signed packages.

    look(paths, ...) -> Rebuildable -> (a person compares the words) -> rebuild(home, found, ...) -> Rebuilt

What the packages hold comes back: forms, explanations, open errors, cover, attachments, people, nominees and
registers where they travelled apart, the packages as they were sent; the numbers of revision and sequence go
on. The data file is made in a room of its own and gets its name at the end: whole or not at all. The key is
another matter: a new one is made when the office sends, and the office above recognises it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from db.answers import REBUILT
from db.database import beside, telling
from db.files import flush_file, flush_folder
from db.keystore import KEY_FILE, KeyStore, best_keystore
from db.received import Package, PackageStatus
from db.register_books import room_for
from exports import companion
from exports.found_files import put_beside
from forms.answers import Address, Document
from forms.pack import Field, Kind, Pack
from forms.problems import Problem
from forms.report import HEADER_TABLE, PackageKind, Report
from forms.roll_up import UnitFigures
from forms.routed import WHOLE, holds_id_number, route_pack, routed_fields
from office.clock import Clock
from office.cover import package_of
from office.desk import DATABASE, Desk, is_started, open_desk, start
from office.entry import Entry
from office.in_place_told import SCAN
from office.messages import sentence
from office.outgoing import gathered, report_of
from office.packs import Shelf
from office.progress import Progress, silent
from office.rebuilding_files import Looked, OwnPackage, Rebuildable, SignedBy, look
from office.receiving import receive
from office.registers import open_book
from office.routed import joined
from office.sending import said_before, told_of
from office.signing_keys import OWN
from office.supplements import keep_from_colleague
from office.switching import aside_folder, coming_file, finish, switch
from office.upward import figures_by_unit, typed_part

__all__ = ["Looked", "OwnPackage", "Rebuildable", "Rebuilt", "SignedBy", "Who", "look", "rebuild"]

ROOM: Final = "rebuilding.unfinished"
"""The folder beside the data file in which a new one is made; left over only where the PC stopped."""

_OF_THE_PACKAGE: Final = frozenset({"c01", "c10", "c11", "c19"})  # of the cover: no answers
_NOTE: Final = "rebuilt"  # a setting: when, and from which package


@dataclass(frozen=True, slots=True)
class Who:
    """Who rebuilds; without a name the preparer of the newest package."""

    person: str = ""
    position: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An office made anew: its open desk, and what came back.

    `same`: the forms give the package's own figures code again. `lost`: files that did not come whole;
    `waiting`: packages from below that came with it and wait for their signers; `hidden`: identity numbers
    of registers that travelled without them.
    """

    desk: Desk
    revision: int  # the next one
    sequence: int  # the next one
    cells: int
    attachments: int
    households: int
    same: bool
    lost: tuple[str, ...] = ()
    waiting: int = 0
    hidden: bool = False


def rebuild(  # noqa: PLR0913 - what a new office is made of
    home: Path,
    found: Rebuildable,
    *,
    who: Who | None = None,
    shelf: Shelf,
    clock: Clock,
    keystore: KeyStore | None = None,
    language: str = "vi",
    instead: bool = False,
    progress: Progress = silent,
) -> Rebuilt:
    """Make the office's data file from its packages, whole or not at all, and open it.

    The caller has had a person compare the words of the signatures. `instead`: a data file that does not
    open may be here; it goes aside and is kept (`office.switching`). Raises ALREADY_STARTED, and what setting
    up an office, a full disk and the key store do; then nothing is left but the key.
    """
    data = home / DATABASE
    finish(data)
    if is_started(home) and not instead:
        raise Problem("ALREADY_STARTED", home=home)
    store = keystore or best_keystore(home)
    room = home / ROOM
    with telling(home):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear(room)
        coming_file(data).unlink(missing_ok=True)
        if instead:
            _put_broken_key_aside(home, store, clock)
    try:
        told = _make(room, found, who or Who(), shelf, clock, store, language, progress)
        with telling(home):
            flush_file(room / DATABASE)
            (room / DATABASE).replace(coming_file(data))
            flush_folder(home)
        switch(data, aside_folder(home, clock.now()) if data.exists() else None)
    finally:
        with telling(home):
            _clear(room)
    return replace(told, desk=open_desk(home, clock=clock, shelf=shelf, keystore=store))


def _put_broken_key_aside(home: Path, store: KeyStore, clock: Clock) -> None:
    """Make room for a new key where the old one's file cannot be read; it is kept beside."""
    try:
        store.get()
    except Problem as problem:
        if problem.code != "KEY_DAMAGED":
            raise
        broken = home / KEY_FILE
        broken.replace(broken.with_name(f"{KEY_FILE}.{clock.now():%Y%m%d%H%M%S}"))


def _clear(room: Path) -> None:
    if room.is_dir():
        shutil.rmtree(room)


def _make(
    room: Path,
    found: Rebuildable,
    who: Who,
    shelf: Shelf,
    clock: Clock,
    store: KeyStore,
    language: str,
    progress: Progress,
) -> Rebuilt:
    newest = found.newest
    cover = newest.header
    progress(0, len(found.packages) + 2, "")
    with start(
        room,
        unit=found.unit.code,
        person=who.person or cover.preparer,
        position=who.position if who.person else cover.preparer_position,
        telephone=who.telephone if who.person else cover.telephone,
        shelf=shelf,
        pack=newest.shelved.origin.data,
        clock=clock,
        keystore=store,
        language=language,
    ) as desk:
        with desk.database.writing():
            for data in newest.supplements:
                keep_from_colleague(desk, data)
            _people(desk, newest)
            _signers(desk, found.signed)
            for number, package in enumerate(found.packages, 1):
                progress(number, len(found.packages) + 2, package.name)
                _keep(desk, package)
            rebuilt = _answers(desk, found)
            desk.office.set_setting(_NOTE, f"{clock.now().isoformat()} {newest.digest}")
        Entry(desk)  # what the office itself knows of the cover
        waiting = _from_below(desk, newest)
        progress(len(found.packages) + 1, len(found.packages) + 2, "")
        order = desk.order_of_sending(cover.recipient)
        told = replace(
            rebuilt,
            revision=order.revision,
            sequence=order.sequence,
            same=_gives_the_same(desk, _with_figures(found).report),
            lost=found.missing,
            waiting=waiting,
        )
    log = beside(room / DATABASE)[0]
    if log.exists() and log.stat().st_size:  # the disk refused to take the log into the file
        raise Problem("DISK_FULL", path=room.parent)
    return told


def _people(desk: Desk, newest: OwnPackage) -> None:
    """Put who prepared the package on the list beside who works here now."""
    cover = newest.header
    if all(one.name != cover.preparer for one in desk.people()):
        desk.add_person(cover.preparer, cover.preparer_position, cover.telephone)


def _signers(desk: Desk, signed: Iterable[SignedBy]) -> None:
    """Enter who signed into the office's own register, as their keys were when there was one."""
    for one in signed:
        desk.signers.recognise(
            fingerprint=one.fingerprint,
            certificate=one.certificate,
            unit=desk.unit.code,
            person=one.person,
            position=one.position,
            role=OWN,
            since=desk.clock.today(),
            who=desk.person.name,
            how=sentence("REBUILT_SIGNER", desk.language),
            when=desk.clock.now(),
        )


def _keep(desk: Desk, package: OwnPackage) -> None:
    """Keep a package as it was sent; the numbers go on from it."""
    cover = package.header
    files = {
        one.name: package.files.whole[one.name]
        for one in package.report.attachments
        if one.name in package.files.whole
    }
    lies_beside = len(files) == len(package.report.attachments) > 0
    content = desk.received.keep_content(companion.write_companion(files)) if lies_beside else ""
    detail = told_of(package.report, [one.fingerprint for one in package.signed], content)
    desk.office.count_from(cover.recipient, cover.sequence - 1, cover.previous_digest)
    number = desk.received.keep(
        package_of(cover, Package("sent", package.digest, package.name)),
        package.data,
        status=PackageStatus.SENT,
        detail=detail,
        who=cover.preparer,
        when=cover.made_at,
    )
    desk.received.keep_receipt(
        number, who=desk.person.name, how=REBUILT, detail={"digest": package.digest}, when=desk.clock.now()
    )


# --- answers -------------------------------------------------------------------------------------


def _answers(desk: Desk, found: Rebuildable) -> Rebuilt:
    """Put the answers of the newest package, and what travelled beside it, into the data file."""
    newest = found.newest
    current = {one.header.campaign: one for one in found.packages}
    apart = [
        one
        for one in current.values()
        if one.route is not None and one.shelved.pack.hash == newest.shelved.pack.hash
    ]
    held = _with_figures(found)
    document = _document(desk.pack, held, [one for one in apart if not _of_register(one)])
    files = {name: data for one in (held, *apart) for name, data in one.files.whole.items()}
    captions = {file.name: file.caption for one in (held, *apart) for file in one.report.attachments}
    document, attached = _with_files(desk, document, files, captions)
    submission = desk.own_submission()
    who, now = desk.person.name, desk.clock.now()
    desk.answers.replace(submission, document, who=who, when=now, how=REBUILT)
    kept = desk.received.packages(direction="sent", digest=newest.digest)[0]
    desk.answers.sent(submission, newest.header.revision, kept.id, newest.digest, newest.header.made_at)
    books = [_register(desk, one) for one in apart if _of_register(one)]
    return Rebuilt(
        desk,
        revision=0,
        sequence=0,
        cells=sum(len(row) for rows in document.tables.values() for row in rows.values()),
        attachments=attached,
        households=sum(households for households, _ in books),
        same=False,
        hidden=any(hidden for _, hidden in books),
    )


def _with_figures(found: Rebuildable) -> OwnPackage:
    """Give the newest package that holds the forms: a nil return left them at home."""
    newest = found.newest
    if newest.header.kind is not PackageKind.NIL:
        return newest
    of_the_campaign = [
        one
        for one in found.packages
        if one.header.campaign == newest.header.campaign
        and one.header.kind is not PackageKind.NIL
        and one.shelved.pack.hash == newest.shelved.pack.hash
    ]
    return max(of_the_campaign, key=lambda one: one.header.revision, default=newest)


def _of_register(one: OwnPackage) -> bool:
    return one.route is not None and one.route.is_register


def _document(pack: Pack, newest: OwnPackage, apart: Iterable[OwnPackage]) -> Document:
    """Give the typed answers: those of the report with what travelled apart, and the cover's."""
    report = newest.report
    cover = {
        name: value
        for name, value in report.header.answers().items()
        if name not in _OF_THE_PACKAGE
        and any(field.id == name and field.calculate is None for field in _cover_fields(pack))
    }
    if report.header.kind is not PackageKind.DISTRICT:
        own = {name: rows for name, rows in report.tables.items() if name != HEADER_TABLE}
        figures = UnitFigures(report.header.unit, own, report.states)
        for one in apart:
            beside_it = {name: rows for name, rows in one.report.tables.items() if name != HEADER_TABLE}
            if one.route is not None:
                part = route_pack(pack, one.route)
                figures = joined(part, routed_fields(pack), figures, beside_it, one.report.states)
        typed = typed_part(pack, figures)
        return Document({**typed.tables, HEADER_TABLE: {(): cover}}, typed.states)
    led = figures_by_unit(report).get(report.header.unit)  # rows it leads itself; texts do not travel up
    own_rows = typed_part(pack, led) if led is not None else Document()
    return Document({**own_rows.tables, HEADER_TABLE: {(): cover}}, own_rows.states)


def _cover_fields(pack: Pack) -> tuple[Field, ...]:
    table = pack.tables_by_id.get(HEADER_TABLE)
    return table.fields if table is not None else ()


def _with_files(
    desk: Desk, document: Document, files: Mapping[str, bytes], captions: Mapping[str, str]
) -> tuple[Document, int]:
    """Keep the attachments at the cells that name them; a cell forgets those that did not come."""
    tables = {name: {key: dict(row) for key, row in rows.items()} for name, rows in document.tables.items()}
    count = 0
    for table in desk.pack.tables_by_id.values():
        names = [field.id for field in table.fields if field.kind is Kind.FILES]
        for key, row in tables.get(table.id, {}).items():
            for name in names:
                listed = str(row.get(name) or "").splitlines()
                there = [one for one in listed if one in files]
                for one in there:
                    place = str(Address(table.id, key, name))
                    caption = captions.get(one, "")
                    desk.attachments.keep(
                        one, files[one], place=place, caption=caption, when=desk.clock.now()
                    )
                count += len(there)
                if there:
                    row[name] = "\n".join(there)
                else:
                    row.pop(name, None)
    return replace(document, tables=tables), count


def _register(desk: Desk, package: OwnPackage) -> tuple[int, bool]:
    """Open the register of a year with the rows that travelled; tell how many, and whether numbers lack."""
    route = package.route
    if route is None or route.year is None:
        raise ValueError("no package of a register")
    book = open_book(desk, route.year)
    room_for(desk.database, book.pack)
    own = book.pack.tables_by_id
    whole = route.id_numbers == WHOLE
    tables = {
        name: {
            key: {
                field: value
                for field, value in row.items()
                if whole or not any(one.id == field and holds_id_number(one) for one in own[name].fields)
            }
            for key, row in rows.items()
        }
        for name, rows in package.report.tables.items()
        if name != HEADER_TABLE and name in own
    }
    states = {place: state for place, state in package.report.states.items() if place.table in own}
    typed = replace(typed_part(book.pack, UnitFigures(desk.unit.code, tables, states)), stated={})
    submission = book.own_submission()
    book.answers.replace(submission, typed, who=desk.person.name, when=desk.clock.now(), how=REBUILT)
    main = book.pack.forms[0].tables[0].id
    return len(tables.get(main, {})), not whole


def _from_below(desk: Desk, newest: OwnPackage) -> int:
    """Hand in the packages from below that lay beside an upward package; they wait for their signers."""
    if newest.header.kind is not PackageKind.DISTRICT:
        return 0
    sums = {one.digest: one for one in newest.report.sources}
    said = {one.name: one.sha256 for one in newest.report.attachments}
    with TemporaryDirectory(prefix=".mo-", dir=desk.home, ignore_cleanup_errors=True) as folder:
        for name, data in newest.files.whole.items():
            if name.startswith(f"{SCAN}_"):  # of figures typed in place: their packages ask for it
                desk.received.keep_content(data)
        paths = [
            put_beside(Path(folder), name, data)
            for name, data in newest.files.whole.items()
            if said.get(name) in sums
        ]
        if paths:
            receive(desk, paths)
    return len(desk.received.packages(direction="received", status=PackageStatus.WAITING_SIGNER))


def _gives_the_same(desk: Desk, report: Report) -> bool:
    """Make the report once more from what was put in: its figures code must be the package's."""
    if report.header.kind in (PackageKind.DISTRICT, PackageKind.NIL):
        return True  # its figures are those of the packages from below; of a nil return there are none
    try:
        draft = gathered(desk, said_before(desk))
        again = report_of(desk, report.header, draft)
        # Reasons of changes and answers to questions belong to that sending, not to the answers.
        return replace(again, lists=report.lists).figures_code() == report.figures_code()
    except Problem:
        return False
