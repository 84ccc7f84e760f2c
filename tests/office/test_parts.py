"""Parts handed to a colleague's PC and merged back: nothing is lost, every choice can be made again."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from db.notes import Note, Notes
from db.parts import PartState
from exports.part_file import Part, read_head, read_part, write_part
from forms.answers import Address, Document, State
from forms.merging import Side
from forms.part_scope import Scope
from forms.problems import Problem
from office import registers
from office.desk import Desk
from office.entry import Entry
from office.messages import sentence
from office.parts import (
    call_back,
    give,
    give_back,
    holders,
    needs_code,
    new_code,
    parts_out,
    values_to_give,
    works,
)
from office.parts_decided import lines, merges, redecide
from office.parts_merging import look
from office.parts_opening import start_from_part
from office.registers import open_book
from office.sending import review
from tests.offices import NGOC_LAY, TE_XANG, Place, later, shelf

C01, C03 = Address("BM02", ("2018",), "c01"), Address("BM02", ("2018",), "c03")
NAME = "c03"
CODE = "4821-7390-5516"


@dataclass
class Office:
    """The office's PC and a way to its colleagues'."""

    desk: Desk
    entry: Entry
    folder: Path

    def hand(self, *forms: str, person: str = "Y Blin", **more) -> tuple[Desk, Entry, str]:
        """Hand forms over and open them on the colleague's new PC."""
        given = give(self.desk, Scope(forms), person=person, folder=self.folder, **more)
        home = self.folder / f"pc-{given.part.id}"
        there = start_from_part(
            home, given.path, code=more.get("code", ""), shelf=shelf(), clock=self.desk.clock
        )
        return there, Entry(there), given.part.id

    def back(self, there: Desk, part: str, **more) -> Path:
        """Carry back what the colleague typed."""
        return give_back(there, part, self.folder, **more)

    def merged(self, path: Path, side: Side = Side.OURS):
        """Merge a file, every conflict decided alike."""
        found = look(self.desk, path)
        found.decide_all(side)
        return found.finish(self.entry)


