"""The log of an office's decisions as a signed file, from which its tables can be made anew.

    write(desk, unlock, path)        every act, who signs for whom, and the office's own figures, signed
    open_log(data, now, ...)         strictly, with each act bound to the one before it

With the packages' bytes it is all that the consolidated tables are made of (`office.redoing`).
Format: docs/desk-log.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from db.acts import FIRST, Acts, KeptAct, canonical, digest_of
from db.database import moment, stamp
from db.signers import RecognisedSigner
from exports.carriers import deliver, demand_folder
from exports.keys import certificate_facts, load_certificate
from exports.opc import LOG, Signer
from forms.answers import Address, Document, Key, State, Value, parse_key, row_name
from forms.pack import Kind, Pack, TableKind
from forms.problems import Problem
from forms.report import plain_value
from office.acts import Act
from office.desk import Desk
from office.roles import Doing, demand_may
from office.sealed import seal, unseal
from office.signing_keys import Unlock, opened, remember_key

SUFFIX: Final = ".phieuxa-nhat-ky"
FORMAT: Final = 1
_RECORD: Final = re.compile(r"[1-9][0-9]{0,8}")
"""Numbers of records as the program gives them."""
LARGEST: Final = 50_000_000  # bytes of a file
_LAST: Final = 2**53  # the highest number of an act
_FIELDS: Final = frozenset(
    ("format", "unit", "campaign", "pack", "version", "hash", "made", "acts", "signers", "authorities", "own")
)


@dataclass(frozen=True, slots=True)
class SignsFor:
    """A line of the office's register of signers, as it stood."""

    certificate: bytes  # DER
    unit: str
    person: str
    position: str
    role: str
    since: date
    until: date | None
    capacity: str

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of the certificate."""
        return certificate_facts(load_certificate(self.certificate)).fingerprint


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority's certificate that the office believed, of a kind of `db.authority`."""

    kind: str
    certificate: bytes  # DER
    unit: str

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of the certificate."""
        return certificate_facts(load_certificate(self.certificate)).fingerprint


@dataclass(frozen=True, slots=True)
class DeskLog:
    """A log as it was signed. `own`: what the office itself had entered when the log was written."""

    unit: str
    campaign: str
    pack: str
    version: str
    pack_hash: str
    made: datetime
    acts: tuple[KeptAct, ...]
    signers: tuple[SignsFor, ...]
    authorities: tuple[Authority, ...]
    own: Mapping[str, Any]
    signer: Signer
    digest: str

    def own_document(self, pack: Pack) -> Document:
        """Give the office's own answers; raise LOG_FORMAT for what the pack has no row or cell for."""
        try:
            document = _document(self.own, pack)
            _demand_rows(document, pack)
        except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError, Problem) as wrong:
            place = wrong.details.get("place", "") if isinstance(wrong, Problem) else ""
            raise Problem("LOG_FORMAT", where=f"own {place}".strip()) from wrong
        return document


def write(desk: Desk, unlock: Unlock, folder: Path) -> Path:
    """Write and sign the office's log into a folder; raise LOG_BROKEN and what a key and a folder raise."""
    demand_may(desk, Doing.SEND)
    demand_folder(folder)
    broken = Acts(desk.database).broken_at()
    if broken is not None:
        raise Problem("LOG_BROKEN", line=broken)
    now = desk.clock.now().astimezone(UTC).replace(microsecond=0)
    with opened(desk, unlock) as signing:
        data = seal(_content(desk, now), {}, LOG, signing, now)
        remember_key(desk, unlock, signing)
    return deliver(data, folder, f"{desk.campaign_id}_{desk.unit.code}_{now:%Y%m%d-%H%M%S}{SUFFIX}")


def open_log(data: bytes, now: datetime, name: str = "") -> DeskLog:
    """Open a log strictly.

    Raises LOG_NOT_WHOLE (unsigned, changed, too large), LOG_FORMAT (where), LOG_BROKEN (a line that does not
    follow from the one before it).
    """
    if len(data) > LARGEST:
        raise Problem("LOG_NOT_WHOLE", file=name, reason="size")
    sealed = unseal(data, LOG, now, code="LOG_NOT_WHOLE", name=name)
    told = sealed.content
    if not (isinstance(told, dict) and set(told) == _FIELDS and told["format"] == FORMAT):
        raise Problem("LOG_FORMAT", where="fields")
    try:
        log = DeskLog(
            str(told["unit"]),
            str(told["campaign"]),
            str(told["pack"]),
            str(told["version"]),
            str(told["hash"]),
            _zoned(told["made"]),
            tuple(_read_act(one) for one in told["acts"]),
            tuple(_read_signer(one) for one in told["signers"]),
            tuple(_read_authority(one) for one in told["authorities"]),
            told["own"],
            sealed.signer,
            sealed.digest,
        )
    except (KeyError, ValueError, TypeError, AttributeError, Problem) as wrong:
        raise Problem("LOG_FORMAT", where=type(wrong).__name__) from wrong
    _demand_chain(log.acts)
    return log


def _demand_chain(acts: tuple[KeptAct, ...]) -> None:
    last, number = FIRST, 0
    for one in acts:
        told = digest_of(one.before, stamp(one.at), one.who, one.campaign, one.kind, canonical(one.body))
        if one.before != last or one.digest != told or not number < one.id <= _LAST:
            raise Problem("LOG_BROKEN", line=one.id)
        last, number = one.digest, one.id


