"""The receiving page: files in, a verdict on each, who has sent and who has not."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from forms.problems import Problem
from office.adding_up import senders
from office.answer import Answer
from office.case_state import Receipt
from office.kept_copies import copy_out
from office.receiving import ReceivedView, receive_copied, received, waiting
from office.recognising import recognise
from office.register_file import RegisterView, news_among
from office.sending import drives
from office.signing_keys import Unlock
from ui import theme
from ui.background import Work, at_own_desk
from ui.icons import sign
from ui.receiving.answer_view import AnswerView
from ui.receiving.open_card import OpenCard
from ui.receiving.paper_check import PaperCheck
from ui.receiving.signer_card import Recognition, SignerCard
from ui.widgets import Card, Notice, Page, ReadTable, bar, button, label, set_bar, set_look
from ui.words import tr
from ui.workplace import Workplace, moment

TONES = {
    "taken": "good",
    "waiting-signer": "warning",
    "already-here": "note",
    "superseded": "note",
    "refused": "error",
    "sealed": "warning",
}
_COLOURS = {"good": theme.GOOD, "warning": theme.WARNING, "note": theme.NOTE, "error": theme.ERROR}


def verdict_text(verdict: str, *, provisional: bool = False, unsure: bool = False) -> str:
    """A verdict in words; `unsure`: whether the signature was revoked is not known."""
    if unsure and not provisional and verdict == "taken":
        return tr("Receive", "Taken in, revocation unknown")
    if provisional and verdict == "taken":
        return tr("Receive", "Provisional")
    return {
        "taken": tr("Receive", "Taken in"),
        "waiting-signer": tr("Receive", "Signer not recognised"),
        "already-here": tr("Receive", "Already here"),
        "superseded": tr("Receive", "Older than ours"),
        "refused": tr("Receive", "Refused"),
        "sealed": tr("Receive", "Encrypted, not opened"),
    }.get(verdict, verdict)


class DropField(QFrame):
    """Where files are dropped or picked with buttons; where packages come in, drives are searched too."""

    dropped = Signal(object)  # tuple[Path, ...]
    files_wanted = Signal()
    folder_wanted = Signal()
    drives_wanted = Signal()

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.files = button(tr("Receive", "Choose files …"), kind="main")
        self.files.clicked.connect(self.files_wanted)
        self.folder = button(tr("Receive", "Choose a folder …"))
        self.folder.clicked.connect(self.folder_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        self.drives = button(tr("Receive", "Search the USB drives"))
        self.drives.clicked.connect(self.drives_wanted)
        if words:
            self.drives.hide()
        packages = tr(
            "Receive", "Drop packages, letters (.eml) or .zip here, or choose them. They stay there."
        )
        words = words or packages
        self.words = label(words, role="muted", wrap=True)
        row.addWidget(self.words, 1)
        row.addWidget(self.files)
        row.addWidget(self.drives)
        row.addWidget(self.folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            set_look(self, "active", "yes")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self, "active", "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self, "active", "")
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        if paths:
            self.dropped.emit(paths)


class ReceivePage(Page):
    """What comes from the units below."""

    taken_in = Signal()
    register_wanted = Signal(object)  # Path: of a register of signers that came along

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Receive", "Receive"))
        self._place = place
        self._work: Work | None = None
        self._receipts: tuple[Receipt, ...] = ()
        self._paths: tuple[Path, ...] = ()  # handed in last
        self._here: tuple[ReceivedView, ...] = ()
        self.drop = DropField()
        self.drop.dropped.connect(self.receive)
        self.drop.files_wanted.connect(self._pick_files)
        self.drop.folder_wanted.connect(self._pick_folder)
        self.drop.drives_wanted.connect(self._search_drives)
        self.body.addWidget(self.drop)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.register = Notice()
        self.look_button = button(tr("Receive", "Look at the register"))
        self.look_button.clicked.connect(self._want_register)
        self.register.buttons.addWidget(self.look_button)
        self._registers: tuple[tuple[Path, RegisterView], ...] = ()
        self.body.addWidget(self.register)
        self.body.addWidget(self._progress_row())
        self.open = OpenCard(place)
        self.open.opened.connect(self._open)
        self.body.addWidget(self.open)
        self.body.addWidget(self._verdicts())
        self.signers = SignerCard(place)
        self.signers.recognise.connect(self._recognise)
        self.body.addWidget(self.signers)
        self.body.addWidget(self._who(), 1)
        self.refresh()

    def _progress_row(self) -> QWidget:
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        self._bar = bar(0, 1)
        self._bar_text = label(role="muted")
        stop = button(tr("Receive", "Stop"))
        stop.clicked.connect(self._stop)
        row.addWidget(self._bar, 1)
        row.addWidget(self._bar_text)
        row.addWidget(stop)
        self._progress.hide()
        return self._progress

    def _verdicts(self) -> Card:
        self._card = Card(tr("Receive", "Verdict on each file"))
        heads = (
            tr("Receive", "Verdict"),
            tr("Receive", "Unit"),
            tr("Receive", "No."),
            tr("Receive", "What was found"),
        )
        self.list = ReadTable(heads, (214, 170, 40), tr("Receive", "Verdict on each file"))
        self.list.currentCellChanged.connect(self._on_receipt)
        self._card.body.addWidget(self.list)
        self.detail = label(wrap=True, role="muted")
        self._card.body.addWidget(self.detail)
        self.answer = AnswerView()
        self._card.body.addWidget(self.answer)
        self._card.hide()
        return self._card

    def _who(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        here = Card(tr("Receive", "Received so far"))
        heads = (
            tr("Receive", "Received"),
            tr("Receive", "Unit"),
            tr("Receive", "No."),
            tr("Receive", "Verdict"),
        )
        self.received = ReadTable(heads, (148, 165, 40), tr("Receive", "Received so far"))
        self.received.setMinimumHeight(220)
        here.body.addWidget(self.received)
        self.copy = button(tr("Receive", "Save the file …"), kind="quiet")
        self.copy.setToolTip(
            tr("Receive", "Writes the package as it was received; it is noted that you did.")
        )
        self.copy.clicked.connect(self._copy_out)
        line = QHBoxLayout()
        line.addWidget(self.copy)
        line.addStretch(1)
        here.body.addLayout(line)
        self.paper = PaperCheck(self._place)
        self.received.currentCellChanged.connect(lambda row, *_: self._show_paper(row))
        here.body.addWidget(self.paper)
        self.kept_answer = AnswerView()
        here.body.addWidget(self.kept_answer)
        missing = Card(tr("Receive", "Still missing"))
        self._count = label(role="muted")
        missing.body.addWidget(self._count)
        self.missing = ReadTable((tr("Receive", "Unit"),), (), tr("Receive", "Still missing"))
        self.missing.setMinimumHeight(190)
        missing.body.addWidget(self.missing)
        row.addWidget(here, 2)
        row.addWidget(missing, 1)
        return box

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        desk = self._place.desk
        self.signers.show_waiting(waiting(desk))
        lines = self._here = received(desk)
        self.received.fill(
            [
                (
                    moment(one.received_at),
                    _whose(one),
                    str(one.revision or ""),
                    verdict_text(one.verdict, provisional=one.provisional, unsure=one.unsure),
                )
                for one in lines
            ]
        )
        for row, one in enumerate(lines):
            _explain(self.received, row, one)
            _colour(self.received, row, 3, one.verdict, provisional=one.provisional, unsure=one.unsure)
        expected = senders(desk)
        taken = {one.unit for one in lines if one.verdict == "taken" and not one.route}
        missing = [unit for unit in expected if unit.code not in taken]
        self.missing.fill([(unit.name,) for unit in missing])
        words = tr("Receive", "{n} of {all} units are in")
        self._count.setText(words.format(n=len(expected) - len(missing), all=len(expected)))
        self._show_paper(max(self.received.currentRow(), 0))

    def first_focus(self) -> QWidget | None:
        return self.drop.files

    def _show_paper(self, row: int) -> None:
        """Show what is known of the package the keyboard stands on, and ask for the code on its paper."""
        one = self._here[row] if 0 <= row < len(self._here) else None
        self.copy.setEnabled(one is not None)
        self.paper.show_package(one)
        self.kept_answer.show_answer(one.answer if one else Answer(), self._place.desk.language)

    def _show_receipts(self, receipts: Sequence[Receipt]) -> None:
        self._receipts = tuple(receipts)
        self._card.setVisible(bool(receipts))
        self.list.fill(
            [
                (
                    verdict_text(one.verdict, provisional=one.provisional, unsure=one.unsure),
                    one.unit_name or one.file,
                    str(one.revision or ""),
                    one.sentence,
                )
                for one in receipts
            ]
        )
        self.list.fit(1, 8)
        for row, one in enumerate(receipts):
            _colour(self.list, row, 0, one.verdict, provisional=one.provisional, unsure=one.unsure)
        if receipts:
            self.list.selectRow(0)
            self._on_receipt(0)

    def _on_receipt(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._receipts):
            one = self._receipts[row]
            parts = [one.file, f"{one.reason}: {one.sentence}" if one.reason else one.sentence, *one.details]
            self.detail.setText("\n".join(parts))
            self.answer.show_answer(one.answer, self._place.desk.language)

    # --- doing -------------------------------------------------------------------------------

    def _pick_files(self) -> None:
        kinds = tr("Receive", "Packages, letters, zips (*.xlsx *.p7m *.eml *.zip);;All files (*)")
        paths = self._place.ask.open_files(tr("Receive", "Choose files"), kinds)
        if paths:
            self.receive(paths)

    def _pick_folder(self) -> None:
        folder = self._place.ask.folder(tr("Receive", "Choose a folder"))
        if folder is not None:
            self.receive((folder,))

    def _search_drives(self) -> None:
        found = drives()
        if found:
            self.receive(tuple(drive.path for drive in found))
        else:
            nothing = tr("Receive", "No USB drive was found: put one in and press again.")
            self.notice.tell("warning", nothing)

    def _copy_out(self) -> None:
        """Write the package the keyboard stands on into a folder, to be read outside the program."""
        row = self.received.currentRow()
        one = self._here[row] if 0 <= row < len(self._here) else None
        folder = self._place.ask.folder(tr("Receive", "Choose a folder")) if one is not None else None
        if one is None or folder is None:
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: copy_out(desk, one.digest, folder)),
            done=lambda path: self.notice.tell(
                "good", tr("Receive", "Written: {file}").format(file=str(path))
            ),
            failed=self._on_failed,
        )

    def _open(self, unlock: Unlock) -> None:
        """Judge once more what came sealed, now with the key that opens it."""
        self.receive(self._paths, unlock)

    def receive(self, paths: Sequence[Path], unlock: Unlock | None = None) -> None:
        """Judge files in the background and show the verdicts; `unlock` opens what came sealed."""
        self._paths = tuple(paths)
        self.notice.clear()
        self.register.clear()
        self._progress.show()
        self.drop.setEnabled(False)
        self._work = self._place.runner.run(
            at_own_desk(
                self._place.desk, lambda desk, progress: receive_copied(desk, paths, progress, unlock=unlock)
            ),
            done=self._on_received,
            failed=self._on_failed,
            progress=self._on_progress,
            ended=self._on_ended,
        )

    def _recognise(self, said: Recognition) -> None:
        self.signers.notice.clear()
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: recognise(
                    desk,
                    said.signer.certificate,
                    unit=said.signer.unit,
                    person=said.person,
                    position=said.position,
                    how=said.how,
                    capacity=said.capacity,
                    until=said.until,
                    instead=said.instead,
                ),
            ),
            done=self._on_received,
            failed=lambda problem: self.signers.notice.tell("error", self._place.sentence(problem)),
        )

    def _on_received(self, receipts: Sequence[Receipt]) -> None:
        self._show_receipts(receipts)
        taken = sum(one.verdict == "taken" for one in receipts)
        refused = sum(one.verdict == "refused" for one in receipts)
        waits = sum(one.verdict == "waiting-signer" for one in receipts)
        words = tr("Receive", "{taken} taken in, {waits} wait for their signer, {refused} refused")
        told = words.format(taken=taken, waits=waits, refused=refused)
        unsure = sum(one.provisional for one in receipts)
        if unsure:
            more = tr("Receive", "{n} are provisional: errors are still open or forms are to follow")
            told = f"{told}. {more.format(n=unsure)}."
        closed = sum(one.verdict == "sealed" for one in receipts)
        if closed:
            told = f"{told}. {tr('Receive', '{n} are encrypted and not opened yet').format(n=closed)}."
        tone = "error" if refused or unsure else "warning" if waits or closed else "good"
        self.notice.tell(tone, told)
        self.refresh()
        self.taken_in.emit()
        self.open.show_receipts(receipts)
        self._offer_register()
        if self.open.isVisible():
            QTimer.singleShot(0, self, self._show_open)
        elif self._registers and self._registers[0][1].signer.recognised:
            self.look_button.setFocus()
        elif self.signers.isVisible():
            self.signers.how.setFocus()
            QTimer.singleShot(0, self, self._show_signers)  # once the new parts have their places
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_register(self) -> None:
        """Tell of a register of signers that came along; it is looked at on the page of signers."""
        self._registers = news_among(self._place.desk, self._paths)
        if not self._registers:
            self.register.clear()
            return
        _, view = self._registers[0]
        words = tr(
            "Receive",
            "A register of signers of {unit} came along, with {n} changes. Look at it: a signer it names "
            "needs no telephone call.",
        )
        if not view.signer.recognised:
            words = tr(
                "Receive",
                "A register of signers of {unit} came along, with {n} changes. Who signed it is not "
                "recognised yet: compare the words first.",
            )
        self.register.tell("note", words.format(unit=view.issuer_name, n=len(view.proposals)))

    def _want_register(self) -> None:
        if self._registers:
            self.register.clear()
            self.register_wanted.emit(self._registers[0][0])

    def _show_open(self) -> None:
        self.bring_into_view(self.open)

    def _show_signers(self) -> None:
        self.bring_into_view(self.signers)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def _on_progress(self, done: int, total: int, what: str) -> None:
        set_bar(self._bar, done, total)
        self._bar_text.setText(f"{done}/{total} {what}")

    def _on_ended(self) -> None:
        self._work = None
        self._progress.hide()
        self.drop.setEnabled(True)
        self.refresh()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()


def _whose(one: ReceivedView) -> str:
    """Name the unit, and what its package carries where that is not the report."""
    return " · ".join(part for part in (one.unit_name or one.file, one.route_number) if part)


def _explain(table: ReadTable, row: int, one: ReceivedView) -> None:
    """Say in full, under the pointer, what a package carries beside the report."""
    item = table.item(row, 1)
    if item is not None and one.route:
        item.setToolTip(f"{one.unit_name} · {one.route}")


def _colour(
    table: ReadTable, row: int, column: int, verdict: str, *, provisional: bool = False, unsure: bool = False
) -> None:
    item = table.item(row, column)
    tone = "error" if provisional else "warning" if unsure else TONES.get(verdict, "note")
    if item is not None:
        item.setForeground(QColor(_COLOURS[tone]))
        item.setIcon(sign(tone, 16))
