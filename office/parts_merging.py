"""Merging a part: looked at, decided where both sides changed a cell, taken in as one step of undo.

    look(desk, path, code) -> Merging; decide(number, side) ...; finish(entry) -> Merged

The same part merged twice changes nothing. A merge that was undone counts as never made: its part can be
merged again. What was decided is kept (`office.parts_decided`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from db.journal import Files, Journal
from db.notes import Note, Notes
from db.parts import KeptIn, KeptMerge, KeptOut, Parts, PartState
from exports.part_file import PartHead, read_head, read_part
from forms.answers import Address, Document
from forms.merging import (
    Conflict,
    Merge,
    Side,
    at_place,
    merge,
    merge_notes,
    moved_address,
    put_at,
    settled,
)
from forms.moving import Left
from forms.pack import Pack
from forms.part_scope import Scope, outside, records_of, tables_of, within
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.part_lock import plain_scope, written_scope
from office.parts import OPENED, Base, named_files, parts_out, put_notes
from office.parts_decided import Decision, written
from office.parts_reading import Incoming, fitted, read_part_file, read_with, seat
from office.presented import demand_not_presented
from office.roles import Doing, demand_may
from office.undo import apply, leap_between

MERGED = "merged"
"""How the history calls what a merge wrote at the office."""
MOST_LISTED = 2000
"""Decisions of the program that are kept one by one; with more, only undo takes them all back."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did; `number` names it in the list of merges, 0 where a part was opened."""

    number: int
    taken: int
    added: int
    removed: int
    conflicts: int


