"""The command line compares versions of packs and installs newer ones."""

import json
from dataclasses import replace

import pytest

from office.desk import open_desk
from tests.desktop_app import call
from tests.offices import NGOC_LAY, shelf
from tests.versions import kontum, newer, sealed


@pytest.fixture
def files(tmp_path):
    """The shipped version and a newer one, as files."""
    old, new = tmp_path / "old.phieuxa-pack", tmp_path / "new.phieuxa-pack"
    old.write_bytes(sealed(kontum()))
    new.write_bytes(sealed(newer()))
    return old, new


@pytest.fixture
def home(place):
    with place.filled(NGOC_LAY) as desk:
        return desk.home


def test_two_pack_files_are_compared_in_words(files, capsys):
    assert call("pack", "diff", *files) == 0
    told = capsys.readouterr().out
    assert f"{kontum().version} → 9.1.0" in told
    assert "Thêm mới: Thêm chỉ tiêu BM02.c25" in told
    assert "Chặt hơn: BM02.c18, ràng buộc chặt hơn" in told


def test_the_comparison_is_json_for_scripts(files, capsys):
    assert call("pack", "diff", *files, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["new"] == {"id": kontum().id, "version": "9.1.0", "hash": newer().hash}
    (renamed,) = [one for one in told["differences"] if one["kind"] == "field-renamed"]
    assert (renamed["place"], renamed["group"], renamed["new"]["vi"]) == (
        "BM02.c21", "renamed", "nhan_khau_dtts",
    )  # fmt: skip


def test_a_folder_is_compared_with_a_pack_file(files, capsys):
    assert call("pack", "diff", "packs/kontum-2018-midterm", files[0]) == 0
    assert "không khác nhau" in capsys.readouterr().out


def test_a_missing_file_and_a_file_that_is_no_pack_are_refused(files, tmp_path, capsys):
    assert call("pack", "diff", files[0], tmp_path / "x.phieuxa-pack") == 1
    assert "FILE_MISSING" in capsys.readouterr().err
    (tmp_path / "x.phieuxa-pack").write_bytes(b"PK")
    assert call("pack", "diff", files[0], tmp_path / "x.phieuxa-pack") == 1
    assert "PACK_NOT_WHOLE" in capsys.readouterr().err


def test_install_shows_first_and_changes_nothing_until_it_is_told_to(home, files, capsys):
    assert call("--home", home, "pack", "install", files[1]) == 0
    told = capsys.readouterr().out
    assert "Chưa đổi gì" in told
    assert "K36 BM02[2018].c25" in told
    assert call("--home", home, "pack", "install", files[1], "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["accepted"], told["new"], told["left"]) == (False, "9.1.0", [])
    assert call("--home", home, "pack", "install", files[1], "--yes") == 0
    assert "Đã nhận bộ biểu" in capsys.readouterr().out
    assert list(home.glob("*.before-kontum-2018-midterm-9.1.0.db"))
    assert call("--home", home, "pack", "install", files[1], "--yes") == 1
    assert "PACK_HERE_ALREADY" in capsys.readouterr().err
    assert call("--home", home, "pack", "install", files[0]) == 1
    assert "PACK_OLDER_VERSION" in capsys.readouterr().err


def test_a_pack_of_another_name_is_not_installed(home, tmp_path, capsys):
    other = tmp_path / "other.phieuxa-pack"
    other.write_bytes(sealed(replace(kontum(), id="other", version="9.9")))
    assert call("--home", home, "pack", "install", other, "--yes") == 1
    assert "PACK_OTHER_ID" in capsys.readouterr().err
    from office.clock import SystemClock

    with open_desk(home, clock=SystemClock(), shelf=shelf()) as desk:
        assert desk.pack.version == kontum().version
