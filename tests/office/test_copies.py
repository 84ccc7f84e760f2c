"""Copies: one file each, whole or not at all, thinned out, opened by this PC or by the recovery code."""

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.answers import StoredCell
from db.backup import damage
from exports.carriers import withdraw
from exports.copy_file import SUFFIX, read_copy
from exports.recovery_code import ALPHABET, new_code, read_code
from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.copies import (
    Freshness,
    Why,
    _make_room,
    all_copies,
    copies_folder,
    facts,
    last_copy,
    make,
    newest_good,
)
from office.copies_kept import NEWEST, thinned
from office.desk import open_desk
from office.recovery_code import FILE, recover_key, recovery_of, renew
from tests.bad_disk import bad_disk, image
from tests.offices import MOMENT, NGOC_LAY, key_of, later, shelf
from tests.small_disk import fill, small_disk

CELL = Address("BM02", ("2018",), "c01")


def again(home, moment=MOMENT):
    return open_desk(home, clock=FixedClock(moment), shelf=shelf())


def put(desk, value):
    own = desk.own_submission()
    desk.answers.put(own, [StoredCell(CELL, value)], who="Y Blin", when=desk.clock.now())


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as made:
        put(made, 451)
        yield made


def code_of(problem):
    return problem.value.code


def test_a_copy_says_what_it_holds_without_any_key(desk):
    kept = make(desk, Why.CLOSING)
    told = facts(kept.path)
    assert told == kept.facts
    assert (told.unit, told.unit_name) == (NGOC_LAY, desk.unit.name)
    assert (told.records, told.sent, told.received) == (1, 0, 0)
    assert told.edited_at == desk.clock.now() == told.made_at
    assert kept.path.name == "23404_2018-09-20_093000_dong-chuong-trinh.phieuxa-ban-sao"


def test_a_copy_holds_no_readable_word_of_the_answers(desk):
    key_of(desk)
    data = make(desk, Why.ASKED).path.read_bytes()
    for secret in ("CREATE TABLE", "SQLite format", "PRIVATE KEY", recovery_of(desk).code):
        assert secret.encode() not in data


def test_two_copies_of_one_second_lie_side_by_side(desk):
    first, second = make(desk, Why.ASKED), make(desk, Why.ASKED)
    assert first.path != second.path
    assert [one.path for one in all_copies(desk)] == [second.path, first.path]


def test_a_copy_on_a_stick_leaves_the_others_alone(desk, place):
    stick = place.stick()
    kept = make(desk, Why.ASKED, stick)
    assert [path.name for path in stick.iterdir()] == [kept.path.name]
    assert not copies_folder(desk.home).exists()
    with pytest.raises(Problem) as problem:
        make(desk, Why.ASKED, stick / "pulled")
    assert code_of(problem) == "FOLDER_MISSING"


def test_the_second_disk_gets_every_copy_and_its_trouble_stops_nothing(desk, place):
    disk = place.stick("D")
    desk.office.set_setting("copies_second", str(disk / "PhieuXa"))
    kept = make(desk, Why.CLOSING)
    assert kept.second is not None
    assert kept.second.read_bytes() == kept.path.read_bytes()
    withdraw(kept.path)
    assert [one.path for one in all_copies(desk)] == [kept.second]
    desk.office.set_setting("copies_second", str(place.folder / "gone" / "PhieuXa"))
    kept = make(desk, Why.CLOSING)
    assert kept.second is None
    assert kept.second_problem is not None


def test_the_newest_copy_is_green_while_everything_typed_is_in_it(desk):
    assert last_copy(desk).freshness is Freshness.TODAY
    make(desk, Why.CLOSING)
    later(desk, 24 * 20)
    assert last_copy(desk).freshness is Freshness.ALL
    put(desk, 452)
    assert last_copy(desk).freshness is Freshness.OLD
    desk.clock = FixedClock(MOMENT + timedelta(days=3))
    assert last_copy(desk).freshness is Freshness.DAYS


