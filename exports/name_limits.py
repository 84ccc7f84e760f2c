"""What an authority may name: the name constraints of RFC 5280, 4.2.1.10, for DNS names.

An issuing office of ours may certify its own unit and those below it, and no others; the limit
stands in its certificate as a dNSName. Limits on other kinds of names are not processed, so
a certificate that has one breaks the chain (RFC 5280 allows no other answer: every certificate
has a directory name, and may have the rest).
"""

from collections.abc import Iterable

from cryptography import x509


def name_fault(issuer: x509.Certificate, below: Iterable[x509.Certificate]) -> str:
    """Name what ``issuer`` may not have certified in the certificates ``below`` it, "" where all is well."""
    try:
        limits = issuer.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return ""
    permitted, excluded = limits.permitted_subtrees or [], limits.excluded_subtrees or []
    for limit in (*permitted, *excluded):
        if not isinstance(limit, x509.DNSName):
            return type(limit).__name__
    for certificate in below:
        for name in _names(certificate):
            if any(_within(name, limit.value) for limit in excluded):
                return name
            if permitted and not any(_within(name, limit.value) for limit in permitted):
                return name
    return ""


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return names.get_values_for_type(x509.DNSName)


def _within(name: str, limit: str) -> bool:
    """Tell whether a DNS name is the limit or stands below it; an empty limit holds every name."""
    name, limit = name.lower(), limit.lower()
    if limit.startswith("."):
        return name.endswith(limit)
    return not limit or name == limit or name.endswith(f".{limit}")
