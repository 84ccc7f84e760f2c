"""F10 in a register: shows the identity numbers of one household, or hides them again."""

from forms.answers import Address, Key
from office.masking import is_masked
from ui.entry.live import Live, Moved
from ui.words import tr


def has_numbers(live: Live) -> bool:
    """Whether anything in these forms is hidden until it is asked for."""
    return any(is_masked(field) for form in live.forms for table in form.tables for field in table.fields)


def turn_numbers(live: Live, address: Address) -> None:
    """Show the numbers of the record that a cell belongs to, or hide them where they are shown."""
    asked = live.entry.asked
    shown = asked.key
    if shown is not None and shown == address.key[:1]:
        hide_numbers(live)
        live.told.emit("note", tr("Numbers", "The ID numbers are hidden again."))
        return
    hide_numbers(live)
    cells = live.entry.ask_for(address.key)
    if not cells:
        asked.show(None)
        live.told.emit("warning", tr("Numbers", "No ID number is written here yet."))
        return
    live.changed.emit(Moved(frozenset(cells), frozenset()))
    live.told.emit("note", tr("Numbers", "ID numbers shown for this household only; it was noted who asked."))


def hide_numbers(live: Live) -> None:
    """Hide the numbers that are shown: another household, or the end of the work."""
    shown: Key | None = live.entry.asked.key
    if shown is None:
        return
    cells = live.entry.masked_cells(shown)
    live.entry.asked.show(None)
    live.changed.emit(Moved(frozenset(cells), frozenset()))
