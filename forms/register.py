"""Registers: forms whose rows stay at the unit, and the figures of other forms that follow from them.

A register (BM-19, the households of a commune) is no part of what a unit sends: `Pack.register_forms` are
apart from `Pack.forms`, so that no package, roll-up or count can see them. `register_pack` gives them as a
pack of their own for one year, worked with as any other. `Pack.derivations` say which figures follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.answers import parse_key
from forms.instances import with_rows
from forms.pack import Campaign, Derivation, Pack, Standard, Table
from forms.xpath.parse import Binary, Refused, Tree, parse, write

YEAR = "year"
"""The parameter of a register's campaign that holds its year."""

STANDARD_LISTS = ("score_rules", "income_lines", "indicators")
"""Instances that a register's expressions may read: the data of the standard of its year."""

_YEAR_HERE = "{year}"
_EVERY = "*"


def register_pack(pack: Pack, year: int | None = None) -> Pack:
    """Give the registers of a pack as a pack of their own: same lists, units, standards, checks of theirs.

    `year`: the register's, the campaign's last without one. Its standard is the one that holds in that
    year; where none does, the campaign's.
    """
    campaign = pack.campaign
    year = year if year is not None else int(campaign.last_year) if campaign else 0
    standard = standard_of(pack, year)
    grown = replace(
        pack,
        forms=pack.register_forms,
        checks=pack.register_checks,
        register_forms=(),
        register_checks=(),
        campaign=_for_year(pack, year, standard),
        derivations=tuple(_of_year(one, year) for one in pack.derivations),
        carried=tuple(_of_year(one, year) for one in pack.carried),
        totals=(),
        open_lists=(),
    )
    rules = standard.score_rules if standard else ()
    lines = standard.lines if standard else ()
    indicators = standard.indicators if standard else ()
    grown = with_rows(
        grown,
        "score_rules",
        (
            {
                "name": rule.result,
                "shown": rule.result if rule.verified else "",
                "area": rule.area,
                "b1_over": _text(rule.b1_over),
                "b1_to": _text(rule.b1_to),
                "b2_from": _text(rule.b2_from),
                "b2_below": _text(rule.b2_below),
                "verified": "yes" if rule.verified else "no",
            }
            for rule in rules
        ),
    )
    grown = with_rows(
        grown,
        "income_lines",
        (
            {
                "name": line.kind,
                "area": line.area,
                "amount": str(line.amount),
                "verified": "yes" if line.verified else "no",
            }
            for line in lines
        ),
    )
    return with_rows(
        grown, "indicators", ({"name": one.code, "points": str(one.points)} for one in indicators)
    )


def standard_of(pack: Pack, year: int) -> Standard | None:
    """Give the poverty standard of a year: the campaign's where it holds, or where none does."""
    known = {standard.id: standard for standard in pack.standards if standard.selectable}
    own = known.get(pack.campaign.standard) if pack.campaign else None
    holding = [one for one in known.values() if one.year_from <= year <= one.year_to]
    return own if own in holding or not holding else holding[0]


def register_campaign(pack: str) -> str:
    """Name what the registers of a pack are filed under."""
    return f"register:{pack}"


def spread(pack: Pack, written: Iterable[Derivation]) -> tuple[Derivation, ...]:
    """Give derivations one by one: `*` in a row stands for every row that no other line names.

    The value of an axis may be spoken of as `{axis}` in `when` and `amount`.
    """
    lines = list(written)
    named = {(one.table, one.row, one.field) for one in lines if _EVERY not in one.row}
    found: list[Derivation] = []
    for one in lines:
        table = pack.tables_by_id.get(one.table)
        if table is None:
            continue
        pattern = parse_key(one.row)
        for row in dict.fromkeys(target_rows(table)):
            key = parse_key(row)
            if len(key) != len(pattern) or (_EVERY in pattern and (one.table, row, one.field) in named):
                continue
            if all(wanted in (part, _EVERY) for wanted, part in zip(pattern, key, strict=True)):
                values = dict(zip(table.axes, key, strict=True))
                when, amount = _filled(one.when, values), _filled(one.amount, values)
                found.append(replace(one, row=row, when=when, amount=amount))
    return tuple(found)


def asked_of(derivation: Derivation) -> tuple[str, ...]:
    """Give what a derivation asks of each row: the parts of `when` joined by and, then `amount`."""
    return (*conditions(derivation.when), *filter(None, [derivation.amount]))


def conditions(when: str) -> tuple[str, ...]:
    """Cut a condition at its outermost `and`, so that derivations share the parts they have in common."""
    if not when:
        return ()
    try:
        return tuple(write(part) for part in _joined_by_and(parse(when)))
    except Refused:
        return (when,)  # the engine says what is wrong with it


def _joined_by_and(tree: Tree) -> tuple[Tree, ...]:
    if isinstance(tree, Binary) and tree.op == "and":
        return (*_joined_by_and(tree.left), *_joined_by_and(tree.right))
    return (tree,)


def carried(pack: Pack, written: Iterable[Derivation]) -> tuple[Derivation, ...]:
    """Choose the lines that say what a register takes over from that of the year before.

    Their target is a register; without `amount` the field keeps its value.
    """
    kept = {table.id for form in pack.register_forms for table in form.tables}
    return tuple(replace(one, amount=one.amount or one.field) for one in written if one.table in kept)


def target_rows(table: Table) -> tuple[str, ...]:
    """Name the rows of a fixed table as derivations do: the axis of years says `{year}`."""
    years = table.axes.index(YEAR) if YEAR in table.axes else -1
    rows = ["|".join((*row.key[:years], _YEAR_HERE, *row.key[years + 1 :])) for row in table.rows]
    return tuple(dict.fromkeys(rows)) if years >= 0 else tuple("|".join(row.key) for row in table.rows)


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _of_year(one: Derivation, year: int) -> Derivation:
    texts = {name: getattr(one, name).replace(_YEAR_HERE, str(year)) for name in ("row", "when", "amount")}
    return replace(one, **texts)


def _for_year(pack: Pack, year: int, standard: Standard | None) -> Campaign:
    identity, parameters = register_campaign(pack.id), {YEAR: str(year)}
    if pack.campaign is None:
        held = standard.id if standard else ""
        return Campaign(identity, pack.title, held, (str(year),), str(year), "", {}, parameters)
    return replace(
        pack.campaign,
        id=identity,
        standard=standard.id if standard else pack.campaign.standard,
        parameters={**pack.campaign.parameters, **parameters},
    )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
