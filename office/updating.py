"""Takes an update from its file: judged in memory, put beside the older version, tried, then started.

    look(path, installed, now) -> Update          read, whole, of our publisher, for this program, newer
    take(path, installed, now, copy) -> Taken     the data copied first, the new version tried before
    back(installed)                               the older version starts again
    settle(installed) -> Settled                  the window is reached: the new version stays
    sweep(installed)                              leftovers and superfluous versions go

Until the file `current` is replaced, the older version starts; the moment it is, the newer one. Everything
before that only adds files nobody starts (docs/updates.md: what can go wrong at each step, and what follows).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from db.database import telling
from db.files import flush_folder
from db.migrations import STEPS
from exports.keys import certificate_facts, fingerprint, load_certificate
from forms.file_ways import put_in_place
from forms.problems import Problem
from office.installed import PUBLISHER, Current, Installed, Standing, is_version, order
from office.progress import Progress, silent
from office.update_file import LARGEST, SUFFIX, Update, contents, open_update

_UNFINISHED: Final = ".unfinished-"
_SPARE: Final = 50_000_000  # bytes that stay free beside the new version
_LONGEST_TRIAL: Final = 900  # seconds a self-test may take on a slow PC with a virus scanner
_MOST_FOUND: Final = 5  # updates looked at in one folder
_NO_WINDOW: Final = 0x08000000  # CREATE_NO_WINDOW
_IN_NAME: Final = re.compile(r"[0-9]+(?:\.[0-9]+){1,3}")

Trial = Callable[[Path], str]
"""Tries the version in a folder: "" when its self-test passes, else the first line of what it says."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that starts at the next start; `before` starts until then."""

    version: str
    before: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What a start found. `came`: this version has just come; `failed`: this one did not reach its window."""

    came: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class FoundUpdate:
    """An update that can be taken, and where it lies."""

    path: Path
    version: str
    notes: str


def can_update(installed: Installed | None) -> bool:
    """Tell whether this program takes updates at all: laid out for it, and built with a publisher."""
    return installed is not None and (installed.folder(installed.running) / PUBLISHER).is_file()


def publisher(installed: Installed) -> str:
    """Give the fingerprint of whoever signs updates; raises UPDATE_NO_PUBLISHER."""
    path = installed.folder(installed.running) / PUBLISHER
    try:
        return fingerprint(load_certificate(path.read_bytes()))
    except (OSError, Problem) as wrong:
        raise Problem("UPDATE_NO_PUBLISHER") from wrong


def look(path: Path, installed: Installed, now: datetime) -> Update:
    """Read an update and say whether it can be taken here; nothing is written.

    Raises FILE_MISSING, CARRIER_GONE, UPDATE_UNSIGNED, UPDATE_NOT_WHOLE, UPDATE_FORMAT, UPDATE_NO_PUBLISHER,
    UPDATE_FOREIGN (signed by somebody else), UPDATE_PLATFORM, UPDATE_OLDER and UPDATE_MINIMUM.
    """
    ours = publisher(installed)
    update = open_update(_read(path), now, path.name)
    if update.signer.fingerprint != ours:
        raise Problem("UPDATE_FOREIGN", file=path.name)
    here = installed.program(installed.running)
    if here is None or update.platform != here.platform:
        raise Problem("UPDATE_PLATFORM", file=path.name, platform=update.platform)
    starts = installed.current().version
    newest = max(starts, installed.running, key=order)
    if order(update.version) <= order(newest):
        raise Problem("UPDATE_OLDER", version=update.version, here=newest)
    if order(newest) < order(update.minimum):
        raise Problem("UPDATE_MINIMUM", version=update.version, minimum=update.minimum, here=newest)
    return update


def person_of(update: Update) -> str:
    """Name whoever signed an update."""
    return certificate_facts(load_certificate(update.signer.certificate)).person


def find_updates(folders: Iterable[Path], installed: Installed, now: datetime) -> FoundUpdate | None:
    """Look for updates at the top of some folders; give the newest that can be taken.

    A name that speaks of a version that is here already is passed over unread: an update is large.
    """
    found: list[FoundUpdate] = []
    for folder in folders:
        with contextlib.suppress(OSError):
            paths = sorted(one for one in folder.glob(f"*{SUFFIX}") if one.is_file())
            for path in paths[:_MOST_FOUND]:
                named = _IN_NAME.search(path.name)
                if named and is_version(named[0]) and order(named[0]) <= order(installed.current().version):
                    continue
                with contextlib.suppress(Problem):
                    update = look(path, installed, now)
                    found.append(FoundUpdate(path, update.version, update.notes.get("vi", "")))
    return max(found, key=lambda one: order(one.version), default=None)


def take(
    path: Path,
    installed: Installed,
    now: datetime,
    copy: Callable[[], object],
    progress: Progress = silent,
    trial: Trial | None = None,
) -> Taken:
    """Take an update: at the next start the newer version starts; until then nothing has changed.

    `copy` copies the office's data and raises where it cannot; `trial` tries the new version, by default with
    its own self-test. Raises what `look` does, UPDATE_SELFTEST, DISK_FULL, DISK_ERROR and what `copy` raises;
    whatever is raised, the older version starts as before, whole.
    """
    update = look(path, installed, now)
    total = len(update.files) + 3
    progress(0, total, path.name)
    was = installed.current()
    _demand_room(installed, update)
    copy()
    progress(1, total, path.name)
    sweep(installed)
    unfinished = installed.versions / f"{update.version}{_UNFINISHED}{secrets.token_hex(4)}"
    place = installed.folder(update.version)
    named = False
    try:
        with telling(unfinished):
            _unpack(update, unfinished, lambda done: progress(done + 1, total, update.version))
            if place.exists():  # an earlier try of the same version, which nobody starts
                _take_away(place)
            put_in_place(unfinished, place)  # a virus scanner may look into it still
            named = True
            flush_folder(installed.versions)
        progress(total - 1, total, update.version)
        _try(trial or selftest, place)
        with telling(installed.root):
            _switch(installed, was, Current(update.version, was.version, Standing.NEW))
    except BaseException:
        if installed.current().version != update.version:
            _take_away(place if named else unfinished)
        raise
    progress(total, total, update.version)
    return Taken(update.version, was.version)


def can_go_back(installed: Installed) -> str:
    """Name the older version that `back` would start again; "" where there is none."""
    current = installed.current()
    older = current.other
    if current.version != installed.running or current.standing is Standing.FAILED:
        return ""
    return older if installed.starts(older) and order(older) < order(current.version) else ""


def back(installed: Installed, trial: Trial | None = None) -> str:
    """Let the older version start again; give its name.

    Raises UPDATE_NO_OLDER, UPDATE_BACK_DATA (the older program would refuse the data, which are of a newer
    form by now), UPDATE_SELFTEST, DISK_FULL and DISK_ERROR.
    """
    older = can_go_back(installed)
    if not older:
        raise Problem("UPDATE_NO_OLDER")
    program = installed.program(older)
    if program is None or program.steps < STEPS:
        raise Problem("UPDATE_BACK_DATA", version=older)
    _try(trial or selftest, installed.folder(older))
    with telling(installed.root):
        _switch(installed, installed.current(), Current(older, installed.running))
    return older


def settle(installed: Installed) -> Settled:
    """The window is reached: keep the version that runs, say what happened.

    A disk that refuses is no reason to stop: the launcher then goes back at the next start, to a whole one.
    """
    current = installed.current()
    if current.version != installed.running:
        return Settled()  # an update was taken already and waits for the next start
    settled = Settled()
    with contextlib.suppress(OSError):
        if current.standing in (Standing.NEW, Standing.STARTED):
            installed.switch(Current(current.version, current.other))
            settled = Settled(came=current.version)
        elif current.standing is Standing.FAILED:
            installed.switch(Current(current.version))
            settled = Settled(failed=current.other)
        elif not installed.is_sound():
            installed.switch(current)
    return settled


def sweep(installed: Installed) -> None:
    """Take away what a cut update left, and versions that neither start nor are there to go back to."""
    current = installed.current()
    keep = {current.version, current.other, installed.running}
    with contextlib.suppress(OSError):
        for one in sorted(installed.versions.iterdir()):
            left = _UNFINISHED in one.name or one.name.endswith(".unfinished")
            if one.is_dir() and (left or (is_version(one.name) and one.name not in keep)):
                _take_away(one)


def selftest(folder: Path) -> str:
    """Run the self-test of the version in a folder: "" when it passes, else the first line it says."""
    with tempfile.TemporaryDirectory(prefix="phieuxa-update-") as scratch:
        report = Path(scratch) / "selftest.txt"
        command = [*_program(folder), "--selftest", "--report", str(report)]
        try:
            done = subprocess.run(  # noqa: S603 - a program whose every byte was signed
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST_TRIAL,
                env=_environment(),
                creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
            )
        except (OSError, subprocess.SubprocessError) as wrong:
            return str(getattr(wrong, "strerror", "") or type(wrong).__name__)
        if done.returncode == 0:
            return ""
        with contextlib.suppress(OSError):
            lines = report.read_text("utf-8", errors="replace").split("\n")
            return lines[0].strip() or str(done.returncode)
        return str(done.returncode)


def _try(trial: Trial, folder: Path) -> None:
    said = trial(folder)
    if said:
        raise Problem("UPDATE_SELFTEST", version=folder.name, said=said)


def _switch(installed: Installed, was: Current, to: Current) -> None:
    """Replace `current`; where the disk refuses half way, what was there before stands there again."""
    try:
        installed.switch(to)
    except OSError:
        if installed.current() == to:  # the new name may not outlast a power cut: nobody is told it would
            with contextlib.suppress(OSError):
                installed.switch(was)
        raise


def _program(folder: Path) -> list[str]:
    python = folder / "python.exe"
    if python.is_file():  # the layout with the Python that its makers signed
        return [str(python), "-m", "desktop_app"]
    console = folder / "phieuxa-console.exe"
    return [str(console if console.is_file() else folder / "phieuxa")]


def _environment() -> dict[str, str]:
    """Give the environment without what PyInstaller put there for this version's own libraries."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("_PYI", "_MEIPASS"))}
    original = kept.pop("LD_LIBRARY_PATH_ORIG", None)
    if getattr(sys, "frozen", False):
        kept.pop("LD_LIBRARY_PATH", None)
    if original is not None:
        kept["LD_LIBRARY_PATH"] = original
    return kept | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("UPDATE_NOT_WHOLE", file=path.name, reason="size")
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem("FILE_MISSING", file=path) from None
    except OSError as wrong:
        raise Problem("CARRIER_GONE", path=path, reason=wrong.strerror or "") from wrong


def _demand_room(installed: Installed, update: Update) -> None:
    with telling(installed.root):
        room = shutil.disk_usage(installed.root)
    if room.total > 0 and room.free < update.size + _SPARE:
        raise Problem("DISK_FULL", path=installed.root)


def _unpack(update: Update, folder: Path, step: Callable[[int], None]) -> None:
    """Write the files, each forced onto the disk, then the folders that name them."""
    folder.mkdir(parents=True)
    folders = {folder}
    for number, (file, data) in enumerate(contents(update), 1):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        folders.update(one for one in target.parents if one.is_relative_to(folder))
        with target.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if file.run:
            target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        step(number)
    for one in folders:
        flush_folder(one)


def _take_away(folder: Path) -> None:
    """Remove a version or a leftover; a version loses its name first, so that no half of one can start."""
    going = folder
    with contextlib.suppress(OSError):
        if is_version(folder.name):
            going = folder.rename(folder.with_name(f"{folder.name}{_UNFINISHED}{secrets.token_hex(4)}"))
    shutil.rmtree(going, ignore_errors=True)
