"""A newer version of the pack: looked at first, accepted by a person, nothing dropped without a reason told.

    preview(desk, data)  -> what is different, what of the own answers it touches; changes nothing
    wait(desk, data)     -> keeps the file beside; the office goes on with the version it has
    accept(desk, seen)   -> a copy of the data file, then one transaction: answers move, the desk turns over

Figures that came from below under the older version move as well, so that consolidated tables go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.answers import Answers
from db.backup import copy
from db.database import Database
from db.packs import enter_in_register, install_pack, installed_packs
from db.received import LARGEST, PackageStatus, Received
from db.versions import AcceptedVersion, Versions, WaitingPack
from exports.keys import fingerprint_words
from forms.answers import Address, Document
from forms.differences import Difference, differences, key_shape
from forms.findings import Finding
from forms.moving import Moved, holds, move, new_place
from forms.pack import Pack
from forms.problems import Problem
from forms.report import PackageKind
from forms.roll_up import UnitFigures
from office import official
from office.building import signer_name
from office.case import judge_file
from office.case_state import Receipt
from office.changes import group_of, told
from office.desk import Desk
from office.older import carry, carry_lines, plain_left
from office.packs import Shelf, ShelvedPack, open_pack, version_key
from office.presented import demand_not_presented
from office.progress import Progress, silent
from office.roles import Doing, demand_may
from office.supplements import effective, held

__all__ = [
    "HOW",
    "AcceptedVersion",
    "Preview",
    "WaitingPack",
    "accept",
    "forget_waiting",
    "judge_again",
    "log",
    "preview",
    "to_look_at",
    "wait",
    "wait_for_shipped",
    "waiting",
]

HOW = "new version"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True)
class Preview:
    """What accepting a newer version would do to this office. `data`: the pack file as it came."""

    old: Pack
    shelved: ShelvedPack
    data: bytes
    differences: tuple[Difference, ...]
    moved: Moved
    findings: tuple[Finding, ...]  # errors and warnings that the newer version adds
    solved: int  # errors and warnings that are none any more
    received: int  # packages from below whose figures move
    other_campaign: bool  # the newer version is for another campaign: the answers of this one stay with it

    @property
    def new(self) -> Pack:
        """Return the newer version, with the supplements that are here."""
        return self.shelved.pack

    def other_signer(self, at_work: ShelvedPack) -> bool:
        """Tell whether a person signed the version at work and somebody else this one."""
        former = signer_name(at_work.signer)
        return bool(former) and self.shelved.signer.fingerprint != at_work.signer.fingerprint

    @property
    def words(self) -> tuple[str, ...]:
        """Return the file's hash in words, to be compared by telephone with those who made it."""
        return fingerprint_words(self.shelved.origin.pack.hash)

    def plain(self, language: str) -> dict[str, object]:
        """Give the preview as the command line prints it in JSON."""
        return {
            "pack": self.new.id,
            "old": self.old.version,
            "new": self.new.version,
            "hash": self.shelved.origin.pack.hash,
            "words": list(self.words),
            "differences": [
                {**one.plain(), "group": group_of(one), "sentence": told(one, language)}
                for one in self.differences
            ],
            "findings": [
                {
                    "code": one.code,
                    "severity": one.severity.value,
                    "place": str(one.place),
                    "sentence": one.sentence.get(language, ""),
                }
                for one in self.findings
            ],
            "solved": self.solved,
            "left": [plain_left(one) for one in self.moved.left],
            "marked": [str(place) for place in self.moved.marked],
            "received": self.received,
            "other_campaign": self.other_campaign,
        }


def preview(desk: Desk, data: bytes, name: str = "") -> Preview:
    """Look at a newer version without changing anything.

    Raises PACK_NOT_WHOLE, PACK_OTHER_ID, PACK_HERE_ALREADY, PACK_OLDER_VERSION, PACK_SAME_VERSION (this
    number with other content), PACK_WITHOUT_UNIT, PACK_WITHOUT_CAMPAIGN; PACK_FIELD_CHANGED, PACK_NAME or
    PACK_WIDE where its answers could not be kept; PACK_EXPRESSION and the like where it does not compile.
    """
    base = open_pack(data, desk.clock.now(), name)
    _demand_newer(desk, base.pack)
    shelved = effective(base, held(desk.database, base.pack.id, desk.clock.now()))
    _ = shelved.form_set  # raises where the expressions cannot be compiled
    _demand_room(desk, base)
    ahead = desk.beside(shelved, desk.instance)
    other = ahead.campaign_id != desk.campaign_id
    document = Document() if other else desk.own_document()
    moved = move(document, desk.pack, shelved.pack)
    before = () if other else official.opened(desk, document).findings()
    after = () if other else official.opened(ahead, moved.document).findings()
    known, found = {(one.code, one.place) for one in before}, {(one.code, one.place) for one in after}
    return Preview(
        desk.pack,
        shelved,
        data,
        differences(desk.pack, shelved.pack),
        moved,
        tuple(one for one in after if (one.code, one.place) not in known),
        len(known - found),
        0 if other else len(desk.received.accepted(desk.campaign_id)),
        other,
    )


