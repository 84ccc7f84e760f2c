"""The wizard of tables: labels of rows and columns in, sheets of a form out, as a workbook or to paste."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from forms.pack import Severity
from forms.problems import Problem
from forms.table_wizard import TYPES, WizardColumn, WizardTable, read_rows, subtotals
from office.building import Checked, check_table, write_table
from office.packs import table_rows
from ui.background import Progress
from ui.pasting import in_unicode
from ui.widgets import Card, Notice, Picker, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace

_BEGINS_WITH = 3  # columns


class ColumnLine:
    """The editors of one column of the table."""

    def __init__(self, number: int, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.number = label(str(number), role="muted")
        self.vi = self._box(tr("Packs", "Label of column {n}"), number)
        self.en = self._box(tr("Packs", "English label of column {n}"), number)
        self.type = Picker(tr("Packs", "Kind of column {n}").format(n=number))
        self.type.addItems([type_word(one) for one in TYPES])
        self.type.setMinimumContentsLength(8)
        self.type.currentIndexChanged.connect(self._on_type)
        self.unit_vi = self._box(tr("Packs", "Unit of column {n}"), number)
        self.unit_en = self._box(tr("Packs", "English unit of column {n}"), number)
        self.group_vi = self._box(tr("Packs", "Heading above column {n}"), number)
        self.group_en = self._box(tr("Packs", "English heading above column {n}"), number)
        self.total = QCheckBox()
        self.total.setAccessibleName(tr("Packs", "Add column {n} up").format(n=number))
        self.total.setToolTip(self.total.accessibleName())
        self.total.setChecked(True)
        self.total.clicked.connect(lambda _: changed())

    def _box(self, name: str, number: int) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name.format(n=number))
        made.setMinimumWidth(46)
        made.textChanged.connect(lambda _: self._changed())
        made.editingFinished.connect(lambda: made.home(False))  # a long text shows its beginning
        return made

    def _on_type(self, _: int) -> None:
        self.total.setEnabled(self.chosen_type != "text")
        self._changed()

    @property
    def chosen_type(self) -> str:
        """The kind of the column."""
        return TYPES[max(self.type.currentIndex(), 0)]

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The editors in the order of the keyboard."""
        texts = (self.unit_vi, self.unit_en, self.group_vi, self.group_en)
        return (self.number, self.vi, self.en, self.type, *texts, self.total)

    @property
    def blank(self) -> bool:
        """Whether nothing was written into any box."""
        boxes = (self.vi, self.en, self.unit_vi, self.unit_en, self.group_vi, self.group_en)
        return not any(box.text().strip() for box in boxes)

    def column(self) -> WizardColumn:
        """Give what was written."""
        return WizardColumn(
            self.vi.text().strip(),
            self.en.text().strip(),
            self.chosen_type,
            self.unit_vi.text().strip(),
            self.unit_en.text().strip(),
            self.group_vi.text().strip(),
            self.group_en.text().strip(),
            total=self.total.isChecked(),
        )


class RowLabels(QPlainTextEdit):
    """Where row labels are pasted: low, so that all else stays in sight; it grows with the window."""

    def sizeHint(self) -> QSize:
        return QSize(256, 88)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 80)


