"""The command line's commands for versions of packs: compare two, install a newer one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, at_desk, progress, read, say
from desktop_app.language import spoken
from forms.differences import Difference, differences
from forms.pack import Pack
from forms.problems import Problem
from office.changes import changes, group_name
from office.clock import SystemClock
from office.older import left_line
from office.packs import SUFFIX, compile_source, open_pack


@click.command("diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--json", "as_json", is_flag=True)
def pack_diff(old: Path, new: Path, *, as_json: bool) -> int:
    """Tell what is different between two versions of a pack: pack files, folders or workbooks."""
    before, after = _pack(old), _pack(new)
    found = differences(before, after)
    if as_json:
        content = {
            "old": {"id": before.id, "version": before.version, "hash": before.hash},
            "new": {"id": after.id, "version": after.version, "hash": after.hash},
            "differences": [
                {**line.difference.plain(), "group": line.group, "sentence": line.text}
                for line in changes(found, spoken())
            ],
        }
        click.echo(json.dumps(content, ensure_ascii=False))
        return DONE
    if not found:
        say("SAY_DIFF_NONE")
    else:
        say("SAY_DIFF_HEAD", pack=after.id, old=before.version, new=after.version, count=len(found))
        _tell(found)
    return DONE


@click.command("install")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Accept it; without this only what it would do is shown.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def pack_install(home: Path, file: Path, *, yes: bool, as_json: bool) -> int:
    """Show what a newer version of the office's pack would change; with --yes, accept it."""
    from office.building import signer_name
    from office.new_version import accept, judge_again, preview

    with at_desk(home) as desk:
        seen = preview(desk, read(file), file.name)
        accepted = accept(desk, seen, progress) if yes else None
        again = judge_again(desk) if yes else ()
        if as_json:
            done = {
                "accepted": accepted is not None,
                "backup": accepted.backup if accepted else None,
                "judged_again": [receipt.plain() for receipt in again],
            }
            click.echo(json.dumps({**seen.plain(spoken()), **done}, ensure_ascii=False))
            return DONE
        say(
            "SAY_NEW_VERSION",
            pack=seen.new.id,
            old=seen.old.version,
            new=seen.new.version,
            count=len(seen.differences),
            findings=len(seen.findings),
            left=len(seen.moved.left),
        )
        signer = signer_name(seen.shelved.signer) or "–"
        say("SAY_VERSION_SIGNED", signer=signer, words=" · ".join(seen.words))
        _tell(seen.differences)
        for found in seen.findings:
            text = found.sentence.get(spoken(), "")
            say("SAY_NEW_FINDING", rule=found.code, place=found.place, text=text)
        for left in seen.moved.left:
            say("SAY_LEFT", text=left_line(left, spoken()))
        if accepted is None:
            say("SAY_DRY_RUN")
        else:
            say("SAY_ACCEPTED", pack=seen.new.id, version=accepted.new_version, backup=accepted.backup)
        for receipt in again:
            say("SAY_VERDICT", file=receipt.file, sentence=receipt.sentence)
    return DONE


def _pack(source: Path) -> Pack:
    """Open a pack file, or compile a folder or workbook."""
    if not source.exists():
        raise Problem("FILE_MISSING", file=source)
    if source.name.endswith(SUFFIX):
        return open_pack(read(source), SystemClock().now(), source.name).pack
    made, _ = compile_source(source)
    return made


def _tell(found: tuple[Difference, ...]) -> None:
    for line in changes(found, spoken()):
        say("SAY_DIFF", group=group_name(line.group, spoken()), text=line.text)
