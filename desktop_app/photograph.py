"""Every page of an office as PNG files, for `demo/screenshots`."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app import application
from desktop_app.clocks import settle
from office.clock import SystemClock
from office.desk import open_desk
from office.packs import Shelf
from ui.screenshots import screenshots


def photograph(home: Path, folder: Path, shelf: Shelf) -> int:
    """Render the pages of the office in `home` at both sizes; return how many pictures were written."""
    application([])
    with settle(open_desk(home, clock=SystemClock(), shelf=shelf)) as desk:
        return len(screenshots(desk, folder, shelf))
