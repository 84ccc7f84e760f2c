"""Notes on cells and records, and the figures of the period before: what the details of a cell show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from db.notes import Note, Notes
from forms.answers import Address, Value
from forms.findings import CellView
from forms.pack import TableKind
from forms.report import normal_text
from office.entry import Entry

YEAR = "year"
LONGEST_NOTE = 2000


class NoteBook:
    """The notes of one office's own answers. They stay in the office: no package carries them."""

    def __init__(self, entry: Entry) -> None:
        """Read the notes that are there."""
        self._entry = entry
        self._notes = Notes(entry.desk.database)
        self._known = {note.address: note for note in self._notes.of(entry.submission)}

    def at(self, address: Address) -> Note | None:
        """Return the note on a cell."""
        return self._known.get(address)

    def write(self, address: Address, text: str) -> None:
        """Put a note on a cell in place of the one there; a blank text takes it away."""
        desk = self._entry.desk
        words = normal_text(text.strip())[:LONGEST_NOTE]
        note = Note(address, words, desk.person.name, desk.clock.now())
        self._notes.put(self._entry.submission, note)
        if words:
            self._known[address] = note
        else:
            self._known.pop(address, None)

    @property
    def all(self) -> tuple[Note, ...]:
        """Return every note, oldest first."""
        return tuple(sorted(self._known.values(), key=lambda note: note.when))


@dataclass(frozen=True, slots=True)
class Compared:
    """A cell beside that of the period (or record) before; texts as they are shown, "" where unknown."""

    before: Address
    text: str
    difference: str = ""
    per_cent: str = ""


def before(entry: Entry, address: Address) -> Address | None:
    """Give the same cell of the year before, or of the record before; None where there is none."""
    table = entry.table(address.table)
    if table.kind is TableKind.RECORDS:
        keys = [key for key in entry.rows(table.id) if key[:-1] == address.key[:-1]]
        place = keys.index(address.key) if address.key in keys else 0
        return Address(table.id, keys[place - 1], address.field) if place else None
    if YEAR not in table.axes:
        return None
    at = len(address.key) - len(table.axes) + table.axes.index(YEAR)
    year = address.key[at]
    if not year.isdigit():
        return None
    key = (*address.key[:at], str(int(year) - 1), *address.key[at + 1 :])
    return Address(table.id, key, address.field) if key in entry.rows(table.id) else None


def compared(entry: Entry, address: Address) -> Compared | None:
    """Compare a cell with that of the period before: difference and per cent of it."""
    earlier = before(entry, address)
    if earlier is None:
        return None
    text = entry.shown(earlier)
    was, now = _figure(entry.view(earlier).value), _figure(entry.view(address).value)
    if was is None or now is None:
        return Compared(earlier, text)
    moved = now - was
    field = entry.field(address)
    value: Value = int(moved) if moved == moved.to_integral_value() and not field.decimals else moved
    shown = entry.show(address, CellView(value))
    percent = ""
    if was:
        figure = f"{moved * 100 / abs(was):+.1f}"
        percent = f"{figure.replace('.', ',') if entry.desk.language == 'vi' else figure} %"
    return Compared(earlier, text, f"+{shown}" if moved > 0 else shown, percent)


def _figure(value: Value | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
