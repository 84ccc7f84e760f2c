"""Courier control: which numbered files of a unit are here, missing, late, replayed; forks told apart."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from exports.keys import fingerprint_words, new_key
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.courier import Trouble, counted, courier, findings
from office.desk import open_desk
from office.entry import Entry
from office.forks import Guess, fork
from office.receiving import receive
from office.signing_keys import make_key, opened
from tests.office.small_offices import district as small_district
from tests.office.small_offices import pack_file, report_of
from tests.offices import (
    IA_DAL,
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    begun,
    later,
    recognise_sender,
    send_to,
    unlock_of,
)

CELL = Address("BM30", ("P01",), "c01")


@dataclass(frozen=True)
class Pcs:
    """The files that one commune's PCs wrote."""

    folder: Path
    first: Path
    second: Path
    third: Path
    same: Path  # the second's figures, signed again on a copy of the data
    restored: Path  # another second, made later on the data as they were after the first
    followed: Path  # a third that follows `restored`
    other_key: Path  # another second, signed with another key
    forged: Path  # another second, signed by a stranger
    same_id: Path  # the second's package id with another figure


def figure(desk, number):
    Entry(desk).put([(CELL, number, None)])


def made(desk, folder, number, hours=1):
    later(desk, hours)
    figure(desk, number)
    folder.mkdir(exist_ok=True)
    return send_to(desk, folder).path


def copied(home, to):
    copytree(home, to)
    return open_desk(to, clock=FixedClock(MOMENT))


@pytest.fixture(scope="module")
def pcs(tmp_path_factory):
    """One commune sends three times; copies of its data, and strangers, make further files."""
    folder = tmp_path_factory.mktemp("pcs")
    home = folder / "office"
    with begun(home, NGOC_LAY, pack=pack_file()) as desk:
        cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
        Entry(desk).put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
        for row in ("P01", "P02"):
            cells = {"c01": 7, "c02": 2, "c03": "production"}
            Entry(desk).put([(Address("BM30", (row,), name), value, None) for name, value in cells.items()])
        first = made(desk, folder / "a", 7)
    copytree(home, folder / "copy")
    with copied(home, folder / "go-on") as desk:
        second = made(desk, folder / "a", 8)
        report = report_of(desk, second.read_bytes())
        third = made(desk, folder / "a", 9)
        with opened(desk, unlock_of(desk)) as key:
            odd = replace(report, tables={"BM30": {**report.tables["BM30"], ("P01",): odd_row(report)}})
            same_id = signed(folder / "id", odd, desk, key)
            stranger = new_key(
                person="Kẻ Lạ", unit=NGOC_LAY, unit_name="Ngọc Lây", position="Chủ tịch",
                not_before=MOMENT - timedelta(days=9), not_after=MOMENT + timedelta(days=900),
            )  # fmt: skip
        renamed = replace(odd, header=replace(odd.header, package_id="0d4c47ab-0000-4000-8000-000000000001"))
        forged = signed(folder / "forged", renamed, desk, stranger)
    with copied(folder / "copy", folder / "same-office") as desk:
        same = made(desk, folder / "same", 8, hours=2)
    with copied(folder / "copy", folder / "restored-office") as desk:
        restored = made(desk, folder / "restored", 18, hours=5)
        followed = made(desk, folder / "restored", 19)
    with copied(folder / "copy", folder / "other-office") as desk:
        make_key(desk, "Trần Ký", "Chủ tịch", PASSPHRASE, folder / "other.p12")
        other_key = made(desk, folder / "other", 28, hours=5)
    return Pcs(folder, first, second, third, same, restored, followed, other_key, forged, same_id)


def odd_row(report):
    return {**report.tables["BM30"]["P01",], "c01": 77}


def signed(folder, report, desk, key):
    folder.mkdir()
    path = folder / "goi_lan-2.xlsx"
    path.write_bytes(sign(write_workbook(report, desk.pack), key, report.header.made_at))
    return path


@pytest.fixture
def district(pcs, tmp_path):
    with small_district(tmp_path / "district") as desk:
        recognise_sender(desk, pcs.first, NGOC_LAY)
        yield desk


def troubles(desk):
    return [(one.trouble, one.number) for one in courier(desk, NGOC_LAY).findings]


def forked(desk):
    (found,) = [one for one in findings(desk) if one.trouble is Trouble.FORKED]
    return fork(desk, found.digests)


def test_files_that_came_in_order_leave_nothing_to_say(district, pcs):
    receive(district, [pcs.first, pcs.second, pcs.third])
    trail = courier(district, NGOC_LAY)
    assert [(number, [one.what for one in files]) for number, files in trail.steps] == [
        (1, ["Báo cáo lần gửi 1"]),
        (2, ["Báo cáo lần gửi 2"]),
        (3, ["Báo cáo lần gửi 3"]),
    ]
    assert trail.findings == findings(district) == ()


