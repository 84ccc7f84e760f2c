"""What was typed in the place of a unit, as its package says it: who typed it, from what, on what basis.

in_place_units(desk)     every unit whose figures that count now were typed for it, by code
passed_on(desk), scans(desk)   what of it the next package upward carries
demand_in_place(report)  refuses a package that hides it, or says it of somebody else
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.received import AcceptedPackage, KeptPackage
from forms.problems import Problem
from forms.report import Attachment, PackageKind, Report
from forms.report_lists import IN_PLACE, Line
from office.desk import Desk
from office.messages import sentence

SCAN = "can-cu"
"""How the name of the scan of what such figures stand on begins."""
_PAPER = "vi"  # the language of packages
_MUST = ("unit", "way", "basis", "caller", "who", "office", "at")


@dataclass(frozen=True, slots=True)
class InPlaceSaid:
    """One line: the unit, from what it was typed, on what that stands, who typed it where and when."""

    unit: str
    way: str
    basis: str
    caller: str  # who of the unit said so
    scan: str  # name of the file, "" without one
    who: str
    office: str  # unit code
    at: str


def said_by(kept: KeptPackage) -> tuple[InPlaceSaid, ...]:
    """Give what a package that was taken in says of units that did not sign: itself, or those below."""
    lists = kept.detail.get("lists", {})
    return tuple(_read(line) for line in lists.get(IN_PLACE.id, ()))


def in_place_units(desk: Desk, accepted: Sequence[AcceptedPackage] | None = None) -> dict[str, InPlaceSaid]:
    """Give every unit whose figures that count now were typed in its place, by its code.

    `accepted`: the packages that count now, where they are at hand.
    """
    return {
        said.unit: said
        for one in (desk.received.accepted(desk.campaign_id) if accepted is None else accepted)
        for said in said_by(one.kept)
        if said.unit in one.units
    }


def passed_on(desk: Desk) -> tuple[Line, ...]:
    """Give the lines of these units for the package that goes up."""
    return tuple(_line(said) for _, said in sorted(in_place_units(desk).items()))


def scans(desk: Desk) -> tuple[tuple[Attachment, bytes], ...]:
    """Give the scans of what these lines stand on, which travel in the companion, by their names."""
    found: dict[str, tuple[Attachment, bytes]] = {}
    for one in desk.received.accepted(desk.campaign_id):
        files = one.kept.detail.get("files", {})
        for said in said_by(one.kept):
            digest = files.get(said.scan, "")
            data = desk.received.content(digest) if digest else None
            if data is not None and said.unit in one.units:
                caption = sentence("IN_PLACE_SCAN", _PAPER)
                found[said.scan] = Attachment(said.scan, len(data), digest, caption), data
    return tuple(found[name] for name in sorted(found))


def demand_in_place(report: Report) -> None:
    """Refuse a package whose lines do not say what it is.

    Raises IN_PLACE_LINE: a package typed in place without its line, a line of another unit, in a package that
    the unit signed, or of a unit whose source is its own package; a source without a revision and no line.
    """
    lines = report.lists.get(IN_PLACE.id, ())
    named = [line.get("unit", "") for line in lines]
    odd = next((line.get("unit", "?") for line in lines if not all(line.get(name) for name in _MUST)), None)
    if odd is None:
        cover = report.header
        if cover.kind is PackageKind.DISTRICT:
            right = sorted(one.unit for one in report.sources if one.revision == 0)
            deeper = {one.unit for one in report.sources if one.revision > 0}
            direct = sorted(unit for unit in named if unit in deeper or unit in right)
            odd = (
                None if direct == right and len({*named}) == len(named) else next(iter(direct or right), "?")
            )
        else:
            right = [cover.unit] if cover.kind is PackageKind.IN_PLACE else []
            odd = None if named == right else cover.unit
    if odd is not None:
        raise Problem("IN_PLACE_LINE", unit=odd)


def _read(line: Mapping[str, str]) -> InPlaceSaid:
    return InPlaceSaid(*(line.get(name, "") for name in InPlaceSaid.__dataclass_fields__))


def _line(said: InPlaceSaid) -> Line:
    told = {name: str(getattr(said, name)) for name in InPlaceSaid.__dataclass_fields__}
    return {name: text for name, text in told.items() if text}
