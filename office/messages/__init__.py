"""The sentence that belongs to a code, in the person's language: one CSV a room beside this file.

A sentence says what is wrong, where, and what to do, in at most 120 characters before its details are
filled in. Details are named in braces; one that is missing is left out, never an error of its own.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from forms.problems import Problem

UNKNOWN = "UNKNOWN_CODE"
LANGUAGES = ("vi", "en")


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Read every sentence: code -> language -> text."""
    found: dict[str, Mapping[str, str]] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".csv"):
            for row in csv.DictReader(entry.read_text("utf-8").splitlines()):
                found[row["code"]] = {language: row[language] for language in LANGUAGES}
    return found


def details_of(problem: Problem, language: str = "vi") -> dict[str, str]:
    """Give a problem's details as they are read: the reason of a refused expression in words."""
    filled = dict(problem.details)
    # Why an expression is refused is a sentence of its own, named by its reason: "word-case", "comma" ...
    why = sentences().get(f"EXPRESSION_{filled.get('reason', '').upper().replace('-', '_')}")
    if why is not None:
        filled["reason"] = why[language if language in LANGUAGES else "vi"].format_map(
            defaultdict(str, filled)
        )
    return filled


def sentence(what: Problem | str, language: str = "vi", **details: object) -> str:
    """Say a problem (or a bare code with its details) as one sentence; a code without one is named."""
    code = what.code if isinstance(what, Problem) else what
    filled = details_of(what, language) if isinstance(what, Problem) else {}
    filled.update({name: str(value) for name, value in details.items()})
    known = sentences()
    template = known.get(code, known[UNKNOWN])[language if language in LANGUAGES else "vi"]
    return template.format_map(defaultdict(str, filled, code=code)).strip()
