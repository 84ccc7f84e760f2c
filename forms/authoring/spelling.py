"""Checks how the expressions of our own forms are written, before pyxform and the engine see them.

pyxform tells of an unknown `${name}` in English and without its column, and neither pyxform nor the engine
can know that `${a} / ${b}` was meant as a division: it is a path (xlsform.md section 1).
"""

from __future__ import annotations

from collections import Counter

from forms.authoring import profile
from forms.authoring.diagnose import (
    REFERENCE,
    SHEET_COLUMNS,
    missing_paths,
    suspicious,
    unknown_names,
)
from forms.authoring.grid_words import with_root
from forms.authoring.lint import Prepared
from forms.authoring.sheets import Complaints, Source, nearest


def check_names(prepared: Prepared, complaints: Complaints) -> None:
    """Complain about every `${name}` that no row of the form has."""
    names = {path.rpartition("/")[2] for path in prepared.rows}
    names |= {row.get("name") for row in prepared.rows.values()}
    sheet = prepared.survey_sheet
    times = Counter(path.rpartition("/")[2] for path in prepared.rows)
    for row in sheet.rows:
        for column in row.cells:
            if column.partition("::")[0] in profile.SURVEY_TRANSLATED:
                continue  # a text may hold no reference at all: told already
            for name in dict.fromkeys(REFERENCE.findall(row.get(column))):
                if times[name] > 1:
                    complaints.add("PACK_FIELD_TWICE", sheet, row, column, text=name)
            for name in unknown_names(row.get(column), names):
                told = nearest(name, names)
                complaints.add("PACK_FIELD_UNKNOWN", sheet, row, column, text=name, suggestion=told)


def check_paths(prepared: Prepared, complaints: Complaints) -> None:
    """Complain about absolute paths into the form that lead nowhere: other programs refuse the whole form.

    The engine itself finds a question that stands in groups also directly below its row.
    """
    sheet, form = prepared.survey_sheet, f"/{prepared.form_id}"
    paths = {form, *prepared.rows}
    for row in sheet.rows:
        for column, text in with_root(row.cells, prepared.form_id).items():
            if column not in SHEET_COLUMNS:
                continue
            for path in missing_paths(text, paths):
                same = [one for one in paths if one.rpartition("/")[2] == path.rpartition("/")[2]]
                if same and path.startswith(f"{form}/"):  # of a name that nothing has the engine tells
                    told = f" (→ {same[0]})" if len(same) == 1 else nearest(path, same)
                    complaints.add("PACK_PATH_UNKNOWN", sheet, row, column, text=path, suggestion=told)


def check_meaning(source: Source, complaints: Complaints) -> None:
    """Complain about expressions that can be read but hardly mean what they say."""
    told = {(one.details.get("sheet"), one.details.get("cell")) for one in complaints.problems}
    surveys = [sheets["survey"] for sheets in source.forms.values() if "survey" in sheets]
    for sheet in (*surveys, source.sheet("checks"), source.sheet("columns")):
        for row in sheet.rows:
            for column in (*SHEET_COLUMNS, "when", "expression"):
                if (sheet.name, sheet.cell(row, column)) in told:
                    continue
                for reason, detail in suspicious(row.get(column)):
                    details = {"reason": reason, "detail": detail, "text": row.get(column)[:60]}
                    complaints.add("PACK_SUSPICIOUS", sheet, row, column, **details)
