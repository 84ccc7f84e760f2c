"""Reads a package's workbook back into its report, and refuses whatever our writer would not have written.

First the visible codes give the report; then the report is laid out again and every cell, look, width,
height, merged range, print setting and sheet is compared with what arrived. A difference is
`Problem("LAYOUT", sheet, cell, reason)`, however good the signature (docs/package-format.md, "Written
again and compared").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from exports.layout import as_written
from exports.layout_sheet import Cell, Sheet
from exports.layout_values import read_code
from exports.opc.content_types import parse_content_types
from exports.opc.reasons import Rejected
from exports.opc.relationships import parse_relationships
from exports.opc.zipped import CONTENT_TYPES_ITEM
from exports.read_workbook_cover import COVER, Cover, read_coded, read_cover
from exports.read_workbook_loose import Filled, read_filled, read_resaved
from exports.read_workbook_parts import (
    COMMON,
    RawSheet,
    canonical,
    layout,
    parse,
    place_name,
    read_sheets,
    tidy_names,
)
from exports.read_workbook_tables import Coded, find_coded, text_of
from forms.pack import Pack
from forms.problems import Problem
from forms.report import FORMAT_VERSION, HEADER_TABLE, Report

__all__ = ["Cover", "Filled", "read_cover", "read_filled", "read_resaved", "read_workbook"]

if TYPE_CHECKING:
    from exports.frame import Frame

_Place = TypeVar("_Place", int, tuple[int, int])
_CONTAINER = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
_SIGNATURES = "_xmlsignatures/"
_PROPERTIES = frozenset({"/docProps/core.xml", "/docProps/app.xml"})


def read_workbook(parts: Mapping[str, bytes], pack: Pack) -> Report:
    """Give the report that `parts` (name -> signed bytes, from memory) were written from.

    Raises `Problem`: FORMAT_VERSION (a newer program wrote it), PACK_DIFFERS (written with another
    pack), DIGEST_DIFFERS, FIGURES_CODE_DIFFERS, CONTROL_TOTAL_DIFFERS (sheet), NUMBER_AS_TEXT (sheet,
    cell, text), NOT_A_WORKBOOK, and LAYOUT (sheet, cell, reason).
    """
    try:
        return _read(tidy_names(parts), pack)
    except Problem:
        raise
    except Exception as unforeseen:  # C27: what no rule foresaw is a refusal too
        raise layout("", "", type(unforeseen).__name__) from unforeseen


def _read(named: Mapping[str, bytes], pack: Pack) -> Report:
    raw = read_sheets(named, strict=True)
    _check_part_names(named, len(raw))
    coded = find_coded(raw, [*pack.tables_by_id, HEADER_TABLE])
    _check_origin(coded, pack)
    report = read_coded(coded, pack)
    try:
        tidied, sheets = as_written(report, pack)
    except (ValueError, KeyError) as misfit:
        raise layout("", "", str(misfit)) from misfit
    _check_sums(coded, tidied, sheets)
    _compare(raw, sheets)
    _compare_frame(named, raw, sheets)
    return tidied


def _check_part_names(parts: Mapping[str, bytes], sheets: int) -> None:
    """Refuse a part that no package has: a macro, a picture, a comment, a hidden store of data."""
    known = {*COMMON, *_CONTAINER, *(f"xl/worksheets/sheet{n}.xml" for n in range(1, sheets + 1))}
    for name in parts:
        if name not in known and not name.startswith(_SIGNATURES):
            raise layout("", "", f"part {name}")


def _check_origin(coded: Coded, pack: Pack) -> None:
    """Tell a package of another program or pack before its cells are judged by this one's."""
    cover = coded.tables.get(HEADER_TABLE, {}).get((), {})
    if not cover:
        raise layout(COVER, "", "no cover")
    if (found := text_of(cover, "format")) != FORMAT_VERSION:
        raise Problem("FORMAT_VERSION", found=found, known=FORMAT_VERSION)
    if text_of(cover, "pack_hash") != pack.hash:
        found = f"{read_code(text_of(cover, 'pack'))} {text_of(cover, 'c04')}"
        raise Problem("PACK_DIFFERS", found=found, known=f"{pack.id} {pack.version}")


