"""Hostile files that break one check and no other: only that check stands between them and belief.

``DOORS`` names for each check of ``docs/signature.md`` the function that makes it, and such a file.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from exports.keys import SigningKey
from exports.opc import read_zip
from exports.opc.names import XADES
from exports.opc.reasons import Rejected
from exports.trust import Standing
from tests.exports.opc.samples import (
    BOOK_RELS,
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
from tests.packages.attacks import (
    additions,
    containers,
    manifests,
    raw_zip,
    signatures,
    steering,
    times_and_keys,
    wrapping,
)
from tests.packages.attacks.forging import (
    MORE,
    Attacks,
    Make,
    element,
    forged_sheet,
    manifest_reference,
    original,
    package,
    resealed_items,
    typed,
    with_certificate_of,
)

ATTACKS = Attacks()


@ATTACKS.on_file("ZIP_NAME")
def forged_sheet_before_the_signed_one_of_the_same_name():
    forged = forged_sheet()[SHEET]
    return raw_zip.write([raw_zip.Item(SHEET.encode(), forged), *raw_zip.items_of(signed())])


@ATTACKS.on_file("ZIP_LIMIT")
def swollen_sheet_that_was_signed():
    def swell(items):
        items[SHEET] += b" " * 5_000_000

    return resealed_items(swell)


@ATTACKS.on_signature("ZIP_LIMIT")
def flood_of_attributes(text):
    """libxml2 compares each attribute with all the others; a megabyte of them takes it many minutes."""
    many = " ".join(f'a{number}=""' for number in range(2_100))
    return swap(text, "<SignatureInfoV1 ", f"<SignatureInfoV1 {many} ")


@ATTACKS.on_signature("ZIP_LIMIT")
def endless_signature(text):
    """Chance, so that the size is not stopped as a bomb already."""
    words = random.Random(1).randbytes(1_050_000).hex()
    return swap(text, "<SignatureText>", f"<SignatureText>{words}")


@ATTACKS.on_signature("XML_MARKUP")
def flood_of_prefixes(text):
    """Each is worked through for each element that is made canonical."""
    many = " ".join(f'xmlns:n{number}="{XADES}"' for number in range(100))
    return swap(text, "<SignatureInfoV1 ", f"<SignatureInfoV1 {many} ")


@ATTACKS.on_signature("XML_MARKUP")
def namespaced_id_in_what_office_says(text):
    return swap(text, "<SignatureInfoV1 ", '<SignatureInfoV1 xml:id="idPackageObject" ')


@ATTACKS.on_file("XML_DOCTYPE")
def document_type_in_a_signed_sheet():
    def declare(items):
        items[SHEET] = items[SHEET].replace(b"<worksheet", b"<!DOCTYPE worksheet><worksheet", 1)

    return resealed_items(declare)


@ATTACKS.on_file("RELS_TYPE")
def relationships_signed_as_plain_xml():
    def retype(text):
        old = "application/vnd.openxmlformats-package.relationships+xml"
        reference = manifest_reference(text, BOOK_RELS)
        return swap(text, reference, swap(reference, old, "application/xml"))

    return resealed_items(lambda items: typed(items, BOOK_RELS, "application/xml"), retype)


@ATTACKS.on_file("INFRASTRUCTURE")
def signed_stranger_in_the_signature_folder():
    def add(items):
        items["_xmlsignatures/evil.xml"] = b"<x/>"
        typed(items, "_xmlsignatures/evil.xml", "application/xml")

    return resealed_items(add)


@cache
def weak() -> SigningKey:
    """A short RSA key with a certificate that the office recognises."""
    private_key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Khóa ngắn")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(77)
    dated = builder.public_key(private_key.public_key()).not_valid_before(START).not_valid_after(END)
    return SigningKey(private_key, dated.sign(private_key, hashes.SHA256()))


@ATTACKS.on_file("KEY_WEAK")
def short_rsa_key_that_really_signed():
    text = swap(original(), f"{MORE}ecdsa-sha256", f"{MORE}rsa-sha256")
    return package(with_certificate_of(weak(), text))


@ATTACKS.on_file("PACKAGE_OBJECT")
def forged_sheet_under_a_signature_that_names_no_package():
    """Universal forgery whole: the victim signed the properties only, the manifest is the attacker's."""
    victims = reseal(swap(original(), element(original(), "Reference"), ""), key_of())
    return package(rehash(victims, {**read_zip(signed()), **forged_sheet()}), forged_sheet())


