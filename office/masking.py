"""Identity numbers: hidden on the screen until those of one household are asked for, hidden in every copy.

A field is hidden that says so itself: `masked` in its appearance, the word ODK has for it. Asking is noted in
the history of the cell, without the number; the numbers of one record at a time are shown.
"""

from __future__ import annotations

from forms.answers import Address, Key
from forms.pack import Field
from forms.problems import Problem
from forms.routed import DOT, holds_id_number

_DOTS, _LEFT = 6, 4
_SHORT = 8  # letters: of a number as short as that its end would tell too much


def is_masked(field: Field) -> bool:
    """Tell whether what stands in a field is shown only when it is asked for."""
    return holds_id_number(field)


def masked(text: str) -> str:
    """Hide a number but for its end, by which people recognise it; how long it is stays hidden too."""
    if not text:
        return ""
    return DOT * _DOTS + (text[-_LEFT:] if len(text) > _SHORT else "")


def check_typed(field: Field, text: str) -> None:
    """Refuse a hidden number that comes back as it is shown: NUMBER_HIDDEN."""
    if is_masked(field) and DOT in text:
        raise Problem("NUMBER_HIDDEN")


class Asked:
    """The record whose numbers are shown at present; only one at a time, none to begin with."""

    def __init__(self) -> None:
        self._key: Key | None = None

    @property
    def key(self) -> Key | None:
        """Return the record whose numbers are shown."""
        return self._key

    def show(self, key: Key | None) -> None:
        """Show the numbers of another record, or of none."""
        self._key = key[:1] if key is not None else None

    def hides(self, address: Address, field: Field) -> bool:
        """Tell whether what stands in a cell is hidden now."""
        return is_masked(field) and (self._key is None or address.key[:1] != self._key)
