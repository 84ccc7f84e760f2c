"""`verify` without an office: judge any OPC-signed workbook, our own strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exports.envelope import is_envelope
from exports.keys import fingerprint_words
from exports.opc import Signer, verify_any
from exports.read_workbook import Cover, read_cover
from exports.trust import NOT_YET_VALID
from exports.trust_files import load_trust_folder
from forms.problems import Problem
from office.answer import Answer, Part, answer
from office.clock import Clock

SEALED = "sealed"
"""The state of an envelope: only a recipient's key tells what is inside (`phieuxa receive --key`)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What `verify` says: a state, the reason where there is one, signers, our own cover, all in parts."""

    state: str
    reason: str
    detail: str
    signers: tuple[Signer, ...]
    cover: Cover | None
    answer: Answer

    @property
    def clock(self) -> Part | None:
        """Give what is to be said of this PC's clock before a certificate is called not yet valid."""
        parts = [part for part in self.answer.parts if part.question == "clock"]
        return parts[0] if parts and self.reason == NOT_YET_VALID else None

    def plain(self) -> dict[str, object]:
        """Give the answer as the command line prints it in JSON."""
        package = None
        if self.cover is not None:
            package = {
                "unit": self.cover.unit,
                "campaign": self.cover.campaign,
                "kind": self.cover.kind,
                "revision": self.cover.revision,
            }
        return {
            "state": self.state,
            "reason": self.reason or None,
            "signers": [
                {
                    "subject": signer.subject,
                    "unit": signer.unit,
                    "serial": signer.serial,
                    "fingerprint": signer.fingerprint,
                    "words": list(fingerprint_words(signer.fingerprint)),
                    "time": signer.time.isoformat() if signer.time else None,
                    "time_source": signer.time_source,
                    "trusted": signer.trusted,
                    "revocation": signer.revocation,
                }
                for signer in self.signers
            ],
            "package": package,
            "answer": self.answer.plain(),
        }


def judge(data: bytes, trust: Path | None, clock: Clock) -> Judged:
    """Judge a workbook's bytes; `trust` is a folder of CA certificates and CRLs."""
    if is_envelope(data):
        return Judged(SEALED, "SEALED", "", (), None, Answer())
    store = load_trust_folder(trust) if trust else None
    now = clock.now()
    verdict = verify_any(data, now=now, trust=store, is_own=lambda parts: cover_of(parts) is not None)
    cover = cover_of(verdict.parts) if verdict.parts is not None else None
    parts = answer(verdict, now)
    return Judged(verdict.state, verdict.reason or "", verdict.detail or "", verdict.signers, cover, parts)


def cover_of(parts: Mapping[str, bytes]) -> Cover | None:
    """Read the cover where the parts are a package of ours; anything unreadable is not."""
    try:
        return read_cover(parts)
    except Problem:
        return None
