"""Judges the sheets of one form before pyxform sees them, and hands pyxform what it is to convert.

pyxform drops a column it does not know, so a misspelt one would vanish without a word (xlsform.md
section 1); every heading and word is therefore checked here, with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.authoring import profile
from forms.authoring.grid_words import check_appearance, check_grid, with_root
from forms.authoring.sheets import LIST_SUFFIX, Complaints, Row, Sheet, check_zeros, nearest
from forms.letters import fold

SheetRows = list[dict[str, str]]
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")


@dataclass(slots=True)
class Prepared:
    """One form as pyxform is to convert it, and where each of its nodes stands in the source."""

    word: str  # "BM-01"
    form_id: str
    survey_sheet: Sheet
    survey: SheetRows = field(default_factory=list)
    choices: SheetRows = field(default_factory=list)
    settings: SheetRows = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)  # XForm path -> its row
    externals: list[tuple[Row, str]] = field(default_factory=list)
    choice_sheets: tuple[Sheet, ...] = ()

    def item(self, list_name: str, code: str) -> tuple[Sheet, Row | None]:
        """Find where an item of a list is written."""
        for sheet in self.choice_sheets:
            for row in sheet.rows:
                if (row.get(_list_column(sheet)), row.get("name")) == (list_name, code):
                    return sheet, row
        return self.survey_sheet, None

    def place(self, path: str) -> str:
        """Name the row of a node: "BM-01 survey!17"."""
        row = self.rows.get(path)
        return f"{self.survey_sheet.name}!{row.number}" if row else self.survey_sheet.name


def prepare(
    word: str,
    sheets: Mapping[str, Sheet],
    shared: Sheet | None,
    complaints: Complaints,
    files: Iterable[str] = (),
) -> Prepared | None:
    """Check a form's sheets (`shared` was checked before); None where they cannot be converted.

    `files`: the lists kept as tables of their own, by name.
    """
    survey = sheets.get("survey")
    any_sheet = next(iter(sheets.values()))
    if survey is None or "settings" not in sheets:
        missing = "survey" if survey is None else "settings"
        complaints.add("PACK_SHEET_MISSING", any_sheet, missing=f"{word} {missing}".strip())
        return None
    before = len(complaints)
    settings = _settings(word, sheets["settings"], complaints)
    prepared = Prepared(word, settings.get("form_id", ""), survey, settings=[settings])
    own = sheets.get("choices")
    if own:
        check_choices(own, complaints)
        _no_list_twice(own, shared, complaints)
    lists = {row.get(_list_column(s)) for s in (own, shared) if s for row in s.rows}
    _Survey(prepared, lists, complaints, {f"{name}{LIST_SUFFIX}" for name in files}).read()
    used = set(_INSTANCE.findall(" ".join(text for row in survey.rows for text in row.cells.values())))
    used |= {
        row.get("type").split()[-1] for row in survey.rows if row.get("type").startswith(profile.SELECTS)
    }
    prepared.choice_sheets = tuple(filter(None, (own, shared)))
    for sheet in prepared.choice_sheets:
        prepared.choices.extend(_choice_rows(sheet, used if sheet is shared else None))
    return prepared if len(complaints) == before else None


def translated(column: str, words: Iterable[str]) -> tuple[str, str] | None:
    """Split "label::English (en)" into ("label", "en"); None where it is no such column."""
    base, part, language = column.partition("::")
    code = profile.language_of(language)
    return (base, code) if part and code and base in words else None


def both_languages(
    sheet: Sheet,
    row: Row,
    base: str,
    complaints: Complaints,
    *,
    needed: bool,
) -> dict[str, str]:
    """Read a translated text; both languages must be there where it is `needed` or one of them is."""
    found: dict[str, str] = {}
    places: dict[str, str] = {}
    for column in sheet.columns:
        parts = translated(column, (base,))
        if parts:
            places[parts[1]] = column
            if row.get(column):
                found[parts[1]] = row.get(column)
    if needed or found:
        for language, title in profile.LANGUAGES.items():
            if language not in found:
                column = places.get(language, "")
                complaints.add("PACK_LABEL_MISSING", sheet, row, column, column=base, language=title)
    for language, text in found.items():
        if "${" in text:
            complaints.add("PACK_LABEL_REFERENCE", sheet, row, places[language], text=text[:40])
    return found


def unknown_column(sheet: Sheet, column: str, known: Iterable[str], complaints: Complaints) -> None:
    """Complain about a heading that is none of ours, and say which it may have been."""
    base = column.partition("::")[0]
    reason = profile.REFUSED_COLUMNS.get(base)
    if reason:
        complaints.add(f"PACK_NO_{reason}", sheet, None, column, text=column)
    else:
        suggestion = nearest(column, known)
        complaints.add("PACK_COLUMN_UNKNOWN", sheet, None, column, column=column, suggestion=suggestion)


def check_choices(sheet: Sheet, complaints: Complaints) -> None:
    """Check a choices sheet: headings, codes, labels; no code twice, no label that is another's code."""
    languages = [f"label::{title}" for title in profile.LANGUAGES.values()]
    for column in sheet.columns:
        plain = re.fullmatch(profile.NAME, column) or column in profile.CHOICES or column == profile.COMMENT
        if not plain and not translated(column, profile.CHOICES_TRANSLATED):
            unknown_column(sheet, column, [*profile.CHOICES, *languages], complaints)
    if not _columns_present(sheet, (_list_column(sheet), "name"), complaints):
        return
    check_zeros(sheet, _list_column(sheet), "name", complaints)
    seen: set[tuple[str, str]] = set()
    codes: dict[str, set[str]] = {}
    for row in sheet.rows:
        codes.setdefault(row.get(_list_column(sheet)), set()).add(fold(row.get("name")))
    for row in sheet.rows:
        name, list_name = row.get("name"), row.get(_list_column(sheet))
        if not re.fullmatch(profile.NAME, list_name):
            complaints.add("PACK_BAD_NAME", sheet, row, _list_column(sheet), text=list_name)
        if not re.fullmatch(profile.CODE, name):
            complaints.add("PACK_BAD_NAME", sheet, row, "name", text=name)
        elif (list_name, name) in seen:
            complaints.add("PACK_DUPLICATE", sheet, row, "name", text=f"{list_name} {name}")
        seen.add((list_name, name))
        labels = both_languages(sheet, row, "label", complaints, needed=True)
        for language, label in labels.items():
            if fold(label) in codes[list_name] and fold(label) != fold(name):
                column = f"label::{profile.LANGUAGES[language]}"
                complaints.add("PACK_CHOICE_CROSSED", sheet, row, column, text=label, list=list_name)


