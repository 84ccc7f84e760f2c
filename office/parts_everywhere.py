"""Parts of the report and of every register together, each with the desk it belongs to."""

from __future__ import annotations

from office.desk import Desk
from office.parts import PartHere, works
from office.parts_decided import DecidedMerge, merges
from office.registers import books, has_registers, open_book


def all_works(desk: Desk) -> tuple[tuple[Desk, PartHere], ...]:
    """List what this PC works on."""
    return tuple((one, part) for one in _desks(desk) for part in works(one))


def all_merges(desk: Desk) -> tuple[tuple[Desk, DecidedMerge], ...]:
    """List the merges with their decisions, the newest first."""
    found = [(one, merge) for one in _desks(desk) for merge in merges(one)]
    return tuple(sorted(found, key=lambda one: one[1].number, reverse=True))


def _desks(desk: Desk) -> tuple[Desk, ...]:
    if not has_registers(desk):
        return (desk,)
    return (desk, *(open_book(desk, one.year) for one in books(desk) if one.deleted is None))
