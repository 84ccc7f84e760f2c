"""The command line: the same use cases as the window, for scripts and checks.

Exit codes: 0 done, 1 refused with a reason, 2 wrong usage; `verify` has its own (see there).
"""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from getpass import getuser
from pathlib import Path
from typing import Any

import click

from desktop_app.cli_answers import answers
from desktop_app.cli_approval import approval, approve
from desktop_app.cli_board import board
from desktop_app.cli_certificates import authority, certificate
from desktop_app.cli_changes import changes
from desktop_app.cli_conference import conference
from desktop_app.cli_copies import copies
from desktop_app.cli_courier import courier, nil, receipts
from desktop_app.cli_excel_form import excel_form
from desktop_app.cli_import import import_list
from desktop_app.cli_kit import kit, supplement
from desktop_app.cli_log import log
from desktop_app.cli_packs import pack
from desktop_app.cli_paper import paper
from desktop_app.cli_parts import part
from desktop_app.cli_rebuild import rebuild
from desktop_app.cli_receive import back_again, out_again, receive
from desktop_app.cli_returns import lock, query, send_back
from desktop_app.cli_say import (
    DONE,
    FILE,
    MARKED,
    REFUSED,
    USAGE,
    at_desk,
    passphrase,
    progress,
    read,
    refusal,
    say,
    say_error,
    shelf,
)  # fmt: skip
from desktop_app.cli_signers import signer
from desktop_app.cli_tokens import signs_into, token, unlock
from desktop_app.cli_update import update
from desktop_app.cli_words import speak, usage
from desktop_app.language import spoken
from desktop_app.paths import default_home, profile_home
from forms.pack import Severity
from forms.problems import Problem
from office.clock import SystemClock
from office.desk import start
from office.messages import sentence
from office.packs import open_pack
from ui.look import read_look, wear
from ui.version import VERSION


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every Problem becomes a sentence on stderr."""
    language = spoken()
    speak(phieuxa, language)
    try:
        result = phieuxa.main(args=list(arguments), prog_name="phieuxa", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as wrong:
        say_error(usage(wrong, language))
        return USAGE
    except click.Abort:
        return REFUSED
    except Problem as problem:
        for one in getattr(problem, "problems", ()) or (problem,):
            say_error(refusal(one, language))
        return REFUSED
    except OSError as wrong:
        say_error(refusal(_as_problem(wrong), language))
        return REFUSED
    return result if isinstance(result, int) else DONE


@click.group(invoke_without_command=True)
@click.option("--home", type=FILE, default=None, help="The office's data folder.")
@click.option("--selftest", is_flag=True, help="Check the program's files, walk a value to the district.")
@click.option("--report", type=FILE, default=None, help="Write what the self-test tells into this file, too.")
@click.version_option(VERSION, prog_name="phieuxa")
@click.pass_context
def phieuxa(context: click.Context, home: Path | None, report: Path | None, *, selftest: bool) -> int | None:
    """Phiếu Xã: enter, check, sign, carry, verify and add up commune reports, offline."""
    if selftest:
        from desktop_app.selftest import selftest as walk

        context.exit(walk(click.echo, report))
    try:
        context.obj = home or default_home()
    except Problem as problem:
        if context.invoked_subcommand is not None:
            raise
        from desktop_app.app import refuse

        context.exit(refuse(problem))
    if context.invoked_subcommand is None:
        wear(read_look(context.obj))  # before anything of Qt is made
        from desktop_app.app import open_window

        base = None if home else profile_home()
        context.exit(open_window(context.obj, SystemClock(), shelf(), context.command, base=base))
    return None


@phieuxa.command()
@click.option("--unit", required=True, help="The unit's official code.")
@click.option("--pack", "pack_file", type=FILE, default=None, help="A pack file other than those shipped.")
@click.option("--person", default="", help="Who works here.")
@click.option("--position", default="")
@click.option("--telephone", default="")
@click.pass_obj
def init(home: Path, unit: str, pack_file: Path | None, person: str, position: str, telephone: str) -> int:
    """Set an office up in a folder; its level follows from the unit."""
    data = read(pack_file) if pack_file else None
    if pack_file and data:
        open_pack(data, SystemClock().now(), name=pack_file.name)  # a refusal names the file
    with start(
        home, unit=unit, person=person or getuser(), position=position, telephone=telephone,
        shelf=shelf(), pack=data, clock=SystemClock(), language=spoken(),
    ) as desk:  # fmt: skip
        say("SAY_STARTED", unit=desk.unit.code, name=desk.unit.name, home=home)
    return DONE


@phieuxa.command()
@click.argument("file", type=FILE)
@click.pass_obj
def fill(home: Path, file: Path) -> int:
    """Enter many answers at once from JSON or from a workbook shaped like a package."""
    from office.filling import fill as fill_from

    with at_desk(home) as desk:
        result = fill_from(desk, file, progress)
        say("SAY_FILLED", count=result.cells)
    return DONE


@phieuxa.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def check(home: Path, *, as_json: bool) -> int:
    """List errors and warnings; exit 1 if there is any error."""
    from office.official import opened

    with at_desk(home) as desk:
        document = desk.own_document()
        findings = opened(desk, document).findings()
        language = desk.language if not as_json else spoken()
    lines = [
        {
            "code": found.code,
            "severity": found.severity.value,
            "place": str(found.place),
            "sentence": found.sentence.get(language, ""),
        }
        for found in findings
    ]
    if as_json:
        click.echo(json.dumps({"findings": lines}, ensure_ascii=False))
    else:
        for line in lines:
            word = sentence("SAY_ERROR" if line["severity"] == "error" else "SAY_WARNING", language)
            click.echo(f"{word} {line['code']} {line['place']}: {line['sentence']}")
        errors = sum(found.severity is Severity.ERROR for found in findings)
        say("SAY_COUNTS", errors=errors, warnings=len(findings) - errors)
    return REFUSED if any(found.severity is Severity.ERROR for found in findings) else DONE


@phieuxa.group()
def key() -> None:
    """Signing keys."""


@key.command("new")
@click.option("--person", required=True)
@click.option("--position", default="")
@click.option("--passphrase-file", type=FILE, required=True)
@click.option("--out", type=FILE, required=True)
@click.pass_obj
def key_new(home: Path, person: str, position: str, passphrase_file: Path, out: Path) -> int:
    """Make a signing key in a new PKCS#12 file."""
    from office.signing_keys import make_key

    with at_desk(home) as desk:
        made = make_key(desk, person, position, passphrase(passphrase_file), out)
        say("SAY_KEY_MADE", path=made.path, words=" ".join(made.fingerprint_words))
    return DONE


