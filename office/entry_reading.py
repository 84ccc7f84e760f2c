"""Reading the open answers of one office: cells as they are shown, choices, totals, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from db.answers import HistoryLine
from db.seen import note_seen
from forms.answers import Address, Key, State
from forms.engine import OpenForms
from forms.findings import CellView, Finding, GroupView
from forms.pack import Choice, Field, Form, Kind, Table
from forms.problems import Problem
from forms.values import edit_text, show
from office.column_total import ColumnTotal, TotalShown
from office.desk import Desk
from office.masking import Asked, is_masked, masked
from office.part_lock import Lock
from office.presented import Frozen

NONE_SHOWN = "–"
UNKNOWN_SHOWN = "?"
_CHOSEN = (Kind.CHOICE, Kind.CHOICES)


class Reading:
    """What an entry page reads; `office.entry.Entry` adds typing to it."""

    desk: Desk
    submission: int
    open: OpenForms
    lock: Lock | Frozen | None = None  # on a PC that works on parts; while the answers are presented
    words_language: str  # of questions and choices; numbers stay in the office's

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return the forms this unit fills, in the pack's order; those that are handed to this PC."""
        return self.open.forms if self.lock is None else self.lock.forms(self.open.forms)

    def table(self, table: str) -> Table:
        """Return a table of the pack by its id."""
        return self.desk.pack.tables_by_id[table]

    def rows(self, table: str) -> tuple[Key, ...]:
        """Return the keys of a table's rows in order."""
        return self.open.rows(table)

    def view(self, address: Address) -> CellView:
        """Return a cell as it stands; locked where it was not handed to this PC, or is presented."""
        view = self.open.view(address)
        locked = self.lock is not None and self.lock.holds(address)
        return replace(view, readonly=True) if locked else view

    def field(self, address: Address) -> Field:
        """Return the field of a cell; raise NO_SUCH_CELL when the unit has no such cell."""
        field = self._fields.get((address.table, address.field))
        if field is None or not self._handed(address.table):
            raise Problem("NO_SUCH_CELL", place=address)
        return field

    def _handed(self, table: str) -> bool:
        return self.lock is None or any(self.table(table).form == form.id for form in self.forms)

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], Field]:
        return {
            (table.id, field.id): field
            for form in self.open.forms
            for table in form.tables
            for field in table.fields
            if field.kind is not Kind.KEY
        }

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Return the choices a cell offers now."""
        return self.open.choices(address)

    def label(self, address: Address) -> str:
        """Return a question's words, with the answers they speak of."""
        return self.open.label(address, self.words_language)

    def group(self, path: str, key: Key = ()) -> GroupView:
        """Return what is to be known of a group that stands in the row `key` of its table."""
        return self.open.group(path, key, self.words_language)

    def takes_state(self, field: Field) -> bool:
        """Tell whether a blank of this field may be said to be none or not known."""
        return field.kind not in (Kind.TEXT, Kind.MEMO) and self._blanks_told

    @property
    def _blanks_told(self) -> bool:
        return all(form.blanks_told for form in self.forms)

    def shown(self, address: Address) -> str:
        """Return a cell's text for reading: "–" for none, "?" for not known."""
        return self.show(address, self.open.view(address))

    def show(self, address: Address, view: CellView) -> str:
        """Return the text of `view` for reading."""
        if view.state is State.NONE:
            return NONE_SHOWN
        if view.state is State.UNKNOWN:
            return UNKNOWN_SHOWN
        if view.value is None:
            return ""
        field = self.field(address)
        chosen = field.kind in _CHOSEN
        listed = self.open.choices(address) if field.itemset else self._list(field)
        if any(choice.live_label for choice in listed):
            listed = self.open.choices(address)
        text = show(view.value, field, listed, self.words_language if chosen else self.desk.language)
        return masked(text) if self.asked.hides(address, field) else text

    def edit_text(self, address: Address) -> str:
        """Return a cell's text for editing: raw digits, no grouping."""
        view = self.open.view(address)
        if view.state is not None:
            return NONE_SHOWN if view.state is State.NONE else UNKNOWN_SHOWN
        if view.value is None:
            return ""
        field = self.field(address)
        text = edit_text(view.value, field, self.desk.language)
        return masked(text) if self.asked.hides(address, field) else text

    # --- numbers that are hidden ---------------------------------------------------------------

    @cached_property
    def asked(self) -> Asked:
        """Return whose identity numbers are shown at present."""
        return Asked()

    def masked_cells(self, key: Key) -> tuple[Address, ...]:
        """Name the cells of a record, and of what stands under it, that hold something hidden."""
        record = key[:1]
        return tuple(
            address
            for form in self.forms
            for table in form.tables
            for field in table.fields
            if is_masked(field)
            for row in self.rows(table.id)
            if row[:1] == record
            for address in (Address(table.id, row, field.id),)
            if self.open.view(address).value is not None
        )

    def ask_for(self, key: Key) -> tuple[Address, ...]:
        """Show the hidden numbers of one record and note who asked for each; gives the cells now shown."""
        cells = self.masked_cells(key)
        with self.desk.database.writing():
            for address in cells:
                note_seen(
                    self.desk.database,
                    self.submission,
                    address,
                    who=self.desk.person.name,
                    when=self.desk.clock.now(),
                )
        self.asked.show(key)
        return cells

    def copied(self, address: Address) -> str:
        """Return a cell's text as it leaves the program by the clipboard: a hidden number stays hidden."""
        text = self.edit_text(address)
        shown = is_masked(self.field(address)) and not self.asked.hides(address, self.field(address))
        return masked(text) if shown else text

    # --- findings, totals, history -------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Return errors and warnings as they stand."""
        return self.open.findings()

    def seen(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Leave out what is about forms that are not to be seen at this PC."""
        return findings if self.lock is None else self.lock.findings(findings)

    def completeness(self, form: str) -> tuple[int, int]:
        """Return (answered, wanted) cells of a form."""
        return self.open.completeness(form)

    def column_total(self, table: str, field: str, keys: Sequence[Key]) -> TotalShown:
        """Add up the known values of a column over some rows; `none` counts as a known 0."""
        total = ColumnTotal()
        for key in keys:
            total.take(self.open.view(Address(table, key, field)))
        of = next(item for item in self.table(table).fields if item.id == field)
        return total.shown(of, self.desk.language)

    def history(self, address: Address, limit: int = 50) -> tuple[HistoryLine, ...]:
        """Return who set this cell to what and when, newest first."""
        return self.desk.answers.history(self.submission, address, limit)

    def _list(self, field: Field) -> tuple[Choice, ...]:
        return self.desk.pack.lists.get(field.list or "", ())
