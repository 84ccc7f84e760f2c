"""The log beside the office's data: codes, places in the program and times; no names, values or keys."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from forms.problems import Problem

LOG = "phieuxa.log"
_LARGEST = 500_000  # bytes a file; three files are kept
_logger = logging.getLogger("phieuxa")


def open_log(home: Path) -> Path | None:
    """Begin to write `home/phieuxa.log`; None where the folder cannot be written, which stops nobody."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(home / LOG, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for old in list(_logger.handlers):
        _logger.removeHandler(old)
        old.close()
    _logger.addHandler(handler)
    _logger.setLevel(logging.INFO)
    _logger.propagate = False
    return home / LOG


def told(error: BaseException) -> str:
    """Write an error as its kind and the places it went through, without its words: they may hold names."""
    kind = error.code if isinstance(error, Problem) else type(error).__name__
    places = [
        f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{kind} @ {' > '.join(places[-12:])}"


def write(error: BaseException) -> None:
    """Write an error of ours into the log."""
    _logger.error(told(error))


def read(home: Path) -> str:
    """Read the log of an office, "" where there is none."""
    try:
        return (home / LOG).read_text("utf-8", errors="replace")
    except OSError:
        return ""
