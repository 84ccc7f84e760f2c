"""Presenting for signing on paper: nothing changes under a printed copy, and what became of it is known."""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from forms.answers import Address, State
from forms.part_scope import Scope
from forms.problems import Problem
from forms.report import SendReason
from office import importing
from office import parts_merging as merging
from office.entry import Entry
from office.open_errors import Excuse, Knowing, spot
from office.paper_code import compare, compared
from office.parts import give
from office.presenting import (
    drop_scan,
    keep_scan,
    note_paper,
    papers,
    present,
    presented,
    sheets,
    withdraw,
)
from office.receiving import receive
from office.sending import review
from tests.offices import NGOC_LAY, TU_MO_RONG, later, opened, recognise_sender, send_to
from tests.pictures import JPEG

FIGURE = Address("BM02", ("2018",), "c20")
NUMBER, DAY = Address("BM00", (), "c17"), Address("BM00", (), "c18")
TELEPHONE = Address("BM00", (), "c14")
PHOTOS = Address("BM20", (), "c08")


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


def test_presenting_freezes_under_the_code_of_the_review(commune):
    code = review(commune).figures_code
    shown = present(commune)
    assert (shown.figures_code, shown.by, shown.since) == (code, commune.person.name, commune.clock.now())
    assert (shown.number, shown.day, shown.scan) == ("", None, "")
    assert presented(commune) == shown


def test_presenting_what_lies_before_the_signer_already_changes_nothing(commune):
    first = present(commune)
    later(commune, hours=24 * 40)
    assert present(commune) == first
    assert review(commune).figures_code == first.figures_code


def test_what_stops_an_ordinary_send_stops_presenting(commune):
    Entry(commune).put_text(Address("BM02", ("2018",), "c16"), "1")
    with pytest.raises(Problem, match="OPEN_ERRORS"):
        present(commune)
    assert presented(commune) is None


def test_every_way_of_changing_answers_is_refused_with_one_code(commune, tmp_path):
    entry = Entry(commune)
    entry.put_text(TELEPHONE, "0905 000 111")
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(JPEG)
    entry.attach(PHOTOS, photo, "Vườn")
    name = entry.attached(PHOTOS)[-1]
    entry.undo()
    entry.redo()
    present(commune)
    before = commune.own_document()
    entry.reload()
    ways: dict[str, Callable[[], object]] = {
        "typed": lambda: entry.put_text(FIGURE, "3.000"),
        "pasted": lambda: entry.put_block([(FIGURE, "3.000")], "pasted"),
        "filled": lambda: entry.put([(FIGURE, 3000, None)], "filled"),
        "state": lambda: entry.set_state(FIGURE, State.UNKNOWN),
        "undone": entry.undo,
        "row added": lambda: entry.add_record("BM10"),
        "rows added": lambda: entry.add_filled("BM10", [((), ())], (), "imported"),
        "row removed": lambda: entry.remove_record("BM10", ("1",)),
        "photo": lambda: entry.attach(PHOTOS, photo, ""),
        "photo taken out": lambda: entry.detach(PHOTOS, name),
        "caption": lambda: entry.recaption(PHOTOS, name, "Khác"),
        "straight into the file": lambda: commune.answers.remove_row(
            entry.submission, "BM10", ("1",), who="ai đó", when=commune.clock.now()
        ),
    }
    for way, act in ways.items():
        with pytest.raises(Problem, match="PRESENTED") as refused:
            act()
        assert refused.value.details["figures_code"], way
    assert commune.own_document() == before
    assert entry.captions(PHOTOS)[-1] == (name, "Vườn")


def test_what_comes_in_from_elsewhere_is_refused_before_anybody_works_on_it(commune, place, tmp_path):
    part = give(commune, Scope(("BM02",)), person="Y Lan", folder=place.stick())
    present(commune)
    with pytest.raises(Problem, match="PRESENTED"):
        merging.look(commune, part.path)
    rows = tmp_path / "ds.csv"
    rows.write_text("Họ tên,Tuổi\nA Thử,20\n", "utf-8")
    with pytest.raises(Problem, match="PRESENTED"):
        importing.look(commune, rows)


