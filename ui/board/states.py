"""How the state of a unit looks: its word, its tone and a mark; nothing is told by colour alone."""

from typing import Final

from office.board import State
from ui.words import tr

TONES: Final = {
    State.WAITING: "note",
    State.RETURNED: "warning",
    State.LATE: "error",
    State.DUE: "plain",
    State.UNFINISHED: "warning",
    State.IN_PLACE: "note",
    State.NIL: "good",
    State.DONE: "good",
}
"""Tones of `ui.icons.sign` and of badges."""

MARKS: Final = {
    State.WAITING: "!",
    State.RETURNED: "?",
    State.LATE: "×",
    State.DUE: "·",
    State.UNFINISHED: "~",
    State.IN_PLACE: "T",
    State.NIL: "0",
    State.DONE: "✓",
}
"""What stands in a unit's cell of the heat strip."""


def word(state: State) -> str:
    """Say a state in the language in use."""
    return {
        State.WAITING: tr("Board", "waits for you"),
        State.RETURNED: tr("Board", "returned"),
        State.LATE: tr("Board", "late"),
        State.DUE: tr("Board", "not sent yet"),
        State.UNFINISHED: tr("Board", "provisional"),
        State.IN_PLACE: tr("Board", "typed in place"),
        State.NIL: tr("Board", "nothing to report"),
        State.DONE: tr("Board", "done"),
    }[state]
