"""The command line's commands for copies of the data: make, list, show, restore; the recovery code."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, say, say_error, shelf
from desktop_app.clocks import settle
from desktop_app.language import spoken
from desktop_app.paths import default_home
from exports.copy_file import CopyFacts
from forms.problems import Problem
from office.bringing_back import look, restore
from office.clock import VIET_NAM, SystemClock
from office.copies import KeptCopy, Why, all_copies, copies_in, facts, make
from office.desk import is_started, open_desk
from office.messages import sentence
from office.one_writer import alone
from office.recovery_code import note_printed, recover_key, recovery_of, renew, unit_beside


@click.group()
def copies() -> None:
    """Copies of the office's data, and bringing them back."""


@copies.command("make")
@click.option("--out", type=FILE, default=None, help="A folder, such as a stick.")
@click.option("--all", "every", is_flag=True, help="Every office of this account, before an update.")
@click.pass_obj
def copies_make(home: Path, out: Path | None, *, every: bool) -> int:
    """Make a checked copy of the data."""
    if every:
        for one in sorted({home, default_home()}):
            if is_started(one):
                _tell_made(_copy_of(one, Why.UPDATE, out))
        return DONE
    _tell_made(_copy_of(home, Why.ASKED, out))
    return DONE


@copies.command("list")
@click.option("--folder", type=FILE, default=None, help="The copies in this folder instead.")
@click.pass_obj
def copies_list(home: Path, folder: Path | None) -> int:
    """List the copies, the newest first; exit 1 where there is none."""
    if folder is not None:
        found = copies_in(folder)
    else:
        with at_desk(home) as desk:
            found = all_copies(desk)
    for one in found:
        if one.problem is not None:
            say_error(sentence(one.problem, spoken()))
        elif one.facts is not None:
            click.echo(f"{one.path}  {_told(one.facts)}")
    return DONE if found else REFUSED


@copies.command("show")
@click.argument("file", type=FILE)
def copies_show(file: Path) -> int:
    """Tell what a copy holds; every byte of it is read."""
    click.echo(_told(facts(file)))
    return DONE


@copies.command("restore")
@click.argument("file", type=FILE)
@click.option("--code", default="", help="The recovery code, where the copy is from another PC.")
@click.option("--yes", is_flag=True, help="Do it; without it the command only tells.")
@click.pass_obj
def copies_restore(home: Path, file: Path, code: str, *, yes: bool) -> int:
    """Show a copy beside the data here, and with --yes put it in their place; nothing is deleted."""
    if not yes:
        if is_started(home):
            with at_desk(home) as desk:
                seen = look(file, desk)
        else:
            seen = look(file, None, unit=unit_beside(home))
        say("COPY_HOLDS", told=_told(seen.copy))
        if seen.here is not None:
            say("COPY_HERE", told=_told(seen.here))
        say("COPY_RESTORE_YES")
        return DONE
    with alone(home, SystemClock()):
        done = restore(home, file, clock=SystemClock(), code=code, shelf=shelf())
    say("COPY_RESTORED", told=_told(done.facts))
    if done.aside is not None:
        say("COPY_ASIDE", path=done.aside)
    return DONE


@copies.command("code")
@click.option("--new", is_flag=True, help="Make another one; the old paper opens no later copy.")
@click.option("--unlock", "typed", default="", help="Give a lost key back with this code.")
@click.pass_obj
def copies_code(home: Path, typed: str, *, new: bool) -> int:
    """Show the recovery code for the safe, or open the data with it where their key was lost."""
    if typed:
        recover_key(home, typed)
        say("RECOVERY_DONE")
        return DONE
    with at_desk(home) as desk:
        found = renew(desk) if new else recovery_of(desk)
        note_printed(desk)
    click.echo(found.code)
    return DONE


def _copy_of(home: Path, why: Why, out: Path | None) -> KeptCopy:
    with settle(open_desk(home, clock=SystemClock(), shelf=shelf())) as desk:
        return make(desk, why, out)


def _tell_made(made: KeptCopy) -> None:
    say("COPY_MADE", path=made.path)
    if made.second is not None:
        say("COPY_MADE", path=made.second)
    if made.second_problem is not None:
        raise Problem("COPY_SECOND", why=sentence(made.second_problem, spoken()))


def _told(held: CopyFacts) -> str:
    """Say in one line what a copy holds."""
    edited = held.edited_at
    return sentence(
        "COPY_TOLD",
        spoken(),
        unit=held.unit_name,
        made=f"{held.made_at.astimezone(VIET_NAM):%d/%m/%Y %H:%M}",
        edited=f"{edited.astimezone(VIET_NAM):%d/%m/%Y %H:%M}" if edited else "–",
        records=held.records,
        sent=held.sent,
        received=held.received,
    )
