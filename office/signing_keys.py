"""The keys an office signs with: made, remembered, and opened for the moment of signing.

`Unlock` says which key and the secret that opens it; `opened` turns it into what signs. The key itself is
never copied: the office remembers where it is and what its certificate says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from exports.carriers import deliver
from exports.keys import (
    CertificateFacts,
    KeyHolder,
    SigningKey,
    certificate_facts,
    fingerprint_words,
    from_p12,
    new_key,
    to_p12,
)
from exports.tokens import token_key
from forms.letters import normalise
from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk, KnownKey
from office.messages import sentence
from office.roles import Doing, demand_may

KEY_YEARS = 5
OWN = "own"
"""The role of a line of the register for a key of this office."""
MIN_PASSPHRASE = 8
"""Characters; a key file may be copied off the stick it lies on."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """A key file and its passphrase."""

    path: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a USB token: the library that reaches it, its slot, its certificate, and the PIN typed now."""

    library: Path
    slot: int
    fingerprint: str
    pin: str = field(repr=False)


Unlock = FileKey | TokenKey
"""Which key signs, and the secret that opens it."""


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key as the send page shows it."""

    path: Path  # of the key file, or of the library that reaches the token
    subject: str  # the person, with the position: "A Chương, Chủ tịch"
    unit: str | None
    fingerprint: str
    valid_to: datetime
    slot: int | None = None  # of a USB token, as it was last seen

    @property
    def fingerprint_words(self) -> tuple[str, ...]:
        """The fingerprint as it is read over the telephone."""
        return fingerprint_words(self.fingerprint)

    def unlocked_by(self, secret: str) -> Unlock:
        """Give what opens the key with the passphrase or PIN typed now."""
        if self.slot is None:
            return FileKey(self.path, secret)
        return TokenKey(self.path, self.slot, self.fingerprint, secret)


def keys(desk: Desk) -> tuple[KeyView, ...]:
    """Return the keys used or made here, the last used first; a file gone or a key ended is left out."""
    ended = ended_keys(desk)
    return tuple(
        KeyView(
            key.path,
            key.subject,
            key.unit,
            key.fingerprint,
            datetime.fromisoformat(key.valid_to),
            key.slot,
        )
        for key in desk.known_keys()
        if key.path.is_file() and key.fingerprint not in ended
    )


def ended_keys(desk: Desk) -> frozenset[str]:
    """Give the fingerprints of this office's keys that sign no more, as its own register says."""
    today = desk.clock.today()
    own = [one for one in desk.signers.list() if one.unit == desk.unit.code]
    open_still = {one.fingerprint for one in own if one.is_open(today)}
    return frozenset(one.fingerprint for one in own) - open_still


def make_key(
    desk: Desk, person: str, position: str, passphrase: str, path: Path | None = None, years: int = KEY_YEARS
) -> KeyView:
    """Make a signing key in a new PKCS#12 file; an existing file is never written over."""
    demand_may(desk, Doing.KEEP)
    path = path or free_name(desk.home / "keys", f"khoa-{desk.unit.code}")
    holder = Holder(person, position, desk.unit.code, desk.unit.name)
    key = write_key(holder, passphrase, path, desk.clock.now(), years)
    return remember_key(desk, FileKey(path, passphrase), key)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is: what its certificate will say."""

    person: str
    position: str
    unit: str
    unit_name: str


def write_key(
    holder: Holder, passphrase: str, path: Path, now: datetime, years: int = KEY_YEARS
) -> SigningKey:
    """Make a key in a new PKCS#12 file, where no office is needed.

    Raises `Problem`: NAME_MISSING, PASSPHRASE_SHORT, KEY_FILE_EXISTS, or what `new_key` does.
    """
    person, position = normalise(holder.person), normalise(holder.position)
    if not person:
        raise Problem("NAME_MISSING")
    if len(passphrase) < MIN_PASSPHRASE:
        raise Problem("PASSPHRASE_SHORT")
    if path.exists():
        raise Problem("KEY_FILE_EXISTS", file=path.name)
    key = new_key(
        person=person,
        unit=holder.unit,
        unit_name=holder.unit_name,
        position=position,
        not_before=now - timedelta(days=1),
        not_after=now.replace(year=now.year + years),
        algorithm="P-256",
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    deliver(to_p12(key, passphrase), path.parent, path.name, private=True)
    return key


def add_key(desk: Desk, unlock: Unlock) -> KeyView:
    """Remember a key the office already has; its certificate must not be another unit's."""
    demand_may(desk, Doing.KEEP)
    with opened(desk, unlock) as key:
        return remember_key(desk, unlock, key)


