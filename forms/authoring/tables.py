"""Reads the tables of a pack that are no forms: units, levels, checks, standards, campaign, totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from forms.authoring import profile
from forms.authoring.lint import unknown_column
from forms.authoring.sheets import Complaints, Row, Sheet, Source, check_zeros
from forms.pack import (
    Assignment,
    Campaign,
    Check,
    Derivation,
    IncomeLine,
    Indicator,
    Level,
    OpenList,
    ScoreRule,
    Severity,
    Standard,
    Unit,
    Words,
)
from forms.totals_tables import Column, TotalsClass, TotalsTable

T = TypeVar("T")
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

_PACK_NAMES = r"id|version|title\.vi|title\.en|notes\.[a-z0-9_.]+"
_SIGNATURES = ("1", "2", "paper")
_CAMPAIGN_NAMES = (
    r"id|title\.vi|title\.en|standard|years|last_year|data_date"
    rf"|deadline\.{profile.CODE}|parameter\.{profile.NAME}"
)


class Tables:
    """The checked tables of a pack source, as the classes of `forms.pack`."""

    def __init__(self, source: Source, complaints: Complaints) -> None:
        self.source = source
        self.complaints = complaints
        for name, sheet in source.tables.items():
            if name in SHAPES:
                check_table(sheet, SHAPES[name], complaints)
        check_zeros(source.sheet("units"), "level", "code", complaints)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of a sheet, none where there is no such sheet."""
        return self.source.sheet(name).rows

    def words(self, row: Row, name: str, base: str) -> Words:
        """Read a text in two languages."""
        found = {}
        for column in self.source.tables[name].columns:
            stem, _, language = column.partition("::")
            if stem == base and row.get(column):
                found[profile.language_of(language)] = row.get(column)
        return found

    def names(self, name: str, pattern: str, needed: Sequence[str]) -> dict[str, str]:
        """Read a sheet of names and values; a name unknown, twice or missing is complained about."""
        sheet = self.source.sheet(name)
        values: dict[str, str] = {}
        for row in sheet.rows:
            key = row.get("name")
            if not re.fullmatch(pattern, key):
                allowed = pattern.replace("\\", "")
                self.complaints.add(
                    "PACK_VALUE", sheet, row, "name", column="name", text=key[:60], allowed=allowed
                )
            elif key in values:
                self.complaints.add("PACK_DUPLICATE", sheet, row, "name", text=key)
            values[key] = row.get("value")
        for key in needed:
            if not values.get(key):
                self.complaints.add("PACK_VALUE_MISSING", sheet, None, "value", column=key)
        return values

    def pack(self) -> dict[str, str]:
        """Read the sheet `pack`."""
        return self.names("pack", _PACK_NAMES, ("id", "version", "title.vi", "title.en"))

    def campaign(self) -> Campaign | None:
        """Read the sheet `campaign`, None where there is none."""
        sheet = self.source.tables.get("campaign")
        if sheet is None:
            return None
        needed = ("id", "title.vi", "title.en", "standard", "years", "last_year", "data_date")
        values = self.names("campaign", _CAMPAIGN_NAMES, needed)
        for row in sheet.rows:
            key, text = row.get("name"), row.get("value")
            if (key == "data_date" or key.startswith("deadline.")) and not _is_day(text):
                self.complaints.add(
                    "PACK_VALUE", sheet, row, "value", column=key, text=text[:60], allowed="yyyy-mm-dd"
                )
        years = tuple(re.split(r"[\s;,]+", values.get("years", "")))
        if values.get("last_year") not in years:
            self.complaints.add(
                "PACK_VALUE",
                sheet,
                None,
                "value",
                column="last_year",
                text=values.get("last_year", ""),
                allowed=", ".join(years),
            )
        signatures = values.get("parameter.signatures", "1")
        if signatures not in _SIGNATURES:
            self.complaints.add(
                "PACK_VALUE",
                sheet,
                None,
                "value",
                column="parameter.signatures",
                text=signatures[:60],
                allowed=", ".join(_SIGNATURES),
            )
        return Campaign(
            values.get("id", ""),
            {"vi": values.get("title.vi", ""), "en": values.get("title.en", "")},
            values.get("standard", ""),
            years,
            values.get("last_year", ""),
            values.get("data_date", ""),
            _under(values, "deadline."),
            _under(values, "parameter."),
        )

    def levels(self) -> tuple[Level, ...]:
        """Read the ladder of levels."""
        return tuple(
            Level(row.get("code"), self.words(row, "levels", "label"), row.get("parent"), row.get("prefix"))
            for row in self.rows("levels")
        )

    def units(self) -> tuple[Unit, ...]:
        """Read the reporting units."""
        return tuple(
            Unit(
                row.get("code"),
                row.get("name"),
                row.get("short_name") or row.get("name"),
                row.get("level"),
                row.get("kind"),
                row.get("type"),
                row.get("parent"),
                row.get("area"),
                row.get("valid_from"),
                row.get("valid_to"),
                _list(row.get("variants")),
            )
            for row in self.rows("units")
        )

    def assignments(self) -> tuple[Assignment, ...]:
        """Read which kind of unit at which level fills which form."""
        return tuple(
            Assignment(row.get("form"), row.get("level"), row.get("kind"), row.get("required") == "yes")
            for row in self.rows("assignments")
        )

    def standards(self) -> tuple[Standard, ...]:
        """Read the poverty standards with their lines, indicators and score rules."""
        lines = self._by_standard("lines", self._line)
        indicators = self._by_standard("indicators", self._indicator)
        rules = self._by_standard("score_rules", self._score_rule)
        return tuple(
            Standard(
                row.get("standard"),
                self.words(row, "standards", "title"),
                row.get("legal_basis"),
                number(row, "year_from") or 0,
                number(row, "year_to") or 0,
                tuple(lines.get(row.get("standard"), ())),
                tuple(indicators.get(row.get("standard"), ())),
                tuple(rules.get(row.get("standard"), ())),
                row.get("selectable") != "no",
            )
            for row in self.rows("standards")
        )

    def _by_standard(self, name: str, read: Callable[[Row], T]) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for row in self.rows(name):
            found.setdefault(row.get("standard"), []).append(read(row))
        return found

    @staticmethod
    def _line(row: Row) -> IncomeLine:
        return IncomeLine(row.get("area"), row.get("kind"), number(row, "amount") or 0, _verified(row))

    def _indicator(self, row: Row) -> Indicator:
        return Indicator(
            row.get("code"),
            self.words(row, "indicators", "label"),
            self.words(row, "indicators", "service"),
            number(row, "points") or 0,
            self.words(row, "indicators", "threshold"),
            _verified(row),
        )

    @staticmethod
    def _score_rule(row: Row) -> ScoreRule:
        return ScoreRule(
            row.get("area"),
            row.get("result"),
            number(row, "b1_over"),
            number(row, "b1_to"),
            number(row, "b2_from"),
            number(row, "b2_below"),
            _verified(row),
        )

    def checks(self) -> tuple[Check, ...]:
        """Read the checks across cells."""
        return tuple(
            Check(
                row.get("id"),
                Severity(row.get("severity")) if row.get("severity") in set(Severity) else Severity.ERROR,
                row.get("context"),
                row.get("expression"),
                self.words(row, "checks", "message"),
                row.get("when"),
                tuple(row.get("cells").split()),
                f"checks!{row.number}",
            )
            for row in self.rows("checks")
        )

    def totals(self) -> tuple[TotalsTable, ...]:
        """Read the consolidated tables with their columns."""
        columns: dict[str, list[Column]] = {}
        for row in self.rows("columns"):
            column = Column(
                row.get("code"),
                self.words(row, "columns", "label"),
                row.get("field"),
                row.get("year"),
                row.get("expression"),
                number(row, "decimals") or 0,
                self.words(row, "columns", "unit"),
                row.get("unsplit"),
                row.get("tally"),
                row.get("names") == "yes",
                _list(row.get("apart")),
                row.get("rank"),
            )
            columns.setdefault(row.get("table"), []).append(column)
        classes: dict[str, list[TotalsClass]] = {}
        for row in self.rows("classes"):
            one = TotalsClass(row.get("code"), self.words(row, "classes", "label"), row.get("when"))
            classes.setdefault(row.get("table"), []).append(one)
        return tuple(
            TotalsTable(
                row.get("id"),
                self.words(row, "totals", "title"),
                row.get("kind"),
                row.get("source"),
                {
                    part.split("=")[0].strip(): part.split("=")[1].strip()
                    for part in _list(row.get("filter"))
                    if "=" in part
                },
                tuple(columns.get(row.get("id"), ())),
                _list(row.get("levels")),
                row.get("percent_of"),
                _list(row.get("by")),
                row.get("when"),
                self.words(row, "totals", "note"),
                tuple(classes.get(row.get("id"), ())),
            )
            for row in self.rows("totals")
        )

    def open_lists(self) -> tuple[OpenList, ...]:
        """Read the lists that units may add items to by a signed supplement."""
        return tuple(
            OpenList(row.get("list"), tuple(row.get("levels").replace(";", " ").split()))
            for row in self.rows("open_lists")
        )

    def derivations(self) -> tuple[Derivation, ...]:
        """Read the figures that a register gives, as they are written."""
        return tuple(
            Derivation(
                row.get("table"),
                row.get("row"),
                row.get("field"),
                row.get("source"),
                row.get("when"),
                row.get("amount"),
                row.get("covers"),
                f"derivations!{row.number}",
            )
            for row in self.rows("derivations")
        )


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
        elif text and (not re.fullmatch(shape.pattern, text) or (shape is MAYBE_DAY and not _is_day(text))):
            allowed = shape.allowed or "A-Z a-z 0-9 _ . -"
            complaints.add("PACK_VALUE", sheet, row, column, column=column, text=text[:60], allowed=allowed)


def number(row: Row, column: str) -> int | None:
    """Read a whole number; None where there is none, or what is no number and was complained about."""
    text = row.get(column)
    return int(text) if re.fullmatch(_WHOLE, text) else None


def _verified(row: Row) -> bool:
    return row.get("verified") != "no"


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _under(values: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in values.items() if key.startswith(prefix)}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
