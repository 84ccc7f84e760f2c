"""A province or district puts the kit of its campaign together, signs it, and works with it itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from db.kits import Kits
from exports.carriers import deliver, demand_folder
from exports.keys import KeyHolder, certificate_facts
from forms.letters import normalise
from forms.problems import Problem
from office import kit_sources
from office.authority import handed_down
from office.desk import Desk
from office.kit import KitView, install, installed
from office.kit_file import KitPlan, build, file_name, open_kit
from office.register_lines import RegisterLine, is_within
from office.roles import Doing, demand_may
from office.signing_keys import Unlock, opened, remember_key
from office.speaking import demand_speaks


@dataclass(frozen=True, slots=True)
class KitDraft:
    """What a person says of a kit; the tables and the folder may be left out (docs/kit-format.md)."""

    title: str
    title_en: str = ""
    contacts: Path | None = None
    figures: Path | None = None
    guidance: Path | None = None


def next_number(desk: Desk) -> int:
    """Give the number of the next kit."""
    here = installed(desk)
    return here.number + 1 if here else 1


def planned(desk: Desk, draft: KitDraft) -> KitPlan:
    """Put together what the next kit would hold; raise what stands against it.

    The signers of this office and of the units below it, and their supplements, go in by themselves: for
    others it cannot vouch. What is left out of the draft is taken from no former kit.
    """
    title, title_en = normalise(draft.title).strip(), normalise(draft.title_en).strip()
    if not title:
        raise Problem("KIT_TITLE")
    kits = Kits(desk.database)
    ours = [one for one in kits.supplements(desk.pack.id) if _vouched(desk, one.issuer)]
    newest = {one.issuer: one.digest for one in ours}
    return KitPlan(
        issuer=desk.unit.code,
        number=next_number(desk),
        day=desk.clock.today().isoformat(),
        title={"vi": title, "en": title_en or title},
        supplements=tuple(kits.supplement_bytes(digest) for digest in newest.values()),
        signers=tuple(line for line in kit_sources.register_of(desk) if _vouched(desk, line.unit)),
        guidance=kit_sources.read_guidance(draft.guidance) if draft.guidance else (),
        contacts=kit_sources.read_contacts(draft.contacts) if draft.contacts else (),
        figures=kit_sources.read_figures(draft.figures) if draft.figures else (),
        papers=handed_down(desk).papers,
    )


def make(desk: Desk, draft: KitDraft, *, unlock: Unlock, folder: Path) -> tuple[KitView, Path]:
    """Sign the next kit, install it here, and write its file into a folder."""
    demand_may(desk, Doing.SETTINGS)
    demand_folder(folder)
    plan = planned(desk, draft)
    now = desk.clock.now()
    with opened(desk, unlock) as signing:
        demand_speaks(desk, signing)
        data = build(desk.shelved.origin.data, _with_own(desk, plan, signing), signing, now)
    kit = open_kit(data, now)
    remember_key(desk, unlock, signing)
    before = desk.shelved
    try:
        with desk.database.writing():
            view = install(desk, kit)
            path = deliver(data, folder, file_name(kit))
    except BaseException:
        desk.turn_to(before)
        raise
    return view, path


def _vouched(desk: Desk, unit: str) -> bool:
    return is_within(desk.pack, desk.unit.code, unit)


def _with_own(desk: Desk, plan: KitPlan, signing: KeyHolder) -> KitPlan:
    """Put whoever signs the kit into its register: the units below check packages and receipts by it."""
    facts = certificate_facts(signing.certificate)
    if any(line.certificate == facts.data for line in plan.signers):
        return plan
    own = RegisterLine(desk.unit.code, facts.person, facts.position, facts.data)
    return replace(plan, signers=(*plan.signers, own))
