"""Figures typed in the place of a unit: told as such, counted apart, replaced by its own package."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook

from db.packages import PackageStatus
from exports.excel_form import read_excel_form
from exports.opc import verify
from exports.paper_blocks import Grid
from exports.read_workbook import read_workbook
from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from forms.report_lists import IN_PLACE
from office import desk_log, in_place, paper_tracker
from office.acts import Act, acts
from office.adding_up import totals
from office.blocks import Gathered
from office.board import board
from office.clock import FixedClock
from office.closing import close_campaign
from office.desk import open_desk
from office.desk_log import open_log
from office.entry import Entry
from office.excel_forms import take_form, write_form
from office.handing_over import hand_over, handed_over
from office.in_place import Standing, Way
from office.in_place_told import in_place_units, scans
from office.inbox import Would, look
from office.nil import Nil
from office.open_errors import Knowing
from office.packs import Shelf
from office.papers import made
from office.receiving import receive, received
from office.redoing import redo
from office.roles import Role, give_roles
from office.sending import send
from office.taking_out import put_back, take_out
from office.upward import current_figures
from tests.few_forms import cover, few_forms, fill
from tests.office.test_preparers import only_prepares
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    demo_data,
    number,
    recognise_sender,
    send_to,
    shelf,
    unlock_of,
)

LAST = "2018"
STANDING = Standing(
    Way.PAPER, Basis(BasisKind.DOCUMENT, date(2018, 9, 19), "31/BC-UBND"), "A Thử, 0905 000 111"
)
PERSONS = Address("BM02", (LAST,), "c21")  # no other form counts these persons
SCAN = b"%PDF-1.4\n% trang \xc4\x91\xc3\xb3ng d\xe1\xba\xa5u\n%%EOF\n"


@pytest.fixture(scope="module")
def typed():
    """A district that has typed a commune's stamped paper, its scan beside it."""
    with TemporaryDirectory(prefix="phieuxa-in-place-") as folder:
        place = Place(Path(folder))
        scan = Path(folder) / "trang ký.pdf"
        scan.write_bytes(SCAN)
        with closing(place.office(TU_MO_RONG, pack=few_forms())) as desk:
            cover(desk)
            fill(in_place.begin(desk, NGOC_LAY, STANDING, scan))
            unlock_of(desk)
        yield Path(folder) / f"office-{TU_MO_RONG}"


