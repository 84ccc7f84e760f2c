"""Who changed what, when and how: the history of the office's own answers, filtered and given out.

page(desk, Wanted(who="Y Bưih"), below=0) -> lines, newest first, 200 at a time
export_history(desk, wanted, path, words) -> a workbook or a CSV with every wanted line
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from db.database import stamp
from db.history import Filter, Numbered, count_history, every_line, named_in_history, read_history
from exports.answers_table import AnswerTable, Column, write_csv
from exports.carriers import deliver
from forms.answers import Address, State, Value
from forms.letters import fold
from forms.pack import Choice, Field, Form, Table, Words
from forms.problems import Problem
from forms.table_rows import row_with
from forms.values import show
from office.clock import VIET_NAM
from office.desk import Desk
from office.entry_reading import NONE_SHOWN, UNKNOWN_SHOWN
from office.masking import is_masked, masked
from office.messages import sentence
from office.progress import Progress, silent

PAGE = 200
"""Lines that are read at once."""
_TOLD_EVERY = 2000  # lines between two words about how far an export is


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; what is empty is not asked. Days are whole days in Viet Nam."""

    who: str = ""
    form: str = ""  # id
    hows: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None  # the last day, included
    text: str = ""  # in the old or new value, without regard to case and marks


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change in words; `how` is the history's own word for it."""

    number: int
    when: datetime
    who: str
    form: str  # "BM-02"
    cell: str  # "2018 · Số hộ nghèo (c05)"
    old: str
    new: str
    how: str
    address: Address


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filters offer: people and ways that occur, the forms of the office."""

    people: tuple[str, ...]
    hows: tuple[str, ...]
    forms: tuple[Form, ...]


def page(desk: Desk, wanted: Wanted, *, below: int = 0, limit: int = PAGE) -> tuple[AuditLine, ...]:
    """Return up to `limit` changes, newest first, below a line's number (0: from the newest)."""
    found = read_history(
        desk.database, desk.own_submission(), _filter(desk, wanted), below=below, limit=limit
    )
    words = _InWords(desk)
    return tuple(words.line(one) for one in found)


def count(desk: Desk, wanted: Wanted) -> int:
    """Count the changes that are asked for."""
    return count_history(desk.database, desk.own_submission(), _filter(desk, wanted))


def asked(desk: Desk) -> Asked:
    """Return what there is to filter by."""
    people, hows = named_in_history(desk.database, desk.own_submission())
    return Asked(people, hows, desk.pack.forms_for(desk.unit))


def export_history(
    desk: Desk, wanted: Wanted, path: Path, say_how: Callable[[str], str], progress: Progress = silent
) -> int:
    """Write every wanted change to `path` (.csv, else a workbook); return how many.

    Personal data stay here: the line says that such a cell was changed, not what it held. `say_how` puts the
    way into words. Raises EXPORT_NOTHING and the Problems of `deliver`.
    """
    total = count(desk, wanted)
    if not total:
        raise Problem("EXPORT_NOTHING")
    words = _InWords(desk, personal=False)
    rows = []
    for done, one in enumerate(every_line(desk.database, desk.own_submission(), _filter(desk, wanted))):
        if done % _TOLD_EVERY == 0:
            progress(done, total, path.name)
        line = words.line(one)
        when = line.when.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M:%S")
        rows.append((when, line.who, line.form, line.cell, line.old, line.new, say_how(line.how)))
    language = desk.language
    heads = [
        sentence(code, language)
        for code in (
            "AUDIT_WHEN", "AUDIT_WHO", "AUDIT_FORM", "AUDIT_CELL", "AUDIT_OLD", "AUDIT_NEW", "AUDIT_HOW",
        )
    ]  # fmt: skip
    title = sentence("AUDIT_TITLE", language)
    table = AnswerTable("audit", title, tuple(Column(head, head) for head in heads), tuple(rows))
    if path.suffix.lower() == ".csv":
        data = write_csv(table, language, headings=True)
    else:
        made = desk.clock.now().astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")
        about = [(sentence("AUDIT_UNIT", language), desk.unit.name), (sentence("AUDIT_MADE", language), made)]
        from exports.answers_workbook import write_answers  # openpyxl costs 0.3 s at start

        data = write_answers(
            [table], title=title, about=about, about_name=sentence("EXPORT_ABOUT", language), headings=True
        )
    deliver(data, path.parent, path.name, read_only=False)
    return len(rows)


