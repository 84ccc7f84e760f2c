"""Forms on paper: filled with the code of their figures, blank in the order in which they are typed."""

import re

import pytest

from forms.answers import Address
from forms.pack import Kind
from forms.problems import Problem
from office.adding_up import tables
from office.entry import Entry
from office.masking import is_masked
from office.paper_forms import blank, filled, filled_forms, forms_on_paper, register, register_blank, totals
from office.presenting import present
from office.registers import POOR, open_book
from office.sending import review
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("papers")).filled(TE_XANG) as desk:
        yield desk


@pytest.fixture(scope="module")
def forms(desk):
    """Every form as it is filled."""
    return filled_forms(desk)


def texts(sheets):
    return [cell.written.text for one in sheets for cell in one.cells.values() if cell.written.text]


def codes(sheets):
    return {one.page.footer[2] for one in sheets}


def test_every_form_is_there_filled_with_number_version_unit_and_figures_code(desk, forms):
    code = review(desk).figures_code
    assert [form for form, _ in forms] == [*forms_on_paper(desk)]
    for form, sheets in forms:
        assert codes(sheets) == {f"Mã số liệu {code}"}
        for one in sheets:
            left, centre, _ = one.page.footer
            assert f"{form.number} ({form.version})" in left
            assert desk.unit.name in left
            assert centre == "Trang &P/&N"
        assert any(form.number in text for text in texts(sheets))


def test_a_paper_of_figures_that_may_still_change_says_so_and_one_before_the_signer_does_not(tmp_path):
    with Place(tmp_path).filled(TE_XANG) as desk:
        assert all(one.page.footer[0].startswith("Bản in thử") for one in filled(desk, ("BM01",)))
        paper = present(desk)
        (sheet,) = filled(desk, ("BM01",))
        assert not sheet.page.footer[0].startswith("Bản in thử")
        assert sheet.page.footer[2].endswith(paper.figures_code)


def test_a_form_is_printed_before_the_cover_is_whole(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        assert texts(filled(desk, ("BM01",)))


def typed_fields(form):
    return [
        field.id
        for table in form.tables
        if table.role != "explanations"
        for field in table.fields
        if field.kind is not Kind.KEY and not field.hidden and field.calculate is None
    ]


def test_a_blank_form_has_every_cell_in_the_order_of_typing_and_nothing_in_it(desk, forms):
    answers = {text for _, sheets in forms for text in texts(sheets)}
    entry = Entry(desk)
    name = entry.shown(Address("BM00", (), "c12"))
    assert name in answers
    for form in forms_on_paper(desk):
        sheets = blank(desk, (form.id,))
        words = "\n".join(
            sheet.cells[place].written.text or "" for sheet in sheets for place in sorted(sheet.cells)
        )
        for table in form.tables:
            if table.role == "explanations":
                continue
            own = [f.id for f in table.fields if f.id in typed_fields(form)]
            assert set(own) <= set(re.findall(r"\(([a-z]+\d+\w*)\)", words)), table.id
        numbers = [cell for one in sheets for cell in one.cells.values() if cell.written.is_number]
        assert not numbers, form.id
        assert name not in words
        assert codes(sheets) == {"Biểu trống"}


def test_the_cells_of_a_blank_grid_stand_as_they_are_typed(desk):
    form = next(form for form in forms_on_paper(desk) if form.id == "BM02")
    (sheet,) = blank(desk, ("BM02",))
    seen = re.findall(r"^\((\w+)\)", "\n".join(texts([sheet])), re.MULTILINE)
    assert seen == [f.id for f in form.tables[0].fields if f.kind is not Kind.KEY and not f.hidden]


def test_a_blank_list_has_empty_lines_and_says_what_may_be_chosen(desk):
    works = blank(desk, ("BM10",))
    assert any("Không có" not in text and "; " in text and "(c" in text for text in texts(works))
    rows = {place[0] for one in works for place, cell in one.cells.items() if cell.style.startswith("number")}
    assert len(rows) >= 18
    sheet = blank(desk, ("BM16",))
    assert any(text.count("□") > 2 for text in texts(sheet))


def test_each_part_of_a_wide_list_names_its_rows(desk):
    (sheet,) = filled(desk, ("BM10",))
    parts = [text for text in texts([sheet]) if "(phần " in text]
    names = [view for key in desk.own_document().tables["BM10"].values() if (view := key.get("c02"))]
    assert len(parts) > 1
    assert names
    for name in names:
        assert texts([sheet]).count(name) >= len(parts), name


def test_a_paper_that_is_not_filled_here_is_refused(desk):
    with pytest.raises(Problem, match="PAPER_NONE"):
        filled(desk, ("BM99",))


def test_the_household_book_is_printed_without_identity_numbers(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        entry = Entry(open_book(desk, 2018, POOR))
        field = next(f for table in entry.desk.pack.forms[0].tables for f in table.fields if is_masked(f))
        table = entry.desk.pack.forms[0].tables[0].id
        for head in ("A Thử", "Y Thử"):
            key, _ = entry.add_record(table)
            entry.put_text(Address(table, key, "c02"), head)
            if any(f.id == field.id for f in entry.table(table).fields):
                entry.put_text(Address(table, key, field.id), "062098000123")
        sheets = register(desk, 2018)
        words = texts(sheets)
        assert {"A Thử", "Y Thử"} <= set(words)
        assert "••••••0123" in words
        assert not any("062098" in text for text in words)
        assert codes(register_blank(desk, 2018)) == {"Biểu trống"}
        with pytest.raises(Problem, match="REGISTER_NONE"):
            register(desk, 2016)


def test_the_district_prints_its_consolidated_tables_in_parts_that_can_be_read(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as desk:
        assert forms_on_paper(desk)
        parts = totals(desk, "TH-02")
        assert len(parts) > 1
        for number, one in enumerate(parts, start=1):
            assert sum(one.widths) <= 185
            assert (one.cells[1, 1].written.text or "").endswith(f"(phần {number}/{len(parts)})")
            assert any("Xã Tê Xăng" in text for text in texts([one]))
            assert one.page.footer[1] == "Trang &P/&N"
        figures = sum(len(one.widths) - 3 for one in parts)
        (whole,) = (table for table in tables(desk) if table.id == "TH-02")
        assert figures == len(whole.columns)
        assert len(totals(desk, "TH-03")) == 1


def test_an_office_above_prints_its_own_forms_with_the_code_of_what_it_would_send(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as desk:
        sheets = filled(desk)
        assert sheets
        assert all(one.page.footer[2].startswith("Mã số liệu ") for one in sheets)
