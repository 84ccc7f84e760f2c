"""The entry page: forms on the left, the chosen one in the middle, status line and problem list below."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import Form, Severity, TableKind
from ui.entry.details import DetailsPanel
from ui.entry.finder import Finder
from ui.entry.form_list import FormList
from ui.entry.form_view import FormView, make_form_view
from ui.entry.grid_form import GridForm
from ui.entry.key_hints import KeyHints
from ui.entry.live import Live
from ui.entry.notes_list import NotesPanel
from ui.entry.numbers import has_numbers, hide_numbers, turn_numbers
from ui.entry.problems import ProblemPanel
from ui.entry.questions_form import QuestionsForm
from ui.entry.record_form import RecordForm, RecordsForm
from ui.entry.records_view import RecordsMenu, RecordsView, first_field
from ui.entry.register_form import RegisterForm
from ui.entry.rows_form import RowsForm
from ui.entry.sheet_menu import SheetMenu
from ui.entry.status_line import StatusLine
from ui.entry.text_form import TextForm
from ui.widgets import Elided, Page, button, label
from ui.words import tr

_ADDING = RecordsForm | RecordForm | RowsForm | TextForm | QuestionsForm | RegisterForm
"""Views in which people add rows."""
SIDE, SIDE_NARROW, NARROW = 212, 112, 700
"""How wide the list of forms is, and below which width of the page it shows their numbers only."""


class EntryPage(Page):
    """Every form of this office."""

    behind_wanted = Signal(object)  # Address of a figure that comes from the register

    def __init__(self, live: Live) -> None:
        super().__init__(tr("Entry", "Entry"), scroll=False)
        self.live = live
        self._views: dict[str, FormView] = {}
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.title.hide()
        self._foreign = live.foreign
        self.forms = FormList(live)
        self.forms.selectionModel().currentChanged.connect(self._on_form)
        self._panels()
        self.status = StatusLine(live)
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(16, 0, 16, 10)
        self.sheet = SheetMenu(live, self, self._stack, self._sheet_here, self._back_from_finder)
        self._name = Elided(role="heading")
        self.before, self.after = QHBoxLayout(), QHBoxLayout()  # what others put around the name
        self.above = QVBoxLayout()  # what others tell above the form
        self._keys = KeyHints()
        self._beside = button(tr("Entry", "Period before (Shift+F7)"), kind="chip")
        self._beside.setCheckable(True)
        self._beside.setToolTip(
            tr("Entry", "Shows the figures of the period before with the difference; F7 takes one over")
        )
        self._beside.clicked.connect(self.show_before)
        self._build()
        self._shortcuts()
        self._resume = live.entry.last_place()  # until the page is first shown
        if live.forms:
            last = self._resume.table if self._resume else ""
            mine = [n for n, form in enumerate(live.forms) if any(t.id == last for t in form.tables)]
            plain = [n for n, form in enumerate(live.forms) if form.tables[0].role != "header"]
            self.forms.setCurrentIndex(self.forms.model().index((mine or plain or [0])[0], 0))

    def _build(self) -> None:
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self._middle())
        self._split.addWidget(self.problems)
        self._split.addWidget(self.details)
        self._split.addWidget(self.notes)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(0, False)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._split, 1)
        right.addWidget(self.status)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._sidebar = self._side()
        row.addWidget(self._sidebar)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _panels(self) -> None:
        """What is shown when it is asked for: problems, details of a cell, the box that finds."""
        self.problems = ProblemPanel(self.live)
        self.problems.jump.connect(self.jump_to)
        self.problems.closed.connect(self._close_problems)
        self.problems.hide()
        self.details = DetailsPanel(self.live)
        self.details.closed.connect(self._close_details)
        self.details.hide()
        self.notes = NotesPanel(self.live)
        self.notes.jump.connect(self.jump_to)
        self.notes.closed.connect(self.close_message)
        self.notes.hide()
        self.finder = Finder(self.live)
        self.finder.jump.connect(self.jump_to)
        self.finder.closed.connect(self._back_from_finder)
        self.rows = RecordsMenu(self.live, self, self._rows_here)
        self.rows.came_back.connect(self._show_record)
        self._from: Address | None = None  # where the keyboard was when something was looked for

    def _side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(SIDE)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 8, 0, 8)
        left.addWidget(self.forms, 1)
        keys = label(tr("Entry", "Ctrl+PgUp, Ctrl+PgDn: the form before, after"), role="small", wrap=True)
        keys.setContentsMargins(12, 0, 8, 0)
        left.addWidget(keys)
        self._turning = keys
        alone = len(self.live.forms) == 1
        if alone and (
            self._foreign or self.live.forms[0].register
        ):  # setHidden(False) would make it a window of its own
            side.hide()
        return side

    def _middle(self) -> QWidget:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 2)
        head.addLayout(self.before)
        head.addWidget(self._name, 1)
        head.addLayout(self.after)
        head.addWidget(self.rows.button)
        head.addWidget(self.sheet.button)
        head.addWidget(self._beside)
        check = button(tr("Entry", "Check (F9)"))
        check.clicked.connect(self.check)
        head.addWidget(check)
        hints = QHBoxLayout()
        hints.setContentsMargins(16, 0, 16, 6)
        hints.addLayout(self._keys)
        hints.addStretch(1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self.above)
        column.addLayout(hints)
        column.addWidget(self.finder)
        column.addWidget(self._stack, 1)
        return middle

    def _shortcuts(self) -> None:
        for keys, act in (
            ("F9", self.check),
            ("F12", self.explain),
            ("F5", self.add),
            ("F6", self.remove_or_go),
            ("Ctrl+G", self.go_to),
            ("Ctrl++", self.add),
            ("Ctrl+-", self.remove),
            ("F7", self.copy_before),
            ("F10", self.show_behind),
            ("Shift+F7", self.show_before),
            ("Shift+F2", self.note),
            ("Ctrl+F2", self.note_on_row),
            ("Ctrl+Shift+F2", self.list_notes),
            ("Ctrl+F", self.search),
            ("F3", self.find_next),
            ("F8", self.close_message),
            ("Ctrl+PgDown", lambda: self._turn_form(1)),
            ("Ctrl+PgUp", lambda: self._turn_form(-1)),
            ("Alt+PgDown", lambda: self._turn(1)),
            ("Alt+PgUp", lambda: self._turn(-1)),
            ("Ctrl+S", self.reassure),
            ("Ctrl+Return", self.show_details),
            ("Ctrl+Enter", self.show_details),
            ("Ctrl+Z", self.live.undo),
            ("Ctrl+Y", self.live.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- forms -------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return self.live.forms[max(self.forms.currentIndex().row(), 0)]

    @property
    def view(self) -> FormView | None:
        """The view of the form that is shown."""
        return self._views.get(self.form.id)

    def open_form(self, form_id: str) -> None:
        """Show a form."""
        row = next(n for n, form in enumerate(self.live.forms) if form.id == form_id)
        self.forms.setCurrentIndex(self.forms.model().index(row, 0))

    def _on_form(self, current: QModelIndex, _: QModelIndex) -> None:
        if not current.isValid():
            return
        form = self.live.forms[current.row()]
        view = self._views.get(form.id)
        if view is None:
            view = make_form_view(self.live, form)
            view.stood_on.connect(self.status.stand_on)
            view.stood_on.connect(self.details.stand_on)
            view.stood_on.connect(self._hide_numbers)
            self._views[form.id] = view
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        name = self.live.words(form.title)
        self._name.setText(name if self._foreign else f"{form.number} · {name}")
        self.status.stand_on(view.address)
        self._beside.setVisible(self.live.earlier.has(form))
        self._beside.setChecked(self.live.shows_before(form.tables[0].id))
        self.rows.button.setVisible(self._rows_here() is not None)
        self.sheet.offer(on=isinstance(view, RecordsForm | RecordForm | TextForm))
        self._keys.tell(form, self._room)

    def _sheet_here(self) -> tuple[str, Key] | None:
        """The record or the report that is shown, saved; None where there is none."""
        view, main = self.view, self.form.tables[0]
        self._from = view.address if view is not None else None
        self._leave_editor()
        if isinstance(view, RecordsForm):
            return (main.id, view.key) if view.key is not None else None
        return (main.id, ()) if isinstance(view, RecordForm | TextForm) else None

    def _rows_here(self) -> RecordsView | None:
        """The rows the keyboard stands in, else those that the form consists of."""
        view = self.view
        if isinstance(view, RecordsForm | RecordForm | TextForm | RegisterForm):
            return view.rows_here
        return view if isinstance(view, RowsForm) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._sidebar.setFixedWidth(SIDE_NARROW if narrow else SIDE)
        self._turning.setVisible(not narrow)
        self._keys.fit(self._room)

    @property
    def _room(self) -> int:
        return self._stack.width() - 32

    def _turn_form(self, step: int) -> None:
        row = self.forms.currentIndex().row() + step
        if 0 <= row < len(self.live.forms):
            self.forms.setCurrentIndex(self.forms.model().index(row, 0))
            self.start()

    def _turn(self, step: int) -> None:
        if self.view is not None:
            self.view.turn(step)

    def start(self) -> None:
        """Give the form the keyboard."""
        if self.view is not None:
            self.view.start()

    def first_focus(self) -> QWidget | None:
        self.finder.prepare()
        resume, self._resume = self._resume, None
        mine = resume is not None and any(table.id == resume.table for table in self.form.tables)
        if resume is None or not mine or self.view is None or not self.view.jump_to(resume):
            self.start()
        return None

    def jump_to(self, address: Address) -> None:
        """Open the form of a cell and stand on the cell."""
        form = next((f for f in self.live.forms if any(t.id == address.table for t in f.tables)), None)
        if form is not None:
            self.open_form(form.id)
            if self.view is not None:
                self.view.jump_to(address)

    def _show_record(self, table: str, key: Key) -> None:
        """Stand in a record that came back."""
        self.jump_to(Address(table, key, first_field(self.live.table(table))))

    # --- keys --------------------------------------------------------------------------------

    def check(self) -> None:
        """Show every problem and give the list the keyboard."""
        self._leave_editor()
        self.details.hide()
        self.notes.hide()
        opened = self.problems.isHidden()
        self.problems.show()
        self.problems.refresh()
        if opened:
            self.problems.stand_on_first()
        self._split.setSizes([max(self.height() - 290, 260), 230, 0, 0])
        self.problems.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def explain(self) -> None:
        """Open the explanation of the warning on the current cell."""
        if not self.live.explains:  # such a form has no place for reasons
            self.note()
            return
        if self.problems.list.hasFocus():
            self.problems.open_box()
            return
        view = self.view
        address = view.address if view is not None else None
        warned = address is None or any(
            f.severity is Severity.WARNING for f in self.live.findings_at(address)
        )
        if not warned:
            self.note()
            return
        self._leave_editor()
        self.check()
        if address is not None:
            self.problems.show_finding_at(address)

    def add(self) -> None:
        """Add a row or a record."""
        if isinstance(self.view, _ADDING):
            self.view.add()

    def remove_or_go(self) -> None:
        """F6: remove the row where people add rows, else ask which cell to go to."""
        if isinstance(self.view, GridForm | RecordForm | TextForm) and not self._in_rows:
            self.go_to()
        else:
            self.remove()

    @property
    def _in_rows(self) -> bool:
        """Whether the keyboard stands in a table whose rows people add."""
        address = self.view.address if self.view is not None else None
        return address is not None and self.live.table(address.table).kind is TableKind.RECORDS

    def remove(self) -> None:
        """Remove a row or a record."""
        if isinstance(self.view, _ADDING):
            self.view.remove()

    def reassure(self) -> None:
        """Ctrl+S: leave the cell, so that it is saved, and come back."""
        self._leave_editor()
        self.start()

    def leave(self) -> None:
        """Leave the cell, so that it is saved: the page is about to go."""
        self._leave_editor()

    def show_details(self) -> None:
        """Show what is known of the cell: the period before, its note, its history; again closes it."""
        address = self.view.address if self.view is not None else None
        if address is None:
            return
        if not self.details.isHidden():
            self._close_details()
            return
        self._open_details(address)
        if self.view is not None:
            self.view.jump_to(address)

    def note(self) -> None:
        """Write a note on the cell."""
        self._note(whole=False)

    def note_on_row(self) -> None:
        """Ctrl+F2: write a note on the whole row or record."""
        self._note(whole=True)

    def _note(self, *, whole: bool) -> None:
        address = self.details.address if self.details.note.hasFocus() else None
        if address is None and self.view is not None:
            address = self.view.address
        if address is not None:
            self._leave_editor()
            self._open_details(address)
            self.details.write_note(whole=whole)

    def list_notes(self) -> None:
        """Ctrl+Shift+F2: every note, to search and to go to."""
        self._leave_editor()
        self.problems.hide()
        self.details.save()
        self.details.hide()
        self.notes.open()
        self._split.setSizes([max(self.height() - 280, 240), 0, 0, 220])

    def _open_details(self, address: Address) -> None:
        self.problems.hide()
        self.notes.hide()
        self.details.show()
        self.details.stand_on(address)
        self.details.refresh()
        self._split.setSizes([max(self.height() - 280, 240), 0, 220, 0])

    def _close_details(self) -> None:
        address = self.details.address
        self.details.save()
        self.details.hide()
        if self.view is not None and not (address is not None and self.view.jump_to(address)):
            self.start()

    def close_message(self) -> None:
        """F8: close the panel below and the message, and stay on the cell."""
        address = self.view.address if self.view is not None else None
        self.finder.hide()
        self.details.save()
        self.details.hide()
        self.problems.hide()
        self.notes.hide()
        self.status.forget()
        if self.view is not None and not (address is not None and self.view.jump_to(address)):
            self.start()

    def copy_before(self) -> None:
        """F7: take over the figure of the period before, in records that of the record before."""
        view = self.view
        address = view.address if view is not None else None
        if view is not None and address is not None:
            self._leave_editor()
            self.live.copy_before(address)
            view.jump_to(address)

    def show_before(self) -> None:
        """Shift+F7: show the period before in this form, or no longer; the keyboard stays where it is."""
        form, view = self.form, self.view
        if not self.live.earlier.has(form):
            self.status.tell("warning", tr("Entry", "There is no period before this one here."))
            return
        address = view.address if view is not None else None
        on = not self.live.shows_before(form.tables[0].id)
        self.live.show_before(form, on=on)
        self._beside.setChecked(on)
        if view is not None and address is not None:
            view.jump_to(address)

    def show_behind(self) -> None:
        """F10: show what stands behind a cell: households behind a figure, the digits of hidden numbers."""
        address = self.view.address if self.view is not None else None
        if address is None:
            return
        if has_numbers(self.live):
            turn_numbers(self.live, address)
        elif self.live.cell(address).from_register:
            self.behind_wanted.emit(address)
        else:
            self.status.tell(
                "note",
                tr("Entry", "No household stands behind this cell: it is not computed from a register."),
            )

    def _hide_numbers(self, address: Address | None) -> None:
        """Numbers are shown for one household: they are hidden as soon as the keyboard goes to another."""
        asked = self.live.entry.asked.key
        if asked is not None and address is not None and address.key[:1] != asked:
            hide_numbers(self.live)

    def go_to(self) -> None:
        """Ask for a cell by its code or words."""
        self._from = self.view.address if self.view is not None else None
        self._leave_editor()
        self.finder.go_to(self._from)

    def search(self) -> None:
        """Ask for something in this form."""
        self._from = self.view.address if self.view is not None else None
        self._leave_editor()
        self.finder.search(self.form)

    def find_next(self) -> None:
        """Go to the next cell with the text looked for last."""
        address = self.view.address if self.view is not None else None
        self._from = address
        self._leave_editor()
        self.finder.find_next(self.form, address)

    def _back_from_finder(self) -> None:
        if self.view is not None and not (self._from is not None and self.view.jump_to(self._from)):
            self.start()

    def _close_problems(self) -> None:
        self.problems.hide()
        self.start()

    def _leave_editor(self) -> None:
        """Take the keyboard out of an open editor, so that what it holds is saved."""
        focus: QWidget | None = self.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus) and not isinstance(self.view, GridForm):
            self.forms.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(self.view, GridForm):
            self.view.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.problems.refresh()
