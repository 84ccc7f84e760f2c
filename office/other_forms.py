"""Forms that other people made: added to the office, filled as often as wanted, kept beside the campaign.

    install(desk, path) -> InstalledForm -> new_instance(desk, form) -> OtherEntry (an `Entry`) -> finish()

Such a form is a pack of its own (`Pack.alone`), its answers are filed under `form:<id>`. An instance stays
in the version it was begun in; a newer version of the form is for the instances begun after it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from db.packs import install_pack, installed_packs, pack_bytes
from forms.answers import Address, Document, Key
from forms.findings import Change
from forms.instances import wants_last_saved, with_last_saved
from forms.pack import Form, Kind, Pack, Severity, TableKind, Words
from forms.problems import Problem
from forms.values import sort_key
from office.desk import Desk, form_campaign
from office.entry import Entry
from office.packs import SUFFIX, ShelvedPack, compile_source, open_pack, seal
from office.roles import Doing, Looking, demand_may

READ = (".xlsx", ".md", ".xml", SUFFIX)
"""Endings of the files that `install` reads."""

_FORMS = "other-forms"  # a setting: what the list of forms needs to know without opening any
_MOST_WARNINGS = 200
_TITLE_ANSWERS, _TITLE_LENGTH = 2, 60
_NO_NAMES = (Kind.INTEGER, Kind.DECIMAL, Kind.FILES)


@dataclass(frozen=True, slots=True)
class InstalledForm:
    """A form of the list, as its newest version stands; `warnings` tell what of it does not work here."""

    id: str
    version: str
    title: Words
    questions: int
    warnings: tuple[Problem, ...]
    installed: datetime
    hidden: bool = False  # taken off the list; its instances are kept


@dataclass(frozen=True, slots=True)
class Instance:
    """One filled form; `number` counts those of the form from the first one begun."""

    submission: int
    instance: str
    number: int
    title: str  # what the form calls it, else its first answers; "" while nothing is answered
    version: str
    created: datetime
    updated: datetime
    finished: datetime | None
    removed: bool


class OtherEntry(Entry):
    """The open answers of one instance."""

    def _write(self, change: Change, how: str) -> None:
        super()._write(change, how)
        self.desk.answers.entitle(self.submission, self.title())

    @property
    def form(self) -> Form:
        """Return the form that is filled in; a pack of several shows them all, this is the first."""
        return self.forms[0]

    def discard(self) -> bool:
        """Let go of the instance if nobody has answered anything in it; tell whether it is gone."""
        return not isinstance(self.lock, Looking) and self.desk.answers.discard(self.submission)

    @property
    def finished(self) -> bool:
        """Tell whether this instance is finished and has not been changed since."""
        listed = self.desk.answers.instances(self.desk.unit.code, self.desk.campaign_id, removed=None)
        return any(one.id == self.submission and one.finished for one in listed)

    def title(self) -> str:
        """Name the instance as its form says (`instance_name`), else by its first answers."""
        named = next(
            (f for t in self.form.tables for f in t.fields if f.path.endswith("/instanceName")), None
        )
        table = self.form.tables[0]
        if named is not None and any(field is named for field in table.fields):
            text = self.shown(Address(table.id, (), named.id))
            if text.strip():
                return _short(text)
        return _short(" · ".join(_first_answers(self)))

    def finish(self) -> None:
        """Note that the instance is complete; raise FORM_NOT_COMPLETE while errors are left."""
        demand_may(self.desk, Doing.TYPE)
        errors = [one for one in self.findings() if one.severity is Severity.ERROR]
        if errors:
            raise Problem("FORM_NOT_COMPLETE", count=len(errors))
        self.desk.answers.finish(self.submission, self.desk.clock.now())

    def counted(self) -> tuple[int, int]:
        """Count the questions asked at present, wherever they stand: (answered, all)."""
        done = asked = 0
        for table in self.form.tables:
            questions = [f for f in table.fields if f.control not in ("", "note") and not f.locked]
            for key in self.rows(table.id):
                for field in questions:
                    view = self.view(Address(table.id, key, field.id))
                    if view.relevant and not view.readonly:
                        asked += 1
                        done += view.value is not None
        return done, asked


# --- forms -----------------------------------------------------------------------------------------


def install(desk: Desk, path: Path) -> InstalledForm:
    """Compile the form in a file and add it to the list; a second time changes nothing.

    Takes what `READ` names, with the files that the form reads lying beside it. What does not work is told
    in `warnings`. Raises OTHER_FORM_KIND for another file, OTHER_FORM_IS_PACK for a whole pack of a
    campaign, FILE_MISSING, and every `Problem` of the builder where nothing of the form can be read.
    """
    demand_may(desk, Doing.TYPE)
    if path.suffix.lower() not in READ:
        raise Problem("OTHER_FORM_KIND", file=path.name, known=", ".join(READ))
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    pack, warnings = _compiled(desk, path)
    known = _known(desk)
    pack = _distinct(desk, pack, ours=known)
    now = desk.clock.now()
    shown = [field for form in pack.forms for table in form.tables for field in table.fields if field.control]
    if not shown and all(form.order for form in pack.forms):
        raise Problem("PACK_EMPTY", sheet=path.name)
    made = InstalledForm(
        pack.id, pack.version, pack.forms[0].title, len(shown), warnings[:_MOST_WARNINGS], now
    )
    there = any((one.id, one.version) == (pack.id, pack.version) for one in installed_packs(desk.database))
    data = b"" if there else seal(pack, now)
    with desk.database.writing():
        install_pack(desk.database, pack, data, now)
        old = known.get(made.id)
        known[made.id] = replace(made, installed=old.installed) if there and old else made
        _keep(desk, known)
    return known[made.id]


def _compiled(desk: Desk, path: Path) -> tuple[Pack, tuple[Problem, ...]]:
    if path.suffix.lower() == SUFFIX:
        pack = open_pack(path.read_bytes(), desk.clock.now(), name=path.name).pack
        if not pack.alone or not pack.forms:
            raise Problem("OTHER_FORM_IS_PACK", file=path.name)
        return pack, ()
    return compile_source(path, foreign=True)


def _distinct(desk: Desk, pack: Pack, ours: dict[str, InstalledForm]) -> Pack:
    """Give the pack an id and a version that no other content has: people forget to count versions up."""
    installed = installed_packs(desk.database)
    if any(one.id == pack.id for one in installed) and pack.id not in ours:
        pack = replace(pack, id=f"form-{pack.id}")
    version = pack.version or "1"
    for number in range(1, 10_000):
        pack = replace(pack, version=version if number == 1 else f"{version}-{number}")
        same = next((one for one in installed if (one.id, one.version) == (pack.id, pack.version)), None)
        if same is None or same.hash == pack.hash:
            break
    return pack


def forms(desk: Desk) -> tuple[InstalledForm, ...]:
    """List the forms that were added, by title."""
    shown = [form for form in _known(desk).values() if not form.hidden]
    return tuple(sorted(shown, key=lambda form: (sort_key(next(iter(form.title.values()), "")), form.id)))


def _known(desk: Desk) -> dict[str, InstalledForm]:
    kept = (_read(one) for one in json.loads(desk.office.setting(_FORMS) or "[]"))
    return {form.id: form for form in kept}


def find_form(desk: Desk, form: str) -> InstalledForm:
    """Give a form of the list by its id; raise OTHER_FORM_UNKNOWN."""
    found = next((one for one in forms(desk) if one.id == form), None)
    if found is None:
        raise Problem("OTHER_FORM_UNKNOWN", form=form)
    return found


def forget_form(desk: Desk, form: str) -> None:
    """Take a form off the list; its instances stay and are there again when it is added again."""
    demand_may(desk, Doing.TYPE)
    find_form(desk, form)
    known = _known(desk)
    _keep(desk, {**known, form: replace(known[form], hidden=True)})


def _keep(desk: Desk, known: dict[str, InstalledForm]) -> None:
    plain: list[dict[str, Any]] = [
        {
            "id": one.id,
            "version": one.version,
            "title": dict(one.title),
            "questions": one.questions,
            "warnings": [[problem.code, problem.details] for problem in one.warnings],
            "installed": one.installed.isoformat(),
            "hidden": one.hidden,
        }
        for one in known.values()
    ]
    desk.office.set_setting(_FORMS, json.dumps(plain, ensure_ascii=False))


def _read(plain: dict[str, Any]) -> InstalledForm:
    warnings = tuple(Problem(code, **details) for code, details in plain["warnings"])
    when = datetime.fromisoformat(plain["installed"])
    return InstalledForm(
        *(plain["id"], plain["version"], plain["title"], plain["questions"]), warnings, when, plain["hidden"]
    )


def shelved(desk: Desk, form: str, version: str) -> ShelvedPack:
    """Open a form's pack as it was installed; raise PACK_UNKNOWN."""
    return open_pack(pack_bytes(desk.database, form, version), desk.clock.now(), name=form)


