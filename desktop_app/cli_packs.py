"""The command line's commands for form packs: check, build, export, template."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, REFUSED, refusal, say, say_error, write
from desktop_app.cli_versions import pack_diff, pack_install
from desktop_app.language import spoken
from forms.problems import Problem
from office.clock import SystemClock
from office.messages import sentence
from office.packs import export_pack, judge_source, seal, template_pack

_MOST_WARNINGS = 200  # lines; a form that has more is not mended from this list


@click.group()
def pack() -> None:
    """Form packs."""


pack.add_command(pack_diff)
pack.add_command(pack_install)


@pack.command("build")
@click.argument("source", type=FILE)
@click.option("--out", type=FILE, required=True)
@click.option("--foreign", is_flag=True, help="An XLSForm or XForm of the ODK dialect made elsewhere.")
def pack_build(source: Path, out: Path, *, foreign: bool) -> int:
    """Compile a pack from its folder or workbook."""
    _there(source)
    judged = judge_source(source, foreign=foreign)
    _warn(judged.warnings)
    made = judged.pack
    if made is None:
        for problem in judged.errors:
            say_error(refusal(problem, spoken()))
        return REFUSED
    write(out, seal(made, SystemClock().now()))
    say("SAY_PACK_BUILT", pack=made.id, version=made.version, hash=made.hash)
    return DONE


@pack.command("check")
@click.argument("source", type=FILE)
@click.option("--foreign", is_flag=True, help="Check as a form made elsewhere, whatever it looks like.")
@click.option("--json", "as_json", is_flag=True)
def pack_check(source: Path, *, foreign: bool, as_json: bool) -> int:
    """List what is wrong with the source of a pack, and write nothing; exit 1 if there is any error."""
    _there(source)
    judged = judge_source(source, foreign=foreign or None)
    if as_json:
        lines = [
            *(_plain(problem, "error") for problem in judged.errors),
            *(_plain(problem, "warning") for problem in judged.warnings),
        ]
        click.echo(json.dumps({"foreign": judged.foreign, "findings": lines}, ensure_ascii=False))
    else:
        for problem in judged.errors:
            click.echo(f"{sentence('SAY_ERROR', spoken())} {refusal(problem, spoken())}")
        for problem in judged.warnings:
            click.echo(f"{sentence('SAY_WARNING', spoken())} {refusal(problem, spoken())}")
        if judged.foreign:
            say("SAY_PACK_FOREIGN")
        say("SAY_COUNTS", errors=len(judged.errors), warnings=len(judged.warnings))
    return REFUSED if judged.errors else DONE


@pack.command("export")
@click.argument("source", type=FILE)
@click.option("--out", type=FILE, required=True)
def pack_export(source: Path, out: Path) -> int:
    """Write a pack's sources as the workbook that officers edit."""
    _there(source)
    write(out, export_pack(source))
    say("SAY_PACK_EXPORTED", path=out)
    return DONE


@pack.command("template")
@click.option("--out", type=FILE, required=True)
def pack_template(out: Path) -> int:
    """Write the workbook that officers start a pack from."""
    write(out, template_pack())
    say("SAY_PACK_EXPORTED", path=out)
    return DONE


def _there(source: Path) -> None:
    if not source.exists():
        raise Problem("FILE_MISSING", file=source)


def _warn(warnings: Sequence[Problem]) -> None:
    """Tell the warnings of a build, so that nothing is left out of a pack without a word."""
    word = sentence("SAY_WARNING", spoken())
    for problem in warnings[:_MOST_WARNINGS]:
        say_error(f"{word} {refusal(problem, spoken())}")
    if len(warnings) > _MOST_WARNINGS:
        say_error(f"{word} … {len(warnings) - _MOST_WARNINGS}")


def _plain(problem: Problem, severity: str) -> dict[str, str]:
    details = problem.details
    return {
        "severity": severity,
        "code": problem.code,
        "file": details.get("file", ""),
        "sheet": details.get("sheet", ""),
        "cell": details.get("cell", ""),
        "sentence": sentence(problem, spoken()),
    }
