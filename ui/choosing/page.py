"""The page "choosing": models, nominees, nominees that look alike, and the folder for the conference."""

from office.awards import MODEL, NOMINEE
from office.choices import can_choose
from ui.choosing.alike_section import AlikeSection
from ui.choosing.conference_section import ConferenceSection
from ui.choosing.records_section import RecordsSection
from ui.sections import SectionPage
from ui.words import tr
from ui.workplace import Workplace


class ChoosingPage(SectionPage):
    """What is proposed from below and what is chosen here."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Choosing", "Choosing"))
        desk = place.desk
        if can_choose(desk, MODEL):
            self.models = RecordsSection(place, MODEL)
            self.add_section("models", tr("Choosing", "Models"), self.models)
        if can_choose(desk, NOMINEE):
            self.nominees = RecordsSection(place, NOMINEE)
            self.add_section("nominees", tr("Choosing", "Nominees"), self.nominees)
            self.alike = AlikeSection(place)
            self.add_section("alike", tr("Choosing", "Looks alike"), self.alike)
        self.conference = ConferenceSection(place)
        self.add_section("conference", tr("Choosing", "Conference"), self.conference)
        self.body.addWidget(self._sections, 1)
        self._select(self.section_names[0])
