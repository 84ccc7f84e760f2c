"""The pages of coming back as they are photographed: with an office's own package, with what a file holds."""

from pathlib import Path
from tempfile import TemporaryDirectory

from forms.problems import Problem
from office.copies import KeptCopy, facts_of
from office.desk import DATABASE, Desk
from office.packs import Shelf
from office.rebuilding import look
from office.salvage import Loss, Salvaged
from ui.ask import WindowAsk
from ui.background import Runner
from ui.coming_back.damaged_page import DamagedPage, Ways
from ui.coming_back.rebuild_page import RebuildPage


def rebuild_shown(desk: Desk, runner: Runner, shelf: Shelf) -> RebuildPage:
    """Give the page that rebuilds, with the package that was sent last where there is one."""
    page = RebuildPage(WindowAsk(), runner, desk.home, shelf, desk.clock, desk.language)
    sent = desk.received.packages(direction="sent", unit=desk.unit.code)
    if sent:
        with TemporaryDirectory() as folder:
            path = Path(folder) / sent[-1].package.name
            path.write_bytes(desk.received.data(sent[-1].id))
            page.show_found(look([path], shelf=shelf, clock=desk.clock))
    return page


def damaged_shown(desk: Desk, runner: Runner, shelf: Shelf) -> DamagedPage:
    """Give the page for a damaged file, as if this office's were one; nothing of it is touched."""
    home = desk.home / "damaged"
    problem = Problem("DB_DAMAGED", path=home / DATABASE)
    page = DamagedPage(runner, home, shelf, desk.clock, desk.language, problem)
    page.show_ways(_ways(desk))
    return page


def _ways(desk: Desk) -> Ways:
    held = facts_of(desk)
    form = desk.pack.forms_for(desk.unit)[0]
    title = f"{form.number} {form.title.get(desk.language) or form.title['vi']}"
    return Ways(Salvaged(held, (Loss(title, 51, 24),)), KeptCopy(desk.home, held, 1_000_000))
