"""A narrative: its sections as a list with their words counted, one section at a time as a sheet of text.

What cannot be a sheet of text (the explanations of warnings) stands as a further entry of the same list.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from forms.answers import Address
from forms.letters import word_count
from forms.pack import Kind, Table, TableKind
from office.linked_figures import sections
from ui.entry.before_line import BeforeLine
from ui.entry.editors import DraftKeeper, TextEditor, make_editor
from ui.entry.figures_line import FiguresLine
from ui.entry.live import Live, Moved, children
from ui.entry.room_left import is_over, room_left
from ui.entry.rows_form import RowsForm
from ui.entry.spoken import describe
from ui.icons import sign
from ui.widgets import Notice, label, set_look
from ui.words import tr

LIST_WIDTH = 250


class TextSheet(QWidget):
    """One section of a narrative."""

    stood_on = Signal(object)
    typed = Signal()

    def __init__(self, live: Live, address: Address) -> None:
        super().__init__()
        self.address = address
        self._live = live
        self._field = live.field(address)
        self.keeper = DraftKeeper(live, self)
        name = live.place.words(self._field.label)
        made = make_editor(live, address, name, self)
        if not isinstance(made, TextEditor):
            raise TypeError(address)
        self.editor = made
        self.editor.setObjectName("text")
        self.editor.installEventFilter(self)
        self.editor.edited.connect(self._count)
        self.editor.left.connect(self._on_left)
        self._words = label(role="muted")
        self._notice = Notice()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(label(name, role="heading"))
        if self._field.hint:
            outer.addWidget(label(live.place.words(self._field.hint), role="muted", wrap=True))
        outer.addWidget(self.editor, 1)
        outer.addWidget(self._notice)
        outer.addWidget(self._words)
        self.figures: FiguresLine | None = None
        if address in sections(live.entry):
            self.figures = FiguresLine(live, address, self.editor, self.commit, self)
            outer.addWidget(self.figures)
        self.before = BeforeLine(live, address, self, long=True)
        outer.addWidget(self.before)
        self._loaded = ""
        self.repaint_cell()

    @property
    def told(self) -> str:
        """How long the text is and how much room is left."""
        return self._words.text()

    @property
    def word_count(self) -> int:
        """How many words stand in the box."""
        return word_count(self.editor.answer)

    @property
    def _at_rest(self) -> bool:
        """Whether nothing was typed since the text was shown: it then follows undo, keyboard or not."""
        return self.editor.answer == self._loaded and self._live.draft(self.address) is None

    def repaint_cell(self) -> None:
        """Show the text as it stands, unless somebody is typing it."""
        self.editor.setReadOnly(self._live.cell(self.address).locked)
        describe(self.editor, self._live, self.address)
        if not self.editor.hasFocus() or (self._at_rest and not self.editor.composing):
            text = self._live.edit_text(self.address)
            if (
                self._live.cell(self.address).view.state is not None
                and self._live.draft(self.address) is None
            ):
                text = ""
            if self.editor.answer != text:
                self.editor.load(text)
            self._loaded = "" if self._live.draft(self.address) is not None else self.editor.answer
        if self._live.draft(self.address) is not None and not self.editor.hasFocus():
            self._notice.tell("note", tr("Record", "Typed but not saved yet; leave the box to save it."))
        else:
            findings = [f for f in self._live.findings_at(self.address) if self.editor.answer.strip()]
            first = findings[0] if findings else None
            mark = self._live.cell(self.address).mark
            told = f"{first.code} · {self._live.place.words(first.sentence)}" if first else ""
            self._notice.tell("error" if mark == "error" else "warning", told)
        self._count()

    def _count(self) -> None:
        self._words.setText(room_left(self._field, self.editor.answer))
        set_look(self._words, "tone", "error" if is_over(self._field, self.editor.answer) else "")
        self.typed.emit()

    def commit(self) -> bool:
        """Save the text when the box is left; False when it was refused."""
        if self._at_rest:
            return True
        went = self._live.put(self.address, self.editor.answer)
        if went:
            self._loaded = self.editor.answer
        else:
            self.keeper.keep()
        return went

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusIn:
            self.keeper.watch(self.editor, self.address)
            self.stood_on.emit(self.address)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            turns = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            return self._at_rest and any(event.matches(one) for one in turns)  # the form's own undo
        return False

    def _on_left(self) -> None:
        self.commit()
        self.keeper.forget()
        self.repaint_cell()


def _tone(mark: str, count: int) -> str:
    if mark in ("error", "warning") and count:
        return mark
    return "good" if count else "plain"


class TextForm(QWidget):
    """A single record of texts. Alt+PgUp and Alt+PgDn go to the section before and after."""

    stood_on = Signal(object)

    def __init__(self, live: Live, table: Table) -> None:
        super().__init__()
        self._live = live
        self._table = table
        self._list = QListWidget()
        self._list.setAccessibleName(live.place.words(table.label))
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        self.sheets: list[TextSheet] = []
        self._rows: list[RowsForm] = []
        for field in table.fields:
            if field.kind is not Kind.KEY and not field.hidden:
                sheet = TextSheet(live, Address(table.id, (), field.id))
                sheet.stood_on.connect(self.stood_on)
                sheet.typed.connect(self._retitle)
                self.sheets.append(sheet)
                self._pages.addWidget(sheet)
                self._list.addItem(QListWidgetItem())
        for child in children(live, table):
            if child.kind is TableKind.RECORDS:
                rows = RowsForm(live, child.id, fixed_height=False)
                rows.stood_on.connect(self.stood_on)
                self._rows.append(rows)
                self._pages.addWidget(rows)
                self._list.addItem(QListWidgetItem())
        self._list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._list.installEventFilter(self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addWidget(
            label(tr("Text", "Alt+PgUp, Alt+PgDn: the section before, after"), role="small", wrap=True)
        )
        outer.addLayout(left)
        outer.addWidget(self._pages, 1)
        live.changed.connect(self._on_changed)
        self._list.setCurrentRow(0)
        self._retitle()

    @property
    def titles(self) -> tuple[str, ...]:
        """The sections as the list names them."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def _retitle(self) -> None:
        for number, sheet in enumerate(self.sheets):
            item: QListWidgetItem | None = self._list.item(number)
            if item is None:  # `typed` speaks while the list is being filled
                continue
            words = self._live.place.words(self._live.field(sheet.address).label)
            count = sheet.word_count
            item.setText(f"{words}\n{tr('Text', '{n} words').format(n=count)}" if count else words)
            room = QRect(0, 0, LIST_WIDTH - 62, 1000)
            box = self._list.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text())
            item.setSizeHint(QSize(LIST_WIDTH - 20, box.height() + 14))
            mark = self._live.cell(sheet.address).mark
            item.setIcon(sign(_tone(mark, count), 16))
        for number, rows in enumerate(self._rows, len(self.sheets)):
            item = self._list.item(number)
            if item is not None:
                table = rows.model.table
                item.setText(f"{self._live.place.words(table.label)} ({rows.model.rowCount()})")
                item.setIcon(sign("note", 16))

    def _on_changed(self, moved: Moved) -> None:
        for sheet in self.sheets:
            if sheet.address in moved.cells:
                sheet.repaint_cell()
        self._retitle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            self.start()
            return True
        return False

    def start(self) -> None:
        """Put the keyboard into the section that is shown."""
        page = self._pages.currentWidget()
        if isinstance(page, TextSheet):
            page.editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(page, RowsForm):
            page.start()

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        page = self._pages.currentWidget()
        return page.address if isinstance(page, TextSheet | RowsForm) else None

    def jump_to(self, address: Address) -> bool:
        """Show the section of a cell and stand in it."""
        for number, sheet in enumerate(self.sheets):
            if sheet.address == address:
                self._list.setCurrentRow(number)
                self.start()
                return True
        for number, rows in enumerate(self._rows, len(self.sheets)):
            if address.table == rows.model.table.id:
                self._list.setCurrentRow(number)
                return rows.jump_to(address)
        return False

    @property
    def rows_here(self) -> RowsForm | None:
        """The table of rows that is shown, if one is."""
        page = self._pages.currentWidget()
        return page if isinstance(page, RowsForm) else None

    def add(self) -> None:
        """Add a row where a table of rows is shown."""
        page = self._pages.currentWidget()
        if isinstance(page, RowsForm):
            page.add()

    def remove(self) -> None:
        """Remove a row where a table of rows is shown."""
        page = self._pages.currentWidget()
        if isinstance(page, RowsForm):
            page.remove()

    def turn(self, step: int) -> bool:
        """Go to the section before or after."""
        row = self._list.currentRow() + step
        if not 0 <= row < self._list.count():
            return False
        self._list.setCurrentRow(row)
        self.start()
        return True
