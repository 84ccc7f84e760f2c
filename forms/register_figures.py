"""The figures that follow from a register, and the rows behind each of them.

Every condition is tried once a row and kept as one number with a bit a row, so that a few hundred figures
over 5,000 households cost little more than their conditions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress

from forms.answers import Address, Key, Value, parse_key
from forms.engine import OpenForms
from forms.pack import Derivation
from forms.register import conditions
from forms.xpath.values import number, truth


@dataclass
class RegisterFigures:
    """What one open register gives; made anew after it changed."""

    register: OpenForms
    derivations: tuple[Derivation, ...]
    _keys: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    _held: dict[tuple[str, str], int] = field(default_factory=dict)
    _amounts: dict[tuple[str, str], list[int | float]] = field(default_factory=dict)

    def values(self) -> dict[Address, Value]:
        """Give every figure; what a blank adds is nothing."""
        return {target(one): self._value(one) for one in self.derivations}

    def behind(self, address: Address) -> tuple[Key, ...]:
        """Give the register's rows that a figure counts or adds up; () for a cell that is no figure of it."""
        found = next((one for one in self.derivations if target(one) == address), None)
        if found is None:
            return ()
        return tuple(compress(self._rows(found.source), self._bits(found)))

    def _value(self, one: Derivation) -> Value:
        if not one.amount:
            return self._holding(one).bit_count()
        total = sum(compress(self._each(one.source, one.amount), self._bits(one)))
        return int(total) if total == int(total) else round(total)

    def _rows(self, table: str) -> tuple[Key, ...]:
        if table not in self._keys:
            self._keys[table] = self.register.rows(table)
        return self._keys[table]

    def _holding(self, one: Derivation) -> int:
        bits = (1 << len(self._rows(one.source))) - 1
        for condition in conditions(one.when):
            place = one.source, condition
            if place not in self._held:
                told = (truth(value) for value in self.register.asked(*place))
                text = "".join("1" if yes else "0" for yes in told)
                self._held[place] = int(text[::-1] or "0", 2)
            bits &= self._held[place]
        return bits

    def _bits(self, one: Derivation) -> Iterable[int]:
        text = format(self._holding(one), "b")[::-1]
        return (letter == "1" for letter in text)

    def _each(self, table: str, expression: str) -> list[int | float]:
        place = table, expression
        if place not in self._amounts:
            told = (number(value) for value in self.register.asked(*place))
            self._amounts[place] = [0 if math.isnan(one) else one for one in told]
        return self._amounts[place]


def target(one: Derivation) -> Address:
    """Give the cell that a derivation of one year gives the value of."""
    return Address(one.table, parse_key(one.row), one.field)


def given_by(derivations: Iterable[Derivation], covers: str) -> tuple[Derivation, ...]:
    """Choose the derivations that a register of this coverage ("all" or "poor") gives."""
    return tuple(one for one in derivations if not one.covers or one.covers == covers)
