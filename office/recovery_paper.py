"""The paper with the recovery code for the office's safe: one A4, by blocks (`exports.paper_blocks`)."""

from __future__ import annotations

from typing import Final

from exports.paper_blocks import Across, Gap, Grid, Paper, Run, paragraph
from exports.paper_profiles import profile_of_year
from office.clock import VIET_NAM
from office.desk import Desk
from office.messages import sentence
from office.recovery_code import recovery_of

_STEPS = 3
_MIDDLE: Final[Across] = "center"
_CODE = 18.0  # points: read off in the half dark of a safe, and typed without a mistake


def recovery_paper(desk: Desk) -> Paper:
    """Lay out the paper: whose code, since when, what it is for, where it is kept, how it is used."""
    found = recovery_of(desk)
    language = desk.language
    title = sentence("PAPER_RECOVERY_TITLE", language)
    groups = found.code.split("-")
    of = sentence(
        "PAPER_RECOVERY_OF",
        language,
        unit=desk.unit.name,
        day=f"{found.made.astimezone(VIET_NAM):%d/%m/%Y}",
    )
    return Paper(
        title=title,
        profile=profile_of_year(desk.clock.today().year),
        blocks=(
            paragraph(title, bold=True, size=18.0, align="center", level=1),
            paragraph(of, bold=True, align="center", after=14.0),
            paragraph(sentence("PAPER_RECOVERY_WHAT", language), align="justify", after=14.0),
            Grid(
                widths=(1.0,) * len(groups),
                heads=tuple(str(number) for number in range(1, len(groups) + 1)),
                rows=(tuple(Run(group, bold=True) for group in groups),),
                aligns=(_MIDDLE,) * len(groups),
                size=_CODE,
            ),
            paragraph(sentence("PAPER_RECOVERY_SIGNS", language), italic=True, before=6.0, after=14.0),
            paragraph(sentence("PAPER_RECOVERY_HOW", language), bold=True, keep=True),
            *(
                paragraph(sentence(f"PAPER_RECOVERY_STEP_{number}", language), before=4.0)
                for number in range(1, _STEPS + 1)
            ),
            Gap(10.0),
            paragraph(sentence("PAPER_RECOVERY_KEEP", language), align="justify"),
            paragraph(sentence("PAPER_RECOVERY_VOID", language), align="justify", before=4.0),
            Gap(10.0),
            paragraph(
                sentence(
                    "PAPER_RECOVERY_PRINTED",
                    language,
                    who=desk.person.name,
                    day=f"{desk.clock.today():%d/%m/%Y}",
                )
            ),
            paragraph(sentence("PAPER_RECOVERY_PLACE", language), leader=True, before=8.0),
        ),
    )