@ATTACKS.on_file("SIGNATURE_WRONG")
def forged_sheet_under_a_value_of_another():
    value = found(r"<SignatureValue>([^<]*)<", original())
    text = reseal(rehash(original(), {**read_zip(signed()), **forged_sheet()}), key_of())
    return package(re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{value}<", text), forged_sheet())


def nothing(*_: object) -> None:
    """A check that is switched off."""


def _good_ones(judged: list[object]) -> list[object]:
    return [one for one in judged if not isinstance(one, Rejected)]


def _is_good(*_: object) -> Standing:
    return Standing(trusted=True, revocation="good")


def _no_fault(*_: object) -> str:
    return ""


@dataclass(frozen=True)
class Door:
    """One check: its number, the function that makes it, a file that only it stops, and the check off."""

    check: str
    function: str
    attack: tuple[Make, str, str]
    off: Callable[..., object] = nothing


_OPC: Final = "exports.opc"
_CERTIFICATES: Final = times_and_keys.ATTACKS
DOORS: Final = (
    Door("C1", f"{_OPC}.zipped.check_end", containers.ATTACKS["bytes_after_the_zip"]),
    Door("C1", f"{_OPC}.zipped.check_layout", containers.ATTACKS["gap_between_items"]),
    Door("C2", f"{_OPC}.zipped.check_names", ATTACKS["forged_sheet_before_the_signed_one_of_the_same_name"]),
    Door("C3", f"{_OPC}.zipped.check_item", containers.ATTACKS["other_local_name"]),
    Door("C4", f"{_OPC}.zipped.check_limits", ATTACKS["swollen_sheet_that_was_signed"]),
    Door("C4", f"{_OPC}.strict_xml.check_attribute_floods", ATTACKS["flood_of_attributes"]),
    Door("C4", f"{_OPC}.package.check_size", ATTACKS["endless_signature"]),
    Door("C5", f"{_OPC}.strict_xml.check_nodes", ATTACKS["flood_of_prefixes"]),
    Door("C5", f"{_OPC}.strict_xml.check_bytes", steering.ATTACKS["document_type_in_content_types"]),
    Door("C5", f"{_OPC}.strict_xml.check_nodes", ATTACKS["namespaced_id_in_what_office_says"]),
    Door("C5", f"{_OPC}.strict_xml.forbid_doctype", ATTACKS["document_type_in_a_signed_sheet"]),
    Door(
        "C6", f"{_OPC}.relationships.check_relationships", wrapping.ATTACKS["picture_from_a_web_site_signed"]
    ),
    Door("C7", f"{_OPC}.package.check_types", steering.ATTACKS["type_for_a_missing_part"]),
    Door("C8", f"{_OPC}.package.check_relationships_type", ATTACKS["relationships_signed_as_plain_xml"]),
    Door(
        "C9", f"{_OPC}.package.check_main_part", wrapping.ATTACKS["second_main_document_that_was_signed_too"]
    ),
    Door("C10", f"{_OPC}.package.check_signature_parts", ATTACKS["signed_stranger_in_the_signature_folder"]),
    Door("C11", f"{_OPC}.strict_xml.check_attributes", signatures.ATTACKS["unknown_attribute"]),
    Door("C11", f"{_OPC}.signature.check_ids", wrapping.ATTACKS["id_in_small_letters"]),
    Door("C12", f"{_OPC}.verify.check_method", ATTACKS["short_rsa_key_that_really_signed"]),
    Door("C12", f"{_OPC}.signature.check_canonical_form", signatures.ATTACKS["another_canonical_form"]),
    Door(
        "C13",
        f"{_OPC}.signature.check_references",
        ATTACKS["forged_sheet_under_a_signature_that_names_no_package"],
    ),
    Door("C14", f"{_OPC}.algorithms.check_base64", signatures.ATTACKS["digest_with_loose_bits"]),
    Door("C14", f"{_OPC}.manifest.check_digest", additions.ATTACKS["changed_sheet"]),
    Door("C15", f"{_OPC}.verify.check_signature", ATTACKS["forged_sheet_under_a_value_of_another"]),
    Door("C15", f"{_OPC}.signature.check_key_info", signatures.ATTACKS["two_certificates"]),
    Door("C16", f"{_OPC}.manifest.check_address", manifests.ATTACKS["manifest_names_a_part_twice"]),
    Door("C17", f"{_OPC}.manifest.check_media_type", manifests.ATTACKS["manifest_with_another_content_type"]),
    Door("C17", f"{_OPC}.manifest.check_transforms", manifests.ATTACKS["transform_on_a_sheet"]),
    Door("C18", f"{_OPC}.verify.check_main", manifests.ATTACKS["workbook_left_out"]),
    Door("C19", f"{_OPC}.verify.unsigned_part", additions.ATTACKS["injected_part_that_nothing_leads_to"]),
    Door("C20", f"{_OPC}.verify.unsigned_relationship", additions.ATTACKS["injected_relationship"]),
    Door(
        "C21", f"{_OPC}.verify.demand_all", manifests.ATTACKS["good_signature_beside_a_bad_one"], _good_ones
    ),
    Door("C22", f"{_OPC}.xades.check_binding", manifests.ATTACKS["digest_of_another_certificate"]),
    Door("C22", f"{_OPC}.xades.check_times", manifests.ATTACKS["two_different_times"]),
    Door("C23", f"{_OPC}.timestamps.check_imprint", _CERTIFICATES["timestamp_of_another_package"]),
    Door("C23", f"{_OPC}.timestamps.check_signer", _CERTIFICATES["timestamp_with_a_changed_value"]),
    Door("C24", "exports.trust._own_fault", _CERTIFICATES["signer_past_its_end"]),
    Door("C24", "exports.trust._path_fault", _CERTIFICATES["certificate_with_a_short_hash"], _no_fault),
    Door("C25", "exports.trust._revocation", _CERTIFICATES["revoked_officer"], _is_good),
)
