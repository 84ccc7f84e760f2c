"""Receipts: one signed file tells every unit below which of its packages came, and what became of each.

    write(desk, unlock, folder) -> Path        of all units and all their packages, without personal data
    lines_of(answer) -> tuple[ReceiptLine]     what such a file says, strictly
    ours(desk, answer)                         the lines of packages that this office sent
    not_ours(desk, answer)                     those of packages that its data know nothing of
    take(desk, answer)                         keep them with these packages (`office.passage` tells them)

A later file says everything anew, so that one that was lost does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from db.received import KeptPackage, PackageStatus
from exports.carriers import deliver, demand_folder, taken_back
from forms.problems import Problem
from office.acts import Act, note
from office.desk import Desk
from office.downward import Answer, AnswerKind, Outgoing, issue
from office.return_file import YEARS
from office.roles import Doing, demand_may
from office.signing_keys import Unlock, opened, remember_key

HOW: Final = "receipt"
"""How a sent package was said to be received: by a signed receipt."""

_TOLD: Final = (
    PackageStatus.TAKEN,
    PackageStatus.SUPERSEDED,
    PackageStatus.WAITING_SIGNER,
    PackageStatus.REFUSED,
    PackageStatus.FORKED,
    PackageStatus.TAKEN_OUT,
    PackageStatus.WAITING_REOPENING,
)
_FIELDS: Final = frozenset(
    ("unit", "campaign", "revision", "sequence", "digest", "status", "reason", "received")
)
_MOST: Final = 50_000  # lines of a file
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_CODE: Final = re.compile(r"[A-Z0-9_]{0,60}")
_MOST_TEXT: Final = 60  # characters of a unit's or a campaign's code


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One package as the office above has it. `reason`: the code of a refusal, or of what it waits for."""

    unit: str
    campaign: str
    revision: int
    sequence: int
    digest: str  # SHA-256 hex of the package's bytes
    status: PackageStatus
    reason: str
    received: datetime

    def plain(self) -> dict[str, Any]:
        """Give the line as it travels."""
        return {
            "unit": self.unit,
            "campaign": self.campaign,
            "revision": self.revision,
            "sequence": self.sequence,
            "digest": self.digest,
            "status": self.status.value,
            "reason": self.reason,
            "received": self.received.isoformat(timespec="seconds"),
        }


def receipts_of(desk: Desk) -> tuple[ReceiptLine, ...]:
    """Say what became of each package of the units below: the last word on each file, by unit and revision.

    Whatever no unit below can have made, as its cover could not be read, is left out.
    """
    found: dict[str, ReceiptLine] = {}
    for kept in desk.received.packages(direction="received"):
        said = kept.package
        if kept.status in _TOLD and said.revision > 0 and desk.below(said.unit):
            found[said.digest] = _line(kept)
    return tuple(sorted(found.values(), key=lambda one: (one.unit, one.campaign, one.revision, one.digest)))


def _line(kept: KeptPackage) -> ReceiptLine:
    said = kept.package
    told = kept.status not in (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    return ReceiptLine(
        said.unit,
        said.campaign,
        said.revision,
        said.sequence,
        said.digest,
        kept.status,
        kept.reason if told else "",
        kept.received_at,
    )


def write(desk: Desk, *, unlock: Unlock, folder: Path) -> Path:
    """Sign the receipts of all units and write the file into a folder, to be carried down.

    Raises FOLDER_MISSING, RECEIPTS_NONE (nothing came yet), what `opened` and `deliver` do, and what who
    works now may not do; then no number is used up.
    """
    demand_may(desk, Doing.RECEIVE)
    demand_folder(folder)
    lines = receipts_of(desk)
    if not lines:
        raise Problem("RECEIPTS_NONE")
    with opened(desk, unlock) as key, taken_back() as written, desk.database.writing():
        content = {"receipts": [one.plain() for one in lines]}
        issued = issue(desk, key, Outgoing(AnswerKind.RECEIPTS, content))
        remember_key(desk, unlock, key)
        note(desk, Act.RECEIPT, {"number": issued.number, "digest": issued.digest, "lines": len(lines)})
        path = deliver(issued.data, folder, issued.name)
        written.append(path)
    return path


# --- at the office that sent ---------------------------------------------------------------------


def lines_of(answer: Answer) -> tuple[ReceiptLine, ...]:
    """Read a file of receipts strictly; raise DOWN_FORMAT naming the line."""
    told = answer.content.get("receipts")
    if set(answer.content) != {"receipts"} or not isinstance(told, list) or len(told) > _MOST:
        raise Problem("DOWN_FORMAT", where="receipts")
    lines = tuple(_read(one, number) for number, one in enumerate(told, start=1))
    if len({one.digest for one in lines}) < len(lines):  # two words on one package: neither holds
        raise Problem("DOWN_FORMAT", where="digest")
    return lines


def _read(told: object, number: int) -> ReceiptLine:
    wrong = Problem("DOWN_FORMAT", where=f"receipts[{number}]")
    if not isinstance(told, Mapping) or set(told) != _FIELDS:
        raise wrong
    texts = {name: told[name] for name in _FIELDS - {"revision", "sequence"}}
    counts = (told["revision"], told["sequence"])
    if any(not isinstance(text, str) for text in texts.values()) or any(
        type(one) is not int for one in counts
    ):
        raise wrong
    if not _DIGEST.fullmatch(told["digest"]) or not _CODE.fullmatch(told["reason"]) or min(counts) < 0:
        raise wrong
    if max(len(told["unit"]), len(told["campaign"])) > _MOST_TEXT:
        raise wrong
    try:
        status, received = PackageStatus(told["status"]), datetime.fromisoformat(told["received"])
    except ValueError:
        raise wrong from None
    if status not in _TOLD or received.utcoffset() != timedelta(0) or received.year not in YEARS:
        raise wrong
    return ReceiptLine(
        told["unit"],
        told["campaign"],
        told["revision"],
        told["sequence"],
        told["digest"],
        status,
        told["reason"],
        received,
    )


def ours(desk: Desk, answer: Answer) -> tuple[tuple[KeptPackage, ReceiptLine], ...]:
    """Pick the receipts of packages that this office sent, in the order in which they were sent."""
    lines = {one.digest: one for one in lines_of(answer) if one.unit == desk.unit.code}
    sent = desk.received.packages(direction="sent", unit=desk.unit.code)
    return tuple((kept, lines[kept.package.digest]) for kept in sent if kept.package.digest in lines)


def not_ours(desk: Desk, answer: Answer) -> tuple[ReceiptLine, ...]:
    """Pick the receipts of packages of this unit that this office's data know nothing of.

    They were sent from another PC, or after the copy that was brought back here; what was refused may be any
    damaged copy and is left out.
    """
    sent = {kept.package.digest for kept in desk.received.packages(direction="sent", unit=desk.unit.code)}
    return tuple(
        one
        for one in lines_of(answer)
        if one.unit == desk.unit.code and one.digest not in sent and one.status is not PackageStatus.REFUSED
    )


def take(desk: Desk, answer: Answer) -> int:
    """Keep the receipts of this office's packages; say how many. Part of the transaction of taking it in."""
    found = ours(desk, answer)
    for kept, line in found:
        desk.received.keep_receipt(
            kept.id,
            who=answer.issuer,
            how=HOW,
            detail={
                "number": answer.number,
                "answer": answer.digest,
                "made": answer.made.isoformat(),
                "status": line.status.value,
                "reason": line.reason,
                "received": line.received.isoformat(),
            },
            when=desk.clock.now(),
        )
    return len(found)
