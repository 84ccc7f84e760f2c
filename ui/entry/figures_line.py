"""Below a section of the report: its figures tied to cells, those that changed, and a first draft."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from forms.answers import Address
from office.linked_figures import Link, Linked, accept, figure, figures, keep, links, tie
from office.report_draft import draft, results_section
from ui.entry.editors import TextEditor
from ui.entry.figure_picker import FigurePicker
from ui.entry.live import Live, Moved
from ui.entry.units_texts import UnitsTexts
from ui.flow import Flow
from ui.theme import NOW
from ui.widgets import button, label, set_look
from ui.words import tr

MOST_TOLD = 3
_REST = 300  # ms without a key: typing waits for no comparing of texts


class FiguresLine(QWidget):
    """Puts figures into a text, shows which of its words are figures, and takes new ones over.

    `save` saves what stands in the editor and says whether it went; the text is never rewritten unasked.
    """

    def __init__(
        self, live: Live, section: Address, editor: TextEditor, save: Callable[[], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._live, self._section, self._editor, self._save = live, section, editor, save
        self._stale = True
        self._typed = ("", 0)  # text and place of the cursor when a figure was asked for
        self.found: tuple[Linked, ...] = ()
        self.told = label(role="small", wrap=True)
        self.insert = button(tr("Figures", "Figure from a table… (Ctrl+Shift+F)"), kind="quiet")
        self.insert.clicked.connect(self.pick)
        self.update_figures = button(tr("Figures", "Take the new figures (Ctrl+Shift+U)"))
        self.update_figures.clicked.connect(self.take_new)
        self.write = button(tr("Figures", "Draft from the figures"), kind="quiet")
        self.write.setToolTip(tr("Figures", "Adds sentences at the end; what you typed stays."))
        self.write.clicked.connect(self.add_draft)
        self.picker = FigurePicker(live)
        self.picker.picked.connect(self._put)
        self.picker.closed.connect(self._closed)
        self.picker.hide()
        row = Flow(8)
        self.below = UnitsTexts(live, section)
        self.below.closed.connect(lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
        for one in (self.insert, self.write, self.update_figures, self.below.button):
            row.addWidget(one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(self.picker)
        outer.addWidget(self.told)
        outer.addLayout(row)
        outer.addWidget(self.below)
        self.write.setVisible(results_section(live.entry) == section)
        for keys, act in (("Ctrl+Shift+F", self.pick), ("Ctrl+Shift+U", self.take_new)):
            shortcut = QShortcut(QKeySequence(keys), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._later)
        editor.textChanged.connect(self._rest.start)
        live.changed.connect(self._on_changed)
        self._later()

    # --- what stands in the text -------------------------------------------------------------

    def _on_changed(self, _: Moved) -> None:
        self._later()

    def _later(self) -> None:
        """Read the ties again, now or when the section is shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Mark the figures of the text and say which of them changed."""
        self._stale = False
        self._rest.stop()
        entry, text = self._live.entry, self._editor.answer
        self.found = figures(entry, self._section, text)
        changed = [one for one in self.found if one.changed]
        self._editor.setExtraSelections([self._marked(one) for one in self.found])
        locked = self._editor.isReadOnly()
        self.insert.setEnabled(not locked)
        self.write.setEnabled(not locked)
        self.update_figures.setVisible(bool(changed))
        self.update_figures.setEnabled(not locked)
        self.told.setText(self._words(changed))
        set_look(self.told, "tone", "warning" if changed else "")

    def _words(self, changed: list[Linked]) -> str:
        if not self.found:
            return ""
        if not changed:
            return tr("Figures", "{n} figures of this text follow the tables.").format(n=len(self.found))
        moves = [f"{one.used} → {one.now or tr('Figures', 'gone')}" for one in changed[:MOST_TOLD]]
        more = " …" if len(changed) > MOST_TOLD else ""
        said = tr("Figures", "{n} figures changed since: {moves}")
        return said.format(n=len(changed), moves="; ".join(moves) + more)

    def _marked(self, one: Linked) -> QTextEdit.ExtraSelection:
        """Underline a figure that is tied; one that changed is waved and has a ground too."""
        look = QTextCharFormat()
        if one.changed:
            look.setBackground(QColor(NOW.WARNING_TINT))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(NOW.WARNING))
        else:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(QColor(NOW.ACCENT))
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(_qt(self._editor.answer, one.start))
        cursor.setPosition(_qt(self._editor.answer, one.end), QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, look  # type: ignore[attr-defined]
        return made

    # --- acts --------------------------------------------------------------------------------

    def pick(self) -> None:
        """Ask which figure is to stand where the cursor is."""
        if not self._editor.isReadOnly():
            self._typed = self._editor.answer, self._editor.textCursor().position()
            self.picker.open()

    def _put(self, place: Address) -> None:
        """Put a figure where the cursor was, tied to its cell."""
        entry = self._live.entry
        shown = figure(entry, place)
        text, position = self._typed
        at = _ours(text, position)
        text = f"{text[:at]}{shown}{text[at:]}"
        if self._write(text):
            tie(entry, self._section, text, at, place)
        self._back(position + len(shown))

    def _write(self, text: str) -> bool:
        """Put a whole text into the editor, as one step of its own undo, and save it."""
        cursor = self._editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        return self._save()

    def add_draft(self) -> None:
        """Add the draft at the end of the text; what was typed stays."""
        entry = self._live.entry
        text, ties = draft(entry)
        if not text:
            self._live.told.emit(
                "warning", tr("Figures", "No figure is known yet: fill the tables in first.")
            )
            return
        typed = self._editor.answer.rstrip()
        start = len(typed) + 1 if typed else 0
        before = links(entry, self._section, typed)
        whole = f"{typed}\n{text}" if typed else text
        if self._write(whole):
            keep(entry, self._section, whole, (*before, *_moved_by(ties, start)))
        self._back(start)

    def take_new(self) -> None:
        """Put the figures of now where the text has older ones, as one step of undo."""
        if not self._save():
            return
        changed = [one for one in figures(self._live.entry, self._section) if one.changed]
        if changed:
            self._live.act(lambda: accept(self._live.entry, changed))
            self.refresh()

    def _closed(self) -> None:
        self._back(self._typed[1])

    def _back(self, position: int) -> None:
        """Give the keyboard back to the text, at a place in it."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._editor.textCursor()
        cursor.setPosition(min(position, self._editor.document().characterCount() - 1))
        self._editor.setTextCursor(cursor)
        self.refresh()


def _moved_by(ties: Iterable[Link], by: int) -> tuple[Link, ...]:
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in ties)


def _qt(text: str, at: int) -> int:
    """Give the place of a letter as Qt counts it: letters beyond the first plane are two there."""
    return len(text[:at].encode("utf-16-le")) // 2


def _ours(text: str, at: int) -> int:
    return len(text.encode("utf-16-le")[: at * 2].decode("utf-16-le", "ignore"))
