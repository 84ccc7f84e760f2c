"""Small boxes for whole numbers: points, votes, places."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from forms.problems import Problem

_WIDTH = 64
_MOST_SIGNS = 4


def number_box(name: str) -> QLineEdit:
    """Make a box for a whole number; `name` is what a screen reader says, and what a refusal names."""
    editor = QLineEdit()
    editor.setAccessibleName(name)
    editor.setFixedWidth(_WIDTH)
    editor.setAlignment(Qt.AlignmentFlag.AlignRight)
    return editor


def read_number(editor: QLineEdit) -> int | None:
    """Read a box, None where it is blank; raise CHOOSE_NUMBER."""
    text = editor.text().strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _MOST_SIGNS):
        raise Problem("CHOOSE_NUMBER", what=editor.accessibleName(), text=text)
    return int(text) if text else None