class Merging:
    """A part that was looked at. Nothing is changed before `finish`."""

    def __init__(self, desk: Desk, incoming: Incoming, kept: KeptOut | None) -> None:
        """Compare a part with the answers that are here."""
        self.desk = desk
        self._in = incoming
        self._kept = kept
        self._ours = desk.own_document()
        pack, base = desk.pack, incoming.base
        if self.opens:  # the office's records keep their numbers
            local = within(pack, incoming.scope, self._ours)
            found = settled(pack, base.answers, incoming.answers, local)
            self._theirs, self._moved = incoming.answers, {}
            self.merge = _turned(
                pack, incoming.scope, self._ours, merge(pack, base.answers, incoming.answers, found.document)
            )
        else:
            found = settled(pack, base.answers, self._ours, incoming.answers, base.moved)
            self._theirs, self._moved = found.document, dict(found.moved)
            self.merge = merge(pack, base.answers, self._ours, self._theirs)
        self.choices: list[Side | None] = [None] * len(self.merge.conflicts)
        try_out(desk, self._ours, self._target(dict.fromkeys(range(len(self.choices)), Side.THEIRS)))

    @property
    def head(self) -> PartHead:
        """Return what the part says of itself."""
        return self._in.part.head

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the places both sides changed."""
        return self.merge.conflicts

    @property
    def left(self) -> tuple[Left, ...]:
        """Return the part's answers that this version of the pack has no place for."""
        return self._in.left

    @property
    def opens(self) -> bool:
        """Tell whether the part is for this PC to work on, and not one that came back."""
        return self.head.way == "out"

    @property
    def kept(self) -> tuple[Address, ...]:
        """Return the cells of the part that only this side changed."""
        tables = tables_of(self.desk.pack, self._in.scope.forms)
        return tuple(one for one in self.merge.kept if one.table in tables)

    @property
    def changes(self) -> bool:
        """Tell whether the part brings anything."""
        return self.merge.changes or bool(self._new_notes())

    @property
    def undecided(self) -> int:
        """Count the conflicts without a decision."""
        return sum(choice is None for choice in self.choices)

    def decide(self, number: int, side: Side) -> None:
        """Decide a conflict; it can be decided again before and after the merge."""
        self.choices[number] = side

    def decide_all(self, side: Side) -> None:
        """Decide every conflict that is not decided yet."""
        self.choices = [choice or side for choice in self.choices]

    def finish(self, entry: Entry) -> Merged:
        """Take the part in as one step of undo, or nothing of it.

        Raises PART_UNDECIDED (count), and PART_LOOK_AGAIN where the answers have changed since the look.
        """
        demand_may(self.desk, Doing.TYPE)
        if self.undecided:
            raise Problem("PART_UNDECIDED", count=self.undecided)
        desk = self.desk
        if self._typed(desk.own_document()) != self._typed(self._ours):
            raise Problem("PART_LOOK_AGAIN")
        target = self._target({n: side for n, side in enumerate(self.choices) if side is not None})
        if self.opens:
            target = self._with_rest(target)
        try:
            with desk.database.writing():
                with entry.together(OPENED if self.opens else MERGED):
                    files = self._take_files(target)
                    leap = leap_between(desk.pack, self._ours, target)
                    entry.lay(leap, OPENED if self.opens else MERGED, files)
                    self._put_notes()
                number = self._keep_opened() if self.opens else self._keep_merged()
        except Problem:
            entry.reload()
            raise
        if self.opens:  # other cells can be typed into now
            entry.reload()
        made = self.merge
        return Merged(number, len(made.taken), len(made.added), len(made.removed), len(made.conflicts))

    def decisions(self) -> tuple[Decision, ...]:
        """List what was decided: by a person first, then what the program took over by itself."""
        asked = [
            Decision(one, side, by_person=True)
            for one, side in zip(self.conflicts, self.choices, strict=True)
            if side is not None
        ]
        made = self.merge
        own = [*made.taken, *(Address(*row, "") for row in (*made.added, *made.removed))]
        sides = (self._in.base.answers, self._ours, self._theirs)
        return (
            *asked,
            *(Decision(at_place(self.desk.pack, place, *sides), Side.THEIRS) for place in own[:MOST_LISTED]),
        )

    # --- inside ------------------------------------------------------------------------------

    def _typed(self, document: Document) -> Document:
        """Leave the cover out: the program fills it when the answers are opened."""
        cover = [table for table in self.desk.pack.tables_by_id.values() if table.role == "header"]
        return _laid_over(document, Document(), {table.id for table in cover})

    def _target(self, sides: Mapping[int, Side]) -> Document:
        stands = Side.THEIRS if self.opens else Side.OURS
        chosen = [(self.conflicts[number], side) for number, side in sides.items() if side is not stands]
        return put_at(self.desk.pack, self.merge.document, chosen) if chosen else self.merge.document

    def _with_rest(self, target: Document) -> Document:
        """Lay the other forms in, to be looked at; those of parts worked on here stay as they are."""
        if not self.head.rest:
            return target
        pack = self.desk.pack
        mine = set(tables_of(pack, self._in.scope.forms))
        for one in Parts(self.desk.database).ins(self.desk.own_submission()):
            if one.state is PartState.OPEN:
                mine |= tables_of(pack, plain_scope(one.scope)[0].forms)
        mine |= {table.id for table in pack.tables_by_id.values() if table.role in ("header", "explanations")}
        others = {table.id for table in pack.tables_by_id.values()} - mine
        return _laid_over(target, self._in.part.rest, others)

    def _take_files(self, target: Document) -> Files:
        """Keep the files that came, and let go of those that no cell names any more."""
        desk, pack = self.desk, self.desk.pack
        before, after = named_files(pack, self._ours), named_files(pack, target)
        here, kept = desk.attachments.names(), []
        for file in self._in.part.files:
            name = self._in.files[file.name]
            if name not in here:
                place = after.get(name) or moved_address(pack, Address.parse(file.place), self._moved)
                desk.attachments.keep(
                    name, file.data, place=str(place), caption=file.caption, when=desk.clock.now()
                )
                kept.append(name)
        for name in after.keys() - before.keys():
            desk.attachments.bring_back(name)
        dropped = tuple(sorted(before.keys() - after.keys()))
        for name in dropped:
            desk.attachments.drop(name)
        return Files(tuple(kept), dropped)

    def _their_notes(self) -> dict[Address, str]:
        return {
            moved_address(self.desk.pack, one.address, self._moved): one.text for one in self._in.part.notes
        }

    def _our_notes(self) -> tuple[Note, ...]:
        return Notes(self.desk.database).of(self.desk.own_submission())

    def _new_notes(self) -> dict[Address, str]:
        """Give the notes as they are to stand, where the part brings other ones than are here."""
        ours = {one.address: one.text for one in self._our_notes()}
        made = merge_notes(self._in.base.notes, ours, self._their_notes())
        return {} if made == ours else made

    def _put_notes(self) -> None:
        made = self._new_notes()
        if made:
            put_notes(self.desk, self._our_notes(), made, self.head.giver)

    def _after(self) -> Base:
        scope = self._in.scope
        records = records_of(self.desk.pack, scope, self._theirs) if scope.of_rows else frozenset()
        files = {name: here for name, here in self._in.files.items() if name != here}
        mark = Parts(self.desk.database).mark(self.desk.own_submission())
        return Base(
            self._theirs,
            self._their_notes(),
            dict(self._moved),
            files,
            tuple(sorted(records)),
            self.head.turn,
            mark,
        )

    def _keep_merged(self) -> int:
        desk, kept = self.desk, self._kept
        assert kept is not None  # noqa: S101 - `look` found the part among those handed out
        now, submission = desk.clock.now(), desk.own_submission()
        parts = Parts(desk.database)
        done = self.head.done and kept.state is PartState.OUT
        parts.came_back(
            kept.id,
            base=self._after().written(),
            turn=self.head.turn,
            state=PartState.BACK if done else kept.state,
            when=now,
            pack_version=desk.pack.version,
        )
        if not self.changes:
            return 0
        step = Journal(desk.database, desk.pack).last(submission)
        return parts.keep_merge(
            KeptMerge(
                0,
                submission,
                kept.id,
                self.head.turn,
                hashlib.sha256(self._in.data).hexdigest(),
                self.head.giver,
                now,
                desk.person.name,
                desk.pack.version,
                written(self.decisions()),
                self._in.base.written(),
            ),
            step.id if step is not None and step.how == MERGED else 0,
        )

    def _keep_opened(self) -> int:
        desk, head = self.desk, self.head
        parts, submission = Parts(desk.database), desk.own_submission()
        for one in parts.ins(submission):  # what is handed over anew takes the place of what was before
            if (
                one.id != head.part
                and one.state is PartState.OPEN
                and plain_scope(one.scope)[0] == self._in.scope
            ):
                parts.close(one.id)
        scope = written_scope(self._in.scope, rest=head.rest)
        parts.open(
            KeptIn(
                head.part, submission, head.giver, head.taker, desk.clock.now(), self._in.code,
                PartState.OPEN, 0, None, desk.pack.version, scope, self._after().written(),
            )
        )  # fmt: skip
        # What a part brought is its base: taken back by undo it would look as if all had been wiped out.
        Journal(desk.database, desk.pack).forget(submission)
        return 0


