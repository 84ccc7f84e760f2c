"""A foreign XLSForm as cells: what pyxform is handed, where each node stands, and what looks wrong in it.

Nothing of our profile is asked of it. What pyxform and the engine pass over without a word (a misspelt
column, a code that lost its zero, a division written "/") is warned of at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from forms.authoring import profile
from forms.authoring.diagnose import (
    SHEET_COLUMNS,
    explained,
    missing_paths,
    own_aggregates,
    suspicious,
)
from forms.authoring.read_cells import RawSheet
from forms.authoring.sheets import (
    MAX_SURVEY,
    PACK_SHEETS,
    Complaints,
    Row,
    Sheet,
    check_zeros,
    column_letter,
    nearest,
)
from forms.authoring.xform_parts import safe_name
from forms.pack import Pack
from forms.problems import Problem

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_COMMON = {"lists", "columns", "lines", "units", "levels"}  # words that any workbook may hold
_SPACES = re.compile(r" +")
_BLANK_ROWS, _BLANK_COLUMNS = 60, 20  # after so many pyxform reads no further
_ALIASES = {
    "relevance": "relevant",
    "read_only": "readonly",
    "calculate": "calculation",
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "list name": "list_name",
    "bind::relevant": "relevant",
    "bind::calculate": "calculation",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "bind::readonly": "readonly",
}
_KNOWN = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "constraint"),
    *("constraint_message", "relevant", "calculation", "appearance", "choice_filter", "default", "readonly"),
    *("repeat_count", "parameters", "trigger", "media", "image", "audio", "video", "big-image", "autoplay"),
    *("save_to", "note", "query", "list_name", "rows", "intent", "file"),
)
_ATTRIBUTES = {
    "calculate": "calculation",
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "readonly": "readonly",
    "default": "default",
    "choice_filter": "choice_filter",
    "itemset": "type",
}
OPENING = re.compile(r"begin[ _](?:lgroup|group|repeat|loop)\b")
CLOSING = re.compile(r"end[ _](?:lgroup|group|repeat|loop)\b")
_PREFIXED = re.compile(r"(?:bind|body|instance|attribute|control)\s*::\s*(\w+):")
_PREFIXES = ("jr", "odk", "orx", "entities", "ev", "xsd", "h")
_UNPLAIN = re.compile(r"[^\x00-\x7f]")


def kinship(raw: Sequence[RawSheet]) -> str:
    """Say whose sheets these are: "ours", "foreign"; "unsure" where only the languages are ours."""
    titles = {sheet.title.strip().lower() for sheet in raw}
    if "survey" not in titles or titles & (set(PACK_SHEETS) - _COMMON):
        return "ours"
    headings = [
        re.sub(r"\s*::\s*", "::", cell.text.strip())
        for sheet in raw
        if sheet.title.strip().lower() in SHEETS
        for cell in sheet.rows.get(1, {}).values()
    ]
    if any("vn:" in heading for heading in headings):
        return "ours"
    languages = {
        profile.language_of(heading.partition("::")[2])
        for heading in headings
        if heading.startswith("label::")
    }
    return "unsure" if set(profile.LANGUAGES) <= languages else "foreign"


class ForeignForm:
    """The sheets of one foreign form."""

    def __init__(self, file: str, raw: Sequence[RawSheet]) -> None:
        self.file = file
        self.raw = raw
        self.named: dict[str, RawSheet] = {}
        for sheet in raw:
            self.named.setdefault(sheet.title.lower(), sheet)
        if len(raw) == 1 and "survey" not in self.named:
            self.named["survey"] = raw[0]  # as pyxform takes it
        self.sheets = {name: self._sheet(self.named[name]) for name in SHEETS if name in self.named}
        self.survey = self.sheets.get("survey", Sheet("survey", file, {}, ()))
        settings = self.sheets.get("settings")
        first = settings.rows[0] if settings and settings.rows else Row(2, {})
        self.namespaces = first.get("namespaces")
        self.root = first.get("name") or "data"
        self.rows = dict(self.paths())

    # -- for pyxform --------------------------------------------------------------------------------

    def content(self, stem: str) -> dict[str, Any]:
        """Give the rows as pyxform reads them from a workbook."""
        content: dict[str, Any] = {
            "sheet_names": [sheet.title for sheet in self.raw],
            "fallback_form_name": stem,
        }
        for name in SHEETS:
            if name not in self.named:
                continue
            headers = self._usable(_headers(self.named[name]))
            content[name] = list(_rows(self.named[name], headers))
            content[f"{name}_header"] = [dict.fromkeys(headers.values())] if headers else []
        return content

    def _usable(self, headers: dict[int, str]) -> dict[int, str]:
        """Leave out columns in a namespace that nothing declares: pyxform would write broken XML."""
        return {index: title for index, title in headers.items() if not self._undeclared(title)}

    def _undeclared(self, title: str) -> bool:
        found = _PREFIXED.match(title)
        return found is not None and found[1] not in _PREFIXES and f"{found[1]}=" not in self.namespaces

    # -- where things stand -------------------------------------------------------------------------

    def _sheet(self, raw: RawSheet) -> Sheet:
        headers = _headers(raw)
        columns: dict[str, str] = {}
        for index, title in headers.items():
            columns.setdefault(_plain(title), column_letter(index))
        rows = []
        for number, cells in raw.rows.items():
            texts: dict[str, str] = {}
            for index, cell in cells.items():
                if number > 1 and index in headers:
                    texts.setdefault(_plain(headers[index]), cell.text.strip())
            if texts:
                rows.append(Row(number, texts))
        return Sheet(raw.title, self.file, columns, tuple(rows))

    def paths(self) -> Iterator[tuple[str, Row]]:
        """Yield the path of each node below the form's root with its row."""
        open_groups: list[str] = []
        for row in self.survey.rows:
            kind = row.get("type").lower()
            if CLOSING.match(kind):
                if open_groups:
                    open_groups.pop()
                continue
            yield "/".join(("", *open_groups, row.get("name"))), row
            if OPENING.match(kind):
                open_groups.append(row.get("name"))

    def told(self, problem: Problem, pack: Pack) -> Problem:
        """Give a problem of an expression its sheet and cell, the cell's own text and its likely cause."""
        expression, source = problem.details.get("expression", ""), problem.details.get("source", "")
        if problem.code == "PACK_CYCLE":
            first = problem.details.get("fields", "").split(" → ")[0]
            fields = (
                (f"{t.id}.{one.id}", one) for form in pack.forms for t in form.tables for one in t.fields
            )
            source = next((one.path for name, one in fields if name == first), "")
        path = source.rpartition(" ")[2]
        below = "/" + path.lstrip("/").partition("/")[2]
        # pyxform puts the formula of a repeat's count into a node of its own beside it.
        counted = below not in self.rows and below.endswith("_count")
        row = self.rows.get(below.removesuffix("_count") if counted else below)
        if row is None:
            return Problem(problem.code, **{"file": self.file, **problem.details})
        column = "repeat_count" if counted else self._column(pack, path, expression, row)
        cell = self.survey.cell(row, column)
        details = {**problem.details, "file": self.file, "sheet": self.survey.name, "cell": cell}
        details["source"] = f"{self.survey.name}!{cell}"
        if problem.code == "PACK_EXPRESSION":
            written = row.get(column) if column and column != "type" else expression
            details.update(explained(written, problem, self.names()))
        return Problem(problem.code, **details)

    def _column(self, pack: Pack, path: str, expression: str, row: Row) -> str:
        found = ""
        for form in pack.forms:
            for table in form.tables:
                if table.path == path and table.count == expression:
                    found = "repeat_count"
                for one in table.fields:
                    if one.path == path:
                        names = (n for n in _ATTRIBUTES if getattr(one, n) == expression)
                        found = found or _ATTRIBUTES.get(next(names, ""), "")
            for group in form.groups:
                if group.path == path and not found:
                    found = "relevant" if group.relevant == expression else "readonly"
        given = [one for one in ("calculation", "default", "relevant", "label") if row.get(one)]
        return found if row.get(found) else next(iter(given), "")

    def names(self) -> set[str]:
        """Names of all questions and groups."""
        return {row.get("name") for row in self.rows.values()} - {""}

    # -- what looks wrong ---------------------------------------------------------------------------

    def lint(self, complaints: Complaints) -> None:
        """Warn of what pyxform would pass over; complain where no sheet can be read."""
        if not self.survey.columns:
            missing = Problem("PACK_SHEET_MISSING", file=self.file, sheet="", cell="", missing="survey")
            complaints.problems.append(missing)
            return
        if len(self.survey.rows) > MAX_SURVEY:
            details = {"file": self.file, "sheet": self.survey.name, "limit": str(MAX_SURVEY)}
            complaints.problems.append(Problem("PACK_TOO_LARGE", **details))
            return
        found = Complaints()
        self._titles(found)
        self._cells(found)
        self._columns(found)
        self._names(found)
        for name in ("choices", "external_choices"):
            if name in self.sheets:
                check_zeros(self.sheets[name], "list_name", "name", found)
        self._expressions(found)
        complaints.warnings.extend((*found.warnings, *found.problems))

    def _titles(self, found: Complaints) -> None:
        seen: set[str] = set()
        for sheet in self.raw:
            name = sheet.title.strip().lower()
            if name in seen and name in SHEETS:
                found.warn(Problem("PACK_SHEET_TWICE", file=self.file, sheet=sheet.title))
            seen.add(name)
            if sheet.hidden and name in SHEETS:
                found.warn(Problem("PACK_SHEET_HIDDEN", file=self.file, sheet=sheet.title))
            missing = [one for one in SHEETS if one not in self.named]
            suggestion = nearest(name, missing, 0.8) if name not in SHEETS else ""
            if suggestion:
                one = Problem("PACK_SHEET_UNKNOWN", file=self.file, sheet=sheet.title, suggestion=suggestion)
                found.warn(one)

    def _cells(self, found: Complaints) -> None:
        """Warn of what Excel made of cells."""
        codes = {"formula": "PACK_FORMULA_KEPT", "error": "PACK_CELL_ERROR", "date": "PACK_DATE_KEPT"}
        for name in self.sheets:
            raw = self.named[name]
            headers = _headers(raw)
            for place in raw.merged[:1]:
                found.warn(Problem("PACK_MERGED", file=self.file, sheet=raw.title, cell=place))
            for number, cells in raw.rows.items():
                for index, cell in cells.items():
                    code = codes.get(cell.kind)
                    if code and index in headers:
                        place = f"{column_letter(index)}{number}"
                        text = f"={cell.formula}" if cell.kind == "formula" else cell.text
                        found.warn(Problem(code, file=self.file, sheet=raw.title, cell=place, text=text[:40]))

    def _columns(self, found: Complaints) -> None:
        ours = [*profile.VN, "bind::vn:label"]
        for name in ("survey", "choices"):
            if name not in self.sheets:
                continue
            sheet = self.sheets[name]
            titles = [_plain(title) for title in _headers(self.named[name]).values()]
            for column in dict.fromkeys(one for one in titles if titles.count(one) > 1):
                found.add("PACK_COLUMN_TWICE", sheet, None, column, column=column)
            for column in sheet.columns:
                base = column.partition("::")[0].partition(":")[0]
                if ("vn:" in column and column not in ours) or self._undeclared(column):
                    suggestion = nearest(column, ours)
                elif (
                    name == "survey"
                    and base not in _KNOWN
                    and base not in {"bind", "body", "instance", "media"}
                ):
                    suggestion = nearest(base, [word for word in _KNOWN if word not in sheet.columns], 0.8)
                    if not suggestion:
                        continue  # a column of the author's own
                else:
                    continue
                found.add("PACK_COLUMN_UNKNOWN", sheet, None, column, column=column, suggestion=suggestion)

    def _names(self, found: Complaints) -> None:
        for row in self.rows.values():
            name = row.get("name")
            if _UNPLAIN.search(name):
                safe = safe_name(name, set())
                found.add("PACK_NAME_MARKS", self.survey, row, "name", text=name, safe=safe)

    def _expressions(self, found: Complaints) -> None:
        paths = {f"/{self.root}", *(f"/{self.root}{path}" for path in self.rows)}
        repeats = [path for path, row in self.rows.items() if "repeat" in row.get("type").lower()]
        for path, row in self.rows.items():
            for column in SHEET_COLUMNS:
                text = row.get(column)
                if not text:
                    continue
                for reason, detail in suspicious(text):
                    found.add(
                        "PACK_SUSPICIOUS",
                        self.survey,
                        row,
                        column,
                        reason=reason,
                        detail=detail,
                        text=text[:60],
                    )
                for path_ in missing_paths(text, paths):
                    self._missing(found, row, column, path_)
                for call in own_aggregates(text, path, self.rows, repeats):
                    found.add("PACK_OWN_AGGREGATE", self.survey, row, column, text=call)

    def _missing(self, found: Complaints, row: Row, column: str, path: str) -> None:
        """Warn of an absolute path that leads nowhere; in ODK it is blank without a word."""
        made = path.removesuffix("_count").removesuffix(f"_{profile.OTHER}")  # nodes that pyxform adds
        if "/meta" in path or made.removeprefix(f"/{self.root}") in self.rows:
            return
        detail = path + nearest(path.rpartition("/")[2], self.names())
        there = f"{self.survey.name}!{self.survey.cell(row, column)}"
        details = {"expression": row.get(column)[:80], "reason": "unknown-path", "detail": detail}
        found.add("PACK_EXPRESSION", self.survey, row, column, source=there, **details)

    def locked(self, pack: Pack) -> Iterator[Problem]:
        """Warn of each question that this program cannot fill."""
        for form in pack.forms:
            for table in form.tables:
                for one in table.fields:
                    row = self.rows.get("/" + one.path.lstrip("/").partition("/")[2])
                    if one.locked and row is not None:
                        cell = self.survey.cell(row, "type")
                        place = {"file": self.file, "sheet": self.survey.name, "cell": cell}
                        yield Problem("PACK_LOCKED", **place, text=row.get("type")[:40])


