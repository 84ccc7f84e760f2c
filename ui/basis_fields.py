"""On what an act stands: a document with number and day, or an oral instruction of whom and when."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from forms.basis import Basis, BasisKind, demand
from office.register_view import read_day
from ui.widgets import Picker, label
from ui.words import tr


class BasisFields(QWidget):
    """Three fields in a row; `basis` reads them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = Picker(tr("Basis", "Basis"))
        self.kind.addItem(tr("Basis", "Document"), BasisKind.DOCUMENT.value)
        self.kind.addItem(tr("Basis", "Oral instruction"), BasisKind.ORAL.value)
        self.kind.setMinimumContentsLength(12)
        self.what = QLineEdit()
        self.day = QLineEdit()
        self.day.setPlaceholderText("20/09/2018")
        self.day.setMaximumWidth(130)
        self.day.setAccessibleName(tr("Basis", "Day of the basis"))
        self._what_word = label(role="muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        words = (label(tr("Basis", "Basis"), role="muted"), self._what_word)
        for column, word in enumerate((*words, label(tr("Basis", "Day"), role="muted"))):
            grid.addWidget(word, 0, column)
        for column, editor in enumerate((self.kind, self.what, self.day)):
            grid.addWidget(editor, 1, column)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for editor in (self.what, self.day):
            editor.textChanged.connect(lambda _: self.changed.emit())
        self._on_kind()

    def basis(self, today: date) -> Basis:
        """Read the fields; raise BASIS_NUMBER, BASIS_WHOM, BASIS_LONG, BASIS_DAY or NOT_A_DATE."""
        oral = self._oral
        day, text = read_day(self.day.text()), self.what.text()
        kind = BasisKind.ORAL if oral else BasisKind.DOCUMENT
        return demand(Basis(kind, day, "" if oral else text, text if oral else ""), today)

    def show_basis(self, basis: Basis) -> None:
        """Show a basis that was said before."""
        self.kind.setCurrentIndex(self.kind.findData(basis.kind.value))
        self.what.setText(basis.whom or basis.number)
        self.day.setText(f"{basis.day:%d/%m/%Y}")

    @property
    def _oral(self) -> bool:
        return bool(self.kind.currentData() == BasisKind.ORAL.value)

    def _on_kind(self) -> None:
        word = tr("Basis", "Whose instruction") if self._oral else tr("Basis", "Number of the document")
        self._what_word.setText(word)
        self.what.setAccessibleName(word)
        self.changed.emit()
