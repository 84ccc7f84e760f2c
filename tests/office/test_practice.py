"""Practice: figures that are whole but for the lesson, a folder of its own, packages that nobody takes."""

import pytest

from desktop_app.practice_data import load_practice
from exports.opc import verify
from exports.read_workbook import read_cover
from forms.answers import Address
from forms.pack import Severity
from forms.problems import Problem
from office.clock import FixedClock
from office.entry import Entry
from office.lesson import ARROW, ENTER, F2, F9, F12, MOUSE, PASTE, Lesson, Seen
from office.one_writer import Hold, take
from office.packs import Shelf
from office.practice import FOLDER, PACKAGES, can_practise, forget_practice, open_practice
from office.practice_mark import CAMPAIGN, is_practice
from office.receiving import receive
from office.sending import review, send
from office.signing_keys import FileKey, keys
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, Place, shelf

CLOCK = FixedClock(MOMENT)
PRACTICE = load_practice()


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def desk(home):
    with open_practice(home, PRACTICE, shelf(), CLOCK, "vi") as desk:
        yield desk


def finish(entry):
    """Do what the lesson asks for, but sending."""
    entry.put_block([(one.address, one.wanted) for one in PRACTICE.lesson if one.wanted], "pasted")
    for one in PRACTICE.lesson:
        if one.step == "blank":
            entry.put_text(one.address, "?")
        if one.step == "reason":
            entry.put_text(one.address, one.start)
    for finding in entry.findings():
        if finding.severity is Severity.WARNING:
            entry.explain(finding, "Một số hộ dùng thẻ của diện khác.")


def test_only_what_the_lesson_asks_for_is_left_to_do(desk):
    assert review(desk).blockers
    finish(Entry(desk))
    assert review(desk).blockers == ()
    assert desk.pack.units_by_code.keys() == {"LT-XA", "LT-XA-1", "LT-XA-2"}


def test_a_practice_package_says_so_and_every_office_refuses_it(desk, tmp_path):
    finish(Entry(desk))
    key = keys(desk)[0].path
    view = send(desk, unlock=FileKey(key, PRACTICE.passphrase), folder=desk.home / PACKAGES)
    assert view.name.startswith(f"{CAMPAIGN}_")
    parts = verify(view.path.read_bytes(), now=MOMENT).parts
    assert parts is not None
    cover = read_cover(parts)
    assert cover is not None
    assert is_practice(cover.campaign)
    for unit in (TU_MO_RONG, "62"):
        with Place(tmp_path).office(unit) as office:
            receipt = receive(office, [view.path])[0]
            assert (receipt.verdict, receipt.reason) == ("refused", "PRACTICE_PACKAGE")


def test_practice_is_opened_as_it_was_left_and_begun_again_when_asked(home):
    cell = Address("BM02", ("2018",), "c20")
    with open_practice(home, PRACTICE, shelf(), CLOCK, "vi") as desk:
        Entry(desk).put_text(cell, "1088")
    with open_practice(home, PRACTICE, shelf(), CLOCK, "en") as desk:
        assert Entry(desk).view(cell).value == 1088
        assert desk.language == "en"
    forget_practice(home, CLOCK)
    assert not (home / FOLDER).exists()
    with open_practice(home, PRACTICE, shelf(), CLOCK, "vi") as desk:
        assert Entry(desk).view(cell).value is None
        assert Entry(desk).undo() is None


def test_one_program_at_a_time_practises_and_a_second_one_is_told_who_does(home):
    with open_practice(home, PRACTICE, shelf(), CLOCK, "vi") as desk:
        for work in (
            lambda: open_practice(home, PRACTICE, shelf(), CLOCK, "vi"),
            lambda: forget_practice(home, CLOCK),
        ):
            with pytest.raises(Problem) as refused:
                work()
            assert refused.value.code == "OFFICE_IN_USE"
            assert refused.value.details["who"] == desk.person.name
        Entry(desk).put([])
        own = take(home, CLOCK)  # the office itself is another matter
        assert isinstance(own, Hold)
        own.release()
    with open_practice(home, PRACTICE, shelf(), CLOCK, "vi") as again:
        assert again.unit.code == desk.unit.code
    forget_practice(home, CLOCK)
    assert not (home / FOLDER).exists()


