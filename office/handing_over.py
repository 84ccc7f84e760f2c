"""A PC that goes from one person to the next: what the last one left unfinished is told to the next first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from db.history import tables_changed_by
from db.queries import ThreadState
from forms.answers import Address
from forms.engine import OpenForms
from office.changed import changed_since_sent
from office.desk import Desk
from office.due import form_statuses
from office.in_place import begun as begun_in_place
from office.presented import open_paper
from office.queries import asked, unanswered

HANDED_SETTING = "handed_over"
"""A setting: who worked here before, and when that ended; "" once the next one has taken over. JSON."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One thing that waits: a code of what it is, how often, and the form, cell or page where it is."""

    code: str  # LEFT_DRAFTS, LEFT_FORM, LEFT_CHANGES, LEFT_QUERIES, LEFT_ASKED, LEFT_PAPER, LEFT_IN_PLACE
    count: int = 1
    what: str = ""
    cell: Address | None = None
    form: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the person before left."""

    person: str
    when: datetime
    left: tuple[Unfinished, ...]


def hand_over(desk: Desk, person: int) -> None:
    """Let another person work; raises PERSON_UNKNOWN. What the last one left is told until taken over."""
    before = desk.person
    with desk.database.writing():
        desk.choose_person(person)
        if before.id != person:
            noted = {"person": before.name, "at": desk.clock.now().isoformat()}
            desk.office.set_setting(HANDED_SETTING, json.dumps(noted, ensure_ascii=False))


def taken_over(desk: Desk) -> None:
    """Note that who works now has seen what was left."""
    desk.office.set_setting(HANDED_SETTING, "")


def handed_over(desk: Desk, open_forms: OpenForms) -> HandedOver | None:
    """Tell what the person before left; None where nobody handed over, or nothing is left.

    `open_forms`: the office's own answers as they stand.
    """
    noted = desk.office.setting(HANDED_SETTING)
    if not noted:
        return None
    plain = json.loads(noted)
    if plain["person"] == desk.person.name:
        return None
    left = tuple(_left(desk, open_forms, plain["person"]))
    return HandedOver(plain["person"], datetime.fromisoformat(plain["at"]), left) if left else None


def _left(desk: Desk, open_forms: OpenForms, person: str) -> list[Unfinished]:
    found: list[Unfinished] = []
    submission = desk.own_submission()
    drafts = desk.answers.drafts(submission)
    if drafts:
        last = max(drafts, key=lambda draft: draft.when)
        found.append(Unfinished("LEFT_DRAFTS", len(drafts), cell=last.address))
    if (paper := open_paper(desk)) is not None:
        found.append(Unfinished("LEFT_PAPER", what=paper.code, page="send"))
    open_ones = len(unanswered(desk))
    if open_ones:
        found.append(Unfinished("LEFT_QUERIES", open_ones, page="queries"))
    not_gone = sum(one.state is ThreadState.DRAFT for one in asked(desk))
    if not_gone:
        found.append(Unfinished("LEFT_ASKED", not_gone, page="queries"))
    bare = sum(one.kept is None for one in changed_since_sent(desk, open_forms))
    if bare and desk.parent is not None:
        found.append(Unfinished("LEFT_CHANGES", bare, page="send"))
    typing = begun_in_place(desk)
    found += [Unfinished("LEFT_IN_PLACE", what=one.unit.name, page="in_place") for one in typing]
    typed = tables_changed_by(desk.database, submission, person)
    for status in form_statuses(desk, open_forms):
        begun = any(table.id in typed for table in status.form.tables if table.role != "header")
        if begun and status.state in ("started", "errors"):
            what = f"{status.form.number} ({status.answered}/{status.wanted})"
            found.append(Unfinished("LEFT_FORM", status.errors, what, form=status.form.id))
    return found
