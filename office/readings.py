"""What was read of the packages in the inbox: what was looked at is not read a second time to be taken in.

Reading a workbook strictly is most of what judging a package costs, and asks nothing of the office: the
signed parts and the pack give the report, today and a minute later. Everything else is asked again.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping

from exports.read_workbook import read_workbook
from forms.pack import Pack
from forms.report import Report

Reading = Callable[[str, Mapping[str, bytes], Pack], Report]
"""Give the report that signed parts hold: (digest of the whole file, the parts, the pack) -> report."""

_MOST_KEPT = 32_000_000  # bytes of packed reports: some 2,000 packages


def read_here(_digest: str, parts: Mapping[str, bytes], pack: Pack) -> Report:
    """Read a package; raises what `read_workbook` raises."""
    return read_workbook(parts, pack)


class Readings:
    """Reads packages of one pack, and those it has read before it gives again."""

    def __init__(self, pack: Pack, room: int = _MOST_KEPT) -> None:
        """Begin with none; `room`: bytes of packed reports that are kept, what does not fit is read again."""
        self._pack = pack
        self._room = room
        self._kept: dict[str, bytes] = {}

    def __call__(self, digest: str, parts: Mapping[str, bytes], pack: Pack) -> Report:
        """Give a package's report; raises what `read_workbook` raises."""
        if pack is not self._pack:
            return read_workbook(parts, pack)  # a package beside the report, or of another version
        if digest in self._kept:
            return _unpacked(self._kept[digest])
        report = read_workbook(parts, pack)
        packed = zlib.compress(pickle.dumps(report, pickle.HIGHEST_PROTOCOL), 1)  # 16 kB, not a megabyte
        if len(packed) <= self._room:
            self._kept[digest] = packed
            self._room -= len(packed)
        return report


def _unpacked(packed: bytes) -> Report:
    report: Report = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed above, never in a file
    return report
