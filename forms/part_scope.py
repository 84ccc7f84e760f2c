"""What is handed to a colleague: whole forms, or the records of one form that have some value in a column.

    within(pack, scope, document) -> only what is handed over
    beside(pack, scope, document) -> the other forms, to be looked at

With forms go the reasons given for their warnings; personal data (`vn:sensitive`) of other forms stay here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from forms.answers import Address, Document, Key, Value
from forms.pack import Form, Kind, Pack, TableKind
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class Scope:
    """Forms by their ids; with a `field` the records of one form's main table that have one of `values`."""

    forms: tuple[str, ...]
    field: str = ""
    values: tuple[str, ...] = ()

    @property
    def of_rows(self) -> bool:
        """Tell whether only some records of a form are meant."""
        return bool(self.field)


def handable(forms: Collection[Form]) -> tuple[Form, ...]:
    """Give the forms that can be handed over: all but the cover, which the office that sends fills."""
    return tuple(form for form in forms if form.tables and form.tables[0].role != "header")


def columns(pack: Pack, form: str) -> tuple[str, ...]:
    """Name the fields of a form's main table by which its records can be handed over, if any."""
    main = _form(pack, form).tables[0]
    if main.kind is not TableKind.RECORDS or main.parent is not None:
        return ()
    fit = (Kind.CHOICE, Kind.TEXT, Kind.INTEGER)
    return tuple(
        one.id for one in main.fields if one.kind in fit and one.calculate is None and not one.sensitive
    )


def demand_fits(pack: Pack, scope: Scope) -> None:
    """Refuse a scope that the pack does not know; raise PART_SCOPE (form)."""
    known = {form.id for form in pack.forms}
    odd = next((form for form in scope.forms if form not in known), None)
    if odd is not None or not scope.forms:
        raise Problem("PART_SCOPE", form=odd or "")
    one = scope.forms[0]
    if scope.of_rows and (len(scope.forms) > 1 or scope.field not in columns(pack, one) or not scope.values):
        raise Problem("PART_SCOPE", form=one)


def holds_personal(pack: Pack, scope: Scope) -> bool:
    """Tell whether fields of the scope are marked as personal data."""
    return any(
        field.sensitive
        for form in scope.forms
        for table in _form(pack, form).tables
        for field in table.fields
    )


def tables_of(pack: Pack, forms: Collection[str]) -> frozenset[str]:
    """Name the tables of some forms."""
    return frozenset(table.id for form in pack.forms if form.id in forms for table in form.tables)


def records_of(pack: Pack, scope: Scope, document: Document) -> frozenset[Key]:
    """Name the records of the main table that a scope of records means."""
    main = _form(pack, scope.forms[0]).tables[0].id
    rows = document.tables.get(main, {})
    return frozenset(key for key, row in rows.items() if str(row.get(scope.field, "")) in scope.values)


def within(pack: Pack, scope: Scope, document: Document, records: Collection[Key] | None = None) -> Document:
    """Give what a scope means of a document; `records`: those of a scope of records, where they are known."""
    return _only(document, _belongs(pack, scope, document, records))


def outside(pack: Pack, scope: Scope, document: Document) -> Document:
    """Give what a scope does not mean of a document."""
    belongs = _belongs(pack, scope, document, None)
    return _only(document, lambda table, key: not belongs(table, key))


def _belongs(
    pack: Pack, scope: Scope, document: Document, records: Collection[Key] | None
) -> Callable[[str, Key], bool]:
    """Say of a row whether a scope means it."""
    tables = tables_of(pack, scope.forms)
    if scope.of_rows:
        keys = records_of(pack, scope, document) if records is None else frozenset(records)
        return lambda table, key: table in tables and key[:1] in keys
    reasons = {table.id for table in pack.tables_by_id.values() if table.role == "explanations"} - tables
    about = {
        (table, key)
        for table in reasons
        for key, row in document.tables.get(table, {}).items()
        if _spoken_of(row.get("c02")) in tables
    }
    return lambda table, key: table in tables or (table, key) in about


def beside(pack: Pack, scope: Scope, document: Document) -> Document:
    """Give what is not handed over and may be looked at: other forms, without personal data."""
    tables = tables_of(pack, scope.forms)
    private = {
        (table.id, field.id)
        for table in pack.tables_by_id.values()
        for field in table.fields
        if field.sensitive
    }
    rest = _only(document, lambda table, _: table not in tables)
    return Document(
        {
            table: {
                key: {name: value for name, value in row.items() if (table, name) not in private}
                for key, row in rows.items()
            }
            for table, rows in rest.tables.items()
        },
        {one: state for one, state in rest.states.items() if (one.table, one.field) not in private},
        {one: value for one, value in rest.stated.items() if (one.table, one.field) not in private},
    )


def _only(document: Document, stays: Callable[[str, Key], bool]) -> Document:
    found = {
        table: {key: row for key, row in rows.items() if stays(table, key)}
        for table, rows in document.tables.items()
    }
    return Document(
        {table: rows for table, rows in found.items() if rows},
        {one: state for one, state in document.states.items() if stays(one.table, one.key)},
        {one: value for one, value in document.stated.items() if stays(one.table, one.key)},
    )


def _spoken_of(text: Value | None) -> str:
    try:
        return Address.parse(str(text or "")).table
    except Problem:
        return ""


def _form(pack: Pack, form: str) -> Form:
    found = next((one for one in pack.forms if one.id == form), None)
    if found is None:
        raise Problem("PART_SCOPE", form=form)
    return found
