"""What the pack of the campaign must hold, compared with the catalogue, the unit list and the standard."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from forms.authoring import PackErrors, build
from forms.pack import Field, Form, Kind, Pack, Roll, Severity, Table, TableKind
from forms.standards import classify
from tests.conftest import require_shared
from tests.packs.sources import KONTUM, read_csv

CATALOGUE = Path(__file__).with_name("catalogue_fields.csv")
ADDED = Path(__file__).with_name("added_fields.csv")
CATALOGUED = tuple(f"BM{number:02d}" for number in range(20))
REGISTER = "BM19"  # kept apart: it is never sent
FORMS = (*(one for one in CATALOGUED if one != REGISTER), "BM20", "BM21")  # the last two are ours, marked so
OF_FIELDS = {"K01", "K18", "K22"}  # codes of computed cells that arrive with another figure
OF_THE_ENGINE = {"K34", "K36"}  # an unexplained warning, a blank
CHECKS = {f"K{number:02d}" for number in range(1, 37)} - OF_FIELDS - OF_THE_ENGINE
WARNINGS = {"K15", "K19", "K20", "K21", "K23", "K24", "K25", "K26", "K27", "K28", "K29", "K30", "K33"}
BOTH = {"K31"}  # an error where the linked row is missing, a warning where its figures differ


def every_form(pack: Pack) -> tuple[Form, ...]:
    return (*pack.forms, *pack.register_forms)


def form(pack: Pack, id_: str) -> Form:
    return next(f for f in every_form(pack) if f.id == id_)


def every_table(pack: Pack) -> dict[str, Table]:
    return {table.id: table for one in every_form(pack) for table in one.tables}


def field(pack: Pack, table: str, id_: str) -> Field:
    return next(f for f in every_table(pack)[table].fields if f.id == id_)


def every_field(pack: Pack) -> list[Field]:
    return [f for table in every_table(pack).values() for f in table.fields]


def test_the_pack_has_its_forms_in_order(kontum):
    assert tuple(f.id for f in kontum.forms) == FORMS
    assert [f.number for f in kontum.forms] == [f"{id_[:2]}-{id_[2:]}" for id_ in FORMS]


def test_the_expected_list_is_the_shared_catalogue():
    catalogue = json.loads(require_shared("domain/form-catalogue.json").read_text(encoding="utf-8"))
    theirs = [
        {
            "form": f["code"],
            "code": x["code"],
            "vi": x["vi"],
            "en": x["en"],
            "rollup": x["agg"],
            "unit": x["unit"],
        }
        for f in catalogue["forms"]
        if f["code"] in CATALOGUED
        for x in f["fields"]
    ]
    assert read_csv(CATALOGUE) == theirs


def of_csv(path: Path) -> list[Any]:
    """One parameter set a line of a list of fields, marked with the field it is about."""
    return [
        pytest.param(row, id=place, marks=pytest.mark.covers(place))
        for row in read_csv(path)
        for place in [f"{row['form']}.{row['code']}"]
    ]


@pytest.mark.parametrize("row", of_csv(CATALOGUE))
def test_a_field_of_the_catalogue_is_there_with_both_labels(kontum, row):
    id_ = row["form"]
    main = {f.id: f for f in form(kontum, id_).tables[0].fields}
    label = {"vi": row["vi"], "en": row["en"]}
    child = every_table(kontum).get(f"{id_}.{row['code']}")
    if child is not None:
        assert child.label == label
        return
    if (id_, row["code"]) == (REGISTER, "c12"):  # ten flags: one yes or no each
        flags = [main[f"c12_{one.code.lower()}"] for one in kontum.standards[0].indicators]
        assert {(one.list, one.rollup.value) for one in flags} == {("yes_no", row["rollup"])}
        assert len(flags) == 10
        return
    found = main[row["code"]]
    if (id_, row["code"]) == ("BM17", "c20"):  # votes for / present: two whole numbers
        assert found.label["vi"].startswith(row["vi"].partition(":")[0])
        assert main["c20b"].kind is found.kind is Kind.INTEGER
    else:
        assert found.label == label
    weight = f"({found.weight})" if found.weight else ""
    assert f"{found.rollup.value}{weight}" == row["rollup"]
    if "đồng" in row["unit"]:
        assert (found.scale, found.kind, found.decimals) == (1_000_000, Kind.INTEGER, 3)
        assert found.unit["vi"] == f"triệu {row['unit']}"
    elif row["unit"] != "–":
        assert found.unit["vi"] == row["unit"]


@pytest.mark.parametrize("row", of_csv(ADDED))
def test_a_field_of_ours_is_there_and_marked_as_added(kontum, row):
    table = row["form"]
    found = field(kontum, table, row["code"])
    assert (found.label, found.kind.value) == ({"vi": row["vi"], "en": row["en"]}, row["kind"])
    owner = form(kontum, every_table(kontum)[table].form)
    parts = {row["code"] for row in read_csv(CATALOGUE) if row["form"] == owner.id}
    marked = "bổ sung" in f"{owner.title['vi']} {found.label['vi']} {found.group.get('vi', '')}"
    helps = bool({row["code"][:-1], row["code"][:3]} & parts)  # c04n beside c04, c12_a1 of c12
    assert marked or helps or "." in table, f"{table}.{row['code']}"


def test_every_field_is_of_the_catalogue_or_listed_as_ours(kontum):
    listed = {(row["form"], row["code"]) for path in (CATALOGUE, ADDED) for row in read_csv(path)}
    listed |= {(f"{form_}.{code}".rpartition(".")[0], code) for form_, code in listed}
    for table in every_table(kontum).values():
        for f in table.fields:
            assert f.kind is Kind.KEY or f.hidden or (table.id, f.id) in listed, f.path


def test_every_sentence_is_short_and_in_two_languages(kontum):
    for f in every_field(kontum):
        pairs = [
            (f.constraint, f.constraint_message),
            (f.warn, f.warn_message),
            (f.required, f.required_message),
        ]
        for rule, words in pairs:
            if rule is None:
                assert not words, f.path
                continue
            assert set(words) == {"vi", "en"}, f.path
            assert all(0 < len(text) <= 120 for text in words.values()), f.path
    for check in kontum.checks:
        assert set(check.message) == {"vi", "en"}, check.id
        for text in check.message.values():
            shown = re.sub(r"\{[^{}]*\}", "12.345", text)
            assert len(shown) <= 120, (check.id, shown)


def test_the_checks_are_those_of_the_issue_with_their_severity(kontum):
    assert {check.id for check in kontum.checks} == CHECKS
    for check in kontum.checks:
        if check.id not in BOTH:
            assert (check.severity is Severity.WARNING) == (check.id in WARNINGS), check.id
        assert check.cells, check.id
    assert field(kontum, "BM02", "c14").check == "K01"
    assert field(kontum, "BM03", "c10").check == "K06"
    assert field(kontum, "BM02", "c07").check == "CALC"


def test_deprivations_have_110_rows_without_n2_of_2015(kontum):
    table = kontum.tables_by_id["BM05"]
    assert table.kind is TableKind.FIXED
    assert table.axes == ("indicator", "group", "year")
    keys = [row.key for row in table.rows]
    assert len(keys) == len(set(keys)) == 110
    assert ("A1", "N2", "2015") not in keys
    order = [(year, group) for _, group, year in keys[::10]]
    assert order == [
        ("2015", "NG"),
        ("2015", "CN"),
        *((year, group) for year in ("2016", "2017", "2018") for group in ("NG", "N2", "CN")),
    ]
    assert [key[0] for key in keys[:10]] == [i.code for i in kontum.standards[0].indicators]
    assert all(set(row.heading) == set(row.label) == {"vi", "en"} for row in table.rows)


def test_year_tables_show_years_across_under_group_headings(kontum):
    years = {
        "BM01": ("2015", "2016", "2017", "2018"),
        "BM02": ("2016", "2017", "2018"),
        "BM03": ("2016", "2017", "2018"),
    }
    for id_, wanted in years.items():
        table = kontum.tables_by_id[id_]
        assert table.layout.value == "columns"
        assert tuple(row.key[0] for row in table.rows) == wanted
        assert all(f.group for f in table.fields if f.kind is not Kind.KEY), id_


def test_records_have_their_child_tables(kontum):
    tables = kontum.tables_by_id
    assert tables["BM16"].kind is tables["BM17"].kind is TableKind.RECORDS
    assert tables["BM17.c15"].parent == tables["BM17.c16"].parent == "BM17"
    assert tables["BM18.c10"].role == "explanations"
    assert [f.id for f in tables["BM18.c10"].fields] == ["c01", "c02", "x01", "c03"]
    assert tables["BM00"].role == "header"
    assert field(kontum, "BM17", "c06").sensitive


def test_rates_are_blank_instead_of_divided_by_nothing(kontum):
    for f in every_field(kontum):
        if f.calculate and " div " in f.calculate:
            assert f.calculate.startswith("if("), f.path
            assert f.rollup is Roll.CALC, f.path


def test_units_are_one_province_ten_districts_and_102_communes(kontum):
    areas = [unit for unit in kontum.units if unit.kind == "area"]
    assert Counter(unit.level for unit in areas) == {"province": 1, "district": 10, "commune": 102}
    communes = [unit for unit in areas if unit.level == "commune"]
    assert Counter(unit.type for unit in communes) == {"Xã": 86, "Phường": 10, "Thị trấn": 6}
    assert Counter(unit.area for unit in communes) == {"rural": 86, "urban": 16}
    sizes = {unit.code: len(kontum.children(unit.code)) for unit in areas if unit.level == "district"}
    assert sizes == {
        "608": 21,
        "610": 12,
        "611": 8,
        "612": 9,
        "613": 9,
        "614": 7,
        "615": 11,
        "616": 11,
        "617": 11,
        "618": 3,
    }
    agencies = [unit for unit in kontum.units if unit.kind != "area"]
    assert {unit.kind for unit in agencies} == {"policy-bank", "mass-organisation"}
    assert all(unit.level == "province" and unit.parent == "62" for unit in agencies)


def test_units_are_the_statistics_offices_list(kontum):
    rows = {row["code"]: row for row in read_csv(require_shared("data/admin_units_2018.csv"))}
    for unit in kontum.units:
        if unit.kind == "area":
            row = rows[unit.code]
            theirs = (row["name"], row["type"], row["parent_code"], row["valid_from"], row["valid_to"])
            assert (unit.name, unit.type, unit.parent, unit.valid_from, unit.valid_to) == theirs


def test_every_commune_has_become_one_unit_of_the_two_tiers_as_the_shared_table_says(kontum, two_tiers):
    theirs: dict[str, list[tuple[str, str]]] = {}
    for row in read_csv(require_shared("data/mapping_2018_2025.csv")):
        theirs.setdefault(row["old_code"], []).append((row["new_code"], row["new_name"]))
    communes = [unit.code for unit in kontum.units if unit.level == "commune"]
    assert [move.unit for move in kontum.unit_moves] == communes
    for move in kontum.unit_moves:
        assert theirs[move.unit] == [(move.code, move.name)]
        now = two_tiers.units_by_code[move.code]
        assert (move.name, move.area, move.parent) == (now.name, now.area, now.parent)
        assert (move.parent_name, move.since) == (two_tiers.units_by_code[now.parent].name, now.valid_from)
    assert not any(move.part for move in kontum.unit_moves)
    assert len({move.code for move in kontum.unit_moves}) == 40


def test_the_packs_of_today_have_no_units_that_moved(two_tiers):
    assert two_tiers.unit_moves == build(KONTUM.parent / "vn-2026-annual-review").unit_moves == ()


@pytest.mark.covers("TV11")
def test_every_spelling_of_ia_hdrai_is_618(kontum):
    unit = kontum.units_by_code["618"]
    assert {"Ia H'Drai", "Ia H' Drai", "Ia Hdrai"} <= {unit.short_name, *unit.variants}


def test_the_campaign_has_its_standard_and_deadlines(kontum):  # TV12 starts from this standard
    campaign = kontum.campaign
    assert (campaign.id, campaign.standard, campaign.last_year) == ("KT-2018-GK", "VN-2016", "2018")
    assert campaign.deadlines == {"commune": "2018-09-30", "district": "2018-10-30", "province": "2018-11-30"}
    assert campaign.data_date == "2018-09-30"
    assert "award_limit" not in campaign.parameters


def test_a_later_standard_is_there_and_an_unverified_one_cannot_be_chosen(kontum, tmp_path):
    assert {one.id: one.selectable for one in kontum.standards} == {
        "VN-2016": True, "VN-2022": True, "VN-2027": False,
    }  # fmt: skip
    assert "chưa kiểm chứng" in kontum.standards[2].title["vi"]
    copy = tmp_path / "pack"
    shutil.copytree(KONTUM, copy, ignore=shutil.ignore_patterns("demo", "synthesis"))
    campaign = copy / "campaign.csv"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(text.replace("VN-2016", "VN-2022"), encoding="utf-8")
    campaign_of_2022 = build(copy).campaign
    assert campaign_of_2022 is not None
    assert campaign_of_2022.standard == "VN-2022"
    campaign.write_text(text.replace("VN-2016", "VN-2027"), encoding="utf-8")
    with pytest.raises(PackErrors) as refused:
        build(copy)
    assert [(one.code, one.details["text"]) for one in refused.value.problems] == [
        ("PACK_REFERENCE", "VN-2027")
    ]


@pytest.mark.covers("TV1")
@pytest.mark.covers("TV2")
@pytest.mark.covers("TV8")
@pytest.mark.parametrize(
    "standard,area,b1,b2,wanted",
    [
        ("VN-2016", "rural", 120, 0, "N1"),
        ("VN-2016", "rural", 121, 30, "N2"),
        ("VN-2016", "rural", 121, 20, "CN"),
        ("VN-2016", "rural", 150, 30, "N2"),
        ("VN-2016", "rural", 150, 20, "CN"),
        ("VN-2016", "rural", 151, 100, "KN"),
        ("VN-2016", "urban", 140, 0, "N1"),
        ("VN-2016", "urban", 141, 30, "N2"),
        ("VN-2016", "urban", 175, 20, "CN"),
        ("VN-2016", "urban", 175, 30, "N2"),
        ("VN-2016", "urban", 176, 90, "KN"),
        ("VN-2022", "rural", 140, 30, "N2"),  # poor; this standard knows no N1
        ("VN-2022", "rural", 140, 20, "CN"),
        ("VN-2022", "rural", 141, 90, "KN"),
        ("VN-2022", "urban", 175, 30, "N2"),
        ("VN-2022", "urban", 176, 30, "KN"),
    ],
)
def test_the_packs_own_rules_class_households_as_the_vectors_say(kontum, standard, area, b1, b2, wanted):
    rules = next(one for one in kontum.standards if one.id == standard)
    assert classify(rules, area, b1, b2) == wanted


def test_ethnic_groups_carry_both_code_systems(kontum):
    theirs = read_csv(require_shared("data/ethnic_groups.csv"))
    ours = {choice.name: choice.attributes for choice in kontum.lists["ethnic_group"]}
    for row in theirs:
        verified = "yes" if row["code_2008_status"] == "source" else "no"
        found = ours[row["code"]]
        assert (found.get("code_2008", ""), found["code_2008_verified"]) == (row["code_2008"], verified)


def test_what_the_sources_do_not_verify_stays_marked(kontum):
    assert not any(indicator.verified for one in kontum.standards for indicator in one.indicators)
    assert {line.amount for line in kontum.standards[1].lines if line.verified} == {1_500_000, 2_000_000}
    assert not any(line.verified for line in kontum.standards[2].lines)
    standard = kontum.standards[0]
    assert len(standard.indicators) == 10
    assert sum(indicator.points for indicator in standard.indicators) == 100
    assert {(line.area, line.kind, line.amount) for line in standard.lines if line.verified} == {
        ("rural", "poor", 700_000),
        ("rural", "near-poor", 1_000_000),
        ("rural", "middle", 1_500_000),
        ("urban", "poor", 900_000),
        ("urban", "near-poor", 1_300_000),
        ("urban", "middle", 1_950_000),
    }
    assert {rule.result for rule in standard.score_rules if not rule.verified} == {"KN"}


def test_each_kind_of_unit_fills_its_forms(kontum):
    def ids(code: str) -> tuple[str, ...]:
        return tuple(f.id for f in kontum.forms_for(kontum.units_by_code[code]))

    assert ids("23281") == FORMS
    led = ("BM08", "BM09", "BM10", "BM11", "BM12", "BM13", "BM14", "BM16", "BM17", "BM18")
    assert ids("617") == ids("62") == ("BM00", *led)
    assert {kontum.may_leave_out(kontum.units_by_code[code]) for code in ("617", "62")} == {frozenset(led)}
    assert {level.code: level.prefix for level in kontum.levels if level.prefix} == {
        "province": "T-",
        "district": "H-",
    }
    assert ids("62A02") == ("BM00", "BM16", "BM17", "BM18")
    assert ids("62A01") == ("BM00", "BM14", "BM16", "BM17", "BM18")  # the policy bank reports its credit
    optional = {a.form for a in kontum.assignments if a.level == "commune" and not a.required}
    assert optional == {"BM10", "BM11", "BM16", "BM17", "BM19", "BM21"}
    assert len(kontum.reporting_units("62")) == 102  # districts and agencies owe no content of their own


def test_the_totals_are_those_of_the_issue(kontum):
    assert [table.id for table in kontum.totals] == [
        "TH-01",
        "TH-02",
        "TH-03",
        "TH-04",
        "TH-05",
        "TH-05b",
        "TH-06",
        "TH-07",
        "TH-08",
        "TH-09",
        "TH-09b",
        "TH-10",
        "TH-10b",
        "TH-11",
        "TH-12a",
        "TH-12b",
        "TH-12c",
        "TH-13",
        "TH-13b",
        "TH-14",
        "TH-14b",
        "TH-15",
        "TH-16",
        "TH-17",
        "TH-18",
        "TH-18b",
        "TH-19",
        "TH-19b",
        "TH-20",
        "TH-20b",
        "TH-20c",
        "TH-21",
        "TH-22",
        "TH-23",
        "TH-24",
        "TH-25",
    ]
    assert not kontum.totals[0].columns
    assert {t.id: t.filter for t in kontum.totals if t.kind == "matrix"} == {
        "TH-06": {"group": "NG"},
        "TH-07": {"group": "N2"},
        "TH-08": {"group": "CN"},
        "TH-09": {},
        "TH-10": {},
        "TH-12b": {},
    }
    for table in kontum.totals:
        known = {f.id for f in kontum.tables_by_id[table.source].fields} if table.source else set()
        known |= {f"{name}.{f.id}" for name, other in kontum.tables_by_id.items() for f in other.fields}
        assert set(table.by) <= known | {"unit", "class"}, table.id
        assert bool(table.classes) == ("class" in table.by), table.id
        for column in table.columns:
            made = [column.field, column.expression, column.tally, column.rank]
            assert len([one for one in made if one]) == 1, (table.id, column.code)
            assert not column.field or column.field in known, (table.id, column.code)


def test_tables_of_units_classes_and_areas_are_the_provinces_alone(kontum):
    levels = {table.id: table.levels for table in kontum.totals}
    assert {name for name, one in levels.items() if one == ("province",)} == {"TH-23", "TH-24"}
    assert {one for name, one in levels.items() if name not in ("TH-23", "TH-24")} == {
        ("district", "province")
    }


def test_texts_that_a_table_of_the_province_shows_travel_up_and_what_it_reads_of_nominees(kontum):
    up = {f"{table.id}.{f.id}" for table in kontum.tables_by_id.values() for f in table.fields if f.upward}
    assert {"BM15.c11", "BM16.c18", "BM18.c01", "BM08.c03"} <= up
    of_nominees = {one.removeprefix("BM17.") for one in up if one.startswith("BM17")}
    assert of_nominees - {"c23"} == {"c12", "c13", "c14", "c25"}  # the office above chooses by them


def test_the_two_tier_list_has_34_provinces_and_3321_communes(two_tiers):
    assert Counter(unit.level for unit in two_tiers.units) == {"province": 34, "commune": 3321}
    assert not two_tiers.forms
    assert two_tiers.campaign is None
    provinces = {unit.code for unit in two_tiers.units if unit.level == "province"}
    assert all(unit.parent in provinces for unit in two_tiers.units if unit.level == "commune")
