"""One model, nominee or report read as a page: facts, votes, texts, small tables, photos, what is missing.

Everything is in words as the office shows them, personal numbers masked as on screen. The page itself is
drawn by `ui.entry.dossier`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.answers import Address, Key
from forms.findings import Finding
from forms.pack import Field, Kind, Severity, Table, TableKind, Words
from office.entry import Entry
from office.photos import is_photo


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in words. `missing`: it is asked for and blank."""

    label: str
    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Answers under one heading, "" for none."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table inside the record."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment: a photo with its bytes, or a paper (`data` empty) that is only named."""

    name: str
    caption: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole page. `missing` names what must still be done, as the problem list does."""

    form: str
    title: str
    unit: str
    campaign: str
    facts: tuple[Group, ...]
    texts: tuple[Line, ...]
    tables: tuple[Rows, ...]
    files: tuple[Shown, ...]
    missing: tuple[str, ...]


def dossier(entry: Entry, table: str, key: Key) -> Dossier:
    """Read one record of a table, or the one record of a form (`key` ()), with what stands below it."""
    main = entry.table(table)
    form = next(form for form in entry.forms if any(one.id == table for one in form.tables))
    asked = [field for field in main.fields if _shown(entry, Address(table, key, field.id), field)]
    campaign = entry.desk.pack.campaign
    return Dossier(
        form=f"{form.number} · {_words(entry, form.title)}",
        title=_title(entry, main, key, asked),
        unit=entry.desk.unit.name,
        campaign=_words(entry, campaign.title) if campaign else "",
        facts=tuple(_groups(entry, main, key, asked)),
        texts=tuple(_line(entry, main, key, field) for field in asked if field.kind is Kind.MEMO),
        tables=tuple(_tables(entry, main, key)),
        files=tuple(_files(entry, main, key, asked)),
        missing=tuple(
            dict.fromkeys(f"{one.code} · {_words(entry, one.sentence)}" for one in _about(entry, main, key))
        ),
    )


def _words(entry: Entry, words: Words) -> str:
    return words.get(entry.desk.language) or words.get("vi") or ""


def _shown(entry: Entry, address: Address, field: Field) -> bool:
    """Tell whether a question has a line: asked here, and answered or to be answered."""
    if field.kind is Kind.KEY or field.hidden:
        return False
    view = entry.view(address)
    return view.relevant and (
        view.value is not None or view.state is not None or _wanted(view.required, field)
    )


def _wanted(required: bool, field: Field) -> bool:  # noqa: FBT001 - what the cell's view says
    return required or (field.kind in (Kind.INTEGER, Kind.DECIMAL) and field.calculate is None)


def _title(entry: Entry, main: Table, key: Key, asked: list[Field]) -> str:
    """Name a record by its first text, as the list of records does."""
    if main.kind is TableKind.SINGLE:
        return ""
    named = next((field for field in asked if field.kind is Kind.TEXT), None)
    return entry.shown(Address(main.id, key, named.id)) if named else ""


def _line(entry: Entry, main: Table, key: Key, field: Field) -> Line:
    address = Address(main.id, key, field.id)
    text = entry.shown(address)
    unit = _words(entry, field.unit)
    view = entry.view(address)
    missing = view.value is None and view.state is None
    return Line(_words(entry, field.label), f"{text} {unit}" if text and unit else text, missing)


def _groups(entry: Entry, main: Table, key: Key, asked: list[Field]) -> Iterator[Group]:
    """Give facts and figures under the headings of the form."""
    title, lines = "", list[Line]()
    for field in asked:
        if field.kind in (Kind.MEMO, Kind.FILES):
            continue
        heading = _words(entry, field.group)
        if heading != title and lines:
            yield Group(title, tuple(lines))
            lines = []
        title = heading
        lines.append(_line(entry, main, key, field))
    if lines:
        yield Group(title, tuple(lines))


def _tables(entry: Entry, main: Table, key: Key) -> Iterator[Rows]:
    """Give the small tables that hold something."""
    for table in entry.desk.pack.tables_by_id.values():
        if table.parent != main.id and not (table.form == main.form and table.parent is None and not key):
            continue
        rows = [one for one in entry.rows(table.id) if one[: len(key)] == key]
        if table.id == main.id or table.role or not rows:
            continue
        fields = [field for field in table.fields if field.kind is not Kind.KEY and not field.hidden]
        yield Rows(
            _words(entry, table.label),
            tuple(_words(entry, field.label) for field in fields),
            tuple(tuple(entry.shown(Address(table.id, one, f.id)) for f in fields) for one in rows),
        )


def _files(entry: Entry, main: Table, key: Key, asked: list[Field]) -> Iterator[Shown]:
    for field in asked:
        if field.kind is Kind.FILES:
            for file in entry.attachments(Address(main.id, key, field.id)):
                data = entry.attachment(file.name)
                yield Shown(file.name, file.caption, data if is_photo(data) else b"")


def _about(entry: Entry, main: Table, key: Key) -> Iterator[Finding]:
    """Give what is wrong in the record and below it: errors, and warnings nobody has explained."""
    below = {main.id} | {one.id for one in entry.desk.pack.tables_by_id.values() if one.parent == main.id}
    for finding in entry.findings():
        here = finding.place.table in below and finding.place.key[: len(key)] == key
        if here and (finding.severity is Severity.ERROR or not finding.explained):
            yield finding
