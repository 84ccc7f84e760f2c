"""The office's own answers: loaded whole, saved cell by cell, each change with who, when, old and new.

    own(unit, campaign, when, instance="") -> submission -> load -> Document
    put(submission, cells, who=, when=) -> one transaction: values, states, history; ends their drafts

The value of a computed cell is not kept: it follows from the typed ones. What arrived for it
(`stated`) is kept beside. A campaign's forms are answered once, the form of another maker as often as
it is filled in: each time is an instance, told apart by its name.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from db.database import Database, moment, stamp
from db.journal import Journal
from db.pen import Moves, Pen, Row, StoredCell
from db.register import laid_out
from db.rows import at, place, read_rows, read_stated, read_states
from db.seen import SEEN
from db.tables import SqlTable, unpack_loose
from forms.answers import Address, Document, Key, State, Value
from forms.pack import Pack, Table, TableKind
from forms.problems import Problem

__all__ = ["Answers", "DraftLine", "HistoryLine", "OwnInstance", "StoredCell", "Submission"]

_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
BY_PROGRAM = "program"
"""The `how` of what the program fills in itself, such as the cover's numbers."""
REBUILT = "rebuilt"
"""The `how` of answers that were read back from a package of the office's own."""
SALVAGED = "salvaged"
"""The `how` of answers that were read back from the history of a damaged file."""
NOT_BY_HAND = (BY_PROGRAM, SEEN, REBUILT, SALVAGED)
"""The `how` of what nobody typed."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's answers in one campaign: `kind` own or received, `status` current or superseded."""

    id: int
    uuid: str
    unit: str
    campaign: str
    pack: str
    pack_version: str
    kind: str
    status: str
    revision: int
    package: int | None  # the kept package the figures came with
    digest: str
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class OwnInstance:
    """One filled form of which there are many; `finished` is None while somebody still works on it."""

    id: int
    uuid: str
    instance: str
    title: str  # as the form names it, "" where it does not
    pack_version: str
    created: datetime
    updated: datetime
    finished: datetime | None
    removed: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. `part`: "answer" (value or state), "stated" (what arrived for a computed cell), "row".

    A row that came or went has the field "" and neither old nor new; its cells have lines of their own.
    """

    address: Address
    who: str
    when: datetime
    old: Value | None
    new: Value | None
    how: str  # "typed", "pasted", "filled", "undo", "row added", "row removed" ...
    old_state: State | None = None
    new_state: State | None = None
    part: str = "answer"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Text that was being typed when it was kept; it is in no table of answers."""

    address: Address
    text: str
    when: datetime


