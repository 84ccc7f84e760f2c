"""One unit's answers, live: what is computed, what moves, what is asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forms.answers import Address, Document, State
from forms.engine import FormSet
from forms.findings import CellView
from forms.pack import FixedRow, Kind, TableKind
from forms.problems import Problem
from tests.forms.engine_packs import (
    COMMUNE,
    KON_TUM_2022,
    POVERTY,
    POVERTY_FORMS,
    TODAY,
    at,
    cell,
    commune,
    form,
    item,
    key,
    one_form,
    opened,
    put,
    rate,
    records,
    table,
    text,
    value,
    words,
    year_of,
)

START = Document({"BM02": {("2018",): {"c03": 100, "c18": 1000}}})


def test_tv4_the_stock_of_2022_comes_to_15943():
    forms = commune()
    put(forms, year_of("2018", **KON_TUM_2022))
    assert value(forms, "BM02[2018].c07") == 6782
    assert value(forms, "BM02[2018].c14") == 15_943


def test_tv7_two_measures_of_reduction_have_two_values():
    forms = commune()
    put(forms, year_of("2018", c01=138_360, c03=19_010, c05=5_493, c06=0, c09=0, c10=0, c11=0, c12=0, c13=0))
    assert value(forms, "BM02[2018].r05") == Decimal("3.97")
    put(forms, year_of("2018", c12=730, c18=138_360))
    assert value(forms, "BM02[2018].c14") == 14_247
    assert value(forms, "BM02[2018].r01") == Decimal("10.30")
    assert value(forms, "BM02[2018].r04") == Decimal("3.44")


def test_tv3_rates_are_rounded_half_up_to_their_decimals():
    found = {
        (22_851, 132_150): "17.29",
        (8_700, 132_150): "6.58",
        (21_392, 69_250): "30.89",
        (7_807, 69_250): "11.27",
    }
    for (part, whole), expected in found.items():
        given = {at("BM02[2018].c14"): part, at("BM02[2018].c18"): whole}
        assert POVERTY_FORMS.evaluate(at("BM02[2018].r01"), given) == Decimal(expected)


def test_an_entry_answers_with_exactly_the_cells_that_moved():
    forms = commune()
    put(forms, year_of("2018", **KON_TUM_2022))
    change = forms.put(at("BM02[2018].c09"), 41)
    assert {str(address): view.value for address, view in change.cells.items()} == {
        "BM02[2018].c09": 41,
        "BM02[2018].c14": 15_942,
        "BM05[A1|NG|2018].c00": 15_942,
        "BM05[A2|NG|2018].c00": 15_942,
        "BM05[B1|NG|2018].c00": 15_942,
    }
    assert list(change.stored) == [at("BM02[2018].c09")]
    assert change.findings == forms.findings()


def test_the_same_entry_again_moves_nothing():
    forms = commune()
    forms.put(at("BM02[2018].c03"), 5)
    change = forms.put(at("BM02[2018].c03"), 5)
    assert (change.cells, change.stored) == ({}, {})


def test_a_sum_gathers_the_rows_of_its_own_group_and_year_only():
    forms = commune()
    put(forms, {"BM05[A1|NG|2018].c01": 3, "BM05[A2|NG|2018].c01": 4, "BM05[A1|N2|2018].c01": 50})
    assert value(forms, "BM05[B1|NG|2018].c03") == 7
    assert value(forms, "BM05[A1|N2|2018].c03") == 50
    assert value(forms, "BM05[A1|NG|2017].c03") == 0
    change = forms.put(at("BM05[A2|NG|2018].c01"), 5)
    assert {address.key for address in change.cells} == {(i, "NG", "2018") for i in ("A1", "A2", "B1")}


def test_none_counts_as_zero_and_unknown_as_blank():
    forms = commune()
    put(forms, year_of("2018", **{**KON_TUM_2022, "c09": None}))
    assert value(forms, "BM02[2018].c14") is None
    change = forms.put(at("BM02[2018].c09"), None, State.NONE)
    assert value(forms, "BM02[2018].c14") == 15_983
    assert change.cells[at("BM02[2018].c09")] == CellView(None, State.NONE)
    forms.put(at("BM02[2018].c09"), None, State.UNKNOWN)
    assert value(forms, "BM02[2018].c14") is None
    assert forms.states() == {at("BM02[2018].c09"): State.UNKNOWN}
    forms.put(at("BM02[2018].c09"), 0)
    assert forms.states() == {}


def test_a_rate_of_nothing_is_blank_not_zero():
    forms = commune()
    put(forms, year_of("2018", **KON_TUM_2022, c18=0))
    assert value(forms, "BM02[2018].r01") is None


def test_a_cell_that_is_not_asked_keeps_its_answer_and_counts_as_blank():
    pack = one_form(table("T", "/T", (cell("a"), cell("b", relevant="../a > 0"), cell("c", "sum(../b)"))))
    forms = opened(pack)
    put(forms, {"T.a": 1, "T.b": 7})
    assert value(forms, "T.c") == 7
    change = forms.put(at("T.a"), 0)
    assert change.cells[at("T.b")] == CellView(None, relevant=False)
    assert value(forms, "T.c") == 0
    assert "b" not in forms.values()["T"][()]
    assert forms.document().tables["T"][()]["b"] == 7
    forms.put(at("T.a"), 2)
    assert value(forms, "T.b") == 7


def test_views_say_what_is_required_and_what_is_locked():
    pack = one_form(
        table(
            "T",
            "/T",
            (cell("a"), text("b", required="../a > 0"), text("c", readonly="../a > 0"), cell("d", "../a")),
        )
    )
    forms = opened(pack)
    assert not forms.view(at("T.b")).required
    change = forms.put(at("T.a"), 1)
    assert change.cells[at("T.b")].required
    assert change.cells[at("T.c")].readonly
    assert forms.view(at("T.d")).readonly


def test_computed_values_have_the_type_of_their_field():
    pack = one_form(
        table(
            "T",
            "/T",
            (
                cell("a"),
                cell("i", "../a div 3"),
                rate("d", "../a div 3"),
                text("t", calculate="concat('n = ', ../a)"),
                text("day", kind=Kind.DATE, calculate="date('2018-01-01') + ../a"),
            ),
        )
    )
    forms = opened(pack)
    forms.put(at("T.a"), 5)
    found = forms.values()["T"][()]
    assert found == {"a": 5, "i": 2, "d": Decimal("1.67"), "t": "n = 5", "day": "2018-01-06"}
    assert isinstance(found["i"], int)
    forms.put(at("T.a"), 10**15)
    assert value(forms, "T.i") == 333_333_333_333_333


def test_a_value_that_arrives_for_a_computed_cell_is_kept_beside_it():
    forms = commune()
    put(forms, year_of("2018", **KON_TUM_2022))
    change = forms.put(at("BM02[2018].c14"), 15_944)
    view = change.stored[at("BM02[2018].c14")]
    assert (view.value, view.stated) == (15_943, 15_944)
    assert forms.document().stated == {at("BM02[2018].c14"): 15_944}
    forms.put(at("BM02[2018].c14"), 15_943)
    assert forms.view(at("BM02[2018].c14")).stated is None
    assert forms.document().stated == {at("BM02[2018].c14"): 15_943}


def test_records_come_and_go_with_their_defaults_and_their_children():
    pack = one_form(
        table("B", "/B", (cell("total", "sum(/B/r/n)"), cell("rows", "count(/B/r)"))),
        records(
            "B.r", "/B/r", (cell("n", default="1"), cell("nth", "position(..)"), cell("below", "sum(../k/m)"))
        ),
        records("B.r.k", "/B/r/k", (cell("m"), cell("share", "../m * ../../n"))),
    )
    forms = opened(pack)
    change = forms.add_record("B.r")
    assert [(rows.table, rows.added) for rows in change.rows] == [("B.r", (("1",),))]
    assert change.stored == {at("B.r[1].n"): CellView(1)}
    forms.add_record("B.r")
    put(forms, {"B.r[2].n": 10})
    assert (value(forms, "B.total"), value(forms, "B.rows")) == (11, 2)
    forms.add_record("B.r.k", ("2",))
    forms.add_record("B.r.k", ("2",))
    put(forms, {"B.r.k[2|1].m": 3, "B.r.k[2|2].m": 4})
    assert value(forms, "B.r[2].below") == 7
    assert value(forms, "B.r.k[2|2].share") == 40
    change = forms.put(at("B.r[2].n"), 100)
    assert change.cells[at("B.r.k[2|1].share")].value == 300
    assert value(forms, "B.r[2].nth") == 2
    change = forms.remove_record("B.r", ("1",))
    assert value(forms, "B.total") == 100
    assert change.cells[at("B.r[2].nth")].value == 1
    assert forms.rows("B.r") == (("2",),)
    change = forms.remove_record("B.r", ("2",))
    assert {rows.table: rows.removed for rows in change.rows} == {
        "B.r": (("2",),),
        "B.r.k": (("2", "1"), ("2", "2")),
    }
    assert (value(forms, "B.total"), forms.rows("B.r.k")) == (0, ())
    assert forms.document().tables == {}


def test_a_record_key_is_used_again_only_when_it_was_the_last():
    forms = commune()
    for _ in range(3):
        forms.add_record("BM16")
    forms.remove_record("BM16", ("2",))
    assert forms.add_record("BM16").rows[0].added == (("4",),)
    assert forms.rows("BM16") == (("1",), ("3",), ("4",))


def test_a_default_of_a_fixed_row_is_stored_with_the_first_entry_in_it():
    fixed = table(
        "F",
        "/F/rows",
        (
            key("k"),
            cell("a"),
            cell("b", default="5"),
            text("unit", default="instance('unit')/root/item/code"),
        ),
        TableKind.FIXED,
        axes=("k",),
        rows=(FixedRow(("x",), words("x")), FixedRow(("y",), words("y"))),
    )
    forms = opened(one_form(fixed))
    assert value(forms, "F[x].b") == 5
    change = forms.put(at("F[x].a"), 1)
    assert {str(place): view.value for place, view in change.stored.items()} == {
        "F[x].a": 1,
        "F[x].b": 5,
        "F[x].unit": COMMUNE.code,
    }
    assert list(forms.put(at("F[x].a"), 2).stored) == [at("F[x].a")]
    again = FormSet(one_form(fixed)).open(COMMUNE, Document({"F": {("x",): {"a": 2}}}), TODAY)
    assert value(again, "F[x].b") is None
    assert value(again, "F[y].b") == 5


def test_choices_are_filtered_by_another_answer():
    lists = {
        "district": (item("d1"), item("d2")),
        "commune": (item("b", parent="d1"), item("c", parent="d2")),
    }
    pack = one_form(
        table(
            "T",
            "/T",
            (
                text("d", kind=Kind.CHOICE, list="district"),
                text("c", kind=Kind.CHOICE, list="commune", choice_filter="parent = current()/../d"),
                text("name", calculate="jr:choice-name(../d, '/T/d')"),
            ),
        ),
        lists=lists,
    )
    forms = opened(pack)
    assert forms.choices(at("T.c")) == ()
    forms.put(at("T.d"), "d2")
    assert [choice.name for choice in forms.choices(at("T.c"))] == ["c"]
    assert value(forms, "T.name") == "d2"


def test_expressions_read_unit_campaign_and_lists():
    pack = replace(
        POVERTY,
        forms=(
            form(
                table(
                    "T",
                    "/T",
                    (
                        *(
                            text(name, calculate=calculate)
                            for name, calculate in (
                                ("level", "instance('unit')/root/item/level"),
                                ("area", "instance('unit')/root/area"),
                                ("limit", "instance('campaign')/root/item[name = 'award_limit']/value"),
                                ("nothing", "instance('campaign')/root/item[name = 'other']/value"),
                                ("last", "instance('campaign')/root/last_year"),
                                ("label", "instance('kind')/root/item[name = 'crops']/label"),
                                ("pulled", "pulldata('kind', 'label', 'name', concat('cre', 'dit'))"),
                                ("second", "instance('kind')/root/item[position() = 2]/name"),
                            )
                        ),
                        cell("items", "count(instance('kind')/root/item)"),
                    ),
                )
            ),
        ),
        checks=(),
        assignments=(),
    )
    found = opened(pack).values()["T"][()]
    assert found == {
        "level": "commune",
        "area": "urban",
        "limit": "3",
        "last": "2018",
        "label": "Trồng trọt",
        "pulled": "Tín dụng",
        "second": "crops",
        "items": 2,
    }


def test_indexed_repeat_reads_another_row():
    pack = one_form(
        table("B", "/B", (cell("i"), cell("picked", "indexed-repeat(/B/r/n, /B/r, ../i)"))),
        records("B.r", "/B/r", (cell("n"),)),
    )
    forms = opened(pack, Document({"B.r": {("1",): {"n": 5}, ("2",): {"n": 6}}}))
    assert value(forms, "B.picked") == 5
    forms.put(at("B.i"), 2)
    assert value(forms, "B.picked") == 6
    forms.put(at("B.i"), 3)
    assert value(forms, "B.picked") is None


def test_the_day_is_the_one_handed_in():
    pack = one_form(table("T", "/T", (text("day", kind=Kind.DATE, calculate="today()"),)))
    forms = FormSet(pack).open(COMMUNE, Document(), date(2018, 9, 1))
    assert value(forms, "T.day") == "2018-09-01"


def test_what_is_opened_comes_out_again():
    document = Document(
        {
            "BM02": {("2018",): {"c03": 100, "c18": 1000}},
            "BM16": {("2",): {"c01": "Nuôi dê"}, ("10",): {}},
            "BM18.c10": {("1",): {"c01": "K19"}},
        },
        {at("BM02[2018].c09"): State.NONE},
        {at("BM02[2018].c14"): 90},
    )
    forms = commune(document)
    assert forms.document() == document
    assert forms.rows("BM16") == (("2",), ("10",))


@pytest.mark.parametrize(
    "document",
    [
        Document({"BM99": {(): {"c01": 1}}}),
        Document({"BM02": {("2018",): {"c99": 1}}}),
        Document({"BM02": {("1999",): {"c03": 1}}}),
        Document({"BM16": {("một",): {"c08": 1}}}),
        Document({}, {Address("BM02", ("2018",), "x"): State.NONE}),
    ],
)
def test_a_document_with_a_cell_the_pack_has_not_is_refused(document):
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        commune(document)


@pytest.mark.parametrize(
    "address,wrong", [("BM02[2018].c03", "một"), ("BM02[2018].c03", Decimal("1.5")), ("BM18.c01", 3)]
)
def test_a_value_of_another_kind_is_refused_and_nothing_is_taken(address, wrong):
    forms = commune()
    with pytest.raises(Problem, match="VALUE_KIND"):
        forms.put_many([(at("BM02[2018].c01"), 5, None), (at(address), wrong, None)])
    assert forms.document() == Document()


def test_a_key_cannot_be_typed_and_an_unknown_record_cannot_be_filled():
    forms = commune()
    for address in ("BM02[2018].year", "BM16[1].c01", "BM77.c01"):
        with pytest.raises(Problem, match="NO_SUCH_CELL"):
            forms.put(at(address), "2018")
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        forms.add_record("BM02")
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        forms.remove_record("BM16", ("7",))


def test_completeness_counts_answers_and_states():
    forms = commune()
    done, wanted = forms.completeness("BM03")
    assert (done, wanted) == (0, 6)
    forms.put_many([(at("BM03[2018].c06"), 0, None), (at("BM03[2018].c10"), None, State.UNKNOWN)])
    assert forms.completeness("BM03") == (2, 6)
    assert forms.completeness("BM18") == (0, 1)


def test_only_the_forms_of_the_unit_are_asked():
    district = POVERTY.units_by_code["1"]
    forms = POVERTY_FORMS.open(district, Document(), TODAY)
    assert forms.forms == ()
    assert forms.findings() == ()
