"""The pages that stand in the office's place where its data are gone or do not open."""

from __future__ import annotations

from pathlib import Path

from forms.problems import Problem
from office.clock import Clock
from office.packs import Shelf
from ui.ask import WindowAsk
from ui.background import Runner
from ui.coming_back.damaged_page import DAMAGED, KEY_LOST, DamagedPage
from ui.coming_back.rebuild_page import RebuildPage


def has_ways_back(problem: Problem) -> bool:
    """Tell whether something can be done about a data file that does not open."""
    return problem.code in DAMAGED | KEY_LOST


def rebuild_page(
    runner: Runner, home: Path, shelf: Shelf, clock: Clock, language: str, *, instead: bool
) -> RebuildPage:
    """Build the page that rebuilds an office from its own packages."""
    asker = WindowAsk()
    page = RebuildPage(asker, runner, home, shelf, clock, language, instead=instead)
    asker.stand_above(page)
    page.setWindowTitle("Phiếu Xã")
    return page


def damaged_page(
    runner: Runner, home: Path, shelf: Shelf, clock: Clock, language: str, problem: Problem
) -> DamagedPage:
    """Build the page for a data file that does not open, and look for what can be saved."""
    page = DamagedPage(runner, home, shelf, clock, language, problem)
    page.setWindowTitle("Phiếu Xã")
    page.look()
    return page
