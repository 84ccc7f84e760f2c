"""One guided way: what will be done, who signs from now on, a passphrase, and who vouches for the new key."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from forms.problems import Problem
from office.people import END, OwnSigner, Wanted, Way, own_signers
from office.register_view import read_day
from office.signing_keys import MIN_PASSPHRASE, KeyView, keys
from ui.people.words import way_explained, way_word
from ui.register.panel import Panel
from ui.widgets import Card, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace

_SAME_PERSON = (Way.SECOND_PC, Way.FORGOTTEN, Way.LOST)


class WayPanel(Panel):
    """Asks what one way needs; `agreed` tells it as a `Wanted`."""

    agreed = Signal(object)  # Wanted

    def __init__(self, place: Workplace) -> None:
        super().__init__(scroll=False)
        self._place = place
        self.way = Way.DEPUTY
        self._own: tuple[OwnSigner, ...] = ()
        self._keys: tuple[KeyView, ...] = ()
        self._folder: Path | None = None
        self.body.addWidget(self._who())
        self.body.addWidget(self._secret())
        self.vouching = self._vouch()
        self.body.addWidget(self.vouching)
        self.body.addStretch(1)
        self.yes = button(tr("People", "Make the new key"), kind="main")
        self.yes.clicked.connect(self._agree)
        self.acts.addWidget(self.yes)

    def _who(self) -> Card:
        card = Card(tr("People", "Who signs"))
        self.old = Picker(tr("People", "Key that signs no more"))
        self.old.currentIndexChanged.connect(self._on_old)
        self.person = _line(tr("People", "Full name of the signer"))
        self.position = _line(tr("People", "Position of the signer"))
        self.until = _line(tr("People", "Last day (may be blank)"))
        self.until.setPlaceholderText("31/12/2018")
        self._form = _form(self.old, self.person, self.position, self.until)
        card.body.addLayout(self._form)
        return card

    def _secret(self) -> Card:
        card = Card(tr("People", "Passphrase of the new key"))
        words = tr(
            "People",
            "Only who signs should know it. Write it down and lock it away: nobody can find it again.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.first = _line(tr("Send", "Passphrase (at least 8 letters)"), secret=True)
        self.again = _line(tr("Send", "The passphrase once more"), secret=True)
        card.body.addLayout(_form(self.first, self.again))
        for editor in (self.person, self.position, self.until, self.first, self.again):
            editor.textChanged.connect(self._wake)
            editor.returnPressed.connect(self._on_enter)
        return card

    def _vouch(self) -> Card:
        card = Card(tr("People", "How does the office above come to know the new key?"))
        group = QButtonGroup(self)
        self.by_call = QRadioButton(tr("People", "It calls us and we read the words of the key to it"))
        self.by_key = QRadioButton(tr("People", "A key that it knows already vouches for the new one"))
        for choice in (self.by_call, self.by_key):
            group.addButton(choice)
            card.body.addWidget(choice)
        self.by_call.setChecked(True)
        self.by_key.toggled.connect(self._on_vouch)
        self._asked = QWidget()
        self.voucher = Picker(tr("People", "Key that vouches"))
        self.passphrase = _line(tr("Send", "Passphrase of the key"), secret=True)
        self.passphrase.textChanged.connect(self._wake)
        self.choose = button(tr("People", "Choose a folder or stick …"))
        self.choose.clicked.connect(self._pick)
        self._where = label(role="muted", wrap=True)
        form = _form(self.voucher, self.passphrase)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self._where, 1)
        form.addRow(tr("People", "File for the office above"), row)
        form.setContentsMargins(26, 0, 0, 0)
        self._asked.setLayout(form)
        card.body.addWidget(self._asked)
        return card

    # --- showing -----------------------------------------------------------------------------

    def show_way(self, way: Way) -> None:
        """Begin a way from its first line."""
        desk = self._place.desk
        self.way = way
        self._own = tuple(one for one in own_signers(desk) if one.open)
        self.tell(way_word(way), way_explained(way))
        self.notice.clear()
        self.old.blockSignals(True)
        self.old.clear()
        for one in self._own:
            self.old.addItem(_signer(one), one.fingerprint)
        self.old.blockSignals(False)
        ends = way in END and bool(self._own)
        self._form.setRowVisible(self.old, ends)
        self._form.setRowVisible(self.until, way is Way.ACTING)
        for editor in (self.person, self.position, self.until, self.first, self.again, self.passphrase):
            editor.clear()
        self.position.setPlaceholderText(_example(way))
        if way in _SAME_PERSON and self._own:
            self._on_old()
        self.by_call.setChecked(True)
        self._folder = None
        self._where.clear()
        self._fill_vouchers()
        self._on_vouch()

    def _on_old(self, *_: int) -> None:
        """The same person goes on: name them as they were named."""
        number = max(self.old.currentIndex(), 0)
        if self.way in _SAME_PERSON and number < len(self._own):
            self.person.setText(self._own[number].person)
            self.position.setText(self._own[number].position)
        self._fill_vouchers()

    def _fill_vouchers(self) -> None:
        old = self.old.currentData() if self.way in END and self.way is not Way.HOLDER else None
        self._keys = tuple(one for one in keys(self._place.desk) if one.fingerprint != old)
        self.voucher.clear()
        for one in self._keys:
            self.voucher.addItem(one.subject)
        self.vouching.setVisible(bool(self._keys) and self._place.desk.parent is not None)
        if not self._keys:
            self.by_call.setChecked(True)

    def _on_vouch(self, *_: bool) -> None:
        self._asked.setVisible(self.by_key.isChecked())
        self._wake()

    def _pick(self) -> None:
        folder = self._place.ask.folder(tr("People", "Choose a folder or stick …"))
        if folder is not None:
            self._folder = folder
            self._where.setText(str(folder))
        self._wake()

    def first_focus(self) -> QWidget | None:
        if self.way in END and len(self._own) > 1:
            return self.old
        return self.first if self.person.text() else self.person

    # --- agreeing ----------------------------------------------------------------------------

    def _wake(self) -> None:
        ready = bool(self.person.text().strip()) and len(self.first.text()) >= MIN_PASSPHRASE
        ready = ready and self.first.text() == self.again.text()
        if self.by_key.isChecked():
            ready = ready and bool(self.passphrase.text()) and self._folder is not None
        self.yes.setEnabled(ready)
        differ = bool(self.again.text()) and not self.first.text().startswith(self.again.text())
        self.notice.tell("error", tr("Send", "The two passphrases differ.") if differ else "")

    def _on_enter(self) -> None:
        """Enter goes on to the next line, and from the last passphrase on to making the key."""
        if self.again.hasFocus() and self.yes.isEnabled() and self.by_call.isChecked():
            self._agree()
        else:
            self.focusNextChild()

    def _agree(self) -> None:
        vouch = None
        if self.by_key.isChecked() and self._keys:
            vouch = self._keys[self.voucher.currentIndex()].unlocked_by(self.passphrase.text())
        try:
            until = read_day(self.until.text()) if self.until.text().strip() else None
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            self.until.setFocus()
            return
        self.agreed.emit(
            Wanted(
                self.way,
                self.person.text(),
                self.position.text(),
                self.first.text(),
                old=self.old.currentData() or "" if self.way in END else "",
                until=until if self.way is Way.ACTING else None,
                vouch=vouch,
                folder=self._folder if vouch is not None else None,
            )
        )

    def forget(self) -> None:
        """Empty the secrets, once they were used."""
        for editor in (self.first, self.again, self.passphrase):
            editor.clear()


def _line(name: str, *, secret: bool = False) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaximumWidth(420)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _form(*editors: QWidget) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(8)
    for editor in editors:
        editor.setMaximumWidth(420)
        form.addRow(editor.accessibleName(), editor)
    return form


def _signer(one: OwnSigner) -> str:
    return ", ".join(part for part in (one.person, one.position) if part)


def _example(way: Way) -> str:
    """Give an example of how the position is written."""
    return {
        Way.DEPUTY: tr("People", "KT. Chairman, Vice-Chairman"),
        Way.ACTING: tr("People", "Acting Chairman"),
    }.get(way, tr("People", "Chairman"))
