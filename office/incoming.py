"""Filled submissions of other programs, looked at before anything is taken in: a dry run.

look(desk, path) -> Incoming: per submission its form, whether it is new, what of it fits, what does
not and why, where it differs from what is here, which pictures came along. Nothing is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from db.brought import brought_in
from db.packs import installed_packs
from exports.submission_files import Source, open_source
from forms.answers import Address, Document, State, Value
from forms.engine import OpenForms
from forms.pack import Form, Kind, Table, TableKind
from forms.problems import Problem
from forms.submission_shape import shape_of
from forms.submissions import Envelope, Filled, Left, open_submission, read_filled
from office.desk import Desk
from office.other_forms import forms, shelved
from office.packs import ShelvedPack
from office.photos import attachable
from office.progress import Progress, silent

_ID = re.compile(r"[\w:.\-]{1,100}\Z")
_BY_SHAPE = 0.9  # of a submission's answers that a form of another name must know
_UNSAFE = re.compile(r"[/\\:\x00-\x1f]|\A\.|\A\Z")


class Verdict(StrEnum):
    """What may be done with a submission."""

    NEW = "new"
    HERE = "here"  # its instance was taken in before
    TWICE = "twice"  # the same instance with the same content stands in the source before
    CONFLICT = "conflict"  # the same instance with other content: a person chooses
    REFUSED = "refused"  # `problem` says why


@dataclass(frozen=True, slots=True)
class Target:
    """The form a submission is an answer to; `own` is this office's campaign pack."""

    pack: ShelvedPack
    form: Form
    own: bool
    same_version: bool = True
    by_shape: bool = False  # its id is another, its questions are these


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is answered here otherwise than in the submission."""

    address: Address
    mine: Value | None
    my_state: State | None
    theirs: Value


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that a submission names. `source` is its name in what was looked at, "" where it is missing."""

    name: str
    address: Address
    source: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One submission as the dry run saw it; `number` counts from 1."""

    number: int
    file: str
    verdict: Verdict
    problem: Problem | None = None
    instance: str = ""
    replaces: str = ""  # the instance it is a corrected edition of
    name: str = ""
    version: str = ""
    started: str = ""
    target: Target | None = None
    document: Document = field(default_factory=Document)
    values: int = 0
    records: int = 0  # rows that would be added
    blanks: int = 0  # blank cells that would be filled
    same: int = 0  # cells answered alike already
    differences: tuple[Difference, ...] = ()
    left: tuple[Left, ...] = ()
    pictures: tuple[Picture, ...] = ()
    unused: tuple[str, ...] = ()  # files beside it that it does not name

    @property
    def can_be_taken(self) -> bool:
        """Tell whether a person may choose it."""
        return self.verdict in (Verdict.NEW, Verdict.CONFLICT)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Everything that was found in one place."""

    path: Path
    submissions: tuple[Seen, ...]

    @property
    def new(self) -> tuple[Seen, ...]:
        """The submissions that can be taken in without a choice."""
        return tuple(one for one in self.submissions if one.verdict is Verdict.NEW)


def look(desk: Desk, path: Path, progress: Progress = silent) -> Incoming:
    """Look at a file, a folder or a zip of submissions; nothing is written.

    Raises `Problem`: FILE_MISSING, NOT_ZIP, SUBMISSIONS_NONE, SUBMISSIONS_MANY, SUBMISSIONS_LARGE,
    SUBMISSION_PATH, SUBMISSION_BOMB. What is wrong with one submission stands in its `problem`.
    """
    with open_source(path) as source:
        names = source.names
        if not names and not source.encrypted:
            raise Problem("SUBMISSIONS_NONE", file=path.name)
        looker = _Looker(desk, source)
        seen = []
        for number, name in enumerate(names, 1):
            progress(number - 1, len(names), name)
            seen.append(looker.look_at(number, name))
        unread = [name for name in source.encrypted if not looker.told_encrypted(name)]
        seen += [
            Seen(number, name, Verdict.REFUSED, Problem("SUBMISSION_ENCRYPTED"))
            for number, name in enumerate(unread, len(seen) + 1)
        ]
    progress(len(names), len(names), path.name)
    return Incoming(path, tuple(_judged(seen)))


def targets(desk: Desk) -> tuple[Target, ...]:
    """Give every form that can take a submission: those of the campaign, then other makers', newest first."""
    listed = {one.id for one in forms(desk)}
    packs = [
        shelved(desk, one.id, one.version)
        for one in reversed(installed_packs(desk.database))
        if one.id in listed
    ]
    own = (Target(desk.shelved, form, own=True) for form in desk.pack.forms)
    others = (Target(pack, form, own=False) for pack in packs for form in pack.pack.forms)
    return (*own, *others)


