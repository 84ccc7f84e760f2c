"""What goes to those who help: versions, sizes, the log. No names, figures, passphrases, keys or paths.

Counts are told by their order of size alone ("10-99"): an exact one may be a figure of the report. Of the log
only lines of the shape that `desktop_app.log` writes are taken; of any other its time alone.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.packs import installed_packs
from exports.carriers import deliver
from office.desk import DATABASE, Desk
from office.messages import sentence

LOG_LINES = 60
LONGEST_NOTE = 500  # letters of what the person adds
_LINE = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),?\d* (INFO|WARNING|ERROR) ([A-Za-z_]+ @(?: [\w.<>]+:\d+(?: >)?)*)$"
)
_TIME = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window knows: its version, the page shown, the error if one was met, and the screen."""

    version: str
    page: str
    error: str = ""  # as `desktop_app.log.told` writes it: kind and places
    screen: Mapping[str, str] | None = None


def fault_report(
    seen: Seen, desk: Desk | None, log: str, language: str, note: str = "", *, name_unit: bool = False
) -> str:
    """Write the report as text. `log`: the text of the log file; `name_unit`: the unit's code goes along."""
    lines = [sentence("FAULT_TITLE", language), ""]
    note = " ".join(note.split())[:LONGEST_NOTE]
    if note:
        lines += [sentence("FAULT_NOTE", language), f"  {note}", ""]
    lines += [sentence("FAULT_PROGRAM", language), *(f"  {line}" for line in _program(seen)), ""]
    if desk is not None:
        lines += [sentence("FAULT_OFFICE", language), *(f"  {line}" for line in _office(desk, name_unit)), ""]
    lines += [sentence("FAULT_LOG", language), *(f"  {line}" for line in scrubbed(log)), ""]
    return "\n".join(lines)


def write_report(text: str, path: Path) -> Path:
    """Write the report; raises the Problems of `exports.carriers.deliver`."""
    return deliver(text.encode("utf-8"), path.parent, path.name, read_only=False)


def scrubbed(log: str) -> tuple[str, ...]:
    """Give the last lines of a log: time, kind of error and places in the program; never a value."""
    found = []
    for line in log.splitlines()[-LOG_LINES:]:
        known = _LINE.match(line)
        if known:
            found.append(" ".join(known.groups()))
        elif _TIME.match(line):
            found.append(f"{line[:19]} …")
    return tuple(found)


def order_of(count: int) -> str:
    """Tell how many, by the order of size: 0, 1-9, 10-99, 100-999 ..."""
    if count <= 0:
        return "0"
    digits = len(str(count))
    return f"{10 ** (digits - 1)}-{10**digits - 1}"


def _program(seen: Seen) -> Iterator[str]:
    yield f"phieuxa {seen.version}"
    yield f"python {platform.python_version()}"
    yield f"system {platform.system()} {platform.release()} {platform.machine()}"
    for name, value in (seen.screen or {}).items():
        yield f"{name} {value}"
    yield f"page {seen.page or '-'}"
    if seen.error:
        yield f"error {_error(seen.error)}"


def _error(told: str) -> str:
    """Let through only what is shaped like an error of the log."""
    known = _LINE.match(f"2000-01-01 00:00:00 ERROR {told}")
    return known[3] if known else "…"


def _office(desk: Desk, name_unit: bool) -> Iterator[str]:  # noqa: FBT001 - one caller, above
    if name_unit:
        yield f"unit {desk.unit.code}"
    yield f"level {desk.level.code}"
    yield f"language {desk.language}"
    for one in installed_packs(desk.database):
        yield f"pack {one.id} {one.version}"
    document = desk.own_document().tables
    yield f"rows {order_of(sum(len(rows) for rows in document.values()))}"
    yield f"answers {order_of(sum(len(row) for rows in document.values() for row in rows.values()))}"
    for direction in ("sent", "received"):
        yield f"packages-{direction} {order_of(len(desk.received.packages(direction=direction)))}"
    yield f"people {order_of(len(desk.people()))}"
    yield f"signers {order_of(len(desk.signers.list()))}"
    size = (desk.home / DATABASE).stat().st_size
    yield f"data-kilobytes {order_of(size // 1000)}"
