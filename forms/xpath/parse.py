"""Read an expression of the ODK XPath dialect into a tree (a Pratt parser), and write a tree as text.

Only what ODK forms use: child, parent, self and attribute steps, predicates, functions, and the
operators of XPath 1.0 without union. Everything else is `Refused` with a reason, so that a form's
author learns of it when the pack is built and not from a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LENGTH = 8_000  # characters of one expression
MAX_NODES = 2_000  # parts of one expression
MAX_DEPTH = 120  # parts inside parts; also keeps the closures clear of Python's own limit


class Refused(Exception):
    """An expression that cannot be used: a `reason` code and what it concerns."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the reason (a word of `REASONS`) and the part of the expression it concerns."""
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text."""

    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    args: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two trees joined by an operator: or and = != < <= > >= + - * div mod."""

    op: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Negate:
    """A minus sign before a tree."""

    tree: Tree


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    `axis`: child, parent, self or attribute. `name`: of an element or attribute, "*" for any, "node()" for
    any child, "text()" and the like for texts and comments; "" for the parent or self whatever it is called.
    """

    axis: str
    name: str = ""
    predicates: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a start: "/" (the form's root), "." (here) or a call such as `instance('x')`."""

    start: str | Call
    steps: tuple[Step, ...]


Tree = Number | Text | Call | Binary | Negate | Path

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::(?!:)[^\W\d][\w.\-]*)?)
    | (?P<sign>!=|<=|>=|::|//|\.\.|[()\[\],/.@|$*+\-=<>])
    )""",
    re.VERBOSE,
)
_WORD_OPERATORS = ("and", "or", "div", "mod")
_TIGHT = re.compile(r"(?:and|or|div|mod)(?=\d)")  # "1div2": a name cannot follow an operand
_POWER = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NEGATE_POWER = 7
_NODE_TESTS = ("node", "text", "comment", "processing-instruction")
_BEFORE_OPERAND = frozenset(["(", "[", ",", "@", "::", "/", "//"]) | set(_POWER)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, name, sign, operator or end
    text: str
    at: int


def parse(expression: str) -> Tree:
    """Read one expression; raise `Refused` with the reason when it cannot be read or is too large."""
    if len(expression) > MAX_LENGTH:
        raise Refused("too-long", str(len(expression)))
    return _Parser(expression).whole()


def _tokens(expression: str) -> Iterator[_Token]:
    at, before = 0, ""
    end = len(expression.rstrip())
    while at < end:
        found = _TOKEN.match(expression, at)
        if not found:
            raise Refused("unreadable", expression[at : at + 20].strip())
        kind = found.lastgroup or ""
        text = found[kind]
        operand_before = before not in _BEFORE_OPERAND and before != ""
        after = found.end()
        tight = _TIGHT.match(text) if kind == "name" and operand_before else None
        if tight:
            after -= len(text) - tight.end()
            text = tight[0]
        if (kind == "name" and text in _WORD_OPERATORS and operand_before) or (
            kind == "sign" and text in _POWER and (text != "*" or operand_before)
        ):
            kind = "operator"
        yield _Token(kind, text, after - len(text))
        # A name, a quoted text or a lone "*" may be spelled like an operator: it is an operand all the same.
        before = text if kind in ("operator", "sign") and (kind, text) != ("sign", "*") else "operand"
        at = after
    yield _Token("end", "", at)


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = list(_tokens(expression))
        self.at = 0
        self.nodes = 0
        self.depth = 0

    def whole(self) -> Tree:
        if self.peek().kind == "end":
            raise Refused("empty")
        tree = self.tree(0)
        if self.peek().kind != "end":
            raise Refused("unexpected", self.rest())
        if depth(tree) > MAX_DEPTH:
            raise Refused("too-deep")
        return tree

    def peek(self, ahead: int = 0) -> _Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def took(self, text: str) -> bool:
        token = self.peek()
        if token.kind in ("sign", "operator") and token.text == text:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.took(text):
            raise Refused("missing", f"{text} … {self.rest()}".strip())

    def rest(self) -> str:
        return self.expression[self.peek().at :].strip()[:30]

    def count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Refused("too-large")

    def tree(self, power: int) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused("too-deep")
        self.count()
        if self.took("-"):
            left: Tree = Negate(self.tree(_NEGATE_POWER))
        else:
            left = self.operand()
        while self.peek().kind == "operator" and _POWER[self.peek().text] > power:
            op = self.take().text
            self.count()
            left = Binary(op, left, self.tree(_POWER[op]))
        self.depth -= 1
        return left

    def operand(self) -> Tree:
        token = self.peek()
        if token.kind == "number":
            self.take()
            return Number(float(token.text))
        if token.kind == "text":
            self.take()
            return Text(token.text[1:-1])
        if token.kind == "sign" and token.text == "(":
            self.take()
            inside = self.tree(0)
            self.need(")")
            if self.peek().text in ("[", "/"):
                raise Refused("unsupported", "(…)/…")
            return inside
        if token.kind == "name" and self.peek(1).text == "(" and token.text not in _NODE_TESTS:
            call = self.call()
            if self.peek().text in ("/", "["):
                return Path(call, tuple(self.steps_after()))
            return call
        return self.path()

    def call(self) -> Call:
        name = self.take().text
        self.need("(")
        args: list[Tree] = []
        if not self.took(")"):
            args.append(self.tree(0))
            while self.took(","):
                args.append(self.tree(0))
            self.need(")")
        return Call(name, tuple(args))

    def path(self) -> Path:
        if self.took("/"):
            if self.peek().kind != "name" and self.peek().text not in (".", "..", "@", "*"):
                if self.peek().text == "/":
                    raise Refused("unsupported", self.rest())
                return Path("/", ())
            return Path("/", (self.step(), *self.steps_after()))
        if self.peek().kind == "name" or self.peek().text in (".", "..", "@", "*"):
            return Path(".", (self.step(), *self.steps_after()))
        raise Refused("unsupported" if self.peek().text in ("//", "$", "|") else "unexpected", self.rest())

    def steps_after(self) -> Iterator[Step]:
        if self.peek().text == "[":
            raise Refused("unsupported", self.rest())
        while self.took("/"):
            yield self.step()
        if self.peek().kind == "sign" and self.peek().text in ("//", "|"):
            raise Refused("unsupported", self.rest())

    def step(self) -> Step:
        self.count()
        if self.took(".."):
            return Step("parent", "", tuple(self.predicates()))
        if self.took("."):
            return Step("self", "", tuple(self.predicates()))
        if self.took("@"):
            return self.named("attribute")
        if self.peek().kind == "name" and self.peek(1).text == "::":
            axis = self.take().text
            self.need("::")
            if axis not in ("child", "parent", "self", "attribute"):
                raise Refused("unsupported", f"{axis}::")
            return self.named(axis)
        return self.named("child")

    def named(self, axis: str) -> Step:
        """Read the name after an axis, "*" and `node()` included."""
        token = self.take()
        if token.text == "*" and token.kind in ("sign", "operator"):
            return Step(axis, "*", tuple(self.predicates()))
        if token.kind != "name":
            raise Refused("unsupported" if token.text in ("@", "/", "//") else "unexpected", token.text)
        name = token.text
        if self.peek().text == "(" and self.peek().kind == "sign":
            if name not in _NODE_TESTS:
                raise Refused("unsupported", f"{name}()")
            self.need("(")
            self.need(")")
            name = "" if name == "node" and axis in ("parent", "self") else f"{name}()"
        return Step(axis, name, tuple(self.predicates()))

    def predicates(self) -> Iterator[Tree]:
        while self.took("["):
            yield self.tree(0)
            self.need("]")


def parts(tree: Tree) -> tuple[Tree, ...]:
    """Give the trees directly inside a tree, predicates and the call a path starts from included."""
    match tree:
        case Call():
            return tree.args
        case Binary():
            return (tree.left, tree.right)
        case Negate():
            return (tree.tree,)
        case Path():
            start = () if isinstance(tree.start, str) else (tree.start,)
            return (*start, *(p for step in tree.steps for p in step.predicates))
        case _:
            return ()


def depth(tree: Tree) -> int:
    """Count how deep trees stand inside each other (without recursion: a chain may be long)."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((inner, level + 1) for inner in parts(part))
    return deepest


