"""What is asked of files everywhere so that it also holds on Windows."""

import threading
from pathlib import Path

import pytest

from forms.file_ways import LONGEST_PATH, demand_short, plain, put_in_place, reachable
from forms.problems import Problem


def test_a_file_that_somebody_reads_for_a_moment_gets_its_new_content(tmp_path):
    old, new = tmp_path / "gói.xlsx", tmp_path / "gói.part"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    scanner = old.open("rb")
    leaves = threading.Timer(0.2, scanner.close)
    leaves.start()
    put_in_place(new, old)
    leaves.join()
    assert old.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["gói.xlsx"]


def test_what_is_not_there_is_not_waited_for(tmp_path):
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "none", tmp_path / "gói.xlsx")


def test_a_path_that_excel_would_not_open_is_refused_on_windows_only():
    folder = "C:\\" + "\\".join(["Báo cáo của xã"] * 17)
    fits = Path(folder + "\\" + "x" * (LONGEST_PATH - len(folder) - 1))
    demand_short(fits, "win32")
    long = Path(str(fits) + "x")
    demand_short(long, "linux")
    with pytest.raises(Problem, match="PATH_LONG"):
        demand_short(long, "win32")


@pytest.mark.parametrize(
    "known, opened",
    [
        ("D:\\gói", "\\\\?\\D:\\gói"),
        ("\\\\may-chu\\chung\\gói", "\\\\?\\UNC\\may-chu\\chung\\gói"),
        ("\\\\?\\D:\\gói", "\\\\?\\D:\\gói"),
    ],
)
def test_a_reachable_place_is_shown_as_people_know_it(known, opened):
    assert str(reachable(Path(known), "win32")) == opened
    assert str(plain(Path(opened))) == known.removeprefix("\\\\?\\")
    assert reachable(Path(known), "linux") == Path(known)


def test_a_place_too_long_for_people_keeps_the_form_that_opens():
    opened = reachable(Path("C:\\" + "x" * LONGEST_PATH), "win32")
    assert plain(opened) == opened
