"""Agencies report too: a policy bank beside the province sends its models, and is no unit of the totals."""

from office.adding_up import totals
from office.entry import Entry
from office.filling import Tables, enter
from office.receiving import receive
from office.sending import review
from tests.offices import KON_TUM, Place, opened, recognise_sender, send_to

BANK = "62A01"
_SECTIONS = {f"c0{number}": f"Ngân hàng viết mục {number}." for number in range(1, 10)}
_MODEL = {
    "c01": "Vay vốn nuôi bò", "c02": "credit", "c03": "Huyện Tu Mơ Rông", "c04": "Ngân hàng",
    "c08": "30", "c09": "25", "c10": "20", "c12": "0", "c13": "900000000", "c14": "100000000",
    "c15": "8000000", "c16": "12000000", "c17": "5", "c18": "Cho vay theo tổ. " * 20, "c19": "Bò đẻ đều.",
    "c20": "Cần thú y.", "c21": "high", "c24": "province",
}  # fmt: skip


def filled_bank(place: Place):
    desk = place.office(BANK)
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
        assert [row.unit for row in tracker.whole_rows if row.unit not in tracker.missing] == [BANK]
