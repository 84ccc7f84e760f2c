"""What may be typed on a PC that works on parts of its office's answers: what was handed to it, no more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from db.parts import Parts, PartState
from forms.answers import Address
from forms.findings import Finding
from forms.pack import Form, Pack
from forms.part_scope import Scope, tables_of
from forms.problems import Problem
from office.desk import Desk

PART_PC = "part-pc"
"""A setting: this PC was set up from a part, and its office sends from another one."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The tables that may be typed into; `shown`: the forms to be seen, None for all."""

    tables: frozenset[str]
    shown: frozenset[str] | None

    def holds(self, place: Address) -> bool:
        """Tell whether a cell is locked."""
        return place.table not in self.tables

    def forms(self, forms: Iterable[Form]) -> tuple[Form, ...]:
        """Leave out the forms that are not to be seen."""
        return tuple(form for form in forms if self.shown is None or form.id in self.shown)

    def findings(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Leave out findings in forms that are not to be seen."""
        if self.shown is None:
            return found
        return tuple(one for one in found if one.place.table in self.tables)

    def demand(self, places: Iterable[Address]) -> None:
        """Refuse to change what is locked; raise PART_NOT_HANDED (place)."""
        odd = next((place for place in places if self.holds(place)), None)
        if odd is not None:
            raise Problem("PART_NOT_HANDED", place=odd if odd.field else odd.table)


def works_on_parts(desk: Desk) -> bool:
    """Tell whether this PC works on parts: its office sends from another PC."""
    if desk.office.setting(PART_PC) == "yes":
        return True
    return any(one.state is PartState.OPEN for one in Parts(desk.database).ins())


def lock_of(desk: Desk) -> Lock | None:
    """Give the lock of a desk's answers; None where everything may be typed, as in an office that sends."""
    if desk.pack.alone or not works_on_parts(desk):  # the form of another maker is nobody's part
        return None
    open_parts = [
        plain_scope(one.scope)
        for one in Parts(desk.database).ins(desk.own_submission())
        if one.state is PartState.OPEN
    ]
    forms = frozenset(form for scope, _ in open_parts for form in scope.forms)
    reasons = _reasons(desk.pack)
    handed = tables_of(desk.pack, forms)
    shown = None if any(rest for _, rest in open_parts) or not open_parts else forms
    return Lock(handed | reasons if open_parts else frozenset(), shown)


def written_scope(scope: Scope, *, rest: bool) -> str:
    """Write a scope for the data file."""
    plain = {"forms": scope.forms, "field": scope.field, "values": scope.values, "rest": rest}
    return json.dumps(plain, ensure_ascii=False)


def plain_scope(text: str) -> tuple[Scope, bool]:
    """Read a scope of the data file, and whether the other forms may be looked at."""
    plain = json.loads(text)
    return Scope(tuple(plain["forms"]), plain["field"], tuple(plain["values"])), plain["rest"]


def _reasons(pack: Pack) -> frozenset[str]:
    return frozenset(table.id for table in pack.tables_by_id.values() if table.role == "explanations")
