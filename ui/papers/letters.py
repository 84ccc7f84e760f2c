"""The letters papers are set in, and how wide a line of them is."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from exports.styles import FONT, Style

FAMILIES = (FONT, "Liberation Serif", "Tinos", "Noto Serif", "DejaVu Serif")
"""Times New Roman, as papers of offices are written (NĐ 30/2020/NĐ-CP), else one of the same widths."""
LARGE = 20
"""Units a point that letters are measured and drawn in: large, so that no rounding of a screen gets in."""


def font_of(style: Style, scale: float = 1.0) -> QFont:
    """Give the font of a look, to be drawn in units of which `LARGE` are a point."""
    made = _plain(style.bold, style.italic)
    made.setPixelSize(max(round(style.size * scale * LARGE), 1))
    return made


def width_of(text: str, style: Style) -> float:
    """Give the width of a line in points, the same on every device."""
    return _width(text, style.bold, style.italic) * style.size


def ascent_of(style: Style) -> float:
    """Give how far letters reach above their line, in points."""
    return _metrics(style.bold, style.italic).ascent() / LARGE * style.size


def descent_of(style: Style) -> float:
    """Give how far letters reach below their line, in points."""
    return _metrics(style.bold, style.italic).descent() / LARGE * style.size


@lru_cache(maxsize=32768)
def _width(text: str, bold: bool, italic: bool) -> float:
    return _metrics(bold, italic).horizontalAdvance(text) / LARGE


@lru_cache(maxsize=8)
def _metrics(bold: bool, italic: bool) -> QFontMetricsF:
    """Measure letters of one point."""
    made = _plain(bold, italic)
    made.setPixelSize(LARGE)
    return QFontMetricsF(made)


def _plain(bold: bool, italic: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
