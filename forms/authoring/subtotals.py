"""Judges the subtotal rows of built tables: every one adds rows that hold figures, each of them once.

The engine knows which cells a subtotal reads, so that what is judged is what would be
added, however it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from forms.answers import Address, Key
from forms.authoring.sheets import nearest
from forms.engine import FormSet
from forms.pack import Field, FixedRow, Pack, Table, TableKind

Complain = Callable[..., None]
"""(code, table, row, field, **details): what is wrong, in which row and column of a table."""


def check_subtotals(pack: Pack, complain: Complain) -> None:
    """Complain about subtotal rows that add nothing, themselves, or not all that stands below them.

    PACK_TOTAL_ASKED: a column that shows a computed field there is asked all the same. PACK_TOTAL_EMPTY: no
    row is added. PACK_TOTAL_CIRCLE: rows that add one another. PACK_TOTAL_LOST: another subtotal row is
    added, where nothing is typed, and not what is below it. PACK_TOTAL_NOWHERE: no column shows subtotals.
    PACK_ROW_PARENT: a row stands under what is no subtotal row.
    """
    tables = [
        table
        for form in pack.forms
        for table in form.tables
        if table.kind is TableKind.FIXED and any(row.total for row in table.rows)
    ]
    if not tables:
        return
    forms = FormSet(pack)
    for table in tables:
        _Judge(table, forms, complain).judge()


class _Judge:
    """Looks at one table."""

    def __init__(self, table: Table, forms: FormSet, complain: Complain) -> None:
        self.table = table
        self.forms = forms
        self.complain = complain
        self.rows: Mapping[Key, FixedRow] = {row.key: row for row in table.rows}
        self.fields = {field.id: field for field in table.fields}

    def judge(self) -> None:
        """Look at every column on every subtotal row; one complaint a row is enough."""
        columns = [field for field in self.table.fields if field.total in self.fields]
        if self._astray(columns):
            return
        totals = [row for row in self.table.rows if row.total]
        shown = any(field.calculate is not None and not field.hidden for field in self.table.fields)
        if not columns and not shown:
            self.complain("PACK_TOTAL_NOWHERE", self.table, totals[0], None)
        for row in totals:
            for field in columns:
                if self._wrong(row, field):
                    break

    def _astray(self, columns: Sequence[Field]) -> bool:
        """Complain about rows that stand under what is no row, or no subtotal: nothing would add them."""
        formulas = " ".join(self.fields[field.total].calculate or "" for field in columns)
        key = "|".join(map(re.escape, self.table.axes))
        asker = rf"current\(\)/(?:\.\./)+(?:{key})(?![\w.-])"
        parents = set(re.findall(rf"\[\s*([\w.-]+)\s*=\s*{asker}", formulas)) & self.fields.keys()
        above = set(re.findall(rf"\[\s*selected\(\s*([\w.-]+)\s*,\s*{asker}", formulas)) & self.fields.keys()
        codes = {row.key[-1]: row for row in self.table.rows} if len(self.table.axes) == 1 else {}
        found = False
        for row in self.table.rows if codes else ():
            named = {name: row.values.get(name, "").split() for name in parents | above}
            odd = [
                (name, word)
                for name, words in named.items()
                for word in words
                if word not in codes or (name in parents and not codes[word].total)
            ]
            for name, word in odd[:1]:
                found = True
                hint = nearest(word, [code for code, one in codes.items() if one.total])
                self.complain(
                    "PACK_ROW_PARENT", self.table, row, self.fields[name], text=word, suggestion=hint
                )
        return found

    def _wrong(self, row: FixedRow, field: Field) -> bool:
        if field.calculate is None and field.id not in row.blocked:
            self.complain("PACK_TOTAL_ASKED", self.table, row, field)
            return True
        added = self._added(row.key, field)
        if not added:
            self.complain("PACK_TOTAL_EMPTY", self.table, row, field)
            return True
        below = self._below(row.key, field)
        if row.key in below:
            self.complain("PACK_TOTAL_CIRCLE", self.table, row, field)
            return True
        lost = next(
            (key for key in added if self.rows[key].total and not self._added(key, field) <= added), None
        )
        if lost is not None:
            self.complain("PACK_TOTAL_LOST", self.table, row, field, other="|".join(lost))
        return lost is not None

    def _added(self, key: Key, field: Field) -> set[Key]:
        """Name the rows of this table that a subtotal reads a cell of."""
        found: set[Key] = set()
        waiting = [Address(self.table.id, key, field.total)]
        seen = set(waiting)
        while waiting:
            for one in self.forms.operands(waiting.pop()):
                if one in seen or one.table != self.table.id:
                    continue
                seen.add(one)
                other = self.fields[one.field]
                if one.key == key and other.calculate is not None:
                    waiting.append(one)  # a figure worked out on the way in the same row
                elif one.key != key or other.calculate is None:
                    found.add(one.key)
        return found

    def _below(self, key: Key, field: Field) -> set[Key]:
        """Name all rows that come under a subtotal, through other subtotals too."""
        found: set[Key] = set()
        waiting = [key]
        while waiting:
            at = waiting.pop()
            new = self._added(at, field) - found if self.rows[at].total else set()
            found |= new
            waiting.extend(new)
        return found
