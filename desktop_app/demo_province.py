"""The last act of the demonstration of the desk above: the province adds up, traces, and makes all anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.demo import PACK, DemoOffice, Tell, begin, enter, office_of
from desktop_app.demo_acts import (
    CELL,
    ON,
    basis_today,
    key_of,
    moment,
    packages_of,
    recognise_sender,
    send_to,
    take_all,
)
from desktop_app.demo_data import DemoData, demo_folder
from desktop_app.demo_parts import Cast, Part
from desktop_app.published import compare
from office.adding_up import tables, totals, years
from office.blocks import gathered
from office.desk import Desk
from office.desk_log import open_log, write
from office.drilling import pieces, traced
from office.messages import sentence
from office.nil import Nil
from office.open_errors import Knowing
from office.packs import Shelf
from office.redoing import redo
from office.signing_keys import Unlock
from office.writing_tables import write_tables

_AGENCY_KIND = "policy-bank"
_BANK = DemoData("Trần Thị Hoa", "Cán bộ", "0260 3000000", "Nguyễn Văn Bình", "Phó Giám đốc")


@dataclass(frozen=True, slots=True)
class Story:
    """All that happened before: the districts' offices, who played what, where everything lies."""

    out: Path
    districts: Sequence[DemoOffice]
    cast: Cast
    shelf: Shelf
    data: Mapping[str, DemoData]
    language: str
    whole: bool  # every commune takes part

    def say(self, tell: Tell, code: str, **details: object) -> None:
        """Tell a sentence of ours."""
        tell(sentence(code, self.language, **details))


def province(story: Story, top: DemoOffice, tell: Tell) -> bool:
    """Take everything in, add up, trace a figure to a commune's signed cell, make all tables anew."""
    own = story.data[top.unit]
    with begin(top, story.shelf, own) as desk:
        enter(desk, own)
        unlock = key_of(desk, own)
        for office in story.districts:
            recognise_sender(desk, packages_of(office)[0], office.unit)
        came = [path for office in story.districts for path in packages_of(office)]
        verdicts: dict[str, int] = {}
        take_all(desk, [*came, _nil_of_agency(story, desk)], verdicts)
        written = write_tables(desk, story.out / "tables")
        published = demo_folder(PACK) / "published.csv"
        comparison = compare(desk, published, whole=story.whole, language=story.language)
        for line in comparison.lines:
            tell(line)
        story.say(tell, "DEMO_DESK_TABLES", count=written, folder=story.out / "tables")
        good = comparison.agrees and verdicts == {"taken": len(came) + 1}
        return all((good, _trace(story, desk, tell), _redone(story, desk, unlock, tell)))


def _nil_of_agency(story: Story, above: Desk) -> Path:
    """Let the policy bank, which has no model and nobody to propose, say so with a signed nil return."""
    unit = next(one for one in above.pack.children(above.unit.code) if one.kind == _AGENCY_KIND)
    office = office_of(story.out, unit, "agencies", moment(*ON, 10))
    with begin(office, story.shelf, _BANK) as desk:
        enter(desk, _BANK)
        nil = Nil("Không có mô hình, không đề nghị khen thưởng trong kỳ", basis_today(desk))
        path = send_to(desk, office, key_of(desk, _BANK), Knowing(nil=nil))
    recognise_sender(above, path, unit.code)
    return path


def _trace(story: Story, desk: Desk, tell: Tell) -> bool:
    """Follow a mended figure from the province's table to the cell that its commune signed."""
    parts = story.cast.parts
    unit = next((code for code, part in parts.items() if part is Part.ASKED), next(iter(parts)))
    table = next(one for one in tables(desk) if one.source == CELL.table and one.by)
    view = totals(desk, table.id, next(iter(years(desk, table.id)[-1:]), None))
    row = next(one for one in view.rows if {*CELL.key} <= {*one.key})
    column = [one.code for one in view.columns].index(CELL.field)
    piece = next(one for one in pieces(desk, view, row, column) if one.unit == unit)
    found = traced(desk, piece)
    story.say(
        tell,
        "DEMO_DESK_TRACED",
        table=table.id,
        unit=piece.unit_name,
        figure=piece.text,
        file=found.file,
        sheet=found.sheet,
        cell=found.cell,
        signer="; ".join(found.signers),
        through=found.through,
    )
    right = int(story.data[unit].tables[CELL.table][CELL.key][CELL.field])
    return found.agrees and piece.value == right


def _redone(story: Story, desk: Desk, unlock: Unlock, tell: Tell) -> bool:
    """Sign the log, make the office anew from it and the packages, and compare every table."""
    told = open_log(write(desk, unlock, story.out).read_bytes(), desk.clock.now())
    kept = {one.package.digest: one.id for one in desk.received.packages(direction="received")}

    def bytes_of(digest: str) -> bytes | None:
        return desk.received.data(kept[digest]) if digest in kept else desk.received.content(digest)

    room = story.out / "offices" / "redone"
    with closing(redo(told, bytes_of, room, story.shelf)) as anew:
        here, there = gathered(desk), gathered(anew)
        differing = [
            one.id
            for one in tables(desk)
            for year in years(desk, one.id)[-1:] or (None,)
            if totals(desk, one.id, year, here) != totals(anew, one.id, year, there)
        ]
    code = "DEMO_DESK_DIFFERENT" if differing else "DEMO_DESK_REDONE"
    named = ", ".join(differing) or str(len(tables(desk)))
    story.say(tell, code, acts=len(told.acts), tables=named)
    return not differing
