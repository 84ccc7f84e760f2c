"""A copy of an office's data: one file, `.phieuxa-ban-sao` (docs/copies.md).

    write_copy(data file, files, facts, locks, folder, name) -> path, whole or not at all
    read_copy(path) -> Copy; key = copy.opened_by(...); copy.extract(target); copy.files(key)

Facts in front, readable to everybody; then the data file, encrypted with a key of this copy alone, and
small files (keys, certificates) encrypted with it. The key of the copy lies in it twice: locked for the
office's own PC and for the recovery code. Both locks are bound to the facts and to the digests of the rest.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from exports.carriers import deliver_pieces
from exports.file_names import is_safe
from exports.opc import Limits, read_zip, write_zip
from exports.opc.reasons import Rejected
from exports.recovery_code import SALT, Lock, key_of_code, key_of_office, lock, lock_of, unlock
from forms.pack import canonical
from forms.problems import Problem

SUFFIX: Final = ".phieuxa-ban-sao"
FORMAT: Final = 1
_MARK: Final = b"PHIEUXA-BAN-SAO\n"
_START: Final = struct.Struct(f">{len(_MARK)}sI32s")  # mark, length of the head, its SHA-256
_KIND: Final = "phieuxa-copy"
_HEAD_LARGEST: Final = 100_000
_FILES_LARGEST: Final = 20_000_000
_MOST_FILES: Final = 500
_PIECE: Final = 1 << 20
_LONGEST: Final = 500
_BOUND_FILES: Final = b"phieuxa copy files"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy holds, readable without any key. Moments are ISO with a zone; `last_edit` may be ""."""

    unit: str
    unit_name: str
    campaign: str
    pack: str
    pack_version: str
    program: str  # the version that made it
    step: str  # the last step of the data file's making
    made: str
    why: str
    who: str
    last_edit: str
    records: int
    sent: int
    received: int
    attachments: int

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made)

    @property
    def edited_at(self) -> datetime | None:
        """When somebody last typed; None where nobody has."""
        return datetime.fromisoformat(self.last_edit) if self.last_edit else None


