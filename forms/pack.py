"""A compiled form pack: every form, list, check, standard, unit and campaign date as frozen data.

The compiled form is JSON (`ir` 1); `load` turns it into the classes below and `dump` back, so that
`load(dump(pack)) == pack`. The pack's hash is SHA-256 over the RFC 8785 canonical JSON of `dump`. What has
its default value is left out, so that a class may get a further attribute and no older pack's hash moves.
Expressions are kept as text in the ODK XPath dialect and compiled by `forms.engine` when opened.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from enum import StrEnum
from functools import cached_property
from typing import Any

import rfc8785

from forms.as_json import built, plain
from forms.award_rules import Criterion, Grade, Quota
from forms.problems import Problem
from forms.totals_tables import TotalsTable
from forms.unit_moves import UnitMove
from forms.unit_zones import UnitZone

IR = 1
Words = Mapping[str, str]
"""Text by language: {"vi": ..., "en": ...}."""


class Kind(StrEnum):
    """What a cell may hold."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    MEMO = "memo"  # text of several lines
    CHOICE = "choice"  # one code of a list; yes/no is the list "yes_no" with codes 1 and 0
    CHOICES = "choices"  # several codes, separated by one space
    DATE = "date"  # yyyy-mm-dd
    MONTH = "month"  # yyyy-mm
    YEAR = "year"  # yyyy
    DATE_OR_YEAR = "date-or-year"  # a birth date, often only its year
    FILES = "files"  # names of attachments, one a line
    KEY = "key"  # an axis of a fixed row: filled from the row, never typed


class Roll(StrEnum):
    """How a field is put together from many units (domain.md section 12)."""

    SUM = "SUM"
    CALC = "CALC"
    WAVG = "WAVG"
    COUNT = "COUNT"
    DIST = "DIST"
    LIST = "LIST"
    TXT = "TXT"
    NONE = "NONE"


