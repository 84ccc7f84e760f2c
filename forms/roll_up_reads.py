"""Which tables of the forms a consolidated table is made of: what has to be read to put it together."""

from __future__ import annotations

from collections.abc import Iterable

from forms.engine import FormSet
from forms.totals_tables import TotalsTable


def tables_read(form_set: FormSet, table: TotalsTable) -> frozenset[str]:
    """Name them: the source, those its columns name, and what is computed or weighed there is made of."""
    return made_of(form_set, {table.source, *(column.field.rpartition(".")[0] for column in table.columns)})


def made_of(form_set: FormSet, tables: Iterable[str]) -> frozenset[str]:
    """Name tables of the forms with all that is computed or weighed there is made of."""
    known = form_set.pack.tables_by_id
    waiting = [name for name in tables if name in known]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        weights = (field.weight.rpartition(".")[0] for field in known[name].fields if field.weight)
        waiting += [*form_set.tables_behind(name), *(other for other in weights if other)]
    return frozenset(found)
