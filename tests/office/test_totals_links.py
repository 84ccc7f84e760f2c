"""The report of a district: its figures are tied to the consolidated tables, and a first draft tells them."""

import pytest

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.linked_figures import changed, figure, figures, keep, text_of
from office.report_draft import draft, results_section
from office.report_paper import report
from office.totals_links import find_totals, first_places, is_total, total, total_field
from tests.office.nominations import propose
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, later

RESULTS = Address("BM18", (), "c03")
POOR, RATE = Address("TH-04", (), "p18"), Address("TH-04", (), "t18")
OF_A_YEAR = Address("TH-02", ("2018",), "c14")


def poor(households: int, all_of_them: int = 1000):
    """Give the figures of a commune with so many poor households at the end of 2018."""
    return {"BM02": {("2018",): {"c14": households, "c18": all_of_them}}}


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        propose(desk, NGOC_LAY, figures=poor(300))
        propose(desk, TE_XANG, figures=poor(200))
        yield desk


@pytest.fixture
def entry(district):
    return Entry(district)


def test_a_figure_of_a_total_line_is_written_as_its_table_does(entry):
    assert (figure(entry, POOR), figure(entry, RATE)) == ("500", "25,00")
    assert figure(entry, OF_A_YEAR) == "500"
    assert total_field(entry, RATE).unit["vi"] == "%"
    assert figure(entry, Address("TH-04", (), "nothing")) == ""


def test_the_draft_begins_with_the_figures_of_the_tables_tied_to_them(entry):
    text, ties = draft(entry)
    assert text.startswith("- Hộ nghèo cuối 2018: 500 hộ.\n- Tỷ lệ hộ nghèo cuối 2018: 25,00 %.")
    assert text.endswith("- 2/11 đơn vị đã có số liệu (tạm tính).")
    assert [one.place for one in ties][:2] == [POOR, RATE]
    assert {text[one.start : one.end] for one in ties} >= {"500", "25,00"}
    assert results_section(entry) == RESULTS


def test_a_newer_package_from_below_is_told_beside_the_old_figure(district, entry):
    text, ties = draft(entry)
    entry.put_text(RESULTS, text)
    keep(entry, RESULTS, text_of(entry, RESULTS), ties)
    assert changed(entry) == ()
    later(district)
    propose(district, TE_XANG, figures=poor(150), revision=2)
    told = {(one.used, one.now) for one in changed(entry)}
    assert told == {("500", "450"), ("25,00", "22,50")}
    assert "500" in text_of(entry, RESULTS)  # never rewritten unasked
    assert [one.link.place for one in figures(entry, RESULTS) if one.changed] == [POOR, RATE]


def test_the_report_of_a_district_is_a_paper_like_the_communes(entry):
    text, ties = draft(entry)
    entry.put_text(RESULTS, text)
    keep(entry, RESULTS, text_of(entry, RESULTS), ties)
    paper = report(entry)
    tags = {run.tag for block in paper.blocks for run in getattr(block, "runs", ()) if run.tag}
    assert {"TH-04.p18", "TH-04.t18"} <= tags


def test_figures_are_found_by_their_words_without_marks(entry):
    found = [one.place for one in find_totals(entry, "ho ngheo cuoi 2018")]
    assert POOR in found
    assert find_totals(entry, "không có cột này") == ()
    assert find_totals(entry, " ") == ()


def test_a_commune_has_no_figures_of_tables(place):
    with place.office(NGOC_LAY) as desk:
        entry = Entry(desk)
        assert not is_total(entry, POOR)
        assert total(entry, POOR) is None
        assert first_places(entry) == ()
        assert find_totals(entry, "ho ngheo") == ()
        with pytest.raises(Problem):
            total_field(entry, POOR)
