"""Editors of one cell: a line, a choice, a text of several lines.

They never rewrite, complete or advance what is being typed: Unikey sends backspaces and inserts letters anew,
and an input method composes inside the box. They only report: `edited` after each change, `left` when the
keyboard goes elsewhere. What was typed is read once, when the cell is left.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from forms.answers import Address
from forms.letters import fold, tone_free
from forms.pack import Choice, Field, Kind, Words
from ui.entry.live import NUMBERS, Live
from ui.entry.options import MANY, ONE, RANKED, OptionsEditor
from ui.entry.spoken import describe
from ui.pasting import can_be_text, clean_text

PAUSE_MS = 1000
LONGEST_MS = 10_000
SHOWN_CHOICES = 9
ALL_IN_SIGHT = 15  # choices of a question of another maker's form that are laid open; more are searched


_DATES = (Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.DATE_OR_YEAR)
_ROW_OF_DIGITS = dict(zip("ăâêô\u0300\u0309\u0303\u0301\u0323đ", "1234567890", strict=True))
"""What the digits' row of Windows' Vietnamese layout types; 5 to 9 are the tones."""
_SCAN_CODES = (2, 10)  # of the key "1": PC scan code, and X11's
_READING_WIDTH = 176  # room for a date typed short and for what it is read as


class LineEditor(QLineEdit):
    """One line: a number, a date, a short text."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.figures = False  # takes digits: the digits' row types them on a Vietnamese layout too
        self.point = ""  # what the decimal key of the numeric pad types; "" leaves it alone
        self.reads: Callable[[str], str] | None = None  # what a short date will be read as
        self.textChanged.connect(self.edited)

    @property
    def reading(self) -> str:
        """What stands behind the typed text, in grey: the whole date, before the box is left."""
        if self.reads is None or self.composing or not self.isModified():
            return ""
        return self.reads(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            mime = QApplication.clipboard().mimeData()
            if can_be_text(mime):
                self.insert(clean_text(mime).strip("\n").replace("\n", " "))
                self.setModified(True)
                event.accept()
                return
        figure = self._figure(event)
        if figure:
            self.insert(figure)
            self.setModified(True)
            event.accept()
            return
        super().keyPressEvent(event)

    def _figure(self, event: QKeyEvent) -> str:
        """The sign a key means in a box of figures, where its layout has another one; "" for the rest."""
        modifiers, text = event.modifiers(), event.text()
        if self.point and modifiers & Qt.KeyboardModifier.KeypadModifier and text in (".", ","):
            return self.point
        digit = _ROW_OF_DIGITS.get(text.lower(), "") if self.figures else ""
        if not digit or modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            return ""
        place = (int(digit) - 1) % 10  # a letter that Unikey sends comes from no key of that row
        return digit if event.nativeScanCode() in [first + place for first in _SCAN_CODES] else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        reading = self.reading
        if reading:
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.rect().adjusted(8, 0, -8, 0)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"= {reading}"
            )
            painter.end()

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

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_be_text(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as one step of undo, cleaned of what Word leaves behind."""
        self.insertPlainText(clean_text(source))
        self.ensureCursorVisible()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceEditor(LineEditor):
    """A choice typed by its code or its label without diacritics; Alt+Down opens the whole list.

    The list below the box never takes the keyboard and never writes into the box: what is picked in it, or
    the one choice the typed text can mean, is read as `answer` when the cell is left.
    """

    opens_on_click = False

    def __init__(
        self, choices: Sequence[Choice], words: Callable[[Words], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._labels: dict[str, str] = {}
        self.offer(choices)
        self.list: QListWidget | None = None
        self.textEdited.connect(self._search)
        self.left.connect(self.close_list)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these choices from now on."""
        self._labels = {choice.name: self._words(choice.label) for choice in choices}

    @property
    def answer(self) -> str:
        """What was picked in the list, else the one choice the text can only mean, else the text."""
        if self.list is not None and self.list.currentRow() >= 0:
            return self.list.currentItem().text()
        nearest = self._nearest(self.text())
        return nearest[0] if len(nearest) == 1 else self.text()

    def _nearest(self, text: str) -> list[str]:
        """The labels that a text can mean: by code, the whole label, its beginning, or any part of it.

        Typed with its tones, "hoà" is "hòa" and not "hoá".
        """
        typed = fold(text.strip())
        if not typed:
            return []
        same = [label for label in self._labels.values() if tone_free(label) == tone_free(text)]
        if len(same) == 1:
            return same
        coded = [label for name, label in self._labels.items() if fold(name) == typed]
        meant = [label for label in self._labels.values() if typed in fold(label)]
        exact = [label for label in meant if fold(label) == typed]
        begins = [label for label in meant if fold(label).startswith(typed)]
        return coded or exact or begins or meant

    def load(self, text: str) -> None:
        """Show the label of a code."""
        self.setText(self._labels.get(text, text))

    def open_list(self, typed: str = "") -> None:
        """Show the choices whose code or label holds `typed`; none at all closes the list."""
        wanted = fold(typed)
        labels = [label for name, label in self._labels.items() if wanted in fold(f"{name} {label}")]
        self.close_list()
        if not labels or not self.isVisible():
            return
        self.list = QListWidget(self.window())
        self.list.setObjectName("completions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.addItems(labels)
        self.list.itemClicked.connect(self._on_clicked)
        row = self.list.sizeHintForRow(0)
        height = min(len(labels), SHOWN_CHOICES) * row + 4
        below = self.mapTo(self.window(), QPoint(0, self.height()))
        top = below.y()
        if top + height > self.window().height():
            top = max(0, top - self.height() - height)
        width = max(self.width(), 220)
        left = min(below.x(), max(0, self.window().width() - width - 8))
        self.list.setGeometry(left, top, width, height)
        if typed:
            nearest = self._nearest(typed)
            rows = [row for row, label in enumerate(labels) if nearest == [label]]
            self.list.setCurrentRow(rows[0] if rows else -1)
        self.list.show()
        self.list.raise_()

    def close_list(self) -> None:
        """Close the list without picking."""
        if self.list is not None:
            self.list.hide()
            self.list.deleteLater()
            self.list = None

    def takes(self, event: QKeyEvent) -> bool:
        """Use a key that moves in the list or opens or closes it; False for every other key."""
        key = event.key()
        if self.list is None:
            if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_list()
                return self.list is not None
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            row = self.list.currentRow() + steps[Qt.Key(key)]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def _search(self, text: str) -> None:
        if self.composing or not text.strip():
            self.close_list()
        else:
            self.open_list(text)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.setText(item.text())
        self.close_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.opens_on_click and not self.isReadOnly() and self.list is None:
            self.open_list()


Editor = LineEditor | TextEditor | OptionsEditor


def make_editor(live: Live, address: Address, name: str, parent: QWidget | None = None) -> Editor:
    """Build the editor that a cell's kind wants, with its accessible `name`; the caller loads the text."""
    field = live.field(address)
    made: Editor
    way = laid_open(live, address)
    if way:
        made = OptionsEditor(way, parent)
    elif field.kind is Kind.CHOICE:
        made = ChoiceEditor(live.choices(address), live.words, parent)
        made.opens_on_click = live.foreign
    elif field.kind in (Kind.MEMO, Kind.FILES) or (live.foreign and "multiline" in field.appearance.split()):
        made = TextEditor(parent)
    else:
        made = LineEditor(parent)
        _prepare_line(made, live, address)
    made.setAccessibleName(name)
    describe(made, live, address)
    return made


def _prepare_line(made: LineEditor, live: Live, address: Address) -> None:
    """Give a line what figures and dates want."""
    field = live.field(address)
    made.figures = field.kind in (*NUMBERS, *_DATES)
    if field.kind in NUMBERS:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if field.kind is Kind.DECIMAL or (field.kind is Kind.INTEGER and field.scale > 1):
        made.point = "." if live.place.desk.language == "en" else ","
    if field.kind in _DATES:
        made.reads = lambda text: live.entry.read_as(address, text)
        made.setMinimumWidth(_READING_WIDTH)


def laid_open(live: Live, address: Address) -> str:
    """How the choices of a question of another maker's form are laid open; "" where they are searched."""
    field = live.field(address)
    if not live.foreign or field.control not in ("select", "rank", "trigger"):
        return ""
    if field.control == "trigger":
        return MANY
    if field.control == "rank":
        return RANKED
    if field.kind is Kind.CHOICES:
        return MANY
    if {"minimal", "autocomplete", "search"} & set(field.appearance.split()):
        return ""
    known = live.entry.desk.pack.lists.get(field.list or "", ())
    few = len(known) <= ALL_IN_SIGHT and not field.itemset
    return ONE if few else ""


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
