"""Which column of a list is which question: headings found, matched without diacritics, remembered.

Headings may take up to three rows, with merged cells above several columns. What was decided once for a
set of headings is proposed again the next time, on this office's computer only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from exports.lists import Content, Flaw, ListRow, ListSheet
from forms.letters import fold
from forms.pack import Field, Kind, Table, TableKind
from office.desk import Desk

HEADING_ROWS = 3
_LOOKED_AT = 30  # rows in which headings are looked for
_FITS = 0.62  # how like a heading must be to its question
_LONGEST = 120  # characters of a heading
_SETTING = "import.columns"
_MOST_KEPT = 200  # sets of headings
_TO_PARENT = "^"
_TO_AXIS = "#"
_NUMBERED = frozenset({"tt", "so tt", "so thu tu", "no"})
_SAMPLE = 40  # rows that tell what an axis' column is


class Way(StrEnum):
    """What becomes of the rows of a list, by the key columns."""

    ADD = "add"  # every row is a new record
    UPDATE = "update"  # only records that are here are changed
    BOTH = "both"  # records that are here are changed, the others added
    SKIP = "skip"  # records that are here stay as they are, the others are added


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may be: a field, `#axis` of a fixed row, or `^` the record above a child record."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand: `top` 0 where there are none; the data begin in the row `first`."""

    top: int
    depth: int
    first: int
    words: Mapping[int, str]  # column, counted from 1 -> its headings, joined


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person decides once about a list: columns, key, way; remembered by its headings."""

    table: str
    columns: Mapping[int, str]  # column -> id of a target
    key: tuple[str, ...] = ()
    way: Way = Way.BOTH


def targets(table: Table) -> tuple[Target, ...]:
    """List what columns may be mapped to, in the order of the form."""
    labels = {field.id: _words(field) for field in table.fields}
    found = [Target(f"{_TO_AXIS}{axis}", labels.get(axis, axis)) for axis in table.axes]
    if table.parent is not None:
        found.insert(0, Target(_TO_PARENT, table.parent))
    return (*found, *(Target(field.id, labels[field.id]) for field in fields_of(table)))


def fields_of(table: Table) -> tuple[Field, ...]:
    """Give the fields that a list may hold."""
    return tuple(
        field
        for field in table.fields
        if field.kind not in (Kind.KEY, Kind.FILES) and not field.hidden and not field.locked
    )


def _words(field: Field) -> str:
    return " ".join((field.label.get("vi") or next(iter(field.label.values()), field.id)).split())


# --- headings --------------------------------------------------------------------------------


def headings(sheet: ListSheet, top: int, depth: int) -> Headings:
    """Read the headings that stand in `depth` rows from `top` on."""
    rows = {row.number: row for row in sheet.rows}
    if not top:
        first = sheet.rows[0].number if sheet.rows else 1
        return Headings(0, 0, first, {})
    lines = [_line(sheet, rows.get(number), number) for number in range(top, top + depth)]
    words: dict[int, str] = {}
    for column in sorted({column for line in lines for column in line}):
        parts = list(dict.fromkeys(line[column] for line in lines if line.get(column)))
        words[column] = " – ".join(parts)[:_LONGEST]
    first = top + depth
    if first in rows and _is_numbering(rows[first]):
        first += 1
    return Headings(top, depth, first, words)


def _line(sheet: ListSheet, row: ListRow | None, number: int) -> dict[int, str]:
    """Give the words of one row of headings, those of merged cells above each of their columns."""
    found = {
        column: " ".join(str(content).split())
        for column, content in enumerate(row.cells if row else (), start=1)
        if content is not None and not isinstance(content, Flaw)
    }
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom:
            first = next((one for one in sheet.rows if one.number == top), None)
            word = first.cells[left - 1] if first is not None and left <= len(first.cells) else None
            for column in range(left, right + 1) if word is not None else ():
                found.setdefault(column, " ".join(str(word).split()))
    return found


def _is_numbering(row: ListRow) -> bool:
    """Tell a line of column numbers: 1 2 3, (1) (2) (3), A B 1 2."""
    texts = [str(one).strip(" ()[]") for one in row.cells if one is not None]
    numbers = [int(one) for one in texts if one.isdigit() and len(one) < 4]
    letters = [one for one in texts if len(one) == 1 and one.isalpha()]
    together = len(numbers) + len(letters) + sum("=" in one for one in texts)
    return (
        len(numbers) >= 3 and together == len(texts) and numbers == sorted(set(numbers)) and numbers[0] <= 3
    )


def find_headings(sheet: ListSheet, table: Table) -> Headings:
    """Find the rows of headings that fit the table's questions best; the first row where none does."""
    best, most = None, 0.0
    for row in sheet.rows[:_LOOKED_AT]:
        inside = any(top < row.number <= bottom for top, _, bottom, _ in sheet.merged)
        if inside or not any(isinstance(one, str) for one in row.cells):
            continue
        for depth in range(1, HEADING_ROWS + 1):
            found = headings(sheet, row.number, depth)
            score = sum(score for score, _, _ in _pairs(found.words, table)) - 0.01 * depth
            if score > most + 0.001:
                best, most = found, score
    if best is not None:
        return best
    first = next((row.number for row in sheet.rows), 1)
    return headings(sheet, first, 1)


