r"""Reads the text form of a pack: a folder of CSV tables and of forms as Markdown tables.

Markdown as pyxform reads it: `| survey |` opens a sheet, its next row is the header, `\|` is a bar
within a cell, a line starting with `#` is a comment.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.authoring.read_cells import Cell, RawSheet
from forms.authoring.sheets import (
    FORM_SHEETS,
    MAX_ROWS,
    PACK_SHEETS,
    Complaints,
    Sheet,
    Source,
    make_sheet,
    nearest,
)
from forms.problems import Problem

MAX_FILE = 20_000_000
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:\-]*-[\s|:\-]*\Z")


def read_folder(folder: Path, complaints: Complaints) -> Source:
    """Read every sheet of a pack folder: `*.csv`, `lists.md` and `forms/*.md`."""
    source = Source()
    for path in sorted(folder.glob("*.csv")):
        if path.stem in PACK_SHEETS:
            source.add(_read_csv(path, complaints))
        else:
            _unknown_file(path.name, complaints)
    for path in sorted((folder / "lists").glob("*.csv")):
        source.add(read_csv_sheet(path, f"lists/{path.name}", complaints))
    lists = folder / "lists.md"
    if lists.is_file():
        for _, sheet in _read_markdown(lists, "lists.md", "lists", ("choices",), complaints):
            source.tables["lists"] = Sheet("lists", sheet.file, sheet.columns, sheet.rows)
    for path in sorted((folder / "forms").glob("*.md")):
        file = f"forms/{path.name}"
        for _, sheet in _read_markdown(path, file, path.stem, FORM_SHEETS, complaints):
            source.add(sheet)
    return source


def read_form(path: Path, complaints: Complaints) -> Source:
    """Read one form as Markdown, as a pack of its own."""
    source = Source(single=True)
    for _, sheet in _read_markdown(path, path.name, path.stem, FORM_SHEETS, complaints):
        source.add(sheet)
    return source


def read_markdown_cells(path: Path) -> list[RawSheet]:
    """Read the sheets of a Markdown form of any dialect as cells."""
    found: dict[str, RawSheet] = {}
    current: RawSheet | None = None
    for line in _text(path, path.name).splitlines():
        texts = _split(line)
        if texts is None:
            continue
        if texts[0]:
            current = found.setdefault(texts[0].lower(), RawSheet(texts[0]))
        if current is not None and any(texts[1:]):
            cells = {column: Cell(text) for column, text in enumerate(texts[1:]) if text}
            current.rows[len(current.rows) + 1] = cells
    return list(found.values())


def _unknown_file(name: str, complaints: Complaints) -> None:
    known = [f"{word}.csv" for word in PACK_SHEETS]
    complaints.problems.append(Problem("PACK_FILE_UNKNOWN", file=name, suggestion=nearest(name, known)))


def _text(path: Path, file: str) -> str:
    try:
        if path.stat().st_size > MAX_FILE:
            raise Problem("PACK_TOO_LARGE", file=file, limit=f"{MAX_FILE // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("PACK_FILE", file=file, reason=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise Problem("PACK_NOT_TEXT", file=file) from error


def read_csv_sheet(path: Path, file: str, complaints: Complaints) -> Sheet:
    """Read a list kept as a file; Excel parts its cells by commas, semicolons or tabs, as it is set."""
    text = _text(path, file)
    head = text.partition("\n")[0]
    return _csv(text, path.name, file, max(",;\t", key=head.count), complaints)


def _read_csv(path: Path, complaints: Complaints) -> Sheet:
    return _csv(_text(path, path.name), path.stem, path.name, ",", complaints)


def _csv(text: str, name: str, file: str, mark: str, complaints: Complaints) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark)
    rows: list[tuple[int, Sequence[str]]] = []
    try:
        rows.extend((number, texts) for number, texts in enumerate(reader, start=1))
    except csv.Error as error:
        complaints.problems.append(Problem("PACK_LINE", file=file, line=reader.line_num, text=str(error)))
    _check_length(file, name, len(rows))
    return make_sheet(name, file, rows, complaints)


def _read_markdown(
    path: Path, file: str, word: str, kinds: Sequence[str], complaints: Complaints
) -> Iterator[tuple[str, Sheet]]:
    """Yield the sheets of a Markdown file with their kinds, in order."""
    tables: dict[str, list[tuple[int, Sequence[str]]]] = {}
    current: list[tuple[int, Sequence[str]]] | None = None
    for line_number, line in enumerate(_text(path, file).splitlines(), start=1):
        texts = _split(line)
        if texts is None:
            if line.strip() and not line.lstrip().startswith("#") and not _RULE.match(line):
                complaints.problems.append(Problem("PACK_LINE", file=file, line=line_number, text=line[:40]))
            continue
        if texts[0]:
            kind = texts[0].lower()
            if kind not in kinds or kind in tables:
                suggestion = nearest(kind, kinds)
                complaints.problems.append(
                    Problem("PACK_SHEET_UNKNOWN", file=file, sheet=texts[0], suggestion=suggestion)
                )
            current = tables.setdefault(kind, [])
        if current is not None and any(texts[1:]):
            current.append((len(current) + 1, texts[1:]))
    for kind, rows in tables.items():
        _check_length(file, kind, len(rows))
        if kind in kinds:
            yield kind, make_sheet(f"{word} {kind}", file, rows, complaints)


def _split(line: str) -> list[str] | None:
    """Split a table row into its cells; None for a line that is none."""
    line = line.strip()
    if not line.startswith("|") or _RULE.match(line):
        return None
    cells = _BAR.split(line)[1:]
    if cells and (not cells[-1].strip() or cells[-1].lstrip().startswith("#")):
        cells = cells[:-1]
    return [cell.strip().replace(r"\|", "|") for cell in cells] or [""]


def _check_length(file: str, sheet: str, rows: int) -> None:
    if rows > MAX_ROWS:
        raise Problem("PACK_TOO_LARGE", file=file, sheet=sheet, limit=MAX_ROWS)
