"""The history of the office's own answers: filtered, read piece by piece, given out without personal data."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.database import stamp
from forms.answers import Address, State
from forms.problems import Problem
from office.audit import AuditLine, Wanted, asked, count, export_history, page
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, Place

YEAR = ("2018",)
CELL, OTHER = Address("BM02", YEAR, "c01"), Address("BM02", YEAR, "c02")


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """A commune where two people typed four things on two days."""
    with Place(tmp_path_factory.mktemp("audit")).office(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.put_text(CELL, "1.088")
        entry.put_text(CELL, "1.100")
        other = desk.add_person("Bùi Thử")
        desk.choose_person(other.id)
        entry = Entry(desk)
        entry.put([(OTHER, None, State.UNKNOWN)], "pasted")
        with desk.database.writing():
            desk.database.conn.execute(
                "UPDATE history SET at = ? WHERE how = 'pasted'", (stamp(MOMENT - timedelta(days=1)),)
            )
        yield desk


def test_the_newest_change_comes_first_and_is_told_in_words(typed):
    found = [line for line in page(typed, Wanted()) if line.address in (CELL, OTHER)]
    assert [(line.old, line.new) for line in found] == [("", "?"), ("1.088", "1.100"), ("", "1.088")]
    assert found[0].form == "BM-02"
    assert "2018" in found[0].cell
    assert "(c02)" in found[0].cell
    assert found[0].who == "Bùi Thử"


@pytest.mark.parametrize(
    "wanted,news",
    [
        (Wanted(who="Bùi Thử"), ["?"]),
        (Wanted(hows=("pasted",)), ["?"]),
        (Wanted(form="BM02", hows=("typed",)), ["1.100", "1.088"]),
        (Wanted(form="BM05"), []),
        (Wanted(form="BM02", until=(MOMENT - timedelta(days=1)).date()), ["?"]),
        (Wanted(form="BM02", since=MOMENT.date()), ["1.100", "1.088"]),
        (Wanted(text="1.100"), ["1.100"]),
        (Wanted(text="1088"), ["1.100", "1.088"]),
        (Wanted(text="khong co"), []),
    ],
)
def test_each_filter_keeps_what_it_asks_for(typed, wanted, news):
    assert [line.new for line in page(typed, wanted) if line.how != "program"] == news
    assert count(typed, wanted) == len(page(typed, wanted))


def test_what_can_be_asked_for_occurs(typed):
    offered = asked(typed)
    assert "Bùi Thử" in offered.people
    assert {"typed", "pasted"} <= set(offered.hows)
    assert all(count(typed, Wanted(who=who)) for who in offered.people)
    assert all(count(typed, Wanted(hows=(how,))) for how in offered.hows)


@given(limit=st.integers(1, 7))
def test_pieces_put_together_are_the_whole_list(typed, limit):
    whole = page(typed, Wanted())
    pieces: list[AuditLine] = []
    below = 0
    while found := page(typed, Wanted(), below=below, limit=limit):
        pieces += found
        below = found[-1].number
    assert tuple(pieces) == whole


def test_a_csv_holds_every_wanted_line(typed, tmp_path):
    out = tmp_path / "lich-su.csv"
    written = export_history(typed, Wanted(form="BM02"), out, str.upper)
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Thời điểm", "Người", "Biểu"]
    assert len(rows) == written + 1 == count(typed, Wanted(form="BM02")) + 1
    assert {row[6] for row in rows[1:]} >= {"TYPED", "PASTED"}


def test_a_workbook_holds_every_wanted_line(typed, tmp_path):
    out = tmp_path / "lich-su.xlsx"
    written = export_history(typed, Wanted(), out, str)
    sheet = load_workbook(out, read_only=True).worksheets[1]
    assert sum(1 for _ in sheet.rows) == written + 1


def test_personal_data_are_not_given_out(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        entry = Entry(desk)
        key, _ = entry.add_record("BM17")
        assert entry.field(Address("BM17", key, "c06")).sensitive
        entry.put_text(Address("BM17", key, "c06"), "Kinh")
        out = tmp_path / "a.csv"
        export_history(desk, Wanted(), out, str)
    assert "Kinh" not in out.read_text("utf-8-sig")
    assert "(dữ liệu cá nhân)" in out.read_text("utf-8-sig")


def test_nothing_wanted_is_told_and_no_file_is_made(typed, tmp_path):
    with pytest.raises(Problem) as told:
        export_history(typed, Wanted(form="BM16"), tmp_path / "a.xlsx", str)
    assert told.value.code == "EXPORT_NOTHING"
    assert not list(tmp_path.iterdir())
