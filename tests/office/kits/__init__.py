"""What the tests of campaign kits make theirs of, and how they look at them."""

from contextlib import suppress

import pytest

from db.kits import KeptFigure
from exports.keys import new_key
from forms.answers import Address
from forms.problems import Problem
from office import kit
from office.kit import install
from office.kit_file import open_kit
from office.register_lines import RegisterLine
from tests.offices import (
    MOMENT,
    NGOC_LAY,
)

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
ROW = ("P01",)
SIGNER = {"unit": "62", "person": "A", "position": ""}


def key_for(unit, person="Lê Ký"):
    return new_key(
        person=person, unit=unit, unit_name=unit, position="Phó Giám đốc", algorithm="P-256",
        not_before=MOMENT.replace(year=2017), not_after=MOMENT.replace(year=2028),
    )  # fmt: skip


def line(key, unit, person="Y Ký"):
    from cryptography.hazmat.primitives.serialization import Encoding

    return RegisterLine(unit, person, "Chủ tịch", key.certificate.public_bytes(Encoding.DER))


def figure(value, field="c01", row=ROW, unit=NGOC_LAY, source="QĐ 1/2018"):
    return KeptFigure(unit, Address("BM30", row, field), value, source)


def installed(desk):
    here = kit.installed(desk)
    assert here is not None
    return here


def code_of(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def opened(data):
    return open_kit(data, MOMENT)


def confirmed(desk, data):
    one = opened(data)
    with suppress(Problem):
        kit.confirm_signer(desk, one, how="điện thoại")
    return install(desk, one)
