"""A package that comes back with a second signature is the one that went out, or it is refused."""

from datetime import timedelta

import pytest

from exports.opc import only_adds_a_signature, read_zip, sign, verify, write_zip
from tests.exports.opc.samples import NOW, SHEET, SIGNATURE, SIGNED_AT, TYPES, key_of, signed, workbook


def countersigned(once):
    return sign(once, key_of("Trần Thị Duyệt"), SIGNED_AT + timedelta(hours=3))


def test_a_second_signature_changes_no_item_but_the_two_lists_of_signatures():
    once = signed()
    twice = countersigned(once)
    assert only_adds_a_signature(once, twice)
    old, new = read_zip(once), read_zip(twice)
    changed = {name for name, content in old.items() if new[name] != content}
    assert changed == {TYPES, "_xmlsignatures/_rels/origin.sigs.rels"}
    first, second = verify(once, now=NOW), verify(twice, now=NOW)
    assert second.parts == first.parts
    assert next(signer.fingerprint for signer in second.signers) == first.signers[0].fingerprint
    assert len({signer.fingerprint for signer in second.signers}) == 2


@pytest.mark.parametrize("part", [SHEET, SIGNATURE, "_rels/.rels", "xl/workbook.xml"])
def test_anything_else_that_changed_is_seen(part):
    once = signed()
    items = read_zip(countersigned(once))
    items = {name: content + b" " if name == part else content for name, content in items.items()}
    assert not only_adds_a_signature(once, write_zip(items))


def test_nothing_added_two_added_another_file_and_no_package_are_refused():
    once = signed()
    assert not only_adds_a_signature(once, once)
    assert not only_adds_a_signature(once, countersigned(countersigned(once)))
    assert not only_adds_a_signature(once, countersigned(sign(workbook(), key_of("Lê Văn Khác"), SIGNED_AT)))
    assert not only_adds_a_signature(once, b"no zip")
