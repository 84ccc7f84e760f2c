"""What travels of an office's own forms: the cells it typed and those that were worked out of them."""

from __future__ import annotations

from forms.answers import Document
from forms.engine import OpenForms
from forms.pack import Pack
from forms.routed import without_apart


def own_figures(pack: Pack, open_forms: OpenForms, left_out: frozenset[str] = frozenset()) -> Document:
    """Give the figures of a report, typed and computed cells alike; `left_out`: tables that follow later."""
    # The engine works out every table of the pack; an agency fills and sends a few of them.
    own = {table.id for form in open_forms.forms for table in form.tables if table.role != "header"}
    own -= left_out
    values = {table: rows for table, rows in open_forms.values().items() if rows and table in own}
    states = {place: state for place, state in open_forms.states().items() if place.table in own}
    return without_apart(pack, Document(values, states))  # computed cells go apart too
