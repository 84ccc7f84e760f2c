"""The command line's commands for campaign kits and supplements."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desktop_app.cli_say import DONE, FILE, at_desk, passphrase, progress, read, say, write
from desktop_app.cli_tokens import signs_into, unlock
from desktop_app.language import spoken
from exports.keys import SigningKey, certificate_facts, fingerprint_words, from_p12, load_certificate
from forms.problems import Problem
from office.clock import SystemClock
from office.desk import is_started
from office.packs import open_pack
from office.register_lines import RegisterLine, is_within


@click.group()
def kit() -> None:
    """Campaign kits."""


@kit.command("build")
@click.option("--pack", "pack_file", type=FILE, required=True, help="The campaign's pack file.")
@click.option("--number", type=click.IntRange(1, 1_000_000), default=1, show_default=True)
@click.option("--title", required=True, help="What people read, in Vietnamese.")
@click.option("--title-en", default="", help="The same in English.")
@click.option("--issuer", default="", help="The issuing unit; the key's own when left out.")
@click.option("--signers", type=FILE, default=None, help="CSV: unit,person,position,file.")
@click.option("--guidance", type=FILE, default=None, help="A folder of PDF files, 20 MB together.")
@click.option("--contacts", type=FILE, default=None, help="CSV: unit,person,position,telephone.")
@click.option("--figures", type=FILE, default=None, help="CSV: unit,table,row,field,value,source.")
@click.option("--supplement", "added", type=FILE, multiple=True, help="A supplement; may be repeated.")
@signs_into
@click.pass_obj
def kit_build(  # noqa: PLR0913, PLR0917 - one option each
    home: Path,
    pack_file: Path,
    number: int,
    title: str,
    title_en: str,
    issuer: str,
    signers: Path | None,
    guidance: Path | None,
    contacts: Path | None,
    figures: Path | None,
    added: tuple[Path, ...],
    key_file: Path,
    passphrase_file: Path,
    out: Path,
) -> int:
    """Put a campaign kit together and sign it; without --signers the office's own register goes in."""
    from office import kit_sources
    from office.kit_file import KitPlan, build

    clock, data = SystemClock(), read(pack_file)
    key = _key(key_file, passphrase_file)
    issuer = issuer or kit_sources.issuer_of(key, open_pack(data, clock.now(), pack_file.name).pack)
    plan = KitPlan(
        issuer=issuer,
        number=number,
        day=clock.today().isoformat(),
        title={"vi": title, "en": title_en or title},
        supplements=tuple(read(file) for file in added),
        signers=kit_sources.read_signers(signers, clock) if signers else _register(home, issuer),
        guidance=kit_sources.read_guidance(guidance) if guidance else (),
        contacts=kit_sources.read_contacts(contacts) if contacts else (),
        figures=kit_sources.read_figures(figures) if figures else (),
    )
    write(out, build(data, plan, key, clock.now()))
    facts = certificate_facts(key.certificate)
    say("SAY_KIT_BUILT", path=out, number=number, words=" ".join(fingerprint_words(facts.fingerprint)))
    return DONE


@kit.command("show")
@click.argument("file", type=FILE)
def kit_show(file: Path) -> int:
    """Say what a kit holds and who signed it; needs no office."""
    from office.kit_file import open_kit

    found = open_kit(read(file), SystemClock().now(), file.name)
    plan = found.plan
    title = plan.title.get(spoken(), plan.title["vi"])
    say("SAY_KIT", title=title, number=plan.number, day=_day(plan.day), issuer=found.issuer_name)
    facts = certificate_facts(load_certificate(found.signer.certificate))
    words = " ".join(fingerprint_words(facts.fingerprint))
    say("SAY_KIT_SIGNER", subject=facts.subject, words=words)
    say("SAY_KIT_PACK", pack=found.pack.pack.id, version=found.pack.pack.version)
    say(
        "SAY_KIT_HOLDS",
        signers=len(plan.signers),
        contacts=len(plan.contacts),
        guidance=len(plan.guidance),
        supplements=len(plan.supplements),
        figures=len(plan.figures),
    )
    return DONE


