"""One sample a check: a clean commune's document, changed as little as possible, breaks that check alone."""

import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from forms.answers import Address, Document, Rows, State
from forms.engine import FormSet
from forms.findings import Finding
from forms.pack import Severity
from tests.packs.offices import COMMUNE, TODAY, Edit, codes, edited, judge, with_state
from tests.packs.sources import DEMO, read_csv
from tests.packs.test_kontum_pack import CHECKS, OF_FIELDS, OF_THE_ENGINE

SOAK = "PHIEUXA_SOAK" in os.environ
"""Every commune is judged; else every sixth one, with those that explain something."""
INDICATORS = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")
Read = Callable[[str], int]


# -- the samples: each gives the cells to change ---------------------------------------------------


def households_at_start(read: Read) -> Edit:
    return {"BM02[2018].c01": read("BM02[2018].c01") + 1}


def poor_at_start(read: Read) -> Edit:
    return {
        "BM02[2017].c03": read("BM02[2017].c03") + 1,
        "BM02[2017].c06": read("BM02[2017].c06") + 1,
    }


def poor_baseline(read: Read) -> Edit:
    return {
        "BM01[2015].c17": read("BM01[2015].c17") + 1,
        "BM04[01|2015].c03": read("BM04[01|2015].c03") + 1,
    }


def near_poor_baseline(read: Read) -> Edit:
    return {
        "BM01[2015].c18": read("BM01[2015].c18") + 1,
        "BM04[01|2015].c05": read("BM04[01|2015].c05") + 1,
    }


def risen_mirror(read: Read) -> Edit:
    return {
        "BM02[2018].c05": read("BM02[2018].c05") - 1,
        "BM02[2018].c06": read("BM02[2018].c06") + 1,
    }


def fallen_mirror(read: Read) -> Edit:
    return {
        "BM02[2018].c10": read("BM02[2018].c10") + 1,
        "BM02[2018].c12": read("BM02[2018].c12") - 1,
    }


def near_poor_at_start(read: Read) -> Edit:
    return {
        "BM03[2017].c01": read("BM03[2017].c01") + 1,
        "BM03[2017].c04": read("BM03[2017].c04") + 1,
    }


def more_than_all_households(read: Read) -> Edit:
    extra = read("BM02[2018].c18") - read("BM02[2018].c14") - read("BM03[2018].c10") + 1
    return {
        "BM03[2018].c08": read("BM03[2018].c08") + extra,
        "BM03[2018].c12": read("BM03[2018].c12") + 4 * extra,
        "BM04[01|2018].c05": State.UNKNOWN,  # else the groups would differ too
    }


def n1_and_n2(read: Read) -> Edit:
    return {"BM02[2018].c16": read("BM02[2018].c16") - 1}


def minority_bound(read: Read) -> Edit:
    entered = sum(read(f"BM02[2018].{column}") for column in ("c10", "c11", "c12", "c13"))
    return {
        "BM02[2018].c15": read("BM02[2018].c04") - read("BM02[2018].c08") + entered + 1,
        "BM04[14|2018].c03": State.UNKNOWN,
        "BM07[G01|2018].c01": State.UNKNOWN,
    }


def minority_poor_above_minority(read: Read) -> Edit:
    fewer = read("BM02[2018].c15") - 1
    reason = "Hộ mới chuyển đến."  # the target of BM-08 is missed by it
    return {"BM02[2018].c19": fewer, "BM01[2018].c10": fewer, "BM08[MT03|2018].c07": reason}


def profile_households(read: Read) -> Edit:
    return {"BM01[2017].c08": read("BM01[2017].c08") + 1}


def profile_minority(read: Read) -> Edit:
    return {"BM01[2017].c10": read("BM01[2017].c10") - 1}


def deprived_above_group(read: Read) -> Edit:
    edits: dict[str, int] = {}
    for indicator in INDICATORS:
        edits |= {f"BM05[{indicator}|CN|2018].{column}": 0 for column in ("c01", "c02")}
    return {**edits, "BM05[D2|CN|2018].c01": read("BM05[D2|CN|2018].c00") + 1}


def n2_above_all_poor(read: Read) -> Edit:
    n2 = read("BM05[D2|N2|2018].c01")
    return {
        "BM05[D2|NG|2018].c01": n2 - 1,
        "BM05[D2|NG|2018].c02": n2 - 1,
    }


