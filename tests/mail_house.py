"""A mail server of a test's own on 127.0.0.1: STARTTLS with a certificate made for it, a name, a password."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from exports.mail_server import MailServer

LOGIN, PASSWORD = "xa.ngoclay", "mật khẩu thư"
LARGEST = 24_000_000  # bytes of a letter


@dataclass
class MailHouse:
    """What came, and how it behaves: an address with "full" or "unknown" in it is refused."""

    server: MailServer
    letters: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the server's own word
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse some recipients, as servers do."""
        if "full" in address:
            return "452 4.2.2 hộp thư đầy"
        if "unknown" in address:
            return "550 5.1.1 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a letter."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 OK"


@contextmanager
def mail_house(folder: Path, *, encrypted: bool = True) -> Iterator[MailHouse]:
    """Run a mail server that only those with the password may use; its certificate lies in `folder`."""
    folder.mkdir(exist_ok=True)
    certificate, key = _certificate(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    house = MailHouse(MailServer("127.0.0.1", port, LOGIN, PASSWORD, folder))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    control = Controller(
        house,
        hostname="127.0.0.1",
        port=port,
        data_size_limit=LARGEST,
        tls_context=context if encrypted else None,
        require_starttls=encrypted,
        authenticator=_knows,
        auth_required=encrypted,
        auth_require_tls=encrypted,
    )
    control.start()
    try:
        yield house
    finally:
        control.stop()


def nobody() -> MailServer:
    """Give a server that does not answer: the cable is out."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return MailServer("127.0.0.1", free.getsockname()[1])


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (
        LOGIN.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=good, handled=False)


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