def _filter(desk: Desk, wanted: Wanted) -> Filter:
    form = next((one for one in desk.pack.forms if one.id == wanted.form), None)
    return Filter(
        who=wanted.who,
        since=_midnight(wanted.since) if wanted.since else "",
        until=_midnight(wanted.until + timedelta(days=1)) if wanted.until else "",
        tables=tuple(table.id for table in form.tables) if form else (),
        hows=wanted.hows,
        holds=_holding(wanted.text.strip(), desk.language) if wanted.text.strip() else None,
    )


def _midnight(on: date) -> str:
    return stamp(datetime.combine(on, time(), VIET_NAM))


def _holding(text: str, language: str) -> Callable[[str], bool]:
    """Make the question whether a kept value holds a text; figures as they are written on the screen."""
    thousands, point = (".", ",") if language == "vi" else (",", ".")
    figure = text.replace(thousands, "").replace(point, ".")
    looked = {fold(text), figure} if any(letter.isdigit() for letter in text) else {fold(text)}
    wanted = tuple(one for one in looked if one)

    def holds(value: str) -> bool:
        folded = value if value.isdigit() else fold(value)
        return any(one in folded or one in value for one in wanted)

    return holds


class _InWords:
    """Writes lines of the history the way people read them; looks everything of the pack up once."""

    def __init__(self, desk: Desk, *, personal: bool = True) -> None:
        self._desk = desk
        self._personal = personal
        self._labels: dict[Address, str] = {}

    @cached_property
    def _tables(self) -> Mapping[str, tuple[Form, Table]]:
        return {table.id: (form, table) for form in self._desk.pack.forms for table in form.tables}

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], Field]:
        return {(table.id, field.id): field for _, table in self._tables.values() for field in table.fields}

    def line(self, one: Numbered) -> AuditLine:
        line = one.line
        form = self._tables.get(line.address.table)
        field = self._fields.get((line.address.table, line.address.field))
        return AuditLine(
            one.number,
            line.when,
            line.who,
            form[0].number if form else line.address.table,
            self._cell(line.address),
            self._value(field, line.old, line.old_state),
            self._value(field, line.new, line.new_state),
            line.how,
            line.address,
        )

    def _cell(self, address: Address) -> str:
        if address not in self._labels:
            self._labels[address] = self._name(address)
        return self._labels[address]

    def _name(self, address: Address) -> str:
        """Name a cell: its row as the form names it, then its question and code."""
        known = self._tables.get(address.table)
        field = self._fields.get((address.table, address.field))
        row = row_with(known[1], address.key) if known and address.key else None
        where = self._words(row.label) if row else " ".join(address.key)
        what = f"{self._words(field.label)} ({field.id})" if field else address.field
        return " · ".join(part for part in (where, what) if part)

    def _value(self, field: Field | None, value: Value | None, state: State | None) -> str:
        if state is not None:
            return NONE_SHOWN if state is State.NONE else UNKNOWN_SHOWN
        if value is None:
            return ""
        if field is None:
            return str(value)
        if not self._personal and field.sensitive:
            return sentence("AUDIT_PERSONAL", self._desk.language)
        if is_masked(field):
            return masked(str(value))
        try:
            return show(value, field, self._choices(field), self._desk.language)
        except (ValueError, TypeError, Problem):  # kept when the field was of another kind
            return str(value)

    def _choices(self, field: Field) -> Sequence[Choice]:
        return self._desk.pack.lists.get(field.list or "", ())

    def _words(self, words: Words) -> str:
        return words.get(self._desk.language) or words.get("vi", "")
