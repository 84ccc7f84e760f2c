"""The approver's key on a PC that may have no office: a key file, a USB token, or a key made now."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from exports.keys import CertificateFacts
from exports.token_libraries import found_libraries
from exports.tokens import TokenView
from forms.problems import Problem
from office.signing_keys import FileKey, TokenKey, Unlock
from ui.ask import Ask, Line
from ui.background import Runner
from ui.sending.token_card import TokenCard, tell_pin
from ui.widgets import Card, Notice, button, label
from ui.words import tr


class ApproverKey(Card):
    """`unlock` is the picked key with the secret typed for it, None while one of the two is missing."""

    changed = Signal()
    entered = Signal()
    wanted = Signal(str, object)  # passphrase and folder of a key to be made

    def __init__(
        self, ask: Ask, runner: Runner, sentence: Callable[[Problem], str], now: Callable[[], datetime]
    ) -> None:
        super().__init__(tr("Approve", "Sign with your own key"))
        self._ask = ask
        self._runner = runner
        self._sentence = sentence
        self._keys: list[Callable[[str], Unlock]] = []
        self._tokens: dict[int, TokenView] = {}
        self._list = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_picked)
        self.body.addLayout(self._list)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaximumWidth(420)
        self.secret.setAccessibleName(tr("Approve", "Passphrase or PIN"))
        self.secret.textChanged.connect(self.changed)
        self.secret.returnPressed.connect(self.entered)
        form = QFormLayout()
        form.addRow(label(tr("Approve", "Passphrase or PIN")), self.secret)
        self.body.addLayout(form)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.file = button(tr("Approve", "Choose a key file …"))
        self.file.clicked.connect(self._pick_file)
        self.token = button(tr("Token", "Use a USB token"))
        self.token.clicked.connect(self._look)
        self.tokens = TokenCard(ask, runner, sentence, found_libraries, now)
        self.tokens.picked.connect(self._on_token)
        self.tokens.left.connect(lambda: self.first_focus().setFocus())
        self.tokens.hide()
        self.make = button(tr("Approve", "I have no key yet: make one …"), kind="quiet")
        self.make.clicked.connect(self._make)
        row = QHBoxLayout()
        for made in (self.file, self.token, self.make):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.tokens)

    @property
    def unlock(self) -> Unlock | None:
        """The picked key with its secret."""
        number, secret = self._group.checkedId(), self.secret.text()
        by_itself = number in self._tokens and self._tokens[number].pin_pad
        return self._keys[number](secret) if 0 <= number < len(self._keys) and (secret or by_itself) else None

    def first_focus(self) -> QWidget:
        """Where the keyboard goes to sign."""
        return self.secret if self._keys else self.file

    def forget(self) -> None:
        """Empty what was typed."""
        self.secret.clear()

    def refused(self) -> None:
        """Let a token's PIN be typed anew, for none is given to it twice."""
        if isinstance(self.unlock, TokenKey):
            self.forget()

    def _on_picked(self, number: int, now: bool) -> None:
        """Ask anew for what the picked key wants: no PIN is tried on a file, no passphrase on a token."""
        if now:
            self.secret.clear()
            self.notice.clear()
            if number in self._tokens:
                tell_pin(self.notice, self._tokens[number])
        self.changed.emit()

    def offer(self, name: str, opens: Callable[[str], Unlock], token: TokenView | None = None) -> None:
        """Offer a key, and pick it."""
        choice = QRadioButton(name)
        if token is not None:
            self._tokens[len(self._keys)] = token
        self._group.addButton(choice, len(self._keys))
        self._keys.append(opens)
        self._list.addWidget(choice)
        choice.setChecked(True)
        self.secret.clear()
        self.secret.setFocus()

    def offer_file(self, path: Path) -> None:
        """Offer a key file."""
        self.offer(str(path), lambda secret: FileKey(path, secret))

    def _pick_file(self) -> None:
        kinds = tr("Send", "Key files (*.p12 *.pfx)")
        files = self._ask.open_files(tr("Approve", "Choose a key file"), kinds)
        if files:
            self.offer_file(files[0])

    def _look(self) -> None:
        self.tokens.open()

    def _on_token(self, token: TokenView, facts: CertificateFacts) -> None:
        self.tokens.hide()
        self.offer(f"{facts.person} · {token.label}", _opening(token, facts), token)

    def _make(self) -> None:
        words = tr(
            "Approve",
            "The key is a file with your name: your stamp. Keep it and its passphrase to yourself; nobody "
            "can restore a lost passphrase.",
        )
        said = self._ask.fill(
            tr("Approve", "Make your key"),
            words,
            (
                Line("first", tr("Send", "Passphrase (at least 8 letters)"), secret=True),
                Line("again", tr("Send", "The passphrase once more"), secret=True),
            ),
            tr("Approve", "Choose where it is kept …"),
        )
        if said is None:
            return
        if said["first"] != said["again"]:
            self.notice.tell("error", tr("Send", "The two passphrases differ."))
            return
        folder = self._ask.folder(tr("Approve", "Where shall your key be kept?"))
        if folder is not None:
            self.wanted.emit(said["first"], folder)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("warning", self._sentence(problem))


def _opening(token: TokenView, facts: CertificateFacts) -> Callable[[str], Unlock]:
    return lambda pin: TokenKey(token.library, token.slot, facts.fingerprint, pin)