class Answers:
    """The answers in `database` as `pack` asks for them; the pack must be installed (`install_pack`)."""

    def __init__(self, database: Database, pack: Pack) -> None:
        self.database = database
        self.pack = pack
        self._tables = laid_out(database, pack)
        self._fixed = {table.id: {row.key for row in table.rows} for table in pack.tables_by_id.values()}

    # --- submissions -------------------------------------------------------------------------

    def own(self, unit: str, campaign: str, when: datetime, instance: str = "") -> int:
        """Return the id of the office's own submission, made at `when` if there is none yet.

        `instance` names one of several filled in for the same campaign; there is one without a name.
        """
        with self.database.writing():
            row = self.database.row(
                "SELECT id FROM submission WHERE kind = 'own' AND unit = ? AND campaign = ? AND instance = ?",
                *(unit, campaign, instance),
            )
            if row:
                return int(row[0])
            return self.database.insert(
                "submission",
                uuid=str(uuid.uuid4()),
                unit=unit,
                campaign=campaign,
                instance=instance,
                pack=self.pack.id,
                pack_version=self.pack.version,
                kind="own",
                status="current",
                revision=0,
                digest="",
                created=stamp(when),
                updated=stamp(when),
            )

    def instances(self, unit: str, campaign: str, *, removed: bool | None = False) -> tuple[OwnInstance, ...]:
        """List the named instances of a campaign, the one begun first in front.

        `removed`: those at work (False), those taken away (True), or both (None).
        """
        wanted = {False: "= 'current'", True: "= 'superseded'", None: "IS NOT NULL"}[removed]
        with self.database.reading():
            rows = self.database.rows(
                "SELECT id, uuid, instance, title, pack_version, created, updated, finished, status "
                "FROM submission WHERE kind = 'own' AND unit = ? AND campaign = ? AND instance <> '' "
                f"AND status {wanted} ORDER BY id",
                *(unit, campaign),
            )
        return tuple(_instance(*row) for row in rows)

    def own_before(self, submission: int) -> tuple[int, ...]:
        """List the office's own answers of this pack in earlier campaigns, the last of them in front."""
        with self.database.reading():
            rows = self.database.rows(
                "SELECT id FROM submission WHERE kind = 'own' AND status = 'current' AND instance = '' "
                "AND id < ? AND (unit, pack) = (SELECT unit, pack FROM submission WHERE id = ?) "
                "ORDER BY id DESC",
                *(submission, submission),
            )
        return tuple(int(row[0]) for row in rows)

    def forget_instance(self, submission: int) -> None:
        """Take an instance away; its answers stay, and `restore_instance` brings it back."""
        self._set_status(submission, "superseded")

    def restore_instance(self, submission: int) -> None:
        """Bring back an instance that was taken away."""
        self._set_status(submission, "current")

    def _set_status(self, submission: int, status: str) -> None:
        with self.database.writing():
            done = self.database.conn.execute(
                "UPDATE submission SET status = ? WHERE id = ? AND kind = 'own' AND instance <> ''",
                (status, submission),
            )
            if done.rowcount != 1:
                raise Problem("NO_SUCH_SUBMISSION", id=submission)

    def discard(self, submission: int) -> bool:
        """Let go of an instance in which no person ever answered anything; False where one did."""
        with self.database.writing():
            if self.changed_after(submission, _BEGINNING) or self.drafts(submission):
                return False
            for table in self._tables.values():
                self.database.conn.execute(f'DELETE FROM "{table.name}" WHERE submission = ?', (submission,))
            for side in ("cell_state", "cell_stated", "history", "journal_step"):
                self.database.conn.execute(f"DELETE FROM {side} WHERE submission = ?", (submission,))
            self.database.conn.execute(
                "DELETE FROM submission WHERE id = ? AND kind = 'own' AND instance <> ''", (submission,)
            )
        return True

    def entitle(self, submission: int, title: str) -> None:
        """Note what an instance is called in lists."""
        with self.database.writing():
            self.database.conn.execute(
                "UPDATE submission SET title = ? WHERE id = ? AND title <> ?", (title, submission, title)
            )

    def finish(self, submission: int, when: datetime | None) -> None:
        """Note that an instance is complete since `when`, or is not (None); a change opens it again."""
        with self.database.writing():
            self.database.conn.execute(
                "UPDATE submission SET finished = ? WHERE id = ?", (stamp(when) if when else "", submission)
            )

    def submission(self, submission: int) -> Submission:
        """Describe a submission; raise `Problem("NO_SUCH_SUBMISSION")`."""
        with self.database.reading():
            row = self.database.row(
                "SELECT id, uuid, unit, campaign, pack, pack_version, kind, status, revision, package, "
                "digest, created, updated FROM submission WHERE id = ?",
                submission,
            )
        if row is None:
            raise Problem("NO_SUCH_SUBMISSION", id=submission)
        return Submission(*(*row[:-2], moment(row[-2]), moment(row[-1])))

    def sent(self, submission: int, revision: int, package: int, digest: str, when: datetime) -> None:
        """Note with which package, as which revision, the answers last went out (in its transaction)."""
        with self.database.writing():
            self.database.conn.execute(
                "UPDATE submission SET revision = ?, package = ?, digest = ?, updated = ? WHERE id = ?",
                (revision, package, digest, stamp(when), submission),
            )

    # --- answers -----------------------------------------------------------------------------

    def load(self, submission: int) -> Document:
        """Load all typed answers, states and stated values of a submission.

        What only other versions of the pack have stays where it is and is not loaded.
        """
        with self.database.reading():
            found = {
                table.table.id: dict(self._typed_rows(table, submission)) for table in self._tables.values()
            }
            states = {address: state for _, address, state in read_states(self.database, "?", submission)}
            stated = {address: value for _, address, value in read_stated(self.database, "?", submission)}
        rows = {
            name: {
                key: row for key, row in of.items() if self._row_stands(self._tables[name].table, key, found)
            }
            for name, of in found.items()
        }
        return Document(
            {name: of for name, of in rows.items() if of},
            {
                address: state
                for address, state in states.items()
                if self._cell_stands(address, rows, computed=False)
            },
            {
                address: value
                for address, value in stated.items()
                if self._cell_stands(address, rows, computed=True)
            },
        )

    def _cell_stands(self, address: Address, rows: Mapping[str, Collection[Key]], *, computed: bool) -> bool:
        """Tell whether this version has a cell, and whether it asks for it or works it out."""
        sql = self._tables.get(address.table)
        column = sql.columns.get(address.field) if sql else None
        if sql is None or column is None or len(address.key) != len(sql.keys):
            return False
        return column.computed is computed and self._row_stands(sql.table, address.key, rows)

    def _row_stands(self, table: Table, key: Key, rows: Mapping[str, Collection[Key]]) -> bool:
        """Tell whether this version has the fixed rows that a key names, and the records are there."""
        above = self.pack.tables_by_id.get(table.parent or "")
        outer = key[: len(self._tables[above.id].keys)] if above else ()
        if table.kind is TableKind.FIXED and key[len(outer) :] not in self._fixed[table.id]:
            return False
        if table.kind is TableKind.RECORDS and key not in rows.get(table.id, ()):
            return False
        return above is None or self._row_stands(above, outer, rows)

    def _typed_rows(self, table: SqlTable, submission: int) -> Iterable[tuple[Key, dict[str, Value]]]:
        computed = {name for name, column in table.columns.items() if column.computed}
        for _, key, values in read_rows(self.database, table, "?", submission):
            typed = {name: value for name, value in values.items() if name not in computed}
            if typed or table.table.kind is TableKind.RECORDS:
                yield key, typed

    def put(
        self,
        submission: int,
        cells: Iterable[StoredCell],
        *,
        who: str,
        when: datetime,
        how: str = "typed",
        added: Iterable[Row] = (),
        removed: Iterable[Row] = (),
    ) -> Moves:
        """Save cells as they now stand, with rows that went (first) and came, and end the cells' drafts.

        One transaction: when it returns, the disk holds it. Gives what changed; no other cell has history.
        Raises `Problem` NO_SUCH_CELL, VALUE_KIND, DISK_FULL, DISK_ERROR, DB_BUSY, with nothing saved.
        """
        with self.database.writing():
            pen = Pen(self.database, self._tables, submission, who, stamp(when), how)
            pen.remove_rows(removed)
            pen.add_rows(added)
            pen.put(cells)
            pen.finish(self.pack)
            return pen.moves()

    def add_row(self, submission: int, table: str, key: Key, *, who: str, when: datetime) -> None:
        """Add an empty record."""
        self.put(submission, (), who=who, when=when, how="row added", added=[(table, key)])

    def remove_row(self, submission: int, table: str, key: Key, *, who: str, when: datetime) -> None:
        """Remove a record with what stands under it; the history keeps every value."""
        self.put(submission, (), who=who, when=when, how="row removed", removed=[(table, key)])

    def replace(
        self, submission: int, document: Document, *, who: str, when: datetime, how: str = "replaced"
    ) -> None:
        """Make the answers equal `document`; the history tells each cell; steps of undo are forgotten."""
        with self.database.writing():
            Journal(self.database, self.pack).forget(submission)
            before = self.load(submission)
            old, new = self._records(before), self._records(document)
            cells = [
                StoredCell(
                    address,
                    document.value(address),
                    document.states.get(address),
                    document.stated.get(address),
                )
                for address in dict.fromkeys((*_addresses(before), *_addresses(document)))
            ]
            self.put(
                submission,
                cells,
                who=who,
                when=when,
                how=how,
                added=[row for row in new if row not in old],
                removed=[row for row in old if row not in new],
            )

    def adopt(
        self,
        submission: int,
        document: Document,
        *,
        blank: Iterable[Address] = (),
        who: str,
        when: datetime,
        how: str = "new version",
    ) -> None:
        """Lay answers that were moved from an earlier version in beside what stands here; nothing goes.

        `blank`: cells where what stands here is no answer of the earlier version. From now on the answers
        are of this version of the pack; steps of undo of earlier ones stay as they are.
        """
        with self.database.writing():
            before = self.load(submission)
            records = self._records(before)
            cells = [
                StoredCell(
                    address,
                    document.value(address),
                    document.states.get(address),
                    document.stated.get(address),
                )
                for address in dict.fromkeys((*_addresses(document), *blank))
                if not _same(before, document, address)
            ]
            added = [row for row in self._records(document) if row not in records]
            self.put(submission, cells, who=who, when=when, how=how, added=added)

    def _records(self, document: Document) -> dict[Row, None]:
        return {
            (table, key): None
            for table, rows in document.tables.items()
            if table in self._tables and self._tables[table].table.kind is TableKind.RECORDS
            for key in rows
        }

    # --- history -----------------------------------------------------------------------------

    def history(
        self, submission: int, address: Address | None = None, limit: int = 1000
    ) -> tuple[HistoryLine, ...]:
        """Tell the changes of one cell, or of the whole submission, newest first."""
        cell = " AND table_id = ? AND row_key = ? AND field = ?" if address else ""
        with self.database.reading():
            rows = self.database.rows(
                "SELECT table_id, row_key, field, who, at, old, new, how, old_state, new_state, part "
                f"FROM history WHERE submission = ?{cell} ORDER BY id DESC LIMIT ?",
                *(submission, *(place(address) if address else ()), limit),
            )
        return tuple(history_line(row) for row in rows)

    def changed_after(self, submission: int, when: datetime) -> bool:
        """Tell whether a person changed an answer after `when`; what the program fills in is none."""
        with self.database.reading():
            found = self.database.row(
                "SELECT 1 FROM history WHERE submission = ? AND at > ? AND how NOT IN (?, ?, ?, ?) LIMIT 1",
                *(submission, stamp(when), *NOT_BY_HAND),
            )
        return found is not None

    def last_touched(self, submission: int, hows: Collection[str]) -> Address | None:
        """Name the cell that was last set in one of these ways; None where none was."""
        with self.database.reading():
            row = self.database.row(
                "SELECT table_id, row_key, field FROM history WHERE submission = ? AND field <> ''"
                f" AND how IN ({','.join('?' * len(hows))}) ORDER BY id DESC LIMIT 1",
                submission,
                *hows,
            )
        return at(*row) if row else None

    # --- drafts ------------------------------------------------------------------------------

    def keep_draft(self, submission: int, address: Address, text: str, when: datetime) -> None:
        """Keep text that is still being typed; saving the cell ends its draft."""
        with self.database.writing(soon=True):
            self.database.conn.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)",
                (submission, *place(address), text, stamp(when)),
            )

    def drafts(self, submission: int) -> tuple[DraftLine, ...]:
        """List the kept drafts, oldest first."""
        with self.database.reading():
            rows = self.database.rows(
                "SELECT table_id, row_key, field, text, at FROM draft WHERE submission = ? ORDER BY at",
                submission,
            )
        return tuple(DraftLine(at(*row[:3]), row[3], moment(row[4])) for row in rows)

    def drop_draft(self, submission: int, address: Address) -> None:
        """Forget a draft."""
        with self.database.writing(soon=True):
            self.database.conn.execute(
                "DELETE FROM draft WHERE submission = ? AND table_id = ? AND row_key = ? AND field = ?",
                (submission, *place(address)),
            )


