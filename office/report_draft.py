"""A first draft of the results section, written from the figures: one sentence a figure, with last year's.

The words are those of the forms: the table's title, the field's label and unit. Which figures it tells is the
campaign's parameter `report_figures` ("BM02.c14;BM02.r01"); else the worked-out figures of tables by year. An
office that others report to begins with figures of its consolidated tables (`office.totals_links`).
The draft is only ever put where nothing stands yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from forms.answers import Address
from forms.pack import Field, Kind, Table, TableKind, Words
from forms.report import HEADER_TABLE, Status
from office.entry import Entry
from office.linked_figures import LANGUAGE, Link, can_link, field_at, figure, sections, sections_of
from office.totals_links import first_places, provisional

YEAR: Final = "year"
FIGURES: Final = "report_figures"
RESULTS: Final = "report_results"
STATUS: Final = Address(HEADER_TABLE, (), "c09")


def results_section(entry: Entry) -> Address | None:
    """Say which section tells the results: the campaign's word for it, else the one with most room."""
    places = sections(entry)
    if not places:
        return None
    named = _parameter(entry, RESULTS)
    for one in places:
        if str(one) == named:
            return one
    table = entry.table(places[0].table)
    longest = max(sections_of(table), key=lambda field: field.max_length or 0)
    return Address(table.id, (), longest.id)


def draft(entry: Entry) -> tuple[str, tuple[Link, ...]]:
    """Write the draft with the ties of its figures; "" where no figure is known yet."""
    text, ties = "", list[Link]()
    places = first_places(entry)
    for one in places:
        unit = _words(field_at(entry, one.place).unit)
        label = _words(field_at(entry, one.place).label)
        text = _written(entry, text, [f"{label}: ", (one.place,), f" {unit}" if unit else ""], ties)
    if note := provisional(entry, places):
        text = _written(entry, text, [note], ties)
    for table, fields in _wanted(entry):
        lines = [line for field in fields if (line := _sentence(entry, table, field))]
        if not lines:
            continue
        text += f"{chr(10) if text else ''}{_words(table.label)}:"
        for parts in lines:
            text = _written(entry, text, parts, ties)
    return text, tuple(ties)


def _written(entry: Entry, text: str, parts: list[str | tuple[Address, ...]], ties: list[Link]) -> str:
    """Put one sentence behind a text and note the ties of its figures."""
    text += f"{chr(10) if text else ''}- "
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        shown = figure(entry, *part)
        ties.append(Link(len(text), len(text) + len(shown), *part))
        text += shown
    return f"{text}."


def _sentence(entry: Entry, table: Table, field: Field) -> list[str | tuple[Address, ...]]:
    """Write of the last year that has the figure: how much, and how it differs from the year before."""
    years = [key for key in entry.rows(table.id) if figure(entry, Address(table.id, key, field.id))]
    if not years:
        return []
    here = Address(table.id, years[-1], field.id)
    unit = f" {_words(field.unit)}" if _words(field.unit) else ""
    told: list[str | tuple[Address, ...]] = [f"{_named(entry, field, years[-1][0])}: ", (here,), unit]
    if len(years) < 2:
        return told
    before = Address(table.id, years[-2], field.id)
    return [*told, ", ", (here, before), f" so với năm {years[-2][0]} (", (before,), f"{unit})"]


def _named(entry: Entry, field: Field, year: str) -> str:
    """Name a figure with its year; a year still estimated is called so (domain.md, section 5)."""
    label = _words(field.label)
    campaign = entry.desk.pack.campaign
    last = campaign is not None and campaign.last_year == year
    status = entry.open.view(STATUS).value if last and HEADER_TABLE in entry.desk.pack.tables_by_id else None
    estimated = " (ước thực hiện)" if status == Status.ESTIMATED.value else ""
    return f"{label} {year}{estimated}" if label.endswith(" năm") else f"{label} năm {year}{estimated}"


def _wanted(entry: Entry) -> Iterator[tuple[Table, tuple[Field, ...]]]:
    """Give tables by year with the figures to tell of."""
    named = [part.strip() for part in _parameter(entry, FIGURES).split(";") if part.strip()]
    for form in entry.forms:
        for table in form.tables:
            if table.kind is not TableKind.FIXED or table.axes != (YEAR,):
                continue
            fields = tuple(
                one
                for one in table.fields
                if one.kind is not Kind.KEY and not one.hidden and _told(entry, table, one, named)
            )
            if fields:
                yield table, fields


def _told(entry: Entry, table: Table, field: Field, named: list[str]) -> bool:
    if named:
        return f"{table.id}.{field.id}" in named
    rows = entry.rows(table.id)
    return (
        field.calculate is not None and bool(rows) and can_link(entry, Address(table.id, rows[0], field.id))
    )


def _parameter(entry: Entry, name: str) -> str:
    campaign = entry.desk.pack.campaign
    return campaign.parameters.get(name, "") if campaign else ""


def _words(words: Words) -> str:
    return words.get(LANGUAGE, "")