@phieuxa.command()
@signs_into
@click.option(
    "--open-errors",
    type=FILE,
    default=None,
    help="JSON: a reason for each error left open, and the forms that follow later.",
)
@click.option("--route", default="")
@click.option("--confirmed", is_flag=True)
@click.option("--sealed/--plain", default=None)
@click.pass_obj
def send(
    home: Path,
    key_file: Path,
    passphrase_file: Path,
    out: Path,
    open_errors: Path | None,
    route: str,
    *,
    confirmed: bool,
    sealed: bool | None,
) -> int:
    """Write the office's next signed package into a folder."""
    from office.open_errors import ORDINARY, read_file
    from office.routed import at
    from office.sending import send as send_to

    with at_desk(home) as desk:
        knowing = read_file(open_errors) if open_errors else ORDINARY
        made = send_to(
            at(desk, route),
            unlock=unlock(key_file, passphrase_file),
            folder=out,
            knowing=replace(knowing, confirmed=confirmed),
            sealed=sealed,
            progress=progress,
        )
        say("SAY_SENT", path=made.path)
        if made.by_stick:
            say("BY_STICK", file=made.path.name)
        say("SAY_SENT_CODES", figures_code=made.figures_code, digest=made.digest)
        if made.companion:
            say("SAY_COMPANION", path=made.companion)
    return DONE


@phieuxa.command()
@click.argument("file", type=FILE)
@click.option("--trust", type=FILE, default=None, help="A folder of CA certificates and CRLs, PEM or DER.")
@click.option("--json", "as_json", is_flag=True)
def verify(file: Path, trust: Path | None, *, as_json: bool) -> int:
    """Judge any OPC-signed workbook: exit 0 valid, 3 valid with a mark, 1 everything else."""
    from exports.keys import fingerprint_words
    from office.judging import judge

    judged = judge(read(file), trust, SystemClock())
    if as_json:
        click.echo(json.dumps(judged.plain(), ensure_ascii=False))
    else:
        person = next((one.subject for one in judged.signers if not one.trusted), "")
        details = {"where": judged.detail, "file": file.name, "person": person}
        why = sentence(Problem(judged.reason, **details), spoken()) if judged.reason else ""
        say("SAY_VERIFIED", state=judged.state, reason=judged.clock.said(spoken()) if judged.clock else why)
        for signer in judged.signers:
            say("SAY_SIGNED_BY", subject=signer.subject, unit=signer.unit or "?", time=signer.time or "?")
            say("SAY_SIGNER_WORDS", words=" ".join(fingerprint_words(signer.fingerprint)))
        for part in judged.answer.parts:
            click.echo(f"  {part.asked(spoken())} {part.said(spoken())}")
    if judged.state == "valid":
        return DONE
    return MARKED if judged.state.startswith("valid-") else REFUSED


