"""How much room a text takes, and how a long one is cut into rows of less than 400 points.

Widths are in the unit of column widths: the width of one digit of the workbook's font (Times New Roman
11). The measure is a cautious estimate, since the paper decides with its own fonts: rather a line too
many than a line cut off.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from typing import Final

from exports.styles import SIZE

TALLEST: Final = 400.0
"""Points; no row of a package is higher."""
LONG_CHARACTERS: Final = 1000
LONG_LINES: Final = 10
_POINTS_A_LINE: Final = 1.36  # for each point of letter size: 15 points for size 11, as Excel's own default
_PADDING: Final = 3.0
_CAUTION: Final = 1.1  # programs and printers round widths each in their own way
# Widths of Times New Roman in thousandths of the letter height (Adobe metrics of Times-Roman).
_WIDTHS: Final = {
    **dict.fromkeys(" .,|", 250),
    **dict.fromkeys("ijlt/\\:;'", 278),
    **dict.fromkeys("fIrJ()[]-!`", 333),
    **dict.fromkeys('scaez?"*^', 444),
    **dict.fromkeys("bdghknopquvxy0123456789_$#{}", 500),
    **dict.fromkeys("FPST+<=>~", 600),
    **dict.fromkeys("BCELRVXYZADGHKNOQU", 722),
    **dict.fromkeys("wmM&%@W", 900),
}
_DIGIT: Final = 500
KEPT: Final = 200
"""Letters of a text of which anything is kept for the next workbook: a hostile one has a million in each."""
_WIDEST: Final = 2.2


@lru_cache(maxsize=4096)
def _width_of_letter(letter: str) -> float:
    """Give the width of a letter in widths of a digit; diacritics stand above or below, not beside."""
    base = unicodedata.normalize("NFD", letter)[0]
    if unicodedata.combining(base):
        return 0.0
    if unicodedata.east_asian_width(base) in {"W", "F"}:
        return _WIDEST
    base = {"đ": "d", "Đ": "D", "–": "0", "—": "m", "…": "m"}.get(base, base)
    return _WIDTHS.get(base, 900 if ord(base) > 0x24F else 722) / _DIGIT * _CAUTION


def width_of(text: str, size: float = SIZE) -> float:
    """Estimate the width of one line of text."""
    return sum(map(_width_of_letter, text)) * size / SIZE


def lines_of(text: str, width: float, size: float = SIZE) -> int:
    """Count the lines that `text` takes in a cell of `width`, breaking at spaces as a workbook does."""
    return (_lines_kept if len(text) <= KEPT else _lines)(text, width, size)


def _lines(text: str, width: float, size: float) -> int:
    return sum(_lines_of_paragraph(paragraph, width, size) for paragraph in text.split("\n"))


_lines_kept = lru_cache(maxsize=16384)(_lines)  # the same labels come again and again


def _lines_of_paragraph(paragraph: str, width: float, size: float) -> int:
    room = max(width - 1.0, 1.0)  # a cell keeps a little room at both edges
    if len(paragraph) * _WIDEST * size / SIZE <= room:
        return 1
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        taken = width_of(word, size)
        if used and used + taken > room:
            lines, used = lines + 1, 0.0
        if taken > room:  # a word longer than the line is broken anywhere
            further = math.ceil(taken / room) - 1
            lines, taken = lines + further, taken - further * room
        used += taken + _width_of_letter(" ") * size / SIZE
    return lines


@lru_cache(maxsize=1 << 10)
def height_of(lines: int, size: float = SIZE) -> float:
    """Points that a row with so many lines needs, in quarter points as workbooks keep it."""
    return math.ceil((lines * size * _POINTS_A_LINE + _PADDING) * 4) / 4


def most_lines(size: float = SIZE) -> int:
    """How many lines fit a row of the greatest height."""
    return int((TALLEST - _PADDING - 1) / (size * _POINTS_A_LINE))


def is_long(text: str) -> bool:
    """Tell whether `text` is written one paragraph a row wherever it stands."""
    return len(text) > LONG_CHARACTERS or text.count("\n") >= LONG_LINES


def cut(text: str, width: float) -> list[tuple[str, str]]:
    """Cut a long text into (part number, piece), one paragraph a row.

    A paragraph is numbered "1", "2", ...; one that would stand higher than 400 points is cut further
    into "2.1", "2.2", ... `join` gives the text back exactly.
    """
    parts: list[tuple[str, str]] = []
    for number, paragraph in enumerate(text.split("\n"), start=1):
        pieces = _pieces(paragraph, width)
        if len(pieces) == 1:
            parts.append((str(number), paragraph))
        else:
            parts += [(f"{number}.{place}", piece) for place, piece in enumerate(pieces, start=1)]
    return parts


def _pieces(paragraph: str, width: float) -> list[str]:
    pieces, rest, most = [], paragraph, most_lines()
    while len(rest) > LONG_CHARACTERS or _lines_of_paragraph(rest, width, SIZE) > most:
        size = LONG_CHARACTERS
        while size > 1 and _lines_of_paragraph(rest[:size], width, SIZE) > most:
            size = size * 3 // 4
        at = rest.rfind(" ", size // 2, size) + 1 or size
        pieces.append(rest[:at])
        rest = rest[at:]
    return [*pieces, rest]


def join(parts: list[tuple[str, str]]) -> str:
    """Put the parts of a long text together again; raise `ValueError` for a number out of turn."""
    paragraphs: list[list[str]] = []
    for part, piece in parts:
        paragraph, _, place = part.partition(".")
        here = len(paragraphs)
        if place in {"", "1"} and paragraph == str(here + 1):
            paragraphs.append([piece])
        elif paragraphs and place == str(len(paragraphs[-1]) + 1) and paragraph == str(here):
            paragraphs[-1].append(piece)
        else:
            raise ValueError(part)
    return "\n".join("".join(pieces) for pieces in paragraphs)
