"""Parts of the import dialog: what each column is, what Excel did to columns, a box for a number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSpinBox

from ui.widgets import ReadTable
from ui.words import tr


class ColumnTable(ReadTable):
    """The columns of the list: Enter goes to what a column is, Space makes it a key column or not."""

    keyed = Signal(int)

    def __init__(self) -> None:
        heads = (
            tr("Importing", "Column"),
            tr("Importing", "Heading in the file"),
            tr("Importing", "First value"),
            tr("Importing", "Key"),
            tr("Importing", "Question of the form"),
        )
        super().__init__(heads, [56, 200, 130, 52], tr("Importing", "Columns of the list"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.keyed.emit(self.currentRow())
            return
        super().keyPressEvent(event)


class QuestionTable(ReadTable):
    """What Excel or old fonts did to columns: Space changes the answer between mend and leave."""

    toggled = Signal(int)

    def __init__(self) -> None:
        heads = (tr("Importing", "Column"), tr("Importing", "Answer"), tr("Importing", "What was found"))
        super().__init__(heads, [56, 92], tr("Importing", "Asked once for each column"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggled.emit(self.currentRow())
            return
        super().keyPressEvent(event)


def number_box(name: str, least: int, most: int) -> QSpinBox:
    """A box for a small number."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setAccessibleName(name)
    made.setMinimumHeight(34)
    return made
