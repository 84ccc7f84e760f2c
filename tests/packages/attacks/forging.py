"""Tools of the forger: edits of a signed sample, noted with the answer that each must get.

*Resealed* means that digests and value fit again, with a key that the office knows, so that only
the rule in question stands between the file and belief.
"""

import base64
import hashlib
import re
from collections.abc import Callable

from cryptography.hazmat.primitives.serialization import Encoding

from exports.keys import SigningKey
from exports.opc import read_zip, write_zip
from exports.opc.content_types import parse_content_types
from tests.exports.opc.samples import SHEET, SIGNATURE, TYPES, found, key_of, rehash, reseal, signed, swap

Items = dict[str, bytes]
Make = Callable[[], bytes]

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
END = "</Relationships>"
MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


class Attacks(dict[str, tuple[Make, str, str]]):
    """Hostile files by name: how to make one, and the state and reason it must get."""

    def on_file(self, reason: str, state: str = "invalid") -> Callable[[Make], Make]:
        """Note a function that makes a whole file."""

        def note(make: Make) -> Make:
            self[make.__name__] = (make, state, reason)
            return make

        return note

    def on_items(self, reason: str, state: str = "invalid") -> Callable[[Callable[[Items], None]], object]:
        """Note a function that edits the items of the signed sample."""

        def note(edit: Callable[[Items], None]) -> object:
            def make() -> bytes:
                items = dict(read_zip(signed()))
                edit(items)
                return write_zip(items)

            self[edit.__name__] = (make, state, reason)
            return edit

        return note

    def on_signature(
        self, reason: str, state: str = "invalid", *, resealed: bool = True
    ) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
        """Note a function that edits the text of the signature part."""

        def note(edit: Callable[[str], str]) -> Callable[[str], str]:
            def make() -> bytes:
                changed = edit(original())
                return package(reseal(changed, key_of()) if resealed else changed)

            self[edit.__name__] = (make, state, reason)
            return edit

        return note


def package(signature: str, items: Items | None = None) -> bytes:
    """The sample with another signature part, and other items where given."""
    return write_zip({**read_zip(signed()), **(items or {}), SIGNATURE: signature.encode()})


def original() -> str:
    """The text of the sample's signature part."""
    return read_zip(signed())[SIGNATURE].decode()


def forged_sheet() -> Items:
    """What an attacker would like to have been signed."""
    return {SHEET: read_zip(signed())[SHEET].replace(b"1234", b"9999")}


def element(text: str, name: str) -> str:
    """The first element of that name, with its content."""
    return found(rf"<{name}[ >].*?</{name}>", text)


def manifest_reference(text: str, part: str) -> str:
    """The manifest's reference to a part."""
    return found(rf'<Reference URI="/{re.escape(part)}\?.*?</Reference>', text)


def edit(items: Items, name: str, old: str, new: str) -> None:
    items[name] = swap(items[name].decode(), old, new).encode()


def relate(items: Items, name: str, more: str) -> None:
    edit(items, name, END, more + END)


def typed(items: Items, part: str, media_type: str) -> None:
    edit(items, TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{media_type}"/></Types>')


def resealed_items(
    change: Callable[[Items], None],
    rewrite: Callable[[str], str] = str,
    arrows: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """The sample with changed items, every one signed by a key that the office knows.

    Parts that the change added get a reference; ``rewrite`` changes the signature before it is sealed,
    ``arrows`` names relationships (part, Id) to sign besides.
    """
    items = dict(read_zip(signed()))
    before = items.keys() | set()
    change(items)
    text = rewrite(original())
    types = parse_content_types(items[TYPES]) if items.keys() - before else None
    for name in sorted(items.keys() - before):
        address = f"/{name}?ContentType={types.of('/' + name) if types else ''}"
        model = manifest_reference(text, SHEET)
        uri = found(r'URI="([^"]*)"', model)
        text = swap(text, "</Manifest>", model.replace(uri, address) + "</Manifest>")
    for part, identifier in arrows:
        model = manifest_reference(text, part)
        chosen = f'<mdssi:RelationshipReference xmlns:mdssi="{MDSSI}" SourceId="{identifier}"/>'
        text = swap(text, model, swap(model, "</Transform>", chosen + "</Transform>"))
    return package(reseal(rehash(text, items), key_of()), items)


def with_certificate_of(key: SigningKey, text: str) -> str:
    """The signature sealed by another key, with that key's certificate where the signer's stood."""
    der = key.certificate.public_bytes(Encoding.DER)
    digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
    bound = element(text, "xd:CertDigest")
    text = swap(text, bound, re.sub(r"<DigestValue>[^<]*<", f"<DigestValue>{digest}<", bound))
    text = re.sub(r"<X509SerialNumber>\d+<", f"<X509SerialNumber>{key.certificate.serial_number}<", text)
    certificate = base64.b64encode(der).decode()
    text = re.sub(r"<X509Certificate>[^<]*<", f"<X509Certificate>{certificate}<", text)
    return reseal(text, key)
