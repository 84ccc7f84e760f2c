"""The folder that packages are written to unless another place is chosen: for offices that use no stick."""

from __future__ import annotations

from pathlib import Path

from exports.carriers import demand_folder
from office.desk import Desk
from office.roles import Doing, demand_may

_OUTGOING = "outgoing_folder"


def outgoing_folder(desk: Desk) -> Path | None:
    """Return the chosen folder; None where none was chosen, or the folder is not there at present."""
    kept = desk.office.setting(_OUTGOING)
    folder = Path(kept) if kept else None
    try:
        return folder if folder is not None and folder.is_dir() else None
    except OSError:  # a pulled drive
        return None


def chosen_outgoing(desk: Desk) -> str:
    """Return what was chosen, also where it is not there at present; "" for nothing."""
    return desk.office.setting(_OUTGOING)


def choose_outgoing(desk: Desk, folder: Path | None) -> None:
    """Choose the folder, None for none; raise FOLDER_MISSING for what is no folder."""
    demand_may(desk, Doing.KEEP)
    if folder is not None:
        demand_folder(folder)
    desk.office.set_setting(_OUTGOING, str(folder) if folder is not None else "")
