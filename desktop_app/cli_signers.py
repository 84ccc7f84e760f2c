"""The command line's commands for the register of signers."""

from __future__ import annotations

from pathlib import Path

import click

from db.signers import CAPACITIES, END_KINDS
from desktop_app.cli_say import DONE, FILE, at_desk, read, say
from desktop_app.cli_tokens import signs_into, unlock


@click.group()
def signer() -> None:
    """The register of signers."""


@signer.command("recognise")
@click.argument("file", type=FILE)
@click.option("--unit", required=True)
@click.option("--person", required=True)
@click.option("--position", default="")
@click.option("--how", required=True, help="How it was confirmed: by telephone, on paper ...")
@click.option("--as", "capacity", type=click.Choice(CAPACITIES[1:]), default=None, help="As what; the head.")
@click.pass_obj
def signer_recognise(
    home: Path, file: Path, unit: str, person: str, position: str, how: str, capacity: str | None
) -> int:
    """Recognise the signer of a package, or a certificate, for a unit."""
    from office.receiving import certificate_in
    from office.recognising import recognise

    with at_desk(home) as desk:
        found = certificate_in(read(file), file.name, desk.clock)
        receipts = recognise(
            desk,
            found.data,
            unit=unit,
            person=person,
            position=position,
            capacity=capacity or "",
            how=how,
        )
        say("SAY_RECOGNISED", unit=unit, words=" ".join(found.words))
        for receipt in receipts:
            say("SAY_VERDICT", file=receipt.file, sentence=receipt.sentence)
    return DONE


@signer.command("end")
@click.argument("file", type=FILE)
@click.option("--unit", required=True)
@click.option("--how", required=True, help="Why, and who said so.")
@click.option("--why", type=click.Choice(END_KINDS), default=None, help="lost: it never counts again.")
@click.pass_obj
def signer_end(home: Path, file: Path, unit: str, how: str, why: str | None) -> int:
    """End the recognition of a package's signer, or of a certificate, for a unit."""
    from office.receiving import certificate_in
    from office.recognising import end_recognition

    with at_desk(home) as desk:
        found = certificate_in(read(file), file.name, desk.clock)
        end_recognition(desk, found.fingerprint, unit=unit, how=how, kind=why or "")
        say("SAY_ENDED", unit=unit)
    return DONE


@signer.command("list")
@click.pass_obj
def signer_list(home: Path) -> int:
    """Show the register of signers."""
    from office.receiving import signers

    with at_desk(home) as desk:
        for one in signers(desk):
            say(
                "SAY_SIGNER",
                unit=one.unit,
                person=one.person,
                since=one.since,
                until=one.until,
                words=" ".join(one.words),
                how=one.how,
            )
    return DONE


@signer.command("write")
@signs_into
@click.pass_obj
def signer_write(home: Path, key_file: Path, passphrase_file: Path, out: Path) -> int:
    """Sign the register this office answers for and write its file, to be carried up or down."""
    from office.register_file import write

    with at_desk(home) as desk:
        say("SAY_REGISTER_WRITTEN", path=write(desk, unlock=unlock(key_file, passphrase_file), folder=out))
    return DONE


@signer.command("take")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Take it in; without it only what would change is said.")
@click.option("--how", default="", help="How its signer was confirmed, who is not recognised yet.")
@click.pass_obj
def signer_take(home: Path, file: Path, *, yes: bool, how: str) -> int:
    """Take a register file in, or say line by line what that would change."""
    from office.register_file import look, take_in

    with at_desk(home) as desk:
        data = read(file)
        view = look(desk, data, file.name)
        for one in view.proposals:
            say(f"SAY_LINE_{one.step.name}", unit=one.line.unit, person=one.line.person)
        if not view.signer.recognised:
            say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
        if yes:
            for receipt in take_in(desk, data, how=how):
                say("SAY_VERDICT", file=receipt.file, sentence=receipt.sentence)
            say("SAY_REGISTER_TAKEN", file=file.name, count=len(view.proposals))
    return DONE
