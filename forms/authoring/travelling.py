"""Which typed answers travel up for the sake of a consolidated table, though they add up in no way.

Texts, plans and the like stay with the unit by their roll-up rule (domain.md section 12). Where a table of
a level further up shows them (TH-11, TH-18, TH-21, TH-25), that level can show only what came with a package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from forms.pack import CARRIED_UPWARD, Field, Kind, Pack, Table
from forms.roll_up_columns import columns_read
from forms.totals_tables import TotalsTable

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def with_travelling(pack: Pack) -> Pack:
    """Give the pack with `upward` set on what its consolidated tables show and no rule carries up.

    What a campaign has travel apart stays apart: the upward package leaves it out whatever is set here.
    """
    wanted = {place for table in pack.totals for place in _read(pack, table)}
    forms = tuple(
        replace(form, tables=tuple(_marked(table, wanted) for table in form.tables)) for form in pack.forms
    )
    return replace(pack, forms=forms)


def _marked(table: Table, wanted: set[tuple[str, str]]) -> Table:
    fields = tuple(
        replace(one, upward=True) if (table.id, one.id) in wanted and _stays(one) else one
        for one in table.fields
    )
    return table if fields == table.fields else replace(table, fields=fields)


def _stays(field: Field) -> bool:
    typed = field.calculate is None and field.kind not in (Kind.KEY, Kind.FILES)
    return typed and not field.sensitive and field.rollup not in CARRIED_UPWARD


def _read(pack: Pack, table: TotalsTable) -> Iterable[tuple[str, str]]:
    """Name the fields a table shows, groups by or asks about, and those they follow from in the same row."""
    source = pack.tables_by_id.get(table.source)
    if source is None:
        return
    waiting = [(source.id, name) for name in table.by]
    for column in table.columns:
        place, _, name = column.field.rpartition(".")
        waiting.append((place or source.id, name))
        waiting += [(source.id, one) for one in _named(column.tally)]
    waiting += [(source.id, one) for one in _named(table.when)]
    done: set[tuple[str, str]] = set()
    while waiting:
        place, name = waiting.pop()
        fields = pack.tables_by_id[place].fields if place in pack.tables_by_id else ()
        field = next((one for one in fields if one.id == name), None)
        if field is None or (place, name) in done:
            continue
        done.add((place, name))
        if field.rollup in CARRIED_UPWARD:
            continue
        words = set(_WORD.findall(field.calculate or ""))
        waiting += [(place, one.id) for one in fields if one.id in words]
    yield from done


def _named(expression: str) -> tuple[str, ...]:
    return columns_read(expression)[0] if expression else ()
