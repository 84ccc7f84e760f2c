"""Of a file that comes back only the second signature is taken, or the file is refused."""

from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.opc import countersigned, read_zip, sign, verify, write_zip
from tests.exports.opc.samples import NOW, SHEET, SIGNATURE, SIGNED_AT, TYPES, key_of, signed, workbook

LIST = "_xmlsignatures/_rels/origin.sigs.rels"


@cache
def twice() -> bytes:
    return approved(signed())


def approved(once: bytes) -> bytes:
    return sign(once, key_of("Trần Thị Duyệt"), SIGNED_AT + timedelta(hours=3))


def test_a_second_signature_changes_no_item_but_the_two_lists_of_signatures():
    once = signed()
    assert countersigned(once, twice()) == twice()
    old, new = read_zip(once), read_zip(twice())
    assert {name for name, content in old.items() if new[name] != content} == {TYPES, LIST}
    first, second = verify(once, now=NOW), verify(twice(), now=NOW)
    assert second.parts == first.parts
    assert next(signer.fingerprint for signer in second.signers) == first.signers[0].fingerprint
    assert len({signer.fingerprint for signer in second.signers}) == 2


@pytest.mark.parametrize("part", [SHEET, SIGNATURE, "_rels/.rels", "xl/workbook.xml"])
def test_anything_else_that_changed_is_seen(part):
    items = {name: content + b" " if name == part else content for name, content in read_zip(twice()).items()}
    assert countersigned(signed(), write_zip(items)) is None


def test_the_lists_of_signatures_are_written_anew():
    """What no signature covers is never taken over: names of relationships, the container itself."""
    items = dict(read_zip(twice()))
    items[LIST] = items[LIST].replace(b"rId2", b"rIdX")
    assert countersigned(signed(), write_zip(items)) == twice()


def test_nothing_added_two_added_another_file_and_no_package_are_refused():
    once = signed()
    assert countersigned(once, once) is None
    assert countersigned(once, approved(twice())) is None
    assert countersigned(once, approved(sign(workbook(), key_of("Lê Văn Khác"), SIGNED_AT))) is None
    assert countersigned(once, b"no zip") is None


@given(st.data())
def test_no_flipped_byte_of_what_comes_back_gets_in(data):
    whole = twice()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place] ^= data.draw(st.integers(1, 255))
    back = countersigned(signed(), bytes(flipped))
    assert back in (None, whole) or verify(back, now=NOW).parts is None
