"""Rows and their neighbours: those below, those of another table that belong to one, their order."""

from __future__ import annotations

from forms.answers import Key
from forms.problems import Problem
from forms.xpath.nodes import Row, Shape


def below(row: Row) -> list[Row]:
    """Give a row and all rows that stand below it."""
    found = [row]
    for one in found:
        found.extend(child for children in one.children.values() for child in children)
    return found


def reached(row: Row, shape: Shape) -> list[Row]:
    """Give the rows of a table that belong to a row: its own, the one above, or all those below."""
    shared = 0
    while shared < min(row.shape.depth, shape.depth) and row.shape.chain[shared] == shape.chain[shared]:
        shared += 1
    if shared == 0:
        return list(row.root.tables[shape.index])
    at: Row | None = row
    for _ in range(row.shape.depth - shared):
        at = at.parent if at else None
    rows = [at] if at else []
    for index in shape.chain[shared:]:
        rows = [child for parent in rows for child in parent.children.get(index, ())]
    return rows


def record_order(key: Key) -> tuple[int, ...]:
    """Give the numbers of a record's key, by which records are sorted."""
    try:
        return tuple(int(part) for part in key)
    except ValueError as error:
        raise Problem("NO_SUCH_CELL", place="|".join(key)) from error
