"""The companion beside a package: photos, scans, PDFs and the packages from below, in one plain ZIP.

Nothing in it is believed for itself: the package's signed table names each file with its size and
SHA-256, and only what agrees is taken in (docs/package-format.md, "Companion").
"""

from __future__ import annotations

import hashlib
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
_ENDING: Final = ".kem.zip"
_COPY: Final = re.compile(r"(?: ?\(\d+\)| - Copy)$")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the companion of a package held: whole files by name, and the names of the others."""

    whole: Mapping[str, bytes]
    missing: tuple[str, ...]
    differing: tuple[str, ...]


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


def check_companion(folder: Path | None, package: str, attachments: Sequence[Attachment]) -> Checked:
    """Look beside the package for its companion and compare each file with the signed table.

    `folder` None: the package came without one. A companion that is not there, or a file that is not
    in it, is missing; one whose size or SHA-256 is another differs. Never raises over its content.
    """
    if not attachments:
        return Checked({}, (), ())
    names = tuple(file.name for file in attachments)
    path = _find(folder, package) if folder else None
    if path is None:
        return Checked({}, names, ())
    try:
        with zipfile.ZipFile(path) as archive:
            return _compare(archive, attachments)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return Checked({}, (), names)
    except OSError:  # the stick was pulled
        return Checked({}, names, ())


def _find(folder: Path, package: str) -> Path | None:
    """Find the companion, also of a package that a download has renamed to `name (1).xlsx`."""
    stem = package.removesuffix(".xlsx")
    for name in (stem, _COPY.sub("", stem)):
        path = folder / f"{name}{_ENDING}"
        if path.is_file():
            return path
    return None


def _compare(archive: zipfile.ZipFile, attachments: Sequence[Attachment]) -> Checked:
    whole: dict[str, bytes] = {}
    missing, differing = [], []
    entries = {entry.filename: entry for entry in archive.infolist()}
    room = LARGEST
    for file in attachments:
        entry = entries.get(file.name)
        if entry is None:
            missing.append(file.name)
            continue
        # The size is looked at first, so that nothing larger than the signed table says is unpacked.
        content = _read(archive, entry) if entry.file_size == file.size <= room else None
        if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
            differing.append(file.name)
            continue
        room -= file.size
        whole[file.name] = content
    return Checked(whole, tuple(missing), tuple(differing))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, NotImplementedError):
        return None
    except OSError as wrong:
        if wrong.errno is None:  # a broken bzip2 stream; a pulled stick has its number
            return None
        raise