def test_a_folder_that_practice_did_not_make_is_left_alone(home):
    other = home / FOLDER
    other.mkdir(parents=True)
    (other / "paper.txt").write_text("kept", "utf-8")
    forget_practice(home, CLOCK)
    assert (other / "paper.txt").exists()


def test_without_the_shipped_pack_there_is_no_practice(home, tmp_path):
    assert not can_practise(Shelf(tmp_path, MOMENT), PRACTICE)
    assert can_practise(shelf(), PRACTICE)


@pytest.mark.parametrize("name", ["LUYEN-TAP", " luyen-tap 2"])
def test_the_mark_is_the_campaign(name):
    assert is_practice(name)
    assert not is_practice(f"KT-{name}")


def at(entry, step):
    lesson = Lesson(entry, PRACTICE.lesson)
    lesson.at = lesson.steps.index(step)
    return lesson, lesson.cells[0].address


def test_moving_wants_both_enter_and_arrows(desk):
    lesson, _ = at(Entry(desk), "move")
    cells = tuple(Address("BM02", ("2018",), f"c0{n}") for n in range(1, 6))
    assert not lesson.look(Seen()).told
    assert "Chuột" in lesson.look(Seen(frozenset({MOUSE}), cells)).told
    assert "mũi tên" in lesson.look(Seen(frozenset({ENTER}), cells)).told
    assert "Enter" in lesson.look(Seen(frozenset({ARROW}), cells)).told
    assert lesson.look(Seen(frozenset({ARROW, ENTER}), cells)).done
    assert lesson.step == "type"


def test_a_wrong_figure_is_told_with_the_right_one(desk):
    entry = Entry(desk)
    lesson, cell = at(entry, "type")
    entry.put_text(cell, "1808")
    verdict = lesson.look(Seen())
    assert not verdict.done
    assert "1808" in verdict.told
    assert "1088" in verdict.told


def test_the_right_figure_in_the_wrong_way_does_not_count(desk):
    entry = Entry(desk)
    lesson, cell = at(entry, "edit")
    entry.put_text(cell, "520")
    assert "F2" in lesson.look(Seen()).told
    assert lesson.look(Seen(frozenset({F2}))).done
    for one in lesson.cells:
        entry.put_text(one.address, one.wanted)
    assert "Ctrl+V" in lesson.look(Seen(frozenset({PASTE}))).told
    lesson, cell = at(entry, "find")
    entry.put_text(cell, "225")
    assert "F9" in lesson.look(Seen()).told
    assert lesson.look(Seen(frozenset({F9}))).done


def test_half_a_block_is_counted(desk):
    entry = Entry(desk)
    lesson, cell = at(entry, "paste")
    entry.put_block([(cell, lesson.cells[0].wanted)], "pasted")
    assert "1/9" in lesson.look(Seen(frozenset({PASTE}))).told


def test_a_figure_is_no_reason_for_a_blank_and_a_changed_one_no_reason_for_a_warning(desk):
    entry = Entry(desk)
    lesson, cell = at(entry, "blank")
    entry.put_text(cell, "12")
    assert "Delete" in lesson.look(Seen()).told
    lesson, cell = at(entry, "reason")
    entry.put_text(Address("BM02", ("2018",), "c20"), "1088")
    assert not lesson.look(Seen()).told
    assert "Ctrl+Enter" in lesson.look(Seen(frozenset({F12}))).told
    entry.put_text(cell, "1088")
    assert "1020" in lesson.look(Seen()).told


def test_only_what_was_taken_back_counts_as_taken_back(desk):
    entry = Entry(desk)
    lesson, cell = at(entry, "undo")
    before = entry.edit_text(cell)
    entry.put_text(cell, "77")
    assert "Ctrl+Z" in lesson.look(Seen()).told
    entry.put_text(cell, before)
    assert not lesson.look(Seen()).done
    entry.undo()
    assert lesson.look(Seen()).done


def test_another_campaigns_office_is_not_practice(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        assert not is_practice(desk.campaign_id)
