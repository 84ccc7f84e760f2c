"""Restoring: looked at first, whole or not at all, nothing deleted; here, after a loss, on another PC."""

import shutil

import pytest

from db.backup import damage
from db.database import beside
from exports.copy_file import SUFFIX
from exports.recovery_code import new_code
from forms.problems import Problem
from office.bringing_back import look, restore
from office.clock import FixedClock
from office.copies import Why, copies_folder, copies_in, make
from office.desk import DATABASE, is_started
from office.recovery_code import recover_key, recovery_of, renew
from office.signing_keys import keys
from office.switching import REPLACED, aside_folder, coming_file, replaced, switch
from tests.office.test_copies import CELL, again, code_of, put
from tests.offices import MOMENT, NGOC_LAY, TE_XANG, key_of, later
from tests.small_disk import fill, small_disk

CLOCK = FixedClock(MOMENT)


@pytest.fixture
def home(place):
    """An office that was copied with 451 and then typed 452."""
    with place.office(NGOC_LAY) as desk:
        put(desk, 451)
        make(desk, Why.CLOSING)
        later(desk)
        put(desk, 452)
        return desk.home


def copy_of(home):
    return copies_in(copies_folder(home))[-1].path


def stands(home):
    with again(home) as desk:
        assert damage(desk.database) == ()
        return desk.own_document().value(CELL)


def test_what_a_copy_holds_is_shown_beside_what_is_here(home):
    with again(home) as desk:
        seen = look(copy_of(home), desk)
    assert not seen.needs_code
    assert seen.here is not None
    assert seen.copy.last_edit < seen.here.last_edit


def test_restoring_brings_the_copy_and_can_be_undone(home):
    done = restore(home, copy_of(home), clock=CLOCK)
    assert stands(home) == 451
    assert done.aside is not None
    assert (done.aside / DATABASE).is_file()
    assert [one.folder for one in replaced(home, DATABASE)] == [done.aside]
    assert done.before is not None
    restore(home, done.before.path, clock=CLOCK)
    assert stands(home) == 452
    assert len(replaced(home, DATABASE)) == 2


def test_the_file_that_was_replaced_can_still_be_opened(home):
    done = restore(home, copy_of(home), clock=CLOCK)
    assert done.aside is not None
    (done.aside / DATABASE).replace(home / DATABASE)
    assert stands(home) == 452


def test_restoring_on_another_pc_needs_the_code_alone(home, tmp_path):
    with again(home) as desk:
        key_of(desk)
        code = recovery_of(desk).code
        path = make(desk, Why.MOVE, tmp_path).path
        known = len(keys(desk))
    other = tmp_path / "may-moi"
    with pytest.raises(Problem) as problem:
        restore(other, path, clock=CLOCK)
    assert code_of(problem) == "COPY_CODE_NEEDED"
    with pytest.raises(Problem) as problem:
        restore(other, path, clock=CLOCK, code=new_code())
    assert code_of(problem) == "COPY_CODE"
    assert not is_started(other)
    restore(other, path, clock=CLOCK, code=code)
    assert stands(other) == 452
    assert (other / "office.key").read_bytes() != (home / "office.key").read_bytes()
    with again(other) as desk:
        assert len(keys(desk)) == known == 1
        assert keys(desk)[0].path.is_relative_to(other)
        assert recovery_of(desk).code == code
    (other / "office.key").unlink()
    recover_key(other, code)
    assert stands(other) == 452


@pytest.mark.parametrize("loss", ["key", "key file broken", "data", "log", "flipped", "all"])
def test_whatever_is_lost_the_copy_and_the_code_bring_the_office_back(home, loss):
    with again(home) as desk:
        code = recovery_of(desk).code
    path = copy_of(home)
    if loss in ("key", "all"):
        (home / "office.key").unlink()
    if loss == "key file broken":
        (home / "office.key").write_text("x")
    if loss in ("data", "all"):
        (home / DATABASE).unlink()
    if loss == "log":
        beside(home / DATABASE)[0].write_bytes(b"of another file" * 1000)
    if loss == "flipped":
        data = bytearray((home / DATABASE).read_bytes())
        data[5000:6000] = bytes(1000)
        (home / DATABASE).write_bytes(data)
    restore(home, path, clock=CLOCK, code=code)
    assert stands(home) == 451


