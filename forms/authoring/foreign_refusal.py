"""Says why pyxform refuses a foreign form as a whole: the usual causes in our words, each at its cell."""

from __future__ import annotations

import re
from collections import Counter

from forms.authoring import profile
from forms.authoring.diagnose import REFERENCE, unknown_names
from forms.authoring.foreign_cells import CLOSING, OPENING, ForeignForm
from forms.authoring.sheets import Complaints, Row, nearest
from forms.problems import Problem

_SELECT = re.compile(r"(?:select[_ ]one|select[_ ]multiple|select1|rank)\s+(\S+)\s*(?:or[_ ]other)?\s*\Z")
_CHOICES = ("choices", "external_choices")
_PYXFORM_ROW = re.compile(r"\[row ?: ?([0-9]+)\]")
_PYXFORM_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_UNKNOWN_TYPE = re.compile(r"Unknown question type '(.*)'\.", re.DOTALL)
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
_NAMELESS = ("audit", "background-audio")  # pyxform names these itself


def why_refused(form: ForeignForm, error: Exception) -> list[Problem]:
    """Say why pyxform refuses a form: the causes we know with their cells, else its own words."""
    return _Cause(form).told(error)


class _Cause:
    def __init__(self, form: ForeignForm) -> None:
        self.form = form

    def told(self, error: Exception) -> list[Problem]:
        """Say why pyxform refuses a form: the causes we know with their cells, else its own words."""
        found = Complaints()
        text = str(error)
        self._missing_cells(found)
        self._unknown(found)
        self._nesting(found)
        self._doubled(found)
        self._kinds(found, text)
        if not found:
            numbered, named = _PYXFORM_ROW.search(text), _PYXFORM_SHEET.search(text)
            sheet = self.form.sheets.get(named[1] if named else "survey", self.form.survey)
            place = Row(int(numbered[1]), {}) if numbered else None
            reason = f"{type(error).__name__}: {' '.join(text.split())}"[:400]
            found.add("PACK_PYXFORM", sheet, place, "", reason=reason)
        return found.problems

    def _missing_cells(self, found: Complaints) -> None:
        """Name headings and cells that a form cannot do without, and names nothing can be called."""
        sheets = {"survey": ("type", "name"), "choices": ("list_name", "name")}
        for name, columns in sheets.items():
            if name not in self.form.sheets:
                continue
            sheet = self.form.sheets[name]
            missing = [column for column in columns if column not in sheet.columns]
            for column in missing:
                found.add("PACK_COLUMN_MISSING", sheet, None, "", column=column)
            for row in () if missing else sheet.rows:
                if name == "survey" and (
                    CLOSING.match(row.get("type").lower()) or row.get("type") in _NAMELESS
                ):
                    continue
                for column in columns:
                    if not row.get(column):
                        found.add("PACK_VALUE_MISSING", sheet, row, column, column=column)
                if name == "survey" and row.get("name") and not _XML_NAME.fullmatch(row.get("name")):
                    found.add("PACK_BAD_NAME", sheet, row, "name", text=row.get("name")[:60])

    def _kinds(self, found: Complaints, text: str) -> None:
        """Name the row of a type that pyxform does not know."""
        unknown = _UNKNOWN_TYPE.search(text)
        known = [*profile.QUESTIONS, *profile.SELECTS, *profile.SELECTS_FROM_FILE, *profile.REFUSED_TYPES]
        for row in self.form.survey.rows if unknown else ():
            if unknown and row.get("type") == unknown[1]:
                told = nearest(row.get("type"), [*known, *profile.OPENINGS, *profile.CLOSINGS])
                found.add(
                    "PACK_TYPE_UNKNOWN", self.form.survey, row, "type", text=unknown[1][:60], suggestion=told
                )

    def _unknown(self, found: Complaints) -> None:
        """Name what `${...}` and the selects look for and the form has not."""
        names = self.form.names()
        lists = {
            row.get("list_name")
            for name in _CHOICES
            if name in self.form.sheets
            for row in self.form.sheets[name].rows
        }
        times = Counter(path.rpartition("/")[2] for path, _ in self.form.paths())
        for row in self.form.rows.values():
            for column, text in row.cells.items():
                for name in dict.fromkeys(REFERENCE.findall(text)):
                    if times[name] > 1:
                        found.add("PACK_FIELD_TWICE", self.form.survey, row, column, text=name)
                for name in unknown_names(text, names):
                    told = nearest(name, names)
                    found.add("PACK_FIELD_UNKNOWN", self.form.survey, row, column, text=name, suggestion=told)
            wanted = _SELECT.match(row.get("type"))
            if wanted and wanted[1] not in lists and "${" not in wanted[1]:
                told = nearest(wanted[1], lists)
                found.add("PACK_LIST_UNKNOWN", self.form.survey, row, "type", list=wanted[1], suggestion=told)

    def _nesting(self, found: Complaints) -> None:
        opened: list[tuple[str, Row]] = []
        for row in self.form.survey.rows:
            kind = row.get("type").lower().replace("_", " ")
            if OPENING.match(kind):
                opened.append((kind.split()[1], row))
            elif CLOSING.match(kind):
                expected = f"end {opened[-1][0]}" if opened else ""
                if kind != expected:
                    found.add("PACK_NESTING", self.form.survey, row, "type", text=kind, expected=expected)
                    return
                opened.pop()
        for word, row in opened:
            told = {"text": f"begin {word} {row.get('name')}", "expected": f"end {word}"}
            found.add("PACK_NESTING", self.form.survey, row, "type", **told)

    def _doubled(self, found: Complaints) -> None:
        """Name questions that share a place, and codes that stand twice in a list."""
        seen: set[str] = set()
        for path, row in self.form.paths():
            if path in seen and row.get("name"):
                found.add("PACK_DUPLICATE", self.form.survey, row, "name", text=row.get("name"))
            seen.add(path)
        choices = self.form.sheets.get("choices")
        codes: set[tuple[str, str]] = set()
        for row in choices.rows if choices else ():
            code = row.get("list_name"), row.get("name")
            if code in codes and choices:
                found.add("PACK_DUPLICATE", choices, row, "name", text=" ".join(code))
            codes.add(code)
