"""The small closures expressions are made of: reckoning, comparing, and finding rows."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import replace

from forms.xpath.bound import Many, Place, Rows, Run, readers_row
from forms.xpath.nodes import Row, RowsByValue, Shape, Store
from forms.xpath.parse import Path, Refused
from forms.xpath.trees import path_text
from forms.xpath.values import EPSILON, NAN, Inner, equal, number, text, truth


def total_of(numbers: list[float]) -> float:
    """Add up without the error of adding one by one; what has no sum gives NaN."""
    try:
        return math.fsum(numbers)
    except (ValueError, OverflowError):
        return NAN


COMPARE = ("<", "<=", ">", ">=")


def column_against(op: str, slot: int, constant: float) -> Run | None:
    """Compare a column of numbers with a constant: a predicate asks this of every row of a table."""
    if op == "=":
        return lambda r, _c, _p: type(v := r.v[slot]) is float and abs(v - constant) < EPSILON
    if op == "<":
        return lambda r, _c, _p: (v := r.v[slot]) is not None and v < constant  # type: ignore[operator]
    if op == "<=":
        return lambda r, _c, _p: (v := r.v[slot]) is not None and v <= constant  # type: ignore[operator]
    if op == ">":
        return lambda r, _c, _p: (v := r.v[slot]) is not None and v > constant  # type: ignore[operator]
    if op == ">=":
        return lambda r, _c, _p: (v := r.v[slot]) is not None and v >= constant  # type: ignore[operator]
    return None


def column_is(slot: int, word: str) -> Run:
    """Compare a column of texts with a text that is not blank."""
    return lambda r, _c, _p: r.v[slot] == word


def column_sum(rows: Rows, slot: int) -> Run:
    """Add up a column that holds numbers and blanks only; blanks are passed over."""

    def total(r: Row, c: Row, p: int) -> float:
        return total_of([v for row in rows(r, c, p) if type(v := row.v[slot]) is float])

    return total


def column_extreme(rows: Rows, slot: int, choose: Callable[[list[float]], float]) -> Run:
    """Give the least or the greatest of a column of numbers; blanks are passed over, as JavaRosa does."""

    def found(r: Row, c: Row, p: int) -> float:
        numbers = [value for row in rows(r, c, p) if (value := row.v[slot]) is not None]
        return choose(numbers) if numbers else NAN  # type: ignore[arg-type]

    return found


def equals(left: Run, constant: float | str) -> Run:
    """Compare with a constant of the same type at once; a predicate asks this of every row."""
    kind = type(constant)

    def same(r: Row, c: Row, p: int) -> bool:
        value = left(r, c, p)
        return value == constant if type(value) is kind is str else equal(value, constant)

    return same


def compared(op: str, left: Run, right: Run) -> Run:
    """Compare two values as numbers; a blank is neither more nor less than anything."""
    if op in (">", ">="):
        return compared("<" if op == ">" else "<=", right, left)

    def less(r: Row, c: Row, p: int) -> bool:
        a, b = left(r, c, p), right(r, c, p)
        return (a if type(a) is float else number(a)) < (b if type(b) is float else number(b))

    def at_most(r: Row, c: Row, p: int) -> bool:
        a, b = left(r, c, p), right(r, c, p)
        return (a if type(a) is float else number(a)) <= (b if type(b) is float else number(b))

    return less if op == "<" else at_most


def one_fits(op: str, lefts: Many, rights: Many) -> Run:
    """Compare sets of values: one pair that fits is enough; of no values none does."""
    if op in COMPARE:
        than = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[op]

        def ordered(r: Row, c: Row, p: int) -> bool:
            left, right = lefts(r, c, p), rights(r, c, p)
            c.root.spend(len(left) * len(right))
            others = [number(other) for other in right]
            return any(than(one, other) for one in map(number, left) for other in others)

        return ordered

    wanted = op == "="

    def same(r: Row, c: Row, p: int) -> bool:
        left, right = lefts(r, c, p), rights(r, c, p)
        c.root.spend(len(left) * len(right))
        if any(isinstance(value, bool) for value in (*left[:1], *right[:1])):
            return (_some(left) is _some(right)) is wanted
        return any(equal(one, other) is wanted for one in left for other in right)

    return same


def _some(values: list[Inner]) -> bool:
    """Turn a set into yes or no: more than one value is a yes."""
    return len(values) > 1 or any(map(truth, values))


def reckoned(op: str, left: Run, right: Run) -> Run:
    """Reckon with two values as numbers."""
    if op == "div":
        return _divided(left, right)
    if op == "mod":
        return _remainder(left, right)
    reckon = {"+": operator.add, "-": operator.sub, "*": operator.mul}[op]

    def reckoning(r: Row, c: Row, p: int) -> float:
        a, b = left(r, c, p), right(r, c, p)
        return reckon(a if type(a) is float else number(a), b if type(b) is float else number(b))  # type: ignore[no-any-return]

    return reckoning


def _divided(left: Run, right: Run) -> Run:
    def quotient(r: Row, c: Row, p: int) -> float:
        a, b = left(r, c, p), right(r, c, p)
        a, b = a if type(a) is float else number(a), b if type(b) is float else number(b)
        if b == 0:
            return NAN if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
        return a / b

    return quotient


def _remainder(left: Run, right: Run) -> Run:
    def rest(r: Row, c: Row, p: int) -> float:
        a, b = number(left(r, c, p)), number(right(r, c, p))
        return NAN if b == 0 or math.isinf(a) or math.isnan(a) or math.isnan(b) else math.fmod(a, b)

    return rest


def ancestor(levels: int) -> Callable[[Row, Row, int], Row | None]:
    """Climb from the reader's row to one of the rows it stands below."""
    if levels == 0:
        return readers_row

    def up(_r: Row, c: Row, _p: int) -> Row | None:
        """Step to the parent, which for a row is the row it stands below."""
        row: Row | None = c
        for _ in range(levels):
            row = row.parent if row else None
        return row

    return up


