"""The companion beside a package: photos, scans, PDFs and the packages from below, in one plain ZIP.

Nothing in it is believed for itself: the package's signed table names each file with its size and
SHA-256, and only what agrees is taken in (docs/package-format.md, "Companion"). For carriers with a limit it
is split into plain ZIPs of whole files; a receiver looks into all of them, and at files that lie loose
because somebody unpacked them on the way.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exports.file_names import is_safe
from exports.opc import write_zip
from forms.problems import Problem
from forms.report import Attachment

LARGEST: Final = 500_000_000
"""Bytes, all files together: what an office PC can hold in memory."""
PART: Final = 15_000_000
"""Bytes of one part: a letter with it has 20.5 MB, what common mail servers still take."""
_ENDING: Final = ".kem.zip"
_COPY: Final = re.compile(
    r"(?: ?\(\d+\)| - (?:copy|sao chép|bản sao)(?: \(\d+\))?|[ _]copy|_\d{1,2})+$", re.IGNORECASE
)
_COMPANION: Final = re.compile(r"(?P<stem>.+)\.kem(?:-\d+-\d+)?\.zip", re.IGNORECASE)
_KINDS: Final = {".jpg": b"\xff\xd8\xff", ".png": b"\x89PN", ".pdf": b"%PD", ".xlsx": b"PK\x03"}
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, NotImplementedError, ValueError,
)  # fmt: skip
"""What Python raises over a zip that was damaged; an OSError without a number belongs to them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the companion of a package held: whole files by name, and the names of the others.

    `altered`: damaged or made smaller on the way; `differing`: whole, but another file than was signed.
    """

    whole: Mapping[str, bytes]
    missing: tuple[str, ...]
    differing: tuple[str, ...]
    altered: tuple[str, ...] = ()


def companion_name(package: str) -> str:
    """`<package>.xlsx` -> `<package>.kem.zip`."""
    return f"{package.removesuffix('.xlsx')}{_ENDING}"


def write_companion(files: Mapping[str, bytes]) -> bytes:
    """Give the companion of these files (name -> bytes); the same files always give the same bytes.

    Raises `Problem`: COMPANION_NAME (a name that some carrier refuses) or COMPANION_LARGE.
    """
    for name in files:
        if not is_safe(name):
            raise Problem("COMPANION_NAME", name=name)
    if len({name.lower() for name in files}) != len(files):
        raise Problem("COMPANION_NAME", name=", ".join(files))
    size = sum(len(content) for content in files.values())
    if size > LARGEST:
        raise Problem("COMPANION_LARGE", size=size, most=LARGEST)
    return write_zip(files)


def split_companion(package: str, data: bytes, limit: int = PART) -> Mapping[str, bytes]:
    """Give the companion as the files that a carrier with a limit takes: name -> bytes.

    One that fits stays as it is; otherwise each part is a plain ZIP of whole files, `<package>.kem-1-3.zip`.
    A file that is larger than the limit has a part of its own.
    """
    if len(data) <= limit:
        return {companion_name(package): data}
    parts: list[dict[str, bytes]] = []
    room = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            size = entry.compress_size + 2 * len(entry.filename) + 200  # its headers
            if size > room or not parts:
                parts.append({})
                room = limit
            parts[-1][entry.filename] = archive.read(entry)
            room -= size
    stem = package.removesuffix(".xlsx")
    return {
        f"{stem}.kem-{number}-{len(parts)}.zip": write_zip(files) for number, files in enumerate(parts, 1)
    }


def stem_of(name: str) -> str:
    """Give the name that a package and its companions share, whatever copying has put behind it."""
    found = _COMPANION.fullmatch(_without_copy(name, ".zip"))
    return _without_copy(found["stem"] if found else name.removesuffix(".xlsx"), "").lower()


def is_companion(name: str) -> bool:
    """Tell whether a file is called like a companion or a part of one."""
    return _COMPANION.fullmatch(_without_copy(name, ".zip")) is not None


def check_companion(folder: Path | None, package: str, attachments: Sequence[Attachment]) -> Checked:
    """Look beside the package for its companion and compare each file with the signed table.

    `folder` None: the package came without one. A file that is nowhere is missing. Of one that comes more
    than once the whole one counts. Never raises over its content.
    """
    if not attachments:
        return Checked({}, (), ())
    wanted = {file.name: file for file in attachments}
    found: dict[str, bytes | bool] = {}  # bytes: whole; True: damaged; False: another file
    try:
        if folder is not None:
            for path in _beside(folder, package):
                _look_into(path, wanted, found)
            for file in attachments:
                _look_at(folder / file.name, file, found)
    except OSError:  # the stick was pulled
        found = {}
    return Checked(
        {name: content for name in wanted if isinstance(content := found.get(name), bytes)},
        tuple(name for name in wanted if name not in found),
        tuple(name for name in wanted if found.get(name) is False),
        tuple(name for name in wanted if found.get(name) is True),
    )


def _without_copy(name: str, ending: str) -> str:
    """Take "(1)" and "- Copy" off a name that downloads or people have copied."""
    stem = name[: len(name) - len(ending)] if name.lower().endswith(ending) else name
    return _COPY.sub("", stem) + ending


def _beside(folder: Path, package: str) -> list[Path]:
    """Find the companion and its parts, also of a package that a download has renamed to `name (1).xlsx`."""
    stem = stem_of(package)
    return sorted(
        path
        for path in folder.iterdir()
        if is_companion(path.name) and stem_of(path.name) == stem and path.is_file()
    )


def _look_into(path: Path, wanted: Mapping[str, Attachment], found: dict[str, bytes | bool]) -> None:
    """Compare what a companion holds; one that does not open was damaged with all that is still missing."""
    try:
        with zipfile.ZipFile(path) as archive:
            _compare(archive, wanted, found)
    except DAMAGED:
        for name in wanted:
            found.setdefault(name, True)


def _compare(
    archive: zipfile.ZipFile, wanted: Mapping[str, Attachment], found: dict[str, bytes | bool]
) -> None:
    room = LARGEST - sum(len(one) for one in found.values() if isinstance(one, bytes))
    for entry in archive.infolist():
        file = wanted.get(entry.filename)
        if file is None or isinstance(found.get(file.name), bytes):
            continue
        # The size is looked at first, so that nothing larger than the signed table says is unpacked.
        if not entry.file_size == file.size <= room:
            found[file.name] = False
            continue
        content = _read(archive, entry)
        if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
            found[file.name] = content is None
            continue
        room -= file.size
        found[file.name] = content


def _look_at(path: Path, file: Attachment, found: dict[str, bytes | bool]) -> None:
    """Look at a file that lies loose: webmail unpacks archives, and apps for pictures make them smaller."""
    if isinstance(found.get(file.name), bytes) or path.is_symlink() or not path.is_file():
        return
    size = path.stat().st_size
    content = path.read_bytes() if size <= LARGEST else b""
    if len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256:
        found[file.name] = content
    elif file.name not in found:
        found[file.name] = _is_a_kind_of(content, path.suffix)


def _is_a_kind_of(content: bytes, ending: str) -> bool:
    """Tell whether a file is still a picture or document as its name says, only another one."""
    return content[:3] == _KINDS.get(ending.lower())


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        return archive.read(entry)
    except DAMAGED:
        return None
    except OSError as wrong:
        if wrong.errno is None:  # a broken bzip2 stream; a pulled stick has its number
            return None
        raise
