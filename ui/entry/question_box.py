"""One question of another maker's form: its words above, with the answers they speak of, the editor below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.answers import Address
from forms.pack import Field, Kind
from ui.entry.editors import DraftKeeper, LineEditor, TextEditor
from ui.entry.field_line import FieldLine
from ui.entry.files_line import FilesLine
from ui.entry.form_words import rich
from ui.entry.live import Live
from ui.entry.options import OptionsEditor
from ui.entry.spoken import why_locked
from ui.icons import sign
from ui.widgets import label
from ui.words import tr

TICKED = "OK"
"""What a form is told when somebody acknowledges a text."""
WIDEST = 760
_HEADS = ("label",)  # appearances of a question that only heads a table of others


def is_note(field: Field) -> bool:
    """Whether a question only tells something: a note, a head of a table, or what cannot be filled here."""
    return field.control == "note" or bool(field.locked) or bool(set(_HEADS) & set(field.appearance.split()))


class Words(QLabel):
    """The words of a question, a note or a group, as rich text of our own making."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMaximumWidth(WIDEST)

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(
            min(width, self.maximumWidth())
        )  # Qt asks for the room, not for our share

    def say(self, text: str, *, required: bool = False) -> None:
        """Show a form's words, with a star where an answer is required."""
        made = rich(text)
        made = f'{made}\N{NO-BREAK SPACE}<span style="color:#B3261E">*</span>' if required else made
        if made != self.text():
            self.setText(made)


class QuestionBox(QWidget):
    """A question of a sheet: it reads one cell and writes one cell, or only tells something."""

    move_on = Signal(int)
    stood_on = Signal(object)

    def __init__(self, live: Live, address: Address, keeper: DraftKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self._live = live
        self.field = live.field(address)
        self._words = Words(self)
        self.inner: FieldLine | FilesLine | None = None
        known = live.entry.desk.pack.lists.get(self.field.list or "", ())
        spoken = any(choice.live_label for choice in known)
        self._choices_move = bool(self.field.choice_filter or self.field.itemset or spoken)
        self._value = label(role="muted", wrap=True)
        self._value.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(4)
        column.addWidget(self._words)
        if is_note(self.field):
            column.addWidget(self._value)
            if self.field.locked:
                column.addWidget(self._lock())
        else:
            self.inner = self._editor(keeper)
            self.inner.move_on.connect(self.move_on)
            self.inner.stood_on.connect(self.stood_on)
            column.addWidget(self.inner)
            if self.field.control == "rank":
                column.addWidget(
                    label(tr("Question", "Alt+↑, Alt+↓ move; Space takes the order as it is"), role="small")
                )
        if self.field.hint and self.inner is None:
            hint = Words(self)
            hint.setProperty("role", "small")
            hint.say(self._chosen(self.field.hint))
            column.addWidget(hint)
        self.repaint_cell()

    def _editor(self, keeper: DraftKeeper) -> FieldLine | FilesLine:
        if self.field.kind is Kind.FILES:
            return FilesLine(self._live, self.address, self, bare=True)
        made = FieldLine(self._live, self.address, keeper, self, bare=True)
        editor = made.editor
        if isinstance(editor, TextEditor):
            made.setMaximumWidth(WIDEST)
        elif isinstance(editor, OptionsEditor):
            editor.setMaximumWidth(WIDEST)
            editor.picked.connect(made.commit)
        elif self.field.kind is Kind.TEXT:
            editor.setMaximumWidth(200 if shape_hint(self.field) else 560)
        return made

    def _lock(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(sign("lock", 14).pixmap(14, 14))
        row.addWidget(mark)
        row.addWidget(label(self._live.place.words(self.field.locked), role="muted", wrap=True), 1)
        return box

    def _chosen(self, words: object) -> str:
        """The form's words in the language chosen, markup and all."""
        known = words if isinstance(words, dict) else {}
        return known.get(self._live.entry.words_language) or self._live.place.words(known)

    # --- as the sheet sees it ------------------------------------------------------------------

    @property
    def asked(self) -> bool:
        """Whether the question is asked here and can be answered."""
        return self.inner is not None and self.inner.asked

    @property
    def told(self) -> str:
        """What stands below the answer."""
        return self.inner.told if self.inner is not None else ""

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard stands in this question."""
        return self.inner is not None and self.inner.has_keyboard

    @property
    def words(self) -> str:
        """The question as it is shown, with its marks."""
        return self._words.text()

    def take_keyboard(self) -> None:
        """Give the keyboard to the editor."""
        if self.inner is not None:
            self.inner.take_keyboard()

    def let_go(self) -> None:
        """Listen no more: the row may be gone."""
        if self.inner is not None:
            self.inner.let_go()

    def follow(self) -> None:
        """Bring the words and the choices up to date: they may speak of answers elsewhere."""
        if self.field.live_label:
            self._say()
        if self._choices_move:
            self._offer()

    def repaint_cell(self) -> None:
        """Show the cell as it stands."""
        cell = self._live.cell(self.address)
        self._say(required=cell.view.required)
        if self.inner is None:
            self._value.setText(cell.text if cell.view.value is not None else "")
            self._value.setVisible(bool(self._value.text()))
        else:
            editor = self.inner.editor if isinstance(self.inner, FieldLine) else None
            if isinstance(editor, OptionsEditor):
                self._offer()
                editor.load(self._live.entry.edit_text(self.address))
            self.inner.repaint_cell()
            if isinstance(editor, LineEditor) and not editor.placeholderText():
                editor.setPlaceholderText(shape_hint(self.field))
        self.setVisible(cell.view.relevant)

    def _say(self, *, required: bool | None = None) -> None:
        if required is None:
            required = self._live.entry.view(self.address).required
        self._words.say(self._live.entry.label(self.address) or self._unnamed(), required=required)

    def _unnamed(self) -> str:
        return "" if is_note(self.field) else self.field.id

    def _offer(self) -> None:
        editor = self.inner.editor if isinstance(self.inner, FieldLine) else None
        if not isinstance(editor, OptionsEditor):
            return
        if self.field.control == "trigger":
            editor.offer([(TICKED, tr("Question", "I have read this"))])
            return
        live = self._live
        editor.offer([(choice.name, live.words(choice.label)) for choice in live.choices(self.address)])

    def why(self) -> str:
        """Why nothing can be answered here; "" where it can."""
        if self.field.locked:
            return self._live.place.words(self.field.locked)
        return why_locked(self._live, self.address)


def shape_hint(field: Field) -> str:
    """How an answer is written: shown in the empty box."""
    words = field.appearance.split()
    if field.type == "time":
        return tr("Question", "hh:mm")
    if field.type == "dateTime":
        return tr("Question", "dd/mm/yyyy hh:mm")
    if field.kind is Kind.DATE:
        if "month-year" in words:
            return tr("Question", "mm/yyyy")
        return tr("Question", "yyyy") if "year" in words else tr("Question", "dd/mm/yyyy")
    if field.kind is Kind.CHOICE:
        return tr("Question", "Type to search, Alt+↓ shows all")
    if field.control == "range":
        start, end = field.parameters.get("start", ""), field.parameters.get("end", "")
        step = field.parameters.get("step", "")
        known = tr("Question", "{start} to {end}").format(start=start, end=end)
        return (
            tr("Question", "{range}, step {step}").format(range=known, step=step)
            if step not in ("", "1")
            else known
        )
    return ""


__all__ = ["QuestionBox", "Words", "is_note", "shape_hint"]
