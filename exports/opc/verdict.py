"""What the verifier answers: whole or not, signed by whom, believed or not, and the signed bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from exports.trust import Revocation

State = Literal["unsigned", "partial", "invalid", "valid-untrusted", "valid-revocation-unknown", "valid"]
TimeSource = Literal["claim", "timestamp"]


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature that fits the file, and what we hold of its certificate.

    ``time`` is what the signer's computer claimed unless ``time_source`` says that a verified
    timestamp gives it. ``serial`` is decimal; ``unit`` is the code a certificate of ours names, in
    lower case, and ``path`` that code with those above it, where it tells them; ``fingerprint`` is the
    SHA-256 (hex) of ``certificate``, which is DER. ``reason`` and ``detail`` say what is held against
    the certificate (a word of ``exports.trust``), ``root`` names the root it is trusted by,
    ``lists_of`` is the day of the lists that do not revoke it.
    """

    subject: str
    unit: str | None
    serial: str
    time: datetime | None
    time_source: TimeSource
    trusted: bool
    revocation: Revocation
    fingerprint: str
    certificate: bytes
    path: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""
    root: str = ""
    lists_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one file.

    ``reason`` is a word of ``exports.opc.reasons`` or ``exports.trust``, ``detail`` the place.
    ``parts`` (item name -> bytes, ready for ``write_zip``) holds what every signer signed and
    nothing else, and is None unless the state begins with ``valid``. ``digest`` is the SHA-256 of
    the whole file in hex.
    """

    state: State
    reason: str
    detail: str
    signers: tuple[Signer, ...]
    parts: Mapping[str, bytes] | None
    digest: str
