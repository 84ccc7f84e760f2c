"""The file of a campaign kit: written and signed, and read strictly (docs/kit-format.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.kits import KeptFigure
from exports.file_names import is_safe, plain
from exports.keys import KeyHolder
from exports.opc import KIT, Signer
from exports.trust import TrustStore
from forms.answers import Address, parse_key, row_name
from forms.pack import Pack, Words
from forms.problems import Problem
from forms.supplements import demand_allowed
from office.authority_files import sorted_papers
from office.grown_packs import SUPPLEMENT_SUFFIX, content_of, effective
from office.official import field_of, number
from office.packs import ShelvedPack, open_pack
from office.register_lines import RegisterLine, read_line
from office.sealed import is_text, seal, unseal

SUFFIX = ".phieuxa-kit"
FORMAT = 1
LARGEST = 60_000_000  # bytes of a kit's file
MOST_GUIDANCE = 20_000_000  # bytes of all guidance together
MOST_PARTS = 24  # guidance and supplements together: a signature covers 30 parts
MOST_LINES = 500_000
_PACK_TYPE = "application/vnd.phieuxa.pack"
_SUPPLEMENT_TYPE = "application/vnd.phieuxa.supplement"
_FIELDS = frozenset(
    ("format", "campaign", "title", "issuer", "number", "date", "pack", "supplements", "signers")
) | {"guidance", "contacts", "figures"}


@dataclass(frozen=True, slots=True)
class Guidance:
    """A PDF to read; `name` as the copy is called."""

    name: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at a unit."""

    unit: str
    person: str
    position: str
    telephone: str


@dataclass(frozen=True, slots=True)
class KitPlan:
    """What goes into a kit beside its pack. `day`: ISO date; `number` only goes up."""

    issuer: str
    number: int
    day: str
    title: Words
    supplements: tuple[bytes, ...] = ()
    signers: tuple[RegisterLine, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    contacts: tuple[Contact, ...] = ()
    figures: tuple[KeptFigure, ...] = ()
    papers: tuple[bytes, ...] = ()  # authorities, whom to encrypt to, and revocation lists, all DER


@dataclass(frozen=True)
class Kit:
    """A kit as its file holds it: whole, readable, and fitting its pack."""

    plan: KitPlan
    pack: ShelvedPack
    signer: Signer
    digest: str
    data: bytes

    @property
    def campaign(self) -> str:
        """Return the id of the campaign."""
        assert self.pack.pack.campaign is not None  # noqa: S101 - demanded when the kit was opened
        return self.pack.pack.campaign.id

    @property
    def issuer_name(self) -> str:
        """Name the unit that issued the kit."""
        return self.pack.pack.units_by_code[self.plan.issuer].name


def build(pack: bytes, plan: KitPlan, key: KeyHolder, when: datetime) -> bytes:
    """Write and sign a kit, and read it back as strictly as any office will; raise what stands against it."""
    shelved = open_pack(pack, when)
    parts: dict[str, tuple[str, bytes]] = {"kit/pack.phieuxa-pack": (_PACK_TYPE, pack)}
    for place, data in enumerate(plan.supplements, 1):
        parts[f"kit/s{place}{SUPPLEMENT_SUFFIX}"] = (_SUPPLEMENT_TYPE, data)
    for place, file in enumerate(plan.guidance, 1):
        parts[f"kit/g{place}.pdf"] = ("application/pdf", file.data)
    if len(parts) - 1 > MOST_PARTS:
        raise Problem("KIT_MANY", most=MOST_PARTS)
    if sum(len(file.data) for file in plan.guidance) > MOST_GUIDANCE:
        raise Problem("KIT_GUIDANCE_LARGE", limit=f"{MOST_GUIDANCE // 1_000_000} MB")
    data = seal(_plain(shelved.pack, plan), parts, KIT, key, when)
    open_kit(data, when)
    return data


def _plain(pack: Pack, plan: KitPlan) -> dict[str, Any]:
    papers = {"papers": [paper.hex() for paper in plan.papers]} if plan.papers else {}
    return papers | {
        "format": FORMAT,
        "campaign": pack.campaign.id if pack.campaign else "",
        "title": dict(plan.title),
        "issuer": plan.issuer,
        "number": plan.number,
        "date": plan.day,
        "pack": {"id": pack.id, "version": pack.version, "hash": pack.hash},
        "supplements": [hashlib.sha256(data).hexdigest() for data in plan.supplements],
        "signers": [line.plain() for line in plan.signers],
        "guidance": [
            {"name": g.name, "title": g.title, "sha256": hashlib.sha256(g.data).hexdigest()}
            for g in plan.guidance
        ],
        "contacts": [
            {"unit": c.unit, "person": c.person, "position": c.position, "telephone": c.telephone}
            for c in plan.contacts
        ],
        "figures": [
            [f.unit, f.address.table, "|".join(f.address.key), f.address.field, f.value, f.source]
            for f in plan.figures
        ],
    }


def file_name(kit: Kit) -> str:
    """Name a kit's file: `KT-2018-GK.phieuxa-kit`."""
    return f"{plain(kit.campaign, 40) or 'kit'}{SUFFIX}"


def open_kit(data: bytes, now: datetime, name: str = "", trust: TrustStore | None = None) -> Kit:
    """Open a kit strictly.

    Raises KIT_NOT_WHOLE (unsigned, changed, parts too many or too few, too large), KIT_FORMAT (where),
    KIT_PACK (its pack is not the one it names, or has no campaign), KIT_UNIT, KIT_SIGNER_BROKEN, KIT_GUIDANCE
    (name), KIT_FIGURE (place), or what its pack or supplements are refused for.
    """
    if len(data) > LARGEST:
        raise Problem("KIT_NOT_WHOLE", file=name, reason="size")
    sealed = unseal(data, KIT, now, code="KIT_NOT_WHOLE", name=name, trust=trust)
    try:
        return _read(sealed.content, sealed.beside, sealed.signer, sealed.digest, data, now)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError) as wrong:
        raise Problem("KIT_FORMAT", where=type(wrong).__name__) from wrong


