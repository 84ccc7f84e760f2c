"""Campaign kits: all that an office needs for a campaign in one signed file on a stick.

Pack with its units, supplements, register of signers, guidance to read, contacts to call, official figures of
earlier years. `preview` says what installing would change; `install` does it in one transaction, and a second
time changes nothing; `start_from_kit` sets an office up with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from db.kits import Kits
from exports.keys import certificate_facts, load_certificate
from exports.opc import KIT, verify
from exports.trust import TrustStore
from forms.answers import Address
from forms.pack import Words
from forms.problems import Problem
from office import supplements
from office.authority_files import sorted_papers
from office.certified import Brought, brought, take_handed
from office.clock import Clock
from office.desk import Desk, start
from office.entry import Entry
from office.kit_file import LARGEST, SUFFIX, Contact, Kit, open_kit
from office.messages import sentence
from office.official import HOW, field_of, figures
from office.packs import Shelf, version_key
from office.progress import Progress, silent
from office.recognising import recognise
from office.register_lines import Proposal, Step, compare, is_within, take
from office.rejudging import rejudge
from office.roles import Doing, demand_may
from office.signer_seen import SignerSeen, seen


@dataclass(frozen=True, slots=True)
class KitView:
    """What installing a kit would change here."""

    kit: Kit
    signer: SignerSeen
    here: bool  # this very kit is installed
    replaces: int  # number of the kit that is here, 0 for none
    new_signers: int
    ended_signers: int  # came with the former kit and are in this one no more
    conflicts: tuple[str, ...]  # signers recognised for another unit already: left as they are
    new_supplements: int
    own_figures: int
    brought: Brought = field(default_factory=Brought)


@dataclass(frozen=True, slots=True)
class InstalledKit:
    """The kit that is installed, as the window shows it."""

    number: int
    day: str
    title: Words
    issuer: str
    issuer_name: str
    signer: str
    words: tuple[str, ...]
    installed: datetime
    who: str
    contacts: tuple[Contact, ...]
    guidance: tuple[tuple[str, str, int], ...]  # name, title, bytes


# --- installing ----------------------------------------------------------------------------------


def preview(desk: Desk, kit: Kit) -> KitView:
    """Say what installing a kit would change; nothing changes yet.

    Raises KIT_OTHER_CAMPAIGN, KIT_OTHER_PACK (this office works with another version of the pack),
    KIT_NOT_OURS (not issued by this office or an area above it), KIT_OLDER, KIT_FORKED (another kit of this
    number is here).
    """
    if kit.campaign != desk.campaign_id:
        raise Problem("KIT_OTHER_CAMPAIGN", found=kit.campaign, campaign=desk.campaign_id)
    if not is_within(desk.pack, kit.plan.issuer, desk.unit.code):
        raise Problem("KIT_NOT_OURS", unit=kit.plan.issuer)
    kept = Kits(desk.database).kit(desk.campaign_id)
    here = kept is not None and kept.digest == kit.digest
    if kept is not None and not here:
        if kit.plan.number == kept.number:
            raise Problem("KIT_FORKED", number=kept.number)
        if kit.plan.number < kept.number:
            raise Problem("KIT_OLDER", number=kit.plan.number, here=kept.number)
    theirs, ours = kit.pack.pack, desk.shelved.origin.pack
    if (theirs.id, theirs.hash) != (ours.id, ours.hash):
        code = "KIT_NEW_PACK" if version_key(theirs.version) > version_key(ours.version) else "KIT_OTHER_PACK"
        raise Problem(code, found=f"{theirs.id} {theirs.version}", pack=f"{ours.id} {ours.version}")
    found, conflicts = _register(desk, kit)
    return KitView(
        kit,
        _signer(desk, kit),
        here,
        kept.number if kept else 0,
        sum(one.step is Step.NEW for one in found),
        len(_leaving(desk, kit)),
        conflicts,
        len(_new_supplements(desk, kit)),
        sum(one.unit == desk.unit.code for one in kit.plan.figures),
        brought(desk, sorted_papers(kit.plan.papers), kit.plan.issuer),
    )


def install(desk: Desk, kit: Kit, progress: Progress = silent) -> KitView:
    """Install a kit whose signer is recognised: all of it or nothing; blank cells get official figures.

    Raises what `preview` does, KIT_SIGNER while its signer is not recognised for its issuer, and what a
    supplement in it is refused for.
    """
    demand_may(desk, Doing.KEEP)
    view = preview(desk, kit)
    if view.here:
        return view
    if not view.signer.recognised:
        raise Problem("KIT_SIGNER", person=view.signer.person, unit=kit.issuer_name)
    before, now = desk.shelved, desk.clock.now()
    try:
        with desk.database.writing():
            progress(1, 4, "signers")
            _install_register(desk, kit, now)
            take_handed(desk, sorted_papers(kit.plan.papers), kit.plan.issuer, kit.issuer_name)
            progress(2, 4, "supplements")
            for data in _new_supplements(desk, kit):
                _trust_supplement(desk, kit, data)
                supplements.install(desk, data)
            progress(3, 4, "figures")
            kits = Kits(desk.database)
            kits.keep_kit(
                campaign=kit.campaign,
                issuer=kit.plan.issuer,
                number=kit.plan.number,
                data=kit.data,
                digest=kit.digest,
                detail=_detail(kit, view.signer),
                who=desk.person.name,
                when=now,
            )
            kits.put_figures(kit.campaign, kit.plan.figures)
            if any(one.unit == desk.unit.code for one in kit.plan.figures):
                prefill(Entry.of_the_program(desk))
    except BaseException:
        desk.turn_to(before)
        raise
    if kit.plan.papers:
        rejudge(desk)
    progress(4, 4, "done")
    return view


def prefill(entry: Entry) -> int:
    """Put official figures into the blank cells of the office's own answers, as one step; say how many."""
    blanks = []
    for address, figure in figures(entry.desk, entry.desk.unit.code).items():
        field = field_of(entry.desk.pack, address)
        if field is None or field.calculate is not None or _other_form(entry, address):
            continue
        view = entry.view(address)
        blank = view.value is None and view.state is None
        if blank and view.relevant and not view.readonly:
            blanks.append((address, figure.value, None))
    if blanks:
        entry.put(blanks, HOW)
    return len(blanks)


