"""Every page of a demonstration's office as PNG files, for `demo/screenshots`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ui.screenshots import screenshots

from desktop_app.app import application
from office.clock import FixedClock
from office.desk import open_desk
from office.packs import Shelf


def photograph(home: Path, moment: str, folder: Path, shelf: Shelf) -> int:
    """Render the pages of the office in `home` at both sizes; return how many pictures were written.

    `moment` (ISO 8601) is where the demonstration's clock stands.
    """
    application([])
    with open_desk(home, clock=FixedClock(datetime.fromisoformat(moment)), shelf=shelf) as desk:
        return len(screenshots(desk, folder))
