"""Opening the signed files that come down to an office: a kit, a supplement."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from forms.problems import Problem

Opened = TypeVar("Opened")


def opened(path: Path, read: Callable[[bytes], Opened], tell: Callable[[Problem], object]) -> Opened | None:
    """Read a file that somebody picked; what is wrong with it is told, and None comes back."""
    try:
        return read(path.read_bytes())
    except OSError as broken:
        tell(Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror))
    except Problem as problem:
        tell(problem)
    return None
