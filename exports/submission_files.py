"""Where filled submissions lie: one file, a folder as Collect or a server keeps it, or a zip of either.

    with open_source(path) as source:
        source.names    -> the XML files in order, by their names inside the source
        source.read(name), source.beside(name) -> the files that lie in the same folder

Nothing is unpacked onto the disk, nothing outside the folder is read (links that lead out are passed
over, names that climb out of a zip are refused), and nothing is opened but as bytes.
"""

from __future__ import annotations

import io
import os
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from forms.problems import Problem

MOST_FILES: Final = 5_000
LARGEST_FILE: Final = 20_000_000  # bytes
LARGEST_SOURCE: Final = 2_000_000_000  # bytes, everything in it
_SKIPPED: Final = frozenset({"__MACOSX"})
_MOST_RATIO: Final = 200  # of a zip's entry: XML and pictures do not shrink further
_SMALL: Final = 1_000_000  # bytes that no ratio is asked of


class Source(ABC):
    """The files of one source by their names in it, with `/` between folders.

    `whole`: a folder or zip, of which everything is somebody's answer or picture.
    """

    whole = True

    def __init__(self, sizes: Mapping[str, int], name: str) -> None:
        self.name = name
        self._sizes = dict(sorted(sizes.items()))
        self._beside: dict[str, dict[str, str]] = {}
        for one in self._sizes:
            if not one.lower().endswith((".xml", ".enc")):
                self._beside.setdefault(_folder_of(one), {})[one.rpartition("/")[2]] = one
        if len(self._sizes) > MOST_FILES:
            raise Problem("SUBMISSIONS_MANY", file=name, limit=MOST_FILES)
        if sum(self._sizes.values()) > LARGEST_SOURCE:
            raise Problem("SUBMISSIONS_LARGE", file=name, limit=LARGEST_SOURCE // 1_000_000)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let the source go."""

    @property
    def names(self) -> tuple[str, ...]:
        """The XML files, in order."""
        return tuple(name for name in self._sizes if name.lower().endswith(".xml"))

    @property
    def encrypted(self) -> tuple[str, ...]:
        """The files that only the server's private key opens."""
        return tuple(name for name in self._sizes if name.lower().endswith(".enc"))

    def beside(self, name: str) -> Mapping[str, str]:
        """Give the other files of a file's folder that are no XML: own name -> name in the source."""
        return self._beside.get(_folder_of(name), {})

    def read(self, name: str) -> bytes:
        """Read a file; raise SUBMISSION_LARGE for one that is too large, FILE_MISSING for one that went."""
        size = self._sizes.get(name)
        if size is None:
            raise Problem("FILE_MISSING", file=name)
        if size > LARGEST_FILE:
            raise Problem("SUBMISSION_LARGE", limit=LARGEST_FILE // 1_000_000)
        return self._bytes(name)

    @abstractmethod
    def _bytes(self, name: str) -> bytes:
        """Read a file of a known, allowed size."""


class _Folder(Source):
    def __init__(self, folder: Path, files: Mapping[str, Path]) -> None:
        self._files = dict(files)
        super().__init__({name: path.stat().st_size for name, path in files.items()}, folder.name)

    def close(self) -> None:
        """Let the source go: no file stays open between reads."""

    def _bytes(self, name: str) -> bytes:
        try:
            with self._files[name].open("rb") as file:
                return file.read(LARGEST_FILE + 1)[:LARGEST_FILE]
        except OSError as wrong:
            raise Problem("FILE_MISSING", file=name) from wrong


class _Zip(Source):
    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            entries = [one for one in self._zip.infolist() if not one.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as wrong:
            raise Problem("NOT_ZIP", reason=type(wrong).__name__) from wrong
        try:
            for one in entries:
                _check_entry(one, path.name)
            sizes = {one.filename: one.file_size for one in entries if not _hidden(one.filename)}
            super().__init__(sizes, path.name)
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as entry:
                data = entry.read(LARGEST_FILE + 1)  # whatever its header promised
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as wrong:
            raise Problem("NOT_ZIP", reason=type(wrong).__name__) from wrong
        if len(data) > LARGEST_FILE:
            raise Problem("SUBMISSION_LARGE", limit=LARGEST_FILE // 1_000_000)
        return data


def open_source(path: Path) -> Source:
    """Open a file, folder or zip.

    Raises `Problem`: FILE_MISSING, NOT_ZIP, SUBMISSIONS_MANY, SUBMISSIONS_LARGE, SUBMISSION_PATH (a zip's
    entry that leads out of it), SUBMISSION_BOMB.
    """
    if path.is_dir():
        return _Folder(path, _files(path))
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as wrong:
        raise Problem("FILE_MISSING", file=path.name) from wrong
    if start.startswith(b"PK"):
        return _Zip(path)
    beside = {one.name: one for one in path.parent.iterdir() if one.is_file() and not one.is_symlink()}
    others = {name: one for name, one in beside.items() if not name.lower().endswith(".xml")}
    return _One(path, dict(sorted(others.items())[: MOST_FILES - 1]))


class _One(_Folder):
    """One file; its pictures lie beside it, and other things too."""

    whole = False

    def __init__(self, path: Path, others: Mapping[str, Path]) -> None:
        self._own = path.name
        super().__init__(path, {path.name: path, **others})

    @property
    def names(self) -> tuple[str, ...]:
        return (self._own,)


def _files(folder: Path) -> dict[str, Path]:
    """List a folder's files at any depth, passing over hidden ones and links."""
    found: dict[str, Path] = {}
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            one for one in folders if not _hidden(one) and not (Path(here) / one).is_symlink()
        )
        for name in sorted(names):
            path = Path(here) / name
            if not _hidden(name) and path.is_file() and not path.is_symlink():
                found[path.relative_to(folder).as_posix()] = path
            if len(found) > MOST_FILES:
                raise Problem("SUBMISSIONS_MANY", file=folder.name, limit=MOST_FILES)
    return found


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part in _SKIPPED for part in name.split("/"))


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    parts = entry.filename.replace("\\", "/").split("/")
    if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise Problem("SUBMISSION_PATH", file=name, name=entry.filename[:60])
    if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
        raise Problem("SUBMISSION_BOMB", file=name, name=entry.filename[:60])


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
