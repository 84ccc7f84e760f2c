"""The sheets of a pack source as read, whatever file they came from, and the list of what is wrong in them.

A sheet is called by its name in the officers' workbook ("BM-01 survey", "checks") and a cell by its
place there ("F17"), so that a message and the compiled pack are the same for text and workbook.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.letters import normalise
from forms.problems import Problem

FORM_SHEETS = ("survey", "choices", "settings")
PACK_SHEETS = (
    "pack",
    "campaign",
    "levels",
    "units",
    "unit_moves",
    "unit_zones",
    "assignments",
    "standards",
    "indicators",
    "lines",
    "score_rules",
    "checks",
    "totals",
    "columns",
    "classes",
    "open_lists",
    "derivations",
    "criteria",
    "grades",
    "quotas",
    "lists",
)
GUIDE_SHEET = "guide"
LIST_SUFFIX = ".csv"  # a sheet named "xa.csv" is the file of that name
MAX_ROWS = 50_000
MAX_SURVEY = 5_000  # questions and groups of one form
MAX_COLUMNS = 200
MAX_CELL = 10_000
_UNREADABLE = ("PACK_FORMULA", "PACK_CELL_DATE", "PACK_CELL_ERROR", "PACK_TEXT")
_HEADER_GAPS = re.compile(r"\s*::\s*")


class PackErrors(Problem):
    """Everything that is wrong with a pack source, in the order of its sheets; details name the first."""

    def __init__(self, problems: Sequence[Problem], warnings: Sequence[Problem] = ()) -> None:
        """Keep all `problems` (at least one), and the `warnings` found on the way."""
        first = problems[0]
        super().__init__("PACK_ERRORS", count=len(problems), first=first.code, **first.details)
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)

    def __str__(self) -> str:
        """Show every problem on its own line, for logs and test output."""
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the workbook (the header is row 1) and its filled cells by column."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return the text of a cell, "" for a blank."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: where it was read, its columns with their letters, and its rows that hold anything."""

    name: str
    file: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    def cell(self, row: Row | None, column: str) -> str:
        """Name a cell, "F17"; the header's cell without a row, the row alone without a known column."""
        return f"{self.columns.get(column, '')}{row.number if row else 1}"


@dataclass(slots=True)
class Source:
    """All sheets of a pack: those of the pack itself by name, those of each form by its word ("BM-01")."""

    tables: dict[str, Sheet] = field(default_factory=dict)
    forms: dict[str, dict[str, Sheet]] = field(default_factory=dict)
    files: dict[str, Sheet] = field(default_factory=dict)  # lists kept as tables: "xa" of xa.csv
    single: bool = False  # a plain XLSForm: survey, choices, settings and nothing else

    def sheet(self, name: str) -> Sheet:
        """Give a sheet of the pack itself, an empty one where there is none."""
        return self.tables.get(name, Sheet(name, "", {}, ()))

    def add(self, sheet: Sheet) -> None:
        """Put a sheet where its name says it belongs."""
        word, _, kind = sheet.name.rpartition(" ")
        if kind in FORM_SHEETS:
            self.forms.setdefault(word, {})[kind] = sheet
        elif sheet.name.lower().endswith(LIST_SUFFIX):
            self.files[sheet.name[: -len(LIST_SUFFIX)]] = sheet
        else:
            self.tables[sheet.name] = sheet


