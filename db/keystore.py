"""Where the office's database key lives: with the system's key store, else in a file only its owner reads.

A file in the office's folder says which of the two it is, so that an office keeps to the store it began
with: `office.key` holds the key itself, `office.keyring` the name under which the system keeps it.
"""

from __future__ import annotations

import os
import secrets
import stat
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from keyring import get_keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from db.database import KEY_BYTES, telling
from db.files import write_private
from forms.problems import Problem

SERVICE = "phieuxa"
KEY_FILE = "office.key"
NAME_FILE = "office.keyring"
_SECONDS = 10.0
_GOOD = 1  # keyring's own scale: below 1 are the stores it would not recommend, as plain files are


class KeyStore(Protocol):
    """Keeps one key of 32 bytes."""

    def get(self) -> bytes | None:
        """Return the key, None when none is kept; raise `Problem` KEY_STORE or KEY_STORE_SILENT."""

    def keep(self, key: bytes) -> None:
        """Keep the key; raise `Problem` KEY_STORE, KEY_STORE_SILENT, DISK_FULL or DISK_ERROR."""


class FileKeyStore:
    """A file only its owner can read (0600; on Windows by the rights of the person's own profile folder)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / KEY_FILE

    def get(self) -> bytes | None:
        """Return the key; a file that others could read is closed to them first."""
        with telling(self._path):
            if not self._path.exists():
                return None
            if os.name == "posix" and self._path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                self._path.chmod(0o600)
            return _read(self._path.read_text("ascii", errors="replace"), self._path)

    def keep(self, key: bytes) -> None:
        """Write the file, whole or not at all."""
        with telling(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_private(self._path, key.hex().encode("ascii") + b"\n")


class SystemKeyStore:
    """The system account's key store: Windows Credential Manager, Keychain, Secret Service, KWallet."""

    def __init__(
        self, service: str, account: str, backend: KeyringBackend | None = None, seconds: float = _SECONDS
    ) -> None:
        """Use the `account` of `service`; a store that does not answer within `seconds` is given up."""
        self._service = service
        self._account = account
        self._backend = backend or get_keyring()
        self._seconds = seconds

    def get(self) -> bytes | None:
        """Ask the system for the key."""
        text = self._ask(lambda: self._backend.get_password(self._service, self._account))
        return None if text is None else _read(text, self._account)

    def keep(self, key: bytes) -> None:
        """Hand the key to the system and ask for it again."""
        self._ask(lambda: self._backend.set_password(self._service, self._account, key.hex()))
        if self.get() != key:
            raise Problem("KEY_STORE", reason="NOT_KEPT")

    def forget(self) -> None:
        """Take the key out again."""
        self._ask(lambda: self._backend.delete_password(self._service, self._account))

    def _ask(self, question: Callable[[], str | None]) -> str | None:
        """Ask in a thread of its own: a locked store may wait for a person, and the window must not."""
        answers: list[str | Exception | None] = []

        def ask() -> None:
            try:
                answers.append(question())
            except Exception as error:  # noqa: BLE001 - a foreign store may raise anything; it is told below
                answers.append(error)

        thread = threading.Thread(target=ask, name="key store", daemon=True)
        thread.start()
        thread.join(self._seconds)
        if not answers:
            raise Problem("KEY_STORE_SILENT", seconds=self._seconds)
        answer = answers[0]
        if isinstance(answer, Exception):
            raise Problem("KEY_STORE", reason=type(answer).__name__) from answer
        return answer


def best_keystore(folder: Path, backend: KeyringBackend | None = None, seconds: float = _SECONDS) -> KeyStore:
    """Choose the store for the office in `folder`: the one it began with, else the system's if it works.

    The system's store counts as working when it gives back a trial entry within `seconds`.
    """
    names = folder / NAME_FILE
    if (folder / KEY_FILE).exists():
        return FileKeyStore(folder)
    with telling(names):
        if names.exists():
            return SystemKeyStore(SERVICE, names.read_text("ascii").strip(), backend, seconds)
    system = backend or get_keyring()
    if not _works(system, seconds):
        return FileKeyStore(folder)
    account = str(uuid.uuid4())
    with telling(names):
        folder.mkdir(parents=True, exist_ok=True)
        write_private(names, account.encode("ascii") + b"\n")
    return SystemKeyStore(SERVICE, account, system, seconds)


def first_key(store: KeyStore) -> bytes:
    """Return the key for a new office file: the one kept already, else a new one, kept before it is used."""
    key = store.get()
    if key is None:
        key = secrets.token_bytes(KEY_BYTES)
        store.keep(key)
    return key


def kept_key(store: KeyStore) -> bytes:
    """Return the key of an office that has begun; raise `Problem("KEY_MISSING")`, never make one."""
    key = store.get()
    if key is None:
        raise Problem("KEY_MISSING")
    return key


def _works(backend: KeyringBackend, seconds: float) -> bool:
    try:
        if backend.priority < _GOOD:  # the null and fail stores, and files with or without a password
            return False
    except (KeyringError, RuntimeError):  # keyring's way to say that a store cannot be used here
        return False
    trial = SystemKeyStore(SERVICE, f"trial {uuid.uuid4()}", backend, seconds)
    try:
        trial.keep(secrets.token_bytes(KEY_BYTES))
        trial.forget()
    except Problem:
        return False
    return True


def _read(text: str, place: object) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Problem("KEY_DAMAGED", place=place)
    return key
