"""A figure is followed down to the cell that a commune signed, at the district and at the province."""

from decimal import Decimal
from hashlib import sha256

import pytest

from db.received import PackageStatus
from forms.problems import Problem
from forms.roll_up import TotalsRow
from office.adding_up import TRACKER, tables, totals
from office.drilling import Of, behind, lines_of, pieces, traced
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place, demo_data
from tests.passed_on import passed_on

YEAR = "2018"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with passed_on(tmp_path_factory.mktemp("drilling")) as there:
        yield there


def column_of(view, code):
    return next(number for number, column in enumerate(view.columns) if column.code == code)


def row_of(view, unit):
    return next(row for row in view.rows if row.unit == unit)


def found_behind(desk, table, unit, code):
    view = totals(desk, table, YEAR if table == "TH-02" else None)
    return pieces(desk, view, row_of(view, unit), column_of(view, code))


def test_a_districts_figure_is_one_signed_cell_of_the_commune(house):
    district, _, package = house
    (piece,) = found_behind(district, "TH-02", NGOC_LAY, "c14")
    assert (piece.unit, piece.of, piece.above) == (NGOC_LAY, Of.REPORTED, "")
    assert piece.words.startswith("BM-02 · Năm 2018")
    found = traced(district, piece)
    assert found.agrees
    assert found.trusted
    assert found.written == str(piece.value)
    assert (found.file, found.through, found.revision) == (package.name, "", 1)
    assert found.sheet.startswith("BM-02")
    assert found.signers == (demo_data()[NGOC_LAY].approver,)


def test_the_province_finds_the_communes_own_file_beside_the_districts(house):
    _, province, package = house
    (piece,) = found_behind(province, "TH-02", TU_MO_RONG, "c14")
    assert (piece.unit, piece.above) == (NGOC_LAY, "Huyện Tu Mơ Rông")
    found = traced(province, piece)
    assert found.agrees
    assert found.through == "Huyện Tu Mơ Rông"
    assert found.digest == sha256(package.read_bytes()).hexdigest()
    assert not found.trusted  # the province never talked to the commune; the district did
    assert found.signers == (demo_data()[NGOC_LAY].approver,)


def test_a_rate_leads_to_the_cells_it_is_computed_of(house):
    district, _, _ = house
    view = totals(district, "TH-04")
    row = row_of(view, NGOC_LAY)
    computed = (number for number, column in enumerate(view.columns) if column.address is None)
    rate = next(number for number in computed if row.cells[number].value is not None)
    found = pieces(district, view, row, rate)
    assert len(found) >= 2
    assert {one.unit for one in found} == {NGOC_LAY}
    assert all(traced(district, one).agrees for one in found)


def test_each_line_of_each_table_is_the_sum_of_its_pieces(house):
    district, _, _ = house
    known = behind(district)
    for table in tables(district):
        if table.kind != TRACKER and table.source:
            view = totals(district, table.id)
            for row in lines_of(view):
                check_line(district, view, row, known)


def check_line(desk, view, row: TotalsRow, known):
    for number, (column, cell) in enumerate(zip(view.columns, row.cells, strict=True)):
        if column.address is None or cell.value is None or not row.places:
            continue
        found = pieces(desk, view, row, number, known)
        assert found, (view.table, row.name, column.code)
        if column.field.rollup.name == "SUM" and isinstance(cell.value, int | Decimal):
            values = [one.value for one in found if isinstance(one.value, int | Decimal)]
            assert sum(values) == cell.value, (view.table, row.name, column.code)


def test_what_a_unit_declares_of_an_area_stands_beside_what_the_list_says(house):
    _, province, _ = house
    view = totals(province, "TH-24", "2018")
    row = next(one for one in view.rows if one.key == ("a",))
    (poor,) = pieces(province, view, row, column_of(view, "n2"))
    assert (poor.unit, poor.text) == (NGOC_LAY, "Có")
    assert poor.basis.startswith("Theo danh mục: thuộc vùng (QĐ 275/QĐ-TTg")
    (border,) = pieces(province, view, row, column_of(view, "n4"))
    assert border.basis.startswith("Theo danh mục, chưa kiểm chứng: không thuộc vùng")
    (silent,) = pieces(province, view, row, column_of(view, "n3"))  # not to be read for Tu Mơ Rông
    assert silent.basis == ""


def test_a_record_leads_to_its_own_cell(house):
    district, _, _ = house
    lists = (totals(district, table.id) for table in tables(district) if table.kind == "list")
    view = next(view for view in lists if lines_of(view))
    row = lines_of(view)[0]
    number = next(n for n, column in enumerate(view.columns) if row.cells[n].value and column.field)
    (piece,) = pieces(district, view, row, number)
    assert piece.place.key == row.key
    assert traced(district, piece).agrees


def test_a_package_that_did_not_come_along_is_asked_for(house):
    _, province, _ = house
    (piece,) = found_behind(province, "TH-02", TU_MO_RONG, "c14")
    (kept,) = province.received.packages(direction="received", status=PackageStatus.TAKEN)
    without = {**kept.detail, "files": {}}
    when = province.clock.now()
    province.received.judge(kept.id, status=kept.status, detail=without, when=when)
    with pytest.raises(Problem, match="TRACE_NOT_HERE"):
        traced(province, piece)
    province.received.judge(kept.id, status=kept.status, detail=kept.detail, when=when)
    assert traced(province, piece).agrees


def test_a_file_of_another_unit_or_another_one_than_was_passed_on_is_no_source(house, tmp_path):
    _, province, _ = house
    (piece,) = found_behind(province, "TH-02", TU_MO_RONG, "c14")
    (kept,) = province.received.packages(direction="received", status=PackageStatus.TAKEN)
    other, package = Place(tmp_path).sent(TE_XANG)
    other.close()
    strange = province.received.keep_content(package.read_bytes())
    name = next(name for name in kept.detail["files"] if f"_{NGOC_LAY}_" in name)
    when = province.clock.now()
    for changed in (
        {"files": {name: strange}, "sources": []},
        {"sources": [{**kept.detail["sources"][0], "digest": strange}]},
    ):
        province.received.judge(kept.id, status=kept.status, detail={**kept.detail, **changed}, when=when)
        with pytest.raises(Problem, match="TRACE_BROKEN"):
            traced(province, piece)
    province.received.judge(kept.id, status=kept.status, detail=kept.detail, when=when)
    assert traced(province, piece).agrees
