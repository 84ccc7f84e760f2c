"""What we sign verifies, says who signed, and gives back exactly what was signed."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.keys import fingerprint
from exports.opc import FOREIGN, PACK, read_zip, sign, verify, verify_any, write_zip
from exports.opc.content_types import RELATIONSHIPS
from exports.trust import TrustStore
from forms.problems import Problem
from tests.exports.opc.samples import (
    NOW,
    ROOT_RELS,
    SHEET,
    SIGNATURE,
    SIGNED_AT,
    TYPES,
    key_of,
    signed,
    signed_parts,
    workbook,
)


def _trusting(*people: str) -> TrustStore:
    return TrustStore(recognised=frozenset(fingerprint(key_of(person).certificate) for person in people))


@pytest.mark.parametrize("algorithm", ["P-256", "RSA-2048"])
def test_a_signed_workbook_verifies_and_names_its_signer(algorithm):
    key = key_of(algorithm=algorithm)
    trust = TrustStore(recognised=frozenset({fingerprint(key.certificate)}))
    verdict = verify(signed(algorithm), now=NOW, trust=trust)
    assert (verdict.state, verdict.reason) == ("valid", "VALID")
    [signer] = verdict.signers
    assert signer.subject == "CN=Nguyễn Văn Á,T=Chủ tịch,O=UBND xã Đăk Hà,C=VN"
    assert (signer.unit, signer.serial) == ("23311", str(key.certificate.serial_number))
    assert (signer.time, signer.time_source) == (SIGNED_AT, "claim")
    assert (signer.trusted, signer.revocation) == (True, "none-needed")
    assert signer.fingerprint == fingerprint(key.certificate)


def test_an_unknown_signer_is_told_apart_from_a_known_one():
    verdict = verify(signed(), now=NOW)
    assert (verdict.state, verdict.reason) == ("valid-untrusted", "SIGNER_UNKNOWN")
    assert verdict.parts is not None
    assert not verdict.signers[0].trusted


def test_a_workbook_nobody_signed_is_called_unsigned():
    verdict = verify(workbook(), now=NOW)
    assert (verdict.state, verdict.reason, verdict.parts, verdict.signers) == (
        "unsigned",
        "UNSIGNED",
        None,
        (),
    )


def test_the_cells_read_back_from_the_signed_parts():
    parts = signed_parts(verify(signed(), now=NOW))
    book = openpyxl.load_workbook(io.BytesIO(write_zip(parts)))
    assert [sheet["A1"].value for sheet in book] == ["Xã Đăk Hà", "hộ nghèo"]


def test_signed_parts_are_the_workbook_without_document_properties():
    before, parts = read_zip(workbook()), signed_parts(verify(signed(), now=NOW))
    left_out = {name for name in before if name.startswith("docProps/")}
    assert left_out
    assert parts.keys() == before.keys() - left_out
    assert parts[SHEET] == before[SHEET]


def test_targets_become_relative_as_excel_writes_them():
    for name, content in read_zip(signed()).items():
        if name.endswith(".rels"):
            assert b'Target="/' not in content


def test_the_signature_stands_where_office_looks_for_it():
    items = read_zip(signed())
    assert next(iter(items)) == TYPES
    assert items["_xmlsignatures/origin.sigs"] == b""
    assert b'Target="sig1.xml"' in items["_xmlsignatures/_rels/origin.sigs.rels"]
    assert b"digital-signature/origin" in items[ROOT_RELS]
    assert SIGNATURE in items


def test_two_people_can_sign_and_neither_changes_what_the_other_signed():
    twice = sign(signed(), key_of("Trần Thị B"), SIGNED_AT + timedelta(days=1))
    first, second = read_zip(signed()), read_zip(twice)
    steering = {TYPES, "_xmlsignatures/_rels/origin.sigs.rels"}
    assert {name for name in first if first[name] != second[name]} == steering
    verdict = verify(twice, now=NOW, trust=_trusting("Nguyễn Văn Á", "Trần Thị B"))
    assert verdict.state == "valid"
    assert ["Nguyễn" in one.subject for one in verdict.signers] == [True, False]
    assert verdict.parts == verify(signed(), now=NOW).parts


def test_one_unknown_signer_of_two_leaves_the_file_untrusted():
    twice = sign(signed(), key_of("Trần Thị B"), SIGNED_AT)
    verdict = verify(twice, now=NOW, trust=_trusting("Nguyễn Văn Á"))
    assert verdict.state == "valid-untrusted"
    assert [one.trusted for one in verdict.signers] == [True, False]


def test_a_changed_file_cannot_be_signed_again():
    items = read_zip(signed())
    items[SHEET] = items[SHEET].replace(b"1234", b"1235")
    with pytest.raises(Problem, match="SIGN_BROKEN reason=DIGEST_MISMATCH"):
        sign(write_zip(items), key_of("Trần Thị B"), SIGNED_AT)


def _with_sheets(count: int) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(count - 1):
        book.create_sheet()
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_twenty_five_sheets_fit_and_more_references_than_poi_takes_are_refused():
    # besides the sheets: root relationships, workbook, its relationships, styles, theme
    assert verify(sign(_with_sheets(25), key_of(), SIGNED_AT), now=NOW).parts is not None
    with pytest.raises(Problem) as refused:
        sign(_with_sheets(26), key_of(), SIGNED_AT)
    assert (refused.value.code, refused.value.details) == ("TOO_MANY_PARTS", {"parts": "31", "most": "30"})


@pytest.mark.parametrize("comment", ["x" * 256, "a\x00b"])
def test_a_comment_that_office_cannot_show_is_refused(comment):
    with pytest.raises(Problem, match="SIGN_COMMENT"):
        sign(workbook(), key_of(), SIGNED_AT, comment=comment)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60))
def test_any_comment_is_kept_and_verifies(comment):
    package = sign(workbook(), key_of(), SIGNED_AT, comment=comment)
    assert verify(package, now=NOW).parts is not None


def test_a_workbook_with_an_external_link_cannot_be_signed():
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].hyperlink = "https://a.invalid/"
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(Problem, match="REL_EXTERNAL"):
        sign(written.getvalue(), key_of(), SIGNED_AT)


def test_a_part_that_nothing_leads_to_cannot_be_signed():
    items = dict(read_zip(workbook()))
    items["xl/orphan.xml"] = b"<x/>"
    items[TYPES] = items[TYPES].replace(
        b"</Types>", b'<Override PartName="/xl/orphan.xml" ContentType="application/xml"/></Types>'
    )
    with pytest.raises(Problem, match="SIGN_BROKEN reason=PART_UNREACHABLE where=/xl/orphan"):
        sign(write_zip(items), key_of(), SIGNED_AT)


def test_relationships_without_any_are_dropped():
    items = dict(read_zip(workbook()))
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    items["xl/worksheets/_rels/sheet1.xml.rels"] = empty
    parts = signed_parts(verify(sign(write_zip(items), key_of(), SIGNED_AT), now=NOW))
    assert "xl/worksheets/_rels/sheet1.xml.rels" not in parts


def test_what_no_rule_foresaw_is_refused_too():
    nonsense: Any = "no store of trust"
    verdict = verify(signed(), now=NOW, trust=nonsense)
    assert (verdict.state, verdict.reason, verdict.parts) == ("invalid", "UNREADABLE", None)


def test_equal_parts_give_equal_bytes_whatever_their_order():
    items = read_zip(signed())
    assert write_zip(items) == write_zip(dict(reversed(items.items())))
    assert read_zip(write_zip(items)) == items


@pytest.mark.parametrize("moment", [datetime(2026, 11, 22), datetime(2026, 11, 22, 8)])  # noqa: DTZ001
def test_a_moment_without_time_zone_is_an_error_of_ours(moment):
    with pytest.raises(ValueError, match="time zone"):
        verify(signed(), now=moment)
    with pytest.raises(ValueError, match="time zone"):
        sign(workbook(), key_of(), moment)


def test_the_digest_of_the_verdict_is_that_of_the_whole_file():
    import hashlib

    assert verify(b"x", now=NOW).digest == hashlib.sha256(b"x").hexdigest()
    assert verify(signed(), now=NOW).digest == hashlib.sha256(signed()).hexdigest()


def pack() -> bytes:
    """A form pack: one JSON part and one list beside it, led to from the pack."""
    return write_zip(
        {
            TYPES: (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>'
                '<Default Extension="json" ContentType="application/vnd.phieuxa.pack+json"/></Types>'
            ).encode(),
            ROOT_RELS: (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="rId1" Type="urn:phieuxa:pack:1" Target="/pack/pack.json"/>'
                b"</Relationships>"
            ),
            "pack/pack.json": b'{"id": "kontum-2018-midterm"}',
        }
    )


def test_a_form_pack_is_signed_by_the_same_code():
    package = sign(pack(), key_of(), SIGNED_AT, profile=PACK)
    verdict = verify(package, now=NOW, profile=PACK, trust=_trusting("Nguyễn Văn Á"))
    assert verdict.state == "valid"
    assert signed_parts(verdict)["pack/pack.json"] == b'{"id": "kontum-2018-midterm"}'


def test_a_form_pack_is_no_workbook_and_a_workbook_no_form_pack():
    assert verify(sign(pack(), key_of(), SIGNED_AT, profile=PACK), now=NOW).reason == "MAIN_PART"
    assert verify(signed(), now=NOW, profile=PACK).reason == "MAIN_PART"
    elsewhere = replace(PACK, main_part="/pack/other.json")
    assert (
        verify(sign(pack(), key_of(), SIGNED_AT, profile=PACK), now=NOW, profile=elsewhere).reason
        == "MAIN_PART"
    )


def as_office_signs() -> bytes:
    """An imitation of Excel's way: document properties stay in the package, unsigned."""
    return sign(workbook(), key_of(), SIGNED_AT, profile=FOREIGN)


