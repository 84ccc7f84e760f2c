"""`office.recovery`: the key of the data file beside it, locked with the recovery code (docs/copies.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Self

from exports.copy_file import CodeKey
from exports.recovery_code import SALT, Lock, key_of_code, lock, lock_of, unlock
from forms.pack import canonical
from forms.problems import Problem

_KIND: Final = "phieuxa-recovery"
_FORMAT: Final = 1
_LARGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RecoveryFile:
    """Whose data file it is of, and the locked key."""

    unit: str
    unit_name: str
    salt: bytes
    locked: Lock

    @classmethod
    def lock(cls, unit: str, unit_name: str, code: CodeKey, key: bytes) -> Self:
        """Lock the key of a data file."""
        return cls(unit, unit_name, code.salt, lock(code.key, key, _bound(unit, unit_name)))

    def holds(self, code: CodeKey, key: bytes) -> bool:
        """Tell whether it holds this key, locked with this code."""
        return code.salt == self.salt and self._open(code.key) == key

    def opened_by(self, code: str) -> bytes | None:
        """Give the key; None where it is another code. Raises what `read_code` raises."""
        return self._open(key_of_code(code, self.salt))

    def _open(self, key: bytes) -> bytes | None:
        return unlock(key, self.locked, _bound(self.unit, self.unit_name))

    def written(self) -> bytes:
        """Write it as a file."""
        plain = {"kind": _KIND, "format": _FORMAT, "unit": self.unit, "unit_name": self.unit_name}
        return canonical({**plain, "salt": self.salt.hex(), **self.locked.plain()}) + b"\n"


def read_recovery_file(data: bytes) -> RecoveryFile:
    """Read the file; raise RECOVERY_FILE where it is broken or of a newer program."""
    try:
        return _read(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise Problem("RECOVERY_FILE") from wrong


def _read(data: bytes) -> RecoveryFile:
    if len(data) > _LARGEST:
        raise ValueError("too long")
    plain: dict[str, Any] = json.loads(data)
    if (plain.pop("kind"), plain.pop("format")) != (_KIND, _FORMAT):
        raise ValueError("another kind")
    unit, name, salt = (plain.pop(what) for what in ("unit", "unit_name", "salt"))
    if not isinstance(unit, str) or not isinstance(name, str) or len(bytes.fromhex(salt)) != SALT:
        raise ValueError("not as these files are written")
    return RecoveryFile(unit, name, bytes.fromhex(salt), lock_of(plain))


def _bound(unit: str, unit_name: str) -> bytes:
    return canonical({"kind": _KIND, "format": _FORMAT, "unit": unit, "unit_name": unit_name})
