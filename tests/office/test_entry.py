"""Typing: saved when the cell is left, refused where it stands, explained, undone, kept as draft."""

from decimal import Decimal

import pytest

from forms.answers import Address, State
from forms.pack import Severity
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import open_desk
from office.due import home_view
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.pictures import JPEG

CELL = Address("BM02", ("2018",), "c01")
COMPUTED = Address("BM02", ("2018",), "c14")


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def entry(desk):
    return Entry(desk)


def again(desk):
    """Open the office once more, as after closing the program."""
    return open_desk(desk.home, clock=FixedClock(MOMENT), shelf=shelf())


class TestTyping:
    def test_is_saved_at_once_and_there_after_reopening(self, desk, entry):
        entry.put_text(CELL, "1.234")
        with again(desk) as other:
            assert Entry(other).view(CELL).value == 1234

    def test_shows_grouped_numbers_and_edits_raw_ones(self, entry):
        entry.put_text(CELL, "22851")
        assert (entry.shown(CELL), entry.edit_text(CELL)) == ("22.851", "22851")

    def test_that_is_no_value_is_refused_and_the_old_value_stays(self, desk, entry):
        entry.put_text(CELL, "500")
        with pytest.raises(Problem, match="NOT_A_NUMBER"):
            entry.put_text(CELL, "năm trăm")
        assert entry.view(CELL).value == 500
        with again(desk) as other:
            assert Entry(other).view(CELL).value == 500

    def test_into_a_computed_cell_is_refused(self, entry):
        with pytest.raises(Problem, match="CELL_LOCKED"):
            entry.put_text(COMPUTED, "5")

    def test_into_a_cell_that_is_not_asked_is_refused(self, entry):
        with pytest.raises(Problem, match="CELL_NOT_ASKED"):
            entry.put_text(Address("BM01", ("2016",), "c17"), "5")

    def test_updates_computed_cells_at_once(self, entry):
        for field, text in {"c03": "100", "c05": "10", "c06": "5", "c09": "0", "c10": "1"}.items():
            entry.put_text(Address("BM02", ("2018",), field), text)
        entry.put_text(Address("BM02", ("2018",), "c11"), "2")
        entry.put_text(Address("BM02", ("2018",), "c12"), "3")
        change = entry.put_text(Address("BM02", ("2018",), "c13"), "0")
        assert change.cells[COMPUTED].value == 100 - 15 + 6

    def test_keeps_a_history_of_who_what_and_when(self, desk, entry):
        entry.put_text(CELL, "10")
        entry.put_text(CELL, "12")
        newest, oldest = entry.history(CELL)
        assert (newest.old, newest.new, newest.who) == (10, 12, desk.person.name)
        assert (oldest.old, oldest.new) == (None, 10)

    def test_of_an_unknown_cell_names_it(self, entry):
        with pytest.raises(Problem, match="NO_SUCH_CELL"):
            entry.put_text(Address("BM02", ("2018",), "c99"), "1")


class TestBlanks:
    def test_without_a_state_is_k36(self, entry):
        assert any(f.code == "K36" and f.place == CELL for f in entry.findings())

    @pytest.mark.parametrize("typed", ["-", "–"])
    def test_a_dash_says_none_which_counts_as_zero(self, entry, typed):
        change = entry.put_text(CELL, typed)
        assert (entry.view(CELL).state, entry.shown(CELL)) == (State.NONE, "–")
        assert not any(f.code == "K36" and f.place == CELL for f in change.findings)

    def test_a_question_mark_says_not_known(self, entry):
        entry.put_text(CELL, "?")
        assert (entry.view(CELL).state, entry.shown(CELL)) == (State.UNKNOWN, "?")

    def test_are_filled_with_zero_only_where_nothing_stands(self, entry):
        cells = [Address("BM02", ("2018",), f"c{n:02}") for n in range(1, 20)]
        entry.put_text(cells[0], "77")
        entry.set_state(cells[1], State.UNKNOWN)
        entry.fill_rest_with_zero(cells)
        assert entry.view(cells[0]).value == 77
        assert entry.view(cells[1]).state is State.UNKNOWN
        assert entry.view(cells[2]).value == 0

    def test_are_counted_in_a_column_s_own_n_of_n(self, entry):
        for year, text in {"2016": "10", "2017": "?", "2018": "-"}.items():
            entry.put_text(Address("BM02", (year,), "c09"), text)
        total = entry.column_total("BM02", "c09", entry.rows("BM02"))
        assert (total.text, total.known, total.units) == ("10", 2, 3)


class TestAPastedBlock:
    def test_is_one_step_of_undo(self, entry):
        entry.put_text(CELL, "1")
        entry.put_block([(CELL, "2"), (Address("BM02", ("2017",), "c01"), "3")])
        entry.undo()
        assert entry.view(CELL).value == 1
        assert entry.view(Address("BM02", ("2017",), "c01")).value is None

    def test_changes_nothing_when_one_cell_is_no_value(self, entry):
        with pytest.raises(Problem) as refused:
            entry.put_block([(CELL, "2"), (Address("BM02", ("2017",), "c01"), "x")])
        assert refused.value.details["place"] == "BM02[2017].c01"
        assert entry.view(CELL).value is None


