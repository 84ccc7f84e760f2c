"""Whether a changed rule asks more of people than before: stricter, looser, or not to be told.

Rules are compared as parsed expressions: one more condition joined by `and` is stricter, one less is
looser, and of two comparisons that differ only in their number the narrower one is stricter. Where that
does not decide, the answer is "other": it is for people to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from forms.xpath.parse import Refused, parse, write
from forms.xpath.trees import ands

STRICTER, OTHER, LOOSER = 1, 0, -1
_BOUND = re.compile(r"(.+?)\s*(<=|>=|<|>)\s*(-?[0-9]+(?:\.[0-9]+)?)\Z")
_WORD = re.compile(r"""'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_.-]*""")
_MUST_HOLD = ("constraint", "warn", "expression")
_NARROWS = ("when", "relevant")  # asked less often where it stands


def read_as_before(expression: str, names: Mapping[str, str]) -> str:
    """Write an expression with the former names of renamed questions; texts in quotes stay."""
    if not names:
        return expression

    def former(found: re.Match[str]) -> str:
        word = found[0]
        return word if word[0] in "'\"" else names.get(word, word)

    return _WORD.sub(former, expression)


def direction(rule: str, old: str | None, new: str | None) -> int:
    """Say in which direction a rule moved: STRICTER, LOOSER or OTHER. None and "" are no rule."""
    if rule in _MUST_HOLD:
        return _must_hold(old or "", new or "")
    if rule in _NARROWS:
        return -_must_hold(old or "", new or "")
    if rule == "choice_filter":
        return _present(old, new)
    if rule == "required":
        was, now = (old or "").strip(), (new or "").strip()
        return _present(was, now) or (now == "true()") - (was == "true()")
    return OTHER


def limit(old: int | None, new: int | None) -> int:
    """Say in which direction a largest size moved; None is no limit."""
    if old is None or new is None:
        return _present(old, new)
    return (new < old) - (new > old)


def _present(old: object, new: object) -> int:
    return bool(new) - bool(old)


def _must_hold(old: str, new: str) -> int:
    if not old or not new:
        return _present(old, new)
    try:
        before, after = _conditions(old), _conditions(new)
    except Refused:
        return OTHER
    gone, came = before - after, after - before
    if not gone or not came:
        return bool(came) - bool(gone)
    if len(gone) == 1 and len(came) == 1:
        return _narrower(gone.pop(), came.pop())
    return OTHER


def _conditions(expression: str) -> set[str]:
    return {write(part) for part in ands(parse(expression))}


def _narrower(old: str, new: str) -> int:
    before, after = _BOUND.match(old), _BOUND.match(new)
    if not before or not after or before[1] != after[1] or before[2][0] != after[2][0]:
        return OTHER
    try:
        was, now = Decimal(before[3]), Decimal(after[3])
    except InvalidOperation:
        return OTHER
    if was == now:  # "<" lets less through than "<="
        return len(before[2]) - len(after[2])
    upper = before[2][0] == "<"
    return STRICTER if (now < was) == upper else LOOSER
