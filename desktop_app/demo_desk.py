"""The demonstration of the desk above: whatever can come in, in any order, and the totals that come out.

Every commune is an office with its own key; some send a wrong figure and mend it, some are asked about it,
one sends late, one from two PCs, one has no PC at all; files are forged and handed in again. The districts
look, take in, ask, type in place, send receipts and send on; an agency has nothing to report. The province's
tables must be those of `make demo`, and made anew from packages and log they must come out the same.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copytree

from desktop_app.clocks import mark_demonstration
from desktop_app.demo import (
    PACK,
    PASSPHRASE,
    TOLD_BY,
    DemoOffice,
    Tell,
    begin,
    clear,
    enter,
    in_parallel,
    office_of,
    screenshots,
    shares,
    since,
)
from desktop_app.demo_acts import (
    CELL,
    LATE,
    MENDED,
    ON,
    SENT,
    TOP,
    basis_today,
    key_of,
    moment,
    packages_of,
    recognise_sender,
    send_to,
    take_all,
)
from desktop_app.demo_data import DemoData, load_demo
from desktop_app.demo_forged import forged
from desktop_app.demo_parts import WRONG_BY, Cast, Part, cast_of
from desktop_app.demo_province import Story, province
from forms.problems import Problem
from office import in_place, official, queries, receipts, returning
from office.answers_above import take_in as take_answer
from office.changed import Why, changed_since_sent, explain
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.entry import Entry
from office.messages import sentence
from office.packs import Shelf
from office.passage import Stage, passages
from office.signing_keys import FileKey, Unlock

_QUESTION = "Số lượt người cao hơn danh sách huyện đang giữ. Đề nghị xã kiểm tra lại."
_ANSWER = "Ghi nhầm một lớp của xã bên. Đã sửa theo danh sách ký nhận."


@dataclass(frozen=True, slots=True)
class Told:
    """What happened in one district: how many files had each verdict, questions asked, signed receipts."""

    verdicts: Mapping[str, int]
    asked: int
    green: int


def demonstrate_desk(out: Path, communes: int, shelf: Shelf, tell: Tell, language: str = "vi") -> bool:
    """Walk everything through the desks above into `out`; True when all comes out as it must."""

    def say(code: str, **details: object) -> None:
        tell(sentence(code, language, **details))

    begun = time.monotonic()
    shelved = next((one for one in shelf.packs if one.pack.id == PACK), None)
    if shelved is None:
        raise Problem("NO_PACK", folder=shelf.folder)
    data, pack = load_demo(PACK), shelved.pack
    highest = next(unit for unit in pack.units if not unit.parent)
    everyone = pack.reporting_units(highest.code)
    chosen = everyone[:communes]
    clear(out)
    cast = cast_of(out, chosen)
    writing = [one for code, one in cast.communes.items() if cast.parts[code] is not Part.PAPER]
    in_parallel(_communes, [(share, cast.parts, shelf.folder, data) for share in shares(writing)])
    say("DEMO_DESK_SENT", count=len(writing), seconds=since(begun))
    districts = [pack.units_by_code[code] for code in dict.fromkeys(unit.parent for unit in chosen)]
    places = [office_of(out, one, "districts", moment(*SENT, 9)) for one in districts]
    found = in_parallel(_districts, [(share, cast, shelf.folder, data) for share in shares(places)])
    said = [one for several in found for one in several]
    for verdict in sorted({name for one in said for name in one.verdicts}):
        say("DEMO_DESK_VERDICT", verdict=verdict, count=sum(one.verdicts.get(verdict, 0) for one in said))
    asked, green = sum(one.asked for one in said), sum(one.green for one in said)
    say("DEMO_DESK_ASKED", asked=asked, green=green, seconds=since(begun))
    top = office_of(out, highest, "province", moment(*TOP))
    good = province(Story(out, places, cast, shelf, data, language, chosen == everyone), top, tell)
    good = good and green == len(writing)
    say("DEMO_DESK_PICTURES", seconds=since(begun), folder=out / "screenshots")
    shown = next((code for code, part in cast.parts.items() if part is Part.ASKED), chosen[0].code)
    above = next(one for one in places if one.unit == pack.units_by_code[shown].parent)
    screenshots(out, {"commune": cast.communes[shown], "district": above, "province": top}, tell)
    say("DEMO_DONE", seconds=since(begun), folder=out)
    return good


# --- the communes --------------------------------------------------------------------------------


def _communes(
    offices: Sequence[DemoOffice], parts: Mapping[str, Part], shelf_folder: Path, data: Mapping[str, DemoData]
) -> None:
    """Enter, sign and send for a share of the communes."""
    shelf = Shelf(shelf_folder, offices[0].moment)
    for office in offices:
        own, part = data[office.unit], parts[office.unit]
        with begin(office, shelf, own) as desk:
            entry = enter(desk, own)
            if part in (Part.MENDED, Part.ASKED):
                entry.put_text(CELL, str(_right(own) + WRONG_BY))
            unlock = key_of(desk, own)
        if part is Part.TWICE:
            _second_pc(office, shelf, _right(own), unlock)
        with open_desk(office.home, clock=FixedClock(office.moment), shelf=shelf) as desk:
            send_to(desk, office, unlock)
        if part is Part.FORGED:
            folder = office.packages / "forged"
            folder.mkdir(exist_ok=True)
            (package,) = packages_of(office)
            (folder / package.name).write_bytes(forged(package.read_bytes()))


def _right(data: DemoData) -> int:
    return int(data.tables[CELL.table][CELL.key][CELL.field])


def _second_pc(office: DemoOffice, shelf: Shelf, right: int, unlock: FileKey) -> None:
    """Copy the whole office to a second PC, where somebody else sends the same number."""
    home = office.home.with_name(f"{office.home.name}-2")
    copytree(office.home, home)
    second = DemoOffice(office.unit, home, office.packages / "second", office.moment + timedelta(minutes=30))
    with open_desk(home, clock=FixedClock(second.moment), shelf=shelf) as desk:
        Entry(desk).put_text(CELL, str(right + 1))
        send_to(desk, second, unlock)


def _mend(office: DemoOffice, shelf: Shelf, right: int, question: Path | None) -> None:
    """Put the right figure in, say why, answer where it was asked, and send once more."""
    with open_desk(office.home, clock=FixedClock(moment(*MENDED, 3)), shelf=shelf) as desk:
        unlock = FileKey(desk.known_keys()[0].path, PASSPHRASE)
        if question is not None:
            take_answer(desk, question.read_bytes(), how=TOLD_BY)
            for thread in queries.unanswered(desk):
                queries.answer(desk, thread.id, _ANSWER)
        Entry(desk).put_text(CELL, str(right))
        changes = changed_since_sent(desk, official.opened(desk, desk.own_document()))
        explain(desk, changes, Why("Đếm lại theo danh sách ký nhận", basis_today(desk)))
        send_to(desk, office, unlock)


# --- the districts -------------------------------------------------------------------------------


def _districts(
    offices: Sequence[DemoOffice], cast: Cast, shelf_folder: Path, data: Mapping[str, DemoData]
) -> list[Told]:
    shelf = Shelf(shelf_folder, offices[0].moment)
    return [_district(office, cast, shelf, data) for office in offices]


def _district(office: DemoOffice, cast: Cast, shelf: Shelf, data: Mapping[str, DemoData]) -> Told:
    """Walk one district: look, take in, ask, type in place, take in what is mended, receipts, send on."""
    own = data[office.unit]
    with begin(office, shelf, own) as desk:
        enter(desk, own)
        unlock = key_of(desk, own)
        below = [one.code for one in desk.pack.children(office.unit) if one.code in cast.parts]
        parts = {code: cast.parts[code] for code in below}
        writing = {code: cast.communes[code] for code, part in parts.items() if part is not Part.PAPER}
        verdicts: dict[str, int] = {}
        for code, one in writing.items():
            recognise_sender(desk, packages_of(one)[0], code)
        desk.clock = FixedClock(moment(*SENT, 15))
        on_time = [one for code, one in writing.items() if parts[code] is not Part.LATE]
        first = [path for one in on_time for path in one.packages.rglob(_name_of(one))]
        take_all(desk, first, verdicts)
        asked = _ask(desk, [code for code, part in parts.items() if part is Part.ASKED], office, unlock)
        for code, part in parts.items():
            if part is Part.PAPER:
                _type_in_place(desk, code, data[code], unlock)
                verdicts["in-place"] = verdicts.get("in-place", 0) + 1
            elif part in (Part.MENDED, Part.ASKED):
                _mend(writing[code], shelf, _right(data[code]), asked.get(code))
        desk.clock = FixedClock(moment(*LATE, 9))
        again = [path for one in writing.values() for path in packages_of(one)]
        take_all(desk, again, verdicts)  # with all that is here already: handed in a second time
        for thread in queries.asked(desk):
            queries.close(desk, thread.id, "Đã rõ")
        slip = receipts.write(desk, unlock=unlock, folder=office.home)
        green = sum(_is_green(one, slip, shelf) for one in writing.values())
        desk.clock = FixedClock(moment(*ON, 9))
        send_to(desk, office, unlock)
        return Told(verdicts, len(asked), green)


def _name_of(office: DemoOffice) -> str:
    return f"*_{office.unit}_*.xlsx"


def _ask(desk: Desk, units: Sequence[str], office: DemoOffice, unlock: Unlock) -> dict[str, Path]:
    """Return the packages of some units with a question on the figure that looks wrong."""
    written = {}
    folder = office.home / "returns"
    folder.mkdir(exist_ok=True)
    for unit in units:
        queries.ask(desk, unit, CELL, _QUESTION)
        written[unit] = returning.write(desk, unit, unlock=unlock, folder=folder).path
    return written


def _type_in_place(desk: Desk, unit: str, data: DemoData, unlock: Unlock) -> None:
    standing = in_place.Standing(in_place.Way.PAPER, basis_today(desk), data.preparer)
    own = in_place.begin(desk, unit, standing, None)
    enter(own, data)
    in_place.take(desk, unit, unlock)


def _is_green(office: DemoOffice, slip: Path, shelf: Shelf) -> bool:
    """Take the receipts in at a commune; tell whether its last package is received by a signed receipt."""
    with open_desk(office.home, clock=FixedClock(moment(*ON, 8)), shelf=shelf) as desk:
        take_answer(desk, slip.read_bytes(), how=TOLD_BY)
        mark_demonstration(desk, desk.clock.now())
        return passages(desk)[0].stage is Stage.RECEIVED
