"""Turns the officers' workbook into the sheets of a pack source.

What Excel did to a cell (a formula, a date, an error, a merge) gets its own refusal at its cell; how far a
file can be trusted at all is judged in `forms.authoring.read_cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.authoring.read_cells import Cell, RawSheet
from forms.authoring.sheets import (
    FORM_SHEETS,
    GUIDE_SHEET,
    LIST_SUFFIX,
    PACK_SHEETS,
    Complaints,
    Sheet,
    Source,
    column_letter,
    make_sheet,
    nearest,
)
from forms.problems import Problem

_FAULTS = {"formula": "PACK_FORMULA", "error": "PACK_CELL_ERROR", "date": "PACK_CELL_DATE"}


def workbook_source(file: str, raw: Sequence[RawSheet], complaints: Complaints) -> Source:
    """Give the sheets of a workbook their places; unknown ones are complained about."""
    names = [_name(sheet.title) for sheet in raw]
    source = Source(single="pack" not in names)
    for sheet, name in zip(raw, names, strict=True):
        if name == GUIDE_SHEET:
            continue
        if not name:
            known = [*PACK_SHEETS, *FORM_SHEETS]
            suggestion = nearest(sheet.title.lower(), known)
            complaints.problems.append(
                Problem("PACK_SHEET_UNKNOWN", file=file, sheet=sheet.title, suggestion=suggestion)
            )
        elif names.count(name) > 1:
            complaints.problems.append(Problem("PACK_SHEET_TWICE", file=file, sheet=sheet.title))
        else:
            if sheet.hidden:
                complaints.warn(Problem("PACK_SHEET_HIDDEN", file=file, sheet=sheet.title))
            source.add(_read_sheet(file, sheet, name, complaints))
    return source


def _name(title: str) -> str:
    """Give the name a sheet goes by, "" for one we do not know."""
    word, _, kind = title.strip().rpartition(" ")
    if kind.lower() in FORM_SHEETS:
        return f"{word} {kind.lower()}".strip()
    lower = title.strip().lower()
    if lower.endswith(LIST_SUFFIX):
        return title.strip()
    return lower if lower in {*PACK_SHEETS, GUIDE_SHEET} else ""


def _read_sheet(file: str, raw: RawSheet, name: str, complaints: Complaints) -> Sheet:
    for place in raw.merged:
        complaints.problems.append(Problem("PACK_MERGED", file=file, sheet=raw.title, cell=place))
    return make_sheet(name, file, _rows(file, raw, complaints), complaints)


def _rows(file: str, raw: RawSheet, complaints: Complaints) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the texts of each row, the header first even where it is blank."""
    if raw.rows and 1 not in raw.rows:
        yield 1, ()
    for number, cells in raw.rows.items():
        texts = [""] * (max(cells) + 1)
        for column, cell in cells.items():
            code = _FAULTS.get(cell.kind)
            if code:
                place = f"{column_letter(column)}{number}"
                text = f"={cell.formula}" if cell.kind == "formula" else cell.text
                complaints.problems.append(
                    Problem(code, file=file, sheet=raw.title, cell=place, text=text[:40])
                )
            else:
                texts[column] = _plain(cell)
        yield number, texts


def _plain(cell: Cell) -> str:
    return ("yes" if cell.text == "TRUE" else "no") if cell.kind == "boolean" else cell.text
