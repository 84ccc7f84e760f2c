"""Expressions are read and written back without change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, parse, write

NAMES = st.sampled_from(["c01", "tỉnh", "or", "div", "a-b", "r.2", "jr:choice-name"])
FIELDS = st.sampled_from(["c01", "and", "mod", "x_1"])
OPERATORS = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])
QUOTED = st.one_of(st.text("abc đ'[]()/. =", max_size=6), st.just('say "x"'))


def trees():
    plain = st.one_of(
        st.builds(Number, st.floats(0, 1e12, allow_nan=False).map(lambda x: round(x, 3))),
        st.builds(Text, QUOTED),
        st.builds(lambda found: Path(".", tuple(found)), st.lists(steps(), min_size=1, max_size=3)),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.builds(Binary, OPERATORS, inner, inner),
            st.builds(Negate, inner),
            st.builds(Call, NAMES, st.lists(inner, max_size=3).map(tuple)),
            st.builds(
                lambda start, found: Path(start, tuple(found)),
                st.sampled_from(["/", ".", Call("current", ()), Call("instance", (Text("x"),))]),
                st.lists(steps(inner), min_size=1, max_size=3),
            ),
            st.just(Path("/", ())),
        ),
        max_leaves=12,
    )


def steps(inner=None):
    tests = st.just([]) if inner is None else st.lists(inner, max_size=2)
    child = st.builds(
        lambda axis, name, found: Step(axis, name, tuple(found)),
        st.sampled_from(["child", "attribute"]),
        st.one_of(FIELDS, st.just("*")),
        tests,
    )
    other = st.builds(
        lambda axis, name, found: Step(axis, name, tuple(found)),
        st.sampled_from(["parent", "self"]),
        st.sampled_from(["", "*", "c01"]),
        tests,
    )
    return st.one_of(child, other, st.sampled_from([Step("child", "node()"), Step("child", "text()")]))


@given(trees())
def test_what_is_written_reads_back_as_the_same_tree(tree):
    assert parse(write(tree)) == tree


@given(st.text("abc01 +-*/()[],.'\"=<>!$@|:đ\n", max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        tree = parse(text)
    except Refused:
        return
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    "expression,tree",
    [
        ("a-b", Path(".", (Step("child", "a-b"),))),
        ("a - b", Binary("-", Path(".", (Step("child", "a"),)), Path(".", (Step("child", "b"),)))),
        (
            "div div div",
            Binary("div", Path(".", (Step("child", "div"),)), Path(".", (Step("child", "div"),))),
        ),
        ("../c01", Path(".", (Step("parent"), Step("child", "c01")))),
        (". > 1", Binary(">", Path(".", (Step("self"),)), Number(1.0))),
        ("* * 2", Binary("*", Path(".", (Step("child", "*"),)), Number(2.0))),
        ("@id = *", Binary("=", Path(".", (Step("attribute", "id"),)), Path(".", (Step("child", "*"),)))),
        ("1div2", Binary("div", Number(1.0), Number(2.0))),
        ("1 or1", Binary("or", Number(1.0), Number(1.0))),
        ("self::node()", Path(".", (Step("self"),))),
        ("node()", Path(".", (Step("child", "node()"),))),
        ("/", Path("/", ())),
        ("2*3", Binary("*", Number(2.0), Number(3.0))),
        ("child::c01", Path(".", (Step("child", "c01"),))),
        ("parent::node()", Path(".", (Step("parent"),))),
    ],
)
def test_names_and_operators_are_told_apart(expression, tree):
    assert parse(expression) == tree
