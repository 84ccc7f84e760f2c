"""A nil return: "we have nothing to report", with its reason and basis, as a signed package of its own.

    checked(desk, nil) -> Nil          what the approver says, in form
    lines_of(desk, nil)                how it travels: the list `nil` of the package
    said_by(kept) -> NilSaid           what a package that was taken in says; None for one with figures
    nil_units(desk)                    every unit that has nothing to report, by code

It counts as received like any report; a later report replaces it, and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.received import KeptPackage
from forms.basis import Basis, basis_of, demand
from forms.letters import normalise
from forms.problems import Problem
from forms.report import PackageKind, Report
from forms.report_lists import NIL, Line
from office.basis_words import basis_said
from office.desk import Desk

MOST_REASON = 300
"""Characters of the reason."""
_PAPER = "vi"  # the language of packages


@dataclass(frozen=True, slots=True)
class Nil:
    """Why there is nothing to report, and on what that stands."""

    reason: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class NilSaid:
    """A nil return as it came: of which unit, why, its basis in words."""

    unit: str
    reason: str
    basis: str


def checked(desk: Desk, nil: Nil) -> Nil:
    """Bring a nil return into form.

    Raises NIL_ABOVE (an office that passes figures on), NIL_BESIDE (what goes beside the report is simply not
    sent), NIL_REASON, REASON_LONG and what `forms.basis.demand` raises.
    """
    if desk.has_below:
        raise Problem("NIL_ABOVE")
    if desk.pack.part_of:
        raise Problem("NIL_BESIDE")
    reason = normalise(nil.reason)
    if not reason:
        raise Problem("NIL_REASON")
    if len(reason) > MOST_REASON:
        raise Problem("REASON_LONG", place=NIL.id, limit=MOST_REASON)
    return Nil(reason, demand(nil.basis, desk.clock.today()))


def plain(nil: Nil) -> dict[str, Any]:
    """Give it as it is kept while a paper or a package waits."""
    return {"reason": nil.reason, "basis": nil.basis.plain()}


def read_plain(told: object) -> Nil:
    """Read what `plain` gave; raise NIL_UNREADABLE, or BASIS_UNREADABLE."""
    if not isinstance(told, dict) or set(told) != {"reason", "basis"} or not isinstance(told["reason"], str):
        raise Problem("NIL_UNREADABLE")
    if not isinstance(told["basis"], dict):
        raise Problem("NIL_UNREADABLE")
    return Nil(told["reason"], basis_of(told["basis"]))


def lines_of(desk: Desk, nil: Nil) -> tuple[Line, ...]:
    """Give the list that a nil return carries."""
    return (
        {
            "unit": desk.unit.code,
            "reason": nil.reason,
            "basis": basis_said(nil.basis, _PAPER),
        },
    )


def demand_nil(report: Report) -> None:
    """Refuse a package that is a nil return and does not look like one, or the other way round.

    Raises NIL_FIGURES (figures or lists in a nil return), NIL_REASON (no line with a reason), NIL_STRANGER (a
    line of a unit whose package this is not).
    """
    told = report.lists.get(NIL.id, ())
    if report.header.kind is PackageKind.NIL:
        beside = report.lists.keys() - {NIL.id, "replies"}
        if report.tables or report.states or report.open_errors or report.to_follow or beside:
            raise Problem("NIL_FIGURES", unit=report.header.unit)
        if len(told) != 1 or not told[0].get("reason"):
            raise Problem("NIL_REASON")
        if told[0].get("unit") != report.header.unit:
            raise Problem("NIL_STRANGER", unit=told[0].get("unit", "?"))
    elif told and report.header.kind is not PackageKind.DISTRICT:
        raise Problem("NIL_FIGURES", unit=report.header.unit)


def nil_in(report: Report) -> frozenset[str]:
    """Name the units of which a package says that there is nothing to report."""
    return frozenset(line.get("unit", "") for line in report.lists.get(NIL.id, ()))


def said_by(kept: KeptPackage) -> tuple[NilSaid, ...]:
    """Give what a package that was taken in says of units with nothing to report: itself, or those below."""
    lists = kept.detail.get("lists", {})
    found = lists.get(NIL.id, ()) if isinstance(lists, Mapping) else ()
    return tuple(NilSaid(one.get("unit", ""), one.get("reason", ""), one.get("basis", "")) for one in found)


def nil_units(desk: Desk) -> dict[str, NilSaid]:
    """Give every unit whose package that counts now says that there is nothing to report, by its code."""
    return {
        said.unit: said
        for one in desk.received.accepted(desk.campaign_id)
        for said in said_by(one.kept)
        if said.unit in one.units
    }


def passed_on(desk: Desk) -> tuple[Line, ...]:
    """Give the lines of units below with nothing to report, for the package that goes up."""
    return tuple(
        {"unit": said.unit, "reason": said.reason, "basis": said.basis}
        for _, said in sorted(nil_units(desk).items())
    )
