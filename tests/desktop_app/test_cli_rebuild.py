"""`phieuxa rebuild`: tells first, makes only with --yes, and never in the place of data that open."""

import pytest

from desktop_app.cli import run
from office.desk import DATABASE, is_started
from tests.offices import NGOC_LAY, Place


@pytest.fixture
def package(tmp_path):
    desk, path = Place(tmp_path).sent(NGOC_LAY)
    desk.close()
    return path


def test_it_tells_the_words_and_makes_the_office_only_when_they_agree(package, tmp_path, capsys):
    home = tmp_path / "new"
    assert run(["--home", str(home), "rebuild", str(package)]) == 1
    told = capsys.readouterr().out
    assert "Xã Ngọc Lây (23404)" in told
    assert " · " in told
    assert not is_started(home)
    assert run(["--home", str(home), "rebuild", str(package), "--yes"]) == 0
    assert is_started(home)


def test_data_that_open_are_never_replaced_and_damaged_ones_are_kept(package, tmp_path, capsys):
    home = tmp_path / f"office-{NGOC_LAY}"
    before = (home / DATABASE).read_bytes()
    assert run(["--home", str(home), "rebuild", str(package), "--yes", "--instead"]) == 1
    assert "REBUILD_OPENS" in capsys.readouterr().err
    assert (home / DATABASE).read_bytes() == before
    (home / DATABASE).write_bytes(before[:5000])
    assert run(["--home", str(home), "rebuild", str(package), "--yes", "--instead"]) == 0
    (kept,) = home.glob(f"replaced/*/{DATABASE}")
    assert kept.read_bytes() == before[:5000]


def test_nothing_usable_is_a_refusal(tmp_path, capsys):
    (tmp_path / "x.xlsx").write_bytes(b"no package")
    assert run(["--home", str(tmp_path / "new"), "rebuild", str(tmp_path / "x.xlsx")]) == 1
    assert "REBUILD_NOTHING" in capsys.readouterr().err