CARRIED_UPWARD = frozenset({Roll.SUM, Roll.COUNT, Roll.LIST, Roll.WAVG, Roll.DIST})
"""Fields rolled up in these ways travel in an upward package, one line a reporting unit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One item of a list; `attributes` holds every further column of the choices sheet."""

    name: str
    label: Words
    attributes: Mapping[str, str] = filled(default_factory=dict)
    live_label: Words = filled(default_factory=dict)  # expressions giving a label that holds answers


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table or one question of a record. Expressions are ODK XPath, None where absent."""

    id: str
    path: str  # absolute XForm path, "/BM02/rows/c14"
    kind: Kind
    label: Words
    hint: Words = filled(default_factory=dict)
    list: str | None = None
    unit: Words = filled(default_factory=dict)
    decimals: int = 0
    scale: int = 1  # shown = stored / scale: money is stored in đồng and shown in triệu đồng (1_000_000)
    rollup: Roll = Roll.NONE
    weight: str | None = None  # WAVG: the field that weighs, "c09" or "BM02.c20"
    calculate: str | None = None
    default: str | None = None
    relevant: str | None = None
    required: str | None = None
    required_message: Words = filled(default_factory=dict)
    constraint: str | None = None
    constraint_message: Words = filled(default_factory=dict)
    readonly: str | None = None
    choice_filter: str | None = None
    warn: str | None = None  # must hold, else a warning with warn_message
    warn_message: Words = filled(default_factory=dict)
    check: str = "CALC"  # code raised when a stated value differs from this computed one
    sensitive: bool = False
    max_length: int | None = None
    group: Words = filled(default_factory=dict)  # heading above several columns
    source: str = ""  # file, sheet and row of the pack source, for messages
    type: str = ""  # XForm data type where `kind` says less: "time", "dateTime", "geopoint", "boolean"
    control: str = ""  # "input", "select", "note", "range", "rank", "trigger", "upload", "" = not shown
    appearance: str = ""  # words of the appearance column: "month-year", "minimal" ...
    parameters: Mapping[str, str] = filled(default_factory=dict)  # of a range: start, end, step
    live_label: Words = filled(default_factory=dict)  # expressions giving a label that holds answers
    locked: Words = filled(default_factory=dict)  # why this program cannot fill the question
    itemset: str | None = None  # choices that are rows of a repeat: path, and below it
    item_value: str = ""
    item_label: str = ""
    total: str = ""  # the computed field whose value stands in this column on a subtotal row
    hidden: bool = False  # worked out for other cells, never shown in a place of its own
    outer: tuple[Words, ...] = ()  # headings above `group`, outermost first
    replaces: str = ""  # the field of an earlier version that this one stands for with another kind of value
    max_words: int | None = None  # most words of a text; more are kept and told
    guidance: Words = filled(default_factory=dict)  # how to answer, longer than the hint
    upward: bool = False  # adds up in no way, but a consolidated table shows it: it travels up


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions, or the row of a repeat, with what all inside it inherit."""

    path: str
    label: Words = filled(default_factory=dict)
    relevant: str | None = None
    readonly: str | None = None
    required: bool = False  # said of groups by some forms; nothing follows from it
    live_label: Words = filled(default_factory=dict)
    appearance: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Sets `target` to what `value` gives when one of `events` happens at `trigger` (XForms `setvalue`).

    `events`: odk-instance-first-load, odk-instance-load, odk-new-repeat (`trigger` is the repeat),
    xforms-value-changed (`trigger` is the question).
    """

    events: tuple[str, ...]
    target: str  # path
    value: str  # expression, "" sets a blank
    trigger: str = ""  # path
    where: str = ""  # the target with predicates, where it names rows of a repeat
    source: str = ""


@dataclass(frozen=True, slots=True)
class StartRow:
    """A row that a new document starts with."""

    key: tuple[str, ...]
    values: Mapping[str, str] = filled(default_factory=dict)


class TableKind(StrEnum):
    """How many rows a table has."""

    SINGLE = "single"  # exactly one row, key ()
    FIXED = "fixed"  # the rows of a choice list, keyed by its axes
    RECORDS = "records"  # rows added by people, keyed "1", "2", ...; a child's key starts with its parent's


class Layout(StrEnum):
    """How a table is shown: rows down, years across, or one record at a time."""

    ROWS = "rows"
    COLUMNS = "columns"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class FixedRow:
    """One row of a fixed table: its key (axes in catalogue order) and its label."""

    key: tuple[str, ...]
    label: Words
    heading: Words = filled(default_factory=dict)  # printed above the row when it differs from the row before
    level: int = 0  # depth in the hierarchy of rows: how far the label is indented
    total: bool = False  # a subtotal: computed, shown in bold
    unit: Words = filled(default_factory=dict)  # where rows of one table are counted in different units
    values: Mapping[str, str] = filled(
        default_factory=dict
    )  # of key fields that are no axes: columns of the list
    blocked: tuple[str, ...] = ()  # fields that nobody is ever asked for in this row


@dataclass(frozen=True, slots=True)
class RowSource:
    """The open list that the rows of a fixed table come from.

    `columns`: the column of the list that each axis takes its value from, `name` for the code itself;
    `heading`: the column printed above rows, "" for none.
    """

    list: str
    columns: tuple[str, ...]
    heading: str = ""
    level: str = ""  # columns of the hierarchy, the subtotals and the units, "" for none
    total: str = ""
    unit: str = ""
    values: Mapping[str, str] = filled(default_factory=dict)  # key field that is no axis -> its column


@dataclass(frozen=True, slots=True)
class Table:
    """A repeat (or the questions outside every repeat) of a form."""

    id: str  # "BM05", or "BM17.c16" for a child table
    form: str
    path: str  # "/BM05/rows"
    kind: TableKind
    label: Words
    fields: tuple[Field, ...]
    parent: str | None = None
    axes: tuple[str, ...] = ()  # ("indicator", "group", "year"): key fields in order
    rows: tuple[FixedRow, ...] = ()
    layout: Layout = Layout.ROWS
    role: str = ""  # "explanations" for BM18.c10, "header" for BM00
    count: str | None = None  # of records: how many rows there are; what is beyond is hidden
    start: tuple[StartRow, ...] = ()  # rows of a new document
    source: str = ""  # file, sheet and row of the pack source, for messages
    closed: bool = False  # nobody adds or removes rows
    each: int = 0  # rows that a new record of the table above begins with
    rows_from: RowSource | None = None  # only where the list is open: a supplement may add rows
    appearance: str = ""  # "vn-grid", "vn-table", or "" for what the kind of table asks for
    freeze: int = 1  # leading columns that stay in sight, the heads of the rows counted as one

    @property
    def carried_upward(self) -> tuple[Field, ...]:
        """Return the fields that travel in an upward package; the cover is no part of its content."""
        if self.role == "header":
            return ()
        return tuple(
            f for f in self.fields if (f.rollup in CARRIED_UPWARD or f.upward) and f.kind is not Kind.KEY
        )


@dataclass(frozen=True, slots=True)
class Form:
    """One form; the first table is its main one."""

    id: str  # "BM05"
    number: str  # "BM-05" as printed
    version: str
    title: Words
    tables: tuple[Table, ...]
    sheet: str = ""  # forms with the same word share one sheet of the package; "" = a sheet of its own
    orientation: str = "landscape"
    groups: tuple[Group, ...] = ()
    actions: tuple[Action, ...] = ()
    order: tuple[str, ...] = ()  # paths of all that is shown, in the order of the form
    blanks_told: bool = True  # a blank figure must be said to be none or not known; not so in foreign forms
    xform_id: str = ""  # the form's id elsewhere, where it is no name of ours
    namespaces: Mapping[str, str] = filled(default_factory=dict)  # of the prefixes in its paths
    register: bool = False  # kept at the unit and never sent: see `Pack.register_forms`


@dataclass(frozen=True, slots=True)
class Derivation:
    """A figure of a form that a register gives: how many rows `when` holds for, or what they add up to.

    `row`: the key of the target's row, its axes' values in order parted by "|"; `{year}` is the register's.
    """

    table: str  # target
    row: str
    field: str
    source: str  # table of the register
    when: str = ""  # XPath in the context of a source row, "" holds for all
    amount: str = ""  # XPath of what each row adds, "" counts rows
    covers: str = ""  # "all": only a register of all households gives it; "" any register
    place: str = ""  # file, sheet and row of the pack source, for messages


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list to which the units of some levels may add items by a signed supplement."""

    list: str
    levels: tuple[str, ...]