def wait(desk: Desk, data: bytes) -> Preview:
    """Keep a newer version until somebody accepts it; raises what `preview` does."""
    demand_may(desk, Doing.KEEP)
    seen = preview(desk, data)
    Versions(desk.database).keep_waiting(
        seen.shelved.origin.pack, data, who=desk.person.name, when=desk.clock.now()
    )
    return seen


def wait_for_shipped(desk: Desk, shelf: Shelf) -> bool:
    """Keep the version waiting that came with the program, where it is newer; tell whether one waits now.

    What it would change is looked at when it is shown.
    """
    here, now = desk.shelved.origin.pack, waiting(desk)
    for shipped in shelf.packs:
        version = version_key(shipped.pack.version)
        if shipped.pack.id != here.id or version <= version_key(here.version):
            continue
        if now is None or version > version_key(now.version):
            Versions(desk.database).keep_waiting(
                shipped.pack, shipped.data, who=desk.person.name, when=desk.clock.now()
            )
    return waiting(desk) is not None


def waiting(desk: Desk) -> WaitingPack | None:
    """Give the newer version that waits, None where none does or the office has gone past it."""
    kept = Versions(desk.database).waiting(desk.pack.id)
    if kept is None or version_key(kept.version) <= version_key(desk.shelved.origin.pack.version):
        return None
    return kept


def forget_waiting(desk: Desk) -> None:
    """Let go of the newer version that waits."""
    demand_may(desk, Doing.KEEP)
    Versions(desk.database).waits_no_more(desk.pack.id)


def log(desk: Desk) -> tuple[AcceptedVersion, ...]:
    """List the versions this office has accepted, first to last."""
    return Versions(desk.database).log()


def to_look_at(desk: Desk) -> tuple[Finding, ...]:
    """List what the last accepted version found in the own answers and nobody has mended yet."""
    accepted = log(desk)
    if not accepted or accepted[-1].new_version != desk.shelved.origin.pack.version:
        return ()
    brought = {(code, place) for code, place in accepted[-1].detail.get("findings", ())}
    found = official.opened(desk, desk.own_document()).findings() if brought else ()
    return tuple(one for one in found if (one.code, str(one.place)) in brought)


def accept(desk: Desk, seen: Preview, progress: Progress = silent) -> AcceptedVersion:
    """Go on with a newer version: copy the data file, then move everything in one transaction.

    Raises PREVIEW_STALE where the office's version is not the one that was looked at, PRESENTED while the
    answers lie before the signer, DISK_FULL and the like, with nothing changed. The desk works with the
    newer version afterwards; open entries are opened anew.
    """
    demand_may(desk, Doing.SETTINGS)
    if desk.pack.hash != seen.old.hash:
        raise Problem("PREVIEW_STALE")
    demand_not_presented(desk)
    base = seen.shelved.origin
    _demand_newer(desk, base.pack)
    steps = seen.received + 2
    progress(0, steps, base.pack.version)
    backup = copy(desk.database, _beside(desk.database, base.pack))
    who, when = desk.person.name, desk.clock.now()
    with desk.database.writing():
        enter_in_register(desk.database, desk.pack)
        install_pack(desk.database, base.pack, seen.data, when)
        progress(1, steps, base.pack.version)
        moved = Moved(Document()) if seen.other_campaign else _move_own(desk, seen.shelved)
        texts = [] if seen.other_campaign else _move_drafts(desk, seen.new)
        lost = [] if seen.other_campaign else list(_move_received(desk, seen.shelved, progress, steps))
        desk.office.set_setting("pack", base.pack.id)
        desk.office.set_setting("version", base.pack.version)
        versions = Versions(desk.database)
        detail = {
            "left": [plain_left(one) for one in moved.left],
            "marked": [str(place) for place in moved.marked],
            "drafts": texts,
            "received": lost,
            "differences": len(seen.differences),
            "findings": [[one.code, str(one.place)] for one in seen.findings],
        }
        before = desk.shelved.origin.pack
        versions.accepted(before, base.pack, backup=backup.name, detail=detail, who=who, when=when)
        versions.waits_no_more(base.pack.id)
    desk.turn_to(seen.shelved)
    progress(steps, steps, "")
    return log(desk)[-1]


def judge_again(desk: Desk) -> tuple[Receipt, ...]:
    """Judge the packages again that were refused because their version was not known here then."""
    held = desk.received.packages(direction="received", status=PackageStatus.REFUSED)
    return tuple(
        judge_file(desk, kept.package.name, desk.received.data(kept.id), None)
        for kept in held
        if kept.reason == "OTHER_PACK" and kept.size <= LARGEST
    )


# --- refusals ----------------------------------------------------------------------------------------


