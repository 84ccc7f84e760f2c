"""Who may speak for a unit: what a signature's certificate counts for here, and since when no more (C26).

The register of signers is the daily trust. A certificate that a trusted authority issued counts for the unit
it names where the register says nothing of it; one that names no unit of ours, as the government's do, counts
through the register alone. What was received, or stamped by a verified timestamp, before a recognition ended
stays good: a signer is judged for that day, never for today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.signers import LOST, PREPARER, RecognisedSigner
from exports.keys import KeyHolder, certificate_facts
from exports.opc import Signer
from exports.unit_names import fits_path
from forms.pack import Pack
from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk


@dataclass(frozen=True, slots=True)
class Speaks:
    """What a signer counts for.

    `line`: the line of the register by which it counts for the unit; `counts` without one: by the authority
    that issued the certificate. `others`: units it counts for instead. `ended`: the line of this unit that
    had ended by that day.
    """

    counts: bool
    line: RecognisedSigner | None = None
    others: tuple[str, ...] = ()
    ended: RecognisedSigner | None = None


def speaks(desk: Desk, signer: Signer, unit: str, received: date) -> Speaks:
    """Say whether a signer's certificate counts for a unit in what was received on a day.

    A verified timestamp moves the day back. A recognition may be younger than the file: a first package
    waits for it. Whether the certificate itself is good (`signer.trusted`) is another question.
    """
    on = day_of(signer, received)
    lines = [one for one in desk.signers.list() if one.fingerprint == signer.fingerprint]
    good = [one for one in lines if one.holds(on, desk.clock.today())]
    line = next((one for one in reversed(good) if one.unit == unit), None)
    if line is not None:
        return Speaks(counts=True, line=line)
    ended = next((one for one in reversed(lines) if one.unit == unit and one.has_ended(on)), None)
    if ended is not None:
        return Speaks(counts=False, ended=ended)
    if good:
        return Speaks(counts=False, others=tuple(one.unit for one in good))
    if not signer.trusted or signer.unit is None:
        return Speaks(counts=False)
    if fits_path(signer.path, path_of(desk.pack, unit)):
        return Speaks(counts=True)
    return Speaks(counts=False, others=(signer.unit,))


def only_prepares(desk: Desk, fingerprint: str, unit: str) -> bool:
    """Tell whether the register knows a signer of a unit as one who only prepares (docs/decisions/0018)."""
    found = desk.signers.find(fingerprint, desk.clock.today())
    return any(one.unit == unit and one.capacity == PREPARER for one in found)


def demand_speaks(desk: Desk, key: KeyHolder) -> None:
    """Refuse to sign what speaks for this office with a key that only prepares: SIGNS_PREPARER."""
    facts = certificate_facts(key.certificate)
    if only_prepares(desk, facts.fingerprint, desk.unit.code):
        raise Problem("SIGNS_PREPARER", person=facts.person)


def no_more(line: RecognisedSigner) -> Problem:
    """Say that a signer's recognition has ended: SIGNER_LOST for a key told as lost, else SIGNER_ENDED."""
    if line.end_kind == LOST:
        return Problem("SIGNER_LOST", person=line.person)
    last = line.until or line.since
    return Problem("SIGNER_ENDED", person=line.person, day=f"{last:%d/%m/%Y}")


def path_of(pack: Pack, unit: str) -> tuple[str, ...]:
    """Give a unit's code and those of the units above it, the nearest first, as certificates name them."""
    codes: list[str] = []
    here = pack.units_by_code.get(unit)
    while here is not None and here.code not in codes:
        codes.append(here.code)
        here = pack.units_by_code.get(here.parent)
    return tuple(codes)


def day_of(signer: Signer, received: date) -> date:
    """Give the day a signer is judged for: that of a verified timestamp, else of the receipt."""
    if signer.time_source == "timestamp" and signer.time is not None:
        return min(received, signer.time.astimezone(VIET_NAM).date())
    return received
