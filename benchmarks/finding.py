"""How long a key costs while looking for something in 100,000 households: `python -m benchmarks.finding`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import import_pack
from benchmarks.offices import desk_of
from forms.answers import Document, Value
from office.entry import Entry
from office.finding import Index

_FAMILIES = ("Nguyễn", "Trần", "Lê", "A", "Y", "Đinh", "Phạm", "Hoàng", "Vàng", "Võ", "Bùi", "Đỗ")
_MIDDLES = ("Thị", "Văn", "Ngọc", "Thanh", "Hữu", "Đức", "Kim", "Thuý", "Hoà")
_NAMES = ("Hằng", "Phơm", "Hòa", "Đào", "Ánh", "Dũng", "Lý", "Mỹ", "Quý", "Thuỷ", "Vân", "Xuân", "Yến")
TYPED = ("nguyen thi hoa 99", "dinh duc dao thon 7", "099999", "y kim phom khong co", "can ngheo thon 12")
"""What is typed, key by key."""


def households(rows: int) -> Document:
    """Make so many households of ten columns."""
    made: dict[tuple[str, ...], dict[str, Value]] = {}
    for number in range(rows):
        name = (_FAMILIES[number % 12], _MIDDLES[number // 12 % 9], _NAMES[number // 7 % 13])
        made[str(number + 1),] = {
            "c01": f"{number:06d}",
            "c02": f"{' '.join(name)} {number}",
            "c03": "N" if number % 3 else "C",
            "c04": str(1950 + number % 60),
            "c05": 1 + number % 9,
            "c06": number % 5,
            "c07": number % 150,
            "c08": number % 50,
            "c10": f"Thôn {number % 12 + 1}",
        }
    return Document({import_pack.TABLE: made})


def type_ahead(rows: int = 100_000) -> float:
    """Type several searches key by key; give the slowest key in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        desk = desk_of(Path(name) / "office")
        entry = Entry(desk)
        entry.open = desk.form_set.open(desk.unit, households(rows), desk.clock.today())
        index = Index(entry, lambda words: words["vi"])
        begun = time.perf_counter()
        index.work(float("inf"))
        reading = time.perf_counter() - begun
        times = []
        for text in TYPED:
            for length in range(1, len(text) + 1):
                begun = time.perf_counter()
                index.search(text[:length])
                times.append((time.perf_counter() - begun) * 1000)
        if desk.owner is not None:
            desk.owner.close()
    times.sort()
    sys.stdout.write(
        f"finding in {rows:,} households, {len(times)} keys\n"
        f"  reading them once, in turns beside the typing{reading:23.2f} s\n"
        f"  a key, usual{times[len(times) // 2]:56.1f} ms\n"
        f"  a key, slowest{times[-1]:54.1f} ms\n"
    )
    return times[-1]


if __name__ == "__main__":
    type_ahead(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
