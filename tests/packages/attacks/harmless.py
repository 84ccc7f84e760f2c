"""Harmless packages that look unlike ours: other algorithms, writers, signers; all must be judged good.

A verifier that refuses what is good is soon switched off, so strictness must not become narrowness.
"""

import base64
import hashlib
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from exports.keys import PrivateKey, SigningKey, fingerprint
from exports.opc import FOREIGN, WORKBOOK, Profile, read_zip, sign, write_zip
from exports.opc.strict_xml import canonical
from exports.trust import TrustStore
from tests.exports.opc.authority import (
    CERTIFIES,
    IS_CA,
    SIGNS,
    STAMPS,
    certify,
    key_usage,
    officer,
    revocation_list,
    root,
    token,
)
from tests.exports.opc.samples import (
    BOOK_RELS,
    NOW,
    ROOT_RELS,
    SHEET,
    SIGNATURE,
    SIGNED_AT,
    TYPES,
    key_of,
    rehash,
    reseal,
    signed,
    swap,
    workbook,
)
from tests.packages.attacks import raw_zip
from tests.packages.attacks.forging import C14N, Make, element, original, package
from tests.packages.attacks.times_and_keys import STAMPED, of_may, signature_value, stamped, store

SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
DIGESTS = {
    "sha384": ("http://www.w3.org/2001/04/xmldsig-more#sha384", hashlib.sha384),
    "sha512": ("http://www.w3.org/2001/04/xmlenc#sha512", hashlib.sha512),
}
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


@dataclass(frozen=True)
class Variant:
    """One good package: how to make it, the profile to judge it by, and how many signed it."""

    make: Make
    profile: Profile = WORKBOOK
    signers: int = 1


VARIANTS: dict[str, Variant] = {}


def good(profile: Profile = WORKBOOK, signers: int = 1) -> Callable[[Make], Make]:
    """Note a function that makes a good package."""

    def note(make: Make) -> Make:
        VARIANTS[make.__name__] = Variant(make, profile, signers)
        return make

    return note


@cache
def trust() -> TrustStore:
    """The store of the attacks, which must find these good; and the strangers' keys made here."""
    known = {fingerprint(key.certificate) for key in (_other(kind) for kind in KEYS)}
    lists = (*store().crls, revocation_list(_foreign_authority()), revocation_list(_district()))
    return replace(
        store(),
        roots=(*store().roots, _foreign_authority().certificate),
        crls=lists,
        recognised=store().recognised | known | {fingerprint(key_of(algorithm="RSA-2048").certificate)},
    )


# Keys and methods

KEYS: dict[str, Callable[[], PrivateKey]] = {
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "RSA-3072": lambda: rsa.generate_private_key(65537, 3072),
}


@cache
def _other(kind: str) -> SigningKey:
    return certify(f"Cán bộ {kind}", None, [SIGNS], private_key=KEYS[kind]())


for _kind in KEYS:
    VARIANTS[f"key_{_kind}"] = Variant(lambda kind=_kind: sign(workbook(), _other(kind), SIGNED_AT))  # type: ignore[misc]
VARIANTS["key_P-256"] = Variant(signed)
VARIANTS["key_RSA-2048"] = Variant(lambda: signed("RSA-2048"))


def _sealed_with(text: str, key: SigningKey, hashed: str) -> str:
    """Seal again with another hash in the signature method."""
    text = reseal(re.sub(r"(-more#(?:rsa|ecdsa)-)sha256", rf"\1{hashed}", text), key)
    octets = canonical(etree.fromstring(text.encode())[0])
    if isinstance(key.private_key, rsa.RSAPrivateKey):
        value = key.private_key.sign(octets, padding.PKCS1v15(), HASHES[hashed])
    else:
        half = (key.private_key.key_size + 7) // 8
        pair = decode_dss_signature(key.private_key.sign(octets, ec.ECDSA(HASHES[hashed])))
        value = b"".join(number.to_bytes(half, "big") for number in pair)
    written = base64.b64encode(value).decode()
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{written}<", text)


for _hashed in DIGESTS:
    VARIANTS[f"method_ecdsa_{_hashed}"] = Variant(
        lambda hashed=_hashed: package(_sealed_with(original(), key_of(), hashed))  # type: ignore[misc]
    )
    VARIANTS[f"method_rsa_{_hashed}"] = Variant(
        lambda hashed=_hashed: _of_rsa(hashed)  # type: ignore[misc]
    )


