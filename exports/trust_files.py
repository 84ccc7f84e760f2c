"""Where a trust store comes from: a folder of certificates and lists, and what an office keeps as DER."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from exports.authority import may_issue
from exports.keys import fingerprint, is_self_signed
from exports.trust import TrustStore
from forms.problems import Problem

# Explanations, and what Windows leaves behind, may lie beside the files.
_PAPERS: Final = frozenset({".txt", ".md", ".html", ".pdf", ".ini", ".db"})
_PEM: Final = b"-----BEGIN "


def with_kept(
    store: TrustStore,
    *,
    roots: Iterable[bytes],
    between: Iterable[bytes],
    lists: Iterable[bytes],
    own: frozenset[str],
) -> TrustStore:
    """Add certificates and lists that an office keeps, all DER; ``own`` as ``TrustStore`` has it."""
    return replace(
        store,
        roots=(*store.roots, *map(x509.load_der_x509_certificate, roots)),
        intermediates=(*store.intermediates, *map(x509.load_der_x509_certificate, between)),
        crls=(*store.crls, *map(x509.load_der_x509_crl, lists)),
        own=store.own | own,
    )


def load_trust_folder(folder: Path) -> TrustStore:
    """Read CA certificates and CRLs, PEM or DER, from the files of a folder.

    Certificates that sign themselves become roots if they are CAs; one that is no CA is a signer
    the office laid there and is recognised. Other certificates help to reach a root. Explanations
    (``.txt``, ``.md``, ...) and hidden files are passed over. Raises ``Problem``: ``TRUST_FOLDER``
    when there is no such folder, ``TRUST_FILE`` for a file that is neither (details: file).
    """
    if not folder.is_dir():
        raise Problem("TRUST_FOLDER", folder=str(folder))
    roots: list[x509.Certificate] = []
    others: list[x509.Certificate] = []
    crls: list[x509.CertificateRevocationList] = []
    recognised: set[str] = set()
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() in _PAPERS or path.is_dir():
            continue
        try:
            certificates, lists = _load(path.read_bytes())
        except (ValueError, OSError, UnsupportedAlgorithm):
            raise Problem("TRUST_FILE", file=path.name) from None
        crls.extend(lists)
        for certificate in certificates:
            if not is_self_signed(certificate):
                others.append(certificate)
            elif may_issue(certificate):
                roots.append(certificate)
            else:
                recognised.add(fingerprint(certificate))
    return TrustStore(tuple(roots), tuple(others), tuple(crls), frozenset(recognised))


def _load(data: bytes) -> tuple[list[x509.Certificate], list[x509.CertificateRevocationList]]:
    """Read one file: any number of PEM blocks, or one certificate or CRL in DER."""
    if _PEM in data:
        certificates: list[x509.Certificate] = []
        lists: list[x509.CertificateRevocationList] = []
        for block in data.split(_PEM)[1:]:
            whole = _PEM + block
            if block.startswith(b"X509 CRL-----"):
                lists.append(x509.load_pem_x509_crl(whole))
            else:
                certificates.append(x509.load_pem_x509_certificate(whole))
        return certificates, lists
    try:
        return [x509.load_der_x509_certificate(data)], []
    except ValueError:
        return [], [x509.load_der_x509_crl(data)]