class TestAFigureFromPaperForAComputedCell:
    """BM-02: c07 = c05 + c06, compared by CALC; c14 by K01."""

    CELL = Address("BM02", ("2018",), "c07")

    @pytest.fixture
    def pasted(self, entry):
        entry.put_block(
            [(Address("BM02", ("2018",), "c05"), "10"), (Address("BM02", ("2018",), "c06"), "5"),
             (self.CELL, "16")]
        )  # fmt: skip
        return entry

    @staticmethod
    def found(entry):
        return [f.code for f in entry.findings() if f.place == TestAFigureFromPaperForAComputedCell.CELL]

    def test_is_kept_beside_the_computed_one_and_compared(self, pasted, desk):
        view = pasted.view(self.CELL)
        assert (view.value, view.stated) == (15, 16)
        assert self.found(pasted) == ["CALC"]
        with again(desk) as other:
            assert Entry(other).view(self.CELL).stated == 16

    def test_is_forgotten_when_a_blank_is_put_there(self, pasted):
        pasted.put_block([(self.CELL, "")])
        assert pasted.view(self.CELL).stated is None
        assert self.found(pasted) == []

    def test_comes_and_goes_with_undo(self, pasted):
        pasted.put_block([(self.CELL, "")])
        pasted.undo()
        assert pasted.view(self.CELL).stated == 16
        pasted.undo()
        assert pasted.view(self.CELL).stated is None
        assert pasted.view(self.CELL).value is None  # nothing to compute from
        pasted.redo()
        assert pasted.view(self.CELL).stated == 16

    def test_may_be_longer_than_what_is_typed(self, entry):
        cell = Address("BM02", ("2018",), "r01")
        entry.put_block([(cell, "17,2903")])
        assert entry.view(cell).stated == Decimal("17.2903")

    def test_has_no_state(self, pasted):
        pasted.put_block([(self.CELL, "-")])
        assert (pasted.view(self.CELL).state, pasted.view(self.CELL).stated) == (None, None)

    def test_that_is_no_number_is_refused_with_its_place(self, entry):
        with pytest.raises(Problem, match="NOT_A_NUMBER") as refused:
            entry.put_block([(self.CELL, "mười")])
        assert refused.value.details["place"] == "BM02[2018].c07"


def test_text_to_edit_speaks_the_office_s_language(entry, desk):
    key, _ = entry.add_record("BM16")
    cell = Address("BM16", key, "c12")
    entry.put_text(cell, "3,5")
    assert entry.edit_text(cell) == "3,5"
    desk.set_language("en")
    assert entry.edit_text(cell) == "3.5"
    before = entry.view(cell).value
    entry.put_text(cell, entry.edit_text(cell))
    assert entry.view(cell).value == before


def test_a_form_with_an_unexplained_warning_has_a_warning_and_no_error(desk, entry):
    entry.put_text(Address("BM02", ("2018",), "c09"), "2")
    assert {f.code for f in entry.findings() if f.place.field == "c09"} >= {"K34", "BM02.c09"}
    (movement,) = [one for one in home_view(desk, entry.open).forms if one.form.id == "BM02"]
    assert (movement.errors, movement.warnings) == (0, 1)


class TestUndo:
    def test_takes_steps_back_and_does_them_again(self, entry):
        entry.put_text(CELL, "1")
        entry.put_text(CELL, "2")
        entry.undo()
        assert entry.view(CELL).value == 1
        entry.redo()
        assert entry.view(CELL).value == 2

    def test_brings_a_removed_record_back_with_its_rows(self, entry):
        key, _ = entry.add_record("BM17")
        child, _ = entry.add_record("BM17.c16", key)
        entry.put_text(Address("BM17", key, "c03"), "Y Blễ")
        entry.put_text(Address("BM17.c16", child, "c02"), "Giấy khen")
        entry.remove_record("BM17", key)
        assert entry.rows("BM17") == ()
        entry.undo()
        (back,) = entry.rows("BM17")
        (child,) = entry.rows("BM17.c16")
        assert entry.view(Address("BM17", back, "c03")).value == "Y Blễ"
        assert entry.view(Address("BM17.c16", child, "c02")).value == "Giấy khen"

    def test_has_an_end(self, entry):
        assert entry.undo() is None
        assert entry.redo() is None


class TestExplaining:
    def test_a_warning_makes_a_row_and_ticks_it(self, entry):
        entry.put_text(Address("BM02", ("2018",), "c09"), "4")
        warning = next(f for f in entry.findings() if f.severity is Severity.WARNING)
        change = entry.explain(warning, "4 hộ chuyển đi Đắk Lắk")
        told = next(f for f in change.findings if (f.code, f.place) == (warning.code, warning.place))
        assert told.explained == "4 hộ chuyển đi Đắk Lắk"
        assert len(entry.rows("BM18.c10")) == 1

    def test_again_changes_the_same_row(self, entry):
        entry.put_text(Address("BM02", ("2018",), "c09"), "4")
        warning = next(f for f in entry.findings() if f.severity is Severity.WARNING)
        entry.explain(warning, "một")
        entry.explain(warning, "hai")
        (key,) = entry.rows("BM18.c10")
        assert entry.view(Address("BM18.c10", key, "c03")).value == "hai"

    def test_needs_words(self, entry):
        entry.put_text(Address("BM02", ("2018",), "c09"), "4")
        warning = next(f for f in entry.findings() if f.severity is Severity.WARNING)
        with pytest.raises(Problem, match="NO_EXPLANATION"):
            entry.explain(warning, "  ")


