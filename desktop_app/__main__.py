"""`python -m desktop_app`: the window, or a command when one is named."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from multiprocessing import freeze_support

from desktop_app.collector import rarely


def main() -> None:
    """Start; consoles that are not UTF-8 (Windows' cp1252) get UTF-8 all the same.

    A process beside this one (office/reading_ahead.py) begins with this file too, so that whatever belongs to
    commands and the window is imported only here.
    """
    freeze_support()  # a frozen program is started anew for each process beside it, which ends in here
    rarely()  # before the imports: looking at what they make took a tenth of the start
    from desktop_app.cli import run

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
