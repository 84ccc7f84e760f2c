"""How long a register of 5,000 households with 20,000 members takes: opening it, its figures, one entry.

Run `python -m benchmarks.register [HOUSEHOLDS]`. There are some two hundred figures; the bare reading
beside them is one pass over the same households in Python that counts the poor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeVar

from forms.answers import Address, Document, Key, Value
from forms.authoring import build
from forms.engine import FormSet
from forms.register import register_pack
from forms.register_figures import RegisterFigures, given_by

_PACK = Path(__file__).parent.parent / "packs" / "kontum-2018-midterm"
_FLAGS = ("a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2", "e1", "e2")
_MEMBERS = 4

Result = TypeVar("Result")


def households(count: int, unit: str) -> Document:
    """Make households with their members by chance; a third of them poor."""
    chance = Random(count)  # noqa: S311 - figures for a benchmark
    rows: dict[Key, dict[str, Value]] = {}
    members: dict[Key, dict[str, Value]] = {}
    for number in range(1, count + 1):
        lacks = {f"c12_{flag}": "1" if chance.random() < 0.3 else "0" for flag in _FLAGS}
        points = int(chance.random() * 300)
        rows[str(number),] = {
            "c01": f"{unit}{number:05d}",
            "c02": f"A {number}",
            "c03": "male",
            "c05": f"{number:012d}",
            "c06": "14",
            "c07": f"Thôn {number % 20}",
            "c08": _MEMBERS,
            "x01": 2,
            "c09": "rural",
            "c10": points,
            "c11": 10 * sum(flag == "1" for flag in lacks.values()),
            "c14": "N1",
            **lacks,
            "c15": "still" if points <= 120 else "escaped",
            "c16": "N01 N06",
            "c17": "G05",
            "c18": "2018-11-01",
            "c19": "Y Rà",
        }
        for member in range(1, _MEMBERS + 1):
            members[str(number), str(member)] = {"c01": f"Y {member}", "c04": str(1970 + 9 * member)}
    return Document({"BM19": rows, "BM19.c20": members})


def main() -> None:
    """Print what each step took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    pack = build(_PACK)
    unit = next(one for one in pack.units if one.level == "commune")
    registers = FormSet(register_pack(pack, 2018))
    document = households(count, unit.code)
    bare = _timed(
        "bare count in Python",
        lambda: sum(int(row["c10"]) <= 120 for row in document.tables["BM19"].values()),
    )
    opened = _timed("open", lambda: registers.open(unit, document, date(2018, 12, 20)))
    given = given_by(registers.pack.derivations, "all")
    figures = RegisterFigures(opened, given)
    found = _timed("figures", figures.values)
    assert found[Address("BM02", ("2018",), "c16")] == bare  # noqa: S101 - the benchmark counts what it times
    _timed("households behind a figure", lambda: figures.behind(Address("BM02", ("2018",), "c16")))
    _timed("one entry", lambda: opened.put(Address("BM19", ("7",), "c10"), 33))
    _timed("one household id", lambda: opened.put(Address("BM19", ("7",), "c01"), "x"))
    _timed("one household more", lambda: opened.add_record("BM19"))


def _timed(name: str, work: Callable[[], Result]) -> Result:
    begun = time.perf_counter()
    result = work()
    sys.stdout.write(f"{name:32}{time.perf_counter() - begun:8.3f} s\n")
    return result


if __name__ == "__main__":
    main()
