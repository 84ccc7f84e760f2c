"""A watched folder: one line that tells what is new in it; it is looked at when the person asks for it."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.problems import Problem
from office.watching import news, watch, watched
from ui.background import at_own_desk
from ui.widgets import Elided, Notice, button
from ui.words import tr
from ui.workplace import Workplace

_SETTLED_MS = 1500  # a file that is being copied changes again and again


class WatchNews(Notice):
    """Elsewhere in the window: how many files are new in the watched folder; hidden while there are none."""

    wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        look = button(tr("Receive", "Go there"))
        look.clicked.connect(self.wanted)
        self.buttons.addWidget(look)

    def refresh(self) -> None:
        """Look what is new, in the background: the folder may be on a slow disk."""
        if watched(self._place.desk) is None:
            self.clear()
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: news(desk)), done=self._show, failed=self._failed
        )

    def _show(self, found: tuple[Path, ...]) -> None:
        folder = watched(self._place.desk)
        words = tr("Receive", "{n} new files in the watched folder {folder}. They are not taken in yet.")
        self.tell("note", words.format(n=len(found), folder=folder.name) if found and folder else "")

    def _failed(self, problem: Problem) -> None:
        self.tell("warning", self._place.sentence(problem))


class WatchLine(QWidget):
    """Says which folder is watched and how many files are new there; `wanted` brings them to be looked at."""

    wanted = Signal(object)  # tuple[Path, ...]

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.news: tuple[Path, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = Elided(role="muted")
        self.look = button("")
        self.look.clicked.connect(lambda: self.wanted.emit(self.news))
        self.choose = button("", kind="quiet")
        self.choose.clicked.connect(self._choose)
        self.end = button(tr("Receive", "Watch no more"), kind="quiet")
        self.end.clicked.connect(lambda: self._watch(None))
        row.addWidget(self.words, 1)
        for made in (self.look, self.choose, self.end):
            row.addWidget(made)
        self.notice = Notice()
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED_MS)
        self._soon.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())
        self._show(())

    def refresh(self) -> None:
        """Look once more what is new, in the background: the folder may be on a slow disk."""
        if watched(self._place.desk) is None:
            self._show(())
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: news(desk)), done=self._show, failed=self._on_failed
        )

    def _show(self, found: tuple[Path, ...]) -> None:
        folder = watched(self._place.desk)
        self.news = found
        if folder is None:
            self.words.setText(tr("Receive", "A folder where packages arrive can be watched."))
        else:
            words = tr("Receive", "Watched folder: {folder} · new files: {n}")
            self.words.setText(words.format(folder=str(folder), n=len(found)))
        self.look.setText(tr("Receive", "Look at {n} new files").format(n=len(found)))
        self.look.setVisible(bool(found))
        self.choose.setText(
            tr("Receive", "Watch a folder …") if folder is None else tr("Receive", "Another folder …")
        )
        self.end.setVisible(folder is not None)
        self._follow(folder)

    def _follow(self, folder: Path | None) -> None:
        """Let the system tell when something changes there; a folder that is not there is asked for later."""
        wanted = {str(folder)} if folder is not None and folder.is_dir() else set()
        there = set(self._watcher.directories())
        if there - wanted:
            self._watcher.removePaths(sorted(there - wanted))
        if wanted - there:
            self._watcher.addPaths(sorted(wanted - there))

    def _choose(self) -> None:
        folder = self._place.ask.folder(tr("Receive", "Watch a folder …"))
        if folder is not None:
            self._watch(folder)

    def _watch(self, folder: Path | None) -> None:
        try:
            watch(self._place.desk, folder)
        except Problem as problem:
            self._on_failed(problem)
        else:
            self.notice.clear()
            self.refresh()
        self.choose.setFocus()

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
