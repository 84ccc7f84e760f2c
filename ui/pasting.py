"""Text pasted from old documents: told, asked about once, turned to Unicode; and every box is left in NFC.

What Word leaves behind in a pasted text goes on the way in (`clean_text`). Letters of the fonts before
Unicode (TCVN3, VNI) arrive as Western letters. Where such a text has just been pasted into any box of the
program, a line below the box asks, without taking the keyboard: F2 turns the text, Esc leaves it. Ctrl+Z
brings the pasted text back. Nothing is ever touched while an input method composes.
"""

import unicodedata

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from forms.legacy_text import NAMES, LegacyKind, convert, detect
from forms.word_text import cleaned, from_html, from_rtf
from ui.ask import Ask
from ui.widgets import button, label, set_look
from ui.words import tr

Box = QLineEdit | QPlainTextEdit | QTextEdit
_SHORTEST = 2
_NARROWEST = 420


def question(kind: LegacyKind) -> str:
    """Ask whether a pasted text shall be turned to Unicode."""
    return tr("Pasting", "The pasted text is in the old font {kind}: turn it to Unicode?").format(
        kind=NAMES[kind]
    )


def in_unicode(text: str, ask: Ask) -> str:
    """Give a pasted block as Unicode where the person wants it so; asks once, and only for old fonts."""
    kind = detect(text)
    if kind is None or not ask.confirm(
        tr("Pasting", "Text of an old font"), question(kind), tr("Pasting", "Turn to Unicode")
    ):
        return text
    return convert(text, kind)


def clean_text(mime: QMimeData) -> str:
    """Give what was copied elsewhere as plain text: paragraphs and list marks, nothing else of Word.

    Word and LibreOffice hand over plain text with the marks of its lists in it; web pages keep those in HTML.
    """
    plain = mime.text() if mime.hasText() else ""
    html = mime.html() if mime.hasHtml() else ""
    if html and detect(plain) is None and (not plain.strip() or "<li" in html.lower()):
        return cleaned(from_html(html))
    if not plain.strip():
        rich = next((bytes(mime.data(kind).data()) for kind in mime.formats() if _is_rtf(kind)), b"")
        return cleaned(from_rtf(rich)) if rich else plain
    return cleaned(plain)


def can_be_text(mime: QMimeData) -> bool:
    """Whether something copied can go into a box of text."""
    return mime.hasText() or mime.hasHtml() or any(_is_rtf(kind) for kind in mime.formats())


def _is_rtf(kind: str) -> bool:
    return "rtf" in kind.lower() or "rich text" in kind.lower() or "richtext" in kind.lower()


class Offer(QFrame):
    """The question below a box; the keyboard stays in the box."""

    answered = Signal(bool)

    def __init__(self, window: QWidget, kind: LegacyKind) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        set_look(self, "tone", "note")
        self.setAutoFillBackground(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        rows.addWidget(label(question(kind), wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, yes in (
            (tr("Pasting", "Turn to Unicode (F2)"), True),
            (tr("Pasting", "Leave as it is (Esc)"), False),
        ):
            made = button(words, kind="main" if yes else "quiet")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, said=yes: self.answered.emit(said))
            row.addWidget(made)
        row.addStretch(1)
        rows.addLayout(row)
        self.setAccessibleName(question(kind))

    def stand_below(self, box: QWidget) -> None:
        """Show the question right below a box, above it where there is no room."""
        window = self.window()
        width = min(max(box.width(), _NARROWEST), window.width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        place = box.mapTo(window, QPoint(0, box.height() + 2))
        if place.y() + self.height() > window.height():
            place.setY(max(0, place.y() - box.height() - self.height() - 4))
        self.move(max(0, min(place.x(), window.width() - width - 8)), place.y())
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class PasteWatch(QObject):
    """Watches the box that has the keyboard, whichever it is; one for the whole program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._box: Box | None = None
        self._before = ""
        self._pasted = ""
        self._kind: LegacyKind | None = None
        self._done: set[str] = set()  # pasted into this box and answered: undo does not ask again
        self.offer: Offer | None = None
        app.focusChanged.connect(self._on_focus)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._leave()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)

    # --- the box with the keyboard -------------------------------------------------------------

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is self._box:
            return
        self._leave()
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit) and not now.isReadOnly():
            self._box, self._before = now, _text(now)
            now.textChanged.connect(self._on_changed)
            now.destroyed.connect(self._on_gone)
            now.installEventFilter(self)

    def _leave(self) -> None:
        self._close()
        self._done.clear()
        box, self._box = self._box, None
        if box is None or not isValid(box):
            return
        box.removeEventFilter(self)
        box.textChanged.disconnect(self._on_changed)
        box.destroyed.disconnect(self._on_gone)
        text = _text(box)
        if not box.isReadOnly() and not unicodedata.is_normalized("NFC", text):
            _replace(box, text, unicodedata.normalize("NFC", text))

    def _on_gone(self) -> None:
        self._box = None
        self._close()

    def _on_changed(self) -> None:
        box = self._box
        if box is None:
            return
        before, self._before = self._before, _text(box)
        if self.offer is not None and self._pasted not in self._before:
            self._close()
        if len(self._before) < _SHORTEST or self._before.isascii():
            return
        pasted = _as_taken(QApplication.clipboard().text(), box)
        if not pasted or pasted in self._done or pasted in before or pasted not in self._before:
            return
        kind = detect(pasted)
        if kind is not None:
            self._ask(box, pasted, kind)

    # --- the question --------------------------------------------------------------------------

    def _ask(self, box: Box, pasted: str, kind: LegacyKind) -> None:
        self._close()
        self._pasted, self._kind = pasted, kind
        self.offer = Offer(box.window(), kind)
        self.offer.answered.connect(self._answer)
        self.offer.stand_below(box)

    def _answer(self, yes: bool) -> None:
        box, pasted, kind = self._box, self._pasted, self._kind
        self._done.add(pasted)
        self._close()
        if yes and box is not None and kind is not None:
            _replace(box, pasted, convert(pasted, kind))

    def _close(self) -> None:
        if self.offer is not None:
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Esc answer while the question stands; every other key goes on into the box."""
        if self.offer is None or watched is not self._box or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_F2, Qt.Key.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._answer(event.key() == Qt.Key.Key_F2)
        return True


def _text(box: Box) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def _as_taken(text: str, box: Box) -> str:
    """Give a text as a box takes it: a line has no line ends."""
    text = text.replace("\r\n", "\n")
    if isinstance(box, QLineEdit):
        return "".join(max(letter, " ") for letter in text)
    return text


def _replace(box: Box, old: str, new: str) -> None:
    """Replace the last `old` in a box by `new` as one step that Ctrl+Z takes back."""
    start = _text(box).rfind(old)
    if start < 0:
        return
    if isinstance(box, QLineEdit):
        box.setSelection(start, len(old))
        box.insert(new)
        return
    cursor = box.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    box.setTextCursor(cursor)
