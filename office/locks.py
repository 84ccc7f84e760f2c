"""What is locked here, as it follows from the office's log of acts: the last word about a unit holds.

A campaign that was closed, or a unit whose data were accepted, takes in nothing new until it is reopened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.acts import Acts, KeptAct
from db.received import KeptPackage, PackageStatus
from forms.basis import Basis, basis_of
from office.acts import Act
from office.desk import Desk

_KINDS = (Act.CLOSED, Act.REOPENED, Act.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Lock:
    """Why packages wait: the campaign is closed, or a unit's data are accepted (`accepted`, `revision`)."""

    accepted: bool
    who: str
    when: datetime
    reason: str = ""
    basis: Basis | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class LockAct:
    """One act of closing, reopening or accepting, for the list; `unit` is "" for all."""

    kind: Act
    unit: str
    who: str
    when: datetime
    reason: str
    basis: Basis | None
    revision: int

    @property
    def lock(self) -> Lock | None:
        """Give what it locks; None for a reopening."""
        if self.kind is Act.REOPENED:
            return None
        accepted = self.kind is Act.ACCEPTED
        return Lock(accepted, self.who, self.when, self.reason, self.basis, self.revision)


def lock_acts(desk: Desk) -> tuple[LockAct, ...]:
    """List every closing, reopening and accepting of the campaign, first to last."""
    office = desk.owner or desk  # what travels beside the report is closed with it
    kept = Acts(office.database)
    found = [act for kind in _KINDS for act in kept.list(office.campaign_id, kind.value)]
    return tuple(_read(act) for act in sorted(found, key=lambda act: act.id))


def lock_of(desk: Desk, unit: str) -> Lock | None:
    """Say why a package of a unit would wait; None where it would not.

    Accepted data stay accepted until that very unit is reopened, also where the campaign is opened again.
    """
    done = lock_acts(desk)
    about = [act for act in done if act.unit == unit]
    accepted = about[-1].lock if about else None
    if accepted is not None:
        return accepted
    closed = [act for act in done if act.unit in ("", unit)]
    return closed[-1].lock if closed else None


def left_waiting(desk: Desk) -> tuple[KeptPackage, ...]:
    """Give the packages that wait though nothing is locked: the program ended before they were judged."""
    held = desk.received.packages(direction="received", status=PackageStatus.WAITING_REOPENING)
    return tuple(kept for kept in held if lock_of(desk, kept.package.unit) is None)


def campaign_lock(desk: Desk) -> Lock | None:
    """Say whether the campaign is closed here as a whole; a unit may be reopened all the same."""
    about = [act for act in lock_acts(desk) if not act.unit]
    return about[-1].lock if about else None


def _read(act: KeptAct) -> LockAct:
    body = act.body
    basis = basis_of(body["basis"]) if body.get("basis") else None
    return LockAct(
        Act(act.kind),
        body["unit"],
        act.who,
        act.at,
        body.get("reason", ""),
        basis,
        int(body.get("revision", 0)),
    )