def test_an_entry_opened_before_is_stopped_by_the_data_file(commune):
    entry = Entry(commune)
    present(commune)
    with pytest.raises(Problem, match="PRESENTED"):
        entry.put_text(FIGURE, "3.000")
    assert entry.view(FIGURE).value == commune.own_document().value(FIGURE)


def test_cells_are_shown_locked_but_the_papers_number_and_date(commune):
    present(commune)
    entry = Entry(commune)
    assert entry.view(FIGURE).readonly
    assert not entry.view(NUMBER).readonly
    assert not entry.view(DAY).readonly


def test_number_date_and_scan_come_after_printing_and_keep_the_code(commune, tmp_path):
    code = present(commune).figures_code
    entry = Entry(commune)
    entry.put_text(NUMBER, "05/BC-UBND")
    entry.put_text(DAY, "20/09/2018")
    scan = tmp_path / "Bản ký.jpg"
    scan.write_bytes(JPEG)
    shown = keep_scan(commune, scan)
    assert (shown.number, shown.day) == ("05/BC-UBND", date(2018, 9, 20))
    assert shown.scan == f"ban-dong-dau_{code}.jpg"
    assert review(commune).figures_code == code
    assert drop_scan(commune).scan == ""


def test_withdrawing_wants_a_reason_and_calls_the_copy_void(commune):
    code = present(commune).figures_code
    Entry(commune).put_text(NUMBER, "05/BC-UBND")
    for nothing in ("", "   "):
        with pytest.raises(Problem, match="WITHDRAW_WHY"):
            withdraw(commune, nothing)
    later(commune)
    void = withdraw(commune, "Sai số hộ cận nghèo")
    assert (void.figures_code, void.void, void.why) == (code, True, "Sai số hộ cận nghèo")
    assert (void.number, void.ended_by) == ("05/BC-UBND", commune.person.name)
    assert presented(commune) is None
    assert papers(commune) == (void,)
    entry = Entry(commune)
    assert entry.view(NUMBER).value is None
    entry.put_text(FIGURE, "2.000")


def test_withdrawing_brings_back_the_number_that_stood_there_before(commune):
    Entry(commune).put_text(NUMBER, "05/BC-UBND")
    present(commune)
    Entry(commune).put_text(NUMBER, "06/BC-UBND")
    withdraw(commune, "Nhầm số")
    assert Entry(commune).view(NUMBER).value == "05/BC-UBND"


def test_withdrawing_what_is_not_presented_is_said(commune):
    with pytest.raises(Problem, match="NOT_PRESENTED"):
        withdraw(commune, "Thử")
    with pytest.raises(Problem, match="NOT_PRESENTED"):
        drop_scan(commune)


def test_a_presented_report_is_sent_with_number_date_and_scan_and_may_then_be_changed(
    commune, place, tmp_path
):
    code = present(commune).figures_code
    entry = Entry(commune)
    entry.put_text(NUMBER, "05/BC-UBND")
    entry.put_text(DAY, "20/09/2018")
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(JPEG)
    keep_scan(commune, scan)
    made = send_to(commune, place.stick())
    report = opened(made.path)
    assert (report.header.report_number, report.header.date_signed) == ("05/BC-UBND", date(2018, 9, 20))
    assert report.figures_code() == code
    assert report.stamped_scan is not None
    assert report.stamped_scan.sha256 == hashlib.sha256(JPEG).hexdigest()
    assert made.companion is not None
    with zipfile.ZipFile(made.companion) as beside:
        assert beside.read(report.stamped_scan.name) == JPEG
    assert presented(commune) is None
    (paper,) = papers(commune)
    assert (paper.void, paper.number, paper.day) == (False, "05/BC-UBND", date(2018, 9, 20))
    Entry(commune).put_text(TELEPHONE, "0905 000 111")


