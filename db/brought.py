"""Which submissions of other programs stand in the office's answers: told by the history."""

from __future__ import annotations

from typing import Final

from db.database import Database

BROUGHT: Final = "submission "
"""How the history names what a submission brought: this word and its instanceID."""


def brought_in(database: Database, submission: int) -> frozenset[str]:
    """Name the instances whose answers were taken into `submission` and not taken back by undo.

    An undo of just that change counts; that a person has typed over it since, or removed it, does not.
    """
    with database.reading():
        rows = database.rows(
            "SELECT DISTINCT came.how FROM history AS came WHERE came.submission = ? AND came.how LIKE ? "
            "AND came.part = 'answer' AND NOT EXISTS (SELECT 1 FROM history AS back "
            "WHERE back.submission = came.submission AND back.table_id = came.table_id "
            "AND back.row_key = came.row_key AND back.field = came.field AND back.part = 'answer' "
            "AND back.id > came.id AND back.how = 'undo' AND back.old IS came.new AND back.new IS came.old "
            "AND NOT EXISTS (SELECT 1 FROM history AS again WHERE again.submission = came.submission "
            "AND again.table_id = came.table_id AND again.row_key = came.row_key "
            "AND again.field = came.field AND again.part = 'answer' AND again.id > back.id "
            "AND again.how = 'redo' AND again.old IS came.old AND again.new IS came.new))",
            *(submission, f"{BROUGHT}%"),
        )
    return frozenset(row[0].removeprefix(BROUGHT) for row in rows)
