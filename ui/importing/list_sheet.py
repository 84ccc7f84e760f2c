"""Taking a list in: the file, what its columns are, the dry run as the main button, then take in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exports.excel_form import is_excel_form
from exports.lists import Flaw
from forms.problems import Problem
from office.desk import Desk
from office.excel_forms import FormSeen, look_at_form, take_form
from office.import_columns import Target, columns_of, targets
from office.import_damage import shown
from office.import_rows import Trouble
from office.import_words import column_name, counts_words, sheet_label, taken_words
from office.importing import (
    DryRun,
    Job,
    Listed,
    Taken,
    Verdict,
    Way,
    begin,
    dry_run,
    look,
    tables_of,
    take_in,
)
from office.masking import is_masked, masked
from office.messages import sentence
from ui.background import Progress, Work, at_own_desk
from ui.importing.parts import ColumnTable, number_box
from ui.importing.results_page import ResultsPage
from ui.widgets import Elided, Notice, Picker, button, label, set_look
from ui.words import tr
from ui.workplace import Workplace

Answer = TypeVar("Answer")
_DEEPEST = 3


class ListImport(QDialog):
    """The dialog. Nothing is changed before "Take in" is pressed, which stands only after a dry run."""

    taken = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None, table: str = "") -> None:
        super().__init__(parent)
        self.place = place
        self.listed: Listed | None = None
        self.job: Job | None = None
        self.dry: DryRun | None = None
        self.form_path: Path | None = None  # of a filled Excel form, which needs no columns
        self.form_seen: FormSeen | None = None
        self._work: Work | None = None
        self._filling = False
        self._popped = False
        self._tables = tables_of(place.desk)
        self._targets: tuple[Target, ...] = ()
        self._columns: list[int] = []
        self.setWindowTitle(tr("Importing", "Import a list"))
        room = parent.size() if parent is not None else self.maximumSize()
        self.resize(min(1160, room.width() - 40), min(720, room.height() - 40))
        self._build(table)
        self._lay_out()
        self._wake()
        self.file_button.setFocus()

    # --- building ----------------------------------------------------------------------------

    def _build(self, table: str) -> None:
        self.file_button = button(tr("Importing", "Choose a file…"), kind="main")
        self.file_button.clicked.connect(self.choose_file)
        self._where = Elided(role="muted")
        self.sheet = Picker(tr("Importing", "Sheet"))
        self.table = Picker(tr("Importing", "Table of the form"))
        forms = {form.id: form for form in self.place.desk.pack.forms}
        for one in self._tables:
            form = forms[one.form]
            title = self.place.words(form.title if one is form.tables[0] else one.label)
            self.table.addItem(f"{form.number} · {' '.join(title.split())}")
        wanted = next((n for n, one in enumerate(self._tables) if one.id == table), None)
        inside = next((n for n, one in enumerate(self._tables) if one.form == table), 0)
        self.table.setCurrentIndex(inside if wanted is None else wanted)
        self.top = number_box(tr("Importing", "Row of the headings (0: none)"), 0, 999)
        self.deep = number_box(tr("Importing", "Rows of headings"), 1, _DEEPEST)
        self.way = Picker(tr("Importing", "What becomes of the rows"))
        self._ways = (Way.BOTH, Way.UPDATE, Way.SKIP, Way.ADD)
        for words in (
            tr("Importing", "Update those here by key, add the others"),
            tr("Importing", "Only update those that are here"),
            tr("Importing", "Only add new ones, leave those here"),
            tr("Importing", "Add all, do not look at keys"),
        ):
            self.way.addItem(words)
        self.columns = ColumnTable()
        self.target = Picker(tr("Importing", "Question for the selected column"))
        self.found = ResultsPage(self.place.desk.language)
        self.questions, self.results = self.found.questions, self.found.results
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self._connect()

    def _connect(self) -> None:
        self.sheet.activated.connect(lambda _: self._propose())
        self.table.activated.connect(lambda _: self._propose())
        self.top.valueChanged.connect(lambda _: self._propose(as_said=True))
        self.deep.valueChanged.connect(lambda _: self._propose(as_said=True))
        self.way.activated.connect(self._choose_way)
        self.columns.itemSelectionChanged.connect(self._show_target)
        self.columns.cellActivated.connect(lambda *_: self._to_target())
        self.columns.keyed.connect(self.toggle_key)
        self.target.activated.connect(self._choose_target)
        self.questions.toggled.connect(self.toggle_answer)
        self.questions.cellDoubleClicked.connect(lambda row, _: self.toggle_answer(row))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 16, 22, 14)
        outer.setSpacing(8)
        outer.addWidget(label(tr("Importing", "Import a list"), role="heading"))
        row = QHBoxLayout()
        row.addWidget(self.file_button)
        row.addWidget(self._where, 1)
        outer.addLayout(row)
        outer.addWidget(self.notice)
        outer.addWidget(self.bar)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page())
        self.pages.addWidget(self.found)
        outer.addWidget(self.pages, 1)
        buttons = QHBoxLayout()
        self.back_button = button(tr("Importing", "Back to the columns"))
        self.back_button.clicked.connect(self.go_back)
        self.close_button = button(tr("Importing", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.take_button = button("")
        self.take_button.clicked.connect(self.take)
        self.dry_button = button(tr("Importing", "Dry run: change nothing (Ctrl+Enter)"), kind="main")
        self.dry_button.clicked.connect(self.try_out)
        self.dry_button.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_on)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        for one in (self.close_button, self.take_button, self.dry_button):
            buttons.addWidget(one)
        outer.addLayout(buttons)

    def _first_page(self) -> QWidget:
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for place, (words, editor) in enumerate(
            (
                (tr("Importing", "Sheet"), self.sheet),
                (tr("Importing", "Table of the form"), self.table),
                (tr("Importing", "What becomes of the rows"), self.way),
            )
        ):
            grid.addWidget(label(words, role="small"), 0, place)
            grid.addWidget(editor, 1, place)
            grid.setColumnStretch(place, 3)
        for place, (words, number) in enumerate(
            (
                (tr("Importing", "Row of the headings (0: none)"), self.top),
                (tr("Importing", "Rows of headings"), self.deep),
            ),
            start=3,
        ):
            grid.addWidget(label(words, role="small"), 0, place)
            grid.addWidget(number, 1, place)
        body.addLayout(grid)
        body.addWidget(self.columns, 3)
        line = QHBoxLayout()
        self._target_words = label(role="small")
        line.addWidget(self._target_words)
        line.addWidget(self.target, 1)
        body.addLayout(line)
        words = tr(
            "Importing", "Enter: what the column is · Space: key column, by which records here are recognised"
        )
        body.addWidget(label(words, role="small", wrap=True))
        return page

    # --- the file ----------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        kinds = tr("Importing", "Lists (*.xlsx *.xls *.ods *.csv *.txt *.tsv);;All files (*)")
        paths = self.place.ask.open_files(tr("Importing", "The list"), kinds)
        if paths:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Read a file in the background."""
        self._where.setText(str(path))
        self.listed = self.job = self.dry = None
        self.form_path = self.form_seen = None
        self.pages.setCurrentIndex(0)
        self._run(lambda desk, progress: look(desk, path, progress), self._have_read)

    def _have_read(self, listed: Listed) -> None:
        if is_excel_form(listed.sheets):
            self.form_path = listed.path
            return
        self.listed = listed
        self._filling = True
        self.sheet.clear()
        for one in listed.sheets:
            self.sheet.addItem(sheet_label(one))
        largest = max(range(len(listed.sheets)), key=lambda n: len(listed.sheets[n].rows))
        self.sheet.setCurrentIndex(largest)
        self._filling = False
        self._propose()

    def _propose(self, *, as_said: bool = False) -> None:
        if self.listed is None or self._filling or not self._tables:
            return
        table = self._tables[self.table.currentIndex()]
        top = self.top.value() if as_said else None
        self.job = begin(
            self.place.desk,
            self.listed,
            self.sheet.currentIndex(),
            table.id,
            top=top,
            depth=self.deep.value(),
        )
        self.dry = None
        self._targets = targets(table)
        self._filling = True
        self.top.setValue(self.job.headings.top)
        self.deep.setValue(self.job.headings.depth)
        self.way.setCurrentIndex(self._ways.index(self.job.layout.way))
        self.way.setEnabled(table.kind == "records")
        self.target.clear()
        self.target.addItem(tr("Importing", "(not used)"))
        for one in self._targets:
            above = tr("Importing", "The record above: {table}").format(table=one.label)
            self.target.addItem(above if one.id == "^" else f"{one.label} ({one.id.lstrip('#')})")
        self._filling = False
        self._columns = list(columns_of(self.listed.sheets[self.job.sheet], self.job.headings))
        self._fill_columns()
        if self._columns:
            self.columns.selectRow(0)
        self._wake()

    # --- columns -----------------------------------------------------------------------------

    def _fill_columns(self) -> None:
        if self.job is None or self.listed is None:
            return
        sheet, job = self.listed.sheets[self.job.sheet], self.job
        first = next((row for row in sheet.rows if row.number >= job.headings.first), None)
        names = {one.id: self.target.itemText(n) for n, one in enumerate(self._targets, start=1)}
        fields = self.place.desk.pack.tables_by_id[job.layout.table].fields
        hidden = {one.id for one in fields if is_masked(one)}  # ID numbers, shown by their end alone
        rows = []
        for column in self._columns:
            content = first.cells[column - 1] if first is not None and column <= len(first.cells) else None
            target = job.layout.columns.get(column, "")
            value = content.text if isinstance(content, Flaw) else shown(content)
            value = masked(value) if target in hidden else value
            key = "✓" if target in job.layout.key else ""
            word = job.headings.words.get(column, "")
            rows.append((column_name(column), word, value, key, names.get(target, self.target.itemText(0))))
        at = self.columns.currentRow()
        self.columns.fill(rows)
        if at >= 0:
            self.columns.selectRow(at)

    def _show_target(self) -> None:
        row = self.columns.currentRow()
        if self.job is None or not 0 <= row < len(self._columns):
            return
        column = self._columns[row]
        target = self.job.layout.columns.get(column)
        ids = [one.id for one in self._targets]
        self.target.setCurrentIndex(ids.index(target) + 1 if target in ids else 0)
        words = tr("Importing", "Column {column} is:").format(column=column_name(column))
        self._target_words.setText(words)

    def _to_target(self) -> None:
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._popped = True
        self.target.showPopup()

    def _choose_target(self, index: int) -> None:
        row = self.columns.currentRow()
        if self.job is None or not 0 <= row < len(self._columns):
            return
        column, layout = self._columns[row], self.job.layout
        wanted = self._targets[index - 1].id if index > 0 else ""
        columns = {c: one for c, one in layout.columns.items() if c != column and one != wanted}
        if wanted:
            columns[column] = wanted
        key = tuple(one for one in layout.key if one in columns.values())
        self._changed(replace(self.job, layout=replace(layout, columns=columns, key=key), mend={}))
        if self._popped:  # opened from the table: back to it
            self._popped = False
            self.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_key(self, row: int) -> None:
        """Make a column a key column, or take that away."""
        if self.job is None or not 0 <= row < len(self._columns):
            return
        layout = self.job.layout
        target = layout.columns.get(self._columns[row], "")
        if not target or target[0] in "#^":
            return
        key = tuple(one for one in layout.key if one != target)
        self._changed(
            replace(self.job, layout=replace(layout, key=key if key != layout.key else (*key, target)))
        )

    def _choose_way(self, index: int) -> None:
        if self.job is not None:
            self._changed(replace(self.job, layout=replace(self.job.layout, way=self._ways[index])))

    def _changed(self, job: Job) -> None:
        self.job, self.dry = job, None
        self._fill_columns()
        self._show_target()
        self._wake()

    # --- dry run -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Ctrl+Enter: the dry run, and after one without open answers taking in."""
        if self.dry is None and self.form_seen is None:
            self.try_out()
        else:
            self.take()

    def _look_at_form(self) -> None:
        """Look what a filled Excel form would do; nothing is changed."""
        path = self.form_path
        if path is not None and self._work is None:
            self._run(
                lambda desk, progress: look_at_form(desk, path, progress=progress), self._form_looked_at
            )

    def _form_looked_at(self, seen: FormSeen) -> None:
        self.form_seen = seen
        counts = {verdict.value: seen.count(verdict) for verdict in Verdict}
        told = tr("Importing", "An Excel form.") + " "
        told += sentence("SAY_IMPORT_COUNTS", self.place.desk.language, **counts)
        told += " " + tr("Importing", "Nothing has been changed yet.")
        self.notice.tell("warning" if counts["refused"] else "note", told)
        self.found.show_questions(None, None)
        self._show_troubles(seen.troubles, counts["refused"])

    def try_out(self) -> None:
        """Look what each row would do; nothing is changed."""
        if self.form_path is not None:
            self._look_at_form()
            return
        listed, job = self.listed, self.job
        if listed is None or job is None or self._work is not None:
            return
        self._run(lambda desk, progress: dry_run(desk, listed, job, progress), self._tried)

    def _tried(self, dry: DryRun) -> None:
        self.dry = dry
        language = self.place.desk.language
        bad = dry.count(Verdict.REFUSED)
        told = counts_words(dry, language) + " " + tr("Importing", "Nothing has been changed yet.")
        self.notice.tell("warning" if bad else "note", told)
        self.found.show_questions(self.dry, self.job)
        self._show_troubles(dry.troubles, bad)

    def _show_troubles(self, troubles: Sequence[Trouble], bad: int) -> None:
        """Show what is wrong by cell, on the second page."""
        self.found.show_troubles(troubles, bad, numbered=self.form_seen is None)
        self.pages.setCurrentIndex(1)
        self._wake()
        self.found.take_keyboard(self.take_button)

    def toggle_answer(self, row: int) -> None:
        """Answer a question the other way; the rows are to be looked at again."""
        if self.dry is None or self.job is None or not 0 <= row < len(self.dry.questions):
            return
        one, job = self.dry.questions[row], self.job
        now = job.mend.get((one.column, one.damage), one.proposed)
        self.job = replace(job, mend={**job.mend, (one.column, one.damage): not now})
        self.found.show_questions(self.dry, self.job)
        self.try_out()

    def go_back(self) -> None:
        """Go back to the columns."""
        self.dry = None
        self.notice.clear()
        self.pages.setCurrentIndex(0)
        self._wake()
        self.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- taking in ---------------------------------------------------------------------------

    def take(self) -> None:
        """Take the rows in: all that are new or changed, as one step of undo."""
        dry, path = self.dry, self.form_path
        if self._work is not None or not self._takes():
            return
        if path is not None:
            self._run(lambda desk, progress: take_form(desk, path, progress=progress), self._took)
            return
        if dry is None:
            return
        self._run(lambda desk, progress: take_in(desk, dry, progress), self._took)

    def _took(self, taken: Taken) -> None:
        words = taken_words(taken, self.place.desk.language)
        self.notice.tell("good", words + " " + tr("Importing", "Ctrl+Z takes all of it back."))
        self.dry = self.form_seen = None
        self.taken.emit()
        self._wake()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- work under way ----------------------------------------------------------------------

    def _run(self, work: Callable[[Desk, Progress], Answer], done: Callable[[Answer], object]) -> None:
        self.notice.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._work = self.place.runner.run(
            at_own_desk(self.place.desk, work),
            done=done,
            failed=self._failed,
            progress=self._moved,
            ended=self._ended,
        )
        self._wake()

    def _moved(self, done: int, total: int, _: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _failed(self, problem: Problem) -> None:
        self.notice.tell("error", self.place.sentence(problem))

    def _ended(self) -> None:
        self._work = None
        self.bar.hide()
        self._wake()
        read = self.job is not None or self.form_path is not None
        set_look(self.file_button, "kind", "" if read else "main")
        if self.form_path is not None and self.form_seen is None and self.pages.currentIndex() == 0:
            self._look_at_form()
        elif self.job is not None and self.pages.currentIndex() == 0:
            self.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wake(self) -> None:
        idle, second = self._work is None, self.pages.currentIndex() == 1
        ready = idle and self.job is not None
        self.file_button.setEnabled(idle)
        for one in (self.sheet, self.table, self.top, self.deep, self.columns, self.target):
            one.setEnabled(ready)
        self.dry_button.setEnabled(ready or (idle and self.form_path is not None))
        self.back_button.setVisible(second and self.form_path is None)
        takes = self._takes()
        words = tr("Importing", "Take in {n} rows").format(n=takes)
        self.take_button.setText(f"{words} (Ctrl+Enter)" if takes else words)
        self.take_button.setVisible(second)
        self.take_button.setEnabled(idle and takes > 0)

    def _takes(self) -> int:
        """Count the rows that would go in."""
        if self.form_seen is not None:
            return self.form_seen.count(Verdict.NEW) + self.form_seen.count(Verdict.CHANGED)
        return self.dry.takes if self.dry is not None else 0

    def reject(self) -> None:
        """Stop work under way, which leaves nothing behind; else close."""
        if self._work is not None:
            self._work.stop()
            self._work.given_up = True
        super().reject()
