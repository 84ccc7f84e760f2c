"""Expressions in a pack: refused when it is built, stopped when it runs, and the rows they keep."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms import engine_work
from forms.answers import Document, Rows
from forms.engine import FormSet
from forms.pack import FixedRow, Kind, Pack, TableKind
from forms.problems import Problem
from tests.forms.engine_packs import (
    BM02,
    BM05,
    POVERTY_FORMS,
    at,
    cell,
    commune,
    form,
    key,
    one_form,
    opened,
    records,
    table,
    text,
    value,
    words,
)

START = Document({"BM02": {("2018",): {"c03": 100, "c18": 1000}}})


def problem(expression: str, **more) -> Problem:
    """The problem that a pack with this calculation has."""
    pack = one_form(table("T", "/T", (cell("a"), cell("b", expression, source="T.md survey!7"))), **more)
    with pytest.raises(Problem) as raised:
        FormSet(pack)
    return raised.value


@pytest.mark.parametrize(
    "expression,reason",
    [
        ("../a +", "unexpected"),
        ("nope(../a)", "unknown-function"),
        ("round()", "arguments"),
        ("../missing", "unknown-path"),
        ("/T/missing", "unknown-path"),
        ("/U/a", "unknown-path"),
        ("instance('nope')/root/item/a", "unknown-instance"),
        ("instance('T')/item/a", "unknown-path"),
        ("regex(../a, '(x*)*')", "pattern-dangerous"),
        ("count(/T/a[2])", "bare-position"),
    ],
)
def test_an_expression_that_cannot_work_names_its_place_in_the_source(expression, reason):
    found = problem(expression)
    assert found.code == "PACK_EXPRESSION"
    assert found.details["source"] == "T.md survey!7"
    assert found.details["expression"] == expression
    assert found.details["reason"] == reason


def test_many_cells_where_one_is_wanted_are_refused_when_the_pack_is_built():
    pack = one_form(table("T", "/T", (cell("b", "/T/r/x + 1"),)), records("T.r", "/T/r", (cell("x"),)))
    with pytest.raises(Problem, match="several"):
        FormSet(pack)


def test_a_bare_position_is_refused():
    pack = one_form(table("T", "/T", (cell("b", "/T/r[2]/x"),)), records("T.r", "/T/r", (cell("x"),)))
    with pytest.raises(Problem, match="bare-position"):
        FormSet(pack)


def test_cells_worked_out_from_each_other_are_named():
    pack = one_form(
        table("T", "/T", (cell("a", "../b + 1"), cell("b", "../c"), cell("c", "../a"), cell("d", "../c")))
    )
    with pytest.raises(Problem) as raised:
        FormSet(pack)
    assert raised.value.code == "PACK_CYCLE"
    assert set(raised.value.details["fields"].split(" → ")) == {"T.a", "T.b", "T.c"}
    with pytest.raises(Problem, match="PACK_CYCLE"):
        FormSet(one_form(table("T", "/T", (cell("a", "../a + 1"),))))


def test_a_hostile_pack_is_stopped(monkeypatch):
    monkeypatch.setattr(engine_work, "OPENING_BUDGET", 100_000)
    inner = "count(/T/r[count(/T/r[count(/T/r[n < position()]) > position()]) > position()])"
    pack = one_form(table("T", "/T", (cell("b", inner),)), records("T.r", "/T/r", (cell("n"),)))
    rows: Rows = {(str(number),): {"n": 1} for number in range(1, 601)}
    with pytest.raises(Problem, match="PACK_BUDGET"):
        opened(pack, Document({"T.r": rows}))


def test_texts_that_double_are_stopped():
    doubled = (text(f"t{n}", calculate=f"concat(../t{n - 1}, ../t{n - 1})") for n in range(1, 40))
    with pytest.raises(Problem, match="PACK_BUDGET"):
        opened(one_form(table("T", "/T", (text("t0"), *doubled))), Document({"T": {(): {"t0": "x" * 10}}}))


def test_operands_are_the_cells_a_computed_cell_reads_in_its_row():
    def read(address):
        return {str(place) for place in POVERTY_FORMS.operands(at(address))}

    assert read("BM02[2018].r01") == {"BM02[2018].c14", "BM02[2018].c18"}
    assert read("BM03[2017].r01") == {"BM03[2017].c10", "BM02[2017].c18"}
    assert read("BM05[A1|NG|2018].c03") == {f"BM05[{i}|NG|2018].c01" for i in ("A1", "A2", "B1")}
    assert read("BM02[2018].c03") == set()
    assert POVERTY_FORMS.reads(at("BM05[A1|NG|2018].r02")) == (
        (at("BM05[A1|NG|2018].c00"), at("BM05[A1|NG|2018].c03")),
        (),
    )


def test_a_cell_is_worked_out_from_given_operands_alone():
    known = {at(f"BM05[{i}|N2|2018].c01"): n for i, n in (("A1", 4), ("B1", 5))}
    assert POVERTY_FORMS.evaluate(at("BM05[A1|N2|2018].c03"), known) == 9
    across = {at("BM03[2018].c10"): 8_700, at("BM02[2018].c18"): 132_163}
    assert POVERTY_FORMS.evaluate(at("BM03[2018].r01"), across) == Decimal("6.58")
    assert POVERTY_FORMS.evaluate(at("BM03[2018].r01"), {}) is None


def test_opening_two_units_does_not_mix_their_answers():
    one, other = commune(START), commune()
    one.put(at("BM02[2018].c03"), 7)
    assert value(other, "BM02[2018].c03") is None
    assert value(one, "BM02[2018].c18") == 1000


def test_groups_inside_a_row_are_passed_over_from_other_forms():
    grouped = table(
        "G",
        "/G/rows",
        (key("k"), cell("a", path="x")),
        TableKind.FIXED,
        axes=("k",),
        rows=(FixedRow(("1",), words("1")),),
    )
    fields = tuple(replace(f, path="/G/rows/block/inner/a") if f.id == "a" else f for f in grouped.fields)
    reader = table(
        "R", "/R", (cell("b", "instance('G')/root/item[k = '1']/a"), cell("c", "sum(/G/rows/block/inner/a)"))
    )
    pack = Pack("p", "1", words("p"), forms=(form(replace(grouped, fields=fields)), form(reader)))
    forms = opened(pack)
    forms.put(at("G[1].a"), 3)
    assert (value(forms, "R.b"), value(forms, "R.c")) == (3, 3)


def test_the_tables_of_the_catalogue_have_the_rows_of_their_axes():
    assert commune().rows("BM02") == tuple(row.key for row in BM02.rows)
    assert len(commune().rows("BM05")) == len(BM05.rows)


@pytest.mark.parametrize(
    "predicate,rows",
    [
        ("n = 0", "1"),
        ("n < 1", "1"),
        ("n <= 5 and n > 0", "2"),
        ("n >= 5", "2"),
        ("n != 5", "13"),
        ("n = ''", "3"),
        ("d = 0.3", "2"),
        ("t = 'x'", "1"),
        ("t = ''", "23"),
        ("t != 'x'", "23"),
        ("day = '2018-01-02'", "2"),
        ("day < date('2018-01-02')", "1"),
        ("n", "2"),
        ("t", "1"),
        ("position() = 2", "2"),
        ("n >= 0 and position() = 1", "1"),
        ("id = current()/../wanted", "2"),
        ("n > 0 or t = 'x'", "12"),
        ("not(n = 0)", "23"),
        ("1 > n", "1"),
    ],
)
def test_a_predicate_keeps_the_rows_for_which_it_holds(predicate, rows):
    fields = (
        text("id"),
        cell("n"),
        cell("d", kind=Kind.DECIMAL, decimals=2),
        text("t"),
        text("day", kind=Kind.DATE),
    )
    kept = text("kept", calculate=f"join('', /T/r[{predicate}]/id)")
    pack = one_form(table("T", "/T", (text("wanted"), kept)), records("T.r", "/T/r", fields))
    answers: Rows = {
        ("1",): {"id": "1", "n": 0, "d": Decimal("0.1"), "t": "x", "day": "2018-01-01"},
        ("2",): {"id": "2", "n": 5, "d": Decimal("0.3"), "day": "2018-01-02"},
        ("3",): {"id": "3"},
    }
    forms = opened(pack, Document({"T": {(): {"wanted": "2"}}, "T.r": answers}))
    assert value(forms, "T.kept") == rows


def test_functions_over_rows_pass_over_blanks_as_javarosa_does():
    over_rows = {
        "sum(/T/r/n)": "8",
        "max(/T/r/n)": "5",
        "min(/T/r[n > 0]/n)": "3",
        "max(/T/r[n > 0]/n, 10)": "10",
        "count(/T/r)": "3",
        "count(/T/r/n)": "3",
        "count-non-empty(/T/r/n)": "2",
        "concat(/T/r/t)": "ab",
        "join(',', /T/r/t)": "a,b,",
        "sum(/T/none/n)": "0",
        "once('first')": "first",
    }
    cells = tuple(text(f"f{n}", calculate=expression) for n, expression in enumerate(over_rows))
    pack = one_form(
        table("T", "/T", cells),
        records("T.r", "/T/r", (cell("n"), text("t"))),
        records("T.none", "/T/none", (cell("n"),)),
    )
    answers: Rows = {("1",): {"n": 3, "t": "a"}, ("2",): {"n": 5, "t": "b"}, ("3",): {}}
    forms = opened(pack, Document({"T.r": answers}))
    found = {expression: value(forms, f"T.f{n}") or "" for n, expression in enumerate(over_rows)}
    assert found == over_rows
