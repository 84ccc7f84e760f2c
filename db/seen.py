"""Who asked to see what is hidden on the screen: a line of the history without the value itself."""

from __future__ import annotations

from datetime import datetime

from db.database import Database, stamp
from db.rows import place
from forms.answers import Address

SEEN = "seen"


def note_seen(database: Database, submission: int, address: Address, *, who: str, when: datetime) -> None:
    """Note that somebody was shown what stands in a cell; nothing in the answers changes."""
    with database.writing():
        database.conn.execute(
            "INSERT INTO history (at, who, how, submission, table_id, row_key, field, part) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'answer')",
            (stamp(when), who, SEEN, submission, *place(address)),
        )
