"""How many signatures a campaign asks for, and which signer of a package prepared it and which approved it.

Order and number of the signatures in a file are not protected: anyone may put a further one on, and a
signature says nothing of the others. So nothing follows from "first" and "second". Who prepared and who
approved stands in the content, which every signer signed (BM-00 c12 and c15), and the register of signers
may add that somebody only prepares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from db.signers import PREPARER
from forms.letters import fold
from forms.pack import Campaign
from forms.problems import Problem
from forms.report import Header

PARAMETER = "signatures"


class Signatures(StrEnum):
    """What a campaign asks of a package; PAPER allows one signature and a scan of the stamped page."""

    ONE = "1"
    TWO = "2"
    PAPER = "paper"


class Role(StrEnum):
    """What a signer did, as the cover names them."""

    PREPARER = "preparer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A signer as far as roles go: by which names they are known, and their capacity in the register."""

    fingerprint: str
    names: tuple[str, ...]
    capacity: str = ""


def signatures_asked(campaign: Campaign | None) -> Signatures:
    """Read the campaign's parameter `signatures`; one where it says nothing. Raises SIGNATURES_PARAMETER."""
    text = campaign.parameters.get(PARAMETER, Signatures.ONE) if campaign else Signatures.ONE
    try:
        return Signatures(text)
    except ValueError:
        raise Problem("SIGNATURES_PARAMETER", text=text) from None


def roles(header: Header, signers: Iterable[Candidate]) -> Mapping[str, Role]:
    """Find one signer who prepared and another who approved: fingerprint -> role; both, or as many as fit."""
    known = {one.fingerprint: one for one in signers}
    may = {
        Role.PREPARER: [one for one in known.values() if named(header.preparer, one)],
        Role.APPROVER: [
            one for one in known.values() if named(header.approver, one) and one.capacity != PREPARER
        ],
    }
    for first, second in permutations(known.values(), 2):
        if first in may[Role.PREPARER] and second in may[Role.APPROVER]:
            return {first.fingerprint: Role.PREPARER, second.fingerprint: Role.APPROVER}
    return {ones[0].fingerprint: role for role, ones in may.items() if ones}


def named(on_the_cover: str, signer: Candidate) -> bool:
    """Tell whether the cover names this signer; certificates without diacritics are read as such."""
    wanted = " ".join(on_the_cover.casefold().split())
    bare = " ".join(fold(on_the_cover).split())
    said = (" ".join(name.casefold().split()) for name in signer.names)
    return bool(wanted) and any(name == wanted or (name.isascii() and name == bare) for name in said)


def demand_two_people(header: Header) -> None:
    """Refuse a cover on which one person prepares and approves: TWO_PEOPLE."""
    if named(header.preparer, Candidate("", (header.approver,))):
        raise Problem("TWO_PEOPLE", person=header.approver)
