"""A part of an office's answers on its way between two PCs of that office (docs/part-format.md).

    write_part(part, code) -> bytes; read_head(data) -> PartHead; read_part(data, code) -> Part

A ZIP of two items: `part.json`, which says what the part is, and `body`, a ZIP of the answers and of what
goes with them. With a code the body is encrypted (AES-256-GCM, the key from the code by scrypt) and what
`part.json` says is bound to it; without one a digest tells damage, and nothing tells a forger. It is no
package: it is never signed, has no number in the sequence and is taken in by the office's own PCs only.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from exports.file_names import is_safe, plain
from exports.opc import Limits, read_zip, write_zip
from exports.opc.reasons import Rejected
from forms.answers import Address, Document, Key, State, Value, parse_key
from forms.letters import normalise
from forms.pack import canonical
from forms.part_scope import Scope
from forms.problems import Problem
from forms.report import plain_value

SUFFIX: Final = ".phieuxa-phan"
FORMAT: Final = 1
LARGEST: Final = 100_000_000
"""Bytes of a part's file; what is in it may be twice as large unpacked."""
MOST_FILES: Final = 500
_HEAD, _BODY = "part.json", "body"
_HEAD_LARGEST: Final = 200_000
_KIND: Final = "phieuxa-part"
_SALT, _NONCE = 16, 12
_SCRYPT: Final = {"length": 32, "n": 2**15, "r": 8, "p": 1}
_LONGEST: Final = 300
_Item = TypeVar("_Item")
_FIELDS: Final = frozenset(
    ("kind", "format", "part", "way", "turn", "unit", "unit_name", "campaign", "instance", "pack")
) | {"forms", "field", "values", "rest", "giver", "taker", "made", "done", "covers", "protection"}


@dataclass(frozen=True, slots=True)
class PartHead:
    """What a part is, readable before its code is known.

    `way`: "out" from the office, "back" to it. `turn` counts the files that came back of one part, 0 on the
    way out. `rest`: whether the other forms may be looked at. `done`: the colleague has finished.
    """

    part: str
    way: str
    turn: int
    unit: str
    unit_name: str
    campaign: str
    instance: str
    pack: str
    pack_version: str
    pack_hash: str
    scope: Scope
    rest: bool
    giver: str
    taker: str
    made: datetime
    done: bool = False
    covers: str = ""  # of a register: all households, or the poor and near-poor
    protected: bool = False


@dataclass(frozen=True, slots=True)
class PartNote:
    """A note that goes along: notes never travel to another office, but this is the same one."""

    address: Address
    text: str
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class PartFile:
    """An attachment with its bytes."""

    name: str
    place: str
    caption: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """All of a part. `rest`: the other forms, to be looked at. `pack` and `supplements` go out only."""

    head: PartHead
    answers: Document
    rest: Document = field(default_factory=Document)
    notes: tuple[PartNote, ...] = ()
    files: tuple[PartFile, ...] = ()
    pack: bytes = b""
    supplements: tuple[bytes, ...] = ()


def part_name(head: PartHead) -> str:
    """Name a part's file: `23404_BM02-BM03_Y-Blin.phieuxa-phan`, on its way back with its turn."""
    forms = "-".join(head.scope.forms[:4]) + ("-va-them" if len(head.scope.forms) > 4 else "")
    if head.scope.of_rows:
        forms += f"_{plain('-'.join(head.scope.values), 30)}"
    back = f"_tra-{head.turn}" if head.way == "back" else ""
    return f"{plain(head.unit, 20)}_{plain(forms, 50)}_{plain(head.taker, 30) or 'phan'}{back}{SUFFIX}"


def write_part(part: Part, code: str = "") -> bytes:
    """Write a part, encrypted where there is a code; raise PART_LARGE."""
    if len(part.files) > MOST_FILES:
        raise Problem("PART_LARGE", limit=f"{LARGEST // 1_000_000} MB")
    body = _write_body(part)
    head: dict[str, Any] = _plain_head(part.head)
    if code:
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        head["protection"] = {"kind": "code", "salt": salt.hex(), "nonce": nonce.hex()}
        body = AESGCM(_key(code, salt)).encrypt(nonce, body, canonical(head))
    else:
        head["protection"] = {"kind": "none"}
    sealed = {"head": head, "digest": _digest(head, body)}
    data = write_zip({_HEAD: canonical(sealed), _BODY: body})
    if len(data) > LARGEST:
        raise Problem("PART_LARGE", limit=f"{LARGEST // 1_000_000} MB")
    return data


def read_head(data: bytes, name: str = "") -> PartHead:
    """Say what a part is; raise PART_NOT_WHOLE (file, reason), PART_NEWER (format) or PART_LARGE."""
    return _open(data, name)[0]


def read_part(data: bytes, code: str = "", name: str = "") -> Part:
    """Read a whole part; raise what `read_head` does, PART_CODE_NEEDED or PART_CODE (it is not this code)."""
    head, plain_head, body = _open(data, name)
    protection = plain_head["protection"]
    if head.protected:
        if not code:
            raise Problem("PART_CODE_NEEDED", file=name)
        salt, nonce = bytes.fromhex(protection["salt"]), bytes.fromhex(protection["nonce"])
        try:
            body = AESGCM(_key(code, salt)).decrypt(nonce, body, canonical(plain_head))
        except InvalidTag as wrong:
            raise Problem("PART_CODE", file=name) from wrong
    return _strictly(lambda: _read_body(head, body), name)