@pytest.fixture(scope="module")
def taken(typed):
    """The same office with the package made and taken in."""
    with TemporaryDirectory(prefix="phieuxa-in-place-") as folder:
        home = Path(folder) / typed.name
        copytree(typed, home)
        with open_desk(home, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
            receipt = in_place.take(desk, NGOC_LAY, unlock_of(desk))
            assert receipt.reason == "TAKEN_IN_PLACE", receipt
        yield home


def copied(home, tmp_path):
    copytree(home, tmp_path / home.name)
    return open_desk(tmp_path / home.name, clock=FixedClock(MOMENT), shelf=shelf())


@pytest.fixture
def begun(typed, tmp_path):
    with copied(typed, tmp_path) as desk:
        yield desk


@pytest.fixture
def district(taken, tmp_path):
    with copied(taken, tmp_path) as desk:
        yield desk


def total(view, code):
    return view.total[[column.code for column in view.columns].index(code)].value


# --- typing ------------------------------------------------------------------------------------


def test_what_is_typed_in_place_is_no_answer_of_the_office_itself(begun):
    assert in_place.at(begun, NGOC_LAY).own_document().tables["BM02"]
    assert "BM02" not in begun.own_document().tables
    assert Gathered(begun).beside.own == {}
    assert current_figures(begun) == {}
    (one,) = in_place.begun(begun)
    assert (one.unit.code, one.standing, one.who) == (NGOC_LAY, STANDING, begun.person.name)
    assert one.scan.startswith(f"can-cu_{NGOC_LAY}_")


def test_the_cover_names_who_types_and_no_person_of_the_unit(begun):
    cover = in_place.begin(begun, TE_XANG, STANDING, None)
    Entry(cover)
    told = cover.own_document().tables["BM00"][()]
    assert (told["c05"], told["c12"], told["c15"]) == (TE_XANG, begun.person.name, begun.person.name)


def test_a_units_filled_excel_form_is_taken_in_its_place(begun, tmp_path):
    path = tmp_path / "biểu.xlsx"
    desk = in_place.begin(begun, TE_XANG, replace(STANDING, way=Way.EXCEL), None)
    write_form(desk, path)
    cell = read_excel_form(path.read_bytes(), path.name, desk.pack).cells["BM02"][LAST,]["c01"]
    book = load_workbook(path)
    book[cell.sheet][cell.place].value = 397
    book.save(path)
    assert take_form(desk, path).cells == 1
    assert desk.own_document().tables["BM02"] == {(LAST,): {"c01": 397}}
    with pytest.raises(Problem, match="FORM_OTHER_UNIT"):
        take_form(in_place.at(begun, NGOC_LAY), path)


@pytest.mark.parametrize(
    "unit, standing, code",
    [
        ("99999", STANDING, "IN_PLACE_UNIT"),
        (KON_TUM, STANDING, "IN_PLACE_UNIT"),
        ("23535", STANDING, "IN_PLACE_UNIT"),  # of another district
        (TE_XANG, Standing(Way.PAPER, STANDING.basis, "  "), "IN_PLACE_CALLER"),
        (TE_XANG, Standing(Way.PAPER, Basis(BasisKind.DOCUMENT, date(2018, 9, 1)), "A"), "BASIS_NUMBER"),
    ],
)
def test_what_cannot_be_typed_in_place_is_refused_by_code(begun, unit, standing, code):
    with pytest.raises(Problem, match=code):
        in_place.begin(begun, unit, standing, None)
    assert len(in_place.begun(begun)) == 1


def test_a_scan_that_nobody_could_open_is_refused(begun, tmp_path):
    odd = tmp_path / "quét.pdf"
    odd.write_bytes(b"MZ")
    with pytest.raises(Problem, match="ATTACHMENT_KIND"):
        in_place.begin(begun, TE_XANG, STANDING, odd)
    assert len(in_place.begun(begun)) == 1


def test_an_error_without_a_reason_stops_the_package(begun):
    desk = in_place.begin(begun, TE_XANG, STANDING, None)
    Entry(desk)
    seen = in_place.review(begun, TE_XANG)
    assert seen.errors
    assert seen.blockers[0].code == "OPEN_ERRORS"
    with pytest.raises(Problem, match="OPEN_ERRORS"):
        in_place.take(begun, TE_XANG, unlock_of(begun))
    assert received(begun) == ()


def test_a_unit_put_aside_keeps_what_was_typed(begun):
    in_place.give_up(begun, NGOC_LAY)
    assert in_place.begun(begun) == ()
    with pytest.raises(Problem, match="IN_PLACE_NOT_BEGUN"):
        in_place.take(begun, NGOC_LAY, unlock_of(begun))
    assert in_place.begin(begun, NGOC_LAY, STANDING, None).own_document().tables["BM02"]


# --- the package -------------------------------------------------------------------------------


def test_the_package_says_who_typed_it_on_what_and_is_signed_by_this_office(district):
    kept = district.received.latest(NGOC_LAY, district.campaign_id)
    assert (kept.package.kind, kept.package.revision, kept.package.sequence) == ("in-place", 0, 0)
    (line,) = kept.detail["lists"][IN_PLACE.id]
    assert line["caller"] == STANDING.caller
    assert "31/BC-UBND" in line["basis"]
    assert line["who"].startswith(district.person.name)
    assert kept.detail["fingerprint"] == district.known_keys()[0].fingerprint
    (act,) = acts(district, Act.IN_PLACE)
    assert (act.body["digest"], act.body["unit"]) == (kept.package.digest, NGOC_LAY)
    assert in_place.begun(district) == ()
    (scan,) = scans(district)
    assert scan[1] == SCAN


def test_who_typed_it_here_is_nobody_to_call_there(district):
    (kept,) = (one for one in received(district) if one.in_place)
    (row,) = (one for one in board(district).rows if one.unit.code == kept.unit)
    detail = district.received.packages(direction="received", digest=kept.digest)[0].detail
    assert detail["contact"][0]  # the cover names who typed it
    assert (row.contact.name, row.contact.telephone) == ("", "")


def test_it_counts_in_the_totals_and_is_told_apart(district):
    view = totals(district, "TH-02", LAST)
    assert (view.units_in, view.units_all) == (1, 2)
    assert total(view, "c18") == int(demo_data()[NGOC_LAY].tables["BM02"][LAST,]["c18"])
    assert set(in_place_units(district)) == {NGOC_LAY}
    tracker = totals(district, "TH-01")
    codes = [column.code for column in tracker.columns]
    row = next(row for row in tracker.whole_rows if row.unit == NGOC_LAY)
    told = dict(zip(codes, (str(cell.value) for cell in row.cells), strict=True))
    assert "hập thay" in told["signature"]
    assert told["signer"].startswith(district.person.name)
    assert "trong đó 1 nhập thay" in tracker.notes[0]["vi"]


def test_the_narrowest_list_of_who_has_sent_tells_it_beside_the_name(district, monkeypatch):
    monkeypatch.setattr(paper_tracker, "_WAYS", paper_tracker._WAYS[-1:])
    paper = made(district, "totals:TH-01").paper
    assert paper is not None
    grid = paper.blocks[-1]
    assert isinstance(grid, Grid)
    cells = [cell if isinstance(cell, str) else cell.text for row in grid.rows for cell in row]
    assert [cell for cell in cells if "nhập thay" in cell] == ["Xã Ngọc Lây (nhập thay)"]


def test_a_package_the_unit_signs_takes_its_place_and_nothing_can_be_typed_then(district, tmp_path):
    with closing(Place(tmp_path).office(NGOC_LAY, pack=few_forms())) as commune:
        fill(commune)
        package = send_to(commune, Place(tmp_path).stick()).path
    recognise_sender(district, package, NGOC_LAY)
    entry = Entry(in_place.begin(district, NGOC_LAY, STANDING, None))
    entry.put_text(PERSONS, "1")
    in_place.take(district, NGOC_LAY, unlock_of(district))
    with closing(look(district, [package])) as inbox:
        (line,) = inbox.lines
        assert (line.would, line.changed, line.receipt.reason) == (Would.CHANGED, 1, "LOOK_IN_PLACE_OF")
        assert [cell.old for cell in line.cells] == ["1"]
    (receipt,) = receive(district, [package])
    assert receipt.verdict == "taken", receipt
    assert in_place_units(district) == {}
    kept = district.received.packages(direction="received")
    assert [one.package.kind for one in kept if one.status is PackageStatus.TAKEN] == ["report"]
    with pytest.raises(Problem, match="IN_PLACE_SENT"):
        in_place.begin(district, NGOC_LAY, STANDING, None)


def test_it_can_be_typed_anew_and_taken_out_and_put_back(district):
    first = district.received.latest(NGOC_LAY, district.campaign_id)
    entry = Entry(in_place.begin(district, NGOC_LAY, STANDING, None))
    figure = number(entry.view(PERSONS).value) - 1
    entry.put_text(PERSONS, str(figure))
    receipt = in_place.take(district, NGOC_LAY, unlock_of(district))
    assert total(totals(district, "TH-02", LAST), "c21") == figure
    take_out(district, receipt.digest, "nhập nhầm")
    assert total(totals(district, "TH-02", LAST), "c21") == figure + 1
    assert district.received.latest(NGOC_LAY, district.campaign_id).package.digest == first.package.digest
    put_back(district, receipt.digest, "nhập đúng")
    assert total(totals(district, "TH-02", LAST), "c21") == figure


def test_one_signed_elsewhere_waits_and_counts_nowhere(district, tmp_path):
    data = district.received.data(district.received.latest(NGOC_LAY, district.campaign_id).id)
    path = tmp_path / "gói.xlsx"
    path.write_bytes(data)
    with Place(tmp_path / "other").office(TU_MO_RONG, pack=few_forms()) as other:
        (receipt,) = receive(other, [path])
        assert (receipt.verdict, receipt.reason) == ("waiting-signer", "IN_PLACE_SIGNER")
        assert current_figures(other) == {}


def test_who_only_prepares_types_in_place_and_does_not_sign_it(begun):
    only_prepares(begun, unlock_of(begun))
    with pytest.raises(Problem, match="SIGNS_PREPARER"):
        in_place.take(begun, NGOC_LAY, unlock_of(begun))
    assert current_figures(begun) == {}


def test_one_that_somebody_signed_who_only_prepares_is_refused(district):
    digest = district.received.latest(NGOC_LAY, district.campaign_id).package.digest
    take_out(district, digest, "xem lại")
    only_prepares(district, unlock_of(district))
    with pytest.raises(Problem, match="IN_PLACE_PREPARER"):
        put_back(district, digest, "vẫn dùng")
    assert current_figures(district) == {}


def test_the_province_knows_which_figures_no_unit_signed_and_has_the_scan(district, tmp_path):
    made = send_to(district, Place(tmp_path).stick())
    parts = verify(made.path.read_bytes(), now=MOMENT).parts
    assert parts is not None
    report = read_workbook(parts, district.pack)
    assert [(one.unit, one.revision) for one in report.sources] == [(NGOC_LAY, 0)]
    with Place(tmp_path / "above").office(KON_TUM, pack=few_forms()) as province:
        recognise_sender(province, made.path, TU_MO_RONG)
        (receipt,) = receive(province, [made.path])
        assert receipt.verdict == "taken", receipt
        (said,) = in_place_units(province).values()
        assert (said.unit, said.office) == (NGOC_LAY, TU_MO_RONG)
        (scan,) = scans(province)
        assert scan[1] == SCAN
        assert totals(province, "TH-02", LAST).units_in == 1
        told = totals(province, "TH-01").notes[0]["vi"]
        assert "trong đó" not in told  # the district itself signed
        assert told.endswith("; cấp dưới nữa: 1 nhập thay")


def test_who_has_sent_counts_nil_and_provisional_units_at_their_own_level(district, tmp_path):
    place = Place(tmp_path / "others")
    with place.office(TE_XANG, pack=few_forms()) as commune:
        cover(commune)
        nothing = Knowing(nil=Nil("Kỳ này không phát sinh", STANDING.basis))
        nil = send(commune, unlock=unlock_of(commune), folder=place.stick(), knowing=nothing)
    recognise_sender(district, nil.path, TE_XANG)
    assert receive(district, [nil.path])[0].verdict == "taken"
    told = totals(district, "TH-01").notes[0]
    assert told["vi"].endswith(" đơn vị đã gửi, trong đó 1 nhập thay, 1 không phát sinh")
    made = send_to(district, place.stick("up"))
    with place.office(KON_TUM, pack=few_forms()) as province:
        recognise_sender(province, made.path, TU_MO_RONG)
        assert receive(province, [made.path])[0].verdict == "taken"
        (kept,) = province.received.packages(direction="received", status=PackageStatus.TAKEN)
        unsure = {**kept.detail, "to_follow": [{"unit": TE_XANG, "form": "BM02", "promised": "2018-10-15"}]}
        province.received.judge(kept.id, status=kept.status, detail=unsure, when=MOMENT)
        told = totals(province, "TH-01").notes[0]
        assert told["vi"].endswith(" đơn vị đã gửi; cấp dưới nữa: 1 nhập thay, 1 không phát sinh, 1 tạm tính")
        assert told["en"].endswith(
            " units have sent; further below: 1 typed in their place, 1 with nothing to report, 1 provisional"
        )


def test_the_tables_made_anew_from_bytes_and_log_hold_it_too(district, tmp_path):
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "few.phieuxa-pack").write_bytes(few_forms())
    log = open_log(desk_log.write(district, unlock_of(district), tmp_path).read_bytes(), district.clock.now())
    kept = district.received.latest(NGOC_LAY, district.campaign_id)
    data = {kept.package.digest: district.received.data(kept.id)}
    with closing(redo(log, data.get, tmp_path / "new", Shelf(folder, MOMENT))) as anew:
        for table in ("TH-01", "TH-02"):
            assert totals(anew, table).total == totals(district, table).total
        assert set(in_place_units(anew)) == {NGOC_LAY}


