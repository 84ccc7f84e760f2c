"""The command line for the paper that is signed and stamped: presented, printed, numbered, compared above."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, say
from forms.problems import Problem


@click.group()
def paper() -> None:
    """The paper that the head signs and stamps, tied to the figures by a code."""


@paper.command("present")
@click.option("--open-errors", type=FILE, default=None)
@click.pass_obj
def present(home: Path, open_errors: Path | None) -> int:
    """Freeze the answers and tell the code that the printed pages carry."""
    from office.open_errors import ORDINARY, read_file
    from office.presenting import present as freeze

    with at_desk(home) as desk:
        knowing = read_file(open_errors) if open_errors else ORDINARY
        say("SAY_PRESENTED", figures_code=freeze(desk, knowing).figures_code)
    return DONE


@paper.command("pdf")
@click.option("--out", type=FILE, required=True)
@click.pass_obj
def pdf(home: Path, out: Path) -> int:
    """Write what is presented as A4 pages for the printer."""
    from office.presenting import presented, sheets

    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a PDF needs no screen
    from desktop_app.app import application
    from ui.papers import draw

    application([])
    with at_desk(home) as desk:
        pages = draw.pages(sheets(desk))
        there = presented(desk)
        code = there.figures_code if there else ""
        count = draw.write_pdf(out, pages, f"{desk.unit.name} · {code}")
        say("SAY_PAPER_PDF", path=out, count=count, figures_code=code)
    return DONE


@paper.command("stamped")
@click.option("--number", default=None)
@click.option("--day", default=None)
@click.option("--scan", type=FILE, default=None)
@click.pass_obj
def stamped(home: Path, number: str | None, day: str | None, scan: Path | None) -> int:
    """Enter number, date and scan of the stamped paper; the figures stay frozen."""
    from office.presenting import keep_scan, note_paper, presented

    with at_desk(home) as desk:
        there = presented(desk)
        if there is None:
            raise Problem("NOT_PRESENTED")
        if number is not None or day is not None:
            kept = there.day.isoformat() if there.day else ""
            number = there.number if number is None else number
            there, _ = note_paper(desk, number, kept if day is None else day)
        if scan is not None:
            there = keep_scan(desk, scan)
        day_said = f"{there.day:%d/%m/%Y}" if there.day else "?"
        say("SAY_PAPER", number=there.number or "?", day=day_said, scan=there.scan or "?")
    return DONE


@paper.command("withdraw")
@click.option("--why", required=True)
@click.pass_obj
def withdraw(home: Path, why: str) -> int:
    """Let the answers be changed again; the printed copy is void."""
    from office.presenting import withdraw as take_back

    with at_desk(home) as desk:
        say("SAY_PAPER_VOID", figures_code=take_back(desk, why).figures_code)
    return DONE


@paper.command("match")
@click.argument("unit")
@click.argument("block")
@click.pass_obj
def match(home: Path, unit: str, block: str) -> int:
    """Compare a block of a paper's code with the unit's newest package here; exit 1 where they differ."""
    from office.paper_code import compare, compared
    from office.receiving import received

    with at_desk(home) as desk:
        digests = (one.digest for one in received(desk) if one.unit == unit)
        digest = next((one for one in digests if compared(desk, one) is not None), "")
        same = compare(desk, digest, block).matches
        say("SAY_PAPER_MATCH" if same else "SAY_PAPER_NO_MATCH")
    return DONE if same else REFUSED
