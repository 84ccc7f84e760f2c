"""How large the letters are and how strongly they stand out: kept beside the data, worn from the start on.

Qt takes the scale of an application once, when it is made, so that a changed look begins with the window
opening anew (docs/decisions). The file holds nothing secret, and is read before the data file is opened.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

FILE = "look.json"
USUAL_SIZE = 10.5  # points: what 14 logical pixels are at 96 dots an inch
SIZES = (9.0, 10.0, USUAL_SIZE, 11.0, 12.0, 13.0, 14.0)
"""Sizes of ordinary text in points."""
_SCALE, _TEXT, _CONTRAST = "QT_SCALE_FACTOR", "PHIEUXA_TEXT", "PHIEUXA_CONTRAST"
_LARGEST_FILE = 1000  # bytes


@dataclass(frozen=True, slots=True)
class Look:
    """`text`: points of ordinary text, one of `SIZES`; `strong`: black on white, without pale colours."""

    text: float = USUAL_SIZE
    strong: bool = False


def read_look(home: Path) -> Look:
    """Read the look kept in `home`; the usual one where none is kept or the file is damaged."""
    try:
        with (home / FILE).open("rb") as file:
            kept = json.loads(file.read(_LARGEST_FILE))
        text, strong = float(kept["text"]), kept["strong"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return Look()
    return Look(text if text in SIZES else USUAL_SIZE, strong)


def keep_look(home: Path, look: Look) -> None:
    """Keep a look; raises OSError. A file cut short is read as the usual look."""
    kept = {"text": look.text, "strong": look.strong}
    (home / FILE).write_text(json.dumps(kept), "utf-8")


def wear(look: Look) -> None:
    """Let the application that is made next in this process, or in one it starts, have this look.

    A scale that somebody set from outside stays, as long as no other look than the usual one is chosen.
    """
    if look != Look() or _TEXT in os.environ:
        os.environ.update(variables(look))


def variables(look: Look) -> dict[str, str]:
    """Give the variables of a process that has a look."""
    return {
        _SCALE: f"{look.text / USUAL_SIZE:.4f}",
        _TEXT: f"{look.text:g}",
        _CONTRAST: "strong" if look.strong else "",
    }


def worn() -> Look:
    """Give the look of this process."""
    return Look(float(os.environ.get(_TEXT, USUAL_SIZE)), os.environ.get(_CONTRAST) == "strong")


def fits(look: Look, least: QSize, screen: QSize) -> bool:
    """Tell whether a window of the `least` size still fits on the `screen` (both in points as worn now)."""
    grows = look.text / worn().text
    return least.width() * grows <= screen.width() and least.height() * grows <= screen.height()
