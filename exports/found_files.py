"""What somebody hands in: files, folders, whole drives, letters, archives; the packages in them are found.

    with find(paths, room) as found:      # `room`: a folder of ours where letters and archives are laid open
        found.packages                    # files to be judged, each with how it was found
        found.companions                  # companions, of whichever letter or folder
        found.wrong                       # what could not be opened, each with its Problem

In a folder or on a drive only what looks like a package of this program is taken up: other workbooks of the
office are none of our business. Links are never followed, no shortcut (`.lnk`) is opened, nothing is ever
run. A virus of sticks hides the person's files in a folder with a blank name and leaves shortcuts in their
place: such folders are looked into, and it is told.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from exports.companion import DAMAGED, is_companion
from exports.mail import Opened, Stated, open_letter
from forms.file_ways import plain, reachable
from forms.problems import Problem

LARGEST: Final = 100_000_000  # bytes of a package (signing.md C4), of an archive or a letter
_LARGEST_OPENED: Final = 500_000_000  # bytes of all that one call lays open
_MOST_ENTRIES: Final = 100_000  # of a drive
_MOST_IN_ZIP: Final = 2_000
_MOST_RATIO, _SMALL = 200, 1_000_000
_UNSEEN: Final = frozenset({"Cc", "Cf"})  # controls and marks of direction
_DEEPEST: Final = 3  # a zip in a zip in a letter
_TAIL: Final = 200_000  # bytes at the end of a file in which its directory stands
_NAMED: Final = re.compile(r"_lan-\d+", re.IGNORECASE)
_HOLDING: Final = frozenset({".eml", ".zip"})
_OURS: Final = _HOLDING | {".xlsx", ".p7m"}
_ARCHIVES: Final = frozenset({".rar", ".7z", ".gz", ".tar"})
_OUTLOOK: Final = frozenset({".msg", ".oft", ".pst"})
_HIDDEN: Final = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, _SYSTEM
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FILLERS: Final = "\u115f\u1160\u2800\u3164\uffa0"  # letters that show nothing
_SYSTEM: Final = frozenset({"system volume information", "$recycle.bin", "lost+found", "__macosx"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be judged. `source`: the letter or archive it came in, "" when it lay there itself."""

    path: Path
    name: str
    source: str = ""
    hidden: bool = False
    stated: Stated | None = None  # what its letter says of it
    others: tuple[str, ...] = ()  # packages that its letter speaks of and does not hold


class Wrong(NamedTuple):
    """What could not be opened, why, and where it lies; None for what is no file."""

    name: str
    problem: Problem
    path: Path | None = None


@dataclass(slots=True)
class Findings:
    """All that was found; `others` counts what was left alone: workbooks, and what could not be opened."""

    packages: list[Found] = field(default_factory=list)
    companions: list[Found] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    others: int = 0
    shortcuts: int = 0


@contextmanager
def find(
    paths: Sequence[Path], room: Path, seeing: Callable[[str], object] = lambda _: None
) -> Iterator[Findings]:
    """Find the packages in what was handed in; what was laid open is deleted at the end.

    `seeing` hears of each folder that is searched; what it raises ends the search.
    """
    try:
        opened = tempfile.TemporaryDirectory(prefix=".mo-", dir=room, ignore_cleanup_errors=True)
    except OSError as full:
        raise Problem("DISK_FULL", path=room) from full
    with opened as folder:
        search = _Search(Path(folder), seeing)
        for path in paths:
            try:
                search.hand_in(path)
            except OSError as broken:  # the stick was pulled
                search.tell(printable(path.name) or str(path), broken, asked=True)
        yield search.found


def ours_in(folder: Path) -> tuple[Path, ...]:
    """Name what may be or hold packages in a folder and the folders in it, without opening letters or zips.

    () where the folder is not there. At most the first `_MOST_ENTRIES` files are looked at.
    """
    found = []
    for path in islice(_files_in(folder), _MOST_ENTRIES):
        with suppress(OSError):
            if _is_ours(path) and (path.suffix.lower() in _HOLDING or _is_package(path)):
                found.append(path)
    return tuple(found)


