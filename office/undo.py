"""Undo and redo of an entry: each step is written down with the answers and survives the program.

with steps.step("typed"): ... steps.gather(moves) ...   -> one step in the journal, in one transaction
steps.back() -> Turn to apply -> steps.turned(turn)

A `Turn` is what to do to the live answers, in this order: bring rows back, lay answers into cells, take
rows out. It is the same for undo and redo, with old and new changed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from db.bin import Bin
from db.journal import Captioned, Files, Journal, Step
from db.pen import Moves, Row
from forms.answers import Address, Document, Key, State, Value
from forms.engine import OpenForms
from forms.findings import CellView, Change, Finding, RowsChange
from forms.merging import Tree
from forms.pack import Pack, TableKind
from office.desk import Desk
from office.progress import Progress, silent

Answer = tuple[Address, Value | None, State | None]
_BATCH = 2_000  # rows, or answers, between which a turn may be stopped


@dataclass(frozen=True, slots=True)
class Leap:
    """What to do to the live answers at once: rows to bring back, answers to lay in, rows to take out."""

    restored: tuple[Row, ...]
    answers: tuple[Answer, ...]
    removed: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step as it is now to be applied; `undone` says in which direction."""

    step: Step
    undone: bool
    restored: tuple[Row, ...]
    answers: tuple[Answer, ...]
    removed: tuple[Row, ...]
    files: Files  # as they are to come and go in this direction


class Steps:
    """The steps of one submission's entry."""

    def __init__(self, desk: Desk, submission: int) -> None:
        """Go on with the steps that are in the journal."""
        self._desk = desk
        self._submission = submission
        self._journal = Journal(desk.database, desk.pack)
        self._bin = Bin(desk.database, desk.pack)
        self._gathered: tuple[Moves, Files] | None = None

    @contextmanager
    def step(self, how: str) -> Iterator[None]:
        """Write everything inside as one transaction and one step; inner ones join the outer one."""
        if self._gathered is not None:
            yield
            return
        self._gathered = Moves(), Files()
        try:
            with self._desk.database.writing():
                yield
                moves, files = self._gathered
                if moves or files:
                    self._remember(moves, files, how)
        finally:
            self._gathered = None

    def _remember(self, moves: Moves, files: Files, how: str) -> None:
        by, now = self._desk.person.name, self._desk.clock.now()
        step = self._journal.remember(self._submission, moves, files, who=by, when=now, how=how)
        if moves.removed:
            self._bin.keep(self._submission, step, moves, files.dropped, who=by, when=now)

    def gather(self, moves: Moves = Moves(), files: Files = Files()) -> None:  # noqa: B008 - both are frozen
        """Note what was saved, or which files came and went; outside a step it is the program's own."""
        if self._gathered is not None:
            self._gathered = self._gathered[0] + moves, self._gathered[1] + files

    def back(self) -> Turn | None:
        """Give what undo has to do; None at the beginning."""
        step = self._journal.last(self._submission)
        if step is None:
            return None
        moves, files = step.moves, step.files
        answers = tuple((cell.address, cell.old, cell.old_state) for cell in reversed(moves.cells))
        captions = tuple(Captioned(one.name, one.new, one.old) for one in reversed(files.captions))
        back = Files(files.dropped, files.kept, captions)
        return self._turn(step, moves.removed, answers, moves.added, back)

    def size(self, *, undone: bool) -> int:
        """Tell how large the next step to take back is, or to do again; 0 where there is none."""
        return self._journal.size(self._submission, undone=undone)

    def other_version(self) -> str:
        """Give the version of the pack under which the newest step was taken, "" where it is this one."""
        return self._journal.other_version(self._submission)

    def again(self) -> Turn | None:
        """Give what redo has to do; None where nothing was taken back."""
        step = self._journal.following(self._submission)
        if step is None:
            return None
        moves = step.moves
        answers = tuple((cell.address, cell.new, cell.new_state) for cell in moves.cells)
        return self._turn(step, moves.added, answers, moves.removed, step.files, undone=False)

    def turned(self, turn: Turn) -> None:
        """Note that a turn was applied, and let its files come and go."""
        for name in turn.files.kept:
            self._desk.attachments.bring_back(name)
        for name in turn.files.dropped:
            self._desk.attachments.drop(name)
        for one in turn.files.captions:
            self._desk.attachments.caption(one.name, one.new)
        self._journal.turn(turn.step, undone=turn.undone)

    def forget(self) -> None:
        """Forget every step."""
        self._journal.forget(self._submission)

    def _turn(
        self,
        step: Step,
        restored: Iterable[Row],
        answers: tuple[Answer, ...],
        removed: Iterable[Row],
        files: Files,
        *,
        undone: bool = True,
    ) -> Turn:
        pack = self._desk.pack
        removed = tuple(removed)
        going = set(removed)  # what stands in rows that go needs no answer any more
        last = {one[0]: one for one in answers if (one[0].table, one[0].key) not in going}
        return Turn(
            step,
            undone,
            tuple(sorted(_records(pack, restored), key=_outermost)),
            tuple(last.values()),
            tuple(_outer(_records(pack, removed))),
            files,
        )


