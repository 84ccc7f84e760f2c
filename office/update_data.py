"""The data after a newer version failed: brought back to the form that the older one can open.

A newer version brings the data file forward when it opens it, and keeps the file as it was beside it. Where
its window was never reached nobody can have typed anything since; so that file takes its place again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.backup import copy
from db.database import KEY_BYTES, Database
from db.keystore import KeyStore, best_keystore
from db.migrations import unknown
from forms.problems import Problem
from office.desk import DATABASE
from office.installed import Installed, Standing
from office.switching import aside_folder, coming_file, finish, switch

_KEPT = f"{Path(DATABASE).stem}.before-*{Path(DATABASE).suffix}"


def bring_back(
    installed: Installed, home: Path, now: datetime, keystore: KeyStore | None = None
) -> Path | None:
    """Put the data of before the failed version back; give the folder the replaced file is kept in.

    None where there is nothing to do: the launcher has not gone back, the data open as they are, or no file
    of before lies there. The office must be closed. Raises DISK_FULL, DISK_ERROR and what the key store does.
    """
    data = home / DATABASE
    if installed.current().standing is not Standing.FAILED or not data.is_file():
        return None
    finish(data)
    key = (keystore or best_keystore(home)).get()
    if key is None or len(key) != KEY_BYTES or not _is_newer(data, key):
        return None
    kept = sorted(home.glob(_KEPT), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept:
        if not _is_newer(path, key):
            source = Database(path, key)
            try:
                copy(source, coming_file(data))
            finally:
                source.close()
            aside = aside_folder(home, now)
            switch(data, aside)
            return aside
    return None


def _is_newer(path: Path, key: bytes) -> bool:
    """Tell whether a data file was brought further than this program goes; one that does not open was not."""
    try:
        database = Database(path, key)
    except Problem:
        return False
    try:
        return bool(unknown(database))
    finally:
        database.close()
