"""How long work tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what); may raise `Cancelled` to stop the work with nothing half done."""


class Cancelled(Exception):
    """The person asked to stop; every use case leaves nothing half done."""


def silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""
