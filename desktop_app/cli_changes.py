"""The command line's command for figures that were changed after they had been sent."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_basis import basis_said
from desktop_app.cli_say import DONE, REFUSED, at_desk, say
from forms.problems import Problem


@click.command()
@click.option("--reason", default="")
@click.option("--basis-day", default="")
@click.option("--basis-number", default="")
@click.option("--basis-whom", default="")
@click.option("--place", "places", multiple=True, help="A cell; without it all that have no reason yet.")
@click.option("--route", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def changes(
    home: Path,
    reason: str,
    basis_day: str,
    basis_number: str,
    basis_whom: str,
    places: tuple[str, ...],
    route: str,
    *,
    as_json: bool,
) -> int:
    """List the figures changed since the last sending, or say why; exit 1 while one has no reason."""
    from office.changed import Why, changed_since_sent, explain, place_name
    from office.changed_words import told_changes
    from office.official import opened
    from office.routed import at

    with at_desk(home) as own:
        desk = at(own, route)
        if reason:
            why = Why(reason, basis_said(basis_day, basis_number, basis_whom))
            found = changed_since_sent(desk, opened(desk, desk.own_document()))
            named = {place_name(one.place): one for one in found}
            if odd := set(places) - named.keys():
                raise Problem("CHANGE_NOT_THERE", place=min(odd))
            wanted = [named[place] for place in places] or [one for one in found if one.kept is None]
            explain(desk, wanted, why)
        document = desk.own_document()
        lines = told_changes(desk, changed_since_sent(desk, opened(desk, document)), document.tables)
    if as_json:
        plain = [
            {
                "place": place_name(one.changed.place),
                "old": one.changed.old,
                "new": one.changed.new,
                "why": one.why or None,
            }
            for one in lines
        ]
        click.echo(json.dumps({"changes": plain}, ensure_ascii=False))
    else:
        for one in lines:
            said = {"place": one.place, "old": one.old or "–", "new": one.new or "–", "why": one.why or "?"}
            say("SAY_CHANGE", **said)
        say("SAY_CHANGES", count=len(lines), bare=sum(not one.why for one in lines))
    return DONE if all(one.why for one in lines) else REFUSED