def n1_deprived_above_n1(read: Read) -> Edit:
    return {"BM05[A1|NG|2018].c01": read("BM05[A1|N2|2018].c01") + read("BM02[2018].c16") + 1}


def n2_below_three(read: Read) -> Edit:
    left = 3 * read("BM02[2018].c17") - 1
    edits: dict[str, int] = {}
    for indicator in INDICATORS:
        n2 = read(f"BM05[{indicator}|N2|2018].c01")
        now = min(left, n2)
        left -= now
        edits[f"BM05[{indicator}|N2|2018].c01"] = now
        edits[f"BM05[{indicator}|N2|2018].c02"] = min(now, read(f"BM05[{indicator}|N2|2018].c02"))
        ng = read(f"BM05[{indicator}|NG|2018].c01") - (n2 - now)
        edits[f"BM05[{indicator}|NG|2018].c01"] = ng
        edits[f"BM05[{indicator}|NG|2018].c02"] = min(ng, read(f"BM05[{indicator}|NG|2018].c02"))
    return edits


def near_poor_above_two(read: Read) -> Edit:
    group = read("BM03[2018].c10")
    edits: dict[str, int] = {}
    for place, indicator in enumerate(INDICATORS):
        edits[f"BM05[{indicator}|CN|2018].c01"] = (group, group, 1)[place] if place < 3 else 0
        edits[f"BM05[{indicator}|CN|2018].c02"] = 0
    return edits


def few_deprivations(read: Read) -> Edit:
    edits: dict[str, int] = {}
    for indicator in INDICATORS:
        edits[f"BM05[{indicator}|NG|2015].c01"] = 0
        edits[f"BM05[{indicator}|NG|2015].c02"] = 0
    return edits


def fast_fall(read: Read) -> Edit:
    extra = read("BM02[2016].c01") * 16 // 100
    return {
        "BM01[2015].c17": read("BM01[2015].c17") + extra,
        "BM04[01|2015].c03": State.UNKNOWN,
        "BM06[N01|2015].c01": State.UNKNOWN,
        "BM02[2016].c03": read("BM02[2016].c03") + extra,
        "BM02[2016].c06": read("BM02[2016].c06") + extra,
    }


