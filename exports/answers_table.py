"""Answers as plain tables for other programs, and their form as CSV.

A table is headings and rows of texts and numbers. CSV is written the way the Excel of its language
reads it by a double click: in Vietnamese the list separator is `;` and decimals have a comma, in
English `,` and a point. UTF-8 with a byte order mark (without it Excel takes another code), lines and
quotes after RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

Content = int | Decimal | str | None

_FORMULA: Final = re.compile(r"\s*[=+\-@]|[\t\r]")
_SIGNS: Final = {"vi": (";", ","), "en": (",", ".")}
_UNSAFE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_NAME: Final = 31


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, and the heading people read."""

    code: str
    heading: str
    number: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """One table of answers; `name` is the table's id, `title` what people call it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]


def write_csv(table: AnswerTable, language: str, *, headings: bool) -> bytes:
    """Give a table as CSV; `headings`: with the words of the questions, else with their codes."""
    separator, point = _SIGNS.get(language, _SIGNS["vi"])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_guarded(one.heading if headings else one.code) for one in table.columns])
    for row in table.rows:
        writer.writerow([_cell(content, point) for content in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(content: Content, point: str) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return _guarded(content)
    return plain_number(content).replace(".", point)


def plain_number(number: int | Decimal) -> str:
    """Write a number in plain digits, without zeros that say nothing."""
    text = str(number) if isinstance(number, int) else format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would work out as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Make names that every spreadsheet takes for its sheets: 31 characters, no two alike."""
    found: list[str] = []
    for name in wanted:
        base = unicodedata.normalize("NFC", _UNSAFE.sub(" ", name)).strip(" '")[:_LONGEST_NAME].strip(" '")
        base = base or "-"
        if base.casefold() == "history":  # Excel keeps this name for itself
            base = "History_"
        one, number = base, 2
        while _known(one, found):
            tail = f" {number}"
            one, number = base[: _LONGEST_NAME - len(tail)].rstrip() + tail, number + 1
        found.append(one)
    return found


def _known(name: str, found: Iterable[str]) -> bool:
    return name.casefold() in {one.casefold() for one in found}