def _read(
    content: Any,  # noqa: ANN401 - JSON from a file
    beside: Mapping[str, bytes],
    signer: Signer,
    digest: str,
    data: bytes,
    now: datetime,
) -> Kit:
    _demand(isinstance(content, dict) and set(content) - {"papers"} == _FIELDS, "fields")
    _demand(content["format"] == FORMAT and content["format"] is not True, "format")
    _demand(type(content["number"]) is int and 1 <= content["number"] <= 1_000_000, "number")
    date.fromisoformat(content["date"])
    _demand(set(content["title"]) == {"vi", "en"}, "title")
    for text in (*content["title"].values(), content["issuer"], content["campaign"]):
        _demand(is_text(text) and text != "", "title")
    expected = {
        "kit/pack.phieuxa-pack",
        *(f"kit/s{place}{SUPPLEMENT_SUFFIX}" for place in range(1, len(content["supplements"]) + 1)),
        *(f"kit/g{place}.pdf" for place in range(1, len(content["guidance"]) + 1)),
    }
    odd = sorted(expected ^ set(beside))
    if odd:
        raise Problem("KIT_NOT_WHOLE", file=odd[0], reason="parts")
    shelved = open_pack(beside["kit/pack.phieuxa-pack"], now, name="pack")
    pack = shelved.pack
    named = {"id": pack.id, "version": pack.version, "hash": pack.hash}
    if content["pack"] != named or pack.campaign is None or pack.campaign.id != content["campaign"]:
        raise Problem("KIT_PACK", pack=f"{pack.id} {pack.version}")
    if content["issuer"] not in pack.units_by_code:
        raise Problem("KIT_UNIT", unit=str(content["issuer"])[:40])
    plan = KitPlan(
        issuer=content["issuer"],
        number=content["number"],
        day=content["date"],
        title=content["title"],
        supplements=tuple(
            _matching(beside[f"kit/s{place}{SUPPLEMENT_SUFFIX}"], digest_of)
            for place, digest_of in enumerate(content["supplements"], 1)
        ),
        signers=tuple(read_line(pack, content["issuer"], one) for one in content["signers"]),
        guidance=_guidance(content["guidance"], beside),
        contacts=tuple(_contact(pack, one) for one in content["contacts"]),
        figures=_figures(shelved, content["figures"], beside, now),
        papers=sorted_papers([bytes.fromhex(paper) for paper in content.get("papers", ())]).papers,
    )
    return Kit(plan, shelved, signer, digest, data)


