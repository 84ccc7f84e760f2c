"""The way out of the house: a folder for e-mail, iOffice and Zalo, the covering text, the office's mail."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QWidget

from forms.problems import Problem
from office.carrying_out import Outgoing, prepare
from office.desk import Desk
from office.mailing import (
    LetterView,
    MailAccount,
    Posted,
    account,
    forget_account,
    is_due,
    outbox,
    post,
    send_waiting,
    set_account,
    try_now,
)
from office.practice import PACKAGES
from office.practice_mark import is_practice
from office.sending import SentView, sent
from ui.ask import Line
from ui.background import Progress, at_own_desk
from ui.widgets import Card, Notice, button, label
from ui.words import tr
from ui.workplace import Workplace, moment, time_of

EVERY = 60_000  # milliseconds between two looks whether a letter is due
_OWN = "Phieu Xa gui di"  # in Documents, in letters that every program of the office shows


class CarryCard(Card):
    """What can be done with one sent package; it stays until another is shown."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Send", "By e-mail, iOffice or Zalo"))
        self._place = place
        self._digest = ""
        self._made: Outgoing | None = None
        self.name = label(role="muted", wrap=True)
        self.body.addWidget(self.name)
        self.body.addLayout(self._folder_row())
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addLayout(self._mail_row())
        self.state = label(role="muted", wrap=True)
        self.body.addWidget(self.state)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.send_due)
        self._timer.start()
        self.hide()

    def _folder_row(self) -> QHBoxLayout:
        self.folder_button = button(tr("Send", "Open the folder to send from"))
        self.folder_button.clicked.connect(self.open_folder)
        self.zip_box = QCheckBox(tr("Send", "with a .zip copy, where .xlsx is refused"))
        self.copy_button = button(tr("Send", "Copy the covering text again"))
        self.copy_button.clicked.connect(self.copy_text)
        self.letter_button = button(tr("Send", "Open the finished letter"))
        self.letter_button.clicked.connect(self.open_letter)
        return _row(self.folder_button, self.zip_box, self.copy_button, self.letter_button)

    def _mail_row(self) -> QHBoxLayout:
        self.mail_button = button(tr("Send", "Send with the office's own mail"))
        self.mail_button.clicked.connect(self.mail)
        self.now_button = button(tr("Send", "Try now"))
        self.now_button.clicked.connect(self.try_now)
        self.settings_button = button(tr("Send", "Mail settings …"))
        self.settings_button.clicked.connect(self.ask_account)
        self.forget_button = button(tr("Send", "Forget the mail account …"))
        self.forget_button.clicked.connect(self.forget)
        return _row(self.mail_button, self.now_button, self.settings_button, self.forget_button)

    def show_sent(self, view: SentView) -> None:
        """Turn to a sent package."""
        if view.digest != self._digest:
            self._made = None
            self.notice.clear()
        self._digest = view.digest
        self.name.setText(tr("Send", "{file} · sending no. {n}").format(file=view.name, n=view.revision))
        self.refresh()
        self.show()

    def show_waiting(self) -> None:
        """Show the package of which a letter still waits or was stopped: nobody else would tell."""
        names = {one.name for one in outbox(self._place.desk) if one.state != "sent"}
        found = next((view for view in sent(self._place.desk) if view.name in names), None) if names else None
        if found is not None:
            self.show_sent(found)

    def refresh(self) -> None:
        """Show what is ready and how the letters stand."""
        ready = self._made is not None
        self.copy_button.setVisible(ready)
        self.letter_button.setVisible(ready)
        desk = self._place.desk
        own = account(desk)
        letters = outbox(desk)
        self.mail_button.setVisible(own is not None)
        self.forget_button.setVisible(own is not None)
        self.now_button.setVisible(any(one.state != "sent" for one in letters))
        self.state.setText(self._told(letters, own))

    def _told(self, letters: tuple[LetterView, ...], own: MailAccount | None) -> str:
        if own is None:
            return tr("Send", "An office with a mail server can send from here too: press Mail settings.")
        told = [tr("Send", "Mail goes from {own} to {to}.").format(own=own.address, to=own.to)]
        for one in letters[:4]:
            which = f"{one.name} ({one.number}/{one.letters})" if one.letters > 1 else one.name
            if one.state == "sent":
                words = tr("Send", "{file}: handed to the mail server {when}.")
                told.append(words.format(file=which, when=moment(one.ended)))
                continue
            words = (
                tr("Send", "{file}: waits, next try at {when}.")
                if one.state == "waiting"
                else tr("Send", "{file}: stopped.")
            )
            why = self._place.sentence(one.reason) if one.reason else ""
            told.append(f"{words.format(file=which, when=time_of(one.next_try)[:5])} {why}".strip())
        return "\n".join(told)

    # --- the folder --------------------------------------------------------------------------

    def open_folder(self) -> None:
        """Write the folder, put the covering text on the clipboard, and open the folder."""
        digest, zipped, folder = self._digest, self.zip_box.isChecked(), outgoing_folder(self._place)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: prepare(desk, digest, folder, zipped=zipped)),
            done=self._on_ready,
            failed=self._on_failed,
        )

    def _on_ready(self, made: Outgoing) -> None:
        self._made = made
        self.refresh()
        QApplication.clipboard().setText(made.text)
        opened = self._place.ask.show_file(made.folder)
        words = (
            tr(
                "Send",
                "The folder is open: attach all {n} files except .eml, and paste the covering text (Ctrl+V). "
                "{folder}",
            )
            if opened
            else tr("Send", "The files are ready, attach them from {folder}; the text is on the clipboard.")
        )
        count = len(made.files) + (made.archive is not None)
        self.notice.tell("good", words.format(n=count, folder=made.folder))
        self.copy_button.setFocus()

    def copy_text(self) -> None:
        """Put the covering text on the clipboard once more."""
        if self._made is not None:
            QApplication.clipboard().setText(self._made.text)
            self.notice.tell("good", tr("Send", "The covering text is on the clipboard: Ctrl+V pastes it."))

    def open_letter(self) -> None:
        """Open the finished letters in the mail program of this PC."""
        for letter in self._made.letters if self._made else ():
            if not self._place.ask.show_file(letter):
                words = tr("Send", "This PC has no mail program for {file}: attach the files by hand.")
                self.notice.tell("warning", words.format(file=letter.name))
                return

    # --- the office's own mail ---------------------------------------------------------------

    def mail(self) -> None:
        """Put the letters in line and try them at once."""
        digest = self._digest
        self._run_mail(lambda desk: post(desk, digest))

    def try_now(self) -> None:
        """Try everything that waits or was stopped."""
        self._run_mail(try_now)

    def send_due(self) -> None:
        """Try what is due, while the window stands open: the network may be back."""
        standing = self.window().isVisible() and not self._place.runner.busy
        if standing and is_due(self._place.desk):
            self._run_mail(lambda _: None)

    def _run_mail(self, first: Callable[[Desk], object]) -> None:
        self.mail_button.setEnabled(False)
        self.now_button.setEnabled(False)

        def work(desk: Desk, _: Progress) -> Posted:
            first(desk)
            return send_waiting(desk)

        self._place.runner.run(
            at_own_desk(self._place.desk, work),
            done=self._on_posted,
            failed=self._on_failed,
            ended=self._on_tried,
        )

    def _on_tried(self) -> None:
        self.mail_button.setEnabled(True)
        self.now_button.setEnabled(True)
        self.refresh()

    def _on_posted(self, posted: Posted) -> None:
        if posted.reason is not None:
            tone = "warning" if posted.waiting and not posted.stopped else "error"
            self.notice.tell(tone, self._place.sentence(posted.reason))
        else:
            self.notice.tell("good", tr("Send", "The mail server has taken the letter."))

    def ask_account(self) -> None:
        """Ask for the mail account, as whoever looks after the office's mail wrote it down."""
        own = account(self._place.desk)
        answers = self._place.ask.fill(
            tr("Send", "Mail settings"),
            tr(
                "Send",
                "Ask whoever looks after your office's mail for these lines. The password is kept encrypted "
                "on this PC; the line to the server is always encrypted.",
            ),
            (
                Line("to", tr("Send", "Address of the office above"), own.to if own else ""),
                Line("address", tr("Send", "Address of your office"), own.address if own else ""),
                Line("server", tr("Send", "Mail server"), own.server if own else ""),
                Line("port", tr("Send", "Port"), str(own.port if own else 587)),
                Line("login", tr("Send", "Login name"), own.login if own else "", required=False),
                Line("password", tr("Send", "Password"), "", required=False, secret=True,
                     hint=tr("Send", "leave blank to keep the one that is known") if own else ""),
            ),
            tr("Send", "Keep"),
        )  # fmt: skip
        if answers is None:
            return
        port = int(answers["port"]) if answers["port"].isdigit() else 0
        kept = own.password if own and not answers["password"] else answers["password"]
        made = MailAccount(answers["server"], answers["address"], answers["to"], answers["login"], kept, port)
        try:
            set_account(self._place.desk, made)
        except Problem as problem:
            self._on_failed(problem)
        else:
            self.notice.tell("good", tr("Send", "The mail settings are kept."))
            self.refresh()
            self.mail_button.setFocus()

    def forget(self) -> None:
        """Forget the account and what waits."""
        words = tr("Send", "Forget the account with its password? Letters that still wait are dropped.")
        if self._place.ask.confirm(tr("Send", "Mail settings"), words, tr("Send", "Forget")):
            forget_account(self._place.desk)
            self.notice.clear()
            self.refresh()
            self.settings_button.setFocus()

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


def outgoing_folder(place: Workplace) -> Path:
    """Where folders for e-mail and Zalo are made: among the person's documents; of practice in its own."""
    if is_practice(place.desk.campaign_id):
        return place.desk.home / PACKAGES
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or place.desk.home) / _OWN


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
