"""Expressions over the columns of a consolidated table, in the language of the forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from forms.answers import Value
from forms.engine_cells import LARGEST
from forms.problems import Problem
from forms.xpath.bind import bind
from forms.xpath.bound import Code, World
from forms.xpath.nodes import Node, Row, Shape, Store
from forms.xpath.parse import Binary, Path, Refused, Tree, parse, parts
from forms.xpath.values import Inner, half_up, text

_NOWHERE = World({}, {}, {}, {})
_NO_DAY = date(1970, 1, 1)  # a column of figures does not depend on the day


class Expression:
    """An expression whose names are columns."""

    def __init__(self, expression: str, values: Mapping[str, Value | None]) -> None:
        """Take the values by name; raise `Problem("PACK_EXPRESSION")` for an unknown name or bad syntax."""
        names = tuple(values)
        code, shape = _bound(expression, names)
        self._code = code
        self._row = Row(shape, (), len(names), Store(1, _NO_DAY))
        self._row.root.tables[0] = [self._row]
        for slot, name in enumerate(names):
            self._row.v[slot] = _inner(values[name])

    def run(self, decimals: int) -> Value | None:
        """Work it out; a number is rounded half up to `decimals`, a whole one given as int."""
        value = self._code(self._row)
        if isinstance(value, float):
            if not abs(value) < LARGEST:
                return None
            rounded = half_up(value, decimals)
            return int(rounded) if decimals == 0 else rounded
        return text(value) or None

    def true(self) -> bool:
        """Say whether it holds."""
        return self._code(self._row) is True


def _inner(value: Value | None) -> Inner:
    return float(value) if isinstance(value, int | Decimal) else value


@lru_cache(maxsize=512)
def _bound(expression: str, names: tuple[str, ...]) -> tuple[Code, Shape]:
    """Bind once for a table's columns; an expression and its names always give the same."""
    shape = Shape(0, "columns", chain=(0,), single=True)
    shape.node = Node("columns", shape=shape, is_row=True)
    for slot, name in enumerate(names):
        shape.node.children[name] = Node(name, shape.node, shape=shape, slot=slot)
    try:
        return bind(expression, shape.node, _NOWHERE), shape
    except Refused as refused:
        raise Problem(
            "PACK_EXPRESSION",
            source="columns",
            expression=expression,
            reason=refused.reason,
            detail=refused.detail,
        ) from refused


@lru_cache(maxsize=512)
def columns_read(expression: str) -> tuple[tuple[str, ...], bool]:
    """Name the columns an expression reads, and say whether it divides."""
    names: dict[str, None] = {}
    divides = False
    waiting: list[Tree] = [parse(expression)]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, Path) and tree.start == ".":
            names[tree.steps[0].name] = None
        divides = divides or (isinstance(tree, Binary) and tree.op == "div")
        waiting.extend(parts(tree))
    return tuple(names), divides
