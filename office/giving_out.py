"""Gives the office's answers out to other programs: submissions (XML), tables (CSV), a workbook (xlsx).

    export_answers(desk, out, kind="xlsx", form="BM16", labels=True, personal=False) -> Exported

A form of the campaign is one submission, a form of another maker one for each filled instance. Personal
fields (`vn:sensitive`) stay here unless they are asked for. What is not asked in a form is left out.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from db.attachments import Attachments
from exports.answers_table import AnswerTable, Column, Content, write_csv
from exports.carriers import deliver
from exports.file_names import plain
from exports.submission_files import zip_of
from forms.answers import Address, Key, State, Value
from forms.engine import OpenForms
from forms.pack import Field, FixedRow, Form, Kind, Pack, Table, TableKind, Words
from forms.problems import Problem
from forms.submission_writer import key_text
from forms.submissions import Meta, write_submission
from forms.table_rows import own_key, rows_by_key, shown_in
from forms.values import show
from office.clock import VIET_NAM
from office.desk import Desk, form_campaign
from office.messages import sentence
from office.other_forms import find_form, forms, shelved
from office.packs import ShelvedPack
from office.progress import Progress, silent

KINDS: Final = ("xlsx", "csv", "xml")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL)
_SPACE: Final = uuid.UUID("6f0c9a52-3d0b-4f1e-8a4e-0d4f9b5f7c11")
"""Names instances of our forms: the same answers always get the same instanceID."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `left_out` counts the personal fields that stayed here."""

    files: tuple[Path, ...]
    tables: int
    rows: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Answered:
    """One set of answers: the campaign's (`instance` is "") or one instance of another maker's form."""

    pack: Pack
    opened: OpenForms
    instance: str
    submission: str  # its uuid
    attachments: Attachments


def export_answers(
    desk: Desk,
    out: Path,
    *,
    kind: str,
    form: str = "",
    labels: bool = True,
    personal: bool = False,
    language: str = "",
    progress: Progress = silent,
) -> Exported:
    """Write answers to `out`: a file by its ending (.xlsx, .csv, .zip), else a folder.

    `form`: a form of the campaign by id or number, a form of another maker by id, "" for the whole campaign.
    `labels`: words of questions and choices in `language` instead of their codes (not for XML, which has
    none). Raises EXPORT_NO_FORM, EXPORT_NOTHING, EXPORT_KIND and the Problems of `deliver`.
    """
    if kind not in KINDS:
        raise Problem("EXPORT_KIND", kind=kind[:20], known=", ".join(KINDS))
    found, chosen = _answers(desk, form)
    left_out = 0 if personal else sum(f.sensitive for one in chosen for t in one.tables for f in t.fields)
    maker = _Maker(desk, found, chosen, labels=labels, personal=personal, language=language or desk.language)
    if kind == "xml":
        files = maker.submissions(progress)
        written = _write_files(out, files)
        count = sum(name.endswith(".xml") for name in files)
        return Exported(written, len(chosen), count, left_out)
    tables = maker.tables(progress)
    if not any(table.rows for table in tables):
        raise Problem("EXPORT_NOTHING")
    rows = sum(len(table.rows) for table in tables)
    if kind == "xlsx":
        from exports.answers_workbook import write_answers  # openpyxl costs 0.3 s at start

        data = write_answers(
            tables,
            title=maker.title(),
            about=maker.about(),
            about_name=maker.say("EXPORT_ABOUT"),
            headings=labels,
        )
        path = out if out.suffix.lower() == ".xlsx" else out / f"{maker.file_name()}.xlsx"
        return Exported((_deliver(path, data),), len(tables), rows, left_out)
    sheets = {
        f"{plain(table.name, 60)}.csv": write_csv(table, maker.language, headings=labels) for table in tables
    }
    if out.suffix.lower() == ".csv":
        if len(sheets) == 1:
            return Exported((_deliver(out, next(iter(sheets.values()))),), 1, rows, left_out)
        sheets = {f"{out.stem}-{name}": data for name, data in sheets.items()}
        out = out.parent
    return Exported(_write_files(out, sheets), len(tables), rows, left_out)


