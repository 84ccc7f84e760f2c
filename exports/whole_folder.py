"""A folder of files that is there whole or not at all."""

from __future__ import annotations

import errno
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from exports.carriers import deliver, demand_folder
from forms.problems import Problem


def deliver_folder(files: Mapping[str, bytes], parent: Path, name: str) -> Path:
    """Write files, by their names with `/` between folders, as the new folder `parent/name`.

    They are written beside it under another name first, each read back, and the whole is renamed at the end.
    Raises `Problem`: FOLDER_MISSING, FOLDER_THERE (one of that name stands there already), or what
    `exports.carriers.deliver` raises; then nothing of it is left.
    """
    target = demand_free(parent, name)
    growing = parent / f"{name}.{uuid.uuid4().hex[:8]}.part"
    try:
        growing.mkdir()
        for path, data in files.items():
            place = growing / PurePosixPath(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            deliver(data, place.parent, place.name, read_only=False)
        growing.rename(target)
    except OSError as wrong:
        raise Problem(
            "CARRIER_GONE", path=target, reason=errno.errorcode.get(wrong.errno or 0, "")
        ) from wrong
    finally:
        shutil.rmtree(growing, ignore_errors=True)
    return target


def demand_free(parent: Path, name: str) -> Path:
    """Give the folder `parent/name` that is still to be made; raise FOLDER_MISSING or FOLDER_THERE."""
    demand_folder(parent)
    target = parent / name
    if target.exists():
        raise Problem("FOLDER_THERE", folder=target)
    return target
