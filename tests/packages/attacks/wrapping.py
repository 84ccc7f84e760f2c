"""Hostile signatures of whole classes: forged by any signature at all, wrapped, wrapped around old files.

Universal forgery (USF), legacy wrapping (LWA), malicious repair (DDA, ETA), content injection and masking
(CIA, CMA) of Rohlmann et al., "Every Signature is Broken", 2023; and XML signature wrapping.
"""

import base64
import hashlib
import hmac
import re

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exports.opc import read_zip, sign, write_zip
from exports.opc.strict_xml import canonical, parse
from tests.exports.opc.samples import (
    BOOK_RELS,
    ROOT_RELS,
    SHEET,
    SIGNATURE,
    SIGNED_AT,
    TYPES,
    found,
    key_of,
    rehash,
    reseal,
    signed,
    swap,
    workbook,
)
from tests.packages.attacks.forging import (
    C14N,
    MORE,
    OFFICE,
    PACKAGE,
    Attacks,
    edit,
    element,
    forged_sheet,
    manifest_reference,
    original,
    package,
    relate,
    resealed_items,
    typed,
)

ATTACKS = Attacks()
DSIG = "http://www.w3.org/2000/09/xmldsig#"
HIDING = "<xd:UnsignedSignatureProperties>"


def _with_references(text: str, references: str) -> str:
    """Another SignedInfo, sealed by the victim over something that is no package of ours."""
    head = text[: text.index("<Reference ")]
    return head + references + text[text.index("</SignedInfo>") :]


def _reference(uri: str) -> str:
    return (
        f'<Reference URI="{uri}"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f"<DigestValue>{base64.b64encode(hashlib.sha256(b'minutes of a meeting').digest()).decode()}"
        "</DigestValue></Reference>"
    )


# USF: any XML signature of the victim, pasted in beside a manifest of the attacker


@ATTACKS.on_signature("PACKAGE_OBJECT")
def signature_of_an_open_document(text):
    return _with_references(text, _reference("content.xml") + _reference("styles.xml"))


@ATTACKS.on_signature("XADES")
def signature_of_an_assertion(text):
    more = '<Object Id="_assertion"><SignatureProperties/></Object></Signature>'
    return swap(_with_references(text, _reference("#_assertion")), "</Signature>", more)


@ATTACKS.on_file("PACKAGE_OBJECT")
def signature_of_an_assertion_over_a_forged_sheet():
    text = _with_references(original(), _reference("#idOfficeObject"))
    carrier = found(r"<Reference Type=.http://uri.etsi.org.*?</Reference>", original())
    text = swap(text, "</SignedInfo>", carrier + "</SignedInfo>")
    return package(reseal(rehash(text, {**read_zip(signed()), **forged_sheet()}), key_of()), forged_sheet())


@ATTACKS.on_file("SIGNATURE_WRONG")
def manifest_hashed_anew_under_the_old_value():
    """What a verifier that checks the manifest and not SignedInfo would believe."""
    text = rehash(original(), {**read_zip(signed()), **forged_sheet()})
    victim = element(text, "Object")
    digest = base64.b64encode(
        hashlib.sha256(canonical(parse(text.encode(), "x", _ALL).findall(f"{{{DSIG}}}Object")[0])).digest()
    ).decode()
    old = element(text, "DigestValue")
    assert victim in text
    return package(swap(text, old, f"<DigestValue>{digest}</DigestValue>"), forged_sheet())


_ALL = (
    DSIG,
    "http://schemas.openxmlformats.org/package/2006/digital-signature",
    "http://schemas.microsoft.com/office/2006/digsig",
    "http://uri.etsi.org/01903/v1.3.2#",
)


@ATTACKS.on_file("DIGEST_MISMATCH")
def manifest_hashed_anew_under_the_old_digest():
    return package(rehash(original(), {**read_zip(signed()), **forged_sheet()}), forged_sheet())


# LWA: the streams of an old .xls and their signature, with a new workbook around them