class Severity(StrEnum):
    """An error stops an ordinary send; a warning wants a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule across cells, tried once for each row of `context` where `when` holds.

    `expression` must be true. It is tried only when every typed cell it depends on is known, since
    a blank is K36's matter. `cells` lists paths relative to the row whose cells are marked.
    """

    id: str
    severity: Severity
    context: str  # table id
    expression: str
    message: Words
    when: str = ""
    cells: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the ladder; the top has parent ""."""

    code: str
    label: Words
    parent: str = ""
    prefix: str = ""  # what the codes of its own rows begin with in consolidated tables, "H-"


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit: a commune, district, province or an agency at any level."""

    code: str
    name: str
    short_name: str
    level: str
    kind: str  # "area" or a kind of agency, e.g. "policy-bank"
    type: str  # "Phường", "Xã", "Huyện" ... as printed
    parent: str
    area: str = ""  # "urban" | "rural" | "" (mixed)
    valid_from: str = ""
    valid_to: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which kind of unit at which level fills a form."""

    form: str
    level: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a poverty standard (QĐ 59/2015/QĐ-TTg, Article 1)."""

    code: str
    label: Words
    service: Words
    points: int
    threshold: Words = filled(default_factory=dict)
    verified: bool = True


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A class of household by B1/B2 points: first rule that fits, in order. Limits inclusive, None = open."""

    area: str
    result: str  # "N1" | "N2" | "CN" | "KN"
    b1_over: int | None
    b1_to: int | None
    b2_from: int | None
    b2_below: int | None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """An income line in đồng a person a month."""

    area: str
    kind: str  # "poor" | "near-poor" | "middle"
    amount: int
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Standard:
    """A poverty standard with the years it holds."""

    id: str
    title: Words
    legal_basis: str
    year_from: int
    year_to: int
    lines: tuple[IncomeLine, ...]
    indicators: tuple[Indicator, ...]
    score_rules: tuple[ScoreRule, ...]
    selectable: bool = True  # no campaign may use one whose text was not verified


@dataclass(frozen=True, slots=True)
class Campaign:
    """An order to report: who by when, under which standard."""

    id: str
    title: Words
    standard: str
    years: tuple[str, ...]
    last_year: str
    data_date: str  # ISO, the default
    deadlines: Mapping[str, str]  # level code -> ISO date
    parameters: Mapping[str, str] = filled(
        default_factory=dict
    )  # read by instance('campaign') in expressions


@dataclass(frozen=True)
class Pack:
    """A whole compiled pack."""

    id: str
    version: str
    title: Words
    forms: tuple[Form, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = filled(default_factory=dict)
    checks: tuple[Check, ...] = ()
    levels: tuple[Level, ...] = ()
    units: tuple[Unit, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    standards: tuple[Standard, ...] = ()
    campaign: Campaign | None = None
    totals: tuple[TotalsTable, ...] = ()
    notes: Mapping[str, str] = filled(default_factory=dict)  # e.g. {"synthetic": "..."}
    open_lists: tuple[OpenList, ...] = ()
    register_forms: tuple[Form, ...] = ()  # apart from `forms`: no package, roll-up or count ever sees them
    register_checks: tuple[Check, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    carried: tuple[Derivation, ...] = ()  # what next year's register begins with: `amount` of last year's row
    criteria: tuple[Criterion, ...] = ()
    grades: tuple[Grade, ...] = ()
    quotas: tuple[Quota, ...] = ()
    unit_moves: tuple[UnitMove, ...] = ()
    unit_zones: tuple[UnitZone, ...] = ()
    part_of: str = ""  # hash of the whole pack that this is a part of (`forms.routed`), "" for a whole one

    @cached_property
    def hash(self) -> str:
        """SHA-256, lower-case hex, over the canonical compiled content; a part has that of the whole pack."""
        if self.part_of:
            return self.part_of
        return hashlib.sha256(canonical(dump(self))).hexdigest()

    @cached_property
    def units_by_code(self) -> Mapping[str, Unit]:
        """Units by their code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def tables_by_id(self) -> Mapping[str, Table]:
        """Tables of every form by id."""
        return {table.id: table for form in self.forms for table in form.tables}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        below: dict[str, list[Unit]] = {}
        for unit in sorted(self.units, key=lambda one: one.code):
            below.setdefault(unit.parent, []).append(unit)
        return {code: tuple(units) for code, units in below.items()}

    def children(self, unit: str) -> tuple[Unit, ...]:
        """Units directly below `unit`, in official code order."""
        return self._children.get(unit, ())

    def reporting_units(self, unit: str) -> tuple[Unit, ...]:
        """Return every area below `unit`, at any depth, that must fill a form of its own; in code order.

        An office that only passes on what it receives (every form it fills is its cover) is no
        reporting unit, an agency is one only where the pack requires a form of its kind.
        """
        content = {form.id for form in self.forms if any(table.role != "header" for table in form.tables)}
        required = {(a.level, a.kind) for a in self.assignments if a.required and a.form in content}
        found: list[Unit] = []
        waiting = list(self.children(unit))
        while waiting:
            here = waiting.pop()
            if (here.level, here.kind) in required:
                found.append(here)
            waiting.extend(self.children(here.code))
        return tuple(sorted(found, key=lambda one: one.code))

    @property
    def alone(self) -> bool:
        """Tell whether this is a form beside every campaign: it knows no units, nobody is assigned to it."""
        return not (self.units or self.assignments or self.campaign)

    def forms_for(self, unit: Unit) -> tuple[Form, ...]:
        """Forms that `unit` fills, in the pack's order; all of them where nobody is assigned to any."""
        if not self.assignments:
            return self.forms
        wanted = {a.form for a in self.assignments if a.level == unit.level and a.kind == unit.kind}
        return tuple(form for form in self.forms if form.id in wanted)

    def may_leave_out(self, unit: Unit) -> frozenset[str]:
        """Name the forms that `unit` fills only where it has something to say in them."""
        here = [a for a in self.assignments if (a.level, a.kind) == (unit.level, unit.kind)]
        return frozenset(a.form for a in here if not a.required)


_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def canonical(content: object) -> bytes:
    """RFC 8785 canonical JSON of plain content (only str, int, bool, None, list, dict).

    The standard library's encoder writes the same bytes ten times as fast, but sorts names by code points
    where the RFC (clause 3.2.3) sorts by UTF-16 units: the two part above U+FFFF only.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if _BEYOND.search(text):
        return rfc8785.dumps(content)  # type: ignore[arg-type]
    return text.encode()


def dump(pack: Pack) -> dict[str, Any]:
    """Turn a pack into plain JSON content."""
    return {"ir": IR, **plain(pack)}


def load(content: Mapping[str, Any]) -> Pack:
    """Build a pack from JSON content; raise `Problem("PACK_IR")` for another engine version."""
    if content.get("ir") != IR:
        raise Problem("PACK_IR", found=content.get("ir"), known=IR)
    pack: Pack = built(Pack, {name: value for name, value in content.items() if name != "ir"})
    return pack
