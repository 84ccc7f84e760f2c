"""How fast the engine is on a form of 305 fields with a table of 2,000 rows: `python -m benchmarks.engine`.

Times depend on the machine, so that each is also given as a share of working everything out again in
the same run. Aims (../shared/design/xlsform.md section 2.1): an entry 2 ms, everything 50 ms.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from statistics import median

from forms.answers import Address, Document, Rows
from forms.engine import FormSet
from forms.engine_open import OpenForms
from forms.pack import Field, Form, Kind, Pack, Table, TableKind, Unit

ROWS = 2_000
UNIT = Unit("1", "Xã", "Xã", "commune", "area", "Xã", "")
DAY = date(2018, 9, 30)
KINDS = ("poor", "near", "other")


def pack() -> Pack:
    """Build the form: 281 fields outside the table (13 sums over it, 100 chained), 24 in it (5 computed)."""

    def field(path: str, calculate: str | None = None, kind: Kind = Kind.INTEGER) -> Field:
        name = path.rpartition("/")[2]
        return Field(name, path, kind, {"vi": name}, calculate=calculate)

    inside = [field(f"/B/r/n{n}") for n in range(18)]
    inside.append(field("/B/r/kind", kind=Kind.TEXT))
    inside += [
        field("/B/r/total", "../n0 + ../n1 + ../n2"),
        field("/B/r/mean", "if(../n3 = 0, '', ../total div ../n3)"),
        field("/B/r/low", "if(../total < 100, 1, 0)"),
        field("/B/r/nth", "position(..)"),
        field("/B/r/weighed", "../total * 2 + ../low"),
    ]
    outside = [field(f"/B/a{n}") for n in range(168)]
    outside += [field(f"/B/b{n}", f"../a{n} + {f'../b{n - 1}' if n else '0'}") for n in range(100)]
    summed, greatest = ("n0", "total", "low", "weighed"), ("n0", "total", "weighed")
    outside += [field(f"/B/s{n}", f"sum(/B/r/{name})") for n, name in enumerate(summed)]
    outside += [field(f"/B/m{n}", f"max(/B/r/{name})") for n, name in enumerate(greatest)]
    outside += [field(f"/B/k{n}", f"sum(/B/r[kind = '{kind}']/total)") for n, kind in enumerate(KINDS)]
    outside += [field(f"/B/c{n}", f"count(/B/r[low = {n} and total > 10])") for n in (0, 1)]
    outside += [field("/B/rate", "../s2 div count(/B/r) * 100")]
    main = Table("B", "B", "/B", TableKind.SINGLE, {"vi": "B"}, tuple(outside))
    below = Table("B.r", "B", "/B/r", TableKind.RECORDS, {"vi": "r"}, tuple(inside), parent="B")
    return Pack("bench", "1", {"vi": "bench"}, (Form("B", "B", "1", {"vi": "B"}, (main, below)),))


def answers() -> Document:
    """Fill every cell."""
    rows: Rows = {
        (str(row),): {**{f"n{n}": row % (n + 7) + n for n in range(18)}, "kind": KINDS[row % 3]}
        for row in range(1, ROWS + 1)
    }
    return Document({"B": {(): {f"a{n}": n for n in range(168)}}, "B.r": rows})


def timed(run: Callable[[int], object], times: int) -> float:
    """Give the median time of a call in milliseconds."""
    found = []
    for turn in range(times):
        start = time.perf_counter()
        run(turn)
        found.append(time.perf_counter() - start)
    return median(found) * 1000


def main() -> None:
    """Print the times."""
    start = time.perf_counter()
    forms = FormSet(pack())
    compiled = (time.perf_counter() - start) * 1000
    document = answers()
    tracemalloc.start()
    opened = forms.open(UNIT, document, DAY)
    memory = tracemalloc.get_traced_memory()[0] / ROWS / 1000
    tracemalloc.stop()
    gc.collect()
    gc.freeze()  # as the window does once the forms stand
    everything = timed(lambda _: opened.work_again(), 5)
    opening = timed(lambda _: forms.open(UNIT, document, DAY), 3)

    def entry(field: str) -> float:
        return timed(lambda turn: opened.put(Address("B.r", ("1000",), field), turn % 90 + 5), 60)

    lines = [
        ("compile the form", compiled),
        ("open 2,000 rows", opening),
        ("work everything out", everything),
        ("an entry that feeds 5 calculations and 13 sums", entry("n0")),
        ("an entry that feeds one calculation", entry("n3")),
        ("an entry that feeds nothing", entry("n17")),
        ("an entry outside the table that feeds 100", top(opened)),
        ("a row added and removed", timed(lambda _: come_and_go(opened), 10)),
    ]
    out = sys.stdout.write
    for name, spent in lines:
        out(f"{spent:9.3f} ms {spent / everything:8.4f} of everything  {name}\n")
    out(f"{memory:9.1f} kB a row\n")


def top(opened: OpenForms) -> float:
    """Time an entry into the first of a chain of 100 sums."""
    return timed(lambda turn: opened.put(Address("B", (), "a0"), turn), 60)


def come_and_go(opened: OpenForms) -> None:
    """Add a row and remove it again."""
    change = opened.add_record("B.r")
    opened.remove_record("B.r", change.rows[0].added[0])


if __name__ == "__main__":
    main()
