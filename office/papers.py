"""All papers of an office in one list, and each of them made ready for preview, printer and PDF.

    listed(desk) -> tuple[Listed, ...]      what this office can print, in the order people look for it
    made(desk, id) -> Made                  one of them: sheets of the package, or blocks of a letter

An id is the paper's group and what it is of: "forms:BM02", "blank:BM02", "forms" for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from exports.file_names import plain
from exports.layout_sheet import Sheet
from exports.paper_blocks import Paper
from exports.paper_profiles import Profile, profile
from forms.pack import Words
from forms.problems import Problem
from office import paper_awards, paper_chairman, paper_forms, paper_slip
from office.adding_up import tables
from office.awards import Awards, has_awards
from office.clock import VIET_NAM
from office.desk import Desk
from office.entry import Entry
from office.linked_figures import is_narrative
from office.registers import books, has_registers, years
from office.report_paper import profile_for, report, settings
from office.sending import sent


class Group(StrEnum):
    """Where a paper stands in the list."""

    CHAIRMAN = "chairman"
    SLIP = "slip"
    REPORT = "report"
    FORMS = "forms"
    BLANK = "blank"
    REGISTER = "register"
    EMPTY_REGISTER = "empty-register"
    TOTALS = "totals"
    SUBMISSION = "award-submission"
    NOMINEES = "award-list"
    MINUTES = "award-minutes"
    SUMMARY = "award-summary"


ONE_OF_ITS_KIND = frozenset((Group.CHAIRMAN, Group.REPORT, Group.SUBMISSION, Group.NOMINEES, Group.MINUTES))
"""Groups of one paper each; they stand in the list by themselves."""
_MOST_SLIPS = 20
_SHORT_NAME = 12
FILE_WORDS: Final = {
    Group.CHAIRMAN: "tom-tat-trinh-ky",
    Group.SLIP: "phieu-ban-giao",
    Group.REPORT: "bao-cao",
    Group.FORMS: "bieu",
    Group.BLANK: "bieu-trong",
    Group.REGISTER: "so-ho",
    Group.EMPTY_REGISTER: "so-ho-trong",
    Group.TOTALS: "tong-hop",
    Group.SUBMISSION: "to-trinh-khen-thuong",
    Group.NOMINEES: "danh-sach-khen-thuong",
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
    forms = [
        (form.id, f"{form.number} · {_said(desk, form.title)}") for form in paper_forms.forms_on_paper(desk)
    ]
    found = _of_sending(desk) if forms else []
    found += [Listed(group, *one) for group in (Group.FORMS, Group.BLANK) for one in [(), *forms] if forms]
    found += _of_awards(desk)
    if has_registers(desk):
        found += [
            Listed(Group.REGISTER, str(book.year), str(book.year))
            for book in books(desk)
            if book.deleted is None
        ]
        found += [Listed(Group.EMPTY_REGISTER, str(year), str(year)) for year in years(desk)]
    if desk.has_below:
        found += [
            Listed(Group.TOTALS, table.id, f"{table.id} · {_said(desk, table.title)}")
            for table in tables(desk)
        ]
    return tuple(found)


def _of_sending(desk: Desk) -> list[Listed]:
    """List what goes with the report: the chairman's page, slips for the packages sent, the letter itself."""
    found = [Listed(Group.CHAIRMAN)] if desk.campaign_id else []
    found += [
        Listed(Group.SLIP, one.digest, f"{one.when.astimezone(VIET_NAM):%d/%m/%Y} · {one.name}")
        for one in sent(desk)[:_MOST_SLIPS]
    ]
    if any(is_narrative(form) for form in paper_forms.forms_on_paper(desk)):
        found.append(Listed(Group.REPORT))
    return found


def _of_awards(desk: Desk) -> list[Listed]:
    """List the papers for awards: the letter where somebody above decides, the rest for everybody."""
    if not has_awards(desk):
        return []
    awards = Awards(desk)
    found = [Listed(group) for group in (Group.SUBMISSION, Group.NOMINEES) if awards.for_above]
    found += [Listed(Group.MINUTES)] if awards.nominees else []
    return found + [
        Listed(
            Group.SUMMARY, "|".join(one.key), " · ".join(filter(None, (one.unit, one["kind"], one["name"])))
        )
        for one in awards.nominees
    ]


def made(desk: Desk, paper: str, look: str = "") -> Made:
    """Make a paper of the list; `look`: id of a layout profile, else that of the campaign.

    Raises PAPER_NONE for another paper, PAPER_PROFILE, and what its own making raises.
    """
    one = next((one for one in listed(desk) if one.id == paper), None)
    if one is None:
        raise Problem("PAPER_NONE", paper=paper)
    letter = _letter(desk, one, profile(look) if look else profile_for(desk))
    sheets = () if letter else _sheets(desk, one)
    of = one.of[:_SHORT_NAME].replace("|", "-")
    name = plain(f"{FILE_WORDS[one.group]} {of} {desk.unit.name} {desk.campaign_id}", 80)
    title = letter.title if letter else one.title or one.id
    return Made(f"{desk.unit.name} · {title}", name, sheets, letter)


def _letter(desk: Desk, one: Listed, look: Profile) -> Paper | None:
    """Make a paper of blocks; None where it is one of sheets."""
    match one.group:
        case Group.CHAIRMAN:
            return paper_chairman.chairman(desk, look)
        case Group.SLIP:
            return paper_slip.slip(desk, one.of, look)
        case Group.REPORT:
            return report(Entry(desk), replace(settings(desk), profile=look.id))
        case Group.SUBMISSION:
            return paper_awards.submission(Awards(desk), look)
        case Group.NOMINEES:
            return paper_awards.nominee_list(Awards(desk), look)
        case Group.MINUTES:
            return paper_awards.minutes(Awards(desk), look)
        case Group.SUMMARY:
            return paper_awards.summary(Awards(desk), tuple(one.of.split("|")), look)
        case _:
            return None


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