def climb(levels: int) -> Callable[[Row, Row, int], Row | None]:
    """Climb from the row a predicate is tried on to one of the rows it stands below."""

    def up(r: Row, _c: Row, _p: int) -> Row | None:
        row: Row | None = r
        for _ in range(levels):
            row = row.parent if row else None
        return row

    return up


def whole_table(shape: Shape) -> Rows:
    """Give all rows of a table or list."""
    index, rows = shape.index, shape.rows
    if index < 0:
        return lambda _r, _c, _p: rows
    return lambda _r, c, _p: c.root.tables[index]


def first_of(shape: Shape) -> Callable[[Row, Row, int], Row | None]:
    """Give the only row of a table that has one."""
    rows = whole_table(shape)

    def first(r: Row, c: Row, p: int) -> Row | None:
        found = rows(r, c, p)
        return found[0] if found else None

    return first


def inside(place: Place, shape: Shape) -> Rows:
    """Go from a row, or from many, to their rows of a table below; from a form's root to all of them."""
    index = shape.index
    if shape.depth == 1:
        return lambda _r, c, _p: c.root.tables[index]
    one, many = place.one, place.many

    def below(r: Row, c: Row, p: int) -> list[Row]:
        if many is not None:
            return [child for row in many(r, c, p) for child in row.children.get(index, ())]
        row = one(r, c, p) if one else None
        return [] if row is None else row.children.get(index, [])

    return below


def up(place: Place, tree: Path) -> Place:
    """Step to the parent, which for a row is the row it stands below."""
    node, parent = place.node, place.node.parent
    if parent is None:
        raise Refused("unknown-path", path_text(tree))
    if not node.is_row:
        return replace(place, node=parent)
    if parent.shape is None:
        return Place(parent, readers_row, None, 0, on_way=False)
    one, many = place.one, place.many
    bound = min(place.bound, parent.shape.depth)
    if many is not None:

        def parents(r: Row, c: Row, p: int) -> list[Row]:
            return list(dict.fromkeys(row.parent for row in many(r, c, p) if row.parent is not None))

        return Place(parent, None, parents, bound, on_way=False)

    def above(r: Row, c: Row, p: int) -> Row | None:
        row = one(r, c, p) if one else None
        return row.parent if row else None

    return Place(parent, above, None, bound, on_way=False)


def asked_rows(rows: Rows, flag: int) -> Rows:
    """Leave out the rows that are not asked (not relevant): no set of nodes holds them."""
    return lambda r, c, p: [row for row in rows(r, c, p) if row.v[flag] is not False]


def looked_up(shape: Shape, slots: tuple[int, ...], runs: list[Run]) -> Rows:
    """Ask an index for the rows whose never-changing columns have these values."""
    place = shape.index, slots

    def index_in(root: Store) -> RowsByValue:
        found = root.lookups.get(place)
        return root.lookup(shape, slots) if found is None else found

    if len(runs) == 1:
        (run,) = runs

        def found_by_one(r: Row, c: Row, p: int) -> list[Row]:
            value = run(r, c, p)
            return index_in(c.root).get((value if isinstance(value, (str, float)) else text(value),), [])

        return found_by_one

    def found(r: Row, c: Row, p: int) -> list[Row]:
        values = [run(r, c, p) for run in runs]
        key = tuple([v if isinstance(v, (str, float)) else text(v) for v in values])
        return index_in(c.root).get(key, [])

    return found


def alike_rows(rows: Rows, shape: Shape, slot: int, run: Run) -> Rows:
    """Keep at least the rows whose column equals a value, by an index where it can tell."""

    def near(r: Row, c: Row, p: int) -> list[Row]:
        found = c.root.alike(shape, slot, run(r, c, p))
        return rows(r, c, p) if found is None else found

    return near


def flagged_rows(rows: Rows, slot: int) -> Rows:
    """Keep the rows that hold a yes."""

    def kept(r: Row, c: Row, p: int) -> list[Row]:
        found = rows(r, c, p)
        c.root.spend(len(found))
        return [row for row in found if row.v[slot]]

    return kept


def chosen_rows(rows: Rows) -> Rows:
    """Find rows once for each row that asks: neither they nor what they are chosen by ever changes."""

    def chosen(r: Row, c: Row, p: int) -> list[Row]:
        found = c.root.chosen.get((chosen, c))
        if found is None:
            found = c.root.chosen[chosen, c] = rows(r, c, p)
        else:
            c.root.spend(len(found))
        return found

    return chosen


def kept_rows(rows: Rows, tests: list[Callable[[Row, Row, int], bool]]) -> Rows:
    """Keep the rows for which every test holds."""
    first, *others = tests

    def kept(r: Row, c: Row, p: int) -> list[Row]:
        found = rows(r, c, p)
        c.root.spend(len(found))
        left = [row for place, row in enumerate(found, 1) if first(row, c, place)]
        for test in others:  # the parts of one `and`, none of which asks for its position
            left = [row for row in left if test(row, c, 0)]
        return left

    return kept