def _list_column(sheet: Sheet) -> str:
    return "list name" if "list name" in sheet.columns else "list_name"


def _columns_present(sheet: Sheet, columns: Iterable[str], complaints: Complaints) -> bool:
    missing = [column for column in columns if column not in sheet.columns]
    for column in missing:
        complaints.add("PACK_COLUMN_MISSING", sheet, None, "", column=column)
    return not missing


def _no_list_twice(own: Sheet, shared: Sheet | None, complaints: Complaints) -> None:
    taken = {row.get(_list_column(shared)) for row in shared.rows} if shared else set()
    for row in own.rows:
        name = row.get(_list_column(own))
        if name in taken:
            complaints.add("PACK_DUPLICATE", own, row, _list_column(own), text=name)
            taken.discard(name)


def _choice_rows(sheet: Sheet, used: set[str] | None) -> SheetRows:
    """Give choices as pyxform reads them: those of `used` lists, or all."""
    rows: SheetRows = []
    for row in sheet.rows:
        if used is not None and row.get(_list_column(sheet)) not in used:
            continue
        cells = {}
        for column, text in row.cells.items():
            parts = translated(column, profile.CHOICES_TRANSLATED)
            if parts:
                cells[f"{parts[0]}::{profile.LANGUAGES[parts[1]]}"] = text
            elif column != profile.COMMENT:
                cells[profile.CHOICES.get(column, column)] = text
        rows.append(cells)
    return rows


