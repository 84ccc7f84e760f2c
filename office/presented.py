"""Answers that lie before the signer on paper: frozen, so that the paper and the file stay the same.

This is what the rest of the office asks; presenting and withdrawing are in `office.presenting`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.presenting import DAY, NUMBER, PAPER_CELLS, KeptPaper, PaperState, Presenting
from forms.answers import Address, Document
from forms.findings import Finding
from forms.pack import Form
from forms.problems import Problem
from forms.report import HEADER_TABLE, Attachment
from office.desk import Desk
from office.open_errors import Knowing, read_said

NUMBER_CELL, DAY_CELL = (Address(HEADER_TABLE, (), name) for name in (NUMBER, DAY))
"""Number and date of the paper on the cover: they are written on it after it was printed."""

SCAN_CAPTION = "Bản quét trang đã ký, đóng dấu"  # travels, so Vietnamese


@dataclass(frozen=True, slots=True)
class Presented:
    """The copy that lies before the signer, and what was entered of the stamped paper since.

    `knowing` is what the approver said of open errors; `scan` names the scan's file, "" without one.
    """

    id: int
    figures_code: str
    since: datetime
    by: str
    knowing: Knowing
    number: str
    day: date | None
    scan: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """The lock on answers that lie before the signer: everything but the paper's number and date."""

    figures_code: str

    def holds(self, place: Address) -> bool:
        """Tell whether a cell is locked."""
        return (place.table, place.field) not in PAPER_CELLS

    def forms(self, forms: Iterable[Form]) -> tuple[Form, ...]:
        """Leave every form to be seen."""
        return tuple(forms)

    def findings(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Leave every finding to be seen."""
        return found

    def demand(self, places: Iterable[Address]) -> None:
        """Refuse to change what is locked; raise PRESENTED (figures_code)."""
        if any(self.holds(place) for place in places):
            raise Problem("PRESENTED", figures_code=self.figures_code)


def open_paper(desk: Desk) -> KeptPaper | None:
    """Give the paper that freezes the desk's own answers now; None where they may be changed."""
    if desk.owner is not None or not desk.campaign_id:  # a register, or the form of another maker
        return None
    return Presenting(desk.database).open(desk.own_submission())


def lock_on(desk: Desk) -> Frozen | None:
    """Give the lock of answers that are presented; None where they are not."""
    paper = open_paper(desk)
    return Frozen(paper.code) if paper is not None else None


def demand_not_presented(desk: Desk) -> None:
    """Refuse what would change the answers; raise PRESENTED (figures_code) while they are presented."""
    paper = open_paper(desk)
    if paper is not None:
        raise Problem("PRESENTED", figures_code=paper.code)


def presented(desk: Desk) -> Presented | None:
    """Tell what lies before the signer; None where nothing does."""
    paper = open_paper(desk)
    if paper is None:
        return None
    number, day = paper_words(desk.own_document())
    return Presented(
        id=paper.id,
        figures_code=paper.code,
        since=paper.since,
        by=paper.who,
        knowing=read_said(paper.knowing.encode(), "knowing"),
        number=number,
        day=date.fromisoformat(day) if day else None,
        scan=paper.scan_name,
    )


def as_presented(desk: Desk, knowing: Knowing) -> Knowing:
    """Give what was said when the answers were presented: the paper says the same of open errors."""
    paper = open_paper(desk)
    if paper is None:
        return knowing
    said = read_said(paper.knowing.encode(), "knowing")
    return replace(knowing, errors=said.errors, to_follow=said.to_follow, nil=said.nil)


def demand_same(desk: Desk, figures_code: str) -> None:
    """Refuse figures that are not those of the copy before the signer; raise PRESENTED_DIFFERS.

    Packages from below go on coming in, and a kit may bring other figures, while a paper lies there.
    """
    paper = open_paper(desk)
    if paper is not None and figures_code != paper.code:
        raise Problem("PRESENTED_DIFFERS", figures_code=paper.code, found=figures_code)


def paper_words(document: Document) -> tuple[str, str]:
    """Give number and date of the paper as they stand on the cover; the date ISO 8601, "" for none."""
    found = (document.value(cell) for cell in (NUMBER_CELL, DAY_CELL))
    number, day = ("" if value is None else str(value) for value in found)
    return number, day


def scan_of(desk: Desk) -> tuple[Attachment, bytes] | None:
    """Give the scan of the stamped paper as it travels, with its bytes; None without one."""
    paper = open_paper(desk)
    if paper is None or not paper.scan_name:
        return None
    data = Presenting(desk.database).scan(paper.id)
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(paper.scan_name, len(data), digest, SCAN_CAPTION), data


def went_out(desk: Desk, package: int) -> None:
    """Note that the paper went out with a package: the answers may be changed again (in its transaction)."""
    paper = open_paper(desk)
    if paper is None:
        return
    number, day = paper_words(desk.own_document())
    Presenting(desk.database).end(
        paper.id,
        PaperState.SENT,
        who=desk.person.name,
        when=desk.clock.now(),
        number=number,
        day=day,
        package=package,
    )
