"""The command line's command for lists that an office already has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, progress, say
from desktop_app.language import spoken
from office.messages import sentence

if TYPE_CHECKING:  # a plain start of the program reads none of it
    from office.desk import Desk
    from office.import_damage import Damage
    from office.importing import DryRun, Job

_MOST_LINES = 200
_WAYS = ("add", "update", "both", "skip")


@click.command("import")
@click.argument("path", type=FILE)
@click.option("--table", required=True, help="The table the list goes into (BM16, BM17.c15).")
@click.option("--sheet", default="", help="The sheet's name or number; the first one without.")
@click.option("--heading", default="", help="Row of the headings, or first:last (3:4); 0 for none.")
@click.option("--map", "mapped", multiple=True, help="Column=field (B=c01, C=#year, D= for none).")
@click.option("--key", default="", help="Fields that tell records apart (c01,c03).")
@click.option("--way", type=click.Choice(_WAYS), default=None, help="What becomes of rows by the key.")
@click.option("--mend", multiple=True, help="Column:damage, to mend what is asked about.")
@click.option("--leave", multiple=True, help="Column:damage, to refuse what is asked about.")
@click.option("--yes", is_flag=True, help="Take the rows in; without it nothing is changed.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def import_list(  # noqa: PLR0913 - the options of the window
    home: Path,
    path: Path,
    *,
    table: str,
    sheet: str,
    heading: str,
    mapped: tuple[str, ...],
    key: str,
    way: str | None,
    mend: tuple[str, ...],
    leave: tuple[str, ...],
    yes: bool,
    as_json: bool,
) -> int:
    """Look at a list (xlsx, xls, ods, csv), and with --yes take it into a table."""
    from office.import_words import plain_dry_run
    from office.importing import Way, begin, dry_run, look, take_in

    language = spoken()
    with at_desk(home) as desk:
        listed = look(desk, path, progress)
        names = [one.name for one in listed.sheets]
        number = (
            names.index(sheet) if sheet in names else int(sheet or 1) - 1 if (sheet or "1").isdigit() else -1
        )
        top, depth = _heading(heading)
        job = begin(desk, listed, number, table, top=top, depth=depth)
        layout = job.layout
        if mapped:
            layout = replace(layout, columns=_columns(layout.columns, mapped))
        if key:
            layout = replace(layout, key=tuple(one.strip() for one in key.split(",")))
        if way:
            layout = replace(layout, way=Way(way))
        answers = {**_answers(mend, wanted=True), **_answers(leave, wanted=False)}
        dry = dry_run(desk, listed, replace(job, layout=layout, mend=answers), progress)
        taken = take_in(desk, dry, progress) if yes else None
        if as_json:
            plain = plain_dry_run(dry, language)
            if taken is not None:
                plain["taken"] = {"added": taken.added, "changed": taken.changed, "cells": taken.cells}
            click.echo(json.dumps(plain, ensure_ascii=False))
        else:
            _tell(desk, dry, language)
            if taken is not None:
                from office.import_words import taken_words

                click.echo(taken_words(taken, language))
            else:
                say("SAY_IMPORT_DRY")
    from office.importing import Verdict

    return REFUSED if dry.count(Verdict.REFUSED) else DONE


def _heading(text: str) -> tuple[int | None, int]:
    if not text:
        return None, 1
    first, _, last = text.partition(":")
    if not first.isdigit() or (last and not last.isdigit()):
        raise click.BadParameter(text, param_hint="--heading")
    return int(first), int(last or first) - int(first) + 1


def _columns(columns: Mapping[int, str], mapped: tuple[str, ...]) -> dict[int, str]:
    from exports.lists import column_number

    found = dict(columns)
    for one in mapped:
        letters, mark, target = one.partition("=")
        if not mark or not letters.strip().isalpha() or not letters.isascii():
            raise click.BadParameter(one, param_hint="--map")
        column = column_number(letters.strip().upper())
        for other in [other for other, name in found.items() if name == target.strip()]:
            del found[other]
        found.pop(column, None)
        if target.strip():
            found[column] = target.strip()
    return found


def _answers(given: tuple[str, ...], *, wanted: bool) -> dict[tuple[int, Damage], bool]:
    from exports.lists import column_number
    from office.import_damage import Damage

    found: dict[tuple[int, Damage], bool] = {}
    for one in given:
        letters, _, damage = one.partition(":")
        if damage not in set(Damage) or not letters.isalpha() or not letters.isascii():
            raise click.BadParameter(one, param_hint="--mend" if wanted else "--leave")
        found[column_number(letters.upper()), Damage(damage)] = wanted
    return found


def _tell(desk: Desk, dry: DryRun, language: str) -> None:
    from office.import_words import column_name, counts_words, question_words, target_label, trouble_words

    job: Job = dry.job
    sheet = dry.listed.sheets[job.sheet]
    way = job.layout.way.value
    say("SAY_IMPORT_SHEET", sheet=sheet.name, top=job.headings.top, table=job.layout.table, way=way)
    for column in sorted({*job.headings.words, *job.layout.columns}):
        target = job.layout.columns.get(column)
        code = "SAY_IMPORT_COLUMN" if target else "SAY_IMPORT_UNUSED"
        word = target_label(desk, job.layout.table, target) if target else ""
        heading = job.headings.words.get(column, "")
        click.echo(sentence(code, language, column=column_name(column), heading=heading, target=word))
    for one in dry.questions:
        mended = job.mend.get((one.column, one.damage), one.proposed)
        answer = sentence("SAY_IMPORT_MEND" if mended else "SAY_IMPORT_LEAVE", language)
        name = f"{column_name(one.column)}:{one.damage.value}"
        text = question_words(one, language)
        click.echo(sentence("SAY_IMPORT_ASK", language, column=name, text=text, answer=answer))
    for trouble in dry.troubles[:_MOST_LINES]:
        click.echo(f"  {trouble.cell}: {trouble_words(trouble, language)}")
    if len(dry.troubles) > _MOST_LINES:
        say("SAY_IMPORT_MORE", count=len(dry.troubles) - _MOST_LINES)
    click.echo(counts_words(dry, language))
