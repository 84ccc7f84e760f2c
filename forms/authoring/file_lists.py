"""Lists kept as tables of their own: `xa.csv` beside the source, or a sheet of that name in the workbook.

For lists too long for `choices` (every village of a province) and for figures read by `pulldata`. They are
compiled into the pack: nothing is read from outside when a form is filled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from forms.authoring import profile
from forms.authoring.read_text import read_csv_sheet
from forms.authoring.sheets import LIST_SUFFIX, Complaints, Sheet, Source, check_zeros
from forms.pack import Choice

MAX_LIST_COLUMNS = 50
MAX_LIST_CELLS = 500_000  # of all such lists together
_NAMED = re.compile(
    r"(?:select_(?:one|multiple)_from_file\s+|pulldata\(\s*['\"]|instance\(\s*['\"])([\w.-]+)|\Z",
    re.IGNORECASE,
)


def lists_beside(path: Path, source: Source, complaints: Complaints) -> None:
    """Read the lists that a single form names, from files beside it."""
    wanted: set[str] = set()
    for sheets in source.forms.values():
        for row in sheets["survey"].rows if "survey" in sheets else ():
            text = "\n".join(row.cells.values())
            wanted |= {name.removesuffix(LIST_SUFFIX) for name in _NAMED.findall(text) if name}
            if row.get("type").strip() == profile.EXTERNAL:
                wanted.add(row.get("name"))
    for name in sorted(wanted - set(source.files)):
        file = path.parent / f"{name}{LIST_SUFFIX}"
        if re.fullmatch(r"[\w.-]+", name) and file.is_file():
            source.add(read_csv_sheet(file, file.name, complaints))


def file_lists(source: Source, complaints: Complaints) -> dict[str, tuple[Choice, ...]]:
    """Turn the tables of a source into lists, checked: names, codes, sizes."""
    cells = sum(len(sheet.rows) * len(sheet.columns) for sheet in source.files.values())
    found = {}
    for name, sheet in source.files.items():
        if not re.fullmatch(profile.FORM_ID, name):
            complaints.add("PACK_BAD_NAME", sheet, None, "", text=name)
        if len(sheet.columns) > MAX_LIST_COLUMNS or cells > MAX_LIST_CELLS:
            limit = f"{MAX_LIST_CELLS} / {MAX_LIST_COLUMNS}"
            complaints.add("PACK_TOO_LARGE", sheet, None, "", limit=limit)
            continue
        found[name] = _choices(sheet, complaints)
    return found


def _choices(sheet: Sheet, complaints: Complaints) -> tuple[Choice, ...]:
    texts = _label_columns(sheet)
    others = [column for column in sheet.columns if column not in {"name", profile.COMMENT, *texts.values()}]
    for column in others:
        if not re.fullmatch(r"[A-Za-z_]\w*", column, re.ASCII):
            complaints.add("PACK_BAD_NAME", sheet, None, column, text=column)
    check_zeros(sheet, "", "name", complaints)
    seen: set[str] = set()
    items = []
    for row in sheet.rows:
        # A table that is only looked things up in needs no codes; its rows are told apart by their numbers.
        code = row.get("name") if "name" in sheet.columns else str(row.number)
        if not re.fullmatch(profile.CODE, code):
            complaints.add("PACK_BAD_NAME", sheet, row, "name", text=code)
        elif code in seen:
            complaints.add("PACK_DUPLICATE", sheet, row, "name", text=code)
        seen.add(code)
        words = {language: row.get(column) or code for language, column in texts.items()}
        items.append(Choice(code, words, {column: row.get(column) for column in others if row.get(column)}))
    return tuple(items)


def _label_columns(sheet: Sheet) -> Mapping[str, str]:
    """Find the label of each language; one column `label` serves both: names of places are not translated."""
    found = {}
    for language in profile.LANGUAGES:
        own = (c for c in sheet.columns if c.startswith("label::") and profile.language_of(c[7:]) == language)
        column = next(own, "label" if "label" in sheet.columns else "")
        if column:
            found[language] = column
    if found:
        return {language: found.get(language, next(iter(found.values()))) for language in profile.LANGUAGES}
    return dict.fromkeys(profile.LANGUAGES, "name")
