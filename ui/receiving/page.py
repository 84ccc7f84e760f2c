"""The receiving page: files in, each looked at first, taken in when the person says so; who has not sent."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.problems import Problem
from office.adding_up import senders
from office.case_state import Receipt
from office.in_place_told import in_place_units
from office.inbox import Inbox, Looked, look, take
from office.messages import sentence
from office.receiving import waiting
from office.recognising import recognise
from office.register_file import RegisterView, news_among
from office.sending import drives
from office.signing_keys import Unlock
from office.watching import looked_at
from ui.background import Answer, Progress, Work, at_own_desk
from ui.receiving.drop_field import DropField
from ui.receiving.inbox_card import OTHER_PACK, InboxCard, first_place
from ui.receiving.open_card import OpenCard
from ui.receiving.received_card import ReceivedCard
from ui.receiving.signer_card import Recognition, SignerCard
from ui.receiving.watch_line import WatchLine
from ui.widgets import Card, Notice, Page, ReadTable, bar, button, label, set_bar
from ui.words import tr
from ui.workplace import Workplace


class ReceivePage(Page):
    """What comes from the units below."""

    taken_in = Signal()
    courier_wanted = Signal()  # numbers of files, and receipts
    in_place_wanted = Signal(str)  # code of a unit whose figures are to be typed here
    pack_wanted = Signal()  # a file was made with a form pack that is not here
    register_wanted = Signal(object)  # Path: of a register of signers that came along
    _missing: tuple[str, ...] = ()  # codes of the units that have not sent

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Receive", "Receive"))
        self._place = place
        self._work: Work | None = None
        self._looked: Inbox | None = None
        self._paths: tuple[Path, ...] = ()  # handed in last
        self._registers: tuple[tuple[Path, RegisterView], ...] = ()
        self._add_numbers()
        self.drop = DropField()
        self.drop.dropped.connect(self.look)
        self.drop.files_wanted.connect(self._pick_files)
        self.drop.folder_wanted.connect(self._pick_folder)
        self.drop.drives_wanted.connect(self._search_drives)
        self.body.addWidget(self.drop)
        self._add_watch(place)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.register = Notice()
        self.look_button = button(tr("Receive", "Look at the register"))
        self.look_button.clicked.connect(self._want_register)
        self.register.buttons.addWidget(self.look_button)
        self.body.addWidget(self.register)
        self.body.addWidget(self._progress_row())
        self.open = OpenCard(place)
        self.open.opened.connect(self._open)
        self.body.addWidget(self.open)
        self.inbox = InboxCard(place.desk.language)
        self.inbox.take_wanted.connect(self.take)
        self.inbox.pack_wanted.connect(self._want_pack)
        self.inbox.away_wanted.connect(self._put_away)
        self.body.addWidget(self.inbox)
        self.signers = SignerCard(place)
        self.signers.recognise.connect(self._recognise)
        self.body.addWidget(self.signers)
        self.received = ReceivedCard(place)
        self.received.changed.connect(self.refresh)
        self.received.changed.connect(self.taken_in)
        self.body.addWidget(self._who(), 1)
        self.refresh()

    def _add_watch(self, place: Workplace) -> None:
        self.watch = WatchLine(place)
        self.watch.wanted.connect(self.look)
        self.body.addWidget(self.watch)
        self.body.addWidget(self.watch.notice)

    def _add_numbers(self) -> None:
        """Put the way to the numbers of files beside the title."""
        self.numbers = button(tr("Courier", "Numbers and receipts …"), kind="quiet")
        self.numbers.clicked.connect(self.courier_wanted)
        self.head.addWidget(self.numbers)

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

    def _who(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        missing = Card(tr("Receive", "Still missing"))
        self._count = label(role="muted")
        missing.body.addWidget(self._count)
        self.in_place = button(tr("Receive", "Type in its place …"))
        self.in_place.setToolTip(
            tr("Receive", "For a unit that cannot send: its stamped paper or its Excel form.")
        )
        self.in_place.clicked.connect(self._type_in_place)
        missing.body.addWidget(self.in_place)
        self.missing = ReadTable((tr("Receive", "Unit"),), (), tr("Receive", "Still missing"))
        self.missing.setMinimumHeight(190)
        self.missing.cellActivated.connect(lambda *_: self._type_in_place())
        missing.body.addWidget(self.missing)
        row.addWidget(self.received, 2)
        row.addWidget(missing, 1)
        return box

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        desk = self._place.desk
        self.signers.show_waiting(waiting(desk))
        lines = self.received.refresh()
        expected = senders(desk)
        taken = {one.unit for one in lines if one.verdict == "taken" and not one.route}
        missing = [unit for unit in expected if unit.code not in taken]
        self._missing = tuple(unit.code for unit in missing)
        self.missing.fill([(unit.name,) for unit in missing])
        typed = len(in_place_units(desk))
        self.in_place.setEnabled(bool(missing) or bool(typed))
        words = tr("Receive", "{n} of {all} units are in")
        told = [words.format(n=len(expected) - len(missing), all=len(expected))]
        if typed:
            told.append(tr("Receive", "{n} of them typed in their place").format(n=typed))
        self._count.setText(", ".join(told))
        self.watch.refresh()

    def _type_in_place(self) -> None:
        row = self.missing.currentRow()
        self.in_place_wanted.emit(self._missing[row] if 0 <= row < len(self._missing) else "")

    def first_focus(self) -> QWidget | None:
        return self.watch.look if self.watch.news else self.drop.files

    # --- what is handed in -------------------------------------------------------------------

    def _pick_files(self) -> None:
        kinds = tr("Receive", "Packages, letters, zips (*.xlsx *.p7m *.eml *.zip);;All files (*)")
        paths = self._place.ask.open_files(tr("Receive", "Choose files"), kinds)
        if paths:
            self.look(paths)

    def _pick_folder(self) -> None:
        folder = self._place.ask.folder(tr("Receive", "Choose a folder"))
        if folder is not None:
            self.look((folder,))

    def _search_drives(self) -> None:
        found = drives()
        if found:
            self.look(tuple(drive.path for drive in found))
        else:
            nothing = tr("Receive", "No USB drive was found: put one in and press again.")
            self.notice.tell("warning", nothing)

    def _open(self, unlock: Unlock) -> None:
        """Look once more at what came sealed, now with the key that opens it."""
        self.look(self._paths, unlock)

    def look(self, paths: Sequence[Path], unlock: Unlock | None = None) -> None:
        """Judge files in the background, take nothing in; `unlock` opens what came sealed."""
        chosen = self._paths = tuple(paths)
        self._put_away()
        self.register.clear()
        self._begin(
            at_own_desk(self._place.desk, lambda desk, progress: look(desk, chosen, progress, unlock=unlock)),
            self._on_looked,
        )

    def take(self) -> None:
        """Take in what was looked at, in the background: each file wholly or not at all."""
        inbox = self._looked
        if inbox is not None:
            self._begin(
                at_own_desk(self._place.desk, lambda desk, progress: take(desk, inbox, progress)),
                self._on_taken,
            )

    def _want_pack(self) -> None:
        """Keep what was made with another pack, so that it is judged again once that pack is loaded."""
        inbox = self._looked
        if inbox is None:
            return

        def kept(_: object) -> None:
            self._put_away()
            self.pack_wanted.emit()

        def of_other_pack(line: Looked) -> bool:
            return line.receipt.reason == OTHER_PACK

        self._begin(
            at_own_desk(self._place.desk, lambda desk, progress: take(desk, inbox, progress, of_other_pack)),
            kept,
        )

    def _put_away(self) -> None:
        """Put the list away: nothing of it is taken in."""
        if self._looked is not None:
            self._looked.close()
            self._looked = None
        self.inbox.hide()
        self.open.hide()
        self.notice.clear()

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
            done=self._on_taken,
            failed=lambda problem: self.signers.notice.tell("error", self._place.sentence(problem)),
        )

    # --- answers -----------------------------------------------------------------------------

    def _on_looked(self, inbox: Inbox) -> None:
        self._looked = inbox
        self.inbox.show_looked(inbox)
        looked_at(self._place.desk, self._paths)
        receipts = [line.receipt for line in inbox.lines]
        others = sentence("FOLDER_OTHERS", self._place.desk.language, count=inbox.others)
        self._tell(receipts, _summed_up(receipts, inbox.count) + (f" {others}" if inbox.others else ""))
        self.open.show_receipts(receipts)
        self._offer_register()
        self.watch.refresh()
        if not self.open.isHidden():
            QTimer.singleShot(0, self, self._show_open)
        elif self._registers and self._registers[0][1].signer.recognised:
            self.look_button.setFocus()
        else:
            first_place(self.inbox).setFocus()

    def _on_taken(self, receipts: Sequence[Receipt]) -> None:
        self._put_away()
        self.inbox.show_receipts(receipts)
        taken = sum(one.verdict == "taken" for one in receipts)
        refused = sum(one.verdict == "refused" for one in receipts)
        waits = sum(one.verdict == "waiting-signer" for one in receipts)
        words = tr("Receive", "{taken} taken in, {waits} wait for their signer, {refused} refused")
        self._tell(receipts, words.format(taken=taken, waits=waits, refused=refused))
        self.refresh()
        self.taken_in.emit()
        if not self.signers.isHidden():
            self.signers.how.setFocus()
            QTimer.singleShot(0, self, self._show_signers)  # once the new parts have their places
        else:
            self.inbox.list.setFocus()

    def _tell(self, receipts: Sequence[Receipt], told: str) -> None:
        """Say how many of the files are what, in one line."""
        refused = any(one.verdict == "refused" for one in receipts)
        waits = any(one.verdict.startswith("waiting") for one in receipts)
        unsure = sum(one.provisional for one in receipts)
        if unsure:
            more = tr("Receive", "{n} are provisional: errors are still open or forms are to follow")
            told = f"{told.rstrip('.')}. {more.format(n=unsure)}."
        closed = sum(one.verdict == "sealed" for one in receipts)
        if closed:
            more = tr("Receive", "{n} are encrypted and not opened yet")
            told = f"{told.rstrip('.')}. {more.format(n=closed)}."
        self.notice.tell("error" if refused or unsure else "warning" if waits or closed else "good", told)

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

    # --- long work ---------------------------------------------------------------------------

    def _begin(self, work: Callable[[Progress], Answer], done: Callable[[Answer], object]) -> None:
        self._progress.show()
        self.drop.setEnabled(False)
        self.inbox.setEnabled(False)

        def finished(answer: Answer) -> None:
            self.inbox.setEnabled(True)  # before the keyboard goes there
            done(answer)

        self._work = self._place.runner.run(
            work, done=finished, failed=self._on_failed, progress=self._on_progress, ended=self._on_ended
        )

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def _on_progress(self, done: int, total: int, what: str) -> None:
        set_bar(self._bar, done, total)
        self._bar_text.setText(f"{done}/{total} {what}")

    def _on_ended(self) -> None:
        self._work = None
        self._progress.hide()
        self.drop.setEnabled(True)
        self.inbox.setEnabled(True)
        self.refresh()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()


def _summed_up(receipts: Sequence[Receipt], count: int) -> str:
    """Say of how many files what would become; what is none is not told."""
    here = sum(one.verdict in ("already-here", "superseded") for one in receipts)
    refused = sum(one.verdict == "refused" for one in receipts)
    parts = [tr("Receive", "{n} can be taken in").format(n=count)]
    if here:
        parts.append(tr("Receive", "{n} are here already").format(n=here))
    if refused:
        parts.append(tr("Receive", "{n} are refused").format(n=refused))
    words = tr("Receive", "{n} files looked at: {what}. Nothing is taken in yet.")
    return words.format(n=len(receipts), what=", ".join(parts))
