"""How the program looks: one palette, one sheet of rules, one font, one accent colour.

Sizes are logical pixels; Qt scales them with the screen. The colours keep a contrast of at least 4.5 : 1 for text,
and nothing is told by colour alone (every state also has a word or a sign of its own).
"""

import re
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

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

_SHEET = """
* { font-size: 14px; }
QWidget { color: @INK; }
QMainWindow, QDialog, QWidget#page, QWidget#ground { background: @GROUND; }
QToolTip { color: @INK; background: @SURFACE; border: 1px solid @ACCENT_LINE; padding: 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 21px; font-weight: 600; }
QLabel[role="heading"] { font-size: 16px; font-weight: 600; }
QLabel[role="muted"] { color: @MUTED; }
QLabel[role="small"] { color: @MUTED; font-size: 12px; }
QLabel[role="figure"] { font-size: 28px; font-weight: 600; color: @ACCENT; }
QLabel[role="code"] { font-family: "Noto Sans Mono", "Consolas", "DejaVu Sans Mono"; font-size: 18px; font-weight: 600;
    color: @ACCENT_DARK; background: @ACCENT_TINT; border-radius: 4px; padding: 4px 10px; }
QLabel[role="key"] { color: @MUTED; background: @SURFACE; border: 1px solid @LINE; border-radius: 3px; padding: 0 5px;
    font-size: 12px; }
QLabel[tone="error"] { color: @ERROR; }
QLabel[tone="warning"] { color: @WARNING; }
QLabel[tone="good"] { color: @GOOD; }
QLabel[badge="error"], QLabel[badge="warning"], QLabel[badge="good"], QLabel[badge="note"], QLabel[badge="plain"] {
    border-radius: 4px; padding: 2px 8px; font-size: 12px; font-weight: 600; }
QLabel[badge="error"] { color: @ERROR; background: @ERROR_TINT; }
QLabel[badge="warning"] { color: @WARNING; background: @WARNING_TINT; }
QLabel[badge="good"] { color: @GOOD; background: @GOOD_TINT; }
QLabel[badge="note"] { color: @NOTE; background: @NOTE_TINT; }
QLabel[badge="plain"] { color: @MUTED; background: @LOCKED; }

QFrame#card { background: @SURFACE; border: 1px solid @LINE; border-radius: 6px; }
QFrame#notice[tone="error"] { background: @ERROR_TINT; border: 1px solid #E9B9B5; border-radius: 6px; }
QFrame#notice[tone="warning"] { background: @WARNING_TINT; border: 1px solid #EBCB95; border-radius: 6px; }
QFrame#notice[tone="good"] { background: @GOOD_TINT; border: 1px solid #AFD9C0; border-radius: 6px; }
QFrame#notice[tone="note"] { background: @NOTE_TINT; border: 1px solid #B9CFEA; border-radius: 6px; }
QFrame#line { background: @LINE; border: none; max-height: 1px; min-height: 1px; }

QWidget#topbar { background: @SURFACE; border-bottom: 1px solid @LINE; }
QWidget#rail { background: @ACCENT_DARK; }
QToolButton#rail { color: #D5E5E6; background: transparent; border: none; border-left: 4px solid transparent;
    padding: 7px 2px 6px 0; font-size: 12px; }
QToolButton#rail:hover { background: #185A5F; color: #FFFFFF; }
QToolButton#rail:checked { background: @ACCENT; color: #FFFFFF; border-left: 4px solid #F2C14E; font-weight: 600; }
QToolButton#rail:focus { background: #1B656A; color: #FFFFFF; }

QPushButton { background: @SURFACE; border: 1px solid #B9C4C9; border-radius: 4px; padding: 6px 14px; min-height: 20px; }
QPushButton:hover { border-color: @ACCENT; background: #F7FAFA; }
QPushButton:focus { border: 2px solid @ACCENT; padding: 5px 13px; }
QPushButton:pressed { background: @ACCENT_TINT; }
QPushButton:disabled { color: @FAINT; background: @LOCKED; border-color: @LINE; }
QPushButton[kind="main"] { background: @ACCENT; color: #FFFFFF; border-color: @ACCENT; font-weight: 600; }
QPushButton[kind="main"]:hover { background: @ACCENT_DARK; }
QPushButton[kind="main"]:focus { border: 2px solid #F2C14E; }
QPushButton[kind="main"]:disabled { background: #B7C9CA; border-color: #B7C9CA; color: #F3F5F6; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @ACCENT; padding: 4px 8px; }
QPushButton[kind="quiet"]:hover { background: @ACCENT_TINT; }
QPushButton[kind="quiet"]:focus { border: 2px solid @ACCENT; padding: 3px 7px; }
QPushButton[kind="quiet"]:disabled { color: @FAINT; }
QPushButton[kind="chip"] { border-radius: 13px; padding: 2px 12px; min-height: 20px; background: @SURFACE; }
QPushButton[kind="chip"]:focus { border: 2px solid @ACCENT; padding: 1px 11px; }
QPushButton[kind="chip"]:checked { background: @ACCENT; color: #FFFFFF; border-color: @ACCENT; font-weight: 600; }
QPushButton[kind="chip"]:checked:focus { border: 2px solid #F2C14E; }

QLineEdit, QPlainTextEdit, QComboBox { background: @SURFACE; border: 1px solid #B9C4C9; border-radius: 4px; padding: 5px 8px;
    selection-background-color: @ACCENT; selection-color: #FFFFFF; }
QLineEdit, QComboBox { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid @ACCENT; padding: 4px 7px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @LOCKED; color: @MUTED; border-color: @LINE; }
QLineEdit[tone="error"], QPlainTextEdit[tone="error"] { border: 2px solid @ERROR; background: @ERROR_TINT; padding: 4px 7px; }
QLineEdit[tone="warning"], QPlainTextEdit[tone="warning"] { border: 2px solid @WARNING_SIGN; padding: 4px 7px; }
QLineEdit#cell, QPlainTextEdit#cell { border: 2px solid @ACCENT; border-radius: 0; padding: 0 6px; min-height: 0; }
QLineEdit#cell[tone="error"] { border: 2px solid @ERROR; background: @ERROR_TINT; }
QPlainTextEdit#text { border: 1px solid @LINE; border-radius: 4px; padding: 14px 18px; font-size: 15px; }
QPlainTextEdit#text:focus { border: 2px solid @ACCENT; padding: 13px 17px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox QAbstractItemView { background: @SURFACE; border: 1px solid @ACCENT_LINE; selection-background-color: @ACCENT_TINT;
    selection-color: @INK; outline: none; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px 2px; }
QRadioButton:focus, QCheckBox:focus { background: @ACCENT_TINT; }

QTableView, QTableWidget, QListView, QListWidget, QTreeView { background: @SURFACE; border: 1px solid @LINE; outline: none;
    gridline-color: @LINE; selection-background-color: @ACCENT_TINT; selection-color: @INK; }
QTableView#grid { selection-background-color: transparent; border: 1px solid @LINE; }
QListWidget::item { padding: 6px 8px; border-radius: 3px; }
QListWidget::item:selected { background: @ACCENT_TINT; color: @INK; }
QTableWidget::item { padding: 4px 8px; }
QTableWidget::item:selected { background: @ACCENT_TINT; color: @INK; }
QListWidget:focus, QTableWidget:focus, QListView:focus { border: 2px solid @ACCENT; }
QHeaderView { background: @GROUND; border: none; }
QHeaderView::section { background: @GROUND; color: @MUTED; border: none; border-right: 1px solid @LINE;
    border-bottom: 1px solid @LINE; padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: @GROUND; border: none; border-right: 1px solid @LINE; border-bottom: 1px solid @LINE; }
QListView#completions { background: @SURFACE; border: 1px solid @ACCENT; }
QListView#completions::item { padding: 5px 8px; }
QListView#completions::item:selected { background: @ACCENT; color: #FFFFFF; }

QProgressBar { background: @LINE_SOFT; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: @ACCENT; border-radius: 4px; }
QProgressBar[tone="good"]::chunk { background: @GOOD; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: @GROUND; width: 12px; margin: 0; }
QScrollBar:horizontal { background: @GROUND; height: 12px; margin: 0; }
QScrollBar::handle { background: #BCC7CC; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: #93A2A9; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @LINE; }
QWidget#statusline { background: @SURFACE; border-top: 1px solid @LINE; }
QWidget#panel { background: @SURFACE; border-top: 2px solid @ACCENT; }
QWidget#side { background: @SURFACE; border-right: 1px solid @LINE; }
QListWidget#side, QListView#side { border: none; background: transparent; }
QFrame#drop { background: @SURFACE; border: 2px dashed @ACCENT_LINE; border-radius: 8px; }
QFrame#drop[active="yes"] { background: @ACCENT_TINT; border: 2px dashed @ACCENT; }
QMenu { background: @SURFACE; border: 1px solid @LINE; padding: 4px; }
QMenu::item { padding: 5px 22px; }
QMenu::item:selected { background: @ACCENT_TINT; color: @INK; }
QMenu::item:disabled { color: @FAINT; }
"""


def sheet() -> str:
    """The rules of Qt's style sheet with the colours filled in."""
    colours = {
        name: value for name, value in globals().items() if isinstance(value, str) and value.startswith("#")
    }
    return re.sub(r"@([A-Z_]+)", lambda found: colours[found[1]], _SHEET)


def load_fonts(folders: tuple[Path, ...]) -> int:
    """Load every font file that stands in `folders` (the program brings one along); return how many faces came."""
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
