"""`python -m desktop_app`: the window, or a command when one is named."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from multiprocessing import freeze_support

from desktop_app.collector import rarely

rarely()  # before the imports below: looking at what they make took a tenth of the start

from desktop_app.cli import run  # noqa: E402 - see above


def main() -> None:
    """Start; consoles that are not UTF-8 (Windows' cp1252) get UTF-8 all the same."""
    freeze_support()  # on Windows a frozen program is started anew for each process of a pool
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
