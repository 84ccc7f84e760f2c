"""The command line's commands for the Excel form."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, progress, say
from desktop_app.language import spoken

_MOST_LINES = 200


@click.group("excel-form")
def excel_form() -> None:
    """Write and read the Excel form for an office without the program."""


@excel_form.command("write")
@click.argument("path", type=FILE)
@click.option("--unit", default="", help="Code of another unit of the pack.")
@click.pass_obj
def excel_form_write(home: Path, path: Path, unit: str) -> int:
    """Write the empty Excel form."""
    from office.excel_forms import write_form

    with at_desk(home) as desk:
        told = write_form(desk, path, unit)
    say(
        "SAY_FORM_WRITTEN", path=path, open=told.open_cells, lists=told.drop_downs, formulas=told.formulas,
        checks=told.checks,
    )  # fmt: skip
    if told.left or told.checks_left:
        say("SAY_FORM_LEFT", names=", ".join((*told.left, *told.checks_left)))
    return DONE


@excel_form.command("read")
@click.argument("path", type=FILE)
@click.option("--yes", is_flag=True, help="Take it in; without it nothing is changed.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def excel_form_read(home: Path, path: Path, *, yes: bool, as_json: bool) -> int:
    """Look at a filled Excel form, and with --yes take it in."""
    from office.excel_forms import look_at_form, take_form
    from office.import_words import taken_words, trouble_words
    from office.importing import Verdict

    language = spoken()
    with at_desk(home) as desk:
        seen = look_at_form(desk, path, progress=progress)
        taken = take_form(desk, path, progress=progress) if yes else None
    counts = {verdict.value: seen.count(verdict) for verdict in Verdict}
    if as_json:
        plain = {
            "unit": seen.unit,
            "counts": counts,
            "troubles": [
                {
                    "cell": one.cell,
                    "refused": one.problem is not None,
                    "sentence": trouble_words(one, language),
                }
                for one in seen.troubles
            ],
            "taken": {"added": taken.added, "changed": taken.changed, "cells": taken.cells}
            if taken
            else None,
        }
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        for trouble in seen.troubles[:_MOST_LINES]:
            click.echo(f"  {trouble.cell}: {trouble_words(trouble, language)}")
        say("SAY_IMPORT_COUNTS", **counts)
        if taken is None:
            say("SAY_IMPORT_DRY")
        else:
            click.echo(taken_words(taken, language))
    return REFUSED if counts["refused"] else DONE
