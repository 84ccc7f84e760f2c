"""`phieuxa receive`, `take-out`, `put-back`: what comes from below, looked at, taken in, taken out again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, at_desk, progress, say
from desktop_app.cli_tokens import unlock
from office.desk import Desk
from office.signing_keys import Unlock

_REFUSED = ("refused", "sealed")


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--key", "key_file", type=FILE, default=None)
@click.option("--passphrase-file", type=FILE, default=None)
@click.pass_obj
def receive(
    home: Path,
    files: tuple[Path, ...],
    *,
    dry_run: bool,
    as_json: bool,
    key_file: Path | None,
    passphrase_file: Path | None,
) -> int:
    """Verify packages and take them in, or only look at them; exit 1 if any is refused."""
    with at_desk(home) as desk:
        opening = unlock(key_file, passphrase_file) if key_file and passphrase_file else None
        if dry_run:
            return _look(desk, files, opening, as_json=as_json)
        from office.receiving import receive_copied

        receipts = receive_copied(desk, files, progress, unlock=opening)
        for receipt in receipts:
            _tell(receipt.file, receipt.sentence, receipt.details, receipt.plain() if as_json else None)
    return REFUSED if any(receipt.verdict in _REFUSED for receipt in receipts) else DONE


def _look(desk: Desk, files: Sequence[Path], opening: Unlock | None, *, as_json: bool) -> int:
    from office.inbox import look

    with look(desk, files, progress, unlock=opening) as inbox:
        for line in inbox.lines:
            one = line.receipt
            cells = [f"{cell.place}: {cell.old} → {cell.new}" for cell in line.cells]
            _tell(one.file, one.sentence, (*one.details, *cells), line.plain() if as_json else None)
        if not as_json and inbox.others:
            say("FOLDER_OTHERS", count=inbox.others)
        if not as_json:
            say("SAY_LOOKED_AT", count=inbox.count)
        return REFUSED if any(line.receipt.verdict in _REFUSED for line in inbox.lines) else DONE


def _tell(file: str, sentence: str, details: Sequence[str], plain: dict[str, object] | None) -> None:
    if plain is not None:
        click.echo(json.dumps(plain, ensure_ascii=False))
        return
    say("SAY_VERDICT", file=file, sentence=sentence)
    for detail in details:
        click.echo(f"    {detail}")


@click.command("take-out")
@click.argument("digest")
@click.option("--reason", required=True)
@click.pass_obj
def out_again(home: Path, digest: str, *, reason: str) -> int:
    """Take a package out of the tables again; the revision before it counts then."""
    from office.taking_out import take_out

    with at_desk(home) as desk:
        done = take_out(desk, digest, reason)
        code = "SAY_TAKEN_OUT_AGAIN" if done.again else "SAY_TAKEN_OUT"
        say(code, unit=done.unit_name, revision=done.revision, again=done.again)
    return DONE


@click.command("put-back")
@click.argument("digest")
@click.option("--reason", required=True)
@click.pass_obj
def back_again(home: Path, digest: str, *, reason: str) -> int:
    """Put a package that was taken out back into the tables."""
    from office.taking_out import put_back

    with at_desk(home) as desk:
        receipt = put_back(desk, digest, reason)
        _tell(receipt.file, receipt.sentence, receipt.details, None)
    return DONE
