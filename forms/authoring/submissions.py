"""Reads a filled XForm instance (an ODK or Kobo submission) into a document of the matching form."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from forms.answers import Document, Key, Value
from forms.engine_cells import outward_text
from forms.pack import Form, Kind, Table, TableKind
from forms.problems import Problem


def read_submission(form: Form, text: str) -> Document:
    """Read a submission; nodes the form has not are passed over.

    Raises `Problem("SUBMISSION")` for text that is no instance of this form.
    """
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(text.strip())
    except (ET.ParseError, ValueError) as error:
        raise Problem("SUBMISSION", form=form.id, reason=" ".join(str(error).split())[:200]) from error
    top = form.tables[0]
    if root.tag.rpartition("}")[2] != top.path.strip("/").rpartition(":")[2]:
        raise Problem("SUBMISSION", form=form.id, reason=root.tag.rpartition("}")[2][:60])
    reader = _Reader(form)
    reader.row(root, top, ())
    return Document(reader.tables)


class _Reader:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.tables: dict[str, dict[Key, dict[str, Value]]] = {}
        self.by_path = {table.path: table for table in form.tables if table.kind is TableKind.RECORDS}

    def row(self, element: ET.Element, table: Table, key: Key) -> None:
        """Read one row of a table with the rows below it."""
        values = self.tables.setdefault(table.id, {}).setdefault(key, {})
        self._inside(element, table.path, table, key, values)

    def _inside(
        self, element: ET.Element, path: str, table: Table, key: Key, values: dict[str, Value]
    ) -> None:
        fields = {_plain(one.path): one for one in table.fields}
        counts: dict[str, int] = {}
        for child in element:
            place = f"{path}/{child.tag.rpartition('}')[2]}"
            repeat = self.by_path.get(place)
            field = fields.get(_plain(place))
            if repeat is not None and repeat.parent == table.id:
                counts[place] = counts.get(place, 0) + 1
                self.row(child, repeat, (*key, str(counts[place])))
            elif field is not None:
                value = outward_text(field, "".join(child.itertext()).strip())
                if value is not None and field.calculate is None and field.kind is not Kind.KEY:
                    values[field.id] = value
            else:
                self._inside(child, place, table, key, values)


def _plain(path: str) -> str:
    """Leave out the prefixes of names: a submission may choose others than its form."""
    return "/".join(step.rpartition(":")[2] for step in path.split("/"))