def test_a_damaged_copy_is_passed_over_for_the_next_older_one(desk):
    good = make(desk, Why.CLOSING)
    later(desk)
    bad = make(desk, Why.CLOSING)
    bad.path.chmod(0o600)
    data = bytearray(bad.path.read_bytes())
    data[len(data) // 2] ^= 1
    bad.path.write_bytes(data)
    assert newest_good(desk.home) == good
    later(desk)
    cut = copies_folder(desk.home) / f"{NGOC_LAY}_2018-09-21_000000_x{SUFFIX}"
    cut.write_bytes(good.path.read_bytes()[:-1])
    assert all_copies(desk)[0].problem is not None


@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_byte_and_no_cut_passes(desk, seed, tmp_path):
    chance = random.Random(seed)
    whole = make(desk, Why.ASKED).path.read_bytes()
    bad = tmp_path / f"x{SUFFIX}"
    places = [
        chance.randrange(len(whole)),
        chance.randrange(3000),
        chance.randrange(len(whole) - 3000, len(whole)),
    ]
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(3)
        bad.write_bytes(data)
        with pytest.raises(Problem) as problem:
            facts(bad)
        assert code_of(problem) in ("COPY_NOT_WHOLE", "COPY_NONE")
        bad.write_bytes(whole[:place])
        with pytest.raises(Problem) as problem:
            facts(bad)
        assert code_of(problem) in ("COPY_NOT_WHOLE", "COPY_NONE")


def test_facts_that_were_changed_with_their_digest_open_no_lock(desk, tmp_path):
    kept = make(desk, Why.ASKED)
    data = kept.path.read_bytes()
    length = int.from_bytes(data[16:20])
    head = data[52 : 52 + length].replace(b'"sent":0', b'"sent":9')
    import hashlib

    forged = tmp_path / kept.path.name
    forged.write_bytes(data[:20] + hashlib.sha256(head).digest() + head + data[52 + length :])
    copy = read_copy(forged)
    assert copy.facts.sent == 9
    with pytest.raises(Problem) as problem:
        copy.opened_by(office_key=desk.database.key, code=recovery_of(desk).code)
    assert code_of(problem) == "COPY_CODE"


def test_the_code_opens_copies_and_a_new_code_voids_it_for_new_ones(desk):
    old = recovery_of(desk).code
    first = read_copy(make(desk, Why.ASKED).path)
    assert first.opened_by(code=old) == first.opened_by(office_key=desk.database.key)
    new = renew(desk).code
    second = read_copy(make(desk, Why.ASKED).path)
    assert second.opened_by(code=new) != first.opened_by(code=old)
    with pytest.raises(Problem) as problem:
        second.opened_by(code=old)
    assert code_of(problem) == "COPY_CODE"
    with pytest.raises(Problem) as problem:
        second.opened_by(office_key=bytes(32))
    assert code_of(problem) == "COPY_CODE_NEEDED"


def test_the_code_gives_a_lost_key_back(place):
    with place.office(NGOC_LAY) as desk:
        put(desk, 451)
        code, home = recovery_of(desk).code, desk.home
    (home / "office.key").unlink()
    with pytest.raises(Problem) as problem:
        again(home)
    assert code_of(problem) == "KEY_MISSING"
    with pytest.raises(Problem) as problem:
        recover_key(home, new_code())
    assert code_of(problem) == "RECOVERY_OTHER"
    recover_key(home, code.lower().replace("-", " "))
    with again(home) as desk:
        assert desk.own_document().value(CELL) == 451
    (home / FILE).unlink()
    with pytest.raises(Problem) as problem:
        recover_key(home, code)
    assert code_of(problem) == "RECOVERY_FILE_MISSING"


def test_a_changed_file_of_the_locked_key_is_made_anew_by_the_next_copy(desk):
    code = recovery_of(desk).code
    (desk.home / FILE).write_text("{}")
    make(desk, Why.CLOSING)
    (desk.home / "office.key").unlink()
    recover_key(desk.home, code)
    assert (desk.home / "office.key").exists()


def test_codes_are_groups_without_signs_that_look_alike():
    for _ in range(20):
        code = new_code()
        assert read_code(f" {code.lower()} ".replace("-", "")) == code
        assert not set(code) & set("01OI")
        assert [len(group) for group in code.split("-")] == [5] * 6


@given(st.integers(0, 29), st.sampled_from(ALPHABET), st.randoms(use_true_random=False))
def test_any_one_wrong_sign_tells_its_group(at, sign, chance):
    code = new_code().replace("-", "")
    wrong = code[:at] + sign + code[at + 1 :]
    if wrong == code:
        assert read_code(wrong)
        return
    with pytest.raises(Problem) as problem:
        read_code(wrong)
    assert code_of(problem) == "RECOVERY_CODE_GROUP"
    assert problem.value.details["number"] == str(at // 5 + 1)


@given(st.integers(0, 28))
def test_two_neighbours_swapped_are_noticed(at):
    code = new_code().replace("-", "")
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(Problem):
            read_code(swapped)


def test_two_groups_swapped_and_a_short_code_are_noticed():
    groups = new_code().split("-")
    with pytest.raises(Problem) as problem:
        read_code("-".join((groups[1], groups[0], *groups[2:])))
    assert code_of(problem) == "RECOVERY_CODE_GROUP"
    with pytest.raises(Problem) as problem:
        read_code("-".join(groups[:5]))
    assert code_of(problem) == "RECOVERY_CODE_LENGTH"


START = datetime(2018, 1, 1, tzinfo=UTC)


@given(st.lists(st.integers(0, 24 * 800), max_size=60))
def test_thinning_keeps_the_newest_and_the_last_of_each_day_and_month(hours):
    copies = {Path(f"{number}"): START + timedelta(hours=hour) for number, hour in enumerate(hours)}
    gone = set(thinned(copies))
    ordered = sorted(copies, key=lambda path: (copies[path], path.name), reverse=True)
    assert not gone & set(ordered[:NEWEST])
    assert not set(thinned({path: copies[path] for path in ordered if path not in gone}))
    for path in gone:
        same_month = [one for one in ordered if copies[one].strftime("%Y%m") == copies[path].strftime("%Y%m")]
        assert same_month[0] not in gone
        if copies[ordered[0]] - copies[path] <= timedelta(days=30):
            same_day = [one for one in ordered if copies[one].date() == copies[path].date()]
            assert same_day[0] not in gone


def test_many_copies_of_one_day_leave_ten_and_a_file_with_a_name_of_its_own(desk):
    by_hand = copies_folder(desk.home) / f"giu lai{SUFFIX}"
    by_hand.parent.mkdir()
    by_hand.write_bytes(b"")
    for _ in range(NEWEST + 2):
        later(desk)
        make(desk, Why.CLOSING)
    names = {path.name for path in copies_folder(desk.home).glob(f"*{SUFFIX}")}
    assert len(names) == NEWEST + 1
    assert by_hand.name in names


def test_the_open_file_is_whole_after_copying_and_typing_went_on(desk):
    for number in range(3):
        put(desk, 500 + number)
        make(desk, Why.CLOSING)
    assert damage(desk.database) == ()
    assert not [path for path in desk.home.iterdir() if ".copying-" in path.name]


def test_a_disk_that_is_full_in_the_middle_leaves_the_old_copy_whole(desk, tmp_path):
    with small_disk(tmp_path / "disk", 4_000) as disk:
        old = make(desk, Why.ASKED, disk)
        filler = fill(disk, old.size // 2)
        with pytest.raises(Problem) as problem:
            make(desk, Why.ASKED, disk)
        assert code_of(problem) == "DISK_FULL"
        assert sorted(path.name for path in disk.iterdir()) == sorted((old.path.name, filler.name))
        assert facts(old.path) == old.facts


def test_a_stick_that_is_pulled_or_lies_gets_no_copy(desk, tmp_path):
    for number, fault in enumerate(("yank", "no sync", "lie")):
        with bad_disk(tmp_path / f"{number}", fault, 100_000) as disk:
            with pytest.raises(Problem) as problem:
                make(desk, Why.ASKED, disk.place)
            assert code_of(problem).startswith("CARRIER_")
            assert not list(disk.truly.glob(f"*{SUFFIX}"))


def test_a_write_protected_stick_is_told(desk, tmp_path):
    with image(tmp_path, "ext4") as stick:
        stick.take_out()
        stick.put_in(read_only=True)
        with pytest.raises(Problem) as problem:
            make(desk, Why.ASKED, stick.place)
        assert code_of(problem) == "CARRIER_READ_ONLY"


def test_the_oldest_copies_make_room_and_the_newest_three_stay(desk):
    for _ in range(5):
        later(desk)
        make(desk, Why.CLOSING)
    names = [one.path.name for one in all_copies(desk)]
    size = desk.database.path.stat().st_size
    with small_disk(desk.home.parent / "disk", 20 * size // 1024) as disk:
        for one in all_copies(desk):
            shutil.copy(one.path, disk)
        fill(disk, size)
        _make_room(disk, desk.database.path)
        left = sorted((path.name for path in disk.glob(f"*{SUFFIX}")), reverse=True)
        assert left == names[: len(left)]
        assert len(left) == 3
