"""What was typed reaches the disk a moment later, beside the typing.

On a slow disk a sync takes 100 ms and more: waiting for it with each cell would hold every key back. A
transaction that is to be saved `soon` is in the log when it returns, so that the end of the program loses
nothing of it; a thread brings the log to the disk at once after, many transactions with one sync. Only a
power cut in between loses them, as a whole and never in part.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from db.files import flush_file

_IDLE = 3.0  # seconds without typing after which a long log is folded into the file
_LONG = 4_000_000  # bytes of a log that is long


class Flusher:
    """Brings the log of one office file to the disk whenever it is woken; lives as long as the connection."""

    def __init__(self, path: Path, fold: Callable[[], None]) -> None:
        """Begin to wait. `fold` folds the log into the file, on the flusher's own thread."""
        self._log = path.with_name(path.name + "-wal")
        self._fold = fold
        self._change = threading.Condition()
        self._woken = self._done = 0
        self._ended = False
        self.failed = False  # the disk refused: whoever writes next has to wait for it, and hears of it
        self._thread = threading.Thread(target=self._run, name=f"flush {path.name}", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that the log has grown."""
        with self._change:
            self._woken += 1
            self._change.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until all that was said so far is on the disk."""
        with self._change:
            wanted = self._woken
            return self._change.wait_for(lambda: self._done >= wanted or self._ended, seconds)

    def end(self) -> None:
        """Stop; the connection that closes now brings the rest to the disk itself."""
        with self._change:
            self._ended = True
            self._change.notify_all()
        self._thread.join()

    def _run(self) -> None:
        folded = 0
        while True:
            with self._change:
                idle = _IDLE if folded != self._done else None
                woken = self._change.wait_for(lambda: self._ended or self._woken > self._done, idle)
                if self._ended:
                    return
                upto = self._woken
            if not woken:
                folded = upto
                if self._length() > _LONG:
                    self._fold()
                continue
            try:
                flush_file(self._log)
            except OSError:
                self.failed = True
            with self._change:
                self._done = upto
                self._change.notify_all()

    def _length(self) -> int:
        with contextlib.suppress(OSError):
            return self._log.stat().st_size
        return 0
