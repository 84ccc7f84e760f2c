"""Bind paths as values: one cell, the first of several, or the cells of a set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from forms.xpath.bound import Here, Many, Place, Ref, Rows, Run, own_row, readers_row
from forms.xpath.closures import asked_rows
from forms.xpath.nodes import Node, Row
from forms.xpath.parse import Call, Path, Refused, Text, Tree
from forms.xpath.paths import PathBinder
from forms.xpath.trees import path_text
from forms.xpath.values import Inner

Bound = TypeVar("Bound")


class SetBinder(PathBinder):
    """Binds a path by what is wanted of it."""

    def late(self, bind_as: Callable[[Tree, Here], Bound], tree: Tree, here: Here) -> Bound:
        """Bind a part that may never be reached: in a loose world a wrong one is blank when it is."""
        try:
            return bind_as(tree, here)
        except Refused:
            if not self.world.loose:
                raise
            return bind_as(Text(""), here)

    def first(self, tree: Path, here: Here, *, alone: bool) -> tuple[Run, str]:
        """Bind a path used as one value: the cell it leads to, or the first of those a predicate leaves."""
        return self.first_of(tree, self.places(tree, here), here, alone=alone)

    def refuse_several(self, tree: Path, places: list[Place]) -> None:
        """Refuse a path that leads to several cells with nothing to choose among them."""
        if self.world.loose or any(step.predicates for step in tree.steps):
            return
        if len(places) > 1 or any(place.many is not None for place in places):
            raise Refused("several", path_text(tree))

    def first_of(self, tree: Path, places: list[Place], here: Here, *, alone: bool) -> tuple[Run, str]:
        """Bind the first of the cells that these places are."""
        if alone:
            self.refuse_several(tree, places)
        if len(places) != 1:
            gather = self.gathered(places, here)

            def first_found(r: Row, c: Row, p: int) -> Inner:
                found = gather(r, c, p)
                return found[0] if found else None

            return first_found, "?"
        (place,) = places
        self.note(place, here, alone=alone)
        slot, one, many = place.node.slot, place.one, place.many
        if slot is None:
            return (lambda _r, _c, _p: ""), "s"
        if many is not None:

            def first_row(r: Row, c: Row, p: int) -> Inner:
                rows = many(r, c, p)
                return rows[0].v[slot] if rows else None

            return first_row, "?"
        if one is own_row:
            return (lambda r, _c, _p: r.v[slot]), "?"
        if one is readers_row:
            return (lambda _r, c, _p: c.v[slot]), "?"

        def only(r: Row, c: Row, p: int) -> Inner:
            row = one(r, c, p) if one else None
            return None if row is None else row.v[slot]

        return only, "?"

    def rows(self, tree: Tree, here: Here) -> list[tuple[Rows, Node]]:
        """Bind a path used as a set: for each place its rows, and the place in them that it leads to."""
        if tree == Call("current", ()):
            tree = Path(Call("current", ()), ())
        if not isinstance(tree, Path):
            raise Refused("not-a-path")
        return [self.standing(place, here) for place in self.places(tree, here)]

    def asked_only(self, tree: Tree, here: Here) -> list[tuple[Rows, Node]]:
        """Bind a path used as a set of which only what is asked counts, as JavaRosa has no other nodes."""
        if tree == Call("current", ()):
            tree = Path(Call("current", ()), ())
        if not isinstance(tree, Path):
            raise Refused("not-a-path")
        return [self.standing(self.shown(place, here), here) for place in self.places(tree, here)]

    def shown(self, place: Place, here: Here) -> Place:
        """Leave out the rows in which a place is not asked."""
        flag, shape = place.node.flag, place.node.shape
        if flag is None or shape is None:
            return place
        one, many, outer = place.one, place.many, here.find

        def standing(r: Row, c: Row, p: int) -> list[Row]:
            if many is not None:
                return many(r, c, p)
            row = one(r, c, p) if one else None
            return [] if row is None else [row]

        def find(c: Row) -> list[Row]:
            return [row for start in outer(c) for row in standing(start, c, 0)]

        bound = min(place.bound, shape.depth)
        self.refs.append(Ref(shape, flag, bound, (), alone=False, find=find))
        return replace(place, one=None, many=asked_rows(standing, flag), whole=False)

    def standing(self, place: Place, here: Here) -> tuple[Rows, Node]:
        """Give the rows of a place."""
        self.note(place, here, alone=False)
        if place.many is not None:
            many = place.many

            def visited(r: Row, c: Row, p: int) -> list[Row]:
                found = many(r, c, p)
                c.root.spend(len(found))
                return found

            return visited, place.node
        one = place.one

        def single(r: Row, c: Row, p: int) -> list[Row]:
            row = one(r, c, p) if one else None
            return [] if row is None else [row]

        return single, place.node

    def gathered(self, places: list[Place], here: Here) -> Many:
        """Give the values of all cells that these places are."""
        sources = [self.standing(place, here) for place in places]
        if len(sources) == 1 and sources[0][1].slot is not None:
            found, slot = sources[0][0], sources[0][1].slot
            return lambda r, c, p: [row.v[slot] for row in found(r, c, p)]

        def values(r: Row, c: Row, p: int) -> list[Inner]:
            return [
                "" if node.slot is None else row.v[node.slot]
                for rows, node in sources
                for row in rows(r, c, p)
            ]

        return values

    def many(self, args: Iterable[Tree], here: Here, *, asked: bool = False) -> Many:
        """Bind arguments of which paths stand for all their cells, anything else for one value.

        `asked`: a blank counts, but only where the cell is asked.
        """
        sources = [self.gathered_or_one(arg, here, asked=asked) for arg in args]
        if len(sources) == 1:
            return sources[0]
        return lambda r, c, p: [value for source in sources for value in source(r, c, p)]

    def gathered_or_one(self, tree: Tree, here: Here, *, asked: bool) -> Many:
        """Bind one argument: a path to all its cells, anything else to its value."""
        if isinstance(tree, Path):
            places = self.places(tree, here)
            return self.gathered([self.shown(one, here) for one in places] if asked else places, here)
        run, _ = self.value(tree, here)
        return lambda r, c, p: [run(r, c, p)]
