"""The rules of single fields, each tried from its wrong side; the form follows the kind of nominee."""

from decimal import Decimal
from typing import Any

import pytest

from forms.answers import Address
from forms.pack import Kind, Severity
from tests.packs.offices import COMMUNE, TODAY, codes, edited, judge

HUGE = 10**9
RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("BM00.c08", {"BM00.c08": "2015-12-31"}),
    ("BM00.c08", {"BM00.c08": "2018-10-02"}),
    ("BM00.c14", {"BM00.c14": "gọi số 0260"}),
    ("BM00.c17", {"BM00.c17": "05-BC/UBND"}),
    ("BM00.c18", {"BM00.c18": "2018-09-29"}),
    ("BM01.c01", {"BM01[2016].c01": 0, "BM01[2016].c02": 0}),
    ("BM01.c02", {"BM01[2016].c02": HUGE}),
    ("BM01.c08", {"BM01[2015].c08": 0}),
    ("BM01.c09", {"BM01[2016].c09": 1}),
    ("BM01.c10", {"BM01[2015].c10": HUGE}),
    ("BM01.c11", {"BM01[2016].c11": HUGE}),
    ("BM01.c12", {"BM01[2016].c12": 0}),
    ("BM01.c15", {"BM01[2016].c15": HUGE}),
    ("BM01.c16", {"BM01[2016].c16": HUGE}),
    ("BM01.c17", {"BM01[2015].c17": HUGE}),
    ("BM01.c18", {"BM01[2015].c18": HUGE}),
    ("BM02.c01", {"BM02[2016].c01": 0}),
    ("BM02.c02", {"BM02[2016].c02": HUGE}),
    ("BM02.c03", {"BM02[2016].c03": HUGE}),
    ("BM02.c04", {"BM02[2016].c04": HUGE}),
    ("BM02.c07", {"BM02[2016].c06": HUGE}),
    ("BM02.c08", {"BM02[2016].c08": HUGE}),
    ("BM02.c14", {"BM02[2016].c06": HUGE}),
    ("BM02.c15", {"BM02[2016].c15": HUGE}),
    ("BM02.c16", {"BM02[2016].c16": HUGE}),
    ("BM02.c17", {"BM02[2016].c17": HUGE}),
    ("BM02.c18", {"BM02[2016].c18": 1}),
    ("BM02.c19", {"BM02[2016].c19": HUGE}),
    ("BM02.c20", {"BM02[2016].c20": 1}),
    ("BM02.c21", {"BM02[2016].c21": HUGE}),
    ("BM03.c01", {"BM03[2016].c01": HUGE}),
    ("BM03.c02", {"BM03[2016].c02": HUGE}),
    ("BM03.c04", {"BM03[2016].c04": HUGE}),
    ("BM03.c10", {"BM03[2016].c04": HUGE}),
    ("BM03.c11", {"BM03[2016].c11": HUGE}),
    ("BM03.c12", {"BM03[2016].c12": 0}),
    ("BM05.c02", {"BM05[A1|NG|2018].c02": HUGE}),
    ("BM04.c02", {"BM04[01|2018].c02": 0}),
    ("BM04.c03", {"BM04[01|2018].c03": HUGE}),
    ("BM04.c04", {"BM04[01|2018].c04": HUGE}),
    ("BM04.c05", {"BM04[01|2018].c05": HUGE}),
    ("BM04.c06", {"BM04[01|2018].c06": HUGE}),
    ("BM06.c02", {"BM06[N01|2018].c02": HUGE}),
    ("BM06.c03", {"BM06[N01|2015].c03": HUGE}),
    ("BM06.c03", {"BM06[N01|2018].c03": HUGE}),
    ("BM07.c02", {"BM07[G06|2018].c02": HUGE}),
    ("BM07.c03", {"BM07[G06|2018].c03": HUGE}),
    ("BM07.c04", {"BM07[G06|2018].c04": HUGE}),
    ("BM07.c04", {"BM07[G01|2018].c04": 0}),
    ("BM07.c05", {"BM07[G07|2018].c05": HUGE}),
    ("BM10.c01", {"BM10[1].c01": 0}),
    ("BM10.c08", {"BM10[1].c08": "2014"}),
    ("BM10.c09", {"BM10[1].c09": "2015"}),
    ("BM10.c19", {"BM10[1].c19": HUGE}),
    ("BM11.c01", {"BM11[2].c01": 1}),
    ("BM11.c09", {"BM11[1].c09": 0}),
    ("BM11.c10", {"BM11[1].c12": HUGE}),
    ("BM11.c13", {"BM11[1].c13": HUGE}),
    ("BM11.c14", {"BM11[1].c14": HUGE}),
    ("BM11.c21", {"BM11[1].c21": HUGE}),
    ("BM11.c23", {"BM11[1].c23": HUGE}),
    ("BM12.c03", {"BM12[HD01|2018].c03": HUGE}),
    ("BM12.c04", {"BM12[HD01|2018].c04": HUGE}),
    ("BM12.c05", {"BM12[HD01|2018].c05": HUGE}),
    ("BM12.c06", {"BM12[HD01|2018].c06": HUGE}),
    ("BM12.c07", {"BM12[HD01|2018].c07": HUGE}),
    ("BM13.c03", {"BM13[CS12|2018].c04": HUGE}),
    ("BM13.c05", {"BM13[CS12|2018].c05": HUGE}),
    ("BM14.c02", {"BM14[TD01|2018].c02": HUGE}),
    ("BM14.c07", {"BM14[TD01|2018].c07": 10**15}),
    ("BM14.c08", {"BM14[TD01|2018].c08": HUGE}),
    ("BM15.c05n", {"BM15[CS02].c05n": HUGE}),
    ("BM15.c06n", {"BM15[CS02].c06n": HUGE}),
    ("BM15.c09", {"BM15[CS02].c09": "CS02 CS03"}),
    ("BM20.c02", {"BM20.c02": "2018-07-31"}),
    ("BM20.c02", {"BM20.c02": "2018-10-02"}),
    ("BM20.c05", {"BM20.c05": 0}),
    ("BM20.c06", {"BM20.c06": HUGE}),
    ("BM21.c02", {"BM21[1].c02": "2018-10-02"}),
    ("BM16.c05", {"BM16[1].c05": "2009-12"}),
    ("BM16.c06", {"BM16[1].c06": "2010-01"}),
    ("BM16.c08", {"BM16[1].c08": 0}),
    ("BM16.c09", {"BM16[1].c09": HUGE}),
    ("BM16.c10", {"BM16[1].c10": HUGE}),
    ("BM16.c17", {"BM16[1].c17": HUGE}),
    ("BM16.c18", {"BM16[1].c18": "Làm chung."}),
    ("BM16.c23", {"BM16[1].c23": "a.jpg\nb.jpg\nc.jpg\nd.jpg\ne.jpg\nf.jpg"}),
    ("BM17.c04", {"BM17[1].c04": "2003-01-01"}),
    ("BM17.c14", {"BM17[1].c14": "Làm tốt."}),
    ("BM17.c19", {"BM17[1].c19": "01"}),
    ("BM17.c19", {"BM17[2].c19": "02"}),
    ("BM17.c20", {"BM17[1].c20": 99}),
    ("BM17.c21", {"BM00.c18": "2018-09-30", "BM17[1].c21": "2018-10-01"}),
    ("BM17.c22", {"BM17[1].c22": 0}),
    ("BM17.x02", {"BM17[2].x02": 0}),
    ("BM17.x04", {"BM17[1].c01": "household", "BM17[1].x04": 31}),
    ("BM17.x05", {"BM17[1].c01": "household", "BM17[1].x05": "2019"}),
    ("BM17.x06", {"BM17[1].x06": 1}),
    ("BM17.c16.c01", {"BM17.c16[1|1].c01": "2019"}),
)
WARNINGS: tuple[tuple[str, dict[str, object]], ...] = (
    ("BM01.c09", {"BM01[2016].c09": 20_000}),
    ("BM01.c14", {"BM01[2016].c14": 1_300_001}),
    ("BM02.c09", {"BM02[2018].c09": 1}),
    ("BM02.c13", {"BM02[2018].c13": 1}),
    ("BM02.c20", {"BM02[2016].c20": 100_000}),
    ("BM03.c05", {"BM03[2018].c05": 1}),
    ("BM03.c09", {"BM03[2018].c09": 1}),
    ("BM09.g01", {"BM09[DA4|2018].g01": 10**12}),
    ("BM09.g02", {"BM09[DA4|2018].g02": 10**12}),
    ("BM09.g03", {"BM09[DA4|2018].g03": 10**12}),
    ("BM09.g04", {"BM09[DA4|2018].g04": 10**12}),
    ("BM09.g05", {"BM09[DA4|2018].g05": 10**12}),
    ("BM09.g06", {"BM09[DA4|2018].g06": 10**12}),
    ("BM09.g07", {"BM09[DA4|2018].g07": 10**12}),
    ("BM09.g08", {"BM09[DA4|2018].g08": 10**12}),
    ("BM10.c15", {"BM10[1].c15": 10**12}),
    ("BM10.c18", {"BM10[1].c18": 100_000}),
    ("BM11.c19", {"BM11[1].c19": 10**12}),
    ("BM12.c02", {"BM12[HD01|2018].c01": 1_000}),
    ("BM13.c09", {"BM13[CS12|2018].c09": 10**12}),
    ("BM14.c05", {"BM14[TD01|2018].c05": 10**12}),
    ("BM14.c06", {"BM14[TD01|2018].c06": 100_000}),
    ("BM16.c16", {"BM16[1].c16": 1}),
)
ALLOWED: tuple[dict[str, object], ...] = (
    {"BM00.c14": "+84 260 0000001"},
    {"BM00.c17": "05/BC-UBND", "BM00.c18": "2018-09-30"},
    {"BM16[1].c23": "a.jpg\nb.png\nc.pdf\nd.jpg\ne.jpg"},
    {"BM16[1].c23": "\n".join(f"BM16-1-c23_{'vuon-sam-' * 8}{n}.jpg" for n in range(5))},
    {"BM16[1].c06": "2018-09"},
    {"BM17[1].c04": "2002"},
    {"BM17[1].c19": "07"},
    {"BM17[1].c03": "A"},
)


