"""Finds the libraries (PKCS#11) that makers of USB tokens put on a PC."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_WINDOWS: Final = (
    "eTPKCS11.dll",  # SafeNet
    "bit4xpki.dll",  # Bit4ID
    "bit4ipki.dll",
    "eps2003csp11*.dll",  # Feitian and those who sell it under their name
    "viettel-ca_v*.dll",
    "vnptca_p11_v*.dll",
    "vnpt-ca_csp11*.dll",
    "VNPT-CA_v*.dll",
    "BkavCA*.dll",
    "nca_v*.dll",
    "ncca_csp11*.dll",
    "ica_csp11*.dll",
    "fptca_v*.dll",
    "CA2_v*.dll",
    "CA2_csp11*.dll",
    "gclib.dll",
    "opensc-pkcs11.dll",
)
_OTHERS: Final = (
    "libeTPkcs11.so*",
    "libeToken.so*",
    "libbit4xpki.so*",
    "libbit4ipki.so*",
    "libcastle*.so*",
    "opensc-pkcs11.so",
    "softhsm/libsofthsm2.so",
)
_SHELLS: Final = ("_s.dll", "_csp.dll")  # beside the library: Windows' own door to the same token, no PKCS#11


def found_libraries() -> tuple[Path, ...]:
    """Return the libraries of well-known tokens on this PC, by name; nothing is loaded."""
    windows = sys.platform == "win32"
    return libraries_in(_folders(), _WINDOWS if windows else _OTHERS)


def libraries_in(folders: Iterable[Path], patterns: Iterable[str]) -> tuple[Path, ...]:
    """Return the files in these folders that follow one of the patterns; of links to one file the first."""
    patterns = tuple(patterns)
    found: dict[Path, Path] = {}
    for folder in folders:
        for pattern in patterns:
            for path in sorted(folder.glob(pattern)):
                if path.is_file() and not path.name.lower().endswith(_SHELLS):
                    found.setdefault(path.resolve(), path)
    return tuple(found.values())


def _folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        return
    for place in ("/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/local/lib", "/usr/lib/pkcs11"):
        yield Path(place)
