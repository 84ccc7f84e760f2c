"""The command line's way to keys: a key file, or a USB token by its driver and its certificate."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, passphrase, say
from desktop_app.language import spoken
from forms.problems import Problem
from office.messages import sentence

if TYPE_CHECKING:
    from office.signing_keys import Unlock

_ON_TOKEN = re.compile(r"(.+)#([0-9a-fA-F]{64})")


def signs_into(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a file that it signs: the key, its passphrase, and where to write."""
    for option in (
        click.option("--out", type=FILE, required=True),
        click.option("--passphrase-file", type=FILE, required=True),
        click.option("--key", "key_file", type=FILE, required=True),
    ):
        command = option(command)
    return command


def unlock(key: Path, passphrase_file: Path) -> Unlock:
    """Say which key is meant: a PKCS#12 file, or `DRIVER#FINGERPRINT` as `token list` prints it."""
    from office.signing_keys import FileKey, TokenKey

    secret = passphrase(passphrase_file)
    on_token = _ON_TOKEN.fullmatch(str(key))
    if on_token is None or key.is_file():
        return FileKey(key, secret)
    return TokenKey(Path(on_token[1]), 0, on_token[2].lower(), secret)


@click.group()
def token() -> None:
    """USB tokens."""


@token.command("list")
@click.option("--driver", type=FILE, multiple=True, help="A token's library; those found here when left out.")
def token_list(driver: tuple[Path, ...]) -> int:
    """Show the tokens that are plugged in, their certificates, and what to give as --key; no PIN is asked."""
    from exports.token_libraries import found_libraries
    from office.tokens import plugged_in

    tokens, problems = plugged_in(driver or found_libraries())
    for one in tokens:
        say("SAY_TOKEN", label=one.label, pin=sentence(f"SAY_PIN_{one.pin.name}", spoken()))
        for facts in one.certificates:
            until = facts.valid_to.strftime("%d/%m/%Y")
            code = "SAY_TOKEN_SIGNS" if facts.fingerprint in one.signing else "SAY_TOKEN_OPENS"
            say(code, person=facts.person, until=until, key=f"{one.library}#{facts.fingerprint}")
    if not tokens:
        raise problems[0] if problems else Problem("TOKEN_ABSENT")
    return REFUSED if problems and driver else DONE
