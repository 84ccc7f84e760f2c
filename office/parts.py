"""Parts of the office's answers with colleagues: handed out, shown while out, called back, written back.

    give(desk, scope, person=, folder=) -> Given; parts_out(desk) -> who has what since when
    works(desk) -> what this PC works on; give_back(desk, part, folder) -> the file to carry back

Nothing is ever locked at the office: what both sides type ends in a conflict at worst
(`office.parts_merging`). The numbers of packages belong to the office: a PC that works on parts sends none.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from db.kits import Kits
from db.notes import Note, Notes
from db.parts import KeptIn, KeptOut, Parts, PartState
from exports.carriers import deliver, demand_folder
from exports.part_file import (
    Part,
    PartFile,
    PartHead,
    PartNote,
    document_of,
    part_name,
    plain_document,
    same_code,
    write_part,
)
from forms.answers import Address, Document, Key, parse_key
from forms.letters import normalise
from forms.merging import Row, moved_address, settled
from forms.pack import Form, Kind, Pack, canonical
from forms.part_scope import (
    Scope,
    beside,
    columns,
    demand_fits,
    handable,
    holds_personal,
    records_of,
    tables_of,
    within,
)
from forms.problems import Problem
from office.desk import Desk
from office.part_lock import plain_scope, works_on_parts, written_scope
from office.registers import book
from office.roles import Doing, demand_may

OPENED = "part opened"
"""How the history calls what a part brought to a colleague's PC."""
LEAST_CODE = 8
"""Letters and digits of a code, blanks and hyphens not counted."""
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PartOut:
    """A part that is or was with a colleague; `merged`: when it last came back."""

    id: str
    person: str
    who: str
    given: datetime
    scope: Scope
    forms: tuple[Form, ...]
    state: PartState
    merged: datetime | None
    code: str

    @property
    def is_out(self) -> bool:
        """Tell whether the colleague still has it."""
        return self.state is PartState.OUT


@dataclass(frozen=True, slots=True)
class PartHere:
    """A part that this PC works on; `written`: when it last went back."""

    id: str
    giver: str
    taker: str
    opened: datetime
    scope: Scope
    forms: tuple[Form, ...]
    written: datetime | None
    turn: int


@dataclass(frozen=True, slots=True)
class Given:
    """A part that was just written; `code` is to be told by word of mouth, "" where there is none."""

    path: Path
    part: PartOut
    code: str


@dataclass(frozen=True, slots=True)
class Base:
    """What both sides of a part began with. `moved`, `files`: the colleague's numbers and names -> ours."""

    answers: Document
    notes: dict[Address, str]
    moved: dict[Row, Row]
    files: dict[str, str]
    records: tuple[Key, ...] = ()
    turn: int = 0
    mark: int = 0  # where the history of the colleague's PC stood

    def written(self) -> bytes:
        """Write it for the data file."""
        return canonical(
            {
                "answers": plain_document(self.answers),
                "notes": [
                    [one.table, "|".join(one.key), one.field, text] for one, text in self.notes.items()
                ],
                "moved": [["|".join((t, *k)), "|".join((u, *n))] for (t, k), (u, n) in self.moved.items()],
                "files": self.files,
                "records": ["|".join(key) for key in self.records],
                "turn": self.turn,
                "mark": self.mark,
            }
        )

    @staticmethod
    def read(data: bytes) -> Base:
        """Read it back."""
        plain: dict[str, Any] = json.loads(data)
        return Base(
            document_of(plain["answers"]),
            {Address(table, parse_key(key), name): text for table, key, name, text in plain["notes"]},
            {_row(old): _row(new) for old, new in plain["moved"]},
            plain["files"],
            tuple(parse_key(key) for key in plain["records"]),
            plain["turn"],
            plain["mark"],
        )


# --- the office -------------------------------------------------------------------------------------


def forms_to_give(desk: Desk) -> tuple[Form, ...]:
    """Give the forms of this office that can be handed over."""
    return handable(desk.pack.forms_for(desk.unit) or desk.pack.forms)


