"""Typing: one live set of answers, saved cell by cell, with its findings, drafts, undo and totals.

Every call is one transaction and answers with the `Change` that the screen repaints from. Text that
is no value of its field is refused and the old value stays; a value that breaks a rule is kept,
marked and listed. Undo covers this sitting; the history in the database keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from db.answers import DraftLine, HistoryLine, StoredCell
from exports.file_names import attachment_name
from forms.answers import Address, Key, State, Value, row_name
from forms.findings import CellView, Change, Finding, RowsChange
from forms.pack import Choice, Field, Form, Kind, Table, TableKind
from forms.problems import Problem
from forms.report import normal_text
from forms.values import edit_text, parse, show
from office.cover import generated_cells
from office.desk import Desk

NONE_SHOWN = "–"
UNKNOWN_SHOWN = "?"
_STATES_TYPED = {"-": State.NONE, "–": State.NONE, "?": State.UNKNOWN}
_UNDO_DEPTH = 500
_STATED_DECIMALS = 9  # what arrives for a computed cell is compared, not stored as typed: it may be longer

_ATTACHABLE = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"%PDF-": ".pdf"}
_LARGEST_ATTACHMENT = 2_000_000  # bytes, BM-16 c23
_MOST_ATTACHMENTS = 5

Answer = tuple[Address, Value | None, State | None]


@dataclass(frozen=True, slots=True)
class TotalShown:
    """The total of a column: known values added; `known` of `units` cells are known."""

    text: str
    known: int
    units: int


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a cell of attachments: `name` as it will travel, `size` in bytes."""

    name: str
    caption: str
    size: int


@dataclass(frozen=True, slots=True)
class _Record:
    """A removed record with everything under it, so that it can be brought back."""

    table: str
    key: Key
    answers: tuple[Answer, ...]
    children: tuple[tuple[str, Key], ...]


_Undoable = tuple[Answer, ...] | _Record


