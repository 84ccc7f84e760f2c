"""The differences between two versions of a pack in words, sorted into the groups a person reads them in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from forms.differences import Difference
from forms.pack import Words
from office.messages import sentence, sentences

_LONGEST = 90  # characters of a formula or a text in a line
_DATE = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_KINDS = ("field-retyped", "field-kind-changed")

GROUPS = ("stricter", "removed", "renamed", "added", "rules", "lists", "texts", "tables", "units", "campaign")
"""In the order of reading: what may cost work first."""

_BY_KIND = {
    "field-added": "added",
    "field-retyped": "renamed",
    "field-renamed": "renamed",
    "field-looks-renamed": "renamed",
    "field-removed": "removed",
    "field-kind-changed": "stricter",
    "label-changed": "texts",
    "order-changed": "texts",
    "list-added": "lists",
    "choice-added": "lists",
    "choice-changed": "lists",
    "list-removed": "removed",
    "choice-removed": "removed",
    "totals-added": "tables",
    "totals-removed": "tables",
    "totals-changed": "tables",
    "pack-changed": "campaign",
    "campaign-changed": "campaign",
    "deadline-changed": "campaign",
    "standard-changed": "campaign",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference as a line of a list."""

    difference: Difference
    group: str
    text: str


def told(difference: Difference, language: str) -> str:
    """Say one difference as a sentence."""
    code = f"DIFF_{difference.kind.upper().replace('-', '_')}"
    if difference.kind == "rule-changed":
        code = {(True, False): "DIFF_RULE_STRICTER", (False, True): "DIFF_RULE_LOOSER"}.get(
            (difference.stricter, difference.looser), code
        )
    if (difference.kind, difference.rule) == ("totals-changed", "columns"):
        code = "DIFF_TOTALS_COLUMNS"
    named = difference.kind in _KINDS
    return sentence(
        code,
        language,
        place=difference.place,
        label=_words(difference.label, language),
        old=_kind(difference.old, language) if named else _shown(difference.old, language),
        new=_kind(difference.new, language) if named else _shown(difference.new, language),
        rule=_rule(difference.rule, language),
    )


def group_of(difference: Difference) -> str:
    """Name the group a difference is read in."""
    if difference.kind == "rule-changed":
        return "stricter" if difference.stricter else "rules"
    if difference.kind in _BY_KIND:
        return _BY_KIND[difference.kind]
    what, _, how = difference.kind.partition("-")
    if what in ("unit", "assignment", "level"):
        return "units"
    if what == "check":
        return "stricter" if difference.stricter else "rules"
    return {"added": "added", "removed": "removed"}.get(how, "rules")


def group_name(group: str, language: str) -> str:
    """Say the heading of a group."""
    return sentence(f"DIFF_GROUP_{group.upper()}", language)


def changes(differences: Iterable[Difference], language: str) -> tuple[Change, ...]:
    """Say all differences, sorted by their groups."""
    lines = [Change(one, group_of(one), told(one, language)) for one in differences]
    return tuple(sorted(lines, key=lambda line: GROUPS.index(line.group)))


def _words(words: Words, language: str) -> str:
    text = " ".join((words.get(language) or words.get("vi") or next(iter(words.values()), "")).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(words: Words, language: str) -> str:
    return _DATE.sub(r"\3/\2/\1", _words(words, language)) or "–"


def _rule(rule: str, language: str) -> str:
    code = f"DIFF_RULE_NAME_{rule.upper()}"
    return sentence(code, language) if code in sentences() else rule


def _kind(words: Words, language: str) -> str:
    name = next(iter(words.values()), "")
    code = f"DIFF_KIND_{name.upper().replace('-', '_')}"
    return sentence(code, language) if code in sentences() else name
