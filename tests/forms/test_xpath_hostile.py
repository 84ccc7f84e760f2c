"""Whatever a pack writes into an expression, it is refused or worked out; nothing else happens."""

import contextlib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from forms.problems import Problem
from forms.xpath.bind import bind
from forms.xpath.bound import World
from forms.xpath.calls import SPECIAL as BY_ROWS
from forms.xpath.functions import CLOCKED
from forms.xpath.functions import FUNCTIONS as BY_VALUE
from forms.xpath.nodes import Node, Row, Shape, Store
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, write

FUNCTIONS = st.sampled_from([*BY_VALUE, *CLOCKED, *BY_ROWS])
OPERATORS = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])
PLAIN = st.one_of(
    st.builds(Number, st.sampled_from([0.0, 1.0, 2.5, 1e15, 1e300])),
    st.builds(
        Text, st.sampled_from(["", "a", "a b", "2018-09-30", "12", "%Y-%", "[a-z]+", "r", "nan", "1e999"])
    ),
    st.sampled_from(
        [
            Path(".", (Step("child", "a"),)),
            Path(".", (Step("child", "n"),)),
            Path(".", (Step("self"),)),
            Binary("div", Number(1.0), Number(0.0)),
            Binary("div", Number(0.0), Number(0.0)),
            Path(".", (Step("parent"),)),
            Path(".", (Step("child", "*"),)),
            Path(".", (Step("attribute", "missing"),)),
            Path("/", ()),
            Path("/", (Step("child", "r"), Step("child", "n"))),
            Path(Call("instance", (Text("r"),)), (Step("child", "root"), Step("child", "item"))),
        ]
    ),
)


def inner(trees):
    item = trees.map(
        lambda test: Path(
            Call("instance", (Text("r"),)),
            (Step("child", "root"), Step("child", "item", (test,)), Step("child", "n")),
        )
    )
    return st.one_of(
        st.builds(Binary, OPERATORS, trees, trees),
        st.builds(Negate, trees),
        st.builds(Call, FUNCTIONS, st.lists(trees, max_size=4).map(tuple)),
        item,
    )


@given(st.recursive(PLAIN, inner, max_leaves=10), st.booleans())
def test_an_expression_is_refused_or_worked_out(tree, loose):
    shape = Shape(0, "r", chain=(0,), grows=True, numeric=frozenset({1}), textual=frozenset({0}))
    shape.node = Node("r", shape=shape, is_row=True)
    for slot, name in enumerate(("a", "n")):
        shape.slots[name] = slot
        shape.node.children[name] = Node(name, shape.node, shape=shape, slot=slot)
    store = Store(1, date(2018, 9, 30))
    for number, (a, n) in enumerate((("x", 1.0), (None, None), ("", 1e17))):
        row = Row(shape, (str(number),), 2, store)
        row.v = [a, n]
        row.index = number
        store.tables[0].append(row)
    world = World({"r": shape.node}, {"r": shape}, {}, {"/r/a": {"x": "X"}}, loose=loose)
    try:
        bound = bind(write(tree), shape.node.children["n"], world)
    except Refused:
        return
    for row in store.tables[0]:
        with contextlib.suppress(Problem):  # the budget
            assert isinstance(bound(row), float | str | bool | date | None)
        for ref in bound.refs:
            assert all(isinstance(one, Row) for one in ref.find(row))
