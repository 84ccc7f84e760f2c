"""A small certification authority and timestamp service of the tests' own."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from exports.keys import PrivateKey, SigningKey
from tests.exports.opc.samples import END, START

_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def key_usage(*uses: str) -> x509.KeyUsage:
    """The named uses and no others."""
    return x509.KeyUsage(**{use: use in uses for use in _USES})


SIGNS = (key_usage("digital_signature", "content_commitment"), True)
IS_CA = (x509.BasicConstraints(ca=True, path_length=None), True)
CERTIFIES = (key_usage("key_cert_sign", "crl_sign"), True)
Extension = tuple[x509.ExtensionType, bool]


def certify(
    name: str,
    issuer: SigningKey | None,
    extensions: Iterable[Extension],
    *,
    start: datetime = START,
    end: datetime = END,
    serial: int | None = None,
    digest: hashes.SHA224 | hashes.SHA256 | None = None,
    public_key: CertificatePublicKeyTypes | None = None,
    private_key: PrivateKey | None = None,
) -> SigningKey:
    """A new key with a certificate by ``issuer`` (None: by itself)."""
    private_key = private_key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.certificate.subject)
        .public_key(public_key or private_key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(
        private_key if issuer is None else issuer.private_key, digest or hashes.SHA256()
    )
    chain = () if issuer is None else (issuer.certificate, *issuer.chain)
    return SigningKey(private_key, certificate, chain)


@cache
def root() -> SigningKey:
    """The root that the office trusts."""
    return certify("CA gốc", None, [IS_CA, CERTIFIES])


@cache
def middle() -> SigningKey:
    """An authority below the root."""
    return certify("CA phụ", root(), [IS_CA, CERTIFIES])


@cache
def officer() -> SigningKey:
    """A signer certified by the authority below the root."""
    return certify("Lê Văn C", middle(), [SIGNS], serial=4711)


def revocation_list(
    issuer: SigningKey,
    revoked: dict[int, datetime] | None = None,
    *,
    made: datetime = datetime(2026, 11, 1, tzinfo=UTC),
    until: datetime = datetime(2026, 12, 1, tzinfo=UTC),
    by: SigningKey | None = None,
    extension: Extension | None = None,
    reason: x509.ReasonFlags | None = None,
) -> x509.CertificateRevocationList:
    """A CRL in the name of ``issuer``, signed by ``by`` or the issuer itself."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(until)
    )
    for serial, day in (revoked or {}).items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(day)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    if extension is not None:
        builder = builder.add_extension(*extension)
    return builder.sign((by or issuer).private_key, hashes.SHA256())


STAMPS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)


@cache
def stamper() -> SigningKey:
    """A timestamp service below the root."""
    return certify("Dịch vụ cấp dấu thời gian", root(), [STAMPS, (key_usage("digital_signature"), True)])


def token(
    octets: bytes,
    time: datetime,
    service: SigningKey | None = None,
    *,
    names: SigningKey | None = None,
    first_version: bool = False,
) -> bytes:
    """A timestamp token (RFC 3161) over ``octets``.

    ``names`` is the certificate it claims to be by, by SHA-1 in the ``first_version`` of ESSCertID.
    """
    service = service or stamper()
    claimed = (names or service).certificate.public_bytes(Encoding.DER)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    info = tsp.TSTInfo(
        {
            "version": 1,
            "policy": "1.2.3.4",
            "message_imprint": {"hash_algorithm": sha256, "hashed_message": hashlib.sha256(octets).digest()},
            "serial_number": 1,
            "gen_time": time,
        }
    )
    body = info.dump()
    if first_version:
        hashed = hashlib.sha1(claimed, usedforsecurity=False).digest()
        binding = {
            "type": "signing_certificate",
            "values": [tsp.SigningCertificate({"certs": [{"cert_hash": hashed}]})],
        }
    else:
        hashed = hashlib.sha256(claimed).digest()
        binding = {
            "type": "signing_certificate_v2",
            "values": [tsp.SigningCertificateV2({"certs": [{"cert_hash": hashed}]})],
        }
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(body).digest()]},
            binding,
        ]
    )
    certificate = asn1_x509.Certificate.load(service.certificate.public_bytes(Encoding.DER))
    is_rsa = isinstance(service.private_key, rsa.RSAPrivateKey)
    if isinstance(service.private_key, rsa.RSAPrivateKey):
        value = service.private_key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    else:
        value = service.private_key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
    signed = cms.SignedData(
        {
            "version": 3,
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(body)},
            "certificates": [certificate],
            "signer_infos": [
                {
                    "version": 1,
                    "sid": {
                        "issuer_and_serial_number": {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    },
                    "digest_algorithm": sha256,
                    "signed_attrs": attributes,
                    "signature_algorithm": {"algorithm": "sha256_rsa" if is_rsa else "sha256_ecdsa"},
                    "signature": value,
                }
            ],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
