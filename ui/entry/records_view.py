"""Rows and records under a person's eyes: filtered, sorted, chosen, copied and changed many at once.

`Records` is the part that a table of rows and a list of records share; `RecordsMenu` puts what it does under
one button and under keys of the entry page.
"""

from collections.abc import Callable, Collection
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from forms.answers import Address, Key
from forms.findings import Change
from forms.pack import Kind, Table
from office.messages import sentence
from office.record_acts import Many, duplicate, in_many, put_in_many
from office.records import Arrangement, Only, Wanted, source_of
from office.recycling import BinLine, removed, restore
from ui.ask import Check
from ui.entry.carry import begin_from_before
from ui.entry.live import Live
from ui.entry.records_bar import FilterBar, ManyBar
from ui.widgets import Button, button
from ui.words import tr
from ui.workplace import moment

_SIGNS = {Only.PROBLEMS: ("error", "warning"), Only.BLANKS: ("blank",)}
_LONGEST = 60  # characters of a value in a question


class Records(QObject):
    """How the rows of one table are shown, with the two bars above them."""

    arranged = Signal()  # the view is to show its rows anew
    left = Signal()  # the keyboard goes back to the rows

    def __init__(
        self, live: Live, table: Table, parent_key: Key, arrangement: Arrangement, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._live, self._table, self._parent_key = live, table, parent_key
        self.arrangement = arrangement
        self.filter = FilterBar(live, table)
        self.many = ManyBar(live, table)
        self._chosen: tuple[Key, ...] = ()
        self._plan = Many()
        self.filter.wanted.connect(self._arrange)
        self.filter.leave.connect(self.left)
        self.filter.closed.connect(self.left)
        self.many.asked.connect(self._preview)
        self.many.wanted.connect(self._change_many)
        self.many.closed.connect(self.left)

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """The rows that there are, in the order of entry."""
        return self._live.rows(self._table.id, self._parent_key)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The rows that are shown."""
        return self.arrangement.keys(self.all_keys)

    def tell(self) -> None:
        """Say how many rows are shown: rows came or went."""
        if not self.filter.isHidden():
            self.filter.tell(len(self.keys), len(self.all_keys))

    def _arrange(self, wanted: Wanted) -> None:
        source = source_of(self._live.entry, self._live.index, self._table.id, self._of_kind)
        self.arrangement.show(wanted, self.all_keys, source)
        self.arranged.emit()
        self.tell()

    def _of_kind(self, only: Only) -> Collection[Key]:
        """The rows with a mark in them or in what stands below them."""
        form = next(form for form in self._live.forms if form.id == self._table.form)
        inside = {self._table.id}
        for table in form.tables:  # parents stand before their children
            if table.parent in inside:
                inside.add(table.id)
        if only is Only.NOTED:
            found = {(note.address.table, note.address.key) for note in self._live.notes.all}
        else:
            found = self._live.marked_rows(inside, _SIGNS[only])
        length = len(self._parent_key) + 1
        return {key[:length] for table, key in found if table in inside}

    # --- one value for many ------------------------------------------------------------------

    def open_many(self, chosen: tuple[Key, ...], field: str | None) -> None:
        """Ask for one value for some rows; of one row alone, for all that are shown."""
        one = len(chosen) < 2
        self._chosen = self.keys if one else chosen
        words = tr("Records", "In all {n} shown rows") if one else tr("Records", "In {n} chosen rows")
        self.many.open_bar(words.format(n=len(self._chosen)), field)

    def _preview(self) -> None:
        if self.many.field:
            text = self.many.value.text
            self._plan = in_many(self._live.entry, self._table.id, self._chosen, self.many.field, text)
            problem = self._plan.problem
            self.many.tell(self._plan, sentence(problem, self._live.place.desk.language) if problem else "")

    def _change_many(self) -> None:
        """Do it after a question that says what it does."""
        self._preview()
        plan, title = self._plan, tr("Records", "Change many rows")
        if plan.problem is not None or not plan.answers:
            return
        column, value = self.many.column.currentText(), self.many.value.text.strip()[:_LONGEST]
        question = tr("Records", "“{column}” becomes “{value}” in {n} rows. {told}. Ctrl+Z takes it back.")
        question = question.format(
            column=column,
            value=value or tr("Records", "blank"),
            n=len(plan.answers),
            told=self.many.told.text(),
        )
        if not self._live.place.ask.confirm(title, question, tr("Records", "Change")):
            return
        if self._live.act(lambda: put_in_many(self._live.entry, plan)):
            done = tr("Records", "{n} rows changed; Ctrl+Z takes it back.").format(n=len(plan.answers))
            self._live.told.emit("good", done)
            self.many.close_bar()

    # --- copies and removal ------------------------------------------------------------------

    def duplicate(self, key: Key) -> Key | None:
        """Add a copy of a record; None when it was refused."""
        made: list[Key] = []

        def step() -> Change:
            new, change = duplicate(self._live.entry, self._table.id, key)
            made.append(new)
            return change

        if not self._live.act(step):
            return None
        self._live.told.emit("good", tr("Records", "Copied; its own numbers are to be given anew."))
        return made[0]

    def begin_from_before(self) -> Key | None:
        """Ask which records of the period before are to be begun again; the first of them, or None."""
        return begin_from_before(self._live, self._table)

    def remove_several(self, chosen: tuple[Key, ...]) -> bool:
        """Remove several rows after a question; False when they stay."""
        title = tr("Records", "Remove rows")
        question = tr("Records", "Remove {n} rows with everything in them? Ctrl+Z brings them back.")
        if not self._live.place.ask.confirm(title, question.format(n=len(chosen)), tr("Rows", "Remove")):
            return False
        return self._live.act(lambda: self._live.entry.remove_records(self._table.id, chosen)) and self.gone()

    def gone(self) -> bool:
        """Say where what was removed is to be found."""
        said = tr("Records", "Removed: Ctrl+Z brings it back, later the recycle bin (Shift+F6).")
        self._live.told.emit("good", said)
        return True


class RecordsView(Protocol):
    """What a view of rows or records offers to the keys of the page."""

    records: Records

    @property
    def chosen(self) -> tuple[Key, ...]:
        """The rows that are marked, at least the one the keyboard stands on."""
        ...

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands on."""
        ...

    def stand_in(self, key: Key) -> None:
        """Put the keyboard into the first cell of a row."""
        ...


class RecordsMenu(QObject):
    """The button "Rows" of the entry page and the same acts under keys."""

    came_back = Signal(str, tuple)  # table and key of a record that was in the bin

    def __init__(self, live: Live, page: QWidget, at: Callable[[], RecordsView | None]) -> None:
        """`at`: the rows that the keyboard stands in, or that the page shows."""
        super().__init__(page)
        self._live, self._at = live, at
        self.button: Button = button(tr("Records", "Rows"))
        self.button.setToolTip(tr("Records", "Filter, sort, copy and change rows"))
        menu = QMenu(self.button)
        for words, keys, act in (
            (tr("Records", "Filter and sort…"), ("Shift+F3", "Ctrl+Shift+L"), self.filter),
            (tr("Records", "Sort by this column"), ("Shift+F9",), self.sort),
            (tr("Records", "Copy of this row"), ("Shift+F5",), self.duplicate),
            (tr("Records", "One value for many rows…"), ("Shift+F4",), self.change_many),
            (tr("Records", "Recycle bin…"), ("Shift+F6",), self.open_bin),
            (tr("Carry", "New from the period before…"), ("Ctrl+F5",), self.begin_from_before),
        ):
            action = QAction(f"{words}\t{keys[0]}", menu)
            action.triggered.connect(act)
            menu.addAction(action)
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)
        self.button.setMenu(menu)

    def filter(self) -> None:
        """Ask what of the rows is to be shown."""
        view = self._rows()
        if view is not None:
            view.records.filter.open_bar()

    def sort(self) -> None:
        """Sort by the column the keyboard stands in, the next way each time."""
        view = self._rows()
        address = view.address if view is not None else None
        if view is None or address is None:
            return
        self._live.told.emit("good", view.records.filter.sort_on(address.field))

    def duplicate(self) -> None:
        """Copy the record the keyboard stands in and stand in the copy."""
        view = self._rows()
        chosen = view.chosen if view is not None else ()
        if view is not None and chosen:
            new = view.records.duplicate(chosen[0])
            if new is not None:
                view.stand_in(new)

    def change_many(self) -> None:
        """Ask for one value for the chosen rows."""
        view = self._rows()
        if view is not None and view.chosen:
            address = view.address
            view.records.open_many(view.chosen, address.field if address is not None else None)

    def begin_from_before(self) -> None:
        """Begin records of the period before again and stand in the first of them."""
        view = self._rows()
        new = view.records.begin_from_before() if view is not None else None
        if view is not None and new is not None:
            view.stand_in(new)

    def open_bin(self) -> None:
        """List the removed records of every form, and bring back those that are ticked."""
        entry, place = self._live.entry, self._live.place
        lines = removed(entry)
        title = tr("Records", "Recycle bin")
        if not lines:
            self._live.told.emit("warning", tr("Records", "The recycle bin is empty."))
            return
        told = tr("Records", "Removed records of all forms; ticked ones come back to their place.")
        heads = (
            *(tr("Records", "Record"), tr("Records", "Form")),
            *(tr("Records", "Rows in it"), tr("Records", "Removed on, by")),
        )
        checks = [self._bin_line(line) for line in lines]
        chosen = place.ask.tick(title, told, heads, checks, tr("Records", "Bring back"))
        if chosen and self._live.act(lambda: restore(entry, [lines[number].id for number in chosen])):
            back = lines[min(chosen)]
            done = tr("Records", "{n} records are back; Ctrl+Z takes it back.").format(n=len(chosen))
            self._live.told.emit("good", done)
            self.came_back.emit(back.table.id, back.key)

    def _bin_line(self, line: BinLine) -> Check:
        words = self._live.place.words
        name = line.name or tr("Rows", "(no name yet)")
        below = str(line.below) if line.below else ""
        texts = (name, line.form.number, below, f"{moment(line.when)} · {line.who}")
        form = f"{line.form.number} · {words(line.form.title)}, {words(line.table.label)}"
        return Check(texts, f"{name}\n{form}", ticked=False)

    def _rows(self) -> RecordsView | None:
        view = self._at()
        if view is None:
            self._live.told.emit("warning", tr("Records", "There are no rows here that people add."))
        return view


def first_field(table: Table) -> str:
    """The first column of a table that is shown."""
    return next(f.id for f in table.fields if f.kind is not Kind.KEY and not f.hidden)