def covering(rules: tuple[tuple[str, dict[str, object]], ...]) -> list[Any]:
    """One parameter set a rule, marked with its field."""
    return [
        pytest.param(*rule, id=f"{n}-{rule[0]}", marks=pytest.mark.covers(rule[0]))
        for n, rule in enumerate(rules)
    ]


@pytest.mark.parametrize("code,edits", covering(RULES))
def test_a_value_on_the_wrong_side_of_a_limit_is_an_error(form_set, clean, code, edits):
    assert code in codes(judge(form_set, edited(clean, edits)), Severity.ERROR)


@pytest.mark.parametrize("code,edits", covering(WARNINGS))
def test_an_unusual_value_is_a_warning(form_set, clean, code, edits):
    assert code in codes(judge(form_set, edited(clean, edits)), Severity.WARNING)


@pytest.mark.parametrize("edits", ALLOWED, ids=[next(iter(edits)) for edits in ALLOWED])
def test_what_is_allowed_raises_nothing(form_set, clean, edits):
    assert judge(form_set, edited(clean, edits)) == ()


def test_every_limit_and_every_warning_of_the_pack_is_tried_here(kontum):
    for form in kontum.forms:
        for table in form.tables:
            for field in table.fields:
                if field.constraint and field.constraint != ". >= 0":
                    assert any(code == f"{table.id}.{field.id}" for code, _ in RULES), field.path
                if field.warn:
                    assert any(code == f"{table.id}.{field.id}" for code, _ in WARNINGS), field.path