@ATTACKS.on_file("MAIN_UNSIGNED")
def streams_of_an_old_workbook_signed_and_a_new_one_shown():
    items = read_zip(signed())
    items["legacy/Workbook.bin"] = b"\x09\x08\x10\x00 old figures"
    typed(items, "legacy/Workbook.bin", "application/octet-stream")
    relate(items, ROOT_RELS, f'<Relationship Id="old" Type="{OFFICE}/x" Target="legacy/Workbook.bin"/>')
    manifest = element(original(), "Manifest")
    lone = _reference("/legacy/Workbook.bin?ContentType=application/octet-stream")
    text = swap(original(), manifest, f"<Manifest>{lone}</Manifest>")
    return package(reseal(rehash(text, items), key_of()), items)


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def streams_of_an_old_workbook_beside_the_new_one(items):
    items["Workbook"] = b"\x09\x08\x10\x00"
    typed(items, "Workbook", "application/vnd.ms-excel")


# MRA: what a tolerant program repairs into another document (DDA), or opens as another (ETA)

for _label, _kind in {
    "text_document": "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "presentation": "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "template": "vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "macro_template": "vnd.ms-excel.template.macroEnabled.main+xml",
    "add_in": "vnd.ms-excel.addin.macroEnabled.main+xml",
    "binary_workbook": "vnd.ms-excel.sheet.binary.macroEnabled.main",
}.items():

    def _retyped(kind: str = _kind) -> bytes:
        old = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return resealed_items(lambda items: edit(items, TYPES, old, kind), lambda text: swap(text, old, kind))

    ATTACKS[f"{_label}_signed_as_a_workbook"] = (_retyped, "invalid", "MAIN_PART")


@ATTACKS.on_file("MAIN_PART")
def second_main_document_that_was_signed_too():
    def edits(items):
        items["xl/other.xml"] = items["xl/workbook.xml"]
        main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        typed(items, "xl/other.xml", main)
        more = f'<Relationship Id="rId0" Type="{OFFICE}/officeDocument" Target="xl/other.xml"/>'
        relate(items, ROOT_RELS, more)

    return resealed_items(edits, arrows=((ROOT_RELS, "rId0"),))


# CIA, CMA: added after signing and loaded by the program that shows it; masked before and shown after


@ATTACKS.on_items("REL_UNSIGNED", "partial")
def signed_sheet_led_to_under_another_name(items):
    relate(
        items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    )


@ATTACKS.on_file("REL_UNSIGNED", "partial")
def styles_masked_before_and_shown_after_signing():
    items = dict(read_zip(signed()))
    text = found(r"<Relationship [^>]*/styles\"[^>]*/>", items[BOOK_RELS].decode())
    identifier = found(r'Id="([^"]*)"', text)
    chosen = found(rf'<mdssi:RelationshipReference[^>]*SourceId="{identifier}"/>', original())
    return package(reseal(rehash(swap(original(), chosen, ""), items), key_of()))


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def theme_with_relationships_of_its_own(items):
    items["xl/theme/_rels/theme1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="x" Type="urn:x" Target="../styles.xml"/>'
        "</Relationships>"
    ).encode()


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def embedded_font_added(items):
    items["xl/fonts/font1.odttf"] = bytes(32)
    typed(items, "xl/fonts/font1.odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont")
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/font" Target="fonts/font1.odttf"/>')


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def comments_added_to_a_sheet(items):
    items["xl/comments1.xml"] = b"<comments/>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    typed(items, "xl/comments1.xml", kind)
    items["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="x" Type="{OFFICE}/comments"'
        ' Target="../comments1.xml"/></Relationships>'
    ).encode()


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def shared_strings_added(items):
    items["xl/sharedStrings.xml"] = b"<sst/>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    typed(items, "xl/sharedStrings.xml", kind)
    relate(
        items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )


