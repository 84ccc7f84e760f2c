"""Courier control: which signed files of a unit came, which are missing, out of order, replayed or forked.

    courier(desk, unit) -> Trail           one unit's files by their number, and what is odd
    findings(desk) -> tuple[Finding, ...]  what is odd with any unit below

Each signed file of a unit to this office has a number and the digest of the file before it, whatever campaign
and route it is of (docs/package-format.md, section 4). What two files of one number mean: `office.forks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from db.courier import handed_in_again
from db.received import KeptPackage, PackageStatus
from exports.keys import fingerprint_words
from forms.problems import Problem
from forms.report import PackageKind
from office.case_verdict import unit_name
from office.clock import VIET_NAM
from office.desk import Desk
from office.messages import sentence
from office.practice_mark import is_practice
from office.routed import route_title

_NOT_THE_UNITS: Final = ("SIGNER_", "CERT_", "NOT_BELOW", "OTHER_RECIPIENT", "REVOKED")
"""Reasons of refusals of files that somebody else may have made in the unit's name."""
_WIDEST: Final = 50
"""Missing numbers that are shown one by one before one that is here."""


class Trouble(StrEnum):
    """What is odd about a number."""

    FORKED = "forked"  # two files of one number, or of one revision
    CHAIN = "chain"  # it follows another file than the one before it that is here
    MISSING = "missing"
    ORDER = "order"  # it came after a file with a higher number
    AGAIN = "again"  # the very same file came once more


