"""Presenting the report for signing on paper: the answers are frozen, printed, signed and stamped, then sent.

    present -> sheets (printed) -> number, date, keep_scan -> send; or withdraw, and the printed copy is void

The figures code stands in the foot of every printed page. Number, date and scan come after printing and are
no part of it, so paper and file keep one code. It ties a paper to figures; it is no signature.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from db.answers import StoredCell
from db.presenting import KeptPaper, PaperState, Presenting
from exports.layout_sheet import Sheet
from exports.paper_sheets import paper_sheets
from forms.answers import Address
from forms.findings import Finding
from forms.letters import normalise
from forms.problems import Problem
from forms.report import STAMPED_SCAN
from office.cover import header
from office.desk import Desk
from office.entry import Entry
from office.open_errors import ORDINARY, Knowing, written
from office.outgoing import gathered, report_of
from office.photos import PhotoCaps, Redraw, attachable, made_ready, read_file
from office.presented import (
    DAY_CELL,
    NUMBER_CELL,
    Presented,
    demand_same,
    open_paper,
    paper_words,
    presented,
)
from office.roles import Doing, demand_may
from office.sending import review

__all__ = [
    "Paper",
    "Presented",
    "drop_scan",
    "keep_scan",
    "note_paper",
    "papers",
    "present",
    "presented",
    "sheets",
    "withdraw",
]

_HOW = "presented"
SCAN_CAPS = PhotoCaps(pixels=2400, kilobytes=1800)  # an A4 page at 200 dots an inch stays readable
LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed copy of former days: sent with its package, or void. `why` is that of a void one."""

    figures_code: str
    since: datetime
    by: str
    void: bool
    ended: datetime
    ended_by: str
    why: str
    number: str
    day: date | None


def present(desk: Desk, knowing: Knowing = ORDINARY, who: str = "") -> Presented:
    """Freeze the answers and give the code that their printed copy carries.

    What stands already before the signer stays as it is. Raises what stops an ordinary send of this
    `knowing`, as `office.sending.review` lists it; nothing is frozen then. `who`: else whoever is working.
    """
    demand_may(desk, Doing.PREPARE)
    if (there := presented(desk)) is not None:
        return there
    kept = Presenting(desk.database)
    with desk.database.writing():  # nobody types between the review and the freeze
        found = review(desk, knowing)
        if found.blockers:
            raise found.blockers[0]
        number, day = paper_words(desk.own_document())
        if number and any(one.number == number for one in papers(desk) if not one.void):
            _write(desk, "", "")  # that number is on another paper already
            number, day = "", ""
        kept.begin(
            desk.own_submission(),
            code=found.figures_code,
            who=who or desk.person.name,
            when=desk.clock.now(),
            knowing=written(knowing),
            number_before=number,
            day_before=day,
        )
    return _demanded(desk)


def sheets(desk: Desk) -> tuple[Sheet, ...]:
    """Give cover and tables as they are printed for the signer, the figures code in the foot of each page.

    Raises NOT_PRESENTED, and PRESENTED_DIFFERS where the figures are no longer those under this code.
    """
    _open(desk)
    draft = gathered(desk, ORDINARY)
    report = report_of(desk, header(desk, draft.document), draft)
    demand_same(desk, report.figures_code())
    return paper_sheets(report, desk.pack)


def withdraw(desk: Desk, why: str) -> Paper:
    """Let the answers be changed again: the printed copy is void, and the log says why.

    Number and date of the void paper leave the cover, which says again what it said before. Raises
    NOT_PRESENTED, WITHDRAW_WHY without a reason, REASON_LONG.
    """
    demand_may(desk, Doing.PREPARE)
    paper = _open(desk)
    why = normalise(why).strip()
    if not why:
        raise Problem("WITHDRAW_WHY", figures_code=paper.code)
    if len(why) > LONGEST_WHY:
        raise Problem("REASON_LONG", place=paper.code, limit=LONGEST_WHY)
    with desk.database.writing():
        number, day = paper_words(desk.own_document())
        Presenting(desk.database).end(
            paper.id,
            PaperState.WITHDRAWN,
            who=desk.person.name,
            when=desk.clock.now(),
            number=number,
            day=day,
            why=why,
        )
        _write(desk, paper.number_before, paper.day_before)
    return papers(desk)[0]


def papers(desk: Desk) -> tuple[Paper, ...]:
    """List the printed copies that went out or are void, the newest first."""
    kept = Presenting(desk.database).papers(desk.own_submission())
    return tuple(
        Paper(
            *(one.code, one.since, one.who, one.state is PaperState.WITHDRAWN, one.ended, one.ended_by),
            *(one.why, one.number, date.fromisoformat(one.day) if one.day else None),
        )
        for one in kept
        if one.ended is not None
    )


def note_paper(desk: Desk, number: str, day: str) -> tuple[Presented, tuple[Finding, ...]]:
    """Enter number and date of the stamped paper as people type them; blank takes them away.

    Gives what is known of the paper now, and what the checks find of the two. Raises NOT_PRESENTED, and
    what `Entry.put_text` raises of text that is no date.
    """
    demand_may(desk, Doing.PREPARE)
    _open(desk)
    entry = Entry.of_the_program(desk)
    there = [(cell, text) for cell, text in ((NUMBER_CELL, number), (DAY_CELL, day)) if _asked(desk, cell)]
    entry.put_block(there, _HOW)
    found = tuple(one for one in entry.findings() if one.place in (NUMBER_CELL, DAY_CELL))
    return _demanded(desk), found


def keep_scan(desk: Desk, path: Path, redraw: Redraw | None = None) -> Presented:
    """Keep the scan of the stamped paper; it travels in the companion file with its digest in the package.

    Raises NOT_PRESENTED, and what `office.photos` raises of files nobody can attach.
    """
    demand_may(desk, Doing.PREPARE)
    paper = _open(desk)
    data = made_ready(path.name, read_file(path), SCAN_CAPS, redraw)
    name = f"{STAMPED_SCAN}{paper.code}{attachable(path.name, data)}"
    Presenting(desk.database).keep_scan(paper.id, name, data)
    return _demanded(desk)


def drop_scan(desk: Desk) -> Presented:
    """Let the scan go again; raise NOT_PRESENTED."""
    demand_may(desk, Doing.PREPARE)
    Presenting(desk.database).keep_scan(_open(desk).id, "", b"")
    return _demanded(desk)


def _open(desk: Desk) -> KeptPaper:
    paper = open_paper(desk)
    if paper is None:
        raise Problem("NOT_PRESENTED")
    return paper


def _demanded(desk: Desk) -> Presented:
    found = presented(desk)
    if found is None:
        raise Problem("NOT_PRESENTED")
    return found


def _asked(desk: Desk, cell: Address) -> bool:
    """Tell whether the cover of this pack has such a field."""
    table = desk.pack.tables_by_id.get(cell.table)
    return table is not None and any(field.id == cell.field for field in table.fields)


def _write(desk: Desk, number: str, day: str) -> None:
    """Write the paper's number and date on the cover; a cover without such fields has none."""
    before = paper_words(desk.own_document())
    cells = [
        StoredCell(cell, new or None)
        for cell, new, old in zip((NUMBER_CELL, DAY_CELL), (number, day), before, strict=True)
        if new != old and _asked(desk, cell)
    ]
    desk.answers.put(desk.own_submission(), cells, who=desk.person.name, when=desk.clock.now(), how=_HOW)