@kit.command("install")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Install; without it only what would change is said.")
@click.pass_obj
def kit_install(home: Path, file: Path, *, yes: bool) -> int:
    """Install a kit whose signer is recognised, or say what that would change."""
    from office.kit import install, preview
    from office.kit_file import open_kit

    with at_desk(home) as desk:
        opened = open_kit(read(file), desk.clock.now(), file.name)
        view = install(desk, opened, progress) if yes else preview(desk, opened)
    say(
        "SAY_KIT_DONE" if yes else "SAY_KIT_WOULD",
        number=opened.plan.number,
        signers=view.new_signers,
        ended=view.ended_signers,
        supplements=view.new_supplements,
        figures=view.own_figures,
    )
    for one in view.conflicts:
        say("SAY_KIT_CONFLICT", signer=one)
    if not view.signer.recognised:
        say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
        say("SAY_KIT_CONFIRM", file=file, unit=opened.plan.issuer)
    return DONE


@click.group()
def supplement() -> None:
    """Rows that a province or district adds to open lists."""


@supplement.command("make")
@click.argument("table", type=FILE)
@signs_into
@click.pass_obj
def supplement_make(home: Path, table: Path, key_file: Path, passphrase_file: Path, out: Path) -> int:
    """Add the rows of a CSV (list,code,vi,en and the list's columns), sign them and write the file."""
    from office.kit_sources import read_additions
    from office.supplements import make

    with at_desk(home) as desk:
        view, path = make(
            desk,
            read_additions(table),
            unlock=unlock(key_file, passphrase_file),
            folder=out,
        )
        say("SAY_SUPPLEMENT_MADE", number=view.content.number, count=len(view.added), path=path)
    return DONE


@supplement.command("install")
@click.argument("file", type=FILE)
@click.pass_obj
def supplement_install(home: Path, file: Path) -> int:
    """Install a supplement whose signer is recognised."""
    from office.supplements import install, look

    with at_desk(home) as desk:
        data = read(file)
        view = look(desk, data, file.name)
        if not view.signer.recognised:
            say("SAY_KIT_SIGNER", subject=view.signer.subject, words=" ".join(view.signer.words))
            say("SAY_KIT_CONFIRM", file=file, unit=view.content.issuer)
        install(desk, data, name=file.name)
        say(
            "SAY_SUPPLEMENT_HERE",
            number=view.content.number,
            unit=view.issuer_name,
            count=len(view.added),
            version=desk.pack.version,
        )
    return DONE


@supplement.command("list")
@click.pass_obj
def supplement_list(home: Path) -> int:
    """Show the supplements that are here and the lists this office may add to."""
    from office.supplements import installed, open_lists

    with at_desk(home) as desk:
        for one in installed(desk):
            say(
                "SAY_SUPPLEMENT",
                unit=one.issuer_name or one.issuer,
                number=one.number,
                day=_day(one.day),
                count=one.items,
                signer=one.signer,
            )
        say("SAY_OPEN_LISTS", lists=", ".join(open_lists(desk)) or "–", version=desk.pack.version)
    return DONE


def _register(home: Path, issuer: str) -> tuple[RegisterLine, ...]:
    """Give the register of the office in `home`, as far as the issuer can vouch for it."""
    from office.kit_sources import register_of

    if not is_started(home):
        return ()
    with at_desk(home) as desk:
        return tuple(line for line in register_of(desk) if is_within(desk.pack, issuer, line.unit))


def _key(file: Path, passphrase_file: Path) -> SigningKey:
    if not file.is_file():
        raise Problem("KEY_FILE_MISSING", file=file.name)
    return from_p12(file.read_bytes(), passphrase(passphrase_file))


def _day(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%d/%m/%Y")
