"""The step between the two signatures: what waits, and how the approver signs it, here or on another PC."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office import approval
from office.approval import Waiting
from office.approval_roles import Signatures
from office.approver import BeforeApprover
from office.desk import Desk
from ui.ask import Line
from ui.background import Progress, at_own_desk
from ui.sending.approval_view import ApprovalView
from ui.sending.sign_step import SignStep
from ui.widgets import Card, Notice, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, moment


class ApproveStep(QWidget):
    """Shows the package that waits for its approver. `waits` is None while none does."""

    changed = Signal()
    approved = Signal()  # both signatures are there
    taken_back = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.waits: Waiting | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._card = QWidget()
        self._told = QVBoxLayout(self._card)
        self._told.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        self.notice = Notice()
        outer.addWidget(self.notice)
        outer.addWidget(self._ways())
        self.view = ApprovalView()
        self.view.hide()
        outer.addWidget(self.view)
        self.sign = SignStep(place)
        self.sign.hide()
        self.sign.changed.connect(self._wake)
        self.sign.entered.connect(self.approve)
        outer.addWidget(self.sign)
        outer.addWidget(self._sign_row())

    def _ways(self) -> QWidget:
        self._box = QWidget()
        grid = QGridLayout(self._box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        here = Card(tr("Approve", "The approver signs on this PC"))
        words = tr("Approve", "Shows one page to read, then signs with the approver's own key or token.")
        here.body.addWidget(label(words, role="muted", wrap=True))
        self.here = button(tr("Approve", "Read and approve here"), kind="main")
        self.here.clicked.connect(self.read_here)
        here.body.addStretch(1)
        here.body.addLayout(_row(self.here))
        there = Card(tr("Approve", "The approver signs on another PC"))
        words = tr(
            "Approve",
            "Write one file and carry it there. On that PC open Phiếu Xã and choose “Are you the approver?”: "
            "no office needs to be set up. Then take the signed file back in here.",
        )
        there.body.addWidget(label(words, role="muted", wrap=True))
        self.carry = button(tr("Approve", "Write the file …"))
        self.carry.clicked.connect(self.carry_out)
        self.bring = button(tr("Approve", "Take the signed file in …"))
        self.bring.clicked.connect(self.bring_back)
        there.body.addStretch(1)
        there.body.addLayout(_row(self.carry, self.bring))
        grid.addWidget(here, 0, 0)
        grid.addWidget(there, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.free = button(tr("Approve", "Take it back and change figures …"), kind="quiet")
        self.free.clicked.connect(self.take_back)
        grid.addLayout(_row(self.free), 1, 0, 1, 2)
        if approval.signatures(self._place.desk) is Signatures.PAPER:
            words = tr(
                "Approve",
                "Paper will do as well: take it back, print it, have it signed and stamped, then enter its "
                "number, date and scan.",
            )
            grid.addWidget(label(words, role="muted", wrap=True), 2, 0, 1, 2)
        return self._box

    def _sign_row(self) -> QWidget:
        self._signing = QWidget()
        row = QHBoxLayout(self._signing)
        row.setContentsMargins(0, 0, 0, 0)
        self.leave = button(tr("Approve", "Not now"))
        self.leave.clicked.connect(self._leave)
        self.go = button(tr("Approve", "Approve and sign"), kind="main")
        self.go.clicked.connect(self.approve)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.go)
        self._signing.hide()
        return self._signing

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look what waits."""
        self.waits = approval.waiting(self._place.desk)
        clear(self._told)
        self._leave()
        if self.waits is not None:
            self._told.addWidget(_waiting_card(self.waits))
        waits = self.waits is not None and not self.waits.approved
        for made in (self.here, self.carry, self.bring):
            made.setEnabled(waits)
        self.changed.emit()

    @property
    def is_reading(self) -> bool:
        """Whether the approver has the page open."""
        return not self.view.isHidden()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when this step opens."""
        return self.here if self.here.isEnabled() else self.free

    def _leave(self) -> None:
        for part in (self.view, self.sign, self._signing):
            part.hide()
        self._box.show()
        self._card.show()
        self.notice.clear()

    def _wake(self) -> None:
        self.go.setEnabled(self.sign.ready)

    # --- doing -------------------------------------------------------------------------------

    def read_here(self) -> None:
        """Show the one page to the approver on this PC."""
        self._run(lambda desk, _: approval.page(desk), self._on_page)

    def _on_page(self, seen: BeforeApprover) -> None:
        self.view.show_page(seen)
        self.sign.refresh()
        self.sign.suggest(seen.page.approver, seen.page.approver_position)
        self._box.hide()
        self._card.hide()  # the page says the same
        for part in (self.view, self.sign, self._signing):
            part.show()
        self._wake()
        self.view.first_focus().setFocus()

    def approve(self) -> None:
        """Put the second signature on."""
        unlock = self.sign.unlock
        if unlock is not None and self.go.isEnabled():
            self.go.setEnabled(False)
            self._run(lambda desk, _: approval.approve(desk, unlock), self._on_approved, self._wake)

    def carry_out(self) -> None:
        """Write the file for the approver's PC."""
        folder = self._place.ask.folder(tr("Approve", "Where shall the file for the approver be written?"))
        if folder is not None:
            self._run(lambda desk, _: approval.carry_out(desk, folder), self._on_carried)

    def _on_carried(self, path: Path) -> None:
        words = tr("Approve", "Written and read back: {file}. Carry it to the approver's PC.")
        self.notice.tell("good", words.format(file=path))
        self.bring.setFocus()

    def bring_back(self) -> None:
        """Take the signed file back in."""
        kinds = tr("Approve", "Approved packages (*.xlsx *.zip)")
        files = self._place.ask.open_files(tr("Approve", "Choose the file that the approver signed"), kinds)
        if files:
            self._run(lambda desk, _: approval.bring_back(desk, files[0]), self._on_approved)

    def _on_approved(self, _: Waiting) -> None:
        self.sign.forget()
        self.refresh()
        self.approved.emit()

    def take_back(self) -> None:
        """Let the answers be changed again; asks why."""
        words = tr(
            "Approve",
            "The figures can be changed again. The package is not sent, and a copy printed with this figures "
            "code is void. Both people sign anew later.",
        )
        said = self._place.ask.fill(
            tr("Approve", "Take the package back"),
            words,
            (Line("why", tr("Approve", "Why")),),
            tr("Approve", "Take it back"),
        )
        if said:
            self._run(lambda desk, _: approval.take_back(desk, said["why"]), self._on_taken_back)

    def _on_taken_back(self, _: object) -> None:
        self.refresh()
        self.taken_back.emit()

    def _run(
        self,
        work: Callable[[Desk, Progress], object],
        done: Callable[..., object],
        ended: Callable[[], object] | None = None,
    ) -> None:
        self.notice.clear()
        self._place.runner.run(
            at_own_desk(self._place.desk, work), done=done, failed=self._on_failed, ended=ended
        )

    def _on_failed(self, problem: Problem) -> None:
        self.sign.refused()
        self.notice.tell("error", self._place.sentence(problem))


def _waiting_card(waits: Waiting) -> Card:
    title = (
        tr("Approve", "Both signatures are there: the package can be sent")
        if waits.approved
        else tr("Approve", "The package waits for its approver")
    )
    card = Card(title)
    row = QHBoxLayout()
    said = tr(
        "Approve",
        "{preparer} signed on {when}. {approver} is to approve it. Until it is sent or taken back, nobody "
        "can change the figures.",
    )
    words = said.format(preparer=waits.preparer, approver=waits.approver, when=moment(waits.asked))
    row.addWidget(label(words, wrap=True), 1)
    row.addWidget(label(waits.figures_code, role="code"))
    card.body.addLayout(row)
    return card


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
