"""The section "keys": what the keys of the keyboard do."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets import Card, key_hint, label
from ui.words import tr


class KeysSection(QWidget):
    """The keys, one a line."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(tr("Settings", "Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, (key, what) in enumerate(_keys()):
            grid.addWidget(key_hint(key), number, 0)
            grid.addWidget(label(what, role="small", wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        column.addWidget(card)
        column.addStretch(1)


def _keys() -> tuple[tuple[str, str], ...]:
    return (
        ("Ctrl+1 … Ctrl+9", tr("Settings", "the pages of the window")),
        ("Enter, Tab", tr("Settings", "save and go to the next cell; Shift goes back")),
        ("F2", tr("Settings", "edit the cell; Esc gives up")),
        ("F4", tr("Settings", "a blank becomes: none (–), not known (?), blank")),
        ("F5, F6", tr("Settings", "add, remove a row or a sheet")),
        ("F9, F12", tr("Settings", "check everything; explain a warning")),
        ("F11", tr("Settings", "0 into the remaining blanks of the row or year")),
        ("Ctrl+C, Ctrl+V", tr("Settings", "copy and paste a block, also from Excel")),
        ("Ctrl+Z, Ctrl+Y", tr("Settings", "take back, do again")),
        ("Ctrl+Enter", tr("Settings", "history of the cell")),
        ("Ctrl+Shift+Q", tr("Settings", "the next cell that the office above asks about")),
        ("Alt+↓", tr("Settings", "open the list of choices")),
        ("PgUp, PgDn", tr("Settings", "the section before, after")),
    )
