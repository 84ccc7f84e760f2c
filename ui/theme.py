"""How the program looks: the usual colours and the strong ones, one sheet of rules, one font.

Sizes are logical pixels; Qt scales them with the screen. Text keeps a contrast of at least 4.5 : 1 (tested),
and nothing is told by colour alone: every state also has a word or a sign of its own.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.look import worn

RULES = Path(__file__).with_name("theme.qss")
FAMILIES = ("Noto Sans", "Segoe UI", "DejaVu Sans")
TEXT_SIZE = 14


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the screen, "#RRGGBB"; the values written here are the usual look."""

    ACCENT: str = "#155E63"
    ACCENT_DARK: str = "#0F474B"
    ACCENT_TINT: str = "#E3EFEF"
    ACCENT_LINE: str = "#A9CBCC"
    ON_ACCENT: str = "#FFFFFF"
    INK: str = "#1B262C"
    MUTED: str = "#586872"
    FAINT: str = "#8A98A1"
    LINE: str = "#D8DFE2"
    LINE_SOFT: str = "#E8ECEE"
    EDGE: str = "#B9C4C9"  # of what is typed into or pressed
    SURFACE: str = "#FFFFFF"
    GROUND: str = "#F3F5F6"
    LOCKED: str = "#EFF2F4"
    HEADING: str = "#E9EFF0"
    TOTAL: str = "#E3EBEC"
    ERROR: str = "#B3261E"
    ERROR_TINT: str = "#FBE9E7"
    ERROR_LINE: str = "#E9B9B5"
    WARNING: str = "#8F5200"
    WARNING_SIGN: str = "#D9822B"
    WARNING_TINT: str = "#FFF3DD"
    WARNING_LINE: str = "#EBCB95"
    GOOD: str = "#1C7442"
    GOOD_TINT: str = "#E4F3EA"
    GOOD_LINE: str = "#AFD9C0"
    NOTE: str = "#2A5B9C"
    NOTE_TINT: str = "#E8F0FA"
    NOTE_LINE: str = "#B9CFEA"
    RAIL_INK: str = "#D5E5E6"
    RAIL_OVER: str = "#185A5F"
    RAIL_FOCUS: str = "#1B656A"
    RING: str = "#F2C14E"  # around what has the keyboard, on the accent
    MAIN_OFF: str = "#B7C9CA"
    HANDLE: str = "#BCC7CC"
    HANDLE_OVER: str = "#93A2A9"
    BLANK: str = "#D9A6A2"  # the ring in a cell that is still to be filled
    PADLOCK: str = "#B4BFC5"
    SELECTED: str = "#26155E63"  # over a cell; the first two signs are its opacity


USUAL = Colours()
STRONG = Colours(
    ACCENT="#003A3F",
    ACCENT_DARK="#00262A",
    ACCENT_TINT="#D6F5F7",
    ACCENT_LINE="#00262A",
    INK="#000000",
    MUTED="#1F1F1F",
    FAINT="#4A4A4A",
    LINE="#5A5A5A",
    LINE_SOFT="#B0B0B0",
    EDGE="#000000",
    GROUND="#FFFFFF",
    LOCKED="#ECECEC",
    HEADING="#E2E2E2",
    TOTAL="#D8D8D8",
    ERROR="#8A0000",
    ERROR_TINT="#FFF0EE",
    ERROR_LINE="#8A0000",
    WARNING="#5C3200",
    WARNING_SIGN="#8A4A00",
    WARNING_TINT="#FFF6E0",
    WARNING_LINE="#5C3200",
    GOOD="#004D22",
    GOOD_TINT="#EAFBF0",
    GOOD_LINE="#004D22",
    NOTE="#002F6C",
    NOTE_TINT="#EEF5FF",
    NOTE_LINE="#002F6C",
    RAIL_INK="#FFFFFF",
    RAIL_OVER="#00474D",
    RAIL_FOCUS="#00565D",
    RING="#FFD200",
    MAIN_OFF="#4A4A4A",
    HANDLE="#4A4A4A",
    HANDLE_OVER="#000000",
    BLANK="#8A0000",
    PADLOCK="#4A4A4A",
    SELECTED="#33003A3F",
)
"""High contrast: text keeps at least 7 : 1 (WCAG 2.1, success criterion 1.4.6), edges at least 4.5 : 1."""

