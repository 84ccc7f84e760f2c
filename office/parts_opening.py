"""The first start of a colleague's PC: set up from the part that the office handed over."""

from __future__ import annotations

from pathlib import Path

from db.database import beside
from db.keystore import KeyStore
from exports.part_file import PartHead, read_head, read_part
from forms.problems import Problem
from office.clock import Clock
from office.desk import Desk, start
from office.entry import Entry
from office.grown_packs import content_of, effective
from office.packs import Shelf, open_pack
from office.part_lock import PART_PC
from office.parts_merging import look
from office.parts_reading import read_part_file
from office.supplements import keep_from_colleague


def look_at_first(path: Path) -> PartHead:
    """Say what a part is before there is any office here; raise PART_IS_BACK and what reading a part does."""
    head = read_head(read_part_file(path), path.name)
    if head.way != "out":
        raise Problem("PART_IS_BACK", file=path.name)
    return head


def start_from_part(
    home: Path,
    path: Path,
    *,
    code: str = "",
    person: str = "",
    shelf: Shelf,
    clock: Clock,
    keystore: KeyStore | None = None,
    language: str = "vi",
) -> Desk:
    """Set this PC up for the unit of a part, and open the part; nothing is left behind where it cannot be.

    `person`: who works here, "" for whom the part was given to. The pack comes with the part: it is the one
    at work at the office. Raises what `look` does.
    """
    head = look_at_first(path)
    part = read_part(read_part_file(path), code, path.name)
    known = next((one for one in shelf.packs if one.data == part.pack), None)
    shelved = known or open_pack(part.pack, clock.now(), name=path.name)
    supplements = [content_of(one, clock.now()) for one in part.supplements]
    grown = effective(shelved, supplements)
    if head.unit not in grown.pack.units_by_code:
        raise Problem("PART_FORMAT", file=path.name, where="pack")
    desk = start(
        home,
        unit=head.unit,
        person=person or head.taker,
        shelf=shelf,
        pack=None if known and shelf.holding(head.unit) is known else part.pack,
        clock=clock,
        keystore=keystore,
        language=language,
    )
    try:
        for data in part.supplements:
            keep_from_colleague(desk, data)
        desk.office.set_setting(PART_PC, "yes")
        entry = Entry(desk)
        merging = look(desk, path, code)
        merging.finish(entry if merging.desk is desk else Entry(merging.desk))
    except BaseException:
        _forget(desk)
        raise
    return desk


def _forget(desk: Desk) -> None:
    """Take away the data file of an office that could not be set up; its key stays for the next try."""
    path = desk.database.path
    desk.close()
    for file in (path, *beside(path)):
        file.unlink(missing_ok=True)
