"""The fixed rows of a table: read off the items of its list, and their cells that nobody is ever asked for.

Used where a pack is built, and again where a supplement adds items to an open list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from forms.answers import Key
from forms.engine_cells import outcome
from forms.engine_findings import relevant
from forms.engine_graph import Graph, Plan, Step
from forms.engine_plan import plan_pack
from forms.pack import Choice, Field, FixedRow, Form, Kind, Pack, RowSource, Table, TableKind, Words
from forms.xpath.nodes import Row, Store
from forms.xpath.values import Inner, truth

GRID, TABLE = "vn-grid", "vn-table"
DEEPEST = 9
YES = "1"
"""What the column `total=` of a list holds in a subtotal row; blank or 0 in every other."""
_NO_DAY = date(1970, 1, 1)
_OF_THE_MOMENT = ("instance('unit')", 'instance("unit")', "today(", "now(", "random(", "uuid(")


def row_of(item: Choice, source: RowSource) -> FixedRow:
    """Make the row of an item of a table's list."""
    columns = {**item.attributes, "name": item.name}
    level = columns.get(source.level, "")
    return FixedRow(
        tuple(columns.get(column, "") for column in source.columns),
        item.label,
        _words(columns, source.heading),
        int(level) if level.isascii() and level.isdigit() and len(level) == 1 else 0,
        columns.get(source.total, "") == YES,
        _words(columns, source.unit),
        {field: columns[column] for field, column in source.values.items() if columns.get(column)},
    )


def _words(columns: dict[str, str], column: str) -> Words:
    """Read a column in both languages: the English one is called like it, with _en."""
    text = columns.get(column, "") if column else ""
    return {"vi": text, "en": columns.get(f"{column}_en") or text} if text else {}


def shown_in(table: Table, field: Field, row: FixedRow | None) -> Field:
    """Give the field that a column shows in a row: on a subtotal row the computed one that stands for it."""
    if row is None or not row.total or not field.total:
        return field
    return next((one for one in table.fields if one.id == field.total), field)


def depth(table: Table, row: FixedRow) -> int:
    """Say how far a row's label is indented: its level below the highest of its table."""
    return row.level - min(one.level for one in table.rows)


def rows_by_key(table: Table) -> Mapping[Key, FixedRow]:
    """Give the fixed rows of a table by their keys."""
    return {row.key: row for row in table.rows}


def own_key(table: Table, key: Key) -> Key:
    """Give the end of a key that names a fixed row: a unit or a parent may stand in front of it."""
    return key[len(key) - len(table.axes) :]


def row_with(table: Table, key: Key) -> FixedRow | None:
    """Find the fixed row whose key a key ends with; None in a table of other rows."""
    return rows_by_key(table).get(own_key(table, key)) if table.rows else None


def with_blocked(pack: Pack) -> Pack:
    """Say in every row of a vn-grid which cells nobody is ever asked for, whatever is answered.

    Raises what `forms.engine_plan.plan_pack` raises for a pack that cannot work.
    """
    if not any(_is_grid(table) for form in pack.forms for table in form.tables):
        return pack
    graph = plan_pack(pack, hide=False)
    return replace(pack, forms=tuple(_blocked(form, graph) for form in pack.forms))


def wants_total(table: Table) -> bool:
    """Whether a fixed table gets a line of totals: its rows are of one unit, and none is over all others."""
    if table.appearance != GRID or not table.rows:
        return False
    top = min(row.level for row in table.rows)
    heads = [row for row in table.rows if row.level == top]
    one_unit = len({tuple(row.unit.items()) for row in table.rows if not row.total}) == 1
    return one_unit and not (len(heads) == 1 and heads[0].total)


def _is_grid(table: Table) -> bool:
    return table.appearance == GRID and table.kind is TableKind.FIXED


def _blocked(form: Form, graph: Graph) -> Form:
    tables = (
        replace(table, rows=blocked_rows(graph, graph.by_table[table.id])) if _is_grid(table) else table
        for table in form.tables
    )
    return replace(form, tables=tuple(tables))


def blocked_rows(graph: Graph, plan: Plan) -> tuple[FixedRow, ...]:
    """Give a table's rows with their blocked cells: what they hang on is the row alone, and it fails."""
    store = Store(len(graph.plans) + 1, _NO_DAY)
    rows = [_row(plan, fixed, place, store) for place, fixed in enumerate(plan.table.rows)]
    settled: set[int] = set()
    for step in graph.steps:
        if step.plan is plan and step.slot is not None and _hangs_on(graph, step, settled):
            settled.add(step.slot)
            for row in rows:
                row.v[step.slot] = _worked_out(step, row)
    asked = [
        cell
        for cell in plan.cells
        if cell.field.kind is not Kind.KEY and not cell.field.hidden and cell.relevant_slot in settled
    ]
    return tuple(
        replace(
            fixed,
            blocked=tuple(
                cell.field.id
                for cell in asked
                if cell.relevant_slot is not None and row.v[cell.relevant_slot] is False
            ),
        )
        for fixed, row in zip(plan.table.rows, rows, strict=True)
    )


def _hangs_on(graph: Graph, step: Step, settled: set[int]) -> bool:
    """Say whether a step reads nothing but keys, lists and slots that are settled already."""
    cell = step.cell
    if (
        step.code is None
        or step.kind not in ("flag", "value")
        or (cell and step.kind == "value" and not cell.computed)
    ):
        return False
    groups = graph.pack.forms[step.plan.form].groups if cell is None else ()
    texts = [cell.field.relevant, cell.field.calculate] if cell else []
    texts += [text for group in groups for text in (group.relevant, group.readonly)]
    if any(word in (text or "") for word in _OF_THE_MOMENT for text in texts):
        return False
    return all(ref.shape is step.plan.shape and ref.slot in settled for ref in step.refs)


def _worked_out(step: Step, row: Row) -> Inner:
    value = step.code(row) if step.code else None
    if step.kind == "flag":
        return truth(value)
    return outcome(step.cell, value) if step.cell and relevant(step.cell, row) else None


def _row(plan: Plan, fixed: FixedRow, place: int, store: Store) -> Row:
    row = Row(plan.shape, fixed.key, plan.width, store)
    row.index = place
    store.tables[plan.shape.index].append(row)
    store.by_key[plan.shape.index][fixed.key] = row
    for slot, axis in plan.key_cells:
        row.v[slot] = fixed.key[axis]
    for slot, text in plan.row_values.get(fixed.key, ()):
        row.v[slot] = text
    return row