def _settings(word: str, sheet: Sheet, complaints: Complaints) -> dict[str, str]:
    known = [*profile.SETTINGS, *(f"form_title::{title}" for title in profile.LANGUAGES.values())]
    for column in sheet.columns:
        if column not in (*profile.SETTINGS, profile.COMMENT) and not translated(
            column, profile.SETTINGS_TRANSLATED
        ):
            unknown_column(sheet, column, known, complaints)
    if len(sheet.rows) != 1:
        complaints.add(
            "PACK_SETTINGS_ROWS", sheet, sheet.rows[1] if sheet.rows else None, rows=len(sheet.rows)
        )
        return {}
    row = sheet.rows[0]
    titles = {"vi": row.get("form_title"), "en": row.get("attribute::vn:titleEn")}
    for column in sheet.columns:
        parts = translated(column, profile.SETTINGS_TRANSLATED)
        if parts and row.get(column):
            titles[parts[1]] = row.get(column)
    for language, title in titles.items():
        if not title:
            column = "form_title" if language == "vi" else "attribute::vn:titleEn"
            name = profile.LANGUAGES[language]
            complaints.add("PACK_LABEL_MISSING", sheet, row, column, column="form_title", language=name)
    form_id = row.get("form_id")
    if not re.fullmatch(profile.FORM_ID, form_id):
        complaints.add("PACK_BAD_NAME", sheet, row, "form_id", text=form_id)
    if not row.get("version"):
        complaints.add("PACK_VALUE_MISSING", sheet, row, "version", column="version")
    ours = f'vn="{profile.NAMESPACE}"'
    orientation = "attribute::vn:orientation"
    wanted = {
        "name": (form_id, "data"),
        "default_language": ("vi", profile.LANGUAGES["vi"]),
        "namespaces": (ours,),
        orientation: profile.ORIENTATIONS,
        "attribute::vn:register": ("yes",),
    }
    for column, allowed in wanted.items():
        _one_of(sheet, row, column, allowed, complaints)
    return {
        "form_id": form_id,
        "form_title": titles["vi"],
        "version": row.get("version"),
        "default_language": profile.LANGUAGES["vi"],
        "namespaces": ours,
        "attribute::vn:number": row.get("attribute::vn:number") or word or form_id,
        "attribute::vn:titleEn": titles["en"],
        "attribute::vn:sheet": row.get("attribute::vn:sheet"),
        "attribute::vn:orientation": row.get(orientation) or "landscape",
        "attribute::vn:register": row.get("attribute::vn:register"),
    }


def _one_of(sheet: Sheet, row: Row, column: str, allowed: Sequence[str], complaints: Complaints) -> None:
    text = row.get(column)
    if text and text not in allowed:
        complaints.add(
            "PACK_VALUE", sheet, row, column, column=column, text=text[:60], allowed=", ".join(allowed)
        )


