"""The parts every letter of an office has: heading, name and subject, signature and recipients.

Looks and sizes are those of the layout profile (domain.md, section 9.1); words come from the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from exports.organ_words import BLANK_NUMBER, COMMITTEE, COUNTRY, MOTTO, dated
from exports.paper_blocks import RULE_AS_WORDS, Columns, Gap, Paragraph, Run, paragraph
from exports.paper_profiles import Profile

_HALF: Final = 0.4
"""A line below the organ's name or the subject: between 1/3 and 1/2 of the words."""
_SEAL: Final = 66.0
"""Points left free for signature and seal."""
_PARTS: Final = re.compile(r"\s*[,;\n]\s*")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, from where and when. `organ`: lines; `number`: "05/BC-UBND", "" to fill in by hand.

    `kind`: the short name of this kind of letter for a number still to come, "BC" of a report.
    """

    above: str
    organ: str
    place: str
    number: str = ""
    day: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `position`: "KT. Chủ tịch, Phó Chủ tịch"; `committee`: in the committee's name (TM.)."""

    position: str
    name: str
    committee: bool


def heading(profile: Profile, of: Letterhead) -> Columns:
    """Give the national heading: organ and number at the left, motto and date at the right."""
    above = (_centred(of.above, profile.size("organ_above")),) if of.above else ()
    number = of.number or (f"{BLANK_NUMBER}/{of.kind}" if of.kind else BLANK_NUMBER)
    lines = of.organ.split("\n")
    organ = [_centred(line, profile.size("organ"), bold=True) for line in lines[:-1]]
    organ.append(_centred(lines[-1], profile.size("organ"), bold=True, rule=_HALF))
    return Columns(
        (*above, *organ, _centred(f"Số: {number}", profile.size("number"), before=4.0)),
        (
            _centred(COUNTRY, profile.size("motto_country"), bold=True),
            _centred(MOTTO, profile.size("motto_words"), bold=True, rule=RULE_AS_WORDS),
            _centred(f"{of.place}, {dated(of.day)}", profile.size("place"), italic=True, before=4.0),
        ),
        0.4,
    )


def named(profile: Profile, kind: str, subject: str) -> tuple[Paragraph, ...]:
    """Give the name of a letter ("BÁO CÁO") with its subject and the line below."""
    return (
        _centred(kind.upper(), profile.size("kind"), bold=True, before=16.0),
        _centred(subject, profile.size("subject"), bold=True, rule=_HALF, after=8.0),
    )


def body(profile: Profile, runs: Sequence[Run], *, keep: bool = False) -> Paragraph:
    """Give a paragraph of the text: justified, its first line in."""
    return Paragraph(
        tuple(runs),
        "justify",
        profile.length("first_indent"),
        before=profile.size("paragraph_space"),
        keep=keep,
    )


def section_title(profile: Profile, text: str) -> Paragraph:
    """Give the bold title of a section; it stays with the text below."""
    return replace(body(profile, (Run(text, bold=True),), keep=True), level=1)


def closing(profile: Profile, recipients: Sequence[str], signed: Signature) -> tuple[Gap, Columns]:
    """Give the recipients at the left and who signs at the right."""
    left = (
        (
            paragraph("Nơi nhận:", bold=True, italic=True, size=profile.size("recipients_head")),
            *(paragraph(line, size=profile.size("recipients")) for line in recipients),
        )
        if recipients
        else ()
    )
    size = profile.size("authority")
    right = [_centred(line, size, bold=True) for line in authority(signed)]
    name = _centred(signed.name or " ", profile.size("signer"), bold=True, before=_SEAL)
    return Gap(10.0), Columns(left, (*right, name), 0.5)


def authority(signed: Signature) -> tuple[str, ...]:
    """Write who signs in whose name: TM. the committee, KT. the chairman, the vice-chairman."""
    lines = tuple(part.upper() for part in _PARTS.split(signed.position.strip()) if part)
    if signed.committee and not any(line.startswith("TM.") for line in lines):
        lines = (f"TM. {COMMITTEE}", *lines)
    return lines or ("THỦ TRƯỞNG ĐƠN VỊ",)


def appendix_heading(number: str, title: str, letter: str) -> tuple[Paragraph, ...]:
    """Head an appendix: its number, its title and the letter it goes with."""
    return (
        paragraph(f"Phụ lục {number}".strip(), bold=True, align="center"),
        paragraph(title, bold=True, align="center"),
        paragraph(f"(Kèm theo {letter})", italic=True, align="center"),
    )


def _centred(
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    rule: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
) -> Paragraph:
    run = Run(text, bold=bold, italic=italic, size=size)
    return Paragraph((run,), "center", before=before, after=after, keep=True, rule=rule)
