"""Bind a parsed expression to the tables of a pack: paths become list accesses, the rest closures.

A closure takes `(r, c, p)`: the row it stands on, the row of the cell being worked out (`current()`),
and the position inside a predicate. Beside the closure every path leaves a `Ref`: which cells it reads,
and which rows must be looked at again when such a cell moves. Nothing of a pack is ever executed as code.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms.xpath.functions import ANY, FUNCTIONS, bounded
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, Tree, parse, parts
from forms.xpath.patterns import matcher
from forms.xpath.values import NAN, Inner, equal, number, text, truth

Run = Callable[[Row, Row, int], Inner]
Rows = Callable[[Row, Row, int], list[Row]]
Many = Callable[[Row, Row, int], list[Inner]]
ROWS = -1
"""The slot that stands for "the rows of this table": it moves when a row comes or goes."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Cells an expression reads.

    `bound`: how many tables, from the outermost, reader and cell share the same row of. `join`: pairs
    (slot of the cell's row, slot of the reader's row, or None and a constant) that must agree, where
    both sides never change. `alone`: used as one value, so that a blank makes the result meaningless.
    """

    shape: Shape
    slot: int
    bound: int
    join: tuple[tuple[int, int | None, str], ...]
    alone: bool
    find: Callable[[Row], list[Row]]
    guards: tuple[Guard, ...] = ()

    def read_for(self, row: Row) -> bool:
        """Say whether the branches of `if()` that lead here are taken for a reader's row."""
        return all(guard.holds(row) for guard in self.guards)

    def may_be_read_for(self, row: Row) -> bool:
        """Say the same by the row's keys alone, as far as they decide it."""
        return all(guard.holds(row) for guard in self.guards if guard.by_keys)


@dataclass(frozen=True, slots=True)
class Guard:
    """A test of `if()` that must come out as `wanted`. `by_keys`: it reads nothing but keys and lists."""

    test: Run
    wanted: bool
    by_keys: bool

    def holds(self, row: Row) -> bool:
        """Try the test on a reader's row."""
        return truth(self.test(row, row, 0)) is self.wanted


@dataclass(frozen=True, slots=True)
class Code:
    """A bound expression. `gives`: "n" number, "s" text, "b" truth value, "?" whatever a cell holds."""

    run: Run
    gives: str
    refs: tuple[Ref, ...]

    def __call__(self, row: Row) -> Inner:
        """Work the expression out for a row."""
        return self.run(row, row, 0)


@dataclass(frozen=True, slots=True)
class World:
    """What paths can reach: the forms by their root's name, and tables, lists and instances by id."""

    forms: Mapping[str, Node]
    instances: Mapping[str, Shape]
    records: Mapping[str, Shape]  # instances whose values also stand directly below the root
    labels: Mapping[str, Mapping[str, str]]  # list id -> code -> label, for jr:choice-name


