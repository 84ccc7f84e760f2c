"""Rows that a caller supplies to a form's expressions: last saved answers, earlier periods, other forms.

An expression reads them as `instance('ID')/root/item`; the answers saved last, which XForms calls
`last-saved`, as one record (`instance('__last-saved')/data/field`). A pack is frozen, so that supplying rows
gives another pack, to be compiled by `forms.engine.FormSet` before the form is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.answers import Document
from forms.pack import Choice, Form, Pack, TableKind

LAST_SAVED = "__last-saved"


def with_rows(pack: Pack, name: str, rows: Iterable[Mapping[str, str]]) -> Pack:
    """Give the instance `name` these rows, each a mapping of column to text."""
    items = tuple(Choice(row.get("name", ""), {"vi": row.get("label", "")}, dict(row)) for row in rows)
    return replace(pack, lists={**pack.lists, name: items})


def wants_last_saved(pack: Pack) -> bool:
    """Say whether a form of the pack reads the answers saved last."""
    return any(name.startswith(f"{LAST_SAVED}/") for name in pack.lists)


def with_last_saved(pack: Pack, form: Form, document: Document) -> Pack:
    """Give `form` the answers of another document of its own, as far as they stand outside repeats."""
    values: dict[str, str] = {}
    for table in form.tables:
        if table.kind is TableKind.SINGLE:
            row = document.tables.get(table.id, {}).get((), {})
            for field in table.fields:
                path = field.path.removeprefix(f"{table.path}/")
                values[path] = str(row.get(field.id, ""))
    root = form.tables[0].path.strip("/").partition("/")[0]
    return with_rows(pack, f"{LAST_SAVED}/{root}", [values])
