"""Packages beside the report: what a campaign has travel apart, each with its own line of revisions.

The campaign says so by its parameters, nothing travels without them:

    routed_fields       fields or whole tables that leave the report for a package of their own, one for
                        each form ("BM17.c03;BM17.c04;BM17.c16")
    routed_registers    the years whose registers travel as well ("2018")
    routed_id_numbers   identity numbers in them: "none" (left out, also without this parameter), "masked"
                        (only the last digits), "whole"

    routes(pack) -> tuple[Route, ...]      what travels beside the report
    route_pack(pack, route) -> Pack        the part of the pack that such a package is made with
    reported(pack) -> Pack                 the part that is left to the report: what is laid out in it
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from forms.answers import Address, Document, Value
from forms.findings import Finding
from forms.pack import Campaign, Check, Field, Form, Pack, Table, Words
from forms.register import register_pack

FIELDS, REGISTERS, ID_NUMBERS = "routed_fields", "routed_registers", "routed_id_numbers"
"""The parameters of a campaign that say what travels apart."""

LEFT_OUT, MASKED, WHOLE = "none", "masked", "whole"
WAYS = (LEFT_OUT, MASKED, WHOLE)
"""How identity numbers travel in a register."""

DOT = "•"
"""What stands for a digit that is not told."""

_HEADER = "header"
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # "(optional, kept at the commune)" behind a title
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_BETWEEN = re.compile(r"[;,\s]+")
_HIDDEN_LOOK = "masked"  # the word in the appearance of a field that holds identity numbers


@dataclass(frozen=True, slots=True)
class Route:
    """A package beside the report. `year`: of the registers in it, None where it is a part of the report."""

    id: str  # "BM17", "BM19-2018": part of its campaign's id
    campaign: str  # "KT-2018-GK.BM17"
    number: str  # "BM-17", "BM-19 2018": where its title is too long
    title: Words
    forms: tuple[str, ...]
    year: int | None = None
    id_numbers: str = ""  # of a register: LEFT_OUT, MASKED or WHOLE

    @property
    def is_register(self) -> bool:
        """Tell whether it carries a register, which the approver must confirm."""
        return self.year is not None


def routes(pack: Pack) -> tuple[Route, ...]:
    """Name what travels beside the report of a pack; () where its campaign says nothing of the kind."""
    campaign = pack.campaign
    if campaign is None or pack.part_of:
        return ()
    apart = routed_fields(pack)
    found = [
        Route(form.id, f"{campaign.id}.{form.id}", form.number, form.title, (form.id,))
        for form in pack.forms
        if any(table.id in apart for table in form.tables)
    ]
    return (*found, *_registers(pack, campaign))


def _registers(pack: Pack, campaign: Campaign) -> Iterable[Route]:
    said = campaign.parameters.get(ID_NUMBERS, LEFT_OUT)
    numbers = said if said in (MASKED, WHOLE) else LEFT_OUT
    forms = tuple(form.id for form in pack.register_forms)
    for year in words(campaign.parameters.get(REGISTERS, "")):
        if forms and year.isdecimal():
            first = pack.register_forms[0]
            title = {lang: f"{text} {year}" for lang, text in _bare(first.title).items()}
            name = f"{first.id}-{year}"
            number = f"{first.number} {year}"
            yield Route(name, f"{campaign.id}.{name}", number, title, forms, int(year), numbers)


def route_named(pack: Pack, campaign: str) -> Route | None:
    """Find the route whose packages carry this campaign on their cover."""
    return next((one for one in routes(pack) if one.campaign == campaign), None)


def routed_fields(pack: Pack) -> dict[str, frozenset[str]]:
    """Give the fields that travel apart, by table; what names no field of the pack is passed over."""
    said = pack.campaign.parameters.get(FIELDS, "") if pack.campaign else ""
    found: dict[str, set[str]] = {}
    for place in words(said):
        table, field = _named(pack, place)
        if table is not None and table.role != _HEADER:
            names = [field] if field else [one.id for one in table.fields]
            found.setdefault(table.id, set()).update(names)
    return {table: frozenset(names) for table, names in found.items()}


def not_named(pack: Pack) -> tuple[str, ...]:
    """List the words of `routed_fields` that name no field and no table of the forms that are sent."""
    said = pack.campaign.parameters.get(FIELDS, "") if pack.campaign else ""
    return tuple(place for place in words(said) if _named(pack, place)[0] is None)


def _named(pack: Pack, place: str) -> tuple[Table | None, str]:
    """Find what a word names: a whole table (field ""), or one field of a table."""
    whole = pack.tables_by_id.get(place)
    if whole is not None:
        return whole, ""
    name, _, field = place.rpartition(".")
    table = pack.tables_by_id.get(name)
    known = table is not None and any(one.id == field for one in table.fields)
    return (table, field) if known else (None, "")


def is_apart(apart: Mapping[str, frozenset[str]], place: Address) -> bool:
    """Tell whether a cell travels apart; `apart` is what `routed_fields` gives."""
    return place.field in apart.get(place.table, ())


def reported(pack: Pack) -> Pack:
    """Give the part of a pack that its report carries: what travels apart has no place in it."""
    apart = routed_fields(pack) if not pack.part_of else {}
    if not apart:
        return pack
    forms = tuple(replace(form, tables=_left(form, apart)) for form in pack.forms)
    return replace(pack, forms=tuple(form for form in forms if form.tables), part_of=pack.hash)


def _left(form: Form, apart: Mapping[str, frozenset[str]]) -> tuple[Table, ...]:
    kept: list[Table] = []
    gone: set[str] = set()
    for table in form.tables:
        fields = tuple(field for field in table.fields if field.id not in apart.get(table.id, ()))
        if table.parent in gone or not any(field.id not in table.axes for field in fields):
            gone.add(table.id)
        else:
            kept.append(replace(table, fields=fields))
    return tuple(kept)


def without_apart(pack: Pack, document: Document) -> Document:
    """Leave out the answers that travel apart; records stay, also where nothing else stands in them."""
    apart = routed_fields(pack)
    if not apart:
        return document
    left = {table.id for form in reported(pack).forms for table in form.tables}
    gone = {table for table in apart if table not in left}
    tables = {
        table: {key: _without(values, apart.get(table, frozenset())) for key, values in rows.items()}
        for table, rows in document.tables.items()
        if table not in gone
    }
    return Document(
        tables,
        {place: state for place, state in document.states.items() if not is_apart(apart, place)},
        {place: value for place, value in document.stated.items() if not is_apart(apart, place)},
    )


def _without(values: Mapping[str, Value], names: frozenset[str]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in names}


def of_report(pack: Pack, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out findings at cells that travel apart: they are looked at where these cells are."""
    apart = routed_fields(pack)
    return tuple(one for one in findings if not is_apart(apart, one.place))


