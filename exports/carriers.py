"""Puts files onto folders and sticks: whole or not at all, and read back before anyone is told "done".

A plain write is half done when the power goes (tech.md section 13); so a file is written under another
name, forced onto the medium, renamed, and compared by reading it again.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import stat
import sys
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exports.file_names import can_be_carried
from forms.file_ways import demand_short, put_in_place
from forms.problems import Problem

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WINDOWS_FULL: Final = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_REMOVABLE, _FIXED = 2, 3  # GetDriveTypeW
_SHARED: Final = 3  # FILE_SHARE_READ | FILE_SHARE_WRITE
_OPEN_EXISTING: Final = 3
_STORAGE_QUERY_PROPERTY: Final = 0x2D1400
_BUS_AT, _USB = 28, 7  # STORAGE_DEVICE_DESCRIPTOR.BusType, BusTypeUsb
_PIECE: Final = 1 << 20  # bytes
_NO_HANDLE: Final = ctypes.c_void_p(-1).value
_ASK_NOBODY: Final = 1  # SEM_FAILCRITICALERRORS: an empty card reader opens no box
_MOUNTS: Final = Path("/proc/self/mounts")
_BLOCK_DEVICES: Final = Path("/sys/class/block")


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick or card that can be pulled out. `free`: bytes."""

    path: Path
    label: str
    free: int


def deliver(data: bytes, folder: Path, name: str, *, private: bool = False, read_only: bool = True) -> Path:
    """Write `data` as `folder/name` and give the path, once reading it back gave the same bytes.

    The file gets the read-only attribute against a slip of the hand, unless it is meant for further
    work; a `private` one (a key) is readable to its owner only, from its first byte.

    Raises `Problem`: FILE_NAME, PATH_LONG, DISK_FULL (before a byte is written where there is no room),
    CARRIER_READ_ONLY, CARRIER_BUSY (another program holds the old file), CARRIER_GONE or CARRIER_DIFFERS
    (the medium gives back other bytes); then nothing stands under the final name but what stood there
    before: a whole file whose name the medium did not confirm is taken away again.
    """
    return deliver_pieces((data,), len(data), folder, name, private=private, read_only=read_only)


def deliver_pieces(
    pieces: Iterable[bytes],
    size: int,
    folder: Path,
    name: str,
    *,
    private: bool = False,
    read_only: bool = True,
) -> Path:
    """Write a file of `size` bytes as `deliver` does, piece by piece: it may be larger than the memory."""
    if not can_be_carried(name):
        raise Problem("FILE_NAME", text=name)
    path = folder / name
    demand_short(path)
    half = folder / f"~{uuid.uuid4().hex[:12]}.part"
    named = False
    try:
        _ask_for_room(folder, path, size)
        digest = _write(half, pieces, 0o600 if private else 0o666)
        _read_back(half, digest)
        _make_writable(path)
        put_in_place(half, path)
        named = True
        _force_folder(folder)
        _read_back(path, digest)
        if read_only:
            _make_read_only(path)
    except (OSError, Problem) as wrong:
        if named:
            withdraw(path)
        if isinstance(wrong, OSError):
            raise _problem(wrong, path) from wrong
        raise
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
    return path


def deliver_file(source: Path, folder: Path, name: str) -> Path:
    """Write what stands in the file `source` as `folder/name`, as `deliver` does."""

    def pieces() -> Iterator[bytes]:
        with source.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    try:
        size = source.stat().st_size
    except OSError as wrong:
        raise _problem(wrong, source) from wrong
    return deliver_pieces(pieces(), size, folder, name)


def demand_folder(folder: Path) -> None:
    """Raise FOLDER_MISSING for what is no folder, or no longer: a pulled drive answers with an error."""
    try:
        there = folder.is_dir()
    except OSError:
        there = False
    if not there:
        raise Problem("FOLDER_MISSING", folder=folder)


def withdraw(path: Path) -> None:
    """Take a delivered file away again, if the medium is still there."""
    with contextlib.suppress(OSError):
        _make_writable(path)
        path.unlink(missing_ok=True)


@contextmanager
def taken_back() -> Iterator[list[Path]]:
    """Take the files noted in the list away again when what follows fails: they were not sent then."""
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for path in written:
            withdraw(path)
        raise


def removable_drives() -> tuple[Drive, ...]:
    """List the sticks and cards that are in the computer now; an empty one counts, a pulled one not."""
    found = _windows_drives() if sys.platform == "win32" else _linux_drives()
    drives = []
    for path, label in found:
        with contextlib.suppress(OSError):
            drives.append(Drive(path, label, shutil.disk_usage(path).free))
    return tuple(drives)


