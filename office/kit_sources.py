"""What a kit is put together from: tables, certificates, a folder of guidance.

A table is the first sheet of an .xlsx workbook, or CSV: UTF-8 with or without a byte order mark, cells
parted by commas, semicolons or tabs. Its first row holds the headings.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from db.kits import KeptFigure
from exports.file_names import plain
from exports.keys import KeyHolder, certificate_unit
from exports.plain_table import read_table
from forms.answers import Address, parse_key
from forms.letters import fold, normalise
from forms.pack import Pack
from forms.problems import Problem
from office.clock import Clock
from office.desk import Desk
from office.kit_file import KIT_FIGURE_COLUMNS, MOST_GUIDANCE, Contact, Guidance
from office.receiving import certificate_in
from office.register_lines import RegisterLine
from office.supplements import Addition

SIGNER_COLUMNS = ("unit", "person", "position", "file")
ADDITION_COLUMNS = ("list", "code", "vi", "en")
CONTACT_COLUMNS = ("unit", "person", "position", "telephone")
_VIETNAMESE = {
    "don vi": "unit",
    "ma don vi": "unit",
    "ho ten": "person",
    "ho va ten": "person",
    "chuc vu": "position",
    "dien thoai": "telephone",
    "tep": "file",
    "bang": "table",
    "dong": "row",
    "cot": "field",
    "gia tri": "value",
    "nguon": "source",
    "danh sach": "list",
    "ma": "code",
    "ten": "vi",
    "ten tieng viet": "vi",
    "ten tieng anh": "en",
}
"""Headings as people write them, folded; a table may use these or ours."""
_LARGEST = 50_000_000  # bytes of a table


def read_signers(path: Path, clock: Clock) -> tuple[RegisterLine, ...]:
    """Read `unit,person,position,file`: file is a certificate or a signed file, beside the table."""
    lines = []
    for row in _rows(path, SIGNER_COLUMNS):
        file = path.parent / row["file"]
        found = certificate_in(_bytes(file), file.name, clock)
        lines.append(
            RegisterLine(
                row["unit"], row["person"] or found.person, row["position"] or found.position, found.data
            )
        )
    return tuple(lines)


def register_of(desk: Desk) -> tuple[RegisterLine, ...]:
    """Give the register of signers of an office as it stands today."""
    today = desk.clock.today()
    return tuple(
        RegisterLine(one.unit, one.person, one.position, one.certificate, one.capacity, until=one.until)
        for one in desk.signers.list()
        if one.since <= today and (one.until is None or today <= one.until)
    )


def read_contacts(path: Path) -> tuple[Contact, ...]:
    """Read `unit,person,position,telephone`."""
    return tuple(
        Contact(row["unit"], row["person"], row["position"], row["telephone"])
        for row in _rows(path, CONTACT_COLUMNS)
    )


def read_figures(path: Path) -> tuple[KeptFigure, ...]:
    """Read `unit,table,row,field,value,source`; values are plain digits with a point."""
    return tuple(
        KeptFigure(
            row["unit"],
            Address(row["table"], parse_key(row["row"]), row["field"]),
            row["value"],
            row["source"],
        )
        for row in _rows(path, KIT_FIGURE_COLUMNS)
    )


def read_guidance(folder: Path) -> tuple[Guidance, ...]:
    """Take the PDF files of a folder; the copy is named in plain letters, the title is the file's name."""
    if not folder.is_dir():
        raise Problem("FOLDER_MISSING", folder=folder)
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf" and path.is_file())
    if sum(path.stat().st_size for path in paths) > MOST_GUIDANCE:
        raise Problem("KIT_GUIDANCE_LARGE", limit=f"{MOST_GUIDANCE // 1_000_000} MB")
    return tuple(
        Guidance(f"{plain(path.stem, 80) or 'tai-lieu'}.pdf", normalise(path.stem), path.read_bytes())
        for path in paths
    )


def read_additions(path: Path) -> tuple[Addition, ...]:
    """Read `list,code,vi,en` and further columns of the lists: the rows of a supplement."""
    return tuple(
        Addition(
            row["list"],
            row["code"],
            row["vi"],
            row["en"],
            {name: text for name, text in row.items() if name not in ADDITION_COLUMNS and text},
        )
        for row in _rows(path, ADDITION_COLUMNS, further=True)
    )


def issuer_of(key: KeyHolder, pack: Pack) -> str:
    """Give the unit that a key signs for; raise KIT_UNIT where the pack does not know it."""
    named = certificate_unit(key.certificate) or ""
    found = next((unit.code for unit in pack.units if unit.code.lower() == named), None)
    if found is None:
        raise Problem("KIT_UNIT", unit=named)
    return found


def _rows(path: Path, columns: Sequence[str], *, further: bool = False) -> list[Mapping[str, str]]:
    """Read the rows of a table, with all its columns where `further` ones count; raise KIT_TABLE."""
    data = _bytes(path)
    try:
        heads, lines = read_table(data) if data[:2] == b"PK" else _csv(data, path.name)
    except Problem as wrong:
        raise Problem(
            "KIT_TABLE", file=path.name, line=wrong.details.get("line", 1), reason=wrong.code
        ) from wrong
    named = {_VIETNAMESE.get(fold(head), head): head for head in heads}
    missing = next((name for name in columns if name not in named), None)
    if missing is not None:
        raise Problem("KIT_TABLE", file=path.name, line=1, reason=missing)
    rows: list[Mapping[str, str]] = []
    for number, line in lines:
        try:
            wanted = named if further else columns
            tidy = {name: normalise(line[named[name]]).strip() for name in wanted}
        except Problem as wrong:
            raise Problem("KIT_TABLE", file=path.name, line=number, reason=wrong.code) from wrong
        if any(tidy.values()):
            rows.append(tidy)
    return rows


def _csv(data: bytes, name: str) -> tuple[Sequence[str], Sequence[tuple[int, Mapping[str, str]]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Problem("KIT_TABLE", file=name, line=1, reason="UTF-8") from wrong
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    heads = tuple(reader.fieldnames or ())
    try:
        return heads, [(reader.line_num, {name: row[name] or "" for name in heads}) for row in reader]
    except csv.Error as wrong:
        raise Problem("KIT_TABLE", file=name, line=reader.line_num, reason=wrong) from wrong


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path)
    if path.stat().st_size > _LARGEST:
        raise Problem("FILE_TOO_LARGE", file=path.name)
    return path.read_bytes()
