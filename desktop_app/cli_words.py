"""The command line's own words in the person's language: what each command is for, and wrong usage."""

from __future__ import annotations

from collections.abc import Iterator

import click

from office.messages import sentence, sentences


def commands(command: click.Command, words: str = "") -> Iterator[tuple[str, str, click.Command]]:
    """Give every command but hidden ones: its words, "key new", and the code of its help, "HELP_KEY_NEW"."""
    yield words, "_".join(["HELP", *words.upper().split()]), command
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            if not below.hidden:
                yield from commands(below, f"{words} {word}".strip())


def speak(command: click.Command, language: str) -> None:
    """Put the help of every command and option into `language`."""
    for _, code, one in commands(command):
        one.help = sentence(code, language)
        for option in one.params:
            if isinstance(option, click.Option):
                option.help = help_of(code, option, language) or option.help


def help_of(code: str, option: click.Option, language: str) -> str:
    """Say what an option of the command with this help code is for; "" where its name says all."""
    word = f"{code}_{(option.name or '').upper()}"
    return sentence(word, language) if word in sentences() else ""


def usage(wrong: click.ClickException, language: str) -> str:
    """Say what is wrong with a call; click's own words only where nothing better is known."""
    if isinstance(wrong, click.MissingParameter) and wrong.param is not None:
        return sentence("USAGE_MISSING", language, word=wrong.param.get_error_hint(wrong.ctx or _nowhere()))
    if isinstance(wrong, click.NoSuchOption):
        return sentence("USAGE_OPTION", language, word=wrong.option_name)
    if isinstance(wrong, click.exceptions.NoSuchCommand):
        return sentence("USAGE_COMMAND", language, word=wrong.command_name)
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        return sentence("USAGE_VALUE", language, word=wrong.param.get_error_hint(wrong.ctx or _nowhere()))
    return sentence("SAY_USAGE", language, text=wrong.format_message())


def _nowhere() -> click.Context:
    return click.Context(click.Command("phieuxa"))
