"""Whether the figures of a received file pass: the same engine and checks again, at the office above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.received import PackageStatus
from db.received import UnitFigures as KeptFigures
from forms.answers import Address, Document
from forms.engine import OpenForms
from forms.findings import Finding
from forms.pack import Pack, Severity
from forms.problems import Problem
from forms.report import (
    HEADER_TABLE,
    PackageKind,
    Report,
    SendReason,
    ToFollow,
)
from forms.report_lists import ADJUSTMENTS, CHANGES, IN_PLACE
from forms.roll_up import UnitFigures
from forms.routed import of_report, routed_fields
from office import official
from office.adjustments import demand_none, demand_true
from office.case_state import Case, Stop
from office.clock import VIET_NAM
from office.in_place_told import demand_in_place
from office.messages import LANGUAGES, sentence
from office.nil import demand_nil, nil_in
from office.older import (
    carry,
    carry_lines,
)
from office.open_errors import (
    forms_to_send,
    not_there,
    own_errors,
    own_forms,
    tables_left_out,
    unlisted,
)
from office.own_rows import leads
from office.register_lines import is_within
from office.upward import figures_by_unit, typed_part

_SHOWN_FINDINGS = 5


def checked(case: Case) -> dict[str, KeptFigures]:
    """Try the figures again with our own engine; errors refuse the package."""
    report = case.report
    assert report is not None  # noqa: S101 - the content was read before
    demand_nil(report)
    demand_in_place(report)
    _only_of_those_below(case, report)
    if report.header.kind is not PackageKind.DISTRICT:
        demand_none(report.lists.get(ADJUSTMENTS.id, ()))
    if report.header.kind is PackageKind.NIL:
        return {report.header.unit: KeptFigures()}
    upward = report.header.kind is PackageKind.DISTRICT
    if upward:
        by_unit = _sourced(case.desk.pack, report)
    else:
        figures = UnitFigures(report.header.unit, report.tables, report.states)
        by_unit = {report.header.unit: figures}
    kept: dict[str, KeptFigures] = {}
    for unit, figures in by_unit.items():
        _owned_up_to(case, unit, figures, upward=upward)
        kept[unit] = _carried(case, unit, figures) or KeptFigures(figures.values, figures.states)
    _nobody_else(report, by_unit if upward else {"": None})
    return kept


def _owned_up_to(case: Case, unit: str, figures: UnitFigures, *, upward: bool) -> None:
    """Refuse a unit's figures for an error its package does not list, and for a list that is not true."""
    report = case.report
    assert report is not None  # noqa: S101 - the content was read before
    listed = own_errors(report.open_errors, unit, upward=upward)
    follow = own_forms(report.to_follow, unit, upward=upward)
    left_out = _forms_left_out(case, unit, figures, follow)
    said = [(str(one.place), one.reason, one.text) for one in listed]
    said += [(one.form, one.reason, one.text) for one in follow]
    for place, reason, text in said:
        if reason is SendReason.OTHER and not text.strip():
            raise Stop(PackageStatus.REFUSED, Problem("REASON_BLANK", place=place))
    today = case.desk.clock.today()
    open_forms, errors = _findings(case, unit, figures, today, computed_only=upward)
    errors = [found for found in errors if found.place.table not in left_out]
    stated = unlisted(errors, listed)
    if not upward and not stated:
        made = report.header.made_at.astimezone(VIET_NAM).date()
        odd = not_there(errors, listed, case.pack)
        if odd is not None and made != today:  # a rule about the day: true when the package was made
            odd = not_there(_findings(case, unit, figures, made, computed_only=False)[1], listed, case.pack)
        if odd is not None:
            raise Stop(
                PackageStatus.REFUSED, Problem("OPEN_ERROR_NOT_THERE", check=odd.code, place=odd.place)
            )
        stated = _not_ours(open_forms, figures, left_out, routed_fields(case.pack))
    if stated:
        details = [
            f"{found.code} {found.place}: {found.sentence.get(case.desk.language, '')}" for found in stated
        ]
        problem = Problem("VALUES_WRONG", place=stated[0].place, reason=stated[0].code)
        raise Stop(PackageStatus.REFUSED, problem, details[:_SHOWN_FINDINGS])


