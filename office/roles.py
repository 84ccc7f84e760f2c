"""Who of an office may do what: named people with roles (docs/people.md).

    roles_of(desk, person)     entry, approver, reviewer, read-only: as many as one has
    may(desk, doing)           whether who works now may
    demand_may(desk, *doings)   refuse where none of them: called first by every use case that writes

A person without a note has every role, and so has whoever is alone on the list: an office begins without
any of this. There is no password: whoever is chosen at the top works under that name, and it is written down.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.offices import Person
from forms.answers import Address
from forms.problems import Problem
from office.acts import Act, note
from office.desk import Desk
from office.messages import sentence
from office.presented import Frozen, lock_on

ROLES_SETTING = "roles"
"""A setting: the roles of people, by their number; JSON."""


class Role(StrEnum):
    """What a person of the office is there for."""

    ENTRY = "entry"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    READER = "reader"


class Doing(StrEnum):
    """What is done in an office, as far as it is asked who may."""

    TYPE = "type"  # figures, texts, registers, reasons
    PREPARE = "prepare"  # the paper before the signer, the first of two signatures
    SEND = "send"  # sign and send
    RECEIVE = "receive"  # take in, take out, recognise signers
    RETURN = "return"  # ask, send back, accept
    CLOSE = "close"  # close and reopen a campaign
    ADJUST = "adjust"  # rows of adjustment, figures in place of a unit
    CHOOSE = "choose"  # models and nominees, duplicates
    KEEP = "keep"  # one's own key, addresses, folders, forms and kits that came from above
    SETTINGS = "settings"  # people, roles, packs, certificates, authorities, coming back


MAY: Mapping[Role, frozenset[Doing]] = {
    Role.ENTRY: frozenset({Doing.TYPE, Doing.PREPARE, Doing.KEEP}),
    Role.APPROVER: frozenset(
        {Doing.PREPARE, Doing.SEND, Doing.CLOSE, Doing.CHOOSE, Doing.KEEP, Doing.SETTINGS}
    ),
    Role.REVIEWER: frozenset({Doing.RECEIVE, Doing.RETURN, Doing.ADJUST, Doing.KEEP}),
    Role.READER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Looking(Frozen):
    """The lock on answers for somebody who only looks."""

    problem: Problem

    def holds(self, place: Address) -> bool:  # noqa: ARG002 - every cell
        """Tell that every cell is locked."""
        return True

    def demand(self, places: Iterable[Address]) -> None:  # noqa: ARG002 - any change
        """Refuse any change."""
        raise Problem(self.problem.code, **self.problem.details)


def roles_of(desk: Desk, person: int) -> frozenset[Role]:
    """Give a person's roles: all of them where nothing is noted, or nobody else is on the list."""
    noted = _noted(desk).get(str(person))
    if noted is None or len(desk.people()) == 1:
        return frozenset(Role)
    return frozenset(Role(one) for one in noted)


def may(desk: Desk, doing: Doing) -> bool:
    """Tell whether who works now may do it; nobody may where another program writes the data."""
    return refusal(desk, doing) is None


def refusal(desk: Desk, doing: Doing) -> Problem | None:
    """Say why who works now may not do it: OFFICE_IN_USE or ROLE_MAY_NOT; None where they may."""
    if desk.only_looks:
        return desk.database.only_reading
    person = desk.person
    if any(doing in MAY[role] for role in roles_of(desk, person.id)):
        return None
    helper = next((one.name for one in desk.people() if _may(desk, one.id, doing)), "?")
    return Problem("ROLE_MAY_NOT", who=person.name, doing=doing_said(doing, desk.language), helper=helper)


def demand_may(desk: Desk, *doings: Doing) -> None:
    """Refuse where who works now may do none of these; raises what `refusal` gives of the first."""
    refusals = [refusal(desk, doing) for doing in doings]
    problem = refusals[0]
    if problem is not None and all(refusals):
        raise Problem(problem.code, **problem.details)


def _may(desk: Desk, person: int, doing: Doing) -> bool:
    return any(doing in MAY[role] for role in roles_of(desk, person))


def give_roles(desk: Desk, person: int, roles: Collection[Role]) -> None:
    """Say what a person is there for, and note who said so.

    Raises `Problem`: ROLE_MAY_NOT, PERSON_UNKNOWN, ROLES_NONE (no role), ROLES_LAST (nobody would be left
    who may give roles).
    """
    demand_may(desk, Doing.SETTINGS)
    people = {one.id: one for one in desk.people()}
    if person not in people:
        raise Problem("PERSON_UNKNOWN")
    if not roles:
        raise Problem("ROLES_NONE", who=people[person].name)
    noted = {number: of for number, of in _noted(desk).items() if int(number) in people}
    noted[str(person)] = sorted(role.value for role in roles)
    free = people.keys() - {int(number) for number in noted}
    if not free and not any(Role.APPROVER.value in of for of in noted.values()):
        raise Problem("ROLES_LAST", who=people[person].name)
    with desk.database.writing():
        desk.office.set_setting(ROLES_SETTING, json.dumps(noted))
        note(desk, Act.ROLES, {"person": people[person].name, "roles": noted[str(person)]})


def new_person(desk: Desk, name: str, position: str = "", telephone: str = "") -> Person:
    """Put a person on the office's list; raises ROLE_MAY_NOT, NAME_MISSING."""
    demand_may(desk, Doing.SETTINGS)
    return desk.add_person(name, position, telephone)


def leave(desk: Desk, person: int) -> None:
    """Take a person off the list; raises ROLE_MAY_NOT, PERSON_UNKNOWN, ROLES_LAST."""
    demand_may(desk, Doing.SETTINGS)
    left = [one for one in desk.people() if one.id != person]
    if len(left) > 1 and not any(_may(desk, one.id, Doing.SETTINGS) for one in left):
        name = next(one.name for one in desk.people() if one.id == person)
        raise Problem("ROLES_LAST", who=name)
    desk.end_person(person)


def lock_here(desk: Desk) -> Frozen | None:
    """Give the lock of the office's answers: for somebody who only looks, or while they are presented."""
    in_place = desk.owner is not None and desk.unit.code != desk.owner.unit.code
    problem = refusal(desk, Doing.ADJUST if in_place else Doing.TYPE)
    return Looking("", problem) if problem is not None else lock_on(desk)


def role_said(role: Role, language: str) -> str:
    """Name a role."""
    return sentence(f"ROLE_{role.name}", language)


def doing_said(doing: Doing, language: str) -> str:
    """Name what is done."""
    return sentence(f"DOING_{doing.name}", language)


def _noted(desk: Desk) -> dict[str, list[str]]:
    text = desk.office.setting(ROLES_SETTING)
    return dict(json.loads(text)) if text else {}