@dataclass(frozen=True, slots=True)
class CodeKey:
    """The key a recovery code gives with its salt: kept beside the code, since deriving it is slow."""

    salt: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as its head tells it. The sizes agree; `extract` and `demand_whole` look at the digests."""

    path: Path
    facts: CopyFacts
    size: int  # bytes of the data file
    digest: str
    _files_size: int
    _files_digest: str
    _bound: bytes
    _office: tuple[bytes, Lock]
    _code: tuple[bytes, Lock]
    _start: int

    @property
    def whole_size(self) -> int:
        """How large a whole file with this head is, in bytes."""
        return self._start + self.size + self._files_size

    def opened_by(self, *, office_key: bytes | None = None, code: str = "") -> bytes:
        """Give the copy's key, by the key of the office's data file or by the recovery code.

        Raises COPY_CODE_NEEDED, COPY_CODE (it is not this code, or the facts were changed) and what
        `read_code` raises.
        """
        if office_key is not None:
            salt, locked = self._office
            found = unlock(key_of_office(office_key, salt), locked, self._bound)
            if found is not None:
                return found
        if not code:
            raise Problem("COPY_CODE_NEEDED", file=self.path.name, unit=self.facts.unit_name)
        salt, locked = self._code
        found = unlock(key_of_code(code, salt), locked, self._bound)
        if found is None:
            raise Problem("COPY_CODE", file=self.path.name)
        return found

    def demand_whole(self) -> None:
        """Read everything; raise COPY_NOT_WHOLE (file, reason) where a byte is not as it was written."""
        with _strictly(self.path):
            for _ in self._pieces(self._start, self.size, self.digest):
                pass
            for _ in self._pieces(self._start + self.size, self._files_size, self._files_digest):
                pass

    def extract(self, target: Path) -> None:
        """Write the data file, still encrypted, to `target`; raise COPY_NOT_WHOLE and what `deliver` does."""
        deliver_pieces(
            self._pieces(self._start, self.size, self.digest),
            self.size,
            target.parent,
            target.name,
            private=True,
            read_only=False,
        )

    def files(self, key: bytes) -> dict[str, bytes]:
        """Give the small files by their names, `keys/khoa.p12`; raise COPY_NOT_WHOLE."""
        with _strictly(self.path):
            pieces = self._pieces(self._start + self.size, self._files_size, self._files_digest)
            sealed = b"".join(pieces)
            plain = unlock(key, Lock(sealed[:12], sealed[12:]), _BOUND_FILES)
            _demand(plain is not None)
            limits = Limits(file=_FILES_LARGEST, entries=_MOST_FILES, total=_FILES_LARGEST)
            found = dict(read_zip(plain or b"", limits))
            for name in found:
                _demand(all(is_safe(part) for part in name.split("/")))
            found.pop(_NOTHING, None)
            return found

    def _pieces(self, start: int, size: int, digest: str) -> Iterator[bytes]:
        seen = hashlib.sha256()
        with self.path.open("rb") as file:
            file.seek(start)
            left = size
            while left:
                piece = file.read(min(_PIECE, left))
                if not piece:
                    break
                left -= len(piece)
                seen.update(piece)
                yield piece
        if left or seen.hexdigest() != digest:
            raise Problem("COPY_NOT_WHOLE", file=self.path.name, reason="digest")


_NOTHING: Final = "nothing"  # a ZIP of ours has at least one item


def write_copy(
    data: Path,
    files: Mapping[str, bytes],
    facts: CopyFacts,
    *,
    key: bytes,
    office_key: bytes,
    code: CodeKey,
    folder: Path,
    name: str,
) -> Path:
    """Write a copy of the data file at `data`, which is encrypted with `key`, as `folder/name`.

    Small files that are too many are left out, the first ones kept. Raises what `deliver` raises.
    """
    sealed = _sealed(files, key)
    head: dict[str, Any] = {
        "kind": _KIND,
        "format": FORMAT,
        "facts": asdict(facts),
        "data": {"size": data.stat().st_size, "sha256": _digest(data)},
        "files": {"size": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()},
    }
    bound, salt = canonical(head), secrets.token_bytes(SALT)
    head["office"] = {"salt": salt.hex(), **lock(key_of_office(office_key, salt), key, bound).plain()}
    head["code"] = {"salt": code.salt.hex(), **lock(code.key, key, bound).plain()}
    written = canonical(head)
    start = _START.pack(_MARK, len(written), hashlib.sha256(written).digest()) + written

    def pieces() -> Iterator[bytes]:
        yield start
        with data.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
        yield sealed

    size = len(start) + head["data"]["size"] + len(sealed)
    return deliver_pieces(pieces(), size, folder, name, private=True)


def read_copy(path: Path) -> Copy:
    """Read what a copy says of itself.

    Raises FILE_MISSING, COPY_NONE (no copy of ours), COPY_NOT_WHOLE (file, reason: cut short, changed) or
    COPY_NEWER (written by a newer program).
    """
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path)
    with _strictly(path):
        with path.open("rb") as file:
            start = file.read(_START.size)
            if not start.startswith(_MARK[: max(1, len(start))]):
                raise Problem("COPY_NONE", file=path.name)
            _demand(len(start) == _START.size)
            _, length, digest = _START.unpack(start)
            _demand(length <= _HEAD_LARGEST)
            written = file.read(length)
            whole = file.seek(0, 2)
        _demand(hashlib.sha256(written).digest() == digest)
        head = json.loads(written)
        _demand(head["kind"] == _KIND and type(head["format"]) is int)
        if head["format"] > FORMAT:
            raise Problem("COPY_NEWER", file=path.name)
        made = _as_copy(path, head, _START.size + length)
        if whole != made.whole_size:
            raise Problem("COPY_NOT_WHOLE", file=path.name, reason="size")
        return made


def _as_copy(path: Path, head: dict[str, Any], start: int) -> Copy:
    _demand(set(head) == {"kind", "format", "facts", "data", "files", "office", "code"})
    office, code = (_lock(head.pop(name)) for name in ("office", "code"))
    for part in (head["data"], head["files"]):
        _demand(set(part) == {"size", "sha256"} and type(part["size"]) is int and part["size"] >= 0)
        _demand(len(bytes.fromhex(part["sha256"])) == 32)
    _demand(head["files"]["size"] <= _FILES_LARGEST)
    return Copy(
        path,
        _as_facts(head["facts"]),
        head["data"]["size"],
        head["data"]["sha256"],
        head["files"]["size"],
        head["files"]["sha256"],
        canonical(head),
        office,
        code,
        start,
    )


def _as_facts(plain: Mapping[str, Any]) -> CopyFacts:
    kinds = {field.name: field.type for field in fields(CopyFacts)}
    _demand(set(plain) == set(kinds))
    for name, kind in kinds.items():
        if kind == "int":
            _demand(type(plain[name]) is int and plain[name] >= 0)
        else:
            _demand(isinstance(plain[name], str) and len(plain[name]) <= _LONGEST)
    made = CopyFacts(**plain)
    _demand(made.unit and made.made_at.tzinfo is not None)
    _demand(made.edited_at is None or made.edited_at.tzinfo is not None)
    return made


def _lock(plain: dict[str, Any]) -> tuple[bytes, Lock]:
    salt = bytes.fromhex(plain.pop("salt"))
    _demand(len(salt) == SALT)
    return salt, lock_of(plain)


def _sealed(files: Mapping[str, bytes], key: bytes) -> bytes:
    kept: dict[str, bytes] = {}
    room = _FILES_LARGEST // 2
    for name, content in files.items():
        if len(kept) < _MOST_FILES - 1 and len(content) <= room:
            kept[name] = content
            room -= len(content)
    made = lock(key, write_zip(kept or {_NOTHING: b"-"}), _BOUND_FILES)
    return made.nonce + made.box


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _demand(holds: object) -> None:
    if not holds:
        raise ValueError("not as copies are written")


@contextmanager
def _strictly(path: Path) -> Iterator[None]:
    """Read what came from outside; whatever does not fit is one refusal."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, Rejected) as wrong:
        raise Problem("COPY_NOT_WHOLE", file=path.name, reason=type(wrong).__name__) from wrong
    except OSError as wrong:
        raise Problem("COPY_UNREADABLE", file=path.name, reason=wrong.strerror or "") from wrong
