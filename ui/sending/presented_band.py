"""The band over every page while the report lies before the signer: why nothing can be changed."""

from office.presented import open_paper
from ui.band import Band
from ui.words import tr
from ui.workplace import Workplace, day_of


class PresentedBand(Band):
    """Says that the figures are locked under a code, and leads to where that ends."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Present", "BEFORE THE SIGNER"), tr("Present", "Paper and sending"))
        self._place = place
        self.refresh()

    def refresh(self) -> None:
        """Show the band while something lies before the signer."""
        paper = open_paper(self._place.desk)
        words = tr("Present", "Figures locked since {day}; the paper bears the code {code}.")
        self.tell(words.format(day=day_of(paper.since), code=paper.code) if paper is not None else "")
