"""Brings an office back from a copy: into its own folder, or onto another PC (docs/copies.md).

    look(home, path) -> what the copy holds beside what is here; restore(home, path, ...) -> Restored

The office must be closed. Nothing is deleted: what stood here goes into `replaced/<day and time>`, and a copy
of it is made before where it still opens. Either the old data file or the whole new one stands in its place.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.backup import copy
from db.contents import last_step
from db.courier import Answers
from db.database import KEY_BYTES, Database, beside, telling
from db.files import write_private
from db.keystore import KEY_FILE, KeyStore, best_keystore
from db.migrations import is_known
from db.offices import Office
from exports.copy_file import CodeKey, Copy, CopyFacts, read_copy
from exports.recovery_file import RecoveryFile
from forms.problems import Problem
from office.clock import Clock
from office.copies import SECOND, KeptCopy, Why, facts_of, make
from office.desk import DATABASE, KEYS_SETTING, Desk, open_desk
from office.downward import NUMBERS_FROM
from office.packs import Shelf
from office.recovery_code import FILE, SETTING, STORE_FAILS, keep_key, recovery_in, unit_beside
from office.roles import Doing, demand_may
from office.switching import aside_folder, coming_file, finish, is_switching, switch

_BODY: Final = ".body"
_NUMBERS_LEFT_OUT: Final = 100
"""Numbers of answers that an office leaves out when a copy is brought back: more than it made since."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a copy holds, and what is here now: None where no office is, or its data do not open."""

    copy: CopyFacts
    here: CopyFacts | None
    needs_code: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `aside`: where the replaced file went, None where none was; `before`: the copy of it."""

    facts: CopyFacts
    aside: Path | None
    before: KeptCopy | None


@dataclass(frozen=True, slots=True)
class _Here:
    """What is in the folder now, as far as it can be read."""

    facts: CopyFacts | None = None
    recovery: str = ""
    second: str = ""
    before: KeptCopy | None = None
    answers: int = 0  # number of the last answer that went down


def look(path: Path, desk: Desk | None, *, unit: str = "") -> Compared:
    """Read a copy whole and say what it holds beside what the open office does.

    `unit`: whose data lie here, where no desk is open. Raises what `read_copy` raises, COPY_OTHER_UNIT and
    COPY_NEWER.
    """
    found = read_copy(path)
    found.demand_whole()
    _demand_fitting(found, desk.unit.code if desk else unit)
    here = facts_of(desk) if desk else None
    key = desk.database.key if desk else None
    try:
        found.opened_by(office_key=key)
    except Problem as problem:
        if problem.code != "COPY_CODE_NEEDED":
            raise
        return Compared(found.facts, here, needs_code=True)
    return Compared(found.facts, here, needs_code=False)


def restore(
    home: Path,
    path: Path,
    *,
    clock: Clock,
    code: str = "",
    shelf: Shelf | None = None,
    keystore: KeyStore | None = None,
) -> Restored:
    """Put the data of a copy in the place of those in `home`, which nobody has open; an empty one is filled.

    Raises what `read_copy` and `opened_by` raise, COPY_OTHER_UNIT (unit, here), COPY_NEWER, DISK_FULL,
    DISK_ERROR; whatever is raised, the data that stood here still do.
    """
    data = home / DATABASE
    finish(data)
    found = read_copy(path)
    found.demand_whole()
    store = keystore or best_keystore(home)
    key_here = _key_of(store)
    key = found.opened_by(office_key=key_here, code=code)
    here = _look_here(home, store, clock, shelf, found.facts.unit) if data.exists() else _Here()
    _demand_fitting(found, here.facts.unit if here.facts else unit_beside(home))
    with telling(home):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        old = any(one.exists() for one in (data, *beside(data)))
        aside = aside_folder(home, clock.now()) if old else None
    try:
        key_new = key_here or _new_key(home, store, aside)
        files = found.files(key)
        recovery = _build(found, key, data, key_new, here, files)
        _put_files(home, files)
        switch(data, aside)
    except BaseException:
        if not is_switching(data):  # once begun it is finished at the next opening
            _clear(coming_file(data))
        if aside is not None:
            with contextlib.suppress(OSError):
                aside.rmdir()  # only where nothing went into it
        raise
    if recovery:
        _lock_beside(home, found.facts, recovery, key_new)
    return Restored(found.facts, aside, here.before)


def _demand_fitting(found: Copy, unit: str) -> None:
    if unit and unit != found.facts.unit:
        raise Problem("COPY_OTHER_UNIT", unit=found.facts.unit_name, of=found.facts.unit, here=unit)
    if not is_known(found.facts.step):
        raise Problem("COPY_NEWER", file=found.path.name)


def _key_of(store: KeyStore) -> bytes | None:
    try:
        return store.get()
    except Problem as problem:
        if problem.code not in {"KEY_DAMAGED", *STORE_FAILS}:
            raise
        return None


def _new_key(home: Path, store: KeyStore, aside: Path | None) -> bytes:
    """Make a key where the store has none; a broken key file goes aside with the data it belonged to."""
    broken = home / KEY_FILE
    if aside is not None and broken.exists():
        with telling(broken):
            broken.replace(aside / KEY_FILE)
    key = secrets.token_bytes(KEY_BYTES)
    keep_key(home, store, key)
    return key


def _look_here(home: Path, store: KeyStore, clock: Clock, shelf: Shelf | None, unit: str) -> _Here:
    """Read what is here and copy it where it is of this unit; what does not open goes aside as it is."""
    try:
        desk = open_desk(home, clock=clock, shelf=shelf, keystore=store)
    except Problem:
        return _Here()
    with desk:
        demand_may(desk, Doing.SETTINGS)  # data that do not open name nobody to ask
        try:
            held = facts_of(desk)
            before = make(desk, Why.RESTORE) if held.unit == unit else None
        except Problem as problem:
            if problem.code == "DISK_FULL":
                raise
            return _Here()
        answers = Answers(desk.database).next_number(held.unit) - 1
        return _Here(held, desk.office.setting(SETTING), desk.office.setting(SECOND), before, answers)


def _build(found: Copy, key: bytes, data: Path, key_new: bytes, here: _Here, files: Collection[str]) -> str:
    """Build the new data file beside the old one, every page checked; give the recovery code it keeps."""
    coming = coming_file(data)
    body = coming.with_name(coming.name + _BODY)
    _clear(coming)
    try:
        found.extract(body)
        source = Database(body, key)
        try:
            step = last_step(source)
            if not is_known(step):
                raise Problem("COPY_NEWER", file=found.path.name)
            copy(source, coming, key_new)
        finally:
            source.close()
    except Problem as problem:
        if problem.code in ("DB_DAMAGED", "DB_KEY"):
            raise Problem("COPY_NOT_WHOLE", file=found.path.name, reason=problem.code) from problem
        raise
    finally:
        _clear(body)
    made = Database(coming, key_new)
    try:
        office = Office(made)
        if here.recovery:  # the code in force is the newer one: its paper lies in the safe
            office.set_setting(SETTING, here.recovery)
        if here.facts:
            office.set_setting(SECOND, here.second)
        last = max(here.answers, Answers(made).next_number(found.facts.unit) - 1)
        if last:  # what went down since the copy had numbers too: a number never comes twice
            office.set_setting(NUMBERS_FROM, str((last // _NUMBERS_LEFT_OUT + 1) * _NUMBERS_LEFT_OUT + 1))
        keys = _keys_here(office.setting(KEYS_SETTING), data.parent, files)
        office.set_setting(KEYS_SETTING, keys)
        return office.setting(SETTING)
    finally:
        made.close()


def _keys_here(kept: str, home: Path, files: Collection[str]) -> str:
    """Let remembered keys that came along be found where they lie now."""
    keys = json.loads(kept or "[]")
    for key in keys:
        name = "/".join(str(key[0]).replace("\\", "/").split("/")[-2:])
        if name in files:
            key[0] = str(home / name)
    return json.dumps(keys, ensure_ascii=False)


def _put_files(home: Path, files: dict[str, bytes]) -> None:
    """Put keys and certificates where they were; one that stands there already is left alone."""
    for name, content in files.items():
        path = home / name
        with telling(path):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_private(path, content)


def _lock_beside(home: Path, found: CopyFacts, recovery: str, key: bytes) -> None:
    kept: CodeKey = recovery_in(recovery).key
    with telling(home / FILE):
        write_private(home / FILE, RecoveryFile.lock(found.unit, found.unit_name, kept, key).written())


def _clear(path: Path) -> None:
    for left in (path, *beside(path)):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