def apply(forms: OpenForms, turn: Turn | Leap, progress: Progress = silent) -> Iterator[Change]:
    """Apply a turn to the live answers, change by change, each telling what is to be stored.

    Wants to be inside `forms.holding()`, whose change is the whole. Between two changes it may be stopped.
    """
    answers = turn.answers
    works: list[Callable[[], object]] = [
        *(partial(forms.restore_records, *rows) for rows in _batches(turn.restored)),
        *(partial(forms.put_many, answers[at : at + _BATCH]) for at in range(0, len(answers), _BATCH)),
        # An answer can have moved another one as it went in (a choice no longer offered): as it was, again.
        lambda: forms.put_many([one for one in answers if not _stands(forms, one)]),
        *(partial(forms.remove_records, *rows) for rows in _batches(turn.removed)),
    ]
    for done, work in enumerate(works):
        progress(done, len(works), "turned")
        with forms.holding() as held:
            work()
        yield held.change
    progress(len(works), len(works), "turned")


def joined(changes: Iterable[Change]) -> Change:
    """Give several changes as one; cells of rows that went again are left out."""
    cells: dict[Address, CellView] = {}
    stored: dict[Address, CellView] = {}
    rows: list[RowsChange] = []
    cleared: dict[Address, Value] = {}
    came: list[Finding] = []
    went: list[Finding] = []
    last = Change({})
    for change in changes:
        gone = {(one.table, key) for one in change.rows for key in one.removed}
        for kept in (cells, stored):
            for address in [a for a in kept if (a.table, a.key) in gone]:
                del kept[address]
        cells |= change.cells
        stored |= change.stored
        rows.extend(change.rows)
        cleared |= change.cleared
        came.extend(change.came)
        went.extend(change.gone)
        last = change
    for address in [a for a in cleared if a in stored and stored[a].value is not None]:
        del cleared[address]  # a later change put it back
    return Change(cells, stored, tuple(rows), last.findings, cleared, tuple(came), tuple(went))


def _stands(forms: OpenForms, answer: Answer) -> bool:
    address, value, state = answer
    now, now_state, stated = forms.typed(address)
    return (value, state) == (now if stated is None else stated, now_state)


def _records(pack: Pack, rows: Iterable[Row]) -> list[Row]:
    """Leave out the fixed rows: they come and go with their record."""
    return [row for row in rows if pack.tables_by_id[row[0]].kind is TableKind.RECORDS]


def _outer(rows: list[Row]) -> list[Row]:
    """Leave out rows that go with another one."""
    keys = {key for _, key in rows}
    return [(table, key) for table, key in rows if not any(key[:n] in keys for n in range(1, len(key)))]


def leap_between(pack: Pack, before: Document, after: Document) -> Leap:
    """Say what makes one set of answers the other."""
    tree = Tree(pack)
    were, are = (
        _records(pack, ((table, key) for table, rows in one.tables.items() for key in rows))
        for one in (before, after)
    )
    stay, known = set(are), set(were)
    gone = {row: None for row in were if row not in stay}
    outer = [row for row in gone if not any(above in gone for above in tree.records(*row)[:-1])]
    places: dict[Address, None] = {}
    for one in (before, after):
        for table, rows in one.tables.items():
            places.update((Address(table, key, name), None) for key, row in rows.items() for name in row)
        places.update(dict.fromkeys((*one.states, *one.stated)))
    answers: list[Answer] = []
    for place in places:
        was, now = (
            (one.value(place), one.states.get(place), one.stated.get(place)) for one in (before, after)
        )
        if was != now and not any(row in gone for row in tree.records(place.table, place.key)):
            answers.append((place, now[2] if now[:2] == (None, None) else now[0], now[1]))
    new = sorted((row for row in are if row not in known), key=lambda row: (len(row[1]), row[0]))
    return Leap(tuple(new), tuple(answers), tuple(outer))


def _outermost(row: Row) -> tuple[int, str, Key]:
    return len(row[1]), *row


def _batches(rows: Iterable[Row]) -> Iterator[tuple[str, list[Key]]]:
    """Give the rows of one table after the other, not too many at a time."""
    for table, group in groupby(rows, key=lambda row: row[0]):
        keys = [key for _, key in group]
        for start in range(0, len(keys), _BATCH):
            yield table, keys[start : start + _BATCH]
