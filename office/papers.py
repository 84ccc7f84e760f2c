"""All papers of an office in one list, and each of them made ready for preview, printer and PDF.

    listed(desk) -> tuple[Listed, ...]      what this office can print, in the order people look for it
    made(desk, id) -> Made                  one of them: sheets of the package, or blocks of a letter

An id is the paper's group and what it is of: "forms:BM02", "blank:BM02", "forms" for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exports.file_names import plain
from exports.layout_sheet import Sheet
from exports.paper_blocks import Paper
from forms.pack import Words
from forms.problems import Problem
from office import paper_forms
from office.adding_up import tables
from office.desk import Desk
from office.registers import books, has_registers, years


class Group(StrEnum):
    """Where a paper stands in the list."""

    FORMS = "forms"
    BLANK = "blank"
    REGISTER = "register"
    EMPTY_REGISTER = "empty-register"
    TOTALS = "totals"


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
    """A paper ready to be set on pages: `sheets`, or else `paper`. `name` is that of its file."""

    title: str
    name: str
    sheets: tuple[Sheet, ...] = ()
    paper: Paper | None = None


def listed(desk: Desk) -> tuple[Listed, ...]:
    """List the papers of this office."""
    forms = [
        (form.id, f"{form.number} · {_said(desk, form.title)}") for form in paper_forms.forms_on_paper(desk)
    ]
    found = [Listed(group, *one) for group in (Group.FORMS, Group.BLANK) for one in [(), *forms] if forms]
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


def made(desk: Desk, paper: str) -> Made:
    """Make a paper of the list; raise PAPER_NONE for another, and what its own making raises."""
    one = next((one for one in listed(desk) if one.id == paper), None)
    if one is None:
        raise Problem("PAPER_NONE", paper=paper)
    sheets = _sheets(desk, one)
    name = plain(f"{one.id.replace(':', ' ')} {desk.unit.name} {desk.campaign_id}", 80)
    return Made(f"{desk.unit.name} · {one.title or one.id}", f"{name}.pdf", sheets)


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
            return (paper_forms.totals(desk, one.of),)


def _said(desk: Desk, words: Words) -> str:
    return words.get(desk.language) or words.get("vi") or next(iter(words.values()), "")
