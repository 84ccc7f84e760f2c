"""Rows a level leads itself, and adjustments: shown apart, counted once, carried up, judged there."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest

from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from forms.report_lists import ADJUSTMENTS
from forms.roll_up import UnitFigures
from office.adding_up import totals
from office.adjustments import (
    Wanted,
    adjust,
    adjusted,
    adjustments,
    demand_true,
    end,
    fields_to_adjust,
    figure_at,
    from_below,
    in_force,
    waiting,
)
from office.approval_page import approval_page
from office.blocks import Gathered
from office.clock import FixedClock
from office.cover import header
from office.desk import open_desk
from office.entry import Entry
from office.open_errors import ORDINARY
from office.outgoing import gathered, report_of
from office.own_rows import own_of
from office.receiving import receive
from office.upward import current_figures, own_rows
from tests.few_forms import cover, few_forms, fill
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    recognise_sender,
    send_to,
    shelf,
)

LAST = "2018"
BASIS = Basis(BasisKind.DOCUMENT, date(2018, 9, 18), "05/CV-UBND")
ESCAPED = Address("BM02", (LAST,), "c05")
PLANNED = Address("BM09", ("DA1.1", LAST), "k01")


def received_one(folder, above, tiers):
    """Begin an office above that has taken one commune's package in and has filled its cover."""
    place = Place(folder)
    with closing(place.office(NGOC_LAY, pack=few_forms(tiers))) as commune:
        fill(commune)
        package = send_to(commune, place.stick()).path
    with closing(place.office(above, pack=few_forms(tiers))) as desk:
        cover(desk)
        recognise_sender(desk, package, NGOC_LAY)
        (receipt,) = receive(desk, [package])
        assert receipt.verdict == "taken"
    return folder / f"office-{above}"


@pytest.fixture(scope="module")
def begun():
    with TemporaryDirectory(prefix="phieuxa-own-") as folder:
        yield received_one(Path(folder), TU_MO_RONG, 3)


def copied(home, folder):
    copytree(home, folder / home.name)
    return open_desk(folder / home.name, clock=FixedClock(MOMENT), shelf=shelf())


@pytest.fixture
def district(begun, tmp_path):
    with copied(begun, tmp_path) as desk:
        yield desk


def province_above(folder):
    return Place(folder / "above").office(KON_TUM, pack=few_forms())


def wanted(amount="-3", **other):
    return replace(Wanted(NGOC_LAY, ESCAPED, amount, "Nhầm hai hộ", BASIS), **other)


def put(desk, **cells):
    """Type into the district's own row of BM-09."""
    entry = Entry(desk)
    for name, text in cells.items():
        entry.put_text(replace(PLANNED, field=name), text)
    for field in ("k02", "k03", "k04", "k05", "k06", "k07", "k08", "c01", "c02"):
        if field not in cells:
            entry.put_text(replace(PLANNED, field=field), "-")
    for field in ("g01", "g02", "g03", "g04", "g05", "g06", "g07", "g08"):
        if field not in cells:
            entry.put_text(replace(PLANNED, field=field), "-")


def of(view, block):
    return [row for row in view.whole_rows if row.block == block]


def total(view, code):
    return view.total[[column.code for column in view.columns].index(code)].value


def draft(desk):
    made = gathered(desk, ORDINARY)
    assert not made.bare, made.bare
    return report_of(desk, header(desk, made.document), made)


# --- own rows ----------------------------------------------------------------------------------


def test_a_level_that_leads_nothing_itself_has_no_rows_and_owes_none(district):
    assert own_of(district) is None
    assert own_rows(district) == {}
    assert not Gathered(district).beside.own
    assert gathered(district, ORDINARY).bare == ()


def test_only_what_was_begun_is_an_own_row(district):
    put(district, k01="120")
    own = own_of(district)
    assert own is not None
    assert {table: set(rows) for table, rows in own.values.items()} == {"BM09": {PLANNED.key}}
    assert own.values["BM09"][PLANNED.key]["k01"] == 120_000_000
    assert Gathered(district).beside.prefixes == {TU_MO_RONG: "H-"}


def test_own_rows_are_no_unit_of_the_count(district):
    before = totals(district, "TH-02", LAST)
    put(district, k01="120")
    assert TU_MO_RONG not in current_figures(district)
    after = totals(district, "TH-02", LAST)
    assert (after.units_in, after.units_all) == (before.units_in, before.units_all) == (1, 2)
    assert after.total == before.total


