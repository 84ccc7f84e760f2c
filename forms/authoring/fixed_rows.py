"""Reads the fixed rows of a table off its list, with hierarchy, units and columns; finds their subtotals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from forms.authoring import profile
from forms.authoring.lint import Prepared
from forms.authoring.sheets import Complaints, nearest
from forms.authoring.xform_tree import OpenTable, XForm
from forms.pack import Choice, Field, FixedRow, Kind, Roll, RowSource
from forms.table_rows import DEEPEST, GRID, YES, row_of

_AXIS = re.compile(
    r"instance\('([^']+)'\)/root/item\[\s*position\(\)\s*=\s*position\(\s*current\(\)/\.\.\s*\)\s*\]/([a-z][a-z0-9_]*)\Z"
)
_OF_KEY = re.compile(
    r"instance\('([^']+)'\)/root/item\[\s*name\s*=\s*current\(\)/(?:\.\./)+([a-z][a-z0-9_]*)\s*\]/([a-z][a-z0-9_]*)\Z"
)
_STRING = re.compile(r"""('[^']*'|"[^"]*")""")


def given(text: str | None) -> str | None:
    """Give an expression with single spaces outside its strings, None where it is blank."""
    parts = _STRING.split(text or "")
    plain = (part if place % 2 else " ".join(f"|{part}|".split())[1:-1] for place, part in enumerate(parts))
    return "".join(plain).strip() or None


