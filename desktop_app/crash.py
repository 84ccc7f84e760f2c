"""The crash window: an error of ours is logged and shown with what to copy; nothing typed is lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop_app import log
from forms.problems import Problem
from office.contact import with_contact
from office.messages import sentence

MAY_NOT = ("OFFICE_IN_USE", "ROLE_MAY_NOT")
"""Refusals that any step may meet which no page had foreseen: told as what they are, no failure of ours."""


class Crashes(QObject):
    """Hears every error that nobody caught, on any thread, and shows one window at a time."""

    heard = Signal(str)
    refused = Signal(object)  # Problem

    def __init__(
        self,
        show: Callable[[str], object],
        parent: QObject | None = None,
        refuse: Callable[[Problem], object] | None = None,
    ) -> None:
        """Hand every error's text to `show`, on the window's thread; to `refuse` what a person may not do."""
        super().__init__(parent)
        self._show = show
        self._refuse = refuse
        self.refused.connect(self._on_refused, Qt.ConnectionType.QueuedConnection)
        self._showing = False
        self.heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Take over Python's two hooks."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def _from_main(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.tell(error)

    def _from_thread(self, hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            self.tell(hooked.exc_value)

    def tell(self, error: BaseException) -> None:
        """Log an error and show it."""
        log.write(error)
        if isinstance(error, Problem) and error.code in MAY_NOT and self._refuse is not None:
            self.refused.emit(error)
        else:
            self.heard.emit(log.told(error))

    def _on_refused(self, problem: Problem) -> None:
        if self._refuse is not None:
            self._refuse(problem)

    def _on_heard(self, text: str) -> None:
        if self._showing:
            return  # one window is enough; the log has every error
        self._showing = True
        try:
            self._show(text)
        finally:
            self._showing = False


def crash_box(parent: QWidget | None, text: str, language: str, who: str) -> tuple[QMessageBox, QPushButton]:
    """Build the window that says that the program failed, and its button for a report."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Phiếu Xã")
    box.setText(with_contact(sentence("CRASHED", language), who, language))
    box.setInformativeText(text)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.addButton(QMessageBox.StandardButton.Close)
    report = box.addButton(sentence("FAULT_BUTTON", language), QMessageBox.ButtonRole.ActionRole)
    return box, report


def crash_window(
    parent: QWidget | None, text: str, language: str, who: str, report: Callable[[str], object]
) -> None:
    """Show that the program failed: saved cells are safe, here is whom to call and what to send."""
    box, wanted = crash_box(parent, text, language, who)
    box.exec()
    if box.clickedButton() is wanted:
        report(text)


def refusal_window(parent: QWidget | None, text: str) -> None:
    """Show why the office cannot be opened."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Phiếu Xã", text, QMessageBox.StandardButton.Ok, parent)
    box.exec()
