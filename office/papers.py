"""All papers of an office in one list, and each of them made ready for preview, printer and PDF.

    listed(desk) -> tuple[Listed, ...]      what this office can print, in the order people look for it
    made(desk, id) -> Made                  one of them: sheets of the package, or blocks of a letter

An id is the paper's group and what it is of: "forms:BM02", "blank:BM02", "forms" for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from exports.file_names import plain
from exports.layout_sheet import Sheet
from exports.paper_blocks import Paper
from exports.paper_profiles import Profile, profile
from forms.pack import Words
from forms.problems import Problem
from office import paper_awards, paper_chairman, paper_forms, paper_queries, paper_slip
from office.adding_up import tables
from office.awards import Awards, has_awards
from office.charts import offers
from office.chosen_awards import decided_here, for_above, voted_on
from office.clock import VIET_NAM
from office.desk import Desk
from office.entry import Entry
from office.linked_figures import is_narrative
from office.paper_charts import Drawing, charts_paper
from office.paper_tracker import is_tracker, tracker_paper
from office.queries import asked, to_answer
from office.registers import books, has_registers, years
from office.report_paper import profile_for, report, settings
from office.sending import sent


class Group(StrEnum):
    """Where a paper stands in the list, in the order people look for them."""

    CHAIRMAN = "chairman"
    CHARTS = "charts"
    SLIP = "slip"
    RETURN = "return"
    QUERIES = "queries"
    REPORT = "report"
    FORMS = "forms"
    BLANK = "blank"
    SUBMISSION = "award-submission"
    NOMINEES = "award-list"
    AWARDED = "award-decided"
    MINUTES = "award-minutes"
    SUMMARY = "award-summary"
    REGISTER = "register"
    EMPTY_REGISTER = "empty-register"
    TOTALS = "totals"


ONE_OF_ITS_KIND = frozenset(
    (
        Group.CHAIRMAN,
        Group.CHARTS,
        Group.REPORT,
        Group.SUBMISSION,
        Group.NOMINEES,
        Group.AWARDED,
        Group.MINUTES,
    )
)
"""Groups of one paper each; they stand in the list by themselves."""
_MOST_SLIPS = 20
_SHORT_NAME = 12
FILE_WORDS: Final = {
    Group.CHAIRMAN: "tom-tat-trinh-ky",
    Group.CHARTS: "bieu-do",
    Group.SLIP: "phieu-ban-giao",
    Group.RETURN: "phieu-tra-lai",
    Group.QUERIES: "hoi-dap",
    Group.REPORT: "bao-cao",
    Group.FORMS: "bieu",
    Group.BLANK: "bieu-trong",
    Group.REGISTER: "so-ho",
    Group.EMPTY_REGISTER: "so-ho-trong",
    Group.TOTALS: "tong-hop",
    Group.SUBMISSION: "to-trinh-khen-thuong",
    Group.NOMINEES: "danh-sach-khen-thuong",
    Group.AWARDED: "danh-sach-duoc-khen",
    Group.MINUTES: "bien-ban-khen-thuong",
    Group.SUMMARY: "bao-cao-thanh-tich",
}
"""What a paper's file is called, without marks: some sticks and mail programs lose them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper that can be made here. `title` is "" for all papers of its group in one."""

    group: Group
    of: str = ""
    title: str = ""

    @property
    def id(self) -> str:
        """Name the paper."""
        return f"{self.group}:{self.of}" if self.of else str(self.group)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper ready to be set on pages: `sheets`, or else `paper`; `name` of its file, without an ending."""

    title: str
    name: str
    sheets: tuple[Sheet, ...] = ()
    paper: Paper | None = None


def listed(desk: Desk) -> tuple[Listed, ...]:
    """List the papers of this office."""
    awards = Awards(desk)
    return tuple(one for group in Group for one in _of_group(desk, group, awards))


def _of_group(desk: Desk, group: Group, awards: Awards) -> Iterator[Listed]:
    """List the papers of one group; nothing is read for the others."""
    match group:
        case Group.FORMS | Group.BLANK:
            yield from _of_forms(desk, group)
        case Group.SUBMISSION | Group.NOMINEES | Group.AWARDED | Group.MINUTES | Group.SUMMARY:
            yield from _of_awards(group, awards) if has_awards(desk) else ()
        case Group.REGISTER | Group.EMPTY_REGISTER:
            yield from _of_registers(desk, group) if has_registers(desk) else ()
        case Group.RETURN | Group.QUERIES:
            yield from _of_queries(desk, group)
        case Group.TOTALS:
            there = tables(desk) if desk.has_below else ()
            yield from (Listed(group, one.id, f"{one.id} · {_said(desk, one.title)}") for one in there)
        case _:
            yield from _of_report(desk, group)


def _of_report(desk: Desk, group: Group) -> Iterator[Listed]:
    """List what goes with the report: the chairman's page, charts, slips for what was sent, the letter."""
    if group is Group.SLIP:
        for one in sent(desk)[:_MOST_SLIPS]:
            yield Listed(group, one.digest, f"{one.when.astimezone(VIET_NAM):%d/%m/%Y} · {one.name}")
    elif group is Group.REPORT:
        if any(is_narrative(form) for form in paper_forms.forms_on_paper(desk)):
            yield Listed(group)
    elif desk.campaign_id and (group is not Group.CHARTS or offers(desk)):
        yield Listed(group)


