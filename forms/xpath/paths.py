"""Bind paths: static steps over the tables of a pack become list accesses, index questions and filters."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from forms.xpath.bound import (
    ROWS,
    Guard,
    Here,
    Join,
    Many,
    Place,
    Ref,
    Rows,
    Run,
    World,
    nothing,
    own_row,
    readers_row,
)
from forms.xpath.closures import (
    alike_rows,
    ancestor,
    asked_rows,
    chosen_rows,
    climb,
    first_of,
    flagged_rows,
    inside,
    kept_rows,
    looked_up,
    up,
    whole_table,
)
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Path, Refused, Step, Text, Tree
from forms.xpath.steady import Asking, of_the_moment
from forms.xpath.trees import ands, asks_item, asks_position, of_reader, own_column, path_text
from forms.xpath.values import truth


def _is_of(test: str, name: str) -> bool:
    """Say whether a node of this name is one that "*", `node()`, `text()` and the like stand for."""
    if test == "node()":
        return True
    return not name.startswith("#") if test == "*" else name.startswith(f"#{test}")


class PathBinder(ABC):
    """Binds the paths of one expression that stands at `node`; what they read gathers in `refs`."""

    def __init__(self, node: Node, world: World) -> None:
        self.node = node
        self.world = world
        self.shape = node.shape
        self.refs: list[Ref] = []
        self.guards: tuple[Guard, ...] = ()
        self.hides = world.hidden is not None
        self.guarding = True  # the branches of `if()` say what counts as read
        self.top = Here(node, node.shape.depth if node.shape else 0, lambda c: [c])

    @property
    def looping(self) -> bool:
        """Whether the expression is worked out for many rows."""
        at: Node | None = self.node if self.shape is not None else None
        while at is not None:
            if at.is_row and at.shape is not None and not at.shape.single:
                return True
            at = at.parent
        return False

    def asking(self, here: Here) -> Asking:
        """Say where a part of the expression stands."""
        return Asking(self.world, self.shape.chain if self.shape else (), here)

    @contextmanager
    def in_the_open(self) -> Iterator[None]:
        """Bind without hidden nodes."""
        before, self.hides = self.hides, False
        try:
            yield
        finally:
            self.hides = before

    def hide(self, before: int, shape: Shape, slot: int, bound: int, join: Join = ()) -> None:
        """Have what was noted since `before` read through a hidden node."""
        index = shape.index
        through = [replace(ref, through=True) for ref in self.refs[before:]]
        held = Ref(shape, slot, bound, join, alone=False, find=lambda row: row.root.tables[index])
        self.refs[before:] = [held, *through]

    @abstractmethod
    def value(self, tree: Tree, here: Here) -> tuple[Run, str]:
        """Bind a tree used as one value, and say what it gives."""

    @abstractmethod
    def side(self, tree: Tree, here: Here) -> tuple[Run, Many | None]:
        """Bind one side of a comparison: as one value, or as all cells of a path that may lead to several."""

    def path(self, tree: Path, here: Here) -> Place:
        """Follow a path to the one place it leads to."""
        places = self.places(tree, here)
        if len(places) != 1:
            raise Refused("several" if places else "unknown-path", path_text(tree))
        return places[0]

    def places(self, tree: Path, here: Here) -> list[Place]:
        """Follow a path to where it leads; only "*" and `node()` lead to other than one place."""
        steps = list(tree.steps)
        if tree.start == ".":
            found = [Place(here.node, own_row, None, here.bound, on_way=not here.item)]
        elif tree.start == "/":
            if not steps:
                roots = iter(self.world.forms.values())
                above = next((root.parent for root in roots if root.parent is not None), Node(""))
                return [Place(above, readers_row, None, 0, on_way=False)]
            found = self.rooted(tree, steps.pop(0), here)
        else:
            found = [self.started(tree, steps, here)]
        for step in steps:
            found = [further for place in found for further in self.step(place, step, here, tree)]
        return found

    def rooted(self, tree: Path, first: Step, here: Here) -> list[Place]:
        """Arrive at the root of a form."""
        if first.axis == "child" and first.name in ("*", "node()"):
            roots = list(self.world.forms.values())
        else:
            roots = [one for name, one in self.world.forms.items() if name == first.name]
        if not roots or first.axis != "child":
            return [self.lost(tree)]
        start = Place(Node(""), nothing, None, 0, on_way=True, by_item=here.of_form)
        return [self.enter(replace(start, node=root), root, here, first) for root in roots]

    def lost(self, tree: Path) -> Place:
        """Arrive nowhere: refused, or in a loose world a place without a row."""
        if not self.world.loose:
            raise Refused("unknown-path", path_text(tree))
        return Place(Node(""), nothing, None, 0, on_way=False)

    def started(self, tree: Path, steps: list[Step], here: Here) -> Place:
        """Arrive where `current()` or `instance('x')/root/item` stands; the steps used up are removed."""
        call = tree.start
        assert isinstance(call, Call)  # noqa: S101 - "/" and "." are done with
        if call.name == "current" and not call.args:
            return Place(self.node, readers_row, None, self.top.bound, on_way=True)
        if call.name != "instance" or len(call.args) != 1 or not isinstance(call.args[0], Text):
            raise Refused("unsupported", f"{call.name}()/…")
        name = call.args[0].value
        words = [step.name for step in steps[:2]]
        listed = self.world.instances.get("/".join((name, *words)))
        if listed is not None and len(words) == 2:
            place = Place(listed.node, None, whole_table(listed), 0, on_way=False, whole=True, of_form=False)
            predicates = steps[1].predicates
            del steps[:2]
            return self.filtered(place, predicates, here)
        single = self.world.instances.get("/".join((name, *words[:1])))
        if single is not None and words:
            del steps[:1]
            return Place(single.node, first_of(single), None, 0, on_way=False)
        shape, record = self.world.instances.get(name), self.world.records.get(name)
        if shape is None:
            raise Refused("unknown-instance", name)
        if len(steps) < 2 or steps.pop(0).name != "root":
            raise Refused("unknown-path", path_text(tree))
        if steps[0].name == "item" and steps[0].axis == "child":
            item = steps.pop(0)
            if shape.single and not item.predicates:
                return Place(shape.node, first_of(shape), None, 0, on_way=False)
            place = Place(shape.node, None, whole_table(shape), 0, on_way=False, whole=True, of_form=False)
            return self.filtered(place, item.predicates, here)
        if record is not None:
            return Place(record.node, first_of(record), None, 0, on_way=False)
        raise Refused("unknown-path", path_text(tree))

    def step(self, place: Place, step: Step, here: Here, tree: Path) -> list[Place]:
        """Take one step of a path."""
        if step.axis in ("self", "parent"):
            if step.axis == "parent":
                if place.node.parent is None and self.world.loose:
                    return [self.lost(tree)]
                place = up(place, tree)
            if step.name not in ("", "*", place.node.name):
                return [self.lost(tree)]
            return [self.tested(place, step, here)]
        mark = "@" if step.axis == "attribute" else ""
        if step.name != "*" and not step.name.endswith("()"):
            named = place.node.children.get(mark + step.name)
            return [self.lost(tree) if named is None else self.enter(place, named, here, step)]
        nodes = [
            one
            for name, one in place.node.children.items()
            if name.startswith("@") == bool(mark) and _is_of(step.name, name)
        ]
        if not nodes and not self.world.loose:
            raise Refused("unknown-path", path_text(tree))
        return [self.enter(place, node, here, step) for node in nodes]

    def tested(self, place: Place, step: Step, here: Here) -> Place:
        """Keep a place that is no row of a table only where the predicates hold."""
        for predicate in step.predicates:
            place = self.tested_once(place, predicate, here)
        return place

    def tested_once(self, place: Place, predicate: Tree, here: Here) -> Place:
        """Keep a place only where one predicate holds."""
        one, many, outer = place.one, place.many, here.find

        def standing(r: Row, c: Row, p: int) -> list[Row]:
            if many is not None:
                return many(r, c, p)
            row = one(r, c, p) if one else None
            return [] if row is None else [row]

        def find(c: Row) -> list[Row]:
            return [row for start in outer(c) for row in standing(start, c, 0)]

        test = self.test(predicate, Here(place.node, place.bound, find, item=True, of_form=place.of_form))

        def kept(r: Row, c: Row, p: int) -> list[Row]:
            return [row for row in standing(r, c, p) if test(row, c, 1)]

        return replace(place, one=None, many=kept, on_way=False, whole=False)

    def enter(self, place: Place, node: Node, here: Here, step: Step) -> Place:
        """Go down to a node; where it is a table's row, to this reader's row or to all of them."""
        shape = node.shape
        if not node.is_row or shape is None:
            return self.tested(replace(place, node=node), step, here)
        depth, index = shape.depth, shape.index
        own = self.shape
        reader_inside = own is not None and depth <= own.depth and own.chain[depth - 1] == index
        if shape.single:
            bound = depth if reader_inside and place.on_way else 0

            def only(_r: Row, c: Row, _p: int) -> Row | None:
                rows = c.root.tables[index]
                return rows[0] if rows else None

            only_row = Place(node, only, None, bound, on_way=place.on_way, by_item=place.by_item)
            return self.tested(only_row, step, here)
        item = here.node.shape if place.by_item and place.on_way and not step.predicates else None
        if item is not None and depth <= item.depth and item.chain[depth - 1] == index:
            # JavaRosa reads an absolute path in a predicate from the row that the predicate is tried on.
            climbed = climb(item.depth - depth) if depth < item.depth else own_row
            return Place(node, climbed, None, min(here.bound, depth), on_way=True, by_item=True)
        if place.on_way and reader_inside and not step.predicates and own is not None:
            return Place(node, ancestor(own.depth - depth), None, depth, on_way=True)
        rows_below = Place(node, None, inside(place, shape), place.bound, on_way=False, whole=depth == 1)
        if place.many is None and place.one is not nothing and depth > 1:
            rows_below = replace(rows_below, bound=min(place.bound, depth - 1))
        if shape.flag is not None and rows_below.many is not None:
            rows_below = replace(rows_below, many=asked_rows(rows_below.many, shape.flag), whole=False)
        return self.filtered(rows_below, step.predicates, here)

    def filtered(self, place: Place, predicates: tuple[Tree, ...], here: Here) -> Place:
        """Keep the rows for which the predicates hold, asking an index where one side never changes."""
        shape, rows = place.node.shape, place.many
        assert shape is not None  # noqa: S101 - predicates are bound only on rows
        assert rows is not None  # noqa: S101 - of which there are many
        for predicate in predicates:
            fixed: list[tuple[int, Run, tuple[int, int | None, str] | None]] = []
            rest: list[Tree] = []
            joined = [predicate] if asks_position(predicate) else list(ands(predicate))
            for part in joined:
                found = self.fixed_part(part, shape, here) if place.whole else None
                if found is None:
                    rest.append(part)
                else:
                    fixed.append(found)
            if fixed:
                rows = looked_up(shape, tuple(slot for slot, _, _ in fixed), [run for _, run, _ in fixed])
                join = (*place.join, *(pair for _, _, pair in fixed if pair is not None))
                place = replace(place, many=rows, join=join, whole=False)
            if rest:
                inner = self.item(place, here)
                if not asks_position(predicate):
                    held = [part for part in rest if self.hides and self.asking(inner).of_item(part)]
                    flagged = self.flagged(rows, tuple(held), place, inner) if held else None
                    if flagged is not None:
                        rest = [part for part in rest if part not in held]
                        rows = flagged
                if rest:
                    rows = rows if asks_position(predicate) else self.narrowed(rows, rest, place, here)
                    before, settled = len(self.refs), self.settled(place, here, rest)
                    rows = kept_rows(rows, [self.test(part, inner) for part in rest])
                    if settled and len(self.refs) == before:
                        rows = chosen_rows(rows)
                place = replace(place, many=rows, whole=False)
        return place

    def narrowed(self, rows: Rows, tests: Sequence[Tree], place: Place, here: Here) -> Rows:
        """Where a test is `column = a value of the reader's`, try only the rows that an index gives."""
        shape = place.node.shape
        if shape is None or shape.index < 0 or not place.whole or rows is not place.many:
            return rows
        for test in tests:
            if not isinstance(test, Binary) or test.op != "=":
                continue
            for column, other in ((test.left, test.right), (test.right, test.left)):
                slot = own_column(column, shape)
                if slot is None or slot not in shape.numeric | shape.textual or not of_reader(other):
                    continue
                before = len(self.refs)
                start = replace(here, node=self.node) if here.item else here
                run, several = self.side(other, start)
                del self.refs[before:]  # the test itself, which is tried all the same, tells what it reads
                if several is None:
                    return alike_rows(rows, shape, slot, run)
        return rows

    def settled(self, place: Place, here: Here, tests: Sequence[Tree]) -> bool:
        """Say whether the rows of a place and the one that asks stay for good, and no test is of its time.

        Where the tests then read nothing but keys, what they leave never changes.
        """
        shape, own = place.node.shape, self.shape
        if shape is None or own is None or here.item or not place.whole or shape.index < 0:
            return False
        stay = all(one.depth == 1 and not one.grows for one in (shape, own))
        return stay and not any(of_the_moment(test) for test in tests)

    def flagged(self, rows: Rows, tests: tuple[Tree, ...], place: Place, inner: Here) -> Rows | None:
        """Have every row hold for itself whether it passes, so that an entry tries one row again."""
        shape, hidden = place.node.shape, self.world.hidden
        if shape is None or hidden is None:
            return None
        before = len(self.refs)
        with self.in_the_open():
            for part in tests:
                self.test(part, inner)
        slot = hidden.flag(shape, tests, of_form=inner.of_form) if len(self.refs) > before else None
        if slot is None:
            del self.refs[before:]
            return None
        self.hide(before, shape, slot, min(place.bound, shape.depth), place.join)
        return flagged_rows(rows, slot)

    def item(self, place: Place, here: Here) -> Here:
        """Stand on each row that the predicates so far have left."""
        many, outer = place.many, here.find
        assert many is not None  # noqa: S101

        def rows(c: Row) -> list[Row]:
            return [row for start in outer(c) for row in many(start, c, 0)]

        return Here(place.node, place.bound, rows, item=True, of_form=place.of_form, whole=place.whole)

    def test(self, tree: Tree, here: Here) -> Callable[[Row, Row, int], bool]:
        """Bind a predicate; a bare number is refused, since it never meant a position here."""
        run, gives = self.value(tree, here)
        if gives == "n":
            # JavaRosa 5.1 gives nothing for item[2]; refused so that nobody waits for it.
            raise Refused("bare-position")
        if gives == "b":
            return cast("Callable[[Row, Row, int], bool]", run)
        return lambda r, c, p: truth(run(r, c, p))

    def fixed_part(
        self, tree: Tree, shape: Shape, here: Here
    ) -> tuple[int, Run, tuple[int, int | None, str] | None] | None:
        """See whether a predicate is `column = …` with a column that never changes."""
        if not isinstance(tree, Binary) or tree.op != "=":
            return None
        for column, other in ((tree.left, tree.right), (tree.right, tree.left)):
            slot = own_column(column, shape)
            if slot is None or slot not in shape.fixed or asks_item(other):
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
            if place.node.shape is self.shape and place.one is readers_row and mine in self.shape.fixed:
                return slot, mine, ""
        return None

    def note(self, place: Place, here: Here, *, alone: bool, rows: bool = False) -> None:
        """Write down what a path reads."""
        shape, node = place.node.shape, place.node
        if shape is None or shape.index < 0:
            return
        one, many, outer = place.one, place.many, here.find
        items = here.node.shape if here.whole else None  # of all of them, the reader's row is asked of each
        table = items.index if items is not None and items.index >= 0 else None

        def find(c: Row) -> list[Row]:
            if many is not None:
                return [row for start in outer(c) for row in many(start, c, 0)]
            if one is readers_row and table is not None:
                return [c] if c.root.tables[table] else []
            found = (one(start, c, 0) for start in outer(c)) if one else ()
            return [row for row in found if row is not None]

        bound = min(place.bound, shape.depth)
        if shape.grows and (many is not None or rows):
            self.refs.append(
                Ref(shape, ROWS, max(0, min(bound, shape.depth - 1)), (), alone=False, find=find)
            )
        if shape.flag is not None and many is not None:
            self.refs.append(Ref(shape, shape.flag, bound, (), alone=False, find=find))
        if node.slot is not None and node.slot not in shape.fixed:
            self.refs.append(
                Ref(
                    shape,
                    node.slot,
                    bound,
                    place.join,
                    alone and not here.item,
                    find,
                    self.guards,
                    whole=here.whole and one is own_row,
                )
            )