def _forms_left_out(
    case: Case, unit: str, figures: UnitFigures, follow: Sequence[ToFollow]
) -> frozenset[str]:
    """Name the tables of forms that follow; they are the unit's own and hold nothing yet."""
    known = {form.id for form in forms_to_send(case.pack, case.desk.pack.units_by_code[unit])}
    forms = {one.form for one in follow}
    if len(forms) != len(follow) or not forms <= known or (forms and forms == known):
        raise Stop(PackageStatus.REFUSED, Problem("TO_FOLLOW_FORM", form=", ".join(sorted(forms))))
    left_out = tables_left_out(case.pack, follow)
    filled = left_out & ({*figures.values} | {place.table for place in figures.states})
    if filled:
        raise Stop(PackageStatus.REFUSED, Problem("TO_FOLLOW_FILLED", table=min(filled)))
    return left_out


def _only_of_those_below(case: Case, report: Report) -> None:
    """Refuse lists that tell of a unit which does not report through the sender, or of typing elsewhere."""
    pack, sender = case.desk.pack, report.header.unit
    for line in report.lists.get(CHANGES.id, ()):
        if not is_within(pack, sender, line.get("unit", sender)):
            raise Stop(PackageStatus.REFUSED, Problem("NOT_BELOW", unit=line["unit"]))
    typed = case.desk.unit.code if report.header.kind is PackageKind.IN_PLACE else sender
    for line in report.lists.get(IN_PLACE.id, ()):
        if not (is_within(pack, sender, line["unit"]) and is_within(pack, typed, line["office"])):
            raise Stop(PackageStatus.REFUSED, Problem("IN_PLACE_LINE", unit=line["unit"]))


def _nobody_else(report: Report, units: Mapping[str, object]) -> None:
    """Refuse a list that speaks of a unit whose figures are not in the package."""
    named = {one.unit for one in report.to_follow}
    if report.header.kind is PackageKind.DISTRICT:
        named |= {one.place.key[0] for one in report.open_errors}
    strangers = named - units.keys()
    if strangers:
        raise Stop(PackageStatus.REFUSED, Problem("NO_SOURCE", unit=min(strangers) or "?"))


def _carried(case: Case, unit: str, figures: UnitFigures) -> KeptFigures | None:
    """Move the figures of an older version to the one at work; None where it is that one.

    They passed the rules they were made under, so what the newer ones find is told and refuses nothing.
    """
    older, desk, report = case.older, case.desk, case.report
    if older is None or report is None:
        return None
    if report.header.kind is PackageKind.DISTRICT:
        carried = carry_lines(figures, older, desk.shelved)
    else:
        carried = carry(
            figures,
            older,
            desk.shelved,
            desk.pack.units_by_code[unit],
            desk.clock.today(),
            cover=report.header.answers(),
            official=official.values(desk, unit),
        )
    case.carried[unit] = carried
    return carried.figures


def _sourced(pack: Pack, report: Report) -> dict[str, UnitFigures]:
    """Take an upward package apart; each line must be of a unit below its sender, from a package it names."""
    sender, by_unit = report.header.unit, figures_by_unit(report)
    filling = _filling(pack, sender)
    sources = {source.unit for source in report.sources}
    nil = nil_in(report)
    for unit in nil:
        if unit in by_unit and (by_unit[unit].values or by_unit[unit].states):
            raise Stop(PackageStatus.REFUSED, Problem("NIL_FIGURES", unit=unit))
        by_unit[unit] = UnitFigures(unit, {}, {})
    below = {one.code for one in pack.children(sender)}
    reached = {unit: _filling(pack, unit) | {unit} for unit in sources}
    for unit in sorted({*sources, *(by_unit.keys() - {sender})}):  # its own rows come from no package
        if unit not in (below if unit in sources else filling):
            raise Stop(PackageStatus.REFUSED, Problem("NOT_BELOW", unit=unit))
        if not any(unit in units for units in reached.values()):
            raise Stop(PackageStatus.REFUSED, Problem("NO_SOURCE", unit=unit))
    for source, units in reached.items():
        here = units & by_unit.keys()
        if not any(unit in nil or by_unit[unit].values or by_unit[unit].states for unit in here):
            raise Stop(PackageStatus.REFUSED, Problem("SOURCE_EMPTY", unit=source))
    if not sources:
        raise Stop(PackageStatus.REFUSED, Problem("SOURCE_EMPTY", unit=sender))
    _own_forms_only(pack, by_unit)
    demand_true(pack, report.lists.get(ADJUSTMENTS.id, ()), by_unit)
    return {unit: figures for unit, figures in by_unit.items() if unit in filling or unit == sender}


