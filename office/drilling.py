"""From a figure of a consolidated table down to the signed cell it came from.

    lines_of(desk, view, column, block)   a total: the lines it is the sum of
    pieces(desk, view, row, column)       a line: the cells of the units' reports behind it
    traced(desk, piece)                   a cell: the package it was signed in, verified anew

At the office above a district the communes' packages lie in the companion that came with the district's,
byte for byte: the figure is looked up in the commune's own signed file, never taken on the district's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from db.received import UnitFigures as KeptFigures
from exports.keys import certificate_facts, load_certificate
from exports.layout_values import Written, read_value
from exports.opc import Signer
from exports.read_workbook_cover import Cover
from exports.signed_cell import signed_cell
from forms.answers import Address, Value
from forms.pack import Table, Unit
from forms.problems import Problem
from forms.report import PackageKind
from forms.roll_up import ADJUSTED, OWN, TotalsColumn, TotalsRow, TotalsView, UnitFigures
from forms.roll_up_columns import columns_read
from forms.roll_up_lines import address_of
from forms.totals_tables import Column, TotalsTable
from forms.unit_zones import said_of
from office.adjustments import Adjustment, in_force
from office.asked_places import field_at, place_words, value_words
from office.clock import VIET_NAM
from office.desk import Desk
from office.messages import sentence
from office.speaking import speaks
from office.unit_packages import UnitFile, packages_of
from office.upward import current_figures, own_rows

_PERCENT = "_pct"


class Of(StrEnum):
    """Whose a piece of a figure is."""

    REPORTED = "reported"
    OWN = "own"  # entered by the office itself, or by one below for itself
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell behind a figure. `above`: the unit directly below this office that passed it on, "" for none.

    `basis`: of an adjustment, who, why and on what; of an area, what the pack's list says.
    """

    of: Of
    unit: str
    unit_name: str
    above: str
    place: Address
    words: str
    value: Value | None
    text: str
    base: Value | None  # what the unit's own cell holds
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A cell in the package that was signed: where it stands there and who signed it.

    `through`: name of the unit whose package brought the file, "" where it came by itself; `agrees`: the
    cell says what the consolidated table counts; `trusted`: this office itself recognises the signer.
    """

    piece: Piece
    file: str
    digest: str  # SHA-256 hex of the file's bytes
    kind: PackageKind
    revision: int
    sheet: str
    cell: str
    written: str
    agrees: bool
    signers: tuple[str, ...]
    signed: datetime | None
    trusted: bool
    through: str
    through_revision: int


# --- what a figure is made of --------------------------------------------------------------------


def lines_of(view: TotalsView, block: str | None = None) -> tuple[TotalsRow, ...]:
    """Give the lines that a total adds up: those of a block, or all of them."""
    return tuple(row for row in view.rows if not row.total and block in (None, row.block))


@dataclass(frozen=True, slots=True)
class Behind:
    """All figures that stand behind the consolidated tables of an office, read once."""

    reported: Mapping[str, UnitFigures]
    own: Mapping[str, UnitFigures]


def behind(desk: Desk) -> Behind:
    """Read what stands behind the tables now."""
    return Behind(current_figures(desk), own_rows(desk))


def pieces(
    desk: Desk, view: TotalsView, row: TotalsRow, column: int, known: Behind | None = None
) -> tuple[Piece, ...]:
    """Give the cells behind a figure of a line, in the order of units; units without a figure are told too.

    `known`: what stands behind the tables, where it is at hand.

    Raises FIGURE_NO_SOURCE for a figure that is no unit's, such as the place of a line among the others.
    """
    known = known or behind(desk)
    if row.block == ADJUSTED:
        return tuple(_adjusted(desk, view, row, column, known.reported))
    figures = known.own if row.block == OWN else known.reported
    of = Of.OWN if row.block == OWN else Of.REPORTED
    addresses = _addresses(desk, view, row, column)
    if _is_own(desk, view, column) and row.unit in known.own:  # what the office of the line says of itself
        figures, of, row = known.own, Of.OWN, replace(row, places=((row.unit, ()),))
    if not addresses:
        raise Problem("FIGURE_NO_SOURCE")
    found: dict[tuple[str, Address], Piece] = {}
    for unit, key in row.places:
        for address in addresses:
            place = address if address.key else replace(address, key=key)
            if (unit, place) not in found:
                found[unit, place] = _piece(desk, of, unit, place, figures.get(unit))
    told = [_listed(desk, view, column, one) for one in sorted(found.values(), key=lambda one: one.unit)]
    several = len(addresses) > 1 or len({one.place for one in told}) > 1
    return tuple(one for one in told if one.value is not None or one.text or not several)


def _is_own(desk: Desk, view: TotalsView, column: int) -> bool:
    table = next(one for one in desk.pack.totals if one.id == view.table)
    return any(one.own and one.code == view.columns[column].code for one in table.columns)


def _listed(desk: Desk, view: TotalsView, column: int, piece: Piece) -> Piece:
    """Say beside what a unit declares what the pack's list of an area says of it: that is what counts."""
    table = next(one for one in desk.pack.totals if one.id == view.table)
    zone = next((one.zone for one in table.columns if one.code == view.columns[column].code), "")
    said = said_of(desk.pack.units_by_code, desk.pack.unit_zones, zone, f"{view.year}-12-31") if zone else {}
    if piece.unit not in said:
        return piece
    one = said[piece.unit]
    code = "ZONE_INSIDE" if one.inside else "ZONE_OUTSIDE"
    words = sentence(code if one.verified else f"{code}_UNSURE", desk.language, source=one.source)
    return replace(piece, basis=words)


