"""Offices of a campaign that asks for two signatures, for the tests above the floors."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from office.desk import Desk
from office.packs import ShelvedPack
from office.signing_keys import FileKey, make_key
from tests.offices import MOMENT, NGOC_LAY, PACK, PASSPHRASE, TU_MO_RONG, Place, demo_data, shelf

__all__ = ["MOMENT", "NGOC_LAY", "PASSPHRASE", "TU_MO_RONG", "Place"]


@cache
def asking(signatures: str, **parameters: str) -> ShelvedPack:
    """Give the shipped pack with the campaign's parameter `signatures`, compiled once a process."""
    shelved = next(one for one in shelf().packs if one.pack.id == PACK)
    campaign = shelved.pack.campaign
    assert campaign is not None
    more = {**campaign.parameters, "signatures": signatures, **parameters}
    return replace(shelved, pack=replace(shelved.pack, campaign=replace(campaign, parameters=more)))


def turned(desk: Desk, signatures: str) -> Desk:
    """Let an office work in a campaign that asks for so many signatures."""
    desk.known[desk.pack.hash] = desk.shelved  # of the same version: no real office meets that
    desk.turn_to(asking(signatures))
    return desk


def preparer_key(desk: Desk) -> FileKey:
    """Give the key of the person whom the office's cover names as preparer."""
    data = demo_data()[desk.unit.code]
    return _key(desk, "lap", data.preparer, data.preparer_position)


def approver_key(desk: Desk) -> FileKey:
    """Give the key of the person whom the office's cover names as approver."""
    data = demo_data()[desk.unit.code]
    return _key(desk, "duyet", data.approver, "Chủ tịch")


def _key(desk: Desk, name: str, person: str, position: str) -> FileKey:
    path = desk.home / "keys" / f"{name}.p12"
    if not path.is_file():
        make_key(desk, person, position, PASSPHRASE, path)
    return FileKey(Path(path), PASSPHRASE)