def _check_sums(coded: Coded, report: Report, sheets: Sequence[Sheet]) -> None:
    """Compare the sums on the cover with those of the data read: specific before the general LAYOUT."""
    expected = find_coded([_raw(sheet) for sheet in sheets if sheet.name == COVER], [HEADER_TABLE])
    stated = coded.tables.get("sheets", {})
    for key, cells in expected.tables["sheets"].items():
        for code in ("rows", "total"):
            if text_of(stated.get(key, {}), code) != text_of(cells, code):
                sheet = text_of(cells, "sheet")
                raise Problem("CONTROL_TOTAL_DIFFERS", sheet=sheet, stated=text_of(stated.get(key, {}), code))
    cover = coded.tables[HEADER_TABLE][()]
    if text_of(cover, "c19") != report.digest():
        raise Problem("DIGEST_DIFFERS", stated=text_of(cover, "c19")[:16], found=report.digest()[:16])
    if text_of(cover, "figures_code") != report.figures_code():
        raise Problem(
            "FIGURES_CODE_DIFFERS", stated=text_of(cover, "figures_code"), found=report.figures_code()
        )


def _raw(sheet: Sheet) -> RawSheet:
    return RawSheet(sheet.name, sheet.cells, sheet.heights, b"")


def _compare(raw: Sequence[RawSheet], sheets: Sequence[Sheet]) -> None:
    """Compare names, cells and heights; name the first cell that differs."""
    for arrived, ours in zip(raw, sheets, strict=False):
        if arrived.name != ours.name:
            raise layout(arrived.name, "", "sheet")
        if arrived.misspelt or arrived.cells != ours.cells:
            first = min(_differing(arrived.cells, ours.cells) | arrived.misspelt)
            reason = _difference(arrived.cells.get(first), ours.cells.get(first))
            raise layout(ours.name, place_name(*first), reason)
        if arrived.heights != ours.heights:
            row = min(_differing(arrived.heights, ours.heights))
            raise layout(ours.name, f"A{row}", "height")
    if len(raw) != len(sheets):
        more = raw[len(sheets)].name if len(raw) > len(sheets) else sheets[len(raw)].name
        raise layout(more, "", "sheet")


def _differing(found: Mapping[_Place, object], wanted: Mapping[_Place, object]) -> set[_Place]:
    """Give the keys of what is not in both, or not the same in both."""
    return {place for place in found.keys() | wanted.keys() if found.get(place) != wanted.get(place)}


def _difference(found: Cell | None, wanted: Cell | None) -> str:
    if found is None:
        return "missing"
    if wanted is None:
        return "extra"
    return "look" if found.style != wanted.style else "value"


def _compare_frame(parts: Mapping[str, bytes], raw: Sequence[RawSheet], sheets: Sequence[Sheet]) -> None:
    """Compare all that is no row: looks, widths, merged ranges, print settings, names, protection."""
    from exports.frame import frame_of

    frame = frame_of(sheets)
    for name in COMMON:
        if name not in parts or not _same_part(parts[name], name, frame):
            raise layout("", "", f"part {name}")
    _compare_container(parts, frame.parts)
    for arrived, ours in zip(raw, frame.sheets, strict=True):
        if arrived.frame != ours:
            raise layout(arrived.name, "", "frame")


def _same_part(part: bytes, name: str, frame: Frame) -> bool:
    return part == frame.parts[name] or canonical(parse(part, name)) == frame.common[name]


def _compare_container(parts: Mapping[str, bytes], frame: Mapping[str, bytes]) -> None:
    """Compare what each part is said to be: a sheet declared a dialogue shows other things than a sheet.

    The arrows to document properties and to the signature stand in no signed package of ours.
    """
    try:
        types, ours = (parse_content_types(items[CONTENT_TYPES_ITEM]) for items in (parts, frame))
        for name in parts:
            container = name.startswith((*_CONTAINER, _SIGNATURES))
            if not container and types.of(f"/{name}") != ours.of(f"/{name}"):
                raise layout("", "", f"type of {name}")
        for holder in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
            if _arrows(parts, holder) != _arrows(frame, holder):
                raise layout("", "", f"part {holder}")
    except (Rejected, KeyError):
        raise layout("", "", "container") from None


def _arrows(parts: Mapping[str, bytes], holder: str) -> set[tuple[str, str, str]]:
    present = {f"/{name}" for name in parts} | _PROPERTIES
    found = parse_relationships(parts[holder], f"/{holder}", present)
    beside = (*_PROPERTIES, f"/{_SIGNATURES}")
    return {(one.id, one.type, one.part) for one in found if not one.part.startswith(beside)}
