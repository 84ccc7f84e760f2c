"""A campaign that has things travel beside the report: the shipped pack with other parameters."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from exports.keys import certificate_facts, from_p12
from forms.answers import Address
from forms.pack import Pack
from office import authority, certified
from office.authority import Work
from office.desk import Desk
from office.entry import Entry
from office.packs import seal
from office.recognising import recognise
from office.registers import POOR, open_book
from tests.offices import MOMENT, PASSPHRASE, key_of, shelf, unlock_of

PERSONAL = "BM17.c02;BM17.c03;BM17.c04;BM17.c05;BM17.c06;BM17.c07;BM17.c08;BM17.c16"
NOMINEES, REGISTER = "BM17", "BM19-2018"
ID_NUMBER = "233123456789"
_SAFE = "mật khẩu của nơi cấp"


def asking(**parameters: str) -> Pack:
    """Give the shipped pack as a campaign would have it that asks for more than the report."""
    pack = shelf().packs[0].pack
    assert pack.campaign is not None
    said = {**pack.campaign.parameters, **parameters}
    return replace(pack, campaign=replace(pack.campaign, parameters=said))


@cache
def asking_for_all(id_numbers: str = "none") -> bytes:
    """Give a pack whose campaign asks for nominees' details apart and for the register of 2018."""
    pack = asking(routed_fields=PERSONAL, routed_registers="2018", routed_id_numbers=id_numbers)
    return seal(pack, MOMENT)


def household(desk: Desk, **cells: str) -> None:
    """Enter a household into the register of 2018, opened where there is none."""
    book = Entry(open_book(desk, 2018, POOR))
    key, _ = book.add_record("BM19")
    said = {"c02": "A Thử", "c06": "14", "c07": "Đăk Na", "c10": "300", "c18": "15/09/2018", "c19": "Y Rà"}
    for field, text in {**said, **cells}.items():
        book.put_text(Address("BM19", key, field), text)


def nominee(desk: Desk, name: str = "Y Blễ", **cells: str) -> None:
    """Enter a nominated person into the report."""
    entry = Entry(desk)
    key, _ = entry.add_record("BM17")
    said = {
        "c01": "individual",
        "c03": name,
        "c04": "12/03/1975",
        "c08": "Làng Đăk Prế",
        "c14": "Vận động cả làng đưa con em đến lớp, trồng sâm dây dưới tán rừng và giúp nhau vốn. " * 4,
        "c17": "district_merit",
        "x01": "programme",
        "c18": "district",
        "c20": "9",
        "c20b": "10",
        "x06": "11",
        "c22": "1",
    }
    for field, text in {**said, **cells}.items():
        entry.put_text(Address("BM17", key, field), text)
    award, _ = entry.add_record("BM17.c16", key)
    entry.put_text(Address("BM17.c16", award, "c01"), "2016")
    entry.put_text(Address("BM17.c16", award, "c02"), "Giấy khen")


def make_envelopes(commune: Desk, district: Desk, folder: Path) -> None:
    """Let a district issue certificates to itself and to a commune, so that each can seal to the other."""
    authority.found(district, _SAFE)
    _certify(district, district, folder)
    for desk, other in ((district, commune), (commune, district)):
        key = from_p12(key_of(other).read_bytes(), PASSPHRASE)
        facts = certificate_facts(key.certificate)
        recognise(desk, facts.data, unit=other.unit.code, person=facts.person, how="điện thoại")
    _certify(commune, district, folder)


def _certify(below: Desk, above: Desk, folder: Path) -> None:
    """Have an office certified by another, which may be itself."""
    asked = certified.ask(below, unlock_of(below), folder)
    work = Work(_SAFE, unlock_of(above), folder)
    file = authority.issue(above, authority.look(above, asked.read_bytes()), work)
    view = certified.look(below, file.read_bytes())
    roots = [one.fingerprint for one in view.roots]
    certified.take(below, view, passphrase=PASSPHRASE, confirmed=roots, how="gọi huyện")