class Entry:
    """The open answers of one office, as its entry pages work on them."""

    def __init__(self, desk: Desk) -> None:
        """Load the office's own answers and fill what the office itself knows of the cover."""
        self.desk = desk
        self.submission = desk.own_submission()
        self.open = desk.form_set.open(desk.unit, desk.answers.load(self.submission), desk.clock.today())
        self.saved_at: datetime | None = None
        self._undo: list[_Undoable] = []
        self._redo: list[_Undoable] = []
        self._fill_cover()

    # --- reading -----------------------------------------------------------------------------

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return the forms this unit fills, in the pack's order."""
        return self.open.forms

    def table(self, table: str) -> Table:
        """Return a table of the pack by its id."""
        return self.desk.pack.tables_by_id[table]

    def rows(self, table: str) -> tuple[Key, ...]:
        """Return the keys of a table's rows in order."""
        return self.open.rows(table)

    def view(self, address: Address) -> CellView:
        """Return a cell as it stands."""
        return self.open.view(address)

    def field(self, address: Address) -> Field:
        """Return the field of a cell; raise NO_SUCH_CELL when the unit has no such cell."""
        table = self.desk.pack.tables_by_id.get(address.table)
        if table is None or all(table.form != form.id for form in self.forms):
            raise Problem("NO_SUCH_CELL", place=address)
        for field in table.fields:
            if field.id == address.field and field.kind is not Kind.KEY:
                return field
        raise Problem("NO_SUCH_CELL", place=address)

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Return the choices a cell offers now."""
        return self.open.choices(address)

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
        return show(view.value, field, self._list(field), self.desk.language)

    def edit_text(self, address: Address) -> str:
        """Return a cell's text for editing: raw digits, no grouping."""
        view = self.open.view(address)
        if view.state is not None:
            return NONE_SHOWN if view.state is State.NONE else UNKNOWN_SHOWN
        return "" if view.value is None else edit_text(view.value, self.field(address), self.desk.language)

    def findings(self) -> tuple[Finding, ...]:
        """Return errors and warnings as they stand."""
        return self.open.findings()

    def completeness(self, form: str) -> tuple[int, int]:
        """Return (answered, wanted) cells of a form."""
        return self.open.completeness(form)

    def column_total(self, table: str, field: str, keys: Sequence[Key]) -> TotalShown:
        """Add up the known values of a column over some rows; `none` counts as a known 0."""
        total, known, asked = Decimal(0), 0, 0
        for key in keys:
            view = self.open.view(Address(table, key, field))
            if not view.relevant:
                continue
            asked += 1
            if view.state is State.NONE:
                known += 1
            elif isinstance(view.value, int | Decimal):
                known += 1
                total += view.value
        of = next(item for item in self.table(table).fields if item.id == field)
        value: Value = int(total) if of.kind is Kind.INTEGER else total
        return TotalShown(show(value, of, (), self.desk.language) if known else "", known, asked)

    def history(self, address: Address, limit: int = 50) -> tuple[HistoryLine, ...]:
        """Return who set this cell to what and when, newest first."""
        return self.desk.answers.history(self.submission, address, limit)

    # --- typing ------------------------------------------------------------------------------

    def parse(self, address: Address, text: str) -> tuple[Value | None, State | None]:
        """Understand typed text: a value, or `-` for none and `?` for not known in cells that are no text."""
        field = self._typed(address)
        if field.kind not in (Kind.TEXT, Kind.MEMO) and text.strip() in _STATES_TYPED:
            return None, _STATES_TYPED[text.strip()]
        return parse(text, field, self.choices(address), self.desk.language), None

    def put_text(self, address: Address, text: str) -> Change:
        """Save what was typed into a cell; a Problem keeps the old value."""
        value, state = self.parse(address, text)
        return self.put([(address, value, state)])

    def put_block(self, cells: Iterable[tuple[Address, str]], how: str = "typed") -> Change:
        """Save a pasted block: all of it, or nothing if one cell is no value (the Problem has the place).

        What arrives for a computed cell is kept beside the computed value and compared with it; a blank
        there takes the kept figure away again.
        """
        answers: list[Answer] = []
        for address, text in cells:
            try:
                answers.append((address, *self._parse_pasted(address, text)))
            except Problem as problem:
                raise Problem(problem.code, **{**problem.details, "place": str(address)}) from None
        return self.put(answers, how)

    def _parse_pasted(self, address: Address, text: str) -> tuple[Value | None, State | None]:
        field = self.field(address)
        if field.calculate is None:
            return self.parse(address, text)
        if text.strip() in _STATES_TYPED:  # a computed cell has no state of its own
            return None, None
        longer = replace(field, decimals=_STATED_DECIMALS) if field.kind is Kind.DECIMAL else field
        return parse(text, longer, self.choices(address), self.desk.language), None

    def set_state(self, address: Address, state: State | None) -> Change:
        """Give a blank cell its state, or take it away; a value in the cell makes way."""
        self._typed(address)
        return self.put([(address, None, state)])

    def fill_rest_with_zero(self, addresses: Iterable[Address]) -> Change:
        """Put 0 into the cells that are numeric, asked for and blank without a state."""
        blanks = [address for address in addresses if self._takes_zero(address)]
        return self.put([(address, 0, None) for address in blanks])

    def put(self, answers: Iterable[Answer], how: str = "typed") -> Change:
        """Save several answers as one step of undo."""
        wanted = list(answers)
        before = self._answers(address for address, _, _ in wanted)
        change = self._save(wanted, how)
        self._remember(before)
        return change

    def add_record(self, table: str, parent: Key = ()) -> tuple[Key, Change]:
        """Add a record at the end of a table."""
        change = self.open.add_record(table, parent)
        key = next(rows.added[0] for rows in change.rows if rows.table == table and rows.added)
        self._write(change, "typed")
        return key, change

    def remove_record(self, table: str, key: Key) -> Change:
        """Remove a record and what stands under it; undo brings it back."""
        if key not in self.rows(table):
            raise Problem("NO_SUCH_RECORD", place=row_name(table, key))
        removed = self._record(table, key)
        change = self.open.remove_record(table, key)
        self._write(change, "removed")
        self._remember(removed)
        return change

    def explain(self, finding: Finding, text: str) -> Change:
        """Give the reason of a warning: a row of the explanations table (BM-18 c10)."""
        if not text.strip():
            raise Problem("NO_EXPLANATION")
        table = next(item for form in self.forms for item in form.tables if item.role == "explanations")
        place = str(finding.place)
        for key in self.rows(table.id):
            row = {name: self.view(Address(table.id, key, name)).value for name in ("c01", "c02")}
            if row == {"c01": finding.code, "c02": place}:
                return self.put([(Address(table.id, key, "c03"), text.strip(), None)])
        key, added = self.add_record(table.id)
        words = {"c01": finding.code, "c02": place, "c03": text.strip()}
        change = self.put([(Address(table.id, key, name), value, None) for name, value in words.items()])
        return Change(
            {**added.cells, **change.cells}, change.stored, (*added.rows, *change.rows), change.findings
        )

    # --- undo --------------------------------------------------------------------------------

    def undo(self) -> Change | None:
        """Take the last step back; None when there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Do the step again that was taken back; None when there is none."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[_Undoable], target: list[_Undoable]) -> Change | None:
        if not source:
            return None
        step = source.pop()
        if isinstance(step, _Record):
            return self._bring_back(step)
        target.append(self._answers(address for address, _, _ in step))
        return self._save(list(step), "undo")

    def _remember(self, step: _Undoable) -> None:
        self._undo = [*self._undo[-_UNDO_DEPTH:], step]
        self._redo = []

    def _bring_back(self, record: _Record) -> Change:
        parent = record.key[:-1]
        key, change = self.add_record(record.table, parent)
        moved = {record.key: key}
        rows: list[RowsChange] = list(change.rows)
        for table, child in record.children:
            new, added = self.add_record(table, moved[child[:-1]])
            moved[child] = new
            rows.extend(added.rows)
        answers = [
            (Address(address.table, moved[address.key], address.field), value, state)
            for address, value, state in record.answers
        ]
        last = self._save(answers, "undo")
        return Change({**change.cells, **last.cells}, last.stored, tuple(rows), last.findings)

    def _record(self, table: str, key: Key) -> _Record:
        answers: list[Answer] = []
        children: list[tuple[str, Key]] = []
        waiting = [(table, key)]
        while waiting:
            here, row = waiting.pop(0)
            if (here, row) != (table, key):
                children.append((here, row))
            for field in self.table(here).fields:
                address = Address(here, row, field.id)
                if field.kind is not Kind.KEY and field.calculate is None:
                    (answer,) = self._answers([address])
                    if answer[1:] != (None, None):
                        answers.append(answer)
            for child in self.desk.pack.tables_by_id.values():
                if child.parent == here and child.kind is TableKind.RECORDS:
                    waiting.extend(
                        (child.id, each) for each in self.rows(child.id) if each[: len(row)] == row
                    )
        return _Record(table, key, tuple(answers), tuple(children))

    # --- attachments -------------------------------------------------------------------------

    def attach(self, address: Address, path: Path, caption: str = "") -> Change:
        """Keep a photo, scan or PDF for a cell of attachments; it travels in the companion file.

        Raises FILE_MISSING, ATTACHMENT_KIND (not JPEG, PNG or PDF by its first bytes), ATTACHMENT_LARGE
        (over 2 MB), ATTACHMENT_MANY (over five in one cell).
        """
        names = self.attached(address)
        if not path.is_file():
            raise Problem("FILE_MISSING", file=path.name)
        try:
            data = path.read_bytes()
        except OSError as wrong:  # a stick pulled out, a file that may not be read
            raise Problem("FILE_MISSING", file=path.name) from wrong
        ending = next((end for start, end in _ATTACHABLE.items() if data.startswith(start)), None)
        if ending is None:
            raise Problem("ATTACHMENT_KIND", file=path.name)
        if len(data) > _LARGEST_ATTACHMENT:
            raise Problem("ATTACHMENT_LARGE", file=path.name)
        if len(names) >= _MOST_ATTACHMENTS:
            raise Problem("ATTACHMENT_MANY", file=path.name)
        name = attachment_name(
            str(address), path.stem, ending, {file.name for file in self.desk.attachments.files()}
        )
        with self.desk.database.writing():
            self.desk.attachments.keep(
                name,
                data,
                place=str(address),
                caption=normal_text(caption.strip()),
                when=self.desk.clock.now(),
            )
            return self.put([(address, "\n".join([*names, name]), None)], how="attached")

    def detach(self, address: Address, name: str) -> Change:
        """Take an attachment out of its cell."""
        rest = [one for one in self.attached(address) if one != name]
        with self.desk.database.writing():
            self.desk.attachments.drop(name)
            return self.put([(address, "\n".join(rest) or None, None)], how="detached")

    def attached(self, address: Address) -> tuple[str, ...]:
        """Return the names of a cell's attachments."""
        value = self.open.view(address).value
        return tuple(str(value).splitlines()) if value is not None else ()

    def attachments(self, address: Address) -> tuple[AttachedFile, ...]:
        """Describe a cell's attachments in their order; reads their bytes, so not for every repaint."""
        kept = {file.name: file for file in self.desk.attachments.files()} if self.attached(address) else {}
        return tuple(
            AttachedFile(name, kept[name].caption, len(kept[name].data))
            for name in self.attached(address)
            if name in kept
        )

    def attachment(self, name: str) -> bytes:
        """Give the bytes of an attachment; raise FILE_MISSING."""
        for file in self.desk.attachments.files():
            if file.name == name:
                return file.data
        raise Problem("FILE_MISSING", file=name)

    # --- drafts ------------------------------------------------------------------------------

    def keep_draft(self, address: Address, text: str) -> None:
        """Keep text that is still being typed, outside the answers."""
        self.desk.answers.keep_draft(self.submission, address, text, self.desk.clock.now())

    def drafts(self) -> tuple[DraftLine, ...]:
        """Return texts that were being typed when the program ended."""
        return self.desk.answers.drafts(self.submission)

    def drop_draft(self, address: Address) -> None:
        """Forget a draft: its text was saved or given up."""
        self.desk.answers.drop_draft(self.submission, address)

    # --- inside ------------------------------------------------------------------------------

    def _typed(self, address: Address) -> Field:
        field = self.field(address)
        view = self.open.view(address)
        if field.calculate is not None or view.readonly:
            raise Problem("CELL_LOCKED", place=address)
        if not view.relevant:
            raise Problem("CELL_NOT_ASKED", place=address)
        return field

    def _takes_zero(self, address: Address) -> bool:
        field = self.field(address)
        view = self.open.view(address)
        blank = view.value is None and view.state is None
        number = field.kind in (Kind.INTEGER, Kind.DECIMAL)
        return blank and number and view.relevant and not view.readonly and field.calculate is None

    def _answers(self, addresses: Iterable[Address]) -> tuple[Answer, ...]:
        """Give cells as they were answered: of a computed one the figure that arrived for it, if any did."""
        wanted = tuple(addresses)
        computed = {address for address in wanted if self._is_computed(address)}
        stated = self.open.document().stated if computed else {}
        found: list[Answer] = []
        for address in wanted:
            view = self.open.view(address)
            if address in computed:
                found.append((address, stated.get(address), None))
            else:
                found.append((address, None if view.state is not None else view.value, view.state))
        return tuple(found)

    def _is_computed(self, address: Address) -> bool:
        return self.field(address).calculate is not None

    def _save(self, answers: list[Answer], how: str) -> Change:
        before = self._answers(address for address, _, _ in answers)
        change = self.open.put_many(answers)
        try:
            self._write(change, how)
        except Problem:
            self.open.put_many(before)  # the screen must not show what the disk did not take
            raise
        return change

    def _write(self, change: Change, how: str) -> None:
        now = self.desk.clock.now()
        computed = [address for address in change.stored if self._is_computed(address)]
        # A view shows a stated figure only where it differs; what arrived is kept either way.
        stated = self.open.document().stated if computed else {}
        cells = [
            StoredCell(
                address,
                None if view.state is not None or address in computed else view.value,
                view.state,
                stated.get(address),
            )
            for address, view in change.stored.items()
        ]
        self.desk.answers.put(
            self.submission,
            cells,
            who=self.desk.person.name,
            when=now,
            how=how,
            added=[(rows.table, key) for rows in change.rows for key in rows.added],
            removed=[(rows.table, key) for rows in change.rows for key in rows.removed],
        )
        self.saved_at = now

    def _fill_cover(self) -> None:
        known = {name: form for form in self.forms for name in (form.id,)}
        if "BM00" not in known:
            return
        wanted: Mapping[str, Value] = generated_cells(self.desk)
        answers: list[Answer] = []
        for name, value in wanted.items():
            view = self.open.view(Address("BM00", (), name))
            locked = view.readonly
            if (locked and view.value != value) or (not locked and view.value is None and view.state is None):
                answers.append((Address("BM00", (), name), value, None))
        if answers:
            self._save(answers, "program")
            self.saved_at = None

    def _list(self, field: Field) -> tuple[Choice, ...]:
        return self.desk.pack.lists.get(field.list or "", ())
