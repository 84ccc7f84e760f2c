"""The states of packs that this office knows: what is installed, and what its supplements make of it."""

from __future__ import annotations

from db.packs import installed_packs, pack_bytes
from forms.supplements import base_version
from office.desk import Desk
from office.grown_packs import held, named
from office.packs import ShelvedPack, open_pack


def known_pack(desk: Desk, pack: str, version: str, content_hash: str) -> ShelvedPack | None:
    """Find the state of a pack that a package names; None where it is not known here.

    Raises SUPPLEMENT_NEEDED where the pack is known and one of its supplements is not.
    """
    if (desk.pack.id, desk.pack.hash) == (pack, content_hash):
        return desk.shelved
    if content_hash in desk.known:
        return desk.known[content_hash]
    found = pack_of_version(desk, pack, version)
    if found is None or found.pack.hash != content_hash:
        return None
    desk.known[content_hash] = found  # compiled once for all packages that were made with it
    return found


def pack_of_version(desk: Desk, pack: str, version: str) -> ShelvedPack | None:
    """Find a version of a pack that was ever at work here, with its supplements; None where there is none."""
    if (desk.pack.id, desk.pack.version) == (pack, version):
        return desk.shelved
    base = _base(desk, pack, base_version(version))
    return None if base is None else named(base, held(desk.database, pack, desk.clock.now()), version)


def _base(desk: Desk, pack: str, version: str) -> ShelvedPack | None:
    here = desk.shelved.origin
    if (here.pack.id, here.pack.version) == (pack, version):
        return here
    if not any((one.id, one.version) == (pack, version) for one in installed_packs(desk.database)):
        return None
    return open_pack(pack_bytes(desk.database, pack, version), desk.clock.now())
