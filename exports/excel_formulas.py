"""Expressions of a pack as formulas that Excel 2010 and LibreOffice work out by themselves.

Sums, differences, rates, conditions and comparisons over cells whose place is known when the workbook is
written. What looks rows up by what people will type, counts records or asks for the day is not written: it
raises `NotAFormula`, the cell stays blank and the program works it out when the form is imported.

Amounts stand in the workbook as they are shown (triệu đồng); formulas reckon in what is stored (đồng).
A blank counts as 0 in a formula; a cell without any filled operand shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.answers import Address, Key
from forms.pack import Field, Kind, Pack, Table, TableKind
from forms.table_rows import row_with
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, Tree, parse

_LONGEST: Final = 8_000  # characters of a formula; Excel takes 8,192
_MOST_ARGUMENTS: Final = 250
_COMPARED: Final = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_RECKONED: Final = {"+": "+", "-": "-", "*": "*", "div": "/"}
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL)
_CHOSEN: Final = (Kind.CHOICE, Kind.CHOICES)


class NotAFormula(Exception):
    """An expression that a workbook cannot work out by itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands."""

    sheet: str
    cell: str

    def seen_from(self, sheet: str) -> str:
        """Write the reference as a formula of `sheet` needs it."""
        return self.cell if sheet == self.sheet else f"'{self.sheet}'!{self.cell}"


@dataclass(frozen=True, slots=True)
class _Cell:
    place: Place
    field: Field


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a formula; `gives`: n number, b truth, s text."""

    text: str
    gives: str


_Value = float | str | bool | _Cell | _Part


