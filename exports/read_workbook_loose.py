"""Reads workbooks that another program saved: values only, by the visible codes.

For two uses: to tell a person what became of a re-saved package, which is never taken in, and to fill
forms from an unsigned workbook of the package's shape (docs/package-format.md, "What fill takes").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exports.layout_tidy import HEADER_ROLE, tidy
from exports.layout_values import read_code, read_date
from exports.loose_zip import read_loosely
from exports.read_workbook_cover import read_coded
from exports.read_workbook_parts import layout, read_sheets, tidy_names
from exports.read_workbook_tables import Coded, find_coded, read_rows, read_states, text_of
from forms.answers import Address, Rows, State
from forms.pack import Pack
from forms.report import HEADER_TABLE, Report

_DATES = frozenset({"c08", "c18"})


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled workbook holds; `tables` has the cover's typed fields as table BM00."""

    tables: Mapping[str, Rows]
    states: Mapping[Address, State]


def read_resaved(parts: Mapping[str, bytes], pack: Pack) -> Report:
    """Read a package that Excel or LibreOffice has saved again, as far as its values go.

    Nothing on the cover is compared with it: the caller asks `figures_code()` of what this gives.
    Raises `Problem`: LAYOUT, NUMBER_AS_TEXT, NOT_A_WORKBOOK.
    """
    try:
        return tidy(read_coded(_coded(parts, pack), pack), pack)
    except (ValueError, KeyError) as misfit:
        raise layout("", "", str(misfit)) from misfit


def read_filled(data: bytes, pack: Pack) -> Filled:
    """Read an unsigned workbook of the package's shape; forms and rows that it lacks stay as they are.

    Raises `Problem`: NOT_ZIP or NOT_A_WORKBOOK (no workbook), NUMBER_AS_TEXT (a numeric cell holds
    text, which could mean two things: sheet, cell, text), LAYOUT (codes that the pack does not have).
    """
    coded = _coded(read_loosely(data), pack)
    states = read_states(coded)
    tables: dict[str, Rows] = dict(read_rows(coded, pack, states))
    cells = coded.tables.get(HEADER_TABLE, {}).get((), {})
    typed = {f.id for t in pack.tables_by_id.values() if t.role == HEADER_ROLE for f in t.fields}
    cover = {
        code: read_date(text) if code in _DATES else read_code(text)
        for code in cells
        if code in typed and (text := text_of(cells, code))
    }
    if cover:
        tables[HEADER_TABLE] = {(): cover}
    return Filled(tables, states)


def _coded(parts: Mapping[str, bytes], pack: Pack) -> Coded:
    known = [table.id for table in pack.tables_by_id.values() if table.role != HEADER_ROLE]
    return find_coded(read_sheets(tidy_names(parts), strict=False), [*known, HEADER_TABLE])
