"""One difference between two versions of a pack, and the ways to say the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as filled
from typing import Any, TypeVar

from forms.pack import Words
from forms.strictness import LOOSER, STRICTER

KINDS = (
    *("pack-changed", "campaign-changed", "deadline-changed", "standard-changed", "level-changed"),
    *("unit-added", "unit-removed", "unit-changed"),
    *("assignment-added", "assignment-removed", "assignment-changed"),
    *("form-added", "form-removed", "form-changed", "table-added", "table-removed", "table-changed"),
    *("table-keys-changed", "row-added", "row-removed", "order-changed", "label-changed"),
    *("field-added", "field-removed", "field-renamed", "field-retyped", "field-kind-changed"),
    *("field-looks-renamed", "field-changed", "rule-changed"),
    *("list-added", "list-removed", "choice-added", "choice-removed", "choice-changed"),
    *("check-added", "check-removed", "totals-added", "totals-removed", "totals-changed"),
)

_NOT_TOLD = frozenset(("id", "source", "version"))
_YES: Words = {"vi": "có", "en": "yes"}
_NO: Words = {"vi": "không", "en": "no"}
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `place`: an address (`BM02.c14`, `BM05[A1|NG|2018]`), a list's code, a unit, a check.

    `old` and `new` as people read them, {} where there is none; `label`: what the place is called. `rule`:
    which attribute of the place changed, where the kind does not say. `stricter`: answers that were good
    before may not be any more.
    """

    kind: str
    place: str
    old: Words = filled(default_factory=dict)
    new: Words = filled(default_factory=dict)
    stricter: bool = False
    looser: bool = False
    rule: str = ""
    label: Words = filled(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """Give the difference as the command line prints it in JSON."""
        return {
            "kind": self.kind,
            "place": self.place,
            "rule": self.rule or None,
            "old": dict(self.old) or None,
            "new": dict(self.new) or None,
            "stricter": self.stricter,
            "looser": self.looser,
            "label": dict(self.label) or None,
        }


def came_and_went(
    what: str, old: Mapping[str, _Item], new: Mapping[str, _Item], words: Callable[[_Item], Words]
) -> Iterator[Difference]:
    """Tell what stands on one side only."""
    for name, item in new.items():
        if name not in old:
            yield Difference(f"{what}-added", name, new=words(item), label=words(item))
    for name, item in old.items():
        if name not in new:
            yield Difference(f"{what}-removed", name, words(item), label=words(item))


def reordered(
    place: str, old: Iterable[object], new: Iterable[object], rule: str = "order"
) -> Iterator[Difference]:
    """Tell that what stands in both stands in another order."""
    before, after = list(old), list(new)
    if [one for one in before if one in set(after)] != [one for one in after if one in set(before)]:
        yield Difference("order-changed", place, rule=rule)


def whole(kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Difference]:
    """Tell by name what differs, without saying in what."""
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            was, now = (both(name) if name in side else {} for side in (old, new))
            yield Difference(kind, name, was, now)
    yield from reordered(kind.partition("-")[0], old, new)


def words_changed(
    place: str, old: object, new: object, label: Words, names: Iterable[str]
) -> Iterator[Difference]:
    """Tell each text that is worded otherwise."""
    for name in names:
        was, now = getattr(old, name, {}), getattr(new, name, {})
        if was != now:
            yield Difference("label-changed", place, was, now, rule=name, label=label)


def others(
    kind: str, place: str, old: object, new: object, told: Iterable[str], label: Words | None = None
) -> Iterator[Difference]:
    """Tell every attribute that differs and is told nowhere else."""
    skipped = _NOT_TOLD | set(told)
    for one in fields(new):  # type: ignore[arg-type]  # every caller hands over two of one dataclass
        was, now = getattr(old, one.name), getattr(new, one.name)
        if one.name not in skipped and was != now:
            yield Difference(kind, place, _shown(was), _shown(now), rule=one.name, label=label or {})


def rule_changed(
    place: str, rule: str, old: str | None, new: str | None, sign: int, label: Words
) -> Difference:
    """Tell a rule that changed; `sign` as in `forms.strictness`."""
    return Difference(
        "rule-changed",
        place,
        both(old or ""),
        both(new or ""),
        sign == STRICTER,
        sign == LOOSER,
        rule,
        label,
    )


def both(text: str) -> Words:
    """Give a text that is no language's, such as a code, for both."""
    return {"vi": text, "en": text} if text else {}


def yes_no(value: bool) -> Words:  # noqa: FBT001 - turns one into words
    """Say yes or no."""
    return _YES if value else _NO


def as_text(value: object) -> str | None:
    """Write a size; None stays none."""
    """Say yes or no."""
    return None if value is None else str(value)


def _shown(value: Any) -> Words:  # noqa: ANN401 - whatever an attribute holds
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Mapping):
        if set(value) <= {"vi", "en"}:
            return value
        return both("; ".join(f"{name} = {_plain(item)}" for name, item in value.items()))
    return both(_plain(value))


def _plain(value: Any) -> str:  # noqa: ANN401 - as above
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_plain(item) for item in value)
    return str(getattr(value, "code", None) or getattr(value, "id", None) or getattr(value, "list", value))
