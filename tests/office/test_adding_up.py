"""From communes through districts to the province: each figure arrives, and only it."""

import re
from collections import Counter
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest

from desktop_app.demo import enter
from forms.answers import Address
from forms.consolidation import Tone
from forms.problems import Problem
from forms.roll_up import ROLLED_UP
from forms.roll_up import totals as roll_up
from office.adding_up import senders, tables, totals, years
from office.blocks import Gathered
from office.clock import FixedClock
from office.consolidation_checks import check
from office.desk import open_desk
from office.entry import Entry
from office.receiving import receive, received
from office.sending import review
from office.upward import current_figures
from tests.offices import (
    IA_DAL,
    IA_HDRAI,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    demo_data,
    later,
    number,
    opened,
    recognise_sender,
    send_to,
    shelf,
)

COMMUNES = {TU_MO_RONG: (NGOC_LAY, TE_XANG), IA_HDRAI: (IA_DAL,)}
YEAR = "2018"


@contextmanager
def desks_of(place):
    """Three communes, their two districts and the province, each with its own folder and key."""
    with ExitStack() as stack:
        desks = {}
        for district, communes in COMMUNES.items():
            for code in communes:
                desks[code] = stack.enter_context(place.filled(code))
            desks[district] = stack.enter_context(place.office(district))
        desks[KON_TUM] = stack.enter_context(place.office(KON_TUM))
        yield desks


@pytest.fixture
def offices(place):
    """The six offices, of which the communes have entered everything."""
    with desks_of(place) as desks:
        yield desks


@pytest.fixture
def carried(place):
    """The six offices after everybody's first package has arrived above; made once a process and copied."""
    copytree(_carried().name, place.folder, dirs_exist_ok=True)
    with ExitStack() as stack:
        yield {
            code: stack.enter_context(
                open_desk(place.folder / f"office-{code}", clock=FixedClock(MOMENT), shelf=shelf())
            )
            for district, communes in COMMUNES.items()
            for code in (KON_TUM, district, *communes)
        }


@cache
def _carried() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="phieuxa-carried-")
    place = Place(Path(folder.name))
    with desks_of(place) as desks:
        carry_everything(desks, place, "một")
    return folder


def carry(below, above, folder):
    """Send, confirm the signer by telephone once, and take in."""
    made = send_to(below, folder)
    recognise_sender(above, made.path, below.unit.code)
    return receive(above, [made.path])[0], made


def carry_everything(desks, place, name):
    for district, communes in COMMUNES.items():
        for code in communes:
            carry(desks[code], desks[district], place.stick(f"{name}-{code}"))
        if desks[district].received.packages(direction="sent") == ():
            enter(desks[district], demo_data()[district])
        receipt, _ = carry(desks[district], desks[KON_TUM], place.stick(f"{name}-{district}"))
        assert receipt.verdict in {"taken", "already-here"}, receipt


def sums_by_plain_loop(table, year, field, communes):
    return sum(int(demo_data()[code].tables[table][(year,)][field]) for code in communes)


def columns(view):
    return {column.code: cell.value for column, cell in zip(view.columns, view.total, strict=True)}


def everything(desk):
    """Every cell of every consolidated table, of the last two years where a table has several."""
    cells = {}
    for table in tables(desk):
        if table.kind == "tracker":
            continue
        for year in years(desk, table.id)[-2:] or (None,):
            view = totals(desk, table.id, year)
            for row in view.whole_rows:
                for column, cell in zip(view.columns, row.cells, strict=True):
                    cells[table.id, year, row.unit, row.key, column.code] = cell.value
    return cells


def put_together(desk, found):
    """Every consolidated table, which may be of what was gathered before."""
    return {table.id: totals(desk, table.id, found=found) for table in tables(desk)}


def test_every_form_is_read_once_for_all_tables_and_never_held_whole_where_it_is_much(carried):
    district = carried[TU_MO_RONG]
    asked: list[str] = []
    district.database.conn.set_trace_callback(asked.append)
    views = put_together(district, Gathered(district))
    district.database.conn.set_trace_callback(None)
    received = r'FROM "(t_\w+)" WHERE submission IN \(SELECT'  # of many units; its own answers are of one
    read = Counter(found[1] for sql in asked if (found := re.search(received, sql)))
    assert read["t_BM02"] == 1, read
    assert max(read.values()) == 1, read
    few = Gathered(district, most_rows=1)  # forgets each table as soon as another one is wanted
    assert put_together(district, few) == views


def test_a_table_is_made_of_no_more_than_is_read_for_it(carried):
    for desk in (carried[KON_TUM], carried[TU_MO_RONG]):
        found, all_figures = Gathered(desk), current_figures(desk)
        for table in tables(desk):
            if table.kind in ROLLED_UP:
                made = [
                    roll_up(desk.form_set, desk.unit.code, table, figures, None, found.beside)
                    for figures in (found.behind(table), all_figures)
                ]
                assert made[0] == made[1], table.id


