"""The program's own files: a list of their digests is made when it is built and checked by its self-test.

A version's folder has its own list, and the folder of the installed program one of its launchers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LIST = "SHA256SUMS"
"""In the program's folder: one line a file, as `sha256sum` writes and checks them."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Program files that are not as they were built, as paths below the program's folder."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.missing or self.changed)


def write_list(folder: Path, names: Iterable[str] | None = None) -> Path:
    """Write the digests of every file of a program folder, or of those named, into its list."""
    listed = _names(folder) if names is None else sorted(names)
    lines = [f"{_digest(folder / name)} *{name}\n" for name in listed]
    target = folder / LIST
    target.write_bytes("".join(lines).encode())
    return target


def check(folder: Path) -> Damage | None:
    """Compare a program folder with its list; None where it has none: run from its sources.

    Files beside those of the list are passed over: a kit of the campaign, what an antivirus leaves.
    """
    try:
        listed = (folder / LIST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    missing, changed = [], []
    for line in listed:
        wanted, _, name = line.partition(" *")
        try:
            same = _digest(folder / name) == wanted
        except OSError:
            missing.append(name)
            continue
        if not same:
            changed.append(name)
    return Damage(tuple(missing), tuple(changed))


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != LIST:
            yield name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
