"""The steps of undo and redo of an office's entry, kept with the answers: they outlive the program.

    remember(submission, moves, ...) -> a step; what was undone is forgotten, so are the oldest steps
    last(submission) -> Step -> (its moves are taken back) -> turn(step, undone=True)
    following(submission) -> Step -> (they are done again) -> turn(step, undone=False)

A step is written in the transaction of what it tells, so that both are on the disk or neither. It holds
the changed cells with old and new answer, rows that came and went, and the names of files that did.
The bytes of a file that was taken out stay until no step names it, nor a record in the bin (`db.bin`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from db.database import Database, moment, stamp
from db.pen import Moved, Moves, Row
from forms.answers import Address, State, Value, parse_key
from forms.pack import Pack
from forms.supplements import base_version

_LAST, _FOLLOWING = "undone = 0 ORDER BY id DESC", "undone = 1 ORDER BY id"
MOST_STEPS = 500
MOST_CHARACTERS = 8_000_000
"""Of all steps of one submission together; the newest step stays however large it is."""


@dataclass(frozen=True, slots=True)
class Captioned:
    """An attachment's caption, before and after."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Files:
    """Names of attachments that a step took in and took out, and captions it changed."""

    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    captions: tuple[Captioned, ...] = ()

    def __add__(self, later: Files) -> Files:
        """Give both as one."""
        return Files(
            (*self.kept, *later.kept), (*self.dropped, *later.dropped), (*self.captions, *later.captions)
        )

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.kept or self.dropped or self.captions)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a person's work; `how` in the words of the history."""

    id: int
    who: str
    when: datetime
    how: str
    moves: Moves
    files: Files


