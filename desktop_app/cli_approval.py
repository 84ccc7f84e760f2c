"""The command line for two signatures: the preparer asks, the approver signs, the package goes out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, USAGE, at_desk, progress, say, say_error, shelf
from desktop_app.cli_tokens import signs_into, unlock
from desktop_app.language import spoken
from office.approval_page import ApprovalPage
from office.clock import SystemClock
from office.messages import sentence


@click.command("approve")
@click.argument("file", type=FILE)
@click.option("--key", "key_file", type=FILE, default=None, help="The approver's key; without it: only look.")
@click.option("--passphrase-file", type=FILE, default=None)
@click.option("--out", type=FILE, default=None, help="The folder that the approved file is written into.")
@click.option("--json", "as_json", is_flag=True)
def approve(
    file: Path, key_file: Path | None, passphrase_file: Path | None, out: Path | None, *, as_json: bool
) -> int:
    """Show a package to its approver and, with a key, put the second signature on; needs no office."""
    from office.approver import approve_elsewhere, look

    if key_file is not None and (passphrase_file is None or out is None):
        say_error(sentence("USAGE_MISSING", spoken(), word="--passphrase-file, --out"))
        return USAGE
    clock = SystemClock()
    seen = look(file, shelf().packs, clock.now(), spoken())
    if key_file is None or passphrase_file is None or out is None:
        _show(seen.page, as_json=as_json)
        return DONE
    made = approve_elsewhere(seen, unlock(key_file, passphrase_file), clock.now(), out)
    say("SAY_APPROVED", path=made.path, words=" ".join(made.words))
    return DONE


def _show(page: ApprovalPage, *, as_json: bool) -> None:
    """Print the page an approver reads."""
    if as_json:
        plain = {
            "unit": page.unit,
            "figures_code": page.figures_code,
            "revision": page.revision,
            "preparer": page.preparer,
            "approver": page.approver,
            "figures": [[one.label, one.unit, one.now, one.before] for one in page.figures],
            "compared": page.compared,
            "changes": [[one.place, one.old, one.new] for one in page.changes],
            "explained": [[one.place, one.reason] for one in page.explained],
            "still_open": list(page.still_open),
        }
        click.echo(json.dumps(plain, ensure_ascii=False))
        return
    say(
        "SAY_TO_APPROVE",
        unit=page.unit_name,
        revision=page.revision,
        figures_code=page.figures_code,
        preparer=page.preparer,
        approver=page.approver,
    )
    for figure in page.figures:
        before = f" ({figure.before})" if figure.before else ""
        click.echo(f"    {figure.label}: {figure.now}{before} {figure.unit}")
    for change in page.changes:
        click.echo(f"    {change.place}: {change.old} → {change.new}")
    for one in page.explained:
        click.echo(f"    {one.place}: {one.reason}")
    for line in page.still_open:
        click.echo(f"    {line}")


@click.group()
def approval() -> None:
    """The office's package between its two signatures."""


@approval.command("ask")
@signs_into
@click.option("--open-errors", type=FILE, default=None)
@click.pass_obj
def ask(home: Path, key_file: Path, passphrase_file: Path, out: Path, open_errors: Path | None) -> int:
    """Sign as the preparer, freeze the answers and write the file for the approver."""
    from office import approval as two
    from office.open_errors import ORDINARY, read_file

    with at_desk(home) as desk:
        knowing = read_file(open_errors) if open_errors else ORDINARY
        two.ask(desk, unlock(key_file, passphrase_file), knowing, progress)
        say("SAY_SENT", path=two.carry_out(desk, out))
    return DONE


@approval.command("send")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True)
@click.pass_obj
def send(home: Path, file: Path, out: Path) -> int:
    """Take the file back in that the approver signed, and write the package."""
    from office import approval as two

    with at_desk(home) as desk:
        two.bring_back(desk, file)
        made = two.send_approved(desk, out, progress)
        say("SAY_SENT", path=made.path)
        say("SAY_SENT_CODES", figures_code=made.figures_code, digest=made.digest)
    return DONE


@approval.command("withdraw")
@click.option("--why", required=True)
@click.pass_obj
def withdraw(home: Path, why: str) -> int:
    """Take the package back from its approver; the answers may be changed again."""
    from office import approval as two

    with at_desk(home) as desk:
        two.take_back(desk, why)
        say("SAY_TAKEN_BACK", why=why)
    return DONE
