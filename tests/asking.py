"""A commune's package at its district, and nothing asked about it yet: where tests of questions begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms.answers import Address
from office.desk import Desk
from office.receiving import receive
from tests.offices import NGOC_LAY, TU_MO_RONG, Place, recognise_sender

CELL = Address("BM02", ("2018",), "c21")  # no other form counts these persons
House = tuple[Place, Desk, Desk]  # where they are; the commune that sent; the district that took it in
_FORGET = (
    "DELETE FROM query_line",
    "DELETE FROM query_thread",
    "DELETE FROM return_file",
    "DELETE FROM downward",
    "DELETE FROM act",
)


@contextmanager
def sent_and_taken(folder: Path) -> Iterator[House]:
    """A commune has sent, the district has taken its package in; both are closed at the end."""
    place = Place(folder)
    commune, package = place.sent(NGOC_LAY)
    district = place.office(TU_MO_RONG)
    recognise_sender(district, package, NGOC_LAY)
    receive(district, [package])
    with commune, district:
        yield place, commune, district


def nothing_asked(house: House) -> House:
    """The same two offices as they were before any question."""
    for desk in house[1:]:
        with desk.database.writing():
            for statement in _FORGET:
                desk.database.conn.execute(statement)
    return house
