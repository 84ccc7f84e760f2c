"""The inbox: what was handed in is looked at first, and taken in only then.

    with look(desk, paths) as inbox:    judges every file and changes nothing
        inbox.lines                     a verdict each, and what taking it in would do
        take(desk, inbox)               takes in: one transaction a package, the exact bytes kept

Both judge by the same questions (`office.case`): what was looked at is asked again when it is taken in,
from the bytes that were looked at, so that nothing can come between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import finalize

from db.received import PackageStatus
from exports.found_files import Findings
from forms.answers import Address, Value
from forms.problems import Problem
from forms.report import PackageKind
from office.approval_page import CellChange, in_words, reasons_in
from office.case_state import Before, Judged, Receipt
from office.case_verdict import how_taken
from office.clock import VIET_NAM
from office.copies import Why, make
from office.desk import Desk
from office.handed_in import (
    SEALED,
    Handed,
    file_by_file,
    handed_in,
    judged_again,
    judged_one_by_one,
    let_go,
    settle_handed,
)
from office.messages import sentence
from office.progress import Progress, silent
from office.readings import Reading, Readings
from office.resaved import compare
from office.roles import Doing, demand_may
from office.signing_keys import Unlock

MOST_CELLS = 200
"""Changed cells told one by one; more are counted."""


class Would(StrEnum):
    """What taking a file in would do."""

    NEW = "new"  # the first figures of its sender
    CHANGED = "changed"  # in place of a revision with other figures
    SAME = "same"  # in place of a revision with the same figures
    FILES = "files"  # only files that were asked for
    DUPLICATE = "duplicate"  # nothing: it is here already
    WAITS = "waits"  # it is kept and waits: for its signer, or until somebody reopens
    ASIDE = "aside"  # it is kept and not used: older, or another one with its number
    REFUSED = "refused"
    CLOSED = "closed"  # sealed: a key opens it

    @property
    def counts(self) -> bool:
        """Whether figures or files enter the office's data."""
        return self in (Would.NEW, Would.CHANGED, Would.SAME, Would.FILES)


@dataclass(frozen=True, slots=True)
class Looked:
    """One file as it was looked at: its verdict and what taking it in would do.

    `kept`: the revision that counts now, 0 where there is none; `cells`: what would change against it, the
    first `MOST_CELLS`, with the counts of all: changed, added and gone ones; `late`: days after the deadline.
    """

    handed: Handed
    data: bytes  # b"" where the file was not read
    receipt: Receipt
    would: Would
    kept: int = 0
    cells: tuple[CellChange, ...] = ()
    changed: int = 0
    added: int = 0
    gone: int = 0
    late: int = 0
    missing: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """Give it as the command line prints it."""
        return {
            **self.receipt.plain(),
            "would": self.would.value,
            "kept": self.kept or None,
            "changed": self.changed,
            "added": self.added,
            "gone": self.gone,
            "late": self.late,
            "missing": list(self.missing),
            "cells": [{"place": one.place, "old": one.old, "new": one.new} for one in self.cells],
        }


class Inbox:
    """What lies in the inbox: looked at, not taken in. What was laid open of it goes when it is closed."""

    def __init__(
        self, room: ExitStack, lines: tuple[Looked, ...], reading: Reading, *, others: int = 0
    ) -> None:
        """Take over what was laid open; it goes with the inbox, at the latest when the program ends.

        `reading` knows what was read already. `others`: files in folders that were left alone.
        """
        self._end = finalize(self, room.close)
        self.reading = reading
        self.lines = lines
        self.others = others

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Delete what was laid open of letters, archives and sealed files."""
        self._end()

    @property
    def count(self) -> int:
        """Say how many of the files would enter the office's data."""
        return sum(line.would.counts for line in self.lines)


def look(
    desk: Desk, paths: Sequence[Path], progress: Progress = silent, *, unlock: Unlock | None = None
) -> Inbox:
    """Judge each package in files, folders, drives, letters and archives; take nothing in.

    `unlock`: the key that opens those that came sealed; without it they are left closed.
    """
    with ExitStack() as room:
        found = room.enter_context(handed_in(desk, paths, progress, unlock))
        reading = Readings(desk.pack)
        with file_by_file():
            lines = tuple(_looked_at(desk, found, progress, reading))
        return Inbox(room.pop_all(), lines, reading, others=found.others)
    raise AssertionError("an exit stack swallows nothing")


def _everything(_: Looked) -> bool:
    return True


def take(
    desk: Desk, inbox: Inbox, progress: Progress = silent, chosen: Callable[[Looked], bool] = _everything
) -> tuple[Receipt, ...]:
    """Take in what was looked at, or what is `chosen` of it, after a copy of the office's data.

    One transaction a file: whoever stops it finds each wholly in or wholly out. Nothing is taken in where
    the copy fails.
    """
    demand_may(desk, Doing.RECEIVE)
    lines = [line for line in inbox.lines if chosen(line)]
    if any(line.would.counts for line in lines):
        make(desk, Why.RECEIVE)
    receipts = []
    with file_by_file():
        for number, line in enumerate(lines):
            progress(number, len(lines), line.receipt.file)
            receipts.append(settle_handed(desk, judged_again(desk, line.handed, line.data, inbox.reading)))
            let_go()
    progress(len(lines), len(lines), "")
    return tuple(receipts)


