"""Bands for those who only look: another program writes these data, or a page is not for who works now."""

from PySide6.QtWidgets import QWidget

from forms.problems import Problem
from office.desk import Desk
from office.messages import sentence
from office.roles import Doing, refusal
from ui.band import Band
from ui.role_locks import lock_parts
from ui.words import tr
from ui.workplace import Workplace

_ASKED = {
    "send": (Doing.SEND, Doing.PREPARE),
    "receive": (Doing.RECEIVE, Doing.RETURN, Doing.ADJUST),
    "courier": (Doing.RECEIVE,),
    "choose": (Doing.CHOOSE,),
    "queries": (Doing.RETURN, Doing.TYPE, Doing.CLOSE),
}
"""Pages that are there for some people only; one of these doings is enough."""


class LookingBand(Band):
    """Says who writes these data and tries again once they stopped; hidden where this program writes."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Looking", "ONLY TO LOOK"), tr("Looking", "Closed there: work here"))
        self._place = place
        problem = place.desk.database.only_reading
        if problem is not None:
            self.tell_writer(problem)

    def tell_writer(self, problem: Problem) -> None:
        """Name who writes, as it is known now."""
        self.tell(sentence(problem, self._place.desk.language))


class RoleBand(Band):
    """Says that the page shown is not for who works now, and leads to where another is chosen."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Looking", "ONLY TO LOOK"), tr("Looking", "Choose who works now"))
        self._place = place

    def show_page(self, name: str, page: QWidget) -> None:
        """Tell of a page that is not for who works now, and lock it, or what of it they may not do."""
        problem = page_refusal(self._place.desk, name)
        told = problem is not None and not self._place.desk.only_looks  # the other band says that
        self.tell(sentence(problem, self._place.desk.language) if told and problem is not None else "")
        page.setEnabled(problem is None)
        lock_parts(self._place.desk, name, page)


def page_refusal(desk: Desk, name: str) -> Problem | None:
    """Say why a page is not for who works now; None where it is."""
    refusals = [refusal(desk, doing) for doing in _ASKED.get(name, ())]
    return refusals[0] if refusals and all(refusals) else None
