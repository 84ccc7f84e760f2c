"""Whoever may not choose reads everything and finds the buttons asleep, with the reason in their place."""

from PySide6.QtWidgets import QWidget

from office.roles import Doing, refusal
from ui.widgets import tip
from ui.workplace import Workplace


def let(place: Workplace, *buttons: QWidget) -> str:
    """Wake buttons or put them to sleep; give the sentence that says why, "" where all may be done."""
    why = refusal(place.desk, Doing.CHOOSE)
    told = place.sentence(why) if why is not None else ""
    for one in buttons:
        one.setEnabled(not told)
        one.setToolTip(tip(told))
    return told