def suggested_name(desk: Desk, form: str) -> str:
    """Name an export, without an ending: `BM16_23404_Ngoc-Lay`; of the whole campaign by the campaign."""
    unit = desk.unit
    parts = (plain(form or desk.campaign_id, 40), plain(unit.code, 20), plain(unit.short_name, 30))
    return "_".join(filter(None, parts))


def _answers(desk: Desk, form: str) -> tuple[tuple[Answered, ...], tuple[Form, ...]]:
    """Open the answers to give out, with their forms."""
    own = desk.pack.forms_for(desk.unit)
    wanted = [one for one in own if not form or form.casefold() in {one.id.casefold(), one.number.casefold()}]
    if wanted:
        submission = desk.own_submission()
        opened = desk.form_set.open(desk.unit, desk.answers.load(submission), desk.clock.today(), _now(desk))
        name = desk.answers.submission(submission).uuid
        return (Answered(desk.pack, opened, "", name, desk.attachments),), tuple(wanted)
    if all(one.id != form for one in forms(desk)):
        raise Problem("EXPORT_NO_FORM", form=form[:60])
    newest = shelved(desk, form, find_form(desk, form).version)
    packs: dict[str, ShelvedPack] = {newest.pack.version: newest}
    found = []
    for one in desk.answers.instances(desk.unit.code, form_campaign(form)):
        version = one.pack_version
        packs[version] = packs.get(version) or shelved(desk, form, version)
        beside = desk.beside(packs[version], one.instance)
        document = beside.answers.load(one.id)
        opened = packs[version].form_set.open(desk.unit, document, desk.clock.today(), _now(desk))
        found.append(Answered(packs[version].pack, opened, one.instance, one.uuid, beside.attachments))
    if not found:
        raise Problem("EXPORT_NOTHING")
    return tuple(found), tuple(part for pack in packs.values() for part in pack.pack.forms)


def _now(desk: Desk) -> datetime:
    return desk.clock.now().astimezone(VIET_NAM)