@contextmanager
def opened(desk: Desk, unlock: Unlock, *, to_sign: bool = True) -> Iterator[KeyHolder]:
    """Open a key for the moment of signing; its certificate and chain may still be read afterwards.

    Raises `Problem`: KEY_FILE_MISSING, KEY_OTHER_UNIT, KEY_NOT_YET and KEY_EXPIRED (only `to_sign`: what was
    sealed to it long ago is opened still), or what `from_p12` and `token_key` do.
    """
    with unlocked(unlock) as key:
        demand_own(desk, certificate_facts(key.certificate))
        if to_sign:
            _demand_in_time(desk, key)
        yield key


def _demand_in_time(desk: Desk, key: KeyHolder) -> None:
    """Refuse to sign what every office above would refuse; a clock that is wrong is named as such."""
    now = desk.clock.now()
    since, until = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    if now < since:
        raise Problem("KEY_NOT_YET", since=_day(since), today=_day(now))
    if now > until:
        raise Problem("KEY_EXPIRED", until=_day(until))


def _day(moment: datetime) -> str:
    return moment.astimezone(VIET_NAM).strftime("%d/%m/%Y")


@contextmanager
def unlocked(unlock: Unlock) -> Iterator[KeyHolder]:
    """Open a key of whoever it may be, where there is no office to ask; raises what `opened` does of keys."""
    if isinstance(unlock, TokenKey):
        with token_key(unlock.library, unlock.slot, unlock.fingerprint, unlock.pin) as key:
            yield key
    elif not unlock.path.is_file():
        raise Problem("KEY_FILE_MISSING", file=unlock.path.name)
    else:
        yield from_p12(unlock.path.read_bytes(), unlock.passphrase)


def demand_own(desk: Desk, facts: CertificateFacts) -> None:
    """Refuse a key whose certificate names another unit (KEY_OTHER_UNIT)."""
    if facts.unit is not None and facts.unit != desk.unit.code.lower():
        raise Problem("KEY_OTHER_UNIT", found=facts.unit, unit=desk.unit.code)


def remember_key(desk: Desk, unlock: Unlock, key: KeyHolder) -> KeyView:
    """Remember a key as the one last used, enter it into the office's own register, tell what it says."""
    facts = certificate_facts(key.certificate)
    _enter(desk, facts)
    if isinstance(unlock, TokenKey):
        return remember_certificate(desk, unlock.library, facts, unlock.slot)
    return remember_certificate(desk, unlock.path, facts)


def remember_certificate(desk: Desk, path: Path, facts: CertificateFacts, slot: int | None = None) -> KeyView:
    """Remember the key of a certificate and where it is: a key file, or a token with its library and slot."""
    who = ", ".join(part for part in (facts.person, facts.position) if part)
    until = facts.valid_to
    desk.remember_key(KnownKey(path.resolve(), who, facts.unit, facts.fingerprint, until.isoformat(), slot))
    return KeyView(path, who, facts.unit, facts.fingerprint, until, slot)


def _enter(desk: Desk, facts: CertificateFacts) -> None:
    """Enter a key of this office into its register, once: what signs here is known here."""
    if all(one.fingerprint != facts.fingerprint for one in desk.signers.list()):
        desk.signers.recognise(
            fingerprint=facts.fingerprint,
            certificate=facts.data,
            unit=desk.unit.code,
            person=facts.person,
            position=facts.position,
            role=OWN,
            since=desk.clock.today(),
            who=desk.person.name,
            how=sentence("OWN_KEY", desk.language),
            when=desk.clock.now(),
        )


def free_name(folder: Path, stem: str) -> Path:
    """Give a name for a new key file that no file of the folder has."""
    number = 1
    while (path := folder / f"{stem}{'' if number == 1 else f'-{number}'}.p12").exists():
        number += 1
    return path
