"""Who has sent stands on one A4, whether eleven units send or a hundred."""

from datetime import UTC, datetime

from desktop_app.paths import shipped_packs
from exports.paper_blocks import runs_of
from exports.paper_setting import set_pages
from office.paper_chairman import cautious
from office.papers import made
from office.receiving import receive
from tests.offices import NGOC_LAY, TU_MO_RONG, Place, begun, later, recognise_sender

QUANG_NGAI = "51"
ANNUAL = shipped_packs() / "vn-2026-annual-review.phieuxa-pack"


def pages(paper):
    return set_pages(paper, cautious)


def texts(paper):
    return [cell if isinstance(cell, str) else cell.text for row in paper.blocks[-1].rows for cell in row]


def test_a_district_prints_every_column_across_one_page(place):
    commune, package = place.sent(NGOC_LAY)
    commune.close()
    with place.office(TU_MO_RONG) as desk:
        recognise_sender(desk, package, NGOC_LAY)
        receive(desk, [package])
        later(desk, 24 * 30)
        paper = made(desk, "totals:TH-01").paper
        assert paper is not None
        assert len(pages(paper)) == 1
        assert pages(paper)[0].landscape
        told = texts(paper)
        assert "Xã Ngọc Lây" in told
        assert "20/09/2018" in told
        assert told.count("Chưa gửi") == 10
        assert "1/11" in " ".join(run.text for run in runs_of(paper))


def test_a_hundred_communes_stand_side_by_side_on_one_page(tmp_path):
    moment = datetime(2026, 12, 1, 2, tzinfo=UTC)
    with begun(Place(tmp_path).folder / "province", QUANG_NGAI, moment, ANNUAL.read_bytes()) as desk:
        first = desk.pack.children(QUANG_NGAI)[0].code
        paper = made(desk, "totals:TH-00").paper
        assert paper is not None
        assert len(pages(paper)) == 1
        assert not pages(paper)[0].landscape
        told = texts(paper)
        assert told.count("chưa gửi") == len(desk.pack.children(QUANG_NGAI)) == 96
        assert desk.pack.units_by_code[first].name in told
