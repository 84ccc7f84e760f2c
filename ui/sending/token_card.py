"""Choosing a key on a USB token: the driver that reaches it, what is plugged in, whose certificate signs."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QRadioButton, QVBoxLayout

from exports.keys import CertificateFacts
from exports.tokens import PinState, TokenView
from forms.problems import Problem
from office.tokens import plugged_in
from ui.ask import Ask
from ui.background import Runner
from ui.flow import Flow
from ui.widgets import Card, Notice, Picker, button, clear, label
from ui.words import tr
from ui.workplace import day_of


class TokenCard(Card):
    """Shows the certificates on the tokens that are in, and lets one be picked; no PIN is asked."""

    picked = Signal(object, object)  # TokenView, CertificateFacts
    left = Signal()

    def __init__(
        self,
        ask: Ask,
        runner: Runner,
        sentence: Callable[[Problem], str],
        libraries: Callable[[], tuple[Path, ...]],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(tr("Token", "Use a USB token"))
        self._ask = ask
        self._runner = runner
        self._sentence = sentence
        self._libraries = libraries
        self._now = now
        self._found: tuple[tuple[TokenView, CertificateFacts], ...] = ()
        words = tr(
            "Token",
            "Plug the token in and wait for its light. This program reaches it through its driver: a file "
            "that comes with the token's own software. The PIN is asked when you sign, and never kept.",
        )
        self.body.addWidget(label(words, wrap=True))
        self.driver = Picker(tr("Token", "Driver of the token"))
        self.driver.setMaximumWidth(420)
        self.driver.activated.connect(self.look)
        form = QFormLayout()
        form.addRow(tr("Token", "Driver"), self.driver)
        self.body.addLayout(form)
        self._list = QVBoxLayout()
        self._group = QButtonGroup(self)
        self.body.addLayout(self._list)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.use = button(tr("Token", "Use this certificate"), kind="main")
        self.use.clicked.connect(self.choose)
        self.again = button(tr("Token", "Look again"))
        self.again.clicked.connect(self.look)
        other = button(tr("Token", "Choose the driver's file"), kind="quiet")
        other.clicked.connect(self._pick_library)
        away = button(tr("Token", "Leave"), kind="quiet")
        away.clicked.connect(self._leave)
        row = Flow(8)
        for made in (self.use, self.again, other, away):
            row.addWidget(made)
        self.body.addLayout(row)

    def open(self, libraries: tuple[Path, ...] | None = None) -> None:
        """Show the card with the drivers of this PC, or those given, and look for tokens at once."""
        self._offer(self._libraries() if libraries is None else libraries)
        self.show()
        self.again.setFocus()
        self.look()

    def _offer(self, libraries: tuple[Path, ...]) -> None:
        self.driver.clear()
        if len(libraries) > 1:
            every = tr("Token", "every driver found on this PC ({n})").format(n=len(libraries))
            self.driver.addItem(every, list(libraries))
        for path in libraries:
            self.driver.addItem(path.name, [path])
        self.driver.setEnabled(len(libraries) > 1)

    def _pick_library(self) -> None:
        kinds = tr("Token", "Drivers (*.dll *.so *.dylib);;All files (*)")
        files = self._ask.open_files(tr("Token", "Choose the driver's file"), kinds)
        if files:
            self._offer((files[0],))
            self.look()

    def look(self) -> None:
        """Look for tokens with the chosen driver."""
        self._show(())
        libraries = self.driver.currentData()
        if not libraries:
            words = tr(
                "Token",
                "No driver of a USB token was found on this PC. Install the software that came with the "
                "token, or choose its driver's file.",
            )
            self.notice.tell("warning", words)
            return
        self.notice.tell("note", tr("Token", "Looking for tokens …"))
        self.again.setEnabled(False)
        self._runner.run(
            lambda _: plugged_in(libraries),
            done=self._on_found,
            failed=self.tell,
            ended=lambda: self.again.setEnabled(True),
        )

    def _on_found(self, answer: tuple[tuple[TokenView, ...], tuple[Problem, ...]]) -> None:
        tokens, problems = answer
        self._show(
            tuple(
                (token, facts)
                for token in tokens
                for facts in token.certificates
                if facts.fingerprint in token.signing
            )
        )
        if self._found:
            self.notice.clear()
            self._group.buttons()[0].setFocus()
        elif tokens:
            words = tr("Token", "The token {label} holds no certificate that signs: ask its issuer.")
            self.notice.tell("warning", words.format(label=tokens[0].label))
        elif problems:
            self.tell(problems[0])
        else:
            self.tell(Problem("TOKEN_ABSENT"))

    def _show(self, found: tuple[tuple[TokenView, CertificateFacts], ...]) -> None:
        self._found = found
        for made in self._group.buttons():  # those on their way out must not be picked
            self._group.removeButton(made)
        clear(self._list)
        for number, (token, facts) in enumerate(found):
            who = ", ".join(part for part in (facts.person, facts.position) if part)
            until = valid_until(facts.valid_to, self._now())
            choice = QRadioButton(f"{who} · {until} · {token.label}")
            choice.setChecked(number == 0)
            self._group.addButton(choice, number)
            self._list.addWidget(choice)
        self.use.setEnabled(bool(found))

    def choose(self) -> None:
        """Tell which certificate is picked."""
        number = self._group.checkedId()
        if 0 <= number < len(self._found):
            self.picked.emit(*self._found[number])

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def tell(self, problem: Problem) -> None:
        """Tell what stands against it."""
        self.notice.tell("error", self._sentence(problem))


def valid_until(until: datetime, now: datetime) -> str:
    """Say until when a certificate is valid, or since when no more."""
    words = tr("Send", "valid until {day}") if now <= until else tr("Token", "EXPIRED on {day}")
    return words.format(day=day_of(until))


def tell_pin(notice: Notice, token: TokenView) -> None:
    """Say what a token tells of its PIN before one is typed; nothing where all is well."""
    if token.pin is PinState.LAST_TRY:
        words = tr("Token", "ONE TRY IS LEFT: another wrong PIN locks the token. Be sure of the PIN first.")
        notice.tell("error", words)
    elif token.pin is PinState.WRONG_BEFORE:
        words = tr("Token", "A wrong PIN was typed before. The token locks after a few: check the PIN first.")
        notice.tell("warning", words)
    elif token.pin_pad:
        notice.tell("note", tr("Token", "The token asks for its PIN itself, on its own keypad."))
    else:
        notice.clear()
