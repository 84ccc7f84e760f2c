"""What a column of a sheet that is no form may hold, and the check that every cell of it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forms.authoring import profile
from forms.authoring.lint import unknown_column
from forms.authoring.sheets import Complaints, Row, Sheet
from forms.pack import Severity

YES_NO = ("yes", "no")
AREAS = ("urban", "rural")
TOTALS_KINDS = ("sum", "series", "matrix", "list", "grouped", "changes", "tracker")
_WHOLE = r"-?[0-9]{1,15}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ANY = r"(?s).+"


@dataclass(frozen=True, slots=True)
class Shape:
    """A column: what a text in it looks like, whether it must be there, whether in both languages."""

    pattern: str = _ANY
    needed: bool = False
    words: bool = False
    allowed: str = ""  # as told to a person, where the pattern is not telling


CODE = Shape(profile.CODE, needed=True)
MAYBE_CODE = Shape(profile.CODE)
NEEDED = Shape(needed=True)
FREE = Shape()
WORDS = Shape(needed=True, words=True)
MAYBE_WORDS = Shape(words=True)
NUMBER = Shape(_WHOLE, needed=True, allowed="0, 1, 2 ...")
MAYBE_NUMBER = Shape(_WHOLE, allowed="0, 1, 2 ...")
DAY = Shape(_DAY, needed=True, allowed="yyyy-mm-dd")
MAYBE_DAY = Shape(_DAY, allowed="yyyy-mm-dd")


def one_of(words: Sequence[str], *, needed: bool = True) -> Shape:
    """Shape a column of a few words."""
    return Shape("|".join(map(re.escape, words)), needed=needed, allowed=", ".join(words))


SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "pack": {"name": NEEDED, "value": FREE},
    "campaign": {"name": NEEDED, "value": FREE},
    "levels": {"code": CODE, "parent": MAYBE_CODE, "prefix": FREE, "label": WORDS},
    "units": {
        "code": CODE,
        "name": NEEDED,
        "short_name": FREE,
        "level": CODE,
        "kind": CODE,
        "type": FREE,
        "parent": MAYBE_CODE,
        "area": one_of(AREAS, needed=False),
        "valid_from": MAYBE_DAY,
        "valid_to": MAYBE_DAY,
        "variants": FREE,
    },
    "unit_moves": {
        "unit": CODE,
        "new": CODE,
        "name": NEEDED,
        "area": one_of(AREAS, needed=False),
        "parent": CODE,
        "parent_name": NEEDED,
        "since": DAY,
        "part": one_of(YES_NO, needed=False),
    },
    "unit_zones": {
        "unit": CODE,
        "zone": CODE,
        "inside": one_of(YES_NO, needed=False),
        "since": MAYBE_DAY,
        "until": MAYBE_DAY,
        "verified": one_of(YES_NO, needed=False),
        "source": NEEDED,
    },
    "assignments": {"form": CODE, "level": CODE, "kind": CODE, "required": one_of(YES_NO)},
    "standards": {
        "standard": CODE,
        "title": WORDS,
        "legal_basis": NEEDED,
        "year_from": NUMBER,
        "year_to": NUMBER,
        "selectable": one_of(YES_NO, needed=False),
    },
    "lines": {
        "standard": CODE,
        "area": one_of(AREAS),
        "kind": one_of(("poor", "near-poor", "middle")),
        "amount": NUMBER,
        "verified": one_of(YES_NO, needed=False),
    },
    "indicators": {
        "standard": CODE,
        "code": CODE,
        "label": WORDS,
        "service": WORDS,
        "points": NUMBER,
        "threshold": MAYBE_WORDS,
        "verified": one_of(YES_NO, needed=False),
    },
    "score_rules": {
        "standard": CODE,
        "area": one_of(AREAS),
        "result": CODE,
        "b1_over": MAYBE_NUMBER,
        "b1_to": MAYBE_NUMBER,
        "b2_from": MAYBE_NUMBER,
        "b2_below": MAYBE_NUMBER,
        "verified": one_of(YES_NO, needed=False),
    },
    "checks": {
        "id": Shape("[A-Z][A-Z0-9]*", needed=True, allowed="K07"),
        "severity": one_of(tuple(s.value for s in Severity)),
        "context": Shape(rf"{profile.FORM_ID}(\.{profile.NAME})*", needed=True, allowed="BM02, BM17.c16"),
        "when": FREE,
        "expression": NEEDED,
        "cells": FREE,
        "message": WORDS,
    },
    "totals": {
        "id": CODE,
        "kind": one_of(TOTALS_KINDS),
        "title": WORDS,
        "source": Shape(rf"{profile.FORM_ID}(\.{profile.NAME})*", allowed="BM02"),
        "filter": Shape(rf"{profile.NAME}=[^=;]+(;\s*{profile.NAME}=[^=;]+)*", allowed="group=NG"),
        "levels": FREE,
        "percent_of": MAYBE_CODE,
        "by": FREE,
        "when": FREE,
        "note": MAYBE_WORDS,
    },
    "classes": {"table": CODE, "code": CODE, "when": NEEDED, "label": WORDS},
    "columns": {
        "table": CODE,
        "code": CODE,
        "field": MAYBE_CODE,
        "year": MAYBE_CODE,
        "expression": FREE,
        "decimals": MAYBE_NUMBER,
        "unsplit": MAYBE_CODE,
        "tally": FREE,
        "names": one_of(YES_NO, needed=False),
        "apart": FREE,
        "rank": MAYBE_CODE,
        "weight": MAYBE_CODE,
        "own": one_of(YES_NO, needed=False),
        "zone": MAYBE_CODE,
        "unit": MAYBE_WORDS,
        "label": WORDS,
    },
    "open_lists": {"list": NEEDED, "levels": NEEDED},
    "derivations": {
        "table": CODE,
        "row": NEEDED,
        "field": CODE,
        "source": Shape(rf"{profile.FORM_ID}(\.{profile.NAME})*", needed=True, allowed="BM19"),
        "when": FREE,
        "amount": FREE,
        "covers": one_of(("all",), needed=False),
    },
    "criteria": {"table": CODE, "code": CODE, "most": NUMBER, "label": WORDS, "hint": MAYBE_WORDS},
    "grades": {"table": CODE, "code": CODE, "least": MAYBE_NUMBER, "label": WORDS},
    "quotas": {
        "level": CODE,
        "table": CODE,
        "award": MAYBE_CODE,
        "kind": MAYBE_CODE,
        "most": NUMBER,
        "basis": FREE,
    },
}
"""Every sheet of the pack itself with its columns; `words` stand once a language (`label::vi`)."""


def check_table(sheet: Sheet, shapes: Mapping[str, Shape], complaints: Complaints) -> None:
    """Check a sheet's headings and the shape of every cell."""
    columns: dict[str, list[str]] = {}
    for column in sheet.columns:
        stem, part, language = column.partition("::")
        shape = shapes.get(stem)
        if column == profile.COMMENT:
            continue
        if shape is None or shape.words != bool(part) or (part and not profile.language_of(language)):
            known = [name for base, s in shapes.items() for name in column_names(base, s)]
            unknown_column(sheet, column, known, complaints)
        else:
            columns.setdefault(stem, []).append(column)
    for stem, shape in shapes.items():
        present = {profile.language_of(column.partition("::")[2]) for column in columns.get(stem, [])}
        if shape.needed and (len(present) < len(profile.LANGUAGES) if shape.words else not present):
            for name in column_names(stem, shape):
                if name not in columns.get(stem, []) and (
                    not shape.words or profile.language_of(name.partition("::")[2]) not in present
                ):
                    complaints.add("PACK_COLUMN_MISSING", sheet, None, "", column=name)
    for row in sheet.rows:
        for stem, names in columns.items():
            _check_cells(sheet, row, shapes[stem], names, complaints)


def column_names(stem: str, shape: Shape) -> tuple[str, ...]:
    """Name the columns of a shape: `label::vi` and `label::en` for words."""
    return tuple(f"{stem}::{language}" for language in profile.LANGUAGES) if shape.words else (stem,)


def _check_cells(
    sheet: Sheet, row: Row, shape: Shape, columns: Sequence[str], complaints: Complaints
) -> None:
    given = any(row.get(column) for column in columns)
    for column in columns:
        text = row.get(column)
        if not text and (shape.needed or (shape.words and given)):
            complaints.add("PACK_VALUE_MISSING", sheet, row, column, column=column)
        elif text and (not re.fullmatch(shape.pattern, text) or (shape.pattern == _DAY and not is_day(text))):
            allowed = shape.allowed or "A-Z a-z 0-9 _ . -"
            complaints.add("PACK_VALUE", sheet, row, column, column=column, text=text[:60], allowed=allowed)


def number(row: Row, column: str) -> int | None:
    """Read a whole number; None where there is none, or what is no number and was complained about."""
    text = row.get(column)
    return int(text) if re.fullmatch(_WHOLE, text) else None


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written yyyy-mm-dd."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
