"""An office's desk: its data file, its pack and unit, its people, its clock. Opened once and handed down."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from db.answers import Answers
from db.attachments import Attachments
from db.authority import Authorities
from db.connect import create, open_database
from db.database import Database
from db.keystore import KeyStore, best_keystore, first_key, kept_key
from db.offices import Office, Person
from db.packs import install_pack, installed_packs, pack_bytes
from db.received import Received
from db.signers import Signers
from exports.trust import TrustStore
from exports.trust_files import load_trust_folder
from forms.answers import Document
from forms.engine import FormSet
from forms.letters import normalise
from forms.pack import Level, Pack, Unit
from forms.problems import Problem
from forms.report import Report
from office.believed import with_authorities
from office.clock import Clock
from office.grown_packs import effective, held
from office.one_writer import Hold
from office.packs import Shelf, ShelvedPack, open_pack
from office.switching import finish, is_switching

DATABASE = "phieuxa.db"
TRUST_FOLDER = "trust"

KEYS_SETTING = "keys"
"""A setting: the key files used here, the last used first."""


@dataclass(frozen=True, slots=True)
class OrderOfSending:
    """The numbers of the next package to one recipient."""

    revision: int
    sequence: int
    replaces: str  # package id
    previous_digest: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key this office has signed with, and what its certificate says."""

    path: Path  # of the key file, or of the library that reaches the token
    subject: str
    unit: str | None
    fingerprint: str
    valid_to: str  # ISO moment
    slot: int | None = None  # of a USB token, as it was last seen

    @property
    def place(self) -> tuple[Path, str]:
        """What tells it from others: a file by its path, a token's key by its certificate too."""
        return self.path, "" if self.slot is None else self.fingerprint


