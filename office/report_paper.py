"""The report that is signed: heading, the narrative's sections, appendices, who signs, who gets it.

    report(entry, settings(desk)) -> Paper -> exports.paper_setting (pages), exports.paper_docx (.docx)

Words come from the narrative form as it is saved, with its figures tied to their cells; number, date and
signer from the cover. What the office says once (subject, recipients, appendices) it says for the campaign.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from exports.organ_words import AREA, BLANK_DATE, BLANK_NUMBER, above_of, dated, organ_of, place_of
from exports.paper_blocks import Appendix, Block, PageBreak, Paper, Paragraph, Run
from exports.paper_letter import (
    Letterhead,
    Signature,
    appendix_heading,
    body,
    closing,
    heading,
    named,
    section_title,
)
from exports.paper_profiles import Profile, profile, profile_of_year
from forms.answers import Address
from forms.letters import normalise
from forms.numerals import roman
from forms.pack import Form, TableKind, Unit
from forms.problems import Problem
from forms.report import HEADER_TABLE
from forms.routed import routes
from office.charts import BELOW, OWN
from office.desk import Desk
from office.entry import Entry
from office.linked_figures import LANGUAGE, Linked, figures, is_narrative, narrative, sections, text_of
from office.paper_charts import TITLE as CHARTS_TITLE
from office.paper_charts import Drawing, chart_blocks
from office.paper_forms import filled_forms, forms_on_paper
from office.roles import Doing, demand_may

PROFILE: Final = "paper_profile"
"""The campaign's parameter that names a layout profile; else the profile of its last year."""
KIND: Final = "Báo cáo"
SHORT: Final = "BC"
CHARTS: Final = "charts"
"""The appendix of charts; no form has this name."""
LONGEST_SUBJECT: Final = 300
MOST_RECIPIENTS: Final = 20
_COMMITTEE_SIGN: Final = "UBND"
_KEPT: Final = "report"
_AROUND: Final = " -–.;,"
"""Signs that people put around the name of a recipient; the paper has its own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the office says of its report.

    `appendices`: ids of forms, and `CHARTS`; `recipients`: names of Nơi nhận.
    """

    profile: str
    subject: str
    recipients: tuple[str, ...]
    appendices: tuple[str, ...]


def letterhead(desk: Desk, *, number: str = "", day: date | None = None, kind: str = "") -> Letterhead:
    """Say who writes, for any letter of this office. `kind`: "BC" for a number that is still to come."""
    unit = desk.unit
    sign = f"{kind}-{_COMMITTEE_SIGN}" if kind and unit.kind == AREA else kind
    above, organ = above_of(desk.parent), organ_of(unit, unit.name)
    return Letterhead(above, organ, place_of(unit, unit.name), number, day, sign)


def signature(desk: Desk) -> Signature:
    """Say who signs, as the cover does."""
    cover = desk.own_document()
    position, name = (cover.value(Address(HEADER_TABLE, (), one)) for one in ("c16", "c15"))
    return Signature(str(position or ""), str(name or ""), desk.unit.kind == AREA)


def profile_for(desk: Desk) -> Profile:
    """Give the layout profile of the campaign; raise PAPER_PROFILE where its parameter names none."""
    campaign = desk.pack.campaign
    named_one = campaign.parameters.get(PROFILE, "") if campaign else ""
    if named_one:
        return profile(named_one)
    year = campaign.last_year if campaign and campaign.last_year.isdecimal() else ""
    return profile_of_year(int(year) if year else desk.clock.today().year)


def settings(desk: Desk) -> Settings:
    """Give what the office said of its report, else what fits most: all figures, the office above, a copy."""
    kept = desk.office.setting(f"{_KEPT}:{desk.campaign_id}")
    proposed = _proposed(desk)
    if not kept:
        return proposed
    told = json.loads(kept)
    known = {CHARTS, *(form.id for form in appendix_forms(desk))}
    return Settings(
        told["profile"] or proposed.profile,
        told["subject"],
        tuple(told["recipients"]),
        tuple(one for one in told["appendices"] if one in known),
    )


def keep_settings(desk: Desk, wanted: Settings) -> Settings:
    """Remember what the office says of its report; raise PAPER_PROFILE or REPORT_LONG."""
    demand_may(desk, Doing.KEEP)
    profile(wanted.profile)
    subject = normalise(wanted.subject).strip()
    recipients = tuple(name for one in wanted.recipients if (name := normalise(one).strip(_AROUND)))
    if len(subject) > LONGEST_SUBJECT or len(recipients) > MOST_RECIPIENTS:
        raise Problem("REPORT_LONG", letters=LONGEST_SUBJECT, lines=MOST_RECIPIENTS)
    kept = replace(wanted, subject=subject, recipients=recipients)
    desk.office.set_setting(f"{_KEPT}:{desk.campaign_id}", json.dumps(asdict(kept), ensure_ascii=False))
    return kept


