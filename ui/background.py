"""The one runner of long work: a plain function on the thread pool, its answer back on the window's thread.

Connect first, start second: `done`, `failed` and `progress` are connected before the pool sees the task, so
an answer can never come before someone listens. The function gets one argument, `progress(done, total,
what)`, which raises `office.progress.Cancelled` once the person has stopped the work.
"""

import gc
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from forms.problems import Problem
from office.desk import Desk
from office.progress import Cancelled

Progress = Callable[[int, int, str], None]
Answer = TypeVar("Answer")


def at_own_desk(desk: Desk, work: Callable[[Desk, Progress], Answer]) -> Callable[[Progress], Answer]:
    """Wrap a use case so that it works on its own connection: a connection belongs to one thread."""

    def run(progress: Progress) -> Answer:
        own = desk.again()
        own.language = desk.language
        try:
            return work(own, progress)
        finally:
            own.close()

    return run


class Work(QObject):
    """One piece of work under way: its signals live on the window's thread."""

    done = Signal(object)
    failed = Signal(object)
    moved = Signal(int, int, str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self.given_up = False

    def stop(self) -> None:
        """Ask the work to stop at its next `progress`; every use case leaves nothing half done."""
        self._stopped = True

    def progress(self, done: int, total: int, what: str) -> None:
        """Called by the work, on its thread."""
        if self._stopped:
            raise Cancelled
        self.moved.emit(done, total, what)


class _Task(QRunnable):
    def __init__(self, f: Callable[[Progress], Any], work: Work) -> None:
        super().__init__()
        self._f = f
        self._work = work

    def run(self) -> None:
        try:
            answer = self._f(self._work.progress)
        except Cancelled:
            self._work.ended.emit()
        except Exception as error:  # noqa: BLE001 - one of the three named places: whatever it is goes to `failed`
            self._work.failed.emit(error)
            self._work.ended.emit()
        else:
            self._work.done.emit(answer)
            self._work.ended.emit()


class Runner(QObject):
    """Starts work on a pool and keeps it alive until it has ended."""

    rested = Signal()  # nothing is under way any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[Work, _Task] = {}

    def run(
        self,
        f: Callable[[Progress], Answer],
        *,
        done: Callable[[Answer], object],
        failed: Callable[[Problem], object],
        progress: Callable[[int, int, str], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> Work:
        """Run `f(progress)`; `failed` hears only the world's errors, ours fly on to the crash window."""
        work = Work(self)
        receiver = _Receiver(work, done, failed, progress, ended)
        work.done.connect(receiver.on_done)
        work.failed.connect(receiver.on_failed)
        work.moved.connect(receiver.on_moved)
        work.ended.connect(receiver.on_ended)
        task = _Task(f, work)
        task.setAutoDelete(False)
        gc.disable()  # going through all objects of a long list takes long, and the window waits for it
        self._running[work] = task
        work.ended.connect(self._forget)
        self._pool.start(task)
        return work

    @property
    def busy(self) -> bool:
        """Whether any work is still under way."""
        return bool(self._running)

    def wait(self) -> None:
        """Stop all work and wait for its end; nobody hears of it any more: called when the window closes."""
        for work in self._running:
            work.stop()
            work.given_up = True
        self._pool.waitForDone()
        gc.enable()

    @Slot()
    def _forget(self) -> None:
        work = self.sender()
        if isinstance(work, Work):
            self._running.pop(work, None)
            work.deleteLater()
        if not self._running:
            gc.enable()
            if not self._running:
                self.rested.emit()


class _Receiver(QObject):
    """Stands on the window's thread, so that Qt queues the signals across."""

    def __init__(
        self,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[Problem], object],
        progress: Callable[[int, int, str], object] | None,
        ended: Callable[[], object] | None,
    ) -> None:
        super().__init__(work)
        self._work = work
        self._done = done
        self._failed = failed
        self._progress = progress
        self._ended = ended

    @Slot(object)
    def on_done(self, answer: object) -> None:
        if not self._work.given_up:
            self._done(answer)

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        if not self._work.given_up:
            self._failed(error)

    @Slot(int, int, str)
    def on_moved(self, done: int, total: int, what: str) -> None:
        if self._progress is not None and not self._work.given_up:
            self._progress(done, total, what)

    @Slot()
    def on_ended(self) -> None:
        if self._ended is not None and not self._work.given_up:
            self._ended()
