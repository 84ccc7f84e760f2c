"""The command line's commands for answers that come from and go to other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, progress, say
from desktop_app.language import spoken
from office.messages import sentence

if TYPE_CHECKING:  # a plain start of the program reads none of it
    from office.exchange import Seen

_MOST_REMARKS = 20  # lines a submission


@click.group()
def answers() -> None:
    """Answers: taken from other programs, given out to them."""


@answers.command("import")
@click.argument("path", type=FILE)
@click.option("--yes", is_flag=True, help="Take the new ones in; without it nothing is changed.")
@click.option("--theirs", is_flag=True, help="Where both have an answer take the submission's.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def answers_import(home: Path, path: Path, *, yes: bool, theirs: bool, as_json: bool) -> int:
    """Look at submissions filled in ODK or Kobo, and with --yes take them in."""
    from office.exchange import Taken, Verdict, look, take_in
    from office.exchange_words import brought_words, plain_brought, plain_seen

    language = spoken()
    with at_desk(home) as desk:
        incoming = look(desk, path, progress)
        taken = Taken(())
        if yes:
            chosen = {
                one.number: {difference.address for difference in one.differences} if theirs else set()
                for one in incoming.new
            }
            taken = take_in(desk, incoming, chosen, progress)
    bad = any(one.verdict in (Verdict.REFUSED, Verdict.CONFLICT) for one in incoming.submissions)
    if as_json:
        plain = {
            "submissions": [plain_seen(one, language) for one in incoming.submissions],
            "taken": [plain_brought(one) for one in taken.brought],
        }
        click.echo(json.dumps(plain, ensure_ascii=False))
    elif yes:
        _tell((one for one in incoming.submissions if one.verdict is not Verdict.NEW), language)
        for one in taken.brought:
            say("SAY_TAKEN", file=one.file, sentence=brought_words(one, language))
        lost = sum(one.verdict is not Verdict.NEW for one in incoming.submissions) + len(taken.refused)
        say("SAY_TAKEN_COUNT", count=len(taken.done), refused=lost)
    else:
        _tell(incoming.submissions, language)
        say("SAY_INCOMING_COUNT", count=len(incoming.submissions), new=len(incoming.new))
    return REFUSED if bad or taken.refused else DONE


def _tell(submissions: Iterable[Seen], language: str) -> None:
    from office.exchange_words import difference_words, form_name, holds, remarks, verdict

    for one in submissions:
        parts = filter(None, (verdict(one, language), form_name(one.target, language), holds(one, language)))
        click.echo(f"{one.file}: {' – '.join(parts)}")
        for line in list(remarks(one, language))[:_MOST_REMARKS]:
            click.echo(f"    {line}")
        for difference in one.differences[:_MOST_REMARKS]:
            place, mine, theirs = difference_words(one, difference, language)
            text = sentence("SAY_DIFFERENCE", language, place=place, mine=mine, theirs=theirs)
            click.echo(f"    {text}")


@answers.command("export")
@click.option("--form", default="", help="A form's number (BM-16) or another maker's form.")
@click.option(
    "--format", "kind", type=click.Choice(["xlsx", "csv", "xml"]), default="xlsx", show_default=True
)
@click.option("--out", type=FILE, required=True, help="A file .xlsx, .csv or .zip, or a folder.")
@click.option("--codes", is_flag=True, help="Codes of questions and choices instead of their words.")
@click.option("--personal", is_flag=True, help="Personal fields too.")
@click.pass_obj
def answers_export(home: Path, form: str, kind: str, out: Path, *, codes: bool, personal: bool) -> int:
    """Give answers out as submission XML, CSV or an Excel workbook."""
    from office.giving_out import export_answers

    with at_desk(home) as desk:
        made = export_answers(
            desk, out, kind=kind, form=form, labels=not codes, personal=personal, progress=progress
        )
    say("SAY_EXPORTED", count=len(made.files), path=out, tables=made.tables, rows=made.rows)
    if made.left_out:
        say("SAY_EXPORTED_LESS", count=made.left_out)
    return DONE


@answers.command("add-form")
@click.argument("path", type=FILE)
@click.pass_obj
def answers_add_form(home: Path, path: Path) -> int:
    """Add another maker's form (XLSForm, XForm, form pack), so that it can be filled here."""
    from office.other_forms import install

    language = spoken()
    with at_desk(home) as desk:
        form = install(desk, path)
    for told in dict.fromkeys(sentence(problem, language) for problem in form.warnings):
        say("SAY_FORM_WARNING", sentence=told)
    title = next(iter(form.title.values()), form.id)
    say("SAY_FORM_ADDED", form=form.id, version=form.version, title=title, count=form.questions)
    return DONE


@answers.command("forms")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def answers_forms(home: Path, *, as_json: bool) -> int:
    """List the added forms of other makers, each with how many times it was filled."""
    from office.other_forms import forms, instances

    with at_desk(home) as desk:
        found = [(form, len(instances(desk, form.id))) for form in forms(desk)]
    if as_json:
        plain = [
            {
                "form": form.id,
                "version": form.version,
                "title": next(iter(form.title.values()), ""),
                "questions": form.questions,
                "filled": filled,
            }
            for form, filled in found
        ]
        click.echo(json.dumps({"forms": plain}, ensure_ascii=False))
        return DONE
    for form, filled in found:
        title = next(iter(form.title.values()), form.id)
        say("SAY_FORM_LISTED", form=form.id, version=form.version, title=title, count=filled)
    return DONE
