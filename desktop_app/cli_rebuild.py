"""The command line's way back for an office without data: rebuilt from its own signed packages."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, progress, refusal, say, say_error, shelf
from desktop_app.language import spoken
from forms.problems import Problem
from office.clock import VIET_NAM, SystemClock
from office.desk import open_desk
from office.one_writer import alone
from office.rebuilding import Looked, Rebuildable, Rebuilt, Who, look
from office.rebuilding import rebuild as make_anew


@click.command()
@click.argument("files", nargs=-1, type=FILE, required=True)
@click.option("--unit", default="", help="The unit's code where the packages are of several.")
@click.option("--person", default="", help="Who works here; the package's preparer if left out.")
@click.option("--yes", is_flag=True, help="The words of the signatures were compared and agree.")
@click.option("--instead", is_flag=True, help="The data file here does not open: put it aside.")
@click.pass_obj
def rebuild(home: Path, files: tuple[Path, ...], unit: str, person: str, *, yes: bool, instead: bool) -> int:
    """Rebuild an office from its own signed packages: packages, folders, letters; packs may lie with them."""
    clock = SystemClock()
    looked = look(files, shelf=shelf(), clock=clock, progress=progress)
    for name, problem in looked.wrong:
        say_error(f"{name}: {refusal(problem, spoken())}")
    found = _chosen(looked, unit)
    _tell(found)
    if not yes:
        say("SAY_REBUILD_YES")
        return REFUSED
    if instead and opens(home):
        raise Problem("REBUILD_OPENS")
    with alone(home, clock):
        made = make_anew(
            home,
            found,
            who=Who(person),
            shelf=shelf(),
            clock=clock,
            language=spoken(),
            instead=instead,
            progress=progress,
        )
        with made.desk:
            _tell_made(found, made)
    return DONE


def opens(home: Path) -> bool:
    """Tell whether the data here open: then nothing is put in their place."""
    try:
        open_desk(home, clock=SystemClock(), shelf=shelf()).close()
    except Problem:
        return False
    return True


def _chosen(looked: Looked, unit: str) -> Rebuildable:
    offices = [one for one in looked.offices if not unit or one.unit.code == unit]
    if not offices:
        raise Problem("REBUILD_NOTHING")
    if len(offices) > 1:
        units = ", ".join(f"{one.unit.code} {one.unit.name}" for one in offices)
        raise Problem("REBUILD_UNIT", units=units)
    return offices[0]


def _tell(found: Rebuildable) -> None:
    cover = found.newest.header
    say(
        "SAY_REBUILD_SEEN",
        unit=found.unit.name,
        number=found.unit.code,
        revision=cover.revision,
        sequence=found.last.header.sequence,
        person=cover.preparer,
        when=f"{cover.made_at.astimezone(VIET_NAM):%d/%m/%Y}",
    )
    for one in found.signed:
        words = " · ".join(one.words)
        say("SAY_REBUILD_SIGNED", person=one.person, position=one.position, words=words)
    for fork in found.forks:
        say("SAY_REBUILD_FORK", file=fork.name)
    for name in found.missing:
        say("SAY_REBUILD_MISSING", file=name)


def _tell_made(found: Rebuildable, made: Rebuilt) -> None:
    say(
        "SAY_REBUILT",
        unit=found.unit.name,
        cells=made.cells,
        files=made.attachments,
        revision=made.revision,
    )
    if not made.same:
        say("SAY_REBUILT_DIFFERS")
    if made.hidden:
        say("SAY_REBUILT_HIDDEN")
    if made.waiting:
        say("SAY_REBUILT_WAITING", count=made.waiting)
