"""How a working process comes to its end: killed, or let down by its disk."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any


def die_at(number: int, watched: tuple[str, ...]) -> None:
    """Kill this process at its so-manieth access to the disk from now on, before it happens.

    `watched`: how the names of the audit events that count begin.
    """
    left = [number]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(watched):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def refuse_to_sync_at(number: int) -> None:
    """Let the disk refuse to confirm what was written, from the so-manieth time on."""
    left, sync = [number], os.fsync

    def refuse(file: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise OSError(errno.EIO, "the disk does not answer")
        sync(file)

    os.fsync = refuse  # type: ignore[assignment]
