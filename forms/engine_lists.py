"""Lists, the campaign and the unit as tables that expressions read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from forms.engine_graph import Graph
from forms.pack import (
    Choice,
    Pack,
    Unit,
)
from forms.xpath.nodes import Node, Row, Shape, Store

UNIT_COLUMNS = ("code", "name", "short_name", "level", "kind", "type", "parent", "area")
CAMPAIGN_COLUMNS = ("id", "standard", "last_year", "data_date")
_NO_DAY = date(1970, 1, 1)  # rows of a list are never asked for the day


def columns(shape: Shape, names: Iterable[str]) -> None:
    """Give a flat shape its columns; one named "g/a" stands in a group."""
    shape.node = Node("item", shape=shape, is_row=True)
    for name in names:
        if name not in shape.slots:
            slot = shape.slots[name] = len(shape.slots)
            node = shape.node
            for part in name.split("/"):
                node = node.child(part)
            node.slot = slot


def fill(shape: Shape, rows: Iterable[Mapping[str, str]]) -> None:
    """Give a list its rows; a column without a value is blank."""
    store = Store(0, _NO_DAY)
    for place, values in enumerate(rows):
        row = Row(shape, (str(place),), len(shape.slots), store)
        row.index = place
        for name, slot in shape.slots.items():
            row.v[slot] = values.get(name) or None
        shape.rows.append(row)
    shape.fixed = frozenset(shape.slots.values())


def list_shape(name: str, choices: Sequence[Choice]) -> Shape:
    """Present a choice list as `instance('name')/root/item` with name, label and its further columns."""
    shape = Shape(-1, name)
    columns(shape, ("name", "label", *(key for choice in choices for key in choice.attributes)))
    fill(shape, ({**c.attributes, "name": c.name, "label": c.label.get("vi", c.name)} for c in choices))
    return shape


def campaign_shapes(pack: Pack) -> tuple[Shape, Shape]:
    """Present the campaign both as items (name, value) and as one record with a column a name."""
    campaign = pack.campaign
    values: dict[str, str] = {}
    if campaign is not None:
        values = {**campaign.parameters, **{name: str(getattr(campaign, name)) for name in CAMPAIGN_COLUMNS}}
    items, record = Shape(-1, "campaign"), Shape(-1, "campaign", single=True)
    columns(items, ("name", "value"))
    fill(items, ({"name": name, "value": value} for name, value in values.items()))
    columns(record, (*CAMPAIGN_COLUMNS, *values))
    fill(record, [values])
    return items, record


def unit_row(graph: Graph, unit: Unit | None, store: Store) -> None:
    """Put the unit where `instance('unit')` reads it."""
    row = Row(graph.unit, (), len(UNIT_COLUMNS), store)
    for name, slot in graph.unit.slots.items():
        row.v[slot] = (getattr(unit, name) or None) if unit is not None else None
    store.tables[graph.unit.index] = [row]
