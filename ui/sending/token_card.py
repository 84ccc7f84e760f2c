"""Choosing a key on a USB token: the driver that reaches it, what is plugged in, whose certificate signs."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QRadioButton, QVBoxLayout

from exports.keys import CertificateFacts
from exports.tokens import TokenView
from forms.problems import Problem
from office.signing_keys import KeyView
from office.tokens import choose, plugged_in, token_libraries
from ui.background import at_own_desk
from ui.widgets import Card, Notice, Picker, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, day_of


class TokenCard(Card):
    """Shows the certificates on the tokens that are in; the one picked is remembered, no PIN is asked."""

    left = Signal(bool)  # True: with a certificate chosen

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Token", "Use a USB token"))
        self._place = place
        self._libraries: tuple[Path, ...] = ()
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
        away.clicked.connect(lambda: self._leave(chosen=False))
        row = QHBoxLayout()
        for made in (self.use, self.again, other, away):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def open(self) -> None:
        """Show the card with the drivers of this PC, and look for tokens at once."""
        self._offer(token_libraries(self._place.desk))
        self.show()
        self.again.setFocus()
        self.look()

    def _offer(self, libraries: tuple[Path, ...]) -> None:
        self._libraries = libraries
        self.driver.clear()
        if len(libraries) > 1:
            every = tr("Token", "every driver found on this PC ({n})").format(n=len(libraries))
            self.driver.addItem(every, list(libraries))
        for path in libraries:
            self.driver.addItem(path.name, [path])
        self.driver.setEnabled(len(libraries) > 1)

    def _pick_library(self) -> None:
        kinds = tr("Token", "Drivers (*.dll *.so *.dylib);;All files (*)")
        files = self._place.ask.open_files(tr("Token", "Choose the driver's file"), kinds)
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
        self._place.runner.run(
            lambda _: plugged_in(libraries),
            done=self._on_found,
            failed=self._on_failed,
            ended=lambda: self.again.setEnabled(True),
        )

    def _on_found(self, answer: tuple[tuple[TokenView, ...], tuple[Problem, ...]]) -> None:
        tokens, problems = answer
        self._show(tuple((token, facts) for token in tokens for facts in token.certificates))
        if self._found:
            self.notice.clear()
            self._group.buttons()[0].setFocus()
        elif tokens:
            words = tr("Token", "The token {label} holds no certificate of a person: ask its issuer.")
            self.notice.tell("warning", words.format(label=tokens[0].label))
        elif problems:
            self._on_failed(problems[0])
        else:
            self._on_failed(Problem("TOKEN_ABSENT"))

    def _show(self, found: tuple[tuple[TokenView, CertificateFacts], ...]) -> None:
        self._found = found
        for made in self._group.buttons():  # those on their way out must not be picked
            self._group.removeButton(made)
        clear(self._list)
        for number, (token, facts) in enumerate(found):
            who = ", ".join(part for part in (facts.person, facts.position) if part)
            until = tr("Send", "valid until {day}").format(day=day_of(facts.valid_to))
            choice = QRadioButton(f"{who} · {until} · {token.label}")
            choice.setChecked(number == 0)
            self._group.addButton(choice, number)
            self._list.addWidget(choice)
        self.use.setEnabled(bool(found))

    def choose(self) -> None:
        """Remember the picked certificate for signing."""
        number = self._group.checkedId()
        if not 0 <= number < len(self._found):
            return
        token, facts = self._found[number]
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: choose(desk, token, facts)),
            done=self._on_chosen,
            failed=self._on_failed,
        )

    def _on_chosen(self, _: KeyView) -> None:
        self._leave(chosen=True)

    def _leave(self, *, chosen: bool) -> None:
        self.hide()
        self.left.emit(chosen)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
