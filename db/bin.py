"""The recycle bin: records that people removed with all that stood under them, beside the steps of undo.

    keep(submission, step, moves, ...)   in the transaction of the removal
    removed(submission) -> RemovedRecord ... -> restored(ids): those records are in their tables again

Steps of undo come and go (`db.journal`); the bin outlives them. A record whose removal was taken back is not
in it, nor one that was restored, unless that was taken back in turn. It holds a bounded number of records.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp
from db.journal import value_from_json, value_to_json
from db.pen import Moves, Row
from db.rows import at, place
from forms.answers import Address, Key, State, Value, parse_key
from forms.pack import Pack, TableKind

MOST_RECORDS, MOST_CHARACTERS = 10_000, 16_000_000
"""Of one submission; the oldest go first."""

_IN_THE_BIN = (
    "NOT EXISTS (SELECT 1 FROM journal_step WHERE id = removed_record.step AND undone = 1) AND "
    "(back IS NULL OR EXISTS (SELECT 1 FROM journal_step WHERE id = removed_record.back AND undone = 1))"
)

Answer = tuple[Address, Value | None, State | None]


@dataclass(frozen=True, slots=True)
class RemovedRecord:
    """A removed record: its rows, itself first, what stood in them, and the files of its cells."""

    id: int
    table: str
    key: Key
    who: str
    when: datetime
    rows: tuple[Row, ...]
    answers: tuple[Answer, ...]
    files: tuple[str, ...]


class Bin:
    """The recycle bin in `database` for answers to `pack`."""

    def __init__(self, database: Database, pack: Pack) -> None:
        """Work on an open office file."""
        self._database = database
        self._pack = pack

    def keep(
        self,
        submission: int,
        step: int,
        moves: Moves,
        files: Collection[str],
        *,
        who: str,
        when: datetime,
    ) -> None:
        """Keep the records that a step removed; `files`: names of the files it dropped."""
        owners = self._owners(moves.removed)
        if not owners:
            return
        rows: dict[Row, list[Row]] = {}
        for row, owner in owners.items():
            rows.setdefault(owner, []).append(row)
        cells: dict[Row, dict[Address, tuple[Value | None, State | None]]] = {owner: {} for owner in rows}
        for cell in moves.cells:
            owner_of = owners.get((cell.address.table, cell.address.key))
            if owner_of is not None:
                cells[owner_of][cell.address] = (cell.old, cell.old_state)
        with self._database.writing():
            for (table, key), under in rows.items():
                body = json.dumps(
                    {
                        "rows": [[of, "|".join(of_key)] for of, of_key in under],
                        "cells": [
                            [*place(cell), value_to_json(old), state.value if state else None]
                            for cell, (old, state) in cells[table, key].items()
                            if old is not None or state is not None
                        ],
                    },
                    ensure_ascii=False,
                    separators=(",", ":"),
                )
                number = self._database.insert(
                    "removed_record",
                    submission=submission,
                    table_id=table,
                    row_key="|".join(key),
                    at=stamp(when),
                    who=who,
                    step=step,
                    size=len(body),
                    body=body,
                )
                self._database.conn.executemany(
                    "INSERT OR IGNORE INTO removed_file VALUES (?, ?)",
                    [(number, name) for name in _named(cells[table, key].values()) if name in files],
                )
            self._bound(submission)

    def removed(self, submission: int) -> tuple[RemovedRecord, ...]:
        """List what is in the bin, the last removed in front."""
        with self._database.reading():
            lines = list(
                self._database.rows(
                    "SELECT id, table_id, row_key, who, at, body FROM removed_record "
                    f"WHERE submission = ? AND {_IN_THE_BIN} ORDER BY id DESC",
                    submission,
                )
            )
            files: dict[int, list[str]] = {}
            for record, name in self._database.rows("SELECT record, name FROM removed_file ORDER BY name"):
                files.setdefault(record, []).append(name)
        return tuple(self._record(line, files.get(line[0], ())) for line in lines)

    def restored(self, submission: int, records: Iterable[int]) -> None:
        """Note that records were brought back, by the newest step of the submission."""
        with self._database.writing():
            self._database.conn.executemany(
                "UPDATE removed_record SET back = "
                "(SELECT coalesce(max(id), 0) FROM journal_step WHERE submission = ?) WHERE id = ?",
                [(submission, record) for record in records],
            )

    @staticmethod
    def _record(line: tuple[int, str, str, str, str, str], files: Iterable[str]) -> RemovedRecord:
        body = json.loads(line[5])
        return RemovedRecord(
            line[0],
            line[1],
            parse_key(line[2]),
            line[3],
            moment(line[4]),
            tuple((table, parse_key(key)) for table, key in body["rows"]),
            tuple(
                (at(table, key, field), value_from_json(value), State(state) if state else None)
                for table, key, field, value, state in body["cells"]
            ),
            tuple(files),
        )

    def _owners(self, removed: Iterable[Row]) -> dict[Row, Row]:
        """Give each removed row with the outermost removed record it stood under, or itself."""
        rows = dict.fromkeys(removed)
        tables = self._pack.tables_by_id
        owners: dict[Row, Row] = {}
        for table, key in rows:
            owner = (table, key) if tables[table].kind is TableKind.RECORDS else None
            above = tables[table].parent
            while above is not None:
                higher = next(
                    ((above, key[:n]) for n in range(1, len(key)) if (above, key[:n]) in rows), None
                )
                owner = higher or owner
                above = tables[above].parent
            if owner is not None:
                owners[table, key] = owner
        return owners

    def _bound(self, submission: int) -> None:
        self._database.conn.execute(
            "DELETE FROM removed_record WHERE id IN (SELECT id FROM (SELECT id, "
            "row_number() OVER newest AS place, sum(size) OVER newest AS sizes "
            "FROM removed_record WHERE submission = ? WINDOW newest AS (ORDER BY id DESC)) "
            "WHERE place > ? OR (place > 1 AND sizes > ?))",
            (submission, MOST_RECORDS, MOST_CHARACTERS),
        )


def _named(answers: Iterable[tuple[Value | None, State | None]]) -> Iterator[str]:
    """Give what could be names of files: a cell of attachments holds one on each line."""
    return (line for value, _ in answers if isinstance(value, str) for line in value.splitlines())
