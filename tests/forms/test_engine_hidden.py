"""Hidden nodes: what is the same for many rows is worked out once, and comes to the same as without them."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Document, Rows, State
from forms.engine import FormSet
from forms.pack import Check, FixedRow, Kind, Roll, Severity, TableKind
from forms.problems import Problem
from forms.xpath.nodes import BUDGET
from tests.forms.engine_packs import COMMUNE, TODAY, at, cell, key, one_form, records, table, text, words
from tests.forms.test_engine_laws import picture

# --- packs by chance -------------------------------------------------------------------------------

ROOT, ROW, BELOW, SIDE, YEAR, CHECK = "root", "row", "below", "side", "year", "check"
OWN = {
    ROOT: ("../a", "../b", "/B/a"),
    ROW: ("../n", "../../a", "/B/r/n", "/B/b", "position(..)"),
    BELOW: ("../m", "../../n", "/B/r/n", "/B/a", "current()/../m"),
    SIDE: ("../x", "../../b", "/B/a"),
    CHECK: ("n", "c1", "c2", "../c1", "/B/r/c2"),
    YEAR: ("../y", "../year", "/B/a", "../z"),
}
COLUMNS = {  # of the rows that a predicate chooses among
    "/B/r": ("n", "sum(k/m)", "../a", "/B/r/n"),
    "/B/r/k": ("m", "../n", "/B/r/n", "/B/r/k/m"),
    "/B/s": ("x", "../b", "/B/s/x"),
    "instance('B.s')/root/item": ("x",),
    "/B/f": ("y", "year", "z"),
    "instance('B.f')/root/item": ("y", "year"),
}
CELLS = {"/B/r": "n", "/B/r/k": "m", "/B/s": "x", "/B/f": "y"}
NUMBERS = st.sampled_from(["0", "1", "2", "2018", "0.5"])


@st.composite
def figure(draw, where, deep=2):
    """An expression that gives a number."""
    kind = draw(st.integers(0, 9 if deep else 2))
    if kind < 2:
        return draw(st.sampled_from(OWN[where]))
    if kind == 2:
        return draw(NUMBERS)
    if kind < 6:
        return draw(gathered(where, deep))
    if kind < 8:
        sign = draw(st.sampled_from(["+", "-", "*", "div"]))
        return f"({draw(figure(where, deep - 1))} {sign} {draw(figure(where, deep - 1))})"
    if kind == 8:
        name = draw(st.sampled_from(["coalesce", "round", "max"]))
        return f"{name}({draw(figure(where, deep - 1))}, {draw(figure(where, deep - 1))})"
    test, yes, no = draw(asked(where, deep - 1)), draw(figure(where, deep - 1)), draw(figure(where, deep - 1))
    return f"if({test}, {yes}, {no})"


@st.composite
def gathered(draw, where, deep):
    """An aggregate over the rows that predicates choose."""
    path = draw(st.sampled_from(list(COLUMNS)))
    tests = "".join(f"[{draw(predicate(where, path, deep - 1))}]" for _ in range(draw(st.integers(0, 2))))
    name = draw(st.sampled_from(["sum", "count", "count-non-empty", "min", "max"]))
    base = path.partition("'")[2].partition("'")[0].replace(".", "/")
    column = CELLS[f"/{base}" if base else path]
    return f"{name}({path}{tests}/{column})"


@st.composite
def predicate(draw, where, path, deep):
    """A test that is tried on rows."""
    column = draw(st.sampled_from(COLUMNS[path]))
    sign = draw(st.sampled_from(["=", "!=", "<", ">="]))
    kind = draw(st.integers(0, 6))
    if kind < 2 or deep < 1:
        return f"{column} {sign} {draw(NUMBERS)}"
    if kind == 2:
        return f"position() {sign} {draw(NUMBERS)}"
    if kind == 3:
        return f"{column} {sign} {draw(gathered(where, deep - 1))}"
    if kind == 4:
        return f"{column} {sign} current()/{draw(st.sampled_from(OWN[where]))}".replace("current()//", "/")
    if kind == 5:
        return f"{column} {sign} /B/a + {draw(NUMBERS)}"
    both = draw(st.sampled_from(["and", "or"]))
    return f"{draw(predicate(where, path, deep - 1))} {both} {draw(predicate(where, path, deep - 1))}"


@st.composite
def asked(draw, where, deep):
    """An expression that gives yes or no."""
    sign = draw(st.sampled_from(["=", "!=", "<", ">="]))
    return f"{draw(figure(where, max(deep, 0)))} {sign} {draw(figure(where, max(deep, 0)))}"


@st.composite
def packs(draw):
    """Four tables whose calculations, conditions and rules are made by chance."""

    def computed(name, where):
        return cell(name, draw(figure(where)), kind=Kind.DECIMAL, decimals=3, rollup=Roll.CALC)

    def typed(name, where):
        return cell(name, relevant=draw(st.none() | asked(where, 1)))

    rule = draw(asked(CHECK, 1))
    return one_form(
        table("B", "/B", (cell("a"), cell("b"), computed("c1", ROOT), computed("c2", ROOT))),
        records(
            "B.r",
            "/B/r",
            (
                cell("n", constraint=draw(st.none() | asked(ROW, 1))),
                computed("c1", ROW),
                computed("c2", ROW),
                cell("after", f"../c1 + {draw(figure(ROW, 1))}", kind=Kind.DECIMAL, decimals=3),
            ),
        ),
        records("B.r.k", "/B/r/k", (typed("m", BELOW), computed("c1", BELOW))),
        records("B.s", "/B/s", (cell("x"), cell("warned", warn=draw(asked(SIDE, 1))))),
        table(
            "B.f",
            "/B/f",
            (key("year"), cell("y"), cell("z"), computed("c1", YEAR)),
            TableKind.FIXED,
            axes=("year",),
            rows=tuple(FixedRow((year,), words(year)) for year in ("2017", "2018")),
        ),
        checks=(Check("C", Severity.ERROR, "B.r", rule, words("sai")),),
    )


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["add", "below", "s", "remove", "remove s", "a", "b", "n", "n", "m", "x", "y", "z"]),
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(0, 4), st.sampled_from(list(State))),
    ),
    max_size=14,
)
PLACES = {"a": "B", "b": "B", "n": "B.r", "m": "B.r.k", "x": "B.s", "y": "B.f", "z": "B.f"}


FIGURES = st.none() | st.integers(0, 4)
DOCUMENTS = st.builds(
    lambda a, n, m, x, y: Document(
        {
            "B": {(): filled("a", a)},
            "B.r": {(str(place),): filled("n", one) for place, one in enumerate(n, 1)},
            "B.r.k": {
                (str(place % len(n) + 1), str(place + 1)): filled("m", one) for place, one in enumerate(m)
            },
            "B.s": {(str(place),): filled("x", one) for place, one in enumerate(x, 1)},
            "B.f": {("2017",): filled("y", y)},
        }
    ),
    FIGURES,
    st.lists(FIGURES, min_size=2, max_size=4),
    st.lists(FIGURES, max_size=3),
    st.lists(FIGURES, max_size=3),
    FIGURES,
)


def filled(name, value):
    return {} if value is None else {name: value}


def moved(forms, move, place, value):
    """Make one move; where there is no such row make none."""
    table_id = {"add": "B.r", "below": "B.r", "remove": "B.r", "s": "B.s", "remove s": "B.s"}.get(move)
    rows = forms.rows(table_id or PLACES[move])
    if move in ("add", "s"):
        return forms.add_record(table_id)
    if not rows:
        return None
    row = rows[place % len(rows)]
    if move == "below":
        return forms.add_record("B.r.k", row)
    if move.startswith("remove"):
        return forms.remove_record(table_id, row)
    given_state = isinstance(value, State)
    address = Address(PLACES[move], row, move)
    return forms.put(address, None if given_state else value, value if given_state else None)


def told(change):
    """A change without the order in which findings came and went, which is that of the work."""
    if change is None:
        return None
    came, gone = (Counter(map(repr, found)) for found in (change.came, change.gone))
    return replace(change, came=(), gone=()), came - gone, gone - came


def built(pack, *, hide):
    try:
        return FormSet(pack, hide=hide)
    except Problem as problem:
        return problem.code, problem.details


@given(packs(), DOCUMENTS, MOVES)
def test_with_and_without_hidden_nodes_every_entry_comes_to_the_same(pack, document, moves):
    plain, hiding = built(pack, hide=False), built(pack, hide=True)
    if not isinstance(plain, FormSet):
        assert hiding == plain  # refused alike, a circle named by the same fields
        return
    one, other = (forms.open(COMMUNE, document, TODAY) for forms in (plain, hiding))
    assert picture(other) == picture(one)
    for move in moves:
        assert told(moved(one, *move)) == told(moved(other, *move)), move
    assert picture(other) == picture(one)
    assert picture(hiding.open(COMMUNE, other.document(), TODAY)) == picture(other)


# --- what it is for ----------------------------------------------------------------------------------


def visited(forms, *entry):
    """Count the rows that an entry visits."""
    forms.put(*entry)
    return BUDGET - forms._store.budget


def many(inside, outside, rows=300):
    """A form with a filled table of records."""
    pack = one_form(
        table("B", "/B", (cell("a"), *(cell(f"o{n}", one) for n, one in enumerate(outside)))),
        records(
            "B.r", "/B/r", (cell("n"), text("kind"), *(cell(f"i{n}", one) for n, one in enumerate(inside)))
        ),
    )
    answers: Rows = {(str(n),): {"n": n, "kind": "xy"[n % 2]} for n in range(1, rows + 1)}
    document = Document({"B": {(): {"a": 5}}, "B.r": answers})
    return [FormSet(pack, hide=hide).open(COMMUNE, document, TODAY) for hide in (False, True)]


def test_an_entry_tries_the_predicate_on_its_own_row_and_not_on_all():
    plain, hiding = many((), ("count(/B/r[n mod 7 = 3 and kind = 'x'])",))
    entry = at("B.r[9].n"), 16
    assert visited(plain, *entry) > 300
    assert visited(hiding, *entry) < 5  # the row passes as little as before: no row is looked at again
    assert visited(hiding, at("B.r[9].kind"), "x") < 5
    assert visited(hiding, at("B.r[10].n"), 18) > 300  # it passes no more: the rows are counted
    plain.put(at("B.r[9].kind"), "x")
    plain.put(at("B.r[10].n"), 18)
    assert hiding.view(at("B.o0")) == plain.view(at("B.o0"))


def test_what_is_the_same_for_all_rows_is_worked_out_once_and_not_for_every_row():
    plain, hiding = many(("../n * sum(/B/r[kind = 'x']/n) + count(/B/r[n > /B/a])",), ())
    assert visited(plain, at("B.a"), 6) > 300 * 300
    assert visited(hiding, at("B.a"), 6) < 3 * 300
    assert visited(hiding, at("B.r[9].kind"), "x") < 3 * 300
    plain.put(at("B.r[9].kind"), "x")
    assert [hiding.view(at(f"B.r[{n}].i0")) for n in (1, 9)] == [
        plain.view(at(f"B.r[{n}].i0")) for n in (1, 9)
    ]


def test_what_is_the_same_for_all_rows_of_a_predicate_is_worked_out_once():
    plain, hiding = many((), ("count(/B/r[n * 2 > sum(/B/r[kind = 'y']/n) div count(/B/r[n > 0])])",))
    assert visited(hiding, at("B.r[9].n"), 11) < 5 * 300
    plain.put(at("B.r[9].n"), 11)
    assert hiding.view(at("B.o0")) == plain.view(at("B.o0"))


@pytest.mark.parametrize(
    "own",
    [
        "sum(/B/r[n > current()/../n]/n)",  # of the row that asks
        "count(/B/r[position() < 3])",  # of the place among the rows
        "/B/r/n + 1",  # the row's own
        "count(/B/r[random() < 2])",  # by lot
        "position(..) + 1",
    ],
)
def test_what_hangs_on_the_row_that_asks_is_worked_out_where_it_stands(own):
    forms = FormSet(
        one_form(table("B", "/B", (cell("a"),)), records("B.r", "/B/r", (cell("n"), cell("i", own))))
    )
    assert not forms._graph.hidden


def test_parts_that_read_the_same_share_a_node():
    _, hiding = many(
        ("../n + sum(/B/r[kind = 'x']/n)", "sum(/B/r[kind = 'x']/n) - ../n"), ("count(/B/r[kind = 'x'])",)
    )
    assert len(hiding.graph.hidden) == 2  # the predicate, and the sum


@pytest.mark.parametrize("hide", [False, True])
@pytest.mark.parametrize(
    "outside, inside",
    [("sum(/B/r[i > 1]/n)", "../n + /B/o"), ("count(/B/r)", "count(/B/r[n > /B/r/i]) + sum(/B/r[i = 1]/i)")],
)
def test_a_circle_through_hidden_nodes_is_named_by_its_real_fields(hide, outside, inside):
    pack = one_form(
        table("B", "/B", (cell("o", outside),)), records("B.r", "/B/r", (cell("n"), cell("i", inside)))
    )
    with pytest.raises(Problem) as raised:
        FormSet(pack, hide=hide)
    assert raised.value.code == "PACK_CYCLE"
    assert raised.value.details["fields"] in ("B.o → B.r.i → B.o", "B.r.i")


def test_a_hidden_node_is_charged_to_the_budget():
    deep = "count(/B/r[n > -position()])"
    for _ in range(2):
        deep = f"count(/B/r[n > -position() and {deep} > 0])"
    with pytest.raises(Problem, match="PACK_BUDGET"):
        many((f"../n + {deep}",), ())


def test_one_cell_alone_is_worked_out_from_its_operands_with_hidden_nodes_too():
    pack = one_form(
        table("B", "/B", (cell("a"), cell("o", "sum(/B/f[y > 1]/y) + ../a"))),
        table(
            "B.f",
            "/B/f",
            (key("year"), cell("y"), cell("share", "../y * count(/B/f[y != 3]) + sum(/B/f[y > 1]/y)")),
            TableKind.FIXED,
            axes=("year",),
            rows=tuple(FixedRow((year,), words(year)) for year in ("2017", "2018")),
        ),
    )
    given_figures = {at("B.a"): 1, at("B.f[2017].y"): 1, at("B.f[2018].y"): 4}
    plain, hiding = FormSet(pack, hide=False), FormSet(pack)
    assert hiding._graph.hidden
    for place, wanted in (("B.o", 5), ("B.f[2018].share", 12)):
        assert hiding.evaluate(at(place), given_figures) == plain.evaluate(at(place), given_figures) == wanted
        assert hiding.reads(at(place)) == plain.reads(at(place))


def test_a_hidden_node_hands_on_that_an_answer_is_known_though_its_own_value_stays():
    rule = Check("C", Severity.ERROR, "B", "c < 1", words("sai"))
    pack = one_form(
        table("B", "/B", (cell("c", "count(/B/r[n != 2])"),)),
        records("B.r", "/B/r", (cell("n"),)),
        checks=(rule,),
    )
    forms = FormSet(pack).open(COMMUNE, Document({"B.r": {("1",): {}}}), TODAY)
    assert "C" not in {finding.code for finding in forms.findings()}  # a blank: nothing is tried yet
    change = forms.put(at("B.r[1].n"), None, State.NONE)  # no 2 before, no 2 now
    assert "C" in {finding.code for finding in change.findings}