def values_to_give(desk: Desk, form: str, field: str) -> tuple[tuple[str, str, int], ...]:
    """List the values in a column of a form's records: value, how it is said, how many records have it."""
    if field not in columns(desk.pack, form):
        return ()
    table = next(one for one in desk.pack.forms if one.id == form).tables[0]
    of = next(one for one in table.fields if one.id == field)
    said = {
        one.name: one.label.get(desk.language, one.name) for one in desk.pack.lists.get(of.list or "", ())
    }
    counted: dict[str, int] = {}
    for row in desk.own_document().tables.get(table.id, {}).values():
        value = str(row.get(field, ""))
        counted[value] = counted.get(value, 0) + 1
    return tuple((value, said.get(value, value), count) for value, count in counted.items())


def needs_code(desk: Desk, scope: Scope) -> bool:
    """Tell whether a scope holds personal data, which never travel in the open."""
    return holds_personal(desk.pack, scope)


def new_code() -> str:
    """Make a code to be told by word of mouth: 4821-7390-5516."""
    return "-".join(f"{secrets.randbelow(10_000):04}" for _ in range(3))


def give(desk: Desk, scope: Scope, *, person: str, folder: Path, rest: bool = True, code: str = "") -> Given:
    """Write a part for a colleague's PC and note who has it.

    `rest`: the other forms go along to be looked at, without personal data. Raises NAME_MISSING,
    FOLDER_MISSING, PART_SCOPE, PART_EMPTY (no such records), PART_CODE_SHORT, PART_CODE_MUST (personal data),
    PART_WORK_HERE, and what writing a file does; then nothing is noted.
    """
    demand_may(desk, Doing.TYPE)
    person = normalise(person)
    if not person or len(person) > LONGEST_NAME:
        raise Problem("NAME_MISSING")
    if works_on_parts(desk):
        raise Problem("PART_WORK_HERE")
    demand_fits(desk.pack, scope)
    _demand_code(desk, scope, code)
    demand_folder(folder)
    document, now = desk.own_document(), desk.clock.now()
    records = records_of(desk.pack, scope, document) if scope.of_rows else frozenset()
    if scope.of_rows and not records:
        raise Problem("PART_EMPTY")
    answers = within(desk.pack, scope, document)
    shown = rest and not scope.of_rows
    notes = notes_in(desk, scope, answers)
    part = Part(
        _head(desk, str(uuid.uuid4()), "out", 0, scope, giver=desk.person.name, taker=person, rest=shown),
        answers,
        beside(desk.pack, scope, document) if shown else Document(),
        notes,
        files_of(desk, answers),
        (desk.owner or desk).shelved.origin.data,
        _supplements(desk.owner or desk),
    )
    data = write_part(part, code)
    base = Base(answers, {one.address: one.text for one in notes}, {}, {}, tuple(sorted(records)))
    kept = KeptOut(
        part.head.part, desk.own_submission(), person, now, desk.person.name, code, PartState.OUT, 0, None,
        desk.pack.version, written_scope(scope, rest=shown), base.written(),
    )  # fmt: skip
    with desk.database.writing():
        Parts(desk.database).give(kept)
        path = deliver(data, folder, _free_name(folder, part_name(part.head)))
    return Given(path, _out(desk.pack, kept), code)


def parts_out(desk: Desk, *, every: bool = False) -> tuple[PartOut, ...]:
    """List the parts that are with colleagues, at a register's desk those of that register.

    `every`: those that came back too.
    """
    chosen = None if desk.owner is None else desk.own_submission()
    listed = (_out(desk.pack, one) for one in Parts(desk.database).outs(chosen))
    return tuple(one for one in listed if every or one.is_out)


def holders(desk: Desk) -> dict[str, tuple[PartOut, ...]]:
    """Say by form who has it."""
    found: dict[str, tuple[PartOut, ...]] = {}
    for part in parts_out(desk):
        for form in part.scope.forms:
            found[form] = (*found.get(form, ()), part)
    return found


def still_out(desk: Desk) -> tuple[Problem, ...]:
    """Tell, before a package is sent, what is still with colleagues."""
    return tuple(
        Problem("PARTS_STILL_OUT", forms=scope_words(one.scope, one.forms), person=one.person)
        for one in parts_out(desk)
    )


def call_back(desk: Desk, part: str) -> None:
    """Count a part as here again. What the colleague still brings is merged all the same."""
    demand_may(desk, Doing.TYPE)
    Parts(desk.database).set_state(Parts(desk.database).out(part).id, PartState.CALLED_BACK)


