"""What every command of the command line shares: exit codes, reading and writing files, speaking."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desktop_app.clocks import settle
from desktop_app.language import spoken
from desktop_app.paths import shipped_packs
from exports.carriers import deliver
from forms.problems import Problem
from office.clock import SystemClock
from office.desk import Desk
from office.messages import sentence
from office.opening import open_alone
from office.packs import Shelf

DONE, REFUSED, USAGE, MARKED = 0, 1, 2, 3
FILE = click.Path(path_type=Path)
TELLS_AFTER = 3  # steps: shorter work is over before a line about it is read


def shelf() -> Shelf:
    """Return the packs that came with the program."""
    return Shelf(shipped_packs(), SystemClock().now())


def at_desk(home: Path) -> Desk:
    """Open the office in a folder, speaking the system's language; only to look where a window writes it."""
    opened = settle(open_alone(home, clock=SystemClock(), shelf=shelf()))
    opened.language = spoken()
    return opened


def read(file: Path) -> bytes:
    """Read a file; raise FILE_MISSING."""
    if not file.is_file():
        raise Problem("FILE_MISSING", file=file)
    return file.read_bytes()


def write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    deliver(data, file.parent, file.name, read_only=False)


def passphrase(file: Path) -> str:
    """Read the first line of a file as Windows' editors write it, with a byte order mark or without."""
    try:
        text = read(file).decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as wrong:
        raise Problem("PASSPHRASE_FILE", file=file) from wrong
    if "\n" in text:
        raise Problem("PASSPHRASE_FILE", file=file)
    return text


def refusal(problem: Problem, language: str) -> str:
    """Say code, sentence and, where the sentence itself does not, the cell."""
    text = sentence(problem, language)
    place = problem.details.get("place", "")
    return f"{problem.code}: {text}" if not place or place in text else f"{problem.code}: {place}: {text}"


def say(code: str, **details: object) -> None:
    """Say a sentence of ours."""
    click.echo(sentence(code, spoken(), **details))


def say_error(text: str) -> None:
    """Write a line to the error stream."""
    click.echo(text, err=True)


def progress(done: int, total: int, what: str) -> None:
    """Show how far a long step is, where somebody watches."""
    if total > TELLS_AFTER and sys.stderr.isatty():
        click.echo(f"\r{done}/{total} {what[:60]:<60}", err=True, nl=done >= total)