def test_no_figure_may_be_negative(kontum, form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)
    for table_id, rows in clean.tables.items():
        table = kontum.tables_by_id[table_id]
        key, row = next(iter(rows.items()))
        for field in table.fields:
            if field.kind is Kind.INTEGER and field.calculate is None and field.id in row:
                place = Address(table_id, key, field.id)
                found = codes(forms.put(place, -1).findings, Severity.ERROR)
                assert f"{table_id}.{field.id}" in found, place
                forms.put(place, row[field.id])


def test_the_form_follows_the_kind_of_nominee(form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)
    person = {field: forms.view(Address("BM17", ("1",), field)) for field in ("c02", "c04", "c09", "c12")}
    group = {field: forms.view(Address("BM17", ("2",), field)) for field in ("c02", "c04", "c09", "c12")}
    assert [view.relevant for view in person.values()] == [True, True, True, False]
    assert [view.relevant for view in group.values()] == [False, False, False, True]
    assert person["c04"].required
    assert group["c12"].required


@pytest.mark.parametrize("place", ["BM17[1].c04", "BM17[1].c03", "BM17[2].c12", "BM17[2].c14", "BM18.c03"])
def test_what_a_record_needs_is_asked_for(form_set, clean, place):
    assert codes(judge(form_set, edited(clean, {place: None})), Severity.ERROR) == {"K36"}


