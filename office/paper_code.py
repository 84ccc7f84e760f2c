"""A stamped paper held beside a package: one block of the code in its foot tells whether they are the same.

The code ties a paper to figures: it catches a paper of another sending, or a page of one. It proves nobody's
hand; that is the signature's matter, and a match is never shown as a signature.
"""

from __future__ import annotations

import re

from db.presenting import Compared, Presenting
from db.received import KeptPackage
from forms.problems import Problem
from forms.report import FIGURES_ALPHABET
from office.desk import Desk

_BETWEEN = re.compile(r"[\s\-‐‑‒–—_.]+")
_BLOCK = 4


def compare(desk: Desk, digest: str, typed: str) -> Compared:
    """Compare what was typed off a paper with a received package's figures code, and keep the answer.

    One block of four, or both; small letters and hyphens do not matter. Raises PAPER_BLOCK for what no code
    holds, NO_SUCH_PACKAGE where no package with this digest and a figures code is here.
    """
    kept = _received(desk, digest)
    text = _BETWEEN.sub("", typed).upper()
    if len(text) not in {_BLOCK, 2 * _BLOCK} or not set(text) <= set(FIGURES_ALPHABET):
        raise Problem("PAPER_BLOCK", text=typed.strip()[:20])
    code = _BETWEEN.sub("", str(kept.detail["figures_code"]))
    found = Compared(text, text in {code, code[:_BLOCK], code[_BLOCK:]}, desk.person.name, desk.clock.now())
    Presenting(desk.database).compare(kept.id, found)
    return found


def compared(desk: Desk, digest: str) -> tuple[Compared, ...] | None:
    """List what was compared of a package's paper, the newest first; None where it has no code."""
    try:
        kept = _received(desk, digest)
    except Problem:
        return None
    return Presenting(desk.database).compared(kept.id)


def _received(desk: Desk, digest: str) -> KeptPackage:
    kept = desk.received.packages(direction="received", digest=digest)
    found = next((one for one in reversed(kept) if one.detail.get("figures_code")), None)
    if found is None:
        raise Problem("NO_SUCH_PACKAGE", id=digest[:12])
    return found
