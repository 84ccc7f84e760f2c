"""The steps from an empty file to today's, in order; a step that shipped is never edited, only followed.

A step is plain SQL and calls none of today's code. The tables of a form pack are no step: they come
and grow with the pack (`db.packs`). A file that holds a step we do not know was written by a newer
program (`unknown`).
"""

from __future__ import annotations

from db.database import Database
from db.sqlite import Migrations, sqlite_utils

MIGRATIONS = Migrations("phieuxa")

_STEPS = {
    "0001_office": """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE person (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, position TEXT NOT NULL, telephone TEXT NOT NULL,
        valid_from TEXT NOT NULL, valid_to TEXT
    );
    CREATE TABLE pack (
        id TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL, bytes BLOB NOT NULL,
        installed TEXT NOT NULL, PRIMARY KEY (id, version)
    );
    CREATE TABLE sending (
        recipient TEXT PRIMARY KEY, sequence INTEGER NOT NULL, digest TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE signer (
        id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, certificate BLOB NOT NULL, unit TEXT NOT NULL,
        person TEXT NOT NULL, position TEXT NOT NULL, role TEXT NOT NULL,
        valid_from TEXT NOT NULL, valid_to TEXT,
        confirmed_by TEXT NOT NULL, how TEXT NOT NULL, confirmed TEXT NOT NULL,
        ended_by TEXT, ended_how TEXT, ended TEXT
    );
    CREATE INDEX signer_by_fingerprint ON signer (fingerprint);
    """,
    "0002_packages": """
    CREATE TABLE package (
        id INTEGER PRIMARY KEY, direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
        kind TEXT NOT NULL, campaign TEXT NOT NULL, unit TEXT NOT NULL, recipient TEXT NOT NULL,
        package_id TEXT NOT NULL, revision INTEGER NOT NULL, sequence INTEGER NOT NULL,
        previous_digest TEXT NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
        status TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, received_at TEXT NOT NULL
    );
    CREATE INDEX package_by_digest ON package (digest);
    CREATE INDEX package_by_unit ON package (direction, unit, campaign, revision);
    CREATE TABLE content (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE verdict (
        id INTEGER PRIMARY KEY, package INTEGER NOT NULL REFERENCES package (id),
        at TEXT NOT NULL, who TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL
    );
    CREATE INDEX verdict_by_package ON verdict (package);
    CREATE TABLE receipt (
        id INTEGER PRIMARY KEY, package INTEGER NOT NULL REFERENCES package (id),
        at TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL, detail TEXT NOT NULL
    );
    CREATE INDEX receipt_by_package ON receipt (package);
    """,
    "0003_answers": """
    CREATE TABLE submission (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, campaign TEXT NOT NULL,
        pack TEXT NOT NULL, pack_version TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('own', 'received')),
        status TEXT NOT NULL CHECK (status IN ('current', 'superseded')),
        revision INTEGER NOT NULL, package INTEGER REFERENCES package (id), digest TEXT NOT NULL,
        created TEXT NOT NULL, updated TEXT NOT NULL
    );
    CREATE UNIQUE INDEX submission_own ON submission (unit, campaign) WHERE kind = 'own';
    CREATE INDEX submission_received ON submission (campaign, status, unit) WHERE kind = 'received';
    CREATE INDEX submission_by_package ON submission (package);
    CREATE TABLE cell_state (
        submission INTEGER NOT NULL REFERENCES submission (id), table_id TEXT NOT NULL,
        row_key TEXT NOT NULL, field TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('none', 'unknown')),
        PRIMARY KEY (submission, table_id, row_key, field)
    ) WITHOUT ROWID;
    CREATE TABLE cell_stated (
        submission INTEGER NOT NULL REFERENCES submission (id), table_id TEXT NOT NULL,
        row_key TEXT NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY (submission, table_id, row_key, field)
    ) WITHOUT ROWID;
    CREATE TABLE draft (
        submission INTEGER NOT NULL REFERENCES submission (id), table_id TEXT NOT NULL,
        row_key TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (submission, table_id, row_key, field)
    ) WITHOUT ROWID;
    CREATE TABLE history (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id),
        table_id TEXT NOT NULL, row_key TEXT NOT NULL, field TEXT NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL,
        part TEXT NOT NULL CHECK (part IN ('answer', 'stated', 'row')),
        old BLOB, old_state TEXT, new BLOB, new_state TEXT
    );
    CREATE INDEX history_by_cell ON history (submission, table_id, row_key, field);
    """,
    "0004_attachments": """
    CREATE TABLE attachment (
        name TEXT PRIMARY KEY, place TEXT NOT NULL, caption TEXT NOT NULL, sha256 TEXT NOT NULL,
        bytes BLOB NOT NULL, at TEXT NOT NULL
    );
    """,
    "0005_journal": """
    CREATE TABLE journal_step (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id),
        pack_version TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL,
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)), size INTEGER NOT NULL, body TEXT NOT NULL
    );
    CREATE INDEX journal_by_submission ON journal_step (submission, undone);
    CREATE TABLE journal_file (
        step INTEGER NOT NULL REFERENCES journal_step (id) ON DELETE CASCADE, name TEXT NOT NULL,
        PRIMARY KEY (step, name)
    ) WITHOUT ROWID;
    CREATE TABLE attachment_gone (
        name TEXT PRIMARY KEY REFERENCES attachment (name) ON DELETE CASCADE
    ) WITHOUT ROWID;
    """,
    "0006_instances": """
    ALTER TABLE submission ADD COLUMN instance TEXT NOT NULL DEFAULT '';
    ALTER TABLE submission ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE submission ADD COLUMN finished TEXT NOT NULL DEFAULT '';
    DROP INDEX submission_own;
    CREATE UNIQUE INDEX submission_own ON submission (unit, campaign, instance) WHERE kind = 'own';
    ALTER TABLE attachment ADD COLUMN instance TEXT NOT NULL DEFAULT '';
    """,
    "0007_kits": """
    CREATE TABLE supplement (
        id INTEGER PRIMARY KEY, pack TEXT NOT NULL, issuer TEXT NOT NULL, number INTEGER NOT NULL,
        base TEXT NOT NULL, digest TEXT NOT NULL, bytes BLOB NOT NULL, signer TEXT NOT NULL,
        installed TEXT NOT NULL, who TEXT NOT NULL
    );
    CREATE UNIQUE INDEX supplement_number ON supplement (pack, issuer, number);
    CREATE TABLE kit (
        id INTEGER PRIMARY KEY, campaign TEXT NOT NULL, issuer TEXT NOT NULL, number INTEGER NOT NULL,
        digest TEXT NOT NULL, bytes BLOB, detail TEXT NOT NULL, installed TEXT NOT NULL, who TEXT NOT NULL
    );
    CREATE UNIQUE INDEX kit_number ON kit (campaign, number);
    CREATE TABLE official_figure (
        campaign TEXT NOT NULL, unit TEXT NOT NULL, table_id TEXT NOT NULL, row_key TEXT NOT NULL,
        field TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL,
        PRIMARY KEY (campaign, unit, table_id, row_key, field)
    ) WITHOUT ROWID;
    """,
    "0008_versions": """
    CREATE TABLE pack_table (
        pack TEXT NOT NULL, table_id TEXT NOT NULL, shape TEXT NOT NULL, name TEXT NOT NULL UNIQUE,
        first_version TEXT NOT NULL, last_version TEXT NOT NULL, PRIMARY KEY (pack, table_id, shape)
    );
    CREATE TABLE pack_field (
        pack TEXT NOT NULL, table_name TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL,
        question TEXT NOT NULL, first_version TEXT NOT NULL, last_version TEXT NOT NULL,
        replaced_by TEXT NOT NULL DEFAULT '', PRIMARY KEY (pack, table_name, field)
    );
    CREATE TABLE pack_waiting (
        pack TEXT PRIMARY KEY, version TEXT NOT NULL, hash TEXT NOT NULL, bytes BLOB NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL
    );
    CREATE TABLE pack_accepted (
        id INTEGER PRIMARY KEY, pack TEXT NOT NULL, old_version TEXT NOT NULL, old_hash TEXT NOT NULL,
        new_version TEXT NOT NULL, new_hash TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        backup TEXT NOT NULL, detail TEXT NOT NULL
    );
    """,
    "0010_notes": """
    CREATE TABLE note (
        submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        table_id TEXT NOT NULL, row_key TEXT NOT NULL, field TEXT NOT NULL,
        text TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (submission, table_id, row_key, field)
    ) WITHOUT ROWID;
    """,
    "0011_register_books": """
    CREATE TABLE register_book (
        id INTEGER PRIMARY KEY, unit TEXT NOT NULL, pack TEXT NOT NULL, year INTEGER NOT NULL,
        covers TEXT NOT NULL CHECK (covers IN ('all', 'poor')), used INTEGER NOT NULL CHECK (used IN (0, 1)),
        keep_until TEXT NOT NULL, opened TEXT NOT NULL, opened_by TEXT NOT NULL,
        deleted TEXT NOT NULL DEFAULT '', deleted_by TEXT NOT NULL DEFAULT '',
        deleted_why TEXT NOT NULL DEFAULT '', households INTEGER NOT NULL DEFAULT 0,
        followed INTEGER NOT NULL DEFAULT -1
    );
    CREATE UNIQUE INDEX register_book_there ON register_book (unit, pack, year) WHERE deleted = '';
    CREATE TABLE register_put_by (
        book INTEGER NOT NULL REFERENCES register_book (id), table_id TEXT NOT NULL, row_key TEXT NOT NULL,
        field TEXT NOT NULL, value BLOB, state TEXT,
        PRIMARY KEY (book, table_id, row_key, field)
    ) WITHOUT ROWID;
    """,
    "0012_parts": """
    CREATE TABLE part_out (
        id TEXT PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        person TEXT NOT NULL, given TEXT NOT NULL, who TEXT NOT NULL, code TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('out', 'back', 'called back')), turn INTEGER NOT NULL,
        merged TEXT NOT NULL, pack_version TEXT NOT NULL, scope TEXT NOT NULL, base BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE part_in (
        id TEXT PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        giver TEXT NOT NULL, taker TEXT NOT NULL, opened TEXT NOT NULL, code TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'closed')), turn INTEGER NOT NULL,
        written TEXT NOT NULL, pack_version TEXT NOT NULL, scope TEXT NOT NULL, base BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE part_merge (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        part TEXT NOT NULL, turn INTEGER NOT NULL, digest TEXT NOT NULL, person TEXT NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL, pack_version TEXT NOT NULL, body BLOB NOT NULL,
        before BLOB NOT NULL, step INTEGER NOT NULL, undone INTEGER NOT NULL CHECK (undone IN (0, 1))
    );
    """,
    "0014_bin": """
    CREATE TABLE removed_record (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        table_id TEXT NOT NULL, row_key TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        step INTEGER NOT NULL, back INTEGER, size INTEGER NOT NULL, body TEXT NOT NULL
    );
    CREATE INDEX removed_by_submission ON removed_record (submission);
    CREATE TABLE removed_file (
        record INTEGER NOT NULL REFERENCES removed_record (id) ON DELETE CASCADE, name TEXT NOT NULL,
        PRIMARY KEY (record, name)
    ) WITHOUT ROWID;
    """,
    "0015_people": """
    ALTER TABLE signer ADD COLUMN capacity TEXT NOT NULL DEFAULT '';
    ALTER TABLE signer ADD COLUMN end_kind TEXT NOT NULL DEFAULT '';
    CREATE TABLE register_file (
        id INTEGER PRIMARY KEY, issuer TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
        bytes BLOB NOT NULL, signer TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL
    );
    CREATE UNIQUE INDEX register_file_number ON register_file (issuer, number);
    """,
    "0016_approval": """
    CREATE TABLE approval (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        code TEXT NOT NULL, name TEXT NOT NULL, preparer TEXT NOT NULL, approver TEXT NOT NULL,
        package TEXT NOT NULL, companion TEXT NOT NULL, register TEXT NOT NULL,
        approved TEXT NOT NULL DEFAULT '',
        asked TEXT NOT NULL, who TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'sent', 'taken back')),
        ended TEXT NOT NULL DEFAULT '', ended_by TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT ''
    );
    CREATE UNIQUE INDEX approval_open ON approval (submission) WHERE state IN ('waiting', 'approved');
    """,
    "0017_presenting": """
    CREATE TABLE presenting (
        id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
        code TEXT NOT NULL, since TEXT NOT NULL, who TEXT NOT NULL, knowing TEXT NOT NULL,
        number_before TEXT NOT NULL, day_before TEXT NOT NULL,
        scan_name TEXT NOT NULL DEFAULT '', scan BLOB,
        state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'withdrawn')),
        ended TEXT NOT NULL DEFAULT '', ended_by TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '',
        number TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '',
        package INTEGER REFERENCES package (id)
    );
    CREATE UNIQUE INDEX presenting_open ON presenting (submission) WHERE state = 'open';
    CREATE TABLE paper_compared (
        id INTEGER PRIMARY KEY, package INTEGER NOT NULL REFERENCES package (id), at TEXT NOT NULL,
        who TEXT NOT NULL, typed TEXT NOT NULL, matches INTEGER NOT NULL CHECK (matches IN (0, 1))
    );
    CREATE INDEX paper_compared_by_package ON paper_compared (package);
    """,
    "0018_outbox": """
    CREATE TABLE letter (
        id INTEGER PRIMARY KEY, package INTEGER NOT NULL REFERENCES package (id), recipient TEXT NOT NULL,
        number INTEGER NOT NULL, letters INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'stopped')), tries INTEGER NOT NULL,
        next_try TEXT NOT NULL, reason TEXT NOT NULL, queued TEXT NOT NULL, who TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX letter_by_state ON letter (state);
    """,
    "0019_authority": """
    CREATE TABLE authority_certificate (
        fingerprint TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('root', 'between', 'encryption')),
        certificate BLOB NOT NULL, unit TEXT NOT NULL, how TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
        ended TEXT NOT NULL, ended_by TEXT NOT NULL, ended_why TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE authority_list (
        issuer TEXT PRIMARY KEY, number INTEGER NOT NULL, made TEXT NOT NULL, until TEXT NOT NULL,
        bytes BLOB NOT NULL, at TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE authority_issued (
        id INTEGER PRIMARY KEY, authority TEXT NOT NULL, serial TEXT NOT NULL, fingerprint TEXT NOT NULL,
        unit TEXT NOT NULL, person TEXT NOT NULL, position TEXT NOT NULL, use TEXT NOT NULL,
        key TEXT NOT NULL, certificate BLOB NOT NULL, request BLOB NOT NULL, valid_to TEXT NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL, revoked TEXT NOT NULL, reason TEXT NOT NULL, why TEXT NOT NULL,
        revoked_by TEXT NOT NULL
    );
    CREATE UNIQUE INDEX authority_issued_serial ON authority_issued (authority, serial);
    CREATE TABLE authority_asked (
        key TEXT PRIMARY KEY, use TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        answered TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    "0021_acts": """
    CREATE TABLE act (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, campaign TEXT NOT NULL,
        kind TEXT NOT NULL, body TEXT NOT NULL, before TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
    );
    CREATE INDEX act_by_kind ON act (campaign, kind);
    """,
    "0024_changes": """
    CREATE TABLE change_reason (
        submission INTEGER NOT NULL REFERENCES submission (id), base TEXT NOT NULL, place TEXT NOT NULL,
        old TEXT NOT NULL, new TEXT NOT NULL, reason TEXT NOT NULL, basis TEXT NOT NULL, who TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (submission, base, place)
    ) WITHOUT ROWID;
    """,
    "0022_downward": """
    CREATE TABLE downward (
        id INTEGER PRIMARY KEY, direction TEXT NOT NULL CHECK (direction IN ('made', 'taken')),
        issuer TEXT NOT NULL, recipient TEXT NOT NULL, kind TEXT NOT NULL, campaign TEXT NOT NULL,
        number INTEGER NOT NULL, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, signer TEXT NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL
    );
    """,
    "0023_queries": """
    CREATE TABLE query_thread (
        id TEXT PRIMARY KEY, side TEXT NOT NULL CHECK (side IN ('asked', 'answering')),
        campaign TEXT NOT NULL, partner TEXT NOT NULL, unit TEXT NOT NULL, place TEXT NOT NULL,
        words TEXT NOT NULL
    );
    CREATE INDEX query_thread_by_partner ON query_thread (side, campaign, partner);
    CREATE TABLE query_line (
        id INTEGER PRIMARY KEY, thread TEXT NOT NULL REFERENCES query_thread (id) ON DELETE CASCADE,
        round INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('question', 'answer', 'closed')),
        at TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL, value TEXT NOT NULL,
        number INTEGER NOT NULL, revision INTEGER NOT NULL
    );
    CREATE INDEX query_line_by_thread ON query_line (thread);
    CREATE TABLE return_file (
        id INTEGER PRIMARY KEY, side TEXT NOT NULL CHECK (side IN ('asked', 'answering')),
        partner TEXT NOT NULL, campaign TEXT NOT NULL, number INTEGER NOT NULL, package TEXT NOT NULL,
        revision INTEGER NOT NULL, until TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
        name TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
    );
    """,
}


STEPS = len(_STEPS)
"""How many steps this program knows: a file that was brought further is of a newer program."""


def unknown(database: Database) -> tuple[str, ...]:
    """Name the applied steps that this program does not have."""
    return tuple(step.name for step in MIGRATIONS.applied(database) if step.name not in _STEPS)


def is_known(step: str) -> bool:
    """Tell whether this program has a step: a file with another one was made by a newer program."""
    return step in _STEPS


def _register(name: str, script: str) -> None:
    def run(database: sqlite_utils.Database, /) -> None:
        database.executescript(script)

    MIGRATIONS(name=name)(run)


for _name, _script in _STEPS.items():
    _register(_name, _script)
