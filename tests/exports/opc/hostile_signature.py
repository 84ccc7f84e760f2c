"""Hostile signatures: made by an attacker who has a key of their own, or the signature of a victim.

Each function gives the XML of a signature part over the sample workbook; where it says *resealed*,
digests and value fit, so that only the rule in question stands between the file and belief
(C11-C18, C21, C22). ``ATTACKS`` gives each with state and reason.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import read_zip, sign, write_zip
from tests.exports.opc.samples import (
    END,
    SHEET,
    SIGNATURE,
    SIGNED_AT,
    START,
    found,
    key_of,
    rehash,
    reseal,
    signed,
    swap,
)

ATTACKS: dict[str, tuple[Callable[[], bytes], str, str]] = {}

_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_OBJECT = '<Object Id="idPackageObject">'


def _package(signature: str, items: dict[str, bytes] | None = None) -> bytes:
    return write_zip({**read_zip(signed()), **(items or {}), SIGNATURE: signature.encode()})


def _original() -> str:
    return read_zip(signed())[SIGNATURE].decode()


def _forged_sheet() -> dict[str, bytes]:
    return {SHEET: read_zip(signed())[SHEET].replace(b"1234", b"9999")}


def _attack(
    reason: str, state: str = "invalid", *, resealed: bool = True
) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Note an edit of the signature's text; ``resealed`` with the attacker's own key afterwards."""

    def note(edit: Callable[[str], str]) -> Callable[[str], str]:
        def make() -> bytes:
            changed = edit(_original())
            return _package(reseal(changed, key_of()) if resealed else changed)

        ATTACKS[edit.__name__] = (make, state, reason)
        return edit

    return note