class FixedRows:
    """The rows of the tables of one form; what does not fit together is complained about at its cell."""

    def __init__(self, xform: XForm, prepared: Prepared, complaints: Complaints) -> None:
        self.xform = xform
        self.prepared = prepared
        self.complaints = complaints

    def complain(self, code: str, path: str, column: str, /, **details: object) -> None:
        """Note a problem at the row of a node."""
        row = self.prepared.rows.get(path)
        self.complaints.add(code, self.prepared.survey_sheet, row, column, **details)

    def rows_from(self, table: OpenTable, axes: tuple[str, ...]) -> RowSource:
        """Name the list of a table's rows, the columns its keys are read from, and those that say more."""
        found = (_AXIS.match(self.xform.binds[f"{table.path}/{axis}"]["calculate"]) for axis in axes)
        columns = tuple(one[2] for one in found if one)
        words = table.grid
        return RowSource(
            words["rows"],
            columns,
            words.get("heading", ""),
            words.get("level", ""),
            words.get("total", ""),
            words.get("unit", ""),
            dict(table.columns),
        )

    def rows(self, table: OpenTable, axes: tuple[str, ...]) -> tuple[FixedRow, ...]:
        """Read the fixed rows of a table off its list; each axis names the column its value comes from."""
        items = self.xform.lists.get(table.grid["rows"], ())
        for axis in axes:
            bind = self.xform.binds.get(f"{table.path}/{axis}", {})
            found = _AXIS.match(bind.get("calculate", ""))
            if not found or found[1] != table.grid["rows"]:
                self.complain("PACK_AXIS", table.path, profile.GRID, axis=axis, list=table.grid["rows"])
                return ()
            if f"{table.path}/{axis}" in self.xform.controls and given(bind.get("readonly")) != "true()":
                self.complain("PACK_VALUE_MISSING", f"{table.path}/{axis}", "readonly", column="readonly")
        source = self.rows_from(table, axes)
        rows: dict[tuple[str, ...], FixedRow] = {}
        self._columns_known(table, source)
        for item in items:
            row = row_of(item, source)
            if row.key in rows or not all(re.fullmatch(profile.CODE, part) for part in row.key):
                self.complain(
                    "PACK_ROW_KEY", table.path, profile.GRID, text="|".join(row.key), item=item.name
                )
            self._row_words(item, source)
            rows[row.key] = row
        if not items:
            self.complain(
                "PACK_LIST_UNKNOWN", table.path, profile.GRID, list=table.grid["rows"], suggestion=""
            )
        return tuple(rows.values())

    def _columns_known(self, table: OpenTable, source: RowSource) -> None:
        """Complain about words that name no column of the list."""
        known = self.xform.columns.get(source.list, set()) | {"name"}
        for word in ("heading", "level", "total", "unit"):
            column: str = getattr(source, word)
            if column and column not in known:
                self.complain(
                    *("PACK_GRID_COLUMN", table.path, profile.GRID),
                    text=f"{word}={column}",
                    list=source.list,
                    suggestion=nearest(column, known),
                )
        for name, column in source.values.items():
            if column not in known:
                path = next(one.path for one in table.fields if one.id == name)
                self.complain(
                    *("PACK_GRID_COLUMN", path, "calculation"),
                    text=column,
                    list=source.list,
                    suggestion=nearest(column, known),
                )

    def _row_words(self, item: Choice, source: RowSource) -> None:
        """Complain about an item whose level is no small number, or of which it is unclear if it adds up."""
        deep = f"0-{DEEPEST}"
        for column, allowed, shape in (
            (source.level, deep, f"[{deep}]?"),
            (source.total, f"{YES}, 0", f"[0{YES}]?"),
        ):
            text = item.attributes.get(column, "") if column else ""
            if not re.fullmatch(shape, text):
                sheet, row = self.prepared.item(source.list, item.name)
                details = {"item": item.name, "column": column, "text": text[:60], "allowed": allowed}
                self.complaints.add("PACK_ROW_WORD", sheet, row, column, **details)

    def totals(self, table: OpenTable) -> None:
        """Have each column find the field that stands in it on subtotal rows, which is of its kind."""
        by_name = {one.id: place for place, one in enumerate(table.fields)}
        for one in [one for one in table.fields if one.total]:
            place = by_name.get(one.total)
            other = table.fields[place] if place is not None else None
            if "total" not in table.grid:
                self.complain("PACK_TOTAL_ROWS", one.path, profile.TOTAL, text=one.total)
            again = next(f for f in table.fields if f.total == one.total) is not one
            if place is None or other is None or _typed(other) or again or one.id == one.total:
                computed = [f.id for f in table.fields if not _typed(f)]
                suggestion = nearest(one.total, computed)
                self.complain(
                    "PACK_TOTAL_FIELD", one.path, profile.TOTAL, text=one.total, suggestion=suggestion
                )
                continue
            if self.prepared.rows[other.path].get("type") == "calculate":
                table.fields[place] = replace(
                    other,
                    kind=one.kind,
                    label=other.label or one.label,
                    unit=one.unit,
                    decimals=one.decimals,
                    scale=one.scale,
                    rollup=Roll.CALC if other.rollup is Roll.NONE else other.rollup,
                    group=one.group,
                    outer=one.outer,
                    hidden=True,
                )

    def row_column(self, path: str, bind: Mapping[str, str], table: OpenTable) -> str | None:
        """Give the column of the table's list that a hidden calculation reads for its row, if any."""
        rows, axes = table.grid.get("rows", ""), table.grid.get("axes", "")
        above, _, name = path.rpartition("/")
        text = bind.get("type") or "string"
        if table.appearance != GRID or text != "string" or path in self.xform.controls:
            return None
        if bind.get("relevant") or name in axes.split(","):
            return None
        formula = given(bind.get("calculate")) or ""
        by_place, by_key = _AXIS.match(formula), _OF_KEY.match(formula)
        if by_place and by_place[1] == rows and above == table.path:
            return by_place[2]
        if by_key and (by_key[1], by_key[2]) == (rows, axes):
            key = _AXIS.match(given(self.xform.binds.get(f"{table.path}/{axes}", {}).get("calculate")) or "")
            return by_key[3] if key and key[2] == "name" else None
        return None


def _typed(field: Field) -> bool:
    """Say whether a field is no computed one: typed, or a key."""
    return field.calculate is None or field.kind is Kind.KEY
