"""The command line's commands for questions, returns, and what is closed or accepted."""

from __future__ import annotations

import json
from pathlib import Path

import click

from db.queries import Thread
from desktop_app.cli_basis import basis_said, stands_on
from desktop_app.cli_say import DONE, at_desk, say
from desktop_app.cli_tokens import signs_into, unlock


@click.group()
def query() -> None:
    """Questions about single figures, asked below or asked by the office above."""


@query.command("ask")
@click.argument("unit")
@click.argument("place")
@click.argument("text")
@click.pass_obj
def query_ask(home: Path, unit: str, place: str, text: str) -> int:
    """Ask a unit below about a cell of its report, or a whole row; it goes with the next return."""
    from office.asked_places import place_at
    from office.queries import ask

    with at_desk(home) as desk:
        _tell(ask(desk, unit, place_at(place), text))
    return DONE


@query.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def query_list(home: Path, *, as_json: bool) -> int:
    """List the questions this office asked, and those it was asked."""
    from office.queries import asked, to_answer

    with at_desk(home) as desk:
        found = (*asked(desk), *to_answer(desk))
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return DONE
    for one in found:
        _tell(one)
    if not found:
        say("SAY_QUERY_NOTHING")
    return DONE


@query.command("answer")
@click.argument("number")
@click.argument("text")
@click.pass_obj
def query_answer(home: Path, number: str, text: str) -> int:
    """Answer a question of the office above; the answer goes with the next package."""
    from office.queries import answer

    with at_desk(home) as desk:
        _tell(answer(desk, number, text))
    return DONE


@query.command("close")
@click.argument("number")
@click.option("--text", default="")
@click.pass_obj
def query_close(home: Path, number: str, text: str) -> int:
    """Close a question that this office asked; the next return says so."""
    from office.queries import close

    with at_desk(home) as desk:
        _tell(close(desk, number, text))
    return DONE


@click.command("return")
@click.argument("unit")
@click.option("--until", default="")
@click.option("--text", default="")
@signs_into
@click.pass_obj
def send_back(
    home: Path, unit: str, until: str, text: str, key_file: Path, passphrase_file: Path, out: Path
) -> int:
    """Sign the questions to a unit below and write them as one file, to be carried down."""
    from office.register_view import read_day
    from office.returning import write

    with at_desk(home) as desk:
        day = read_day(until) if until else None
        opening = unlock(key_file, passphrase_file)
        made = write(desk, unit, unlock=opening, folder=out, until=day, text=text)
        say("SAY_RETURNED", path=made.path, number=made.number, count=made.questions)
    return DONE


@click.group()
def lock() -> None:
    """What takes in nothing new: a closed campaign, a unit whose data are accepted."""


@lock.command("close")
@stands_on
@click.pass_obj
def lock_close(home: Path, reason: str, basis_day: str, basis_number: str, basis_whom: str) -> int:
    """Close the campaign here: what comes from now on waits."""
    from office.closing import close_campaign

    with at_desk(home) as desk:
        close_campaign(desk, reason, basis_said(basis_day, basis_number, basis_whom))
        say("SAY_LOCKED")
    return DONE


@lock.command("accept")
@click.argument("unit")
@click.pass_obj
def lock_accept(home: Path, unit: str) -> int:
    """Accept a unit's revision that counts: a newer one waits."""
    from office.closing import accept

    with at_desk(home) as desk:
        accept(desk, unit)
        say("SAY_LOCKED")
    return DONE


@lock.command("reopen")
@click.option("--unit", default="")
@stands_on
@click.pass_obj
def lock_reopen(
    home: Path, unit: str, reason: str, basis_day: str, basis_number: str, basis_whom: str
) -> int:
    """Reopen a unit, or all: what waited is judged for the day it came."""
    from office.closing import reopen

    with at_desk(home) as desk:
        for one in reopen(desk, unit, reason, basis_said(basis_day, basis_number, basis_whom)):
            say("SAY_VERDICT", file=one.file, sentence=one.sentence)
        say("SAY_REOPENED")
    return DONE


@lock.command("list")
@click.pass_obj
def lock_list(home: Path) -> int:
    """List what was closed, accepted and reopened, by whom and why."""
    from office.locks import lock_acts

    with at_desk(home) as desk:
        for one in lock_acts(desk):
            day = f"{one.when.astimezone():%d/%m/%Y}"
            say(f"SAY_LOCK_{one.kind.name}", unit=one.unit or "*", who=one.who, day=day, reason=one.reason)
    return DONE


def _tell(one: Thread) -> None:
    answer = one.answer.text if one.answer is not None else "–"
    say("SAY_QUERY", number=one.id, unit=one.unit, place=one.words, text=one.question.text)
    say("SAY_QUERY_STATE", state=one.state.value, answer=answer)


def _plain(one: Thread) -> dict[str, str | int]:
    return {
        "id": one.id,
        "side": one.side.value,
        "unit": one.unit,
        "place": one.place,
        "words": one.words,
        "round": one.round,
        "state": one.state.value,
        "question": one.question.text,
        "answer": one.answer.text if one.answer is not None else "",
    }
