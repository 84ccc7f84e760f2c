"""The name a unit has in certificates: a DNS name that says where the unit stands, and whose it is.

``u23404.u617.u62.unit.phieuxa.invalid`` is unit 23404 below 617 below 62. It stands in
subjectAltName as a dNSName, since that kind of name is one whose constraints every library
processes: who may issue only below ``u617.u62.unit.phieuxa.invalid`` can name no unit elsewhere.
``.invalid`` (RFC 2606) can never become a name of the network.
"""

import re
from collections.abc import Sequence
from typing import Final

from cryptography import x509

from forms.problems import Problem

UNIT_SUFFIX: Final = ".unit.phieuxa.invalid"
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,60}[a-z0-9])?")
_LONGEST: Final = 253  # characters of a DNS name, RFC 1035


def unit_dns(path: Sequence[str]) -> str:
    """Write the DNS name of a unit; ``path``: its code and those of the units above it, nearest first.

    Raises ``Problem(KEY_UNIT)`` for a code that is not 1 to 62 ASCII letters, digits, ``-``, ``_``.
    """
    codes = [code.lower() for code in path]
    for code in codes:
        if not _LABEL.fullmatch(code):
            raise Problem("KEY_UNIT", unit=code)
    name = ".".join(f"u{code}" for code in codes) + UNIT_SUFFIX
    if not codes or len(name) > _LONGEST:
        raise Problem("KEY_UNIT", unit=codes[0] if codes else "")
    return name


def unit_path(certificate: x509.Certificate) -> tuple[str, ...]:
    """Give the unit codes (lower case) that a certificate of ours names, the unit's own first.

    () for a certificate of others, or one that names several units. One code alone says nothing of
    where the unit stands. It is a claim: anyone can make such a certificate. The register of
    signers, or the authority that issued it and may name no others, makes it count.
    """
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return path_in(names.get_values_for_type(x509.DNSName))


def path_in(names: Sequence[str]) -> tuple[str, ...]:
    """Give the unit codes that DNS names hold, as ``unit_path`` does."""
    ours = [name for name in names if name.endswith(UNIT_SUFFIX)]
    if len(ours) != 1:
        return ()
    whole = ours[0].removesuffix(UNIT_SUFFIX)
    labels = whole.split(".")
    if len(labels) > 1 and all(label.startswith("u") and len(label) > 1 for label in labels):
        return tuple(label[1:] for label in labels)
    own = whole.removeprefix("u") if whole.startswith("u") else ""
    return (own,) if own else ()


def fits_path(named: Sequence[str], path: Sequence[str]) -> bool:
    """Tell whether the codes of a certificate are those of a unit, ``path`` as ``unit_dns`` takes it.

    A certificate with one code names the unit alone. Where both tell what is above, they must agree:
    an office that may issue below itself could otherwise name a unit of somebody else's.
    """
    if not named or not path:
        return False
    return all(one == other.lower() for one, other in zip(named, path, strict=False))
