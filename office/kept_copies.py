"""Copies of what was received, for whoever must read it outside the program: noted, byte for byte."""

from __future__ import annotations

from pathlib import Path

from exports import companion
from exports.carriers import deliver
from forms.problems import Problem
from office.desk import Desk


def copy_out(desk: Desk, digest: str, folder: Path) -> Path:
    """Write a received package into a folder, with its files beside it, and note who did.

    A package that came sealed lies open in the folder then. Raises NOT_RECEIVED, FOLDER_MISSING,
    BYTES_NOT_KEPT and what `deliver` does.
    """
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
    desk.received.keep_receipt(
        kept.id,
        who=desk.person.name,
        how="copied out",
        detail={"folder": str(folder)},
        when=desk.clock.now(),
    )
    return path