def households_jump(read: Read) -> Edit:
    return {"BM02[2016].c01": read("BM02[2016].c18") * 10 // 11 - 1}


def models_claim_too_much(read: Read) -> Edit:
    escaped = sum(read(f"BM02[{year}].c07") for year in ("2016", "2017", "2018"))
    return {f"BM16[1].{column}": escaped + 1 for column in ("c08", "c09", "c17")}


def level_below_award(read: Read) -> Edit:
    return {"BM17[2].c18": "commune"}


def nominated_twice(read: Read) -> Edit:
    return {"BM17[2].c03": "Y Blong", "BM17[2].c17": "commune_merit", "BM17[2].c18": "commune"} | {
        "BM17[2].c01": "individual",
        "BM17[2].c04": "1970-05-02",
        "BM17[2].c12": None,
        "BM17[2].c19": "02",
        "BM17[2].c22": 2,
        "BM17[1].c03": "Y Blong",
        "BM17[1].c04": "1970",
    }


def other_group_total(read: Read) -> Edit:
    return {"BM04[01|2018].c01": read("BM04[01|2018].c01") - 1}


def other_group_poor(read: Read) -> Edit:
    return {"BM04[01|2018].c03": read("BM04[01|2018].c03") + 1}


def other_group_near_poor(read: Read) -> Edit:
    return {"BM04[01|2017].c05": read("BM04[01|2017].c05") + 1}


def other_group_minority_poor(read: Read) -> Edit:
    return {
        "BM04[14|2018].c03": read("BM04[14|2018].c03") - 1,
        "BM04[01|2018].c03": read("BM04[01|2018].c03") + 1,
    }


def other_group_poor_persons(read: Read) -> Edit:
    return {"BM04[14|2018].c04": read("BM04[14|2018].c04") - 1}


def cause_above_the_poor(read: Read) -> Edit:
    return {"BM06[N07|2018].c01": read("BM02[2018].c14") + 1}


def causes_below_the_poor(read: Read) -> Edit:
    causes = ("N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N99")
    return {f"BM06[{cause}|2018].{column}": 0 for cause in causes for column in ("c01", "c02")}


def group_above_the_poor(read: Read) -> Edit:
    return {"BM07[G06|2018].c01": read("BM02[2018].c14") + 1, "BM07[G06|2018].c02": read("BM02[2018].c20")}


def minority_group_differs(read: Read) -> Edit:
    return {"BM07[G01|2018].c01": read("BM07[G01|2018].c01") - 1}


def fewer_persons_than_households(read: Read) -> Edit:
    return {"BM07[G06|2018].c02": read("BM07[G06|2018].c01") - 1}


def works_above_their_money(read: Read) -> Edit:
    return {"BM09[DA2.1|2018].g01": 0, "BM10[1].c04": "DA2.1", "BM10[1].c15": 2_000_000}


def livelihoods_above_their_money(read: Read) -> Edit:
    return {f"BM09[DA3|2018].g0{n}": 0 for n in range(1, 9)}


def credit_differs(read: Read) -> Edit:
    return {"BM09[TD|2018].g07": read("BM09[TD|2018].g07") - 1_000_000}


def policies_differ(read: Read) -> Edit:
    return {"BM09[CS|2018].g02": read("BM09[CS|2018].g02") - 1_000_000}


def many_with_electricity(read: Read) -> Edit:
    start = sum(read(f"BM02[2018].{column}") for column in ("c03", "c10", "c11", "c12"))
    return {"BM13[CS06|2018].c02": start + 1, "BM13[CS06|2018].c03": start + 1}


def many_houses(read: Read) -> Edit:
    start = read("BM02[2016].c03")
    return {"BM13[CS05|2018].c02": start + 1, "BM13[CS05|2018].c03": start + 1}


def model_larger_than_its_project(read: Read) -> Edit:
    return {"BM16[1].c07": "1", "BM16[1].c08": read("BM11[1].c09") + 40}


SAMPLES: tuple[tuple[str, Callable[[Read], Edit], str], ...] = (
    ("K01", lambda read: {"=BM02[2018].c14": read("BM02[2018].c14") + 1}, "BM02[2018].c14"),
    ("K02", households_at_start, "BM02[2018].c01"),
    ("K02", poor_at_start, "BM02[2017].c03"),
    ("K03", poor_baseline, "BM02[2016].c03"),
    ("K03", near_poor_baseline, "BM03[2016].c01"),
    ("K04", risen_mirror, "BM02[2018].c05"),
    ("K05", fallen_mirror, "BM02[2018].c10"),
    ("K06", lambda read: {"=BM03[2017].c10": read("BM03[2017].c10") - 2}, "BM03[2017].c10"),
    ("K06", near_poor_at_start, "BM03[2017].c01"),
    ("K07", more_than_all_households, "BM02[2018].c18"),
    ("K08", n1_and_n2, "BM02[2018].c16"),
    ("K09", minority_bound, "BM02[2018].c15"),
    ("K09", minority_poor_above_minority, "BM02[2018].c15"),
    ("K10", other_group_total, "BM02[2018].c18"),
    ("K10", other_group_poor, "BM02[2018].c14"),
    ("K10", other_group_near_poor, "BM03[2017].c10"),
    ("K10", other_group_minority_poor, "BM02[2018].c15"),
    ("K10", other_group_poor_persons, "BM02[2018].c20"),
    ("K10", lambda read: {"BM04[01|2015].c01": read("BM04[01|2015].c01") - 1}, "BM01[2015].c08"),
    ("K10", lambda read: {"BM04[01|2015].c03": read("BM04[01|2015].c03") + 1}, "BM01[2015].c17"),
    ("K10", lambda read: {"BM04[01|2015].c05": read("BM04[01|2015].c05") + 1}, "BM01[2015].c18"),
    ("K11", profile_households, "BM02[2017].c18"),
    ("K11", profile_minority, "BM02[2017].c19"),
    ("K12", deprived_above_group, "BM05[D2|CN|2018].c01"),
    ("K12", n2_above_all_poor, "BM05[D2|N2|2018].c01"),
    ("K12", n1_deprived_above_n1, "BM05[A1|N2|2018].c01"),
    ("K13", n2_below_three, "BM05[A1|N2|2018].c03"),
    ("K14", near_poor_above_two, "BM05[A1|CN|2018].c03"),
    ("K15", few_deprivations, "BM05[A1|NG|2015].r02"),
    ("K16", cause_above_the_poor, "BM06[N07|2018].c01"),
    ("K16", causes_below_the_poor, "BM06[N01|2018].c01"),
    ("K17", group_above_the_poor, "BM07[G06|2018].c01"),
    ("K17", minority_group_differs, "BM07[G01|2018].c01"),
    ("K17", fewer_persons_than_households, "BM07[G06|2018].c02"),
    ("K18", lambda read: {"=BM08[MT01|2018].c04": Decimal("99.99")}, "BM08[MT01|2018].c04"),
    ("K19", fast_fall, "BM02[2016].r04"),
    ("K20", households_jump, "BM02[2016].c18"),
    ("K21", lambda read: {"BM01[2018].c07": "urban"}, "BM01[2018].c07"),
    ("K22", lambda read: {"=BM09[DA4|2018].k09": 1}, "BM09[DA4|2018].k09"),
    ("K22", lambda read: {"=BM09[DA4|2018].g09": 1}, "BM09[DA4|2018].g09"),
    ("K23", works_above_their_money, "BM09[DA2.1|2018].g09"),
    ("K24", livelihoods_above_their_money, "BM09[DA3|2018].g09"),
    ("K25", credit_differs, "BM09[TD|2018].g07"),
    ("K26", policies_differ, "BM09[CS|2018].g09"),
    ("K27", lambda read: {"BM13[CS02|2018].c03": 0}, "BM13[CS02|2018].c03"),
    ("K28", many_with_electricity, "BM13[CS06|2018].c03"),
    ("K29", many_houses, "BM13[CS05|2018].c03"),
    ("K30", models_claim_too_much, "BM02[2018].c07"),
    ("K31", lambda read: {"BM16[1].c07": "99"}, "BM16[1].c07"),
    ("K31", model_larger_than_its_project, "BM16[1].c08"),
    ("K32", level_below_award, "BM17[2].c18"),
    ("K32", nominated_twice, "BM17[1].c03 BM17[2].c03"),
    ("K35", lambda read: {"BM00.c02": "KT-2020-CK"}, "BM00.c02"),
    ("K35", lambda read: {"BM00.c03": "VN-2022"}, "BM00.c03"),
    ("K35", lambda read: {"BM00.c05": "23281"}, "BM00.c05"),
    ("CALC", lambda read: {"=BM02[2018].c07": read("BM02[2018].c07") + 1}, "BM02[2018].c07"),
)


def sample(form_set: FormSet, clean: Document, change: Callable[[Read], Edit]) -> Document:
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)

    def read(place: str) -> int:
        value = forms.view(Address.parse(place)).value
        assert isinstance(value, int), place
        return value

    return edited(clean, change(read))


