"""Packages read ahead in processes beside this one, where many come at once.

    with reading_ahead(pack, paths, now) as reading:
        reading.turn(number)                        whose turn it is now
        report = reading(digest, parts, pack)       its report, as `read_workbook` gives it

Reading a workbook strictly is most of what judging a package costs, and asks nothing of the office: the
signed bytes and the pack give the report. So other processors read the next packages while this one asks
the questions, in order, of the one whose turn it is. The signature is verified here, of the bytes read
here; what was read beside counts only where it was read from the same bytes, told by their digest.

Whatever does not come from beside is read here, by the same function: where there is no processor
to spare, a process does not start, ends or is slow, a file changed, or does not read. That costs time,
nothing else.

A process beside is given the pack, the moment and then path after path: no key, no data file. It ends when
its end of the pipe closes, in whatever way this program ended (docs/decisions/0019).
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Condition, Thread
from typing import Self

from exports.opc import verify
from exports.read_workbook import read_workbook
from forms.pack import Pack
from forms.report import Report

Reading = Callable[[str, Mapping[str, bytes], Pack], Report]
"""Give the report that signed parts hold: (digest of the whole file, the parts, the pack) -> report."""

MANY = 40
"""Packages still to come that are worth processes beside: one starts while a dozen are judged."""

_MOST_BESIDE = 2  # with two of them, asking the questions takes as long as the reading
_AHEAD = 8  # packages that may be read before their turn
_LARGEST = 4_000_000  # bytes of a file that is read ahead; a larger one is read here
_MOST_KEPT = 32_000_000  # bytes of packed reports kept for a second reading: some 2,000 packages
_PATIENCE = 20.0  # seconds to wait for what is read beside, before it is read here after all
_JOINING = 2.0  # seconds for a process that was ended to be gone


def read_here(_digest: str, parts: Mapping[str, bytes], pack: Pack) -> Report:
    """Read a package in this process."""
    return read_workbook(parts, pack)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: the digest of its bytes and its report, packed."""

    digest: str
    packed: bytes

    @classmethod
    def of(cls, digest: str, report: Report) -> Self:
        """Pack what was read of the bytes with this digest."""
        return cls(digest, zlib.compress(pickle.dumps(report, pickle.HIGHEST_PROTOCOL), 1))

    def report(self) -> Report | None:
        """Unpack the report, None where it does not; this program packed it, it never was in a file."""
        try:
            report = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - see above
        except Exception:  # noqa: BLE001 - whatever came from beside, it is read here then
            return None
        return report if isinstance(report, Report) else None


@contextmanager
def reading_ahead(
    pack: Pack, paths: Sequence[Path], now: datetime, *, keep: bool = False
) -> Iterator[ReadingAhead]:
    """Let the packages be read ahead for as long as it pays; all processes beside end with the block.

    `keep`: keep what was read, so that the same bytes are not read a second time, also after the block.
    """
    reading = ReadingAhead(pack, paths, now, beside=processes_beside(), keep=keep)
    try:
        yield reading
    finally:
        reading.close()


def processes_beside() -> int:
    """Say how many processes may read beside this one: none beside another already.

    One processor is for this process and one for whatever else the PC does: on two, reading ahead costs more
    than it gives (docs/decisions/0019).
    """
    if parent_process() is not None:
        return 0
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(0, min(_MOST_BESIDE, here - 2))