def _plain(title: str) -> str:
    """Bring a heading to the word it goes by."""
    word = re.sub(r"\s*::\s*", "::", title.strip())
    lower = word.lower().replace(" ", "_")
    return _ALIASES.get(lower, _ALIASES.get(lower.replace("_", " "), lower if "::" not in word else word))


def _headers(raw: RawSheet) -> dict[int, str]:
    """Give the headings of a sheet by column, as far as pyxform reads them."""
    headers: dict[int, str] = {}
    last = 0
    for index, cell in sorted(raw.rows.get(1, {}).items()):
        if index - last > _BLANK_COLUMNS:
            break
        if cell.text.strip():
            headers[index] = _SPACES.sub(" ", cell.text.strip())
            last = index
    return headers


def _rows(raw: RawSheet, headers: dict[int, str]) -> Iterator[dict[str, str]]:
    """Yield the rows below the headings, blank ones among them too, as far as pyxform reads them."""
    before = 1
    for number, cells in raw.rows.items():
        if number == 1:
            continue
        texts = {
            headers[index]: cell.text.strip().replace("\xa0", " ")
            for index, cell in sorted(cells.items())
            if index in headers and cell.text.strip()
        }
        if not texts:
            continue
        if number - before > _BLANK_ROWS:
            return
        yield from ({} for _ in range(number - before - 1))
        yield texts
        before = number