# --- instances -------------------------------------------------------------------------------------


def instances(desk: Desk, form: str, *, removed: bool = False) -> tuple[Instance, ...]:
    """List the instances of a form, the one begun last in front; with `removed` those taken away."""
    listed = desk.answers.instances(desk.unit.code, form_campaign(form), removed=None)
    found = (
        Instance(
            *(one.id, one.instance, number, one.title, one.pack_version),
            *(one.created, one.updated, one.finished, one.removed),
        )
        for number, one in enumerate(listed, 1)
    )
    return tuple(reversed([one for one in found if one.removed is removed]))


def new_instance(desk: Desk, form: str, pack: ShelvedPack | None = None, instance: str = "") -> OtherEntry:
    """Begin an instance with what the form itself says of a new one; `pack` spares opening it again."""
    demand_may(desk, Doing.TYPE)
    shelf = pack or shelved(desk, form, find_form(desk, form).version)
    beside = _beside(desk, shelf, instance or str(uuid.uuid4()))
    with desk.database.writing():
        submission = beside.own_submission()
        opened = beside.form_set.open(
            beside.unit, Document(), beside.clock.today(), Entry.local_now(beside.clock)
        )
        beside.answers.replace(
            submission, opened.document(), who=beside.person.name, when=beside.clock.now(), how="program"
        )
    return OtherEntry(beside)