def history_line(row: Sequence[Any]) -> HistoryLine:
    """Make a line of what stands in the history: table, row, field, who, at, old, new, how, states, part."""
    return HistoryLine(
        at(*row[:3]),
        row[3],
        moment(row[4]),
        unpack_loose(row[5]),
        unpack_loose(row[6]),
        row[7],
        State(row[8]) if row[8] else None,
        State(row[9]) if row[9] else None,
        row[10],
    )


def _addresses(document: Document) -> Iterable[Address]:
    for table, rows in document.tables.items():
        for key, values in rows.items():
            for field in values:
                yield Address(table, key, field)
    yield from document.states
    yield from document.stated


def _same(one: Document, other: Document, address: Address) -> bool:
    return (one.value(address), one.states.get(address), one.stated.get(address)) == (
        other.value(address),
        other.states.get(address),
        other.stated.get(address),
    )


def _instance(  # noqa: PLR0913, PLR0917 - the columns of a row
    number: int,
    identity: str,
    instance: str,
    title: str,
    pack_version: str,
    created: str,
    updated: str,
    finished: str,
    status: str,
) -> OwnInstance:
    times = moment(created), moment(updated), moment(finished) if finished else None
    return OwnInstance(number, identity, instance, title, pack_version, *times, status == "superseded")
