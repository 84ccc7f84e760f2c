"""The command line's commands for certificates: asked for, issued, renewed, revoked, taken in."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, at_desk, passphrase, read, say
from desktop_app.cli_tokens import unlock
from desktop_app.language import spoken
from exports.authority import Reason
from office.messages import sentence

_REASONS: tuple[Reason, ...] = (
    "key_compromise",
    "affiliation_changed",
    "superseded",
    "cessation_of_operation",
)
_KEY = click.option("--key", "key_file", type=FILE, required=True)
_PASSPHRASE = click.option("--passphrase-file", type=FILE, required=True)
_SAFE = click.option(
    "--authority-passphrase-file", "safe", type=FILE, required=True, help="Of the authority's own key."
)
_OUT = click.option("--out", type=FILE, required=True, help="A folder.")


@click.group()
def certificate() -> None:
    """Certificates of this office."""


@certificate.command("ask")
@_KEY
@_PASSPHRASE
@_OUT
@click.option("--no-sealing", is_flag=True, help="Without a key that others seal files with.")
@click.option("--issuing", is_flag=True, help="Also to certify the units below.")
@click.pass_obj
def certificate_ask(
    home: Path, key_file: Path, passphrase_file: Path, out: Path, *, no_sealing: bool, issuing: bool
) -> int:
    """Write a signed file that asks the office above for certificates."""
    from office.certified import ask

    with at_desk(home) as desk:
        key = unlock(key_file, passphrase_file)
        say("SAY_CERT_FILE", path=ask(desk, key, out, sealing=not no_sealing, issuing=issuing))
    return DONE


@certificate.command("take")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, default=None, help="Of the key files that were asked for.")
@click.option("--root", "roots", multiple=True, help="SHA-256 of a root whose words were compared.")
@click.option("--how", default="", help="How the words were compared, and with whom.")
@click.option("--yes", is_flag=True, help="Take it in; without it only what would change is said.")
@click.pass_obj
def certificate_take(
    home: Path, file: Path, passphrase_file: Path | None, roots: tuple[str, ...], how: str, *, yes: bool
) -> int:
    """Take a file of certificates and revocation lists in, or say what that would change."""
    from office.certified import look, take

    with at_desk(home) as desk:
        view = look(desk, read(file), file.name)
        if not view.signer.recognised:
            say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
        for root in view.roots:
            words = " ".join(root.words)
            say("SAY_ROOT", subject=root.subject, words=words, fingerprint=root.fingerprint)
        for mine in view.mine:
            say("SAY_MINE", use=_use(mine.use), until=f"{mine.until:%d/%m/%Y}", file=mine.key.name)
        say("SAY_LISTS", count=view.lists)
        if not yes:
            return DONE
        secret = passphrase(passphrase_file) if passphrase_file else ""
        sure = [one.lower() for one in roots]
        taken = take(desk, view, passphrase=secret, confirmed=sure, how=how)
        for path in taken.keys:
            say("SAY_CERT_FILE", path=path)
        for one in taken.rejudged:
            say("SAY_VERDICT", file=one.file, sentence=one.sentence)
    return DONE


@click.group()
def authority() -> None:
    """The authority of an office with units below it."""


@authority.command("found")
@_SAFE
@click.pass_obj
def authority_found(home: Path, safe: Path) -> int:
    """Set the office's authority up: it certifies its own unit and those below it."""
    from office.authority import found

    with at_desk(home) as desk:
        made = found(desk, passphrase(safe))
        say("SAY_CERT_FILE", path=made.path)
        say("SAY_ROOT", subject=made.subject, words=" ".join(made.words), fingerprint=made.fingerprint)
    return DONE


@authority.command("issue")
@click.argument("file", type=FILE)
@_SAFE
@_KEY
@_PASSPHRASE
@_OUT
@click.option("--how", default="", help="How the signer of the request was confirmed.")
@click.pass_obj
def authority_issue(
    home: Path, file: Path, safe: Path, key_file: Path, passphrase_file: Path, out: Path, how: str
) -> int:
    """Issue what a request file asks for, and write the file that takes it back."""
    from office.authority import Work, issue, look

    with at_desk(home) as desk:
        view = look(desk, read(file), file.name)
        if not view.signer.recognised:
            say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
        work = Work(passphrase(safe), unlock(key_file, passphrase_file), out)
        say("SAY_CERT_FILE", path=issue(desk, view, work, how))
    return DONE


@authority.command("renew")
@click.argument("numbers", type=int, nargs=-1, required=True)
@_SAFE
@_KEY
@_PASSPHRASE
@_OUT
@click.pass_obj
def authority_renew(
    home: Path, numbers: tuple[int, ...], safe: Path, key_file: Path, passphrase_file: Path, out: Path
) -> int:
    """Issue certificates anew for the same keys; the numbers are those of `authority list`."""
    from office.authority import Work, renew

    with at_desk(home) as desk:
        work = Work(passphrase(safe), unlock(key_file, passphrase_file), out)
        say("SAY_CERT_FILE", path=renew(desk, numbers, work))
    return DONE


@authority.command("revoke")
@click.argument("number", type=int)
@click.option("--reason", type=click.Choice(_REASONS), required=True)
@click.option("--why", required=True, help="Who said so, and how.")
@_SAFE
@click.pass_obj
def authority_revoke(home: Path, number: int, reason: Reason, why: str, safe: Path) -> int:
    """Revoke a certificate from now on, and make the new revocation list."""
    from office.authority import revoke

    with at_desk(home) as desk:
        revoke(desk, number, reason=reason, why=why, passphrase=passphrase(safe))
        say("SAY_REVOKED", number=number)
    return DONE


@authority.command("list")
@click.pass_obj
def authority_list(home: Path) -> int:
    """Show what was issued here, and the authorities believed here."""
    from office.authority import issued
    from office.certified import trusted

    with at_desk(home) as desk:
        for one in reversed(issued(desk)):
            mark = f"{one.revoked:%d/%m/%Y}" if one.revoked else ""
            unit, until = one.unit_name, f"{one.until:%d/%m/%Y}"
            say(
                "SAY_ISSUED_REVOKED" if mark else "SAY_ISSUED",
                number=one.id,
                unit=unit,
                person=one.person,
                use=_use(one.use),
                until=until,
                day=mark,
            )
        for root in trusted(desk):
            if root.ended is None:
                words = " ".join(root.words)
                say("SAY_ROOT", subject=root.subject, words=words, fingerprint=root.fingerprint)
    return DONE


@authority.command("lists")
@_KEY
@_PASSPHRASE
@_OUT
@click.option(
    "--authority-passphrase-file", "safe", type=FILE, default=None, help="Makes the list anew first."
)
@click.pass_obj
def authority_lists(home: Path, key_file: Path, passphrase_file: Path, out: Path, safe: Path | None) -> int:
    """Write authorities and revocation lists to a file for offices that get no kit now."""
    from office.authority import new_list, write_lists

    with at_desk(home) as desk:
        if safe is not None:
            new_list(desk, passphrase(safe))
        say("SAY_CERT_FILE", path=write_lists(desk, unlock(key_file, passphrase_file), out))
    return DONE


def _use(use: str) -> str:
    return sentence(f"SAY_USE_{use.upper()}", spoken())