def _files_in(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(reachable(folder)):  # follows no link
        folders[:] = sorted(name for name in folders if name.lower() not in _SYSTEM)
        yield from (plain(Path(place) / name) for name in sorted(names))


def is_blank(name: str) -> bool:
    """Tell whether a name shows nothing on the screen, as the folder does that a virus makes."""
    return all(letter in _FILLERS or unicodedata.category(letter)[0] in "ZC" for letter in name)


def printable(name: str) -> str:
    """Write a name as Unicode has it; an old stick may hold names in no encoding of ours.

    What would end a line, or turn the reading so that another ending is seen than there is, is replaced.
    """
    known = name.encode("utf-8", "replace").decode("utf-8")
    return "".join("?" if unicodedata.category(letter) in _UNSEEN else letter for letter in known)


def put_beside(room: Path, name: str, data: bytes) -> Path:
    """Write a file into a folder of ours, beside another of its name; the same bytes are written once."""
    stem, ending = _plain_name(name, data)
    path, number = room / f"{stem}{ending}", 0
    while path.exists() and path.read_bytes() != data:
        number += 1
        path = room / f"{stem} ({number}){ending}"
    path.write_bytes(data)
    return path


class _Search:
    def __init__(self, room: Path, seeing: Callable[[str], object]) -> None:
        self.found = Findings()
        self._seeing = seeing
        self._room = room
        self._left = _LARGEST_OPENED
        self._seen: set[bytes] = set()

    def hand_in(self, path: Path) -> None:
        """Take what a person chose: a folder is searched, a file is taken at its word."""
        if path.is_dir():
            before = self._count
            self._walk(path)
            if self._count == before:
                folder = printable(path.name) or str(path)
                self._refuse(folder, Problem("NOTHING_IN_FOLDER", folder=folder, others=self.found.others))
            return
        ending = path.suffix.lower()
        name = printable(path.name)
        if ending in _ARCHIVES:
            self._refuse(name, Problem("ARCHIVE_KIND", file=name), path)
        elif ending in _OUTLOOK:
            self._refuse(name, Problem("MAIL_KIND", file=name), path)
        elif ending == ".lnk":
            self._refuse(name, Problem("SHORTCUT", file=name))
        else:
            self._take(Found(path, name))

    def _refuse(self, name: str, problem: Problem, path: Path | None = None) -> None:
        self.found.wrong.append(Wrong(name, problem, path))

    def tell(self, name: str, broken: OSError, *, asked: bool) -> None:
        """Tell what could not be read; where this PC itself has no room, nothing is judged."""
        if broken.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("DISK_FULL", path=self._room.parent) from broken
        if asked:
            self._refuse(name, Problem("FILE_UNREADABLE", file=name, reason=broken.strerror or ""))

    def _take(self, one: Found, depth: int = 0, *, asked: bool = True) -> None:
        """Sort a file by what it is; `asked`: the person chose this very file, or what it lies in."""
        ending = one.path.suffix.lower()
        if ending not in _HOLDING or not one.path.is_file():
            self._keep(one, asked=asked and not one.source)
        elif ending == ".zip" and is_companion(one.name):
            self.found.companions.append(one)
        else:
            self._open(one, depth, asked=asked)

    def _keep(self, one: Found, *, asked: bool) -> None:
        """Keep a package to be judged; the same file in a folder and in its zip is judged once."""
        if not asked and one.path.stat().st_size <= LARGEST:
            digest = hashlib.sha256(one.path.read_bytes()).digest()
            if digest in self._seen:
                return
            self._seen.add(digest)
        self.found.packages.append(one)

    def _open(self, one: Found, depth: int, *, asked: bool) -> None:
        before = self._count
        try:
            if depth >= _DEEPEST:
                raise Problem("ARCHIVE_DEEP")  # noqa: TRY301 - told like every other refusal
            if one.path.stat().st_size > _LARGEST_OPENED:
                raise Problem("ARCHIVE_LARGE", limit=LARGEST // 1_000_000)  # noqa: TRY301 - as above
            if one.path.suffix.lower() == ".eml":
                self._open_letter(one, depth, asked=asked)
            else:
                self._open_archive(one, depth, asked=asked)
        except Problem as problem:
            if asked or _NAMED.search(one.name):  # other people's archives are none of our business
                self._refuse(
                    one.name, Problem(problem.code, **{**problem.details, "file": one.name}), one.path
                )
            else:
                self.found.others += 1
        except OSError as broken:
            self.tell(one.name, broken, asked=asked or _NAMED.search(one.name) is not None)
        if asked and self._count == before:
            self._refuse(one.name, Problem("NOTHING_INSIDE", file=one.name), one.path)

    @property
    def _count(self) -> int:
        found = self.found
        return len(found.packages) + len(found.companions) + len(found.wrong) + len(self._seen)

    # --- letters and archives ----------------------------------------------------------------

    def _open_letter(self, one: Found, depth: int, *, asked: bool) -> None:
        letter = open_letter(one.path.read_bytes())
        for name, data in letter.files:
            if _worth(name, data, asked=asked):
                inside = self._lay_open(name, data, one)
                self._take(_as_stated(inside, name, letter), depth + 1, asked=asked)

    def _open_archive(self, one: Found, depth: int, *, asked: bool) -> None:
        if _signed(one.path):  # a browser that knows no .xlsx calls it .zip
            self._keep(one, asked=asked)
            return
        for name, data in unpacked(one.path):
            if _worth(name, data, asked=asked):
                self._take(self._lay_open(name, data, one), depth + 1, asked=asked)

    def _lay_open(self, name: str, data: bytes, one: Found) -> Found:
        """Write what lay in a letter or archive into our own folder, under a name of the same meaning."""
        self._left -= len(data)
        if len(data) > LARGEST or self._left < 0:
            raise Problem("ARCHIVE_LARGE", limit=LARGEST // 1_000_000)
        path = put_beside(self._room, name, data)
        source = f"{one.source} › {one.name}" if one.source else one.name
        return Found(path, path.name, source, one.hidden)

    # --- folders and drives ------------------------------------------------------------------

    def _walk(self, folder: Path) -> None:
        seen = 0
        gone: list[OSError] = []
        for place, folders, names in os.walk(reachable(folder), onerror=gone.append):  # follows no link
            here = Path(place)
            self._seeing(printable(here.name))
            folders[:] = sorted(name for name in folders if name.lower() not in _SYSTEM)
            for name in sorted(names):
                seen += 1
                if seen > _MOST_ENTRIES:
                    self._refuse(printable(folder.name), Problem("FOLDER_LARGE", most=_MOST_ENTRIES))
                    return
                try:
                    self._look_at(reachable(folder), here / name)
                except OSError as broken:
                    self.tell(printable(name), broken, asked=_NAMED.search(name) is not None)
        if gone and not seen:
            self.tell(printable(folder.name) or str(folder), gone[0], asked=True)

    def _look_at(self, top: Path, path: Path) -> None:
        ending = path.suffix.lower()
        self.found.shortcuts += ending == ".lnk"
        self.found.others += ending in _ARCHIVES | _OUTLOOK
        if not _is_ours(path):
            return
        one = Found(plain(path), printable(path.name), hidden=_is_hidden(top, path))
        if ending in _HOLDING:
            self._take(one, asked=False)
        elif _is_package(path):
            self._keep(one, asked=False)
        else:
            self.found.others += 1


def _is_ours(path: Path) -> bool:
    """Tell whether a file in a folder may be a package or hold one, by its name."""
    plain_file = not path.name.startswith("~") and not path.is_symlink() and path.is_file()
    return plain_file and path.suffix.lower() in _OURS


def _is_package(path: Path) -> bool:
    """Tell whether a file has a package's name, or is a workbook and none of the office's own."""
    if _NAMED.search(path.name):
        return True
    return path.suffix.lower() == ".xlsx" and not _is_other_workbook(path)


def _as_stated(one: Found, name: str, letter: Opened) -> Found:
    """Say of an attachment what its letter says of it, or which one it speaks of instead."""
    here = {file for file, _ in letter.files}
    others = tuple(said for said in letter.stated if said not in here and said.endswith((".xlsx", ".p7m")))
    return replace(one, stated=letter.stated.get(name), others=others)


def _worth(name: str, data: bytes, *, asked: bool) -> bool:
    """Tell whether an attachment may be a package or hold one; signatures, logos and texts are none."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _HOLDING or b"_xmlsignatures/" in data[-_TAIL:]:
        return True
    return ending in _OURS and (asked or _NAMED.search(name) is not None)


def _plain_name(name: str, data: bytes) -> tuple[str, str]:
    """Give stem and ending of a name that is safe to write here, however odd the sender's program is."""
    clean = "".join(
        letter if letter.isprintable() and letter not in '<>:"/\\|?*' else "_" for letter in printable(name)
    ).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    known = f".{ending.lower()}" if dot else ""
    if known not in _OURS:
        stem, known = clean, ".xlsx" if data[:2] == b"PK" else ".eml"
    return (stem or "tep")[:120], known


def _signed(path: Path) -> bool:
    """Tell whether the directory at the end of a zip names a signature."""
    with suppress(OSError), path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
        end = tail.rfind(b"PK\5\6")
        if end >= 0:  # its own directory: that of a package which lies in it unpacked comes before
            tail = tail[max(0, end - int.from_bytes(tail[end + 12 : end + 16], "little")) : end]
        return b"_xmlsignatures/" in tail
    return False


def _is_other_workbook(path: Path) -> bool:
    """Tell a workbook of the office, also one with a password, from a package, even one cut short."""
    with path.open("rb") as file:
        head = file.read(8)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    return head == _OLE or (b"PK\5\6" in tail and b"_xmlsignatures/" not in tail)


def unpacked(path: Path, endings: Collection[str] = _OURS) -> Iterator[tuple[str, bytes]]:
    """Give the files of a plain zip by their own names, without its folders; raises ARCHIVE_..."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > _MOST_IN_ZIP:
                raise Problem("ARCHIVE_LARGE", limit=LARGEST // 1_000_000)
            for one in entries:
                name = one.filename.replace("\\", "/").rpartition("/")[2]
                if PurePosixPath(name).suffix.lower() not in endings:
                    continue
                if one.flag_bits & 1:
                    raise Problem("ARCHIVE_LOCKED")
                large = one.file_size > _SMALL and one.file_size > _MOST_RATIO * max(one.compress_size, 1)
                if large or one.file_size > LARGEST:
                    raise Problem("ARCHIVE_LARGE", limit=LARGEST // 1_000_000)
                yield name, archive.read(one)
    except DAMAGED as broken:
        raise Problem("ARCHIVE_BROKEN", reason=type(broken).__name__) from broken


def _is_hidden(top: Path, path: Path) -> bool:
    """Tell whether a file, or a folder it lies in below `top`, is hidden from people who look for it."""
    parts = path.relative_to(top).parts
    places = [top.joinpath(*parts[:number]) for number in range(1, len(parts) + 1)]
    return any(is_blank(place.name) or _attributes(place) & _HIDDEN for place in places)


def _attributes(path: Path) -> int:
    """Ask for the attributes of Windows; on Linux NTFS alone tells them, elsewhere there are none."""
    told = int(getattr(path.stat(follow_symlinks=False), "st_file_attributes", 0))
    if sys.platform != "win32":
        with suppress(OSError):
            return int.from_bytes(os.getxattr(path, "system.ntfs_attrib_be"), "big")
    return told
