"""The people who sign for this office, and the guided ways for the days when something changes.

Each way makes the new key, writes the change into the office's own register and, where a key that the office
above knows already vouches for it, a signed register file to carry there. Answers are never touched; packages
sent before stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from db.signers import ACTING, DEPUTY, LEFT, LOST, REPLACED, RecognisedSigner
from exports.keys import fingerprint_words
from forms.answers import Address
from forms.letters import normalise
from forms.problems import Problem
from forms.report import HEADER_TABLE
from office.desk import Desk
from office.entry import Entry
from office.messages import sentence
from office.register_file import write
from office.roles import Doing, demand_may
from office.signing_keys import TokenKey, Unlock, make_key, opened

COVER_NAME, COVER_POSITION = (Address(HEADER_TABLE, (), name) for name in ("c15", "c16"))


class Way(StrEnum):
    """What happened, as a person at the office would say it."""

    DEPUTY = "deputy"  # a deputy signs for the head (KT.)
    ACTING = "acting"  # an acting head signs, often until a day
    HOLDER = "holder"  # another person has taken the office over
    SECOND_PC = "second-pc"  # the same person signs on this PC too
    FORGOTTEN = "forgotten"  # the passphrase is forgotten, or the key file is broken
    LOST = "lost"  # a token or key file is lost, or in other hands


CAPACITY = {Way.DEPUTY: DEPUTY, Way.ACTING: ACTING}
END = {Way.HOLDER: LEFT, Way.FORGOTTEN: REPLACED, Way.LOST: LOST}
"""The ways that end the recognition of a key, and the word for it."""
ANOTHER_PERSON = frozenset((Way.DEPUTY, Way.ACTING, Way.HOLDER))


@dataclass(frozen=True, slots=True)
class OwnSigner:
    """A line of the office's own register; `file`: its key file on this PC, "" where it is elsewhere.

    `token`: this PC reaches the key on a USB token.
    """

    fingerprint: str
    words: tuple[str, ...]
    person: str
    position: str
    capacity: str
    since: date
    until: date | None
    end_kind: str
    file: str
    token: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says on one of the ways.

    `old`: fingerprint of the key that signs no more; `until`: last day of an acting head; `vouch`: a key
    that the office above knows already, with `folder` for the file it signs.
    """

    way: Way
    person: str
    position: str
    passphrase: str
    old: str = ""
    until: date | None = None
    vouch: Unlock | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done: the new key, the file that vouches for it, and whether the cover names who signs."""

    way: Way
    person: str
    position: str
    words: tuple[str, ...]
    key: Path
    file: Path | None
    on_cover: bool
    cover_problem: Problem | None


def own_signers(desk: Desk) -> tuple[OwnSigner, ...]:
    """Return who signs for this office, those who do no more last."""
    today = desk.clock.today()
    keys = desk.known_keys()
    files = {key.fingerprint: key.path.name for key in keys if key.slot is None}
    tokens = {key.fingerprint for key in keys if key.slot is not None}
    own = [one for one in desk.signers.list() if one.unit == desk.unit.code]
    return tuple(
        OwnSigner(
            one.fingerprint,
            fingerprint_words(one.fingerprint),
            one.person,
            one.position,
            one.capacity,
            one.since,
            one.until,
            one.end_kind,
            files.get(one.fingerprint, ""),
            one.fingerprint in tokens,
            one.is_open(today),
        )
        for one in sorted(own, key=lambda each: (not each.is_open(today), -each.id))
    )


def change(desk: Desk, wanted: Wanted) -> Changed:
    """Go one of the ways: make the key, write the register, and the file that vouches where one is wanted.

    Raises what `make_key` does, LAST_DAY_PAST, SIGNER_NOT_LISTED (the old key is not of this office),
    VOUCH_LOST (the lost key cannot vouch), FOLDER_MISSING, and what opening the vouching key does, all
    before anything is made.
    """
    demand_may(desk, Doing.SETTINGS)
    old = _demand(desk, wanted)
    made = make_key(desk, wanted.person, wanted.position, wanted.passphrase)
    today, now = desk.clock.today(), desk.clock.now()
    file: Path | None = None
    with desk.database.writing():
        mine = next(key for key in desk.known_keys() if key.path == made.path.resolve())
        line = _line_of(desk, mine.fingerprint)
        desk.signers.amend(line.id, capacity=CAPACITY.get(wanted.way, ""), until=wanted.until)
        if old is not None:
            desk.signers.end(
                old.id,
                until=today - timedelta(days=1),
                who=desk.person.name,
                how=sentence(f"WAY_{END[wanted.way].upper()}", desk.language),
                when=now,
                kind=END[wanted.way],
            )
        if wanted.vouch is not None and wanted.folder is not None:
            file = write(desk, unlock=wanted.vouch, folder=wanted.folder)
            desk.remember_key(mine)  # the new one is offered first from now on
    problem = _name_on_cover(desk, wanted) if wanted.way in ANOTHER_PERSON else None
    on_cover = wanted.way in ANOTHER_PERSON and problem is None and not desk.pack.alone
    return Changed(
        wanted.way,
        line.person,
        line.position,
        made.fingerprint_words,
        made.path,
        file,
        on_cover,
        problem,
    )


def _demand(desk: Desk, wanted: Wanted) -> RecognisedSigner | None:
    """Refuse what cannot be done before anything is; give the line of the key that signs no more."""
    if wanted.until is not None and wanted.until < desk.clock.today():
        raise Problem("LAST_DAY_PAST", day=f"{wanted.until:%d/%m/%Y}")
    if wanted.vouch is not None and (wanted.folder is None or not wanted.folder.is_dir()):
        raise Problem("FOLDER_MISSING", folder=wanted.folder or "")
    if wanted.vouch is not None:
        with opened(desk, wanted.vouch):
            pass  # its passphrase or PIN is right
    if wanted.way not in END or not wanted.old:
        return None
    old = _line_of(desk, wanted.old)
    vouch = wanted.vouch
    if vouch is not None and wanted.way is not Way.HOLDER and _fingerprint(desk, vouch) == wanted.old:
        raise Problem("VOUCH_LOST", person=old.person)
    return old


def _fingerprint(desk: Desk, unlock: Unlock) -> str:
    """Say which key an unlock means, "" for a file this office never used."""
    if isinstance(unlock, TokenKey):
        return unlock.fingerprint
    path = unlock.path.resolve()
    return next((key.fingerprint for key in desk.known_keys() if key.path == path), "")


def _line_of(desk: Desk, fingerprint: str) -> RecognisedSigner:
    found = (one for one in desk.signers.find(fingerprint, desk.clock.today()) if one.unit == desk.unit.code)
    line = next(found, None)
    if line is None:
        raise Problem("SIGNER_NOT_LISTED", unit=desk.unit.code)
    return line


def _name_on_cover(desk: Desk, wanted: Wanted) -> Problem | None:
    """Name the new signer on the next package's cover, as one step of undo; say what stands against it."""
    if desk.pack.campaign is None or HEADER_TABLE not in desk.pack.tables_by_id:
        return None
    cells = [(COVER_NAME, normalise(wanted.person).strip(), None)]
    if wanted.position.strip():
        cells.append((COVER_POSITION, normalise(wanted.position).strip(), None))
    try:
        Entry.of_the_program(desk).put(cells)
    except Problem as problem:
        return problem
    return None
