"""The command line for the folder of a conference."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, at_desk, progress, say


@click.command("conference")
@click.argument("folder", type=FILE)
@click.pass_obj
def conference(home: Path, folder: Path) -> int:
    """Write report, tables, charts, lists, slides and units of a conference into a new folder in FOLDER."""
    from office.conference import conference as write

    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # drawing needs no screen
    from desktop_app.app import application
    from ui.papers.tools import tools

    application([])
    with at_desk(home) as desk:
        made = write(desk, folder, tools(), progress)
        say("SAY_CONFERENCE", folder=made.folder, count=len(made.files))
        for text in made.missing:
            say("SAY_CONFERENCE_MISSING", text=text)
    return DONE
