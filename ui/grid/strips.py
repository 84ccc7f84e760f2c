"""The lines and columns of a grid, as its heads show them."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from forms.answers import Key
from forms.pack import Field

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Strip:
    """One line or one column: what its head says, and the row key or the field it stands for."""

    kind: str  # "cells", "heading" or "total"
    text: str
    code: str = ""
    unit: str = ""
    group: str = ""
    key: Key | None = None
    field: Field | None = None
    outer: tuple[str, ...] = ()  # headings above `group`, outermost first
    level: int = 0  # how far a line's text is indented
    strong: bool = False  # a subtotal
    noted: str = ""  # the words that mark a row with a note

    @property
    def said(self) -> str:
        """The text with the mark of a note below it."""
        return f"{self.text}\n{self.noted}" if self.noted else self.text

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above a column, outermost first."""
        return (*self.outer, self.group) if self.group else self.outer


class StripModel(QAbstractTableModel):
    """A table whose lines and columns are strips."""

    lines: tuple[Strip, ...] = ()
    columns: tuple[Strip, ...] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        strips = self.columns if orientation == Qt.Orientation.Horizontal else self.lines
        if role != Qt.ItemDataRole.DisplayRole or section >= len(strips):
            return None
        return strips[section].text
