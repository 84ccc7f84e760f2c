"""Reads lists that are text: csv, tsv, whatever letters and separators they were saved with."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from typing import Final

from exports.lists.cells import Content, Gathering, ListSheet
from forms.legacy_text import convert, detect
from forms.problems import Problem

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS: Final = ";\t,|"
_LOOKED_AT: Final = 60  # lines that tell the separator
_LONGEST_FIELD: Final = 200_000


def read_text_file(data: bytes, name: str, told: Callable[[int], object]) -> tuple[ListSheet, ...]:
    """Read a text file as one sheet whose `encoding` says how its letters were understood."""
    text, encoding = decoded(data, name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter, text = _said_delimiter(text)
    delimiter = delimiter or sniffed(text)
    _check_quotes(text, delimiter, name)
    gathered = Gathering(name, name)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for number, row in enumerate(reader, start=1):
            if number % 1000 == 0:
                told(number)
            line = reader.line_num
            cells: list[Content] = list(row)
            gathered.add(number, cells)
    except csv.Error as wrong:
        raise Problem("IMPORT_QUOTES", file=name, line=line + 1) from wrong
    return (ListSheet(name, tuple(gathered.rows), encoding=encoding),)


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Give a file's text and the name of its encoding: UTF-8, UTF-16, TCVN3, VNI or Windows-1258."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
            except UnicodeDecodeError as wrong:
                raise Problem("IMPORT_LETTERS", file=name) from wrong
    if b"\x00" in data:
        raise Problem("IMPORT_KIND", file=name)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    # Old fonts stand in files of one byte a letter. Windows-1252 has five holes: such bytes stay as they are.
    western = "".join(_western(byte) for byte in data)
    kind = detect(western)
    if kind is not None:
        return convert(western, kind), kind.upper()
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258")), "Windows-1258"
    except UnicodeDecodeError as wrong:
        raise Problem("IMPORT_LETTERS", file=name) from wrong


_HOLES: Final = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


def _western(byte: int) -> str:
    return chr(byte) if byte < 0x80 or byte in _HOLES else bytes([byte]).decode("cp1252")


def _said_delimiter(text: str) -> tuple[str, str]:
    """Take the line `sep=;` with which Excel is told the separator."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first[4], rest
    return "", text


def sniffed(text: str) -> str:
    """Find the separator: the one that parts most lines alike, outside quotes."""
    lines = _plain_lines(text)
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        used = sorted(count for count in counts if count)
        if not used:
            continue
        usual = used[len(used) // 2]
        alike = sum(count == usual for count in counts)
        score = alike / len(lines) + min(usual, 50) / 200 + (0.1 if delimiter in ";\t" else 0)
        if score > most:
            best, most = delimiter, score
    return best


def _plain_lines(text: str) -> list[str]:
    """Give the first lines with what stands in quotes left out."""
    out: list[str] = []
    line: list[str] = []
    quoted = False
    for letter in text[:200_000]:
        if letter == '"':
            quoted = not quoted
        elif letter == "\n" and not quoted:
            if line:
                out.append("".join(line))
            line = []
            if len(out) >= _LOOKED_AT:
                break
        elif not quoted:
            line.append(letter)
    return out or ["".join(line)]


def _check_quotes(text: str, delimiter: str, name: str) -> None:
    """Refuse a quote that is opened and never closed: it would swallow all rows behind it."""
    opened, line, start, before = False, 1, 0, delimiter
    for letter in text if '"' in text else "":
        if letter == '"':
            if opened:
                opened = False
            elif before in (delimiter, "\n", '"'):
                opened, start = True, line
        if letter == "\n":
            line += 1
        before = letter
    if opened:
        raise Problem("IMPORT_QUOTES", file=name, line=start)
