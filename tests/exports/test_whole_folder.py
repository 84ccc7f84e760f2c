"""A folder of files is there whole or not at all."""

import pytest

from exports.whole_folder import deliver_folder
from forms.problems import Problem

FILES = {"00-muc-luc.pdf": b"one", "03-bieu-do/01.png": b"two", "03-bieu-do/02.png": b"three"}


def test_a_folder_holds_all_its_files(tmp_path):
    made = deliver_folder(FILES, tmp_path, "hoi-nghi")
    there = {str(path.relative_to(made).as_posix()): path.read_bytes() for path in made.rglob("*.*")}
    assert there == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["hoi-nghi"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(Problem) as caught:
        deliver_folder({**FILES, "con.png": b"a device"}, tmp_path, "hoi-nghi")
    assert caught.value.code == "FILE_NAME"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    deliver_folder(FILES, tmp_path, "hoi-nghi")
    with pytest.raises(Problem) as caught:
        deliver_folder({"other.png": b"x"}, tmp_path, "hoi-nghi")
    assert caught.value.code == "FOLDER_THERE"
    assert not (tmp_path / "hoi-nghi" / "other.png").exists()


def test_a_place_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Problem) as caught:
        deliver_folder(FILES, tmp_path / "missing", "hoi-nghi")
    assert caught.value.code == "FOLDER_MISSING"