def same_code(code: str) -> str:
    """Give a code as it is meant, however it was typed: no blanks, no hyphens, no capitals."""
    return "".join(letter for letter in normalise(code).casefold() if letter.isalnum())


# --- the head ---------------------------------------------------------------------------------------


def _plain_head(head: PartHead) -> dict[str, Any]:
    return {
        "kind": _KIND,
        "format": FORMAT,
        "part": head.part,
        "way": head.way,
        "turn": head.turn,
        "unit": head.unit,
        "unit_name": head.unit_name,
        "campaign": head.campaign,
        "instance": head.instance,
        "pack": {"id": head.pack, "version": head.pack_version, "hash": head.pack_hash},
        "forms": list(head.scope.forms),
        "field": head.scope.field,
        "values": list(head.scope.values),
        "rest": head.rest,
        "giver": head.giver,
        "taker": head.taker,
        "made": head.made.isoformat(),
        "done": head.done,
        "covers": head.covers,
    }


def _open(data: bytes, name: str) -> tuple[PartHead, dict[str, Any], bytes]:
    if len(data) > LARGEST:
        raise Problem("PART_LARGE", limit=f"{LARGEST // 1_000_000} MB")
    try:
        items = read_zip(data, Limits(file=LARGEST, entries=2, entry=LARGEST, total=LARGEST + _HEAD_LARGEST))
    except Rejected as wrong:
        raise Problem("PART_NOT_WHOLE", file=name, reason=wrong.code) from wrong
    if set(items) != {_HEAD, _BODY} or len(items[_HEAD]) > _HEAD_LARGEST:
        raise Problem("PART_NOT_WHOLE", file=name, reason="items")
    head = _strictly(lambda: _read_head(items[_HEAD]), name)
    if head is None:
        raise Problem("PART_NEWER", file=name)
    if head[1] != _digest(head[0], items[_BODY]):
        raise Problem("PART_NOT_WHOLE", file=name, reason="digest")
    return _strictly(lambda: _as_head(head[0]), name), head[0], items[_BODY]


def _read_head(data: bytes) -> tuple[dict[str, Any], str] | None:
    """Read what the head says and the digest over it; None for a newer format."""
    sealed = json.loads(data)
    head = sealed["head"]
    _demand(head["kind"] == _KIND)
    if type(head["format"]) is int and head["format"] > FORMAT:
        return None
    _demand(set(sealed) == {"head", "digest"} and canonical(sealed) == data)
    _demand(head["format"] == FORMAT and set(head) == _FIELDS)
    return head, sealed["digest"]


def _as_head(plain_head: Mapping[str, Any]) -> PartHead:
    words = ("part", "way", "unit", "unit_name", "campaign", "instance", "field", "giver", "taker", "made")
    _demand(_is_text(plain_head["covers"], 20))
    _demand(all(_is_text(plain_head[name]) for name in words))
    pack, forms, values = (plain_head[name] for name in ("pack", "forms", "values"))
    _demand(set(pack) == {"id", "version", "hash"} and all(_is_text(one) for one in pack.values()))
    _demand(isinstance(forms, list) and isinstance(values, list))
    _demand(all(_is_text(one) for one in (*forms, *values)) and plain_head["way"] in ("out", "back"))
    _demand(type(plain_head["turn"]) is int and 0 <= plain_head["turn"] <= 1_000_000)
    _demand(isinstance(plain_head["rest"], bool) and isinstance(plain_head["done"], bool))
    made = datetime.fromisoformat(plain_head["made"])
    _demand(made.tzinfo is not None)
    protection = plain_head["protection"]
    protected = protection["kind"] == "code"
    if protected:
        _demand(len(bytes.fromhex(protection["salt"])) == _SALT)
        _demand(len(bytes.fromhex(protection["nonce"])) == _NONCE)
    else:
        _demand(protection == {"kind": "none"})
    return PartHead(
        part=plain_head["part"],
        way=plain_head["way"],
        turn=plain_head["turn"],
        unit=plain_head["unit"],
        unit_name=plain_head["unit_name"],
        campaign=plain_head["campaign"],
        instance=plain_head["instance"],
        pack=pack["id"],
        pack_version=pack["version"],
        pack_hash=pack["hash"],
        scope=Scope(tuple(forms), plain_head["field"], tuple(values)),
        rest=plain_head["rest"],
        giver=plain_head["giver"],
        taker=plain_head["taker"],
        made=made,
        done=plain_head["done"],
        covers=plain_head["covers"],
        protected=protected,
    )


def _digest(head: Mapping[str, Any], body: bytes) -> str:
    return hashlib.sha256(hashlib.sha256(canonical(head)).digest() + body).hexdigest()


def _key(code: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, **_SCRYPT).derive(same_code(code).encode())


