"""Work on certificates that ends in a signed file: what it is about, whose key signs, where the file goes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from office.authority import Work
from office.desk import Desk
from office.signer_seen import SignerSeen
from ui.register.panel import Panel
from ui.sending.place_step import PlaceStep
from ui.sending.sign_step import SignStep
from ui.signer_words import SignerWords
from ui.widgets import Card, ReadTable, button, clear
from ui.words import tr
from ui.workplace import Workplace

Prepared = Callable[[], Callable[[Desk], Path]]
"""Reads the panel, and gives what is then to be done at a desk of its own."""


class WorkPanel(Panel):
    """Asks for what the work needs; `agreed` when all of it is there."""

    agreed = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.signer = SignerWords()
        self._who = Card()
        self._who.body.addWidget(self.signer)
        self._about = Card(tr("Authority", "What it is about"))
        heads = (tr("Authority", "For"), tr("Authority", "Signer"), tr("Authority", "Remark"))
        self.lines = ReadTable(heads, (220, 260), tr("Authority", "What it is about"))
        self._about.body.addWidget(self.lines)
        self._choices = Card(tr("Authority", "What is asked for"))
        self._boxes = QVBoxLayout()
        self._choices.body.addLayout(self._boxes)
        self.options: dict[str, QCheckBox] = {}
        self.safe = QLineEdit()
        self.safe.setEchoMode(QLineEdit.EchoMode.Password)
        self.safe.setAccessibleName(tr("Authority", "Passphrase of the certificate office"))
        self.safe.setMaximumWidth(420)
        self._safe = Card(tr("Authority", "Key of the certificate office"))
        form = QFormLayout()
        form.addRow(self.safe.accessibleName(), self.safe)
        self._safe.body.addLayout(form)
        self.where = PlaceStep(place)
        self.keys = SignStep(place)
        for part in (self._who, self._about, self._choices, self._safe, self.where, self.keys):
            self.body.addWidget(part)
        self.yes = button("", kind="main")
        self.yes.clicked.connect(self._agree)
        self.acts.addWidget(self.yes)
        self.signer.changed.connect(self._wake)
        self.safe.textChanged.connect(self._wake)
        self.where.changed.connect(self._wake)
        self.where.chosen.connect(lambda: self.keys.first_focus().setFocus())
        self.keys.changed.connect(self._wake)
        self.keys.entered.connect(self._agree)

    def begin(
        self,
        yes: str,
        *,
        safe: bool = False,
        signer: tuple[SignerSeen, str] | None = None,
        lines: Sequence[tuple[str, str, str]] = (),
        options: Sequence[tuple[str, str, bool]] = (),
    ) -> None:
        """Ask anew. `safe`: the key of the certificate office is needed; `options`: name, words, ticked."""
        self.yes.setText(yes)
        self.notice.clear()
        self._safe.setVisible(safe)
        self._who.setVisible(signer is not None)
        if signer is not None:
            self.signer.show_signer(*signer)
        self._about.setVisible(bool(lines))
        self.lines.fill(lines)
        self.lines.fit(1, 5)
        clear(self._boxes)
        self.options = {}
        for name, words, ticked in options:
            box = QCheckBox(words)
            box.setChecked(ticked)
            self.options[name] = box
            self._boxes.addWidget(box)
        self._choices.setVisible(bool(options))
        self.keys.refresh()
        self.where.refresh()
        self._wake()

    def work(self) -> Work:
        """What was typed and chosen; to be asked for only once everything is there."""
        unlock, folder = self.keys.unlock, self.where.folder
        assert unlock is not None  # noqa: S101 - `agreed` comes only then
        assert folder is not None  # noqa: S101 - as above
        return Work(self.safe.text(), unlock, folder)

    def forget(self) -> None:
        """Empty what was typed in secret."""
        self.safe.clear()
        self.keys.forget()

    def _wake(self) -> None:
        known = self._who.isHidden() or self.signer.ready
        opened = self._safe.isHidden() or bool(self.safe.text())
        self.yes.setEnabled(known and opened and self.keys.ready and self.where.folder is not None)

    def _agree(self) -> None:
        if self.yes.isEnabled():
            self.agreed.emit()

    def first_focus(self) -> QWidget | None:
        """The first thing to be typed or chosen."""
        if not self._who.isHidden() and not self.signer.recognised:
            return self.signer.how
        if self.options:
            return next(iter(self.options.values()))
        return self.safe if not self._safe.isHidden() else self.where.first_focus()
