"""Workbooks, keys and seals that the tests of signatures share; made new in every run."""

import base64
import hashlib
import io
import re
from datetime import UTC, datetime
from functools import cache

import openpyxl
from lxml import etree

from exports.keys import Algorithm, SigningKey, new_key
from exports.opc import Verdict, sign
from exports.opc.relationships import transform
from exports.opc.strict_xml import canonical

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
START = datetime(2018, 1, 1, tzinfo=UTC)
END = datetime(2036, 1, 1, tzinfo=UTC)

SIGNATURE = "_xmlsignatures/sig1.xml"
SHEET = "xl/worksheets/sheet1.xml"
ROOT_RELS = "_rels/.rels"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def key_of(person: str = "Nguyễn Văn Á", algorithm: Algorithm = "P-256") -> SigningKey:
    """A key of the commune; the same for the whole run."""
    return _made_key(person, algorithm)


@cache
def _made_key(person: str, algorithm: Algorithm) -> SigningKey:
    return new_key(person, "23311", "UBND xã Đăk Hà", "Chủ tịch", START, END, algorithm)


@cache
def workbook() -> bytes:
    """A workbook as openpyxl writes it: two sheets, Vietnamese text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "BM-01"
    sheet["A1"] = "Xã Đăk Hà"
    sheet["B1"] = 1234
    book.create_sheet("BM-02")["A1"] = "hộ nghèo"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def signed(algorithm: Algorithm = "P-256") -> bytes:
    """The workbook, signed once."""
    return _signed(algorithm)


@cache
def _signed(algorithm: Algorithm) -> bytes:
    return sign(workbook(), key_of(algorithm=algorithm), SIGNED_AT)


def swap(text: str, old: str, new: str) -> str:
    """Replace the first ``old``; a test whose attack no longer bites must not pass."""
    assert old in text, old
    return text.replace(old, new, 1)


def rehash(signature: str, items: dict[str, bytes]) -> str:
    """Compute the digests of the manifest again, for parts that an attacker changed."""

    def hashed(match: re.Match[str]) -> str:
        name = match["uri"].partition("?")[0][1:]
        octets = items[name]
        if "RelationshipTransform" in match["body"]:
            octets = transform(octets, "/" + name, re.findall(r'SourceId="([^"]*)"', match["body"]))
        value = base64.b64encode(hashlib.sha256(octets).digest()).decode()
        body = re.sub(r"<DigestValue>[^<]*<", f"<DigestValue>{value}<", match["body"])
        return f'<Reference URI="{match["uri"]}">{body}</Reference>'

    return re.sub(r'<Reference URI="(?P<uri>/[^"]*)">(?P<body>.*?)</Reference>', hashed, signature)


def reseal(signature: str, key: SigningKey) -> str:
    """Compute digests and value of SignedInfo again: what anyone with any key can do."""
    root = etree.fromstring(signature.encode())
    identified = {node.get("Id"): node for node in root.iter() if node.get("Id")}
    for reference in root.findall(f"{DSIG}SignedInfo/{DSIG}Reference"):
        element = identified.get(reference.get("URI", "")[1:])
        if element is not None:
            digest = hashlib.sha256(canonical(element)).digest()
            for value in reference.findall(f"{DSIG}DigestValue"):
                value.text = base64.b64encode(digest).decode()
    signature = etree.tostring(root, encoding="unicode")
    sealed = key.sign(canonical(etree.fromstring(signature.encode())[0]))
    written = base64.b64encode(sealed).decode()
    return re.sub(r"<SignatureValue>[^<]*<", f"<SignatureValue>{written}<", signature)


def signed_parts(verdict: Verdict) -> dict[str, bytes]:
    """The signed parts of a file that is whole."""
    assert verdict.parts is not None, verdict.reason
    return dict(verdict.parts)


def found(pattern: str, text: str) -> str:
    """What the pattern matches, or its first group; it must match."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1] if match.re.groups else match[0]
