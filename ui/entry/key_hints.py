"""The keys that matter in a form, in one row above it: as many as there is room for."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.pack import Form, Layout, TableKind
from ui.widgets import add_key_hints, clear
from ui.words import tr

GAP = 6


class KeyHints(QHBoxLayout):
    """A row of keys with what they do; what has no room is left out rather than cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(GAP)
        self._hints: list[QWidget] = []

    def tell(self, form: Form, room: int) -> None:
        """Show the keys of a form in `room` pixels."""
        clear(self)
        self._hints = []
        for key, what in wanted(form):
            hint = QWidget()
            row = QHBoxLayout(hint)
            row.setContentsMargins(0, 0, GAP, 0)
            row.setSpacing(GAP)
            add_key_hints(row, (key, what))
            self.addWidget(hint)
            self._hints.append(hint)
        self.fit(room)

    def fit(self, room: int) -> None:
        """Show as many as there is room for."""
        for hint in self._hints:
            room -= hint.sizeHint().width() + GAP
            hint.setVisible(room >= 0)


def wanted(form: Form) -> list[tuple[str, str]]:
    """The keys of a form, the most needed first."""
    undo = ("Ctrl+Z", tr("Entry", "undo"))
    rows = [("F5", tr("Entry", "add")), ("F6", tr("Entry", "remove"))]
    if form.order:  # another maker's: single questions
        moves = [
            ("Enter", tr("Entry", "next question")),
            ("Space 1–9", tr("Entry", "choose")),
            ("Alt+PgDn", tr("Entry", "next section")),
        ]
        return [*moves, *(rows if len(form.tables) > 1 else []), undo]
    main, blank = form.tables[0], ("F4", tr("Entry", "why a cell is blank"))
    if form.register:
        sheet = ("Alt+Enter", tr("Entry", "the household, its members"))
        return [sheet, ("F10", tr("Entry", "show the ID number")), *rows, blank, undo]
    if main.kind is not TableKind.FIXED:
        return [blank, *(rows if main.kind is TableKind.RECORDS else []), undo]
    across = main.layout is Layout.COLUMNS
    rest = tr("Entry", "0 for the year's blanks") if across else tr("Entry", "0 for the row's blanks")
    moves = [("Enter ↓  Tab →", tr("Entry", "next cell")), blank, ("F11", rest), ("F2", tr("Entry", "edit"))]
    return [*moves, undo]