def _of_queries(desk: Desk, group: Group) -> Iterator[Listed]:
    """List the returns, written and received, and the rounds with the office above and with each unit."""
    if group is Group.RETURN:
        for one in paper_queries.kept_returns(desk)[:_MOST_SLIPS]:
            unit = desk.pack.units_by_code[one.partner].name
            title = f"{one.at.astimezone(VIET_NAM):%d/%m/%Y} · {unit} · {one.number}"
            yield Listed(group, paper_queries.return_id(one), title)
        return
    if to_answer(desk):
        yield Listed(group)
    for code in dict.fromkeys(one.partner for one in asked(desk)):
        yield Listed(group, code, desk.pack.units_by_code[code].name)


def _of_forms(desk: Desk, group: Group) -> Iterator[Listed]:
    forms = paper_forms.forms_on_paper(desk)
    if forms:
        yield Listed(group)
    for form in forms:
        yield Listed(group, form.id, f"{form.number} · {_said(desk, form.title)}")


def _of_registers(desk: Desk, group: Group) -> Iterator[Listed]:
    there = [book.year for book in books(desk) if book.deleted is None]
    for year in there if group is Group.REGISTER else years(desk):
        yield Listed(group, str(year), str(year))


def _of_awards(group: Group, awards: Awards) -> Iterator[Listed]:
    """List the papers for awards: the letter where somebody above decides, the rest for everybody."""
    if group is Group.SUMMARY:
        for one in awards.nominees:
            title = " · ".join(part for part in (one.unit, one["kind"], one["name"]) if part)
            yield Listed(group, "|".join(one.key), title)
    else:
        there = {Group.MINUTES: voted_on, Group.AWARDED: decided_here}.get(group, for_above)
        if there(awards):
            yield Listed(group)


def made(desk: Desk, paper: str, look: str = "", draw: Drawing | None = None) -> Made:
    """Make a paper of the list; `look`: id of a layout profile, else that of the campaign.

    `draw` draws charts; without it they are tables. Raises PAPER_NONE for another paper, PAPER_PROFILE, and
    what its own making raises.
    """
    name = paper.partition(":")[0]
    group = next((group for group in Group if group == name), None)
    awards = Awards(desk)
    there = _of_group(desk, group, awards) if group is not None else ()
    one = next((one for one in there if one.id == paper), None)
    if one is None:
        raise Problem("PAPER_NONE", paper=paper)
    letter = _letter(awards, one, profile(look) if look else profile_for(desk), draw)
    of = one.of[:_SHORT_NAME].replace("|", "-")
    file = plain(f"{FILE_WORDS[one.group]} {of} {desk.unit.name} {desk.campaign_id}", 80)
    title = letter.title if letter else one.title or one.id
    return Made(f"{desk.unit.name} · {title}", file, () if letter else _sheets(desk, one), letter)


_AWARD_PAPERS: Final = {
    Group.SUBMISSION: paper_awards.submission,
    Group.NOMINEES: paper_awards.nominee_list,
    Group.AWARDED: paper_awards.awarded_list,
    Group.MINUTES: paper_awards.minutes,
}


def _letter(awards: Awards, one: Listed, look: Profile, draw: Drawing | None) -> Paper | None:
    """Make a paper of blocks; None where it is one of sheets."""
    desk = awards.desk
    match one.group:
        case Group.CHAIRMAN:
            return paper_chairman.chairman(desk, look)
        case Group.CHARTS:
            return charts_paper(desk, look, draw)
        case Group.SLIP | Group.RETURN | Group.QUERIES:
            return _going_along(desk, one, look)
        case Group.REPORT:
            return report(Entry(desk), replace(settings(desk), profile=look.id), draw)
        case Group.SUBMISSION | Group.NOMINEES | Group.AWARDED | Group.MINUTES:
            return _AWARD_PAPERS[one.group](awards, look)
        case Group.TOTALS if is_tracker(desk, one.of):
            return tracker_paper(desk, one.of, look)
        case Group.SUMMARY:
            return paper_awards.summary(awards, tuple(one.of.split("|")), look)
        case _:
            return None


def _going_along(desk: Desk, one: Listed, look: Profile) -> Paper:
    """Make a paper that goes along with a file: up with a package, or down with a return."""
    if one.group is Group.SLIP:
        return paper_slip.slip(desk, one.of, look)
    if one.group is Group.RETURN:
        return paper_queries.return_paper(desk, one.of, look)
    return paper_queries.rounds_paper(desk, one.of, look)


def _sheets(desk: Desk, one: Listed) -> tuple[Sheet, ...]:
    wanted = (one.of,) if one.of else ()
    match one.group:
        case Group.FORMS:
            return paper_forms.filled(desk, wanted)
        case Group.BLANK:
            return paper_forms.blank(desk, wanted)
        case Group.REGISTER:
            return paper_forms.register(desk, int(one.of))
        case Group.EMPTY_REGISTER:
            return paper_forms.register_blank(desk, int(one.of))
        case Group.TOTALS:
            return paper_forms.totals(desk, one.of)
        case _:
            return ()


def _said(desk: Desk, words: Words) -> str:
    return words.get(desk.language) or words.get("vi") or next(iter(words.values()), "")