def _whole(reason: str, state: str = "invalid") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def note(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[make.__name__] = (make, state, reason)
        return make

    return note


def _element(text: str, name: str) -> str:
    return found(rf"<{name}[ >].*?</{name}>", text)


def _manifest_reference(text: str, part: str) -> str:
    return found(rf'<Reference URI="/{re.escape(part)}\?.*?</Reference>', text)


# C11


@_attack("SIG_STRUCTURE")
def children_in_another_order(text):
    key_info = _element(text, "KeyInfo")
    return swap(swap(text, key_info, ""), "</Signature>", key_info + "</Signature>")


@_attack("SIG_STRUCTURE")
def unknown_attribute(text):
    return swap(text, "<SignedInfo>", '<SignedInfo Lang="vi">')


@_attack("SIG_STRUCTURE")
def second_key_info(text):
    return swap(text, "<KeyInfo>", _element(text, "KeyInfo") + "<KeyInfo>")


@_attack("SIG_STRUCTURE")
def text_between_elements(text):
    return swap(text, "<KeyInfo>", "evil<KeyInfo>")


@_attack("SIG_STRUCTURE")
def more_in_a_reference(text):
    return swap(text, "</DigestValue></Reference>", "</DigestValue><DigestValue/></Reference>")


@_attack("SIG_STRUCTURE")
def signature_within_the_properties(text):
    inner = "<Signature><SignedInfo/></Signature>"
    return swap(text, "</xd:UnsignedSignatureProperties>", inner + "</xd:UnsignedSignatureProperties>")


@_attack("SIG_STRUCTURE")
def root_of_another_name(text):
    return swap(text, "<Signature ", "<Signatures ").replace("</Signature>", "</Signatures>")


@_attack("SIG_IDS", resealed=False)
def two_elements_of_one_id(text):
    return swap(text, 'Id="idOfficeV1Details"', 'Id="idPackageObject"')


@_attack("SIG_IDS", resealed=False)
def id_in_capitals(text):
    return swap(text, 'Id="idSignatureTime"', 'ID="idPackageObject"')


# C12


@_attack("ALGORITHM")
def another_canonical_form(text):
    return swap(
        text, f'Method Algorithm="{_C14N}"', 'Method Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"'
    )


@_attack("ALGORITHM", resealed=False)
def secret_key_instead_of_public(text):
    return swap(text, f"{_MORE}ecdsa-sha256", f"{_MORE}hmac-sha256")


@_attack("ALGORITHM")
def truncated_value(text):
    return swap(
        text,
        f'"{_MORE}ecdsa-sha256"/>',
        f'"{_MORE}ecdsa-sha256"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>',
    )


@_attack("ALGORITHM")
def signature_with_sha1(text):
    return swap(text, f"{_MORE}ecdsa-sha256", f"{_MORE}ecdsa-sha1")


@_attack("ALGORITHM")
def method_of_another_kind_of_key(text):
    return swap(text, f"{_MORE}ecdsa-sha256", f"{_MORE}rsa-sha256")


def _with_key(private_key: CertificateIssuerPrivateKeyTypes, text: str) -> str:
    """Put another key's certificate where the signer's stood."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Kẻ giả")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(7)
        .not_valid_before(START)
        .not_valid_after(END)
        .sign(private_key, None if isinstance(private_key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    der = certificate.public_bytes(Encoding.DER)
    encoded = base64.b64encode(der).decode()
    return re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{encoded}<", text)


@_attack("KEY_WEAK", resealed=False)
def short_rsa_key(text):
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    return _with_key(weak, swap(text, f"{_MORE}ecdsa-sha256", f"{_MORE}rsa-sha256"))


@_attack("KEY_WEAK", resealed=False)
def curve_of_coins(text):
    return _with_key(ec.generate_private_key(ec.SECP256K1()), text)


@_attack("ALGORITHM", resealed=False)
def edwards_key(text):
    return _with_key(ed25519.Ed25519PrivateKey.generate(), text)


# C13


@_attack("PACKAGE_OBJECT", resealed=False)
def package_object_not_referred_to(text):
    """Universal forgery: a signature of anything, with our manifest laid beside it."""
    reference = _element(text, "Reference")
    return reseal(swap(text, reference, ""), key_of())


@_whole("PACKAGE_OBJECT")
def signed_object_wrapped_and_replaced():
    """The victim's signed Object moves into a wrapper; the attacker's manifest takes its place."""
    text = _original()
    victim = _element(text, "Object")
    forged = rehash(victim, {**read_zip(signed()), **_forged_sheet()})
    moved = swap(text, victim, forged.replace(' Id="idPackageObject"', "") + f"<Object>{victim}</Object>")
    return _package(moved, _forged_sheet())


@_whole("PACKAGE_OBJECT")
def second_manifest_with_the_same_place():
    text = _original()
    victim = _element(text, "Object")
    forged = swap(rehash(victim, {**read_zip(signed()), **_forged_sheet()}), "idPackageObject", "idOther")
    return _package(swap(text, victim, forged + victim), _forged_sheet())


@_whole("PACKAGE_OBJECT")
def signed_object_hidden_in_the_properties():
    text = _original()
    victim = _element(text, "Object")
    forged = rehash(victim, {**read_zip(signed()), **_forged_sheet()}).replace(' Id="idPackageObject"', "")
    moved = swap(
        swap(text, victim, forged),
        "<xd:UnsignedSignatureProperties>",
        "<xd:UnsignedSignatureProperties>" + victim,
    )
    return _package(moved, _forged_sheet())


def _redirected(uri: str) -> Callable[[], bytes]:
    return lambda: _package(reseal(swap(_original(), 'URI="#idOfficeObject"', f'URI="{uri}"'), key_of()))


for _label, _uri in {
    "reference_to_a_file": "file:///etc/passwd",
    "reference_to_the_whole_document": "",
    "reference_by_xpointer": "#xpointer(/)",
    "reference_to_nothing": "#idNowhere",
    "reference_to_a_property": "#idSignatureTime",
}.items():
    ATTACKS[_label] = (_redirected(_uri), "invalid", "PACKAGE_OBJECT")


@_attack("PACKAGE_OBJECT")
def one_object_referred_to_twice(text):
    return swap(text, 'URI="#idOfficeObject"', 'URI="#idPackageObject"')


@_attack("PACKAGE_OBJECT")
def object_that_no_one_signed(text):
    return swap(text, "</Signature>", '<Object Id="idMore"><SignatureProperties/></Object></Signature>')


@_attack("ALGORITHM")
def xpath_transform(text):
    return swap(
        text,
        f'<Transform Algorithm="{_C14N}"/></Transforms>',
        '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>',
    )


@_attack("ALGORITHM")
def stylesheet_transform(text):
    reference = _manifest_reference(text, SHEET)
    xslt = '<Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></Transforms>'
    return swap(text, reference, swap(reference, "<DigestMethod", f"{xslt}<DigestMethod"))


@_attack("ALGORITHM")
def flood_of_transforms(text):
    one = f'<Transform Algorithm="{_C14N}"/>'
    return swap(text, one, one * 500)


# C14


@_attack("ALGORITHM")
def digest_with_sha1(text):
    reference = _manifest_reference(text, SHEET)
    return swap(text, reference, swap(reference, _SHA256, "http://www.w3.org/2000/09/xmldsig#sha1"))


@_attack("BASE64")
def digest_with_loose_bits(text):
    """The last character before the padding carries bits that no decoder reads."""
    reference = _manifest_reference(text, SHEET)
    value = found(r"<DigestValue>([^<]*)=<", reference)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = value[:-1] + alphabet[alphabet.index(value[-1]) ^ 1]
    return swap(text, reference, reference.replace(value, other))


@_attack("BASE64", resealed=False)
def value_that_is_no_base64(text):
    return re.sub(r"<SignatureValue>", "<SignatureValue>!!", text)


# C15


@_attack("SIGNATURE_WRONG", resealed=False)
def changed_signature_value(text):
    return re.sub(
        r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(range(64))).decode()}<", text
    )


@_attack("SIGNATURE_WRONG", resealed=False)
def signature_value_of_zeros(text):
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(64)).decode()}<", text)


@_attack("SIGNATURE_WRONG", resealed=False)
def signature_value_too_short(text):
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(63)).decode()}<", text)


@_attack("SIGNATURE_WRONG", resealed=False)
def certificate_of_someone_else(text):
    other = base64.b64encode(key_of("Trần Thị B").certificate.public_bytes(Encoding.DER)).decode()
    return re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{other}<", text)


@_attack("CERTIFICATE")
def two_certificates(text):
    certificate = _element(text, "X509Certificate")
    return swap(text, certificate, certificate + certificate)


@_attack("CERTIFICATE")
def bare_key_beside_the_certificate(text):
    return swap(text, "<KeyInfo>", "<KeyInfo><KeyName>UBND</KeyName>")


@_attack("CERTIFICATE", resealed=False)
def certificate_that_is_none(text):
    return re.sub(r"<X509Certificate>[^<]*<", "<X509Certificate>AAAA<", text)


# C16


@_attack("MANIFEST_URI")
def manifest_names_a_missing_part(text):
    return swap(text, f"/{SHEET}?", "/xl/worksheets/sheet7.xml?")


@_attack("MANIFEST_URI")
def manifest_names_a_part_in_capitals(text):
    return swap(text, f"/{SHEET}?", f"/{SHEET.upper()}?")


@_attack("MANIFEST_URI")
def manifest_names_a_part_twice(text):
    reference = _manifest_reference(text, SHEET)
    return swap(text, reference, reference + reference)


@_attack("MANIFEST_URI")
def manifest_names_a_web_page(text):
    return swap(text, f"/{SHEET}?", f"http://a.invalid/{SHEET}?")


@_attack("MANIFEST_URI")
def manifest_without_content_type(text):
    return swap(text, f"/{SHEET}?ContentType=", f"/{SHEET}?Type=")


# C17


@_attack("MANIFEST_TYPE")
def manifest_with_another_content_type(text):
    return swap(text, "spreadsheetml.worksheet+xml", "spreadsheetml.chartsheet+xml")


@_attack("MANIFEST_TRANSFORM")
def transform_on_a_sheet(text):
    reference = _manifest_reference(text, SHEET)
    transforms = f'<Transforms><Transform Algorithm="{_C14N}"/></Transforms>'
    return swap(text, reference, swap(reference, "<DigestMethod", f"{transforms}<DigestMethod"))


@_attack("MANIFEST_TRANSFORM")
def relationships_without_transform(text):
    reference = _manifest_reference(text, "xl/_rels/workbook.xml.rels")
    return swap(text, reference, swap(reference, _element(reference, "Transforms"), ""))


@_attack("MANIFEST_TRANSFORM")
def relationships_without_canonical_form(text):
    reference = _manifest_reference(text, "xl/_rels/workbook.xml.rels")
    return swap(text, reference, swap(reference, f'<Transform Algorithm="{_C14N}"/>', ""))


@_attack("MANIFEST_TRANSFORM")
def unknown_relationship_signed(text):
    return swap(text, 'SourceId="rId2"', 'SourceId="rId77"')


@_attack("MANIFEST_TRANSFORM")
def relationship_signed_twice(text):
    return swap(text, 'SourceId="rId2"', 'SourceId="rId1"')


# C18, C19, C20


@_attack("MAIN_UNSIGNED")
def workbook_left_out(text):
    return swap(text, _manifest_reference(text, "xl/workbook.xml"), "")


@_attack("MAIN_UNSIGNED")
def way_to_the_workbook_left_out(text):
    return swap(text, _manifest_reference(text, "_rels/.rels"), "")


@_attack("PART_UNSIGNED", "partial")
def sheet_left_out(text):
    return swap(text, _manifest_reference(text, SHEET), "")


@_attack("REL_UNSIGNED", "partial", resealed=False)
def relationship_left_out(text):
    chosen = found(r'<mdssi:RelationshipReference[^>]*SourceId="rId2"/>', text)
    return reseal(rehash(swap(text, chosen, ""), read_zip(signed())), key_of())


# C21


@_whole("SIGNATURE_WRONG")
def good_signature_beside_a_bad_one():
    items = read_zip(sign(signed(), key_of("Trần Thị B"), SIGNED_AT))
    second = items["_xmlsignatures/sig2.xml"].decode()
    items["_xmlsignatures/sig2.xml"] = changed_signature_value(second).encode()
    return write_zip(items)


@_whole("PART_UNSIGNED", "partial")
def second_signature_that_covers_less():
    other = key_of("Trần Thị B")
    items = read_zip(sign(signed(), other, SIGNED_AT))
    second = items["_xmlsignatures/sig2.xml"].decode()
    items["_xmlsignatures/sig2.xml"] = reseal(
        swap(second, _manifest_reference(second, SHEET), ""), other
    ).encode()
    return write_zip(items)


@_whole("DIGEST_MISMATCH")
def signature_of_another_file():
    return _package(_original(), _forged_sheet())


# C22, C23


@_attack("XADES")
def properties_of_another_signature(text):
    return swap(text, 'Target="#idPackageSignature"><xd:', 'Target="#idOther"><xd:')


@_attack("XADES", resealed=False)
def second_properties(text):
    properties = _element(text, "xd:QualifyingProperties")
    return swap(
        text, properties, properties + '<QualifyingProperties xmlns="http://uri.etsi.org/01903/v1.3.2#"/>'
    )


@_attack("XADES", resealed=False)
def no_properties(text):
    carrier = found(r"<Object><xd:.*?</Object>", text)
    return swap(text, carrier, "")


@_attack("XADES")
def properties_not_signed(text):
    reference = found(r'<Reference Type="http://uri.etsi.org.*?</Reference>', text)
    return swap(text, reference, "")


@_attack("CERT_MISMATCH")
def digest_of_another_certificate(text):
    der = key_of("Trần Thị B").certificate.public_bytes(Encoding.DER)
    other = base64.b64encode(hashlib.sha256(der).digest()).decode()
    bound = _element(text, "xd:CertDigest")
    return swap(text, bound, re.sub(r"<DigestValue>[^<]*<", f"<DigestValue>{other}<", bound))


@_attack("CERT_MISMATCH")
def serial_number_of_another_certificate(text):
    return re.sub(r"<X509SerialNumber>\d+<", "<X509SerialNumber>4711<", text)


@_attack("TIME_MISMATCH")
def two_different_times(text):
    return re.sub(
        r"<xd:SigningTime>[^<]*<",
        f"<xd:SigningTime>{datetime(2020, 1, 1, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}<",
        text,
    )


@_attack("XADES")
def time_that_is_none(text):
    return re.sub(r"<xd:SigningTime>[^<]*<", "<xd:SigningTime>hôm qua<", text)
