"""An answer from the office above: picked, looked at, and taken in when its signer counts."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from forms.problems import Problem
from office.answer_order import remarks
from office.answers_above import Taken, files_in, is_closed, look, opened_with, take_in
from office.confidential import OpeningKey, opening_keys
from office.downward import SUFFIX, AnswerKind, AnswerView
from office.roles import Doing, may
from ui.background import at_own_desk
from ui.signer_words import SignerWords
from ui.widgets import Card, Notice, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class AnswerCard(Card):
    """Hidden until a file is chosen; `taken` tells what was taken in."""

    taken = Signal(object)  # Taken

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Answer", "An answer from the office above"))
        self._place = place
        self._data = b""
        self._waiting: list[tuple[str, bytes]] = []
        self._keys: tuple[OpeningKey, ...] = ()
        self.view: AnswerView | None = None
        self.told = label(wrap=True)
        self.body.addWidget(self.told)
        self.signer = SignerWords()
        self.signer.changed.connect(self._wake)
        self.signer.entered.connect(self.take)
        self.body.addWidget(self.signer)
        self.body.addWidget(self._opening())
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.yes = button(tr("Answer", "Take it in"), kind="main")
        self.yes.clicked.connect(self.take)
        self.no = button(tr("Answer", "Close"))
        self.no.clicked.connect(self.close_card)
        row = QHBoxLayout()
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def _opening(self) -> QWidget:
        """What opens an answer that came sealed."""
        self.opening = QWidget()
        row = QHBoxLayout(self.opening)
        row.setContentsMargins(0, 0, 0, 0)
        self.key = Picker(tr("Answer", "Key that opens it"))
        self.key.setMinimumContentsLength(24)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(tr("Answer", "Passphrase or PIN"))
        self.secret.setPlaceholderText(tr("Answer", "Passphrase or PIN"))
        self.secret.textChanged.connect(lambda _: self._wake())
        self.secret.returnPressed.connect(self.open_sealed)
        self.open_button = button(tr("Answer", "Open"))
        self.open_button.clicked.connect(self.open_sealed)
        for part in (self.key, self.secret, self.open_button):
            row.addWidget(part)
        row.addStretch(1)
        return self.opening

    def ask_file(self) -> None:
        """Let the person pick the file: the answer itself, the letter or archive it came in."""
        title = tr("Answer", "An answer from the office above")
        kinds = tr("Answer", "Answers and letters (*{ending} *{ending}.p7m *.eml *.zip)")
        paths = self._place.ask.open_files(title, kinds.format(ending=SUFFIX))
        if paths:
            self.open_file(paths[0])

    def open_file(self, path: Path) -> None:
        """Look at what a file holds; of several answers the first that is news here."""
        self.notice.clear()
        self.show()
        try:
            self._waiting = list(files_in(path))
        except Problem as problem:
            self._refuse(problem)
            return
        self._next()

    def _next(self) -> None:
        """Show the next answer that is for this office; with none left, why the last one is not."""
        last: Problem | None = None
        while self._waiting:
            name, data = self._waiting.pop(0)
            if is_closed(data):
                self._ask_key(data)
                return
            try:
                self._show(look(self._place.desk, data, name), data)
            except Problem as problem:
                last = problem
            else:
                return
        if last is not None:
            self._refuse(last)

    def _show(self, view: AnswerView, data: bytes) -> None:
        self.view, self._data = view, data
        answer = view.answer
        words = {
            AnswerKind.RECEIPTS: tr("Answer", "Receipts no. {n} of {unit}, made {when}."),
            AnswerKind.RETURN: tr("Answer", "Your package with questions: no. {n} of {unit}, made {when}."),
        }[answer.kind]
        self.told.setText(words.format(n=answer.number, unit=view.issuer_name, when=moment(answer.made)))
        self.signer.show_signer(view.signer, view.issuer_name)
        self.signer.show()
        self.opening.hide()
        if view.here:
            self.notice.tell("note", tr("Answer", "This very file was taken in already."))
        elif odd := remarks(self._place.desk, answer):
            self.notice.tell("warning", " ".join(self._place.sentence(one) for one in odd))
        self._wake()
        target = self.yes if self.yes.isEnabled() else self.no if view.here else self.signer.how
        target.setFocus()

    def _ask_key(self, data: bytes) -> None:
        self.view, self._data = None, data
        self._keys = opening_keys(self._place.desk)
        self.key.clear()
        for one in self._keys:
            self.key.addItem(one.name)
        self.told.setText(tr("Answer", "This answer came sealed to your office. Open it with your key."))
        self.signer.hide()
        self.opening.show()
        self._wake()
        self.secret.setFocus()

    def open_sealed(self) -> None:
        """Open what came sealed with the key chosen."""
        number = self.key.currentIndex()
        if not self.open_button.isEnabled() or not 0 <= number < len(self._keys):
            return
        unlock, data = self._keys[number].unlocked_by(self.secret.text()), self._data
        self.secret.clear()
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: opened_with(desk, unlock, data)),
            done=self._on_opened,
            failed=self._refuse,
        )

    def _on_opened(self, data: bytes) -> None:
        self._waiting.insert(0, ("", data))
        self._next()

    def take(self) -> None:
        """Take the answer in."""
        if not self.yes.isEnabled():
            return
        data, how = self._data, self.signer.how.text().strip()
        self.yes.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: take_in(desk, data, how=how)),
            done=self._on_taken,
            failed=self._refuse,
        )

    def _on_taken(self, found: Taken) -> None:
        self.close_card()
        self.taken.emit(found)

    def close_card(self) -> None:
        """Forget the file."""
        self.view, self._data, self._waiting = None, b"", []
        self.secret.clear()
        self.notice.clear()
        self.hide()

    def _refuse(self, problem: Problem) -> None:
        if self.view is None and self.opening.isHidden():
            self.told.clear()
            self.signer.hide()
        self.notice.tell("error", self._place.sentence(problem))
        self._wake()
        self.no.setFocus()

    def _wake(self) -> None:
        view = self.view
        self.yes.setVisible(view is not None)
        allowed = may(self._place.desk, Doing.PREPARE)
        self.yes.setEnabled(view is not None and not view.here and self.signer.ready and allowed)
        self.open_button.setEnabled(bool(self.secret.text()) and bool(self._keys))


def taken_words(found: Taken) -> str:
    """Say what an answer brought."""
    if found.kind is AnswerKind.RETURN:
        words = tr("Answer", "{unit} sent the package back with {n} questions: they stand on the home page.")
    elif found.count:
        words = tr("Answer", "{unit} confirms {n} of your packages with its signature.")
    else:
        words = tr("Answer", "The receipts of {unit} name none of your packages yet: call and ask.")
    told = words.format(unit=found.issuer_name, n=found.count)
    if not found.unknown:
        return told
    more = tr(
        "Answer",
        "But it has packages {numbers} of your unit that this PC did not send: another PC sends too, or an "
        "older copy was brought back here. Call the office above before you send anything.",
    )
    return f"{told} {more.format(numbers=', '.join(str(one) for one in found.unknown))}"
