"""What an office keeps is its own: no other account of the PC reads its folder, its keys or its data."""

import os
import stat

import pytest

from tests.offices import NGOC_LAY, PASSPHRASE, key_of


@pytest.mark.skipif(os.name != "posix", reason="Windows gives a profile's folder to its owner alone")
def test_the_folder_and_the_keys_are_closed_to_others(place):
    with place.office(NGOC_LAY) as desk:
        path = key_of(desk)
        for folder in (desk.home, path.parent, path):
            assert stat.S_IMODE(folder.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO) == 0


def test_neither_passphrase_nor_words_stand_in_any_file(place):
    with place.filled(NGOC_LAY) as desk:
        key_of(desk)
        files = [path for path in desk.home.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") for path in files)
        for path in files:
            data = path.read_bytes()
            for secret in (PASSPHRASE, "PRIVATE KEY", "Ngọc Lây", "CREATE TABLE", "SQLite format"):
                assert secret.encode() not in data, path.name