class _Maker:
    """Makes the files of one export."""

    def __init__(
        self,
        desk: Desk,
        found: Sequence[Answered],
        chosen: Sequence[Form],
        *,
        labels: bool,
        personal: bool,
        language: str,
    ) -> None:
        self._desk = desk
        self._found = found
        self._forms = chosen
        self._labels = labels
        self._personal = personal
        self._rows: dict[str, Mapping[Key, FixedRow]] = {}
        self.language = language

    def say(self, code: str, **details: object) -> str:
        """Say something in the language of the export."""
        return sentence(code, self.language, **details)

    def words(self, words: Words) -> str:
        """Give a label in the language of the export, on one line."""
        return " ".join(
            (words.get(self.language) or words.get("vi") or next(iter(words.values()), "")).split()
        )

    def title(self) -> str:
        """Name what is exported."""
        alone = {form.id for form in self._forms}
        if len(alone) == 1:
            form = self._forms[0]
            title = self.words(form.title)
            return title if form.number in (form.id, title) else f"{form.number}. {title}"
        campaign = self._desk.pack.campaign
        return self.words(campaign.title if campaign else self._desk.pack.title)

    def file_name(self) -> str:
        """Name the file of an export to a folder."""
        names = {form.id for form in self._forms}
        return suggested_name(self._desk, names.pop() if len(names) == 1 else "")

    def about(self) -> list[tuple[str, str]]:
        """Say where the answers come from."""
        unit = self._desk.unit
        made = f"{_now(self._desk):%d/%m/%Y %H:%M}"
        told = "EXPORT_PERSONAL_IN" if self._personal else "EXPORT_PERSONAL_OUT"
        return [
            (self.say("EXPORT_UNIT"), f"{unit.code} – {unit.name}"),
            (self.say("EXPORT_MADE"), made),
            (self.say("EXPORT_PERSONAL"), self.say(told)),
            (self.say("EXPORT_TABLES"), self.say("EXPORT_ROWS")),
        ]

    # --- tables ------------------------------------------------------------------------------

    def tables(self, progress: Progress) -> list[AnswerTable]:
        """Make a table of every table; other versions of a form add their columns to it."""
        versions: dict[str, list[tuple[Form, Table]]] = {}
        for form in self._forms:
            for table in form.tables:
                versions.setdefault(table.id, []).append((form, table))
        made = []
        for place, group in enumerate(versions.values()):
            progress(place, len(versions), group[0][1].id)
            made.append(self._table(group[0][0], [table for _, table in group]))
        return made

    def _table(self, form: Form, versions: Sequence[Table]) -> AnswerTable:
        main = versions[0]
        fields = {one.id: one for table in reversed(versions) for one in table.fields}
        order = dict.fromkeys(one.id for table in versions for one in table.fields)
        shown = [fields[name] for name in order if self._is_shown(fields[name])]
        keyed = main.kind is TableKind.RECORDS or any(one.instance for one in self._found)
        below = main.parent is not None
        front = [Column("UNIT", self.say("EXPORT_UNIT"))]
        front += [Column("KEY", self.say("EXPORT_KEY"))] if keyed else []
        front += [Column("PARENT_KEY", self.say("EXPORT_PARENT"))] if below else []
        front += [Column("ROW", self.say("EXPORT_ROW"))] if main.rows and self._labels else []
        lines = []
        states = False
        for one in self._found:
            table = one.pack.tables_by_id.get(main.id)
            if table is None:
                continue
            for key in one.opened.rows(table.id):
                cells, told = self._row(one, table, key, shown)
                keys = [key, key[: len(key) - _own(table)]]
                named = ["|".join(filter(None, (one.instance, *part))) for part in keys]
                lead: list[Content] = [self._desk.unit.code, *(named[:1] if keyed else [])]
                lead += named[1:] if below else []
                lead += [self._row_label(table, key)] if main.rows and self._labels else []
                if any(cell is not None for cell in cells) or told or table.kind is TableKind.RECORDS:
                    lines.append((*lead, *cells, told or None))
                    states = states or bool(told)
        alike = Counter(self._heading(field) for field in shown)
        fields_shown = [self._column(field, clear=alike[self._heading(field)] == 1) for field in shown]
        columns = (*front, *fields_shown, Column("STATES", self.say("EXPORT_STATES")))
        if not states:
            columns, lines = columns[:-1], [line[:-1] for line in lines]
        return AnswerTable(main.id, self._title(form, main), columns, tuple(lines))

    def _is_shown(self, field: Field) -> bool:
        if field.sensitive and not self._personal:
            return False
        if self._labels and field.hidden:
            return False  # a helper of formulas: the screen does not show it either
        return field.control != "note" and field.calculate != "''"

    def _title(self, form: Form, table: Table) -> str:
        label = self.words(table.label or form.title)
        return f"{form.number} {label}" if form.number != form.id or not label else label

    def _heading(self, field: Field) -> str:
        label = self.words(field.label) or field.id
        unit = self.words(field.unit)
        return f"{label} ({unit})" if unit else label

    def _column(self, field: Field, *, clear: bool) -> Column:
        """Head a column with the question's words; where two are alike with those above them, too."""
        heading = self._heading(field)
        if not clear:
            heading = ": ".join(filter(None, (*map(self.words, (*field.outer, field.group)), heading)))
        if self._labels and heading != field.id:
            heading = f"{heading}\n{field.id}"
        return Column(field.id, heading, field.kind in _NUMBERS, field.decimals if self._labels else 0)

    def _fixed(self, table: Table, key: Key) -> FixedRow | None:
        if table.rows and table.id not in self._rows:
            self._rows[table.id] = rows_by_key(table)
        return self._rows[table.id].get(own_key(table, key)) if table.rows else None

    def _row_label(self, table: Table, key: Key) -> str:
        row = self._fixed(table, key)
        if row is None:
            return ""
        unit = self.words(row.unit)
        label = f"{self.words(row.label)} ({unit})" if unit else self.words(row.label)
        return f"{'   ' * row.level}{label}"  # rows below others stand further in

    def _row(
        self, one: Answered, table: Table, key: Key, fields: Iterable[Field]
    ) -> tuple[list[Content], str]:
        """Give a row's cells, and why blank ones are blank."""
        known = {field.id: field for field in table.fields}
        row = self._fixed(table, key) if self._labels else None
        cells: list[Content] = []
        states: list[str] = []
        for column in fields:
            field = known.get(column.id)
            if field is None:
                cells.append(None)
                continue
            if field.kind is Kind.KEY:
                cells.append(key_text(table, field, key) or None)
                continue
            field = shown_in(table, field, row)
            view = one.opened.view(Address(table.id, key, field.id))
            if not view.relevant:
                cells.append(None)
                continue
            if view.state is not None:
                states.append(f"{field.id}: {self._state(view.state)}")
            cells.append(self._content(one, field, view.value))
        return cells, "; ".join(states)

    def _state(self, state: State) -> str:
        return self.say(f"EXPORT_STATE_{state.name}") if self._labels else state.value

    def _content(self, one: Answered, field: Field, value: Value | None) -> Content:
        if value is None:
            return None
        if isinstance(value, int | Decimal):
            if not self._labels or field.scale == 1:
                return value
            return Decimal(value) / field.scale  # as its unit says: triệu đồng
        if not self._labels:
            return value
        return show(value, field, one.pack.lists.get(field.list or "", ()), self.language)

    # --- submissions -------------------------------------------------------------------------

    def submissions(self, progress: Progress) -> dict[str, bytes]:
        """Give the files of every submission by name, laid out as Collect does, pictures beside."""
        files: dict[str, bytes] = {}
        for place, one in enumerate(self._found):
            progress(place, len(self._found), one.instance)
            for form in one.pack.forms:
                if one.instance or form in self._forms:
                    files.update(self._submission(one, form))
        if not files:
            raise Problem("EXPORT_NOTHING")
        return files

    def _submission(self, one: Answered, form: Form) -> Iterator[tuple[str, bytes]]:
        tables = {table.id for table in form.tables}
        document = one.opened.document()
        if not any(any(rows.values()) for name, rows in document.tables.items() if name in tables):
            return
        hidden = frozenset(
            field.path
            for table in form.tables
            for field in table.fields
            if field.sensitive and not self._personal
        )
        instance = _named(one.instance) or self._instance(one, form, hidden)
        text = write_submission(one.opened, form, Meta(instance), hidden)
        name = f"{plain(form.id, 40)}_{plain(instance.removeprefix('uuid:'), 40)}"
        yield f"{name}/{name}.xml", text.encode()
        wanted = set(_file_names(form, document.tables, hidden))
        for file in one.attachments.files() if wanted else ():
            if file.name in wanted:
                yield f"{name}/{file.name}", file.data

    def _instance(self, one: Answered, form: Form, hidden: frozenset[str]) -> str:
        """Name our own answers by what they say: sent twice they are the same instance, changed another."""
        text = write_submission(one.opened, form, Meta(""), hidden)
        said = sha256(text.encode()).hexdigest()
        return f"uuid:{uuid.uuid5(_SPACE, f'{one.submission}/{form.id}/{said}')}"


def _file_names(
    form: Form, tables: Mapping[str, Mapping[Key, Mapping[str, Value]]], hidden: frozenset[str]
) -> Iterator[str]:
    for table in form.tables:
        for field in table.fields:
            if field.kind is Kind.FILES and field.path not in hidden:
                for row in tables.get(table.id, {}).values():
                    yield from str(row.get(field.id, "")).splitlines()


def _named(instance: str) -> str:
    """Name an instance begun here as the programs of the family do."""
    return f"uuid:{instance}" if _UUID.match(instance) else instance


def _own(table: Table) -> int:
    """Count the parts of a row's key that are the row's own."""
    if table.kind is TableKind.SINGLE:
        return 0
    return max(1, len(table.axes))


def _write_files(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, or one zip of them where `out` says so."""
    if out.suffix.lower() == ".zip":
        return (_deliver(out, zip_of(files)),)
    return tuple(_deliver(out / name, data) for name, data in files.items())


def _deliver(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except PermissionError as wrong:
        raise Problem("CARRIER_READ_ONLY", path=path.parent) from wrong
    except OSError as wrong:  # a file stands where the folder should
        raise Problem("EXPORT_PLACE", path=path.parent) from wrong
    return deliver(data, path.parent, path.name, read_only=False)
