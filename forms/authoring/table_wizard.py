"""Writes the rows of a statistics table for an officer: labels of rows and columns in, XLSForm sheets out.

    sheets(table) -> {"survey": rows, "choices": rows, "settings": rows}, each with its header first
    as_text(rows) -> tab-separated text for pasting into Excel
    new_workbook(table) / into_workbook(path, table) -> bytes of an .xlsx

The table is a repeat over a choice list (docs/xlsform-profile.md): rows that have rows below them become
subtotals, worked out by formulas that nobody has to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from forms.authoring import profile
from forms.authoring.sheets import Complaints, Row, Sheet, Source, column_letter
from forms.problems import Problem
from forms.table_wizard import TYPES, WizardColumn, WizardTable, subtotals

MOST_ROWS = 1000
MOST_COLUMNS = 60
_REPEAT = "bang"
_VI, _EN = (f"label::{name}" for name in profile.LANGUAGES.values())
_ITEM = "instance('{list}')/root/item[position()=position(current()/..)]"
_FORM_ID = re.compile(profile.FORM_ID)


def sheets(table: WizardTable) -> dict[str, list[list[str]]]:
    """Write the three sheets of the form; raise WIZARD_... for what is missing or cannot be."""
    _check(table)
    totals = subtotals(table.rows)
    deep = any(totals)
    return {
        "survey": _table(_survey(table, deep=deep)),
        "choices": _table(_choices(table, totals)),
        "settings": _table([_settings(table)]),
    }


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as Excel takes them from the clipboard."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def new_workbook(table: WizardTable) -> bytes:
    """Write a workbook of this table alone, with drop-downs and hints."""
    return _written(Source(), table, "")


def into_workbook(path: Path, table: WizardTable) -> bytes:
    """Write the workbook of a pack once more with this table as a further form.

    Raises what reading it raises, WIZARD_ONE_FORM for a workbook of a single form and WIZARD_FORM_THERE.
    """
    from forms.authoring.build import read_source

    complaints = Complaints()
    source = read_source(path, complaints)
    complaints.close()
    if source.single:
        raise Problem("WIZARD_ONE_FORM", file=path.name)
    ids = {row.get("form_id") for sheets in source.forms.values() for row in sheets["settings"].rows}
    if table.number in source.forms or table.form_id in ids:
        raise Problem("WIZARD_FORM_THERE", number=table.number, file=path.name)
    return _written(source, table, path.name)


def _written(source: Source, table: WizardTable, file: str) -> bytes:
    from forms.authoring.write_workbook import write_source

    alone = not source.tables and not source.forms
    for kind, rows in sheets(table).items():
        name = kind if alone else f"{table.number} {kind}"
        header, *body = rows
        columns = {column: column_letter(index) for index, column in enumerate(header)}
        lines = [
            Row(number, {column: text for column, text in zip(header, row, strict=True) if text})
            for number, row in enumerate(body, start=2)
        ]
        source.add(Sheet(name, file, columns, tuple(lines)))
    return write_source(source)


# --- the sheets ------------------------------------------------------------------------------------


def _check(table: WizardTable) -> None:
    if not _FORM_ID.fullmatch(table.form_id):
        raise Problem("WIZARD_FORM_ID", text=table.form_id)
    if not table.title_vi:
        raise Problem("WIZARD_TITLE")
    if not 0 < len(table.rows) <= MOST_ROWS:
        raise Problem("WIZARD_ROWS", count=len(table.rows), most=MOST_ROWS)
    if not 0 < len(table.columns) <= MOST_COLUMNS:
        raise Problem("WIZARD_COLUMNS", count=len(table.columns), most=MOST_COLUMNS)
    if any(row.level > 9 for row in table.rows):
        raise Problem("WIZARD_DEEP")
    for number, column in enumerate(table.columns, start=1):
        if not column.vi:
            raise Problem("WIZARD_COLUMN_LABEL", column=number)
        if column.type not in TYPES:
            raise Problem("WIZARD_TYPE", column=number, text=column.type, allowed=", ".join(TYPES))


def _list(table: WizardTable) -> str:
    return f"{table.form_id.lower()}_dong"


def _survey(table: WizardTable, *, deep: bool) -> list[dict[str, str]]:
    name = _list(table)
    item = _ITEM.format(list=name)
    title = {_VI: table.title_vi, _EN: table.title_en or table.title_vi}
    words = f"rows={name} key=ma level=cap total=la_tong freeze=1" if deep else f"rows={name} key=ma freeze=1"
    rows = [
        {
            "type": "begin repeat",
            "name": _REPEAT,
            **title,
            "repeat_count": f"count(instance('{name}')/root/item)",
            "appearance": "vn-grid",
            profile.GRID: words,
        },
        {
            "type": f"select_one {name}",
            "name": "ma",
            _VI: table.head_vi,
            _EN: table.head_en or table.head_vi,
            "calculation": f"{item}/name",
            "readonly": "yes",
        },
    ]
    if deep:
        rows += [
            {"type": "calculate", "name": extra, "calculation": f"{item}/{extra}"}
            for extra in ("la_tong", "tren")
        ]
    group, below = ("", ""), ""
    paths: dict[int, str] = {}
    for number, column in enumerate(table.columns, start=1):
        wanted = (column.group_vi, column.group_en or column.group_vi)
        if wanted != group:
            rows += _group_rows(group, wanted, number)
            group, below = wanted, f"{_group(number)}/" if wanted[0] else ""
        paths[number] = f"{below}{_name(number)}"
        rows.append(_column(column, number, deep=deep))
    rows += _group_rows(group, ("", ""), 0)
    if deep:
        rows += [
            _subtotal(number, paths[number])
            for number, column in enumerate(table.columns, start=1)
            if _adds_up(column)
        ]
    return [*rows, {"type": "end repeat"}]


def _group_rows(before: tuple[str, str], after: tuple[str, str], number: int) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = [{"type": "end group"}] if before[0] else []
    if after[0]:
        rows.append({"type": "begin group", "name": _group(number), _VI: after[0], _EN: after[1]})
    return rows


def _column(column: WizardColumn, number: int, *, deep: bool) -> dict[str, str]:
    name = _name(number)
    row = {
        "type": column.type,
        "name": name,
        _VI: column.vi,
        _EN: column.en or column.vi,
        profile.ROLLUP: "SUM" if _adds_up(column) else "NONE",
        profile.UNIT: column.unit_vi,
        profile.UNIT_EN: column.unit_en or column.unit_vi,
    }
    if column.type == "decimal":
        row[profile.DECIMALS] = "2"
    if deep:
        row["relevant"] = "${la_tong} != '1'"
        if _adds_up(column):
            row[profile.TOTAL] = f"{name}_ht"
    return row


def _group(number: int) -> str:
    return f"nhom{number:02d}"


def _subtotal(number: int, path: str) -> dict[str, str]:
    name = _name(number)
    total = f"sum(/data/{_REPEAT}[selected(tren, current()/../ma)]/{path})"
    return {
        "type": "calculate",
        "name": f"{name}_ht",
        "calculation": f"if(${{la_tong}}='1', {total}, ${{{name}}})",
    }


def _choices(table: WizardTable, totals: Sequence[bool]) -> list[dict[str, str]]:
    name = _list(table)
    digits = max(2, len(str(len(table.rows))))
    above: list[str] = []
    rows = []
    for number, (row, total) in enumerate(zip(table.rows, totals, strict=True), start=1):
        code = f"d{number:0{digits}d}"
        del above[row.level :]
        item = {"list_name": name, "name": code, _VI: row.vi, _EN: row.en or row.vi}
        if any(totals):
            item |= {"cap": str(row.level), "la_tong": "1" if total else "0", "tren": " ".join(above)}
        rows.append(item)
        above.append(code)
    return rows


def _settings(table: WizardTable) -> dict[str, str]:
    return {
        "form_id": table.form_id,
        "form_title": table.title_vi,
        "attribute::vn:titleEn": table.title_en or table.title_vi,
        "version": "1",
        "attribute::vn:number": table.number or table.form_id,
        "name": "data",
        "namespaces": f'vn="{profile.NAMESPACE}"',
    }


def _adds_up(column: WizardColumn) -> bool:
    return column.total and column.type != "text"


def _name(number: int) -> str:
    return f"c{number:02d}"


def _table(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    columns = [
        column
        for column in dict.fromkeys(name for row in rows for name in row)
        if any(row.get(column) for row in rows)
    ]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]
