"""Measure which Debian packages a program folder needs beside itself.

    depends.py FOLDER      writes one line for the field Depends of a .deb

Every ELF file tells the libraries it loads (NEEDED); those that do not travel in the folder are looked up
in the packages of this machine. The lowest libc is the newest symbol version that any file asks for. A part
of Qt whose libraries are not here is passed over, as Qt itself passes over a plugin that cannot be loaded.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_ELF = b"\x7fELF"
_NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"GLIBC_(\d+(?:\.\d+)+)")
_AT = re.compile(r"^\s*(\S+) \(libc6,x86-64[^)]*\) => (\S+)$", re.MULTILINE)


def depends(folder: Path) -> str:
    """Return e.g. "libc6 (>= 2.34), libegl1, zlib1g"; SystemExit for a library that no package holds."""
    own = {path.name for path in folder.rglob("*")}
    places = dict(reversed(_AT.findall(_run("/sbin/ldconfig", "-p"))))
    needed: set[str] = set()
    versions: set[str] = set()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            told = _run("/usr/bin/objdump", "-p", str(path))
            wanted = set(_NEEDED.findall(told)) - own
            missing = sorted(wanted - places.keys())
            if missing and "Qt" in path.parts:
                sys.stderr.write(f"{path.name} waits for {', '.join(missing)}\n")
                continue
            if missing:
                raise SystemExit(f"no package of this machine holds {', '.join(missing)}, which {path} loads")
            needed |= wanted
            versions |= set(_GLIBC.findall(told))
    libc = max(versions, key=_numbers)
    packages = {_package(Path(places[name])) for name in needed} - {"libc6"}
    return ", ".join([f"libc6 (>= {libc})", *sorted(packages)])


def _package(library: Path) -> str:
    """Name the package that holds a library; since /usr was merged, under either of its names."""
    for place in (
        library,
        library.resolve(),
        Path("/", *library.parts[2:]),
        Path("/usr", *library.parts[1:]),
    ):
        found = _run("/usr/bin/dpkg", "-S", str(place), check=False)
        if found:
            return found.split(":")[0]
    raise SystemExit(f"no package holds {library}")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _run(*command: str, check: bool = True) -> str:
    return subprocess.run(  # noqa: S603 - programs of the system with arguments we made
        command, capture_output=True, text=True, check=check
    ).stdout


if __name__ == "__main__":
    sys.stdout.write(depends(Path(sys.argv[1])) + "\n")