@dataclass(frozen=True, slots=True)
class _Here:
    """What a relative path starts from: the cell's own row, or an item inside a predicate."""

    node: Node
    bound: int
    find: Callable[[Row], list[Row]]  # all rows this context may stand on, for a reader's row
    item: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a path has arrived: a node, and how to come to its row or rows."""

    node: Node
    one: Callable[[Row, Row, int], Row | None] | None
    many: Rows | None
    bound: int
    on_way: bool  # every row so far is the reader's own, so the next table may be the reader's too
    whole: bool = False  # `many` are all rows of a table, so that an index over it may be asked
    join: tuple[tuple[int, int | None, str], ...] = ()


def _own_row(r: Row, _c: Row, _p: int) -> Row:
    return r


def _readers_row(_r: Row, c: Row, _p: int) -> Row:
    return c


def _nothing(_r: Row, _c: Row, _p: int) -> None:
    return None


def bind(expression: str, node: Node, world: World) -> Code:
    """Bind an expression that stands at `node`; raise `Refused` with the reason when it cannot be."""
    binder = _Binder(node, world)
    run, gives = binder.value(parse(expression), binder.top)
    return Code(run, gives, tuple(binder.refs))


def bind_rows(expression: str, node: Node, world: World) -> Code:
    """Bind a path that may lead to several cells; running it gives the first (its `refs` give all)."""
    tree = parse(expression)
    if not isinstance(tree, Path):
        raise Refused("not-a-path", expression)
    binder = _Binder(node, world)
    run, gives = binder.first(tree, binder.top, alone=False)
    return Code(run, gives, tuple(binder.refs))


def bind_filter(expression: str, node: Node, shape: Shape, world: World) -> Code:
    """Bind a choice filter: `run(item's row, question's row, place)` says whether to offer the item."""
    binder = _Binder(node, world)
    here = _Here(shape.node, 0, lambda _c: shape.rows, item=True)
    run = binder.test(parse(expression), here)
    return Code(run, "b", tuple(binder.refs))


class _Binder:
    def __init__(self, node: Node, world: World) -> None:
        self.node = node
        self.world = world
        self.shape = node.shape
        self.refs: list[Ref] = []
        self.guards: tuple[Guard, ...] = ()
        self.top = _Here(node, node.shape.depth if node.shape else 0, lambda c: [c])

    # -- values -------------------------------------------------------------------------------------

    def value(self, tree: Tree, here: _Here) -> tuple[Run, str]:
        match tree:
            case Number():
                constant = tree.value
                return (lambda _r, _c, _p: constant), "n"
            case Text():
                word = tree.value
                return (lambda _r, _c, _p: word), "s"
            case Negate():
                inner, _ = self.value(tree.tree, here)
                return (lambda r, c, p: -number(inner(r, c, p))), "n"
            case Binary():
                return self.binary(tree, here)
            case Call():
                return self.call(tree, here)
            case Path():
                return self.first(tree, here, alone=True)

    def binary(self, tree: Binary, here: _Here) -> tuple[Run, str]:
        left, _ = self.value(tree.left, here)
        right, _ = self.value(tree.right, here)
        op = tree.op
        if op == "and":
            return (lambda r, c, p: truth(left(r, c, p)) and truth(right(r, c, p))), "b"
        if op == "or":
            return (lambda r, c, p: truth(left(r, c, p)) or truth(right(r, c, p))), "b"
        if op == "=":
            return (lambda r, c, p: equal(left(r, c, p), right(r, c, p))), "b"
        if op == "!=":
            return (lambda r, c, p: not equal(left(r, c, p), right(r, c, p))), "b"
        if op in _COMPARE:
            return _compared(op, left, right), "b"
        return _reckoned(op, left, right), "n"

    def first(self, tree: Path, here: _Here, *, alone: bool) -> tuple[Run, str]:
        """Bind a path used as one value: the cell it leads to, or the first of those a predicate leaves."""
        place = self.path(tree, here)
        if place.many is not None and alone and not any(step.predicates for step in tree.steps):
            raise Refused("several", _path_text(tree))
        self.note(place, here, alone=alone)
        slot, one, many = place.node.slot, place.one, place.many
        if slot is None:
            return (lambda _r, _c, _p: ""), "s"
        if many is not None:

            def first_of(r: Row, c: Row, p: int) -> Inner:
                rows = many(r, c, p)
                return rows[0].v[slot] if rows else None

            return first_of, "?"
        if one is _own_row:
            return (lambda r, _c, _p: r.v[slot]), "?"
        if one is _readers_row:
            return (lambda _r, c, _p: c.v[slot]), "?"

        def only(r: Row, c: Row, p: int) -> Inner:
            row = one(r, c, p) if one else None
            return None if row is None else row.v[slot]

        return only, "?"

    def rows(self, tree: Tree, here: _Here) -> tuple[Rows, int | None]:
        """Bind a path used as a set: its rows, and the slot read from each (None: the rows themselves)."""
        if not isinstance(tree, Path):
            raise Refused("not-a-path")
        place = self.path(tree, here)
        self.note(place, here, alone=False)
        if place.many is not None:
            many = place.many

            def visited(r: Row, c: Row, p: int) -> list[Row]:
                found = many(r, c, p)
                c.root.spend(len(found))
                return found

            return visited, place.node.slot
        one = place.one

        def single(r: Row, c: Row, p: int) -> list[Row]:
            row = one(r, c, p) if one else None
            return [] if row is None else [row]

        return single, place.node.slot

    def many(self, args: Iterable[Tree], here: _Here) -> Many:
        """Bind arguments of which paths stand for all their cells, anything else for one value."""
        sources: list[tuple[Rows | None, int | None, Run | None]] = []
        for arg in args:
            if isinstance(arg, Path):
                found, slot = self.rows(arg, here)
                sources.append((found, slot, None))
            else:
                sources.append((None, None, self.value(arg, here)[0]))
        if len(sources) == 1 and sources[0][0] is not None and sources[0][1] is not None:
            found, slot = sources[0][0], sources[0][1]
            return lambda r, c, p: [row.v[slot] for row in found(r, c, p)]

        def values(r: Row, c: Row, p: int) -> list[Inner]:
            out: list[Inner] = []
            for rows, slot, run in sources:
                if run is not None:
                    out.append(run(r, c, p))
                elif rows is not None:
                    out.extend("" if slot is None else row.v[slot] for row in rows(r, c, p))
            return out

        return values

    # -- functions ----------------------------------------------------------------------------------

    def call(self, tree: Call, here: _Here) -> tuple[Run, str]:
        special = _SPECIAL.get(tree.name)
        if special is not None:
            fewest, most, method = special
            _arity(tree, fewest, most)
            return method(self, tree, here)
        function = FUNCTIONS.get(tree.name)
        if function is None:
            raise Refused("unknown-function", f"{tree.name}()")
        _arity(tree, function.fewest, function.most)
        run = function.run
        args = [self.value(arg, here)[0] for arg in tree.args]
        if len(args) == 1:
            (one,) = args
            return (lambda r, c, p: run(one(r, c, p))), function.gives
        if len(args) == 2:
            one, two = args
            return (lambda r, c, p: run(one(r, c, p), two(r, c, p))), function.gives
        return (lambda r, c, p: run(*[arg(r, c, p) for arg in args])), function.gives

    def if_(self, tree: Call, here: _Here) -> tuple[Run, str]:
        before = len(self.refs)
        test, _ = self.value(tree.args[0], here)
        by_keys = len(self.refs) == before and not _asks_unit(tree.args[0])
        (yes, gives_yes), (no, gives_no) = (
            self.guarded(arg, here, Guard(test, wanted, by_keys))
            for arg, wanted in zip(tree.args[1:], (True, False), strict=True)
        )

        def chosen(r: Row, c: Row, p: int) -> Inner:
            return yes(r, c, p) if truth(test(r, c, p)) else no(r, c, p)

        return chosen, gives_yes if gives_yes == gives_no else "?"

    def guarded(self, tree: Tree, here: _Here, guard: Guard) -> tuple[Run, str]:
        """Bind a branch of `if()`, so that what it reads counts only where the branch is taken."""
        outer = self.guards
        if not here.item:
            self.guards = (*outer, guard)
        bound = self.value(tree, here)
        self.guards = outer
        return bound

    def true(self, _tree: Call, _here: _Here) -> tuple[Run, str]:
        return (lambda _r, _c, _p: True), "b"

    def false(self, _tree: Call, _here: _Here) -> tuple[Run, str]:
        return (lambda _r, _c, _p: False), "b"

    def today(self, _tree: Call, _here: _Here) -> tuple[Run, str]:
        def day(_r: Row, c: Row, _p: int) -> date:
            return c.root.today

        return day, "?"

    def once(self, tree: Call, here: _Here) -> tuple[Run, str]:
        inner, gives = self.value(tree.args[0], here)
        slot = self.node.slot
        if slot is None:
            raise Refused("unsupported", "once()")

        def kept(r: Row, c: Row, p: int) -> Inner:
            before = c.v[slot]
            return inner(r, c, p) if before is None or before == "" else before

        return kept, gives

    def regex(self, tree: Call, here: _Here) -> tuple[Run, str]:
        pattern = tree.args[1]
        if not isinstance(pattern, Text):
            raise Refused("pattern-not-constant")
        fits = matcher(pattern.value)
        value, _ = self.value(tree.args[0], here)
        return (lambda r, c, p: fits(text(value(r, c, p)))), "b"

    def count(self, tree: Call, here: _Here) -> tuple[Run, str]:
        rows, _ = self.rows(tree.args[0], here)
        return (lambda r, c, p: float(len(rows(r, c, p)))), "n"

    def count_filled(self, tree: Call, here: _Here) -> tuple[Run, str]:
        values = self.many(tree.args, here)
        return (lambda r, c, p: float(sum(v is not None and v != "" for v in values(r, c, p)))), "n"

    def sum(self, tree: Call, here: _Here) -> tuple[Run, str]:
        values = self.many(tree.args, here)

        def total(r: Row, c: Row, p: int) -> float:
            found = values(r, c, p)
            return math.fsum(v if type(v) is float else number(v) for v in found if v is not None and v != "")

        return total, "n"

    def min(self, tree: Call, here: _Here) -> tuple[Run, str]:
        return self.extreme(tree, here, min)

    def max(self, tree: Call, here: _Here) -> tuple[Run, str]:
        return self.extreme(tree, here, max)

    def extreme(self, tree: Call, here: _Here, choose: Callable[[list[float]], float]) -> tuple[Run, str]:
        values = self.many(tree.args, here)

        def found(r: Row, c: Row, p: int) -> float:
            numbers = [number(v) for v in values(r, c, p)]
            return NAN if not numbers or any(math.isnan(n) for n in numbers) else choose(numbers)

        return found, "n"

    def concat(self, tree: Call, here: _Here) -> tuple[Run, str]:
        values = self.many(tree.args, here)
        return (lambda r, c, p: bounded("".join([text(v) for v in values(r, c, p)]))), "s"

    def join(self, tree: Call, here: _Here) -> tuple[Run, str]:
        mark, _ = self.value(tree.args[0], here)
        values = self.many(tree.args[1:], here)
        return (lambda r, c, p: bounded(text(mark(r, c, p)).join([text(v) for v in values(r, c, p)]))), "s"

    def position(self, tree: Call, here: _Here) -> tuple[Run, str]:
        if not tree.args:
            if not here.item:
                return (lambda _r, c, _p: float(c.index + 1)), "n"
            return (lambda _r, _c, p: float(p)), "n"
        if not isinstance(tree.args[0], Path):
            raise Refused("not-a-path", "position()")
        place = self.path(tree.args[0], here)
        if place.many is not None or place.one is None:
            raise Refused("several", "position()")
        self.note(place, here, alone=False, rows=True)
        one = place.one

        def nth(r: Row, c: Row, p: int) -> float:
            row = one(r, c, p)
            return NAN if row is None else float(row.index + 1)

        return nth, "n"

    def pulldata(self, tree: Call, here: _Here) -> tuple[Run, str]:
        table, column, key_column, key = tree.args
        if not (isinstance(table, Text) and isinstance(column, Text) and isinstance(key_column, Text)):
            raise Refused("unsupported", "pulldata()")
        if here.item:
            raise Refused("unsupported", "[… pulldata() …]")
        test = Binary("=", Path(".", (Step("child", key_column.value),)), _from_reader(key))
        item = Step("child", "item", (test,))
        steps = (Step("child", "root"), item, Step("child", column.value))
        return self.first(Path(Call("instance", (table,)), steps), here, alone=True)

    def indexed_repeat(self, tree: Call, here: _Here) -> tuple[Run, str]:
        wanted, repeat, place_in = tree.args
        if not (isinstance(wanted, Path) and isinstance(repeat, Path)):
            raise Refused("not-a-path", "indexed-repeat()")
        rows_at, cell = self.path(_all_rows(repeat), here), self.path(wanted, here).node
        slot, rows = cell.slot, rows_at.many
        if slot is None or rows is None or cell.shape is not rows_at.node.shape:
            raise Refused("unsupported", "indexed-repeat()")
        self.note(replace(rows_at, node=cell), here, alone=False)
        index, _ = self.value(place_in, here)

        def nth(r: Row, c: Row, p: int) -> Inner:
            found, at = rows(r, c, p), number(index(r, c, p))
            at = 1 if math.isnan(at) or at == 0 else at
            return found[int(at) - 1].v[slot] if 1 <= at <= len(found) else None

        return nth, "?"

    def choice_name(self, tree: Call, here: _Here) -> tuple[Run, str]:
        field = tree.args[1]
        if not isinstance(field, Text):
            raise Refused("unsupported", "jr:choice-name()")
        named = parse(field.value)
        if not isinstance(named, Path):
            raise Refused("not-a-path", field.value)
        node = self.path(named, here).node
        labels = self.world.labels.get(_absolute(node))
        if labels is None:
            raise Refused("no-list", field.value)
        code, _ = self.value(tree.args[0], here)
        return (lambda r, c, p: labels.get(text(code(r, c, p)), "")), "s"

    def misplaced(self, tree: Call, _here: _Here) -> tuple[Run, str]:
        raise Refused("misplaced", f"{tree.name}()")

    # -- paths --------------------------------------------------------------------------------------

    def path(self, tree: Path, here: _Here) -> _Place:
        steps = list(tree.steps)
        if tree.start == ".":
            place = _Place(here.node, _own_row, None, here.bound, on_way=not here.item)
        elif tree.start == "/":
            first = steps.pop(0)
            root = self.world.forms.get(first.name)
            if root is None or first.predicates:
                raise Refused("unknown-path", _path_text(tree))
            place = self.enter(_Place(root, _nothing, None, 0, on_way=True), root, here, first)
        else:
            place = self.started(tree, steps, here)
        for step in steps:
            place = self.step(place, step, here, tree)
        return place

    def started(self, tree: Path, steps: list[Step], here: _Here) -> _Place:
        """Arrive where `current()` or `instance('x')/root/item` stands; the steps used up are removed."""
        call = tree.start
        assert isinstance(call, Call)  # noqa: S101 - "/" and "." are done with
        if call.name == "current" and not call.args:
            return _Place(self.node, _readers_row, None, self.top.bound, on_way=True)
        if call.name != "instance" or len(call.args) != 1 or not isinstance(call.args[0], Text):
            raise Refused("unsupported", f"{call.name}()/…")
        name = call.args[0].value
        shape, record = self.world.instances.get(name), self.world.records.get(name)
        if shape is None:
            raise Refused("unknown-instance", name)
        if len(steps) < 2 or steps.pop(0).name != "root":
            raise Refused("unknown-path", _path_text(tree))
        if steps[0].name == "item":
            item = steps.pop(0)
            if shape.single and not item.predicates:
                return _Place(shape.node, _first_of(shape), None, 0, on_way=False)
            place = _Place(shape.node, None, _whole(shape), 0, on_way=False, whole=True)
            return self.filtered(place, item.predicates, here)
        if record is not None:
            return _Place(record.node, _first_of(record), None, 0, on_way=False)
        raise Refused("unknown-path", _path_text(tree))

    def step(self, place: _Place, step: Step, here: _Here, tree: Path) -> _Place:
        if step.axis == "self":
            if step.predicates:
                raise Refused("unsupported", ".[…]")
            return place
        if step.axis == "parent":
            if step.predicates:
                raise Refused("unsupported", "..[…]")
            return _up(place, tree)
        node = place.node.children.get(step.name)
        if node is None:
            raise Refused("unknown-path", _path_text(tree))
        return self.enter(place, node, here, step)

    def enter(self, place: _Place, node: Node, here: _Here, step: Step) -> _Place:
        """Go down to a node; where it is a table's row, to this reader's row or to all of them."""
        shape = node.shape
        if not node.is_row or shape is None:
            if step.predicates:
                raise Refused("unsupported", f"{step.name}[…]")
            return replace(place, node=node)
        depth, index = shape.depth, shape.index
        own = self.shape
        reader_inside = own is not None and depth <= own.depth and own.chain[depth - 1] == index
        if shape.single:
            bound = depth if reader_inside and place.on_way else 0

            def only(_r: Row, c: Row, _p: int) -> Row | None:
                rows = c.root.tables[index]
                return rows[0] if rows else None

            if step.predicates:
                raise Refused("unsupported", f"{step.name}[…]")
            return _Place(node, only, None, bound, on_way=place.on_way)
        if place.on_way and reader_inside and not step.predicates and own is not None:
            return _Place(node, _ancestor(own.depth - depth), None, depth, on_way=True)
        inside = _Place(node, None, _inside(place, shape), place.bound, on_way=False, whole=depth == 1)
        if place.many is None and place.one is not _nothing and depth > 1:
            inside = replace(inside, bound=min(place.bound, depth - 1))
        return self.filtered(inside, step.predicates, here)

    def filtered(self, place: _Place, predicates: tuple[Tree, ...], here: _Here) -> _Place:
        """Keep the rows for which the predicates hold, asking an index where one side never changes."""
        shape, rows = place.node.shape, place.many
        assert shape is not None  # noqa: S101 - predicates are bound only on rows
        assert rows is not None  # noqa: S101 - of which there are many
        for predicate in predicates:
            fixed: list[tuple[int, Run, tuple[int, int | None, str] | None]] = []
            rest: list[Tree] = []
            ands = [predicate] if _asks_position(predicate) else list(_ands(predicate))
            for part in ands:
                found = self.fixed_part(part, shape, here) if place.whole else None
                if found is None:
                    rest.append(part)
                else:
                    fixed.append(found)
            if fixed:
                rows = _looked_up(shape, tuple(slot for slot, _, _ in fixed), [run for _, run, _ in fixed])
                join = (*place.join, *(pair for _, _, pair in fixed if pair is not None))
                place = replace(place, many=rows, join=join, whole=False)
            if rest:
                inner = self.item(place, here)
                tests = [self.test(part, inner) for part in rest]
                rows = _kept(rows, tests)
                place = replace(place, many=rows, whole=False)
        return place

    def item(self, place: _Place, here: _Here) -> _Here:
        """Stand on each row that the predicates so far have left."""
        many, outer = place.many, here.find
        assert many is not None  # noqa: S101

        def rows(c: Row) -> list[Row]:
            return [row for start in outer(c) for row in many(start, c, 0)]

        return _Here(place.node, place.bound, rows, item=True)

    def test(self, tree: Tree, here: _Here) -> Run:
        run, gives = self.value(tree, here)
        if gives == "n":
            # JavaRosa 5.1 gives nothing for item[2]; refused so that nobody waits for it.
            raise Refused("bare-position")
        return run

    def fixed_part(
        self, tree: Tree, shape: Shape, here: _Here
    ) -> tuple[int, Run, tuple[int, int | None, str] | None] | None:
        """See whether a predicate is `column = …` with a column that never changes."""
        if not isinstance(tree, Binary) or tree.op != "=":
            return None
        for column, other in ((tree.left, tree.right), (tree.right, tree.left)):
            slot = _own_column(column, shape)
            if slot is None or slot not in shape.fixed or _asks_item(other):
                continue
            start = replace(here, node=self.node) if here.item else here
            run, gives = self.value(other, start)
            if gives == "b":
                continue
            return slot, run, None if here.item else self.pair(slot, other)
        return None

    def pair(self, slot: int, other: Tree) -> tuple[int, int | None, str] | None:
        """Give what ties the cell's row to the reader's row for good: equal keys, or a constant."""
        if isinstance(other, Text):
            return slot, None, other.value
        if isinstance(other, Path) and self.shape is not None and not isinstance(other.start, str):
            if other.start != Call("current", ()):
                return None
            count = len(self.refs)
            place = self.path(other, self.top)
            del self.refs[count:]
            mine = place.node.slot
            if place.node.shape is self.shape and place.one is _readers_row and mine in self.shape.fixed:
                return slot, mine, ""
        return None

    def note(self, place: _Place, here: _Here, *, alone: bool, rows: bool = False) -> None:
        """Write down what a path reads."""
        shape, node = place.node.shape, place.node
        if shape is None or shape.index < 0:
            return
        one, many, outer = place.one, place.many, here.find

        def find(c: Row) -> list[Row]:
            if many is not None:
                return [row for start in outer(c) for row in many(start, c, 0)]
            found = (one(start, c, 0) for start in outer(c)) if one else ()
            return [row for row in found if row is not None]

        bound = min(place.bound, shape.depth)
        if shape.grows and (many is not None or rows):
            self.refs.append(
                Ref(shape, ROWS, max(0, min(bound, shape.depth - 1)), (), alone=False, find=find)
            )
        if node.slot is not None and node.slot not in shape.fixed:
            self.refs.append(
                Ref(shape, node.slot, bound, place.join, alone and not here.item, find, self.guards)
            )


# -- small closures -------------------------------------------------------------------------------------

_COMPARE = ("<", "<=", ">", ">=")


def _compared(op: str, left: Run, right: Run) -> Run:
    if op == "<":
        return lambda r, c, p: number(left(r, c, p)) < number(right(r, c, p))
    if op == "<=":
        return lambda r, c, p: number(left(r, c, p)) <= number(right(r, c, p))
    if op == ">":
        return lambda r, c, p: number(left(r, c, p)) > number(right(r, c, p))
    return lambda r, c, p: number(left(r, c, p)) >= number(right(r, c, p))


def _reckoned(op: str, left: Run, right: Run) -> Run:
    if op == "+":
        return lambda r, c, p: number(left(r, c, p)) + number(right(r, c, p))
    if op == "-":
        return lambda r, c, p: number(left(r, c, p)) - number(right(r, c, p))
    if op == "*":
        return lambda r, c, p: number(left(r, c, p)) * number(right(r, c, p))
    return _divided(left, right) if op == "div" else _remainder(left, right)


def _divided(left: Run, right: Run) -> Run:
    def quotient(r: Row, c: Row, p: int) -> float:
        a, b = number(left(r, c, p)), number(right(r, c, p))
        if b == 0:
            return NAN if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
        return a / b

    return quotient


def _remainder(left: Run, right: Run) -> Run:
    def rest(r: Row, c: Row, p: int) -> float:
        a, b = number(left(r, c, p)), number(right(r, c, p))
        return NAN if b == 0 or math.isinf(a) or math.isnan(a) or math.isnan(b) else math.fmod(a, b)

    return rest


def _ancestor(levels: int) -> Callable[[Row, Row, int], Row | None]:
    if levels == 0:
        return _readers_row

    def up(_r: Row, c: Row, _p: int) -> Row | None:
        row: Row | None = c
        for _ in range(levels):
            row = row.parent if row else None
        return row

    return up


def _whole(shape: Shape) -> Rows:
    index, rows = shape.index, shape.rows
    if index < 0:
        return lambda _r, _c, _p: rows
    return lambda _r, c, _p: c.root.tables[index]


def _first_of(shape: Shape) -> Callable[[Row, Row, int], Row | None]:
    rows = _whole(shape)

    def first(r: Row, c: Row, p: int) -> Row | None:
        found = rows(r, c, p)
        return found[0] if found else None

    return first


def _inside(place: _Place, shape: Shape) -> Rows:
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


def _up(place: _Place, tree: Path) -> _Place:
    node, parent = place.node, place.node.parent
    if parent is None:
        raise Refused("unknown-path", _path_text(tree))
    if not node.is_row:
        return replace(place, node=parent)
    if parent.shape is None:
        return _Place(parent, _nothing, None, 0, on_way=False)
    one, many = place.one, place.many
    bound = min(place.bound, parent.shape.depth)
    if many is not None:

        def parents(r: Row, c: Row, p: int) -> list[Row]:
            return list(dict.fromkeys(row.parent for row in many(r, c, p) if row.parent is not None))

        return _Place(parent, None, parents, bound, on_way=False)

    def above(r: Row, c: Row, p: int) -> Row | None:
        row = one(r, c, p) if one else None
        return row.parent if row else None

    return _Place(parent, above, None, bound, on_way=False)


def _looked_up(shape: Shape, slots: tuple[int, ...], runs: list[Run]) -> Rows:
    def found(r: Row, c: Row, p: int) -> list[Row]:
        values = [run(r, c, p) for run in runs]
        key = tuple(v if isinstance(v, float) else text(v) for v in values)
        return c.root.lookup(shape, slots).get(key, [])

    return found


def _kept(rows: Rows, tests: list[Run]) -> Rows:
    if len(tests) == 1:
        (test,) = tests

        def kept_by_one(r: Row, c: Row, p: int) -> list[Row]:
            found = rows(r, c, p)
            c.root.spend(len(found))
            return [row for place, row in enumerate(found, 1) if truth(test(row, c, place))]

        return kept_by_one

    def kept(r: Row, c: Row, p: int) -> list[Row]:
        found = rows(r, c, p)
        c.root.spend(len(found))
        return [
            row for place, row in enumerate(found, 1) if all(truth(test(row, c, place)) for test in tests)
        ]

    return kept


# -- looking at trees -----------------------------------------------------------------------------------


def _ands(tree: Tree) -> Iterable[Tree]:
    if isinstance(tree, Binary) and tree.op == "and":
        yield from _ands(tree.left)
        yield from _ands(tree.right)
    else:
        yield tree


def _asks_position(tree: Tree) -> bool:
    if isinstance(tree, Call) and tree.name == "position" and not tree.args:
        return True
    return any(_asks_position(part) for part in parts(tree))


def _asks_item(tree: Tree) -> bool:
    """Say whether a tree inside a predicate looks at the predicate's own row."""
    if isinstance(tree, Path):
        return tree.start == "." or (
            isinstance(tree.start, Call) and tree.start.name not in ("current", "instance")
        )
    if isinstance(tree, Call) and tree.name in ("position", "pulldata", "indexed-repeat", "once"):
        return not tree.args or any(_asks_item(part) for part in parts(tree))
    return any(_asks_item(part) for part in parts(tree))