def _pairs(words: Mapping[int, str], table: Table) -> list[tuple[float, int, str]]:
    """Match columns with targets, the likest first, each once."""
    candidates = []
    for target in targets(table):
        if target.id == _TO_PARENT:
            continue
        names = _names(target, table)
        for column, word in words.items():
            score = max(
                (_alike(fold(word), fold(part), name) for name in names for part in _last(word)), default=0.0
            )
            if score >= _FITS:
                candidates.append((score, column, target.id))
    candidates.sort(key=lambda one: (-one[0], one[1]))
    columns: set[int] = set()
    used: set[str] = set()
    found = []
    for score, column, target_id in candidates:
        if column not in columns and target_id not in used:
            columns.add(column)
            used.add(target_id)
            found.append((score, column, target_id))
    return found


def _last(word: str) -> tuple[str, ...]:
    """Give a heading's lowest line too: what stands above it is shared by its neighbours."""
    return (word.rpartition(" – ")[2],)


def _names(target: Target, table: Table) -> tuple[str, ...]:
    field = next((one for one in table.fields if one.id == target.id.lstrip(_TO_AXIS)), None)
    labels = tuple(field.label.values()) if field is not None else (target.label,)
    group = field.group.get("vi", "") if field is not None else ""
    joined = tuple(f"{group} {label}" for label in labels) if group else ()
    return tuple(dict.fromkeys(fold(one) for one in (*labels, *joined, target.id.lstrip(_TO_AXIS))))


def _alike(whole: str, last: str, name: str) -> float:
    if not whole or not name:
        return 0.0
    if whole == name:
        return 1.0
    if last == name:
        return 0.97
    if name == "stt" and last in _NUMBERED:
        return 0.97
    if len(name) <= 3 or len(last) <= 2:
        return 0.0
    if last.startswith(f"{name} ") or name.startswith(f"{last} ") or whole.startswith(f"{name} "):
        return 0.85
    mine, theirs = set(last.split()), set(name.split())
    shared = len(mine & theirs) / len(mine | theirs)
    if shared < 0.3:
        return 0.0
    return 0.8 * max(shared, SequenceMatcher(None, last, name).ratio())


# --- proposing and remembering ---------------------------------------------------------------


def propose(desk: Desk, sheet: ListSheet, found: Headings, table: Table) -> Layout:
    """Propose what the columns are: as decided for these headings before, else by their words."""
    kept = _kept(desk).get(_name_of(found.words, table.id)) if found.words else None
    if kept is not None:
        known = {target.id for target in targets(table)}
        columns = {int(column): one for column, one in kept["columns"].items() if one in known}
        mapped = {*columns.values()}
        key = tuple(one for one in kept["key"] if one in mapped)
        return Layout(table.id, columns, key, Way(kept["way"]))
    columns = {column: target for _, column, target in _pairs(found.words, table)}
    columns |= dict(_axes_by_content(sheet, found, table, columns))
    return Layout(table.id, columns, _first_key(table, columns), _first_way(table, columns))