def test_the_province_adds_up_what_the_communes_typed(carried):
    told = columns(totals(carried[KON_TUM], "TH-02", YEAR))
    communes = [code for codes in COMMUNES.values() for code in codes]
    for field in ("c01", "c18", "c19", "c15", "c20"):
        assert told[field] == sums_by_plain_loop("BM02", YEAR, field, communes)
    view = totals(carried[KON_TUM], "TH-02", YEAR)
    assert (view.units_in, view.units_all, view.provisional) == (3, 102, True)
    texts = totals(carried[KON_TUM], "TH-25")  # texts add up in no way, and travel for this table's sake
    assert {row.unit for row in texts.rows if row.cells[0].value} >= set(communes)
    found = {one.code: one for one in check(carried[KON_TUM])}
    assert {code for code, one in found.items() if one.tone is not Tone.GOOD} == {"C03", "C08"}
    assert "2 gói" in found["C10"].said["vi"]  # both districts name the packages they used


def test_rates_are_recomputed_from_the_sums_never_averaged(carried):
    told = columns(totals(carried[KON_TUM], "TH-02", YEAR))
    exact = (Decimal(told["c14"]) * 100 / Decimal(told["c18"])).quantize(Decimal("0.01"))
    assert told["r01"] == exact
    view = totals(carried[KON_TUM], "TH-02", YEAR)
    place_of = [column.code for column in view.columns].index("r01")
    rates = [row.cells[place_of].value for row in view.whole_rows]
    averaged = [rate for rate in rates if isinstance(rate, Decimal)]
    assert told["r01"] != sum(averaged) / len(averaged)


def test_one_changed_figure_is_exactly_the_difference_at_the_province(carried, place):
    before = everything(carried[KON_TUM])
    commune, district = carried[NGOC_LAY], carried[TU_MO_RONG]
    cell = Address("BM02", (YEAR,), "c21")  # no other form counts these persons
    entry = Entry(commune)
    entry.put_text(cell, str(number(entry.view(cell).value) - 13))
    for desk in (commune, district):
        later(desk)
    carry(commune, district, place.stick("hai-xã"))
    receipt, _ = carry(district, carried[KON_TUM], place.stick("hai-huyện"))
    assert (receipt.verdict, receipt.revision) == ("taken", 2)
    after = everything(carried[KON_TUM])
    told = {place: after[place] for place in after if place[0] == "TH-22" and place not in before}
    changed = {
        place: (before[place], after[place])
        for place in after
        if place not in told and before[place] != after[place]
    }
    assert {place[2] for place in told} == {NGOC_LAY}  # TH-22 says who changed it
    (only,) = [place for place in changed if place[0] == "TH-02"]
    assert only == ("TH-02", YEAR, TU_MO_RONG, (), "c21")
    assert changed[only][0] - changed[only][1] == 13
    assert set(changed) == {only}


def test_missing_units_are_named_and_the_total_is_provisional(offices, place):
    district = offices[TU_MO_RONG]
    carry(offices[NGOC_LAY], district, place.stick())
    view = totals(district, "TH-02", YEAR)
    assert (view.units_in, view.units_all) == (1, 11)
    assert TE_XANG in view.missing
    assert view.provisional
    told = review(district).upward
    assert told is not None
    assert [unit.code for unit in told.units_in] == [NGOC_LAY]
    assert len(told.missing) == 10


def test_the_tracker_says_who_has_sent_and_who_has_not(offices, place):
    district = offices[TU_MO_RONG]
    carry(offices[NGOC_LAY], district, place.stick())
    view = totals(district, "TH-01")
    codes = [column.code for column in view.columns]
    rows = {row.unit: dict(zip(codes, row.cells, strict=True)) for row in view.whole_rows}
    assert len(rows) == 11
    assert rows[NGOC_LAY]["revision"].value == 1
    assert rows[NGOC_LAY]["deadline"].value == "2018-09-30"
    assert rows[TE_XANG]["revision"].value is None


def test_an_upward_package_names_the_packages_it_was_added_up_from(offices, place):
    district = offices[TU_MO_RONG]
    _, made = carry(offices[NGOC_LAY], district, place.stick())
    enter(district, demo_data()[TU_MO_RONG])
    upward = send_to(district, place.stick("lên"))
    report = opened(upward.path)
    (source,) = report.sources
    assert (source.unit, source.revision, source.digest) == (NGOC_LAY, 1, made.digest)
    (below,) = [file for file in report.attachments if file.sha256 == made.digest]
    assert below.name == made.name
    assert upward.companion is not None


def test_a_district_that_received_nothing_cannot_send(offices, place):
    enter(offices[IA_HDRAI], demo_data()[IA_HDRAI])
    with pytest.raises(Problem, match="NOTHING_RECEIVED"):
        send_to(offices[IA_HDRAI], place.stick())


def test_tables_of_other_levels_and_years_that_are_none_are_refused(offices):
    with pytest.raises(Problem, match="NO_TABLE"):
        totals(offices[NGOC_LAY], "TH-02")
    with pytest.raises(Problem, match="NO_YEAR"):
        totals(offices[KON_TUM], "TH-02", "2014")


def test_nothing_received_leaves_every_cell_unknown(offices):
    view = totals(offices[KON_TUM], "TH-02", YEAR)
    assert (view.units_in, view.units_all) == (0, 102)
    assert all(cell.value is None for cell in view.total)
    assert received(offices[KON_TUM]) == ()


def test_a_province_waits_for_districts_and_a_district_for_communes(offices):
    assert [unit.code for unit in senders(offices[IA_HDRAI])] == ["23535", "23537", "23538"]
    waited_for = [unit for unit in senders(offices[KON_TUM]) if unit.kind == "area"]
    assert {unit.level for unit in waited_for} == {"district"}
    assert len(waited_for) == 10