def _other_form(entry: Entry, address: Address) -> bool:
    form = entry.table(address.table).form
    return all(form != one.id for one in entry.forms)


def start_from_kit(  # noqa: PLR0913 - what a new office is made of
    home: Path,
    kit: Kit,
    *,
    unit: str,
    person: str,
    telephone: str = "",
    position: str = "",
    shelf: Shelf,
    clock: Clock,
    language: str = "vi",
) -> Desk:
    """Set an office up with a kit whose signer the person has just confirmed by the words.

    Raises what `start` and `install` do, and KIT_NOT_OURS before anything is made.
    """
    pack = kit.pack.pack
    if unit in pack.units_by_code and not is_within(pack, kit.plan.issuer, unit):
        raise Problem("KIT_NOT_OURS", unit=kit.plan.issuer)
    desk = start(
        home,
        unit=unit,
        person=person,
        telephone=telephone,
        position=position,
        shelf=shelf,
        pack=kit.pack.data,
        clock=clock,
        language=language,
    )
    confirm_signer(desk, kit, how=sentence("KIT_FIRST_START", language))
    install(desk, kit)
    return desk


def confirm_signer(desk: Desk, kit: Kit, *, how: str) -> None:
    """Enter the kit's signer into the register for its issuer: the person has compared the words."""
    demand_may(desk, Doing.RECEIVE)
    facts = certificate_facts(load_certificate(kit.signer.certificate))
    recognise(desk, facts.data, unit=kit.plan.issuer, person=facts.person, position=facts.position, how=how)


def _signer(desk: Desk, kit: Kit) -> SignerSeen:
    """Judge who signed by what this office trusts now: a kit may have been opened before there was one."""
    signers = verify(kit.data, now=desk.clock.now(), trust=desk.trust(), profile=KIT).signers
    return seen(signers[0], kit.plan.issuer, desk)


def _register(desk: Desk, kit: Kit) -> tuple[Sequence[Proposal], tuple[str, ...]]:
    """Say what the kit's signers would change here, and name those that are left as they are."""
    found = compare(desk, kit.plan.signers)
    left = (one.line for one in found if one.step is Step.CONFLICT)
    return found, tuple(f"{line.person} ({line.unit})" for line in left)


def _role(kit: Kit) -> str:
    return f"kit:{kit.campaign}:{kit.plan.issuer}"


def _leaving(desk: Desk, kit: Kit) -> list[int]:
    """Find the open recognitions that a former kit of this issuer brought and this one does not name."""
    named = {(one.fingerprint, one.unit) for one in kit.plan.signers}
    today = desk.clock.today()
    return [
        one.id
        for one in desk.signers.list()
        if one.role == _role(kit)
        and (one.until is None or one.until >= today)
        and (one.fingerprint, one.unit) not in named
    ]


def _install_register(desk: Desk, kit: Kit, now: datetime) -> None:
    today = desk.clock.today()
    how = sentence("KIT_HOW", desk.language, number=kit.plan.number, unit=kit.issuer_name)
    for number_of in _leaving(desk, kit):
        desk.signers.end(number_of, until=today - timedelta(days=1), who=kit.issuer_name, how=how, when=now)
    found = _register(desk, kit)[0]
    take(desk, found, role=_role(kit), who=kit.issuer_name, how=how, when=now)


def _new_supplements(desk: Desk, kit: Kit) -> list[bytes]:
    """Find the supplements of a kit that bring more than is here."""
    now = desk.clock.now()
    held = {one.issuer: one.number for one in supplements.held_by(desk)}
    contents = ((data, supplements.content_of(data, now)) for data in kit.plan.supplements)
    return [data for data, one in contents if one.number > held.get(one.issuer, 0)]


