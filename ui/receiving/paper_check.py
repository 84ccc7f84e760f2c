"""The stamped paper beside a package: one block of the code in its foot tells whether they are the same."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exports.keys import fingerprint_words
from forms.problems import Problem
from office.paper_code import compare, compared
from office.receiving import ReceivedView
from ui.widgets import Notice, button, copyable, label
from ui.words import tr
from ui.workplace import Workplace, moment

_WIDTH = 130  # dots: eight letters and a hyphen


class PaperCheck(QWidget):
    """Asks for one block of the code on the paper of the package that is chosen, and keeps the answer."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._one: ReceivedView | None = None
        self._name = label(wrap=True)
        self.block = QLineEdit()
        self.block.setAccessibleName(tr("Receive", "Four characters of the code at the foot of the paper"))
        self.block.setPlaceholderText(tr("Receive", "4 characters"))
        self.block.setFixedWidth(_WIDTH)
        self.block.returnPressed.connect(self.compare)
        self.button = button(tr("Receive", "Compare with the paper"))
        self.button.clicked.connect(self.compare)
        row = QHBoxLayout()
        row.addWidget(self.block)
        row.addWidget(self.button)
        row.addStretch(1)
        self.notice = Notice()
        self.slip = copyable("", role="muted")
        self.slip.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._name)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(self.slip)
        self.hide()

    def show_package(self, one: ReceivedView | None) -> None:
        """Ask about a package; hide where there is none, or none with a code."""
        self._one = one
        self.block.clear()
        kept = compared(self._place.desk, one.digest) if one is not None and one.digest else None
        self.setVisible(kept is not None)
        if one is None or kept is None:
            return
        told = tr("Receive", "Words of this file, to be compared with the hand-over slip: {words}")
        self.slip.setText(told.format(words=" · ".join(fingerprint_words(one.digest))))
        words = tr("Receive", "Stamped paper of {unit}: 4 characters of its code")
        self._name.setText(words.format(unit=one.unit_name))
        if not kept:
            self.notice.clear()
            return
        last = kept[0]
        said = self._found(matches=last.matches)
        when = tr("Receive", "({typed}, {who}, {when})").format(
            typed=last.typed, who=last.who, when=moment(last.when)
        )
        # No tick: that is how a signature is shown.
        self.notice.tell("note" if last.matches else "error", f"{said} {when}")

    def compare(self) -> None:
        """Compare what was typed and tell."""
        one = self._one
        if one is None:
            return
        try:
            compare(self._place.desk, one.digest, self.block.text())
        except Problem as problem:
            self.notice.tell("warning", self._place.sentence(problem))
            return
        self.show_package(one)

    @staticmethod
    def _found(*, matches: bool) -> str:
        if matches:
            return tr(
                "Receive",
                "Match: the paper has the figures of this package. It is no signature: that is judged apart.",
            )
        return tr(
            "Receive",
            "No match: the paper is of other figures. Ask the unit for the paper of this package, or for a "
            "new package.",
        )
