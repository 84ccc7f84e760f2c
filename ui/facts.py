"""A list of facts: what it is at the left, its text, that can be copied, at the right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from ui.widgets import copyable, label


def facts(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    """Lay facts out below each other; long ones are broken."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setColumnStretch(1, 1)
    for number, (what, text) in enumerate(rows):
        grid.addWidget(label(what, role="muted"), number, 0)
        shown = copyable(text)
        shown.setWordWrap(True)
        shown.setAccessibleName(what)
        grid.addWidget(shown, number, 1)
    return grid
