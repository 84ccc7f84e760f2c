"""Every text is readable on its ground, and the sheet names no colour that is not there."""

import re

import pytest
from PySide6.QtGui import QColor

from ui import theme


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    named = QColor(colour)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (named.redF(), named.greenF(), named.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "text,ground",
    [
        (theme.INK, theme.SURFACE),
        (theme.INK, theme.GROUND),
        (theme.INK, theme.ACCENT_TINT),
        (theme.INK, theme.ERROR_TINT),
        (theme.INK, theme.WARNING_TINT),
        (theme.MUTED, theme.SURFACE),
        (theme.MUTED, theme.GROUND),
        (theme.MUTED, theme.LOCKED),
        (theme.ERROR, theme.ERROR_TINT),
        (theme.ERROR, theme.SURFACE),
        (theme.WARNING, theme.WARNING_TINT),
        (theme.WARNING, theme.SURFACE),
        (theme.GOOD, theme.GOOD_TINT),
        (theme.NOTE, theme.NOTE_TINT),
        (theme.SURFACE, theme.ACCENT),
        (theme.ACCENT_DARK, theme.ACCENT_TINT),
        ("#D5E5E6", theme.ACCENT_DARK),
    ],
)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


def test_every_colour_of_the_sheet_is_one_of_the_theme():
    sheet = theme.sheet()
    assert "@" not in sheet
    assert re.search(r"color: #[0-9A-F]{6}", sheet)


def test_a_font_beside_the_program_is_loaded(tmp_path, qapp):
    assert theme.load_fonts((tmp_path, tmp_path / "gone")) == 0
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert theme.load_fonts((tmp_path,)) == 0
