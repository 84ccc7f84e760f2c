"""Every command of the program stands in both parts of the README, and explains itself."""

import re

import click

from desktop_app.cli import phieuxa
from tests.conftest import ROOT


def commands(group=phieuxa, path=("phieuxa",)):
    """Every command that a person may call, with its words; hidden ones are steps of another command."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif not command.hidden:
            yield (*path, name), command


def test_every_command_stands_in_both_parts_of_the_readme():
    text = re.sub(r" --home DIR", "", (ROOT / "README.md").read_text(encoding="utf-8"))
    parts = text.split("# Phiếu Xã (English)")
    found = list(commands())
    assert len(found) > 8
    for part in parts:
        assert [" ".join(words) for words, _ in found if f"\n{' '.join(words)} " not in part] == []


def test_every_option_that_the_readme_names_exists():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {name for _, command in commands() for option in command.params for name in option.opts}
    known |= {name for option in phieuxa.params for name in option.opts}
    promised = set(re.findall(r"--[a-z-]+", "\n".join(re.findall(r"^phieuxa .*$", text, re.MULTILINE))))
    assert promised <= known


def test_every_command_explains_itself():
    assert [" ".join(words) for words, command in commands() if not command.help] == []
