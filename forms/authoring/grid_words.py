"""The words of `body::vn:grid` and of `appearance` that make a repeat a table, judged with their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from forms.authoring import profile
from forms.authoring.sheets import Complaints, Row, Sheet, nearest
from forms.pack import Layout
from forms.table_rows import GRID, TABLE

_COUNT = re.compile(r"count\(\s*instance\(\s*'([^']+)'\s*\)/root/item\s*\)\Z")
_ROOT = re.compile(r"(?<![\w./\])*-])/data(?=/)")
_STRING = re.compile(r"""('[^']*'|"[^"]*")""")
_EXPRESSIONS = (
    "calculation",
    "relevant",
    "required",
    "constraint",
    "readonly",
    "default",
    "choice_filter",
    "repeat_count",
)
_SHAPES = {
    "layout": "|".join(profile.LAYOUTS),
    "role": "|".join(profile.ROLES),
    "key": rf"{profile.NAME}(?:,{profile.NAME})*",
    "axes": rf"{profile.NAME}(?:,{profile.NAME})*",
    "id": rf"{profile.FORM_ID}(?:\.{profile.NAME})*",
    "freeze": "[1-9]",
}


def read_grid(text: str) -> tuple[dict[str, str], list[str]]:
    """Split "rows=years axes=year" into its words; the second value holds what is wrong.

    `key=` is another word for `axes=` and is given as that.
    """
    words: dict[str, str] = {}
    faults = []
    for part in text.split():
        key, _, value = part.partition("=")
        if key not in profile.GRID_KEYS or not re.fullmatch(_SHAPES.get(key, profile.NAME), value):
            faults.append(part)
            continue
        name = "axes" if key == "key" else key
        if name in words:
            faults.append(part)
        words.setdefault(name, value)
    return words, faults


def check_grid(sheet: Sheet, row: Row, complaints: Complaints) -> None:
    """Check the grid words of a repeat, and that its count is the number of rows of its list."""
    grid, faults = read_grid(row.get(profile.GRID))
    for fault in faults:
        suggestion = nearest(fault.partition("=")[0], profile.GRID_KEYS)
        complaints.add("PACK_GRID", sheet, row, profile.GRID, text=fault, suggestion=suggestion)
    count = row.get("repeat_count")
    counted = _COUNT.match(count)
    if "rows" in grid and (not counted or counted[1] != grid["rows"]):
        expected = f"count(instance('{grid.get('rows', '...')}')/root/item)"
        complaints.add("PACK_REPEAT_COUNT", sheet, row, "repeat_count", text=count, expected=expected)
    if ("rows" in grid) != ("axes" in grid):
        complaints.add("PACK_GRID", sheet, row, profile.GRID, text="rows= axes=", suggestion="")
    elif "rows" not in grid:
        for word in grid:
            if word in profile.OF_ROWS:
                complaints.add("PACK_GRID_ALONE", sheet, row, profile.GRID, text=f"{word}=", needs="rows=")


def check_appearance(sheet: Sheet, row: Row, complaints: Complaints) -> None:
    """Check how a repeat is shown: vn-grid over the rows of a list, vn-table for rows that people add."""
    grid, _ = read_grid(row.get(profile.GRID))
    said = [word for word in row.get("appearance").split() if word.startswith("vn-")]
    for word in said:
        if word not in profile.APPEARANCES:
            allowed = ", ".join(profile.APPEARANCES)
            complaints.add(
                "PACK_VALUE", sheet, row, "appearance", column="appearance", text=word, allowed=allowed
            )
    if len(said) > 1:
        text = " ".join(said)
        complaints.add(
            "PACK_VALUE",
            sheet,
            row,
            "appearance",
            column="appearance",
            text=text,
            allowed=" | ".join(profile.APPEARANCES),
        )
    elif said == [GRID] and "rows" not in grid:
        complaints.add(
            "PACK_GRID_ALONE", sheet, row, "appearance", text=GRID, needs="body::vn:grid rows= key="
        )
    elif said == [TABLE] and ("rows" in grid or grid.get("layout", Layout.ROWS) != Layout.ROWS):
        word = "rows=" if "rows" in grid else f"layout={grid['layout']}"
        complaints.add("PACK_GRID_AGAINST", sheet, row, profile.GRID, text=word, against=TABLE)


def shown_as(text: str) -> str:
    """Give the word of ours in an appearance, "" where there is none."""
    return next((word for word in text.split() if word in profile.APPEARANCES), "")


def with_root(cells: Mapping[str, str], form_id: str) -> dict[str, str]:
    """Call the root of the form's paths by its id: XLSForm calls it `data` where no name is given."""
    columns = (*_EXPRESSIONS, profile.WARN)
    return {
        column: _rooted(text, form_id) if column in columns and "/data/" in text else text
        for column, text in cells.items()
    }


def _rooted(text: str, form_id: str) -> str:
    parts = _STRING.split(text)
    return "".join(part if place % 2 else _ROOT.sub(f"/{form_id}", part) for place, part in enumerate(parts))
