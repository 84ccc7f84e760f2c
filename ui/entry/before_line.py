"""What stood in a question the period before: a line below its editor, of a long text a box to read it in."""

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from forms.answers import Address
from forms.problems import Problem
from office.earlier import Big, Compared
from ui.entry.before import sentence_of
from ui.entry.live import Live, Moved
from ui.widgets import label, set_look
from ui.words import tr

_BOX_HEIGHT = 96


class BeforeLine(QWidget):
    """Shown only where there is an earlier answer and the form is to show it; follows every entry."""

    def __init__(self, live: Live, address: Address, parent: QWidget, *, long: bool = False) -> None:
        super().__init__(parent)
        self._live = live
        self._address = address
        self.line: QLabel = label(role="small", wrap=True)
        self.box: QPlainTextEdit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        if long:
            self.box = QPlainTextEdit()
            self.box.setReadOnly(True)
            self.box.setTabChangesFocus(True)
            self.box.setFixedHeight(_BOX_HEIGHT)
            self.box.setAccessibleName(tr("Before", "The text of the period before"))
            column.addWidget(self.box)
        live.changed.connect(self._on_changed)
        live.beside.connect(self.refresh)
        self.refresh()

    @property
    def text(self) -> str:
        """What is said of the period before; "" while nothing is shown."""
        return "" if self.isHidden() else self.line.text()

    def refresh(self) -> None:
        """Read the earlier answer again."""
        found = self._found()
        self.setVisible(found is not None)
        if found is None:
            return
        if self.box is None:
            self.line.setText(sentence_of(found))
        else:
            self.line.setText(tr("Before", "Before ({key}), F7 takes it over:").format(key=found.period))
            self.box.setPlainText(found.text)
        set_look(self.line, "tone", "warning" if found.big is not Big.NO else "")

    def _found(self) -> Compared | None:
        if not self._live.shows_before(self._address.table):
            return None
        try:
            found = self._live.before(self._address)
        except Problem:  # its record has just gone
            return None
        return found if found is not None and found.text else None

    def _on_changed(self, moved: Moved) -> None:
        here = (self._address.table, self._address.key)
        if here[0] in moved.tables or any((one.table, one.key) == here for one in moved.cells):
            self.refresh()