def _matching(data: bytes, digest: str) -> bytes:
    _demand(hashlib.sha256(data).hexdigest() == digest, "sha256")
    return data


def _guidance(listed: Sequence[Mapping[str, Any]], beside: Mapping[str, bytes]) -> tuple[Guidance, ...]:
    found: list[Guidance] = []
    for place, one in enumerate(listed, 1):
        _demand(set(one) == {"name", "title", "sha256"} and is_text(one["title"]), "guidance")
        name, data = one["name"], _matching(beside[f"kit/g{place}.pdf"], one["sha256"])
        twice = any(other.name.lower() == str(name).lower() for other in found)
        good = isinstance(name, str) and is_safe(name) and name.lower().endswith(".pdf") and not twice
        if not good or not data.startswith(b"%PDF-"):
            raise Problem("KIT_GUIDANCE", name="".join(c for c in str(name)[:40] if c.isprintable()))
        found.append(Guidance(name, one["title"], data))
    if sum(len(one.data) for one in found) > MOST_GUIDANCE:
        raise Problem("KIT_GUIDANCE_LARGE", limit=f"{MOST_GUIDANCE // 1_000_000} MB")
    return tuple(found)


def _contact(pack: Pack, one: Mapping[str, Any]) -> Contact:
    _demand(set(one) == {"unit", "person", "position", "telephone"}, "contacts")
    _demand(all(is_text(one[name]) for name in ("person", "position", "telephone")), "contacts")
    if one["unit"] not in pack.units_by_code:
        raise Problem("KIT_UNIT", unit=str(one["unit"])[:40])
    return Contact(one["unit"], one["person"], one["position"], one["telephone"])


def _figures(
    shelved: ShelvedPack, listed: Sequence[Sequence[str]], beside: Mapping[str, bytes], now: datetime
) -> tuple[KeptFigure, ...]:
    """Read the official figures; each must be a number of a cell that the pack or a supplement has."""
    _demand(isinstance(listed, list) and len(listed) <= MOST_LINES, "figures")
    files = (data for name, data in sorted(beside.items()) if name.endswith(SUPPLEMENT_SUFFIX))
    contents = [content_of(data, now) for data in files]
    for one in contents:
        demand_allowed(shelved.pack, one)
    pack = effective(shelved, contents).pack
    found: dict[tuple[str, Address], KeptFigure] = {}
    for line in listed:
        _demand(len(line) == len(KIT_FIGURE_COLUMNS) and all(is_text(text) for text in line), "figures")
        unit, table, key, field_id, value, source = line
        address = Address(table, parse_key(key), field_id)
        field = field_of(pack, address)
        known = unit in pack.units_by_code and field is not None and (unit, address) not in found
        if not known or field is None or number(value, field) is None:
            raise Problem(
                "KIT_FIGURE", unit=unit, place=f"{row_name(table, address.key)}.{field_id}", text=value
            )
        found[unit, address] = KeptFigure(unit, address, value, source)
    return tuple(found.values())


KIT_FIGURE_COLUMNS = ("unit", "table", "row", "field", "value", "source")


def _demand(holds: bool, where: str) -> None:  # noqa: FBT001 - a condition and its name
    if not holds:
        raise Problem("KIT_FORMAT", where=where)
