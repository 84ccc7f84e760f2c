"""Two engines fill the same form with the same random edits; after each step every node is compared.

Only two things may differ, both on purpose, and each is counted:

* `cleared`: a choice that its list no longer offers is cleared by us, and kept by JavaRosa until visited;
* `kept`: rows beyond a shrinking repeat_count are hidden by us with their answers, and destroyed by JavaRosa.

After such a difference JavaRosa is told what we hold, so that what follows from it is compared again.

JavaRosa's own incremental evaluation leaves some nodes stale. Where the engines differ it is therefore asked
to work everything out again; only a difference that stands then is one. These are counted as `stale`.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from forms.answers import Address, Key, Value
from forms.engine import OpenForms
from forms.pack import Field, Form, Kind, Table, TableKind
from forms.problems import Problem
from tests.javarosa.oracle import JavaRosa

WORDS = ("", "A Đăng", "thôn 3", "12", "-4.5", "x", "Y Blễ; Y H'Nga", "2018-09-30", "true")
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A question of ours and its place in the form's own words."""

    address: Address
    table: Table
    field: Field


@dataclass(slots=True)
class Outcome:
    """What a run found."""

    compared: int = 0
    steps: int = 0
    cleared: int = 0
    kept: int = 0
    stale: int = 0  # nodes that JavaRosa mended when it worked everything out again
    differences: list[str] = field(default_factory=list)

    def __iadd__(self, other: Self) -> Self:
        """Take in another run."""
        for name in ("compared", "steps", "cleared", "kept", "stale"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differences += other.differences
        return self


class Ours:
    """The tables of one form in our engine, by the paths an XForm has."""

    def __init__(self, forms: OpenForms, tables: Iterable[Table]) -> None:
        self.forms = forms
        self.tables = {table.id: table for table in tables}

    def rows(self, table: Table) -> Iterator[tuple[str, Key]]:
        """Give (path, key) of each row in order; a table's own row has the table's path."""
        if table.kind is TableKind.SINGLE:
            yield table.path, ()
            return
        parent = self.tables.get(table.parent or "")
        above: dict[Key, str] = {key: path for path, key in self.rows(parent)} if parent else {(): ""}
        rest = table.path.removeprefix(parent.path) if parent else table.path
        depth = len(next(iter(above), ())) if parent else 0
        counts: Counter[Key] = Counter()
        for key in self.forms.rows(table.id):
            outer = key[:depth]
            counts[outer] += 1
            if outer in above:
                yield f"{above[outer]}{rest}[{counts[outer]}]", key

    def nodes(self) -> dict[str, Node]:
        """Give every question by its path."""
        found = {}
        for table in self.tables.values():
            for path, key in self.rows(table):
                for one in table.fields:
                    place = path + one.path.removeprefix(table.path)
                    found[place] = Node(Address(table.id, key, one.id), table, one)
        return found

    def value(self, node: Node) -> Value | None:
        """Give what a question shows: nothing where it is not asked."""
        view = self.forms.view(node.address)
        return view.value if view.relevant else None


class Pair:
    """One form open in both engines, edited alike."""

    def __init__(
        self, ours: Ours, theirs: JavaRosa, chance: random.Random, passed: Iterable[str] = ()
    ) -> None:
        """Compare all questions but those whose field paths are `passed` over (clocks, chance, device)."""
        self.ours = ours
        self.theirs = theirs
        self.chance = chance
        self.passed = frozenset(passed)
        self.outcome = Outcome()
        self.counted = any(table.count for table in ours.tables.values())
        self.leading = _leading(ours.tables.values())

    # --- steps -------------------------------------------------------------------------------

    def even_out(self) -> None:
        """Start from the same rows and answers: JavaRosa begins with a row in every repeat."""
        for table in self.ours.tables.values():
            if table.kind is not TableKind.RECORDS or table.count:
                continue
            rows = {path for path, _ in self.ours.rows(table)}
            extra = [path for path, value in self.theirs.nodes().items() if value is None]
            shape = _bare(table.path)
            for path in sorted(extra, key=_by_row, reverse=True):
                if _bare(path) == shape and path not in rows:
                    self.theirs.ask("remove", path)

    def step(self) -> None:
        """Take one random step in both engines, then compare."""
        self.move()
        self.compare()

    def move(self) -> None:
        """Take one random step in both engines."""
        self.outcome.steps += 1
        move = self.chance.random()
        tables = self.ours.tables.values()
        growing = [t for t in tables if t.kind is TableKind.RECORDS and not (t.count or t.closed)]
        if growing and (move < 0.15 or not self._questions()):
            self._add(self.chance.choice(growing))
        elif growing and move < 0.2:
            self._remove(self.chance.choice(growing))
        else:
            self._answer()

    def _add(self, table: Table) -> None:
        parent = self.ours.tables.get(table.parent or "")
        above = list(self.ours.rows(parent)) if parent else [("", ())]
        if not above:
            return
        outer, key = self.chance.choice(above)
        rest = table.path.removeprefix(parent.path) if parent else table.path
        place = outer + rest
        here = sum(path.startswith(f"{place}[") for path, _ in self.ours.rows(table))
        if here >= MOST_ROWS:
            return
        if self.theirs.shows(outer):
            self.theirs.ask("add", f"{place}[{here + 1}]")
            self.ours.forms.add_record(table.id, key)

    def _remove(self, table: Table) -> None:
        rows = list(self.ours.rows(table))
        if rows:
            path, key = self.chance.choice(rows)
            if self.theirs.shows(path):
                self.theirs.ask("remove", path)
                self.ours.forms.remove_record(table.id, key)

    def _questions(self) -> list[tuple[str, Node]]:
        return [(path, node) for path, node in self.ours.nodes().items() if self._askable(node)]

    def _answer(self) -> None:
        nodes = self._questions()
        if not nodes:
            return
        leading = [(path, node) for path, node in nodes if node.field.path in self.leading]
        path, node = self.chance.choice(leading if leading and self.chance.random() < 0.25 else nodes)
        value = self.random_value(node)
        try:
            self.ours.forms.put(node.address, value)
        except Problem as problem:
            if problem.code != "VALUE_KIND":
                raise
            return
        self.theirs.ask("set", path, written(value))

    def _askable(self, node: Node) -> bool:
        one = node.field
        if one.calculate is not None or one.kind in (Kind.KEY, Kind.FILES) or one.path in self.passed:
            return False
        if one.locked or one.control in ("note", "upload", "trigger", "rank"):
            return False
        view = self.ours.forms.view(node.address)
        return view.relevant and not view.readonly

    def random_value(self, node: Node) -> Value | None:
        """Make up an answer of the question's kind, now and then none."""
        chance, one = self.chance, node.field
        if chance.random() < 0.12:
            return None
        if one.kind in (Kind.CHOICE, Kind.CHOICES):
            codes = [choice.name for choice in self.ours.forms.choices(node.address)]
            if one.kind is Kind.CHOICES or not codes:
                return " ".join(code for code in codes if chance.random() < 0.4) or None
            return chance.choice(codes)
        day = date(2016, 1, 1) + timedelta(chance.randint(0, 1100))
        most = MOST_ROWS if self.counted else 90_000  # a figure may count rows
        hour = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00.000+07:00"
        made: dict[object, Value] = {
            Kind.INTEGER: chance.choice((0, 1, 2, 3, chance.randint(0, 9), chance.randint(-5, most))),
            Kind.DECIMAL: Decimal(chance.randint(-500, 99_999)).scaleb(-min(2, one.decimals)),
            Kind.DATE: day.isoformat(),
            Kind.MONTH: day.isoformat()[:7],
            Kind.YEAR: str(day.year),
            Kind.DATE_OR_YEAR: str(day.year),
            "time": hour,
            "dateTime": f"{day.isoformat()}T{hour}",
        }
        word = chance.choice(WORDS) or None
        return made.get(one.kind, made.get(one.type, word))

    # --- comparing ---------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare every node; explain, count and even out the two marked exceptions."""
        for _ in range(6):
            if self.counted:
                self.theirs.ask("walk")
            theirs, nodes = self.theirs.nodes(), self.ours.nodes()
            told = self._beyond_counts(theirs) or self._explain(theirs, nodes)
            if not told:
                break
        else:
            self.outcome.differences.append("still moving after six rounds")
        before, compared = len(self.outcome.differences), self.outcome.compared
        self._compare(theirs, nodes)
        differing = len(self.outcome.differences) - before
        if differing:
            del self.outcome.differences[before:]
            self.outcome.compared = compared
            self.theirs.ask("again", 1)
            self._compare(self.theirs.nodes(), nodes)
            self.outcome.stale += differing - (len(self.outcome.differences) - before)

    def _beyond_counts(self, theirs: Mapping[str, str | None]) -> bool:
        """Take out the rows that JavaRosa keeps although the count it holds itself has none of them."""
        told = False
        for table in self.ours.tables.values():
            if not table.count:
                continue
            rows = {path for path, _ in self.ours.rows(table)}
            for path in sorted((one for one in theirs if theirs[one] is None), key=_by_row, reverse=True):
                if _bare(path) != _bare(table.path) or path in rows:
                    continue
                if _by_row(path)[-1] > float(self._count(table, path, theirs) or 0):
                    self.theirs.ask("remove", path)
                    self.outcome.kept += 1
                    told = True
        return told

    def _count(self, table: Table, row: str, theirs: Mapping[str, str | None]) -> str | None:
        """Give the count of the repeat that a row stands in."""
        parent = self.ours.tables.get(table.parent or "")
        above = parent.path if parent else ""
        outer = row[: len(row) - len(_tail(row, table.path.removeprefix(above)))]
        return theirs.get(outer + (table.count or "").removeprefix(above), "")

    def _explain(self, theirs: Mapping[str, str | None], nodes: Mapping[str, Node]) -> bool:
        told = False
        for path, node in nodes.items():
            said = theirs.get(path) or ""
            if node.field.path in self.passed:
                continue
            ours = self.ours.value(node)
            if same(ours, said, node.field):
                continue
            if self._is_cleared(node, ours, said):
                self.outcome.cleared += 1
            elif self._is_kept(node, ours, said, path in theirs):
                self.outcome.kept += 1
            else:
                continue
            self.theirs.ask("set", path, written(ours))
            told = True
        return told

    def _is_cleared(self, node: Node, ours: Value | None, said: str) -> bool:
        if node.field.calculate is not None or node.field.kind not in (Kind.CHOICE, Kind.CHOICES):
            return False
        if node.field.choice_filter is None and not node.field.itemset:
            return False
        view = self.ours.forms.view(node.address)
        offered = {choice.name for choice in self.ours.forms.choices(node.address)}
        gone = set(said.split()) - offered
        return view.relevant and bool(gone) and set(str(ours or "").split()) == set(said.split()) - gone

    def _is_kept(self, node: Node, ours: Value | None, said: str, shown: bool) -> bool:
        """Say whether it is an answer in a row of a counted repeat that JavaRosa made anew."""
        table: Table | None = node.table
        while table is not None and not table.count:
            table = self.ours.tables.get(table.parent or "")
        return table is not None and shown and node.field.calculate is None and ours is not None and not said

    def _compare(self, theirs: Mapping[str, str | None], nodes: Mapping[str, Node]) -> None:
        for path, node in nodes.items():
            if node.field.path in self.passed:
                continue
            self.outcome.compared += 1
            ours, said = self.ours.value(node), theirs.get(path) or ""
            asked = self.ours.forms.view(node.address).relevant
            if asked != (path in theirs) or not same(ours, said, node.field):
                self.outcome.differences.append(
                    f"{path}: ours {written(ours) if asked else 'not asked'!r}, "
                    f"JavaRosa {theirs.get(path, 'not asked')!r}"
                    f" ({node.field.calculate or node.field.relevant or ''})"[:400]
                )
        for path, text in theirs.items():
            # pyxform makes a calculation NAME_count of a formula in repeat_count; our tables need none.
            if text and path not in nodes and "/meta" not in path and not path.endswith("_count"):
                self.outcome.differences.append(f"{path}: not ours, JavaRosa {text!r}")


def written(value: Value | None) -> str:
    """Write an answer as an XForm holds it."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def same(ours: Value | None, said: str, one: Field) -> bool:
    """Compare an answer of ours with the text of a node; figures up to the decimals we keep them with."""
    if ours is None or ours == "":
        # A figure too large to be honest is blank with us; JavaRosa writes what is no number as NaN.
        return said in {"", "NaN", "Infinity", "-Infinity"}
    if isinstance(ours, int | Decimal):
        try:
            number = float(said)
        except ValueError:
            return False
        kept = 0 if one.kind is Kind.INTEGER else max(0, one.decimals - (len(str(one.scale)) - 1))
        return math.isclose(float(ours), number, rel_tol=1e-11, abs_tol=0.5000001 * 10**-kept)
    # A day that a calculation gives JavaRosa writes as that day's midnight.
    return str(ours) in {said, said.partition("T00:00:00.000")[0]} or _same_figure(str(ours), said)


def _same_figure(ours: str, said: str) -> bool:
    """Compare texts that hold one figure each: 1.0E7 and 10000000 are one."""
    try:
        return math.isclose(float(ours), float(said), rel_tol=1e-11, abs_tol=1e-11)
    except ValueError:
        return False


def _bare(path: str) -> str:
    return "".join(part.partition("]")[2] if n else part for n, part in enumerate(path.split("[")))


def _leading(tables: Iterable[Table]) -> set[str]:
    """Name the questions that lists are filtered by and rows are counted by: they are asked more often."""
    tables = list(tables)
    fields = {one.path: one for table in tables for one in table.fields}
    counts = [fields[table.count].calculate or table.count for table in tables if table.count in fields]
    words = [one.choice_filter or "" for one in fields.values()] + counts
    filtered = [one.path for one in fields.values() if one.choice_filter]
    return {path for path in fields if any(path in text for text in words)} | set(filtered)


def _tail(row: str, rest: str) -> str:
    """Give the end of a row's path that the steps of `rest` make up."""
    return "/" + "/".join(row.split("/")[-rest.count("/") :])


UNSURE = re.compile(r"\b(?:now|uuid|random|randomize|once)\(|/meta/|property")


def unsure(form: Form, more: Iterable[str] = ()) -> set[str]:
    """Name the questions whose value no two engines share: moments, chance, the device, and what follows."""
    fields = {one.path: one for table in form.tables for one in table.fields}
    found = {path for path, one in fields.items() if UNSURE.search(one.calculate or "") or "/meta/" in path}
    found |= {action.target for action in form.actions if UNSURE.search(action.value)} | set(more)
    texts = {
        path: f"{one.calculate or ''} {one.relevant or ''} {one.choice_filter or ''}"
        for path, one in fields.items()
    }
    texts |= {group.path: group.relevant or "" for group in form.groups}
    size = 0
    while size != len(found):
        size = len(found)
        read = re.compile(
            "|".join(rf"(?<![\w-]){re.escape(path.rpartition('/')[2])}(?![\w-])" for path in found) or "$^"
        )
        found |= {path for path, text in texts.items() if read.search(text)}
        found |= {path for path in fields if any(path.startswith(f"{group}/") for group in found)}
    return found


def _by_row(path: str) -> tuple[int, ...]:
    return tuple(int(part.partition("]")[0]) for part in path.split("[")[1:])
