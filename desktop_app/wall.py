"""The progress board by itself, for a screen on a wall: a program of its own that only reads the data.

Beside it the office's window may be at work; the wall can change nothing.
"""

from __future__ import annotations

from pathlib import Path

from desktop_app.app import application
from desktop_app.clocks import settle
from desktop_app.crash import refusal_window
from forms.problems import Problem
from office.clock import Clock
from office.desk import open_desk
from office.messages import sentence
from office.packs import Shelf
from ui.ask import WindowAsk
from ui.background import Runner
from ui.board.wall import Wall
from ui.words import Language
from ui.workplace import Workplace


def show_wall(home: Path, clock: Clock, shelf: Shelf) -> int:
    """Show the board of the office in `home` until it is closed, and return the exit code."""
    app = application(())
    language = Language(app)
    try:
        desk = settle(open_desk(home, clock=clock, shelf=shelf, only_look=Problem("WALL_ONLY_LOOKS")))
    except Problem as problem:
        language.use("vi")
        refusal_window(None, sentence(problem, "vi"))
        return 1
    with desk:
        language.use(desk.language)
        if not desk.has_below:
            refusal_window(None, sentence("WALL_NOBODY", desk.language, unit=desk.unit.name))
            return 1
        runner = Runner()
        wall = Wall(Workplace(desk, WindowAsk(), runner))
        wall.showMaximized()
        code = app.exec()
        runner.wait()
    return code