# --- the colleague's PC -----------------------------------------------------------------------------


def works(desk: Desk) -> tuple[PartHere, ...]:
    """List the parts that this PC works on."""
    return tuple(
        _here(desk.pack, one)
        for one in Parts(desk.database).ins(desk.own_submission())
        if one.state is PartState.OPEN
    )


def give_back(desk: Desk, part: str, folder: Path, *, done: bool = True) -> Path:
    """Write what was typed for the office's PC; `done`: the colleague has finished. Any number of times.

    Raises PART_NOT_HERE, FOLDER_MISSING, and what writing a file does; then nothing is noted.
    """
    demand_may(desk, Doing.TYPE)
    kept = next((one for one in Parts(desk.database).ins(desk.own_submission()) if one.id == part), None)
    if kept is None:
        raise Problem("PART_NOT_HERE")
    demand_folder(folder)
    scope, rest = plain_scope(kept.scope)
    document, now = desk.own_document(), desk.clock.now()
    base = Base.read(kept.base)
    records = _still_of(desk, kept, document) if scope.of_rows else None
    answers = within(desk.pack, scope, document, records)
    moved = _numbers(desk, base, answers)
    notes, files = notes_in(desk, scope, answers), files_of(desk, answers)
    turn = kept.turn + 1
    head = _head(
        desk, part, "back", turn, scope, giver=desk.person.name, taker=kept.taker, rest=rest, done=done
    )
    going = Part(
        head,
        settled(desk.pack, Document(), Document(), answers, moved).document,
        notes=tuple(replace(one, address=moved_address(desk.pack, one.address, moved)) for one in notes),
        files=tuple(
            replace(one, place=str(moved_address(desk.pack, Address.parse(one.place), moved)))
            for one in files
        ),
    )
    data = write_part(going, kept.code)
    after = Base(
        answers,
        {one.address: one.text for one in notes},
        moved,
        {},
        tuple(sorted(records or base.records)),
        turn,
        Parts(desk.database).mark(kept.submission),
    )
    with desk.database.writing():
        Parts(desk.database).went_back(
            part, base=after.written(), turn=turn, when=now, pack_version=desk.pack.version
        )
        return deliver(data, folder, _free_name(folder, part_name(head)))


def _numbers(desk: Desk, base: Base, answers: Document) -> dict[Row, Row]:
    """Number the records that were begun here under the number of one that was taken out: they are others.

    Gives the number on the way back by the number here; it stays the same from turn to turn.
    """
    moved = dict(base.moved)
    begun = Parts(desk.database).begun_after(desk.own_submission(), base.mark, ("undo", "redo", OPENED))
    for table, rows in base.answers.tables.items():
        for key in rows:
            if (table, key) in begun and key in answers.tables.get(table, {}):
                known = [*rows, *answers.tables[table], *(to for of, to in moved.values() if of == table)]
                number = max(int(one[-1]) for one in known if one[-1].isdecimal()) + 1
                moved[table, key] = (table, (*key[:-1], str(number)))
    return moved


def close(desk: Desk, part: str) -> None:
    """Stop working on a part here; what was typed stays, and is no longer to be typed into."""
    demand_may(desk, Doing.TYPE)
    Parts(desk.database).close(part)


# --- what both sides need ---------------------------------------------------------------------------


def notes_in(desk: Desk, scope: Scope, answers: Document) -> tuple[PartNote, ...]:
    """Give the notes on what a scope means."""
    tables = tables_of(desk.pack, scope.forms)
    records = {key[:1] for rows in answers.tables.values() for key in rows}
    return tuple(
        PartNote(one.address, one.text, one.who, one.when)
        for one in Notes(desk.database).of(desk.own_submission())
        if one.address.table in tables and (not scope.of_rows or one.address.key[:1] in records)
    )


def put_notes(desk: Desk, before: Collection[Note], after: dict[Address, str], who: str) -> None:
    """Write the notes that a merge changed, in the name of `who`."""
    notes, now = Notes(desk.database), desk.clock.now()
    here = {one.address: one.text for one in before}
    for address in {**here, **after}:
        if here.get(address, "") != after.get(address, ""):
            notes.put(desk.own_submission(), Note(address, after.get(address, ""), who, now))


