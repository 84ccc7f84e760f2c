"""How the program looks: one palette, one sheet of rules, one font, one accent colour.

Sizes are logical pixels; Qt scales them with the screen. Text keeps a contrast of at least 4.5 : 1 (tested),
and nothing is told by colour alone: every state also has a word or a sign of its own.
"""

import re
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

RULES = Path(__file__).with_name("theme.qss")
FAMILIES = ("Noto Sans", "Segoe UI", "DejaVu Sans")
TEXT_SIZE = 14

ACCENT = "#155E63"
ACCENT_DARK = "#0F474B"
ACCENT_TINT = "#E3EFEF"
ACCENT_LINE = "#A9CBCC"
INK = "#1B262C"
MUTED = "#586872"
FAINT = "#8A98A1"
LINE = "#D8DFE2"
LINE_SOFT = "#E8ECEE"
SURFACE = "#FFFFFF"
GROUND = "#F3F5F6"
LOCKED = "#EFF2F4"
ERROR = "#B3261E"
ERROR_TINT = "#FBE9E7"
WARNING = "#8F5200"
WARNING_SIGN = "#D9822B"
WARNING_TINT = "#FFF3DD"
GOOD = "#1C7442"
GOOD_TINT = "#E4F3EA"
NOTE = "#2A5B9C"
NOTE_TINT = "#E8F0FA"


def sheet() -> str:
    """The rules of Qt's style sheet with the colours filled in."""
    colours = {
        name: value for name, value in globals().items() if isinstance(value, str) and value.startswith("#")
    }
    return re.sub(r"@([A-Z_]+)", lambda found: colours[found[1]], RULES.read_text("utf-8"))


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