def _of_rsa(hashed: str) -> bytes:
    items = read_zip(signed("RSA-2048"))
    text = _sealed_with(items[SIGNATURE].decode(), key_of(algorithm="RSA-2048"), hashed)
    return write_zip({**items, SIGNATURE: text.encode()})


def _digested(name: str) -> bytes:
    """The sheet's digest in the manifest with a longer hash."""
    address, hashed = DIGESTS[name]
    text = original()
    reference = re.search(rf'<Reference URI="/{SHEET}.*?</Reference>', text)
    assert reference
    value = base64.b64encode(hashed(read_zip(signed())[SHEET]).digest()).decode()
    longer = re.sub(r"<DigestValue>[^<]*<", f"<DigestValue>{value}<", reference[0].replace(SHA256, address))
    return package(reseal(swap(text, reference[0], longer), key_of()))


for _hashed in DIGESTS:
    VARIANTS[f"digest_{_hashed}"] = Variant(lambda hashed=_hashed: _digested(hashed))  # type: ignore[misc]

# Signers


@good(signers=2)
def two_signatures() -> bytes:
    return sign(signed(), key_of("Trần Thị B"), SIGNED_AT)


@good(signers=2)
def two_signatures_of_different_kinds() -> bytes:
    return sign(signed("RSA-2048"), key_of("Trần Thị B"), SIGNED_AT)


@good(signers=3)
def three_signatures() -> bytes:
    return sign(two_signatures(), officer(), SIGNED_AT)


@good(signers=2)
def the_same_person_twice() -> bytes:
    return sign(signed(), key_of(), SIGNED_AT)


@good()
def signer_with_a_chain() -> bytes:
    return sign(workbook(), officer(), SIGNED_AT)


@cache
def _foreign_authority() -> SigningKey:
    return certify("Ban Cơ yếu: CA chuyên dùng", None, [IS_CA, CERTIFIES])


@good()
def foreign_signer() -> bytes:
    """A certificate of a government authority: other names, an e-mail purpose, policies."""
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        SIGNS,
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),
        (x509.SubjectAlternativeName([x509.RFC822Name("a@example.invalid")]), False),
        (x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier("1.2.3"), None)]), True),
    ]
    return sign(workbook(), certify("Lê Văn C", _foreign_authority(), extensions), SIGNED_AT)


@good()
def signer_within_the_names_of_its_authority() -> bytes:
    unit = x509.SubjectAlternativeName([x509.DNSName("u23311.u608.unit.phieuxa.invalid")])
    return sign(workbook(), certify("Lê Văn C", _district(), [SIGNS, (unit, False)]), SIGNED_AT)


@cache
def _district() -> SigningKey:
    """An authority that may certify the units below one office only."""
    limits = x509.NameConstraints([x509.DNSName("u608.unit.phieuxa.invalid")], None)
    return certify("CA huyện", root(), [IS_CA, CERTIFIES, (limits, True)])


@good()
def signer_of_every_name() -> bytes:
    return sign(workbook(), key_of("Trần Thị B"), SIGNED_AT, comment='Lý do: <&> "quý III" – ừ')


@good()
def claimed_before_the_office_bought_its_computer() -> bytes:
    return sign(workbook(), key_of(), datetime(2018, 6, 1, tzinfo=UTC))


# Timestamps


@good()
def timestamp() -> bytes:
    return stamped(of_may(), token(signature_value(of_may()), STAMPED))


@good()
def timestamp_of_an_rsa_service() -> bytes:
    uses = [STAMPS, (key_usage("digital_signature"), True)]
    service = certify("TSA RSA", root(), uses, private_key=rsa.generate_private_key(65537, 2048))
    return stamped(of_may(), token(signature_value(of_may()), STAMPED, service))


@good()
def timestamp_with_the_first_binding() -> bytes:
    return stamped(of_may(), token(signature_value(of_may()), STAMPED, first_version=True))


@good()
def timestamp_of_a_known_beside_one_of_an_unknown_service() -> bytes:
    octets = signature_value(of_may())
    stranger = certify("TSA lạ", None, [STAMPS, (key_usage("digital_signature"), True)])
    return stamped(of_may(), token(octets, STAMPED, stranger), token(octets, STAMPED))


