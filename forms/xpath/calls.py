"""Bind function calls: those over values by their table, those over rows or the clock here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from forms.problems import Problem
from forms.xpath.bound import Guard, Here, Rows, Run
from forms.xpath.closures import column_extreme, column_sum, total_of
from forms.xpath.functions import ANY, CLOCKED, FUNCTIONS, HERE, LATER, LONGEST_TEXT, NEVER
from forms.xpath.nodes import Row
from forms.xpath.parse import Call, Path, Refused, Step, Text, Tree
from forms.xpath.patterns import matcher
from forms.xpath.repeats import RepeatBinder
from forms.xpath.trees import asks_unit
from forms.xpath.values import NAN, Inner, number, text, truth

_SHORT = 500  # letters that a text may have before they are charged to the budget
_LETTERS, _STEPS = 8, 16  # letters handled, and steps of a pattern, that cost as much as a row visited


class CallBinder(RepeatBinder):
    """Binds calls; `SPECIAL` names the methods for those that need more than values."""

    def call(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind a call: the functions of `SPECIAL` by their method, all others by their table."""
        special = SPECIAL.get(tree.name)
        if special is not None:
            fewest, most, method = special
            _arity(tree, fewest, most)
            return method(self, tree, here)
        if tree.name in HERE and not tree.args:
            tree = replace(tree, args=(Path(".", (Step("self"),)),))
        function = FUNCTIONS.get(tree.name) or CLOCKED.get(tree.name)
        if function is None:
            reason = "later" if tree.name in LATER else "never" if tree.name in NEVER else "unknown-function"
            raise Refused(reason, f"{tree.name}()")
        _arity(tree, function.fewest, function.most)
        run = function.run
        args = [self.value(arg, here)[0] for arg in tree.args]
        if args:
            args[0] = _weighed(args[0])
        if tree.name in CLOCKED:
            return (lambda r, c, p: run(*[arg(r, c, p) for arg in args], c.root.now.tzinfo)), function.gives
        if len(args) == 1:
            (one,) = args
            return (lambda r, c, p: run(one(r, c, p))), function.gives
        if len(args) == 2:
            one, two = args
            return (lambda r, c, p: run(one(r, c, p), two(r, c, p))), function.gives
        return (lambda r, c, p: run(*[arg(r, c, p) for arg in args])), function.gives

    def if_(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `if()`: only the branch that is taken is worked out."""
        before = len(self.refs)
        test, _ = self.value(tree.args[0], here)
        by_keys = len(self.refs) == before and not asks_unit(tree.args[0])
        (yes, gives_yes), (no, gives_no) = (
            self.guarded(arg, here, Guard(test, wanted, by_keys))
            for arg, wanted in zip(tree.args[1:], (True, False), strict=True)
        )

        def chosen(r: Row, c: Row, p: int) -> Inner:
            return yes(r, c, p) if truth(test(r, c, p)) else no(r, c, p)

        return chosen, gives_yes if gives_yes == gives_no else "?"

    def guarded(self, tree: Tree, here: Here, guard: Guard) -> tuple[Run, str]:
        """Bind a branch of `if()`, so that what it reads counts only where the branch is taken."""
        outer = self.guards
        if self.guarding and not here.item:
            self.guards = (*outer, guard)
        bound = self.late(self.value, tree, here)
        self.guards = outer
        return bound

    def true(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        """Bind `true()`."""
        return (lambda _r, _c, _p: True), "b"

    def false(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        """Bind `false()`."""
        return (lambda _r, _c, _p: False), "b"

    def today(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        """Bind `today()`: the day that was handed in."""

        def day(_r: Row, c: Row, _p: int) -> date:
            return c.root.today

        return day, "?"

    def now(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        """Bind `now()`: the moment that was handed in."""

        def moment(_r: Row, c: Row, _p: int) -> datetime:
            return c.root.now

        return moment, "?"

    def once(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `once()`: what the cell already holds stays."""
        inner, gives = self.value(tree.args[0], here)
        slot = self.node.slot
        if slot is None:
            raise Refused("unsupported", "once()")

        def kept(r: Row, c: Row, p: int) -> Inner:
            before = c.v[slot]
            return inner(r, c, p) if before is None or before == "" else before

        return kept, gives

    def regex(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `regex()`: the pattern is checked and must fit the whole text."""
        pattern = tree.args[1]
        if not isinstance(pattern, Text):
            raise Refused("pattern-not-constant")
        fits = matcher(pattern.value)
        value, _ = self.value(tree.args[0], here)

        def fitting(r: Row, c: Row, p: int) -> bool:
            words = text(value(r, c, p))
            c.root.spend(fits.effort(words) // _STEPS)
            return fits(words)

        return fitting, "b"

    def count(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `count()`."""
        sources = self.asked_only(tree.args[0], here)
        if len(sources) == 1:
            (rows, _) = sources[0]
            return (lambda r, c, p: float(len(rows(r, c, p)))), "n"
        return (lambda r, c, p: float(sum(len(rows(r, c, p)) for rows, _ in sources))), "n"

    def count_filled(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `count-non-empty()`."""
        _only_paths(tree)
        values = self.many(tree.args, here)
        return (lambda r, c, p: float(sum(v is not None and v != "" for v in values(r, c, p)))), "n"

    def sum(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `sum()`: blanks, and what else is no number, are passed over."""
        _only_paths(tree)
        column = self.column(tree.args, here)
        if column is not None:
            return column_sum(*column), "n"
        values = self.many(tree.args, here)

        def total(r: Row, c: Row, p: int) -> float:
            found = [v for v in values(r, c, p) if v is not None and v != ""]
            return total_of([n for v in found if not math.isnan(n := v if type(v) is float else number(v))])

        return total, "n"

    def min(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `min()`."""
        return self.extreme(tree, here, min)

    def max(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `max()`."""
        return self.extreme(tree, here, max)

    def extreme(self, tree: Call, here: Here, choose: Callable[[list[float]], float]) -> tuple[Run, str]:
        """Bind the choice of one among numbers."""
        column = self.column(tree.args, here)
        if column is not None:
            return column_extreme(*column, choose), "n"
        values = self.many(tree.args, here)

        def found(r: Row, c: Row, p: int) -> float:
            numbers = [v if type(v) is float else number(v) for v in values(r, c, p)]
            numbers = [one for one in numbers if not math.isnan(one)]  # passed over, as JavaRosa does
            return choose(numbers) if numbers else NAN

        return found, "n"

    def column(self, args: tuple[Tree, ...], here: Here) -> tuple[Rows, int] | None:
        """Bind a lone path to a column of numbers; None, with nothing noted, for anything else."""
        if len(args) != 1 or not isinstance(args[0], Path):
            return None
        before = len(self.refs)
        sources = self.rows(args[0], here)
        if len(sources) != 1:
            del self.refs[before:]
            return None
        rows, node = sources[0]
        if node.slot is not None and node.shape is not None and node.slot in node.shape.numeric:
            return rows, node.slot
        del self.refs[before:]
        return None

    def concat(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `concat()`: a path stands for all its cells."""
        values = self.many(tree.args, here)
        return (lambda r, c, p: _together(c, "", [text(v) for v in values(r, c, p)])), "s"

    def join(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `join()`: a path stands for all its cells."""
        mark, _ = self.value(tree.args[0], here)
        values = self.many(tree.args[1:], here, asked=True)

        def joined(r: Row, c: Row, p: int) -> str:
            return _together(c, text(mark(r, c, p)), [text(v) for v in values(r, c, p)])

        return joined, "s"

    def checklist(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `checklist(least, most, answers ...)`."""
        (least, _), (most, _) = self.value(tree.args[0], here), self.value(tree.args[1], here)
        answers = self.many(tree.args[2:], here)

        def enough(r: Row, c: Row, p: int) -> bool:
            return within(least(r, c, p), most(r, c, p), sum(map(truth, answers(r, c, p))))

        return enough, "b"

    def weighted_checklist(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `weighted-checklist(least, most, answer, weight ...)`."""
        (least, _), (most, _) = self.value(tree.args[0], here), self.value(tree.args[1], here)
        answers, weights = self.many(tree.args[2::2], here), self.many(tree.args[3::2], here)
        if len(tree.args) % 2:
            raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")

        def enough(r: Row, c: Row, p: int) -> bool:
            pairs = zip(answers(r, c, p), weights(r, c, p), strict=False)
            total = sum(number(weight) for answer, weight in pairs if truth(answer))
            return within(least(r, c, p), most(r, c, p), total)

        return enough, "b"

    def itext(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `jr:itext()`: a text of the form in the world's language."""
        name, _ = self.value(tree.args[0], here)
        texts = self.world.texts
        if isinstance(tree.args[0], Text) and tree.args[0].value not in texts:
            raise Refused("no-text", tree.args[0].value)
        return (lambda r, c, p: texts.get(text(name(r, c, p)), "")), "s"

    def misplaced(self, tree: Call, _here: Here) -> tuple[Run, str]:
        """Refuse what may only begin a path."""
        raise Refused("misplaced", f"{tree.name}()")


def within(least: Inner, most: Inner, found: float) -> bool:
    """Say whether a count lies between two limits, of which -1 is none."""
    low, high = number(least), number(most)
    return (low == -1 or found >= low) and (high == -1 or found <= high)


def _only_paths(tree: Call) -> None:
    if not all(isinstance(arg, Path) for arg in tree.args):
        raise Refused("not-a-path", f"{tree.name}()")


def _together(row: Row, between: str, parts: list[str]) -> str:
    """Join texts, charged to the budget and bounded before they are one."""
    length = sum(map(len, parts)) + len(between) * max(0, len(parts) - 1)
    if length > _SHORT:
        row.root.spend(length // _LETTERS)
        if length > LONGEST_TEXT:
            raise Problem("PACK_BUDGET")
    return between.join(parts)


def _weighed(run: Run) -> Run:
    """Charge the letters of long texts to the budget, as the rows that are visited are."""

    def weighed(r: Row, c: Row, p: int) -> Inner:
        value = run(r, c, p)
        if type(value) is str and len(value) > _SHORT:
            c.root.spend(len(value) // _LETTERS)
        return value

    return weighed


def _arity(tree: Call, fewest: int, most: int) -> None:
    if not fewest <= len(tree.args) <= most:
        raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")


_Special = Callable[[CallBinder, Call, Here], tuple[Run, str]]
SPECIAL: Mapping[str, tuple[int, int, _Special]] = {
    "if": (3, 3, CallBinder.if_),
    "true": (0, 0, CallBinder.true),
    "false": (0, 0, CallBinder.false),
    "today": (0, 0, CallBinder.today),
    "once": (1, 1, CallBinder.once),
    "regex": (2, 2, CallBinder.regex),
    "count": (1, 1, CallBinder.count),
    "count-non-empty": (1, 1, CallBinder.count_filled),
    "sum": (1, 1, CallBinder.sum),
    "min": (1, ANY, CallBinder.min),
    "max": (1, ANY, CallBinder.max),
    "concat": (0, ANY, CallBinder.concat),
    "join": (1, ANY, CallBinder.join),
    "checklist": (2, ANY, CallBinder.checklist),
    "weighted-checklist": (4, ANY, CallBinder.weighted_checklist),
    "jr:itext": (1, 1, CallBinder.itext),
    "now": (0, 0, CallBinder.now),
    "position": (0, 1, CallBinder.position),
    "pulldata": (4, 4, CallBinder.pulldata),
    "indexed-repeat": (3, 15, CallBinder.indexed_repeat),
    "jr:choice-name": (2, 2, CallBinder.choice_name),
    "current": (0, 0, CallBinder.misplaced),
    "instance": (1, 1, CallBinder.misplaced),
}
