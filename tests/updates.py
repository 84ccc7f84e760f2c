"""Installed programs of a few small files, a publisher, and updates for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.program_files import LIST, check, write_list
from exports.keys import SigningKey, new_key
from office.installed import CURRENT, PUBLISHER, VERSIONS, Current, Installed, describe
from office.update_file import SUFFIX, build

MOMENT = datetime(2018, 9, 20, 2, tzinfo=UTC)
OLD, NEW = "0.1.0", "0.2.0"
PLATFORM = "linux"

PROGRAM = """#!/bin/sh
# A program whose self-test is that of its list of digests.
cd "$(dirname "$(readlink -f "$0")")" || exit 9
[ "${1-}" = --selftest ] || exit 0
[ -f broken ] && { echo "PROGRAM_FILE_CHANGED: hỏng" > "$3"; exit 1; }
sha256sum --check --quiet SHA256SUMS > "$3" 2>&1
"""


def publisher_key(person: str = "Nhà phát hành") -> SigningKey:
    """Whoever signs updates."""
    return _key(person)


@cache
def _key(person: str) -> SigningKey:
    years = {"not_before": MOMENT.replace(year=2017), "not_after": MOMENT.replace(year=2028)}
    return new_key(person, "62", "Nhà phát hành", "", years["not_before"], years["not_after"])


def lay_version(folder: Path, version: str, *, platform: str = PLATFORM, broken: bool = False) -> Path:
    """Put a program of a few files into `folder`."""
    (folder / "_internal" / "phông chữ").mkdir(parents=True)
    (folder / "phieuxa").write_text(PROGRAM, "utf-8")
    (folder / "phieuxa").chmod(0o755)
    (folder / "_internal" / "phông chữ" / "Noto.ttf").write_bytes(f"font of {version}".encode() * 2000)
    (folder / "_internal" / "rỗng.txt").write_bytes(b"")
    for number in range(6):
        (folder / "_internal" / f"lib{number}.so").write_bytes(f"{version} {number} ".encode() * 5000)
    if broken:
        (folder / "broken").write_bytes(b"")
    describe(folder, version, platform)
    (folder / PUBLISHER).write_bytes(publisher_key().certificate.public_bytes(Encoding.DER))
    write_list(folder)
    return folder


def install(root: Path) -> Installed:
    """Install the older version."""
    lay_version(root / VERSIONS / OLD, OLD)
    (root / CURRENT).write_bytes(Current(OLD).text().encode("ascii"))
    return Installed(root, OLD)


@dataclass(frozen=True)
class Made:
    """An update's file, from a folder of the same content as the version it brings."""

    path: Path
    data: bytes


@cache
def _data(version: str, minimum: str, platform: str, person: str, *, broken: bool) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="phieuxa-update-") as work:
        folder = lay_version(Path(work) / version, version, platform=platform, broken=broken)
        return build(folder, minimum, {"vi": "Sửa lỗi"}, publisher_key(person), MOMENT)


def update_on(
    stick: Path,
    version: str = NEW,
    *,
    minimum: str = OLD,
    platform: str = PLATFORM,
    person: str = "Nhà phát hành",
    broken: bool = False,
) -> Made:
    """Put an update onto a stick."""
    stick.mkdir(exist_ok=True)
    data = _data(version, minimum, platform, person, broken=broken)
    path = stick / f"phieuxa-{version}-{platform}{SUFFIX}"
    path.write_bytes(data)
    return Made(path, data)


def whole(installed: Installed, version: str) -> bool:
    """Tell whether every file of a version is as it was built."""
    folder = installed.folder(version)
    return (folder / LIST).is_file() and not check(folder)


def rebuilt(data: bytes, change, folder: Path, person: str = "Nhà phát hành") -> Path:
    """Sign an update's content anew after `change` worked on its plain JSON and its bytes."""
    from exports.opc.profiles import UPDATE
    from office.sealed import seal, unseal

    opened = unseal(data, UPDATE, MOMENT, code="UPDATE_NOT_WHOLE")
    content = opened.content
    parts = {name: ("application/vnd.phieuxa.program", held) for name, held in opened.beside.items()}
    changed = change(content, parts) or (content, parts)
    path = folder / f"changed{SUFFIX}"
    path.write_bytes(seal(changed[0], changed[1], UPDATE, publisher_key(person), MOMENT))
    return path


def forget(root: Path) -> None:
    """Take an installed program away."""
    shutil.rmtree(root, ignore_errors=True)
