"""Typing into real widgets as a keyboard, Unikey and an input method do it.

`qtbot.keyClicks` aborts the process at letters beyond Latin-1: letters travel as key events with their text.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from forms.letters import fold
from ui.ask import Check, Line

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def target() -> QWidget:
    """Give the widget that has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    return focus


def press(*keys: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press keys one after another where the keyboard stands."""
    for key in keys:
        QTest.keyClick(target(), key, modifiers)


def send_letter(letter: str) -> None:
    """Send one letter as a key event with its text, as Windows and X do for letters of any script."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target(), QKeyEvent(kind, 0, NO_KEY, text=letter))


def write(text: str) -> None:
    """Type a text letter by letter."""
    for letter in text:
        if letter == "\n":
            press(Key.Key_Return)
        else:
            send_letter(letter)


def unikey(text: str) -> None:
    """Type as Unikey does: the bare letter first, then a backspace and the letter with its marks."""
    for letter in text:
        bare = fold(letter) or letter
        bare = bare.upper() if letter.isupper() else bare
        send_letter(bare)
        if bare != letter:
            press(Key.Key_Backspace)
            send_letter(letter)


def compose(text: str) -> None:
    """Type through an input method: the word is composed below the cursor, then committed as a whole."""
    for end in range(1, len(text) + 1):
        QApplication.sendEvent(target(), QInputMethodEvent(text[:end], []))
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(target(), done)


class PreparedAsk:
    """Answers every question as the test prepared it, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.yes = True
        self.filled: dict[str, str] | None = {}
        self.files: tuple[Path, ...] = ()
        self.chosen_folder: Path | None = None
        self.saved_as: Path | None = None
        self.tables: list[Sequence[Sequence[str]]] = []
        self.shown: list[Path] = []
        self.shows = True
        self.printed: Path | None = None  # the file that stands for a printer's paper
        self.checks: tuple[Check, ...] = ()
        self.ticks: Callable[[Sequence[Check]], frozenset[int] | None] = lambda lines: frozenset(
            number for number, line in enumerate(lines) if line.ticked
        )

    def confirm(self, title: str, question: str, yes: str) -> bool:
        self.asked.append(question)
        return self.yes

    def fill(self, title: str, explanation: str, lines: Sequence[Line], yes: str) -> dict[str, str] | None:
        self.asked.append(title)
        return self.filled

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        self.asked.append(title)
        return self.files

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.chosen_folder

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return self.saved_as

    def show_table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.asked.append(title)
        self.tables.append(rows)

    def tick(
        self, title: str, text: str, heads: Sequence[str], lines: Sequence[Check], yes: str
    ) -> frozenset[int] | None:
        self.asked.append(title)
        self.checks = tuple(lines)
        return self.ticks(self.checks)

    def show_file(self, path: Path) -> bool:
        self.shown.append(path)
        return self.shows

    def printer(self, title: str, pages: int) -> QPrinter | None:
        self.asked.append(title)
        if self.printed is None:
            return None
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.printed))
        made.setFullPage(True)
        return made
