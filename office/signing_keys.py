"""The keys an office signs with: made, remembered, and opened for the moment of signing.

`Unlock` says which key and the secret that opens it; `opened` turns it into what signs. The key itself is
never copied: the office remembers where it is and what its certificate says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from exports.carriers import deliver
from exports.keys import (
    KeyHolder,
    SigningKey,
    certificate_facts,
    fingerprint_words,
    from_p12,
    new_key,
    to_p12,
)
from forms.letters import normalise
from forms.problems import Problem
from office.desk import Desk, KnownKey

KEY_YEARS = 5
MIN_PASSPHRASE = 8
"""Characters; a key file may be copied off the stick it lies on."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """A key file and its passphrase."""

    path: Path
    passphrase: str


Unlock = FileKey
"""Which key signs, and the secret that opens it."""


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key file as the send page shows it."""

    path: Path
    subject: str  # the person, with the position: "A Chương, Chủ tịch"
    unit: str | None
    fingerprint_words: tuple[str, ...]
    valid_to: datetime | None


def keys(desk: Desk) -> tuple[KeyView, ...]:
    """Return the key files used or made here, the last used first; one that is gone is left out."""
    return tuple(
        KeyView(
            key.path,
            key.subject,
            key.unit,
            fingerprint_words(key.fingerprint),
            datetime.fromisoformat(key.valid_to),
        )
        for key in desk.known_keys()
        if key.path.is_file()
    )


def make_key(
    desk: Desk, person: str, position: str, passphrase: str, path: Path | None = None, years: int = KEY_YEARS
) -> KeyView:
    """Make a signing key in a new PKCS#12 file; an existing file is never written over."""
    person, position = normalise(person), normalise(position)
    if not person:
        raise Problem("NAME_MISSING")
    if len(passphrase) < MIN_PASSPHRASE:
        raise Problem("PASSPHRASE_SHORT")
    path = path or free_name(desk.home / "keys", f"khoa-{desk.unit.code}")
    if path.exists():
        raise Problem("KEY_FILE_EXISTS", file=path.name)
    now = desk.clock.now()
    key = new_key(
        person=person,
        unit=desk.unit.code,
        unit_name=desk.unit.name,
        position=position,
        not_before=now - timedelta(days=1),
        not_after=now.replace(year=now.year + years),
        algorithm="P-256",
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    deliver(to_p12(key, passphrase), path.parent, path.name, private=True)
    return remember_key(desk, FileKey(path, passphrase), key)


def add_key(desk: Desk, unlock: Unlock) -> KeyView:
    """Remember a key the office already has; its certificate must not be another unit's."""
    with opened(desk, unlock) as key:
        return remember_key(desk, unlock, key)


@contextmanager
def opened(desk: Desk, unlock: Unlock) -> Iterator[KeyHolder]:
    """Open a key for the moment of signing; its certificate and chain may still be read afterwards.

    Raises `Problem`: KEY_FILE_MISSING, KEY_OTHER_UNIT, or what `from_p12` does.
    """
    key = _from_file(unlock)
    unit = certificate_facts(key.certificate).unit
    if unit is not None and unit != desk.unit.code.lower():
        raise Problem("KEY_OTHER_UNIT", found=unit, unit=desk.unit.code)
    yield key


def _from_file(unlock: FileKey) -> SigningKey:
    if not unlock.path.is_file():
        raise Problem("KEY_FILE_MISSING", file=unlock.path.name)
    return from_p12(unlock.path.read_bytes(), unlock.passphrase)


def remember_key(desk: Desk, unlock: Unlock, key: KeyHolder) -> KeyView:
    """Remember a key as the one last used, and tell what its certificate says."""
    facts = certificate_facts(key.certificate)
    who = ", ".join(part for part in (facts.person, facts.position) if part)
    until = facts.valid_to
    path = unlock.path
    desk.remember_key(KnownKey(path.resolve(), who, facts.unit, facts.fingerprint, until.isoformat()))
    return KeyView(path, who, facts.unit, fingerprint_words(facts.fingerprint), until)


def free_name(folder: Path, stem: str) -> Path:
    """Give a name for a new key file that no file of the folder has."""
    number = 1
    while (path := folder / f"{stem}{'' if number == 1 else f'-{number}'}.p12").exists():
        number += 1
    return path
