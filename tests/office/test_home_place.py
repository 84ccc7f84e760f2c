"""Where the data lie: a fixed disk of this PC, chosen once, found again, never another place unasked."""

import os
from pathlib import Path

import pytest

from exports.drive_kinds import DriveKind, kind_in
from forms.problems import Problem
from office.copies import SECOND
from office.home_place import (
    POINTER,
    Account,
    choose_home,
    chosen_home,
    demand_good,
    proposals,
    second_folder,
    see_to_second,
)
from tests.bad_disk import image
from tests.offices import NGOC_LAY

MEMORY = Path("/dev/shm")  # noqa: S108 - looked at, not written to
MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
//may-chu/chung /mnt/chung cifs rw 0 0
/dev/nvme0n1p3 /mnt/du\\040lieu ext4 rw 0 0
tinh:/home /home/tinh nfs4 rw 0 0
""".splitlines()


@pytest.mark.parametrize(
    "folder,kind",
    [
        ("/home/xa/PhieuXa", DriveKind.FIXED),
        ("/tmp/x", DriveKind.MEMORY),  # noqa: S108 - a name to look up
        ("/mnt/chung/PhieuXa", DriveKind.NETWORK),
        ("/mnt/du lieu/PhieuXa", DriveKind.FIXED),
        ("/home/tinh/a", DriveKind.NETWORK),
    ],
)
def test_the_innermost_mount_tells_the_kind_of_drive(folder, kind):
    assert kind_in(MOUNTS, Path(folder)) is kind
    assert kind_in([], Path(folder)) is DriveKind.OTHER


def test_the_folder_that_was_chosen_is_found_at_the_next_start(tmp_path):
    base, home = tmp_path / "profile", tmp_path / "D" / "PhieuXa"
    assert chosen_home(base) == base
    choose_home(base, home, Account())
    assert home.is_dir()
    assert chosen_home(base) == home
    choose_home(base, base, Account())
    assert chosen_home(base) == base
    assert not (base / POINTER).exists()


def test_a_disk_that_is_gone_is_told_and_no_other_folder_taken(tmp_path):
    base, home = tmp_path / "profile", tmp_path / "D" / "PhieuXa"
    choose_home(base, home, Account())
    home.rename(tmp_path / "E")
    with pytest.raises(Problem) as problem:
        chosen_home(base)
    assert problem.value.code == "HOME_GONE"
    (base / POINTER).write_text("[]", "utf-8")
    with pytest.raises(Problem) as problem:
        chosen_home(base)
    assert problem.value.code == "HOME_POINTER"


def test_roaming_and_synchronised_folders_are_refused(tmp_path):
    account = Account(roaming=(tmp_path / "Roaming",), synced=(tmp_path / "OneDrive",))
    demand_good(tmp_path / "Local" / "PhieuXa", account)
    for name, code in (("Roaming", "HOME_ROAMING"), ("OneDrive", "HOME_SYNCED")):
        with pytest.raises(Problem) as problem:
            choose_home(tmp_path, tmp_path / name / "PhieuXa", account)
        assert problem.value.code == code
    assert not (tmp_path / POINTER).exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    with image(tmp_path, "ext4") as disk:
        disk.take_out()
        disk.put_in(read_only=True)
        with pytest.raises(Problem) as problem:
            demand_good(disk.place / "PhieuXa", Account())
        assert problem.value.code == "HOME_READ_ONLY"


@pytest.mark.skipif(os.name != "posix", reason="a share of Linux")
def test_memory_is_no_place_for_data():
    with pytest.raises(Problem) as problem:
        demand_good(MEMORY / "PhieuXa", Account())
    assert problem.value.code == "HOME_MEMORY"


def test_data_that_lie_on_another_disk_already_are_offered_first(tmp_path, place):
    base, first, second = (tmp_path / name for name in ("profile", "D", "E"))
    assert [one.folder for one in proposals(base, (first,))] == [first / "PhieuXa", base]
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    second.mkdir()
    home.rename(second / "PhieuXa")
    found = proposals(base, (first, second))
    assert [(one.folder.parent.name, one.begun) for one in found[:2]] == [("E", True), ("D", False)]


def test_second_copies_go_onto_another_disk_than_the_datas(tmp_path):
    assert second_folder(tmp_path / "PhieuXa", ()) is None
    assert second_folder(tmp_path / "PhieuXa", (tmp_path,)) is None
    if os.name == "posix":
        assert second_folder(tmp_path / "x", (MEMORY,)) == MEMORY / "PhieuXa-ban-sao"


def test_a_second_disk_is_used_unasked_until_somebody_declines_it(place, tmp_path):
    if os.name != "posix":
        pytest.skip("the test stands for another disk with one of Linux")
    with place.office(NGOC_LAY) as desk:
        see_to_second(desk, ())
        assert desk.office.setting(SECOND) == ""
        see_to_second(desk, (MEMORY,))
        assert desk.office.setting(SECOND) == str(MEMORY / "PhieuXa-ban-sao")
        desk.office.set_setting(SECOND, "")
        see_to_second(desk, (MEMORY,))
        assert desk.office.setting(SECOND) == ""