def _ask_for_room(folder: Path, path: Path, size: int) -> None:
    """Refuse before a byte is written; the old file stands until the new one is whole."""
    room = shutil.disk_usage(folder)
    if room.total > 0 and room.free < size:  # some shares tell nothing of themselves
        raise Problem("DISK_FULL", path=path)


def _write(path: Path, pieces: Iterable[bytes], mode: int) -> bytes:
    """Write a new file and give the SHA-256 of what was meant to stand in it."""
    digest = hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # else reading back asks the memory, not the medium
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return digest.digest()


def _read_back(path: Path, digest: bytes) -> None:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").digest() != digest:
            raise Problem("CARRIER_DIFFERS", path=path)


def _force_folder(folder: Path) -> None:
    """Force the new name onto the medium; Windows does so by itself and opens no folders."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _make_read_only(path: Path) -> None:
    with contextlib.suppress(OSError):  # some carriers know no such attribute
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def _make_writable(path: Path) -> None:
    """Windows replaces no read-only file."""
    if path.exists():
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)


def _problem(wrong: OSError, path: Path) -> Problem:
    if wrong.errno in _FULL or getattr(wrong, "winerror", None) in _WINDOWS_FULL:
        return Problem("DISK_FULL", path=path)
    if wrong.errno == errno.EROFS:
        return Problem("CARRIER_READ_ONLY", path=path)
    if isinstance(wrong, PermissionError):
        return Problem("CARRIER_BUSY" if path.exists() else "CARRIER_READ_ONLY", path=path)
    return Problem("CARRIER_GONE", path=path, reason=errno.errorcode.get(wrong.errno or 0, ""))


def _linux_drives() -> list[tuple[Path, str]]:
    """Find mounted block devices that the kernel calls removable or that hang on USB."""
    found = []
    try:
        mounts = _MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    for line in mounts:
        device, place, *_ = line.split(" ")
        block = _BLOCK_DEVICES / Path(device).name
        if device.startswith("/dev/") and block.exists() and is_removable_block(block.resolve()):
            path = Path(unescape_mount(place))
            found.append((path, path.name or str(path)))
    return found


def is_removable_block(block: Path) -> bool:
    """`block` is the device's real folder under /sys; a partition's own is below its disk's."""
    if any(part.startswith("usb") for part in block.parts):
        return True
    for folder in (block, block.parent):
        try:
            return (folder / "removable").read_text("ascii").strip() == "1"
        except OSError:
            continue
    return False


def unescape_mount(place: str) -> str:
    """Undo the octal escapes of /proc/mounts, where a name has no blanks."""
    for code in ("040", "011", "012", "134"):
        place = place.replace(f"\\{code}", chr(int(code, 8)))
    return place


def _windows_drives() -> list[tuple[Path, str]]:
    """Find the drives Windows calls removable, and the disks that hang on USB, which it calls fixed."""
    kernel = windows_kernel()
    kernel.SetThreadErrorMode(_ASK_NOBODY, None)
    found = []
    bits = kernel.GetLogicalDrives()
    for number in range(26):
        letter = chr(65 + number)
        if not bits >> number & 1:
            continue
        kind = kernel.GetDriveTypeW(ctypes.c_wchar_p(f"{letter}:\\"))
        if kind == _REMOVABLE or (kind == _FIXED and hangs_on_usb(kernel, letter)):
            root = f"{letter}:\\"
            label = ctypes.create_unicode_buffer(261)
            kernel.GetVolumeInformationW(ctypes.c_wchar_p(root), label, 261, None, None, None, None, 0)
            found.append((Path(root), label.value or root))
    return found


def windows_kernel() -> Any:  # noqa: ANN401 - exists on Windows only
    """Give the functions of kernel32."""
    library = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - as above
    library.CreateFileW.restype = ctypes.c_void_p
    return library


def hangs_on_usb(kernel: Any, letter: str) -> bool:  # noqa: ANN401 - as above
    """Ask a drive for its bus; no right to read or write is needed for that."""
    name = ctypes.c_wchar_p(f"\\\\.\\{letter}:")
    handle = kernel.CreateFileW(name, 0, _SHARED, None, _OPEN_EXISTING, 0, None)
    if handle in (None, _NO_HANDLE):
        return False
    query = ctypes.create_string_buffer(12)  # STORAGE_PROPERTY_QUERY: StorageDeviceProperty, standard query
    answer = ctypes.create_string_buffer(1024)
    got = ctypes.c_uint32()
    try:
        told = kernel.DeviceIoControl(
            ctypes.c_void_p(handle), _STORAGE_QUERY_PROPERTY, query, 12, answer, 1024, ctypes.byref(got), None
        )
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return bool(told) and int.from_bytes(answer.raw[_BUS_AT : _BUS_AT + 4], "little") == _USB
