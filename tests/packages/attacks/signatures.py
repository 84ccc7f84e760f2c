"""Hostile signatures: structure, algorithms, wrapping, values (C11-C15)."""

import base64
import re
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import read_zip
from tests.exports.opc.samples import (
    END,
    SHEET,
    START,
    found,
    key_of,
    rehash,
    reseal,
    signed,
    swap,
)
from tests.packages.attacks.forging import (
    C14N,
    MORE,
    SHA256,
    Attacks,
    element,
    forged_sheet,
    manifest_reference,
    original,
    package,
)

ATTACKS = Attacks()

# C11


@ATTACKS.on_signature("SIG_STRUCTURE")
def children_in_another_order(text):
    key_info = element(text, "KeyInfo")
    return swap(swap(text, key_info, ""), "</Signature>", key_info + "</Signature>")


@ATTACKS.on_signature("SIG_STRUCTURE")
def unknown_attribute(text):
    return swap(text, "<SignedInfo>", '<SignedInfo Lang="vi">')


@ATTACKS.on_signature("SIG_STRUCTURE")
def second_key_info(text):
    return swap(text, "<KeyInfo>", element(text, "KeyInfo") + "<KeyInfo>")


@ATTACKS.on_signature("SIG_STRUCTURE")
def text_between_elements(text):
    return swap(text, "<KeyInfo>", "evil<KeyInfo>")


@ATTACKS.on_signature("SIG_STRUCTURE")
def more_in_a_reference(text):
    return swap(text, "</DigestValue></Reference>", "</DigestValue><DigestValue/></Reference>")


@ATTACKS.on_signature("SIG_STRUCTURE")
def signature_within_the_properties(text):
    inner = "<Signature><SignedInfo/></Signature>"
    return swap(text, "</xd:UnsignedSignatureProperties>", inner + "</xd:UnsignedSignatureProperties>")


@ATTACKS.on_signature("SIG_STRUCTURE")
def root_of_another_name(text):
    return swap(text, "<Signature ", "<Signatures ").replace("</Signature>", "</Signatures>")


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def flood_of_objects(text):
    more = "".join(f'<Object Id="id{number}"/>' for number in range(50_000))
    return swap(text, "</Signature>", more + "</Signature>")


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def flood_of_references(text):
    reference = found(r'<Reference Type="[^"]*Object" URI="#idOfficeObject">.*?</Reference>', text)
    return swap(text, reference, reference * 200)


@ATTACKS.on_signature("SIG_IDS", resealed=False)
def two_elements_of_one_id(text):
    return swap(text, 'Id="idOfficeV1Details"', 'Id="idPackageObject"')


@ATTACKS.on_signature("SIG_IDS", resealed=False)
def id_in_capitals(text):
    return swap(text, 'Id="idSignatureTime"', 'ID="idPackageObject"')


# C12


@ATTACKS.on_signature("ALGORITHM")
def another_canonical_form(text):
    return swap(
        text, f'Method Algorithm="{C14N}"', 'Method Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"'
    )


@ATTACKS.on_signature("ALGORITHM", resealed=False)
def secret_key_instead_of_public(text):
    return swap(text, f"{MORE}ecdsa-sha256", f"{MORE}hmac-sha256")


@ATTACKS.on_signature("ALGORITHM")
def truncated_value(text):
    return swap(
        text,
        f'"{MORE}ecdsa-sha256"/>',
        f'"{MORE}ecdsa-sha256"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>',
    )


@ATTACKS.on_signature("ALGORITHM")
def signature_with_sha1(text):
    return swap(text, f"{MORE}ecdsa-sha256", f"{MORE}ecdsa-sha1")


@ATTACKS.on_signature("ALGORITHM")
def method_of_another_kind_of_key(text):
    return swap(text, f"{MORE}ecdsa-sha256", f"{MORE}rsa-sha256")


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


@ATTACKS.on_signature("KEY_WEAK", resealed=False)
def short_rsa_key(text):
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    return _with_key(weak, swap(text, f"{MORE}ecdsa-sha256", f"{MORE}rsa-sha256"))


@ATTACKS.on_signature("KEY_WEAK", resealed=False)
def curve_of_coins(text):
    return _with_key(ec.generate_private_key(ec.SECP256K1()), text)


@ATTACKS.on_signature("ALGORITHM", resealed=False)
def edwards_key(text):
    return _with_key(ed25519.Ed25519PrivateKey.generate(), text)


# C13


@ATTACKS.on_signature("PACKAGE_OBJECT", resealed=False)
def package_object_not_referred_to(text):
    """Universal forgery: a signature of anything, with our manifest laid beside it."""
    reference = element(text, "Reference")
    return reseal(swap(text, reference, ""), key_of())


@ATTACKS.on_file("PACKAGE_OBJECT")
def signed_object_wrapped_and_replaced():
    """The victim's signed Object moves into a wrapper; the attacker's manifest takes its place."""
    text = original()
    victim = element(text, "Object")
    forged = rehash(victim, {**read_zip(signed()), **forged_sheet()})
    moved = swap(text, victim, forged.replace(' Id="idPackageObject"', "") + f"<Object>{victim}</Object>")
    return package(moved, forged_sheet())


@ATTACKS.on_file("PACKAGE_OBJECT")
def second_manifest_with_the_same_place():
    text = original()
    victim = element(text, "Object")
    forged = swap(rehash(victim, {**read_zip(signed()), **forged_sheet()}), "idPackageObject", "idOther")
    return package(swap(text, victim, forged + victim), forged_sheet())


