"""Agencies report too: a policy bank beside the province sends its models, and is no unit of the totals."""

import shutil

import pytest

from desktop_app.demo import enter as enter_demo
from desktop_app.demo_data import DemoData
from desktop_app.paths import program_folder
from office.adding_up import totals
from office.entry import Entry
from office.filling import Tables, enter
from office.packs import build_pack
from office.receiving import receive
from office.sending import review
from tests.offices import KON_TUM, MOMENT, PACK, TU_MO_RONG, Place, opened, recognise_sender, send_to

BANK = "62A01"
_SECTIONS = {f"c0{number}": f"Ngân hàng viết mục {number}." for number in range(1, 10)}
_MODEL = {
    "c01": "Vay vốn nuôi bò", "c02": "credit", "c03": "Huyện Tu Mơ Rông", "c04": "Ngân hàng",
    "c08": "30", "c09": "25", "c10": "20", "c12": "0", "c13": "900000000", "c14": "100000000",
    "c15": "8000000", "c16": "12000000", "c17": "5", "c18": "Cho vay theo tổ. " * 20, "c19": "Bò đẻ đều.",
    "c20": "Cần thú y.", "c21": "high", "c24": "province",
    "x01": "500000000", "x02": "credit", "x03": "Huyện Tu Mơ Rông", "x04": "20", "x05": "province",
}  # fmt: skip


def filled_bank(place: Place, unit: str = BANK, pack: bytes | None = None):
    desk = place.office(unit, pack=pack)
    entry = Entry(desk)
    cover = {"c15": "Trần Giám Đốc"}
    tables: Tables = {"BM00": {(): cover}, "BM18": {(): _SECTIONS}, "BM16": {("1",): _MODEL}}
    enter(entry, tables, {}, "test")
    return desk


def test_an_agency_sends_only_the_forms_of_its_kind(place):
    with filled_bank(place) as desk:
        assert [str(problem) for problem in review(desk).blockers] == []
        report = opened(send_to(desk, place.stick()).path)
    assert set(report.tables) == {"BM16", "BM18"}


def test_the_province_takes_an_agency_in_and_counts_its_communes_as_before(place):
    with filled_bank(place) as desk:
        package = send_to(desk, place.stick()).path
    with place.office(KON_TUM) as province:
        (waiting,) = receive(province, [package])
        assert (waiting.verdict, waiting.unit) == ("waiting-signer", BANK)
        recognise_sender(province, package, BANK)
        models = totals(province, "TH-19")
        assert [row.unit for row in models.whole_rows] == [BANK]
        figures = totals(province, "TH-02")
        assert (figures.units_in, figures.units_all) == (0, 102)
        tracker = totals(province, "TH-01")
        assert [row.unit for row in tracker.whole_rows if row.cells[0].value] == [BANK]
        codes = [column.code for column in tracker.columns]
        other = next(row for row in tracker.whole_rows if row.unit == "62A02")
        told = dict(zip(codes, (cell.value for cell in other.cells), strict=True))
        assert told["owes"] == "BM-16, BM-17, BM-18 (nếu có)"  # it stands there, owes nothing, is not late
        assert (told["late"], "62A02" in tracker.missing) == (None, False)


DEPARTMENT = "617A01"


@pytest.fixture(scope="module")
def pack_with_a_department(tmp_path_factory):
    """The shipped pack with a department of one district, added as an officer would: in two files of text."""
    folder = tmp_path_factory.mktemp("pack") / PACK
    shutil.copytree(program_folder() / "packs" / PACK, folder)
    with (folder / "units.csv").open("a", encoding="utf-8") as units:
        units.write(f"{DEPARTMENT},Phòng Nông nghiệp Tu Mơ Rông,Phòng NN,district,department,Phòng,617,,,,\n")
    with (folder / "assignments.csv").open("a", encoding="utf-8") as assignments:
        assignments.writelines(
            f"{form},district,department,no\n" for form in ("BM00", "BM16", "BM17", "BM18")
        )
    return build_pack(folder, MOMENT)


def test_a_department_of_a_district_reports_through_the_district(place, pack_with_a_department):
    pack = pack_with_a_department
    with filled_bank(place, DEPARTMENT, pack) as desk:
        package = send_to(desk, place.stick()).path
    with place.office(TU_MO_RONG, pack=pack) as district:
        recognise_sender(district, package, DEPARTMENT)
        (receipt,) = receive(district, [package])
        assert (receipt.verdict, receipt.unit) == ("taken", DEPARTMENT)
        enter_demo(district, DemoData("Y Lập", "Chuyên viên", "0260", "A Duyệt", "Chủ tịch"))
        upward = send_to(district, place.stick("lên")).path
    with place.office(KON_TUM, pack=pack) as province:
        recognise_sender(province, upward, TU_MO_RONG)
        (receipt,) = receive(province, [upward])
        assert receipt.verdict == "taken", receipt
        models = totals(province, "TH-19")
        assert [row.unit for row in models.whole_rows] == [DEPARTMENT]
        assert totals(province, "TH-02").units_all == 102
