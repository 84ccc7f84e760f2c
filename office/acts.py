"""What this office decides about what it received: to be told, and done again from the kept bytes.

Whatever changes a consolidated table or a choice is noted here in the transaction that does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from db.acts import Acts, KeptAct
from office.desk import Desk


class Act(StrEnum):
    """What was decided."""

    TAKEN = "taken"  # digest, unit, revision: a package's figures entered the tables
    TAKEN_OUT = "taken-out"  # digest, unit, revision, reason; `again`: digest that counts now, "" for none
    PUT_BACK = "put-back"  # digest, unit, revision, reason: what was taken out is taken in again (TAKEN)
    ACCEPTED = "accepted"  # unit, revision, digest: locked
    CLOSED = "closed"  # unit or "", reason, basis
    REOPENED = "reopened"  # unit or "", reason, basis
    RETURNED = "returned"  # unit, revision, digest, number of queries; `asked`: each question with its words
    ASKED_CLOSED = "asked-closed"  # question, round, unit: answered well, or needs no answer any more
    ADJUSTED = "adjusted"  # the whole row
    ADJUSTMENT_ENDED = "adjustment-ended"  # id, reason
    IN_PLACE = "in-place"  # digest, unit, basis
    OWN = "own"  # digest of the office's own figures as they were sent
    CHOSEN = "chosen"  # record, decision, reason
    DUPLICATE = "duplicate"  # two records, one person or two
    RECEIPT = "receipt"  # what was sent down
    ROLES = "roles"  # person, roles
    COMPARED = "compared"  # an official decision was loaded or taken away


def note(desk: Desk, kind: Act, body: Mapping[str, Any]) -> int:
    """Note an act of who is working now; call it within the transaction of what it tells."""
    return Acts(desk.database).add(
        kind=kind.value,
        body=body,
        campaign=desk.campaign_id,
        who=desk.person.name,
        when=desk.clock.now(),
    )


def acts(desk: Desk, kind: Act | None = None) -> tuple[KeptAct, ...]:
    """List the acts of the campaign, first to last."""
    return Acts(desk.database).list(desk.campaign_id, kind.value if kind else None)
