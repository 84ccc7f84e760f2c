"""The page that brings a copy back as it is photographed: with a copy of this office beside its data."""

from pathlib import Path
from tempfile import TemporaryDirectory

from office.copies import Why, make
from office.desk import Desk
from office.packs import Shelf
from ui.ask import WindowAsk
from ui.background import Runner
from ui.copies.restore_page import RestorePage


def restore_shown(desk: Desk, runner: Runner, shelf: Shelf) -> RestorePage:
    """Give the page with a copy that was just made, compared with what is here; nothing is touched."""
    page = RestorePage(WindowAsk(), runner, desk.home, shelf, desk.clock, desk.language, desk)
    with TemporaryDirectory() as folder:
        made = make(desk, Why.ASKED, Path(folder))
        page.show_copies((made,))
        page.look_at(made.path)
    return page