def explained(document: Document, finding: Finding) -> Document:
    rows: Rows = {
        ("1",): {
            "c01": finding.code,
            "c02": str(finding.place),
            "x01": "checked",
            "c03": "Đã rà soát lại, số liệu đúng.",
        }
    }
    return replace(document, tables={**document.tables, "BM18.c10": rows})


@pytest.mark.parametrize(
    "code,change,places",
    [
        pytest.param(*one, id=f"{n}-{one[0]}", marks=pytest.mark.covers(one[0]))
        for n, one in enumerate(SAMPLES)
    ],
)
def test_a_sample_breaks_its_check_alone(form_set, clean, code, change, places):
    document = sample(form_set, clean, change)
    findings = judge(form_set, document)
    broken = [finding for finding in findings if finding.code == code]
    assert [str(finding.place) for finding in broken] == places.split()
    assert set(broken[0].sentence) == {"vi", "en"}
    assert not any(mark in text for text in broken[0].sentence.values() for mark in "{}")
    assert broken[0].place in broken[0].cells
    if broken[0].severity is Severity.WARNING:
        assert codes(findings, Severity.WARNING) == {code}
        assert codes(findings, Severity.ERROR) == {"K34"}
        calmed = judge(form_set, explained(document, broken[0]))
        assert codes(calmed, Severity.ERROR) == set()
        assert [finding.explained for finding in calmed] == ["Đã rà soát lại, số liệu đúng."]
    else:
        assert codes(findings, Severity.ERROR) == {code}
        assert codes(findings, Severity.WARNING) == set()


