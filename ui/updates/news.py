"""What the home page tells of updates: a version that came or failed, a newer one on a stick."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from office.updating import FoundUpdate, Settled
from ui.widgets import Notice, button
from ui.words import tr


@dataclass(frozen=True, slots=True)
class UpdateNews:
    """What happened to the program's version at this start, or what was found since."""

    settled: Settled
    found: FoundUpdate | None = None


def tell_news(notice: Notice, news: UpdateNews, wanted: Callable[[Path], object]) -> None:
    """Tell it in a line of the page; `wanted` is called with the update when somebody wants to look at it."""
    tone, text, word = _words(news)
    found = news.found
    if word and found is not None:
        shown = button(word)
        shown.clicked.connect(lambda: wanted(found.path))
        notice.buttons.addWidget(shown)
    notice.tell(tone, text)


def _words(news: UpdateNews) -> tuple[str, str, str]:
    settled = news.settled
    if news.found is not None:
        text = tr("Updates", "A stick holds version {version} of the program.")
        return "note", text.format(version=news.found.version), tr("Updates", "Look at it")
    if settled.failed:
        text = tr(
            "Updates",
            "Version {version} could not start. The version before works on, with all the data; tell whoever "
            "gave you the update.",
        )
        return "warning", text.format(version=settled.failed), ""
    if settled.came:
        text = tr("Updates", "The program is version {version} now. The one before is kept to go back to.")
        return "good", text.format(version=settled.came), ""
    return "note", "", ""