def _trust_supplement(desk: Desk, kit: Kit, data: bytes) -> None:
    """Recognise who signed a supplement of the kit, where its issuer answers for that unit."""
    view = supplements.look(desk, data)
    if view.signer.recognised:
        return
    others = desk.signers.find(view.signer.fingerprint, desk.clock.today())
    # Of another unit, or no longer good; and for units above it the kit's issuer cannot vouch.
    if others or not is_within(desk.pack, kit.plan.issuer, view.content.issuer):
        raise Problem("SUPPLEMENT_SIGNER", person=view.signer.person, unit=view.issuer_name)
    facts = certificate_facts(load_certificate(view.signer.certificate))
    desk.signers.recognise(
        fingerprint=facts.fingerprint,
        certificate=facts.data,
        unit=view.content.issuer,
        person=facts.person,
        position=facts.position,
        role=f"{_role(kit)}:supplement",
        since=desk.clock.today(),
        who=kit.issuer_name,
        how=sentence("KIT_HOW", desk.language, number=kit.plan.number, unit=kit.issuer_name),
        when=desk.clock.now(),
    )


def _detail(kit: Kit, signer: SignerSeen) -> dict[str, Any]:
    plan = kit.plan
    return {
        "title": dict(plan.title),
        "date": plan.day,
        "signer": ", ".join(part for part in (signer.person, signer.position) if part),
        "words": list(signer.words),
        "contacts": [[c.unit, c.person, c.position, c.telephone] for c in plan.contacts],
        "guidance": [[g.name, g.title, len(g.data)] for g in plan.guidance],
    }


# --- what is installed ---------------------------------------------------------------------------


def installed(desk: Desk) -> InstalledKit | None:
    """Return the kit that is installed, None where there is none."""
    kept = Kits(desk.database).kit(desk.campaign_id)
    if kept is None:
        return None
    unit = desk.pack.units_by_code.get(kept.issuer)
    detail = kept.detail
    return InstalledKit(
        kept.number,
        detail["date"],
        detail["title"],
        kept.issuer,
        unit.name if unit else kept.issuer,
        detail["signer"],
        tuple(detail["words"]),
        kept.installed,
        kept.who,
        tuple(Contact(*line) for line in detail["contacts"]),
        tuple((str(name), str(title), int(size)) for name, title, size in detail["guidance"]),
    )


def contacts_above(desk: Desk, kit: InstalledKit) -> tuple[Contact, ...]:
    """Return the contacts of the units above this office, the nearest first."""
    found: list[Contact] = []
    above = desk.parent
    while above is not None:
        found.extend(one for one in kit.contacts if one.unit == above.code)
        above = desk.pack.units_by_code.get(above.parent)
    return tuple(found)


def whom_to_ask(desk: Desk) -> str:
    """Name the nearest contact with a telephone: "Trần Thị B, 0260 …"; "" where none is known."""
    kit = installed(desk)
    near = contacts_above(desk, kit) if kit else ()
    return next((f"{one.person}, {one.telephone}" for one in near if one.telephone), "")


def copy_guidance(desk: Desk, name: str, folder: Path) -> Path:
    """Write a copy of a guidance file into a folder, to be read there; raise FILE_MISSING or KIT_UNKNOWN."""
    kit = open_kit(Kits(desk.database).kit_bytes(desk.campaign_id), desk.clock.now())
    for file in kit.plan.guidance:
        if file.name == name:
            path = folder / file.name
            path.write_bytes(file.data)
            return path
    raise Problem("FILE_MISSING", file=name)


# --- finding -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundKit:
    """A kit file that lies where kits are looked for: opened, or why it could not be."""

    path: Path
    kit: Kit | None
    problem: Problem | None = None


_MOST_FOUND = 5


def find_kits(
    folders: Iterable[Path], now: datetime, trust: TrustStore | None = None
) -> tuple[FoundKit, ...]:
    """Look for kits at the top of some folders; whole ones first, the highest number in front."""
    found: list[FoundKit] = []
    for folder in folders:
        try:
            paths = sorted(one for one in folder.glob(f"*{SUFFIX}") if one.is_file())
        except OSError:  # a stick pulled out meanwhile
            continue
        found.extend(open_file(path, now, trust) for path in paths[:_MOST_FOUND])
    return tuple(sorted(found, key=lambda one: (one.kit is None, -(one.kit.plan.number if one.kit else 0))))


def newer_than_here(desk: Desk, found: Iterable[FoundKit]) -> FoundKit | None:
    """Pick the kit that is for this office and newer than the installed one; None where there is none."""
    here = Kits(desk.database).kit(desk.campaign_id)
    least = here.number if here else 0
    for one in found:
        kit = one.kit
        if kit is None or kit.campaign != desk.campaign_id or kit.plan.number <= least:
            continue
        if is_within(desk.pack, kit.plan.issuer, desk.unit.code):
            return one
    return None


def open_file(path: Path, now: datetime, trust: TrustStore | None = None) -> FoundKit:
    """Open a file as a kit, or say why it is none."""
    try:
        if path.stat().st_size > LARGEST:
            return FoundKit(path, None, Problem("KIT_NOT_WHOLE", file=path.name, reason="size"))
        return FoundKit(path, open_kit(path.read_bytes(), now, path.name, trust))
    except OSError as broken:
        return FoundKit(path, None, Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror))
    except Problem as problem:
        return FoundKit(path, None, problem)