# The zip container


def _level(level: int) -> bytes:
    def packed(content: bytes) -> bytes:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15)
        return packer.compress(content) + packer.flush()

    return raw_zip.write([replace(item, packed=packed(item.content)) for item in raw_zip.items_of(signed())])


for _number in (0, 1, 6, 9):
    VARIANTS[f"zip_level_{_number}"] = Variant(lambda level=_number: _level(level))  # type: ignore[misc]


@good()
def zip_only_stored() -> bytes:
    return raw_zip.write([replace(item, method=0) for item in raw_zip.items_of(signed())])


@good()
def zip_with_descriptors() -> bytes:
    def streamed(item: raw_zip.Item) -> raw_zip.Item:
        packed = raw_zip.deflate(item.content)
        sums = struct.pack("<4s3I", b"PK\7\x08", zlib.crc32(item.content), len(packed), len(item.content))
        return replace(item, flags=8, descriptor=sums)

    return raw_zip.write([streamed(item) for item in raw_zip.items_of(signed())])


@good()
def zip_in_another_order() -> bytes:
    return raw_zip.write(list(reversed(raw_zip.items_of(signed()))))


@good()
def zip_with_dates_in_extra_fields() -> bytes:
    date = struct.pack("<2HBI", 0x5455, 5, 1, 1_700_000_000)
    return raw_zip.write([replace(item, extra=date, local_extra=date) for item in raw_zip.items_of(signed())])


@good()
def zip_with_the_flag_of_utf8_names() -> bytes:
    return raw_zip.write([replace(item, flags=0x0800) for item in raw_zip.items_of(signed())])


# The XML that steers the package


def _edited(name: str, change: Callable[[str], str]) -> bytes:
    items = read_zip(signed())
    return write_zip({**items, name: change(items[name].decode()).encode()})


def _reversed(text: str) -> str:
    arrows = re.findall(r"<Relationship [^>]*/>", text)
    head, tail = text[: text.index(arrows[0])], "</Relationships>"
    return head + "".join(reversed(arrows)) + tail


@good()
def relationships_in_another_order() -> bytes:
    return _edited(BOOK_RELS, _reversed)


@good()
def relationships_with_white_space() -> bytes:
    return _edited(BOOK_RELS, lambda text: text.replace("<Relationship ", "\r\n  <Relationship "))


@good()
def relationships_with_their_mode_written_out() -> bytes:
    return _edited(
        BOOK_RELS, lambda text: text.replace("<Relationship ", '<Relationship TargetMode="Internal" ')
    )


@good()
def relationships_with_absolute_targets() -> bytes:
    items = read_zip(signed())
    items[BOOK_RELS] = items[BOOK_RELS].replace(b'Target="worksheets', b'Target="/xl/worksheets')
    return package(reseal(rehash(original(), items), key_of()), items)


@good()
def relationships_with_a_prefix_and_a_mark_of_order() -> bytes:
    items = read_zip(signed())
    text = items[BOOK_RELS].decode()
    text = text.replace("<Relationship", "<r:Relationship").replace("</Relationship", "</r:Relationship")
    items[BOOK_RELS] = ("\ufeff" + text.replace("xmlns=", "xmlns:r=")).encode()
    return package(reseal(rehash(original(), items), key_of()), items)


@good()
def content_types_in_another_order() -> bytes:
    def turned(text: str) -> str:
        kinds = re.findall(r"<(?:Default|Override) [^>]*/>", text)
        return text[: text.index(kinds[0])] + "\n".join(reversed(kinds)) + "</Types>"

    return _edited(TYPES, turned)


@good()
def declaration_without_encoding() -> bytes:
    return _edited(TYPES, lambda text: re.sub(r"<\?xml.*?\?>\s*", "<?xml version='1.0'?>", text))


@good()
def no_declaration_at_all() -> bytes:
    return _edited(ROOT_RELS, lambda text: re.sub(r"<\?xml.*?\?>\s*", "", text))


@good()
def origin_with_another_id() -> bytes:
    return _edited(ROOT_RELS, lambda text: swap(text, 'Id="rId2"', 'Id="rIdSignatures"'))


