"""An update: one signed file that holds a whole version of the program (docs/updates.md).

A container as kits are (`office.sealed`): update.json lists every program file with its size and SHA-256, and
beside it stand the files' bytes one after another, packed as one .xz stream. Names stand in the list alone.
"""

from __future__ import annotations

import hashlib
import lzma
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from exports.file_names import can_be_carried
from exports.keys import KeyHolder
from exports.opc import Signer, reasons, verify
from exports.opc.profiles import UPDATE
from forms.pack import Words
from forms.problems import Problem
from office.installed import PROGRAM, is_version, order, read_program
from office.sealed import Sealed, is_text, seal, unseal

SUFFIX: Final = ".phieuxa-cap-nhat"
FORMAT: Final = 1
LARGEST: Final = 95_000_000  # bytes of an update's file
LARGEST_PROGRAM: Final = 1_000_000_000  # bytes of all program files
MOST_FILES: Final = 20_000
LONGEST_PATH: Final = 150  # characters below the version's folder: Windows takes 260 with what stands before
_PACKED: Final = "update/program.xz"
_PACKED_TYPE: Final = "application/vnd.phieuxa.program"
_PIECE: Final = 1_000_000  # bytes
_FIELDS: Final = frozenset(("format", "version", "minimum", "platform", "steps", "notes", "files"))
_OF_FILE: Final = frozenset(("path", "size", "sha256", "run"))

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """One file of the program; `path` below the version's folder, `run`: a program that the system starts."""

    path: str
    size: int
    sha256: str
    run: bool


@dataclass(frozen=True)
class Update:
    """An update as its file holds it, every byte of it signed by `signer`.

    `minimum`: the lowest version it can follow on; `steps`: how many steps of the data file it knows.
    """

    version: str
    minimum: str
    platform: str
    steps: int
    notes: Words
    files: tuple[ProgramFile, ...]
    packed: bytes
    signer: Signer
    digest: str

    @property
    def size(self) -> int:
        """Bytes of all program files."""
        return sum(file.size for file in self.files)


def build(
    folder: Path,
    minimum: str,
    notes: Mapping[str, str],
    key: KeyHolder,
    when: datetime,
    *,
    quick: bool = False,
) -> bytes:
    """Pack and sign the version that stands in `folder`, and read it back as strictly as an office will.

    `quick`: a file a fifth larger in a quarter of the time. Raises UPDATE_PROGRAM where the folder says not
    what it is, and what `open_update` does.
    """
    program = read_program(folder)
    if program is None:
        raise Problem("UPDATE_PROGRAM", folder=folder)
    packer = lzma.LZMACompressor(preset=1 if quick else 6)
    files, packed = [], []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        runs = os.access(path, os.X_OK) and path.suffix != ".json"
        files.append({"path": name, "size": len(data), "sha256": _digest(data), "run": runs})
        packed.append(packer.compress(data))
    content = {
        "format": FORMAT,
        "version": program.version,
        "minimum": minimum,
        "platform": program.platform,
        "steps": program.steps,
        "notes": dict(notes),
        "files": files,
    }
    parts = {_PACKED: (_PACKED_TYPE, b"".join((*packed, packer.flush())))}
    sealed = seal(content, parts, UPDATE, key, when)
    for _ in contents(open_update(sealed, when)):
        pass
    return sealed


def file_name(update: Update) -> str:
    """Name an update's file: `phieuxa-0.2.0-windows.phieuxa-cap-nhat`."""
    return f"phieuxa-{update.version}-{update.platform}{SUFFIX}"


def open_update(data: bytes, now: datetime, name: str = "") -> Update:
    """Open an update strictly, from memory; nothing is written and nobody's word is believed yet.

    Raises UPDATE_UNSIGNED, UPDATE_NOT_WHOLE (changed, cut short, no update at all), UPDATE_FORMAT (signed,
    but not as updates are written).
    """
    try:
        sealed = unseal(data, UPDATE, now, code="UPDATE_NOT_WHOLE", name=name)
    except Problem as problem:
        if verify(data, now=now, profile=UPDATE).reason == reasons.UNSIGNED:
            raise Problem("UPDATE_UNSIGNED", file=name) from problem
        raise
    try:
        return _read(sealed)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Problem("UPDATE_FORMAT", file=name, where=str(wrong)[:40]) from wrong


def contents(update: Update) -> Iterator[tuple[ProgramFile, bytes]]:
    """Unpack file by file, each as its digest says; raises UPDATE_NOT_WHOLE at the first that is not."""
    packed, at = memoryview(update.packed), 0
    unpacker = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=200_000_000)
    for file in update.files:
        data = bytearray()
        try:
            while len(data) < file.size and not unpacker.eof:
                given = b""
                if unpacker.needs_input:
                    given, at = bytes(packed[at : at + _PIECE]), at + _PIECE
                    if not given:
                        break
                data += unpacker.decompress(given, file.size - len(data))
        except lzma.LZMAError as wrong:
            raise Problem("UPDATE_NOT_WHOLE", file=file.path, reason="xz") from wrong
        if len(data) != file.size or _digest(data) != file.sha256:
            raise Problem("UPDATE_NOT_WHOLE", file=file.path, reason="sha256")
        yield file, bytes(data)


def _read(sealed: Sealed) -> Update:
    said = sealed.content
    _demand(set(said) == _FIELDS and said["format"] == FORMAT, "format")
    _demand(set(sealed.beside) == {_PACKED}, "parts")
    _demand(is_version(said["version"]) and is_version(said["minimum"]), "version")
    _demand(order(said["minimum"]) < order(said["version"]), "minimum")
    _demand(is_text(said["platform"]) and bool(said["platform"]), "platform")
    _demand(type(said["steps"]) is int, "steps")
    _demand(set(said["notes"]) <= {"vi", "en"} and all(map(is_text, said["notes"].values())), "notes")
    _demand(0 < len(said["files"]) <= MOST_FILES, "files")
    files = tuple(map(_file, said["files"]))
    _demand(sum(file.size for file in files) <= LARGEST_PROGRAM, "files")
    names = [file.path.lower() for file in files]
    _demand(len(set(names)) == len(names), "files")
    folders = {name.rpartition("/")[0] for name in names} | {""}
    _demand(not folders & set(names) and PROGRAM in names, "files")
    return Update(
        said["version"],
        said["minimum"],
        said["platform"],
        said["steps"],
        said["notes"],
        files,
        sealed.beside[_PACKED],
        sealed.signer,
        sealed.digest,
    )


def _file(said: dict[str, Any]) -> ProgramFile:
    _demand(set(said) == _OF_FILE, "files")
    path, size, digest = said["path"], said["size"], said["sha256"]
    safe = isinstance(path, str) and len(path) <= LONGEST_PATH and all(map(can_be_carried, path.split("/")))
    _demand(safe and ".." not in path.split("/"), f"files: {path}")
    _demand(
        type(size) is int and 0 <= size <= LARGEST_PROGRAM and type(said["run"]) is bool, f"files: {path}"
    )
    _demand(len(digest) == 64 and set(digest) <= set("0123456789abcdef"), f"files: {path}")
    return ProgramFile(path, size, digest, said["run"])


def _demand(holds: bool, where: str) -> None:  # noqa: FBT001 - what must hold, then its name
    if not holds:
        raise ValueError(where)


def _digest(data: bytes | bytearray) -> str:
    return hashlib.sha256(data).hexdigest()
