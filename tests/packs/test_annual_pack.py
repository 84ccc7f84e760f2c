"""The second pack: the yearly review in two tiers. Nothing of it stands in code; forms are data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest

from desktop_app.demo import enter
from forms.answers import Document, Key
from forms.authoring import build
from forms.engine import FormSet
from forms.findings import Finding
from forms.pack import Pack, Severity
from forms.roll_up import TotalsView
from office.adding_up import tables, totals
from office.clock import FixedClock
from office.desk import Desk, start
from office.packs import find_units
from office.receiving import receive
from office.sending import send
from office.signing_keys import FileKey, make_key
from tests.offices import PASSPHRASE, changed, recognise_sender, shelf
from tests.packs.annual import ANNUAL, PACK, PROVINCE, communes, document, figures, typed
from tests.packs.offices import Edit, codes, edited
from tests.packs.sources import KONTUM, PACKS, read_csv

TODAY = date(2026, 11, 10)
MOMENT = datetime(2026, 11, 10, 2, 30, tzinfo=UTC)
COMMUNE = "21034"
EVERYONE = communes()
SENDING = [*EVERYONE[:4], *EVERYONE[-3:]]
"""Communes of both former provinces, wards and xã among them."""
SHARED_CODE = "23446"
"""Tê Xăng of 2018 in the first pack; another xã today."""


@pytest.fixture(scope="module")
def annual() -> Pack:
    return build(ANNUAL)


@pytest.fixture(scope="module")
def forms(annual: Pack) -> FormSet:
    return FormSet(annual)


def judge(form_set: FormSet, filled: Document, unit: str = COMMUNE) -> tuple[Finding, ...]:
    return form_set.open(form_set.pack.units_by_code[unit], filled, TODAY).findings()


# -- the data -------------------------------------------------------------------------------------


def test_its_units_are_those_of_todays_list_under_one_province(annual):
    today = read_csv(PACKS / "vn-2026-units" / "units.csv")
    expected = [row for row in today if PROVINCE in (row["code"], row["parent"])]
    assert read_csv(ANNUAL / "units.csv") == expected
    assert len(expected) == 97
    assert {unit.level for unit in annual.units} == {"province", "commune"}
    assert all(unit.parent == PROVINCE for unit in annual.units if unit.level == "commune")


def test_its_standard_is_the_first_packs_data(annual):
    for name in ("standards", "lines", "indicators", "score_rules"):
        kept = [row for row in read_csv(KONTUM / f"{name}.csv") if row["standard"] == "VN-2022"]
        assert read_csv(ANNUAL / f"{name}.csv") == kept, name
    assert annual.campaign is not None
    assert annual.campaign.standard == "VN-2022"
    assert len(annual.standards[0].indicators) == 12


def test_what_no_source_says_is_marked(annual):
    dates = [
        row for row in read_csv(ANNUAL / "campaign.csv") if row["name"].startswith(("deadline", "data_date"))
    ]
    assert len(dates) == 3
    assert all("EXAMPLE" in row["comment"] for row in dates)
    assert {"forms", "forms_ours", "register", "dates", "units", "unverified"} <= set(annual.notes)
    assert all(not one.verified for one in annual.standards[0].indicators)


def test_a_commune_fills_the_grids_and_the_province_its_cover_and_a_narrative(annual):
    commune, province = annual.units_by_code[COMMUNE], annual.units_by_code[PROVINCE]
    assert [form.id for form in annual.forms_for(province)] == ["BM00", "RS20"]
    grids = ("01", "02", "03", "04", "06", "08", "09", "10", "11", "12", "13", "20")
    assert [form.id for form in annual.forms_for(commune)] == ["BM00", *(f"RS{grid}" for grid in grids)]


# -- the checks -----------------------------------------------------------------------------------

Read = Callable[[str], int]


def _less(place: str, *, by: int = 1) -> Callable[[Read], Edit]:
    return lambda read: {place: read(place) - by}


def _stated(place: str) -> Callable[[Read], Edit]:
    return lambda read: {f"={place}": read(place) + 1}


def too_many_middle(read: Read) -> Edit:
    return {
        "RS01.c07": read("RS01.c01") - read("RS01.c03") - read("RS01.c05") + 1,
        "RS01.c13": read("RS01.c02") // 4,
    }


def too_many_middle_persons(read: Read) -> Edit:
    return {"RS01.c13": read("RS01.c02") - read("RS01.c09") - read("RS01.c11") + 1}


def fewer_than_three(read: Read) -> Edit:
    lacks = {f"RS04[{i}].c01": read("RS01.c03") // 5 for i in range(1, 13)}
    assert sum(lacks.values()) < 3 * read("RS01.c03")
    return lacks


def more_than_two(read: Read) -> Edit:
    return {f"RS06[{i}].c01": read("RS01.c05") // 4 for i in range(1, 13)}


def overlap(read: Read) -> Edit:
    return {"RS08[NG|NK].c03": read("RS01.c09") - read("RS08[NG|NK].c02")}


def no_causes(read: Read) -> Edit:
    return {f"RS10[N{i}].c01": read("RS01.c03") // 9 for i in range(1, 9)}


def no_near_causes(read: Read) -> Edit:
    return {f"RS10[N{i}].c03": read("RS01.c05") // 9 for i in range(1, 9)}


def one_more(place: str, whole: str) -> Callable[[Read], Edit]:
    return lambda read: {place: read(whole) + 1}


def other_group(column: str, group: str = "01") -> Callable[[Read], Edit]:
    """Count one more in a group, so that the groups together differ."""
    return lambda read: {f"RS09[{group}].{column}": read(f"RS09[{group}].{column}") + 1}


def other_minority(column: str) -> Callable[[Read], Edit]:
    """Move one from Kinh to a minority group: the sum stays, the minorities differ."""
    return lambda read: {
        f"RS09[01].{column}": read(f"RS09[01].{column}") - 1,
        f"RS09[19].{column}": read(f"RS09[19].{column}") + 1,
    }


def risen(read: Read) -> Edit:
    return {
        "RS02[HO].c02": read("RS02[HO].c02") - 1,
        "RS02[HO].c03": read("RS02[HO].c03") + 1,
    }


def fallen(read: Read) -> Edit:
    return {
        "RS02[HO].c05": read("RS02[HO].c05") - 1,
        "RS02[HO].c07": read("RS02[HO].c07") + 1,
    }


SAMPLES = [
    ("R01", _stated("RS02[HO].c09"), "RS02[HO].c09"),
    ("R02", _stated("RS03[NK].c09"), "RS03[NK].c09"),
    ("R03", _less("RS02[HO].c07"), "RS01.c03"),
    ("R03", _less("RS02[NK].c07"), "RS01.c09"),
    ("R04", _less("RS03[HO].c03"), "RS01.c05"),
    ("R04", _less("RS03[NK].c03"), "RS01.c11"),
    ("R05", risen, "RS02[HO].c02"),
    ("R06", fallen, "RS02[HO].c05"),
    ("R07", too_many_middle, "RS01.c01"),
    ("R07", too_many_middle_persons, "RS01.c02"),
    ("R08", one_more("RS04[7].c01", "RS01.c03"), "RS04[7].c01"),
    ("R08", one_more("RS06[7].c01", "RS01.c05"), "RS06[7].c01"),
    ("R09", fewer_than_three, "RS04[1].c02"),
    ("R10", more_than_two, "RS06[1].c02"),
    ("R11", lambda read: {"=RS04[3].r01": Decimal("0.5")}, "RS04[3].r01"),
    ("R11", lambda read: {"=RS06[3].r01": Decimal("99.5")}, "RS06[3].r01"),
    ("R12", overlap, "RS08[NG|NK].c05"),
    ("R13", other_group("c01"), "RS01.c03"),
    ("R13", other_group("c02"), "RS01.c09"),
    ("R13", other_group("c03"), "RS01.c05"),
    ("R13", other_group("c04"), "RS01.c11"),
    ("R14", other_minority("c01"), "RS12.c11"),
    ("R14", other_minority("c02"), "RS12.c15"),
    ("R14", other_minority("c03"), "RS13.c11"),
    ("R14", other_minority("c04"), "RS13.c15"),
    ("R15", one_more("RS10[N2].c01", "RS01.c03"), "RS10[N2].c01"),
    ("R15", one_more("RS10[N2].c03", "RS01.c05"), "RS10[N2].c03"),
    ("R16", no_causes, "RS10[N1].c00"),
    ("R16", no_near_causes, "RS10[N1].c02"),
    ("R17", one_more("RS11[NG].c01", "RS01.c09"), "RS11[NG].c01"),
    ("R17", one_more("RS11[CN].c01", "RS01.c11"), "RS11[CN].c01"),
    ("R18", _less("RS12.c02"), "RS12.c02"),
    ("R18", _less("RS12.c06"), "RS12.c06"),
    ("R18", _less("RS12.c10"), "RS12.c10"),
    ("R18", _less("RS12.c14"), "RS12.c14"),
    ("R18", _less("RS13.c10"), "RS13.c10"),
    ("R18", _less("RS13.c14"), "RS13.c14"),
    ("R19", _less("RS08[NG|HO].c02"), "RS08[NG|HO].c02"),
    ("R19", _less("RS08[NG|HO].c03"), "RS08[NG|HO].c03"),
    ("R19", _less("RS08[NG|HO].c04"), "RS08[NG|HO].c04"),
    ("R19", _less("RS08[CN|HO].c02"), "RS08[CN|HO].c02"),
    ("R19", _less("RS08[CN|HO].c03"), "RS08[CN|HO].c03"),
    ("R19", _less("RS08[CN|HO].c04"), "RS08[CN|HO].c04"),
    ("CALC", _stated("RS08[NG|HO].c01"), "RS08[NG|HO].c01"),
    ("R20", lambda read: {"BM00.c05": "21040"}, "BM00.c05"),
    ("R20", lambda read: {"BM00.c02": "KT-2018-GK"}, "BM00.c02"),
    ("R20", lambda read: {"BM00.c03": "VN-2016"}, "BM00.c03"),
]


@pytest.mark.parametrize("unit", SENDING)
def test_a_clean_commune_has_no_finding(forms, annual, unit):
    assert judge(forms, document(annual, unit), unit) == ()


@pytest.mark.parametrize("code, change, place", SAMPLES)
def test_a_sample_breaks_its_check_alone(forms, annual, code, change, place):
    clean = document(annual, COMMUNE)
    values = forms.open(annual.units_by_code[COMMUNE], clean, TODAY).values()

    def read(text: str) -> int:
        table, _, rest = text.partition("[")
        key, _, field = rest.partition("].")
        if not rest:
            table, field = text.split(".")
        found = values[table][tuple(key.split("|")) if rest else ()][field]
        assert isinstance(found, int)
        return found

    findings = judge(forms, edited(clean, change(read)))
    assert [str(one.place) for one in findings if one.code == code] == [place]
    wanted = next(one for one in findings if one.code == code)
    assert codes(findings, wanted.severity) == {code}
    assert set(wanted.sentence) == {"vi", "en"}
    assert not any(mark in text for text in wanted.sentence.values() for mark in "{}")
    assert all(len(text) <= 120 for text in wanted.sentence.values()), wanted.sentence


def test_every_check_has_a_sample(annual):
    of_fields = {
        field.check for table in annual.tables_by_id.values() for field in table.fields if field.check
    }
    assert {code for code, _, _ in SAMPLES} == {check.id for check in annual.checks} | of_fields


def test_the_stock_is_reckoned_from_the_eight_flows(forms, annual):
    values = forms.open(annual.units_by_code[COMMUNE], document(annual, COMMUNE), TODAY).values()
    for table in ("RS02", "RS03"):
        for row in values[table].values():
            flow = [row[f"c0{i}"] for i in range(1, 9)]
            assert row["c09"] == flow[0] - sum(flow[1:4]) + sum(flow[4:8])


# -- through real offices -------------------------------------------------------------------------


@dataclass(frozen=True)
class Review:
    """The province after the packages of some communes."""

    province: Desk
    sizes: list[int]


def office(home, unit: str) -> Desk:
    return start(
        home / unit, unit=unit, person="Nguyễn Thử", shelf=shelf().preferring(PACK), clock=FixedClock(MOMENT)
    )


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    home, stick = tmp_path_factory.mktemp("offices"), tmp_path_factory.mktemp("stick")
    packages = {}
    for unit in SENDING:
        with office(home, unit) as desk:
            assert desk.unit.parent == PROVINCE
            entry = enter(desk, typed(unit))
            assert [one for one in entry.findings() if one.severity is Severity.ERROR] == []
            key = make_key(desk, "Trần Ký", "Chủ tịch", PASSPHRASE)
            packages[unit] = send(desk, unlock=FileKey(key.path, PASSPHRASE), folder=stick).path
    with office(home, PROVINCE) as desk:
        for unit, path in packages.items():
            recognise_sender(desk, path, unit)
            assert [one.verdict for one in receive(desk, [path])] == ["taken"], unit
        yield Review(desk, [path.stat().st_size for path in packages.values()])


def cells(view: TotalsView) -> dict[str, object]:
    return {column.code: cell.value for column, cell in zip(view.columns, view.total, strict=True)}


def plain(table: str, key: Key, field: str, unit: str = "") -> int:
    return sum(figures(one)[table][key][field] for one in ([unit] if unit else SENDING))


def rate(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_province_receives_the_communes_directly(review):
    desk = review.province
    assert {table.id for table in tables(desk)} == {table.id for table in desk.pack.totals}
    tracker = totals(desk, "TH-00")
    assert len(tracker.rows) == len(EVERYONE) == 96
    assert sum(bool(row.cells[0].value) for row in tracker.rows) == len(SENDING)


def test_grid_1_is_the_sum_of_the_communes_and_its_rates_are_reckoned_anew(review):
    view = totals(review.province, "TH-01")
    assert (view.units_in, view.units_all) == (len(SENDING), 96)
    assert view.provisional
    total = cells(view)
    for field in ("c01", "c02", "c03", "c05", "c07", "c09", "c11", "c13"):
        assert total[field] == plain("RS01", (), field), field
    rates = "c04 c03 c01, c06 c05 c01, c08 c07 c01, c10 c09 c02, c12 c11 c02, c14 c13 c02"
    for share, part, whole in (one.split() for one in rates.split(", ")):
        assert total[share] == rate(plain("RS01", (), part), plain("RS01", (), whole)), share
    one = next(row for row in view.whole_rows if row.unit == SENDING[0])
    assert one.cells[0].value == plain("RS01", (), "c01", SENDING[0])


@pytest.mark.parametrize("table, source, key", [
    ("TH-02a", "RS02", ("HO",)), ("TH-02b", "RS02", ("NK",)),
    ("TH-03a", "RS03", ("HO",)), ("TH-03b", "RS03", ("NK",)),
])  # fmt: skip
def test_the_movement_is_added_up_and_its_identity_holds_above(review, table, source, key):
    total = cells(totals(review.province, table))
    flow = [plain(source, key, f"c0{i}") for i in range(1, 9)]
    assert [total[f"c0{i}"] for i in range(1, 9)] == flow
    assert total["c09"] == flow[0] - sum(flow[1:4]) + sum(flow[4:8])


@pytest.mark.parametrize("table, source, of", [("TH-04", "RS04", "c03"), ("TH-06", "RS06", "c05")])
def test_deprivations_stand_beside_their_percentages(review, table, source, of):
    total = cells(totals(review.province, table))
    whole = plain("RS01", (), of)
    assert total["c00"] == whole
    for number in range(1, 13):
        part = plain(source, (str(number),), "c01")
        assert total[str(number)] == part
        assert total[f"{number}_pct"] == rate(part, whole)


@pytest.mark.parametrize("table, key, of", [
    ("TH-08a", ("NG", "HO"), "c03"), ("TH-08b", ("NG", "NK"), "c09"),
    ("TH-08c", ("CN", "HO"), "c05"), ("TH-08d", ("CN", "NK"), "c11"),
])  # fmt: skip
def test_target_groups_and_what_is_left_of_them(review, table, key, of):
    total = cells(totals(review.province, table))
    groups = [plain("RS08", key, field) for field in ("c02", "c03", "c04")]
    assert [total["c02"], total["c03"], total["c04"]] == groups
    assert total["c01"] == plain("RS01", (), of)
    assert total["c05"] == plain("RS01", (), of) - sum(groups)


@pytest.mark.parametrize(
    "table, field", [("TH-09a", "c01"), ("TH-09b", "c02"), ("TH-09c", "c03"), ("TH-09d", "c04")]
)
def test_ethnic_groups_with_both_subtotals(review, table, field):
    total = cells(totals(review.province, table))
    groups = {code: plain("RS09", (code,), field) for (code,) in figures(COMMUNE)["RS09"]}
    assert {code: total[code] for code in groups} == groups
    assert total["TS"] == sum(groups.values())
    assert total["DT"] == sum(groups.values()) - groups["01"]


@pytest.mark.parametrize(
    "table, field, whole, of", [("TH-10a", "c01", "c00", "c03"), ("TH-10b", "c03", "c02", "c05")]
)
def test_causes_and_their_shares(review, table, field, whole, of):
    total = cells(totals(review.province, table))
    everyone = plain("RS01", (), of)
    assert total[whole] == everyone
    for number in range(1, 9):
        part = plain("RS10", (f"N{number}",), field)
        assert (total[f"N{number}"], total[f"N{number}_pct"]) == (part, rate(part, everyone))


@pytest.mark.parametrize("table, letter", [("TH-11a", "NG"), ("TH-11b", "CN")])
def test_children(review, table, letter):
    total = cells(totals(review.province, table))
    assert total == {field: plain("RS11", (letter,), field) for field in ("c01", "c02", "c03", "c04")}


@pytest.mark.parametrize("table, source, of", [("TH-12", "RS12", "c03"), ("TH-13", "RS13", "c05")])
def test_the_review_and_its_three_rates(review, table, source, of):
    total = cells(totals(review.province, table))
    for field in figures(COMMUNE)[source][()]:
        assert total[field] == plain(source, (), field), field
    for field in ("c02", "c03", "c04", "c06", "c07", "c08"):
        assert total[field] == plain("RS12", (), field), field
    assert total["c09"] == plain("RS01", (), of)
    assert total["c20"] == rate(plain("RS01", (), of), plain("RS01", (), "c01"))
    assert total["c21"] == rate(plain(source, (), "c11"), plain("RS12", (), "c03"))
    assert total["c22"] == rate(plain(source, (), "c12"), plain("RS12", (), "c04"))


def test_an_explained_warning_travels_in_a_form_of_another_name(tmp_path):
    unit = EVERYONE[20]
    persons = figures(unit)["RS01"][()]["c09"]
    with office(tmp_path, unit) as desk:
        entry = enter(desk, changed(typed(unit), "RS08", ("NG", "NK"), c03=str(persons // 2)))
        assert [(one.code, bool(one.explained)) for one in entry.findings()] == [("R12", True)]
        key = make_key(desk, "Trần Ký", "Chủ tịch", PASSPHRASE)
        package = send(desk, unlock=FileKey(key.path, PASSPHRASE), folder=tmp_path).path
    with office(tmp_path, PROVINCE) as desk:
        recognise_sender(desk, package, unit)
        assert [one.verdict for one in receive(desk, [package])] == ["taken"]
        tracker = totals(desk, "TH-00")
        told = next(row for row in tracker.rows if row.unit == unit)
        shown = {column.code: cell.value for column, cell in zip(tracker.columns, told.cells, strict=True)}
        assert shown["explained"] == 1


# -- beside the first pack ------------------------------------------------------------------------


def test_the_packs_stand_beside_one_another_those_with_forms_first():
    assert [one.pack.id for one in shelf().packs] == ["kontum-2018-midterm", PACK, "vn-2026-units"]
    assert shelf().holding(COMMUNE).pack.id == PACK
    assert shelf().holding("00070").pack.id == "vn-2026-units"


def test_the_first_start_finds_its_units():
    hit = find_units(shelf(), "xa an phu")[0]
    assert (hit.unit.code, hit.pack.id, hit.place) == (COMMUNE, PACK, "Tỉnh Quảng Ngãi")
    assert [one.pack.id for one in find_units(shelf(), COMMUNE)] == [PACK]


def test_a_code_that_both_campaigns_know_is_offered_for_each_and_started_as_chosen(tmp_path):
    hits = find_units(shelf(), SHARED_CODE)
    assert [one.pack.id for one in hits] == ["kontum-2018-midterm", PACK]
    assert hits[0].place != hits[1].place
    assert shelf().holding(SHARED_CODE).pack.id == "kontum-2018-midterm"
    with office(tmp_path, SHARED_CODE) as desk:
        assert (desk.pack.id, desk.unit.name) == (PACK, hits[1].unit.name)
