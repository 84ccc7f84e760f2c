"""The approver's page: open the file that was carried here, read it, sign it, write the file that goes back.

It needs no office: the first start shows it, and so does the send page of any office.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.problems import Problem
from office.approver import BeforeApprover, HandedBack, approve_elsewhere, look, make_approver_key
from office.clock import Clock
from office.messages import sentence
from office.packs import ShelvedPack
from ui.ask import Ask
from ui.background import Runner
from ui.sending.approval_view import ApprovalView
from ui.sending.approver_key import ApproverKey
from ui.widgets import Card, Notice, Page, button, copyable, label
from ui.words import tr


class ApproverPage(Page):
    """What an approver does on a PC that holds none of the office's data."""

    left = Signal()

    def __init__(
        self,
        ask: Ask,
        runner: Runner,
        clock: Clock,
        packs: Callable[[], tuple[ShelvedPack, ...]],
        language: str,
    ) -> None:
        super().__init__(tr("Approve", "Approve a package"))
        self._ask = ask
        self._runner = runner
        self._clock = clock
        self._packs = packs
        self._language = language
        self._seen: BeforeApprover | None = None
        self.start = self._start_card()
        self.body.addWidget(self.start)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.view = ApprovalView()
        self.body.addWidget(self.view)
        self.key = ApproverKey(ask, runner, self._sentence, clock.now)
        self.key.changed.connect(self._wake)
        self.key.entered.connect(self.approve)
        self.key.wanted.connect(self._make_key)
        self.body.addWidget(self.key)
        self.done = Card(tr("Approve", "Approved"))
        self.done.hide()
        self.body.addWidget(self.done)
        self.back = button(tr("Approve", "Close"))
        self.back.clicked.connect(self.left)
        self.go = button(tr("Approve", "Approve and write the file …"), kind="main")
        self.go.clicked.connect(self.approve)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._show(None)

    def _start_card(self) -> Card:
        card = Card(tr("Approve", "Open the file that the preparer gave you"))
        words = tr(
            "Approve",
            "Its name ends in _trinh-ky.zip. You read one page, sign with your own key, and give the new "
            "file back to the preparer, who sends it.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.choose = button(tr("Approve", "Choose the file …"), kind="main")
        self.choose.clicked.connect(self.open)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def first_focus(self) -> QWidget | None:
        return self.choose

    def _show(self, seen: BeforeApprover | None) -> None:
        self._seen = seen
        for part in (self.view, self.key, self.go):
            part.setVisible(seen is not None)
        self.start.setVisible(seen is None)
        self._wake()

    def _wake(self) -> None:
        self.go.setEnabled(self._seen is not None and self.key.unlock is not None)

    def _sentence(self, problem: Problem) -> str:
        return f"{problem.code} · {sentence(problem, self._language)}"

    # --- doing -------------------------------------------------------------------------------

    def open(self) -> None:
        """Let the person choose the file, and show it."""
        kinds = tr("Approve", "Packages to approve (*.zip *.xlsx)")
        files = self._ask.open_files(tr("Approve", "Choose the file to approve"), kinds)
        if files:
            self.read(files[0])

    def read(self, path: Path) -> None:
        """Read a file in the background and show its page."""
        self.notice.tell("note", tr("Approve", "Reading the package …"))
        packs, clock, language = self._packs, self._clock, self._language
        self._runner.run(
            lambda _: look(path, packs(), clock.now(), language),
            done=self.show_package,
            failed=self._on_failed,
        )

    def show_package(self, seen: BeforeApprover) -> None:
        """Show a package that was read."""
        self.notice.clear()
        self.done.hide()
        self.view.show_page(seen)
        self._show(seen)
        self.view.first_focus().setFocus()

    def _make_key(self, passphrase: str, folder: Path) -> None:
        seen, clock = self._seen, self._clock
        if seen is not None:
            self._runner.run(
                lambda _: make_approver_key(seen, passphrase, folder, clock.now()),
                done=lambda path: self._on_made(path, passphrase),
                failed=self._on_failed,
            )

    def _on_made(self, path: Path, passphrase: str) -> None:
        self.key.offer_file(path)
        self.key.secret.setText(passphrase)
        self.key.notice.tell("good", tr("Send", "The key was made: {file}").format(file=path.name))
        self.go.setFocus()

    def approve(self) -> None:
        """Sign, and write the file that goes back into a folder that the person chooses."""
        seen, unlock, clock = self._seen, self.key.unlock, self._clock
        if seen is None or unlock is None or not self.go.isEnabled():
            return
        folder = self._ask.folder(tr("Approve", "Where shall the approved file be written?"))
        if folder is None:
            return
        self.go.setEnabled(False)
        self.notice.tell("note", tr("Approve", "Signing …"))
        self._runner.run(
            lambda _: approve_elsewhere(seen, unlock, clock.now(), folder),
            done=self._on_approved,
            failed=self._on_refused,
            ended=self._wake,
        )

    def _on_approved(self, made: HandedBack) -> None:
        self.key.forget()
        self._show(None)
        self.start.hide()
        self.notice.tell("good", tr("Approve", "Signed, written and read back. Nothing in it was changed."))
        body = self.done.body
        while body.count() > 1:  # below the title
            item = body.takeAt(1)
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        body.addWidget(copyable(str(made.path)))
        carry = tr("Approve", "Give this file back to the preparer: only then is the package sent.")
        body.addWidget(label(carry, wrap=True))
        body.addWidget(label(tr("Send", "Words of your signature"), role="muted"))
        body.addWidget(label(" ".join(made.words), role="heading", wrap=True))
        read = tr("Approve", "The office above may call you once: read these words to it.")
        body.addWidget(label(read, role="muted", wrap=True))
        self.done.show()
        self.back.setFocus()

    def _on_refused(self, problem: Problem) -> None:
        self.key.refused()
        self._on_failed(problem)

    def _on_failed(self, problem: Problem) -> None:
        self._wake()
        self.notice.tell("error", self._sentence(problem))
