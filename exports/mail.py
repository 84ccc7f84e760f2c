"""Letters that carry packages: written as `.eml` that any mail program opens, and read again.

A letter's text names each file with its size and the first letters of its SHA-256. That is no proof of
anything, it only lets a receiver tell a file that was damaged on the way from one that was attached by
mistake (`Stated`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from forms.problems import Problem

MARK: Final = 16  # hexadecimal digits of a file's SHA-256 that stand in a letter
_MOST_PARTS: Final = 500
_XLSX: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_ZIP: Final = ("application", "zip")
_SEALED: Final = ("application", "octet-stream")  # as pkcs7-mime some programs would hide it
_KINDS: Final = {"xlsx": _XLSX, "zip": _ZIP}
_ADDRESS: Final = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[^\s@<>\"',;:]+\Z")
_STATED: Final = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9_.-]*\.(?:xlsx|zip|p7m))\s*\(([\d\s.]+) byte,\s+SHA-256\s+([0-9a-f]{16})"
)
_ODD: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
# what Python's reader raises over a letter that no program wrote


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: `sender` and `recipient` are (name, address), either may be ("", "")."""

    sender: tuple[str, str]
    recipient: tuple[str, str]
    subject: str
    text: str
    files: Mapping[str, bytes]
    number: str  # the same letter sent twice has the same; letters, digits and hyphens
    when: datetime


@dataclass(frozen=True, slots=True)
class Stated:
    """What a letter's text says of a file."""

    size: int
    mark: str

    def fits(self, data: bytes) -> bool:
        """Tell whether the file is the one that the letter speaks of."""
        return len(data) == self.size and mark_of(data) == self.mark


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it came: its attachments in order, and what its text says of files by their names."""

    files: tuple[tuple[str, bytes], ...]
    stated: Mapping[str, Stated]


def mark_of(data: bytes) -> str:
    """Give the first letters of a file's SHA-256."""
    return hashlib.sha256(data).hexdigest()[:MARK]


def state(name: str, data: bytes) -> str:
    """Name a file in the text of a letter: `name (61 842 byte, SHA-256 1a2b3c4d5e6f7081…)`."""
    size = f"{len(data):,}".replace(",", " ")
    return f"{name} ({size} byte, SHA-256 {mark_of(data)}…)"


def check_address(text: str) -> str:
    """Give an e-mail address without blanks around it; raise MAIL_ADDRESS for what is none."""
    text = text.strip()
    if not _ADDRESS.match(text) or not text.isascii() or not text.isprintable():
        raise Problem("MAIL_ADDRESS", text=text)
    return text


def compose(letter: Letter, *, draft: bool = False) -> EmailMessage:
    """Give the letter as it travels; a `draft` is opened by Outlook to be completed and sent."""
    made = EmailMessage(policy=policy.SMTP)
    for head, (name, address) in (("From", letter.sender), ("To", letter.recipient)):
        if address:
            made[head] = Address(name, addr_spec=check_address(address))
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.when)
    _, address = letter.sender
    made["Message-ID"] = f"<{letter.number}@{address.partition('@')[2] or 'phieuxa.invalid'}>"
    if draft:
        made["X-Unsent"] = "1"
    made.set_content(letter.text)
    for name, data in letter.files.items():
        kind, exact = _KINDS.get(name.rpartition(".")[2], _SEALED)
        made.add_attachment(data, maintype=kind, subtype=exact, filename=name)
    return made


def open_letter(data: bytes) -> Opened:
    """Read a letter somebody saved; nothing in it is run, shown or fetched. Raises MAIL_BROKEN."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
        files = [(name, content) for name, content, _ in parts if name]
        text = "\n".join(text for name, _, text in parts if not name)
    except (
        MessageError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as odd:
        raise Problem("MAIL_BROKEN", reason=type(odd).__name__) from odd
    return Opened(tuple(files), _stated(text))


def _parts(message: EmailMessage) -> Iterator[tuple[str, bytes, str]]:
    """Give (file name, content, "") of attachments and ("", b"", text) of texts, also of forwarded ones."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise ValueError(number)
        if part.is_multipart():
            continue
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)  # noqa: S101 - of a part that is not multipart
        if name or part.get_content_maintype() != "text":
            yield (name.replace("\\", "/").rpartition("/")[2] or "khong-ten"), content, ""
        else:
            yield "", b"", content.decode(part.get_content_charset() or "utf-8", "replace")


def _stated(text: str) -> Mapping[str, Stated]:
    return {
        name: Stated(int(re.sub(r"\D", "", size) or 0), mark) for name, size, mark in _STATED.findall(text)
    }


def letters_of(files: Mapping[str, bytes], limit: int) -> Sequence[Mapping[str, bytes]]:
    """Put files into as few letters as the limit allows, in their order; a larger file has its own."""
    letters: list[dict[str, bytes]] = []
    room = 0
    for name, data in files.items():
        if len(data) > room or not letters:
            letters.append({})
            room = limit
        letters[-1][name] = data
        room -= len(data)
    return letters