def test_the_decision_of_the_last_year_is_asked_for_only_when_it_is_official(form_set, clean):
    without = edited(clean, {"BM02[2018].c22": None})
    assert codes(judge(form_set, without), Severity.ERROR) == {"K36"}
    assert judge(form_set, edited(without, {"BM00.c09": "estimated"})) == ()
    earlier = edited(clean, {"BM02[2017].c22": None, "BM00.c09": "estimated"})
    assert codes(judge(form_set, earlier), Severity.ERROR) == {"K36"}


@pytest.mark.parametrize(
    "edits",
    [
        {"BM08[MT01|2018].c03": Decimal("0.01"), "BM08[MT01|2018].c07": None},
        {"BM10[1].c09": None},
        {"BM10[1].c20": None},
        {"BM13[CS12|2018].c06": Decimal("1.5")},
        {"BM15[CS02].c01": "5", "BM15[CS02].c07": None},
        {"BM15[CS02].c10": "amend", "BM15[CS02].c12": None, "BM15[CS02].c11": "Nâng mức hỗ trợ."},
        {"BM15[CS02].c10": "amend", "BM15[CS02].c12": "central", "BM15[CS02].c11": None},
        {"BM20.c07": None},
    ],
    ids=lambda edits: next(iter(edits)),
)
def test_what_follows_from_an_answer_is_asked_for(form_set, clean, edits):
    present = {place for place, value in edits.items() if value is None and not _holds(clean, place)}
    edits = {place: value for place, value in edits.items() if place not in present}
    assert codes(judge(form_set, edited(clean, edits)), Severity.ERROR) == {"K36"}


def _holds(document, place):
    address = Address.parse(place)
    return address.field in document.tables.get(address.table, {}).get(address.key, {})


def test_a_policy_that_is_not_carried_out_here_is_asked_nothing_more(form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)
    assert forms.view(Address.parse("BM15[CS02].c01")).relevant
    assert not forms.view(Address.parse("BM15[CS99].c01")).relevant


def test_a_total_that_cannot_be_split_is_typed_and_its_mirror_is_not_asked(form_set, clean):
    escaped = clean.tables["BM02"][("2018",)]
    total = int(escaped["c05"]) + int(escaped["c06"])
    half = {"BM02[2018].x01": "1", "BM02[2018].c05": None, "BM02[2018].c06": None}
    assert codes(judge(form_set, edited(clean, half)), Severity.ERROR) == {"K36"}
    whole = edited(clean, {**half, "BM02[2018].c07n": total})
    assert judge(form_set, whole) == ()
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], whole, TODAY)
    assert forms.view(Address.parse("BM02[2018].c07")).value == total
    assert not forms.view(Address.parse("BM02[2018].c05")).relevant