class Journal:
    """The steps in `database` that were taken under this version of `pack`; older ones no longer fit.

    Supplements only add to a pack: a step from before one was installed can still be taken back.
    """

    def __init__(self, database: Database, pack: Pack) -> None:
        """Work on an open office file."""
        self._database = database
        self._version = base_version(pack.version)

    def remember(
        self, submission: int, moves: Moves, files: Files, *, who: str, when: datetime, how: str
    ) -> int:
        """Keep a step that was just taken and give its number; nothing is left to redo."""
        body = json.dumps(_plain(moves, files), ensure_ascii=False, separators=(",", ":"))
        with self._database.writing():
            self._settle_bin(submission)
            self._database.conn.execute(
                "DELETE FROM journal_step WHERE submission = ? AND (undone = 1 OR pack_version <> ?)",
                (submission, self._version),
            )
            number = self._database.insert(
                "journal_step",
                submission=submission,
                pack_version=self._version,
                at=stamp(when),
                who=who,
                how=how,
                undone=0,
                size=len(body),
                body=body,
            )
            self._database.conn.executemany(
                "INSERT OR IGNORE INTO journal_file VALUES (?, ?)",
                [(number, name) for name in (*files.kept, *files.dropped)],
            )
            # A number may come again once its step is forgotten: no merge is meant by it any more.
            self._database.conn.execute("UPDATE part_merge SET step = 0 WHERE step = ?", (number,))
            self._database.conn.execute("UPDATE removed_record SET step = 0 WHERE step = ?", (number,))
            self._database.conn.execute("UPDATE removed_record SET back = 0 WHERE back = ?", (number,))
            self._bound(submission)
            self._purge()
        return number

    def size(self, submission: int, *, undone: bool) -> int:
        """Tell how many characters the step has that `last` gives, or `following`; 0 where there is none."""
        which = _FOLLOWING if undone else _LAST
        with self._database.reading():
            row = self._database.row(
                "SELECT size FROM journal_step "
                f"WHERE submission = ? AND pack_version = ? AND {which} LIMIT 1",
                *(submission, self._version),
            )
        return int(row[0]) if row else 0

    def last(self, submission: int) -> Step | None:
        """Give the step that undo takes back."""
        return self._step(submission, _LAST)

    def following(self, submission: int) -> Step | None:
        """Give the step that redo does again."""
        return self._step(submission, _FOLLOWING)

    def other_version(self, submission: int) -> str:
        """Give the version under which the newest step was taken, "" where it is this one or no step is."""
        with self._database.reading():
            row = self._database.row(
                "SELECT pack_version FROM journal_step WHERE submission = ? AND undone = 0 "
                "ORDER BY id DESC LIMIT 1",
                submission,
            )
        return str(row[0]) if row and row[0] != self._version else ""

    def turn(self, step: Step, *, undone: bool) -> None:
        """Note that a step was taken back, or done again."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE journal_step SET undone = ? WHERE id = ?", (int(undone), step.id)
            )
            self._database.conn.execute(  # what both sides of a part have in common goes with the step
                "UPDATE part_merge SET undone = ? WHERE step = ?", (int(undone), step.id)
            )

    def forget(self, submission: int) -> None:
        """Forget all steps: the answers changed in another way, or their pack did."""
        with self._database.writing():
            self._settle_bin(submission)
            self._database.conn.execute("DELETE FROM journal_step WHERE submission = ?", (submission,))
            self._purge()

    def _settle_bin(self, submission: int) -> None:
        """Before steps that were taken back are forgotten: what they removed never went, and so on."""
        undone = "(SELECT id FROM journal_step WHERE submission = ? AND undone = 1)"
        execute = self._database.conn.execute
        execute(f"DELETE FROM removed_record WHERE step IN {undone}", (submission,))
        execute(f"UPDATE removed_record SET back = NULL WHERE back IN {undone}", (submission,))

    def _step(self, submission: int, which: str) -> Step | None:
        with self._database.reading():
            row = self._database.row(
                "SELECT id, who, at, how, body FROM journal_step "
                f"WHERE submission = ? AND pack_version = ? AND {which} LIMIT 1",
                *(submission, self._version),
            )
        if row is None:
            return None
        return Step(row[0], row[1], moment(row[2]), row[3], *_read(json.loads(row[4])))

    def _bound(self, submission: int) -> None:
        self._database.conn.execute(
            "DELETE FROM journal_step WHERE id IN (SELECT id FROM (SELECT id, "
            "row_number() OVER newest AS place, sum(size) OVER newest AS sizes "
            "FROM journal_step WHERE submission = ? WINDOW newest AS (ORDER BY id DESC)) "
            "WHERE place > ? OR (place > 1 AND sizes > ?))",
            (submission, MOST_STEPS, MOST_CHARACTERS),
        )

    def _purge(self) -> None:
        """Let go of the bytes of files that are out and that no step can bring back."""
        self._database.conn.execute(
            "DELETE FROM attachment WHERE name IN "
            "(SELECT name FROM attachment_gone WHERE name NOT IN (SELECT name FROM journal_file) "
            "AND name NOT IN (SELECT name FROM removed_file))"
        )


def _plain(moves: Moves, files: Files) -> dict[str, Any]:
    """Write a step as JSON: a decimal as a list of its text, a row's key as the text in addresses."""
    return {
        "added": [[table, "|".join(key)] for table, key in moves.added],
        "removed": [[table, "|".join(key)] for table, key in moves.removed],
        "cells": [
            [
                *(cell.address.table, "|".join(cell.address.key), cell.address.field),
                *(value_to_json(cell.old), cell.old_state and cell.old_state.value),
                *(value_to_json(cell.new), cell.new_state and cell.new_state.value),
            ]
            for cell in moves.cells
        ],
        "kept": list(files.kept),
        "dropped": list(files.dropped),
        "captions": [[one.name, one.old, one.new] for one in files.captions],
    }


def _read(body: dict[str, Any]) -> tuple[Moves, Files]:
    cells = tuple(
        Moved(
            Address(table, parse_key(key), field),
            value_from_json(old),
            State(old_state) if old_state else None,
            value_from_json(new),
            State(new_state) if new_state else None,
        )
        for table, key, field, old, old_state, new, new_state in body["cells"]
    )
    moves = Moves(_rows(body["added"]), _rows(body["removed"]), cells)
    captions = tuple(Captioned(*one) for one in body.get("captions", ()))  # older steps have none
    return moves, Files(tuple(body["kept"]), tuple(body["dropped"]), captions)


def _rows(plain: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple((table, parse_key(key)) for table, key in plain)


def value_to_json(value: Value | None) -> int | str | list[str] | None:
    """Write a value as JSON: a decimal as a list of its text."""
    return [format(value, "f")] if isinstance(value, Decimal) else value


def value_from_json(plain: int | str | list[str] | None) -> Value | None:
    """Read a value from JSON."""
    return Decimal(plain[0]) if isinstance(plain, list) else plain
