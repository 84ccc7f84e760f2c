"""`python -m desktop_app.photograph HOME MOMENT FOLDER`: every page of a demo office as PNG files."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from ui.screenshots import screenshots

from desktop_app.app import application
from desktop_app.paths import shipped_packs
from office.clock import FixedClock
from office.desk import open_desk
from office.packs import Shelf


def photograph(home: Path, moment: datetime, folder: Path) -> int:
    """Render the pages of the office in `home` at both sizes; return how many pictures were written."""
    application(sys.argv[:1])
    clock = FixedClock(moment)
    with open_desk(home, clock=clock, shelf=Shelf(shipped_packs(), clock.now())) as desk:
        return len(screenshots(desk, folder))


def main(arguments: list[str]) -> int:
    """Run from the command line; print the number of pictures."""
    home, moment, folder = arguments
    print(photograph(Path(home), datetime.fromisoformat(moment), Path(folder)))  # noqa: T201 - its whole answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
