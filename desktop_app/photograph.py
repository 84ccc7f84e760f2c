"""Every page of an office as PNG files, for `demo/screenshots`."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app import application
from desktop_app.clocks import settle
from desktop_app.manual import manual
from desktop_app.practice_data import load_practice
from office.clock import SystemClock
from office.desk import open_desk
from office.manual import Manual
from office.packs import Shelf
from office.practice_mark import is_practice
from ui.screenshots import SIZES, screenshots


def photograph(home: Path, folder: Path, shelf: Shelf, language: str = "", *, one_size: bool = False) -> int:
    """Render the pages of the office in `home`; return how many pictures were written.

    `one_size`: at the commonest size alone, not at both, and packs only where no unit is below.
    `language`: of the pictures, else the office's own.
    """
    application([])
    with settle(open_desk(home, clock=SystemClock(), shelf=shelf)) as desk:
        desk.language = language or desk.language
        practice = load_practice() if is_practice(desk.campaign_id) else None
        sizes = SIZES[:1] if one_size else SIZES
        packs = not (one_size and desk.has_below)

        def read(code: str) -> Manual:
            return manual(code, lambda: (desk.pack,), None)

        return len(screenshots(desk, folder, shelf, practice, sizes, packs=packs, read=read))
