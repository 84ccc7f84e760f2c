"""Who signed a supplement or a kit, as it is told to a person, and whether this office recognises them."""

from __future__ import annotations

from dataclasses import dataclass

from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import Signer
from office.desk import Desk
from office.signing_keys import ended_keys
from office.speaking import only_prepares, speaks


@dataclass(frozen=True, slots=True)
class SignerSeen:
    """Who signed a file, as it is told to a person; `recognised`: for the unit that the file names."""

    person: str
    position: str
    subject: str
    fingerprint: str
    words: tuple[str, ...]
    certificate: bytes  # DER
    recognised: bool


def seen(signer: Signer, unit: str, desk: Desk | None, *, preparer: bool = False) -> SignerSeen:
    """Say who signed, and whether this office recognises them for `unit`.

    As with packages (`office.speaking`); the office's own keys count for itself. Whoever only prepares is
    recognised for nothing that speaks for the unit, unless `preparer`.
    """
    facts = certificate_facts(load_certificate(signer.certificate))
    recognised = False
    if desk is not None:
        own = unit == desk.unit.code and any(
            key.fingerprint == signer.fingerprint for key in desk.known_keys()
        )
        own = own and signer.fingerprint not in ended_keys(desk)
        found = speaks(desk, signer, unit, desk.clock.today())
        recognised = own or (found.counts and signer.trusted)
        if not preparer and only_prepares(desk, signer.fingerprint, unit):
            recognised = False
    return SignerSeen(
        facts.person,
        facts.position,
        facts.subject,
        signer.fingerprint,
        fingerprint_words(signer.fingerprint),
        facts.data,
        recognised,
    )