def test_own_rows_travel_up_under_the_offices_own_code_and_count_there_apart(district, tmp_path):
    put(district, k01="120")
    stick = Place(tmp_path).stick()
    made = send_to(district, stick)
    with province_above(tmp_path) as province:
        recognise_sender(province, made.path, TU_MO_RONG)
        (receipt,) = receive(province, [made.path])
        assert receipt.verdict == "taken", receipt
        assert set(current_figures(province)) == {NGOC_LAY}
        (own,) = own_rows(province).values()
        assert own.values["BM09"][PLANNED.key]["k01"] == 120_000_000
        put(province, k01="30")
        assert set(own_rows(province)) == {TU_MO_RONG, KON_TUM}
        assert Gathered(province).beside.prefixes == {TU_MO_RONG: "H-", KON_TUM: "T-"}
        assert totals(province, "TH-02", LAST).units_in == 1


def test_an_error_in_an_own_row_stops_the_sending_as_a_communes_does(district):
    Entry(district).put_text(PLANNED, "120")
    assert any(found.place.key == PLANNED.key for found in gathered(district, ORDINARY).bare)


# --- two tiers ---------------------------------------------------------------------------------


def test_in_two_tiers_the_province_does_the_same_with_its_communes(tmp_path):
    with copied(received_one(tmp_path / "first", KON_TUM, 2), tmp_path) as province:
        before = totals(province, "TH-02", LAST)
        assert [row.unit for row in before.whole_rows] == [NGOC_LAY, "23446", "23535"]
        put(province, k01="30")
        adjust(province, wanted(), current_figures(province))
        after = totals(province, "TH-02", LAST)
        assert total(after, "c05") == total(before, "c05") - 3
        assert Gathered(province).beside.prefixes == {KON_TUM: "T-"}
        assert (after.units_in, after.units_all) == (1, 3)


# --- adjustments -------------------------------------------------------------------------------


def test_an_adjustment_counts_in_the_total_and_leaves_the_units_line_alone(district):
    before = totals(district, "TH-02", LAST)
    row = adjust(district, wanted(), current_figures(district))
    assert (row.office, row.unit, row.amount) == (TU_MO_RONG, NGOC_LAY, Decimal(-3))
    assert row.who == district.person.name
    after = totals(district, "TH-02", LAST)
    assert of(after, "rural") == of(before, "rural")
    assert total(after, "c05") == total(before, "c05") - 3
    assert total(after, "c07") == total(before, "c07") - 3  # what is computed of it moves with it
    assert total(after, "r05") != total(before, "r05")


def test_an_adjustment_that_ended_counts_no_more_and_stays_listed(district):
    before = totals(district, "TH-02", LAST).total
    row = adjust(district, wanted("+2"), current_figures(district))
    end(district, row.id, "Xã đã gửi lại")
    assert totals(district, "TH-02", LAST).total == before
    (kept,) = adjustments(district)
    assert (kept.ended_why, kept.ended_by) == ("Xã đã gửi lại", district.person.name)
    with pytest.raises(Problem, match="ADJUST_NONE"):
        end(district, row.id, "lần nữa")


def test_a_row_that_another_one_takes_away_from_does_not_end_first(district):
    figures = current_figures(district)
    more = adjust(district, wanted("+2"), figures)
    less = adjust(district, wanted(f"-{Decimal(more.old) + 1}"), figures)
    with pytest.raises(Problem, match="ADJUST_BELOW"):
        end(district, more.id, "Nhầm")
    end(district, less.id, "Nhầm")
    end(district, more.id, "Nhầm")
    assert in_force(district, figures) == ()


def test_a_row_waits_where_the_unit_has_sent_another_figure_since(district):
    figures = current_figures(district)
    adjust(district, wanted(), figures)
    rows = {table: dict(one) for table, one in figures[NGOC_LAY].values.items()}
    rows["BM02"][LAST,] = {**rows["BM02"][LAST,], "c05": 1}
    newer = {NGOC_LAY: UnitFigures(NGOC_LAY, rows)}
    assert len(in_force(district, figures)) == 1
    assert waiting(district, figures) == ()
    assert totals(district, "TH-02", LAST).waiting == 0
    assert in_force(district, newer) == ()
    assert len(waiting(district, newer)) == 1
    assert adjusted(district, newer) == {}