def _piece(desk: Desk, of: Of, unit: str, place: Address, figures: UnitFigures | None) -> Piece:
    kept = KeptFigures(figures.values, figures.states) if figures else KeptFigures()
    value = kept.tables.get(place.table, {}).get(place.key, {}).get(place.field)
    known = desk.pack.units_by_code[unit]
    return Piece(
        of,
        unit,
        known.name,
        _above(desk, known),
        place,
        place_words(desk, place, kept),
        value,
        value_words(desk, place, kept),
        value,
    )


def _above(desk: Desk, unit: Unit) -> str:
    """Name the unit directly below this office through which another one sends."""
    at: Unit | None = unit
    while at is not None and at.parent != desk.unit.code:
        at = desk.pack.units_by_code.get(at.parent)
    return "" if at is None or at.code == unit.code else at.name


def _adjusted(
    desk: Desk, view: TotalsView, row: TotalsRow, column: int, figures: Mapping[str, UnitFigures]
) -> Iterator[Piece]:
    """Give the adjustments in a line, each with its reason."""
    wanted = _addresses(desk, view, row, column)
    for one in in_force(desk, figures):
        places = {address if address.key else replace(address, key=one.place.key) for address in wanted}
        if one.place in places and (one.unit == row.unit or not row.unit):
            yield _as_piece(desk, one, figures.get(one.unit))


def _as_piece(desk: Desk, one: Adjustment, figures: UnitFigures | None) -> Piece:
    made = _piece(desk, Of.ADJUSTED, one.unit, one.place, figures)
    amount = int(one.amount) if one.amount == int(one.amount) else one.amount
    sign = "+" if one.amount > 0 else ""
    said = "; ".join(part for part in (one.reason, one.basis, one.who, one.at) if part)
    return replace(made, value=amount, text=f"{sign}{amount}", basis=said)


# --- the cells a column is made of ---------------------------------------------------------------


