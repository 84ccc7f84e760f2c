"""Typing: one live set of answers, saved cell by cell, with its findings, drafts, undo and totals.

Every call is one transaction and answers with the `Change` that the screen repaints from. Text that
is no value of its field is refused and the old value stays; a value that breaks a rule is kept,
marked and listed. Undo goes on where the last sitting ended (`office.undo`); the history keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from typing import Self

from db.answers import DraftLine, StoredCell
from db.journal import Files
from forms.answers import Address, Key, State, Value, row_name
from forms.engine import OpenForms
from forms.engine_open import Laid
from forms.findings import Change
from forms.pack import Field, Kind, Table
from forms.problems import Problem
from forms.roll_up import TotalsView
from forms.values import edit_text, parse, show
from office import official, registers
from office.clock import VIET_NAM, Clock
from office.cover import generated_cells
from office.desk import Desk
from office.explaining import Explaining
from office.masking import check_typed
from office.part_lock import lock_of
from office.presented import DAY_CELL, NUMBER_CELL, Frozen, lock_on
from office.progress import Progress, silent
from office.range_of_question import check_range
from office.roles import Looking, lock_here
from office.undo import Answer, Leap, Steps, Turn, apply, joined

_STATES_TYPED = {"-": State.NONE, "–": State.NONE, "?": State.UNKNOWN}
_NO_LONGER_FITS = ("NO_SUCH_CELL", "VALUE_KIND")
_STATED_DECIMALS = 9  # what arrives for a computed cell is compared, not stored as typed: it may be longer

_BY_HAND = ("typed", "pasted", "copied", "undo", "redo")


class Entry(Explaining):
    """The open answers of one office, as its entry pages work on them."""

    def __init__(self, desk: Desk) -> None:
        """Load the office's own answers and fill what the office itself knows of the cover."""
        self.desk = desk
        self.submission = desk.own_submission()
        registers.follow(desk)
        self.official = official.figures(desk, desk.unit.code)  # of earlier years, by cell
        self.lock = lock_here(desk) or lock_of(desk)
        self.open = self._opened()
        self.saved_at: datetime | None = None
        self.words_language = desk.language  # of questions and choices; numbers stay in the office's
        self._steps = Steps(desk, self.submission)
        self.read_totals: dict[str, tuple[object, TotalsView]] = {}  # office.totals_links
        self._fill_cover()

    @classmethod
    def of_the_program(cls, desk: Desk) -> Self:
        """Open the answers for what an act writes that its own role allows: figures of a kit, a name."""
        entry = cls(desk)
        if isinstance(entry.lock, Looking):
            entry.lock = lock_on(desk) or lock_of(desk)
        return entry

    # --- typing ------------------------------------------------------------------------------

    def parse(self, address: Address, text: str) -> tuple[Value | None, State | None]:
        """Understand typed text: a value, or `-` for none and `?` for not known in cells that are no text."""
        field = self._typed(address)
        check_typed(field, text)
        if self.takes_state(field) and text.strip() in _STATES_TYPED:
            return None, _STATES_TYPED[text.strip()]
        if field.control == "rank":
            return self._ranked(text, address), None
        long = field.kind is Kind.TEXT and "multiline" in field.appearance.split()
        read = replace(field, kind=Kind.MEMO) if long else field
        value = parse(text, read, self.choices(address), self.desk.language, this_year=self.year_of(address))
        check_range(value, field)
        return value, None

    def year_of(self, address: Address) -> int:
        """The year a date without one lies in: of the cell's row, else the campaign's last, else today's."""
        table: Table | None = self.table(address.table)
        key = address.key
        while table is not None and key:  # a child's key begins with its parent's
            own = len(key) - (len(table.axes) or 1)
            if "year" in table.axes and (year := key[own + table.axes.index("year")]).isdecimal():
                return int(year)
            table, key = self.table(table.parent) if table.parent else None, key[:own]
        campaign = self.desk.pack.campaign
        if campaign is not None and campaign.last_year.isdecimal():
            return int(campaign.last_year)
        return self.desk.clock.today().year

    def read_as(self, address: Address, text: str) -> str:
        """What a date still being typed will be read as; "" where it is none yet or stands so already."""
        if not text.strip():
            return ""
        try:
            value, state = self.parse(address, text)
        except Problem:
            return ""
        shown = show(value, self.field(address), (), self.desk.language) if state is None else ""
        return "" if shown == text.strip() else shown

    def _ranked(self, text: str, address: Address) -> Value | None:
        """Read an order of preference: codes of the list, each once, the first one in front."""
        codes = text.split()
        listed = {choice.name for choice in self.choices(address)}
        if not set(codes) <= listed or len(set(codes)) < len(codes):
            raise Problem("NOT_IN_LIST", text=text[:40])
        return " ".join(codes) or None

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
                answers.append((address, *self.parse_pasted(address, text)))
            except Problem as problem:
                raise Problem(problem.code, **{**problem.details, "place": str(address)}) from None
        return self.put(answers, how)

    def parse_new(self, of: Address, text: str) -> tuple[Value | None, State | None]:
        """Understand text for the field of a row that is still to be added."""
        field = self.field(of)
        check_typed(field, text)
        if self.takes_state(field) and text.strip() in _STATES_TYPED:
            return None, _STATES_TYPED[text.strip()]
        value = parse(text, field, self._list(field), self.desk.language)
        check_range(value, field)
        return value, None

    def parse_pasted(self, address: Address, text: str) -> tuple[Value | None, State | None]:
        """Understand pasted text; what arrives for a computed cell may have more decimals than it shows."""
        field = self.field(address)
        if field.calculate is None:
            return self.parse(address, text)
        if self._blanks_told and text.strip() in _STATES_TYPED:  # a computed cell has no state of its own
            return None, None
        longer = replace(field, decimals=_STATED_DECIMALS) if field.kind is Kind.DECIMAL else field
        return parse(text, longer, self.choices(address), self.desk.language), None

    def set_state(self, address: Address, state: State | None) -> Change:
        """Give a blank cell its state, or take it away; a value in the cell makes way."""
        if not self._blanks_told:
            raise Problem("CELL_LOCKED", place=address)
        self._typed(address)
        return self.put([(address, None, state)])

    def fill_rest_with_zero(self, addresses: Iterable[Address]) -> Change:
        """Put 0 into the cells that are numeric, asked for and blank without a state."""
        blanks = [address for address in addresses if self._takes_zero(address)]
        return self.put([(address, 0, None) for address in blanks])

    def put(self, answers: Iterable[Answer], how: str = "typed") -> Change:
        """Save several answers as one step of undo."""
        wanted = list(answers)
        if self.lock is not None:
            self.lock.demand(address for address, _, _ in wanted)
        with self._step(how):
            return self._save(wanted, how)

    def add_record(self, table: str, parent: Key = (), how: str = "typed") -> tuple[Key, Change]:
        """Add a record at the end of a table."""
        self._demand_rows(table)
        with self._step("row added"):
            change = self.open.add_record(table, parent)
            key = next(rows.added[0] for rows in change.rows if rows.table == table and rows.added)
            self._write(change, how)
        return key, change

    def add_filled(
        self, table: str, rows: Iterable[tuple[Key, Iterable[Laid]]], answers: Iterable[Answer], how: str
    ) -> tuple[tuple[Key, ...], Change]:
        """Add records below their parents with what is answered in them, and other answers, as one step."""
        new = list(rows)
        if new:
            self._demand_rows(table)
        with self._step(how):
            keys, change = self.open.add_filled(table, new, answers)
            self._write(change, how)
        return keys, change

    def remove_record(self, table: str, key: Key) -> Change:
        """Remove a record and what stands under it; undo brings it back."""
        return self.remove_records(table, (key,))

    def remove_records(self, table: str, keys: Sequence[Key]) -> Change:
        """Remove several records with what stands under them as one step; NO_SUCH_RECORD, and none goes."""
        self._demand_rows(table)
        there = set(self.rows(table))
        missing = next((key for key in keys if key not in there), None)
        if missing is not None:
            raise Problem("NO_SUCH_RECORD", place=row_name(table, missing))
        with self._step("removed"):
            change = self.open.remove_records(table, keys)
            self._write(change, "removed")
            self._let_go(change)
        return change

    def _demand_rows(self, table: str) -> None:
        if self.lock is not None:
            self.lock.demand([Address(table, (), "")])

    def _let_go(self, change: Change) -> None:
        """Take out the attachments of rows that went; their bytes stay for undo."""
        gone = {(rows.table, key) for rows in change.rows for key in rows.removed}
        names = []
        for name, place in self.desk.attachments.places().items():
            address = Address.parse(place)
            if (address.table, address.key) in gone:
                names.append(name)
                self.desk.attachments.drop(name)
        self._steps.gather(files=Files(dropped=tuple(names)))

    # --- undo --------------------------------------------------------------------------------

    def undo(self, progress: Progress = silent) -> Change | None:
        """Take the last step back, also one of an earlier sitting; None when there is none.

        Raises UNDO_OTHER_VERSION where the last step was taken under an earlier version of the pack.
        """
        self._demand_typing()
        turn = self._steps.back()
        if turn is None and self._steps.other_version():
            raise Problem("UNDO_OTHER_VERSION", version=self._steps.other_version())
        return self._turn(turn, "undo", progress)

    def redo(self, progress: Progress = silent) -> Change | None:
        """Do the step again that was taken back; None when there is none."""
        self._demand_typing()
        return self._turn(self._steps.again(), "redo", progress)

    def step_size(self, *, undone: bool = False) -> int:
        """Tell how large the step is that `undo` takes back, or `redo` does again: characters, 0 for none."""
        return self._steps.size(undone=undone)

    def _turn(self, turn: Turn | None, how: str, progress: Progress) -> Change | None:
        if turn is None:
            return None
        try:
            with self._whole():
                change = self._applied(turn, how, progress)
                self._steps.turned(turn)
                captioned = [one.name for one in turn.files.captions]
        except Problem as problem:
            if problem.code not in _NO_LONGER_FITS:
                raise
            self._steps.forget()  # the pack asks otherwise now: no older step fits either
            raise Problem("UNDO_FITS_NOT") from problem
        return self.captions_moved(captioned, change)

    def lay(self, leap: Leap, how: str, files: Files = Files()) -> Change:  # noqa: B008 - it is frozen
        """Save rows that come and go and answers as one step; of the locks only a role holds it back."""
        self._demand_typing()
        with self._step(how):
            change = self._applied(leap, how)
            self._steps.gather(files=files)
        return change

    def _applied(self, leap: Turn | Leap, how: str, progress: Progress = silent) -> Change:
        with self.open.holding() as whole:
            for change in apply(self.open, leap, progress):
                self._write(change, how)
        return whole.change

    @contextmanager
    def together(self, how: str, *, at_once: bool = False) -> Iterator[None]:
        """Save everything inside as one step of undo, or nothing of it.

        `at_once`: its rules are tried at the end only, and nobody asks what it moved.
        """
        with self._step(how), self.open.holding(silent=True) if at_once else nullcontext():
            yield

    @contextmanager
    def _step(self, how: str) -> Iterator[None]:
        """Save everything inside as one step of undo, or nothing of it."""
        with self._whole(), self._steps.step(how):
            yield

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Save everything inside or nothing: the screen must not show what the disk did not take."""
        try:
            with self.desk.database.writing(soon=True):
                yield
        except Problem:
            with suppress(Problem):  # a disk that does not read either: the first reason counts
                self.open = self._opened()
            raise

    # --- drafts ------------------------------------------------------------------------------

    def keep_draft(self, address: Address, text: str) -> None:
        """Keep text that is still being typed, outside the answers."""
        self._demand_typing()
        self.desk.answers.keep_draft(self.submission, address, text, self.desk.clock.now())

    def drafts(self) -> tuple[DraftLine, ...]:
        """Return texts that were being typed when the program ended."""
        return self.desk.answers.drafts(self.submission)

    def drop_draft(self, address: Address) -> None:
        """Forget a draft: its text was saved or given up."""
        self.desk.answers.drop_draft(self.submission, address)

    def last_place(self) -> Address | None:
        """Return the cell where the last sitting ended: what was being typed, else what was saved last."""
        drafts = self.drafts()
        place = drafts[-1].address if drafts else None
        place = place or self.desk.answers.last_touched(self.submission, _BY_HAND)
        try:
            here = place is not None and self.field(place) is not None
        except Problem:  # the pack has no such cell any more
            return None
        return place if place and here and (not place.key or place.key in self.rows(place.table)) else None

    # --- inside ------------------------------------------------------------------------------

    def _demand_typing(self) -> None:
        if isinstance(self.lock, Looking):
            self.lock.demand(())

    def _typed(self, address: Address) -> Field:
        field = self.field(address)
        if isinstance(self.lock, Frozen):
            self.lock.demand([address])
        view = self.view(address)
        if field.calculate is not None or view.readonly or field.locked:
            raise Problem("CELL_LOCKED", place=address)
        if not view.relevant:
            raise Problem("CELL_NOT_ASKED", place=address)
        return field

    def _takes_zero(self, address: Address) -> bool:
        field = self.field(address)
        view = self.view(address)
        blank = view.value is None and view.state is None
        number = field.kind in (Kind.INTEGER, Kind.DECIMAL)
        return blank and number and view.relevant and not view.readonly and field.calculate is None

    def edited(self, of: Address, value: Value) -> str:
        """Return a value as one would type it into a cell of this field."""
        return edit_text(value, self.field(of), self.desk.language)

    def second(self) -> OpenForms:
        """Open the saved answers a second time, to try something out; nothing of it is ever saved."""
        return self._opened()

    def follow_registers(self) -> Change:
        """Show the figures of registers as they are now: the rows of one may have changed meanwhile."""
        return self.open.follow(registers.follow(self.desk))

    def get_ready(self) -> None:
        """Prepare the disk for typing; where it is full or gone, the first entry tells of it."""
        with suppress(Problem):
            self.desk.database.get_ready()

    def go_on_with(self, other: Entry) -> None:
        """Take over the answers as another entry of this office has them open; it is used no more."""
        self.lock, self.open, self.saved_at = other.lock, other.open, other.saved_at

    def reload(self) -> None:
        """Read the answers again: another desk of this office has changed them."""
        self.lock = lock_here(self.desk) or lock_of(self.desk)
        self.open = self._opened()

    def relock(self) -> Change:
        """Look anew what is locked: answers were presented, sent or withdrawn. Gives what moved by that."""
        self.lock = lock_here(self.desk) or lock_of(self.desk)
        kept = self.desk.answers.load(self.submission)
        there = [cell for cell in (NUMBER_CELL, DAY_CELL) if (cell.table, cell.field) in self._fields]
        paper = self.open.put_many([(cell, kept.value(cell), kept.states.get(cell)) for cell in there])
        return joined((paper, self.follow_registers()))

    def _opened(self) -> OpenForms:
        document = self.desk.answers.load(self.submission)
        clock = self.desk.clock
        known = {place: one.value for place, one in self.official.items()}
        opened = self.desk.form_set.open(
            self.desk.unit, document, clock.today(), self.local_now(clock), official=known
        )
        opened.lock(registers.locked(self.desk), registers.HOW)
        return opened

    @staticmethod
    def local_now(clock: Clock) -> datetime:
        """Return the moment as expressions see it: with Viet Nam's zone."""
        return clock.now().astimezone(VIET_NAM)

    def _save(self, answers: list[Answer], how: str) -> Change:
        change = self.open.put_many(answers)
        self._write(change, how)
        return change

    def _write(self, change: Change, how: str) -> None:
        now = self.desk.clock.now()
        moves = self.desk.answers.put(
            self.submission,
            [StoredCell(address, *self.open.typed(address)) for address in change.stored],
            who=self.desk.person.name,
            when=now,
            how=how,
            added=[(rows.table, key) for rows in change.rows for key in rows.added],
            removed=[(rows.table, key) for rows in change.rows for key in rows.removed],
        )
        self._steps.gather(moves)
        self.saved_at = now

    def _fill_cover(self) -> None:
        known = {name: form for form in self.forms for name in (form.id,)}
        if (
            "BM00" not in known
            or (self.desk.instance and not self.desk.in_place)
            or isinstance(self.lock, Frozen)
        ):
            return
        wanted: Mapping[str, Value] = generated_cells(self.desk)
        answers: list[Answer] = []
        for name, value in wanted.items():
            view = self.open.view(Address("BM00", (), name))
            locked = view.readonly
            if (locked and view.value != value) or (not locked and view.value is None and view.state is None):
                answers.append((Address("BM00", (), name), value, None))
        if answers:
            with self._whole():
                self._save(answers, "program")
            self.saved_at = None
