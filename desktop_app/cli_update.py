"""The command line's commands for updates of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli_say import DONE, FILE, at_desk, progress, read, say, write
from desktop_app.cli_tokens import unlock
from desktop_app.paths import installed
from forms.problems import Problem
from office.clock import SystemClock
from office.desk import is_started

if TYPE_CHECKING:
    from exports.opc import Signer
    from office.installed import Installed


@click.group()
def update() -> None:
    """Updates of the program as one signed file."""


@update.command("make")
@click.argument("folder", type=FILE)
@click.option("--minimum", required=True, help="The lowest version that can take it.")
@click.option("--notes", default="", help="What is new, one line in Vietnamese.")
@click.option("--notes-en", default="", help="What is new, one line in English.")
@click.option("--quick", is_flag=True, help="Pack faster, into a larger file.")
@click.option("--key", "key_file", type=FILE, required=True)
@click.option("--passphrase-file", type=FILE, required=True)
@click.option("--out", type=FILE, required=True, help="The folder the update is written to.")
def update_make(
    folder: Path,
    minimum: str,
    notes: str,
    notes_en: str,
    key_file: Path,
    passphrase_file: Path,
    out: Path,
    *,
    quick: bool,
) -> int:
    """Pack and sign one version of the program as an update."""
    from office.signing_keys import unlocked
    from office.update_file import build, file_name, open_update

    now = SystemClock().now()
    words = {code: text for code, text in (("vi", notes), ("en", notes_en)) if text}
    with unlocked(unlock(key_file, passphrase_file)) as key:
        data = build(folder, minimum, words, key, now, quick=quick)
    made = open_update(data, now)
    path = out / file_name(made)
    write(path, data)
    say("SAY_UPDATE_MADE", path=path, version=made.version, platform=made.platform, words=_words(made.signer))
    return DONE


@update.command("show")
@click.argument("file", type=FILE)
def update_show(file: Path) -> int:
    """Say what an update holds, and whether it can be taken here."""
    from office.update_file import open_update
    from office.updating import look

    now = SystemClock().now()
    found = open_update(read(file), now, file.name)
    say(
        "SAY_UPDATE",
        version=found.version,
        platform=found.platform,
        minimum=found.minimum,
        count=len(found.files),
    )
    say("SAY_UPDATE_SIGNER", subject=found.signer.subject, words=_words(found.signer))
    here = _here()
    look(file, here, now)
    say("SAY_UPDATE_CAN", here=here.running)
    return DONE


@update.command("take")
@click.argument("file", type=FILE)
@click.pass_obj
def update_take(home: Path, file: Path) -> int:
    """Copy the data, then take an update; the newer version starts at the next start."""
    from office.copies import Why, make
    from office.updating import take

    def copy() -> None:
        if is_started(home):
            with at_desk(home) as desk:
                say("SAY_UPDATE_COPY", path=make(desk, Why.UPDATE).path)

    taken = take(file, _here(), SystemClock().now(), copy, progress)
    say("SAY_UPDATE_TAKEN", version=taken.version, before=taken.before)
    return DONE


@update.command("back")
def update_back() -> int:
    """Let the version before start again."""
    from office.updating import back

    say("SAY_UPDATE_BACK", version=back(_here()))
    return DONE


def _here() -> Installed:
    found = installed()
    if found is None:
        raise Problem("UPDATE_NOT_INSTALLED")
    return found


def _words(signer: Signer) -> str:
    from exports.keys import fingerprint_words

    return " ".join(fingerprint_words(signer.fingerprint))
