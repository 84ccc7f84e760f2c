"""Supplements as signed files: a province or district adds items to open lists of the pack it works with.

`make` writes the office's next one and installs it here; `install` takes in one that was handed down (or
up: a province reads its districts' packages only with their supplements). The office works with the pack
that follows, `effective`; its own answers stay as they are. The content is `forms.supplements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.kits import Kits
from exports.carriers import deliver, demand_folder
from exports.file_names import plain
from exports.opc import SUPPLEMENT
from forms.engine import FormSet
from forms.letters import normalise
from forms.pack import Choice, OpenList, Pack
from forms.problems import Problem
from forms.supplements import (
    MOST_ITEMS,
    Item,
    Supplement,
    base_version,
    columns_of,
    demand_allowed,
    full_code,
    may_add,
    read,
    with_supplements,
)
from office.desk import Desk
from office.grown_packs import SUPPLEMENT_SUFFIX, content_of, effective, held, named, open_supplement
from office.packs import version_key
from office.presented import demand_not_presented
from office.roles import Doing, demand_may
from office.sealed import seal
from office.signer_seen import SignerSeen, seen
from office.signing_keys import Unlock, opened, remember_key
from office.speaking import demand_speaks

SUFFIX = SUPPLEMENT_SUFFIX


@dataclass(frozen=True, slots=True)
class Addition:
    """An item as a person gives it; `code` without the unit's code before it, `columns` of the list."""

    list: str
    code: str
    vi: str
    en: str = ""
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SupplementView:
    """A supplement as it is told to a person; `added`: its items that are not here yet."""

    file: str
    digest: str
    content: Supplement
    issuer_name: str
    signer: SignerSeen
    added: tuple[Item, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class InstalledSupplement:
    """A line of the list of supplements that are here."""

    issuer: str
    issuer_name: str
    number: int
    items: int
    day: str
    signer: str
    installed: datetime
    who: str


# --- making --------------------------------------------------------------------------------------


def open_lists(desk: Desk) -> tuple[str, ...]:
    """Name the lists to which this office may add items."""
    return may_add(desk.pack, desk.unit)


def further_columns(desk: Desk, list_name: str) -> tuple[str, ...]:
    """Name the columns beside code and label that an item of a list may have."""
    return columns_of(desk.pack, list_name)


def preview(desk: Desk, additions: Sequence[Addition]) -> Supplement:
    """Give the supplement that `make` would write; raise what stands against it."""
    mine = _own(desk)
    number = mine.number + 1 if mine else 1
    if not additions:
        raise Problem("SUPPLEMENT_EMPTY")
    fresh = tuple(_item(desk, one, number) for one in additions)
    items = (*(mine.items if mine else ()), *fresh)
    if len(items) > MOST_ITEMS:
        raise Problem("SUPPLEMENT_MANY", most=MOST_ITEMS)
    codes = [(item.list, item.choice.name) for item in items]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise Problem("SUPPLEMENT_THERE", list=twice[0], item=twice[1])
    base = desk.shelved.origin.pack
    made = Supplement(
        base.id,
        mine.base if mine else base.version,
        desk.unit.code,
        number,
        _last_digest(desk, desk.unit.code),
        desk.clock.today().isoformat(),
        items,
    )
    demand_allowed(base, made)
    FormSet(with_supplements(desk.pack, [made]))  # raises where the pack's rules cannot take the item
    return read(made.plain())


def make(
    desk: Desk, additions: Sequence[Addition], *, unlock: Unlock, folder: Path
) -> tuple[SupplementView, Path]:
    """Sign the office's next supplement, install it here, and write its file into a folder."""
    demand_may(desk, Doing.SETTINGS)
    demand_folder(folder)
    content = preview(desk, additions)
    with opened(desk, unlock) as signing:
        demand_speaks(desk, signing)
        data = seal(content.plain(), {}, SUPPLEMENT, signing, desk.clock.now())
    remember_key(desk, unlock, signing)
    with desk.database.writing():
        view = install(desk, data, name=file_name(content))
        path = deliver(data, folder, file_name(content))
    return view, path


def file_name(content: Supplement) -> str:
    """Name a supplement's file: `kontum-2018-midterm-617-2.phieuxa-them`."""
    return f"{plain(content.pack, 40)}-{plain(content.issuer, 30)}-{content.number}{SUFFIX}"


def hand_on(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """Write the newest supplement of each issuer into a folder, as it came; raise FOLDER_MISSING."""
    demand_folder(folder)
    kits = Kits(desk.database)
    newest = {one.issuer: one.digest for one in kits.supplements(desk.pack.id)}
    now = desk.clock.now()
    found = [kits.supplement_bytes(digest) for digest in newest.values()]
    return tuple(deliver(data, folder, file_name(content_of(data, now))) for data in found)


# --- installing ----------------------------------------------------------------------------------


def look(desk: Desk, data: bytes, name: str = "") -> SupplementView:
    """Say what a supplement's file would add and who signed it; nothing changes.

    Raises SUPPLEMENT_NOT_WHOLE, SUPPLEMENT_FORMAT, what `demand_allowed` refuses, SUPPLEMENT_NOT_OURS (of a
    unit neither above nor below this office), SUPPLEMENT_NEWER_PACK, SUPPLEMENT_OLDER, SUPPLEMENT_FORKED
    (another file of this number is here), SUPPLEMENT_CHAIN (does not follow on the one that is here).
    """
    content, sealed = open_supplement(data, name, desk.clock.now(), desk.trust())
    base = desk.shelved.origin.pack
    demand_allowed(base, content)
    if not _concerns(desk, content.issuer):
        raise Problem("SUPPLEMENT_NOT_OURS", unit=content.issuer)
    if version_key(content.base) > version_key(base.version):
        raise Problem("SUPPLEMENT_NEWER_PACK", pack=content.pack, version=content.base)
    kept = [one for one in Kits(desk.database).supplements(content.pack) if one.issuer == content.issuer]
    here = any(one.digest == sealed.digest for one in kept)
    if kept and not here:
        _demand_follows(desk, content, kept[-1].number, kept[-1].digest)
    known = {choice.name for choice in _listed(desk.pack)}
    added = tuple(item for item in content.items if item.choice.name not in known)
    return SupplementView(
        name or file_name(content),
        sealed.digest,
        content,
        base.units_by_code[content.issuer].name,
        seen(sealed.signer, content.issuer, desk),
        added,
        here,
    )


def install(desk: Desk, data: bytes, *, name: str = "") -> SupplementView:
    """Take a supplement in and go on with the pack that follows; a second time changes nothing.

    Raises what `look` does, SUPPLEMENT_SIGNER while its signer is not recognised for its issuer, PRESENTED
    while the answers lie before the signer.
    """
    demand_may(desk, Doing.KEEP)
    view = look(desk, data, name)
    if view.here:
        return view
    if not view.signer.recognised:
        raise Problem("SUPPLEMENT_SIGNER", person=view.signer.person, unit=view.issuer_name)
    return _keep(desk, view, data)


def keep_from_colleague(desk: Desk, data: bytes) -> SupplementView:
    """Take in a supplement that came with a part of this office's answers: the other PC accepted it."""
    view = look(desk, data)
    return view if view.here else _keep(desk, view, data)


def _keep(desk: Desk, view: SupplementView, data: bytes) -> SupplementView:
    demand_not_presented(desk)  # the paper names the state of the pack
    content = view.content
    after = effective(desk.shelved.origin, [*held_by(desk), content])
    _ = after.form_set  # raises where the pack's rules cannot take an item: then nothing is kept
    Kits(desk.database).keep_supplement(
        pack=content.pack,
        issuer=content.issuer,
        number=content.number,
        base=content.base,
        data=data,
        digest=view.digest,
        signer=view.signer.subject,
        who=desk.person.name,
        when=desk.clock.now(),
    )
    desk.turn_to(after)
    return view


def held_by(desk: Desk) -> tuple[Supplement, ...]:
    """Give the supplements that this office holds for its pack."""
    return held(desk.database, desk.shelved.origin.pack.id, desk.clock.now())


def installed(desk: Desk) -> tuple[InstalledSupplement, ...]:
    """List the supplements that are here, the newest of each issuer."""
    kits, now = Kits(desk.database), desk.clock.now()
    newest = {one.issuer: one for one in kits.supplements(desk.pack.id)}
    lines = []
    for kept in newest.values():
        content = content_of(kits.supplement_bytes(kept.digest), now)
        unit = desk.pack.units_by_code.get(kept.issuer)
        lines.append(
            InstalledSupplement(
                kept.issuer,
                unit.name if unit else "",
                kept.number,
                len(content.items),
                content.day,
                kept.signer,
                kept.installed,
                kept.who,
            )
        )
    return tuple(lines)


def added_items(desk: Desk) -> tuple[Item, ...]:
    """List every item that supplements added here, in the order of issuers."""
    return tuple(item for one in held_by(desk) for item in one.items)


def _demand_follows(desk: Desk, content: Supplement, number: int, digest: str) -> None:
    """Demand that a supplement goes on where the one that is here ended."""
    if content.number == number:
        raise Problem("SUPPLEMENT_FORKED", unit=content.issuer, number=number)
    if content.number < number:
        raise Problem("SUPPLEMENT_OLDER", unit=content.issuer, number=content.number, here=number)
    here = content_of(Kits(desk.database).supplement_bytes(digest), desk.clock.now())
    follows = content.number > number + 1 or content.previous == digest
    if not follows or content.upto(number).items != here.items:
        raise Problem("SUPPLEMENT_CHAIN", unit=content.issuer, number=content.number, here=number)


def _concerns(desk: Desk, issuer: str) -> bool:
    """Tell whether an issuer is this office, an area above it, or one below it."""
    units = desk.pack.units_by_code
    return (
        issuer == desk.unit.code
        or issuer in _above(desk, desk.unit.code)
        or (issuer in units and desk.unit.code in _above(desk, issuer))
    )


def _above(desk: Desk, code: str) -> list[str]:
    found: list[str] = []
    units = desk.pack.units_by_code
    unit = units.get(units[code].parent) if code in units else None
    while unit is not None and unit.code not in found:
        found.append(unit.code)
        unit = units.get(unit.parent)
    return found


def _own(desk: Desk) -> Supplement | None:
    return next((one for one in held_by(desk) if one.issuer == desk.unit.code), None)


def _last_digest(desk: Desk, issuer: str) -> str:
    kept = [one for one in Kits(desk.database).supplements(desk.pack.id) if one.issuer == issuer]
    return kept[-1].digest if kept else ""


def _item(desk: Desk, one: Addition, number: int) -> Item:
    vi, en = normalise(one.vi).strip(), normalise(one.en).strip()
    if not vi:
        raise Problem("SUPPLEMENT_NAME", item=one.code[:40])
    columns = {name: normalise(text).strip() for name, text in one.columns.items() if text.strip()}
    choice = Choice(full_code(desk.unit.code, one.code), {"vi": vi, "en": en or vi}, columns)
    return Item(one.list, choice, number)


def _listed(pack: Pack) -> Iterable[Choice]:
    opened: Sequence[OpenList] = pack.open_lists
    return (choice for one in opened for choice in pack.lists.get(one.list, ()))


__all__ = [
    "SUFFIX",
    "Addition",
    "InstalledSupplement",
    "SupplementView",
    "added_items",
    "base_version",
    "content_of",
    "demand_allowed",
    "effective",
    "file_name",
    "further_columns",
    "hand_on",
    "held",
    "held_by",
    "install",
    "installed",
    "look",
    "make",
    "named",
    "open_lists",
    "preview",
]
