"""The Excel form of an office without the program: written empty, and what comes back filled taken in.

    written = write_form(desk, path)            the forms this unit fills, as one workbook
    seen = look_at_form(desk, path)             table by table what taking it in would do; changes nothing
    taken = take_form(desk, path)               all of it as one step of undo

A filled form goes through the same door as any list (`office.importing`): contents are read cell by cell,
damage is mended as proposed, what is no value is refused by sheet and cell. Computed cells are not read: the
program works them out. Another unit's form is refused unless the caller says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exports.carriers import deliver
from exports.excel_form import ExcelForm, FormCell, Told, read_excel_form, write_excel_form
from exports.lists import Content, ListRow, ListSheet
from forms.answers import Key
from forms.pack import Kind, Pack, Severity, Table, TableKind, Unit
from forms.pack import Layout as Lies
from forms.problems import Problem
from forms.report import Header, PackageKind, Report, Status
from office.cover import NO_PACKAGE
from office.desk import Desk
from office.entry import Entry
from office.import_columns import Headings, Layout, Way, fields_of
from office.import_rows import Trouble, Verdict
from office.importing import HOW, DryRun, Job, Listed, Taken, save, try_out
from office.progress import Progress, silent

_LINES = 30  # blank lines of a list
_HOUSEHOLDS = 150  # blank lines of a register
_RECORDS = 5  # blank records of one question below the other
_INSIDE = 3  # blank lines below each record


@dataclass(frozen=True, slots=True)
class FormSeen:
    """What a filled form would do: a dry run a table, its troubles by sheet and cell (`BM-04!F17`)."""

    unit: str
    tables: tuple[DryRun, ...]
    troubles: tuple[Trouble, ...]

    def count(self, verdict: Verdict) -> int:
        """Count the rows with a verdict."""
        return sum(table.count(verdict) for table in self.tables)


def write_form(desk: Desk, path: Path, unit: str = "") -> Told:
    """Write the empty form of this unit, or of another of the pack, to `path`; read back before it counts.

    Raises `Problem` UNIT_UNKNOWN, TOO_MANY_SHEETS, and those of `exports.carriers`.
    """
    found = desk.pack.units_by_code.get(unit) if unit else desk.unit
    if found is None:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    data, told = write_excel_form(_blank(desk, found), desk.pack)
    deliver(data, path.parent, path.name)
    return told


def _blank(desk: Desk, unit: Unit) -> Report:
    pack, clock = desk.pack, desk.clock
    campaign = pack.campaign
    header = Header(
        PackageKind.REPORT, NO_PACKAGE, campaign.id if campaign else pack.id, pack.id, pack.version,
        pack.hash, campaign.standard if campaign else "", unit.code, unit.name, unit.level, unit.parent, 1, 1,
        clock.today(), Status.ESTIMATED, "", "", clock.now(),
    )  # fmt: skip
    tables: dict[str, dict[Key, dict[str, int]]] = {}
    for form in pack.forms_for(unit):
        for table in form.tables:
            rows = {key: dict[str, int]() for key in _blank_rows(table, pack)}
            if rows:
                tables[table.id] = rows
    return Report(header, tables)


def _blank_rows(table: Table, pack: Pack) -> Iterator[Key]:
    if table.kind is not TableKind.RECORDS or table.role in ("header", "explanations"):
        return
    above = pack.tables_by_id.get(table.parent or "")
    if above is None:
        lines = _LINES if table.layout is Lies.ROWS else _RECORDS
        if any(form.register and form.id == table.form for form in pack.forms):
            lines = _HOUSEHOLDS
        for number in range(1, lines + 1):
            yield (str(number),)
        return
    for parent in _blank_rows(above, pack):
        for number in range(1, _INSIDE + 1):
            yield (*parent, str(number))


# --- reading ---------------------------------------------------------------------------------


def look_at_form(desk: Desk, path: Path, *, whose: str = "", progress: Progress = silent) -> FormSeen:
    """Tell what each cell of a filled form would do; nothing is changed.

    Raises FILE_MISSING, FORM_NOT_OURS, FORM_OTHER_PACK, FORM_OTHER_UNIT and those of `read_excel_form`.
    """
    form = _read(desk, path, whose)
    return _walk(Entry(desk), form, path, progress, keep=False)[0]


def take_form(desk: Desk, path: Path, *, whose: str = "", progress: Progress = silent) -> Taken:
    """Take a filled form in, all that is fine of it, as one step of undo; raises as `look_at_form` does."""
    form = _read(desk, path, whose)
    entry = Entry(desk)
    before = {(found.code, found.place) for found in entry.findings()}
    with entry.together(f"{HOW}{path.name[:80]}"):
        _, taken = _walk(entry, form, path, progress, keep=True)
    new = [found for found in entry.findings() if (found.code, found.place) not in before]
    errors = sum(found.severity is Severity.ERROR for found in new)
    return replace(taken, errors=errors, warnings=len(new) - errors)


def _read(desk: Desk, path: Path, whose: str) -> ExcelForm:
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise Problem("FILE_MISSING", file=path.name) from wrong
    form = read_excel_form(data, path.name, desk.pack)
    if (form.pack, form.version) != (desk.pack.id, desk.pack.version):
        found, known = f"{form.pack} {form.version}", f"{desk.pack.id} {desk.pack.version}"
        raise Problem("FORM_OTHER_PACK", file=path.name, found=found, known=known)
    if form.unit != (whose or desk.unit.code):
        name = desk.pack.units_by_code[form.unit].name if form.unit in desk.pack.units_by_code else form.unit
        raise Problem("FORM_OTHER_UNIT", file=path.name, unit=name)
    return form


def _walk(
    entry: Entry, form: ExcelForm, path: Path, progress: Progress, *, keep: bool
) -> tuple[FormSeen, Taken]:
    """Go through the tables, outer ones first; each is laid in (and kept) before the next is looked at."""
    dries: list[DryRun] = []
    troubles: list[Trouble] = []
    places: dict[tuple[str, Key], Key] = {}  # row of the form -> row here
    added = changed = cells = 0
    tables = [
        table
        for one in entry.forms
        for table in one.tables
        if table.id in form.cells and table.role not in ("header", "explanations") and fields_of(table)
    ]
    for number, table in enumerate(tables):
        progress(number, len(tables), table.id)
        listed, job, keys = _as_list(form, table, path, places)
        if not listed.sheets[0].rows:
            continue
        dry = (
            try_out(entry, listed, job, silent)
            if not keep
            else try_out(Entry(entry.desk), listed, job, silent)
        )
        dries.append(dry)
        troubles += _placed(dry, form, table, keys, job)
        if keep:
            more_added, more_changed, more_cells, made = save(entry, dry)
            added, changed, cells = added + more_added, changed + more_changed, cells + more_cells
        else:
            made = _laid(entry, dry)
        places |= {(table.id, keys[row]): key for row, key in made.items()}
    return FormSeen(form.unit, tuple(dries), tuple(troubles)), Taken(added, changed, cells, 0, 0)


def _laid(entry: Entry, dry: DryRun) -> Mapping[int, Key]:
    """Find where the rows that were tried out stand in the open answers."""
    table = dry.job.layout.table
    places = {row.number: row.key for row in dry.rows if row.key is not None}
    fresh = [row.number for row in dry.rows if row.verdict is Verdict.NEW]
    last = entry.rows(table)[-len(fresh) :] if fresh else ()
    return {**places, **dict(zip(fresh, last, strict=False))}


def _as_list(
    form: ExcelForm, table: Table, path: Path, places: Mapping[tuple[str, Key], Key]
) -> tuple[Listed, Job, dict[int, Key]]:
    """Turn a table of the form into a list: one row a row, its axes or the record above in front."""
    names = [one.id for one in fields_of(table) if one.calculate is None]
    front = [f"#{axis}" for axis in table.axes] or (["^"] if table.parent is not None else [])
    columns = dict(enumerate([*front, *names], start=1))
    rows, keys = [], {}
    for number, (key, cells) in enumerate(form.cells[table.id].items(), start=1):
        contents = [_content(cells.get(name)) for name in names]
        if all(one is None for one in contents):
            continue
        heads: list[Content] = list(key[len(key) - len(table.axes) :]) if table.axes else []
        if table.parent is not None and not table.axes:
            above = places.get((table.parent, key[:-1]))
            heads = [".".join(above) if above is not None else "?"]
        rows.append(ListRow(number, (*heads, *contents)))
        keys[number] = key
    words = {column: _label(table, target) for column, target in columns.items()}
    key_fields = _key_of(table, names)
    way = Way.UPDATE if table.kind is not TableKind.RECORDS else Way.BOTH if key_fields else Way.ADD
    sheet = ListSheet(table.id, tuple(rows))
    job = Job(0, Headings(1, 1, 1, words), Layout(table.id, columns, key_fields, way))
    return Listed(path, (sheet,)), job, keys


def _content(cell: FormCell | None) -> Content:
    content = cell.content if cell is not None else None
    return None if isinstance(content, str) and not content.strip() else content


def _label(table: Table, target: str) -> str:
    one = next((one for one in table.fields if one.id == target.lstrip("#")), None)
    return " ".join((one.label.get("vi") or one.id).split()) if one is not None else target


def _key_of(table: Table, names: list[str]) -> tuple[str, ...]:
    """Name what tells a list's records apart: its first required text."""
    found = [one.id for one in fields_of(table) if one.id in names and one.kind is Kind.TEXT and one.required]
    return tuple(found[:1])


def _placed(
    dry: DryRun, form: ExcelForm, table: Table, keys: Mapping[int, Key], job: Job
) -> Iterator[Trouble]:
    """Name troubles by the sheet and cell of the form."""
    for one in dry.troubles:
        target = job.layout.columns.get(one.column, "")
        cells = form.cells[table.id][keys[one.row]]
        cell = cells.get(target) or next(iter(cells.values()), None)
        place = f"{cell.sheet}!{cell.place}" if cell is not None else one.cell
        yield replace(one, cell=place)
