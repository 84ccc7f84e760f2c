"""What checking found, and what an entry changed: the answers the engine gives to every caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.answers import Address, Key, State, Value
from forms.pack import Severity, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One error or warning at one place.

    `code`: a check's id (K07), a field rule's address without its row (BM01.c02), CALC, or K36.
    `place` is the cell to jump to, `cells` every cell involved. `explained` is the text given in the
    explanations table for this code and place, "" where none is given yet.
    """

    code: str
    severity: Severity
    place: Address
    sentence: Words
    cells: tuple[Address, ...] = ()
    explained: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """All that a screen or a printer needs to know of one cell."""

    value: Value | None
    state: State | None = None
    stated: Value | None = None  # arrived for a computed cell and different from `value`
    relevant: bool = True
    readonly: bool = False
    required: bool = False
    locked: str = ""  # why nobody may type here though the form asks: "register"; "" where nothing locks it


@dataclass(frozen=True, slots=True)
class GroupView:
    """What a screen needs to know of a group or of a repeat's row."""

    relevant: bool
    readonly: bool
    label: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class RowsChange:
    """Rows of a table that came or went; `shown` and `hidden` follow a count, and keep their answers."""

    table: str
    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    shown: tuple[Key, ...] = ()
    hidden: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry moved: cells to repaint, cells to store, rows, and the findings as they now stand.

    `came` and `gone` are what is new in `findings` and what is there no longer; one in both came and went.
    """

    cells: Mapping[Address, CellView]
    stored: Mapping[Address, CellView] = field(default_factory=dict)  # typed cells whose answer changed
    rows: tuple[RowsChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    cleared: Mapping[Address, Value] = field(
        default_factory=dict
    )  # choices no longer offered: what stood there
    came: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