# --- writing -------------------------------------------------------------------------------------


def _content(desk: Desk, now: datetime) -> dict[str, object]:
    return {
        "format": FORMAT,
        "unit": desk.unit.code,
        "campaign": desk.campaign_id,
        "pack": desk.pack.id,
        "version": desk.pack.version,
        "hash": desk.pack.hash,
        "made": now.isoformat(timespec="seconds"),
        "acts": [_plain_act(one) for one in Acts(desk.database).list()],
        "signers": [_plain_signer(one) for one in desk.signers.list()],
        "authorities": [
            {"kind": one.kind, "certificate": one.certificate.hex(), "unit": one.unit}
            for one in desk.authorities.certificates()
            if one.ended is None
        ],
        "own": _plain_document(desk.own_document()),
    }


def _plain_act(one: KeptAct) -> dict[str, object]:
    return {
        "id": one.id,
        "at": stamp(one.at),
        "who": one.who,
        "campaign": one.campaign,
        "kind": one.kind,
        "body": dict(one.body),
        "before": one.before,
        "digest": one.digest,
    }


def _plain_signer(one: RecognisedSigner) -> dict[str, str]:
    return {
        "certificate": one.certificate.hex(),
        "unit": one.unit,
        "person": one.person,
        "position": one.position,
        "role": one.role,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else "",
        "capacity": one.capacity,
    }


def _plain_document(document: Document) -> dict[str, object]:
    return {
        "tables": {
            table: [
                ["|".join(key), {name: plain_value(value) for name, value in row.items()}]
                for key, row in rows.items()
            ]
            for table, rows in document.tables.items()
        },
        "states": {str(place): state.value for place, state in document.states.items()},
    }


# --- reading -------------------------------------------------------------------------------------


def _read_act(one: Mapping[str, Any]) -> KeptAct:
    named = [one[name] for name in ("who", "campaign", "kind", "before", "digest")]
    if one["kind"] in (Act.TAKEN, Act.TAKEN_OUT):  # by these the tables are made anew
        named += [one["body"]["digest"], one["body"]["unit"]]
    if not all(isinstance(text, str) for text in named) or type(one["id"]) is not int:
        raise TypeError
    return KeptAct(
        one["id"],
        _zoned(one["at"]),
        one["who"],
        one["campaign"],
        one["kind"],
        dict(one["body"]),
        one["before"],
        one["digest"],
    )


def _zoned(text: str) -> datetime:
    found = moment(text)
    if found.tzinfo is None:
        raise ValueError
    return found


def _read_signer(one: Mapping[str, Any]) -> SignsFor:
    certificate = bytes.fromhex(one["certificate"])
    load_certificate(certificate)
    return SignsFor(
        certificate,
        one["unit"],
        one["person"],
        one["position"],
        one["role"],
        date.fromisoformat(one["since"]),
        date.fromisoformat(one["until"]) if one["until"] else None,
        one["capacity"],
    )


def _read_authority(one: Mapping[str, Any]) -> Authority:
    certificate = bytes.fromhex(one["certificate"])
    load_certificate(certificate)
    return Authority(one["kind"], certificate, one["unit"])


def _document(told: Mapping[str, Any], pack: Pack) -> Document:
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    for table, rows in told["tables"].items():
        kinds = {field.id: field.kind for field in pack.tables_by_id[table].fields}
        tables[table] = {
            parse_key(key): {name: _value(kinds[name], text) for name, text in row.items()}
            for key, row in rows
        }
    states = {Address.parse(place): State(state) for place, state in told["states"].items()}
    return Document(tables, states)


def _demand_rows(document: Document, pack: Pack) -> None:
    """Refuse rows and cells that no entry of this pack could have made: NO_SUCH_CELL."""
    for table, rows in document.tables.items():
        for key in rows:
            if not _is_row(document, pack, table, key):
                raise Problem("NO_SUCH_CELL", place=row_name(table, key))
    for place in document.states:
        fields = {field.id for field in pack.tables_by_id[place.table].fields}
        if place.field not in fields or not _is_row(document, pack, place.table, place.key):
            raise Problem("NO_SUCH_CELL", place=place)


def _is_row(document: Document, pack: Pack, name: str, key: Key) -> bool:
    """Tell whether a table may have a row: a fixed one, or a record below one that is there."""
    table = pack.tables_by_id[name]
    own = len(table.axes) or (0 if table.kind is TableKind.SINGLE else 1)
    above, last = key[: len(key) - own], key[len(key) - own :]
    if len(key) < own or not _is_above(document, pack, table.parent, above):
        return False
    if table.kind is TableKind.RECORDS:
        return _RECORD.fullmatch(last[0]) is not None
    return table.kind is TableKind.SINGLE or any(row.key == last for row in table.rows)


def _is_above(document: Document, pack: Pack, parent: str | None, key: Key) -> bool:
    if parent is None:
        return key == ()
    there = pack.tables_by_id[parent].kind is not TableKind.RECORDS or key in document.tables.get(parent, {})
    return there and _is_row(document, pack, parent, key)


def _value(kind: Kind, text: str) -> Value:
    if kind is Kind.INTEGER:
        return int(text)
    return Decimal(text) if kind is Kind.DECIMAL else text
