"""Editors of one cell: a line, a choice, a text of several lines.

They never rewrite, complete or advance what is being typed: Unikey sends backspaces and inserts letters anew,
and an input method composes inside the box. They only report: `edited` after each change, `left` when the
keyboard goes elsewhere. What was typed is read once, when the cell is left.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from forms.answers import Address
from forms.letters import fold
from forms.pack import Choice, Field, Kind
from ui.entry.live import NUMBERS, Live

PAUSE_MS = 1000
LONGEST_MS = 10_000
_FOLDED = Qt.ItemDataRole.UserRole


class LineEditor(QLineEdit):
    """One line: a number, a date, a short text."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.textChanged.connect(self.edited)

    @property
    def answer(self) -> str:
        """What was typed."""
        return self.text()

    def load(self, text: str) -> None:
        """Show a value; only ever called while nobody types."""
        self.setText(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TextEditor(QPlainTextEdit):
    """A text of several lines; Tab moves on, Enter makes a new line."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.edited)

    @property
    def answer(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def load(self, text: str) -> None:
        """Show a value; only ever called while nobody types."""
        self.setPlainText(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceEditor(LineEditor):
    """A choice typed by its code or its label without diacritics; Alt+Down opens the whole list."""

    def __init__(
        self, choices: Sequence[Choice], words: Callable[[Any], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._labels = {choice.name: words(choice.label) for choice in choices}
        self._finder = _Finder(self._labels, self)
        self._finder.setWidget(self)
        self._finder.activated.connect(self._pick)
        self.textEdited.connect(self._search)

    @property
    def answer(self) -> str:
        """The typed text, or the one choice it can only mean, as its label."""
        typed = fold(self.text().strip())
        if not typed or typed in (fold(name) for name in self._labels):
            return self.text()
        meant = [label for label in self._labels.values() if typed in fold(label)]
        exact = [label for label in meant if fold(label) == typed]
        begins = [label for label in meant if fold(label).startswith(typed)]
        nearest = exact or begins or meant
        return nearest[0] if len(nearest) == 1 else self.text()

    def load(self, text: str) -> None:
        """Show the label of a code."""
        self.setText(self._labels.get(text, text))

    def open_list(self) -> None:
        """Show every choice."""
        self._finder.setCompletionPrefix("")
        self._finder.complete()

    @property
    def popup(self) -> QAbstractItemView:
        """The list below the box; it takes the keys while it is open."""
        return self._finder.popup()

    @property
    def list_open(self) -> bool:
        """Whether the list stands open below the box."""
        return self.popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
            return
        super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        if self.composing or not text.strip():
            self._finder.popup().hide()
            return
        self._finder.setCompletionPrefix(text)
        if self._finder.completionCount():
            self._finder.complete()
        else:
            self._finder.popup().hide()

    def _pick(self, label: str) -> None:
        self.setText(label)


class _Finder(QCompleter):
    """Finds a choice by any part of its code or label, without diacritics; never writes into the box."""

    def __init__(self, labels: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(_Choices(labels, self))
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(9)
        popup = QListView()
        popup.setObjectName("completions")
        self.setPopup(popup)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data())


class _Choices(QAbstractListModel):
    def __init__(self, labels: dict[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = [(label, fold(f"{name} {label}")) for name, label in labels.items()]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][0]
        return self._rows[index.row()][1] if role == _FOLDED else None


Editor = LineEditor | TextEditor


def make_editor(live: Live, address: Address, name: str, parent: QWidget | None = None) -> Editor:
    """Build the editor that a cell's kind wants, with its accessible `name`; the caller loads the text."""
    field = live.field(address)
    made: Editor
    if field.kind is Kind.CHOICE:
        made = ChoiceEditor(live.choices(address), live.place.words, parent)
    elif field.kind in (Kind.MEMO, Kind.FILES):
        made = TextEditor(parent)
    else:
        made = LineEditor(parent)
        if field.kind in NUMBERS:
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setAccessibleName(name)
    made.setAccessibleDescription(live.place.words(field.hint) if field.hint else "")
    return made


class DraftKeeper(QObject):
    """Keeps text still being typed: a second after the last key, at the latest ten after the first.

    It reads what stands committed in the box and never writes into it: an input method may go on composing.
    """

    def __init__(self, live: Live, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._editor: Editor | None = None
        self._address: Address | None = None
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        self.pause.timeout.connect(self.keep)
        self.longest = QTimer(self)
        self.longest.setSingleShot(True)
        self.longest.setInterval(LONGEST_MS)
        self.longest.timeout.connect(self.keep)

    def watch(self, editor: Editor, address: Address) -> None:
        """Watch the editor of a cell until `forget`."""
        self.forget()
        self._editor, self._address = editor, address
        editor.edited.connect(self._on_edited)

    def forget(self) -> None:
        """Watch nothing any more: the cell was saved or given up."""
        if self._editor is not None:
            self._editor.edited.disconnect(self._on_edited)
        self._editor = self._address = None
        self.pause.stop()
        self.longest.stop()

    def keep(self) -> None:
        """Keep the draft now."""
        self.pause.stop()
        self.longest.stop()
        if self._editor is not None and self._address is not None:
            self._live.keep_draft(self._address, self._editor.answer)

    def _on_edited(self) -> None:
        self.pause.start()
        if not self.longest.isActive():
            self.longest.start()


def is_number(field: Field) -> bool:
    """Whether a cell's text stands to the right."""
    return field.kind in NUMBERS


def leaves_line(event: QEvent) -> int:
    """How a key wants to leave a one-line editor: +1 on, -1 back, +2 down, -2 up, 0 stay."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return 0
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    moves = {
        Qt.Key.Key_Tab: -1 if back else 1,
        Qt.Key.Key_Backtab: -1,
        Qt.Key.Key_Return: -2 if back else 2,
        Qt.Key.Key_Enter: -2 if back else 2,
        Qt.Key.Key_Down: 2,
        Qt.Key.Key_Up: -2,
    }
    if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
        return 0
    return moves.get(Qt.Key(event.key()), 0)