def _looked_at(desk: Desk, found: Findings, progress: Progress, reading: Reading) -> Iterator[Looked]:
    before = Before()
    for handed in judged_one_by_one(desk, found, progress, reading, before):
        judged = handed.judged
        if judged is None:
            would = Would.CLOSED if handed.receipt.verdict == SEALED else Would.REFUSED
            yield Looked(handed, b"", handed.receipt, would)
            continue
        yield _looked(desk, handed, judged)
        said = judged.case.package
        before.digests.add(said.digest)
        if judged.status is PackageStatus.TAKEN:
            before.revisions[said.unit, said.campaign] = said.revision


def _looked(desk: Desk, handed: Handed, judged: Judged) -> Looked:
    case, status = judged.case, judged.status
    files = judged.files.found
    line = Looked(
        replace(handed, judged=None),  # what was read is large, and read again when it is taken in
        case.data,
        handed.receipt,
        _WOULD.get(status, Would.REFUSED),
        missing=(*files.missing, *files.differing, *files.altered),
    )
    if status is PackageStatus.ALREADY_HERE and files.whole:
        return replace(line, would=Would.FILES)
    if status is not PackageStatus.TAKEN:
        return line
    changes, counts = _against_kept(judged)
    said = reasons_in(case.report) if case.report is not None else {}
    new = case.latest == 0 and not _typed_here(judged)
    line = replace(
        line,
        would=Would.NEW if new else Would.CHANGED if counts else Would.SAME,
        kept=case.latest,
        cells=tuple(islice(in_words(changes, case.desk.pack, desk.language, said), MOST_CELLS)),
        changed=counts["changed"],
        added=counts["added"],
        gone=counts["gone"],
        late=_late(judged),
    )
    return replace(line, receipt=_said(judged, line))


def _against_kept(judged: Judged) -> tuple[list[tuple[Address, Value | None, Value | None]], Counter[str]]:
    """Give the cells that differ from the revision that counts now, and count all there are."""
    case = judged.case
    kept = case.desk.received.latest(case.package.unit, case.package.campaign)
    ours = case.desk.received.figures_of(kept.id) if kept else {}
    many = case.package.kind == PackageKind.DISTRICT
    changes: list[tuple[Address, Value | None, Value | None]] = []
    counts: Counter[str] = Counter()
    for unit in dict.fromkeys((*ours, *judged.figures)):
        old = ours[unit].tables if unit in ours else {}
        new = judged.figures[unit].tables if unit in judged.figures else {}
        for place, was, now in compare(old, new):
            counts["added" if was is None else "gone" if now is None else "changed"] += 1
            if kept is not None and len(changes) < MOST_CELLS * 2:
                at = replace(place, key=(unit, *place.key)) if many else place
                changes.append((at, was, now))
    return changes, counts


def _typed_here(judged: Judged) -> bool:
    """Tell whether what counts now was typed here in the place of the unit, which its own package takes."""
    said = judged.case.package
    kept = judged.case.desk.received.latest(said.unit, said.campaign)
    return kept is not None and kept.package.kind == PackageKind.IN_PLACE


def _late(judged: Judged) -> int:
    """Say how many days after its deadline a package came; late is told, never refused."""
    case = judged.case
    campaign = case.desk.pack.campaign
    unit = case.desk.pack.units_by_code.get(case.package.unit)
    due = campaign.deadlines.get(unit.level, "") if campaign and unit else ""
    came = case.received.astimezone(VIET_NAM).date()
    return max(0, (came - date.fromisoformat(due)).days) if due else 0


def _said(judged: Judged, line: Looked) -> Receipt:
    """Put into words what taking the file in would do, before it is done."""
    language = judged.case.desk.language
    code = "LOOK_IN_PLACE_OF" if _typed_here(judged) else f"LOOK_{line.would.name}"
    counted = Problem(code, kept=line.kept, changed=line.changed, added=line.added, gone=line.gone)
    more = []
    assert judged.case.report is not None  # noqa: S101 - only what was read may be taken in
    how = how_taken(judged.case, judged.case.report)
    if how.code != "TAKEN":
        more.append(sentence(Problem(f"LOOK_{how.code}", **how.details), language))
    if line.late:
        more.append(sentence("LOOK_LATE", language, days=line.late))
    return replace(
        line.receipt,
        verdict=line.would.value,
        reason=code,
        sentence=sentence(counted, language),
        details=(*more, *line.receipt.details),
    )


_WOULD = {
    PackageStatus.ALREADY_HERE: Would.DUPLICATE,
    PackageStatus.WAITING_SIGNER: Would.WAITS,
    PackageStatus.WAITING_REOPENING: Would.WAITS,
    PackageStatus.SUPERSEDED: Would.ASIDE,
    PackageStatus.FORKED: Would.ASIDE,
}
