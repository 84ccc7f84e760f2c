"""Photos and papers of a model or nominee: where they lie, and which of them go up with what is passed on.

    record_files(desk, awards, table, key)     the files a record names, as its unit signed them
    going_up(desk)                             those of the records this office passes on

A file counts as here only where its bytes have the SHA-256 that stands in the unit's own signed package. What
an office passes on goes along in its own companion, under a name with the unit's code; the photos of what it
does not pass on stay with it: who chooses above needs to see what is proposed, not every photo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.received import KeptPackage
from exports.file_names import passed_on_name
from exports.signed_cell import signed_attachments
from forms.answers import Address, Key
from forms.pack import Kind, Table
from forms.problems import Problem
from forms.report import Attachment
from office.awards import Awards
from office.choices import PAPERS, Candidate, Decision, can_choose, look
from office.desk import Desk
from office.unit_packages import packages_of

_NOT_HERE = ("missing", "differing", "altered")
"""Where a package that was taken in lists the files it named and came without."""


class Lies(StrEnum):
    """Where a file of a record lies."""

    HERE = "here"
    ASKED = "asked"  # named and signed, and not come: it is asked for
    BELOW = "below"  # at an office below, which did not pass the record on


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file as its unit signed it, without digest where that is unknown; `through`: who sends it here."""

    file: Attachment
    lies: Lies
    through: str
    data: bytes = b""  # of what is here


def record_files(desk: Desk, awards: Awards, table: Table, key: Key) -> tuple[RecordFile, ...]:
    """Give the files that a record and its rows name, in their order; never raises over what came."""
    names = tuple(dict.fromkeys(_names(desk, awards, table, key)))
    if not names:
        return ()
    if key[0] == desk.unit.code:
        return tuple(_own(desk, names))
    signed, through = _signed(desk, key[0], names)
    sender = through.package.unit if through is not None else key[0]
    office = desk.pack.units_by_code[sender].name
    found = []
    for name in names:
        file = signed.get(name)
        data = desk.received.content(file.sha256) if file is not None else None
        if file is None:
            found.append(RecordFile(Attachment(name, 0, ""), Lies.ASKED, office))
        elif data is not None and hashlib.sha256(data).hexdigest() == file.sha256:
            found.append(RecordFile(file, Lies.HERE, office, data))
        else:
            asked = through is None or _was_sent(through, key[0], file)
            found.append(RecordFile(file, Lies.ASKED if asked else Lies.BELOW, office))
    return tuple(found)


def going_up(desk: Desk, awards: Awards | None = None) -> tuple[RecordFile, ...]:
    """Give the files of the records below that this office passes on, named as they travel.

    One that this office has not itself is listed all the same, without bytes: whoever receives the package
    asks for it.
    """
    if desk.pack.part_of or not desk.has_below:
        return ()
    awards = awards or Awards(desk)
    found: dict[str, RecordFile] = {}
    for paper in PAPERS:
        if not can_choose(desk, paper):
            continue
        seen = look(desk, paper, awards)
        for one in seen.candidates:
            if _passed_on(one) and one.unit != desk.unit.code:
                for each in record_files(desk, awards, seen.table, one.key):
                    if each.file.sha256:
                        named = _named(one.unit, each.file)
                        found[named.name] = RecordFile(named, each.lies, each.through, each.data)
    return tuple(found.values())


def _passed_on(one: Candidate) -> bool:
    return one.judged.decision is Decision.ABOVE and not one.other_now


def _named(unit: str, file: Attachment) -> Attachment:
    """Name a file as it travels beside the package of an office above its unit."""
    return Attachment(passed_on_name(unit, file.name, file.sha256), file.size, file.sha256, file.caption)


def _was_sent(through: KeptPackage, unit: str, file: Attachment) -> bool:
    """Tell whether the package that brought a record named the file and came without it."""
    name = _named(unit, file).name
    return any(name in through.detail.get(why, ()) for why in _NOT_HERE)


def _names(desk: Desk, awards: Awards, table: Table, key: Key) -> Iterator[str]:
    yield from _in_row(awards, table, key)
    for child in desk.pack.tables_by_id.values():
        if child.parent == table.id and any(field.kind is Kind.FILES for field in child.fields):
            for row in awards.rows(child.id, key):
                yield from _in_row(awards, child, row)


def _in_row(awards: Awards, table: Table, key: Key) -> Iterator[str]:
    for field in table.fields:
        if field.kind is Kind.FILES:
            yield from str(awards.value(Address(table.id, key, field.id)) or "").splitlines()


def _own(desk: Desk, names: tuple[str, ...]) -> Iterator[RecordFile]:
    """Give the files of a record that this office entered itself."""
    for one in desk.attachments.files():
        if one.name in names:
            file = Attachment(one.name, len(one.data), one.sha256, one.caption)
            yield RecordFile(file, Lies.HERE, desk.unit.name, one.data)


def _signed(
    desk: Desk, unit: str, names: tuple[str, ...]
) -> tuple[Mapping[str, Attachment], KeptPackage | None]:
    """Read what the unit's own signed packages say of these files, and what brought them here."""
    found: dict[str, Attachment] = {}
    through: KeptPackage | None = None
    try:
        for package in packages_of(desk, unit):
            through = package.through
            opened = package.opened(desk)
            listed = signed_attachments(opened.parts, opened.pack)
            found |= {one.name: one for one in listed if one.name in names and one.name not in found}
            if len(found) == len(names):
                break
    except Problem:  # its package did not come along, or is not what it should be: nothing is believed
        through = next(
            (one.kept for one in desk.received.accepted(desk.campaign_id) if unit in one.units), None
        )
    return found, through
