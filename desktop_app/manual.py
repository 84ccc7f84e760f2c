"""The manual as the program carries it: where its chapters lie, and those written from the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from desktop_app.cli_words import commands, help_of
from desktop_app.paths import program_folder
from forms.pack import Pack
from office.manual import Manual, read_manual
from office.manual_tables import codes_chapter, escaped, forms_chapter
from office.messages import sentence
from ui.help.chapters import keys_chapter


def manual_folder() -> Path:
    """Return the folder of the manual's chapters."""
    return program_folder() / "docs" / "manual"


def pictures_folder() -> Path | None:
    """Return the folder of the screenshots: beside the chapters once installed, else that of the build."""
    for folder in (manual_folder() / "pictures", program_folder() / "build" / "docs" / "pictures"):
        if folder.is_dir():
            return folder
    return None


def manual(
    language: str,
    packs: Callable[[], Sequence[Pack]],
    program: click.Command | None,
    pictures: Path | None = None,
) -> Manual:
    """Read the manual in a language, with the forms of `packs` and the commands of `program`.

    `pictures`: the folder of the screenshots, where it is not the usual one.
    """
    return read_manual(
        manual_folder(),
        language,
        {
            "codes": codes_chapter,
            "commands": lambda code: commands_chapter(program, code),
            "forms": lambda code: forms_chapter(packs(), code),
            "keys": keys_chapter,
        },
        pictures or pictures_folder(),
    )


def commands_chapter(program: click.Command | None, language: str) -> str:
    """Every command of the program with its arguments, options and what it is for."""
    lines = [f"# {sentence('MANUAL_COMMANDS', language)}", "", sentence("MANUAL_COMMANDS_HOW", language), ""]
    for words, code, one in commands(program) if program else ():
        if not words:
            continue
        taken = [_argument(param) for param in one.params if isinstance(param, click.Argument)]
        options = [param for param in one.params if isinstance(param, click.Option)]
        lines += [f"## {' '.join(['phieuxa', words, *taken])}", "", escaped(sentence(code, language)), ""]
        lines += [_option(code, param, language) for param in options]
        lines.append("")
    return "\n".join(lines)


def _argument(param: click.Argument) -> str:
    return (param.name or "").upper() + ("…" if param.nargs == -1 else "")


def _option(code: str, param: click.Option, language: str) -> str:
    names = "/".join((*param.opts, *param.secondary_opts))
    told = help_of(code, param, language)
    return f"- `{names}`" + (f" — {escaped(told)}" if told else "")
