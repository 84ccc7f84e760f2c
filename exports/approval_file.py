"""What is carried to an approver on another PC: one plain ZIP that any program opens.

In it lie the package with its first signature, the package before it, and the pack that both are read with.
Nothing in it is believed for itself: the package is signed, names the pack by its hash, and the one before
it is signed too (docs/signature.md, "Two signatures").
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from exports.loose_zip import read_loosely
from exports.opc import write_zip
from exports.opc.zipped import CONTENT_TYPES_ITEM
from forms.problems import Problem

ENDING: Final = "_trinh-ky.zip"
APPROVED_ENDING: Final = "_da-ky-duyet.xlsx"
_EARLIER: Final = "lan-truoc.xlsx"
_PACK: Final = "bo-bieu.phieuxa-pack"


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What was carried: `earlier` and `pack` are None where they did not come along."""

    name: str  # of the package
    package: bytes
    earlier: bytes | None = None
    pack: bytes | None = None


def file_name(package: str) -> str:
    """`<package>.xlsx` -> `<package>_trinh-ky.zip`."""
    return f"{package.removesuffix('.xlsx')}{ENDING}"


def approved_name(package: str) -> str:
    """`<package>.xlsx` -> `<package>_da-ky-duyet.xlsx`: the name of the file that goes back."""
    return f"{package.removesuffix('.xlsx')}{APPROVED_ENDING}"


def write_to_approve(one: ToApprove) -> bytes:
    """Give the bytes of the file; the same content always gives the same bytes."""
    beside = {_EARLIER: one.earlier, _PACK: one.pack}
    return write_zip({one.name: one.package} | {name: data for name, data in beside.items() if data})


def read_to_approve(data: bytes, name: str) -> ToApprove:
    """Find what was carried in a file that a person chose: ours, or the package alone.

    Raises `Problem`: NOT_ZIP, APPROVE_NOTHING (file) where no package, or more than one, lies in it.
    """
    items = read_loosely(data)
    if CONTENT_TYPES_ITEM in items:
        return ToApprove(name, data)
    files = {PurePosixPath(path).name: content for path, content in items.items()}
    packages = [one for one in files if one.lower().endswith(".xlsx") and one != _EARLIER]
    if len(packages) != 1:
        raise Problem("APPROVE_NOTHING", file=name)
    return ToApprove(packages[0], files[packages[0]], files.get(_EARLIER), files.get(_PACK))