def route_pack(pack: Pack, route: Route) -> Pack:
    """Give the part of a pack that a package beside the report is made with, its cover and its forms.

    It has the hash of the whole pack, so that sender and receiver know it by that.
    """
    if route.year is not None:
        part = register_pack(pack, route.year)
        hide = _numbers_hidden(route.id_numbers)
        forms = tuple(replace(_with_fields(form, hide), title=_bare(form.title)) for form in part.forms)
    else:
        part = pack
        forms = tuple(form for form in pack.forms if form.id in route.forms)
    headers = tuple(form for form in pack.forms if all(table.role == _HEADER for table in form.tables))
    inside = {table.id for form in forms for table in form.tables}
    return replace(
        part,
        forms=(*headers, *forms),
        checks=tuple(
            one for one in part.checks if one.context in inside and _reads_inside(one, pack, inside)
        ),
        assignments=tuple(replace(one, required=True) for one in part.assignments),
        register_forms=(),
        register_checks=(),
        derivations=(),
        carried=(),
        totals=(),
        open_lists=(),
        campaign=_campaign(pack, part, route),
        part_of=pack.hash,
    )


def _campaign(pack: Pack, part: Pack, route: Route) -> Campaign | None:
    if pack.campaign is None or part.campaign is None:
        return None
    said = (FIELDS, REGISTERS, ID_NUMBERS)
    kept = {name: value for name, value in part.campaign.parameters.items() if name not in said}
    title = {
        language: f"{text}: {route.title.get(language, route.id)}"
        for language, text in pack.campaign.title.items()
    }
    return replace(
        part.campaign, id=route.campaign, title=title, standard=pack.campaign.standard, parameters=kept
    )


def _reads_inside(check: Check, pack: Pack, inside: Iterable[str]) -> bool:
    """Tell whether a check reads no form that stays behind."""
    others = set(pack.tables_by_id) - set(inside)
    headers = {table.id for table in pack.tables_by_id.values() if table.role == _HEADER}
    read = set(_INSTANCE.findall(f"{check.when} {check.expression} {check.cells}"))
    return not read & (others - headers)


def _with_fields(form: Form, change: Callable[[Field], Field]) -> Form:
    return replace(
        form,
        tables=tuple(
            replace(table, fields=tuple(change(field) for field in table.fields)) for table in form.tables
        ),
    )


def _numbers_hidden(how: str) -> Callable[[Field], Field]:
    """Say of fields with identity numbers what may stand in them on the way."""

    def change(field: Field) -> Field:
        if how == WHOLE or not holds_id_number(field):
            return field
        rule = f"starts-with(., '{DOT}')" if how == MASKED else "false()"
        return replace(field, constraint=rule, required=None, default=None)

    return change


def holds_id_number(field: Field) -> bool:
    """Tell whether a field holds identity numbers: its appearance says that they are hidden on the screen."""
    return _HIDDEN_LOOK in field.appearance.split()


def _bare(title: Words) -> dict[str, str]:
    """Leave out what a title says in brackets behind it: that the form stays at the unit."""
    return {language: _ASIDE.sub("", text) for language, text in title.items()}


def words(text: str) -> tuple[str, ...]:
    """Part the words of a parameter."""
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(text) if word))