@ATTACKS.on_file("REL_EXTERNAL")
def picture_from_a_web_site_signed():
    more = f'<Relationship Id="web" Type="{OFFICE}/image" Target="http://a.invalid/" TargetMode="External"/>'
    return resealed_items(lambda items: relate(items, BOOK_RELS, more), arrows=((BOOK_RELS, "web"),))


# XSW: the signed element stays somewhere, another is read


@ATTACKS.on_file("PACKAGE_OBJECT")
def forged_object_of_the_same_id_before_the_signed_one():
    victim = element(original(), "Object")
    forged = rehash(victim, {**read_zip(signed()), **forged_sheet()})
    return package(swap(original(), victim, forged + victim), forged_sheet())


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def whole_signature_within_an_object(text):
    inner = text[text.index("<Signature ") :].replace("idPackageSignature", "idInner")
    return swap(text, "</Signature>", f"<Object>{inner}</Object></Signature>")


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def second_signed_info(text):
    return swap(text, "<SignatureValue>", element(text, "SignedInfo") + "<SignatureValue>")


@ATTACKS.on_signature("SIG_STRUCTURE", resealed=False)
def second_value(text):
    return swap(text, "<KeyInfo>", element(text, "SignatureValue") + "<KeyInfo>")


@ATTACKS.on_file("PACKAGE_OBJECT")
def signed_object_within_the_office_object():
    text = original()
    victim = element(text, "Object")
    forged = rehash(victim, {**read_zip(signed()), **forged_sheet()}).replace(' Id="idPackageObject"', "")
    office = '<Object Id="idOfficeObject">'
    return package(swap(swap(text, victim, forged), office, office + victim), forged_sheet())


@ATTACKS.on_signature("SIG_IDS", resealed=False)
def signed_properties_copied_with_another_time(text):
    properties = element(text, "xd:SignedProperties")
    forged = re.sub(r"<xd:SigningTime>[^<]*<", "<xd:SigningTime>2020-01-01T00:00:00Z<", properties)
    return swap(swap(text, properties, forged), HIDING, HIDING + properties)


@ATTACKS.on_signature("PACKAGE_OBJECT", resealed=False)
def signed_properties_replaced_by_some_without_id(text):
    properties = element(text, "xd:SignedProperties")
    forged = properties.replace(' Id="idSignedProperties"', "")
    return swap(swap(text, properties, forged), HIDING, HIDING + properties)


@ATTACKS.on_signature("PACKAGE_OBJECT", resealed=False)
def manifest_within_the_office_object(text):
    return swap(text, "<SignatureInfoV1 ", element(text, "Manifest") + "<SignatureInfoV1 ")


@ATTACKS.on_signature("SIG_IDS", resealed=False)
def properties_within_the_package_object(text):
    properties = element(text, "xd:QualifyingProperties")
    return swap(text, "</Manifest>", "</Manifest>" + properties)


@ATTACKS.on_signature("SIG_IDS")
def id_in_small_letters(text):
    return swap(text, "<SignatureInfoV1 ", '<SignatureInfoV1 id="idPackageObject" ')


@ATTACKS.on_signature("PACKAGE_OBJECT")
def reference_with_the_id_quoted_by_xpointer(text):
    return swap(text, 'URI="#idPackageObject"', "URI=\"#xpointer(id('idPackageObject'))\"")


@ATTACKS.on_signature("SIG_STRUCTURE")
def reference_without_address(text):
    return swap(text, ' URI="#idOfficeObject"', "")


# Keys that are not what they seem


