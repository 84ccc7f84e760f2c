"""Communes of the demo as documents: what each office has typed, read from the CSV files beside the pack."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from forms.answers import Address, Document, Key, State, Value
from forms.engine import FormSet
from forms.findings import Finding
from forms.pack import Field, Kind, Pack, Severity
from tests.packs.sources import DEMO, read_csv

COMMUNE = "23392"  # Đắk Kan: poor households of both kinds, N2, near-poor
TODAY = date(2018, 10, 1)
Tables = dict[str, dict[Key, dict[str, Value]]]
TABLES = tuple(f"BM{number:02d}" for number in (*range(1, 19), 20))
TABLES += ("BM17.c15", "BM17.c16", "BM18.c10")


def value_of(field: Field, text: str) -> Value:
    if field.kind is Kind.INTEGER:
        return int(text)
    return Decimal(text) if field.kind is Kind.DECIMAL else text


def demo_documents(pack: Pack) -> dict[str, Document]:
    """Every commune's document, by unit code."""
    offices: dict[str, Tables] = {}
    for name in TABLES:
        table = pack.tables_by_id[name]
        fields = {field.id: field for field in table.fields if field.kind is not Kind.KEY}
        keys = table.axes or tuple(column for column in ("parent", "row"))
        for line in read_csv(DEMO / f"{name}.csv"):
            key = tuple(line[column] for column in keys if column in line)
            values = {id_: value_of(field, line[id_]) for id_, field in fields.items() if line.get(id_)}
            offices.setdefault(line["unit"], {}).setdefault(name, {})[key] = values
    for person in read_csv(DEMO / "people.csv"):
        if person["unit"] in offices:
            offices[person["unit"]]["BM00"] = {
                (): {
                    "c08": "2018-09-30",
                    "c09": "official",
                    "c12": person["preparer"],
                    "c15": person["approver"],
                }
            }
    return {unit: Document(tables) for unit, tables in offices.items()}


Edit = Mapping[str, Value | State | None]
"""Address as text -> value; None takes the value away, a State says why it is not there.

A key "=BM02[2018].c14" states a computed cell.
"""


def edited(document: Document, edits: Edit) -> Document:
    """Copy a document with some cells changed."""
    tables = {name: {key: dict(row) for key, row in rows.items()} for name, rows in document.tables.items()}
    stated = dict(document.stated)
    states = dict(document.states)
    for place, value in edits.items():
        address = Address.parse(place.removeprefix("="))
        if place.startswith("=") and value is not None and not isinstance(value, State):
            stated[address] = value
            continue
        row = tables.setdefault(address.table, {}).setdefault(address.key, {})
        if value is None or isinstance(value, State):
            del row[address.field]
            if value is not None:
                states[address] = value
        else:
            row[address.field] = value
    return replace(document, tables=tables, stated=stated, states=states)


def with_state(document: Document, place: str, state: State) -> Document:
    """Copy a document with one cell blank and the reason given."""
    return edited(document, {place: state})


def judge(form_set: FormSet, document: Document, unit: str = COMMUNE) -> tuple[Finding, ...]:
    """Open a document and give all its findings."""
    return form_set.open(form_set.pack.units_by_code[unit], document, TODAY).findings()


def codes(findings: tuple[Finding, ...], severity: Severity) -> set[str]:
    """Codes of the findings of one severity."""
    return {finding.code for finding in findings if finding.severity is severity}