class _Survey:
    """Reads the survey sheet row by row, with the groups and repeats that are open."""

    def __init__(self, prepared: Prepared, lists: set[str], complaints: Complaints, files: set[str]) -> None:
        self.prepared = prepared
        self.lists = lists
        self.files = files
        self.complaints = complaints
        self.sheet = prepared.survey_sheet
        self.open: list[tuple[str, str, Row]] = []  # what, its name, its row
        self.targets: dict[str, str] = {}

    def read(self) -> None:
        """Check every row and write it for pyxform, at the same row number."""
        self._headings()
        for row in self.sheet.rows:
            self.prepared.survey.extend({} for _ in range(row.number - 2 - len(self.prepared.survey)))
            self.prepared.survey.append(self._row(row))
        for what, name, row in self.open:
            self.complain("PACK_NESTING", row, "type", text=f"begin {what} {name}", expected=f"end {what}")

    def complain(self, code: str, row: Row | None, column: str, /, **details: object) -> None:
        """Note a problem on the survey sheet."""
        self.complaints.add(code, self.sheet, row, column, **details)

    def _headings(self) -> None:
        words = [
            f"{base}::{title}" for base in profile.SURVEY_TRANSLATED for title in profile.LANGUAGES.values()
        ]
        for column in self.sheet.columns:
            parts = translated(column, profile.SURVEY_TRANSLATED)
            if parts:
                self.targets[column] = f"{parts[0]}::{profile.LANGUAGES[parts[1]]}"
            elif column in profile.SURVEY or column in profile.VN:
                self.targets[column] = profile.SURVEY.get(column, column)
            elif column != profile.COMMENT:
                known = [*profile.SURVEY, *profile.VN, *words]
                unknown_column(self.sheet, column, known, self.complaints)
        _columns_present(self.sheet, ("type", "name"), self.complaints)

    def _row(self, row: Row) -> dict[str, str]:
        kind, name = " ".join(row.get("type").split()), row.get("name")
        if kind in profile.CLOSINGS:
            self._close(row, profile.CLOSINGS[kind])
            return {"type": kind}
        cells = {self.targets[column]: text for column, text in row.cells.items() if column in self.targets}
        cells = with_root(cells, self.prepared.form_id)
        cells["type"] = kind
        if kind == profile.EXTERNAL:
            self._external(row, name)
            return cells
        self._name(row, name)
        if kind in profile.OPENINGS:
            self._opening(row, profile.OPENINGS[kind], name)
        else:
            self._question(row, kind, cells)
        hidden = kind == "calculate"
        labels = both_languages(self.sheet, row, "label", self.complaints, needed=not hidden)
        if hidden and labels:
            # XForm bodies have no calculate, so its label travels as an attribute of ours.
            for title in profile.LANGUAGES.values():
                cells.pop(f"label::{title}", None)
            cells["bind::vn:label"], cells["bind::vn:labelEn"] = labels.get("vi", ""), labels.get("en", "")
        for base in ("hint", "required_message"):
            both_languages(self.sheet, row, base, self.complaints, needed=False)
        limited = bool(cells.get("constraint"))
        both_languages(self.sheet, row, "constraint_message", self.complaints, needed=limited)
        self._marks(row, kind)
        return cells

    def _name(self, row: Row, name: str) -> None:
        path = "/".join(("", self.prepared.form_id, *(opened for _, opened, _ in self.open), name))
        if not re.fullmatch(profile.NAME, name):
            self.complain("PACK_BAD_NAME", row, "name", text=name)
        elif path in self.prepared.rows:
            self.complain("PACK_DUPLICATE", row, "name", text=name)
        self.prepared.rows.setdefault(path, row)

    def _opening(self, row: Row, what: str, name: str) -> None:
        self.open.append((what, name, row))
        if what == "repeat":
            # A table is asked as a whole: what hides it is written at its questions, or at its assignment.
            around = [place for kind, _, place in self.open if kind == "group" or place is row]
            for place in around:
                if place.get("relevant") or place.get("relevance"):
                    self.complain("PACK_GROUP_RELEVANT", place, "relevant", text=place.get("name"))
            check_grid(self.sheet, row, self.complaints)
            check_appearance(self.sheet, row, self.complaints)
        else:
            for column in ("repeat_count", profile.GRID):
                if row.get(column):
                    self.complain("PACK_MISPLACED", row, column, column=column, text="begin group")
            self._no_table(row, "begin group")

    def _no_table(self, row: Row, kind: str) -> None:
        """Complain about what shows a repeat as a table, where no repeat begins."""
        if any(word.startswith("vn-") for word in row.get("appearance").split()):
            self.complain("PACK_MISPLACED", row, "appearance", column="appearance", text=kind)

    def _close(self, row: Row, what: str) -> None:
        if not self.open or self.open[-1][0] != what:
            expected = f"end {self.open[-1][0]}" if self.open else ""
            self.complain("PACK_NESTING", row, "type", text=row.get("type"), expected=expected)
        else:
            self.open.pop()

    def _external(self, row: Row, name: str) -> None:
        if self.open:
            self.complain("PACK_MISPLACED", row, "type", column="type", text=f"{profile.EXTERNAL} {name}")
        self.prepared.externals.append((row, name))

    def _question(self, row: Row, kind: str, cells: Mapping[str, str]) -> None:
        first, *rest = kind.split() or [""]
        reason = profile.REFUSED_TYPES.get(kind) or profile.REFUSED_TYPES.get(first)
        if first in profile.SELECTS and len(rest) == 1:
            if rest[0] not in self.lists:
                suggestion = nearest(rest[0], self.lists)
                self.complain("PACK_LIST_UNKNOWN", row, "type", list=rest[0], suggestion=suggestion)
        elif first in ("select_one", "select_multiple") and rest[1:] == ["or_other"]:
            self._or_other(row, kind, rest[0])
        elif first in profile.SELECTS_FROM_FILE:
            self._from_file(row, kind, " ".join(rest))
        elif kind == "select_one":
            self.complain("PACK_NO_LATER", row, "type", text=kind)
        elif reason:
            self.complain(f"PACK_NO_{reason}", row, "type", text=kind)
        elif kind not in profile.QUESTIONS:
            selects = (*profile.SELECTS, *profile.SELECTS_FROM_FILE)
            known = [*profile.QUESTIONS, *selects, *profile.OPENINGS, profile.EXTERNAL]
            self.complain("PACK_TYPE_UNKNOWN", row, "type", text=kind, suggestion=nearest(kind, known))
        if (kind == "calculate" or row.get("trigger")) and not cells.get("calculation"):
            self.complain("PACK_VALUE_MISSING", row, "calculation", column="calculation")
        for column in ("repeat_count", profile.GRID):
            if row.get(column):
                self.complain("PACK_MISPLACED", row, column, column=column, text=kind)
        self._no_table(row, kind)
        if row.get("parameters") and kind != "range":
            self.complain("PACK_MISPLACED", row, "parameters", column="parameters", text=kind)
        if "ex:" in row.get("appearance"):
            self.complain("PACK_NO_DEVICE", row, "appearance", text=row.get("appearance"))
        if row.get("choice_filter") and first not in (*profile.SELECTS, *profile.SELECTS_FROM_FILE):
            self.complain("PACK_MISPLACED", row, "choice_filter", column="choice_filter", text=kind)

    def _from_file(self, row: Row, kind: str, file: str) -> None:
        """Check a choice whose list is a table of its own, `xa.csv`."""
        if not file.endswith(LIST_SUFFIX):
            self.complain("PACK_NO_FILES", row, "type", text=kind)
        elif file not in self.files:
            suggestion = nearest(file, self.files)
            self.complain("PACK_FILE_LIST", row, "type", list=file, suggestion=suggestion)

    def _or_other(self, row: Row, kind: str, list_name: str) -> None:
        """Check a choice with an open end: pyxform adds its item and its question."""
        if list_name not in self.lists:
            suggestion = nearest(list_name, self.lists)
            self.complain("PACK_LIST_UNKNOWN", row, "type", list=list_name, suggestion=suggestion)
        if row.get("choice_filter"):
            self.complain("PACK_MISPLACED", row, "choice_filter", column="choice_filter", text=kind)
        path = "/".join(("", self.prepared.form_id, *(opened for _, opened, _ in self.open)))
        self.prepared.rows.setdefault(f"{path}/{row.get('name')}_{profile.OTHER}", row)

    def _marks(self, row: Row, kind: str) -> None:
        """Check the words of the vn: columns."""
        for column, (allowed, fits) in _MARKS.items():
            text = row.get(column)
            if text and not fits(text):
                self.complain("PACK_VALUE", row, column, column=column, text=text[:60], allowed=allowed)
        if row.get(profile.KIND) and kind != "text":
            self.complain("PACK_MISPLACED", row, profile.KIND, column=profile.KIND, text=kind)
        _one_of(self.sheet, row, "bind::type", profile.BIND_TYPES, self.complaints)
        together = ((profile.WARN, profile.WARN_VI, profile.WARN_EN), (profile.UNIT, profile.UNIT_EN))
        for columns in together:
            if any(row.get(column) for column in columns):
                for column in columns:
                    if not row.get(column):
                        self.complain("PACK_VALUE_MISSING", row, column, column=column)