@good()
def signature_part_with_another_name() -> bytes:
    items = dict(read_zip(signed()))
    items["_xmlsignatures/C%C3%B3.xml"] = items.pop(SIGNATURE)
    arrows = "_xmlsignatures/_rels/origin.sigs.rels"
    items[arrows] = items[arrows].replace(b"sig1.xml", b"C%C3%B3.xml")
    items[TYPES] = items[TYPES].replace(b"sig1.xml", b"C%C3%B3.xml")
    return write_zip(items)


# The signature part


def _resealed(change: Callable[[str], str]) -> bytes:
    return package(reseal(change(original()), key_of()))


@good()
def base64_in_lines() -> bytes:
    def broken(match: re.Match[str]) -> str:
        lines = "\n".join(re.findall(".{1,76}", match[2]))
        return f"{match[1]}\n{lines}\n<"

    return _resealed(lambda text: re.sub(r"(<(?:X509Certificate|DigestValue)>)([^<]{20,})<", broken, text))


@good()
def signature_with_white_space() -> bytes:
    return _resealed(
        lambda text: text.replace("><Reference", ">\n  <Reference").replace("><Object", ">\n<Object")
    )


@good()
def manifest_in_another_order() -> bytes:
    def turned(text: str) -> str:
        manifest = element(text, "Manifest")
        references = re.findall(r"<Reference .*?</Reference>", manifest)
        return swap(text, manifest, f"<Manifest>{''.join(reversed(references))}</Manifest>")

    return _resealed(turned)


@good()
def relationship_ids_in_another_order() -> bytes:
    def turned(text: str) -> str:
        chosen = re.findall(r"<mdssi:RelationshipReference [^>]*/>", text)
        return text.replace("".join(chosen[-3:]), "".join(reversed(chosen[-3:])))

    return _resealed(turned)


@good()
def properties_without_unsigned_ones() -> bytes:
    return _resealed(lambda text: swap(text, element(text, "xd:UnsignedProperties"), ""))


@good()
def no_time_of_signing_in_the_properties() -> bytes:
    return _resealed(lambda text: swap(text, element(text, "xd:SigningTime"), ""))


@good()
def time_of_signing_with_a_zone() -> bytes:
    return _resealed(
        lambda text: text.replace(
            f"<xd:SigningTime>{SIGNED_AT:%Y-%m-%dT%H:%M:%SZ}", "<xd:SigningTime>2026-11-20T16:30:00+07:00"
        )
    )


@good()
def signature_with_a_picture() -> bytes:
    """A visible signature line, as Office writes one: two further Objects, both signed."""

    def pictured(text: str) -> str:
        picture = '<Object Id="idValidSigLnImg">AAAA</Object>'
        hashed = '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>AA==</DigestValue>'
        reference = (
            '<Reference Type="http://www.w3.org/2000/09/xmldsig#Object" URI="#idValidSigLnImg">'
            f"{hashed}</Reference>"
        )
        return swap(
            swap(text, "</SignedInfo>", reference + "</SignedInfo>"), "</Signature>", picture + "</Signature>"
        )

    return _resealed(pictured)


@good()
def transform_written_out_for_an_object() -> bytes:
    def transformed(text: str) -> str:
        place = 'URI="#idOfficeObject">'
        return swap(text, place, f'{place}<Transforms><Transform Algorithm="{C14N}"/></Transforms>')

    return _resealed(transformed)


@good(FOREIGN)
def document_properties_unsigned_as_office_leaves_them() -> bytes:
    return sign(workbook(), key_of(), SIGNED_AT, profile=FOREIGN)


@good(FOREIGN, signers=2)
def our_own_package_judged_as_anyone_s() -> bytes:
    return sign(signed(), key_of("Trần Thị B"), SIGNED_AT, comment="anyone's")


@good()
def relationships_of_strict_office() -> bytes:
    """The strict namespace of ISO 29500 at the root."""
    items = read_zip(signed())
    old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    assert old in items[ROOT_RELS]
    items[ROOT_RELS] = items[ROOT_RELS].replace(
        old, b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    )
    return package(reseal(rehash(original(), items), key_of()), items)


@good()
def signer_made_today() -> bytes:
    return sign(workbook(), officer(), NOW)