def _asks_unit(tree: Tree) -> bool:
    if isinstance(tree, Call) and tree.name in ("instance", "today"):
        return tree.args in ((), (Text("unit"),))
    return any(_asks_unit(part) for part in parts(tree))


def _own_column(tree: Tree, shape: Shape) -> int | None:
    if not isinstance(tree, Path) or tree.start != "." or len(tree.steps) != 1:
        return None
    step = tree.steps[0]
    if step.axis != "child" or step.predicates:
        return None
    node = shape.node.children.get(step.name)
    return node.slot if node else None


def _from_reader(tree: Tree) -> Tree:
    """Rewrite the paths of an argument that is moved into a predicate, so that they start where they did."""
    match tree:
        case Path():
            return replace(tree, start=Call("current", ())) if tree.start == "." else tree
        case Call():
            return replace(tree, args=tuple(_from_reader(arg) for arg in tree.args))
        case Binary():
            return replace(tree, left=_from_reader(tree.left), right=_from_reader(tree.right))
        case Negate():
            return Negate(_from_reader(tree.tree))
        case _:
            return tree


def _all_rows(tree: Path) -> Path:
    """Make a path mean all rows where it would mean the reader's own, by a predicate that always holds."""
    always = Call("true", ())
    steps = tuple(
        replace(step, predicates=(*step.predicates, always)) if place == len(tree.steps) - 1 else step
        for place, step in enumerate(tree.steps)
    )
    return replace(tree, steps=steps)


