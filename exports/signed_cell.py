"""One cell of a signed package: where it stands in the workbook, and what is written there.

For whoever follows a figure of a consolidated table, or a photo, back to what was signed.
"""

from __future__ import annotations

from collections.abc import Mapping

from exports.read_workbook_cover import read_attachments
from exports.read_workbook_parts import read_sheets, tidy_names
from exports.read_workbook_tables import Coded, Found, find_coded, long_text
from forms.answers import Address
from forms.pack import Pack
from forms.report import HEADER_TABLE, Attachment


def signed_cell(parts: Mapping[str, bytes], address: Address, pack: Pack) -> Found | None:
    """Find a cell among the signed parts of a package by its visible codes; None where it is not there.

    `pack`: that the package was made with. Raises `Problem("LAYOUT")` for parts that are no package of it.
    """
    coded = _coded(parts, pack)
    found = coded.tables.get(address.table, {}).get(address.key, {}).get(address.field)
    if found is not None:
        return found
    text = coded.parts.get((address.table, address.key, address.field))
    return long_text(text) if text else None


def signed_attachments(parts: Mapping[str, bytes], pack: Pack) -> tuple[Attachment, ...]:
    """List the files that a package of a pack says lie beside it, each with its size and SHA-256.

    Raises `Problem("LAYOUT")` for parts that are no package of it.
    """
    return read_attachments(_coded(parts, pack))


def _coded(parts: Mapping[str, bytes], pack: Pack) -> Coded:
    return find_coded(read_sheets(tidy_names(parts), strict=False), [*pack.tables_by_id, HEADER_TABLE])
