"""Offices that things are timed on, and the telling of what was timed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook

from benchmarks import import_pack
from db.packs import install_pack
from desktop_app.paths import shipped_packs
from office.clock import FixedClock
from office.desk import Desk, start
from office.packs import Shelf, ShelvedPack

MOMENT = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
_Answer = TypeVar("_Answer")


def said(text: str) -> None:
    """Tell a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def timed(what: str, work: Callable[[], _Answer]) -> tuple[_Answer, float]:
    """Do a piece of work and tell how long it took, and how much of that the processor worked for us."""
    begun, worked = time.perf_counter(), time.process_time()
    answer = work()
    took = time.perf_counter() - begun
    said(f"  {what:<58}{took:8.2f} s{time.process_time() - worked:9.2f} s cpu")
    return answer, took


def office(folder: Path) -> Desk:
    """Set up a commune of the shipped pack."""
    shelf = Shelf(shipped_packs(), MOMENT)
    return start(folder, unit="23404", person="Nguyễn Thử", shelf=shelf, clock=FixedClock(MOMENT))


def desk_of(folder: Path) -> Desk:
    """Set up an office that works on the form of households."""
    owner = office(folder)
    shelved = ShelvedPack(import_pack.pack(), b"", owner.shelved.signer)
    with owner.database.writing():
        install_pack(owner.database, shelved.pack, shelved.data, MOMENT)
    return owner.beside(shelved, "1")


def bare_readings(path: Path) -> dict[str, float]:
    """Read every cell of a workbook with each of the other programs that are here; give the times."""
    took: dict[str, float] = {}

    def with_openpyxl() -> int:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
        book.close()
        return rows

    def with_calamine() -> int:
        book = import_module("python_calamine").CalamineWorkbook.from_path(str(path))
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    def with_pandas() -> int:
        return len(import_module("pandas").read_excel(path, header=None))

    for name, module, read in (
        ("openpyxl", "openpyxl", with_openpyxl),
        ("python-calamine", "python_calamine", with_calamine),
        ("pandas", "pandas", with_pandas),
    ):
        if find_spec(module) is None:
            said(f"  {name} is not installed: left out")
            continue
        rows, took[name] = timed(f"{name}, bare reading", read)
        assert rows  # noqa: S101 - it read something
    return took


def compared(what: str, took: float, others: dict[str, float]) -> None:
    """Tell a time as so many of the others'."""
    for name, theirs in others.items():
        said(f"  {what + ', in bare readings of ' + name:<58}{took / theirs:8.2f}")
