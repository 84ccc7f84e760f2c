"""The two signed files of an authority: requests on their way up, certificates and lists on their way down.

A request file holds PKCS#10 requests and is signed with the key its office signs with. A certificate file
holds X.509 certificates and revocation lists and is signed by an officer of the office that issued them.
Bare certificate and request files are stopped by mail filters and say nothing of who sent them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from exports.authority import Request, may_issue, read_list, read_request
from exports.keys import KeyHolder, load_certificate
from exports.opc import Signer
from exports.opc.profiles import CERTIFICATES, REQUEST, Profile
from exports.trust import TrustStore
from forms.problems import Problem
from office.sealed import Sealed, is_text, seal, unseal

REQUEST_SUFFIX = ".phieuxa-xin-cap"
CERTIFICATES_SUFFIX = ".phieuxa-chung-thu"
FORMAT = 1
LARGEST = 20_000_000  # bytes of either file
MOST = 5_000  # requests, certificates or lists in one file


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Requests as an office wrote them; `requests`: what each asks for, with its PKCS#10 bytes."""

    unit: str
    requests: tuple[tuple[Request, bytes], ...]
    signer: Signer
    digest: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What an authority hands down, all DER: `issued` to offices, `above` to check them by, and lists.

    `above` holds the issuing certificates and the root; `lists` are whole revocation lists.
    """

    issued: tuple[bytes, ...] = ()
    above: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything in it."""
        return bool(self.issued or self.above or self.lists)

    @property
    def papers(self) -> tuple[bytes, ...]:
        """Return everything one behind the other, as it travels in kits and register files."""
        return (*self.above, *self.issued, *self.lists)

    def plain(self) -> dict[str, list[str]]:
        """Give it as it is written."""
        parts = {"issued": self.issued, "above": self.above, "lists": self.lists}
        return {name: [one.hex() for one in ones] for name, ones in parts.items()}


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate file: the unit whose authority wrote it, on which day, and what it holds."""

    issuer: str
    day: date
    handed: Handed
    signer: Signer
    digest: str


def write_requests(unit: str, requests: tuple[bytes, ...], key: KeyHolder, when: datetime) -> bytes:
    """Write and sign a request file."""
    content = {"format": FORMAT, "unit": unit, "requests": [one.hex() for one in requests]}
    return seal(content, {}, REQUEST, key, when)


def read_requests(data: bytes, now: datetime, name: str = "", trust: TrustStore | None = None) -> RequestFile:
    """Read a request file strictly; raise REQUEST_FILE (file, reason), REQUEST_BROKEN or KEY_TOO_WEAK."""
    sealed = _opened(data, REQUEST, now, "REQUEST_FILE", name, trust)
    try:
        content = sealed.content
        listed = content["requests"]
        good = set(content) == {"format", "unit", "requests"} and content["format"] == FORMAT
        good = good and is_text(content["unit"]) and 0 < len(listed) <= MOST
        requests = tuple(bytes.fromhex(one) for one in listed)
    except (TypeError, ValueError, KeyError, AttributeError) as odd:
        raise Problem("REQUEST_FILE", file=name, reason=type(odd).__name__) from odd
    if not good:
        raise Problem("REQUEST_FILE", file=name, reason="format")
    found = tuple((read_request(one), one) for one in requests)
    return RequestFile(content["unit"], found, sealed.signer, sealed.digest)


def write_certificates(issuer: str, day: date, handed: Handed, key: KeyHolder, when: datetime) -> bytes:
    """Write and sign a certificate file."""
    content = {"format": FORMAT, "issuer": issuer, "date": day.isoformat(), **handed.plain()}
    return seal(content, {}, CERTIFICATES, key, when)


def read_certificates(
    data: bytes, now: datetime, name: str = "", trust: TrustStore | None = None
) -> CertificateFile:
    """Read a certificate file strictly; raise CERTIFICATE_FILE (file, reason)."""
    sealed = _opened(data, CERTIFICATES, now, "CERTIFICATE_FILE", name, trust)
    content = sealed.content
    try:
        good = set(content) == {"format", "issuer", "date", "issued", "above", "lists"}
        good = good and content["format"] == FORMAT and is_text(content["issuer"])
        handed = read_handed({one: content[one] for one in ("issued", "above", "lists")})
        day = date.fromisoformat(content["date"])
    except (TypeError, ValueError, KeyError, AttributeError) as odd:
        raise Problem("CERTIFICATE_FILE", file=name, reason=type(odd).__name__) from odd
    if not good:
        raise Problem("CERTIFICATE_FILE", file=name, reason="format")
    return CertificateFile(content["issuer"], day, handed, sealed.signer, sealed.digest)


def read_handed(content: Mapping[str, Any]) -> Handed:
    """Read what was handed down, in a file of its own or in a kit; raise CERTIFICATE_FILE.

    Everything must be readable, and what stands `above` be an authority's. Whose word it is, is asked later.
    """
    if set(content) != {"issued", "above", "lists"}:
        raise Problem("CERTIFICATE_FILE", file="", reason="format")
    try:
        parts = {name: tuple(bytes.fromhex(one) for one in ones) for name, ones in content.items()}
    except (TypeError, ValueError) as odd:
        raise Problem("CERTIFICATE_FILE", file="", reason=type(odd).__name__) from odd
    if sum(len(ones) for ones in parts.values()) > MOST:
        raise Problem("CERTIFICATE_FILE", file="", reason="size")
    try:
        for one in parts["issued"]:
            load_certificate(one)
        above = [load_certificate(one) for one in parts["above"]]
        for one in parts["lists"]:
            read_list(one)
    except Problem as broken:
        raise Problem("CERTIFICATE_FILE", file="", reason=broken.code) from broken
    if not all(may_issue(one) for one in above):
        raise Problem("CERTIFICATE_FILE", file="", reason="above")
    return Handed(parts["issued"], parts["above"], parts["lists"])


def sorted_papers(papers: Sequence[bytes]) -> Handed:
    """Tell papers apart by what they are; raise CERTIFICATE_FILE for one that is neither of the three."""
    issued: list[bytes] = []
    above: list[bytes] = []
    lists: list[bytes] = []
    for paper in papers:
        try:
            certificate = load_certificate(paper)
        except Problem:
            lists.append(_list(paper))
        else:
            (above if may_issue(certificate) else issued).append(paper)
    return Handed(tuple(issued), tuple(above), tuple(lists))


def _list(paper: bytes) -> bytes:
    try:
        read_list(paper)
    except Problem as broken:
        raise Problem("CERTIFICATE_FILE", file="", reason=broken.code) from broken
    return paper


def _opened(
    data: bytes, profile: Profile, now: datetime, code: str, name: str, trust: TrustStore | None
) -> Sealed:
    if len(data) > LARGEST:
        raise Problem(code, file=name, reason="size")
    return unseal(data, profile, now, code=code, name=name, trust=trust)
