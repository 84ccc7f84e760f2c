"""How one value stands in a cell, and how it is read back: a closed pair of functions a kind.

Numbers are number cells as long as a workbook (a double) carries them without loss; else their decimal
digits stand as text. Dates are written day first. A choice is written with its label for people and
its code in square brackets. Money stands in whole đồng (docs/package-format.md, "Values").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from exports.styles import MOST_DECIMALS
from forms.answers import State, Value
from forms.pack import Choice, Field, Kind, Words
from forms.problems import Problem
from forms.report import plain_value

LANGUAGE: Final = "vi"
"""A package speaks Vietnamese, whatever the screen of its sender spoke."""

STATE_MARK: Final = {State.NONE: "–", State.UNKNOWN: "…"}
STATE_WORDS: Final = {State.NONE: "Không có (tính là 0)", State.UNKNOWN: "Chưa có số liệu"}
SEE_BELOW: Final = "(xem phần văn bản dài)"
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL})
_SCALE_WORDS: Final = {1_000: "nghìn ", 1_000_000: "triệu ", 1_000_000_000: "tỷ "}
_SHAPES: Final = (  # stored form, written form; each pair is its own inverse
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII), r"\3/\2/\1"),
    (re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII), r"\2/\1"),
)
_WRITTEN_DATE: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})\Z", re.ASCII)
_WRITTEN_MONTH: Final = re.compile(r"(\d{2})/(\d{4})\Z", re.ASCII)
_DATED: Final = {
    Kind.DATE: re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII),
    Kind.MONTH: re.compile(r"\d{4}-\d{2}\Z", re.ASCII),
    Kind.YEAR: re.compile(r"\d{4}\Z", re.ASCII),
    Kind.DATE_OR_YEAR: re.compile(r"\d{4}(-\d{2}-\d{2})?\Z", re.ASCII),
}
_CODE: Final = re.compile(r"\[([^\[\]]*)\](?:; |\Z)")
_DIGITS: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z", re.ASCII)
_SHORT: Final = 19  # digits, read as a whole number at once
_MOST_DIGITS: Final = 400  # letters of any number: no form asks for one so large, a hostile file may hold it
_WHOLE: Final = 10**15  # a whole number of 15 digits at most stands in a number cell
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Written(NamedTuple):
    """What a cell holds: nothing, a number in plain decimal digits, or a text.

    A tuple, as `Cell` is: a package has thousands of them, and they are compared as wholes.
    """

    text: str | None = None
    is_number: bool = False


BLANK: Final = Written()


def word(words: Words, otherwise: str = "") -> str:
    """Give the Vietnamese wording of a label."""
    return words.get(LANGUAGE) or next(iter(words.values()), otherwise)


def unit_of(field: Field) -> str:
    """Give the unit of what the cell really holds: money shown in triệu đồng is stored in đồng."""
    return word(field.unit).removeprefix(_SCALE_WORDS.get(field.scale, ""))


def write_number(value: int | Decimal) -> Written:
    """Write a number: a number cell where a double carries it exactly, else its digits as text."""
    if isinstance(value, int) and -_WHOLE < value < _WHOLE:
        return Written(str(value), is_number=True)
    digits = plain_value(value)
    return Written(digits, is_number=is_number_cell(digits))


def is_number_cell(digits: str) -> bool:
    """Tell whether these plain decimal digits stand in a number cell (15 digits, at most 6 decimals)."""
    whole, _, decimals = digits.lstrip("-").partition(".")
    return len((whole + decimals).lstrip("0")) <= 15 and len(decimals) <= MOST_DECIMALS


def read_number(cell: Written, kind: Kind) -> Value:
    """Read a number cell, or a number written as text; raise `ValueError` for what could mean two things."""
    digits = cell.text or ""
    if len(digits) > _MOST_DIGITS:
        raise ValueError(digits[:_SHORT])
    if not cell.is_number and (not _DIGITS.match(digits) or is_number_cell(digits)):
        raise ValueError(digits)
    if kind is Kind.INTEGER and "." not in digits and len(digits) < _SHORT:
        return int(digits)
    number = Decimal(digits)
    if kind is Kind.INTEGER:
        if number != number.to_integral_value():
            raise ValueError(digits)
        return int(number)
    return number


def write_value(value: Value, field: Field, lists: Mapping[str, tuple[Choice, ...]]) -> Written:
    """Write a value of `field`; raise `ValueError` for one that the field cannot hold."""
    if field.kind in NUMBERS:
        if isinstance(value, str):
            raise ValueError(f"{field.id}: {value!r} is no number")
        return write_number(value)
    if not isinstance(value, str):
        raise ValueError(f"{field.id}: {value!r} is no text")  # noqa: TRY004 - one error for every misfit
    if field.kind is Kind.CHOICE:
        return Written(_named(value, field, lists))
    if field.kind is Kind.CHOICES:
        return Written("; ".join(_named(code, field, lists) for code in value.split(" ")))
    shape = _DATED.get(field.kind)
    if shape is None:
        return Written(value)
    if not shape.match(value):
        raise ValueError(f"{field.id}: {value!r} is no {field.kind.value}")
    return Written(write_date(value))


def read_value(cell: Written, field: Field) -> Value:
    """Read what `write_value` wrote; raise `ValueError` for what it never writes."""
    if field.kind in NUMBERS:
        return read_number(cell, field.kind)
    text = cell.text or ""
    if field.kind is Kind.CHOICE:
        return read_code(text)
    if field.kind is Kind.CHOICES:
        return " ".join(_CODE.findall(text)) or text
    if field.kind in _DATED:
        return read_date(text)
    return text


def with_code(label: str, code: str) -> str:
    """Write a label for people and its code for the reader: `Chính thức [official]`."""
    label = label.replace("[", "(").replace("]", ")")
    return f"{label} [{code}]" if label else f"[{code}]"


def read_code(text: str) -> str:
    """Read the code of `with_code`; a bare code, as people type it into a form, is read as it is."""
    found = _CODE.findall(text)
    return str(found[-1]) if found and text.endswith("]") else text


def _named(code: str, field: Field, lists: Mapping[str, tuple[Choice, ...]]) -> str:
    choices = lists.get(field.list or "", ())
    return with_code(next((word(choice.label) for choice in choices if choice.name == code), ""), code)


def write_date(stored: str) -> str:
    """2018-09-30 -> 30/09/2018, 2018-09 -> 09/2018; anything else as it is."""
    for shape, written in _SHAPES:
        if shape.match(stored):
            return shape.sub(written, stored)
    return stored


def read_date(text: str) -> str:
    """30/09/2018 -> 2018-09-30, 09/2018 -> 2018-09; anything else as it is."""
    if _WRITTEN_DATE.match(text):
        return _WRITTEN_DATE.sub(r"\3-\2-\1", text)
    return _WRITTEN_MONTH.sub(r"\2-\1", text) if _WRITTEN_MONTH.match(text) else text


def escape(text: str) -> str:
    """Escape `_xHHHH_`, which a workbook takes for a character's number (ECMA-376-1, ST_Xstring)."""
    return _ESCAPE.sub("_x005F_", text)


def unescape(text: str) -> str:
    """Undo the escapes of ST_Xstring; half a character (a surrogate) is none and stays as it is written."""
    return _ESCAPED.sub(_letter, text)


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16)
    return escaped[0] if 0xD800 <= number <= 0xDFFF else chr(number)


def check_text(text: str, place: object) -> None:
    """Refuse characters that nobody can see or print; `place` names the cell in the Problem."""
    if text.replace("\n", "").isprintable():  # none of the categories below, and none that is unassigned
        return
    for letter in text:
        if letter == "\n" or (letter.isascii() and letter.isprintable()):
            continue
        number = ord(letter)
        if (
            unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
            or number & 0xFFFE == 0xFFFE
            or 0xFDD0 <= number <= 0xFDEF
        ):
            raise Problem("UNPRINTABLE", cell=place, character=f"U+{number:04X}")