def write(tree: Tree) -> str:
    """Write a tree as an expression, such that `parse(write(tree)) == tree`."""
    return _write(tree, 0)


def _write(tree: Tree, power: int) -> str:
    match tree:
        case Number():
            text = f"{tree.value:f}".rstrip("0").rstrip(".") if tree.value < 1e15 else f"{tree.value:.0f}"
            return text if float(text) == tree.value else f"{tree.value:.20f}"
        case Text():
            return f'"{tree.value}"' if "'" in tree.value else f"'{tree.value}'"
        case Call():
            return f"{tree.name}({', '.join(_write(arg, 0) for arg in tree.args)})"
        case Negate():
            text = f"- {_write(tree.tree, _NEGATE_POWER)}"
            return f"({text})" if power > _NEGATE_POWER else text
        case Binary():
            own = _POWER[tree.op]
            text = f"{_write(tree.left, own - 1)} {tree.op} {_write(tree.right, own)}"
            return f"({text})" if own <= power else text
        case Path(start="/", steps=()):
            return "(/)"  # in brackets, since a name or "*" behind it would be its first step
        case Path():
            steps = "/".join(_write_step(step) for step in tree.steps)
            if isinstance(tree.start, str):
                return f"/{steps}" if tree.start == "/" else steps
            return f"{_write(tree.start, 0)}/{steps}" if steps else _write(tree.start, 0)


def _write_step(step: Step) -> str:
    if step.axis == "child":
        name = step.name
    elif step.axis == "attribute":
        name = f"@{step.name}"
    elif step.name:
        name = f"{step.axis}::{step.name}"
    else:
        name = ".." if step.axis == "parent" else "."
    return name + "".join(f"[{_write(predicate, 0)}]" for predicate in step.predicates)
