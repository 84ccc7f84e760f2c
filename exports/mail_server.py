"""Hands a letter to the office's mail server: SMTP submission, always encrypted by STARTTLS (RFC 3207, 6409).

Every refusal is sorted into one that time may mend (the network is away, the server is busy, a mailbox is
full) and one that a person must mend.
"""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from forms.problems import Problem

PORT: Final = 587
_SECONDS: Final = 15.0  # a window that closes waits for it
_LOGGED_IN: Final = 235
_TOO_LARGE: Final = 552
_PERMANENT: Final = 500
LATER: Final = frozenset({"MAIL_NO_NETWORK", "MAIL_LATER"})
"""The codes of refusals that time may mend."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. `login` "": the server asks nobody who they are."""

    host: str
    port: int = PORT
    login: str = ""
    password: str = ""
    roots: Path | None = None  # a folder of further CA certificates (.pem, .crt), for a server of the house


def post(server: MailServer, letter: EmailMessage, seconds: float = _SECONDS) -> None:
    """Hand one letter in; when this returns the server has taken it for all its recipients.

    Raises `Problem`: MAIL_NO_NETWORK, MAIL_LATER (number, said); MAIL_NO_TLS, MAIL_CERTIFICATE,
    MAIL_PASSWORD, MAIL_TOO_LARGE, MAIL_REFUSED (number, said). Nothing goes out unencrypted.
    """
    context = _context(server.roots)
    with _telling(server.host), smtplib.SMTP(server.host, server.port, timeout=seconds) as line:
        line.ehlo()
        if not line.has_extn("starttls"):
            raise Problem("MAIL_NO_TLS", server=server.host)
        line.starttls(context=context)
        line.ehlo()
        if server.login:
            _log_in(line, server)
        line.send_message(letter)


def _log_in(line: smtplib.SMTP, server: MailServer) -> None:
    """Say who we are; smtplib's own way knows no Vietnamese letters in a password (RFC 4616 does)."""
    if "PLAIN" in line.esmtp_features.get("auth", "").upper().split():
        told = b64encode(f"\0{server.login}\0{server.password}".encode()).decode("ascii")
        code, said = line.docmd("AUTH", f"PLAIN {told}")
        if code != _LOGGED_IN:
            raise smtplib.SMTPAuthenticationError(code, said)
        return
    try:
        line.login(server.login, server.password)
    except UnicodeEncodeError as wrong:
        raise Problem("MAIL_PASSWORD", server=server.host) from wrong


def _context(roots: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for file in sorted(roots.iterdir()) if roots is not None and roots.is_dir() else ():
        if file.suffix.lower() in {".pem", ".crt", ".cer"}:
            try:
                context.load_verify_locations(file)
            except (ssl.SSLError, OSError) as wrong:
                raise Problem("CERTIFICATE_BROKEN", file=file.name) from wrong
    return context


@contextmanager
def _telling(host: str) -> Iterator[None]:
    """Say what smtplib and the network raise in our words."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as wrong:
        raise Problem("MAIL_PASSWORD", server=host, said=_words(wrong.smtp_error)) from wrong
    except smtplib.SMTPNotSupportedError as wrong:
        raise Problem("MAIL_REFUSED", server=host, number=0, said=str(wrong)) from wrong
    except smtplib.SMTPRecipientsRefused as wrong:
        code, said = next(iter(wrong.recipients.values()))
        raise _refusal(host, code, said) from wrong
    except smtplib.SMTPResponseException as wrong:
        raise _refusal(host, wrong.smtp_code, wrong.smtp_error) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Problem("MAIL_CERTIFICATE", server=host, said=wrong.verify_message) from wrong
    except (OSError, smtplib.SMTPException, EOFError) as wrong:  # unplugged, no such name, hung up
        raise Problem("MAIL_NO_NETWORK", server=host, said=type(wrong).__name__) from wrong


def _refusal(host: str, code: int, said: bytes | str) -> Problem:
    which = "MAIL_LATER" if code < _PERMANENT else "MAIL_TOO_LARGE" if code == _TOO_LARGE else "MAIL_REFUSED"
    return Problem(which, server=host, number=code, said=_words(said))


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:120]
