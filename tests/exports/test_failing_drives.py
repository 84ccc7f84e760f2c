"""exFAT, NTFS and ext4 as sticks have them: full, read-only, pulled out in the middle of writing."""

import os
import subprocess

import pytest

from exports.carriers import deliver
from forms.problems import Problem
from tests.bad_disk import bad_disk, image

NAME = "KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx"
OLD, NEW = b"old" * 1000, os.urandom(300_000)
KINDS = ("exfat", "ntfs", "ext4")


def lying(place):
    """What a person finds on the stick under names that mean something."""
    return sorted(one.name for one in place.iterdir() if one.name != "lost+found")


@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_takes_a_file_and_still_has_it_when_it_was_pulled_right_after(kind, tmp_path):
    with image(tmp_path, kind) as stick:
        deliver(OLD, stick.place, NAME)
        deliver(NEW, stick.place, NAME)
        stick.pull()
        stick.put_in()
        assert (stick.place / NAME).read_bytes() == NEW
        assert lying(stick.place) == [NAME]


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_stick_is_told_before_a_byte_is_written_and_keeps_the_old_file(kind, tmp_path):
    with image(tmp_path, kind) as stick:
        deliver(OLD, stick.place, NAME)
        with pytest.raises(Problem) as full:
            deliver(bytes(20_000_000), stick.place, NAME)
        assert full.value.code == "DISK_FULL"
        assert lying(stick.place) == [NAME]
        assert (stick.place / NAME).read_bytes() == OLD


@pytest.mark.parametrize("kind", KINDS)
def test_a_locked_stick_is_told_as_such(kind, tmp_path):
    with image(tmp_path, kind) as stick:
        deliver(OLD, stick.place, NAME)
        stick.take_out()
        stick.put_in(read_only=True)
        with pytest.raises(Problem) as locked:
            deliver(NEW, stick.place, NAME)
        assert locked.value.code == "CARRIER_READ_ONLY"
        assert (stick.place / NAME).read_bytes() == OLD


@pytest.mark.parametrize("kind", ["exfat", "ntfs"])
def test_a_stick_pulled_while_the_file_is_forced_onto_it_holds_the_old_one_whole(kind, tmp_path, monkeypatch):
    with image(tmp_path, kind) as stick:
        deliver(OLD, stick.place, NAME)
        force = os.fsync

        def pulled(handle):
            stick.pull()
            force(handle)

        monkeypatch.setattr(os, "fsync", pulled)
        with pytest.raises(Problem) as gone:
            deliver(NEW, stick.place, NAME)
        monkeypatch.undo()
        assert gone.value.code == "CARRIER_GONE"
        stick.put_in()
        assert (stick.place / NAME).read_bytes() == OLD
        assert [name for name in lying(stick.place) if not name.endswith(".part")] == [NAME]


@pytest.mark.parametrize("after", [1, 4096, 150_000, 299_999])
def test_wherever_the_stick_is_pulled_no_half_file_has_the_final_name(after, tmp_path):
    with bad_disk(tmp_path, "yank", after) as disk:
        (disk.truly / NAME).write_bytes(OLD)
        with pytest.raises(Problem) as gone:
            deliver(NEW, disk.place, NAME)
        assert gone.value.code == "CARRIER_GONE"
        assert (disk.truly / NAME).read_bytes() == OLD


def test_a_stick_that_fills_up_while_it_is_written_keeps_the_old_file_alone(tmp_path):
    with bad_disk(tmp_path, "full", 100_000) as disk:
        (disk.truly / NAME).write_bytes(OLD)
        with pytest.raises(Problem) as full:
            deliver(NEW, disk.place, NAME)
        assert full.value.code == "DISK_FULL"
        assert lying(disk.truly) == [NAME]
        assert (disk.truly / NAME).read_bytes() == OLD


@pytest.mark.parametrize("fault, code", [("no sync", "CARRIER_GONE"), ("lie", "CARRIER_DIFFERS")])
def test_a_stick_that_confirms_nothing_or_gives_back_other_bytes_gets_no_final_name(fault, code, tmp_path):
    with bad_disk(tmp_path, fault) as disk:
        with pytest.raises(Problem) as refused:
            deliver(NEW, disk.place, NAME)
        assert refused.value.code == code
        assert lying(disk.truly) == []


def test_a_whole_file_whose_name_the_stick_did_not_confirm_is_taken_away_again(tmp_path):
    with bad_disk(tmp_path, "no sync of the folder") as disk:
        with pytest.raises(Problem) as refused:
            deliver(NEW, disk.place, NAME)
        assert refused.value.code == "CARRIER_GONE"
        assert lying(disk.truly) == []


def test_a_stick_pulled_right_after_the_name_holds_the_whole_file_or_none(tmp_path):
    with bad_disk(tmp_path, "yank after naming") as disk:
        with pytest.raises(Problem) as gone:
            deliver(NEW, disk.place, NAME)
        assert gone.value.code == "CARRIER_GONE"
        assert (disk.truly / NAME).read_bytes() == NEW


def test_a_write_protected_folder_of_ours_is_told_as_such(tmp_path):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=64k", "none", tmp_path], check=False)
    try:
        if not tmp_path.is_mount():
            pytest.skip("only root may mount")
        with pytest.raises(Problem, match="CARRIER_READ_ONLY"):
            deliver(OLD, tmp_path, NAME)
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=False)