def test_a_key_store_of_the_system_that_fails_stops_no_coming_back(home):
    with again(home) as desk:
        code = recovery_of(desk).code
    key = home / "office.key"
    key.unlink()
    (home / "office.keyring").write_text("another account's", "ascii")
    with pytest.raises(Problem) as problem:
        again(home)
    assert code_of(problem) == "KEY_STORE"
    recover_key(home, code)
    assert stands(home) == 452
    key.unlink()
    restore(home, copy_of(home), clock=CLOCK, code=code)
    assert stands(home) == 451


def test_the_code_in_force_stays_in_force_when_an_older_copy_is_restored(home):
    with again(home) as desk:
        code = renew(desk).code
    restore(home, copy_of(home), clock=CLOCK)
    with again(home) as desk:
        assert recovery_of(desk).code == code


def test_another_units_copy_is_refused_and_named(home, place):
    with place.office(TE_XANG) as desk:
        path = make(desk, Why.ASKED, place.stick()).path
        code = recovery_of(desk).code
        name = desk.unit.name
    with pytest.raises(Problem) as problem:
        restore(home, path, clock=CLOCK, code=code)
    assert code_of(problem) == "COPY_OTHER_UNIT"
    assert problem.value.details["unit"] == name
    (home / "office.key").unlink()
    with pytest.raises(Problem) as problem:
        restore(home, path, clock=CLOCK, code=code)
    assert code_of(problem) == "COPY_OTHER_UNIT"
    assert not (home / REPLACED).exists()


def test_a_copy_of_a_newer_program_is_refused(home, tmp_path, monkeypatch):
    with again(home) as desk:
        monkeypatch.setattr("office.copies.contents", lambda _: _newer(desk))
        path = make(desk, Why.ASKED, tmp_path).path
        monkeypatch.undo()
        for refused in (lambda: look(path, desk), lambda: restore(home, path, clock=CLOCK)):
            with pytest.raises(Problem) as problem:
                refused()
            assert code_of(problem) == "COPY_NEWER"
    assert stands(home) == 452


def _newer(desk):
    from dataclasses import replace

    from db.contents import contents

    return replace(contents(desk.database), step="9999_later")


def test_a_switch_that_was_cut_off_is_finished_at_the_next_opening(home):
    data = home / DATABASE
    for moved in range(3):
        with again(home) as desk:
            put(desk, 600 + moved)
            from db.backup import copy

            copy(desk.database, coming_file(data))
            put(desk, 700 + moved)
        aside = aside_folder(home, MOMENT)
        from db.files import write_private

        write_private(home / "office.switching", aside.name.encode())
        if moved >= 1:
            data.replace(aside / DATABASE)
        if moved == 2:
            coming_file(data).replace(data)
        assert is_started(home)
        assert stands(home) == 600 + moved
        assert (aside / DATABASE).is_file()
        assert not (home / "office.switching").exists()


def test_an_old_file_that_cannot_be_moved_leaves_all_as_it_was(home):
    with again(home) as desk:
        from db.backup import copy

        copy(desk.database, coming_file(home / DATABASE))
    (home / REPLACED).mkdir()
    blocked = home / REPLACED / "x"
    blocked.write_bytes(b"")  # a file where the folder must be
    with pytest.raises(Problem):
        switch(home / DATABASE, blocked)
    assert not (home / "office.switching").exists()
    assert stands(home) == 452


def test_a_copy_cut_short_replaces_nothing(home, tmp_path):
    cut = tmp_path / f"x{SUFFIX}"
    cut.write_bytes(copy_of(home).read_bytes()[:-100])
    with pytest.raises(Problem) as problem:
        restore(home, cut, clock=CLOCK)
    assert code_of(problem) == "COPY_NOT_WHOLE"
    assert stands(home) == 452
    assert not (home / REPLACED).exists()


def test_a_full_disk_while_restoring_leaves_the_old_data_whole(home, tmp_path):
    size = (home / DATABASE).stat().st_size
    with small_disk(tmp_path / "disk", 12 * size // 1024) as disk:
        there = disk / "office"
        shutil.copytree(home, there)
        path = tmp_path / copy_of(home).name
        shutil.copy(copy_of(home), path)
        for spare in (size // 2, 2 * size, 3 * size):
            filler = fill(disk, spare)
            with pytest.raises(Problem) as problem:
                restore(there, path, clock=CLOCK)
            assert code_of(problem) == "DISK_FULL"
            filler.unlink()
            assert stands(there) == 452
            assert not list(there.glob("*.coming*"))