def named_files(pack: Pack, answers: Document) -> dict[str, Address]:
    """Give the cell of every attachment that answers name."""
    found: dict[str, Address] = {}
    for table, rows in answers.tables.items():
        known = pack.tables_by_id.get(table)
        fields = [one.id for one in known.fields if one.kind is Kind.FILES] if known else []
        for key, row in rows.items():
            for name in fields:
                found.update(
                    (file, Address(table, key, name)) for file in str(row.get(name, "")).splitlines()
                )
    return found


def files_of(desk: Desk, answers: Document) -> tuple[PartFile, ...]:
    """Give the attachments that answers name, with their bytes."""
    named = named_files(desk.pack, answers)
    if not named:
        return ()
    return tuple(
        PartFile(one.name, str(named[one.name]), one.caption, one.data)
        for one in desk.attachments.files()
        if one.name in named
    )


def scope_words(scope: Scope, forms: Iterable[Form]) -> str:
    """Say what was handed over: "BM-02, BM-03", or "BM-19: Thôn 1, Thôn 2"."""
    names = ", ".join(form.number for form in forms)
    return f"{names}: {', '.join(scope.values)}" if scope.of_rows else names


def _head(  # noqa: PLR0913 - what a head says
    desk: Desk, part: str, way: str, turn: int, scope: Scope, *, giver: str, taker: str, rest: bool,
    done: bool = False,
) -> PartHead:  # fmt: skip
    return PartHead(
        part, way, turn, desk.unit.code, desk.unit.name, desk.campaign_id, desk.instance, desk.pack.id,
        desk.pack.version, desk.pack.hash, scope, rest, giver, taker, desk.clock.now(), done,
        book(desk, int(desk.instance)).covers if desk.pack.forms[0].register else "",
    )  # fmt: skip


def _demand_code(desk: Desk, scope: Scope, code: str) -> None:
    if code and len(same_code(code)) < LEAST_CODE:
        raise Problem("PART_CODE_SHORT", least=LEAST_CODE)
    if not code and needs_code(desk, scope):
        raise Problem("PART_CODE_MUST")


def _supplements(desk: Desk) -> tuple[bytes, ...]:
    kits = Kits(desk.database)
    newest = {one.issuer: one.digest for one in kits.supplements(desk.shelved.origin.pack.id)}
    return tuple(kits.supplement_bytes(digest) for digest in newest.values())


def _still_of(desk: Desk, kept: KeptIn, document: Document) -> frozenset[Key]:
    """Name the records of a part: those it came with, and new ones that are no other part's."""
    scope, _ = plain_scope(kept.scope)
    main = next(one for one in desk.pack.forms if one.id == scope.forms[0]).tables[0].id
    others: set[Key] = set()
    for one in Parts(desk.database).ins(kept.submission):
        theirs, _ = plain_scope(one.scope)
        if one.id != kept.id and theirs.of_rows and theirs.forms == scope.forms:
            others |= set(Base.read(one.base).records)
            if theirs.values != scope.values:
                others |= records_of(desk.pack, theirs, document)
    mine = set(Base.read(kept.base).records)
    return frozenset(key for key in document.tables.get(main, {}) if key in mine or key not in others)


def _out(pack: Pack, kept: KeptOut) -> PartOut:
    scope, _ = plain_scope(kept.scope)
    return PartOut(
        kept.id,
        kept.person,
        kept.who,
        kept.given,
        scope,
        _forms(pack, scope),
        kept.state,
        kept.merged,
        kept.code,
    )


def _here(pack: Pack, kept: KeptIn) -> PartHere:
    scope, _ = plain_scope(kept.scope)
    return PartHere(
        kept.id, kept.giver, kept.taker, kept.opened, scope, _forms(pack, scope), kept.written, kept.turn
    )


def _forms(pack: Pack, scope: Scope) -> tuple[Form, ...]:
    return tuple(form for form in (*pack.forms, *pack.register_forms) if form.id in scope.forms)


def _free_name(folder: Path, name: str) -> str:
    """Never write over a part that lies there: it may not have been merged yet."""
    stem, dot, ending = name.rpartition(".")
    number, free = 2, name
    while (folder / free).exists():
        free, number = f"{stem}-{number}{dot}{ending}", number + 1
    return free


def _row(text: str) -> Row:
    table, *key = text.split("|")
    return table, tuple(key)
