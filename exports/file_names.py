"""Names of files that every carrier takes: FAT, exFAT, NTFS, e-mail, old archives.

Only A-Z, a-z, 0-9, hyphen, underscore and dot; never a device's name, never longer than 100 characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from forms.report import Header, PackageKind

LONGEST: Final = 100
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
_DEVICES: Final = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
        "conin$",
        "conout$",
    )
)
_KINDS: Final = {
    PackageKind.REPORT: "",
    PackageKind.NIL: "_khong-phat-sinh",
    PackageKind.RECEIPT: "_bien-nhan",
    PackageKind.RETURN: "_tra-lai",
    PackageKind.DISTRICT: "_tong-hop",
    PackageKind.HAND_OVER: "_ban-giao",
    PackageKind.IN_PLACE: "_nhap-thay",
    PackageKind.ROUTED: "_gui-rieng",
}


def package_name(header: Header) -> str:
    """Name a package: `KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx`."""
    return name_of(header.kind, header.campaign, header.unit, header.unit_name, header.revision)


def name_of(kind: PackageKind, campaign: str, unit: str, unit_name: str, revision: int) -> str:
    """Name a package by what it says of itself, whatever its file was called on the way."""
    name = plain(unit_name, 40)
    name = name[:1].lower() + name[1:]
    front = f"{plain(campaign, 20)}_{plain(unit, 20)}_{name}".rstrip("_")
    return f"{front}{_KINDS[kind]}_lan-{revision}.xlsx"


def attachment_name(place: str, stem: str, ending: str, taken: Collection[str]) -> str:
    """Name an attachment after its cell and its file: `BM16-1-c23_vuon-sam.jpg`; unlike all `taken`.

    `ending` with its dot. Names that differ in case only count as taken: FAT knows no case.
    """
    front = f"{plain(place, 40) or 'tep'}_{plain(stem, 40) or 'tep'}"
    used = {name.lower() for name in taken}
    name, number = f"{front}{ending}", 2
    while name.lower() in used:
        name, number = f"{front}-{number}{ending}", number + 1
    return name


def passed_on_name(unit: str, name: str, sha256: str) -> str:
    """Name a file of a unit's package beside the package of the office above it: `23404_BM16-1-c23_vuon.jpg`.

    What no carrier would take so is called by its digest; the name is safe whatever a unit wrote.
    """
    front = plain(unit, 20)
    made = f"{front}_{name}"
    if front == unit and is_safe(made):
        return made
    ending = plain(name.rpartition(".")[2], 8)
    return f"{front}_{plain(sha256, 32)}.{ending or 'tep'}"


def plain(text: str, longest: int) -> str:
    """Write text with plain letters, digits and hyphens, at most so long: "Xã Ngọc Lây" -> "Xa-Ngoc-Lay"."""
    text = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:longest].strip("-")


def is_safe(name: str) -> bool:
    """Tell whether every carrier and every archive takes this name as it is."""
    return len(name) <= LONGEST and _SAFE.match(name) is not None and can_be_carried(name)


def can_be_carried(name: str) -> bool:
    """Tell whether FAT and Windows take this name, which a person may have chosen: letters are free."""
    return (
        0 < len(name) <= 200
        and name.isprintable()
        and not set(name) & _FORBIDDEN
        and not name.endswith((".", " "))
        and name.split(".", maxsplit=1)[0].strip().lower() not in _DEVICES
    )