@ATTACKS.on_file("ALGORITHM")
def public_key_used_as_a_secret():
    text = swap(original(), f"{MORE}ecdsa-sha256", f"{MORE}hmac-sha256")
    public = key_of().certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signed_info = canonical(parse(reseal(text, key_of()).encode(), "x", _ALL)[0])
    value = base64.b64encode(hmac.digest(public, signed_info, "sha256")).decode()
    return package(re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{value}<", reseal(text, key_of())))


@ATTACKS.on_signature("SIG_STRUCTURE")
def bare_key_instead_of_a_certificate(text):
    key = "<KeyValue><RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue></KeyValue>"
    return swap(text, element(text, "X509Data"), key)


@ATTACKS.on_signature("SIG_STRUCTURE")
def certificate_to_be_fetched(text):
    method = '<RetrievalMethod URI="http://a.invalid/key"/>'
    return swap(text, element(text, "X509Data"), method)


@ATTACKS.on_signature("CERTIFICATE")
def certificate_named_and_not_enclosed(text):
    return swap(text, element(text, "X509Certificate"), "<X509SubjectName>CN=Chủ tịch</X509SubjectName>")


@ATTACKS.on_file("CERT_MISMATCH")
def other_certificate_for_the_same_key():
    """The attacker had the victim's public key certified under another name."""
    from tests.exports.opc.authority import SIGNS, certify, middle

    other = certify("Kẻ giả", middle(), [SIGNS], public_key=key_of().certificate.public_key())
    der = base64.b64encode(other.certificate.public_bytes(Encoding.DER)).decode()
    return package(re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{der}<", original()))


@ATTACKS.on_signature("CERTIFICATE", resealed=False)
def certificate_followed_by_more(text):
    der = key_of().certificate.public_bytes(Encoding.DER)
    longer = base64.b64encode(der + b"\0\0\0").decode()
    return re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{longer}<", text)


@ATTACKS.on_signature("SIGNATURE_WRONG", resealed=False)
def value_of_the_order_of_the_curve(text):
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    value = base64.b64encode(order.to_bytes(32, "big") * 2).decode()
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{value}<", text)


@ATTACKS.on_file("SIGNATURE_WRONG")
def value_in_the_form_of_certificates():
    """DER instead of r||s: one signature must not have two ways to be written."""
    from cryptography.hazmat.primitives import hashes

    key = key_of().private_key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signed_info = canonical(parse(original().encode(), "x", _ALL)[0])
    value = base64.b64encode(key.sign(signed_info, ec.ECDSA(hashes.SHA256()))).decode()
    return package(re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{value}<", original()))


# Transforms and digests that few expect

for _label, _algorithm in {
    "base64": "http://www.w3.org/2000/09/xmldsig#base64",
    "enveloped": "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "canonical_with_comments": f"{C14N}#WithComments",
    "exclusive_canonical": "http://www.w3.org/2001/10/xml-exc-c14n#",
    "canonical_1_1": "http://www.w3.org/2006/12/xml-c14n11",
    "xpath_filter": "http://www.w3.org/2002/06/xmldsig-filter2",
}.items():

    def _transformed(algorithm: str = _algorithm) -> bytes:
        old = f'<Transform Algorithm="{C14N}"/></Transforms><DigestMethod'
        new = old.replace(C14N, algorithm)
        carrier = found(r"<Reference Type=.http://uri.etsi.org.*?</Reference>", original())
        return package(reseal(swap(original(), carrier, swap(carrier, old, new)), key_of()))

    ATTACKS[f"{_label}_transform_of_the_properties"] = (_transformed, "invalid", "ALGORITHM")

for _label, _algorithm in {
    "md5": f"{MORE}md5",
    "sha224": f"{MORE}sha224",
    "ripemd160": "http://www.w3.org/2001/04/xmlenc#ripemd160",
    "none": "",
}.items():

    def _digested(algorithm: str = _algorithm) -> bytes:
        reference = manifest_reference(original(), SHEET)
        method = "http://www.w3.org/2001/04/xmlenc#sha256"
        return package(reseal(swap(original(), reference, swap(reference, method, algorithm)), key_of()))

    ATTACKS[f"digest_with_{_label}"] = (_digested, "invalid", "ALGORITHM")

for _label, _method in {
    "rsa_md5": f"{MORE}rsa-md5",
    "rsa_pss": "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
    "dsa": f"{DSIG}dsa-sha1",
    "hmac_sha1": f"{DSIG}hmac-sha1",
}.items():

    def _methodical(method: str = _method) -> bytes:
        return package(reseal(swap(original(), f"{MORE}ecdsa-sha256", method), key_of()))

    ATTACKS[f"method_{_label}"] = (_methodical, "invalid", "ALGORITHM")

# Addresses in the manifest that two readers take for different parts

for _label, _old, _new in [
    ("percent_twin", "/xl/worksheets/sheet1.xml?", "/xl/worksheets/%73heet1.xml?"),
    ("dot_segment", "/xl/worksheets/sheet1.xml?", "/xl/./worksheets/sheet1.xml?"),
    ("no_slash", '"/xl/worksheets/sheet1.xml?', '"xl/worksheets/sheet1.xml?'),
    ("two_slashes", '"/xl/worksheets/sheet1.xml?', '"//xl/worksheets/sheet1.xml?'),
    ("backslash", "/xl/worksheets/sheet1.xml?", "/xl\\worksheets\\sheet1.xml?"),
    ("own_signature", "/xl/worksheets/sheet1.xml?", "/_xmlsignatures/sig1.xml?"),
    ("origin", "/xl/worksheets/sheet1.xml?", "/_xmlsignatures/origin.sigs?"),
    ("content_types", "/xl/worksheets/sheet1.xml?", "/[Content_Types].xml?"),
    ("trailing_blank", "sheet1.xml?ContentType=", "sheet1.xml ?ContentType="),
]:

    def _readdressed(old: str = _old, new: str = _new) -> bytes:
        return package(reseal(swap(original(), old, new), key_of()))

    ATTACKS[f"address_with_{_label}"] = (_readdressed, "invalid", "MANIFEST_URI")

for _label, _new in {
    "fragment": "worksheet+xml#x",
    "blank": "worksheet+xml ",
    "capitals": "Worksheet+xml",
}.items():

    def _kind_changed(new: str = _new) -> bytes:
        reference = manifest_reference(original(), SHEET)
        return package(reseal(swap(original(), reference, swap(reference, "worksheet+xml", new)), key_of()))

    ATTACKS[f"signed_type_with_{_label}"] = (_kind_changed, "invalid", "MANIFEST_TYPE")


@ATTACKS.on_signature("SIG_STRUCTURE")
def relationships_signed_by_their_type(text):
    """The group reference lets a later relationship of the same type in; we sign none so, and take none."""
    chosen = found(r"<mdssi:RelationshipReference[^>]*/>", text)
    group = chosen.replace("RelationshipReference", "RelationshipsGroupReference").replace(
        "SourceId", "SourceType"
    )
    return swap(text, chosen, group)


@ATTACKS.on_signature("MANIFEST_TRANSFORM")
def transforms_in_the_other_order(text):
    reference = manifest_reference(text, "xl/_rels/workbook.xml.rels")
    transforms = element(reference, "Transforms")
    last = f'<Transform Algorithm="{C14N}"/>'
    turned = swap(swap(transforms, last, ""), "<Transforms>", f"<Transforms>{last}")
    return swap(text, reference, swap(reference, transforms, turned))


@ATTACKS.on_signature("SIG_STRUCTURE")
def empty_manifest(text):
    return swap(text, element(text, "Manifest"), "<Manifest></Manifest>")


@ATTACKS.on_file("DIGEST_MISMATCH")
def two_sheets_exchanged():
    items = dict(read_zip(signed()))
    other = "xl/worksheets/sheet2.xml"
    items[SHEET], items[other] = items[other], items[SHEET]
    return write_zip(items)


@ATTACKS.on_file("DIGEST_MISMATCH")
def signature_of_a_neighbour():
    """A good signature of the same officer, of another commune's workbook."""
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.worksheets[0]["B1"] = 4321
    written = io.BytesIO()
    book.save(written)
    other = read_zip(sign(written.getvalue(), key_of(), SIGNED_AT))
    return write_zip({**read_zip(signed()), SIGNATURE: other[SIGNATURE]})
