"""Wiping a register out of the office file: its rows and all that was ever written down of them."""

from __future__ import annotations

from db.database import Database


def wipe(database: Database, submission: int, instance: str) -> None:
    """Delete an own submission with its rows, states, history, steps of undo, drafts, notes and files.

    Every table that belongs to submissions is asked, also those of later versions. What is deleted is
    overwritten in the file; `flush_wiped` does the same for the log once it is committed.
    """
    conn = database.conn
    conn.execute("PRAGMA secure_delete = ON").fetchall()
    with database.writing():
        tables = database.rows(
            "SELECT DISTINCT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'submission'"
        )
        for (table,) in tables:
            conn.execute(f'DELETE FROM "{table}" WHERE submission = ?', (submission,))
        conn.execute("DELETE FROM attachment WHERE instance = ?", (instance,))
        conn.execute(
            "DELETE FROM submission WHERE id = ? AND kind = 'own' AND instance = ?", (submission, instance)
        )


def flush_wiped(database: Database) -> None:
    """Fold the log into the file and empty it: old pages of what was wiped stand there."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
