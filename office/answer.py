"""The answer to a signed file in parts, built once and shown on the receiving page and by `verify`.

Is this computer's clock right; is the file whole; signed by whom, when, with what proof of time; recognised
here or trusted by which root; revoked, or not known since when; and, in an office, the right office, the
right campaign, newer than what is kept. Each part has one sentence. Nothing is judged here: the parts say
what the verifier and the office found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from exports.keys import certificate_facts, load_certificate
from exports.opc import Signer, Verdict
from exports.opc.reasons import CLOCK_WRONG, TIMESTAMP_WRONG
from exports.trust import CRL_STALE, NOT_YET_VALID, REVOKED
from forms.problems import Problem
from office.clock import VIET_NAM
from office.messages import sentence

Question = Literal["clock", "whole", "signed", "trusted", "revoked", "approved", "place"]
Tone = Literal["good", "note", "warning", "error"]

QUESTIONS: Mapping[Question, str] = {
    "clock": "ASK_CLOCK",
    "whole": "ASK_WHOLE",
    "signed": "ASK_SIGNED",
    "trusted": "ASK_TRUSTED",
    "revoked": "ASK_REVOKED",
    "approved": "ASK_APPROVED",
    "place": "ASK_PLACE",
}
_SLACK = timedelta(hours=26)
"""A clock may differ by a time zone that was set wrong; beyond that it is called wrong."""

_COMMON_NAME = re.compile(r"(?:^|,)CN=((?:\\.|[^,\\])*)")

Recognised = Callable[[Signer], Problem | None]
"""Says by which line of the register a signer counts, None for one that is on no line."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to one question: its tone, and the code and details of its sentence."""

    question: Question
    tone: Tone
    code: str
    details: Mapping[str, str]

    def asked(self, language: str) -> str:
        """Say the question."""
        return sentence(QUESTIONS[self.question], language)

    def said(self, language: str) -> str:
        """Say the answer."""
        return sentence(Problem(self.code, **self.details), language)

    def plain(self) -> dict[str, Any]:
        """Give the part as it is kept, and as the command line prints it."""
        return {
            "question": self.question,
            "tone": self.tone,
            "code": self.code,
            "details": dict(self.details),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """All parts, in the order in which they are asked."""

    parts: tuple[Part, ...] = ()

    def plain(self) -> list[dict[str, Any]]:
        """Give the answer as it is kept."""
        return [part.plain() for part in self.parts]

    def and_approved(self, problem: Problem, tone: Tone) -> Answer:
        """Add how the file was approved, or what its campaign asks for besides."""
        return Answer((*self.parts, Part("approved", tone, problem.code, _texts(problem.details))))

    def distrusted(self, problem: Problem) -> Answer:
        """Say that no signer counts for the unit, whatever their certificates are worth."""
        part = Part("trusted", "error", problem.code, _texts(problem.details))
        kept = [one for one in self.parts if one.question != "trusted"]
        place = next((n for n, one in enumerate(kept) if one.question == "revoked"), len(kept))
        return Answer((*kept[:place], part, *kept[place:]))

    def and_place(self, problem: Problem | None, revision: int = 0, tone: Tone = "error") -> Answer:
        """Add whether the file is for this office and newer than what is kept; `problem`: what is wrong."""
        if problem is None:
            part = _part("place", "good", "ANSWER_PLACE", revision=revision)
        else:
            part = Part("place", tone, problem.code, _texts(problem.details))
        return Answer((*self.parts, part))


def kept_answer(plain: Sequence[Mapping[str, Any]]) -> Answer:
    """Read an answer as `plain` gave it."""
    return Answer(
        tuple(Part(one["question"], one["tone"], one["code"], dict(one["details"])) for one in plain)
    )


def answer(
    verdict: Verdict, now: datetime, *, recognised: Recognised | None = None, seen: datetime | None = None
) -> Answer:
    """Put the verifier's verdict into parts.

    `recognised`: the office's register; `seen`: the latest moment this office has noted, which the clock
    cannot lie before. A clock that is wrong is named before anything is said of certificates.
    """
    parts = [*_clock(verdict, now, seen), _whole(verdict)]
    for signer in verdict.signers:
        parts += [
            _signed(signer),
            _trusted(signer, recognised(signer) if recognised else None),
            *_revoked(signer),
        ]
    return Answer(tuple(parts))


def clock_problem(verdict: Verdict, now: datetime, seen: datetime | None = None) -> Problem | None:
    """Say that this computer's clock is wrong: it lies before something that has already happened."""
    claims = [one.time for one in verdict.signers if one.time is not None and one.time > now + _SLACK]
    if seen is not None and seen > now + _SLACK:
        return Problem("CLOCK_BEHIND", day=_day(seen), now=_day(now))
    if claims or verdict.reason == CLOCK_WRONG:
        return Problem("CLOCK_BEFORE", day=_day(max(claims)) if claims else verdict.detail, now=_day(now))
    if (verdict.reason, verdict.detail) == (TIMESTAMP_WRONG, "time"):
        return Problem("CLOCK_STAMP", now=_day(now))
    if any(one.reason == NOT_YET_VALID for one in verdict.signers):
        return Problem("CLOCK_PERHAPS", now=_day(now))
    return None


def _clock(verdict: Verdict, now: datetime, seen: datetime | None) -> list[Part]:
    problem = clock_problem(verdict, now, seen)
    if problem is None:
        return []
    trusted = bool(verdict.signers) and all(one.trusted for one in verdict.signers)
    tone: Tone = "warning" if problem.code == "CLOCK_BEFORE" and trusted else "error"
    return [Part("clock", tone, problem.code, _texts(problem.details))]


def _whole(verdict: Verdict) -> Part:
    if verdict.parts is not None:
        return _part("whole", "good", "ANSWER_WHOLE", count=len(verdict.signers))
    if verdict.reason == REVOKED:  # every digest was right: it is the signer who does not count
        return _part("whole", "note", "ANSWER_WHOLE_REVOKED")
    return _part("whole", "error", verdict.reason, where=verdict.detail)


def _signed(signer: Signer) -> Part:
    facts = certificate_facts(load_certificate(signer.certificate))
    who = ", ".join(text for text in (facts.person, facts.position) if text)
    if signer.time is None:
        return _part("signed", "note", "ANSWER_SIGNED", person=who)
    time = f"{signer.time.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"
    stamped = signer.time_source == "timestamp"
    return _part("signed", "good", "ANSWER_STAMPED" if stamped else "ANSWER_CLAIMED", person=who, time=time)


def _trusted(signer: Signer, line: Problem | None) -> Part:
    if line is not None and signer.trusted:
        return Part("trusted", "good", line.code, _texts(line.details))
    if signer.trusted and signer.root:
        return _part(
            "trusted", "good", "ANSWER_ROOT", root=_common_name(signer.root), unit=signer.unit or "?"
        )
    if signer.trusted:
        return _part("trusted", "good", "ANSWER_TRUSTED")
    if signer.reason == "SIGNER_UNKNOWN":
        return _part("trusted", "warning", "ANSWER_UNKNOWN", unit=signer.unit or "?")
    if signer.reason == REVOKED:
        return _part("trusted", "error", "ANSWER_NOT_NOW")
    return _part("trusted", "error", signer.reason, where=signer.detail)


def _revoked(signer: Signer) -> list[Part]:
    if signer.revocation == "revoked":
        return [_part("revoked", "error", REVOKED, where=signer.detail)]
    if not signer.trusted:
        return []
    if signer.revocation == "none-needed":
        return [_part("revoked", "good", "ANSWER_NO_LIST_NEEDED")]
    if signer.revocation == "good":
        day = _day(signer.lists_of) if signer.lists_of else "?"
        return [_part("revoked", "good", "ANSWER_NOT_REVOKED", day=day)]
    if signer.reason == CRL_STALE:
        return [_part("revoked", "warning", "ANSWER_LIST_STALE", day=signer.detail)]
    return [_part("revoked", "warning", "ANSWER_LIST_MISSING")]


def _common_name(written: str) -> str:
    """Give the common name out of a distinguished name (RFC 4514), the whole where it has none."""
    found = _COMMON_NAME.search(written)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else written


def _part(question: Question, tone: Tone, code: str, **details: object) -> Part:
    return Part(question, tone, code, _texts(details))


def _texts(details: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in details.items()}


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(VIET_NAM):%d/%m/%Y}"
