"""What an office has answered: values by address, states of blanks, figures that came for computed cells.

Four things stay four things: a value, a zero, a blank with a state (*none* counts as 0, *unknown*
does not count) and a blank without a state (still to be asked).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Self

from forms.problems import Problem

Value = int | Decimal | str
"""integer -> int, decimal -> Decimal, everything else -> str (dates ISO 8601, choices their code)."""

Key = tuple[str, ...]
"""A row's axes in catalogue order; () for a single record; ("3",) for the third record of a list."""

_ADDRESS = re.compile(r"(?P<table>[A-Za-z0-9_.-]+?)(?:\[(?P<key>[^\]]*)\])?\.(?P<field>[A-Za-z0-9_]+)\Z")


class State(StrEnum):
    """Why a cell is blank."""

    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One cell: `BM05[A1|NG|2018].c01`, `BM18.c01`, `BM17.c16[2|1].c02`; of a total line `TH-04.t18`."""

    table: str
    key: Key
    field: str

    def __str__(self) -> str:
        """Write the address as people and packages write it."""
        return f"{row_name(self.table, self.key)}.{self.field}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address; raise `Problem("ADDRESS", text=...)` when it is none."""
        found = _ADDRESS.match(text)
        if not found:
            raise Problem("ADDRESS", text=text)
        return cls(found["table"], parse_key(found["key"] or ""), found["field"])


def row_name(table: str, key: Key) -> str:
    """Name a row: `BM05[A1|NG|2018]`, or the table alone for a single record."""
    return f"{table}[{'|'.join(key)}]" if key else table


def parse_key(text: str) -> Key:
    """Split `A1|NG|2018` into its axes; the empty text is the key of a single record."""
    return tuple(text.split("|")) if text else ()


Rows = Mapping[Key, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Document:
    """All answers of one unit in one campaign.

    `tables`: table id -> row key -> field id -> value; only typed (not computed) cells, blanks left
    out, a record without any value kept as an empty mapping. `stated`: values that arrived (by fill,
    paste or package) for computed cells; they are compared, never used.
    """

    tables: Mapping[str, Rows] = field(default_factory=dict)
    states: Mapping[Address, State] = field(default_factory=dict)
    stated: Mapping[Address, Value] = field(default_factory=dict)

    def value(self, address: Address) -> Value | None:
        """Return the typed value at `address`, or None for a blank."""
        return self.tables.get(address.table, {}).get(address.key, {}).get(address.field)
