"""The command line's commands for parts: hand forms to a colleague's PC, open, write back, merge."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, say, shelf
from desktop_app.clocks import settle
from desktop_app.language import spoken
from forms.answers import row_name
from forms.merging import Conflict, Side
from forms.part_scope import Scope
from forms.problems import Problem
from office.clock import SystemClock
from office.desk import is_started
from office.entry import Entry


@click.group()
def part() -> None:
    """Parts of the report on a colleague's PC."""


@part.command("give")
@click.argument("forms", nargs=-1, required=True)
@click.option("--to", "person", required=True, help="Who is to work on them.")
@click.option("--out", type=FILE, required=True, help="The folder to write into.")
@click.option("--by", "field", default="", help="Hand over records only: the column they are chosen by.")
@click.option("--value", "values", multiple=True, help="A value in that column; may be repeated.")
@click.option("--code", default="", help="Protects the file; personal data never travel without one.")
@click.option("--alone", is_flag=True, help="The other forms do not go along to be looked at.")
@click.pass_obj
def part_give(
    home: Path,
    forms: tuple[str, ...],
    person: str,
    out: Path,
    field: str,
    values: tuple[str, ...],
    code: str,
    alone: bool,
) -> int:
    """Write forms (BM02 BM16 ...) as a part for a colleague's PC."""
    from office.parts import give

    with at_desk(home) as desk:
        given = give(desk, Scope(forms, field, values), person=person, folder=out, rest=not alone, code=code)
    say("SAY_SENT", path=given.path)
    return DONE


@part.command("back")
@click.argument("number", type=click.IntRange(1), default=1)
@click.option("--out", type=FILE, required=True, help="The folder to write into.")
@click.option("--more", is_flag=True, help="The work on it is not done yet.")
@click.pass_obj
def part_back(home: Path, number: int, out: Path, more: bool) -> int:
    """Write a part back; NUMBER counts the parts that are worked on here."""
    from office.parts import give_back
    from office.parts_everywhere import all_works

    with at_desk(home) as desk:
        here = all_works(desk)
        if number > len(here):
            raise Problem("PART_NOT_HERE")
        at, one = here[number - 1]
        say("SAY_SENT", path=give_back(at, one.id, out, done=not more))
    return DONE


@part.command("merge")
@click.argument("file", type=FILE)
@click.option("--code", default="", help="The code that protects the file.")
@click.option("--take", type=click.Choice([side.value for side in Side]), help="Decides all conflicts alike.")
@click.option("--yes", is_flag=True, help="Take it in; without it the command only tells.")
@click.pass_obj
def part_merge(
    home: Path,
    file: Path,
    code: str,
    take: str | None,
    yes: bool,
) -> int:
    """Merge a part that came back, or open one here; a PC without an office is set up from it."""
    from office.parts_merging import look
    from office.parts_opening import look_at_first, start_from_part

    if not is_started(home):
        head = look_at_first(file)
        if yes:
            clock = SystemClock()
            made = start_from_part(home, file, code=code, shelf=shelf(), clock=clock, language=spoken())
            settle(made).close()
        say("SAY_PART_FOR", person=head.taker, forms=", ".join(head.scope.forms), giver=head.giver)
        return DONE
    with at_desk(home) as desk:
        Entry(desk)  # fills the cover
        found = look(desk, file, code)
        entry = Entry(found.desk)
        made_of = found.merge
        say(
            "SAY_PART_SEEN",
            taken=len(made_of.taken),
            added=len(made_of.added),
            removed=len(made_of.removed),
            conflicts=len(made_of.conflicts),
        )
        _tell_conflicts(entry, found.conflicts)
        if take:
            found.decide_all(Side(take))
        if not yes:
            return DONE
        if found.undecided:
            raise Problem("PART_UNDECIDED", count=found.undecided)
        found.finish(entry)
    say("SAY_PART_MERGED")
    return DONE


def _tell_conflicts(entry: Entry, conflicts: tuple[Conflict, ...]) -> None:
    from office.parts_decided import lines

    for line in lines(entry, conflicts):
        say(
            "SAY_PART_CONFLICT",
            place=line.place if line.place.field else row_name(line.place.table, line.place.key),
            ours=line.ours,
            theirs=line.theirs,
            base=line.base,
        )


@part.command("list")
@click.pass_obj
def part_list(home: Path) -> int:
    """Show what is with colleagues and what this PC works on; exit code 1 while anything is out."""
    from office.parts import parts_out, scope_words
    from office.parts_everywhere import all_works

    with at_desk(home) as desk:
        out = parts_out(desk)
        for one in out:
            forms = scope_words(one.scope, one.forms)
            say("SAY_PART_OUT", person=one.person, forms=forms, when=f"{one.given:%d/%m/%Y}")
        for _, work in all_works(desk):
            forms = scope_words(work.scope, work.forms)
            say("SAY_PART_FOR", person=work.taker, forms=forms, giver=work.giver)
    return REFUSED if out else DONE
