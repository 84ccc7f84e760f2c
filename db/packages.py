"""What is told of a kept package: what it says of itself, its verdicts, receipts and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from forms.answers import Address, Rows, State, Value


class PackageStatus(StrEnum):
    """What became of a package."""

    SENT = "sent"
    TAKEN = "taken"
    WAITING_SIGNER = "waiting-signer"
    REFUSED = "refused"
    SUPERSEDED = "superseded"  # a newer revision was taken, before it or after it
    ALREADY_HERE = "already-here"
    FORKED = "forked"
    TAKEN_OUT = "taken-out"  # its figures left the tables again, by a decision
    WAITING_REOPENING = "waiting-reopening"  # the campaign or the unit is closed here


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself; of a file that could not be read only digest, name and direction."""

    direction: str  # "sent" | "received"
    digest: str  # SHA-256 hex of the file's bytes
    name: str
    kind: str = ""
    campaign: str = ""
    unit: str = ""
    recipient: str = ""
    package_id: str = ""
    revision: int = 0
    sequence: int = 0
    previous_digest: str = ""


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """A package as it is kept. `detail`: signers, trust at receipt, or whatever explains the verdict."""

    id: int
    package: Package
    size: int  # bytes
    status: PackageStatus
    reason: str  # code of a refusal, "" otherwise
    detail: Mapping[str, Any]
    received_at: datetime  # or sent at


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement of a package."""

    status: PackageStatus
    reason: str
    detail: Mapping[str, Any]
    who: str
    when: datetime


CAME_AGAIN = "came again"
"""How a received package is noted that was handed in once more."""


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """That the receiver said "received": on a signed receipt, by telephone, on a slip."""

    package: int
    who: str
    how: str
    detail: Mapping[str, Any]
    when: datetime


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's figures as accepted: typed and computed values, states, what arrived for computed cells."""

    tables: Mapping[str, Rows] = field(default_factory=dict)
    states: Mapping[Address, State] = field(default_factory=dict)
    stated: Mapping[Address, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AcceptedPackage:
    """A package whose figures are the current ones of `units`."""

    kept: KeptPackage
    units: tuple[str, ...]
