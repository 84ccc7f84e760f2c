"""A warning's reason comes from a short list and is printed: a mark after the row's words, an appendix."""

import openpyxl
import pytest

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.receiving import receive
from office.sending import send_again
from tests.offices import KON_TUM, NGOC_LAY, TU_MO_RONG, Place, opened, recognise_sender, send_to

TWO = [Address("BM02", ("2018",), name) for name in ("c09", "c13")]


@pytest.fixture
def commune(place: Place):
    """A commune from which two poor households moved away and to which two came: two warnings."""
    with place.filled(NGOC_LAY) as desk:
        entry = Entry(desk)
        for cell in TWO:
            entry.put_text(cell, "2")
        yield desk


def explain(entry, cell, text="", reason=""):
    finding = next(one for one in entry.open.findings() if one.place == cell and one.severity == "warning")
    entry.explain(finding, text, reason)
    return entry.reason_of(finding)


def test_the_short_list_comes_from_the_pack(commune):
    names = [choice.name for choice in Entry(commune).warning_reasons]
    assert names == ["checked", "moved", "merged", "corrected", "other"]


def test_a_reason_alone_explains_and_another_reason_wants_words(commune):
    entry = Entry(commune)
    assert explain(entry, TWO[0], reason="moved") == "moved"
    with pytest.raises(Problem, match="NO_EXPLANATION"):
        explain(entry, TWO[1], reason="other")
    assert explain(entry, TWO[1], "Hai hộ từ xã bên.") == "other"
    with pytest.raises(Problem, match="NOT_IN_LIST"):
        explain(entry, TWO[1], "x", "because")
    assert explain(entry, TWO[1], "Có giấy.", "moved") == "moved"  # the same row, put right
    assert len(entry.rows("BM18.c10")) == 2
    assert all(one.explained for one in entry.open.findings() if one.severity == "warning")


def test_marks_follow_words_and_never_stand_in_a_figure(commune, place):
    entry = Entry(commune)
    explain(entry, TWO[0], reason="moved")
    explain(entry, TWO[1], "Hai hộ từ xã bên.", "other")
    made = send_to(commune, place.stick())
    book = openpyxl.load_workbook(made.path)
    cells = [cell for row in book["BM-02-03"].iter_rows() for cell in row if cell.value is not None]
    marked = {str(cell.value)[-1]: cell for cell in cells if str(cell.value)[-1] in "¹²"}
    assert [marked[mark].column_letter for mark in "¹²"] == ["C", "C"]
    assert "giảm khác" in str(marked["¹"].value)
    row = marked["¹"].row
    assert 2 in [cell.value for cell in book["BM-02-03"][row] if isinstance(cell.value, int)]
    lines = [
        [cell.value for cell in line if cell.value is not None]
        for line in book["Ô trống, giải trình"].iter_rows()
    ]
    first = next(line for line in lines if any(str(value).startswith("¹ BM-02") for value in line))
    assert "BM02[2018].c09" in first
    assert 2 in first
    assert any("[moved]" in str(value) for value in first)
    second = next(line for line in lines if any(str(value).startswith("² BM-02") for value in line))
    assert "Hai hộ từ xã bên." in second


def test_reason_and_words_climb_to_the_province(commune, place):
    entry = Entry(commune)
    for cell in TWO:
        explain(entry, cell, "Có giấy của công an xã.", "moved")
    made = send_to(commune, place.stick())
    with place.filled(TU_MO_RONG) as district, place.office(KON_TUM) as province:
        recognise_sender(district, made.path, NGOC_LAY)
        (receipt,) = receive(district, [made.path])
        assert receipt.verdict == "taken"
        up = send_to(district, place.stick("up"))
        rows = opened(up.path).tables["BM18.c10"]
        assert {(row["x01"], row["c03"]) for row in rows.values()} == {("moved", "Có giấy của công an xã.")}
        recognise_sender(province, up.path, TU_MO_RONG)
        (receipt,) = receive(province, [up.path])
        assert receipt.verdict == "taken"
    assert send_again(commune, made.digest, place.stick("again")).is_file()