def _shape(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


_MARKS: dict[str, tuple[str, Callable[[str], bool]]] = {
    profile.ROLLUP: (", ".join((*profile.ROLLUPS, "WAVG(...)")), _shape(profile.ROLLUP_SHAPE)),
    profile.KIND: (", ".join(profile.TEXT_KINDS), lambda text: text in profile.TEXT_KINDS),
    profile.TOTAL: ("nam_nay_ht", _shape(profile.NAME)),
    profile.DECIMALS: ("0-6", _shape("[0-6]")),
    profile.SCALE: ("1, 10, 100, ... 1000000000", _shape("10{0,9}")),
    profile.LENGTH: ("1-100000", _shape("[1-9][0-9]{0,4}|100000")),
    profile.WORDS: ("1-20000", _shape("[1-9][0-9]{0,3}|1[0-9]{4}|20000")),
    profile.SENSITIVE: ("yes, no", _shape("yes|no")),
    profile.KEY: ("yes", _shape("yes")),
    profile.STABLE_ID: ("c01", _shape(profile.NAME)),
    profile.REPLACES: ("c01", _shape(rf"{profile.NAME}(?: {profile.NAME})*")),
    profile.CHECK: ("K01", _shape("[A-Z][A-Z0-9]*")),
    profile.LEVELS: ("commune district", _shape(rf"{profile.CODE}(?: {profile.CODE})*")),
}