class Desk:
    """One office at work. A desk belongs to the thread that opened it; `again()` opens another.

    `beside()` gives the same office at work with another pack: a form of another maker, of which `instance`
    names the one being filled in. Such a desk shares the data file and leaves its closing to the first one.
    """

    in_place = False  # whether it types in the place of a unit below (`office.in_place`)

    def __init__(
        self,
        home: Path,
        clock: Clock,
        database: Database,
        shelved: ShelvedPack,
        *,
        instance: str = "",
        owner: Desk | None = None,
        shares: bool = False,
    ) -> None:
        """Take over an open data file and the pack it works with.

        `owner` is the desk this one is beside; it closes the file where this one only `shares` it.
        """
        self.home = home
        self.clock = clock
        self.database = database
        self.shelved = shelved
        self.known: dict[str, ShelvedPack] = {}  # other states of packs met in packages, by hash
        self.sent_reports: dict[str, Report] = {}  # what was sent last, read again, by digest
        self.hold: Hold | None = None  # that this program alone writes the data file
        self.instance = instance
        self.owner = owner
        self._shares = shares
        self.office = Office(database)
        self.answers = Answers(database, shelved.pack)
        self.received = Received(database, shelved.pack)
        self.signers = Signers(database)
        self.authorities = Authorities(database)
        self.attachments = Attachments(database, instance)
        self.language = self.office.setting("language") or "vi"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the data file and close it; a desk beside another leaves that to it."""
        if not self._shares:
            self.database.close()
            if self.hold is not None:
                self.hold.release()

    def again(self) -> Desk:
        """Open the same office once more, for a background thread."""
        if self.owner is not None:
            owner = self.owner.again()
            return Desk(
                self.home, self.clock, owner.database, self.shelved, instance=self.instance, owner=owner
            )
        return Desk(self.home, self.clock, self.database.again(), self.shelved)

    def beside(self, pack: ShelvedPack, instance: str) -> Desk:
        """Give the same office at work with another, installed pack; close nothing of it."""
        owner = self.owner or self
        desk = Desk(self.home, self.clock, self.database, pack, instance=instance, owner=owner, shares=True)
        desk.language = self.language
        return desk

    def turn_to(self, shelved: ShelvedPack) -> None:
        """Go on with another state of the pack, which must be installed; open entries are opened anew."""
        self.shelved = shelved
        self.answers = Answers(self.database, shelved.pack)
        self.received = Received(self.database, shelved.pack)
        for kept in ("unit", "reporting_units"):
            self.__dict__.pop(kept, None)

    # --- pack and unit -----------------------------------------------------------------------

    @property
    def pack(self) -> Pack:
        """Return the pack this office works with."""
        return self.shelved.pack

    @property
    def form_set(self) -> FormSet:
        """Return the pack's compiled forms."""
        return self.shelved.form_set

    @cached_property
    def unit(self) -> Unit:
        """Return the office's own unit, also where a form of another maker knows none."""
        if self.owner is not None and self.pack.alone:
            return self.owner.unit
        return self.pack.units_by_code[self.office.record().unit]

    @property
    def level(self) -> Level:
        """Return the unit's level."""
        if self.owner is not None and self.pack.alone:
            return self.owner.level
        return next(level for level in self.pack.levels if level.code == self.unit.level)

    @property
    def only_looks(self) -> bool:
        """Tell whether another program writes these data: here they are only shown."""
        return self.database.only_reading is not None

    @property
    def parent(self) -> Unit | None:
        """Return the unit this office sends to, None at the top."""
        return self.pack.units_by_code.get(self.unit.parent)

    @property
    def has_below(self) -> bool:
        """Tell whether units report to this office: an area with units of the next level below it."""
        return bool(self.reporting_units)

    @property
    def campaign_id(self) -> str:
        """Return the campaign's id, "" where the pack has none; each form beside it has one of its own."""
        if self.owner is not None and self.pack.alone:
            return form_campaign(self.pack.id)
        return self.pack.campaign.id if self.pack.campaign else ""

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """Return every unit below that fills required forms: the N of "n/N units", in code order."""
        return self.pack.reporting_units(self.unit.code)

    def below(self, unit: str) -> bool:
        """Tell whether `unit` sends to this office directly."""
        found = self.pack.units_by_code.get(unit)
        return found is not None and found.parent == self.unit.code

    # --- people ------------------------------------------------------------------------------

    @property
    def person(self) -> Person:
        """Return who is working now."""
        chosen = self.office.setting("person")
        people = self.people()
        return next((person for person in people if str(person.id) == chosen), people[0])

    def people(self) -> tuple[Person, ...]:
        """Return the people who are there today; all, where the clock lies before the first day."""
        return self.office.people(self.clock.today()) or self.office.people()

    def choose_person(self, person: int) -> None:
        """Say who is working now; typing needs no password."""
        if all(one.id != person for one in self.people()):
            raise Problem("PERSON_UNKNOWN")
        self.office.set_setting("person", str(person))
        if self.hold is not None:
            self.hold.tell(self.person.name)

    def add_person(self, name: str, position: str = "", telephone: str = "") -> Person:
        """Put a person on the office's list from today."""
        name, position, telephone = (normalise(text) for text in (name, position, telephone))
        if not name:
            raise Problem("NAME_MISSING")
        return self.office.add_person(name, position, telephone, since=self.clock.today())

    def end_person(self, person: int) -> None:
        """Take a person off the list from today; what they did stays theirs. The last one stays."""
        if all(one.id != person for one in self.people()) or len(self.people()) == 1:
            raise Problem("PERSON_UNKNOWN")
        self.office.end_person(person, self.clock.today() - timedelta(days=1))

    def set_language(self, language: str) -> None:
        """Choose the language of screens and sentences."""
        self.language = language
        self.office.set_setting("language", language)

    # --- own answers -------------------------------------------------------------------------

    def own_submission(self) -> int:
        """Return the id of the office's own answers in the campaign."""
        return self.answers.own(self.unit.code, self.campaign_id, self.clock.now(), self.instance)

    def own_document(self) -> Document:
        """Load the office's own answers."""
        return self.answers.load(self.own_submission())

    # --- sending and trust -------------------------------------------------------------------

    def order_of_sending(self, recipient: str) -> OrderOfSending:
        """Return the numbers the next package to `recipient` carries."""
        sequence, digest = self.office.last_sent(recipient)
        revision = self.received.last_revision(self.unit.code, self.campaign_id)
        sent = self.received.packages(direction="sent", unit=self.unit.code, campaign=self.campaign_id)
        replaces = next((kept.package.package_id for kept in sent if kept.package.revision == revision), "")
        return OrderOfSending(revision + 1, sequence + 1, replaces, digest)

    def known_keys(self) -> tuple[KnownKey, ...]:
        """Return the keys used here, the last used first."""
        kept = json.loads(self.office.setting(KEYS_SETTING) or "[]")
        return tuple(KnownKey(Path(path), *facts) for path, *facts in kept)

    def remember_key(self, key: KnownKey) -> None:
        """Remember a key as the one last used; the key itself is never copied."""
        keys = [key, *(known for known in self.known_keys() if known.place != key.place)]
        rows = [[str(k.path), k.subject, k.unit, k.fingerprint, k.valid_to, k.slot] for k in keys]
        self.office.set_setting(KEYS_SETTING, json.dumps(rows, ensure_ascii=False))

    def trust(self, on: date | None = None) -> TrustStore:
        """Return what this office trusts for what it received on a day, today where none is named.

        Its recognised signers, the authorities it knows, and the CA certificates in its folder.
        """
        folder = self.home / TRUST_FOLDER
        store = load_trust_folder(folder) if folder.is_dir() else TrustStore()
        today = self.clock.today()
        good = [signer for signer in self.signers.list() if signer.holds(on or today, today)]
        by_word = frozenset(signer.fingerprint for signer in good if not signer.role)
        store = with_authorities(store, self.authorities, by_word, on or today)
        return replace(store, recognised=frozenset(signer.fingerprint for signer in good))


