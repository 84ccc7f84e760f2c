"""A pack made by somebody else may be odd in any way; it is refused by name and hangs nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from exports.keys import new_key
from exports.opc import PACK, read_zip, sign, write_zip
from forms.pack import canonical, dump
from forms.problems import Problem
from office.packs import open_pack
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, shelf


@pytest.fixture(scope="module")
def pack():
    return shelf().packs[0].pack


@pytest.fixture(scope="module")
def packed():
    """Sign any content as a pack file."""
    key = new_key(
        person="Ai đó", unit="pack", unit_name="x", position="",
        not_before=MOMENT - timedelta(days=1), not_after=MOMENT + timedelta(days=9), algorithm="P-256",
    )  # fmt: skip
    head = {
        "[Content_Types].xml": (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" '
            b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Override PartName="/pack/pack.json" ContentType="application/vnd.phieuxa.pack+json"/></Types>'
        ),
        "_rels/.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="urn:phieuxa:pack:1" Target="pack/pack.json"/></Relationships>'
        ),
    }
    return lambda content: sign(write_zip({**head, "pack/pack.json": content}), key, MOMENT, profile=PACK)


def code_of(data):
    with pytest.raises(Problem) as problem:
        open_pack(data, MOMENT, name="x.phieuxa-pack")
    return problem.value.code


def test_a_good_pack_signed_by_anybody_opens(pack, packed):
    data = packed(canonical(dump(pack)))
    assert "pack/pack.json" in read_zip(data)
    assert open_pack(data, MOMENT).pack == pack


@pytest.mark.parametrize(
    "change",
    [
        {NGOC_LAY: {"parent": NGOC_LAY}},
        {TU_MO_RONG: {"parent": NGOC_LAY}},
        {NGOC_LAY: {"code": "../../etc"}},
        {NGOC_LAY: {"code": ""}},
        {NGOC_LAY: {"code": TU_MO_RONG}},
    ],
)
def test_units_in_a_circle_doubled_or_with_odd_codes_are_refused(pack, packed, change):
    units = tuple(replace(unit, **change.get(unit.code, {})) for unit in pack.units)
    assert code_of(packed(canonical(dump(replace(pack, units=units))))) == "PACK_UNIT"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"ir":1}',
        b'{"ir":1,"id":5,"version":[],"title":"x","units":7,"forms":{}}',
        b"[" * 100_000,
        b'{"ir":' + b"9" * 10_000 + b"}",
        b"\xff\xfe",
    ],
)
def test_what_is_no_pack_is_refused_as_not_whole(packed, content):
    assert code_of(packed(content)) == "PACK_NOT_WHOLE"


def test_a_kind_that_this_program_does_not_know_is_refused(pack, packed):
    text = json.dumps(dump(pack)).replace('"kind": "integer"', '"kind": "holographic"')
    assert code_of(packed(text.encode())) == "PACK_NOT_WHOLE"