class _Looker:
    def __init__(self, desk: Desk, source: Source) -> None:
        self._desk = desk
        self._source = source
        self._targets = targets(desk)
        self._here: dict[str, frozenset[str]] = {}
        self._open: OpenForms | None = None
        self._asked = {form.id for form in desk.pack.forms_for(desk.unit)}
        self._paths: dict[int, frozenset[str]] = {}
        self._folders: dict[str, int] = {}
        for name in source.names:
            folder = name.rpartition("/")[0]
            self._folders[folder] = self._folders.get(folder, 0) + 1
        self._encrypted: set[str] = set()

    def told_encrypted(self, name: str) -> bool:
        """Tell whether the XML beside an encrypted file has said so already."""
        return name.rpartition("/")[0] in self._encrypted

    def look_at(self, number: int, name: str) -> Seen:
        """Look at one submission; whatever is wrong with it is told in it."""
        try:
            data = self._source.read(name)
            envelope = open_submission(data)
        except Problem as problem:
            if problem.code == "SUBMISSION_ENCRYPTED":
                self._encrypted.add(name.rpartition("/")[0])
            return Seen(number, name, Verdict.REFUSED, problem)
        instance = envelope.instance
        if not _ID.match(instance):  # no program of the family leaves it out; people who write XML do
            instance = f"sha256:{hashlib.sha256(data).hexdigest()[:32]}"
        seen = Seen(
            number,
            name,
            Verdict.NEW,
            instance=instance,
            replaces=envelope.deprecated,
            name=envelope.name,
            version=envelope.version[:40],
            started=envelope.started[:40],
        )
        target = self._target(envelope)
        if target is None:
            unknown = Problem("SUBMISSION_NO_FORM", form=(envelope.form or envelope.root)[:60])
            return replace(seen, verdict=Verdict.REFUSED, problem=unknown)
        seen = replace(seen, target=target)
        if target.own and target.form.id not in self._asked:
            not_asked = Problem("SUBMISSION_NOT_ASKED", form=target.form.number)
            return replace(seen, verdict=Verdict.REFUSED, problem=not_asked)
        found = read_filled(target.form, target.pack.pack.lists, envelope.element)
        if not found.values and not any(found.document.tables.values()):
            return replace(
                seen, verdict=Verdict.REFUSED, problem=Problem("SUBMISSION_EMPTY"), left=found.left
            )
        seen = self._measured(seen, target, found)
        return replace(seen, verdict=Verdict.HERE) if instance in self._taken(target) else seen

    # --- which form --------------------------------------------------------------------------

    def _target(self, envelope: Envelope) -> Target | None:
        named = [one for one in self._targets if envelope.form in {one.form.id, one.form.xform_id} - {""}]
        same = [one for one in named if one.form.version == envelope.version]
        if same:
            return same[0]
        if named:
            return replace(named[0], same_version=False)
        return self._by_shape(envelope)

    def _by_shape(self, envelope: Envelope) -> Target | None:
        """Find the one form whose questions these are: servers give forms ids of their own."""
        leaves = {path for path in _leaves(envelope) if "/meta/" not in path and "/formhub/" not in path}
        if len(leaves) < 2:
            return None
        known = [(len(leaves & self._questions(place)), place) for place in range(len(self._targets))]
        most = max((count for count, _ in known), default=0)
        best = [place for count, place in known if count == most]
        packs = {self._targets[place].pack.pack.id for place in best}
        if most < _BY_SHAPE * len(leaves) or len(packs) != 1:
            return None
        return replace(self._targets[best[0]], same_version=False, by_shape=True)

    def _questions(self, place: int) -> frozenset[str]:
        if place not in self._paths:
            shape = shape_of(self._targets[place].form)
            paths = (*shape.fields, *shape.counts)
            self._paths[place] = frozenset(path.removeprefix(shape.root) for path in paths)
        return self._paths[place]

    def _taken(self, target: Target) -> frozenset[str]:
        """Name the instances of this form's pack that are here."""
        name = "" if target.own else target.pack.pack.id
        if name not in self._here:
            desk = self._desk
            if target.own:
                self._here[name] = brought_in(desk.database, desk.own_submission())
            else:
                beside = desk.beside(target.pack, "")
                found = beside.answers.instances(beside.unit.code, beside.campaign_id)
                self._here[name] = frozenset(one.instance for one in found)
        return self._here[name]

    # --- what it holds -----------------------------------------------------------------------

    def _measured(self, seen: Seen, target: Target, found: Filled) -> Seen:
        pictures = self._pictures(seen.file, target.form, found.document)
        beside = self._source.beside(seen.file)
        named = {one.name for one in pictures}
        alone = self._source.whole and self._folders.get(seen.file.rpartition("/")[0]) == 1
        unused = tuple(name for name in beside if name not in named) if alone else ()
        seen = replace(
            seen,
            document=found.document,
            values=found.values,
            left=found.left,
            pictures=pictures,
            unused=unused,
        )
        if not target.own:
            return replace(seen, records=1)
        return self._compared(seen, target.form)

    def _pictures(self, file: str, form: Form, document: Document) -> tuple[Picture, ...]:
        beside = self._source.beside(file)
        found = []
        for table in form.tables:
            files = [one.id for one in table.fields if one.kind is Kind.FILES and not one.locked]
            for key, row in document.tables.get(table.id, {}).items():
                found += [
                    self._picture(name, Address(table.id, key, one), beside)
                    for one in files
                    for name in str(row.get(one, "")).splitlines()
                ]
        return tuple(found)

    def _picture(self, name: str, address: Address, beside: Mapping[str, str]) -> Picture:
        if _UNSAFE.search(name):
            return Picture(name, address, "", Problem("SUBMISSION_PICTURE_NAME", file=name[:60]))
        source = beside.get(name, "")
        if not source:
            return Picture(name, address, "", Problem("SUBMISSION_PICTURE_MISSING", file=name[:60]))
        try:
            attachable(name, self._source.read(source))
        except Problem as problem:
            return Picture(name, address, source, problem)
        return Picture(name, address, source)

    def _compared(self, seen: Seen, form: Form) -> Seen:
        """Compare a submission with the office's own answers: records are added, blanks are filled."""
        if self._open is None:
            desk = self._desk
            self._open = desk.form_set.open(desk.unit, desk.own_document(), desk.clock.today())
        records = blanks = same = 0
        differences: list[Difference] = []
        for table in form.tables:
            rows = seen.document.tables.get(table.id, {})
            if table.kind is TableKind.RECORDS:
                records += len(rows)
                continue
            for address, theirs in _cells(table, rows):
                if stands_in_records(form, table) or not can_be_filled(self._open, address):
                    continue
                view = self._open.view(address)
                if view.value is None and view.state is None:
                    blanks += 1
                elif view.value == theirs:
                    same += 1
                elif not _is_files(table, address):
                    differences.append(Difference(address, view.value, view.state, theirs))
        return replace(seen, records=records, blanks=blanks, same=same, differences=tuple(differences))


