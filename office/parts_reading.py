"""Reading a part that came: whose it is, under which version of the pack, with which names of files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exports.file_names import attachment_name
from exports.part_file import LARGEST, Part, PartFile, PartHead, read_part
from forms.answers import Document
from forms.moving import Left, move
from forms.pack import Pack, TableKind
from forms.part_scope import Scope, within
from forms.problems import Problem
from forms.register import register_campaign
from office.desk import Desk
from office.known_packs import known_pack, pack_of_version
from office.parts import Base, named_files
from office.registers import open_book


@dataclass(frozen=True, slots=True)
class Incoming:
    """A part as it fits the answers here: under this version of the pack, its files named as here."""

    part: Part
    data: bytes
    scope: Scope
    code: str
    base: Base
    answers: Document
    files: Mapping[str, str]  # its name of a file -> the one here
    left: tuple[Left, ...] = ()


def read_part_file(path: Path) -> bytes:
    """Read a part's file; raise FILE_MISSING or PART_LARGE."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("PART_LARGE", limit=f"{LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as wrong:
        raise Problem("FILE_MISSING", file=path.name) from wrong


def seat(desk: Desk, head: PartHead) -> Desk:
    """Give the desk at which a part belongs: of the report, or of the register of a year.

    Refuses a part of another office, campaign or pack; begins the register that a colleague is to work on.
    """
    if head.unit != desk.unit.code:
        raise Problem("PART_OTHER_UNIT", unit=head.unit_name or head.unit)
    owner = desk.owner or desk
    if head.instance and head.campaign == register_campaign(owner.pack.id) and head.instance.isdecimal():
        year = int(head.instance)
        desk = open_book(owner, year, head.covers if head.way == "out" else "")
    if head.pack != desk.pack.id:
        raise Problem("PART_OTHER_PACK", pack=f"{head.pack} {head.pack_version}")
    if (head.campaign, head.instance) != (desk.campaign_id, desk.instance):
        raise Problem("PART_OTHER_CAMPAIGN", found=head.campaign or head.instance)
    return desk


def read_with(data: bytes, name: str, codes: tuple[str, ...]) -> Part:
    """Read a part with the code it went out with, else with the one that was typed."""
    first, *others = dict.fromkeys(codes)
    try:
        return read_part(data, first, name)
    except Problem as problem:
        if problem.code not in ("PART_CODE", "PART_CODE_NEEDED") or not others:
            raise
        return read_part(data, others[0], name)


def fitted(desk: Desk, part: Part, data: bytes, base: Base, base_version: str, scope: Scope) -> Incoming:
    """Bring a part under this version of the pack, check its rows, and name its files as they are here."""
    pack, head = desk.pack, part.head
    made_with = known_pack(desk, head.pack, head.pack_version, head.pack_hash)
    began_with = pack_of_version(desk, head.pack, base_version)
    if made_with is None or began_with is None:
        raise Problem("PART_NEWER_PACK", version=head.pack_version, here=pack.version)
    _demand_rows(made_with.pack, part.answers)
    answers = within(made_with.pack, scope, part.answers, _records(made_with.pack, scope, part.answers))
    left: tuple[Left, ...] = ()
    if made_with.pack.hash != pack.hash:
        moved = move(answers, made_with.pack, pack)
        answers, left = moved.document, moved.left
    if began_with.pack.hash != pack.hash:
        base = replace(base, answers=move(base.answers, began_with.pack, pack).document)
    files = _file_names(desk, part, base)
    return Incoming(part, data, scope, "", base, _renamed(pack, answers, files), files, left)


def _records(pack: Pack, scope: Scope, answers: Document) -> frozenset[tuple[str, ...]] | None:
    """Of a part of records every record belongs to it: new ones may have any value in the column."""
    if not scope.of_rows:
        return None
    main = next(one for one in pack.forms if one.id == scope.forms[0]).tables[0].id
    return frozenset(answers.tables.get(main, {}))


def _demand_rows(pack: Pack, answers: Document) -> None:
    """Refuse rows that no table of the pack can have; what their cells hold is tried out later."""
    for table, rows in answers.tables.items():
        known = pack.tables_by_id.get(table)
        for key in rows:
            numbered = known is not None and known.kind is TableKind.RECORDS
            if known is None or (numbered and not (key and key[-1].isascii() and _is_number(key[-1]))):
                raise Problem("PART_FORMAT", file="", where=table)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 8 and text == str(int(text)) and text != "0"


def _file_names(desk: Desk, part: Part, base: Base) -> dict[str, str]:
    """Name the files that came: one of the same name and other content here is another file."""
    here = {file.name: file.sha256 for file in desk.attachments.files()}
    taken = set(desk.attachments.names())
    names: dict[str, str] = {}
    for file in part.files:
        name = base.files.get(file.name, file.name)
        if name in taken and here.get(name) != _digest(file):
            stem, dot, ending = file.name.rpartition(".")
            name = attachment_name(file.place, stem.rpartition("_")[2], f"{dot}{ending}", taken)
        taken.add(name)
        names[file.name] = name
    return names


def _digest(file: PartFile) -> str:
    return hashlib.sha256(file.data).hexdigest()


def _renamed(pack: Pack, answers: Document, names: Mapping[str, str]) -> Document:
    changed = {name: here for name, here in names.items() if name != here}
    if not changed:
        return answers
    tables = {table: dict(rows) for table, rows in answers.tables.items()}
    for place in set(named_files(pack, answers).values()):
        row = dict(tables[place.table][place.key])
        row[place.field] = "\n".join(changed.get(one, one) for one in str(row[place.field]).splitlines())
        tables[place.table][place.key] = row
    return replace(answers, tables=tables)