def test_every_check_of_the_pack_and_of_the_engine_has_a_sample():
    elsewhere = {"K33", *OF_THE_ENGINE}  # below: a campaign's limit, an unexplained warning, a blank
    assert {code for code, _, _ in SAMPLES} | elsewhere == CHECKS | OF_FIELDS | OF_THE_ENGINE | {"CALC"}


@pytest.mark.covers("K16")
def test_one_main_cause_a_household_where_the_campaign_asks_for_it(kontum, clean):
    campaign = replace(kontum.campaign, parameters={"cause_mode": "main"})
    findings = judge(FormSet(replace(kontum, campaign=campaign)), clean)
    assert codes(findings, Severity.ERROR) == {"K16"}
    assert {str(finding.place) for finding in findings} == {
        f"BM06[N01|{year}].c01" for year in ("2015", "2016", "2017", "2018")
    }


@pytest.mark.covers("K33")
def test_awards_are_counted_only_when_the_campaign_gives_a_limit(kontum, form_set, clean):
    document = edited(clean, {"BM17[2].c17": "province_diploma", "BM17[2].c18": "province"})
    assert judge(form_set, document) == ()
    campaign = replace(kontum.campaign, parameters={"award_limit": "0"})
    limited = FormSet(replace(kontum, campaign=campaign))
    findings = judge(limited, document)
    assert codes(findings, Severity.WARNING) == {"K33"}
    assert codes(findings, Severity.ERROR) == {"K34"}
    allowed = FormSet(replace(kontum, campaign=replace(campaign, parameters={"award_limit": "1"})))
    assert judge(allowed, document) == ()


@pytest.mark.covers("K36")
def test_a_blank_figure_is_k36_until_its_state_is_given(form_set, clean):
    blank = edited(clean, {"BM01[2018].c16": None})
    assert codes(judge(form_set, blank), Severity.ERROR) == {"K36"}
    for state in State:
        assert judge(form_set, with_state(clean, "BM01[2018].c16", state)) == ()


def test_a_check_waits_until_all_its_figures_are_known(form_set, clean):
    unknown = with_state(clean, "BM01[2018].c08", State.UNKNOWN)
    assert "K11" not in codes(judge(form_set, unknown), Severity.ERROR)
    half = edited(unknown, {"BM02[2018].c18": 1_000_000})
    assert "K11" not in codes(judge(form_set, half), Severity.ERROR)


def test_a_clean_commune_has_no_findings_at_all(form_set, clean):
    assert judge(form_set, clean) == ()


def test_no_commune_of_the_demo_has_an_error(form_set, offices):
    assert len(offices) == 102
    explanations = 0
    explaining = [unit for unit, document in offices.items() if document.tables.get("BM18.c10")]
    for unit in offices if SOAK else {*explaining, *list(offices)[::6]}:
        document = offices[unit]
        findings = judge(form_set, document, unit)
        assert codes(findings, Severity.ERROR) == set(), unit
        assert all(finding.explained for finding in findings), unit
        explanations += len(findings)
    assert explanations == 3


def test_the_computed_cells_of_a_commune_are_those_of_a_plain_loop(form_set, offices):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], offices[COMMUNE], TODAY)
    values = forms.values()
    for row in read_csv(DEMO / "BM02.csv"):
        if row["unit"] != COMMUNE:
            continue
        n = {name: int(text) for name, text in row.items() if name[0] == "c" and text.isdigit()}
        ours = values["BM02"][(row["year"],)]
        end = n["c03"] - n["c05"] - n["c06"] - n["c09"] + n["c10"] + n["c11"] + n["c12"] + n["c13"]
        assert (ours["c07"], ours["c14"]) == (n["c05"] + n["c06"], end)
        assert abs(float(str(ours["r01"])) - 100 * end / n["c18"]) < 0.0051
        fall = 100 * n["c03"] / n["c01"] - 100 * end / n["c18"]
        assert abs(float(str(ours["r04"])) - fall) < 0.0101
    totals: dict[tuple[str, str], int] = {}
    for row in read_csv(DEMO / "BM05.csv"):
        if row["unit"] == COMMUNE:
            group = (row["group"], row["year"])
            totals[group] = totals.get(group, 0) + int(row["c01"])
    for (_, group_, year), ours in values["BM05"].items():
        assert ours["c03"] == totals[group_, year]
