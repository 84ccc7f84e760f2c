"""The section "updates" of the settings: the version in use, taking an update, going back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from forms.problems import Problem
from office.copies import Why, make
from office.installed import Installed
from office.messages import sentence
from office.sending import drives
from office.update_file import SUFFIX, Update
from office.updating import (
    FoundUpdate,
    Taken,
    back,
    can_go_back,
    can_update,
    find_updates,
    look,
    person_of,
    take,
)
from office.version import VERSION
from ui.background import at_own_desk
from ui.facts import facts
from ui.widgets import Card, Notice, button, clear, column_in, label, set_bar
from ui.words import tr
from ui.workplace import Workplace

MEGABYTE = 1_000_000


class Section(QWidget):
    """The program's own version, and the signed file that brings a newer one."""

    start_wanted = Signal()  # close the program and start what `current` names

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._path: Path | None = None
        self._taken: Taken | None = None
        column = column_in(self)
        self.notice = Notice()
        self.start = button(tr("Updates", "Close and start it now"), kind="main")
        self.start.clicked.connect(self.start_wanted)
        self.start.hide()
        self.notice.buttons.addWidget(self.start)
        column.addWidget(self.notice)
        column.addWidget(self._new_card())
        column.addWidget(self._here_card())
        column.addStretch(1)

    def _here_card(self) -> Card:
        card = Card(tr("Updates", "Version of the program"))
        words = tr(
            "Updates",
            "A newer version comes as one signed file, on a stick or by mail. The data are copied first; the "
            "version of now stays, to go back to.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self._facts = QVBoxLayout()
        card.body.addLayout(self._facts)
        self._why_not = label(role="muted", wrap=True)
        card.body.addWidget(self._why_not)
        self.choose = button(tr("Updates", "Take an update from a file …"), kind="main")
        self.choose.clicked.connect(self._pick)
        self.seek = button(tr("Updates", "Look on the sticks"))
        self.seek.clicked.connect(self._seek)
        self.back = button("", kind="quiet")
        self.back.clicked.connect(self._back)
        row = QHBoxLayout()
        for one in (self.choose, self.seek, self.back):
            row.addWidget(one)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _new_card(self) -> Card:
        self._new = card = Card()
        self._title = label(role="heading", wrap=True)
        card.body.addWidget(self._title)
        self._said = QVBoxLayout()
        card.body.addLayout(self._said)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        card.body.addWidget(self.bar)
        self.take = button(tr("Updates", "Copy the data and take it"), kind="main")
        self.take.clicked.connect(self._take)
        self.leave = button(tr("Updates", "Not now"))
        self.leave.clicked.connect(self.put_away)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch(1)
        card.body.addLayout(row)
        card.hide()
        return card

    # --- what is here --------------------------------------------------------------------------

    @property
    def _installed(self) -> Installed | None:
        """The installed program, where it takes updates."""
        here = self._place.installed
        return here if can_update(here) else None

    def refresh(self) -> None:
        """Read anew which version starts."""
        here = self._installed
        there = self._place.installed
        rows = [(tr("Updates", "Version in use"), f"Phiếu Xã {there.running if there else VERSION}")]
        older = ""
        if here is not None:
            current = here.current()
            if current.version != here.running:
                rows.append((tr("Updates", "From the next start on"), f"Phiếu Xã {current.version}"))
            older = can_go_back(here)
            if older:
                rows.append((tr("Updates", "Kept to go back to"), f"Phiếu Xã {older}"))
        clear(self._facts)
        self._facts.addLayout(facts(tuple(rows)))
        code = "UPDATE_NOT_INSTALLED" if there is None else "UPDATE_NO_PUBLISHER"
        self._why_not.setText(sentence(code, self._place.desk.language))
        self._why_not.setVisible(here is None)
        self.choose.setEnabled(here is not None)
        self.seek.setEnabled(here is not None)
        self.back.setText(tr("Updates", "Go back to version {version} …").format(version=older))
        self.back.setVisible(bool(older))

    # --- looking at one --------------------------------------------------------------------------

    def _pick(self) -> None:
        kinds = f"{tr('Updates', 'Update of the program')} (*{SUFFIX})"
        files = self._place.ask.open_files(tr("Updates", "Choose an update"), kinds)
        if files:
            self.offer(files[0])

    def offer(self, path: Path) -> None:
        """Read an update in the background and show it; nothing is taken by that."""
        here = self._installed
        if here is None:
            return
        self._tell("note", tr("Updates", "Reading and checking the update …"))
        now = self._place.desk.clock.now()
        self._place.runner.run(
            lambda _: look(path, here, now),
            done=lambda update: self._show(path, update),
            failed=self._on_failed,
        )

    def _seek(self) -> None:
        here = self._installed
        if here is None:
            return
        self._tell("note", tr("Updates", "Looking on the sticks …"))
        now = self._place.desk.clock.now()
        self._place.runner.run(
            lambda _: find_updates([drive.path for drive in drives()], here, now),
            done=self._on_sought,
            failed=self._on_failed,
        )

    def _on_sought(self, found: FoundUpdate | None) -> None:
        if found is None:
            self._tell("note", tr("Updates", "No stick holds a newer version for this program."))
        else:
            self.offer(found.path)

    def _show(self, path: Path, update: Update) -> None:
        self._path = path
        self.notice.clear()
        self._title.setText(tr("Updates", "Version {version}").format(version=update.version))
        clear(self._said)
        notes = self._place.words(update.notes) if update.notes else tr("Updates", "not said")
        size = tr("Updates", "{count} files, {size} MB").format(
            count=len(update.files), size=max(1, update.size // MEGABYTE)
        )
        self._said.addLayout(
            facts(
                (
                    (tr("Updates", "What is new"), notes),
                    (tr("Updates", "Signed by"), person_of(update)),
                    (tr("Updates", "Holds"), size),
                    (tr("Updates", "File"), str(path)),
                )
            )
        )
        self.bar.hide()
        self._new.show()
        self.take.setFocus()

    def put_away(self) -> None:
        """Leave the update where it is."""
        self._path = None
        self._new.hide()
        self.choose.setFocus()

    # --- taking it, going back ---------------------------------------------------------------------

    def _take(self) -> None:
        here, path = self._installed, self._path
        if here is None or path is None:
            return
        self._wake(on=False)
        set_bar(self.bar, 0, 1)
        self.bar.show()
        self._tell("note", tr("Updates", "Copying the data, then unpacking and trying the new version …"))
        now = self._place.desk.clock.now()
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, progress: take(path, here, now, lambda: make(desk, Why.UPDATE), progress),
            ),
            done=self._on_taken,
            failed=self._on_failed,
            progress=lambda done, total, _: set_bar(self.bar, done, total),
            ended=lambda: self._wake(on=True),
        )

    def _on_taken(self, taken: Taken) -> None:
        self.put_away()
        self.refresh()
        told = tr("Updates", "Version {version} is in; it starts when the program is opened next.")
        self._tell("good", told.format(version=taken.version), start=True)

    def _back(self) -> None:
        here = self._installed
        older = can_go_back(here) if here else ""
        question = tr("Updates", "Let version {version} start again? The data stay as they are.")
        yes = tr("Updates", "Go back")
        title = tr("Updates", "The version before")
        if here is None or not self._place.ask.confirm(title, question.format(version=older), yes):
            return
        self._wake(on=False)
        self._tell("note", tr("Updates", "Trying version {version} …").format(version=older))
        self._place.runner.run(
            lambda _: back(here),
            done=self._on_back,
            failed=self._on_failed,
            ended=lambda: self._wake(on=True),
        )

    def _on_back(self, older: str) -> None:
        self.refresh()
        told = tr("Updates", "Version {version} starts when the program is opened next.")
        self._tell("good", told.format(version=older), start=True)

    def _on_failed(self, problem: Problem) -> None:
        self.bar.hide()
        self.refresh()
        self._tell("error", self._place.sentence(problem))

    def _tell(self, tone: str, text: str, *, start: bool = False) -> None:
        self.start.setVisible(start)
        self.notice.tell(tone, text)
        if start:
            self.start.setFocus()

    def _wake(self, *, on: bool) -> None:
        for one in (self.take, self.leave, self.choose, self.seek, self.back):
            one.setEnabled(on)