TONES: Final = {
    Trouble.FORKED: "error",
    Trouble.CHAIN: "error",
    Trouble.MISSING: "warning",
    Trouble.ORDER: "note",
    Trouble.AGAIN: "note",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of the unit that came. `what`: in words, which sending it is."""

    number: int
    kept: KeptPackage
    again: int  # how often the same file came once more
    last: datetime | None = None  # when it came again last
    what: str = ""  # where one unit is looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd, in one sentence that says what to do; `digests`: of the files it is about."""

    trouble: Trouble
    unit: str
    unit_name: str
    number: int
    sentence: str
    digests: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """Say how it is coloured."""
        return TONES[self.trouble]


@dataclass(frozen=True, slots=True)
class Trail:
    """One unit's files by their number; where none came of a number, `carried` has none."""

    unit: str
    unit_name: str
    steps: tuple[tuple[int, tuple[Carried, ...]], ...]
    findings: tuple[Finding, ...]


def courier(desk: Desk, unit: str) -> Trail:
    """Look at the files of one unit, first number first; raise NOT_BELOW for a unit that sends elsewhere."""
    if not desk.below(unit):
        raise Problem("NOT_BELOW", unit=unit)
    packages = desk.received.packages(direction="received", unit=unit)
    trail = _trail(desk, unit, packages, handed_in_again(desk.database))
    steps = tuple(
        (number, tuple(replace(one, what=what_it_is(desk, one.kept)) for one in files))
        for number, files in trail.steps
    )
    return replace(trail, steps=steps)


def findings(desk: Desk) -> tuple[Finding, ...]:
    """Say what is odd about the files of every unit below, what matters most first."""
    by_unit: dict[str, list[KeptPackage]] = {}
    for kept in desk.received.packages(direction="received"):
        by_unit.setdefault(kept.package.unit, []).append(kept)
    again = handed_in_again(desk.database)
    found = [
        one
        for unit, packages in by_unit.items()
        if desk.below(unit)
        for one in _trail(desk, unit, packages, again).findings
    ]
    order = list(Trouble)
    return tuple(sorted(found, key=lambda one: (order.index(one.trouble), one.unit, one.number)))


def _trail(
    desk: Desk,
    unit: str,
    packages: Iterable[KeptPackage],
    again: Mapping[int, tuple[int, datetime]],
) -> Trail:
    carried = [
        Carried(kept.package.sequence, kept, *again.get(kept.id, (0, None)))
        for kept in _of_the_unit(desk, packages)
    ]
    by_number: dict[int, list[Carried]] = {}
    for one in carried:
        by_number.setdefault(one.number, []).append(one)
    steps = tuple((number, tuple(by_number.get(number, ()))) for number in _numbers(by_number))
    told = _Telling(desk, unit, carried, dict(steps))
    found = (*told.forked(), *told.chain(), *told.missing(), *told.order(), *told.again())
    return Trail(unit, told.name, steps, found)


def _numbers(here: Iterable[int]) -> Iterator[int]:
    """Give the numbers that are here and those that are missing before them; of a wide gap only its end."""
    last = 0
    for number in sorted(here):
        yield from range(max(last + 1, number - _WIDEST), number + 1)
        last = number


def _of_the_unit(desk: Desk, packages: Iterable[KeptPackage]) -> list[KeptPackage]:
    """Leave out what somebody else may have made: unsigned, or signed by no one who counts for the unit.

    Of one file that was judged more than once, the last verdict.
    """
    found: dict[str, KeptPackage] = {}
    for kept in packages:
        said = kept.package
        strange = kept.status is PackageStatus.REFUSED and kept.reason.startswith(_NOT_THE_UNITS)
        ours = said.recipient == desk.unit.code and said.sequence > 0 and not is_practice(said.campaign)
        if ours and not strange and kept.detail.get("fingerprint"):
            found[said.digest] = kept
    return sorted(found.values(), key=lambda kept: kept.id)


def what_it_is(desk: Desk, kept: KeptPackage) -> str:
    """Say in words what a file carries: "lần gửi 2", what goes beside the report, nothing to report."""
    said = kept.package
    route = route_title(desk.pack, said.campaign, desk.language)
    code = "COURIER_NIL" if said.kind == PackageKind.NIL else "COURIER_BESIDE" if route else "COURIER_REPORT"
    other = "" if route or said.campaign == desk.campaign_id else said.campaign
    return sentence(code, desk.language, title=route, revision=said.revision, campaign=other).strip()


class _Telling:
    """Looks for each trouble in turn among the files of one unit."""

    def __init__(
        self, desk: Desk, unit: str, carried: Sequence[Carried], steps: dict[int, tuple[Carried, ...]]
    ) -> None:
        self._desk, self._unit, self._carried, self._steps = desk, unit, carried, steps
        self.name = unit_name(desk, unit)

    def _found(self, trouble: Trouble, number: int, digests: Sequence[str], **details: object) -> Finding:
        words = sentence(
            f"COURIER_{trouble.name}", self._desk.language, unit=self.name, number=number, **details
        )
        return Finding(trouble, self._unit, self.name, number, words, tuple(digests))

    def forked(self) -> list[Finding]:
        """Tell numbers, and revisions of one campaign, that more than one file has."""
        found = [
            self._found(Trouble.FORKED, number, [one.kept.package.digest for one in files])
            for number, files in self._steps.items()
            if len(files) > 1
        ]
        told = {digest for one in found for digest in one.digests}
        revisions: dict[tuple[str, int], list[Carried]] = {}
        for one in self._carried:
            revisions.setdefault((one.kept.package.campaign, one.kept.package.revision), []).append(one)
        for files in revisions.values():
            digests = [one.kept.package.digest for one in files]
            if len(files) > 1 and not told.issuperset(digests):
                found.append(self._found(Trouble.FORKED, files[0].number, digests))
        return found

    def chain(self) -> list[Finding]:
        """Tell files that name another file before them than the one that is here."""
        found = []
        for one in self._carried:
            before = {each.kept.package.digest for each in self._steps.get(one.number - 1, ())}
            named = one.kept.package.previous_digest
            first = one.number == 1 and bool(named)
            if first or (before and named not in before):
                digests = (one.kept.package.digest, *sorted(before))
                found.append(self._found(Trouble.CHAIN, one.number, digests, before=one.number - 1))
        return found

    def missing(self) -> list[Finding]:
        """Tell numbers of which no file came; the file after it may name its digest."""
        found = []
        for number, files in self._steps.items():
            if files:
                continue
            after = self._steps.get(number + 1, ())
            named = next((one.kept.package.previous_digest for one in after), "")
            words = " ".join(fingerprint_words(named)) if named else ""
            told = sentence("COURIER_WORDS", self._desk.language, words=words) if words else ""
            found.append(self._found(Trouble.MISSING, number, (), words=told))
        return found

    def order(self) -> list[Finding]:
        """Tell files that came after one with a higher number."""
        found, highest = [], 0
        for one in self._carried:
            if one.number < highest:
                digests = (one.kept.package.digest,)
                found.append(self._found(Trouble.ORDER, one.number, digests, after=highest))
            highest = max(highest, one.number)
        return found

    def again(self) -> list[Finding]:
        """Tell files that came more than once."""
        return [
            self._found(
                Trouble.AGAIN,
                one.number,
                (one.kept.package.digest,),
                times=one.again,
                day=_day(one.last),
            )
            for one in self._carried
            if one.last is not None
        ]


def counted(found: Iterable[Finding]) -> Counter[Trouble]:
    """Count findings by what is odd."""
    return Counter(one.trouble for one in found)


def _day(when: datetime) -> str:
    return f"{when.astimezone(VIET_NAM):%d/%m/%Y}"
