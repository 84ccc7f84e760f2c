"""Copies of what was received, for whoever must read it outside the program: noted, byte for byte."""

from __future__ import annotations

from pathlib import Path

from db.kits import Kits
from exports import companion
from exports.carriers import deliver
from forms.problems import Problem
from forms.supplements import base_version
from office.desk import Desk
from office.grown_packs import SUPPLEMENT_SUFFIX
from office.known_packs import pack_of_version
from office.packs import SUFFIX as PACK_SUFFIX
from office.roles import Doing, demand_may


def copy_out(desk: Desk, digest: str, folder: Path) -> Path:
    """Write a received package into a folder, with its files beside it, and note who did.

    A package that came sealed lies open in the folder then. One made with another state of the pack than
    that at work here has it beside it, so that its unit can rebuild from it anywhere. Raises NOT_RECEIVED,
    FOLDER_MISSING, BYTES_NOT_KEPT and what `deliver` does.
    """
    demand_may(desk, Doing.KEEP)
    found = desk.received.packages(direction="received", digest=digest)
    if not found:
        raise Problem("NOT_RECEIVED", digest=digest)
    if not folder.is_dir():
        raise Problem("FOLDER_MISSING", folder=folder)
    kept = found[-1]
    files = {
        name: content
        for name, there in kept.detail.get("files", {}).items()
        if (content := desk.received.content(there)) is not None
    }
    if files:
        beside = companion.companion_name(kept.package.name)
        deliver(companion.write_companion(files), folder, beside)
    path = deliver(desk.received.data(kept.id), folder, kept.package.name)
    _deliver_pack(desk, str(kept.detail.get("version", "")), folder)
    desk.received.keep_receipt(
        kept.id,
        who=desk.person.name,
        how="copied out",
        detail={"folder": str(folder)},
        when=desk.clock.now(),
    )
    return path


def _deliver_pack(desk: Desk, version: str, folder: Path) -> None:
    """Put the pack that a package was made with beside it, with its supplements, where it is another one."""
    made = pack_of_version(desk, desk.pack.id, version) if version else None
    if made is None or made.pack.hash == desk.shelved.origin.pack.hash:
        return
    name = f"{made.pack.id}-{base_version(version)}{PACK_SUFFIX}"
    deliver(made.origin.data, folder, name)
    kits = Kits(desk.database)
    for one in kits.supplements(made.pack.id) if made.base is not None else ():
        deliver(kits.supplement_bytes(one.digest), folder, f"{one.issuer}-{one.number}{SUPPLEMENT_SUFFIX}")
