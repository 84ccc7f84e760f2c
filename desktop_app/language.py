"""The language of the command line: the system's where it is English, else Vietnamese."""

from __future__ import annotations

import os
from collections.abc import Mapping


def spoken(environment: Mapping[str, str] = os.environ) -> str:
    """Return "en" when the first of LC_ALL, LC_MESSAGES, LANG that is set is English, else "vi"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "vi"
    return "vi"
