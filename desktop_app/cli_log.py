"""The command line's commands for the signed log of decisions: write it, make all tables anew from it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from desktop_app.cli_say import DONE, FILE, at_desk, progress, read, say, shelf
from desktop_app.cli_tokens import signs_into, unlock

_LARGEST = 100 * 1024 * 1024  # bytes of a package


@click.group()
def log() -> None:
    """The office's log of decisions, signed, and its tables made anew from it."""


@log.command("write")
@signs_into
@click.pass_obj
def log_write(home: Path, key_file: Path, passphrase_file: Path, out: Path) -> int:
    """Sign the log of decisions and write it into a folder."""
    from office.desk_log import write

    with at_desk(home) as desk:
        say("SAY_LOG_WRITTEN", path=write(desk, unlock(key_file, passphrase_file), out))
    return DONE


@log.command("redo")
@click.argument("file", type=FILE)
@click.argument("packages", nargs=-1, type=FILE, required=True)
@click.option("--out", type=FILE, required=True)
def log_redo(file: Path, packages: tuple[Path, ...], out: Path) -> int:
    """Make every table anew from a log and the packages, without the office's data."""
    from exports.keys import fingerprint_words
    from office.clock import SystemClock
    from office.desk_log import open_log
    from office.redoing import redo
    from office.writing_tables import write_tables

    told = open_log(read(file), SystemClock().now(), file.name)
    say(
        "SAY_LOG_SIGNER",
        subject=told.signer.subject,
        words=" ".join(fingerprint_words(told.signer.fingerprint)),
    )
    found = dict(_files(packages))

    def bytes_of(digest: str) -> bytes | None:
        return found[digest].read_bytes() if digest in found else None

    with (
        TemporaryDirectory(prefix=".phieuxa-redo-", ignore_cleanup_errors=True) as room,
        closing(redo(told, bytes_of, Path(room) / "office", shelf(), progress)) as desk,
    ):
        written = write_tables(desk, out)
    say("SAY_LOG_REDONE", count=written, acts=len(told.acts), folder=out)
    return DONE


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, Path | zipfile.Path]]:
    """Find the packages among files and in folders, and what lies in companions, by the SHA-256 of each."""
    for given in paths:
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.suffix.lower() == ".xlsx":
                yield from _hashed(path, path.stat().st_size)
            elif path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as companion:
                    entries = [one for one in companion.infolist() if not one.is_dir()]
                for entry in entries:
                    yield from _hashed(zipfile.Path(path, entry.filename), entry.file_size)


def _hashed(path: Path | zipfile.Path, size: int) -> Iterator[tuple[str, Path | zipfile.Path]]:
    if size <= _LARGEST:
        yield hashlib.sha256(path.read_bytes()).hexdigest(), path
