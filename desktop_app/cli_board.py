"""The command line's progress board: who has sent, whom to call; and the board by itself on a wall."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_say import DONE, at_desk, say, shelf
from desktop_app.language import spoken
from office.clock import SystemClock
from office.messages import sentence


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--remind", default="")
@click.option("--wall", is_flag=True)
@click.pass_obj
def board(home: Path, remind: str, *, as_json: bool, wall: bool) -> int:
    """Show who has sent, what is missing and whom to call; or a reminder to one unit."""
    if wall:
        from desktop_app.wall import show_wall

        return show_wall(home, SystemClock(), shelf())
    from office.board import board as look
    from office.board import plain, reminder

    with at_desk(home) as desk:
        if remind:
            click.echo(reminder(desk, remind))
            return DONE
        found = look(desk)
        if as_json:
            click.echo(json.dumps([plain(row) for row in found.rows], ensure_ascii=False))
            return DONE
        say("SAY_BOARD", sent=found.sent, all=found.expected)
        for row in found.rows:
            state = sentence(f"STATE_{row.state.name}", spoken())
            say("SAY_BOARD_ROW", unit=row.unit.name, number=row.unit.code, state=state, why=row.why)
    return DONE
