"""The command line's commands for receipts, nil returns and the numbers of files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_basis import basis_said, stands_on
from desktop_app.cli_say import DONE, FILE, at_desk, progress, read, say
from desktop_app.cli_tokens import signs_into, unlock


@click.group()
def receipts() -> None:
    """Receipts of packages, in one signed file for all units."""


@receipts.command("write")
@signs_into
@click.pass_obj
def receipts_write(home: Path, key_file: Path, passphrase_file: Path, out: Path) -> int:
    """Sign the receipts of all units below and write their file, to be carried down."""
    from office.receipts import write

    with at_desk(home) as desk:
        say("SAY_RECEIPTS_WRITTEN", path=write(desk, unlock=unlock(key_file, passphrase_file), folder=out))
    return DONE


@receipts.command("take")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True)
@click.option("--how", default="")
@click.pass_obj
def receipts_take(home: Path, file: Path, *, yes: bool, how: str) -> int:
    """Show an answer of the office above, then take it in."""
    from office.answer_order import remarks
    from office.answers_above import look, take_in

    with at_desk(home) as desk:
        data = read(file)
        view = look(desk, data, file.name)
        say("SAY_ANSWER", kind=view.answer.kind.value, number=view.answer.number, unit=view.issuer_name)
        for odd in remarks(desk, view.answer) if not view.here else ():
            say(odd.code, **odd.details)
        if not view.signer.recognised:
            say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
        if yes:
            taken = take_in(desk, data, how=how)
            say("SAY_ANSWER_TAKEN", count=taken.count)
            if taken.unknown:
                say("SAY_ANSWER_UNKNOWN", numbers=", ".join(str(one) for one in taken.unknown))
    return DONE


@receipts.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def receipts_list(home: Path, *, as_json: bool) -> int:
    """Show how far each package of this office has come."""
    from office.passage import passages, plain

    with at_desk(home) as desk:
        found = passages(desk)
        if as_json:
            click.echo(json.dumps([plain(one) for one in found], ensure_ascii=False))
            return DONE
        for one in found:
            say("SAY_PASSAGE", campaign=one.campaign, revision=one.revision, stage=one.word)
            for step in (*one.steps, *([one.why] if one.why else [])):
                say("SAY_PASSAGE_STEP", text=step)
    return DONE


@click.command()
@click.option("--unit", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def courier(home: Path, unit: str, *, as_json: bool) -> int:
    """Say which numbered files of the units below are missing, out of order, replayed or forked."""
    from office.courier import courier as of_unit
    from office.courier import findings

    with at_desk(home) as desk:
        found = of_unit(desk, unit).findings if unit else findings(desk)
        if as_json:
            told = [
                {"trouble": one.trouble, "unit": one.unit, "number": one.number, "digests": list(one.digests)}
                for one in found
            ]
            click.echo(json.dumps(told, ensure_ascii=False))
            return DONE
        for one in found:
            say("SAY_PASSAGE_STEP", text=one.sentence)
        if not found:
            say("SAY_COURIER_NOTHING")
    return DONE


@click.command()
@stands_on
@signs_into
@click.pass_obj
def nil(
    home: Path,
    reason: str,
    basis_day: str,
    basis_number: str,
    basis_whom: str,
    key_file: Path,
    passphrase_file: Path,
    out: Path,
) -> int:
    """Write a signed package that says there is nothing to report."""
    from office.nil import Nil
    from office.open_errors import Knowing
    from office.sending import send

    basis = basis_said(basis_day, basis_number, basis_whom)
    with at_desk(home) as desk:
        made = send(
            desk,
            unlock=unlock(key_file, passphrase_file),
            folder=out,
            knowing=Knowing(nil=Nil(reason, basis)),
            progress=progress,
        )
        say("SAY_SENT", path=made.path)
        say("SAY_SENT_CODES", figures_code=made.figures_code, digest=made.digest)
    return DONE
