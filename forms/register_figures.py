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
from forms.engine_cells import outward_text
from forms.pack import Derivation, Pack
from forms.register import conditions
from forms.xpath.values import number, text, truth


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
        return tuple(compress(self._rows(found.source), self.kept(found)))

    def _value(self, one: Derivation) -> Value:
        if not one.amount:
            return self._holding(one).bit_count()
        total = sum(compress(self._each(one.source, one.amount), self.kept(one)))
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
                letters = "".join("1" if yes else "0" for yes in told)
                self._held[place] = int(letters[::-1] or "0", 2)
            bits &= self._held[place]
        return bits

    def kept(self, one: Derivation) -> list[bool]:
        """Tell of each row whether a derivation's condition holds for it."""
        letters = format(self._holding(one), "b")[::-1].ljust(len(self._rows(one.source)), "0")
        return [letter == "1" for letter in letters][: len(self._rows(one.source))]

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


def taken_over(pack: Pack, register: OpenForms) -> tuple[list[tuple[str, Key]], list[tuple[Address, Value]]]:
    """Give the rows and answers that the register of the year after `register` begins with (`Pack.carried`).

    Rows are numbered anew; a row below another is taken over only with that.
    """
    answers: list[tuple[Address, Value]] = []
    new: dict[tuple[str, Key], Key] = {}
    for table in pack.tables_by_id.values():  # outer tables stand in front of those below them
        lines = [one for one in pack.carried if one.table == table.id]
        fields = {field.id: field for field in table.fields}
        figures = RegisterFigures(register, tuple(lines))
        below: dict[Key, int] = {}
        for line in lines:
            given = register.asked(table.id, line.amount)
            kept = figures.kept(line)
            for key, value, stays in zip(register.rows(table.id), given, kept, strict=True):
                above = new.get((table.parent, key[:-1])) if table.parent else ()
                if not stays or above is None:
                    continue
                if (table.id, key) not in new:
                    below[above] = below.get(above, 0) + 1
                    new[table.id, key] = (*above, str(below[above]))
                answer = outward_text(fields[line.field], text(value))
                if answer is not None:
                    answers.append((Address(table.id, new[table.id, key], line.field), answer))
    return [(table, key) for (table, _), key in new.items()], answers
