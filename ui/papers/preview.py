"""The pages of a paper on the screen, one at a time, as they will be printed."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exports.paper_pages import PaperPage
from ui.papers.leaves import Leaf, Leaves
from ui.widgets import button, label
from ui.words import tr


class Preview(QDialog):
    """Pages to leaf through with PgDn and PgUp; Esc closes them."""

    def __init__(self, parent: QWidget | None, pages: Sequence[PaperPage]) -> None:
        super().__init__(parent)
        title = tr("Papers", "As it will be printed")
        self.setWindowTitle(title)
        self.resize(900, 640)
        self.leaves = Leaves(title)
        self.leaves.turned.connect(self._show)
        self._where = label(role="muted")
        self.before = button(tr("Papers", "Page before (PgUp)"))
        self.before.clicked.connect(lambda: self.leaves.turn(-1))
        self.after = button(tr("Papers", "Next page (PgDn)"))
        self.after.clicked.connect(lambda: self.leaves.turn(1))
        close = button(tr("Papers", "Close (Esc)"), kind="quiet")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(label(title, role="heading"))
        row.addStretch(1)
        row.addWidget(self._where)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addLayout(row)
        outer.addWidget(self.leaves, 1)
        for keys, step in (("PgDown", 1), ("PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.before.click if step < 0 else self.after.click)
        self.leaves.show_pages(pages)
        self.leaves.setFocus()

    @property
    def paper(self) -> Leaf:
        """The page that is shown."""
        return self.leaves.leaf

    def _show(self, number: int) -> None:
        self._where.setText(self.leaves.where)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number < len(self.leaves.pages) - 1)