def _own_forms_only(pack: Pack, by_unit: Mapping[str, UnitFigures]) -> None:
    """Refuse rows that a level leads itself in a form that is not its own: they would be counted twice."""
    for unit, figures in by_unit.items():
        if not leads(pack, unit):
            continue
        own = {table.id for form in pack.forms_for(pack.units_by_code[unit]) for table in form.tables}
        stray = ({*figures.values} | {place.table for place in figures.states}) - own
        if stray:
            raise Stop(PackageStatus.REFUSED, Problem("OWN_FORM", unit=unit, table=min(stray)))


def _filling(pack: Pack, unit: str) -> set[str]:
    """Name every unit below, at any depth, that fills a form besides its cover: areas and agencies alike."""
    content = {form.id for form in pack.forms if all(table.role != "header" for table in form.tables)}
    kinds = {(one.level, one.kind) for one in pack.assignments if one.form in content}
    found: set[str] = set()
    waiting = list(pack.children(unit))
    while waiting:
        here = waiting.pop()
        if (here.level, here.kind) in kinds:
            found.add(here.code)
        waiting.extend(pack.children(here.code))
    return found


def _findings(
    case: Case, unit: str, figures: UnitFigures, day: date, *, computed_only: bool
) -> tuple[OpenForms, list[Finding]]:
    """Fill the forms with one unit's figures as on a day, and list the errors.

    An upward package carries no texts, so that only its computed cells and the rules of the cells that
    it has can be tried again there.
    """
    desk = case.desk
    document = typed_part(case.pack, figures)
    if not computed_only:
        assert case.report is not None  # noqa: S101 - the content was read before
        document = replace(
            document, tables={**document.tables, HEADER_TABLE: {(): case.report.header.answers()}}
        )
    form_set = (case.shelved or desk.shelved).form_set
    known = None if computed_only else official.values(desk, unit)
    open_forms = form_set.open(desk.pack.units_by_code[unit], document, day, official=known)
    errors = [one for one in of_report(case.pack, open_forms.findings()) if one.severity is Severity.ERROR]
    if computed_only:
        errors = [f for f in errors if f.place in document.stated or _own_rule(f, document)]
    return open_forms, errors


def _own_rule(found: Finding, document: Document) -> bool:
    place = found.place
    return found.code == f"{place.table}.{place.field}" and document.value(place) is not None


def _not_ours(
    open_forms: OpenForms,
    figures: UnitFigures,
    left_out: frozenset[str],
    apart: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """Find a cell that the forms, filled with the same answers, would not show so.

    A figure in a cell that is not asked is seen by no rule and would yet be added up; a computed cell
    left out would be missing from the totals.
    """
    asked = {table.id for form in open_forms.forms for table in form.tables}
    asked -= {HEADER_TABLE, *left_out}
    ours = {table: rows for table, rows in open_forms.values().items() if table in asked}
    for table in dict.fromkeys((*figures.values, *ours)):
        theirs, wanted = figures.values.get(table, {}), ours.get(table, {})
        for key in dict.fromkeys((*theirs, *wanted)):
            left, right = theirs.get(key, {}), wanted.get(key, {})
            if left == right:
                continue
            for name in dict.fromkeys((*left, *right)):
                if left.get(name) != right.get(name) and name not in apart.get(table, ()):
                    place = Address(table, key, name)
                    words = {one: sentence("NOT_AS_COMPUTED", one, place=place) for one in LANGUAGES}
                    return [Finding("CALC", Severity.ERROR, place, words)]
    return []