def can_be_filled(opened: OpenForms, address: Address) -> bool:
    """Tell whether a cell stands in these forms and is one that people fill."""
    try:
        return not opened.view(address).readonly
    except Problem:
        return False


def stands_in_records(form: Form, table: Table) -> bool:
    """Tell whether a table of fixed rows comes and goes with a record above it."""
    above = next((one for one in form.tables if one.id == table.parent), None)
    return above is not None and (above.kind is TableKind.RECORDS or stands_in_records(form, above))


def _cells(
    table: Table, rows: Mapping[tuple[str, ...], Mapping[str, Value]]
) -> Iterable[tuple[Address, Value]]:
    for key, row in rows.items():
        for one, value in row.items():
            yield Address(table.id, key, one), value


def _is_files(table: Table, address: Address) -> bool:
    return any(one.id == address.field and one.kind is Kind.FILES for one in table.fields)


def _leaves(envelope: Envelope) -> Iterable[str]:
    waiting = [(child, f"/{child.tag.rpartition('}')[2]}") for child in envelope.element]
    while waiting:
        element, path = waiting.pop()
        if len(element):
            waiting.extend((child, f"{path}/{child.tag.rpartition('}')[2]}") for child in element)
        else:
            yield path


def _judged(seen: Sequence[Seen]) -> Iterable[Seen]:
    """Mark what stands in the source more than once: the same again, or one instance with two contents."""
    groups: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        if one.verdict is Verdict.NEW and one.target is not None:
            groups.setdefault((one.target.pack.pack.id, one.instance), []).append(one)
    marked: dict[int, Verdict] = {}
    for group in groups.values():
        contents = [_content(one) for one in group]
        for place, one in enumerate(group):
            if contents[place] in contents[:place]:
                marked[one.number] = Verdict.TWICE
            elif len(set(contents)) > 1:
                marked[one.number] = Verdict.CONFLICT
    return [replace(one, verdict=marked.get(one.number, one.verdict)) for one in seen]


def _content(one: Seen) -> str:
    """Give what makes two submissions the same: their answers, however the files were written."""
    tables = sorted(one.document.tables.items())
    answers = [(table, key, sorted(row.items())) for table, rows in tables for key, row in rows.items()]
    return repr((answers, sorted(one.document.states.items())))
