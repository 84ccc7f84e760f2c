"""The watched folder tells what is new in it, once, and takes nothing in by itself."""

import os

import pytest

from forms.problems import Problem
from office.watching import looked_at, news, watch, watched
from tests.office.small_offices import district, packages


@pytest.fixture
def desk(tmp_path):
    with district(tmp_path / "office") as desk:
        yield desk


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "nhận"
    place.mkdir()
    return place


def test_only_what_may_be_a_package_is_new_until_it_was_looked_at(desk, folder):
    watch(desk, folder)
    first, second, *_ = packages()
    (folder / "con của xã").mkdir()
    (folder / first.name).write_bytes(first.data)
    (folder / "con của xã" / "thư.eml").write_bytes(b"From: a@b")
    (folder / "~$mở.xlsx").write_bytes(b"x")
    (folder / "ảnh.jpg").write_bytes(b"x")
    assert {path.name for path in news(desk)} == {first.name, "thư.eml"}
    looked_at(desk, [folder / first.name])
    assert [path.name for path in news(desk)] == ["thư.eml"]
    looked_at(desk, [folder])
    assert news(desk) == ()
    (folder / first.name).write_bytes(second.data + b" ")
    assert [path.name for path in news(desk)] == [first.name]
    assert desk.received.packages(direction="received") == ()


def test_a_folder_that_is_not_there_now_tells_nothing(desk, folder):
    watch(desk, folder)
    folder.rmdir()
    assert news(desk) == ()
    assert watched(desk) == folder
    watch(desk, None)
    assert watched(desk) is None
    looked_at(desk, [folder])
    assert news(desk) == ()


def test_neither_a_missing_folder_nor_the_office_s_own_can_be_watched(desk, folder):
    with pytest.raises(Problem, match="FOLDER_MISSING"):
        watch(desk, folder / "không có")
    with pytest.raises(Problem, match="WATCH_OWN"):
        watch(desk, desk.home)


def test_a_name_in_no_encoding_of_ours_is_told_once_like_any_other(desk, folder):
    watch(desk, folder)
    (folder / os.fsdecode(b"x\xff.xlsx")).write_bytes(packages()[0].data)
    assert len(news(desk)) == 1
    looked_at(desk, [folder])
    assert news(desk) == ()
