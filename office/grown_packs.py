"""The pack that follows from a pack and the supplements that are kept here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.database import Database
from db.kits import Kits
from exports.opc import SUPPLEMENT
from exports.trust import TrustStore
from forms.problems import Problem
from forms.supplements import Supplement, newest_of, read, split_version, with_supplements
from office.packs import ShelvedPack
from office.sealed import Sealed, unseal

SUPPLEMENT_SUFFIX = ".phieuxa-them"
LARGEST = 5_000_000  # bytes of a supplement's file


def effective(base: ShelvedPack, supplements: Iterable[Supplement]) -> ShelvedPack:
    """Give the pack with the items of the supplements; the order they are handed in means nothing."""
    pack = with_supplements(base.pack, supplements)
    return base if pack is base.pack else ShelvedPack(pack, base.data, base.signer, base)


def held(database: Database, pack: str, now: datetime) -> tuple[Supplement, ...]:
    """Read the newest supplement of each issuer that is kept here for a pack."""
    kits = Kits(database)
    newest = {one.issuer: one.digest for one in kits.supplements(pack)}
    return newest_of(content_of(kits.supplement_bytes(digest), now) for digest in newest.values())


def named(base: ShelvedPack, supplements: Iterable[Supplement], version: str) -> ShelvedPack | None:
    """Build the pack that a version such as "1.2.0+62.1.618.2" names from what is held here.

    None where the version is not one of `base`; raise SUPPLEMENT_NEEDED (unit, number) for a supplement that
    is not here.
    """
    parts = split_version(version)
    if parts is None or parts[0] != base.pack.version:
        return None
    by_issuer = {one.issuer: one for one in newest_of(supplements)}
    chosen = []
    for issuer, number in parts[1]:
        one = by_issuer.get(issuer)
        if one is None or one.number < number:
            raise Problem("SUPPLEMENT_NEEDED", unit=issuer, number=number)
        chosen.append(one.upto(number))
    return effective(base, chosen)


def content_of(data: bytes, now: datetime) -> Supplement:
    """Read what a supplement's file says, whoever signed it; raise SUPPLEMENT_NOT_WHOLE or _FORMAT."""
    return open_supplement(data, "", now, None)[0]


def open_supplement(
    data: bytes, name: str, now: datetime, trust: TrustStore | None
) -> tuple[Supplement, Sealed]:
    """Open a supplement's file strictly: what it says, what is known of file and signer."""
    if len(data) > LARGEST:
        raise Problem("SUPPLEMENT_NOT_WHOLE", file=name, reason="size")
    sealed = unseal(data, SUPPLEMENT, now, code="SUPPLEMENT_NOT_WHOLE", name=name, trust=trust)
    if sealed.beside:
        raise Problem("SUPPLEMENT_NOT_WHOLE", file=name, reason=next(iter(sealed.beside)))
    return read(sealed.content), sealed
