"""Hostile manifests and properties: what is covered, by whom, and when (C16-C22)."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import read_zip, sign, write_zip
from tests.exports.opc.samples import (
    SHEET,
    SIGNED_AT,
    found,
    key_of,
    rehash,
    reseal,
    signed,
    swap,
)
from tests.packages.attacks.forging import (
    C14N,
    Attacks,
    element,
    forged_sheet,
    manifest_reference,
    original,
    package,
)
from tests.packages.attacks.signatures import changed_signature_value

ATTACKS = Attacks()

# C16


@ATTACKS.on_signature("MANIFEST_URI")
def manifest_names_a_missing_part(text):
    return swap(text, f"/{SHEET}?", "/xl/worksheets/sheet7.xml?")


@ATTACKS.on_signature("MANIFEST_URI")
def manifest_names_a_part_in_capitals(text):
    return swap(text, f"/{SHEET}?", f"/{SHEET.upper()}?")


@ATTACKS.on_signature("MANIFEST_URI")
def manifest_names_a_part_twice(text):
    reference = manifest_reference(text, SHEET)
    return swap(text, reference, reference + reference)


@ATTACKS.on_signature("MANIFEST_URI")
def manifest_names_a_web_page(text):
    return swap(text, f"/{SHEET}?", f"http://a.invalid/{SHEET}?")


@ATTACKS.on_signature("MANIFEST_URI")
def manifest_without_content_type(text):
    return swap(text, f"/{SHEET}?ContentType=", f"/{SHEET}?Type=")


# C17


@ATTACKS.on_signature("MANIFEST_TYPE")
def manifest_with_another_content_type(text):
    return swap(text, "spreadsheetml.worksheet+xml", "spreadsheetml.chartsheet+xml")


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def transform_on_a_sheet(text):
    reference = manifest_reference(text, SHEET)
    transforms = f'<Transforms><Transform Algorithm="{C14N}"/></Transforms>'
    return swap(text, reference, swap(reference, "<DigestMethod", f"{transforms}<DigestMethod"))


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def relationships_without_transform(text):
    reference = manifest_reference(text, "xl/_rels/workbook.xml.rels")
    return swap(text, reference, swap(reference, element(reference, "Transforms"), ""))


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def relationships_without_canonical_form(text):
    reference = manifest_reference(text, "xl/_rels/workbook.xml.rels")
    return swap(text, reference, swap(reference, f'<Transform Algorithm="{C14N}"/>', ""))


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def unknown_relationship_signed(text):
    return swap(text, 'SourceId="rId2"', 'SourceId="rId77"')


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def relationship_signed_twice(text):
    return swap(text, 'SourceId="rId2"', 'SourceId="rId1"')


# C18, C19, C20


@ATTACKS.on_signature("MAIN_UNSIGNED")
def workbook_left_out(text):
    return swap(text, manifest_reference(text, "xl/workbook.xml"), "")


@ATTACKS.on_signature("MAIN_UNSIGNED")
def way_to_the_workbook_left_out(text):
    return swap(text, manifest_reference(text, "_rels/.rels"), "")


@ATTACKS.on_signature("PART_UNSIGNED", "partial")
def sheet_left_out(text):
    return swap(text, manifest_reference(text, SHEET), "")


@ATTACKS.on_signature("REL_UNSIGNED", "partial", resealed=False)
def relationship_left_out(text):
    chosen = found(r'<mdssi:RelationshipReference[^>]*SourceId="rId2"/>', text)
    return reseal(rehash(swap(text, chosen, ""), read_zip(signed())), key_of())


# C21


@ATTACKS.on_file("SIGNATURE_WRONG")
def good_signature_beside_a_bad_one():
    items = read_zip(sign(signed(), key_of("Trần Thị B"), SIGNED_AT))
    second = items["_xmlsignatures/sig2.xml"].decode()
    items["_xmlsignatures/sig2.xml"] = changed_signature_value(second).encode()
    return write_zip(items)


@ATTACKS.on_file("PART_UNSIGNED", "partial")
def second_signature_that_covers_less():
    other = key_of("Trần Thị B")
    items = read_zip(sign(signed(), other, SIGNED_AT))
    second = items["_xmlsignatures/sig2.xml"].decode()
    items["_xmlsignatures/sig2.xml"] = reseal(
        swap(second, manifest_reference(second, SHEET), ""), other
    ).encode()
    return write_zip(items)


@ATTACKS.on_file("DIGEST_MISMATCH")
def signature_of_another_file():
    return package(original(), forged_sheet())


# C22, C23


def _replaced(pattern: str, new: str) -> Callable[[], bytes]:
    def make() -> bytes:
        text = original()
        return package(reseal(swap(text, found(pattern, text), new), key_of()))

    return make


_STAMP = (
    "<xd:SignatureTimeStamp><xd:EncapsulatedTimeStamp>AAAA</xd:EncapsulatedTimeStamp></xd:SignatureTimeStamp>"
)
_CERT = r"<xd:Cert>.*?</xd:Cert>"
for _label, _pattern, _new in [
    ("binding_to_no_certificate", r"<xd:SigningCertificate>.*?</xd:SigningCertificate>", ""),
    ("binding_without_content", _CERT, ""),
    ("binding_without_digest", r"<xd:CertDigest>.*?</xd:CertDigest>", ""),
    ("binding_without_issuer", r"<xd:IssuerSerial>.*?</xd:IssuerSerial>", ""),
    ("binding_without_serial_number", r"<X509SerialNumber>.*?</X509SerialNumber>", ""),
    ("binding_with_an_empty_digest", r"<xd:CertDigest>.*?</xd:CertDigest>", "<xd:CertDigest/>"),
    (
        "properties_without_order",
        r"<xd:UnsignedProperties>",
        "<xd:UnsignedProperties/><xd:UnsignedProperties>",
    ),
    (
        "signed_properties_of_another_kind",
        r"<xd:SignaturePolicyIdentifier>.*?</xd:SignedSignatureProperties>",
        "</xd:SignedSignatureProperties><xd:Signed/>",
    ),
    (
        "enclosed_certificate_that_is_none",
        r"<xd:UnsignedSignatureProperties>",
        "<xd:UnsignedSignatureProperties><xd:EncapsulatedX509Certificate>AAAA</xd:EncapsulatedX509Certificate>",
    ),
    (
        "flood_of_timestamps",
        r"<xd:UnsignedSignatureProperties>",
        "<xd:UnsignedSignatureProperties>" + _STAMP * 9,
    ),
]:
    ATTACKS[_label] = (_replaced(_pattern, _new), "invalid", "XADES")


@ATTACKS.on_signature("XADES")
def properties_of_another_signature(text):
    return swap(text, 'Target="#idPackageSignature"><xd:', 'Target="#idOther"><xd:')


@ATTACKS.on_signature("XADES", resealed=False)
def second_properties(text):
    properties = element(text, "xd:QualifyingProperties")
    return swap(
        text, properties, properties + '<QualifyingProperties xmlns="http://uri.etsi.org/01903/v1.3.2#"/>'
    )


@ATTACKS.on_signature("XADES", resealed=False)
def no_properties(text):
    carrier = found(r"<Object><xd:.*?</Object>", text)
    return swap(text, carrier, "")


@ATTACKS.on_signature("XADES")
def properties_not_signed(text):
    reference = found(r'<Reference Type="http://uri.etsi.org.*?</Reference>', text)
    return swap(text, reference, "")


@ATTACKS.on_signature("CERT_MISMATCH")
def digest_of_another_certificate(text):
    der = key_of("Trần Thị B").certificate.public_bytes(Encoding.DER)
    other = base64.b64encode(hashlib.sha256(der).digest()).decode()
    bound = element(text, "xd:CertDigest")
    return swap(text, bound, re.sub(r"<DigestValue>[^<]*<", f"<DigestValue>{other}<", bound))


@ATTACKS.on_signature("CERT_MISMATCH")
def serial_number_of_another_certificate(text):
    return re.sub(r"<X509SerialNumber>\d+<", "<X509SerialNumber>4711<", text)


@ATTACKS.on_signature("TIME_MISMATCH")
def two_different_times(text):
    return re.sub(
        r"<xd:SigningTime>[^<]*<",
        f"<xd:SigningTime>{datetime(2020, 1, 1, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}<",
        text,
    )


@ATTACKS.on_signature("XADES")
def time_that_is_none(text):
    return re.sub(r"<xd:SigningTime>[^<]*<", "<xd:SigningTime>hôm qua<", text)
