"""What an office file holds, counted in SQL: no pack is needed, so that any copy can tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.answers import NOT_BY_HAND
from db.database import Database, moment
from db.migrations import MIGRATIONS
from db.tables import sql_name

_ROWS = sql_name("")  # every table of answers begins so


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts of an office file. `records`: rows of its own answers; `step`: the last step of its making."""

    last_edit: datetime | None
    records: int
    sent: int
    received: int
    attachments: int
    step: str


def contents(database: Database) -> Contents:
    """Count what an office file holds."""
    with database.reading():
        tables = database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ? || '*'", _ROWS
        )
        counts = dict(database.rows("SELECT direction, count(*) FROM package GROUP BY direction"))
        return Contents(
            last_edit=last_edit(database),
            records=sum(_own_rows(database, name) for (name,) in tables),
            sent=int(counts.get("sent", 0)),
            received=int(counts.get("received", 0)),
            attachments=int(database.row("SELECT count(*) FROM attachment")[0]),
            step=last_step(database),
        )


def last_edit(database: Database) -> datetime | None:
    """Tell when somebody last changed anything; None where nobody has."""
    with database.reading():
        edit = database.row(
            "SELECT at FROM history WHERE how NOT IN (?, ?, ?, ?) ORDER BY id DESC LIMIT 1", *NOT_BY_HAND
        )
    return moment(edit[0]) if edit else None


def last_step(database: Database) -> str:
    """Name the last step that made this file."""
    return max((step.name for step in MIGRATIONS.applied(database)), default="")


def _own_rows(database: Database, table: str) -> int:
    own = "SELECT id FROM submission WHERE kind = 'own'"
    return int(database.row(f'SELECT count(*) FROM "{table}" WHERE submission IN ({own})')[0])