class ReadingAhead:
    """Reads packages, or has them read beside; a call gives the report of the one whose turn it is."""

    def __init__(
        self,
        pack: Pack,
        paths: Sequence[Path],
        now: datetime,
        *,
        beside: int,
        keep: bool = False,
        many: int = MANY,
        patience: float = _PATIENCE,
    ) -> None:
        """Say what is to be read, in which order, and by how many processes; none is started yet."""
        self._many = many
        self._pack = pack
        self._paths = tuple(paths)
        self._now = now
        self._beside = beside
        self._patience = patience
        self._keep = keep
        self._kept: dict[str, Read] = {}
        self._room = _MOST_KEPT
        self._state = Condition()  # guards all below
        self._turn = 0
        self._next = 0  # to be given to a process beside
        self._under_way: set[int] = set()
        self._answers: dict[int, Read] = {}
        self._closed = False
        self._readers: list[_Reader] = []

    def turn(self, number: int) -> None:
        """Say whose turn it is; nothing before it is asked for any more."""
        with self._state:
            self._turn = number
            self._answers = {n: one for n, one in self._answers.items() if n >= number}
            self._state.notify_all()

    def __call__(self, digest: str, parts: Mapping[str, bytes], pack: Pack) -> Report:
        """Give the report of the package whose turn it is; raise what `read_workbook` raises."""
        if pack is not self._pack:
            return read_workbook(parts, pack)  # a package beside the report, or of another version
        read = self._kept.get(digest) or self._from_beside(digest)
        if read is not None and (told := read.report()) is not None:
            self._keep_for_later(read)
            return told
        report = read_workbook(parts, pack)
        if self._keep:
            self._keep_for_later(Read.of(digest, report))
        return report

    def comes_from_beside(self) -> bool:
        """Wait until anything was read beside; False where nothing comes: what the self-test asks."""
        self._begin()
        with self._state:
            return self._state.wait_for(lambda: bool(self._answers), self._patience)

    def close(self) -> None:
        """End all processes beside; what was kept stays."""
        with self._state:
            self._closed = True
            self._answers.clear()
            self._state.notify_all()
        for reader in self._readers:
            reader.end()
        for reader in self._readers:
            reader.join(_JOINING)

    def _keep_for_later(self, read: Read) -> None:
        if self._keep and read.digest not in self._kept and len(read.packed) <= self._room:
            self._kept[read.digest] = read
            self._room -= len(read.packed)

    def _from_beside(self, digest: str) -> Read | None:
        """Give what was read beside of these bytes, waiting for what is under way; None where nothing was.

        Processes start with the first package that has to be read: of those that are here already none has.
        """
        self._begin()
        with self._state:
            turn = self._turn
            self._state.wait_for(lambda: turn not in self._under_way, self._patience)
            answer = self._answers.get(turn)
        return answer if answer is not None and answer.digest == digest else None

    def _begin(self) -> None:
        if self._readers or self._closed or len(self._paths) - self._turn < self._many:
            return
        for _ in range(self._beside):
            reader = _Reader(self)
            self._readers.append(reader)
            reader.start()

    # --- asked by the readers' threads --------------------------------------------------------

    def orders(self) -> tuple[Pack, datetime]:
        """Give what a process needs to read anything at all."""
        return self._pack, self._now

    def next(self) -> tuple[int, Path] | None:
        """Wait for the next file that may be read ahead; None where there is none any more."""
        with self._state:
            while not self._closed:
                self._next = max(self._next, self._turn + 1)
                if self._next >= len(self._paths):
                    return None
                if self._next <= self._turn + _AHEAD:
                    number = self._next
                    self._next += 1
                    self._under_way.add(number)
                    return number, self._paths[number]
                self._state.wait()
        return None

    def answer(self, number: int, read: Read | None) -> None:
        """Take what was read of a file, None where it could not be."""
        with self._state:
            self._under_way.discard(number)
            if read is not None and number >= self._turn and not self._closed:
                self._answers[number] = read
            self._state.notify_all()


class _Reader(Thread):
    """Talks to one process beside: starts it, gives it file after file, takes its answers.

    Whatever holds it up - a process that starts slowly, or never - holds up nobody else.
    """

    def __init__(self, reading: ReadingAhead) -> None:
        super().__init__(name="reads ahead", daemon=True)
        self._reading = reading
        self._process: SpawnProcess | None = None

    def run(self) -> None:
        with suppress(Exception):  # whatever hinders a process, everything is read here then
            self._talk()

    def _talk(self) -> None:
        spawn = get_context("spawn")  # everywhere, as on Windows
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs,), name="reads ahead", daemon=True)
        try:
            with theirs:
                process.start()
            self._process = process
            ours.send(self._reading.orders())
            while (order := self._reading.next()) is not None:
                number, path = order
                read = None
                try:
                    ours.send(str(path))
                    came = ours.recv()
                    read = came if isinstance(came, Read) else None
                finally:
                    self._reading.answer(number, read)
        finally:
            ours.close()
            if process.pid is not None:
                process.kill()
                process.join(_JOINING)

    def end(self) -> None:
        """End the process, whatever it does: it holds nothing."""
        if self._process is not None:
            with suppress(OSError, ValueError):
                self._process.kill()


def _serve(pipe: Connection) -> None:
    """Read file after file, in a process of its own, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a console goes to everybody; who asked ends this
    gc.freeze()
    with pipe, suppress(EOFError, OSError):
        pack, now = pipe.recv()
        while True:
            pipe.send(_read(Path(pipe.recv()), pack, now))
            gc.collect(0)


def _read(path: Path, pack: Pack, now: datetime) -> Read | None:
    """Read one file if it is a package of this pack; None leaves it to the office's own process.

    Whom to believe is not asked here: the signed parts are the same whoever signed them.
    """
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
        verdict = verify(data, now=now)
        if verdict.parts is None:
            return None
        return Read.of(sha256(data).hexdigest(), read_workbook(verdict.parts, pack))
    except Exception:  # noqa: BLE001 - C27: what it is, the office's own process finds out and says
        return None
