"""Steps 4 and 5: where to, and the proof that what was written is what was meant."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from office.carrying_out import own_folder
from office.own_folders import outgoing_folder
from office.practice import PACKAGES
from office.practice_mark import is_practice
from office.sending import SentView, drives
from ui.widgets import Card, Notice, as_wide_as_it_is, button, clear, copyable, label
from ui.words import tr
from ui.workplace import Workplace, moment


class PlaceStep(QWidget):
    """A removable drive or a folder."""

    changed = Signal()
    chosen = Signal()  # a folder was picked: the next thing is to sign

    def __init__(self, place: Workplace, *, mail: bool = False) -> None:
        """`mail`: a package may go by e-mail too, from a folder that opens after signing."""
        super().__init__()
        self._place = place
        self._mail = mail
        self.may_mail = True  # what others must not read goes by stick where it cannot be sealed
        self._folders: list[Path] = []
        self._by_mail = -1  # number of the choice
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self.changed.emit())
        self._list = QVBoxLayout()
        card = Card(tr("Send", "Where shall the package be written?"))
        card.body.addLayout(self._list)
        row = QHBoxLayout()
        self.choose_button = button(tr("Send", "Choose a folder …"))
        self.choose_button.clicked.connect(self.choose)
        row.addWidget(self.choose_button)
        row.addStretch(1)
        card.body.addLayout(row)
        words = tr(
            "Send",
            "The file is written under another name first, read back and compared; only then does it get "
            "its name.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)

    def refresh(self) -> None:
        """Look for removable drives anew."""
        kept = None if self.by_mail and not self.may_mail else self.folder
        clear(self._list)
        self._folders = []
        for drive in drives():
            free = tr("Send", "{n} MB free").format(n=drive.free // 1_000_000)
            self._offer(drive.path, f"{drive.label} · {drive.path} · {free}")
        ours = outgoing_folder(self._place.desk)
        if ours is not None and ours not in self._folders:
            kept = kept or (ours if not self._folders else None)
            self._offer(ours, tr("Send", "Our folder for packages: {folder}").format(folder=ours))
        own = self._place.desk.home / PACKAGES
        self._by_mail = -1
        if is_practice(self._place.desk.campaign_id) and own not in self._folders:
            self._offer(own, tr("Send", "Folder of practice: {folder}").format(folder=own))
            kept = kept or own
        if not self._folders:  # told before the way by mail is offered
            nothing = tr("Send", "No USB drive was found. Put one in and come back, or choose a folder.")
            self._list.addWidget(label(nothing, role="muted", wrap=True))
        if self._mail and self.may_mail and not is_practice(self._place.desk.campaign_id):
            self._by_mail = len(self._folders)
            words = tr("Send", "By e-mail, iOffice or Zalo: a folder opens after signing, to attach from")
            self._offer(own_folder(self._place.desk), words)
        if kept is not None and kept not in self._folders:
            self._offer(kept, str(kept))
        if kept in self._folders:
            self._press(self._folders.index(kept))
        self.changed.emit()

    def _offer(self, folder: Path, text: str) -> None:
        choice = QRadioButton(text)
        before: QWidget | None = self.choose_button.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()  # Qt takes no order from a label
        self._group.addButton(choice, len(self._folders))
        self._folders.append(folder)
        self._list.addWidget(choice)
        if before is not None:  # what is made later would be met after everything else
            QWidget.setTabOrder(before, choice)

    def _press(self, number: int) -> None:
        pressed = self._group.button(number)
        if pressed is not None:
            pressed.setChecked(True)

    def choose(self) -> None:
        """Let the person pick a folder."""
        folder = self._place.ask.folder(tr("Send", "Choose a folder"))
        if folder is None:
            return
        if folder not in self._folders:
            self._offer(folder, str(folder))
        self._press(self._folders.index(folder))
        self.changed.emit()
        self.chosen.emit()

    @property
    def folder(self) -> Path | None:
        """The chosen folder."""
        number = self._group.checkedId()
        return self._folders[number] if 0 <= number < len(self._folders) else None

    @property
    def by_mail(self) -> bool:
        """Whether the package goes out by e-mail or an app: the folder is to be opened then."""
        return 0 <= self._by_mail == self._group.checkedId()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when this step opens."""
        return self._group.buttons()[0] if self._by_mail and self._folders else self.choose_button


class ResultStep(QWidget):
    """The package as it was sent: what to tell by telephone, what to compare on paper."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)

    def show_sent(self, sent: SentView) -> None:
        """Show what was written."""
        clear(self._inside)
        done = Notice()
        read_back = tr("Send", "The package was written, read back and compared: it is whole.")
        on_drive = next((drive for drive in drives() if sent.path.is_relative_to(drive.path)), None)
        if on_drive is not None:
            safe = tr("Send", "All of it is on the drive: {drive} may be taken out.")
            read_back = f"{read_back} {safe.format(drive=on_drive.label)}"
        self._inside.addWidget(done)  # first: told without a parent it would be a window of its own
        done.tell("good", read_back)
        card = Card(tr("Send", "What was sent"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        rows = [
            (tr("Send", "File"), copyable(sent.name)),
            (tr("Send", "Figures code"), as_wide_as_it_is(label(sent.figures_code, role="code"))),
            (tr("Send", "Digest"), copyable(" ".join((sent.digest[:8], sent.digest[8:16], "…")))),
            (tr("Send", "Sending no."), label(str(sent.revision))),
            (tr("Send", "When"), label(moment(sent.when))),
        ]
        if sent.path.is_absolute():  # a package sent earlier knows its name, not where it was written to
            rows.insert(1, (tr("Send", "Folder"), copyable(str(sent.path.parent))))
        if sent.companion is not None:
            rows.insert(1, (tr("Send", "Attachments"), copyable(sent.companion.name)))
        for number, (what, shown) in enumerate(rows):
            grid.addWidget(label(what, role="muted"), number, 0)
            grid.addWidget(shown, number, 1)
        card.body.addLayout(grid)
        self._inside.addWidget(card)
        words = Card(tr("Send", "Words of your signature"))
        told = label(" ".join(sent.fingerprint_words), role="heading", wrap=True)
        told.setAccessibleName(tr("Send", "Words of your signature"))
        words.body.addWidget(told)
        if sent.second_words:
            second = label(" ".join(sent.second_words), role="heading", wrap=True)
            second.setAccessibleName(tr("Approve", "Words of the approver's signature"))
            words.body.addWidget(label(second.accessibleName(), role="muted"))
            words.body.addWidget(second)
        read = tr(
            "Send", "When you send for the first time, the office above calls you: read these words to it."
        )
        words.body.addWidget(label(read, role="muted", wrap=True))
        self._inside.addWidget(words)
        self._inside.addStretch(1)