def _turned(pack: Pack, scope: Scope, here: Document, made: Merge) -> Merge:
    """Give a merge as seen from the other side, with what else stands here around it."""
    rest = settled(pack, Document(), made.document, outside(pack, scope, here)).document
    both = made.document
    tables = {table: {**rest.tables.get(table, {}), **rows} for table, rows in both.tables.items()}
    return Merge(
        Document({**rest.tables, **tables}, {**rest.states, **both.states}, {**rest.stated, **both.stated}),
        tuple(replace(one, ours=one.theirs, theirs=one.ours) for one in made.conflicts),
        taken=made.kept,
        kept=made.taken,
        alike=made.alike,
    )


def _laid_over(here: Document, other: Document, tables: Collection[str]) -> Document:
    """Give a document with some tables of another one in place of its own."""
    return Document(
        {
            **{table: rows for table, rows in here.tables.items() if table not in tables},
            **{table: rows for table, rows in other.tables.items() if table in tables},
        },
        {
            **{one: state for one, state in here.states.items() if one.table not in tables},
            **{one: state for one, state in other.states.items() if one.table in tables},
        },
        {
            **{one: value for one, value in here.stated.items() if one.table not in tables},
            **{one: value for one, value in other.stated.items() if one.table in tables},
        },
    )


def look(desk: Desk, path: Path, code: str = "") -> Merging:
    """Look at a part's file: one that came back to the office, or one that this PC is to work on.

    Changes nothing. Raises FILE_MISSING, what reading a part does (PART_NOT_WHOLE, PART_NEWER, PART_FORMAT,
    PART_LARGE, PART_CODE, PART_CODE_NEEDED), PART_OTHER_UNIT, PART_OTHER_CAMPAIGN, PART_OTHER_PACK,
    PART_NEWER_PACK; of one that came back PART_NOT_OURS, PART_OLDER; of one to work on PART_OWN, PART_HERE,
    PART_UNRETURNED, PART_SENDS_HERE, PART_GIVES_HERE; PRESENTED while the answers lie before the signer.
    """
    data = read_part_file(path)
    head = read_head(data, path.name)
    desk = seat(desk, head)
    demand_not_presented(desk)
    parts, submission = Parts(desk.database), desk.own_submission()
    if head.way == "out":
        replaced = _demand_colleague(desk, head)
        base = Base(Document(), {}, {}, {})
        came = fitted(desk, read_part(data, code, path.name), data, base, head.pack_version, head.scope)
        here = within(desk.pack, head.scope, desk.own_document()) if replaced else Document()
        return Merging(desk, replace(came, code=code, base=replace(base, answers=here)), None)
    given = parts.out(head.part)
    if given.submission != submission:
        raise Problem("PART_OTHER_CAMPAIGN", found=head.campaign or head.instance)
    base, turn = _common(parts, given)
    if head.turn < turn:
        raise Problem("PART_OLDER", turn=head.turn, here=turn)
    read = read_with(data, path.name, (given.code, code))
    return Merging(
        desk, fitted(desk, read, data, base, given.pack_version, plain_scope(given.scope)[0]), given
    )


