"""Takes submissions of other programs in, once a person has looked at them (`office.incoming.look`).

    taken = take_in(desk, incoming, {seen.number: (addresses where theirs counts)})

One transaction and one step of undo a submission, named "submission <instanceID>" in the history, and
never the same instance twice. Into the campaign's forms: records are added at the end, other cells are
filled where they are blank; where both have an answer mine stays unless theirs was chosen. A form of
another maker gets a new filled instance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.brought import BROUGHT, brought_in
from exports.file_names import attachment_name
from exports.submission_files import Source, open_source
from forms.answers import Address, Document, Key, Value
from forms.pack import Form, Severity, Table, TableKind
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.incoming import (
    Difference,
    Incoming,
    Picture,
    Seen,
    Target,
    Verdict,
    can_be_filled,
    look,
    stands_in_records,
    targets,
)
from office.other_forms import OtherEntry
from office.photos import attachable
from office.progress import Progress, silent
from office.roles import Doing, demand_may
from office.undo import Answer

__all__ = [
    "Brought",
    "Difference",
    "Incoming",
    "Picture",
    "Seen",
    "Taken",
    "Target",
    "Verdict",
    "look",
    "take_in",
    "targets",
]

Chosen = Mapping[int, Collection[Address]]
"""Number of a submission to take -> the cells where its answer replaces the one that is here."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one submission: answers and records that came in, pictures, cells left as they were."""

    number: int
    file: str
    instance: str
    answers: int = 0
    records: int = 0
    pictures: int = 0
    kept: tuple[Address, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, and what was not although it was chosen."""

    brought: tuple[Brought, ...]

    @property
    def done(self) -> tuple[Brought, ...]:
        """The submissions that are here now."""
        return tuple(one for one in self.brought if one.problem is None)

    @property
    def refused(self) -> tuple[Brought, ...]:
        """The chosen submissions that were not taken."""
        return tuple(one for one in self.brought if one.problem is not None)


def take_in(desk: Desk, incoming: Incoming, chosen: Chosen, progress: Progress = silent) -> Taken:
    """Take the chosen submissions in, one after the other; what fails is told and leaves nothing behind.

    Raises the Problem of a disk that takes nothing more; what went in before it stays.
    """
    demand_may(desk, Doing.TYPE)
    wanted = [one for one in incoming.submissions if one.number in chosen]
    brought: list[Brought] = []
    with _reopened(incoming.path, any(one.pictures for one in wanted)) as source:
        entry: Entry | None = None
        for place, one in enumerate(wanted):
            progress(place, len(wanted), one.file)
            target = one.target
            if target is None or not one.can_be_taken:
                brought.append(_refused(one, one.problem or Problem("SUBMISSION_HERE")))
            elif target.own:
                entry = entry or Entry(desk)
                brought.append(_Own(entry, source, one, target.form, chosen[one.number]).take())
            else:
                brought.append(_Other(desk, source, one, target).take())
    progress(len(wanted), len(wanted), incoming.path.name)
    return Taken(tuple(brought))


@contextmanager
def _reopened(path: Path, needed: bool) -> Iterator[Source | None]:  # noqa: FBT001 - said by its caller's name
    if not needed:
        yield None
        return
    with open_source(path) as source:
        yield source


def _refused(one: Seen, problem: Problem) -> Brought:
    return Brought(one.number, one.file, one.instance, problem=problem)


def _must_not(here: bool) -> None:  # noqa: FBT001 - the one thing it asks
    """Refuse an instance that has come in since the dry run."""
    if here:
        raise Problem("SUBMISSION_HERE")


_OF_THE_SUBMISSION = frozenset({"SUBMISSION_HERE", "NO_SUCH_CELL", "VALUE_KIND", "DB_VALUE", "FILE_MISSING"})
"""Problems of one submission; of any other (a full disk) the whole work ends."""


class _Own:
    """One submission on its way into the office's own answers."""

    def __init__(
        self, entry: Entry, source: Source | None, seen: Seen, form: Form, theirs: Collection[Address]
    ) -> None:
        self._entry = entry
        self._source = source
        self._seen = seen
        self._form = form
        self._theirs = frozenset(theirs)
        self._how = f"{BROUGHT}{seen.instance}"
        self._keys: dict[tuple[str, Key], Key] = {}
        self._kept: list[Address] = []
        self._records = 0

    def take(self) -> Brought:
        entry, one = self._entry, self._seen
        try:
            with entry.together(self._how):
                _must_not(one.instance in brought_in(entry.desk.database, entry.submission))
                for table in self._form.tables:
                    self._add_records(table)
                answers = list(self._answers())
                entry.put(answers, self._how)
                # An answer can have moved another one as it went in: once more, as it was sent.
                moved = [a for a in answers if entry.open.typed(a[0])[:2] != (a[1], a[2])]
                if moved:
                    entry.put(moved, self._how)
                pictures = sum(self._attach(picture) for picture in one.pictures)
        except Problem as problem:
            if problem.code not in _OF_THE_SUBMISSION:
                raise
            return _refused(one, problem)
        return Brought(
            one.number, one.file, one.instance, len(answers), self._records, pictures, tuple(self._kept)
        )

    def _add_records(self, table: Table) -> None:
        """Add the submission's records at the end, and find where its fixed rows stand here."""
        for key in self._seen.document.tables.get(table.id, {}):
            if table.kind is not TableKind.RECORDS:
                above = self._above(table, key, len(table.axes))
                self._keys[table.id, key] = (*above, *key[len(above) :])
                continue
            self._keys[table.id, key], _ = self._entry.add_record(
                table.id, self._above(table, key, 1), self._how
            )
            self._records += 1

    def _above(self, table: Table, key: Key, own: int) -> Key:
        above = key[: len(key) - own]
        return self._keys.get((table.parent, above), above) if table.parent else above

    def _answers(self) -> Iterator[Answer]:
        document = self._seen.document
        files = {picture.address for picture in self._seen.pictures}
        for table in self._form.tables:
            fresh = table.kind is TableKind.RECORDS or stands_in_records(self._form, table)
            for key, row in document.tables.get(table.id, {}).items():
                here = self._keys.get((table.id, key), key)
                if fresh:
                    yield from self._without_defaults(table, here, row)
                for field, value in row.items():
                    place = Address(table.id, here, field)
                    sent = Address(table.id, key, field)
                    if sent not in files and (fresh or self._may_fill(place, value)):
                        yield place, value, None
        for sent, state in document.states.items():
            place = Address(sent.table, self._keys.get((sent.table, sent.key), sent.key), sent.field)
            if can_be_filled(self._entry.open, place):
                view = self._entry.view(place)
                if view.value is None and view.state is None:
                    yield place, None, state

    def _may_fill(self, place: Address, value: Value) -> bool:
        if not can_be_filled(self._entry.open, place):
            return False
        view = self._entry.view(place)
        if view.value is None and view.state is None:
            return True
        if view.value == value:
            return False
        if place in self._theirs:
            return True
        self._kept.append(place)
        return False

    def _without_defaults(self, table: Table, key: Key, row: Mapping[str, Value]) -> Iterator[Answer]:
        """Take a new record's defaults away where the other program, which had them too, has a blank."""
        if self._seen.target is None or not self._seen.target.same_version:
            return
        for field in table.fields:
            if field.default is not None and field.id not in row and field.calculate is None:
                place = Address(table.id, key, field.id)
                if self._entry.open.typed(place)[0] is not None:
                    yield place, None, None

    def _attach(self, picture: Picture) -> bool:
        if self._source is None or not picture.source or picture.problem is not None:
            return False
        sent = picture.address
        place = Address(sent.table, self._keys.get((sent.table, sent.key), sent.key), sent.field)
        try:
            data = self._source.read(picture.source)
            self._entry.attach_data(place, picture.name, data, how=self._how)
        except Problem as problem:
            if not problem.code.startswith(("ATTACHMENT_", "PHOTO_", "SUBMISSION_")):
                raise
            return False
        return True


class _Other:
    """One submission on its way to a filled instance of another maker's form."""

    def __init__(self, desk: Desk, source: Source | None, seen: Seen, target: Target) -> None:
        self._desk = desk.beside(target.pack, seen.instance)
        self._source = source
        self._seen = seen

    def take(self) -> Brought:
        desk, one = self._desk, self._seen
        unit, campaign, now = desk.unit.code, desk.campaign_id, desk.clock.now()
        try:
            with desk.database.writing():
                known = {kept.instance: kept for kept in desk.answers.instances(unit, campaign, removed=None)}
                here = known.get(one.instance)
                _must_not(here is not None and not here.removed)
                if here is not None:
                    desk.answers.restore_instance(here.id)
                submission = desk.answers.own(unit, campaign, now, one.instance)
                document, pictures = self._with_pictures()
                desk.answers.replace(
                    submission, document, who=desk.person.name, when=now, how=f"{BROUGHT}{one.instance}"
                )
                entry = OtherEntry(desk)
                desk.answers.entitle(submission, entry.title() or one.name)
                if all(found.severity is not Severity.ERROR for found in entry.findings()):
                    desk.answers.finish(submission, now)
        except Problem as problem:
            if problem.code not in _OF_THE_SUBMISSION:
                raise
            return _refused(one, problem)
        return Brought(one.number, one.file, one.instance, one.values, 1, pictures)

    def _with_pictures(self) -> tuple[Document, int]:
        """Keep the pictures and put the names they are kept under where theirs stood."""
        document, desk = self._seen.document, self._desk
        tables = {
            table: {key: dict(row) for key, row in rows.items()} for table, rows in document.tables.items()
        }
        names: dict[Address, list[str]] = {picture.address: [] for picture in self._seen.pictures}
        kept = 0
        for picture in self._seen.pictures:
            if self._source is None or not picture.source or picture.problem is not None:
                continue
            data = self._source.read(picture.source)
            place = picture.address
            stem = picture.name.rpartition(".")[0] or picture.name
            ending = attachable(picture.name, data)
            name = attachment_name(str(place), stem, ending, desk.attachments.names())
            desk.attachments.keep(name, data, place=str(place), caption="", when=desk.clock.now())
            names[place].append(name)
            kept += 1
        for place, found in names.items():
            row = tables[place.table][place.key]
            if found:
                row[place.field] = "\n".join(found)
            else:
                row.pop(place.field, None)
        return Document(tables, document.states), kept
