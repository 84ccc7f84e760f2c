"""The one table of known differences: rules over a case's expression and the value it expects.

A case is looked up here only after it has disagreed. No rule knows an id, a file or a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.xpath.functions import LATER

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DATED = re.compile(r"\b(?:date|date-time|decimal-date-time|decimal-time|today|now)\s*\(")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{2}:\d{2}")
_PATH = r"/?[\w.@:*-]+(?:\(\))?(?:/[\w.@:*-]+(?:\(\))?)*"


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at. `bare`: the expression with its quoted texts emptied."""

    kind: str
    expression: str
    bare: str
    expected: Any

    def calls(self, *names: str) -> bool:
        """Say whether one of these functions is called."""
        return any(re.search(rf"(?<![\w:.-]){re.escape(name)}\s*\(", self.bare) for name in names)

    def has(self, pattern: str) -> bool:
        """Say whether the expression, outside quoted texts, has this pattern."""
        return re.search(pattern, self.bare) is not None

    def number(self) -> float | None:
        """Give the expected value as a number."""
        if isinstance(self.expected, bool):
            return None
        try:
            return float(self.expected)
        except (TypeError, ValueError):
            return None


def _fraction_of_day(case: Case) -> bool:
    if not (_DATED.search(case.bare) or _DAY.search(case.expression)):
        return False
    number = case.number()
    if number is not None and not number.is_integer():
        return True
    if isinstance(case.expected, str) and _DAY.match(case.expected) and _MOMENT.search(case.expected):
        return True  # date() that keeps the time of day
    return case.kind in ("boolean", "number") and _MOMENT.search(case.expression) is not None


def _blank_node_is_true(case: Case) -> bool:
    if not case.has(rf"^\s*{_PATH}\s*$|(?:boolean|not|if)\s*\(\s*{_PATH}\s*[,)]"):
        return False
    return case.expected is True or case.kind == "string"


RULES: tuple[tuple[str, str, Callable[[Case], bool]], ...] = (
    ("c", "geography", lambda case: case.calls("area", "distance", "geofence")),
    (
        "d",
        "an axis other than child, parent and self",
        lambda case: case.has(
            r"//|@|\b(?:ancestor|ancestor-or-self|attribute|descendant|descendant-or-self|following"
            r"|following-sibling|namespace|preceding|preceding-sibling)::"
        ),
    ),
    ("d", "a union", lambda case: "|" in case.bare),
    ("d", "id()", lambda case: case.calls("id")),
    (
        "d",
        "namespaces",
        lambda case: (
            case.calls("name", "local-name", "namespace-uri", "lang")
            or case.has(r"\b(?!jr:)[A-Za-z][\w-]*:[A-Za-z*]")
            or (case.kind == "error" and "namespace" in str(case.expected))
        ),
    ),
    ("e", "a function of priority P2", lambda case: case.calls(*LATER)),
    ("a", "a date as a fraction of a day", _fraction_of_day),
    ("b", "a bare position as a predicate", lambda case: case.has(r"\[\s*\d+\s*\]")),
    ("b", "substring() and last() do not exist", lambda case: case.calls("substring", "last")),
    ("b", "regex() matches the whole text", lambda case: case.calls("regex") and case.expected is True),
    (
        "b",
        "round() takes a half up toward +infinity",
        lambda case: re.search(r"\bround\s*\(\s*[\"']?-", case.expression) is not None,
    ),
    (
        "b",
        "sum() passes over blanks",
        lambda case: case.calls("sum") and str(case.expected) == "NaN",
    ),
    ("b", "a blank node is false", _blank_node_is_true),
    (
        "b",
        "indexed-repeat() takes a blank place for the first",
        lambda case: case.calls("indexed-repeat") and case.expected == "",
    ),
)
"""Letter of the issue, reason, and the rule itself; b: the rows of xlsform.md section 2.3."""


def known_difference(kind: str, expression: str, expected: object) -> str:
    """Give the reason for which a case that disagrees is known to differ, "" where there is none."""
    case = Case(kind, expression, _QUOTED.sub('""', expression), expected)
    return next((f"{letter}: {reason}" for letter, reason, holds in RULES if holds(case)), "")
