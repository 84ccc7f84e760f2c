"""A form of another maker: its sections as a list, one section at a time. Alt+PgUp and Alt+PgDn turn them."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import Form, Severity
from forms.problems import Problem
from ui.entry.form_parts import Section, sections
from ui.entry.form_words import plain
from ui.entry.live import Live, Moved
from ui.entry.marks import BLANK
from ui.entry.question_box import is_note
from ui.entry.question_sheet import QuestionColumn, Sheet
from ui.entry.repeat_block import RepeatBlock
from ui.icons import sign
from ui.widgets import button, label
from ui.words import tr

LIST_WIDTH = 236
LONGEST_TITLE = 64


class SectionPage(Sheet):
    """One section, or one repeat, of a form."""

    def __init__(self, live: Live, form: Form, section: Section) -> None:
        super().__init__()
        self.next_button = button(tr("Questions", "Next section (Alt+PgDn)"))
        self.part: RepeatBlock | QuestionColumn
        if section.repeat is not None:
            self.part = RepeatBlock(live, section.repeat, (), QuestionColumn, self.holder)
        else:
            self.part = QuestionColumn(live, form.tables[0], (), section.parts, self.holder)
        self.put(self.part, self.next_button)
        self.part.wanted.connect(self.bring)
        self.part.beyond.connect(self._on_beyond)

    def _on_beyond(self, step: int) -> None:
        if step > 0 and self.next_button.isEnabled():
            self.next_button.setFocus(Qt.FocusReason.TabFocusReason)
            self.bring(self.next_button)

    def enter(self) -> None:
        """Give the keyboard to the first question, else to the button that leads on."""
        if isinstance(self.part, RepeatBlock):
            self.part.enter()
        elif not self.part.enter():
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)


class QuestionsForm(QWidget):
    """All sections of one form; pages are made when they are first shown."""

    stood_on = Signal(object)

    def __init__(self, live: Live, form: Form) -> None:
        super().__init__()
        self._live = live
        self._form = form
        self.sections = sections(form)
        self._pages: dict[int, SectionPage] = {}
        self._list = QListWidget()
        self._list.setObjectName("sections")
        self._list.setAccessibleName(tr("Questions", "Sections"))
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.installEventFilter(self)
        self._stack = QStackedWidget()
        for _ in self.sections:
            self._list.addItem(QListWidgetItem())
        self._list.currentRowChanged.connect(self._on_row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addWidget(
            label(tr("Text", "Alt+PgUp, Alt+PgDn: the section before, after"), role="small", wrap=True)
        )
        self._side = QWidget()
        self._side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._side.setFixedWidth(LIST_WIDTH)
        outer.addWidget(self._side)
        self._side.setVisible(len(self.sections) > 1)
        outer.addWidget(self._stack, 1)
        self._retitle()
        live.changed.connect(self._on_changed)
        first = next((row for row in range(len(self.sections)) if not self._list.item(row).isHidden()), 0)
        self._list.setCurrentRow(first)

    # --- sections ----------------------------------------------------------------------------

    @property
    def titles(self) -> tuple[str, ...]:
        """The sections as the list names them, those that are asked."""
        return tuple(
            self._list.item(row).text() for row in range(self._list.count()) if not self._hidden(row)
        )

    @property
    def asked_sections(self) -> tuple[int, ...]:
        """The places of the sections that are asked now."""
        return tuple(row for row in range(self._list.count()) if not self._hidden(row))

    def _hidden(self, row: int) -> bool:
        return self._list.item(row).isHidden()

    def _on_row(self, row: int) -> None:
        if row < 0:
            return
        page = self.page(row)
        self._stack.setCurrentWidget(page)
        page.part.show_anew()
        page.next_button.setVisible(self._next(row, 1) is not None)

    def page(self, row: int) -> SectionPage:
        """The page of a section."""
        page = self._pages.get(row)
        if page is None:
            page = SectionPage(self._live, self._form, self.sections[row])
            page.part.stood_on.connect(self.stood_on)
            page.next_button.clicked.connect(lambda: self.turn(1))
            self._pages[row] = page
            self._stack.addWidget(page)
        return page

    @property
    def shown(self) -> SectionPage | None:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, SectionPage) else None

    def _addresses(self, section: Section) -> list[Address]:
        """The questions of a section that stand outside repeats."""
        main = self._form.tables[0].id
        return [
            Address(main, (), part.field.id)
            for part in section.parts
            if part.field is not None and not is_note(part.field)
        ]

    def _retitle(self) -> None:
        worst: dict[tuple[str, str], Severity] = {}
        for finding in self._live.findings:
            if finding.code != BLANK:
                worst.setdefault((finding.place.table, finding.place.field), finding.severity)
        for row, section in enumerate(self.sections):
            item = self._list.item(row)
            tone, shown = self._state(section, worst)
            item.setHidden(not shown)
            text = self._title(section)
            if item.text() != text:
                item.setText(text)
                room = QRect(0, 0, LIST_WIDTH - 66, 2000)
                box = self._list.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
                item.setSizeHint(QSize(LIST_WIDTH - 24, box.height() + 14))
            item.setIcon(sign(tone, 16))

    def _title(self, section: Section) -> str:
        if section.repeat is not None:
            words = self._live.words(section.repeat.label) or section.repeat.id.rpartition(".")[2]
            return f"{words} ({len(self._live.rows(section.repeat.id))})"
        head = section.parts[0].path if section.parts[0].kind == "group" else ""
        for path in (section.path, head):
            words = plain(self._group_label(path))
            if words:
                return _cut(words)
        first = next((part.field for part in section.parts if part.field is not None), None)
        if first is None:
            return tr("Questions", "Questions")
        return _cut(self._live.name(Address(self._form.tables[0].id, (), first.id)))

    def _group_label(self, path: str, key: Key = ()) -> str:
        try:
            return self._live.entry.group(path, key).label if path else ""
        except Problem:
            return ""

    def _state(self, section: Section, worst: dict[tuple[str, str], Severity]) -> tuple[str, bool]:
        """Give a section's sign, and whether anything of it is asked."""
        entry = self._live.entry
        if section.repeat is not None:
            tables = self._inside(section.repeat.id)
            wrong = [severity for (table, _), severity in worst.items() if table in tables]
            rows = self._live.rows(section.repeat.id)
            try:
                shown = entry.open.above(section.repeat.path, ()).relevant
                shown = shown and (
                    not rows or any(entry.group(section.repeat.path, key).relevant for key in rows)
                )
            except Problem:
                shown = True
            return ("error" if wrong else "good" if rows else "plain"), shown
        shown = answered = open_ = False
        wrong = []
        main = self._form.tables[0].id
        for part in section.parts:
            if part.field is None:
                continue
            view = entry.view(Address(main, (), part.field.id))
            shown = shown or view.relevant
            if (main, part.field.id) in worst:
                wrong.append(worst[main, part.field.id])
            if view.relevant and not view.readonly and not is_note(part.field):
                answered = answered or view.value is not None
                open_ = open_ or view.value is None
        if any(severity is Severity.ERROR for severity in wrong) and answered:
            return "error", shown
        if wrong and answered:
            return "warning", shown
        return ("good" if answered and not open_ else "started" if answered else "plain"), shown

    def _inside(self, table: str) -> set[str]:
        found = {table}
        for one in self._form.tables:
            if one.parent in found:
                found.add(one.id)
        return found

    def _on_changed(self, _: Moved) -> None:
        self._retitle()
        row = self._list.currentRow()
        if row >= 0:
            page = self._pages.get(row)
            if page is not None:
                page.next_button.setVisible(self._next(row, 1) is not None)

    # --- keyboard ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            self.start()
            return True
        return False

    def start(self) -> None:
        """Put the keyboard into the first question of the section that is shown."""
        if self.shown is not None:
            self.shown.enter()

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        return self.shown.part.address if self.shown is not None else None

    def jump_to(self, address: Address) -> bool:
        """Show the section of a cell and stand in it."""
        main = self._form.tables[0].id
        for row, section in enumerate(self.sections):
            if section.repeat is not None:
                inside = address.table in self._inside(section.repeat.id)
            else:
                inside = address.table == main and address in self._addresses(section)
            if inside:
                self._list.setCurrentRow(row)
                return self.page(row).part.jump_to(address)
        return False

    def _next(self, row: int, step: int) -> int | None:
        row += step
        while 0 <= row < self._list.count():
            if not self._hidden(row):
                return row
            row += step
        return None

    def turn(self, step: int) -> bool:
        """Go to the section before or after."""
        row = self._next(self._list.currentRow(), step)
        if row is None:
            return False
        self._list.setCurrentRow(row)
        self.start()
        return True

    def show_section(self, row: int) -> None:
        """Show a section by its place in `sections`."""
        self._list.setCurrentRow(row)

    def _block(self) -> RepeatBlock | None:
        part = self.shown.part if self.shown is not None else None
        if isinstance(part, RepeatBlock):
            return part.with_keyboard() or part
        return part.block_with_keyboard() if part is not None else None

    def add(self) -> None:
        """Add a row to the repeat the keyboard stands in."""
        block = self._block()
        if block is not None:
            block.add()

    def remove(self) -> None:
        """Remove a row of the repeat the keyboard stands in."""
        block = self._block()
        if block is not None:
            block.remove()


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"