@phieuxa.command()
@click.argument("table")
@click.option("--year", default=None)
@click.option("--json", "as_json", is_flag=True)
@click.option("--of", "unit", default="")
@click.option("--new-units", is_flag=True)
@click.option("--out", type=FILE, default=None, help="Write the table as an Excel workbook.")
@click.pass_obj
def totals(
    home: Path, table: str, year: str | None, unit: str, *, as_json: bool, new_units: bool, out: Path | None
) -> int:
    """Show a consolidated table."""
    from desktop_app.show_totals import as_plain, as_text
    from office.asked_table import Asked, asked_table
    from office.writing_tables import export_totals

    asked = Asked(table, year, unit, new_units)
    with at_desk(home) as desk:
        view = asked_table(desk, asked)
        if out:
            export_totals(desk, asked, out)
            if not as_json:
                say("SAY_TABLE_WRITTEN", table=table, path=out)
        if as_json:
            click.echo(json.dumps(as_plain(view), ensure_ascii=False, default=_number))
        elif not out:
            for line in as_text(view, desk.language):
                click.echo(line)
            say("SAY_UNITS_IN", units_in=view.units_in, units_all=view.units_all)
            if view.missing:
                say("SAY_PROVISIONAL", missing=", ".join(view.missing))
    return DONE


@phieuxa.command()
@click.option("--out", type=FILE, default=Path("demo"), show_default=True)
@click.option("--communes", type=click.IntRange(1, 102), default=102, show_default=True)
@click.option("--registers", is_flag=True, help="import every commune's households; BM-02 to BM-07 follow")
def demo(out: Path, communes: int, registers: bool) -> int:
    """Walk the main job with real offices on the reference data, and compare with the published result."""
    from desktop_app.demo import demonstrate

    agrees = demonstrate(out, communes, shelf(), click.echo, spoken(), registers=registers)
    return DONE if agrees else REFUSED


@phieuxa.command("demo-desk")
@click.option("--out", type=FILE, default=Path("demo-desk"), show_default=True)
@click.option("--communes", type=click.IntRange(1), default=102, show_default=True)
def demo_desk(out: Path, communes: int) -> int:
    """Walk the desks above: mended, forged, repeated, late, forked, nil and typed-in packages."""
    from desktop_app.demo_desk import demonstrate_desk

    return DONE if demonstrate_desk(out, communes, shelf(), click.echo, spoken()) else REFUSED


@phieuxa.command(hidden=True)
@click.argument("folder", type=FILE)
@click.option("--language", default="", help="The language of the pictures.")
@click.option("--one-size", is_flag=True, help="At the commonest size of a screen alone.")
@click.pass_obj
def photograph(home: Path, folder: Path, language: str, *, one_size: bool) -> int:
    """Photograph every page of an office."""
    from desktop_app.photograph import photograph as take

    click.echo(take(home, folder, shelf(), language, one_size=one_size))
    return DONE


phieuxa.add_command(answers)
phieuxa.add_command(approval)
phieuxa.add_command(approve)
phieuxa.add_command(authority)
phieuxa.add_command(board)
phieuxa.add_command(certificate)
phieuxa.add_command(changes)
phieuxa.add_command(conference)
phieuxa.add_command(copies)
phieuxa.add_command(courier)
phieuxa.add_command(import_list)
phieuxa.add_command(excel_form)
phieuxa.add_command(pack)
phieuxa.add_command(paper)
phieuxa.add_command(kit)
phieuxa.add_command(lock)
phieuxa.add_command(log)
phieuxa.add_command(nil)
phieuxa.add_command(part)
phieuxa.add_command(query)
phieuxa.add_command(rebuild)
phieuxa.add_command(receipts)
phieuxa.add_command(receive)
phieuxa.add_command(send_back)
phieuxa.add_command(out_again)
phieuxa.add_command(back_again)
phieuxa.add_command(signer)
phieuxa.add_command(supplement)
phieuxa.add_command(token)
phieuxa.add_command(update)


def _as_problem(wrong: OSError) -> Problem:
    """Say what the disk refused, where no floor below has said it already."""
    code = "DISK_FULL" if wrong.errno in (errno.ENOSPC, errno.EDQUOT) else "DISK_ERROR"
    return Problem(code, path=wrong.filename or "", reason=wrong.strerror or "")


def _number(value: Any) -> Any:  # noqa: ANN401 - json hands over whatever it does not know
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(value)