def form_campaign(pack: str) -> str:
    """Name what the instances of a form beside the campaign are filed under."""
    return f"form:{pack}"


def is_started(home: Path) -> bool:
    """Tell whether an office has been set up in `home`."""
    return (home / DATABASE).is_file() or is_switching(home / DATABASE)


def start(  # noqa: PLR0913 - what a new office is made of
    home: Path,
    *,
    unit: str,
    person: str,
    telephone: str = "",
    position: str = "",
    shelf: Shelf,
    pack: bytes | None = None,
    clock: Clock,
    keystore: KeyStore | None = None,
    language: str = "vi",
) -> Desk:
    """Set an office up in `home` for `unit`; raise ALREADY_STARTED, NO_PACK, UNIT_UNKNOWN, NAME_MISSING."""
    if is_started(home):
        raise Problem("ALREADY_STARTED", home=home)
    person, position, telephone = (normalise(text) for text in (person, position, telephone))
    if not person:
        raise Problem("NAME_MISSING")
    shelved = open_pack(pack, clock.now()) if pack is not None else shelf.holding(unit)
    if unit not in shelved.pack.units_by_code:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)  # no other account looks in
    database = create(home / DATABASE, first_key(keystore or best_keystore(home)))
    with database.writing():
        install_pack(database, shelved.pack, shelved.data, clock.now())
        office = Office(database)
        office.begin(unit, language, clock.now())
        office.set_setting("pack", shelved.pack.id)
        office.set_setting("version", shelved.pack.version)
        first = office.add_person(person, position, telephone, since=clock.today())
        office.set_setting("person", str(first.id))
    return Desk(home, clock, database, shelved)


def open_desk(
    home: Path,
    *,
    clock: Clock,
    shelf: Shelf | None = None,
    keystore: KeyStore | None = None,
    only_look: Problem | None = None,
) -> Desk:
    """Open the office in `home`; raise NOT_STARTED, KEYSTORE or a DB_... Problem.

    A restoring that was cut off is finished first.

    `shelf` spares verifying and compiling the pack again where the office works with a shipped one.
    `only_look`: another program writes the data; whatever would write here raises this Problem.
    """
    if not is_started(home):
        raise Problem("NOT_STARTED", home=home)
    if only_look is None:
        finish(home / DATABASE)
    key = kept_key(keystore or best_keystore(home))
    database = open_database(home / DATABASE, key, only_reading=only_look)
    try:
        office = Office(database)
        wanted = (office.setting("pack"), office.setting("version"))
        known = next((p for p in installed_packs(database) if (p.id, p.version) == wanted), None)
        data = pack_bytes(database, *wanted)
        alike = [p for p in shelf.packs if (p.pack.id, p.pack.version) == wanted] if shelf else []
        shelved = next((p for p in alike if p.data == data or (known and p.pack.hash == known.hash)), None)
        shelved = shelved or open_pack(data, clock.now())
        grown = effective(shelved, held(database, shelved.pack.id, clock.now()))
        return Desk(home, clock, database, grown)
    except BaseException:
        database.close()
        raise
