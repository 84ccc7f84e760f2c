"""The office's recovery code: printed for the safe, it opens the data file and its copies on any PC.

The code stands inside the encrypted data file, so that the paper can be printed again; beside the file lies
`office.recovery`, the file's key locked with the code. Whoever reads the paper and holds the file or a copy
reads all: that is what it is for. A new code opens the data file and all later copies; the old one opens
the copies made while it was in force.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.database import Database, telling
from db.files import write_private
from db.keystore import FileKeyStore, KeyStore, best_keystore
from exports.copy_file import CodeKey
from exports.recovery_code import SALT, key_of_code, new_code
from exports.recovery_file import RecoveryFile, read_recovery_file
from forms.problems import Problem
from office.desk import DATABASE, Desk
from office.roles import Doing, demand_may

SETTING = "recovery"
"""A setting: the code in force, its key and when it was made and printed, as JSON."""
FILE = "office.recovery"
STORE_FAILS = frozenset(("KEY_STORE", "KEY_STORE_SILENT"))
"""The system's key store cannot be used: data must not depend on it."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The code in force. `printed`: when its paper was last printed, None before."""

    code: str
    key: CodeKey
    made: datetime
    who: str
    printed: datetime | None = None

    def plain(self) -> str:
        """Write it for the data file."""
        return json.dumps(
            {
                "code": self.code,
                "salt": self.key.salt.hex(),
                "key": self.key.key.hex(),
                "made": self.made.isoformat(),
                "who": self.who,
                "printed": self.printed.isoformat() if self.printed else "",
            },
            ensure_ascii=False,
        )


def recovery_of(desk: Desk) -> Recovery:
    """Give the code in force, made where there is none, and see to `office.recovery` beside the file."""
    kept = desk.office.setting(SETTING)
    found = recovery_in(kept) if kept else _made_anew(desk)
    _keep_beside(desk, found)
    return found


def is_printed(desk: Desk) -> bool:
    """Tell whether the paper of the code in force was printed; no code is made by asking."""
    kept = desk.office.setting(SETTING)
    return bool(kept) and recovery_in(kept).printed is not None


def renew(desk: Desk) -> Recovery:
    """Make another code and lock the data file's key with it; the old paper opens no later copy."""
    demand_may(desk, Doing.SETTINGS)
    return _made_anew(desk)


def _made_anew(desk: Desk) -> Recovery:
    code, salt = new_code(), secrets.token_bytes(SALT)
    made = Recovery(code, CodeKey(salt, key_of_code(code, salt)), desk.clock.now(), desk.person.name)
    desk.office.set_setting(SETTING, made.plain())
    _keep_beside(desk, made)
    return made


def note_printed(desk: Desk) -> None:
    """Note that the paper for the safe was printed."""
    demand_may(desk, Doing.SETTINGS)
    now = desk.clock.now()
    desk.office.set_setting(SETTING, replace(recovery_of(desk), printed=now).plain())


def recover_key(home: Path, code: str, keystore: KeyStore | None = None) -> None:
    """Give the office in `home` its key back by the recovery code, where the key store has lost it.

    Raises RECOVERY_FILE_MISSING, RECOVERY_FILE (it is broken), RECOVERY_OTHER (the code is not of this data
    file), what `read_code` raises, DB_... where the data file does not open.
    """
    file = home / FILE
    with telling(file):
        if not file.is_file():
            raise Problem("RECOVERY_FILE_MISSING", file=file)
        kept = read_recovery_file(file.read_bytes())
    key = kept.opened_by(code)
    if key is None:
        raise Problem("RECOVERY_OTHER", unit=kept.unit_name)
    Database(home / DATABASE, key).close()  # not the key of another data file that stood here before
    keep_key(home, keystore or best_keystore(home), key)


def keep_key(home: Path, store: KeyStore, key: bytes) -> None:
    """Keep a data file's key; in a file beside it where the system's store fails, as in another account."""
    try:
        store.keep(key)
    except Problem as problem:
        if problem.code not in STORE_FAILS:
            raise
        FileKeyStore(home).keep(key)


def unit_beside(home: Path) -> str:
    """Tell which unit's data lie in `home` without opening them, "" where nothing says so."""
    with contextlib.suppress(OSError, Problem):
        return read_recovery_file((home / FILE).read_bytes()).unit
    return ""


def recovery_in(text: str) -> Recovery:
    """Read a code of the data file."""
    plain = json.loads(text)
    return Recovery(
        plain["code"],
        CodeKey(bytes.fromhex(plain["salt"]), bytes.fromhex(plain["key"])),
        datetime.fromisoformat(plain["made"]),
        plain["who"],
        datetime.fromisoformat(plain["printed"]) if plain["printed"] else None,
    )


def _keep_beside(desk: Desk, recovery: Recovery) -> None:
    file = desk.home / FILE
    with telling(file):
        with contextlib.suppress(OSError, Problem):
            if read_recovery_file(file.read_bytes()).holds(recovery.key, desk.database.key):
                return
        unit = (desk.owner or desk).unit
        made = RecoveryFile.lock(unit.code, unit.name, recovery.key, desk.database.key)
        write_private(file, made.written())
