"""Reads the tables of a pack that are no forms: units, levels, checks, standards, campaign, totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from forms.authoring import profile
from forms.authoring.shapes import SHAPES, check_table, is_day, number
from forms.authoring.sheets import Complaints, Row, Source, check_zeros
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
        check_zeros(source.sheet("unit_moves"), "parent", "new", complaints)

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
            if (key == "data_date" or key.startswith("deadline.")) and not is_day(text):
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
                row.get("weight"),
                row.get("own") == "yes",
                row.get("zone"),
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


def _verified(row: Row) -> bool:
    return row.get("verified") != "no"


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _under(values: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in values.items() if key.startswith(prefix)}