class TestDrafts:
    def test_are_there_after_the_program_ended_without_saving(self, desk, entry):
        cell = Address("BM18", (), "c01")
        entry.keep_draft(cell, "Xã Ngọc Lây có 8 thô")
        with again(desk) as other:
            (draft,) = Entry(other).drafts()
        assert (draft.address, draft.text) == (cell, "Xã Ngọc Lây có 8 thô")

    def test_end_when_the_cell_is_saved(self, desk, entry):
        cell = Address("BM18", (), "c01")
        entry.keep_draft(cell, "Xã Ngọc Lây có 8 thô")
        entry.put_text(cell, "Xã Ngọc Lây có 8 thôn.")
        assert entry.drafts() == ()


class TestAttachments:
    def test_of_a_model_are_kept_and_named_after_their_cell(self, desk, entry, tmp_path):
        key, _ = entry.add_record("BM16")
        cell = Address("BM16", key, "c23")
        photo = tmp_path / "Ảnh vườn cà phê.jpg"
        photo.write_bytes(JPEG)
        entry.attach(cell, photo, "Vườn cà phê của hộ A Đăng")
        (name,) = entry.attached(cell)
        (kept,) = desk.attachments.files()
        assert (kept.name, kept.caption) == (name, "Vườn cà phê của hộ A Đăng")
        assert kept.data == photo.read_bytes()

    def test_tell_their_captions_and_sizes_and_give_their_bytes_back(self, entry, tmp_path):
        key, _ = entry.add_record("BM16")
        cell = Address("BM16", key, "c23")
        assert entry.attachments(cell) == ()
        for name, content in (("b.pdf", b"%PDF-1.4"), ("a.pdf", b"%PDF-1.7 longer")):
            (tmp_path / name).write_bytes(content)
            entry.attach(cell, tmp_path / name, f"Giấy {name}")
        first, second = entry.attachments(cell)
        assert [(one.caption, one.size) for one in (first, second)] == [("Giấy b.pdf", 8), ("Giấy a.pdf", 15)]
        assert entry.attachment(second.name) == b"%PDF-1.7 longer"
        entry.detach(cell, first.name)
        assert entry.attachments(cell) == (second,)
        with pytest.raises(Problem, match="FILE_MISSING"):
            entry.attachment(first.name)

    @pytest.mark.parametrize(
        "content, code",
        [(b"MZ not a picture", "ATTACHMENT_KIND"), (b"%PDF-" + bytes(2_000_001), "ATTACHMENT_LARGE")],
    )
    def test_that_are_no_pictures_or_too_large_are_refused_by_name(self, entry, tmp_path, content, code):
        key, _ = entry.add_record("BM16")
        file = tmp_path / "tệp.pdf"
        file.write_bytes(content)
        with pytest.raises(Problem, match=code):
            entry.attach(Address("BM16", key, "c23"), file)


def test_the_cover_knows_unit_campaign_and_preparer(entry, desk):
    shown = {name: entry.view(Address("BM00", (), name)).value for name in ("c02", "c03", "c05", "c12")}
    assert shown == {"c02": "KT-2018-GK", "c03": "VN-2016", "c05": NGOC_LAY, "c12": desk.person.name}


def test_a_full_disk_keeps_the_old_value_on_disk_and_screen(desk, entry):
    entry.put_text(CELL, "5")
    pages = desk.database.row("PRAGMA page_count")[0]
    desk.database.conn.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    narrative = Address("BM18", (), "c03")
    with pytest.raises(Problem, match="DISK_FULL"):
        entry.put_text(narrative, "Kết quả " * 1400)
    assert entry.view(narrative).value is None
    desk.database.conn.execute("PRAGMA max_page_count = 1073741823").fetchall()
    with again(desk) as other:
        reopened = Entry(other)
        assert reopened.view(CELL).value == 5
        assert reopened.view(narrative).value is None


def test_a_figure_that_arrived_for_a_computed_cell_is_kept_until_it_differs(desk, entry):
    for field, text in {
        "c03": 100,
        "c05": 10,
        "c06": 5,
        "c09": 0,
        "c10": 1,
        "c11": 0,
        "c12": 0,
        "c13": 0,
    }.items():
        entry.put_text(Address("BM02", ("2018",), field), str(text))
    entry.put([(COMPUTED, 86, None)], how="filled")
    assert not any(found.code == "K01" for found in entry.findings())
    with again(desk) as other:
        reopened = Entry(other)
        change = reopened.put_text(Address("BM02", ("2018",), "c11"), "4")
        assert any(found.code == "K01" and found.place == COMPUTED for found in change.findings)
        assert reopened.view(COMPUTED).stated == 86
