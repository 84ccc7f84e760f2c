"""Lists that an office already has, taken into any of its tables: looked at first, then accepted.

    listed = look(desk, path)                          every sheet of the file
    job = begin(desk, listed, sheet, table)            headings, columns, key and damage as proposed
    dry = dry_run(desk, listed, job)                   what each row would do; nothing is changed
    taken = take_in(desk, dry)                         one transaction, one step of undo

Rows of records are told apart by the key columns; rows of fixed tables by their axes. A blank cell of a
list never erases what is here. A row with one cell that is no value is refused as a whole and named with
the cell (F17); a value that breaks a rule goes in, is marked and listed like a typed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from exports.lists import Content, ListRow, ListSheet, place_name, read_lists
from forms.answers import Address, Key
from forms.engine_open import Laid
from forms.findings import Finding
from forms.pack import Severity, Table, TableKind
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.import_columns import (
    Headings,
    Layout,
    Way,
    axis_values,
    fields_of,
    find_headings,
    headings,
    propose,
    remember,
)
from office.import_damage import Asked, Damage, Question, questions
from office.import_rows import Here, Reader, RowPlan, Rows, Trouble, Verdict
from office.presented import demand_not_presented
from office.progress import Progress, silent
from office.roles import Doing, demand_may
from office.undo import Answer

__all__ = [
    "DryRun",
    "Headings",
    "Job",
    "Layout",
    "Listed",
    "RowPlan",
    "Taken",
    "Trouble",
    "Verdict",
    "Way",
    "begin",
    "dry_run",
    "look",
    "tables_of",
    "take_in",
]

HOW = "import "
"""What a step of the history begins with; the file's name follows."""
_BATCH = 2_000  # rows saved at once: between two batches the work may be stopped
_MOST_TRIED = 5_000  # rows whose rules are tried in the dry run
_BLANK_CODE = "K36"  # a question still to be asked, which is no mistake of the list


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as it was read."""

    path: Path
    sheets: tuple[ListSheet, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with one sheet; `mend` holds the answers that differ from the proposed ones."""

    sheet: int
    headings: Headings
    layout: Layout
    mend: Mapping[tuple[int, Damage], bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What taking a list in would do; nothing has been changed."""

    listed: Listed
    job: Job
    rows: tuple[RowPlan, ...]
    troubles: tuple[Trouble, ...]
    questions: tuple[Question, ...]

    def count(self, verdict: Verdict) -> int:
        """Count the rows with a verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def takes(self) -> int:
        """How many rows would go in."""
        return self.count(Verdict.NEW) + self.count(Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in; `errors` and `warnings` that are listed now and were not before."""

    added: int
    changed: int
    cells: int
    errors: int
    warnings: int


class _Stage(StrEnum):
    READ = "read"
    TRIED = "tried"
    SAVED = "saved"


def look(desk: Desk, path: Path, progress: Progress = silent) -> Listed:
    """Read a file; raise FILE_MISSING or a Problem of `exports.lists` for one that cannot be read.

    PRESENTED while the answers lie before the signer: nothing of it could be saved.
    """
    demand_not_presented(desk)
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise Problem("FILE_MISSING", file=path.name) from wrong
    sheets = read_lists(data, path.name, lambda rows: progress(rows, 0, path.name))
    return Listed(path, tuple(sheet for sheet in sheets if sheet.rows))


def tables_of(desk: Desk) -> tuple[Table, ...]:
    """List the tables of the forms this unit fills that a list may go into."""
    return tuple(
        table
        for form in desk.pack.forms_for(desk.unit)
        for table in form.tables
        if table.role != "header" and not table.closed and fields_of(table)
    )


def begin(
    desk: Desk, listed: Listed, sheet: int, table: str, *, top: int | None = None, depth: int = 1
) -> Job:
    """Propose what to do with a sheet; `top` None lets the headings be found."""
    wanted = desk.pack.tables_by_id.get(table)
    if wanted is None or all(wanted is not one for one in tables_of(desk)):
        raise Problem("IMPORT_TABLE", table=table)
    if not 0 <= sheet < len(listed.sheets):
        raise Problem("IMPORT_SHEET", sheet=sheet + 1, file=listed.path.name)
    chosen = listed.sheets[sheet]
    found = find_headings(chosen, wanted) if top is None else headings(chosen, top, depth)
    return Job(sheet, found, propose(desk, chosen, found, wanted))


def dry_run(desk: Desk, listed: Listed, job: Job, progress: Progress = silent) -> DryRun:
    """Tell what each row would do, cell by cell; nothing is changed.

    Raises IMPORT_COLUMNS_NONE, IMPORT_AXIS (no column for an axis), IMPORT_KEY (no key column).
    """
    return try_out(Entry(desk), listed, job, progress)


def try_out(entry: Entry, listed: Listed, job: Job, progress: Progress = silent) -> DryRun:
    """Do what `dry_run` does on an entry that is thrown away after: up to 5,000 rows are laid into it."""
    desk = entry.desk
    sheet, table = listed.sheets[job.sheet], desk.pack.tables_by_id[job.layout.table]
    _check(job.layout, table)
    rows = [row for row in sheet.rows if row.number >= job.headings.first]
    asked = _asked(desk, table, job.layout)
    found = questions(_cells(rows, asked), asked)
    wanted: dict[int, list[Damage]] = {}
    for one in found:
        if job.mend.get((one.column, one.damage), one.proposed):
            wanted.setdefault(one.column, []).append(one.damage)
    reader = Reader(entry, table, job.layout, job.headings.words, wanted)
    sorted_out = Rows(Here(entry, table, job.layout), reader, job.layout, table)
    plans: list[RowPlan] = []
    for place, row in enumerate(rows):
        if place % _BATCH == 0:
            progress(place, len(rows), _Stage.READ)
        plan = sorted_out.plan(row)
        if plan is not None:
            plans.append(plan)
    troubles = list(sorted_out.troubles)
    dry = DryRun(listed, job, tuple(plans), tuple(troubles), found)
    if dry.takes and dry.takes <= _MOST_TRIED:
        progress(len(rows), len(rows), _Stage.TRIED)
        troubles += _tried(entry, dry)
    troubles.sort(key=lambda one: (one.row, one.column))
    return replace(dry, troubles=tuple(troubles))


def take_in(desk: Desk, dry: DryRun, progress: Progress = silent) -> Taken:
    """Take the rows in that the dry run found new or changed: all of them, or none; one step of undo.

    Raises IMPORT_STALE where the office's answers have changed since.
    """
    demand_may(desk, Doing.TYPE)
    entry = Entry(desk)
    before = {_mark(found) for found in entry.findings()}
    name = dry.listed.path.name
    with entry.together(f"{HOW}{name[:80]}", at_once=True):
        added, changed, cells, _ = save(entry, dry, progress)
    remember(desk, dry.job.headings, dry.job.layout)
    new = [found for found in entry.findings() if _mark(found) not in before]
    errors = sum(found.severity is Severity.ERROR for found in new)
    return Taken(added, changed, cells, errors, len(new) - errors)


def _mark(found: Finding) -> tuple[str, Severity, Address]:
    return found.code, found.severity, found.place


def _check(layout: Layout, table: Table) -> None:
    mapped = set(layout.columns.values())
    names = {one.id for one in fields_of(table)}
    if not mapped & names:
        raise Problem("IMPORT_COLUMNS_NONE")
    for axis in table.axes:
        if f"#{axis}" not in mapped:
            label = next((one.label.get("vi") for one in table.fields if one.id == axis), None)
            raise Problem("IMPORT_AXIS", axis=label or axis)
    if table.kind is TableKind.RECORDS and layout.way is not Way.ADD and not set(layout.key) & mapped:
        raise Problem("IMPORT_KEY")


def _asked(desk: Desk, table: Table, layout: Layout) -> dict[int, Asked]:
    fields = {one.id: one for one in fields_of(table)}
    found = {}
    for column, target in layout.columns.items():
        if target in fields:
            one = fields[target]
            found[column] = Asked.of(one, desk.pack.lists.get(one.list or "", ()))
        elif target.startswith("#"):
            found[column] = Asked.of(None, codes=set(axis_values(table, target[1:]).values()))
    return found


def _cells(rows: list[ListRow], asked: Mapping[int, Asked]) -> Iterator[tuple[int, int, Content]]:
    for row in rows:
        cells = row.cells
        for column in asked:
            if column <= len(cells) and cells[column - 1] is not None:
                yield row.number, column, cells[column - 1]


def save(entry: Entry, dry: DryRun, progress: Progress = silent) -> tuple[int, int, int, Mapping[int, Key]]:
    """Add and change what the dry run found; the caller's transaction holds it together.

    Gives the rows added and changed, the cells, and which row of the list became which row of the table.
    """
    table = dry.job.layout.table
    wanted = [row for row in dry.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    known = set(entry.rows(table))
    if any(row.key is not None and row.key not in known for row in wanted):
        raise Problem("IMPORT_STALE")
    added = cells = 0
    places: dict[int, Key] = {row.number: row.key for row in dry.rows if row.key is not None}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        progress(start, len(wanted), _Stage.SAVED)
        new, answers = _laid(table, batch)
        made, _ = entry.add_filled(table, new.values(), answers, f"{HOW}{dry.listed.path.name[:80]}")
        places.update(zip(new, made, strict=True))
        added += len(new)
        cells += sum(len(row.answers) for row in batch)
    progress(len(wanted), len(wanted), _Stage.SAVED)
    return added, len(wanted) - added, cells, places


def _laid(
    table: str, rows: Iterable[RowPlan]
) -> tuple[dict[int, tuple[Key, tuple[Laid, ...]]], list[Answer]]:
    """Give what goes into records to be added, by the row of the list, and into those that are there."""
    new: dict[int, tuple[Key, tuple[Laid, ...]]] = {}
    answers: list[Answer] = []
    for row in rows:
        if row.key is None:
            new[row.number] = row.parent, row.answers
        else:
            answers += [(Address(table, row.key, name), value, state) for name, value, state in row.answers]
    return new, answers


def _tried(entry: Entry, dry: DryRun) -> Iterator[Trouble]:
    """Lay the rows into the open answers, which are thrown away after, and see which rules they break."""
    table = dry.job.layout.table
    before = {_mark(found) for found in entry.findings()}
    forms = entry.open
    wanted = [row for row in dry.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    new, answers = _laid(table, wanted)
    made, _ = forms.add_filled(table, new.values(), answers, silent=True)
    rows = {row.key: row.number for row in wanted if row.key is not None}
    rows.update(zip(made, new, strict=True))
    columns = {target: column for column, target in dry.job.layout.columns.items()}
    for found in forms.findings():
        if _mark(found) in before or found.code == _BLANK_CODE:
            continue
        trouble = _broken_rule(found, table, rows, columns, dry)
        if trouble is not None:
            yield trouble


def _broken_rule(
    found: Finding, table: str, rows: Mapping[Key, int], columns: Mapping[str, int], dry: DryRun
) -> Trouble | None:
    places = [one for one in (found.place, *found.cells) if one.table == table and one.key in rows]
    if not places or (found.code == "K34"):
        return None
    place = next((one for one in places if one.field in columns), places[0])
    row, column = rows[place.key], columns.get(place.field, 0)
    cell = place_name(row, column) if column else f"{row}"
    word = dry.job.headings.words.get(column, place.field)
    return Trouble(row, column, cell, word, finding=found)
