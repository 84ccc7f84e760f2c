"""The office's forms on paper: filled as they stand now, or blank to be written on by hand.

    filled(desk, forms), blank(desk, forms) -> sheets, of all forms where none is named
    register(desk, year) -> sheets     the household book of a year, identity numbers hidden
    totals(desk, table) -> sheets       a consolidated table

The figures code in the foot is that of the package the form would travel in now. It is the code of the
answers of this moment: a form that is printed before its report is presented is named a draft there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exports.layout_sheet import Sheet
from exports.layout_tidy import tidy
from exports.paper_forms import blank_sheets, empty_rows, form_sheets
from exports.paper_sheets import in_bands
from exports.totals_workbook import FRONT, totals_sheet
from forms.answers import Document, Key, Value
from forms.pack import Form, Pack, TableKind
from forms.problems import Problem
from forms.report import HEADER_TABLE, Report
from forms.routed import holds_id_number, routes
from office import official
from office.adding_up import totals as added_up
from office.cover import draft_header, package_kind
from office.desk import Desk
from office.masking import masked
from office.open_errors import ORDINARY
from office.outgoing import gathered, report_of
from office.presented import open_paper
from office.registers import book, desk_of
from office.routed import route_desk

_DRAFT, _PAGES = "Bản in thử", "Trang &P/&N"
_LINES, _RECORDS, _INSIDE = 18, 1, 5  # empty lines of a list, records of questions, lines below a record
_HOUSEHOLDS = 36


@dataclass(frozen=True, slots=True)
class Codes:
    """The figures codes of this moment, by form. `draft`: nothing was presented or sent with them."""

    by_form: Mapping[str, str]
    draft: bool


def forms_on_paper(desk: Desk) -> tuple[Form, ...]:
    """List the forms this unit fills, in their order, the cover among them; registers are apart."""
    register = {form.id for form in desk.pack.register_forms}
    return tuple(form for form in desk.pack.forms_for(desk.unit) if form.id not in register)


def filled(desk: Desk, wanted: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """Lay forms out as they are filled, in the order of the pack; all of them where none is named.

    Raises PAPER_NONE for a form that is not filled here.
    """
    return tuple(sheet for _, sheets in filled_forms(desk, wanted) for sheet in sheets)


def filled_forms(desk: Desk, wanted: tuple[str, ...] = ()) -> tuple[tuple[Form, tuple[Sheet, ...]], ...]:
    """Give what `filled` gives form by form; raises what it does."""
    forms = _wanted(desk, wanted)
    report, codes = _as_filled(desk)
    sheets = [(form, form_sheets(report, desk.pack, form, code=codes.by_form[form.id])) for form in forms]
    return tuple((form, tuple(map(_draft, made)) if codes.draft else tuple(made)) for form, made in sheets)


def blank(desk: Desk, wanted: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """Lay forms out empty, in the order of the pack; all of them where none is named.

    Raises PAPER_NONE for a form that is not filled here.
    """
    forms = _wanted(desk, wanted)
    report = Report(draft_header(desk, Document()), _empty(desk.pack, forms, _LINES))
    return tuple(sheet for form in forms for sheet in blank_sheets(report, desk.pack, form))


def register(desk: Desk, year: int) -> tuple[Sheet, ...]:
    """Lay the household book of a year out; identity numbers are hidden but for their end.

    Raises REGISTER_NONE where there is no such book, or its rows were deleted.
    """
    if book(desk, year).deleted is not None:
        raise Problem("REGISTER_NONE", year=year)
    beside = desk_of(desk, year)
    document = beside.own_document()
    opened = official.opened(beside, document)
    header = replace(draft_header(desk, desk.own_document()), campaign=f"{desk.campaign_id}, {year}")
    report = Report(header, _masked(beside.pack, opened.values()), opened.states())
    code = report.figures_code()
    return tuple(
        sheet for form in beside.pack.forms for sheet in form_sheets(report, beside.pack, form, code=code)
    )


def register_blank(desk: Desk, year: int) -> tuple[Sheet, ...]:
    """Lay an empty household book out, to be carried from house to house."""
    pack = desk_of(desk, year).pack
    header = replace(draft_header(desk, Document()), campaign=f"{desk.campaign_id}, {year}")
    report = Report(header, _empty(pack, pack.forms, _HOUSEHOLDS))
    return tuple(sheet for form in pack.forms for sheet in blank_sheets(report, pack, form))


def totals(desk: Desk, table: str) -> tuple[Sheet, ...]:
    """Lay a consolidated table out as it adds up now, a wide one in parts below each other."""
    view = added_up(desk, table)
    sheet = totals_sheet(
        view, desk.pack, unit_name=desk.unit.name, made_at=desk.clock.now(), language=desk.language
    )
    left, _, right = sheet.page.footer
    page = replace(sheet.page, landscape=True, footer=(f"{left} – {desk.campaign_id}", _PAGES, right))
    return in_bands(replace(sheet, page=page), FRONT)


def _wanted(desk: Desk, wanted: tuple[str, ...]) -> tuple[Form, ...]:
    known = forms_on_paper(desk)
    found = tuple(form for form in known if form.id in wanted) if wanted else known
    if not found or len(found) < len(set(wanted)):
        raise Problem("PAPER_NONE", paper=", ".join(wanted))
    return found


def _as_filled(desk: Desk) -> tuple[Report, Codes]:
    """Give every own answer as one report, and the codes of the packages it would travel in."""
    draft = gathered(desk, ORDINARY)
    whole = desk.own_document()
    opened = draft.open_forms
    header = draft_header(desk, whole)
    sent = report_of(desk, replace(header, kind=package_kind(desk)), draft)
    codes = {form.id: sent.figures_code() for form in desk.pack.forms}
    for route in routes(desk.pack):
        if not route.is_register:
            apart = route_desk(desk, route.id)
            of_route = gathered(apart, ORDINARY)
            head = replace(draft_header(apart, of_route.document), kind=package_kind(apart))
            code = report_of(apart, head, of_route).figures_code()
            codes |= dict.fromkeys(route.forms, code)
    mine = {table.id for form in forms_on_paper(desk) for table in form.tables}
    values = {table: rows for table, rows in opened.values().items() if rows and table in mine}
    states = {place: state for place, state in opened.states().items() if place.table in mine}
    cover = values.get(HEADER_TABLE, {})
    report = tidy(Report(header, values, states), desk.pack)  # leaves the cover out
    report = replace(report, tables={**report.tables, HEADER_TABLE: cover})
    out = {kept.detail.get("figures_code") for kept in desk.received.packages(direction="sent")}
    known = open_paper(desk) is not None or sent.figures_code() in out
    return report, Codes(codes, draft=not known)


def _empty(pack: Pack, forms: tuple[Form, ...], lines: int) -> dict[str, dict[Key, dict[str, Value]]]:
    """Give the empty rows of every list of some forms."""
    return {
        table.id: {key: {} for key in empty_rows(table, pack, lines=lines, records=_RECORDS, inside=_INSIDE)}
        for form in forms
        for table in form.tables
        if table.kind is TableKind.RECORDS
    }


def _masked(
    pack: Pack, tables: Mapping[str, Mapping[Key, Mapping[str, Value]]]
) -> dict[str, Mapping[Key, Mapping[str, Value]]]:
    hidden = {
        (table.id, field.id)
        for table in pack.tables_by_id.values()
        for field in table.fields
        if holds_id_number(field)
    }
    return {
        table: {
            key: {
                name: masked(str(value)) if (table, name) in hidden else value for name, value in row.items()
            }
            for key, row in rows.items()
        }
        for table, rows in tables.items()
        if table in pack.tables_by_id
    }


def _draft(sheet: Sheet) -> Sheet:
    """Say in the foot that nothing was presented or sent with these figures."""
    left, centre, code = sheet.page.footer
    return replace(sheet, page=replace(sheet.page, footer=(f"{_DRAFT} – {left}", centre, code)))
