"""What is known of one received file while it is judged, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from db.received import KeptPackage, Package, PackageStatus, UnitFigures
from exports.companion import Checked
from exports.opc import Signer, Verdict
from forms.pack import Pack
from forms.problems import Problem
from forms.report import (
    Report,
)
from office.answer import Answer
from office.clock import VIET_NAM
from office.desk import Desk
from office.older import (
    Carried,
    is_other_version,
)
from office.packs import ShelvedPack


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one file. `reason` is a code, `sentence` its words, `details` further lines."""

    file: str
    verdict: str
    reason: str
    sentence: str
    unit: str = ""
    unit_name: str = ""
    revision: int = 0
    digest: str = ""
    signer: Signer | None = None
    words: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    version: str = ""  # of the pack it was made with, where its cover could be read
    provisional: bool = False  # taken in with errors still open or forms to follow, which `details` list
    answer: Answer = field(default_factory=Answer)

    @property
    def unsure(self) -> bool:
        """Whether it was taken in without knowing if the signature was revoked."""
        return self.verdict == "taken" and self.signer is not None and self.signer.revocation == "unknown"

    def plain(self) -> dict[str, object]:
        """Give the receipt as the command line prints it."""
        return {
            "file": self.file,
            "verdict": self.verdict,
            "reason": self.reason,
            "unit": self.unit or None,
            "revision": self.revision or None,
            "digest": self.digest or None,
            "version": self.version or None,
            "provisional": self.provisional,
            "sentence": self.sentence,
            "details": list(self.details),
            "answer": self.answer.plain(),
        }


@dataclass(frozen=True, slots=True)
class SignedAs:
    """One signer of a package: who they are and what they did; `role` "preparer", "approver" or ""."""

    fingerprint: str
    person: str
    position: str
    role: str
    time: datetime | None  # as the signature says
    counts: bool  # recognised for the unit, with a good certificate

    def plain(self) -> dict[str, object]:
        """Give it as it is kept with the verdict."""
        time = self.time.isoformat() if self.time else ""
        return {
            "fingerprint": self.fingerprint,
            "person": self.person,
            "position": self.position,
            "role": self.role,
            "time": time,
            "counts": self.counts,
        }


@dataclass(frozen=True, slots=True)
class Approved:
    """How a package was approved: `kind` "two" (both signed), "paper" (one and the stamped page) or ""."""

    kind: str = ""
    signed: tuple[SignedAs, ...] = ()


class Stop(Exception):
    """The verdict on a file, with the reason and whatever was learnt of it before."""

    def __init__(self, status: PackageStatus, problem: Problem, details: Sequence[str] = ()) -> None:
        super().__init__(problem.code)
        self.status = status
        self.problem = problem
        self.details = tuple(details)


@dataclass(slots=True)
class Before:
    """What will be here when a file's turn comes, of the files that are looked at with it."""

    digests: set[str] = field(default_factory=set)
    revisions: dict[tuple[str, str], int] = field(default_factory=dict)  # by unit and campaign


@dataclass(frozen=True, slots=True)
class Files:
    """The files beside a package: what was found with it now, and which are kept here (name -> SHA-256)."""

    found: Checked = field(default_factory=lambda: Checked({}, (), ()))
    here: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """One file on its way through the questions; filled as they are answered."""

    desk: Desk
    file: str
    data: bytes
    folder: Path | None
    package: Package
    signer: Signer | None = None
    fingerprints: tuple[str, ...] = ()  # of everybody who signed
    capacity: str = ""  # in which the signer that counts signs: "", deputy, acting, preparer
    verdict: Verdict | None = None  # of the signatures
    came: datetime | None = None  # when these bytes came first; now where they were never here
    report: Report | None = None
    parts: Mapping[str, bytes] | None = None
    shelved: ShelvedPack | None = None  # the state of the pack that the file was made with
    version: str = ""  # of the pack, as the cover says
    approved: Approved = field(default_factory=Approved)
    carried: dict[str, Carried] = field(default_factory=dict)  # by unit, of a package of an older version
    before: Before = field(default_factory=Before)
    replaces: str = ""  # id of the package that it says it replaces

    @property
    def latest(self) -> int:
        """Return the revision that counts now for the sender and campaign, 0 where there is none."""
        said = self.package
        kept = self.desk.received.latest(said.unit, said.campaign)
        return max(
            kept.package.revision if kept else 0, self.before.revisions.get((said.unit, said.campaign), 0)
        )

    @property
    def received(self) -> datetime:
        """Return when the file came: signers are judged for that moment."""
        return self.came or self.desk.clock.now()

    @property
    def day(self) -> date:
        """Return the day the file came, in Viet Nam."""
        return self.received.astimezone(VIET_NAM).date()

    @property
    def pack(self) -> Pack:
        """Return the pack the file was made with, the office's own until its cover is read."""
        return (self.shelved or self.desk.shelved).pack

    @property
    def older(self) -> ShelvedPack | None:
        """Return the version the file was made with, None where it is the one at work."""
        made = self.shelved
        return made if made is not None and is_other_version(made, self.desk.shelved) else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A file and its verdict, before anything is done: the figures to take in where it may be taken in."""

    case: Case
    status: PackageStatus
    problem: Problem
    details: tuple[str, ...] = ()
    figures: Mapping[str, UnitFigures] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    earlier: tuple[KeptPackage, ...] = ()
