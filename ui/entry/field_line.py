"""One question of a record: label, editor, unit, and what is wrong with the answer, right below it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.answers import Address, State
from forms.pack import Kind, Severity
from ui.entry.before_line import BeforeLine
from ui.entry.editors import ChoiceEditor, DraftKeeper, LineEditor, TextEditor, leaves_line, make_editor
from ui.entry.grid_view import NEXT_STATE
from ui.entry.live import NUMBERS, Live
from ui.entry.marks import BLANK
from ui.entry.options import OptionsEditor
from ui.entry.room_left import is_over, room_left
from ui.entry.spoken import describe, guidance_of, why_locked
from ui.icons import sign
from ui.widgets import label, set_look, tip
from ui.words import tr

LABEL_WIDTH = 196
_WIDTHS = {
    Kind.INTEGER: 170,
    Kind.DECIMAL: 170,
    Kind.DATE: 170,
    Kind.MONTH: 170,
    Kind.YEAR: 170,
    Kind.DATE_OR_YEAR: 170,
    Kind.CHOICE: 320,
}


class FieldLine(QWidget):
    """Reads one cell, writes one cell. `move_on` asks for the next (+1) or the previous (-1) question."""

    move_on = Signal(int)
    stood_on = Signal(object)

    def __init__(
        self, live: Live, address: Address, keeper: DraftKeeper, parent: QWidget, *, bare: bool = False
    ) -> None:
        super().__init__(parent)  # from the start: shown without a parent it would be a window of its own
        self._bare = bare  # its words stand above it, outside
        self.address = address
        self._live = live
        self._keeper = keeper
        self._field = live.field(address)
        self._name = live.name(address)
        self._loaded = ""
        self._stood = ""  # the value as it was last seen
        self._refused = ""
        self.editor = make_editor(live, address, self._name, self)
        self.editor.installEventFilter(self)
        self.editor.left.connect(self._on_left)
        if isinstance(self.editor, TextEditor):
            self.editor.edited.connect(self._count)
        elif isinstance(self.editor, LineEditor):
            self.editor.setMaximumWidth(_WIDTHS.get(self._field.kind, 620))
        self._below = label(role="small", wrap=True)
        self._sign = QLabel()
        self._lay_out()
        self.repaint_cell()

    def _lay_out(self) -> None:
        words = self._live.words
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        if not self._bare:
            grid.setColumnMinimumWidth(0, LABEL_WIDTH)
            name = question_label(self._field.id, self._name, required=bool(self._field.required))
            grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.editor, 20)
        if self._field.unit:
            row.addWidget(label(words(self._field.unit), role="muted"))
        if not isinstance(self.editor, TextEditor):
            row.addStretch(1)
        grid.addLayout(row, 0, 1)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._below, 1)
        grid.addLayout(below, 1, 1)
        self.before = BeforeLine(self._live, self.address, self)
        grid.addWidget(self.before, 2, 1)

    def let_go(self) -> None:
        """Save and tell nothing any more: the record may be gone."""
        self.editor.left.disconnect(self._on_left)
        self.editor.removeEventFilter(self)
        self._keeper.forget()

    # --- reading -----------------------------------------------------------------------------

    @property
    def told(self) -> str:
        """What stands below the box: what is wrong, else the hint."""
        return self._below.text()

    @property
    def asked(self) -> bool:
        """Whether the question is asked here and can be answered."""
        return not self._live.cell(self.address).locked

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard stands in this question."""
        return self.editor.hasFocus()

    def take_keyboard(self) -> None:
        """Give the keyboard to the editor."""
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def repaint_cell(self) -> None:
        """Show the cell as it stands; never touches a box in which somebody types."""
        cell = self._live.cell(self.address)
        self.setVisible(cell.view.relevant)
        self.editor.setReadOnly(cell.locked)
        describe(self.editor, self._live, self.address)
        if isinstance(self.editor, TextEditor):  # a text nobody types here needs little room
            self.editor.setMinimumHeight(52 if cell.locked else 92)
            self.editor.setMaximumHeight(64 if cell.locked and not cell.text else 190)
        self.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus if cell.locked else Qt.FocusPolicy.StrongFocus)
        draft = self._live.draft(self.address)
        idle = not self.editor.hasFocus()
        if idle and not self._refused:
            shown = draft if draft is not None else self._at_rest()
            if self.editor.answer != shown:
                self.editor.load(shown)
            self._loaded = self.editor.answer
        elif not self._refused and draft is None and self.editor.answer == self._loaded:
            self._follow()
        self._stood = self._live.entry.edit_text(self.address)
        placeholder = (
            {
                State.NONE: tr("Record", "– none (counts as 0)"),
                State.UNKNOWN: tr("Record", "? not known"),
            }.get(cell.view.state)
            if cell.view.state
            else ""
        )
        self.editor.setPlaceholderText(placeholder or "")
        self._tell(cell.mark, draft)

    def _follow(self) -> None:
        """Show another value in a box that has the keyboard but nothing typed in it: after undo."""
        now = self._live.entry.edit_text(self.address)
        if now != self._stood and not self.editor.composing:
            self.editor.load("" if self._live.cell(self.address).view.state else now)
            self._loaded = self.editor.answer
            if isinstance(self.editor, LineEditor):
                self.editor.selectAll()

    def _at_rest(self) -> str:
        """Numbers stand grouped while nobody types in them."""
        cell = self._live.cell(self.address)
        if cell.view.state is not None:
            return ""
        return cell.text if self._field.kind in NUMBERS else self._live.entry.edit_text(self.address)

    def _tell(self, mark: str, draft: str | None) -> None:
        findings = self._live.findings_at(self.address)
        if self._refused:
            tone, text = "error", self._refused
        elif draft is not None:
            tone, text = "note", tr("Record", "Typed but not saved yet; leave the box to save it.")
        elif findings and mark in ("error", "warning", "good"):
            worst = next(
                (f for f in findings if f.severity is Severity.ERROR and f.code != BLANK), findings[0]
            )
            tone, text = mark, self._live.sentence(worst)
            if worst.explained:
                text = f"{text} — {worst.explained}"
        else:
            tone, text = "", self._live.words(self._field.hint) if self._field.hint else ""
        told = (guidance_of(self._live, self.address), why_locked(self._live, self.address))
        self.editor.setToolTip(tip("\n".join(filter(None, told))))
        self._below.setText(text)
        set_look(self._below, "tone", tone if tone in ("error", "warning", "good") else "")
        self._below.setVisible(bool(text) or isinstance(self.editor, TextEditor))
        self._sign.setVisible(bool(tone))
        if tone:
            self._sign.setPixmap(sign(tone, 14).pixmap(14, 14))
        set_look(self.editor, "tone", tone if tone in ("error", "warning") else "")
        if not text:
            self._count()

    def _count(self) -> None:
        limited = self._field.max_length or self._field.max_words
        if isinstance(self.editor, TextEditor) and not self._sign.isVisible() and limited:
            self._below.setText(room_left(self._field, self.editor.answer))
            set_look(self._below, "tone", "error" if is_over(self._field, self.editor.answer) else "")

    # --- writing -----------------------------------------------------------------------------

    def commit(self) -> bool:
        """Save what was typed; False when it is no value: the text stays, the old value is kept."""
        if self.editor.answer == self._loaded and self._live.draft(self.address) is None:
            return True
        told: list[str] = []

        def listen(_: object, sentence: str) -> None:
            told.append(sentence)

        self._live.refused.connect(listen)
        typed = self.editor.answer
        saved = self._live.put(self.address, typed)
        self._live.refused.disconnect(listen)
        self._refused = "" if saved else "".join(told)
        if saved:
            self._loaded = self.editor.answer
        else:
            self._keeper.keep()
        self.repaint_cell()
        return saved

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor:
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._on_entered()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_F4:
                event.accept()
                return True
            turns = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            return turns and self.editor.answer == self._loaded  # nothing typed here: the form's own undo
        # While an input method has not handed its word over nothing moves on.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.editor.composing:
            return False
        if isinstance(self.editor, ChoiceEditor | OptionsEditor) and self.editor.takes(event):
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return True
        if event.key() == Qt.Key.Key_F4 and not self.editor.answer.strip() and not self._live.foreign:
            self._live.set_state(self.address, NEXT_STATE[self._live.cell(self.address).view.state])
            return True
        way = leaves_line(event)
        if way == 0 or (isinstance(self.editor, TextEditor) and abs(way) > 1):
            return False
        if self.commit():
            self.move_on.emit(1 if way > 0 else -1)
        return True

    def _on_entered(self) -> None:
        """Raw digits while editing; all of it marked, so that typing replaces."""
        if isinstance(self.editor, ChoiceEditor) and self._field.choice_filter:
            self.editor.offer(self._live.choices(self.address))  # they follow from answers elsewhere
        if self._live.draft(self.address) is None and not self._refused and not self.editor.isReadOnly():
            raw = "" if self._live.cell(self.address).view.state else self._live.entry.edit_text(self.address)
            if not isinstance(self.editor, ChoiceEditor) and self.editor.answer != raw:
                self.editor.load(raw)
            self._loaded = self.editor.answer
        if isinstance(self.editor, LineEditor):
            self.editor.selectAll()
        self._keeper.watch(self.editor, self.address)
        self.stood_on.emit(self.address)

    def _on_left(self) -> None:
        self.commit()
        self._keeper.forget()
        self.repaint_cell()

    def _give_up(self) -> None:
        self._refused = ""
        self._live.drop_draft(self.address)
        self.editor.load(self._live.entry.edit_text(self.address))
        self._loaded = self.editor.answer
        self.repaint_cell()


def question_label(code: str, text: str, *, required: bool) -> QWidget:
    """The code and the words of a question, with a star where an answer is required."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 7, 0, 0)
    line.setSpacing(8)
    number = label(code, role="small")
    number.setFixedWidth(32)
    line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(f"{text}\N{NO-BREAK SPACE}*" if required else text, wrap=True), 1)
    box.setFixedWidth(LABEL_WIDTH)
    return box


class Heading(QWidget):
    """The name of a group of questions."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.addWidget(label(text, role="heading"))
