"""Lays the folder of an installed program out around a program that was just built.

python -m desktop_app.lay_out PROGRAM FOLDER PLATFORM LAUNCHER...

PROGRAM: what was frozen or laid by hand; it is moved to FOLDER/versions/<version>. PLATFORM: `windows`,
`windows-signed-python` or `linux`; an update is taken only by the platform it was made for. LAUNCHER: what
starts a version. The certificate named by PHIEUXA_PUBLISHER, if any, goes along: whose updates count.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from desktop_app.program_files import write_list
from exports.keys import load_certificate
from office.installed import CURRENT, PUBLISHER, VERSIONS, Current, describe
from ui.version import VERSION


def lay_out(
    program: Path, folder: Path, platform: str, launchers: list[Path], publisher: Path | None = None
) -> None:
    """Make the layout; what was in `folder` before is gone."""
    if folder.exists():
        shutil.rmtree(folder)
    place = folder / VERSIONS / VERSION
    place.parent.mkdir(parents=True)
    program.rename(place)
    describe(place, VERSION, platform)
    if publisher is not None:
        load_certificate(publisher.read_bytes())  # refuses what is none
        shutil.copyfile(publisher, place / PUBLISHER)
    write_list(place)
    for launcher in launchers:
        shutil.copy2(launcher, folder / launcher.name)
    write_list(folder, [launcher.name for launcher in launchers])
    (folder / CURRENT).write_bytes(Current(VERSION).text().encode("ascii"))


if __name__ == "__main__":
    built, made, kind, *starters = sys.argv[1:]
    named = os.environ.get("PHIEUXA_PUBLISHER", "")
    lay_out(Path(built), Path(made), kind, [Path(one) for one in starters], Path(named) if named else None)