@pytest.fixture
def office(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.put_text(C01, "500")
        entry.put_text(C03, "120")
        yield Office(desk, entry, Place(tmp_path).stick())


def typed(entry: Entry, table: str, name: str, text: str) -> tuple[str, ...]:
    key, _ = entry.add_record(table)
    entry.put_text(Address(table, key, name), text)
    return key


def test_only_what_was_handed_over_can_be_typed_into(office):
    typed(office.entry, "BM16", "c01", "Vườn sâm")
    there, entry, _ = office.hand("BM02")
    with there:
        assert entry.view(C01).value == 500
        entry.put_text(C01, "501")
        shown = entry.rows("BM16")[0]
        assert entry.view(Address("BM16", shown, "c01")).readonly
        with pytest.raises(Problem, match="CELL_LOCKED"):
            entry.put_text(Address("BM16", shown, "c01"), "Vườn khác")
        with pytest.raises(Problem, match="PART_NOT_HANDED"):
            entry.put([(Address("BM16", shown, "c01"), "Vườn khác", None)])
        for act in (lambda: entry.add_record("BM16"), lambda: entry.remove_record("BM16", shown)):
            with pytest.raises(Problem, match="PART_NOT_HANDED"):
                act()
        assert {form.id for form in entry.forms} == {form.id for form in office.entry.forms}


def test_the_other_forms_stay_away_where_the_officer_says_so(office):
    typed(office.entry, "BM16", "c01", "Vườn sâm")
    there, entry, _ = office.hand("BM02", rest=False)
    with there:
        assert [form.id for form in entry.forms] == ["BM02"]
        assert "BM16" not in there.own_document().tables


def test_what_the_colleague_typed_comes_back_as_one_step(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "121")
        entry.put_text(Address("BM02", ("2017",), "c01"), "?")
        path = office.back(there, part)
    found = look(office.desk, path)
    assert not found.conflicts
    assert {str(one) for one in found.merge.taken} == {"BM02[2018].c03", "BM02[2017].c01"}
    assert found.finish(office.entry).taken == 2
    assert office.entry.view(C03).value == 121
    assert office.entry.view(Address("BM02", ("2017",), "c01")).state is State.UNKNOWN
    assert office.entry.history(C03)[0].how == "merged"
    assert parts_out(office.desk) == ()
    office.entry.undo()
    assert office.entry.view(C03).value == 120


def test_the_same_file_twice_changes_nothing_and_an_older_one_is_refused(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "121")
        first = office.back(there, part, done=False)
        entry.put_text(C03, "122")
        second = office.back(there, part)
    office.merged(first)
    assert [one.id for one in parts_out(office.desk)] == [part]
    before = office.desk.own_document()
    assert not look(office.desk, first).changes
    office.merged(first)
    assert office.desk.own_document() == before
    office.merged(second)
    assert office.entry.view(C03).value == 122
    with pytest.raises(Problem, match="PART_OLDER"):
        look(office.desk, first)
    assert len(merges(office.desk)) == 2


def test_a_merge_that_was_undone_can_be_made_again(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "121")
        first = office.back(there, part)
        entry.put_text(C01, "502")
        second = office.back(there, part)
    office.merged(first)
    office.entry.undo()
    assert merges(office.desk)[0].undone
    office.merged(second)
    assert (office.entry.view(C03).value, office.entry.view(C01).value) == (121, 502)
    office.entry.undo()
    office.entry.put_text(Address("BM02", ("2017",), "c01"), "480")  # the undone step is forgotten
    office.merged(first)
    assert office.entry.view(C03).value == 121


def test_both_sides_changed_a_cell_and_a_person_decides_as_often_as_wanted(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "130")
        path = office.back(there, part)
    office.entry.put_text(C03, "125")
    found = look(office.desk, path)
    (line,) = lines(office.entry, found.conflicts)
    assert (line.form, line.row, line.base, line.ours, line.theirs) == (
        "BM-02",
        "Năm 2018",
        "120",
        "125",
        "130",
    )
    with pytest.raises(Problem, match="PART_UNDECIDED"):
        found.finish(office.entry)
    found.decide(0, Side.THEIRS)
    found.finish(office.entry)
    assert office.entry.view(C03).value == 130
    for side, figure in ((Side.BASE, 120), (Side.OURS, 125), (Side.THEIRS, 130), (Side.BASE, 120)):
        (merge,) = merges(office.desk)
        redecide(office.entry, merge, 0, side)
        assert office.entry.view(C03).value == figure
        assert merges(office.desk)[0].decisions[0].side is side
    office.entry.undo()
    assert office.entry.view(C03).value == 130


def test_what_the_program_took_over_is_listed_and_can_be_taken_back(office):
    there, entry, part = office.hand("BM02", "BM16")
    with there:
        entry.put_text(C03, "130")
        typed(entry, "BM16", "c01", "Vườn sâm")
        path = office.back(there, part)
    office.merged(path)
    (merge,) = merges(office.desk)
    assert {str(one.conflict.place) for one in merge.decisions if not one.by_person} == {
        "BM02[2018].c03",
        "BM16[1].",
    }
    number = next(n for n, one in enumerate(merge.decisions) if one.conflict.of_record)
    redecide(office.entry, merge, number, Side.OURS)
    assert office.entry.rows("BM16") == ()
    redecide(office.entry, merges(office.desk)[0], number, Side.THEIRS)
    assert office.entry.view(Address("BM16", ("1",), "c01")).value == "Vườn sâm"


def test_records_of_both_sides_stand_beside_each_other(office):
    typed(office.entry, "BM16", "c01", "Vườn sâm")
    there, entry, part = office.hand("BM16")
    with there:
        typed(entry, "BM16", "c01", "Nuôi dê")
        first = office.back(there, part, done=False)
        typed(office.entry, "BM16", "c01", "Trồng cà phê")
        office.merged(first)
        entry.put_text(Address("BM16", ("2",), "c01"), "Nuôi dê sinh sản")
        entry.remove_record("BM16", ("1",))
        second = office.back(there, part)
    office.merged(second)
    names = [office.entry.view(Address("BM16", key, "c01")).value for key in office.entry.rows("BM16")]
    assert names == ["Trồng cà phê", "Nuôi dê sinh sản"]


def test_a_record_begun_under_the_number_of_one_taken_out_is_another(office):
    for name in ("Vườn sâm", "Nuôi cá"):
        typed(office.entry, "BM16", "c01", name)
    there, entry, part = office.hand("BM16")
    with there:
        entry.remove_record("BM16", ("2",))
        entry.undo()
        entry.put_text(Address("BM16", ("2",), "c03"), "Thôn 1")
        first = office.back(there, part, done=False)
        assert read_part(first.read_bytes()).answers.tables["BM16"].keys() == {("1",), ("2",)}
        office.merged(first)
        entry.remove_record("BM16", ("2",))
        assert typed(entry, "BM16", "c01", "Nuôi ong") == ("2",)
        second = office.back(there, part, done=False)
        office.entry.put_text(Address("BM16", ("2",), "c01"), "Nuôi cá tầm")
        found = look(office.desk, second)
        assert [one.of_record for one in found.conflicts] == [True]
        found.decide(0, Side.OURS)
        found.finish(office.entry)
        entry.put_text(Address("BM16", ("2",), "c01"), "Nuôi ong lấy mật")
        office.merged(office.back(there, part))
    names = [office.entry.view(Address("BM16", key, "c01")).value for key in office.entry.rows("BM16")]
    assert names == ["Vườn sâm", "Nuôi cá tầm", "Nuôi ong lấy mật"]


def test_parts_with_different_forms_never_ask(office):
    one, first, part_one = office.hand("BM02", person="Y Blin")
    two, second, part_two = office.hand("BM16", person="A Chương")
    who = {form: [part.person for part in parts] for form, parts in holders(office.desk).items()}
    assert who == {"BM02": ["Y Blin"], "BM16": ["A Chương"]}
    with one, two:
        first.put_text(C03, "121")
        typed(second, "BM16", "c01", "Vườn sâm")
        for there, part in ((two, part_two), (one, part_one)):
            assert not look(office.desk, office.back(there, part, done=False)).conflicts
            office.merged(office.back(there, part))
    assert office.entry.view(C03).value == 121
    assert office.entry.rows("BM16") == (("1",),)


def test_notes_and_files_come_and_go_with_a_part(office):
    notes = Notes(office.desk.database)
    notes.put(office.entry.submission, Note(C03, "Theo biên bản", "A Lâm", office.desk.clock.now()))
    key = typed(office.entry, "BM16", "c01", "Vườn sâm")
    photo = Address("BM16", key, "c23")
    office.entry.attach_data(photo, "vuon.pdf", "%PDF-1.4 vườn".encode(), "Vườn")
    there, entry, part = office.hand("BM02", "BM16")
    with there:
        assert [one.text for one in Notes(there.database).of(entry.submission)] == ["Theo biên bản"]
        assert [one.caption for one in entry.attachments(photo)] == ["Vườn"]
        Notes(there.database).put(entry.submission, Note(C01, "Hỏi thôn", "Y Blin", there.clock.now()))
        entry.attach_data(photo, "le.pdf", "%PDF-1.4 ở đó".encode(), "Lễ")
        path = office.back(there, part)
    office.entry.attach_data(photo, "le.pdf", "%PDF-1.4 ở đây".encode(), "Lễ khác")
    found = look(office.desk, path)
    (line,) = lines(office.entry, found.conflicts)
    found.decide(0, Side.THEIRS)
    found.finish(office.entry)
    files = {one.name: office.entry.attachment(one.name) for one in office.entry.attachments(photo)}
    assert sorted(files.values()) == ["%PDF-1.4 vườn".encode(), "%PDF-1.4 ở đó".encode()]
    assert {one.text for one in notes.of(office.entry.submission)} == {"Theo biên bản", "Hỏi thôn"}
    assert line.ours != line.theirs
    office.entry.undo()
    assert "%PDF-1.4 ở đây".encode() in [
        office.entry.attachment(one.name) for one in office.entry.attachments(photo)
    ]


def test_reasons_for_warnings_go_along_and_come_back(office):
    there, entry, part = office.hand("BM02")
    with there:
        for text in ("121", "4"):
            entry.put_text(C03, text)
        entry.put_text(Address("BM02", ("2018",), "c09"), "7")
        warning = next(one for one in entry.findings() if one.severity == "warning")
        entry.explain(warning, "Tách hộ")
        path = office.back(there, part)
    office.merged(path)
    assert any(one.explained == "Tách hộ" for one in office.entry.findings())


def test_personal_data_travel_with_a_code_only(office):
    assert needs_code(office.desk, Scope(("BM17",)))
    typed(office.entry, "BM17", NAME, "A Lâm")
    for code, problem in (("", "PART_CODE_MUST"), ("1234", "PART_CODE_SHORT")):
        with pytest.raises(Problem, match=problem):
            give(office.desk, Scope(("BM17",)), person="Y Blin", folder=office.folder, code=code)
    given = give(office.desk, Scope(("BM17",)), person="Y Blin", folder=office.folder, code=CODE)
    assert "A Lâm".encode() not in given.path.read_bytes()
    for code, problem in (("", "PART_CODE_NEEDED"), ("0000-0000-0000", "PART_CODE")):
        with pytest.raises(Problem, match=problem):
            start_from_part(
                office.folder / "pc", given.path, code=code, shelf=shelf(), clock=office.desk.clock
            )
    assert not (office.folder / "pc").exists()
    with start_from_part(
        office.folder / "pc", given.path, code="482173905516", shelf=shelf(), clock=office.desk.clock
    ) as there:
        entry = Entry(there)
        entry.put_text(Address("BM17", ("1",), NAME), "A Lâm Sơn")
        path = office.back(there, given.part.id)
    office.merged(path)  # the office knows the code
    assert office.entry.view(Address("BM17", ("1",), NAME)).value == "A Lâm Sơn"
    assert len(new_code()) == 14


def test_records_can_be_handed_over_by_the_value_of_a_column(office):
    for place, name in (("Thôn 1", "Vườn sâm"), ("Thôn 2", "Nuôi dê"), ("Thôn 1", "Cà phê")):
        key = typed(office.entry, "BM16", "c01", name)
        office.entry.put_text(Address("BM16", key, "c03"), place)
    assert values_to_give(office.desk, "BM16", "c03") == (("Thôn 1", "Thôn 1", 2), ("Thôn 2", "Thôn 2", 1))
    scope = Scope(("BM16",), "c03", ("Thôn 2",))
    with pytest.raises(Problem, match="PART_EMPTY"):
        give(office.desk, Scope(("BM16",), "c03", ("Thôn 9",)), person="Y", folder=office.folder)
    given = give(office.desk, scope, person="Y Blin", folder=office.folder)
    with start_from_part(office.folder / "pc", given.path, shelf=shelf(), clock=office.desk.clock) as there:
        entry = Entry(there)
        assert entry.rows("BM16") == (("2",),)
        entry.put_text(Address("BM16", ("2",), "c01"), "Nuôi dê sinh sản")
        typed(entry, "BM16", "c01", "Nuôi ong")
        path = office.back(there, given.part.id)
    office.merged(path)
    names = [office.entry.view(Address("BM16", key, "c01")).value for key in office.entry.rows("BM16")]
    assert names == ["Vườn sâm", "Nuôi dê sinh sản", "Cà phê", "Nuôi ong"]


def test_villages_of_the_household_register_are_handed_over(office):
    book = open_book(office.desk, 2018, "poor")
    households = Entry(book)
    for village, name in (("Thôn 1", "A Lâm"), ("Thôn 2", "Y Blin"), ("Thôn 2", "A Chương")):
        key = typed(households, "BM19", "c07", village)
        households.put_text(Address("BM19", key, "c02"), name)
    assert needs_code(book, Scope(("BM19",)))
    scope = Scope(("BM19",), "c07", ("Thôn 2",))
    given = give(book, scope, person="Y Mai", folder=office.folder, code=CODE)
    home = office.folder / "pc"
    there = start_from_part(home, given.path, code=CODE, shelf=shelf(), clock=office.desk.clock)
    with there:
        report, theirs = Entry(there), open_book(there, 2018)
        assert registers.book(there, 2018).covers == "poor"
        assert report.view(C01).readonly
        entry = Entry(theirs)
        assert entry.rows("BM19") == (("2",), ("3",))
        entry.put_text(Address("BM19", ("3",), "c02"), "A Chương Sơn")
        new = typed(entry, "BM19", "c07", "Thôn 2")
        entry.add_record("BM19.c20", new)
        typed(households, "BM19", "c07", "Thôn 1")
        path = give_back(theirs, given.part.id, office.folder)
        one = give(book, Scope(("BM19",), "c07", ("Thôn 1",)), person="Y", folder=office.folder, code=CODE)
        found = look(there, one.path, CODE)
        assert not found.conflicts
        found.finish(Entry(found.desk))
        assert len(Entry(theirs).rows("BM19")) == 5
    found = look(office.desk, path)  # whoever looks from the report is led to the register
    assert (found.desk.instance, found.conflicts) == ("2018", ())
    households.reload()
    found.finish(households)
    names = [households.view(Address("BM19", key, "c02")).value for key in households.rows("BM19")]
    assert names == ["A Lâm", "Y Blin", "A Chương Sơn", None, None]
    assert households.rows("BM19.c20") == (("5", "1"),)


def test_a_part_called_back_is_no_longer_out_and_still_merges(office):
    there, entry, part = office.hand("BM02")
    call_back(office.desk, part)
    assert parts_out(office.desk) == ()
    assert [one.state for one in parts_out(office.desk, every=True)] == [PartState.CALLED_BACK]
    with there:
        entry.put_text(C03, "121")
        office.merged(office.back(there, part))
    assert office.entry.view(C03).value == 121


def test_a_part_handed_over_anew_takes_the_place_of_the_one_before(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "121")
        given = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
        with pytest.raises(Problem, match="PART_UNRETURNED"):
            look(there, given.path)
        office.merged(office.back(there, part))
        office.entry.put_text(C01, "510")
        given = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
        found = look(there, given.path)
        assert not found.conflicts
        found.finish(entry)
        assert (entry.view(C01).value, entry.view(C03).value) == (510, 121)
        assert [one.id for one in works(there)] == [given.part.id]
        with pytest.raises(Problem, match="PART_HERE"):
            look(there, given.path)


def test_a_second_pc_with_answers_of_its_own_is_asked(office, tmp_path):
    given = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
    with Place(tmp_path / "other").office(NGOC_LAY) as there:
        entry = Entry(there)
        entry.put_text(C03, "999")
        entry.put_text(Address("BM02", ("2017",), "c01"), "480")
        found = look(there, given.path)
        (one,) = found.conflicts
        assert (one.ours.value(C03), one.theirs.value(C03)) == (999, 120)
        found.decide(0, Side.OURS)
        found.finish(entry)
        assert entry.view(C03).value == 999
        assert entry.view(C01).value == 500
        path = office.back(there, given.part.id)
    office.merged(path)
    assert office.entry.view(C03).value == 999
    assert office.entry.view(Address("BM02", ("2017",), "c01")).value == 480


def test_what_changed_after_the_look_is_looked_at_again(office):
    there, entry, part = office.hand("BM02")
    with there:
        entry.put_text(C03, "121")
        path = office.back(there, part)
    found = look(office.desk, path)
    office.entry.put_text(C01, "501")
    with pytest.raises(Problem, match="PART_LOOK_AGAIN"):
        found.finish(office.entry)


def test_parts_of_others_and_to_the_wrong_pc_are_refused(office, tmp_path):
    there, _, part = office.hand("BM02")
    given = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
    with there, Place(tmp_path).office(TE_XANG) as other:
        path = office.back(there, part)
        for desk, file, problem in (
            (other, given.path, "PART_OTHER_UNIT"),
            (other, path, "PART_OTHER_UNIT"),
            (office.desk, given.path, "PART_OWN"),
            (there, path, "PART_NOT_OURS"),
            (office.desk, office.folder / "không có", "FILE_MISSING"),
        ):
            with pytest.raises(Problem, match=problem):
                look(desk, file)
        with pytest.raises(Problem, match="PART_IS_BACK"):
            start_from_part(tmp_path / "neu", path, shelf=shelf(), clock=office.desk.clock)
        with pytest.raises(Problem, match="PART_WORK_HERE"):
            give(there, Scope(("BM02",)), person="Ai đó", folder=office.folder)
        with pytest.raises(Problem, match="PART_NOT_HERE"):
            give_back(there, "không có", office.folder)


def test_a_part_with_answers_no_form_can_hold_changes_nothing(office):
    there, _, part = office.hand("BM02", "BM16")
    with there:
        path = office.back(there, part)
    odd, before = path.with_name("odd"), office.desk.own_document()
    for table, key, row in (
        ("BM02", ("2018",), {"c01": "chữ"}),
        ("BM02", ("1900",), {"c01": 1}),
        ("BM16", ("x",), {"c01": "a"}),
        ("NONE", (), {"c01": 1}),
        ("BM02", ("2018",), {"zz": 1}),
    ):
        head = read_head(path.read_bytes())
        odd.write_bytes(write_part(Part(head, Document({table: {key: row}}))))
        with pytest.raises(Problem, match="PART_FORMAT"):
            look(office.desk, odd)
    assert office.desk.own_document() == before


def test_a_part_holds_the_reports_own_answers_and_no_number_of_a_package(office):
    later(office.desk)
    given = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
    part = read_part(given.path.read_bytes())
    assert part.answers.tables == {"BM02": {("2018",): {"c01": 500, "c03": 120}}}
    assert given.path.name == "23404_BM02_Y-Blin.phieuxa-phan"
    again = give(office.desk, Scope(("BM02",)), person="Y Blin", folder=office.folder)
    assert again.path.name == "23404_BM02_Y-Blin-2.phieuxa-phan"


def test_the_office_is_told_what_is_still_out_and_the_colleague_cannot_send(office):
    there, _, _ = office.hand("BM16", "BM17", code=CODE)
    (told,) = review(office.desk).parts_out
    assert "BM-16, BM-17" in sentence(told, "vi")
    assert "Y Blin" in sentence(told, "vi")
    with there:
        assert review(there).blockers[0].code == "PART_WORK_HERE"