def test_the_next_paper_does_not_bear_the_number_of_the_one_that_was_sent(commune, place):
    present(commune)
    Entry(commune).put_text(NUMBER, "05/BC-UBND")
    send_to(commune, place.stick())
    later(commune)
    assert present(commune).number == ""


def test_what_the_approver_said_of_open_errors_is_the_papers(commune, place):
    Entry(commune).put_text(Address("BM02", ("2018",), "c16"), "1")
    knowing = knowing_of(commune)
    shown = present(commune, knowing)
    code = shown.figures_code
    assert shown.knowing == knowing
    made = send_to(commune, place.stick())
    report = opened(made.path)
    assert report.provisional
    assert report.figures_code() == code


def test_figures_that_moved_under_the_paper_are_not_sent_with_it(commune, place):
    present(commune)
    commune.database.conn.execute("UPDATE presenting SET code = 'AAAA-AAAA'")
    with pytest.raises(Problem, match="PRESENTED_DIFFERS"):
        send_to(commune, place.stick())


def test_the_paper_carries_the_code_on_each_sheet_and_nothing_only_programs_read(commune):
    code = present(commune).figures_code
    printed = sheets(commune)
    assert printed[0].name == "Bìa"
    assert all(sheet.page.footer[2] == f"Mã số liệu {code}" for sheet in printed)
    said = [cell.written.text or "" for sheet in printed for cell in sheet.cells.values()]
    assert not {cell.style for sheet in printed for cell in sheet.cells.values()} & {"code", "code_head"}
    assert code in said
    assert not any("SHA-256" in text for text in said)
    assert "Mã gói" not in said


def test_a_paper_is_printed_of_what_is_presented_alone(commune):
    with pytest.raises(Problem, match="NOT_PRESENTED"):
        sheets(commune)


def knowing_of(desk):
    errors = dict.fromkeys(spot(one) for one in review(desk).errors_found)
    return Knowing(tuple(Excuse(*one, SendReason.CHECKING) for one in errors))


def test_number_and_date_are_entered_as_people_type_them_and_tried_by_the_checks(commune):
    present(commune)
    shown, found = note_paper(commune, "05/BC-UBND", "20/9/2018")
    assert (shown.number, shown.day, found) == ("05/BC-UBND", date(2018, 9, 20), ())
    _, found = note_paper(commune, "số năm", "20/9/2018")
    assert {one.place for one in found} == {NUMBER}
    with pytest.raises(Problem):
        note_paper(commune, "05/BC-UBND", "hôm nay")
    shown, _ = note_paper(commune, "", "")
    assert (shown.number, shown.day) == ("", None)


def test_the_district_compares_one_block_of_the_paper_with_the_package(commune, place):
    code = present(commune).figures_code
    made = send_to(commune, place.stick())
    first, last = code.split("-")
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, made.path, NGOC_LAY)
        receive(district, [made.path])
        assert compared(district, made.digest) == ()
        for typed in (first, last, code, last.lower(), f" {first[:2]} {first[2:]} "):
            assert compare(district, made.digest, typed).matches, typed
        other = last.translate(str.maketrans("ABCDEFGHKLMNPRTUVXY2346789", "BCDEFGHKLMNPRTUVXY2346789A"))
        assert not compare(district, made.digest, other).matches
        for odd in ("", "ABC", "ABCDE", "O0I1", code + first):
            with pytest.raises(Problem, match="PAPER_BLOCK"):
                compare(district, made.digest, odd)
        kept = compared(district, made.digest)
        assert kept is not None
        assert [one.matches for one in kept] == [False, True, True, True, True, True]
        assert kept[0].who == district.person.name
        assert compared(district, "0" * 64) is None
