"""The program started anew by itself, for what Qt takes once at the start: the size of its letters."""

from __future__ import annotations

import os
import subprocess
import sys

from desktop_app.paths import installed

SHOW = "PHIEUXA_SHOW"
"""The variable that names the page the new program opens with."""


def own_command() -> list[str]:
    """Give the command this program was started with: its launcher, frozen, or from its sources."""
    here = installed()
    if here is not None:  # which may start another version now
        return [str(here.launcher), *sys.argv[1:]]
    if getattr(sys, "frozen", False):
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]


def start_again(page: str) -> None:
    """Start the program anew; the data file must be closed. Raises OSError where it cannot be started."""
    environment = {**os.environ, SHOW: page, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    subprocess.Popen(own_command(), env=environment, close_fds=True)  # noqa: S603 - ourselves, as we were started


def page_to_show() -> str:
    """Name the page this program was asked to open with, once; "" where nobody asked."""
    return os.environ.pop(SHOW, "")