@dataclass
class Compiler:
    """Compiles expressions of one pack for cells whose places are known."""

    pack: Pack
    places: Mapping[Address, Place]
    _fields: dict[str, tuple[Table, Field]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    _trees: dict[str, Tree] = field(default_factory=dict)  # the same rule stands in many rows

    def __post_init__(self) -> None:
        """Index fields and tables by their paths."""
        for table in self.pack.tables_by_id.values():
            if table.kind is not TableKind.SINGLE:
                self.tables[table.path] = table
            for one in table.fields:
                self._fields[one.path] = (table, one)

    def _tree(self, expression: str) -> Tree:
        if expression not in self._trees:
            self._trees[expression] = _parsed(expression)
        return self._trees[expression]

    def value(self, address: Address, one: Field) -> str:
        """Give the formula of a computed cell, without the equals sign."""
        work = _Work(self, address, one.path, self.places[address].sheet)
        made = work.value(self._tree(one.calculate or ""))
        if isinstance(made, str):
            if one.kind in _CHOSEN:
                listed = self.pack.lists.get(one.list or "", ())
                made = next((f"{c.label.get('vi', '')} [{c.name}]" for c in listed if c.name == made), made)
            return _quoted(made)
        text = work.written(made)
        used = work.used
        if one.kind in _NUMBERS and one.scale > 1:
            text = f"ROUND({text}/{one.scale},6)"
        if one.kind in _NUMBERS and used:
            text = f'IF(COUNT({",".join(used[:_MOST_ARGUMENTS])})=0,"",{text})'
        return _bounded(text)

    def check(self, table: Table, key: Key, expression: str, when: str, sheet: str) -> str:
        """Give a formula that is TRUE, FALSE, or "" where it does not apply or figures are missing."""
        work = _Work(self, Address(table.id, key, ""), table.path, sheet)
        told = work.truth(self._tree(expression))
        if isinstance(told, bool):
            raise NotAFormula
        needed = list(work.used)
        text = f'IF(COUNT({",".join(needed)})<{len(needed)},"",{told})' if needed else told
        if len(needed) > _MOST_ARGUMENTS:
            raise NotAFormula
        if when:
            asked = work.truth(self._tree(when))
            if asked is False:
                raise NotAFormula
            if asked is not True:
                text = f'IF({asked},{text},"")'
        return _bounded(text)

    def rule(self, address: Address, one: Field, expression: str, sheet: str) -> str:
        """Give a rule of a cell as a formula of `sheet`: TRUE where it holds or figures are missing."""
        work = _Work(self, address, one.path, sheet)
        told = work.truth(self._tree(expression))
        if isinstance(told, bool):
            return "TRUE" if told else "FALSE"
        needed = work.used
        if len(needed) > _MOST_ARGUMENTS:
            raise NotAFormula
        text = f"IF(COUNT({','.join(needed)})<{len(needed)},TRUE,{told})" if needed else told
        return _bounded(text)


def _parsed(expression: str) -> Tree:
    try:
        return parse(expression)
    except Refused as wrong:
        raise NotAFormula from wrong


def _bounded(text: str) -> str:
    if len(text) > _LONGEST:
        raise NotAFormula
    return text


def _quoted(text: str) -> str:
    if len(text) > 255:
        raise NotAFormula
    return '"' + text.replace('"', '""') + '"'


class _Work:
    """Compiles one expression that stands at `path` in the row of `address`."""

    def __init__(self, compiler: Compiler, address: Address, path: str, sheet: str) -> None:
        self._compiler = compiler
        self._address = address
        self._path = path
        self._sheet = sheet
        self.used: list[str] = []

    # --- values ------------------------------------------------------------------------------

    def value(self, tree: Tree) -> _Value:
        """Work a tree out as far as it is the same whatever is typed; the rest is a piece of a formula."""
        match tree:
            case Number():
                return tree.value
            case Text():
                return tree.value
            case Negate():
                made = self.number(tree.tree)
                return -made if isinstance(made, float) else _Part(f"-{made}", "n")
            case Binary():
                return self._binary(tree)
            case Call():
                return self._call(tree)
            case Path():
                found = self.cells(tree)
                if len(found) != 1:
                    raise NotAFormula
                return found[0]

    def number(self, tree: Tree) -> float | str:
        """Give a constant, or the text of a number."""
        made = self.value(tree)
        if isinstance(made, bool):
            return float(made)
        if isinstance(made, float):
            return made
        if isinstance(made, str):
            try:
                return float(made)
            except ValueError as wrong:
                raise NotAFormula from wrong
        return self.written(made)

    def written(self, made: _Value) -> str:
        """Write a value into a formula; a cell counts as its number."""
        if isinstance(made, _Part):
            return made.text
        if isinstance(made, _Cell):
            if made.field.kind not in _NUMBERS:
                raise NotAFormula
            text = f"N({self._use(made)})"
            return text if made.field.scale == 1 else f"({text}*{made.field.scale})"
        if isinstance(made, bool):
            return "TRUE" if made else "FALSE"
        return _quoted(made) if isinstance(made, str) else _digits(made)

    def _use(self, cell: _Cell) -> str:
        text = cell.place.seen_from(self._sheet)
        if text not in self.used and cell.field.kind in _NUMBERS:
            self.used.append(text)
        return text

    def truth(self, tree: Tree) -> bool | str:
        """Give a constant, or the text of a condition."""
        made = self.value(tree)
        if isinstance(made, bool):
            return made
        if isinstance(made, _Part) and made.gives == "b":
            return made.text
        raise NotAFormula

    def _binary(self, tree: Binary) -> _Value:
        if tree.op in ("and", "or"):
            return self._both(tree)
        if tree.op in _COMPARED:
            return self._compared(tree.op, self.value(tree.left), self.value(tree.right))
        left, right = self.number(tree.left), self.number(tree.right)
        if isinstance(left, float) and isinstance(right, float) and tree.op in ("+", "-", "*"):
            return {"+": left + right, "-": left - right, "*": left * right}[tree.op]
        a, b = (_digits(one) if isinstance(one, float) else one for one in (left, right))
        if tree.op == "mod":
            return _Part(f"MOD({a},{b})", "n")
        return _Part(f"({a}{_RECKONED[tree.op]}{b})", "n")

    def _both(self, tree: Binary) -> _Value:
        left = self.truth(tree.left)
        if isinstance(left, bool):
            if left is (tree.op == "or"):
                return left
            right = self.truth(tree.right)
            return right if isinstance(right, bool) else _Part(right, "b")
        right = self.truth(tree.right)
        if isinstance(right, bool):
            return right if right is (tree.op == "or") else _Part(left, "b")
        return _Part(f"{'AND' if tree.op == 'and' else 'OR'}({left},{right})", "b")

    def _compared(self, op: str, left: _Value, right: _Value) -> _Value:
        if isinstance(left, float | str) and isinstance(right, float | str):
            return _constant(op, left, right)
        if isinstance(left, str):
            left, right, op = right, left, op.translate(str.maketrans("<>", "><"))
        if isinstance(left, _Cell) and isinstance(right, str):
            return self._against_text(op, left, right)
        a, b = self.written(left), self.written(right)
        return _Part(f"({a}{_COMPARED[op]}{b})", "b")

    def _against_text(self, op: str, cell: _Cell, text: str) -> _Value:
        """Compare a cell with a text: "" is a blank, of a choice its code in brackets is looked at."""
        place = cell.place.seen_from(self._sheet)
        if op not in ("=", "!="):
            raise NotAFormula
        if not text:
            return _Part(f'({place}{_COMPARED[op]}"")', "b")
        if cell.field.kind is Kind.CHOICE:
            ending = f"[{text}]"
            return _Part(f"(RIGHT({place},{len(ending)}){_COMPARED[op]}{_quoted(ending)})", "b")
        if cell.field.kind in _NUMBERS:
            return _Part(f"({self.written(cell)}{_COMPARED[op]}{_digits(float(text))})", "b")
        return _Part(f"({place}{_COMPARED[op]}{_quoted(text)})", "b")

    def _call(self, tree: Call) -> _Value:
        name, args = tree.name, tree.args
        if name == "if" and len(args) == 3:
            asked = self.truth(args[0])
            if isinstance(asked, bool):
                return self.value(args[1] if asked else args[2])
            one, two = (self.written(self.value(arg)) for arg in args[1:])
            return _Part(f"IF({asked},{one},{two})", "n")
        if name == "round" and args:
            places = self.number(args[1]) if len(args) == 2 else 0.0
            made = self.number(args[0])
            return _Part(f"ROUND({_text(made)},{_text(places)})", "n")
        if name == "sum" and len(args) == 1 and isinstance(args[0], Path):
            cells = [one for one in self.cells(args[0]) if isinstance(one, _Cell)]
            if not cells or len(cells) > _MOST_ARGUMENTS:
                raise NotAFormula
            text = f"SUM({','.join(self._use(one) for one in cells)})"
            scales = {one.field.scale for one in cells}
            if len(scales) > 1:
                raise NotAFormula
            scale = scales.pop()
            return _Part(text if scale == 1 else f"({text}*{scale})", "n")
        if name == "not" and len(args) == 1:
            asked = self.truth(args[0])
            return not asked if isinstance(asked, bool) else _Part(f"NOT({asked})", "b")
        if name in ("number", "int", "abs") and len(args) == 1:
            made = self.number(args[0])
            if isinstance(made, float):
                return abs(made) if name == "abs" else made
            return _Part(made if name == "number" else f"{name.upper()}({made})", "n")
        if name in ("true", "false") and not args:
            return name == "true"
        raise NotAFormula

    # --- paths -------------------------------------------------------------------------------

    def cells(self, tree: Path) -> list[_Value]:
        """Give the cells, or the constant, that a path leads to."""
        start = tree.start
        own = self._of_context(tree)
        if own is not None:
            return [own]
        if isinstance(start, Call):
            if start.name == "current" and not start.args:
                return [self._at(_walked(self._path, tree.steps))]
            if start.name == "instance" and len(start.args) == 1 and isinstance(start.args[0], Text):
                return self._instance(start.args[0].value, tree.steps)
            raise NotAFormula
        if start == "/":
            return self._absolute(tree.steps)
        return [self._at(_walked(self._path, tree.steps))]

    def _of_context(self, tree: Path) -> _Value | None:
        """Give the cell that a check names by its field alone; None where it is no such path."""
        here = tree.start == "." or (isinstance(tree.start, Call) and tree.start.name == "current")
        if self._address.field or not here or len(tree.steps) != 1:
            return None
        step = tree.steps[0]
        table = self._compiler.pack.tables_by_id[self._address.table]
        one = next((f for f in table.fields if f.id == step.name), None)
        if step.axis != "child" or step.predicates or one is None:
            return None
        return self._cell(table, self._address.key, one)

    def _at(self, path: str) -> _Value:
        """Give the cell of this row's own table, or of a single one, at a path without predicates."""
        found = self._compiler._fields.get(path)
        if found is None:
            raise NotAFormula
        table, one = found
        if table.id == self._address.table:
            return self._cell(table, self._address.key, one)
        if table.kind is TableKind.SINGLE:
            return self._cell(table, (), one)
        raise NotAFormula

    def _cell(self, table: Table, key: Key, one: Field) -> _Value:
        if one.kind is Kind.KEY or one.id in table.axes:
            row = row_with(table, key)
            if row is None:
                raise NotAFormula
            own = dict(zip(table.axes, key[len(key) - len(table.axes) :], strict=True))
            return own.get(one.id) or row.values.get(one.id, "")
        place = self._compiler.places.get(Address(table.id, key, one.id))
        if place is None:
            raise NotAFormula
        return _Cell(place, one)

    def _absolute(self, steps: tuple[Step, ...]) -> list[_Value]:
        plain = [step for step in steps if step.axis == "child"]
        if len(plain) < len(steps):
            raise NotAFormula
        path = ""
        table: Table | None = None
        tests: tuple[Tree, ...] = ()
        for step in steps:
            path = f"{path}/{step.name}"
            if step.predicates:
                table, tests = self._compiler.tables.get(path), step.predicates
                if table is None:
                    raise NotAFormula
            elif table is None and path in self._compiler.tables:
                table = self._compiler.tables[path]
        found = self._compiler._fields.get(path)
        if found is None:
            raise NotAFormula
        if found[0].kind is TableKind.SINGLE:
            return [self._cell(found[0], (), found[1])]
        return self._rows(found[0], found[1], tests)

    def _instance(self, name: str, steps: tuple[Step, ...]) -> list[_Value]:
        if len(steps) != 3 or steps[0].name != "root" or steps[1].name != "item" or steps[2].predicates:
            raise NotAFormula
        wanted, tests = steps[2].name, steps[1].predicates
        table = self._compiler.pack.tables_by_id.get(name)
        if table is not None:
            one = next((f for f in table.fields if f.id == wanted), None)
            if one is None:
                raise NotAFormula
            if table.kind is TableKind.SINGLE and not tests:
                return [self._cell(table, (), one)]
            return self._rows(table, one, tests)
        listed = self._compiler.pack.lists.get(name)
        if listed is None:
            raise NotAFormula
        fits: list[_Value] = []
        for choice in listed:
            values = {"name": choice.name, **choice.attributes}
            if all(self._holds(test, values) for test in tests):
                fits.append(values.get(wanted, ""))
        return fits

    def _rows(self, table: Table, one: Field, tests: tuple[Tree, ...]) -> list[_Value]:
        """Give the cells of the fixed rows that fit tests which only look at their keys."""
        if table.kind is not TableKind.FIXED:
            raise NotAFormula
        found = []
        for row in table.rows:
            values = {**dict(zip(table.axes, row.key, strict=True)), **row.values}
            if (
                all(self._holds(test, values) for test in tests)
                and one.id not in row.blocked
                and not row.total
            ):
                found.append(self._cell(table, row.key, one))
        return found

    def _holds(self, test: Tree, values: Mapping[str, str]) -> bool:
        """Try a test on a row's keys; NotAFormula where it looks at anything people type."""
        match test:
            case Binary(op="and"):
                return self._holds(test.left, values) and self._holds(test.right, values)
            case Binary(op="or"):
                return self._holds(test.left, values) or self._holds(test.right, values)
            case Binary() if test.op in _COMPARED:
                left, right = (self._of_row(side, values) for side in (test.left, test.right))
                return _constant(test.op, left, right)
        raise NotAFormula

    def _of_row(self, tree: Tree, values: Mapping[str, str]) -> float | str:
        own = isinstance(tree, Path) and tree.start == "." and len(tree.steps) == 1
        if own and isinstance(tree, Path) and tree.steps[0].axis == "child":
            if tree.steps[0].name not in values:
                raise NotAFormula
            return values[tree.steps[0].name]
        made = self.value(tree)
        if isinstance(made, float | str):
            return made
        raise NotAFormula


def _walked(path: str, steps: tuple[Step, ...]) -> str:
    parts = path.split("/")
    for step in steps:
        if step.predicates:
            raise NotAFormula
        if step.axis == "parent" and not step.name:
            parts.pop()
        elif step.axis == "child":
            parts.append(step.name)
        elif step.axis != "self" or step.name:
            raise NotAFormula
        if not parts:
            raise NotAFormula
    return "/".join(parts)


def _constant(op: str, left: float | str, right: float | str) -> bool:
    if op in ("=", "!="):
        same = str(left) == str(right) if isinstance(left, str) and isinstance(right, str) else None
        if same is None:
            same = _as_number(left) == _as_number(right)
        return same if op == "=" else not same
    a, b = _as_number(left), _as_number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def _as_number(value: float | str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")


def _digits(number: float) -> str:
    return f"{number:.15g}"


def _text(made: float | str) -> str:
    return _digits(made) if isinstance(made, float) else made