def _first_key(table: Table, columns: Mapping[int, str]) -> tuple[str, ...]:
    """Name what tells records apart at first: the first text that is required, else the first field."""
    if table.kind is not TableKind.RECORDS:
        return ()
    mapped = [field for field in fields_of(table) if field.id in columns.values()]
    texts = [field.id for field in mapped if field.kind is Kind.TEXT and field.required]
    return tuple((texts or [field.id for field in mapped])[:1])


def _first_way(table: Table, columns: Mapping[int, str]) -> Way:
    return Way.BOTH if table.kind is TableKind.RECORDS and columns else Way.UPDATE


def remember(desk: Desk, found: Headings, layout: Layout) -> None:
    """Keep what was decided for these headings."""
    if not found.words:
        return
    kept = _kept(desk)
    name = _name_of(found.words, layout.table)
    kept.pop(name, None)
    kept[name] = {
        "columns": {str(column): one for column, one in layout.columns.items()},
        "key": list(layout.key),
        "way": layout.way.value,
    }
    newest = dict(list(kept.items())[-_MOST_KEPT:])
    desk.office.set_setting(_SETTING, json.dumps(newest, ensure_ascii=False))


def _kept(desk: Desk) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(desk.office.setting(_SETTING) or "{}")
    return content


def _name_of(words: Mapping[int, str], table: str) -> str:
    told = "\n".join([table, *(f"{column} {fold(word)}" for column, word in sorted(words.items()))])
    return hashlib.sha256(told.encode()).hexdigest()[:24]


# --- axes ------------------------------------------------------------------------------------


def axis_values(table: Table, axis: str) -> dict[str, str]:
    """Give the ways to write the values of an axis, folded -> code: its codes and the words of its rows."""
    place = table.axes.index(axis)
    found: dict[str, str] = {}
    for words in ("label", "heading"):
        said: dict[str, set[str]] = {}
        for row in table.rows:
            for text in getattr(row, words).values():
                said.setdefault(fold(text), set()).add(row.key[place])
        by_code: dict[str, set[str]] = {}
        for text, codes in said.items():
            for code in codes:
                by_code.setdefault(code, set()).add(text)
        if all(len(codes) == 1 for codes in said.values()):
            found |= {text: next(iter(codes)) for text, codes in said.items() if text}
    for row in table.rows:
        found[fold(row.key[place])] = row.key[place]
    return found


def _axes_by_content(
    sheet: ListSheet, found: Headings, table: Table, columns: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Find columns that hold the codes or words of an axis, whatever their heading says."""
    mapped = set(columns.values())
    free = [column for column in range(1, _width(sheet) + 1) if column not in columns]
    rows = [row for row in sheet.rows if row.number >= found.first][:_SAMPLE]
    for axis in table.axes:
        if f"{_TO_AXIS}{axis}" in mapped:
            continue
        known = axis_values(table, axis)
        best, most = 0, 0.6
        for column in free:
            texts = [_text(row.cells[column - 1]) for row in rows if column <= len(row.cells)]
            texts = [text for text in texts if text]
            share = sum(fold(text) in known for text in texts) / len(texts) if texts else 0.0
            if share > most:
                best, most = column, share
        if best:
            free.remove(best)
            yield best, f"{_TO_AXIS}{axis}"


def _text(content: Content) -> str:
    return "" if content is None or isinstance(content, Flaw) else str(content)


def _width(sheet: ListSheet) -> int:
    return max((len(row.cells) for row in sheet.rows[:_LOOKED_AT]), default=0)


def columns_of(sheet: ListSheet, found: Headings) -> Sequence[int]:
    """List the columns that hold something."""
    return sorted({*found.words, *range(1, _width(sheet) + 1)})
