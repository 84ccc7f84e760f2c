"""What is handed to every page: the office's desk, the seam for questions, the runner of long work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk
from office.installed import Installed
from office.kit import whom_to_ask
from office.messages import sentence
from ui.ask import Ask
from ui.background import Runner

FROM_ABOVE = frozenset(
    [
        "OTHER_PACK",
        "OTHER_CAMPAIGN",
        "OTHER_STANDARD",
        "PACK_NOT_WHOLE",
        "SIGNER_OTHER_UNIT",
        "UNKNOWN_CODE",
        "KIT_NOT_WHOLE",
        "KIT_FORMAT",
        "KIT_PACK",
        "KIT_UNIT",
        "KIT_FORKED",
        "KIT_NOT_OURS",
        "KIT_OTHER_PACK",
        "KIT_OTHER_CAMPAIGN",
        "SUPPLEMENT_NOT_WHOLE",
        "SUPPLEMENT_FORMAT",
        "SUPPLEMENT_FORKED",
        "SUPPLEMENT_CHAIN",
        "SUPPLEMENT_OTHER_PACK",
        "SUPPLEMENT_NEWER_PACK",
    ]
)
"""Problems that the person cannot mend: something from above is missing, broken or doubled."""


@dataclass(frozen=True)
class Workplace:
    """One person's place at one desk."""

    desk: Desk
    ask: Ask
    runner: Runner
    installed: Installed | None = None  # the program's own folder, where it was installed into one

    def sentence(self, problem: Problem) -> str:
        """Tell a problem in the person's language, its code in front; and whom to ask, if a kit told."""
        text = sentence(problem, self.desk.language)
        who = whom_to_ask(self.desk) if problem.code in FROM_ABOVE else ""
        if who:
            text = sentence("ASK_PERSON", self.desk.language, text=text, who=who)
        return f"{problem.code} · {text}"

    def words(self, words: Mapping[str, str]) -> str:
        """Choose the person's language of a text of the pack; the other one where it is missing."""
        return words.get(self.desk.language) or words.get("vi") or next(iter(words.values()), "")


def day(value: date | None) -> str:
    """A date as people here write it, dd/mm/yyyy."""
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime | None) -> str:
    """A moment in Viet Nam's time, dd/mm/yyyy hh:mm."""
    return value.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M") if value else ""


def time_of(value: datetime) -> str:
    """A time of day in Viet Nam's time, hh:mm:ss."""
    return value.astimezone(VIET_NAM).strftime("%H:%M:%S")


def day_of(value: datetime) -> str:
    """The day of a moment in Viet Nam, dd/mm/yyyy."""
    return value.astimezone(VIET_NAM).strftime("%d/%m/%Y")
