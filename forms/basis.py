"""On what an act stands: a document, or an oral instruction of somebody on a day.

Whoever changes a figure that was sent already, types in place of a unit, adjusts, closes or reopens says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms.letters import normalise
from forms.problems import Problem

MOST_TEXT = 200
"""Characters of a number or of a name."""


class BasisKind(StrEnum):
    """What kind of basis it is."""

    DOCUMENT = "document"
    ORAL = "oral"


@dataclass(frozen=True, slots=True)
class Basis:
    """`number`: of the document; `whom`: whose oral instruction it was; `day`: of the one or the other."""

    kind: BasisKind
    day: date
    number: str = ""
    whom: str = ""

    def plain(self) -> dict[str, str]:
        """Give it as it is kept and as it travels; what is blank is left out."""
        told = {
            "kind": self.kind.value,
            "day": self.day.isoformat(),
            "number": self.number,
            "whom": self.whom,
        }
        return {name: text for name, text in told.items() if text}


def demand(basis: Basis, today: date) -> Basis:
    """Bring a basis into form.

    Raises `Problem`: BASIS_NUMBER (a document without number), BASIS_WHOM (an oral instruction of nobody),
    BASIS_LONG (over 200 characters), BASIS_DAY (a day still to come).
    """
    number, whom = normalise(basis.number), normalise(basis.whom)
    if basis.kind is BasisKind.DOCUMENT and not number:
        raise Problem("BASIS_NUMBER")
    if basis.kind is BasisKind.ORAL and not whom:
        raise Problem("BASIS_WHOM")
    if max(len(number), len(whom)) > MOST_TEXT:
        raise Problem("BASIS_LONG", most=MOST_TEXT)
    if basis.day > today:
        raise Problem("BASIS_DAY", day=f"{basis.day:%d/%m/%Y}")
    return Basis(basis.kind, basis.day, number, whom)


def basis_of(plain: Mapping[str, str]) -> Basis:
    """Read a basis as `plain` gave it; raise `Problem("BASIS_UNREADABLE")`."""
    try:
        return Basis(
            BasisKind(plain["kind"]),
            date.fromisoformat(plain["day"]),
            plain.get("number", ""),
            plain.get("whom", ""),
        )
    except (KeyError, ValueError) as broken:
        raise Problem("BASIS_UNREADABLE") from broken
