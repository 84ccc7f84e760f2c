"""Confidentiality: packages that only their recipient can open, where others must not read them.

    sealing_of(desk, report) -> Sealing      whether this package should be sealed, may be, and can be
    leaving(desk, files, sealed)             the files as they leave the office, sealed or plain
    opening_keys(desk)                       the keys of this office that may open what came sealed
    opener(desk, unlock)                     what opens them with one of these

What is signed is sealed, never the other way round: who sent it, the signature says, inside. A register or
identity numbers are sealed unless somebody says otherwise; nominations may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from exports.envelope import ENDING, is_for, seal, unseal
from exports.keys import KeyHolder, from_p12
from exports.opc import verify
from exports.tokens import token_keys
from forms.pack import Pack
from forms.problems import Problem
from forms.report import Report
from forms.routed import holds_id_number
from office.certified import sealing_certificate, sealing_keys
from office.desk import Desk
from office.signing_keys import FileKey, TokenKey, Unlock, keys, opened

_COPIED = re.compile(r"(.+)\.(xlsx|zip)([ _(-].*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpeningKey:
    """A key that may open what came sealed; `slot`: of a USB token."""

    path: Path
    name: str
    slot: int | None = None
    fingerprint: str = ""
    for_sealing: bool = False  # made to open what others seal to this office

    def unlocked_by(self, secret: str) -> Unlock:
        """Give what opens the key with the passphrase or PIN typed now."""
        if self.slot is None:
            return FileKey(self.path, secret)
        return TokenKey(self.path, self.slot, self.fingerprint, secret)


@dataclass(frozen=True, slots=True)
class Sealing:
    """Whether a package leaves the office sealed.

    `wanted`: it carries a register or identity numbers; `offered`: or nominations; `possible`: the
    recipient's certificate is known here.
    """

    wanted: bool
    offered: bool
    possible: bool
    recipient: str

    @property
    def by_stick(self) -> bool:
        """Tell whether it should be sealed and cannot be: then it goes by stick, from hand to hand."""
        return self.wanted and not self.possible


def sealing_of(desk: Desk, report: Report) -> Sealing:
    """Say what a package carries that others must not read, and whether it can be sealed."""
    to = desk.pack.units_by_code.get(report.header.recipient)
    certificate = sealing_certificate(desk, report.header.recipient)
    wanted = _has_register(desk.pack, report) or _has_numbers(desk.pack, report)
    return Sealing(
        wanted,
        wanted or _has_personal(desk.pack, report),
        certificate is not None,
        to.name if to else report.header.recipient,
    )


def _has_register(pack: Pack, report: Report) -> bool:
    kept = {table.id for form in pack.forms if form.register for table in form.tables}
    return any(report.tables.get(table) for table in kept)


def _has_numbers(pack: Pack, report: Report) -> bool:
    return any(
        field.id in row
        for table in pack.tables_by_id.values()
        for field in table.fields
        if holds_id_number(field)
        for row in report.tables.get(table.id, {}).values()
    )


def _has_personal(pack: Pack, report: Report) -> bool:
    """Tell whether there are rows of a table with sensitive fields: nominations speak of people."""
    return any(
        bool(report.tables.get(table.id)) and any(field.sensitive for field in table.fields)
        for table in pack.tables_by_id.values()
    )


def leaving(desk: Desk, files: Mapping[str, bytes], recipient: str, *, sealed: bool) -> dict[str, bytes]:
    """Give files as they leave the office: as they are, or each sealed to the recipient and to this office.

    Raises SEAL_NO_CERTIFICATE where the recipient's certificate is not known here.
    """
    if not sealed:
        return dict(files)
    theirs = sealing_certificate(desk, recipient)
    if theirs is None:
        known = desk.pack.units_by_code.get(recipient)
        raise Problem("SEAL_NO_CERTIFICATE", unit=known.name if known else recipient)
    ours = sealing_certificate(desk, desk.unit.code)
    recipients = [theirs] if ours is None else [theirs, ours]
    return {f"{name}{ENDING}": seal(data, recipients) for name, data in files.items()}


def is_sealed(name: str) -> bool:
    """Tell by its name whether a file came sealed."""
    return name.lower().endswith(ENDING)


def inner_name(name: str) -> str:
    """Name what is inside a sealed file."""
    if not is_sealed(name):
        return name
    inner = name[: -len(ENDING)]
    copied = _COPIED.fullmatch(inner)  # "x.xlsx (1).p7m": the browser's number goes before the ending
    return f"{copied[1]}{copied[3]}.{copied[2]}" if copied else inner


def opening_keys(desk: Desk) -> tuple[OpeningKey, ...]:
    """List the keys that may open what came sealed: those made for it first, then those that sign."""
    made = sealing_keys(desk)
    return (
        *(OpeningKey(path, path.stem, for_sealing=True) for path in made),
        *(
            OpeningKey(key.path, key.subject, key.slot, key.fingerprint)
            for key in keys(desk)
            if key.path not in made
        ),
    )


@contextmanager
def opener(desk: Desk, unlock: Unlock) -> Iterator[Callable[[bytes], bytes]]:
    """Open a key and give what opens sealed packages with it, one by one.

    What was sealed to an older key of this office opens too, where the passphrase is the same, and to another
    key of the same token. What is given raises ENVELOPE, whatever was wrong; opening the key raises what
    `signing_keys.opened` does.
    """
    with _opened(desk, unlock) as holders:

        def look_inside(data: bytes) -> bytes:
            fitting = next((one for one in holders if is_for(data, one.certificate)), holders[0])
            return unseal(data, fitting)

        yield look_inside


@contextmanager
def _opened(desk: Desk, unlock: Unlock) -> Iterator[tuple[KeyHolder, ...]]:
    if isinstance(unlock, TokenKey):
        with token_keys(unlock.library, unlock.slot, unlock.fingerprint, unlock.pin) as keys_there:
            yield keys_there
    else:
        with opened(desk, unlock, to_sign=False) as key:
            yield (key, *_with_the_same_passphrase(desk, unlock))


def _with_the_same_passphrase(desk: Desk, unlock: FileKey) -> list[KeyHolder]:
    found: list[KeyHolder] = []
    for path in sealing_keys(desk):
        if path.resolve() != unlock.path.resolve():
            with suppress(Problem):
                found.append(from_p12(path.read_bytes(), unlock.passphrase))
    return found


def demand_whole(desk: Desk, inside: bytes) -> None:
    """Refuse what is no whole signed package with the one answer that all failures get: ENVELOPE."""
    if verify(inside, now=desk.clock.now()).parts is None:
        raise Problem("ENVELOPE")