def _demand_newer(desk: Desk, pack: Pack) -> None:
    here = desk.shelved.origin.pack
    if pack.id != here.id:
        raise Problem("PACK_OTHER_ID", found=pack.id, pack=here.id)
    if pack.hash == here.hash:
        raise Problem("PACK_HERE_ALREADY", pack=here.id, version=here.version)
    if version_key(pack.version) < version_key(here.version):
        raise Problem("PACK_OLDER_VERSION", found=pack.version, version=here.version)
    there = {one.version: one.hash for one in installed_packs(desk.database) if one.id == pack.id}
    same = version_key(pack.version) == version_key(here.version)
    if same or there.get(pack.version, pack.hash) != pack.hash:
        raise Problem("PACK_SAME_VERSION", pack=pack.id, version=pack.version)
    if desk.unit.code not in pack.units_by_code:
        raise Problem("PACK_WITHOUT_UNIT", unit=desk.unit.code)
    if pack.campaign is None and here.campaign is not None:
        raise Problem("PACK_WITHOUT_CAMPAIGN")


def _demand_room(desk: Desk, base: ShelvedPack) -> None:
    """Install the newer version and take it back, so that what `accept` would raise is raised here."""
    with desk.database.only_trying():
        enter_in_register(desk.database, desk.pack)
        install_pack(desk.database, base.pack, b"", desk.clock.now())


def _beside(database: Database, pack: Pack) -> Path:
    name = _UNSAFE.sub("_", f"{pack.id}-{pack.version}")
    return database.path.with_name(f"{database.path.stem}.before-{name[:80]}{database.path.suffix}")


# --- moving ------------------------------------------------------------------------------------------


def _move_own(desk: Desk, shelved: ShelvedPack) -> Moved:
    old, new = desk.pack, shelved.pack
    submission = desk.own_submission()
    document = desk.answers.load(submission)
    moved = move(document, old, new)
    for name, at in desk.attachments.places().items():
        place = new_place(Address.parse(at), document, old, new)
        if place is not None and str(place) != at:
            desk.attachments.move(name, str(place))
    ahead = Answers(desk.database, new)
    ahead.adopt(
        submission,
        moved.document,
        blank=_no_answers(ahead.load(submission), moved.document, old, new),
        who=desk.person.name,
        when=desk.clock.now(),
        how=HOW,
    )
    return moved


def _no_answers(there: Document, moved: Document, old: Pack, new: Pack) -> Iterator[Address]:
    """Name cells where what stands in the file is no answer of the older version.

    A value typed before the cell was computed, and states of a table whose rows were told apart otherwise.
    What only a still older version had asked comes back as it was.
    """
    before = {
        (table.id, field.id): (table, field) for table in old.tables_by_id.values() for field in table.fields
    }
    shapes = {table.id: key_shape(old, table) for table in old.tables_by_id.values()}
    for address in _addresses(there):
        known = before.get((address.table, address.field))
        kept = moved.value(address) is not None or address in moved.states or address in moved.stated
        if kept or address.table not in shapes:
            continue
        other_rows = shapes[address.table] != key_shape(new, new.tables_by_id[address.table])
        if other_rows or (known is not None and holds(old, address)):
            yield address


def _addresses(document: Document) -> Iterator[Address]:
    for table, rows in document.tables.items():
        for key, values in rows.items():
            yield from (Address(table, key, name) for name in values)
    yield from document.states
    yield from document.stated


def _move_drafts(desk: Desk, new: Pack) -> list[dict[str, str]]:
    """Take away texts that were being typed into cells that are gone, and tell them."""
    submission = desk.own_submission()
    gone = [line for line in desk.answers.drafts(submission) if not holds(new, line.address)]
    for line in gone:
        desk.answers.drop_draft(submission, line.address)
    return [{"place": str(line.address), "text": line.text} for line in gone]


def _move_received(
    desk: Desk, shelved: ShelvedPack, progress: Progress, steps: int
) -> Iterator[dict[str, object]]:
    """Give the figures that came from below a place in the newer version; the older ones stay superseded."""
    ahead = Received(desk.database, shelved.pack)
    when = desk.clock.now()
    for number, one in enumerate(desk.received.accepted(desk.campaign_id), 2):
        progress(number, steps, one.kept.package.name)
        upward = one.kept.package.kind == PackageKind.DISTRICT
        figures = {}
        for unit, kept in desk.received.figures_of(one.kept.id).items():
            if unit not in one.units:
                continue
            own = UnitFigures(unit, kept.tables, kept.states)
            place = shelved.pack.units_by_code.get(unit) or desk.pack.units_by_code[unit]
            carried = (
                carry_lines(own, desk.shelved, shelved)
                if upward
                else carry(own, desk.shelved, shelved, place, desk.clock.today(), judged=False)
            )
            figures[unit] = carried.figures
            if carried.left:
                left = [plain_left(item) for item in carried.left]
                yield {"package": one.kept.package.package_id, "unit": unit, "left": left}
        ahead.restate(one.kept.id, figures, when)
