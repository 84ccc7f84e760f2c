"""What a person feels at the window: `QT_QPA_PLATFORM=offscreen python -m benchmarks.typing`.

The largest form opened; keys typed on a disk that takes 100 ms a sync (the VFS of tests/slow_disk.py); how
long the window stands still while 2,000 x 30 cells are pasted and taken back.
"""

import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.offices import office, said, timed
from benchmarks.paste import ROWS, TABLE, block_of
from forms.answers import Address
from forms.pack import Form
from office.entry import Entry
from office.pasting import Line, Plan
from tests.slow_disk import slow_disk
from tests.ui.keyboard import Key, PreparedAsk, press, send_letter
from ui import theme
from ui.background import Runner
from ui.entry.form_view import FormView, make_form_view
from ui.entry.live import Live
from ui.workplace import Workplace

SYNC = 0.1
_TURN = 5  # milliseconds between two looks at the clock


def app() -> QApplication:
    """Give the dressed application."""
    found = QApplication.instance() or QApplication([])
    assert isinstance(found, QApplication)  # noqa: S101 - nothing else was made
    theme.dress(found)
    return found


def cells(form: Form) -> int:
    """Count the cells of a form as it is when new."""
    return sum(max(1, len(table.rows)) * len(table.fields) for table in form.tables)


def shown(live: Live, form: Form) -> FormView:
    """Open a form and let it paint."""
    view = make_form_view(live, form)
    view.resize(1366, 700)
    view.show()
    view.activateWindow()
    view.start()
    QApplication.processEvents()
    return view


def opening(live: Live) -> None:
    """Time the largest form, the second time too."""
    form = max(live.forms, key=cells)
    said(f"opening the largest form, {form.number}: {cells(form):,} cells")
    for what in ("first time", "again"):
        view, _ = timed(f"built, laid out and painted, {what}", lambda: shown(live, form))
        view.close()


def typing(live: Live) -> None:
    """Type through a table on a slow disk; tell how late a key was."""
    form = next(one for one in live.forms if one.id == "BM02")
    view = shown(live, form)
    keys: list[float] = []
    numbers = iter(range(100, 1_000))
    for field in [one for one in form.tables[0].fields if one.calculate is None][1:]:
        view.jump_to(Address("BM02", ("2017",), field.id))
        for key in (*str(next(numbers)), Key.Key_Return):
            begun = time.perf_counter()
            send_letter(key) if isinstance(key, str) else press(key)
            QApplication.processEvents()
            keys.append((time.perf_counter() - begun) * 1000)
    keys.sort()
    view.close()
    said(f"typing {len(keys)} keys with {SYNC * 1000:.0f} ms a sync")
    said(f"  {'a key, usual':<58}{keys[len(keys) // 2]:8.1f} ms")
    said(f"  {'a key, slowest':<58}{keys[-1]:8.1f} ms")


def standstill(live: Live, runner: Runner, act: Callable[[], object]) -> float:
    """Do something long; give the longest time, in ms, in which the window could do nothing."""
    turns = [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(_TURN)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start()
    act()
    while runner.busy:
        QApplication.processEvents()
    QApplication.processEvents()
    timer.stop()
    turns.append(time.perf_counter())
    assert live.findings is not None  # noqa: S101 - it is alive
    return max(later - sooner for sooner, later in pairwise(turns)) * 1000


def pasting(live: Live, runner: Runner) -> None:
    """Paste a large block and take it back."""
    form = next(one for one in live.forms if one.id == TABLE)
    view = shown(live, form)
    fields, block = block_of(live.place.desk, form.tables[0], ROWS)
    said(f"paste of {ROWS:,} x {len(fields)} in the window: how long it stands still")
    plans: list[Plan] = []
    names = tuple(field.id for field in fields)
    lines = [Line(texts, names) for texts in block]
    found = standstill(live, runner, lambda: live.read_block(lines, TABLE, (), 0, plans.append))
    said(f"  {'while it is read':<58}{found:8.0f} ms")
    (plan,) = plans
    chosen = frozenset(range(ROWS))
    found = standstill(live, runner, lambda: live.accept_block(plan, chosen, lambda: None))
    said(f"  {'while it is saved':<58}{found:8.0f} ms")
    assert len(live.rows(TABLE)) == ROWS  # noqa: S101 - it is there
    found = standstill(live, runner, live.undo)
    said(f"  {'while it is taken back':<58}{found:8.0f} ms")
    assert live.rows(TABLE) == ()  # noqa: S101 - and gone
    view.close()


def main() -> None:
    """Tell it all."""
    application = app()
    with tempfile.TemporaryDirectory() as name, slow_disk(0) as disk:
        desk = office(Path(name) / "office")
        runner = Runner()
        live = Live(Workplace(desk, PreparedAsk(), runner), Entry(desk))
        opening(live)
        disk.seconds = SYNC
        typing(live)
        disk.seconds = 0
        pasting(live, runner)
        runner.wait()
        desk.close()
    application.processEvents()


if __name__ == "__main__":
    main()
