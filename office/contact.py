"""Whom to call when nothing else works: the kit's contact, kept where it can be read while the data cannot.

The office's data are encrypted and may be what is broken. A duty telephone of the office above is no secret
of this office: it stands in a small file beside the data, readable to the owner of the folder alone.
"""

from __future__ import annotations

from pathlib import Path

from exports.carriers import deliver
from forms.problems import Problem
from office.desk import Desk
from office.kit import whom_to_ask
from office.messages import sentence

FILE = "contact.txt"
_LONGEST = 300  # letters: what is longer is no contact of ours


def remember_contact(desk: Desk) -> None:
    """Keep the contact of the kit in use beside the data; a folder that cannot be written stops nobody."""
    who = whom_to_ask(desk)
    if who and who != contact_of(desk.home):
        try:
            deliver(who.encode("utf-8"), desk.home, FILE, private=True, read_only=False)
        except Problem:
            return


def contact_of(home: Path) -> str:
    """Give the contact kept beside an office's data, "" where there is none."""
    try:
        kept = (home / FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return kept if len(kept) <= _LONGEST and kept.isprintable() else ""


def with_contact(text: str, who: str, language: str) -> str:
    """Add whom to ask to a sentence, where anybody is known."""
    return sentence("ASK_PERSON", language, text=text, who=who) if who else text
