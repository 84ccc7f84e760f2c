"""The history of a submission as one long list: filtered, newest first, read piece by piece.

A piece begins below the last line of the one before (`below`), so that the hundredth piece is read as fast as
the first one. Nothing here changes a line: the history is written with the answers (`db.answers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db.answers import HistoryLine, history_line
from db.database import Database
from db.tables import unpack_loose

_NEWEST = 1 << 62
_ALL_OF_IT = "+submission = ?"
"""Read as it was written: the plus keeps SQLite from its index, by which each page is read many times."""
_COLUMNS = "id, table_id, row_key, field, who, at, old, new, how, old_state, new_state, part"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted; what is empty is not asked for.

    `since`, `until`: stamps (`db.database.stamp`), the first one included, the last one not. `tables`: ids.
    `holds` is asked with each old and new value as text.
    """

    who: str = ""
    since: str = ""
    until: str = ""
    tables: tuple[str, ...] = ()
    hows: tuple[str, ...] = ()
    holds: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the history and its number: the newest line has the highest."""

    number: int
    line: HistoryLine


def read_history(
    database: Database, submission: int, wanted: Filter, *, below: int = 0, limit: int = 200
) -> tuple[Numbered, ...]:
    """Read up to `limit` lines, newest first, below a line's number (0: from the newest)."""
    with database.reading():
        where, values = _where(database, submission, wanted)
        rows = database.rows(
            f"SELECT {_COLUMNS} FROM history WHERE id < ? AND {where} ORDER BY id DESC LIMIT ?",
            *(below or _NEWEST, *values, limit),
        )
        return tuple(Numbered(row[0], history_line(row[1:])) for row in rows)


def every_line(database: Database, submission: int, wanted: Filter, piece: int = 5000) -> Iterator[Numbered]:
    """Read all lines, newest first, a piece at a time."""
    below = 0
    while found := read_history(database, submission, wanted, below=below, limit=piece):
        yield from found
        below = found[-1].number


def count_history(database: Database, submission: int, wanted: Filter) -> int:
    """Count the lines that are wanted."""
    with database.reading():
        where, values = _where(database, submission, wanted)
        return int(database.row(f"SELECT count(*) FROM history WHERE {where}", *values)[0])


def named_in_history(database: Database, submission: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name everybody who changed something, and every way in which it was done."""
    with database.reading():
        rows = database.rows(f"SELECT DISTINCT who, how FROM history WHERE {_ALL_OF_IT}", submission)
    return tuple(sorted({str(row[0]) for row in rows})), tuple(sorted({str(row[1]) for row in rows}))


def _where(database: Database, submission: int, wanted: Filter) -> tuple[str, list[object]]:
    parts, values = [_ALL_OF_IT], [submission]
    asked: list[object] = list(values)
    for column, value in (("who = ?", wanted.who), ("at >= ?", wanted.since), ("at < ?", wanted.until)):
        if value:
            parts.append(column)
            asked.append(value)
    for column, several in (("table_id", wanted.tables), ("how", wanted.hows)):
        if several:
            parts.append(f"{column} IN ({', '.join('?' * len(several))})")
            asked += several
    if wanted.holds is not None:
        holds = wanted.holds

        def told(value: str | int | bytes | None) -> bool:
            return value is not None and holds(str(unpack_loose(value)))

        database.conn.create_function("told", 1, told, deterministic=True)
        parts.append("(told(new) OR told(old))")
    return " AND ".join(parts), asked


def tables_changed_by(database: Database, submission: int, who: str) -> frozenset[str]:
    """Name the tables in which a person changed something."""
    with database.reading():
        rows = database.rows(
            f"SELECT DISTINCT table_id FROM history WHERE {_ALL_OF_IT} AND who = ?", submission, who
        )
    return frozenset(str(row[0]) for row in rows)