NOW = STRONG if worn().strong else USUAL
"""The colours of this process: Qt paints with them from the first window on."""

ACCENT = NOW.ACCENT
ACCENT_DARK = NOW.ACCENT_DARK
ACCENT_TINT = NOW.ACCENT_TINT
ACCENT_LINE = NOW.ACCENT_LINE
ON_ACCENT = NOW.ON_ACCENT
INK = NOW.INK
MUTED = NOW.MUTED
FAINT = NOW.FAINT
LINE = NOW.LINE
LINE_SOFT = NOW.LINE_SOFT
EDGE = NOW.EDGE
SURFACE = NOW.SURFACE
GROUND = NOW.GROUND
LOCKED = NOW.LOCKED
HEADING = NOW.HEADING
TOTAL = NOW.TOTAL
ERROR = NOW.ERROR
ERROR_TINT = NOW.ERROR_TINT
ERROR_LINE = NOW.ERROR_LINE
WARNING = NOW.WARNING
WARNING_SIGN = NOW.WARNING_SIGN
WARNING_TINT = NOW.WARNING_TINT
WARNING_LINE = NOW.WARNING_LINE
GOOD = NOW.GOOD
GOOD_TINT = NOW.GOOD_TINT
GOOD_LINE = NOW.GOOD_LINE
NOTE = NOW.NOTE
NOTE_TINT = NOW.NOTE_TINT
NOTE_LINE = NOW.NOTE_LINE
RAIL_INK = NOW.RAIL_INK
RAIL_OVER = NOW.RAIL_OVER
RAIL_FOCUS = NOW.RAIL_FOCUS
RING = NOW.RING
MAIN_OFF = NOW.MAIN_OFF
HANDLE = NOW.HANDLE
HANDLE_OVER = NOW.HANDLE_OVER
BLANK = NOW.BLANK
PADLOCK = NOW.PADLOCK
SELECTED = NOW.SELECTED


def sheet() -> str:
    """The rules of Qt's style sheet with the colours filled in."""
    return re.sub(r"@([A-Z_]+)", lambda found: str(getattr(NOW, found[1])), RULES.read_text("utf-8"))


def load_fonts(folders: tuple[Path, ...]) -> int:
    """Load every font file in `folders` (the program brings one along); return how many were taken."""
    loaded = 0
    for folder in folders:
        for file in sorted(folder.glob("*.[to]tf")):
            loaded += QFontDatabase.addApplicationFont(str(file)) >= 0
    return loaded


def font() -> QFont:
    """The program's font: the first of ours that this system has."""
    chosen = QFont()
    chosen.setFamilies(list(FAMILIES))
    chosen.setPixelSize(TEXT_SIZE)
    return chosen


def palette() -> QPalette:
    """The colours for what the sheet does not name."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, GROUND),
        (QPalette.ColorRole.Base, SURFACE),
        (QPalette.ColorRole.AlternateBase, GROUND),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Button, SURFACE),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, SURFACE),
        (QPalette.ColorRole.PlaceholderText, FAINT),
        (QPalette.ColorRole.ToolTipBase, SURFACE),
        (QPalette.ColorRole.ToolTipText, INK),
        (QPalette.ColorRole.Link, ACCENT),
    ):
        made.setColor(role, QColor(colour))
    return made


def dress(app: QApplication) -> None:
    """Give the application our style, palette, font and sheet."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette())
    app.setFont(font())
    app.setStyleSheet(sheet())
