"""The folder of an installed program: versions side by side, and the small file that says which one starts.

    phieuxa(.exe)            the launcher; an update never replaces it
    current                  three lines: the version that starts, the other one or -, and a word
    versions/0.1.0/          a program, whole, with program.json and the list of its files' digests

Replacing `current` is the whole switch: before it the older version starts, after it the newer one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.files import write_private
from db.migrations import STEPS
from forms.pack import canonical

CURRENT = "current"
VERSIONS = "versions"
PROGRAM = "program.json"
PUBLISHER = "publisher.cer"
"""In a version's folder: the certificate whose updates it takes; a build without it takes none."""

_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")
_NONE = "-"
_PROGRAMS = ("phieuxa", "phieuxa.exe", "pythonw.exe")  # what the launchers start


@dataclass(frozen=True, slots=True)
class Program:
    """What a version's folder says of itself. `steps`: how many steps of the data file it knows."""

    version: str
    platform: str
    steps: int


class Standing(StrEnum):
    """How the version that starts came to do so."""

    WHOLE = "whole"
    NEW = "new"
    """Taken from an update; nobody has started it yet."""
    STARTED = "started"
    """Started once, and its window was not reached: the launcher goes back."""
    FAILED = "failed"
    """The launcher has gone back; the other version is the one that failed."""


@dataclass(frozen=True, slots=True)
class Current:
    """What the file `current` says. `other`: the version to go back to, or the one that failed."""

    version: str
    other: str = ""
    standing: Standing = Standing.WHOLE

    def text(self) -> str:
        """Write it as the launchers read it."""
        return f"{self.version}\n{self.other or _NONE}\n{self.standing}\n"


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed program. `root` holds `current` and `versions/`; `running`: the version at work here."""

    root: Path
    running: str

    @property
    def versions(self) -> Path:
        """The folder of the versions."""
        return self.root / VERSIONS

    @property
    def launcher(self) -> Path:
        """What people start."""
        return self.root / ("phieuxa.exe" if (self.root / "phieuxa.exe").is_file() else "phieuxa")

    def folder(self, version: str) -> Path:
        """Return the folder of one version."""
        return self.versions / version

    def starts(self, version: str) -> bool:
        """Tell whether a version stands there that a launcher can start."""
        return is_version(version) and any((self.folder(version) / name).is_file() for name in _PROGRAMS)

    def program(self, version: str) -> Program | None:
        """Read what a version says of itself; None where it says nothing that can be read."""
        return read_program(self.folder(version))

    def current(self) -> Current:
        """Read `current` as the launchers do: where it makes no sense, the newest that is here."""
        said = _read(self.root / CURRENT)
        if said is not None and self.starts(said.version):
            named = self.starts(said.other) or said.standing is Standing.FAILED
            return said if named else Current(said.version, "", said.standing)
        if said is not None and self.starts(said.other):
            return Current(said.other, said.other, said.standing)
        return Current(max(self.here(), key=order, default=self.running))

    def is_sound(self) -> bool:
        """Tell whether `current` says what `current()` makes of it: no byte of it has flipped."""
        return _read(self.root / CURRENT) == self.current()

    def here(self) -> tuple[str, ...]:
        """List the versions that can be started."""
        try:
            names = sorted(one.name for one in self.versions.iterdir())
        except OSError:
            return ()
        return tuple(name for name in names if self.starts(name))

    def switch(self, to: Current) -> None:
        """Replace `current`, whole or not at all; raise `OSError`."""
        write_private(self.root / CURRENT, to.text().encode("ascii"))


def describe(folder: Path, version: str, platform: str) -> None:
    """Write what a program is into its folder; `platform`: what its updates must be made for."""
    said = {"format": 1, "version": version, "platform": platform, "steps": STEPS}
    (folder / PROGRAM).write_bytes(canonical(said))


def read_program(folder: Path) -> Program | None:
    """Read what `describe` wrote."""
    try:
        said = json.loads((folder / PROGRAM).read_bytes())
        return Program(str(said["version"]), str(said["platform"]), int(said["steps"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_version(text: str) -> bool:
    """Tell whether a text is a version as we write them: two to four numbers with dots."""
    return _VERSION.fullmatch(text) is not None


def order(version: str) -> tuple[int, ...]:
    """Give what versions are compared by; 1.2 and 1.2.0 are the same."""
    numbers = tuple(map(int, version.split(".")))
    return numbers + (0,) * (4 - len(numbers))


def _read(path: Path) -> Current | None:
    try:
        text = path.read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    version, _, rest = text.partition("\n")
    other, _, word = rest.partition("\n")
    try:
        said = Current(version, "" if other == _NONE else other, Standing(word.removesuffix("\n")))
    except ValueError:
        return None
    sound = is_version(version) and (not said.other or is_version(said.other))
    return said if sound and said.text() == text else None
