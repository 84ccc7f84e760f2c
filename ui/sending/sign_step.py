"""Step 3: choose the key file or USB token, or make a key at the first sending."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from exports.keys import CertificateFacts
from exports.tokens import TokenView
from forms.problems import Problem
from office.signing_keys import FileKey, KeyView, Unlock, add_key, keys, make_key
from office.tokens import choose, token_libraries, token_of
from ui.ask import Line
from ui.background import at_own_desk
from ui.flow import Flow
from ui.sending.token_card import TokenCard, tell_pin, valid_until
from ui.widgets import Button, Card, Notice, button, clear, label
from ui.words import tr
from ui.workplace import Workplace


class SignStep(QWidget):
    """Which key signs, and its passphrase or PIN. `ready` tells whether both are there."""

    changed = Signal()
    entered = Signal()  # Enter in the passphrase

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._keys: tuple[KeyView, ...] = ()
        self._pin_pad = False  # the picked token takes its PIN by itself
        self.notice = Notice()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._explain = _explain_card(place)
        outer.addWidget(self._explain)
        self._make = self._make_card()
        outer.addWidget(self._make)
        self.token = TokenCard(
            place.ask,
            place.runner,
            place.sentence,
            lambda: token_libraries(place.desk),
            place.desk.clock.now,
        )
        self.token.hide()
        self.token.picked.connect(self._choose_token)
        self.token.left.connect(self._on_left)
        outer.addWidget(self.token)
        self._choose = self._choose_card()
        outer.addWidget(self._choose)
        outer.addWidget(self.notice)
        outer.addStretch(1)
        self.refresh()

    def _choose_card(self) -> Card:
        card = Card(tr("Send", "Sign with"))
        self._list = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_picked)
        card.body.addLayout(self._list)
        self.passphrase = _secret(tr("Send", "Passphrase of the key"))
        self.passphrase.textChanged.connect(self.changed)
        self.passphrase.returnPressed.connect(self.entered)
        self.passphrase.setMaximumWidth(420)
        form = QFormLayout()
        self._secret_name = label(tr("Send", "Passphrase"))
        form.addRow(self._secret_name, self.passphrase)
        card.body.addLayout(form)
        self.pin = Notice()  # what the token tells of its PIN
        card.body.addWidget(self.pin)
        more = Flow(8)
        another = button(tr("Send", "Use a key file of the office"), kind="quiet")
        another.clicked.connect(self._add)
        new = button(tr("Send", "Make another key"), kind="quiet")
        new.clicked.connect(self._show_make)
        more.addWidget(another)
        more.addWidget(self._token_button())
        more.addWidget(new)
        card.body.addLayout(more)
        return card

    def _make_card(self) -> Card:
        card = Card(tr("Send", "Make a key"))
        self.person = QLineEdit()
        self.person.setAccessibleName(tr("Send", "Full name of the signer"))
        self.position = QLineEdit()
        self.position.setAccessibleName(tr("Send", "Position of the signer"))
        self.first = _secret(tr("Send", "Passphrase (at least 8 letters)"))
        self.again = _secret(tr("Send", "The passphrase once more"))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        for made in (self.person, self.position, self.first, self.again):
            made.setMaximumWidth(420)
            form.addRow(made.accessibleName(), made)
            made.textChanged.connect(self._wake)
        self.person.returnPressed.connect(self.position.setFocus)
        self.position.returnPressed.connect(self.first.setFocus)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.make)
        card.body.addLayout(form)
        self.make_button = button(tr("Send", "Make the key"), kind="main")
        self.make_button.clicked.connect(self.make)
        office = button(tr("Send", "Use a key file of the office"), kind="quiet")
        office.clicked.connect(self._add)
        row = Flow(8)
        row.addWidget(self.make_button)
        row.addWidget(office)
        row.addWidget(self._token_button())
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        """Show the keys this office knows; the one picked stays picked, unless a new one was made since."""
        known = keys(self._place.desk)
        if known != self._keys:
            picked = self._picked if known and known[0] in self._keys else None
            self._list_keys(known, known.index(picked) if picked in known else 0)
        self._make.setVisible(not self._keys)
        self._explain.setVisible(not self._keys)
        self._choose.setVisible(bool(self._keys))
        self.token.hide()
        self._wake()
        self.changed.emit()

    def _list_keys(self, known: tuple[KeyView, ...], picked: int) -> None:
        for made in self._group.buttons():  # those on their way out must not be picked
            self._group.removeButton(made)
        clear(self._list)
        self._keys = known
        for number, key in enumerate(known):
            until = valid_until(key.valid_to, self._place.desk.clock.now())
            where = key.path.name if key.slot is None else tr("Token", "USB token")
            choice = QRadioButton(f"{key.subject} · {until} · {where}")
            self._group.addButton(choice, number)
            choice.setChecked(number == picked)
            self._list.addWidget(choice)
            words = label(" ".join(key.fingerprint_words), role="small", wrap=True)
            words.setContentsMargins(28, 0, 0, 4)
            self._list.addWidget(words)

    def suggest(self, name: str, position: str) -> None:
        """Name who signs as the cover names them and pick their key; what was typed already stays."""
        for number, key in enumerate(self._keys):
            picked = self._group.button(number)
            if key.subject.split(",")[0] == name and not self.passphrase.text():
                picked.setChecked(True)
                break
        if not self.person.text():
            self.person.setText(name)
            self.position.setText(position)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when this step opens."""
        return self.passphrase if self._keys else self.person if not self.person.text() else self.first

    @property
    def unlock(self) -> Unlock | None:
        """The chosen key with the secret typed for it; None while one of the two is missing."""
        key, secret = self._picked, self.passphrase.text()
        return key.unlocked_by(secret) if key is not None and (secret or self._pin_pad) else None

    @property
    def ready(self) -> bool:
        """Whether a key is chosen and its passphrase typed."""
        return self.unlock is not None

    def forget(self) -> None:
        """Empty what was typed, after signing."""
        self.passphrase.clear()

    def refused(self) -> bool:
        """Tell whether a token was to sign; its PIN is then asked anew, for none is given to it twice."""
        if self._picked is None or self._picked.slot is None:
            return False
        self._ask_secret()
        return True

    @property
    def _picked(self) -> KeyView | None:
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else None

    def _token_button(self) -> Button:
        made = button(tr("Token", "Use a USB token"), kind="quiet")
        made.clicked.connect(lambda: self.show_tokens())  # noqa: PLW0108 - Qt would hand its own word over
        return made

    def show_tokens(self, libraries: tuple[Path, ...] | None = None) -> None:
        """Show what USB tokens are in, with the drivers of this PC or those given."""
        for card in (self._make, self._explain, self._choose):
            card.hide()
        self.passphrase.clear()
        self.token.open(libraries)

    def _choose_token(self, token: TokenView, facts: CertificateFacts) -> None:
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: choose(desk, token, facts)),
            done=self._on_token,
            failed=self.token.tell,
        )

    def _on_token(self, _: KeyView) -> None:
        self._keys = ()  # the new one is the one used last: it comes first, and is picked
        self._on_left()

    def _on_left(self) -> None:
        self.refresh()
        self.first_focus().setFocus()

    def _on_picked(self, _: int, now: bool) -> None:
        if now:
            self._ask_secret()

    def _ask_secret(self) -> None:
        """Ask for what the picked key wants: a passphrase, or a PIN with what the token tells of it."""
        key = self._picked
        if key is None:
            return
        on_token = key.slot is not None
        self._pin_pad = False
        self.passphrase.clear()
        self.passphrase.setEnabled(True)
        name = tr("Token", "PIN of the token") if on_token else tr("Send", "Passphrase of the key")
        self.passphrase.setAccessibleName(name)
        self._secret_name.setText(tr("Token", "PIN") if on_token else tr("Send", "Passphrase"))
        self.pin.clear()
        if on_token:
            self._place.runner.run(
                lambda _: token_of(key),
                done=lambda token: self._on_state(key, token),
                failed=lambda problem: self._on_absent(key, problem),
            )
        self.changed.emit()

    def _on_state(self, key: KeyView, token: TokenView) -> None:
        if key is not self._picked:
            return
        tell_pin(self.pin, token)
        self._pin_pad = token.pin_pad
        self.passphrase.setEnabled(not token.pin_pad)
        self.changed.emit()

    def _on_absent(self, key: KeyView, problem: Problem) -> None:
        if key is self._picked:
            self.pin.tell("warning", self._place.sentence(problem))

    def _show_make(self) -> None:
        self.token.hide()
        self._make.show()
        self.person.setFocus()

    def _wake(self) -> None:
        same = self.first.text() == self.again.text()
        self.make_button.setEnabled(bool(self.person.text().strip()) and bool(self.first.text()) and same)

    def make(self) -> None:
        """Make the key; its file appears only when it is whole."""
        if self.first.text() != self.again.text():
            self.notice.tell("error", tr("Send", "The two passphrases differ."))
            return
        if not self.make_button.isEnabled():
            return
        self.notice.tell("note", tr("Send", "Making the key …"))
        self.make_button.setEnabled(False)
        name, position, secret = self.person.text(), self.position.text(), self.first.text()
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: make_key(desk, name, position, secret)),
            done=self._on_made,
            failed=self._on_failed,
        )

    def _on_made(self, key: KeyView) -> None:
        secret = self.first.text()
        self.first.clear()
        self.again.clear()
        self.notice.tell("good", tr("Send", "The key was made: {file}").format(file=key.path.name))
        self.refresh()
        self.passphrase.setText(secret)
        self.passphrase.setFocus()

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
        self._wake()

    def _add(self) -> None:
        kinds = tr("Send", "Key files (*.p12 *.pfx)")
        chosen = self._place.ask.open_files(tr("Send", "Use a key file of the office"), kinds)
        if not chosen:
            return
        answers = self._place.ask.fill(
            tr("Send", "Passphrase of the key"),
            chosen[0].name,
            (Line("passphrase", tr("Send", "Passphrase"), secret=True),),
            tr("Send", "Use this key"),
        )
        if answers is None:
            return
        secret = answers["passphrase"]
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: add_key(desk, FileKey(chosen[0], secret))),
            done=lambda _: self.refresh(),
            failed=self._on_failed,
        )


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    return made


def _explain_card(place: Workplace) -> Card:
    card = Card(tr("Send", "What is a key file?"))
    words = tr(
        "Send",
        "It is your stamp in the form of a file: only with it, and with its passphrase, can the package "
        "be signed in your office's name.",
    )
    card.body.addWidget(label(words, wrap=True))
    kept = tr(
        "Send", "It is kept in {folder}. Copy it to a safe place; nobody can restore a lost passphrase."
    )
    folder = label(kept.format(folder=place.desk.home / "keys"), role="muted", wrap=True)
    card.body.addWidget(folder)
    return card