def try_out(desk: Desk, before: Document, after: Document) -> None:
    """See whether the answers fit the forms, on a copy; raise PART_FORMAT where they do not."""
    leap = leap_between(desk.pack, before, after)
    opened = desk.form_set.open(desk.unit, before, desk.clock.today())
    try:
        for _ in apply(opened, leap):
            pass
    except Problem as wrong:
        raise Problem("PART_FORMAT", file="", where=wrong.details.get("place", wrong.code)) from wrong


def _demand_colleague(desk: Desk, head: PartHead) -> bool:
    """A part is worked on at another PC than the one that gave it, and never at the one that sends.

    Gives whether an earlier part of the same forms, written back since, makes way.
    """
    parts = Parts(desk.database)
    if any(one.id == head.part for one in parts.outs()):
        raise Problem("PART_OWN")
    if parts_out(desk):
        raise Problem("PART_GIVES_HERE")
    if desk.received.packages(direction="sent"):
        raise Problem("PART_SENDS_HERE")
    earlier = [
        one for one in parts.ins(desk.own_submission()) if _meets(plain_scope(one.scope)[0], head.scope)
    ]
    if any(one.id == head.part for one in earlier):
        raise Problem("PART_HERE")
    here = desk.own_document()
    for one in earlier:
        scope, _ = plain_scope(one.scope)
        kept = Base.read(one.base)
        records = kept.records if scope.of_rows else None
        if one.state is PartState.OPEN and within(desk.pack, scope, here, records) != kept.answers:
            raise Problem("PART_UNRETURNED")
    return bool(earlier)


def _meets(one: Scope, other: Scope) -> bool:
    return bool(set(one.forms) & set(other.forms)) and (not one.of_rows or one == other)


def _common(parts: Parts, given: KeptOut) -> tuple[Base, int]:
    """Give what both sides have in common: the last exchange that was not undone."""
    base = Base.read(given.base)
    for one in parts.merges(given.submission):
        if one.part == given.id:
            if not one.undone:
                break
            base = Base.read(one.before)
    return base, base.turn
