"""Finds records and cells of every form by what stands in them, without accents, đ or where a tone stands.

Each record is one line of folded text, and so is each cell of other tables, with the words of its row and
column. The lines are read in small portions (`work`) beside the typing; an entry has its own lines read
again. A search looks at the lines alone: it costs some milliseconds in 100,000 records.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from forms.answers import Address, Key, Value
from forms.letters import fold
from forms.pack import Field, Form, Kind, Table, TableKind, Words
from forms.values import show
from office.entry import Entry

SHOWN = 60
"""Hits that are named; of the others only the number is told."""
MOST_CHARACTERS = 64_000_000
"""Of all lines of one table together."""
LONGEST, SHORTEST = 20_000, 200
"""Characters of one line; of a table with very many records less, but not less than the second."""
_LOOKS = 32  # lines between two looks at the clock
_SHORT = 3  # figures of a number that is looked for whole: "Thôn 2" is not "Thôn 20"
_SOON = 0.02  # seconds that a search gives to lines still to be read


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell in which something was found, as a list names it."""

    address: Address
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first hits, how many there are, and whether all lines were read by then."""

    hits: tuple[Hit, ...]
    count: int
    complete: bool


class _Part:
    """The lines of one table; a line that was never read is blank."""

    def __init__(self, form: Form, table: Table) -> None:
        self.form, self.table = form, table
        self.records = table.kind is TableKind.RECORDS
        self.fields = tuple(f for f in table.fields if f.kind is not Kind.KEY and not f.hidden)
        self.addresses: list[Address] = []
        self.places: dict[Address, int] = {}
        self.texts: list[str] = []
        self.todo: deque[int] = deque()
        self.unread: set[int] = set()  # the same lines
        self.longest = LONGEST
        self.found: dict[
            bool, tuple[tuple[str, ...], list[int]]
        ] = {}  # by the last searches, until a line moves

    def lay(self, keys: Collection[Key]) -> None:
        """Take the rows as they now are; lines that are known stay."""
        old = dict(zip(self.addresses, self.texts, strict=True))
        unread = {self.addresses[line] for line in self.unread}
        names = ("",) if self.records else tuple(field.id for field in self.fields)
        self.addresses = [Address(self.table.id, key, name) for key in keys for name in names]
        self.places = {address: line for line, address in enumerate(self.addresses)}
        self.texts = [old.get(address, "") for address in self.addresses]
        self.todo = deque(
            line for line, address in enumerate(self.addresses) if address not in old or address in unread
        )
        self.unread = set(self.todo)
        self.found.clear()
        self.longest = max(SHORTEST, min(LONGEST, MOST_CHARACTERS // max(len(self.addresses), 1)))

    def line_of(self, address: Address) -> int | None:
        """Give the line in which a cell stands."""
        return self.places.get(Address(address.table, address.key, "") if self.records else address)


class Index:
    """The folded lines of an office's open answers.

    `said` chooses the language of words; `shown` gives a cell's text as the screen shows it.
    """

    def __init__(
        self, entry: Entry, said: Callable[[Words], str], shown: Callable[[Address], str] | None = None
    ) -> None:
        """Begin with no line read."""
        self._entry = entry
        self._said = said
        self._shown = shown or entry.shown
        self._parts = {table.id: _Part(form, table) for form in entry.forms for table in form.tables}
        self._stale = set(self._parts)  # tables whose rows are still to be looked at
        self._writers: dict[tuple[str, str], Callable[[Value], str] | None] = {}
        self._row_words: dict[str, dict[Key, str]] = {}
        self._labels: dict[tuple[str, str], str] = {}

    # --- reading -----------------------------------------------------------------------------

    def work(self, seconds: float, first: Iterable[str] = ()) -> bool:
        """Read lines for about so long, those of the tables `first` before others; True when all are read."""
        end = time.perf_counter() + seconds
        return all(self._read_part(part, end) for part in self._in_order(first))

    def read(self, tables: Iterable[str]) -> None:
        """Read all lines of some tables."""
        for table in tables:
            self._read_part(self._parts[table], None)

    def _read_part(self, part: _Part, end: float | None) -> bool:
        if part.table.id in self._stale:
            single = part.table.kind is TableKind.SINGLE
            part.lay(((),) if single else self._entry.rows(part.table.id))
            self._stale.discard(part.table.id)
        todo, texts = part.todo, part.texts
        while todo:
            for _ in range(min(_LOOKS, len(todo))):
                line = todo.popleft()
                part.unread.discard(line)
                part.found.clear()
                texts[line] = self._line(part, part.addresses[line])
            if end is not None and time.perf_counter() > end:
                return not todo
        return True

    def moved(self, cells: Iterable[Address], tables: Iterable[str]) -> None:
        """Note what an entry changed: the lines of `cells`, and `tables` whose rows came or went."""
        self._stale.update(table for table in tables if table in self._parts)
        for address in cells:
            part = self._parts.get(address.table)
            line = part.line_of(address) if part is not None else None
            if part is not None and line is not None and line not in part.unread:
                part.unread.add(line)
                part.todo.append(line)

    def text(self, table: str, key: Key) -> str:
        """Give the folded line of a record, with a space before and behind it."""
        part = self._parts[table]
        line = part.line_of(Address(table, key, ""))
        if line is None or line in part.unread:
            return self._line(part, Address(table, key, ""))
        return part.texts[line]

    def _line(self, part: _Part, address: Address) -> str:
        if not part.records:
            view = self._entry.view(address)
            raw = str(view.value) if isinstance(view.value, int | Decimal) else ""
            told = (self._row_name(part, address.key), self._label(part, address.field))
            return _padded(fold(" ".join((*told, self._entry.show(address, view), raw))), part.longest)
        values = self._entry.open.row_values(address.table, address.key)
        texts = []
        for field in part.fields:
            value = values.get(field.id)
            if value is not None:
                texts.append(self._written(Address(address.table, address.key, field.id), field, value))
        return _padded(fold("\n".join(texts)), part.longest)

    def _written(self, address: Address, field: Field, value: Value) -> str:
        """Write a value as it is shown, a figure also without its points."""
        name = address.table, field.id
        if name not in self._writers:
            self._writers[name] = self._writer(field)
        write = self._writers[name]
        return self._entry.shown(address) if write is None else write(value)

    def _writer(self, field: Field) -> Callable[[Value], str] | None:
        language = self._entry.desk.language
        if field.kind in (Kind.CHOICE, Kind.CHOICES):
            listed = self._entry.desk.pack.lists.get(field.list or "", ())
            if field.itemset or any(choice.live_label for choice in listed):
                return None
            labels = {choice.name: self._said(choice.label) for choice in listed}
            return lambda value: "; ".join(labels.get(code, code) for code in str(value).split())
        if field.kind in (Kind.TEXT, Kind.MEMO):
            return str
        if field.kind in (Kind.INTEGER, Kind.DECIMAL):
            return lambda value: f"{show(value, field, (), language)} {value}"
        return lambda value: show(value, field, (), language)

    def _row_name(self, part: _Part, key: Key) -> str:
        """Give the words of a fixed row, which may stand below a record."""
        table = part.table
        if table.kind is not TableKind.FIXED:
            return ""
        if table.id not in self._row_words:
            self._row_words[table.id] = {row.key: self._said(row.label) for row in table.rows}
        names = self._row_words[table.id]
        return next((names[key[n:]] for n in range(len(key)) if key[n:] in names), "")

    def _label(self, part: _Part, field: str) -> str:
        name = part.table.id, field
        if name not in self._labels:
            label = next(one.label for one in part.fields if one.id == field)
            self._labels[name] = self._said(label)
        return self._labels[name]

    # --- searching ---------------------------------------------------------------------------

    def search(self, text: str, first: Iterable[str] = (), most: int = SHOWN) -> Found:
        """Find every line in which all words of `text` begin a word, those of the tables `first` in front.

        Lines in which the words stand together come before the others of their table. Where no line has
        them so, they may stand inside words.
        """
        tables = tuple(first)
        complete = self.work(_SOON, tables)
        for words in (beginnings(text), insides(text)):
            hits: list[Hit] = []
            count = 0
            for part in self._in_order(tables) if words else ():
                lines = self._matching(part, words)
                count += len(lines)
                hits.extend(self._hit(part, line, words) for line in lines[: most - len(hits)])
            if hits:
                return Found(tuple(hits), count, complete)
        return Found((), 0, complete)

    def after(self, text: str, here: Address | None, first: Iterable[str] = ()) -> Hit | None:
        """Find the next line behind the cell `here`, past the last one from the first; None if none."""
        tables = tuple(first)
        self.work(_SOON, tables)
        found = (self._after(words, here, tables) for words in (beginnings(text), insides(text)) if words)
        return next((hit for hit in found if hit is not None), None)

    def _after(self, words: tuple[str, ...], here: Address | None, tables: tuple[str, ...]) -> Hit | None:
        before: Hit | None = None
        passed = here is None or here.table not in self._parts
        for part in self._in_order(tables):
            mine = here is not None and part.table.id == here.table
            place = part.line_of(here) if mine and here is not None else None
            for line in sorted(self._matching(part, words)):
                if passed or (mine and place is not None and line > place):
                    return self._hit(part, line, words)
                before = before or self._hit(part, line, words)
            passed = passed or mine
        return before

    def _matching(self, part: _Part, words: tuple[str, ...]) -> list[int]:
        texts = part.texts
        begun = words[0].startswith(" ")
        known, lines = part.found.get(begun, ((), []))
        left = sorted(words, key=len, reverse=True)
        if known and all(any(old in word for word in words) for old in known):  # more of what was looked for
            left = [word for word in left if word not in known]
        else:
            first, *left = left
            lines = [line for line, text in enumerate(texts) if first in text]
        for word in left:
            lines = [line for line in lines if word in texts[line]]
        part.found[begun] = words, lines
        if len(words) == 1 or not lines:
            return lines
        phrase = " ".join(words).replace("  ", " ")
        together = [line for line in lines if phrase in texts[line]]
        if len(together) in (0, len(lines)):
            return lines
        return together + [line for line in lines if phrase not in texts[line]]

    def _hit(self, part: _Part, line: int, words: tuple[str, ...]) -> Hit:
        address = part.addresses[line]
        if part.records:
            field = self._field_of(part, address, words)
            address = Address(address.table, address.key, field.id)
            row = str(line + 1) if part.table.parent is None else address.key[-1]
            label = self._label(part, field.id)
            named = next((one for one in part.fields if one.kind is Kind.TEXT), field)
            name = self._shown(Address(address.table, address.key, named.id)) if named is not field else ""
        else:
            row, label, name = self._row_name(part, address.key), self._label(part, address.field), ""
        return Hit(address, " · ".join(filter(None, (row, name, label, self._shown(address)))))

    def _field_of(self, part: _Part, row: Address, words: tuple[str, ...]) -> Field:
        """Name the field of a record in which most of the words stand, the first such one."""
        values = self._entry.open.row_values(row.table, row.key)
        best, most = part.fields[0], 0
        for field in part.fields:
            value = values.get(field.id)
            if value is None:
                continue
            text = _padded(fold(self._written(Address(row.table, row.key, field.id), field, value)), LONGEST)
            mine = sum(word in text for word in words)
            if mine > most:
                best, most = field, mine
            if most == len(words):
                break
        return best

    def _in_order(self, first: Iterable[str]) -> Iterator[_Part]:
        wanted = tuple(first)
        yield from (self._parts[table] for table in wanted if table in self._parts)
        yield from (part for name, part in self._parts.items() if name not in wanted)


def beginnings(text: str) -> tuple[str, ...]:
    """Part a text into what to look for in a padded line: words where words begin, short numbers whole."""
    words = dict.fromkeys(fold(text).split())
    return tuple(f" {word} " if word.isdecimal() and len(word) <= _SHORT else f" {word}" for word in words)


def insides(text: str) -> tuple[str, ...]:
    """Part a text into words that may stand inside others."""
    return tuple(dict.fromkeys(fold(text).split()))


def _padded(text: str, longest: int) -> str:
    return f" {text[:longest]} "
