"""Files reach folders and sticks whole or not at all."""

# ruff: noqa: N802 - the names of Windows

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from exports import carriers
from exports.carriers import deliver, removable_drives, withdraw
from forms.problems import Problem
from tests.small_disk import small_disk

NAME = "KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx"


@pytest.fixture
def small_stick(tmp_path):
    """A real medium of 256 KiB."""
    with small_disk(tmp_path / "stick", 256) as place:
        yield place


def test_a_delivered_file_holds_the_bytes_and_is_read_only(tmp_path):
    path = deliver(b"goi", tmp_path, NAME)
    assert path == tmp_path / NAME
    assert path.read_bytes() == b"goi"
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_a_file_delivered_again_replaces_the_read_only_one(tmp_path):
    deliver(b"first", tmp_path, NAME)
    assert deliver(b"second", tmp_path, NAME).read_bytes() == b"second"


def test_a_key_is_readable_to_its_owner_only(tmp_path):
    path = deliver(b"key", tmp_path, "Y Blễ.p12", private=True)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR


@pytest.mark.parametrize(
    "name", ["", "a/b.xlsx", "a:b.xlsx", "NUL.xlsx", "a.", "a?.xlsx", "a\nb.xlsx", "x" * 201]
)
def test_a_name_that_windows_refuses_is_refused_everywhere(tmp_path, name):
    with pytest.raises(Problem) as refused:
        deliver(b"", tmp_path, name)
    assert refused.value.code == "FILE_NAME"
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_file_and_keeps_the_old_one(small_stick):
    deliver(b"old", small_stick, NAME)
    with pytest.raises(Problem) as full:
        deliver(os.urandom(400_000), small_stick, NAME)
    assert full.value.code == "DISK_FULL"
    assert [file.name for file in small_stick.iterdir()] == [NAME]
    assert (small_stick / NAME).read_bytes() == b"old"


def test_a_folder_that_has_gone_is_told_as_such(tmp_path):
    with pytest.raises(Problem) as gone:
        deliver(b"goi", tmp_path / "pulled", NAME)
    assert gone.value.code == "CARRIER_GONE"
    assert gone.value.details["reason"] == "ENOENT"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount read-only")
def test_a_read_only_medium_is_told_as_such(small_stick):
    subprocess.run(["mount", "-o", "remount,ro", small_stick], check=True, capture_output=True)
    with pytest.raises(Problem) as refused:
        deliver(b"goi", small_stick, NAME)
    assert refused.value.code == "CARRIER_READ_ONLY"


@pytest.mark.parametrize(
    "number, code",
    [
        (errno.ENOSPC, "DISK_FULL"),
        (errno.EIO, "CARRIER_GONE"),
        (errno.ENOTCONN, "CARRIER_GONE"),
        (errno.EROFS, "CARRIER_READ_ONLY"),
    ],
)
def test_what_the_system_says_becomes_our_word(number, code):
    assert carriers._problem(OSError(number, ""), Path("x")).code == code


def test_a_file_held_open_by_excel_is_busy(tmp_path):
    (tmp_path / NAME).write_bytes(b"")
    assert carriers._problem(PermissionError(errno.EACCES, ""), tmp_path / NAME).code == "CARRIER_BUSY"


def test_a_withdrawn_file_is_gone_and_a_second_time_does_no_harm(tmp_path):
    path = deliver(b"goi", tmp_path, NAME)
    withdraw(path)
    withdraw(path)
    assert not path.exists()


def test_removable_drives_are_those_the_kernel_calls_removable(tmp_path, monkeypatch):
    stick, disk = tmp_path / "USB CUA XA", tmp_path / "disk"
    stick.mkdir()
    disk.mkdir()
    blocks = tmp_path / "block"
    for name, removable in (("sdb1", "1"), ("sda1", "0")):
        (blocks / name).mkdir(parents=True)
        (blocks / name / "removable").write_text(removable)
    mounts = tmp_path / "mounts"
    place = str(stick).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 {disk} ext4 rw 0 0\n/dev/sdb1 {place} vfat rw 0 0\nproc /proc proc rw 0 0\n"
    )
    monkeypatch.setattr(carriers, "_MOUNTS", mounts)
    monkeypatch.setattr(carriers, "_BLOCK_DEVICES", blocks)
    (drive,) = removable_drives()
    assert (drive.path, drive.label) == (stick, "USB CUA XA")
    assert drive.free == pytest.approx(shutil.disk_usage(stick).free, rel=0.1)


class Windows:
    """What kernel32 tells of a PC: a disk (C), a USB disk (D), a stick (E), a CD (F), an empty reader (G)."""

    _kinds: ClassVar = {"C": (3, 11), "D": (3, 7), "E": (2, 7), "F": (5, 1), "G": (2, 7)}
    _labels: ClassVar = {"D": "LUU TRU", "E": "USB CUA XA"}

    def __init__(self):
        self.open = []

    def GetLogicalDrives(self):
        return sum(1 << ord(letter) - 65 for letter in self._kinds)

    def GetDriveTypeW(self, root):
        return self._kinds[root.value[0]][0]

    def GetVolumeInformationW(self, root, label, size, *rest):
        label.value = self._labels.get(root.value[0], "")

    def SetThreadErrorMode(self, mode, old):
        assert mode == 1

    def CreateFileW(self, name, access, *rest):
        assert access == 0
        self.open.append(name.value[4])
        return ord(name.value[4])

    def DeviceIoControl(self, handle, code, query, size, answer, room, got, rest):
        answer[28:32] = self._kinds[chr(handle.value)][1].to_bytes(4, "little")
        return 1

    def CloseHandle(self, handle):
        self.open.remove(chr(handle.value))


def test_on_windows_sticks_and_disks_on_usb_are_removable_and_the_pcs_own_disk_is_not(monkeypatch):
    kernel = Windows()
    monkeypatch.setattr(carriers, "windows_kernel", lambda: kernel)
    found = carriers._windows_drives()
    assert [(str(path), label) for path, label in found] == [
        ("D:\\", "LUU TRU"), ("E:\\", "USB CUA XA"), ("G:\\", "G:\\"),
    ]  # fmt: skip
    assert kernel.open == []
