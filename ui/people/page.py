"""The page "signers": the office's own keys, the register of those it recognises, and what vouches for them.

A section is any widget; one that has a `refresh` is read anew each time it is shown.
"""

from ui.people.authority import AuthoritySection
from ui.people.keys import KeysSection
from ui.people.register import RegisterSection
from ui.sections import SectionPage
from ui.words import tr
from ui.workplace import Workplace


class PeoplePage(SectionPage):
    """Who signs, and whose signature counts."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("People", "Signers"))
        self.keys = KeysSection(place)
        self.add_section("keys", tr("People", "Our keys"), self.keys)
        self.register = RegisterSection(place)
        self.add_section("register", tr("People", "Register of signers"), self.register)
        self.authority = AuthoritySection(place)
        self.add_section("authority", tr("People", "Certificates"), self.authority)
        self.body.addWidget(self._sections, 1)
        self._select("keys")  # read when the page is shown, not when the window is built
