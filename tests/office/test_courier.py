"""Courier control: which numbered files of a unit are here, missing, late, replayed; forks told apart."""

import pytest

from exports.keys import fingerprint_words
from forms.problems import Problem
from office.courier import Trouble, counted, courier, findings
from office.forks import Guess, fork
from office.receiving import receive
from office.taking_out import take_out
from tests.office.several_pcs import copied, made, pcs
from tests.office.small_offices import district as small_district
from tests.offices import IA_DAL, NGOC_LAY, TE_XANG, recognise_sender


@pytest.fixture
def district(tmp_path):
    with small_district(tmp_path / "district") as desk:
        recognise_sender(desk, pcs().first, NGOC_LAY)
        yield desk


def troubles(desk):
    return [(one.trouble, one.number) for one in courier(desk, NGOC_LAY).findings]


def forked(desk):
    (found,) = [one for one in findings(desk) if one.trouble is Trouble.FORKED]
    return fork(desk, found.digests)


def test_files_that_came_in_order_leave_nothing_to_say(district):
    receive(district, [pcs().first, pcs().second, pcs().third])
    trail = courier(district, NGOC_LAY)
    assert [(number, [one.what for one in files]) for number, files in trail.steps] == [
        (1, ["Báo cáo lần gửi 1"]),
        (2, ["Báo cáo lần gửi 2"]),
        (3, ["Báo cáo lần gửi 3"]),
    ]
    assert trail.findings == findings(district) == ()


def test_a_missing_number_is_named_with_the_words_of_its_file(district):
    receive(district, [pcs().first, pcs().third])
    (found,) = findings(district)
    assert (found.trouble, found.unit, found.number, found.tone) == (Trouble.MISSING, NGOC_LAY, 2, "warning")
    assert "thiếu gói số 2" in found.sentence
    after = next(one.kept for one in courier(district, NGOC_LAY).steps[2][1])
    assert " ".join(fingerprint_words(after.package.previous_digest)) in found.sentence
    receive(district, [pcs().second])
    assert troubles(district) == [(Trouble.ORDER, 2)]


def test_what_is_missing_before_the_first_that_came_is_told_too(district):
    receive(district, [pcs().third])
    assert troubles(district) == [(Trouble.MISSING, 1), (Trouble.MISSING, 2)]


def test_the_very_same_file_handed_in_again_is_noted_and_changes_nothing(district):
    receive(district, [pcs().first])
    before = district.received.figures(district.campaign_id)
    receive(district, [pcs().first])
    receive(district, [pcs().first])
    (found,) = findings(district)
    assert (found.trouble, found.tone) == (Trouble.AGAIN, "note")
    assert "2 lần" in found.sentence
    assert district.received.figures(district.campaign_id) == before


def test_a_file_that_follows_another_one_than_is_here_is_told(district):
    receive(district, [pcs().first, pcs().second, pcs().followed])
    assert troubles(district) == [(Trouble.CHAIN, 3)]


def test_two_files_of_one_number_stand_side_by_side_with_the_cells_that_differ(district):
    receive(district, [pcs().first, pcs().second, pcs().restored])
    found = forked(district)
    assert found.guess is Guess.RESTORED
    assert [side.counts for side in found.sides] == [True, False]
    assert [side.number for side in found.sides] == [2, 2]
    assert found.sides[0].before_words == found.sides[1].before_words != ()
    (cell,) = [one for one in found.cells if (one.old, one.new) == ("8", "18")]
    assert "Biểu 30" in cell.place or cell.place
    assert "khôi phục" in found.sentence


def test_the_other_side_of_a_fork_can_be_used_once_the_first_is_taken_out(district):
    receive(district, [pcs().first, pcs().second, pcs().restored])
    second, restored = (side.digest for side in forked(district).sides)
    take_out(district, second, "Xã xác nhận gói kia đúng")
    (receipt,) = receive(district, [pcs().restored])
    assert receipt.verdict == "taken"
    assert [side.counts for side in fork(district, (second, restored)).sides] == [False, True]


def test_forks_are_told_apart_as_far_as_their_marks_go(tmp_path):
    cases = {
        Guess.SAME_FIGURES: (pcs().second, pcs().same),
        Guess.TWO_PCS: (pcs().second, pcs().restored, pcs().third, pcs().followed),
        Guess.TWO_KEYS: (pcs().second, pcs().other_key),
        Guess.STRANGER: (pcs().second, pcs().forged),
        Guess.SAME_ID: (pcs().second, pcs().same_id),
    }
    for guess, files in cases.items():
        with small_district(tmp_path / guess.value) as desk:
            recognise_sender(desk, pcs().first, NGOC_LAY)
            if guess is Guess.TWO_KEYS:
                recognise_sender(desk, pcs().other_key, NGOC_LAY)
            receive(desk, [pcs().first, *files])
            found = next(one for one in findings(desk) if one.trouble is Trouble.FORKED and one.number == 2)
            assert fork(desk, found.digests).guess is guess


def test_a_stranger_cannot_put_a_number_into_a_units_trail_once_refused(district):
    recognise_sender(district, pcs().forged, TE_XANG)  # its key belongs to another unit
    receive(district, [pcs().first, pcs().forged])
    assert troubles(district) == []


def test_a_number_far_off_does_not_fill_the_list(district):
    with copied(pcs().folder / "copy", pcs().folder / "far") as desk:
        desk.office.count_from(desk.unit.parent, 10**9, "")
        path = made(desk, pcs().folder / "far-files", 5)
    receive(district, [pcs().first, path])
    numbers = [number for number, _ in courier(district, NGOC_LAY).steps]
    assert numbers[0] == 1
    assert numbers[-1] == 10**9 + 1
    assert len(numbers) == 52


def test_only_units_that_send_here_have_a_trail(district):
    with pytest.raises(Problem, match="NOT_BELOW"):
        courier(district, IA_DAL)
    with pytest.raises(Problem, match="NO_FORK"):
        fork(district, ["0" * 64])


def test_every_unit_is_looked_at_and_what_matters_most_stands_first(district):
    receive(district, [pcs().first, pcs().third, pcs().restored, pcs().restored])
    found = findings(district)
    assert [one.trouble for one in found] == [Trouble.CHAIN, Trouble.ORDER, Trouble.AGAIN]
    assert counted(found)[Trouble.AGAIN] == 1