def test_an_office_workbook_may_leave_its_document_properties_unsigned():
    package = as_office_signs()
    assert "docProps/core.xml" in read_zip(package)
    verdict = verify(package, now=NOW, trust=_trusting("Nguyễn Văn Á"), profile=FOREIGN)
    assert verdict.state == "valid"
    assert not [name for name in signed_parts(verdict) if name.startswith("docProps")]
    strict = verify(package, now=NOW)
    assert (strict.state, strict.reason, strict.detail) == ("partial", "PART_UNSIGNED", "/docProps/app.xml")


@pytest.mark.parametrize(
    "name,old,new",
    [
        (TYPES, b"core-properties+xml", b"custom-properties+xml"),
        (ROOT_RELS, b"metadata/core-properties", b"metadata/other"),
    ],
)
def test_unsigned_properties_of_another_type_make_an_office_workbook_partial(name, old, new):
    items = read_zip(as_office_signs())
    assert old in items[name]
    items[name] = items[name].replace(old, new)
    assert verify(write_zip(items), now=NOW, profile=FOREIGN).state == "partial"


def test_unsigned_properties_that_a_sheet_leads_to_make_an_office_workbook_partial():
    items = read_zip(as_office_signs())
    items["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="x" Type="urn:x" Target="/docProps/core.xml"/></Relationships>'
    )
    assert verify(write_zip(items), now=NOW, profile=FOREIGN).state == "partial"


def test_our_own_packages_get_no_leniency_and_others_do():
    package, trust = as_office_signs(), _trusting("Nguyễn Văn Á")
    assert verify_any(package, now=NOW, trust=trust, is_own=lambda _: False).state == "valid"
    assert verify_any(package, now=NOW, trust=trust, is_own=lambda parts: SHEET in parts).state == "partial"
    assert verify_any(signed(), now=NOW, trust=trust, is_own=lambda _: True).state == "valid"
    assert verify_any(workbook(), now=NOW, is_own=lambda _: True).state == "unsigned"


def test_content_that_cannot_be_looked_at_is_judged_strictly():
    def fails(_parts):
        raise KeyError("cover")

    assert verify_any(as_office_signs(), now=NOW, is_own=fails).state == "partial"


def test_whole_seconds_and_utc_are_written():
    hanoi = datetime.fromisoformat("2026-11-20T16:30:00.250000+07:00")
    signer = verify(sign(workbook(), key_of(), hanoi), now=NOW).signers[0]
    assert signer.time == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
