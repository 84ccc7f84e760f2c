"""Notes on cells and on whole rows and records."""

from __future__ import annotations

from db.notes import Note, Notes
from forms.answers import Address, Key
from forms.letters import fold
from forms.report import normal_text
from office.entry import Entry
from office.roles import Doing, demand_may

LONGEST_NOTE = 2000
WHOLE = ""
"""The field of a note on a whole row or record."""


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

    def on_row(self, table: str, key: Key) -> Note | None:
        """Return the note on a whole row or record, on a form without rows the one on all of it."""
        return self._known.get(Address(table, key, WHOLE))

    def write(self, address: Address, text: str) -> None:
        """Put a note on a cell in place of the one there; a blank text takes it away."""
        desk = self._entry.desk
        demand_may(desk, Doing.KEEP)
        words = normal_text(text.strip())[:LONGEST_NOTE]
        note = Note(address, words, desk.person.name, desk.clock.now())
        self._notes.put(self._entry.submission, note)
        if words:
            self._known[address] = note
        else:
            self._known.pop(address, None)

    def found(self, text: str) -> tuple[Note, ...]:
        """Return the notes in which a text stands, in the order of `all`; accents and đ do not matter."""
        wanted = fold(text.strip())
        return tuple(note for note in self.all if wanted in fold(f"{note.text} {note.who}"))

    @property
    def all(self) -> tuple[Note, ...]:
        """Return every note, oldest first."""
        return tuple(sorted(self._known.values(), key=lambda note: note.when))