def _proposed(desk: Desk) -> Settings:
    title = desk.pack.campaign.title.get(LANGUAGE, "") if desk.pack.campaign else ""
    first = f"{KIND} "
    subject = title.removeprefix(first)
    subject = f"{subject[:1].upper()}{subject[1:]}"
    addressed = (f"{_above_in_words(desk.parent)} (để báo cáo)",) if desk.parent else ()
    figures_only = tuple(
        form.id
        for form in appendix_forms(desk)
        if form.tables[0].kind is TableKind.FIXED and not desk.has_below  # whose tables go beside the report
    )
    return Settings(profile_for(desk).id, subject, (*addressed, "Lưu: VT"), figures_only)


def _above_in_words(parent: Unit) -> str:
    """Name the office above as recipients are named: "UBND huyện Tu Mơ Rông"."""
    if parent.kind != AREA:
        return parent.name
    return f"{_COMMITTEE_SIGN} {parent.name[:1].lower()}{parent.name[1:]}"


def recipient_lines(names: Sequence[str]) -> tuple[str, ...]:
    """Write the names of Nơi nhận as lines: "- Như trên;", the last one with a full stop."""
    return tuple(f"- {name}{';' if number < len(names) else '.'}" for number, name in enumerate(names, 1))


def appendix_forms(desk: Desk) -> tuple[Form, ...]:
    """List the forms that can be appendices: neither the cover, nor the narrative, nor what travels apart."""
    apart = {form for route in routes(desk.pack) for form in route.forms}
    return tuple(
        form
        for form in forms_on_paper(desk)
        if form.id not in apart and form.tables[0].role != "header" and not is_narrative(form)
    )


# --- the paper -----------------------------------------------------------------------------------


def report(entry: Entry, wanted: Settings | None = None, draw: Drawing | None = None) -> Paper:
    """Make the report as it stands; raise REPORT_NONE where this unit writes no narrative.

    `draw` draws charts where they are wanted; without it they are tables.
    """
    desk = entry.desk
    if narrative(entry) is None:
        raise Problem("REPORT_NONE", unit=desk.unit.name)
    said = wanted or settings(desk)
    look = profile(said.profile)
    number, day = _number_and_day(entry)
    head = letterhead(desk, number=number, day=day, kind=SHORT)
    blocks: list[Block] = [heading(look, head), *named(look, KIND, said.subject)]
    for section in sections(entry):
        blocks += _section(entry, look, section)
    if isinstance(last := blocks[-1], Paragraph):
        blocks[-1] = replace(last, keep=True)  # no signature stands alone on a page
    blocks += closing(look, recipient_lines(said.recipients), signature(desk))
    letter = f"{KIND} số {number or f'{BLANK_NUMBER}/{head.kind}'} {dated(day) if day else BLANK_DATE}"
    blocks += _appendices(desk, said, letter, draw)
    return Paper(f"{KIND} {said.subject}".strip(), look, tuple(blocks))


def _number_and_day(entry: Entry) -> tuple[str, date | None]:
    number, day = (entry.view(Address(HEADER_TABLE, (), one)).value for one in ("c17", "c18"))
    return str(number or ""), date.fromisoformat(str(day)) if day else None


def _section(entry: Entry, look: Profile, section: Address) -> Iterator[Block]:
    """Give a section's title and a paragraph for each line of its text."""
    yield section_title(look, entry.field(section).label.get(LANGUAGE, section.field))
    text = text_of(entry, section)
    ties = figures(entry, section)
    start = 0
    for line in text.split("\n"):
        inside = [one for one in ties if start <= one.start and one.end <= start + len(line)]
        if line.strip():
            yield body(look, tuple(_runs(line, start, inside)))
        start += len(line) + 1


def _runs(line: str, start: int, ties: list[Linked]) -> Iterator[Run]:
    at = 0
    for one in ties:
        if one.start - start > at:
            yield Run(line[at : one.start - start])
        yield Run(one.used, tag=one.link.tag, changed=one.changed)
        at = one.end - start
    if at < len(line):
        yield Run(line[at:])


def _appendices(desk: Desk, said: Settings, of: str, draw: Drawing | None) -> Iterator[Block]:
    """Give the chosen forms as appendices, numbered if they are several, and the charts behind them."""
    wanted = tuple(form.id for form in appendix_forms(desk) if form.id in said.appendices)
    charts = CHARTS in said.appendices
    several = len(wanted) + charts > 1
    for count, (form, sheets) in enumerate(filled_forms(desk, wanted) if wanted else (), start=1):
        number = roman(count) if several else ""
        yield Appendix(appendix_heading(number, form.title.get(LANGUAGE, form.number).upper(), of), sheets)
    if charts:
        yield PageBreak(numbered_anew=True)
        yield from appendix_heading(roman(len(wanted) + 1) if several else "", CHARTS_TITLE.upper(), of)
        yield from chart_blocks(desk, draw, without=(OWN, BELOW))  # how far the work is, nobody signs
