"""What kind of drive a folder lies on: data that are worked on belong on a fixed disk of this PC.

Windows is asked by GetDriveTypeW (a disk on USB counts as one that is pulled out), Linux by its mounts.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path, PureWindowsPath
from typing import Final

from exports.carriers import hangs_on_usb, is_removable_block, unescape_mount, windows_kernel

_MOUNTS: Final = Path("/proc/self/mounts")
_BLOCK_DEVICES: Final = Path("/sys/class/block")
_SHARES: Final = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "davfs2", "ncpfs")
) | {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.glusterfs"}
_MEMORY: Final = frozenset(("tmpfs", "ramfs"))
_FURTHER: Final = ("/mnt", "/media", "/run/media", "/data")
"""Where Linux mounts further disks for people's data; other mounts belong to the system."""


class DriveKind(Enum):
    """What may be under a folder. OTHER: a CD, or something the system tells nothing of."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    MEMORY = "memory"
    OTHER = "other"


def kind_of(folder: Path) -> DriveKind:
    """Tell the kind of the drive that a folder lies on, or would lie on once it is made."""
    if sys.platform == "win32":
        return _windows_kind(folder)
    try:
        lines = _MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return DriveKind.OTHER
    return kind_in(lines, folder.resolve())


def further_drives() -> tuple[Path, ...]:
    """List the fixed disks beside the one with the system, as the folder in which data may be kept."""
    if sys.platform == "win32":
        system = os.environ.get("SYSTEMDRIVE", "C:").upper()
        found = (f"{letter}:\\" for letter in _windows_letters())
        drives = [Path(drive) for drive in found if not drive.upper().startswith(system)]
    else:
        drives = [Path(place) for place in _mounted() if place.startswith(_FURTHER)]
    return tuple(one for one in drives if kind_of(one) is DriveKind.FIXED and os.access(one, os.W_OK))


def kind_in(mounts: Iterable[str], folder: Path) -> DriveKind:
    """Tell the kind by the lines of /proc/self/mounts: the innermost mount above the folder counts."""
    device, kind, longest = "", "", -1
    for line in mounts:
        source, place, what, *_ = line.split(" ")
        path = Path(unescape_mount(place))
        if (path == folder or path in folder.parents) and len(path.parts) >= longest:
            device, kind, longest = source, what, len(path.parts)
    if kind in _SHARES:
        return DriveKind.NETWORK
    if kind in _MEMORY:
        return DriveKind.MEMORY
    block = _BLOCK_DEVICES / Path(device).name
    if device.startswith("/dev/") and block.exists() and is_removable_block(block.resolve()):
        return DriveKind.REMOVABLE
    return DriveKind.FIXED if kind else DriveKind.OTHER


def _mounted() -> list[str]:
    try:
        lines = _MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    places = (unescape_mount(line.split(" ")[1]) for line in lines if line.startswith("/dev/"))
    return [place for place in places if Path(place).is_dir()]


def _windows_letters() -> list[str]:
    bits = windows_kernel().GetLogicalDrives()
    return [chr(65 + number) for number in range(26) if bits >> number & 1]


def _windows_kind(folder: Path) -> DriveKind:
    drive = PureWindowsPath(os.path.abspath(folder)).drive  # noqa: PTH100 - no links are followed on Windows
    if drive.startswith("\\\\"):
        return DriveKind.NETWORK
    kernel = windows_kernel()
    told = kernel.GetDriveTypeW(ctypes.c_wchar_p(f"{drive}\\"))
    kinds = {2: DriveKind.REMOVABLE, 3: DriveKind.FIXED, 4: DriveKind.NETWORK, 6: DriveKind.MEMORY}
    found = kinds.get(told, DriveKind.OTHER)
    if found is DriveKind.FIXED and hangs_on_usb(kernel, drive[:1]):
        return DriveKind.REMOVABLE
    return found