@ATTACKS.on_file("PACKAGE_OBJECT")
def signed_object_hidden_in_the_properties():
    text = original()
    victim = element(text, "Object")
    forged = rehash(victim, {**read_zip(signed()), **forged_sheet()}).replace(' Id="idPackageObject"', "")
    moved = swap(
        swap(text, victim, forged),
        "<xd:UnsignedSignatureProperties>",
        "<xd:UnsignedSignatureProperties>" + victim,
    )
    return package(moved, forged_sheet())


def _redirected(uri: str) -> Callable[[], bytes]:
    return lambda: package(reseal(swap(original(), 'URI="#idOfficeObject"', f'URI="{uri}"'), key_of()))


for _label, _uri in {
    "reference_to_a_file": "file:///etc/passwd",
    "reference_to_the_whole_document": "",
    "reference_by_xpointer": "#xpointer(/)",
    "reference_to_nothing": "#idNowhere",
    "reference_to_a_property": "#idSignatureTime",
}.items():
    ATTACKS[_label] = (_redirected(_uri), "invalid", "PACKAGE_OBJECT")


@ATTACKS.on_signature("PACKAGE_OBJECT")
def object_within_an_object(text):
    office = "<SignatureInfoV1 "
    return swap(text, office, '<Object xmlns="http://www.w3.org/2000/09/xmldsig#"/>' + office)


@ATTACKS.on_signature("PACKAGE_OBJECT")
def package_object_of_another_name(text):
    return text.replace("idPackageObject", "idOtherObject")


@ATTACKS.on_signature("SIG_STRUCTURE")
def reference_hidden_in_the_office_object(text):
    office = "<SignatureInfoV1 "
    return swap(text, office, element(text, "Reference") + office)


@ATTACKS.on_signature("SIG_STRUCTURE")
def content_within_a_relationship_reference(text):
    chosen = found(r"<mdssi:RelationshipReference[^>]*/>", text)
    return swap(text, chosen, chosen[:-2] + ">rId9</mdssi:RelationshipReference>")


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def element_within_the_value(text):
    return swap(text, "<SignatureValue>", "<SignatureValue><Transform/>")


@ATTACKS.on_signature("PACKAGE_OBJECT")
def one_object_referred_to_twice(text):
    return swap(text, 'URI="#idOfficeObject"', 'URI="#idPackageObject"')


@ATTACKS.on_signature("PACKAGE_OBJECT")
def object_that_no_one_signed(text):
    return swap(text, "</Signature>", '<Object Id="idMore"><SignatureProperties/></Object></Signature>')


@ATTACKS.on_signature("ALGORITHM")
def xpath_transform(text):
    return swap(
        text,
        f'<Transform Algorithm="{C14N}"/></Transforms>',
        '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>',
    )


@ATTACKS.on_signature("ALGORITHM")
def stylesheet_transform(text):
    reference = manifest_reference(text, SHEET)
    xslt = '<Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></Transforms>'
    return swap(text, reference, swap(reference, "<DigestMethod", f"{xslt}<DigestMethod"))


@ATTACKS.on_signature("ALGORITHM")
def flood_of_transforms(text):
    one = f'<Transform Algorithm="{C14N}"/>'
    return swap(text, one, one * 500)


# C14


@ATTACKS.on_signature("ALGORITHM")
def digest_with_sha1(text):
    reference = manifest_reference(text, SHEET)
    return swap(text, reference, swap(reference, SHA256, "http://www.w3.org/2000/09/xmldsig#sha1"))


@ATTACKS.on_signature("BASE64")
def digest_with_loose_bits(text):
    """The last character before the padding carries bits that no decoder reads."""
    reference = manifest_reference(text, SHEET)
    value = found(r"<DigestValue>([^<]*)=<", reference)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = value[:-1] + alphabet[alphabet.index(value[-1]) ^ 1]
    return swap(text, reference, reference.replace(value, other))


@ATTACKS.on_signature("BASE64", resealed=False)
def value_that_is_no_base64(text):
    return re.sub(r"<SignatureValue>", "<SignatureValue>!!", text)


# C15


@ATTACKS.on_signature("SIGNATURE_WRONG", resealed=False)
def changed_signature_value(text):
    return re.sub(
        r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(range(64))).decode()}<", text
    )


@ATTACKS.on_signature("SIGNATURE_WRONG", resealed=False)
def signature_value_of_zeros(text):
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(64)).decode()}<", text)


@ATTACKS.on_signature("SIGNATURE_WRONG", resealed=False)
def signature_value_too_short(text):
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{base64.b64encode(bytes(63)).decode()}<", text)


@ATTACKS.on_signature("SIGNATURE_WRONG", resealed=False)
def certificate_of_someone_else(text):
    other = base64.b64encode(key_of("Trần Thị B").certificate.public_bytes(Encoding.DER)).decode()
    return re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{other}<", text)


@ATTACKS.on_signature("CERTIFICATE")
def two_certificates(text):
    certificate = element(text, "X509Certificate")
    return swap(text, certificate, certificate + certificate)


@ATTACKS.on_signature("CERTIFICATE")
def bare_key_beside_the_certificate(text):
    return swap(text, "<KeyInfo>", "<KeyInfo><KeyName>UBND</KeyName>")


@ATTACKS.on_signature("CERTIFICATE", resealed=False)
def certificate_that_is_none(text):
    return re.sub(r"<X509Certificate>[^<]*<", "<X509Certificate>AAAA<", text)
