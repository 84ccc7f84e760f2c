"""Pictures of other makers' forms to judge: `python -m desktop_app.photograph_forms FOLDER FORM...`.

Works with an office of its own that is gone afterwards; prints how many pictures there are of each form.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.app import application
from desktop_app.paths import shipped_packs
from office.clock import SystemClock
from office.desk import start
from office.packs import Shelf
from ui.form_pictures import form_pictures


def photograph_forms(folder: Path, files: Sequence[Path]) -> dict[str, int]:
    """Write pictures of every page of the forms in `files`; count them by file."""
    clock = SystemClock()
    shelf = Shelf(shipped_packs(), clock.now())
    pack = shelf.packs[0].pack
    unit = next(unit for unit in pack.units if pack.forms_for(unit))
    application([])
    with (
        TemporaryDirectory() as home,
        start(Path(home) / "office", unit=unit.code, person="Phiếu Xã", shelf=shelf, clock=clock) as desk,
    ):
        return form_pictures(desk, files, folder)


if __name__ == "__main__":
    target, *given = (Path(argument) for argument in sys.argv[1:])
    for name, count in photograph_forms(target, given).items():
        sys.stdout.write(f"{count:4d}  {name}\n")
