"""Roman numerals, as headings of blocks and annexes are counted."""

from __future__ import annotations

_LETTERS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """Write a whole number from 1 on: 14 is XIV."""
    text = ""
    for value, letters in _LETTERS:
        text += letters * (number // value)
        number %= value
    return text