# --- the body ---------------------------------------------------------------------------------------


def _write_body(part: Part) -> bytes:
    items = {
        "answers.json": canonical(plain_document(part.answers)),
        "rest.json": canonical(plain_document(part.rest)),
        "notes.json": canonical(
            [[*_place(one.address), one.text, one.who, one.when.isoformat()] for one in part.notes]
        ),
        "files.json": canonical(
            [
                {
                    "name": one.name,
                    "place": one.place,
                    "caption": one.caption,
                    "sha256": hashlib.sha256(one.data).hexdigest(),
                }
                for one in part.files
            ]
        ),
        **{f"files/{one.name}": one.data for one in part.files},
        **{f"supplements/{number}": data for number, data in enumerate(part.supplements, 1)},
    }
    if part.pack:
        items["pack"] = part.pack
    return write_zip(items)


def _read_body(head: PartHead, body: bytes) -> Part:
    items = dict(
        read_zip(body, Limits(file=LARGEST, entries=2 * MOST_FILES, entry=LARGEST, total=2 * LARGEST))
    )
    answers, rest = (document_of(json.loads(items.pop(name))) for name in ("answers.json", "rest.json"))
    notes = tuple(_note(*line) for line in json.loads(items.pop("notes.json")))
    files = []
    for one in json.loads(items.pop("files.json")):
        _demand(set(one) == {"name", "place", "caption", "sha256"} and is_safe(one["name"]))
        _demand(_is_text(one["place"]) and _is_text(one["caption"], 4000))
        data = items.pop(f"files/{one['name']}")
        _demand(hashlib.sha256(data).hexdigest() == one["sha256"])
        files.append(PartFile(one["name"], one["place"], one["caption"], data))
    pack = items.pop("pack", b"")
    supplements: list[bytes] = []
    while f"supplements/{len(supplements) + 1}" in items:
        supplements.append(items.pop(f"supplements/{len(supplements) + 1}"))
    _demand(not items)
    return Part(head, answers, rest, notes, tuple(files), pack, tuple(supplements))


def plain_document(document: Document) -> dict[str, Any]:
    """Give a document as plain content: rows as [key, {field: value}], a value after its kind."""
    return {
        "tables": {
            table: [
                ["|".join(key), {name: _written(value) for name, value in row.items()}]
                for key, row in rows.items()
            ]
            for table, rows in document.tables.items()
        },
        "states": {str(address): state.value for address, state in document.states.items()},
        "stated": {str(address): _written(value) for address, value in document.stated.items()},
    }


def document_of(content: Any) -> Document:  # noqa: ANN401 - JSON from a file
    """Read a document back; raise PART_FORMAT (where) where it is none."""
    return _strictly(lambda: _as_document(content), "")


def _as_document(content: Mapping[str, Any]) -> Document:
    _demand(set(content) == {"tables", "states", "stated"})
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    for table, rows in content["tables"].items():
        found = {parse_key(key): {name: _read(value) for name, value in row.items()} for key, row in rows}
        _demand(len(found) == len(rows))
        tables[table] = found
    return Document(
        tables,
        {Address.parse(place): State(state) for place, state in content["states"].items()},
        {Address.parse(place): _read(value) for place, value in content["stated"].items()},
    )


def _written(value: Value) -> str:
    if isinstance(value, str):
        return f"s:{value}"
    return f"d:{plain_value(value)}" if isinstance(value, Decimal) else f"n:{value}"


def _read(text: str) -> Value:
    kind, mark, rest = text.partition(":")
    _demand(mark == ":" and kind in ("s", "n", "d") and (kind == "s" or len(rest) <= 60))
    if kind == "s":
        return rest
    if kind == "n":
        _demand(rest.removeprefix("-").isdecimal() and rest.isascii())
        return int(rest)
    value = Decimal(rest)
    _demand(value.is_finite() and format(value, "f") == rest)
    return value


def _place(address: Address) -> tuple[str, str, str]:
    return address.table, "|".join(address.key), address.field


def _note(table: str, key: str, name: str, text: str, who: str, when: str) -> PartNote:
    _demand(all(_is_text(one, 4000) for one in (table, key, name, text, who)))
    return PartNote(Address(table, parse_key(key), name), text, who, _moment(when))


def _moment(text: str) -> datetime:
    made = datetime.fromisoformat(text)
    _demand(made.tzinfo is not None)
    return made


def _is_text(value: object, longest: int = _LONGEST) -> bool:
    return isinstance(value, str) and len(value) <= longest


def _demand(holds: object) -> None:
    if not holds:
        raise ValueError("not as parts are written")


def _strictly(read: Callable[[], _Item], name: str) -> _Item:
    """Read what came from outside; whatever does not fit is one refusal."""
    try:
        return read()
    except Rejected as wrong:
        raise Problem("PART_NOT_WHOLE", file=name, reason=wrong.code) from wrong
    except Problem as wrong:
        raise Problem("PART_FORMAT", file=name, where=wrong.code) from wrong
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
        InvalidOperation,
    ) as wrong:
        raise Problem("PART_FORMAT", file=name, where=type(wrong).__name__) from wrong
