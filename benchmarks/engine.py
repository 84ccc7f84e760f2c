"""How fast the engine is on 305 properties with a repeat of 2,000 rows: `python -m benchmarks.engine`.

Then the gain of hidden nodes (forms/engine_hidden.py): entries of which much or everything hangs, with them
and without. The first form is worked out by lxml and by JavaRosa (where Java is) in the same run: times
depend on the machine, their ratios hardly. Aims (../shared/design/xlsform.md section 2.1): an entry 2 ms,
everything 50 ms.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import form, hoisted, with_lxml
from forms.answers import Address, Document, Rows
from forms.authoring.any_xform import compile_xform
from forms.engine import FormSet, OpenForms
from forms.pack import Unit
from tests.javarosa.oracle import JavaRosa

UNIT = Unit("1", "Xã", "Xã", "commune", "area", "Xã", "")
DAY = date(2018, 9, 30)
FORM, TABLE = "bench", "bench.r"
ROW = ("1000",)
TURNS = 100


def answers() -> Document:
    """Fill every cell."""
    rows: Rows = {
        (str(number),): {
            name: value if name == "kind" else int(value) for name, value in form.row(number).items()
        }
        for number in range(1, form.ROWS + 1)
    }
    return Document({FORM: {(): {f"a{n}": n for n in range(168)}}, TABLE: rows})


def timed(run: Callable[[int], object], times: int) -> float:
    """Give the median time of a call in milliseconds."""
    found = []
    for turn in range(times):
        start = time.perf_counter()
        run(turn)
        found.append((time.perf_counter() - start) * 1000)
    return median(found)


def ours(forms: FormSet) -> tuple[dict[str, float], float]:
    """Time our engine; give milliseconds by what was done, and kilobytes a row."""
    document = answers()
    tracemalloc.start()
    opened = forms.open(UNIT, document, DAY)
    memory = tracemalloc.get_traced_memory()[0] / form.ROWS / 1000
    tracemalloc.stop()
    gc.collect()
    gc.freeze()  # as the window does once the forms stand

    def entry(field: str) -> float:
        address = Address(TABLE, ROW, field)
        return timed(lambda turn: opened.put(address, turn % 90 + 5), TURNS)

    return {
        "open 2,000 rows": timed(lambda _: forms.open(UNIT, document, DAY), 3),
        "everything": timed(lambda _: opened.work_again(), 7),
        "keystroke": entry("n0"),
        "an entry that feeds one calculation": entry("n3"),
        "an entry that feeds nothing": entry("n17"),
        "an entry that feeds a chain of 100": timed(
            lambda turn: opened.put(Address(FORM, (), "a0"), turn), TURNS
        ),
        "a row added and removed": timed(lambda _: come_and_go(opened), 20),
    }, memory


def come_and_go(opened: OpenForms) -> None:
    """Add a row and remove it again."""
    change = opened.add_record(TABLE)
    opened.remove_record(TABLE, change.rows[0].added[0])


def told_of_hidden_nodes(out: Callable[[str], object]) -> None:
    """Time entries that hidden nodes serve, without and with them."""
    document, pack = hoisted.answers(), hoisted.pack()
    times: list[list[float]] = []
    for hide in (False, True):
        opened = FormSet(pack, hide=hide).open(UNIT, document, DAY)
        gc.collect()
        gc.freeze()
        times.append([timed(partial(put, opened), hoisted.TURNS) for put in hoisted.ENTRIES.values()])
    out(f"\n{'hidden nodes, table of 2,000 rows':46}{'without':>12}{'with':>12}{'gain':>12}\n")
    for name, plain, hiding in zip(hoisted.ENTRIES, *times, strict=True):
        out(f"{name:46}{plain:9.3f} ms{hiding:9.3f} ms{plain / hiding:12.1f}\n")


def javarosa(java: Path, xform: str) -> dict[str, float]:
    """Time JavaRosa on the same form."""
    with tempfile.TemporaryDirectory() as folder, JavaRosa(java, Path(folder)) as running:
        running.folder.joinpath("form.xml").write_text(xform, encoding="utf-8")
        running.ask("load", running.folder / "form.xml")
        place = f"/data/r[{ROW[0]}]/n0"

        def spent(*command: object) -> float:
            return median(float(one) for one in running.ask(*command)[0].split(","))

        times = {"everything": spent("again", 5), "keystroke": spent("time", 30, place, 5, 6)}
        last = f"/data/r[{form.ROWS + 1}]"
        times["a row added and removed"] = timed(
            lambda _: (running.ask("add", last), running.ask("remove", last)), 5
        )
        return times


def main() -> None:
    """Print the times."""
    out = sys.stdout.write
    filled = form.filled()
    work = with_lxml.prepared(filled)
    lxml_time = timed(lambda _: work(), 3)
    java = shutil.which("java")
    theirs = javarosa(Path(java), filled) if java else {}
    start = time.perf_counter()
    forms = FormSet(compile_xform(form.xform()).pack)
    compiled = (time.perf_counter() - start) * 1000
    times, memory = ours(forms)
    out(f"{'':42}{'ours':>12}{'lxml':>12}{'JavaRosa':>12}{'lxml/ours':>12}{'JR/ours':>12}\n")
    out(f"{'compile the form':42}{compiled:9.3f} ms\n")
    for name, spent in times.items():
        # lxml knows no other way than to work everything out again.
        again = lxml_time if name in {"everything", "keystroke", "a row added and removed"} else None
        row = f"{name:42}{spent:9.3f} ms"
        row += f"{again:9.1f} ms" if again else f"{'':12}"
        row += f"{theirs[name]:9.1f} ms" if name in theirs else f"{'':12}"
        row += f"{again / spent:12.1f}" if again else f"{'':12}"
        row += f"{theirs[name] / spent:12.1f}" if name in theirs else ""
        out(row.rstrip() + "\n")
    out(f"{'memory':42}{memory:9.1f} kB a row\n")
    told_of_hidden_nodes(out)
    if not java:
        out("Java is not installed, so that JavaRosa was not asked (Debian: openjdk-17-jre-headless).\n")


if __name__ == "__main__":
    main()
