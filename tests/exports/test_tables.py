"""Tables with subtotals in the package: written again and compared like every other, and easy to read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.layout import as_written
from exports.layout_tidy import tidy
from exports.opc import read_zip
from exports.read_workbook import read_workbook
from exports.styles import STYLES, TABLE_STYLES
from exports.write_workbook import write_workbook
from exports.write_workbook_book import looks_of
from forms.answers import Address, Document, State
from forms.engine import FormSet
from forms.engine_work import Entry
from forms.pack import Kind
from forms.problems import Problem
from forms.report import PackageKind, Report
from tests.exports.small_pack import header
from tests.packs import tables

UNIT = "23404"
MILLION = 1_000_000


@pytest.fixture(scope="module")
def form_set():
    return FormSet(tables.funding())


@pytest.fixture(scope="module")
def unit(form_set):
    return form_set.pack.units_by_code[UNIT]


def head(pack, kind=PackageKind.REPORT, unit=UNIT):
    of_pack = {"pack": pack.id, "pack_version": pack.version, "pack_hash": pack.hash}
    return replace(header(kind), unit=unit, **of_pack)


def parts(report, pack):
    written = read_zip(write_workbook(report, pack))
    return {name: content for name, content in written.items() if not name.startswith("docProps/")}


def made(form_set, unit, entries):
    """A report of a commune that typed these answers."""
    forms = form_set.open(unit, Document(), date(2018, 9, 20))
    forms.put_many(entries)
    return tidy(Report(head(form_set.pack), forms.values(), forms.states()), form_set.pack)


@pytest.fixture(scope="module")
def report(form_set, unit):
    typed = {"DA1.1": 5, "DA1.3a": 7, "DA1.3b": 11, "DA2.1": 13, "DA3": 17}
    entries: list[Entry] = [
        (Address("BM09", (row,), "k02"), value * MILLION, None) for row, value in typed.items()
    ]
    entries += [(Address("BM08", ("MT01",), "c03"), Decimal("10.5"), None)]
    entries += [(Address("tong_hop", (f"G1.{n}",), "nam_nay"), Decimal(n), None) for n in (1, 2, 3)]
    return made(form_set, unit, entries)


def sheet(report, pack, name):
    return next(one for one in as_written(report, pack)[1] if one.name == name)


def row_of(page, code):
    return next(
        row for (row, column), cell in page.cells.items() if column == 1 and cell.written.text == code
    )


def column_of(page, code):
    return next(
        column
        for (_, column), cell in page.cells.items()
        if cell.style == "code_head" and cell.written.text == code
    )


def test_a_subtotal_stands_in_its_column_in_bold(report, form_set):
    page = sheet(report, form_set.pack, "BM-09")
    cell = page.cells[row_of(page, "DA1"), column_of(page, "k02")]
    assert (cell.written.text, cell.style) == (str(23 * MILLION), "total0")
    assert not any(one.written.text == "k02_ht" for one in page.cells.values())
    label = page.cells[row_of(page, "DA1.3a"), 3]
    assert (label.written.text, label.style) == (
        "\N{EM SPACE}" * 3 + "a) Phát triển sản xuất, đa dạng hóa sinh kế",
        "label",
    )
    assert page.cells[row_of(page, "DA1"), 3].style == "label_bold"


def test_a_cell_that_is_never_asked_is_hatched(report, form_set):
    page = sheet(report, form_set.pack, "BM-09")
    assert page.cells[row_of(page, "DA1.1"), column_of(page, "k07")].style == "blocked"
    assert page.cells[row_of(page, "DA1.1"), column_of(page, "k06")].style != "blocked"


def test_headings_stand_above_headings_and_none_is_blank(report, form_set):
    page = sheet(report, form_set.pack, "BM-09")
    top = row_of(page, "BM09") + 1
    texts = [
        cell.written.text for (row, _), cell in sorted(page.cells.items()) if row == top and cell.written.text
    ]
    assert texts == ["Nội dung", "Kế hoạch vốn"]
    merged = {(merge.top, merge.bottom) for merge in page.merges if merge.left == merge.right == 3}
    assert (top, top + 2) in merged


def test_rows_name_their_units(report, form_set):
    page = sheet(report, form_set.pack, "BM-08")
    assert page.cells[row_of(page, "MT21"), 4].written.text == "km"
    assert page.cells[row_of(page, "MT00"), 4].written.text is None


def test_a_line_of_totals_adds_the_rows_once_and_is_no_data(report, form_set):
    page = sheet(report, form_set.pack, "TH")
    place = next(place for place, cell in page.cells.items() if cell.written.text == "Cộng")
    total = page.cells[place[0], column_of(page, "nam_nay")]
    assert (total.written.text, total.style) == ("6", "total0")
    assert page.cells[place[0], 1].written.text is None


def test_a_package_with_tables_reads_back_exactly(report, form_set):
    assert read_workbook(parts(report, form_set.pack), form_set.pack) == report
    assert report.tables["BM09"]["DA1",]["k02_ht"] == 23 * MILLION
    assert "k02_ht" not in report.tables["BM09"]["DA1.1",]


def test_only_packages_with_such_tables_carry_their_looks(report, form_set):
    sheets = as_written(report, form_set.pack)[1]
    assert looks_of(sheets) == (*STYLES, *TABLE_STYLES)
    cover = [one for one in sheets if one.name in {"Bìa", "BM-18"}]
    assert looks_of(cover) == STYLES


@pytest.mark.parametrize(
    "code,column,old,new",
    [("DA1", "k02", 23, 24), ("Cộng", "nam_nay", 6, 7)],
    ids=["a subtotal", "the line of totals"],
)
def test_a_figure_changed_by_hand_is_refused(report, form_set, code, column, old, new):
    name = "BM-09" if code == "DA1" else "TH"
    page = sheet(report, form_set.pack, name)
    row = (
        row_of(page, code)
        if code == "DA1"
        else next(r for (r, _), c in page.cells.items() if c.written.text == code)
    )
    letter = chr(ord("A") + column_of(page, column) - 1)
    changed = parts(report, form_set.pack)
    names = [one.name for one in as_written(report, form_set.pack)[1]]
    file = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
    text = changed[file].decode()
    at = text.index(f'r="{letter}{row}"')
    scale = MILLION if code == "DA1" else 1
    assert f"<v>{old * scale}</v>" in text[at : at + 120]
    changed[file] = (
        text[:at] + text[at:].replace(f"<v>{old * scale}</v>", f"<v>{new * scale}</v>", 1)
    ).encode()
    with pytest.raises(Problem) as refused:
        read_workbook(changed, form_set.pack)
    assert refused.value.code in {"LAYOUT", "CONTROL_TOTAL_DIFFERS", "DIGEST_DIFFERS"}


def test_a_figure_in_a_blocked_cell_is_no_figure_of_a_package(report, form_set):
    rows = dict(report.tables["BM09"])
    rows["DA1.1",] = {**rows["DA1.1",], "k07": 5}
    with pytest.raises(ValueError, match="k07"):
        tidy(replace(report, tables={**report.tables, "BM09": rows}), form_set.pack)


def test_an_upward_package_carries_no_subtotal(report, form_set):
    pack = form_set.pack
    rows = {(UNIT, *key): values for key, values in report.tables["BM09"].items()}
    upward = tidy(Report(head(pack, PackageKind.DISTRICT, "617"), {"BM09": rows}), pack)
    assert upward.tables["BM09"][UNIT, "DA1.1"]["k02"] == 5 * MILLION
    assert not any("k02_ht" in values for values in upward.tables["BM09"].values())
    assert read_workbook(parts(upward, pack), pack) == upward


@st.composite
def entries(draw, pack):
    """Answers of all kinds to cells that are asked, as far as the pack knows."""
    found = []
    for name in ("BM08", "BM09", "tong_hop"):
        table = pack.tables_by_id[name]
        asked = [f for f in table.fields if f.calculate is None and f.kind in (Kind.INTEGER, Kind.DECIMAL)]
        cells = [(row.key, f) for row in table.rows for f in asked if f.id not in row.blocked]
        for key, field in draw(
            st.lists(st.sampled_from(cells), max_size=25, unique_by=lambda c: (c[0], c[1].id))
        ):
            value = draw(st.none() | st.integers(0, 10**12))
            state = None if value is not None else draw(st.sampled_from(State))
            found.append((Address(name, key, field.id), value, state))
    return found


@settings(max_examples=12)
@given(st.data())
def test_whatever_is_typed_reads_back(form_set, unit, data):
    report = made(form_set, unit, data.draw(entries(form_set.pack)))
    assert read_workbook(parts(report, form_set.pack), form_set.pack) == report
