"""A block pasted from a workbook, read before anything of it is saved: what would change, and what is wrong.

plan = read_block(entry, lines, table, parent)   -> one PastedRow a line, nothing saved
accept(entry, plan, chosen rows)                 -> one step of undo
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from forms.answers import Address, Key, State, Value
from forms.engine_open import Laid
from forms.findings import CellView, Change, Finding
from forms.letters import fold
from forms.problems import Problem
from office.entry import Entry
from office.progress import Progress, silent
from office.undo import Answer

_BATCH = 100  # lines between which the reading may be stopped
SAME, FILLED, CHANGED, REFUSED, LOCKED = "same", "filled", "changed", "refused", "locked"


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell: what stands there now and what would stand there. `field` is all a new row has."""

    field: str
    text: str
    kind: str  # SAME, FILLED, CHANGED, REFUSED or LOCKED
    before: str = ""
    after: str = ""
    fixed: bool = False  # read as something that is written otherwise: "thanh thi" -> "Thành thị"
    problem: Problem | None = None
    address: Address | None = None  # None in a new row
    answer: tuple[Value | None, State | None] = (None, None)


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line of the block; `copy_of`: the row of the table (n) or line of the block (-n) it repeats."""

    cells: tuple[PastedCell, ...]
    new: bool = False
    copy_of: int = 0
    breaks: tuple[Finding, ...] = ()

    @property
    def refused(self) -> tuple[PastedCell, ...]:
        """The cells that hold no value of their field."""
        return tuple(cell for cell in self.cells if cell.kind == REFUSED)

    @property
    def moves(self) -> bool:
        """Whether anything would change."""
        return self.new or any(cell.kind in (FILLED, CHANGED) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole block."""

    table: str
    parent: Key
    rows: tuple[PastedRow, ...]
    passed: int = 0  # texts that fell on headings, totals or beside the table

    @property
    def plain(self) -> bool:
        """Whether there is nothing to look at: only blanks are filled, and nothing is wrong."""
        return not any(
            row.new
            or row.copy_of
            or row.breaks
            or any(cell.kind in (REFUSED, CHANGED) or cell.fixed for cell in row.cells)
            for row in self.rows
        )

    @property
    def sound(self) -> frozenset[int]:
        """The rows that can be accepted as they are: all read, none a copy of another."""
        return frozenset(
            number
            for number, row in enumerate(self.rows)
            if not row.refused and not row.copy_of and row.moves
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the block with the cells it falls on; `addresses` is None for a row still to be added."""

    texts: tuple[str, ...]
    fields: tuple[str, ...]
    addresses: tuple[Address | None, ...] | None = None


def read_block(
    entry: Entry,
    lines: Sequence[Line],
    table: str,
    parent: Key = (),
    *,
    passed: int = 0,
    progress: Progress = silent,
) -> Plan:
    """Read a block for `table`; nothing is saved."""
    rows: list[PastedRow] = []
    for number, line in enumerate(lines):
        if number % _BATCH == 0:
            progress(number, len(lines) * 2, "read")  # half of the way: the rules are still to be tried
        rows.append(_row(entry, line, table))
    progress(len(lines), len(lines) * 2, "tried")
    rows = _without_copies(entry, rows, table, parent)
    return Plan(table, parent, _tried(entry, rows, table, parent), passed)


def _row(entry: Entry, line: Line, table: str) -> PastedRow:
    cells = []
    for place, (text, name) in enumerate(zip(line.texts, line.fields, strict=False)):
        address = line.addresses[place] if line.addresses is not None else None
        if line.addresses is not None and address is None:
            continue
        cells.append(_cell(entry, address, Address(table, (), name), text))
    return PastedRow(tuple(cells), new=line.addresses is None)


def _cell(entry: Entry, address: Address | None, of: Address, text: str) -> PastedCell:
    name = of.field
    try:
        if address is None:
            if entry.field(of).calculate is not None:
                return PastedCell(name, text, LOCKED)
            value, state = entry.parse_new(of, text)
        else:
            value, state = entry.parse_pasted(address, text)
    except Problem as problem:
        return PastedCell(name, text, REFUSED, problem=problem, address=address)
    view = CellView(None) if address is None else entry.view(address)
    stands = view.value if view.stated is None else view.stated
    before = "" if address is None else entry.shown(address)
    after = entry.show(of if address is None else address, CellView(value, state))
    if (stands, view.state) == (value, state):
        kind = SAME
    else:
        kind = FILLED if view.value is None and view.state is None else CHANGED
    computed = entry.field(of).calculate is not None
    kind = FILLED if computed and kind == CHANGED else kind  # the paper's figure stands beside it
    raw = text.strip()
    plain = "" if value is None else entry.edited(of, value)
    fixed = bool(raw) and state is None and raw not in (after, plain, str(value))
    return PastedCell(name, text, kind, before, after, fixed, address=address, answer=(value, state))


def _without_copies(entry: Entry, rows: list[PastedRow], table: str, parent: Key) -> list[PastedRow]:
    """Mark new rows that repeat a row of the table or an earlier one of the block."""
    if not any(row.new for row in rows):
        return rows
    fields = tuple(cell.field for cell in max(rows, key=lambda row: len(row.cells)).cells)
    known: dict[tuple[str, ...], int] = {}
    mine = [key for key in entry.rows(table) if key[: len(parent)] == parent]
    for number, key in enumerate(mine, 1):
        texts = tuple(fold(entry.shown(Address(table, key, name))) for name in fields)
        if any(texts):
            known.setdefault(texts, number)
    found = []
    for number, row in enumerate(rows, 1):
        texts = tuple(fold(cell.after or cell.text) for cell in row.cells)
        if row.new and texts in known:
            found.append(replace(row, copy_of=known[texts]))
            continue
        if any(texts):
            known.setdefault(texts, -number)
        found.append(row)
    return found


def _tried(entry: Entry, rows: list[PastedRow], table: str, parent: Key) -> tuple[PastedRow, ...]:
    """Put the block into a second set of the same answers and see which rules it breaks."""
    trial = entry.second()
    wanted = [number for number, row in enumerate(rows) if row.moves and not row.copy_of]
    new, answers = _laid(rows, wanted, parent)
    keys, _ = trial.add_filled(table, new.values(), answers, silent=True)
    before = {(finding.code, finding.place) for finding in entry.findings()}
    broken: dict[int, list[Finding]] = {}
    owners = {(table, key): number for number, key in zip(new, keys, strict=True)}
    mine = {cell.address: number for number, row in enumerate(rows) for cell in row.cells if cell.address}
    for finding in trial.findings():
        if (finding.code, finding.place) in before or finding.code == "K36":
            continue
        for place in (finding.place, *finding.cells):
            number = mine.get(place, owners.get((place.table, place.key)))
            if number is not None:
                broken.setdefault(number, []).append(finding)
                break
    return tuple(replace(row, breaks=tuple(broken.get(number, ()))) for number, row in enumerate(rows))


def _laid(
    rows: Sequence[PastedRow], wanted: Iterable[int], parent: Key
) -> tuple[dict[int, tuple[Key, list[Laid]]], list[Answer]]:
    """Give what goes into rows still to be added, by the line of the block, and into those that are there."""
    new: dict[int, tuple[Key, list[Laid]]] = {}
    answers: list[Answer] = []
    for number in wanted:
        moving = [cell for cell in rows[number].cells if cell.kind in (FILLED, CHANGED)]
        if rows[number].new:
            new[number] = parent, [(cell.field, *cell.answer) for cell in moving]
        answers += [(cell.address, *cell.answer) for cell in moving if cell.address is not None]
    return new, answers


def accept(entry: Entry, plan: Plan, chosen: Collection[int]) -> Change:
    """Save the chosen rows, what can be read of them, as one step of undo."""
    wanted = [number for number in sorted(chosen) if plan.rows[number].moves]
    new, answers = _laid(plan.rows, wanted, plan.parent)
    return entry.add_filled(plan.table, new.values(), answers, "pasted")[1]