def open_instance(desk: Desk, form: str, submission: int, pack: ShelvedPack | None = None) -> OtherEntry:
    """Open an instance in the version it was begun in; raise NO_SUCH_SUBMISSION."""
    found = next(
        (
            one
            for one in desk.answers.instances(desk.unit.code, form_campaign(form), removed=None)
            if one.id == submission
        ),
        None,
    )
    if found is None:
        raise Problem("NO_SUCH_SUBMISSION", id=submission)
    shelf = pack if pack and pack.pack.version == found.pack_version else None
    shelf = shelf or shelved(desk, form, found.pack_version)
    return OtherEntry(_beside(desk, shelf, found.instance))


def remove_instance(desk: Desk, submission: int) -> None:
    """Take an instance away; `restore_instance` brings it back as it was."""
    demand_may(desk, Doing.TYPE)
    desk.answers.forget_instance(submission)


def restore_instance(desk: Desk, submission: int) -> None:
    """Bring an instance back that was taken away."""
    demand_may(desk, Doing.TYPE)
    desk.answers.restore_instance(submission)


def _beside(desk: Desk, shelf: ShelvedPack, instance: str) -> Desk:
    """Sit down to an instance; a form that reads the answers saved before it is given them."""
    beside = desk.beside(shelf, instance)
    if not wants_last_saved(shelf.pack):
        return beside
    saved = [
        one
        for one in beside.answers.instances(beside.unit.code, beside.campaign_id)
        if one.instance != instance and one.pack_version == shelf.pack.version
    ]
    if not saved:
        return beside
    last = max(saved, key=lambda one: (one.updated, one.id))
    pack = with_last_saved(shelf.pack, shelf.pack.forms[0], beside.answers.load(last.id))
    return desk.beside(ShelvedPack(pack, shelf.data, shelf.signer), instance)


def _first_answers(entry: OtherEntry) -> Iterator[str]:
    """Give the first answers that name something: texts, choices and days, not figures."""
    found = 0
    for table in entry.form.tables:
        if table.kind is not TableKind.SINGLE:
            continue
        key: Key = ()
        for field in table.fields:
            address = Address(table.id, key, field.id)
            asked = field.control in ("input", "select") and field.kind not in _NO_NAMES
            if asked and entry.view(address).value is not None:
                yield " ".join(entry.shown(address).split())
                found += 1
                if found == _TITLE_ANSWERS:
                    return


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _TITLE_LENGTH else f"{text[: _TITLE_LENGTH - 1].rstrip()}…"