def test_a_flow_counted_within_another_is_passed_over(form_set, clean):
    row = clean.tables["BM02"][("2018",)]
    folded = int(row["c10"]) + int(row["c12"])
    document = edited(clean, {"BM02[2018].x02": "1", "BM02[2018].c10": None, "BM02[2018].c12": folded})
    assert judge(form_set, document) == ()
    before, after = (
        form_set.open(form_set.pack.units_by_code[COMMUNE], one, TODAY) for one in (clean, document)
    )
    for field in ("c14", "r06"):
        place = Address("BM02", ("2018",), field)
        assert before.view(place).value == after.view(place).value


def test_slips_are_counted_instead_of_the_typed_total(form_set, clean):
    slips = {
        f"BM21[{n}].{field}": value
        for n in (1, 2, 3)
        for field, value in {"c01": "CS02", "c04": "poor", "c05": "1" if n < 3 else "0"}.items()
    }
    blank = {"BM15[CS02].c05n": None, "BM15[CS02].c06n": None}
    document = edited(clean, {**slips, **blank})
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], document, TODAY)
    shown = [forms.view(Address.parse(f"BM15[CS02].{field}")).value for field in ("c05", "c06", "r01")]
    assert shown == [3, 2, Decimal("66.67")]
    assert judge(form_set, document) == ()


def test_targets_of_other_forms_are_linked_and_the_rest_typed(form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)

    def cell(place: str) -> object:
        return forms.view(Address.parse(place)).value

    assert cell("BM08[MT01|2018].c04") == cell("BM02[2018].r01")
    assert cell("BM08[MT02|2018].c04") == cell("BM02[2018].r04")
    assert cell("BM08[MT03|2018].c04") == cell("BM02[2018].r02")
    assert cell("BM08[MT04|2018].c04") == cell("BM03[2018].r01")
    assert cell("BM08[MT11|2018].c04") == cell("BM05[D1|NG|2018].r01")
    assert cell("BM08[MT15|2018].c04") == Decimal(str(cell("BM01[2018].c14"))) / 1_000_000
    assert cell("BM08[MT16|2018].c04") == cell("BM08[MT16|2018].c04n")
    assert not forms.view(Address.parse("BM08[MT01|2018].c04n")).relevant


def test_a_target_to_fall_is_reached_by_falling(form_set, clean):
    edits = {"BM08[MT01|2016].c02": Decimal("40.00"), "BM08[MT01|2018].c03": Decimal("20.00")}
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], edited(clean, edits), TODAY)
    result = Decimal(str(forms.view(Address.parse("BM08[MT01|2018].c04")).value))
    reached = forms.view(Address.parse("BM08[MT01|2018].r01")).value
    assert reached == ((40 - result) / 20 * 100).quantize(Decimal("0.01"))


def test_priorities_are_unique_within_a_kind_and_an_award(form_set, clean):
    person = clean.tables["BM17"][("1",)]
    both = edited(
        clean, {f"BM17[3].{field}": value for field, value in person.items()} | {"BM17[3].c03": "Y Ba"}
    )
    assert codes(judge(form_set, both), Severity.ERROR) == {"BM17.c22"}
    assert judge(form_set, edited(both, {"BM17[3].c22": 2})) == ()


def test_the_commune_decides_only_on_its_own_awards(form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)
    assert not forms.view(Address.parse("BM17[1].c24")).readonly
    assert forms.view(Address.parse("BM17[2].c24")).readonly
    assert forms.view(Address.parse("BM17[1].c23")).readonly


def test_the_baseline_is_asked_only_for_2015(form_set, clean):
    forms = form_set.open(form_set.pack.units_by_code[COMMUNE], clean, TODAY)
    relevant = [forms.view(Address("BM01", (year,), "c17")).relevant for year in ("2015", "2016", "2018")]
    assert relevant == [True, False, False]


def test_an_agency_opens_its_own_forms(form_set, clean):
    unit = form_set.pack.units_by_code["62A01"]
    assert [form.id for form in form_set.open(unit, type(clean)(), TODAY).forms] == [
        "BM00",
        "BM14",
        "BM16",
        "BM17",
        "BM18",
    ]