def _absolute(node: Node) -> str:
    names: list[str] = []
    at: Node | None = node
    while at is not None:
        names.append(at.name)
        at = at.parent
    return "/" + "/".join(reversed(names))


def _path_text(tree: Path) -> str:
    names = {"parent": "..", "self": "."}
    steps = "/".join(names.get(step.axis, step.name) for step in tree.steps)
    if isinstance(tree.start, str):
        return f"/{steps}" if tree.start == "/" else steps
    return f"{tree.start.name}()/{steps}"


def _arity(tree: Call, fewest: int, most: int) -> None:
    if not fewest <= len(tree.args) <= most:
        raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")


_Special = Callable[[_Binder, Call, _Here], tuple[Run, str]]
_SPECIAL: Mapping[str, tuple[int, int, _Special]] = {
    "if": (3, 3, _Binder.if_),
    "true": (0, 0, _Binder.true),
    "false": (0, 0, _Binder.false),
    "today": (0, 0, _Binder.today),
    "once": (1, 1, _Binder.once),
    "regex": (2, 2, _Binder.regex),
    "count": (1, 1, _Binder.count),
    "count-non-empty": (1, ANY, _Binder.count_filled),
    "sum": (1, ANY, _Binder.sum),
    "min": (1, ANY, _Binder.min),
    "max": (1, ANY, _Binder.max),
    "concat": (1, ANY, _Binder.concat),
    "join": (1, ANY, _Binder.join),
    "position": (0, 1, _Binder.position),
    "pulldata": (4, 4, _Binder.pulldata),
    "indexed-repeat": (3, 3, _Binder.indexed_repeat),
    "jr:choice-name": (2, 2, _Binder.choice_name),
    "current": (0, 0, _Binder.misplaced),
    "instance": (1, 1, _Binder.misplaced),
}