class TableSection(QWidget):
    """Asks for rows and columns of a statistics table; the formulas of its subtotals write themselves."""

    preview_wanted = Signal(object)  # Pack

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.lines: list[ColumnLine] = []
        outer = column_in(self)
        outer.addWidget(self._form_card())
        outer.addWidget(self._rows_card(), 1)
        outer.addWidget(self._columns_card())
        self.notice = Notice()
        outer.addWidget(self.notice)
        outer.addLayout(self._buttons())
        outer.addLayout(self._copy_buttons())
        for _ in range(_BEGINS_WITH):
            self.add_column()
        self._count()

    # --- building the screen -----------------------------------------------------------------

    def _form_card(self) -> Card:
        card = Card(margin=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        self.number = QLineEdit("BM-20")
        self.title_vi = QLineEdit()
        self.title_en = QLineEdit()
        for column, (box, word, stretch) in enumerate(
            (
                (self.number, tr("Packs", "Number of the form"), 1),
                (self.title_vi, tr("Packs", "Title of the form"), 4),
                (self.title_en, tr("Packs", "English title"), 3),
            )
        ):
            box.setAccessibleName(word)
            grid.addWidget(label(word, role="small"), 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, stretch)
        card.body.addLayout(grid)
        return card

    def _rows_card(self) -> Card:
        card = Card(tr("Packs", "Rows"), margin=12)
        words = tr(
            "Packs",
            "One label a line, pasted from Excel or typed; spaces in front make it deeper. A row with "
            "rows below it becomes a subtotal. A second cell of Excel is the English label.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.rows = RowLabels()
        self.rows.setAccessibleName(tr("Packs", "Labels of the rows"))
        self.rows.setTabChangesFocus(True)
        self.rows.textChanged.connect(self._count)
        card.body.addWidget(self.rows, 1)
        self.counted = label(role="small")
        card.body.addWidget(self.counted)
        return card

    def _columns_card(self) -> Card:
        card = Card(tr("Packs", "Columns"), margin=12)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(5)
        heads = (
            ("", 0),
            (tr("Packs", "Label"), 5),
            (tr("Packs", "In English"), 4),
            (tr("Packs", "Kind"), 0),
            (tr("Packs", "Unit"), 3),
            (tr("Packs", "In English"), 3),
            (tr("Packs", "Heading above"), 4),
            (tr("Packs", "In English"), 3),
            (tr("Packs", "Total"), 0),
        )
        for column, (word, stretch) in enumerate(heads):
            self._grid.addWidget(label(word, role="small"), 0, column)
            self._grid.setColumnStretch(column, stretch)
        card.body.addLayout(self._grid)
        row = QHBoxLayout()
        self.add_button = button(tr("Packs", "Add a column"))
        self.add_button.clicked.connect(self._on_add)
        self.remove_button = button(tr("Packs", "Remove the last column"))
        self.remove_button.clicked.connect(self.remove_column)
        self.paste_button = button(tr("Packs", "Paste labels from Excel"), kind="quiet")
        self.paste_button.setToolTip(
            tr("Packs", "Every cell on the clipboard becomes the label of a column.")
        )
        self.paste_button.clicked.connect(self.paste_columns)
        for made in (self.add_button, self.remove_button, self.paste_button):
            row.addWidget(made)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.try_button = button(tr("Packs", "Try the table out"), kind="main")
        self.try_button.clicked.connect(self.try_out)
        self.new_button = button(tr("Packs", "New workbook …"))
        self.new_button.clicked.connect(self.write_new)
        self.into_button = button(tr("Packs", "Into a workbook …"))
        self.into_button.clicked.connect(self.write_into)
        for made in (self.try_button, self.new_button, self.into_button):
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _copy_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(tr("Packs", "Copy for pasting:"), role="muted"))
        self.copy_buttons = {}
        for sheet in ("survey", "choices", "settings"):
            made = button(sheet, kind="chip")
            made.setToolTip(
                tr("Packs", "Copies the rows of sheet {sheet} with their heading.").format(sheet=sheet)
            )
            made.clicked.connect(partial(self.copy_sheet, sheet))
            row.addWidget(made)
            self.copy_buttons[sheet] = made
        row.addStretch(1)
        return row

    # --- columns and rows ------------------------------------------------------------------------

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.title_vi

    def add_column(self) -> ColumnLine:
        """Add the editors of a further column."""
        line = ColumnLine(len(self.lines) + 1, self._count)
        self.lines.append(line)
        for column, widget in enumerate(line.widgets):
            place = Qt.AlignmentFlag.AlignCenter if widget is line.total else Qt.AlignmentFlag(0)
            self._grid.addWidget(widget, len(self.lines), column, place)
        self._order()
        self._count()
        return line

    def _order(self) -> None:
        """Let Tab go through the columns before it reaches the buttons below them."""
        before: QWidget = self.rows
        for line in self.lines:
            for widget in line.widgets[1:]:
                QWidget.setTabOrder(before, widget)
                before = widget
        for made in (self.add_button, self.remove_button, self.paste_button, self.try_button):
            QWidget.setTabOrder(before, made)
            before = made

    def _on_add(self) -> None:
        self.add_column().vi.setFocus()

    def remove_column(self) -> None:
        """Take the last column away; one stays."""
        if len(self.lines) > 1:
            for widget in self.lines.pop().widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._count()

    def paste_columns(self) -> None:
        """Make a column of every cell on the clipboard; blank lines of the screen are used first."""
        text = in_unicode(QApplication.clipboard().text(), self._place.ask)
        labels = [cell.strip() for line in text.splitlines() for cell in line.split("\t") if cell.strip()]
        free = [line for line in self.lines if line.blank]
        for word in labels:
            line = free.pop(0) if free else self.add_column()
            line.vi.setText(word)
        if not labels:
            self.notice.tell("note", tr("Packs", "There is no text on the clipboard."))

    def _count(self) -> None:
        self.notice.clear()
        self.remove_button.setEnabled(len(self.lines) > 1)
        try:
            rows = read_rows(self.rows.toPlainText())
        except Problem as problem:
            self.counted.setText(self._place.sentence(problem))
            return
        words = tr("Packs", "{rows} rows, {totals} of them subtotals; {columns} columns")
        columns = sum(not line.blank for line in self.lines)
        self.counted.setText(words.format(rows=len(rows), totals=sum(subtotals(rows)), columns=columns))

    def table(self) -> WizardTable:
        """Give the table as it was described; raise the problem of a letter that cannot be printed."""
        number = self.number.text().strip()
        return WizardTable(
            "".join(letter for letter in number if letter not in "-–. /"),
            number,
            self.title_vi.text().strip(),
            self.title_en.text().strip(),
            read_rows(self.rows.toPlainText()),
            tuple(line.column() for line in self.lines if not line.blank),
        )

    # --- what comes of it --------------------------------------------------------------------------

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def copy_sheet(self, sheet: str) -> None:
        """Put the rows of a sheet on the clipboard, as Excel takes them."""
        try:
            text = table_rows(self.table())[sheet]
        except Problem as problem:
            self._on_failed(problem)
            return
        QApplication.clipboard().setText(text)
        words = tr("Packs", "{n} rows copied: paste them at A1 of sheet {sheet}.")
        self.notice.tell("good", words.format(n=len(text.split("\n")), sheet=sheet))

    def try_out(self) -> None:
        """Compile the table alone and open it as it will look."""
        try:
            table = self.table()
        except Problem as problem:
            self._on_failed(problem)
            return
        language = self._place.desk.language

        def work(_: Progress) -> Checked:
            return check_table(table, language)

        self._place.runner.run(work, done=self._on_tried, failed=self._on_failed)

    def _on_tried(self, checked: Checked) -> None:
        if checked.pack is not None:
            self.preview_wanted.emit(checked.pack)
            return
        wrong = next(remark for remark in checked.remarks if remark.severity is Severity.ERROR)
        place = f"{wrong.sheet}!{wrong.cell}"
        self.notice.tell("error", f"{wrong.code} · {place} · {wrong.what}. {wrong.remedy}")

    def write_new(self) -> None:
        """Write a workbook of this table alone."""
        self._write(None)

    def write_into(self) -> None:
        """Write the workbook of a pack once more, with this table as a further form."""
        kinds = tr("Packs", "Workbooks (*.xlsx)")
        chosen = self._place.ask.open_files(tr("Packs", "Choose the workbook of a pack"), kinds)
        if chosen:
            self._write(chosen[0])

    def _write(self, into: Path | None) -> None:
        try:
            table = self.table()
        except Problem as problem:
            self._on_failed(problem)
            return
        name = into.name if into else f"{table.number or 'bieu'}.xlsx"
        kinds = tr("Packs", "Workbooks (*.xlsx)")
        target = self._place.ask.save_file(tr("Packs", "Write the workbook as"), name, kinds)
        if target is None:
            return
        if target.suffix.lower() != ".xlsx":
            target = target.with_name(f"{target.name}.xlsx")

        def work(_: Progress) -> Path:
            return write_table(table, target, into)

        self._place.runner.run(work, done=self._on_written, failed=self._on_failed)

    def _on_written(self, path: Path) -> None:
        self.notice.tell("good", tr("Packs", "Written: {file}").format(file=str(path)))


def type_word(name: str) -> str:
    """The kind of a column in words."""
    return {
        "integer": tr("Packs", "whole number"),
        "decimal": tr("Packs", "decimal number"),
        "text": tr("Packs", "text"),
    }[name]