def test_a_closed_campaign_takes_nothing_typed_in_place_either(begun):
    close_campaign(begun, "Đã tổng hợp", STANDING.basis)
    with pytest.raises(Problem, match="WAITS_CLOSED"):
        in_place.take(begun, NGOC_LAY, unlock_of(begun))
    assert received(begun) == ()
    assert [one.unit.code for one in in_place.begun(begun)] == [NGOC_LAY]


def test_who_only_enters_figures_types_nothing_in_place_and_adjusts_nothing(begun):
    other = begun.add_person("Y Nhập")
    give_roles(begun, other.id, {Role.ENTRY})
    begun.choose_person(other.id)
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        in_place.begin(begun, TE_XANG, STANDING, None)
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        in_place.take(begun, NGOC_LAY, unlock_of(begun))


def test_whoever_comes_next_is_told_for_which_unit_figures_are_being_typed(begun):
    other = begun.add_person("Y Sau")
    hand_over(begun, other.id)
    handed = handed_over(begun, Entry(begun).open)
    assert handed is not None
    assert [(one.code, one.page) for one in handed.left] == [("LEFT_IN_PLACE", "in_place")]


def test_in_two_tiers_the_province_types_for_its_communes(tmp_path):
    with Place(tmp_path).office(KON_TUM, pack=few_forms(2)) as province:
        cover(province)
        fill(in_place.begin(province, NGOC_LAY, STANDING, None))
        assert in_place.take(province, NGOC_LAY, unlock_of(province)).reason == "TAKEN_IN_PLACE"
        view = totals(province, "TH-02", LAST)
        assert (view.units_in, view.units_all, view.in_place) == (1, 3, (NGOC_LAY,))
