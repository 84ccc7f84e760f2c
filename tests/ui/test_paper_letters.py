"""The letters of papers: every Vietnamese one, as wide as those of Times New Roman."""

import unicodedata

import pytest
from PySide6.QtGui import QFontInfo, QRawFont

from exports.styles import Style
from ui.papers.letters import FAMILIES, font_of, width_of

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = "".join(
    unicodedata.normalize("NFC", case(base) + tone)
    for base in VOWELS
    for tone in TONES
    for case in (str.lower, str.upper)
)
OTHERS = "đĐ–“”…§²≥≤□→½"
LOOKS = [Style("x", bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"bold={look.bold} italic={look.italic}")
def test_every_vietnamese_letter_is_in_the_font_of_papers(qapp, look):
    font = font_of(look)
    assert QFontInfo(font).family() in FAMILIES
    raw = QRawFont.fromFont(font)
    assert len([one for one in LETTERS if not one.isascii()]) + 2 == 134  # with đ and Đ
    assert [one for one in LETTERS if not raw.supportsCharacter(ord(one))] == []
    assert [one for one in OTHERS[:8] if not raw.supportsCharacter(ord(one))] == []


def test_the_letters_are_as_wide_as_those_of_times_new_roman(qapp):
    plain, bold = Style("x", size=10), Style("x", size=10, bold=True)
    for digit in "0123456789":
        assert width_of(digit, plain) == pytest.approx(5.0, abs=0.06)
        assert width_of(digit, bold) == pytest.approx(5.0, abs=0.06)
    assert width_of("a", plain) == pytest.approx(4.44, abs=0.06)
    assert width_of("Ủ", plain) == width_of("U", plain) == pytest.approx(7.22, abs=0.06)
    assert width_of("W", bold) == pytest.approx(10.0, abs=0.06)