def test_a_missing_number_is_named_with_the_words_of_its_file(district, pcs):
    receive(district, [pcs.first, pcs.third])
    (found,) = findings(district)
    assert (found.trouble, found.unit, found.number, found.tone) == (Trouble.MISSING, NGOC_LAY, 2, "warning")
    assert "thiếu gói số 2" in found.sentence
    after = next(one.kept for one in courier(district, NGOC_LAY).steps[2][1])
    assert " ".join(fingerprint_words(after.package.previous_digest)) in found.sentence
    receive(district, [pcs.second])
    assert troubles(district) == [(Trouble.ORDER, 2)]


def test_what_is_missing_before_the_first_that_came_is_told_too(district, pcs):
    receive(district, [pcs.third])
    assert troubles(district) == [(Trouble.MISSING, 1), (Trouble.MISSING, 2)]


def test_the_very_same_file_handed_in_again_is_noted_and_changes_nothing(district, pcs):
    receive(district, [pcs.first])
    before = district.received.figures(district.campaign_id)
    receive(district, [pcs.first])
    receive(district, [pcs.first])
    (found,) = findings(district)
    assert (found.trouble, found.tone) == (Trouble.AGAIN, "note")
    assert "2 lần" in found.sentence
    assert district.received.figures(district.campaign_id) == before


def test_a_file_that_follows_another_one_than_is_here_is_told(district, pcs):
    receive(district, [pcs.first, pcs.second, pcs.followed])
    assert troubles(district) == [(Trouble.CHAIN, 3)]


def test_two_files_of_one_number_stand_side_by_side_with_the_cells_that_differ(district, pcs):
    receive(district, [pcs.first, pcs.second, pcs.restored])
    found = forked(district)
    assert found.guess is Guess.RESTORED
    assert [side.counts for side in found.sides] == [True, False]
    assert [side.number for side in found.sides] == [2, 2]
    assert found.sides[0].before_words == found.sides[1].before_words != ""
    (cell,) = [one for one in found.cells if (one.old, one.new) == ("8", "18")]
    assert "Biểu 30" in cell.place or cell.place
    assert "khôi phục" in found.sentence


def test_forks_are_told_apart_as_far_as_their_marks_go(pcs, tmp_path):
    cases = {
        Guess.SAME_FIGURES: (pcs.second, pcs.same),
        Guess.TWO_PCS: (pcs.second, pcs.restored, pcs.third, pcs.followed),
        Guess.TWO_KEYS: (pcs.second, pcs.other_key),
        Guess.STRANGER: (pcs.second, pcs.forged),
        Guess.SAME_ID: (pcs.second, pcs.same_id),
    }
    for guess, files in cases.items():
        with small_district(tmp_path / guess.value) as desk:
            recognise_sender(desk, pcs.first, NGOC_LAY)
            if guess is Guess.TWO_KEYS:
                recognise_sender(desk, pcs.other_key, NGOC_LAY)
            receive(desk, [pcs.first, *files])
            found = next(one for one in findings(desk) if one.trouble is Trouble.FORKED and one.number == 2)
            assert fork(desk, found.digests).guess is guess


def test_a_stranger_cannot_put_a_number_into_a_units_trail_once_refused(district, pcs):
    recognise_sender(district, pcs.forged, TE_XANG)  # its key belongs to another unit
    receive(district, [pcs.first, pcs.forged])
    assert troubles(district) == []


def test_a_number_far_off_does_not_fill_the_list(district, pcs):
    with copied(pcs.folder / "copy", pcs.folder / "far") as desk:
        desk.office.count_from(desk.unit.parent, 10**9, "")
        path = made(desk, pcs.folder / "far-files", 5)
    receive(district, [pcs.first, path])
    numbers = [number for number, _ in courier(district, NGOC_LAY).steps]
    assert numbers[0] == 1
    assert numbers[-1] == 10**9 + 1
    assert len(numbers) == 52


def test_only_units_that_send_here_have_a_trail(district):
    with pytest.raises(Problem, match="NOT_BELOW"):
        courier(district, IA_DAL)
    with pytest.raises(Problem, match="NO_FORK"):
        fork(district, ["0" * 64])


def test_every_unit_is_looked_at_and_what_matters_most_stands_first(district, pcs):
    receive(district, [pcs.first, pcs.third, pcs.restored, pcs.restored])
    found = findings(district)
    assert [one.trouble for one in found] == [Trouble.CHAIN, Trouble.ORDER, Trouble.AGAIN]
    assert counted(found)[Trouble.AGAIN] == 1
