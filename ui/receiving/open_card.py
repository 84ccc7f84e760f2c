"""Packages that came sealed: which key of this office opens them, and its passphrase or PIN."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit

from office.case_state import Receipt
from office.confidential import OpeningKey, opening_keys
from office.handed_in import SEALED
from office.signing_keys import Unlock
from ui.widgets import Card, Notice, button, label
from ui.words import tr
from ui.workplace import Workplace


class OpenCard(Card):
    """Shown when something came sealed; `opened` brings the key to try."""

    opened = Signal(object)  # Unlock

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Receive", "Encrypted packages"))
        self._place = place
        self._keys: tuple[OpeningKey, ...] = ()
        self._more: tuple[OpeningKey, ...] = ()  # files picked by hand
        self.told = label(wrap=True, role="muted")
        self.body.addWidget(self.told)
        self.key = QComboBox()
        self.key.setAccessibleName(tr("Receive", "Key that opens them"))
        self.key.setMaximumWidth(420)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(tr("Receive", "Passphrase or PIN of the key"))
        self.secret.setMaximumWidth(420)
        self.secret.textChanged.connect(lambda _: self._wake())
        self.secret.returnPressed.connect(self.open)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        for made in (self.key, self.secret):
            form.addRow(made.accessibleName(), made)
        self.body.addLayout(form)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.button = button(tr("Receive", "Open and look"), kind="main")
        self.button.clicked.connect(self.open)
        another = button(tr("Receive", "Use another key file …"), kind="quiet")
        another.clicked.connect(self._pick)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(another)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_receipts(self, receipts: Sequence[Receipt]) -> None:
        """Ask for the key where something is still closed; hide otherwise."""
        closed = [one.file for one in receipts if one.verdict == SEALED]
        self.setVisible(bool(closed))
        self.secret.clear()
        self.notice.clear()
        if closed:
            words = tr("Receive", "{n} files can only be opened with a key of your office: {files}")
            names = ", ".join(closed[:3]) + (" …" if len(closed) > 3 else "")
            self.told.setText(words.format(n=len(closed), files=names))
            self._fill()
            self.secret.setFocus()

    def _fill(self) -> None:
        self._keys = (*self._more, *opening_keys(self._place.desk))
        self.key.clear()
        self.key.addItems([_name(one) for one in self._keys])
        if not self._keys:
            none = tr("Receive", "No key is known here: choose the key file that was made for encryption.")
            self.notice.tell("warning", none)
        self._wake()

    def _wake(self) -> None:
        self.button.setEnabled(bool(self._keys) and bool(self.secret.text()))

    def _pick(self) -> None:
        kinds = tr("Send", "Key files (*.p12 *.pfx)")
        chosen: Sequence[Path] = self._place.ask.open_files(tr("Receive", "Use another key file …"), kinds)
        if chosen:
            self._more = (OpeningKey(chosen[0], chosen[0].name), *self._more)
            self._fill()
            self.secret.setFocus()

    def open(self) -> None:
        """Try the chosen key."""
        if self.button.isEnabled():
            key = self._keys[self.key.currentIndex()]
            unlock: Unlock = key.unlocked_by(self.secret.text())
            self.secret.clear()
            self.opened.emit(unlock)


def _name(key: OpeningKey) -> str:
    """Say which key it is: one made for encryption, or one that signs, with its file or its token."""
    where = key.path.name if key.slot is None else tr("Token", "USB token")
    who = tr("Receive", "Encryption key of the office") if key.for_sealing else key.name
    return f"{who} · {where}" if who != where else who