def _addresses(desk: Desk, view: TotalsView, row: TotalsRow, column: int) -> tuple[Address, ...]:
    """Name the cells behind a column; one without a key stands in the row that each place names."""
    table = next(one for one in desk.pack.totals if one.id == view.table)
    source = desk.pack.tables_by_id.get(table.source)
    if source is None:
        return ()
    look = _Look(desk, table, source, view, row)
    return tuple(dict.fromkeys(look.of_column(view.columns[column])))


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks for the cells of one line of one table."""

    desk: Desk
    table: TotalsTable
    source: Table
    view: TotalsView
    row: TotalsRow

    def of_column(self, shown: TotalsColumn) -> Iterator[Address]:
        if shown.address is not None:
            yield shown.address
            return
        if shown.code.endswith(_PERCENT) and self.table.percent_of:
            for one in self.view.columns:
                if one.code == shown.code.removesuffix(_PERCENT) and one.address is not None:
                    yield one.address
                    yield replace(one.address, field=self.table.percent_of)
            return
        said = self._said(shown.code)
        if said is not None:
            yield from self._of(said, frozenset())

    def _said(self, code: str) -> Column | None:
        """Find what the pack says of a column; counted answers stand for one column of the pack."""
        columns = self.table.columns
        exact = next((one for one in columns if one.code == code), None)
        return exact or next((one for one in columns if code.startswith(f"{one.code}_")), None)

    def _of(self, column: Column, seen: frozenset[str]) -> Iterator[Address]:
        if column.code in seen:
            return
        if column.field:
            yield from self._field(column)
        elif column.tally:
            names, _ = columns_read(column.tally)
            known = {field.id for field in self.source.fields}
            yield from (Address(self.source.id, (), name) for name in names if name in known)
        elif column.expression:
            read, _ = columns_read(column.expression)
            for one in self.table.columns:
                if one.code in read:
                    yield from self._of(one, seen | {column.code})

    def _field(self, column: Column) -> Iterator[Address]:
        shown = next((one for one in self.view.columns if one.code == column.code), None)
        if shown is not None and shown.address is not None:
            yield shown.address
        elif "." not in column.field:
            yield Address(self.source.id, (), column.field)
        else:
            parts = zip(self.table.by, self.row.key, strict=False)
            axes = {part: value for part, value in parts if part in self.source.axes}
            axes.setdefault("year", self.view.year)
            yield address_of(self.desk.form_set, self.table, self.source, column, axes)


# --- the signed cell -----------------------------------------------------------------------------


def traced(desk: Desk, piece: Piece) -> Traced:
    """Look a cell up in the package that was signed: its bytes are verified anew.

    Raises TRACE_OWN (this office entered it: it is signed when it sends), TRACE_NONE (nothing is kept of the
    unit), TRACE_NOT_HERE (the companion came without the unit's package), TRACE_BROKEN, TRACE_CELL.
    """
    if piece.of is Of.OWN and piece.unit == desk.unit.code:
        raise Problem("TRACE_OWN")
    last: Problem | None = None
    for found in packages_of(desk, piece.unit):
        try:
            return _looked_up(desk, piece, found)
        except Problem as problem:
            if problem.code != "TRACE_CELL":
                raise
            last = problem  # details of nominees lie in the package that travels apart
    raise last or Problem("TRACE_NONE", unit=piece.unit_name)


def _looked_up(desk: Desk, piece: Piece, file: UnitFile) -> Traced:
    opened = file.opened(desk)
    cover, place = opened.cover, _place_in(opened.cover, piece)
    found = signed_cell(opened.parts, place, opened.pack)
    if found is None:
        raise Problem("TRACE_CELL", file=file.name, place=place)
    return Traced(
        piece=piece,
        file=file.name,
        digest=file.digest,
        kind=PackageKind(cover.kind),
        revision=cover.revision,
        sheet=found.sheet,
        cell=found.place,
        written=found.written.text or "",
        agrees=_agrees(desk, piece, found.written),
        signers=tuple(certificate_facts(load_certificate(one.certificate)).person for one in opened.signers),
        signed=next((one.time for one in opened.signers if one.time), None),
        trusted=any(_counts(desk, one, cover, file) for one in opened.signers),
        through=desk.pack.units_by_code[file.through.package.unit].name if file.through else "",
        through_revision=file.through.package.revision if file.through else 0,
    )


def _counts(desk: Desk, signer: Signer, cover: Cover, file: UnitFile) -> bool:
    """Tell whether this office recognises a signer for the unit, or for whoever typed in its place."""
    unit = cover.recipient if cover.kind == PackageKind.IN_PLACE else cover.unit
    day = file.received.astimezone(VIET_NAM).date()
    return signer.trusted and speaks(desk, signer, unit, day).counts


def _agrees(desk: Desk, piece: Piece, written: Written) -> bool:
    """Say whether the signed cell holds what is counted here."""
    field = field_at(desk, piece.place)
    if written.text is None or field is None:
        return piece.base is None
    try:
        return read_value(written, field) == piece.base
    except ValueError:
        return False


def _place_in(cover: Cover, piece: Piece) -> Address:
    """Name the cell as the package names it: one that was passed on leads each row by the unit's code."""
    if cover.kind == PackageKind.DISTRICT:
        return replace(piece.place, key=(piece.unit, *piece.place.key))
    return piece.place
