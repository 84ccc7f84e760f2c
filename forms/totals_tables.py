"""A consolidated table as a pack says it: its lines, its columns, its classes (domain.md section 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a consolidated table: a field of the source table, or an expression over other columns."""

    code: str
    label: Words
    field: str = ""  # "c14" or "BM03.c10"
    year: str = ""  # fixed year for a series table, "" = the year asked
    expression: str = ""  # XPath over the codes of the columns before it, e.g. "p18 div h18 * 100"
    decimals: int = 0
    unit: Words = filled(default_factory=dict)
    unsplit: str = ""  # the yes/no field of the same row by which a unit says that it cannot split the figure
    tally: str = ""  # counts the rows of the source for which this XPath over their fields holds
    names: bool = False  # a tally that names the units instead of counting
    apart: tuple[str, ...] = ()  # parts of `by` over which the column is never added: other units, stocks
    rank: str = ""  # the place of a line among the others by this column, the highest first
    weight: str = ""  # a rate of several units is that of their counts: the column it is a rate of, before it
    own: bool = False  # what the office of the line says of itself, never put together from units
    zone: str = ""  # counts units in this area by the pack's list; one it is silent of counts as it declares


@dataclass(frozen=True, slots=True)
class TotalsClass:
    """A class that units fall into: `when` is XPath over the table's columns; "" takes those in no other."""

    code: str
    label: Words
    when: str = ""


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """A consolidated table (domain.md section 13).

    `kind`: "sum" (one line a unit), "series" (years side by side), "matrix" (one column a row of the
    source: TH-06), "list" (records with the unit in front), "tracker" (TH-01), "grouped" (one line each
    combination of `by`), "changes" (TH-22).

    `by` names, outermost first, axes or fields of the source, "unit" (the unit directly below) or "class"
    (one of `classes`). In a list it is the one field whose values head the blocks.
    """

    id: str
    title: Words
    kind: str
    source: str = ""  # table id
    filter: Mapping[str, str] = filled(default_factory=dict)  # axis -> value, e.g. {"group": "NG"}
    columns: tuple[Column, ...] = ()
    levels: tuple[str, ...] = ()
    percent_of: str = ""  # matrix: the field the percentages are taken of
    by: tuple[str, ...] = ()
    when: str = ""  # only rows of the source for which this XPath over their fields holds
    note: Words = filled(default_factory=dict)  # printed under the table
    classes: tuple[TotalsClass, ...] = ()
