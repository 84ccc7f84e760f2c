"""The frame of a workbook: everything but its rows, as our writer writes it, to be compared with what came.

Hundreds of packages have the same frame but for names and codes in their foot lines and for the ranges that
are merged below lists that grow. What openpyxl makes of a kind of sheet is worked out once a process; a foot
line that is plain text, and the names of the merged ranges, are put into their places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from exports.layout_sheet import Cell, Merge, Page, Sheet
from exports.layout_values import BLANK
from exports.opc import read_zip
from exports.read_workbook_parts import COMMON, canonical, parse, read_sheets
from exports.styles import STYLES, TABLE_STYLES
from exports.write_workbook_book import looks_of, merged_name, render

_PLAIN: Final = re.compile(r"(?:(?!_x)[^&\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000])*")
"""A foot line that openpyxl writes as it is, and canonical XML but for "<" and ">"."""
_LEFT, _RIGHT = "\ue000left\ue000", "\ue000right\ue000"  # letters for private use: in no foot line of ours

_MERGED: Final = Merge(1, 1, 1, 2)
"""What is drawn for the merged ranges of a sheet, whichever they are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows of a workbook stand in.

    `common`: canonical XML of the parts that all sheets share; `parts`: every part as it was written;
    `sheets`: the canonical XML of each sheet without its rows.
    """

    common: Mapping[str, bytes]
    parts: Mapping[str, bytes]
    sheets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the frame of one sheet depends on, beside its foot line."""

    name: str
    widths: tuple[float, ...]
    merges: tuple[Merge, ...]
    page: Page

    def sheet(self, *cells: Cell) -> Sheet:
        held = {(1, number): cell for number, cell in enumerate(cells, 1)}
        return Sheet(self.name, held, self.widths, {}, self.merges, self.page)


def frame_of(sheets: Sequence[Sheet]) -> Frame:
    """Give the frame our writer puts around these sheets."""
    around = tuple(_Kind(one.name, (), (), replace(one.page, footer=("", "", ""))) for one in sheets)
    common, parts = _around(around, tables=looks_of(sheets) != STYLES)
    return Frame(common, parts, tuple(_frame(one, first=one is sheets[0]) for one in sheets))


@lru_cache(maxsize=32)
def _around(kinds: tuple[_Kind, ...], *, tables: bool) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Work out what does not depend on what stands in the sheets; `tables`: with the looks of tables."""
    looks = [Cell(BLANK, TABLE_STYLES[0].name)] if tables else []
    parts = read_zip(render([kind.sheet(*looks) for kind in kinds], with_cells=False))
    return {name: canonical(parse(parts[name], name)) for name in COMMON}, parts


def _frame(sheet: Sheet, *, first: bool) -> bytes:
    left, centre, right = sheet.page.footer
    kind = _Kind("B", sheet.widths, (_MERGED,) if sheet.merges else (), sheet.page)
    if not (_PLAIN.fullmatch(left) and _PLAIN.fullmatch(right) and left and right):
        return _with_merges(_drawn(kind, first=first), sheet.merges)
    held = _drawn(replace(kind, page=replace(sheet.page, footer=(_LEFT, centre, _RIGHT))), first=first)
    placed = _with_merges(held, sheet.merges)  # before any text of people stands there
    return placed.replace(_LEFT.encode(), _written(left)).replace(_RIGHT.encode(), _written(right))


def _with_merges(frame: bytes, merges: Sequence[Merge]) -> bytes:
    """Put the names of merged ranges in the place of the one that was drawn, in the order of their names."""
    if not merges:
        return frame
    before, found, after = frame.partition(_list_of([_MERGED]))
    if not found or _list_of([_MERGED]) in after:
        raise RuntimeError("merged ranges are written otherwise")
    return before + _list_of(merges) + after


def _list_of(merges: Sequence[Merge]) -> bytes:
    """Write merged ranges as openpyxl and canonical XML do; a range that is said twice is written once."""
    names = sorted({merged_name(merge) for merge in merges})
    cells = "".join(f'<mergeCell ref="{name}"></mergeCell>' for name in names)
    return f'<mergeCells count="{len(names)}">{cells}</mergeCells>'.encode()


def _written(text: str) -> bytes:
    """Write plain text as canonical XML does."""
    return text.replace("<", "&lt;").replace(">", "&gt;").encode()


@lru_cache(maxsize=512)
def _drawn(kind: _Kind, *, first: bool) -> bytes:
    """Have openpyxl write one sheet; the first one of a workbook is the one that is seen."""
    other = replace(kind, widths=(), merges=())
    kinds = [kind] if first else [replace(other, name="A"), kind]
    parts = read_zip(render([one.sheet() for one in kinds], with_cells=False, with_looks=False))
    return read_sheets(parts, strict=True)[-1].frame
