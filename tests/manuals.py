"""The manual as the program reads it, for tests."""

from functools import cache

from desktop_app.cli import phieuxa
from desktop_app.manual import manual
from office.manual import Manual
from tests.offices import shelf


@cache
def read(language: str) -> Manual:
    """Read the manual with the forms of the packs that come with the program."""
    return manual(language, lambda: [one.pack for one in shelf().packs if one.pack.forms], phieuxa)
