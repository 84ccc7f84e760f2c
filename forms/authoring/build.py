"""Builds a pack from its source, a folder of text or a workbook, and says everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from forms import routed
from forms.authoring import profile
from forms.authoring.award_rules import award_rules
from forms.authoring.expressions import check_expressions
from forms.authoring.file_lists import file_lists, lists_beside
from forms.authoring.foreign import build_foreign, cells_of
from forms.authoring.foreign_cells import kinship
from forms.authoring.grid_words import read_grid
from forms.authoring.lint import Prepared, check_choices, prepare
from forms.authoring.read_cells import RawSheet
from forms.authoring.read_text import read_folder, read_form
from forms.authoring.read_workbook import workbook_source
from forms.authoring.sheets import MAX_SURVEY, Complaints, Row, Sheet, Source, nearest
from forms.authoring.spelling import check_meaning, check_names, check_paths
from forms.authoring.subtotals import Complain, check_subtotals
from forms.authoring.tables import Tables
from forms.authoring.totals_columns import check_columns, check_unit_zones, unit_zones
from forms.authoring.travelling import with_travelling
from forms.authoring.unit_moves import check_unit_moves, unit_moves
from forms.authoring.xform import FormBuilder
from forms.authoring.xform_tree import XForm
from forms.pack import Choice, Field, FixedRow, Form, Pack, Table
from forms.problems import Problem
from forms.register import STANDARD_LISTS, carried, register_pack, spread, target_rows
from forms.table_rows import with_blocked

BUILT_IN = ("unit", "campaign", *STANDARD_LISTS)  # instances the engine itself provides
_PYXFORM_ROW = re.compile(r"\[row ?: ?([0-9]+)\]")
_PYXFORM_SHEET = re.compile(r"'(survey|choices|settings)' sheet")


def build(path: Path, *, foreign: bool = False) -> Pack:
    """Build the pack at `path`: a folder, an .xlsx workbook, or one form as .md or .xlsx.

    With `foreign` it is any XLSForm or XForm of the ODK dialect, of which what this program has not is
    left out (see `forms.authoring.foreign.build_foreign`, which also gives the warnings).

    Two builds of one source are equal, and so are those of a folder and of the workbook exported from
    it. Raises `PackErrors` with every problem found, or a `Problem` where nothing could be read.
    """
    if foreign:
        return build_foreign(path).pack
    complaints = Complaints()
    return compile_source(read_source(path, complaints), complaints)


def read_source(path: Path, complaints: Complaints, raw: Sequence[RawSheet] | None = None) -> Source:
    """Read every sheet of a pack source, whatever its form; raise PACK_FOREIGN for what is none of ours.

    `raw`: the cells of the file, where they were read before.
    """
    if path.is_dir():
        return read_folder(path, complaints)
    if raw is None:
        raw = cells_of(path)
    kin = "foreign" if path.suffix.lower() == ".xml" else kinship(raw)
    if kin == "foreign":
        raise Problem("PACK_FOREIGN", file=path.name)
    if kin == "unsure":
        complaints.unsure = Problem("PACK_UNSURE", file=path.name)
    text = path.suffix.lower() == ".md"
    source = read_form(path, complaints) if text else workbook_source(path.name, raw, complaints)
    lists_beside(path, source, complaints)
    return source


def compile_source(source: Source, complaints: Complaints) -> Pack:
    """Check and compile the sheets of a source; see `build`."""
    shared = source.tables.get("lists")
    if shared:
        check_choices(shared, complaints)
    if not source.forms and not source.tables:
        raise Problem("PACK_EMPTY_SOURCE")
    forms = _Forms(shared, file_lists(source, complaints), complaints)
    for word in sorted(source.forms):
        forms.add(word, source.forms[word])
    tables = Tables(source, complaints)
    opened = tables.open_lists()
    kept = {table.id for form in forms.forms if form.register for table in form.tables}
    checks = tables.checks()
    head = tables.pack() if "pack" in source.tables else _single_head(source, forms.forms, complaints)
    pack = Pack(
        head.get("id", ""),
        head.get("version", ""),
        {"vi": head.get("title.vi", ""), "en": head.get("title.en", "")},
        tuple(
            _with_open_rows(form, {one.list for one in opened}) for form in forms.forms if not form.register
        ),
        {name: forms.lists[name] for name in sorted(forms.lists)},
        tuple(check for check in checks if check.context not in kept),
        tables.levels(),
        tables.units(),
        tables.assignments(),
        tables.standards(),
        tables.campaign(),
        tables.totals(),
        {key.removeprefix("notes."): text for key, text in head.items() if key.startswith("notes.")},
        opened,
        tuple(form for form in forms.forms if form.register),
        tuple(check for check in checks if check.context in kept),
    )
    written = tables.derivations()
    pack = replace(pack, derivations=spread(pack, written), carried=carried(pack, written))
    criteria, grades, quotas = award_rules(tables)
    pack = replace(pack, criteria=criteria, grades=grades, quotas=quotas)
    pack = replace(pack, unit_moves=unit_moves(tables), unit_zones=unit_zones(tables))
    _References(source, pack, forms, complaints).check()
    if not complaints:
        check_expressions(source, pack, complaints)
        if pack.register_forms:
            check_expressions(source, register_pack(pack), complaints)
        for route in routed.routes(pack):
            check_expressions(source, routed.route_pack(pack, route), complaints)
        if not complaints:  # what stays in the report must not follow from what travels apart
            left = routed.reported(pack)
            check_expressions(source, replace(left, checks=(), derivations=()), complaints)
    check_meaning(source, complaints)
    complaints.close()
    pack = with_travelling(with_blocked(pack))
    check_subtotals(pack, _at_their_rows(pack, forms, complaints))
    complaints.close()
    return pack


def _at_their_rows(pack: Pack, forms: _Forms, complaints: Complaints) -> Complain:
    """Tell what is wrong with a subtotal where its row or its column is written."""

    def complain(code: str, table: Table, row: FixedRow, field: Field | None, /, **details: str) -> None:
        prepared = forms.prepared[table.form]
        grid, _ = read_grid(prepared.rows[table.path].get(profile.GRID))
        item = pack.lists[grid["rows"]][table.rows.index(row)].name
        details = {"item": item, "field": field.id if field else "", **details}
        if code == "PACK_TOTAL_ASKED" and field:
            place = prepared.rows[field.path]
            complaints.add(code, prepared.survey_sheet, place, "relevant", **details)
            return
        sheet, found = prepared.item(grid["rows"], item)
        column = grid["total"]
        if code == "PACK_ROW_PARENT" and field:  # the column of the list that the field reads
            column = (field.calculate or "").rpartition("/")[2] or column
        complaints.add(code, sheet, found, column, **details)

    return complain


def _with_open_rows(form: Form, opened: Collection[str]) -> Form:
    """Keep which list the rows of a table come from, only where the list is open."""
    tables = (
        table if table.rows_from is None or table.rows_from.list in opened else replace(table, rows_from=None)
        for table in form.tables
    )
    return replace(form, tables=tuple(tables))


def _single_head(source: Source, forms: list[Form], complaints: Complaints) -> dict[str, str]:
    """Name a pack after its only form, where the source is a plain XLSForm."""
    if source.single and len(forms) == 1:
        form = forms[0]
        titles = {f"title.{language}": text for language, text in form.title.items()}
        return {"id": form.id, "version": form.version, **titles}
    if not source.single or len(source.forms) != 1:
        file = next(iter([*source.tables.values(), *_all_sheets(source)])).file
        complaints.problems.append(
            Problem("PACK_SHEET_MISSING", file=file, sheet="", cell="", missing="pack")
        )
    return {}


def _all_sheets(source: Source) -> Iterable[Sheet]:
    return (sheet for sheets in source.forms.values() for sheet in sheets.values())


class _Forms:
    """Compiles form after form and gathers their lists."""

    def __init__(
        self, shared: Sheet | None, files: Mapping[str, tuple[Choice, ...]], complaints: Complaints
    ) -> None:
        self.shared = shared
        self.files = files
        self.complaints = complaints
        self.forms: list[Form] = []
        self.lists: dict[str, tuple[Choice, ...]] = dict(files)
        self.prepared: dict[str, Prepared] = {}
        # With wrong lists every form that uses them would be refused once more, in pyxform's words.
        self.spoilt = any(one.details.get("sheet") == "lists" for one in complaints.problems)
        if shared and not len(complaints):
            self._shared_lists(shared)

    def add(self, word: str, sheets: Mapping[str, Sheet]) -> None:
        """Compile one form, unless its sheets have errors."""
        survey = sheets.get("survey")
        if survey and len(survey.rows) > MAX_SURVEY:
            self.complaints.add("PACK_TOO_LARGE", survey, None, "", limit=MAX_SURVEY)
            return
        prepared = prepare(word, sheets, self.shared, self.complaints, self.files)
        if prepared is None:
            return
        if prepared.form_id in self.prepared:
            self.complaints.add("PACK_DUPLICATE", sheets["settings"], None, "form_id", text=prepared.form_id)
            return
        self.prepared[prepared.form_id] = prepared
        before = len(self.complaints)
        check_names(prepared, self.complaints)
        check_paths(prepared, self.complaints)
        if len(self.complaints) > before or self.spoilt:
            return
        xform = convert(prepared, sheets, self.complaints)
        if xform is None:
            return
        before = len(self.complaints)
        form = FormBuilder(xform, prepared, self.complaints).build()
        if len(self.complaints) == before:
            self.forms.append(form)
        for name, items in xform.lists.items():
            if name in self.lists and self.lists[name] != items:
                sheet = sheets.get("choices", prepared.survey_sheet)
                self.complaints.add("PACK_LIST_DIFFERS", sheet, None, "", list=name)
            self.lists.setdefault(name, items)

    def _shared_lists(self, shared: Sheet) -> None:
        """Compile the shared lists through a form of one question: some are used by checks alone."""
        title = {"form_title": "lists", "attribute::vn:titleEn": "lists"}
        settings = Sheet(
            "lists settings", shared.file, {}, (Row(2, {"form_id": "lists", "version": "1", **title}),)
        )
        labels = {f"label::{language}": "lists" for language in profile.LANGUAGES.values()}
        survey = Sheet(
            "lists survey",
            shared.file,
            {"type": "A", "name": "B", **dict.fromkeys(labels, "C")},
            (Row(2, {"type": "text", "name": "lists", **labels}),),
        )
        sheets = {"survey": survey, "settings": settings, "choices": shared}
        prepared = prepare("lists", sheets, None, self.complaints)
        xform = convert(prepared, sheets, self.complaints) if prepared else None
        if xform:
            self.lists.update(xform.lists)


def convert(prepared: Prepared, sheets: Mapping[str, Sheet], complaints: Complaints) -> XForm | None:
    """Let pyxform make the XForm; what it refuses is told at the row it names."""
    from pyxform.xls2xform import convert as pyxform_convert

    content: dict[str, object] = {"sheet_names": ["survey", "choices", "settings"]}
    for kind in ("survey", "choices", "settings"):
        rows = [{k: v for k, v in row.items() if v} for row in getattr(prepared, kind)]
        if rows:
            content[kind] = rows
            content[f"{kind}_header"] = [dict.fromkeys(column for row in rows for column in row)]
    try:
        result = pyxform_convert(content, form_name=prepared.form_id)
        return XForm(result.xform)
    except Exception as error:  # noqa: BLE001 - pyxform lets TypeError, KeyError and others out (xlsform.md section 1)
        text = str(error)
        row = _PYXFORM_ROW.search(text)
        named = _PYXFORM_SHEET.search(text)
        sheet = sheets.get(named[1] if named else "survey", prepared.survey_sheet)
        reason = f"{type(error).__name__}: {' '.join(text.split())}"[:400]
        place = Row(int(row[1]), {}) if row else None
        complaints.add("PACK_PYXFORM", sheet, place, "", reason=reason)
        return None


class _References:
    """Checks that what one sheet names stands in another."""

    def __init__(self, source: Source, pack: Pack, forms: _Forms, complaints: Complaints) -> None:
        self.source = source
        self.pack = pack
        self.forms = forms
        self.complaints = complaints

    def check(self) -> None:
        """Check every name that points from one sheet to another."""
        levels = {level.code for level in self.pack.levels}
        settings = (sheets["settings"] for sheets in self.source.forms.values() if "settings" in sheets)
        form_ids = {row.get("form_id") for sheet in settings for row in sheet.rows}
        tables = set(self.pack.tables_by_id)
        registers = {table.id for form in self.pack.register_forms for table in form.tables}
        standards = {standard.id for standard in self.pack.standards}
        usable = {standard.id for standard in self.pack.standards if standard.selectable}
        self._unique("levels", ("code",))
        self._unique("units", ("code",))
        self._unique("standards", ("standard",))
        self._unique("totals", ("id",))
        self._unique("assignments", ("form", "level", "kind"))
        self._unique("indicators", ("standard", "code"))
        self._unique("lines", ("standard", "area", "kind"))
        self._unique("columns", ("table", "code"))
        self._unique("open_lists", ("list",))
        self._known("levels", "parent", levels)
        self._known("units", "level", levels)
        self._known("units", "parent", set(self.pack.units_by_code))
        self._moves_and_zones()
        check_columns(self.source, self.complaints)
        self._known("assignments", "form", form_ids)
        self._known("assignments", "level", levels)
        for sheet in ("lines", "indicators", "score_rules"):
            self._known(sheet, "standard", standards)
        for sheet in ("columns", "classes"):
            self._known(sheet, "table", {table.id for table in self.pack.totals})
        if len(self.forms.forms) == len(self.source.forms):  # else a form with an error would be missed twice
            self._known("checks", "context", tables | registers)
            self._derivations(registers)
            self._known("totals", "source", tables)
        self._award_rules(levels, tables)
        self._known("totals", "levels", levels, several=";")
        self._known("open_lists", "levels", levels, several="[ ;]")
        if len(self.forms.forms) == len(self.source.forms):
            self._known("open_lists", "list", set(self.pack.lists))
        for name in sorted(set(self.forms.files) & (tables | set(BUILT_IN))):
            self.complaints.add("PACK_DUPLICATE", self.source.files[name], None, "", text=name)
        self._campaign(levels, usable)
        self._ladder()
        self._survey(levels, tables | form_ids | set(BUILT_IN) | set(self.forms.files))

    def _moves_and_zones(self) -> None:
        """Refuse what is said of units that the pack has not, or said twice."""
        self._unique("unit_moves", ("unit", "new"))
        for sheet in ("unit_moves", "unit_zones"):
            self._known(sheet, "unit", set(self.pack.units_by_code))
        check_unit_moves(self.source, self.pack, self.complaints)
        check_unit_zones(self.source, self.complaints)

    def _award_rules(self, levels: Collection[str], tables: Collection[str]) -> None:
        """Refuse marks, classes and quotas of tables and levels that the pack has not."""
        self._unique("criteria", ("table", "code"))
        self._unique("grades", ("table", "code"))
        self._unique("quotas", ("level", "table", "award", "kind"))
        self._known("quotas", "level", levels)
        if len(self.forms.forms) == len(self.source.forms):
            for sheet in ("criteria", "grades", "quotas"):
                self._known(sheet, "table", tables)

    def _derivations(self, registers: set[str]) -> None:
        """Refuse a derived figure whose target no form has, or whose rows no register holds."""
        sheet = self.source.sheet("derivations")
        self._known("derivations", "table", set(self.pack.tables_by_id) | registers)
        self._known("derivations", "source", registers)
        for row in sheet.rows:
            table = self.pack.tables_by_id.get(row.get("table"))
            if table is None:
                continue
            self._one(sheet, row, "field", {field.id for field in table.fields})
            given = [one for one in self.pack.derivations if one.place == f"derivations!{row.number}"]
            keys = {one.row for one in given} - set(target_rows(table))
            if keys or not given:
                self._reference(sheet, row, "row", row.get("row"), target_rows(table))

    def _one(self, sheet: Sheet, row: Row, column: str, known: Collection[str]) -> None:
        if row.get(column) not in known:
            self._reference(sheet, row, column, row.get(column), known)

    def _unique(self, name: str, columns: tuple[str, ...]) -> None:
        sheet = self.source.sheet(name)
        seen = set()
        for row in sheet.rows:
            key = tuple(row.get(column) for column in columns)
            if key in seen:
                self.complaints.add("PACK_DUPLICATE", sheet, row, columns[-1], text=" ".join(key))
            seen.add(key)

    def _known(self, name: str, column: str, known: Collection[str], several: str = "") -> None:
        sheet = self.source.sheet(name)
        for row in sheet.rows:
            text = row.get(column)
            for word in (part.strip() for part in re.split(several, text)) if several else (text,):
                if word and word not in known:
                    self._reference(sheet, row, column, word, known)

    def _reference(self, sheet: Sheet, row: Row, column: str, word: str, known: Collection[str]) -> None:
        suggestion = nearest(word, known)
        self.complaints.add(
            "PACK_REFERENCE", sheet, row, column, column=column, text=word[:60], suggestion=suggestion
        )

    def _campaign(self, levels: set[str], standards: set[str]) -> None:
        sheet = self.source.sheet("campaign")
        for row in sheet.rows:
            name, value = row.get("name"), row.get("value")
            if name == "standard" and value not in standards:
                self._reference(sheet, row, "value", value, standards)
            if name.startswith("deadline.") and name.removeprefix("deadline.") not in levels:
                self._reference(sheet, row, "name", name.removeprefix("deadline."), levels)
            for word, known in self._apart(name.removeprefix("parameter."), value):
                self._reference(sheet, row, "value", word, known)

    def _apart(self, parameter: str, value: str) -> Iterator[tuple[str, Collection[str]]]:
        """Give the words of a parameter of routed packages that name nothing, and what it could name."""
        if parameter == routed.FIELDS and len(self.forms.forms) == len(self.source.forms):
            tables = self.pack.tables_by_id
            known = {*tables, *(f"{name}.{f.id}" for name, table in tables.items() for f in table.fields)}
            yield from ((word, known) for word in routed.not_named(self.pack))
        elif parameter == routed.REGISTERS:
            years = self.pack.campaign.years if self.pack.campaign else ()
            yield from ((word, years) for word in routed.words(value) if word not in years)
        elif parameter == routed.ID_NUMBERS and value not in routed.WAYS:
            yield value, routed.WAYS

    def _ladder(self) -> None:
        """Refuse units that stand above themselves."""
        sheet = self.source.sheet("units")
        for row in sheet.rows:
            seen, code = set(), row.get("code")
            while code and code not in seen:
                seen.add(code)
                unit = self.pack.units_by_code.get(code)
                code = unit.parent if unit else ""
            if code:
                self.complaints.add("PACK_CIRCLE", sheet, row, "parent", text=row.get("code"))

    def _survey(self, levels: set[str], instances: set[str]) -> None:
        for prepared in self.forms.prepared.values():
            sheet = prepared.survey_sheet
            for row in sheet.rows:
                for level in row.get(profile.LEVELS).split():
                    if level not in levels:
                        self._reference(sheet, row, profile.LEVELS, level, levels)
            if len(self.forms.forms) == len(self.source.forms):
                for row, name in prepared.externals:
                    if name not in instances:
                        self._reference(sheet, row, "name", name, instances)