class Complaints:
    """Collects problems, so that a person mends all of them at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.unsure: Problem | None = None  # said where the source has errors and may be somebody else's
        self.warnings: list[Problem] = []  # told, and the pack is built all the same

    def warn(self, problem: Problem) -> None:
        """Note what is not wrong enough to stop a build."""
        self.warnings.append(problem)

    def __len__(self) -> int:
        """Count what has been found so far."""
        return len(self.problems)

    def add(
        self, code: str, sheet: Sheet, row: Row | None = None, column: str = "", /, **details: object
    ) -> None:
        """Note a problem at a cell of a sheet."""
        self.problems.append(
            Problem(code, file=sheet.file, sheet=sheet.name, cell=sheet.cell(row, column), **details)
        )

    def close(self) -> None:
        """Raise `PackErrors` if anything was found; of a cell that cannot be read, only that is told."""
        spoilt = {_place(one): one for one in reversed(self.problems) if one.code in _UNREADABLE}
        told = [one for one in self.problems if spoilt.get(_place(one), one) is one]
        if told:
            raise PackErrors(told)


def _place(problem: Problem) -> tuple[str, str]:
    return problem.details.get("sheet", ""), problem.details.get("cell", "")


def column_letter(index: int) -> str:
    """Name a column as a workbook does: 0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def make_sheet(
    name: str, file: str, raw: Iterable[tuple[int, Sequence[str]]], complaints: Complaints
) -> Sheet:
    """Build a sheet from numbered rows of texts, the first of which is the header.

    Texts are brought to NFC and trimmed; what cannot be printed, a column named twice and a cell under
    no heading are complained about.
    """
    rows = _clean(name, file, raw, complaints)
    _, header = next(rows, (1, ()))
    columns: dict[str, str] = {}
    by_index: dict[int, str] = {}
    sheet = Sheet(name, file, columns, ())
    for index, title in enumerate(header):
        column = _HEADER_GAPS.sub("::", title)
        if not column:
            continue
        if column in columns:
            complaints.add("PACK_COLUMN_TWICE", sheet, None, column, column=column)
        by_index[index] = column
        columns.setdefault(column, column_letter(index))
    found = []
    for number, texts in rows:
        cells = {}
        for index, text in enumerate(texts):
            if text and index not in by_index:
                place = f"{column_letter(index)}{number}"
                complaints.problems.append(
                    Problem("PACK_NO_HEADER", file=file, sheet=name, cell=place, text=text[:40])
                )
            elif text:
                cells[by_index[index]] = text
        if cells:
            found.append(Row(number, cells))
    return Sheet(name, file, columns, tuple(found))


def _clean(
    name: str, file: str, raw: Iterable[tuple[int, Sequence[str]]], complaints: Complaints
) -> Iterator[tuple[int, list[str]]]:
    for number, texts in raw:
        clean = []
        for index, text in enumerate(texts):
            if len(text) > MAX_CELL:
                place = f"{column_letter(index)}{number}"
                reason = f"> {MAX_CELL}"
                problem = Problem(
                    "PACK_TEXT", file=file, sheet=name, cell=place, reason=reason, text=text[:40]
                )
                complaints.problems.append(problem)
            try:
                clean.append(normalise(text[:MAX_CELL], lines=True))
            except Problem as problem:
                place = f"{column_letter(index)}{number}"
                details = {**problem.details, "reason": problem.code}
                complaints.problems.append(Problem("PACK_TEXT", file=file, sheet=name, cell=place, **details))
                clean.append("")
        yield number, clean


def check_zeros(sheet: Sheet, group: str, column: str, complaints: Complaints) -> None:
    """Complain about codes that lost a zero to Excel: shorter than those of their group that have one."""
    kin: dict[str, set[str]] = {}
    for row in sheet.rows:
        if row.get(column).isdecimal():
            kin.setdefault(row.get(group), set()).add(row.get(column))
    for row in sheet.rows:
        codes = kin.get(row.get(group), set())
        full = {len(code) for code in codes if code.startswith("0")}
        if row.get(column) in codes and full and len(row.get(column)) < min(full):
            complaints.add("PACK_ZERO", sheet, row, column, text=row.get(column), digits=min(full))


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Point at the known word most like a misspelt one, " (→ label)", or give "" where none is near."""
    found = difflib.get_close_matches(word, list(known), 1, likeness)
    return f" (→ {found[0]})" if found else ""
