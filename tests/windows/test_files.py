"""Open files, names, long paths and kinds of drives, as Windows itself has them."""

import ctypes
import os
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.files import write_private
from exports.carriers import deliver, removable_drives
from exports.file_names import can_be_carried
from exports.found_files import find
from forms.file_ways import LONGEST_PATH, reachable
from forms.problems import Problem

NAME = "KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx"


def test_a_file_that_excel_holds_is_told_and_stays_as_it_was(tmp_path):
    deliver(b"old", tmp_path, NAME)
    with (tmp_path / NAME).open("rb"), pytest.raises(Problem) as held:
        deliver(b"new", tmp_path, NAME)
    assert held.value.code == "CARRIER_BUSY"
    assert [file.name for file in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"old"


def test_a_read_only_file_of_ours_is_replaced(tmp_path):
    deliver(b"old", tmp_path, NAME, read_only=True)
    assert deliver(b"new", tmp_path, NAME).read_bytes() == b"new"


def test_a_private_file_that_is_held_leaves_nothing_unfinished(tmp_path):
    key = tmp_path / "office.key"
    write_private(key, b"old")
    with key.open("rb"), pytest.raises(PermissionError):
        write_private(key, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["office.key"]
    assert key.read_bytes() == b"old"


@given(st.text(st.sampled_from(string.ascii_letters + "ạỹĐ .-_~;,'()[]{}@#$%&+=¹²"), min_size=1, max_size=40))
@example("com1.xlsx")
@example("Nul")
@example("conin$")
@example("aux .txt")
@example("báo cáo. ")
def test_a_name_that_can_be_carried_is_made_by_windows_as_it_is(tmp_path_factory, name):
    if can_be_carried(name):
        folder = tmp_path_factory.mktemp("names")
        deliver(b"x", folder, name)
        assert [file.name for file in folder.iterdir()] == [name]


@pytest.mark.parametrize("name", ["NUL", "con.xlsx", "Com1.txt", "lpt9", "a?.xlsx", "a:b", "a\\b", "a. "])
def test_a_name_that_windows_keeps_for_itself_is_refused(tmp_path, name):
    with pytest.raises(Problem, match="FILE_NAME"):
        deliver(b"x", tmp_path, name)


def test_a_folder_too_deep_for_excel_is_told_before_a_byte_is_written(tmp_path):
    deep = tmp_path / ("a" * 120) / ("b" * 120)
    reachable(deep).mkdir(parents=True)
    assert len(str(deep / NAME)) > LONGEST_PATH
    with pytest.raises(Problem) as refused:
        deliver(b"x", deep, NAME)
    assert refused.value.code == "PATH_LONG"
    assert list(reachable(deep).iterdir()) == []


def test_a_package_in_a_folder_too_deep_for_windows_is_found(tmp_path):
    deep = reachable(tmp_path / "stick" / ("a" * 120) / ("b" * 120))
    deep.mkdir(parents=True)
    (deep / NAME).write_bytes(b"PK cut short")
    (tmp_path / "stick" / NAME).write_bytes(b"PK another")
    (tmp_path / "room").mkdir()
    with find([tmp_path / "stick"], tmp_path / "room") as found:
        assert {one.path.read_bytes() for one in found.packages} == {b"PK cut short", b"PK another"}
        assert tmp_path / "stick" / NAME in [one.path for one in found.packages]


def test_the_disk_of_windows_is_no_stick():
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - exists on Windows only
    kind = kernel.GetDriveTypeW("C:\\")
    assert kind == 3  # DRIVE_FIXED
    assert Path("C:/") not in [drive.path for drive in removable_drives()]


def test_a_console_of_the_old_code_page_gets_vietnamese_words():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--help"],
        env=environment | {"PYTHONIOENCODING": "cp1252", "LANG": "vi_VN", "PHIEUXA_LANGUAGE": "vi"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Phiếu Xã" in done.stdout.decode("utf-8")