def test_a_table_says_which_adjustments_wait_and_counts_none_of_them(district):
    before = totals(district, "TH-02", LAST)
    figures = current_figures(district)
    rows = {table: dict(one) for table, one in figures[NGOC_LAY].values.items()}
    rows["BM02"][LAST,] = {**rows["BM02"][LAST,], "c05": 99}
    adjust(district, wanted(), {NGOC_LAY: UnitFigures(NGOC_LAY, rows)})  # beside a figure that is no more
    table = totals(district, "TH-02", LAST)
    assert (table.total, table.waiting) == (before.total, 1)
    assert any("1 dòng điều chỉnh đang chờ" in n["vi"] and "Xã Ngọc Lây BM02" in n["vi"] for n in table.notes)
    assert totals(district, "TH-12b", LAST).waiting == 0  # made of other forms


@pytest.mark.parametrize(
    "change, code",
    [
        ({"unit": "23446"}, "ADJUST_UNIT"),
        ({"place": Address("BM02", (LAST,), "c07")}, "ADJUST_CELL"),  # computed
        ({"place": Address("BM02", ("1999",), "c05")}, "ADJUST_CELL"),
        ({"place": Address("BM99", (), "c05")}, "ADJUST_CELL"),
        ({"amount": "0"}, "ADJUST_NOTHING"),
        ({"amount": "ba"}, "NOT_A_NUMBER"),
        ({"amount": "-99999"}, "ADJUST_BELOW"),
        ({"reason": "  "}, "ADJUST_REASON"),
        ({"reason": "x" * 301}, "REASON_LONG"),
        ({"basis": Basis(BasisKind.ORAL, date(2018, 9, 18))}, "BASIS_WHOM"),
    ],
)
def test_what_is_no_adjustment_is_refused_by_code_and_nothing_is_kept(district, change, code):
    with pytest.raises(Problem, match=code):
        adjust(district, wanted(**change), current_figures(district))
    assert adjustments(district) == ()


def test_adjustments_travel_up_and_make_the_same_total_there(district, tmp_path):
    adjust(district, wanted(), current_figures(district))
    ours = totals(district, "TH-02", LAST).total
    made = send_to(district, Place(tmp_path).stick())
    with province_above(tmp_path) as province:
        recognise_sender(province, made.path, TU_MO_RONG)
        (receipt,) = receive(province, [made.path])
        assert receipt.verdict == "taken", receipt
        (row,) = from_below(province)
        assert (row.office, row.unit, row.place, row.amount) == (TU_MO_RONG, NGOC_LAY, ESCAPED, Decimal(-3))
        assert "05/CV-UBND" in row.basis
        view = totals(province, "TH-02", LAST)
        assert [cell.value for cell in view.total] == [cell.value for cell in ours]


def test_the_approver_reads_the_figures_with_the_adjustments(district):
    plain = approval_page(draft(district), district.form_set, None, "vi").figures
    adjust(district, wanted("-20"), current_figures(district))
    with_it = approval_page(draft(district), district.form_set, None, "vi").figures
    moved = [(one.label, one.now, two.now) for one, two in zip(plain, with_it, strict=True) if one != two]
    assert moved


def test_a_package_whose_adjustments_do_not_fit_its_figures_is_refused(district):
    figures = current_figures(district)
    adjust(district, wanted(), figures)
    (line,) = draft(district).lists[ADJUSTMENTS.id]
    demand_true(district.pack, [line], figures)
    for change in (
        {"unit": "23446"},
        {"place": "BM02[2018].c07"},
        {"old": "1"},
        {"amount": "NaN"},
        {"amount": "0"},
        {"reason": ""},
        {"basis": ""},
    ):
        with pytest.raises(Problem, match="ADJUSTMENT_WRONG"):
            demand_true(district.pack, [{**line, **change}], figures)
    with pytest.raises(Problem, match="ADJUSTMENT_WRONG"):
        demand_true(district.pack, [line, line], figures)


def test_every_column_offered_can_be_adjusted(district):
    figures = current_figures(district)
    assert "c07" not in {field.id for field in fields_to_adjust(district.pack, "BM02")}
    for field in fields_to_adjust(district.pack, "BM03"):
        place = Address("BM03", (LAST,), field.id)
        row = adjust(district, wanted("+1", place=place), figures)
        assert row.old == figure_at(figures[NGOC_LAY], place)
    assert len(in_force(district, figures)) == len(adjustments(district)) > 3
