"""Lines of the home page: an answer of the office above that was found, and numbers that are odd."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from office.courier import Finding, Trouble, counted
from ui.widgets import Notice, button
from ui.words import tr

_TOLD: Final = (Trouble.FORKED, Trouble.CHAIN, Trouble.MISSING)
"""What is a reason to call a unit."""


def tell_answers(notice: Notice, paths: Sequence[Path], wanted: Callable[[Path], object]) -> None:
    """Tell of the answers that were found on a stick, at least one: the first now, the others after it."""
    told = tr("Answer", "An answer of the office above was found: {file}.").format(file=paths[0].name)
    if len(paths) > 1:
        told += " " + tr("Answer", "{n} more lie beside it, to be read after it.").format(n=len(paths) - 1)
    notice.tell("note", told)
    see = button(tr("Answer", "See what it says"))
    see.clicked.connect(lambda: wanted(paths[0]))
    notice.buttons.addWidget(see)


def tell_courier(notice: Notice, found: Sequence[Finding], wanted: Callable[[], object]) -> None:
    """Tell how many gaps and forks there are among the files of units below; nothing where all is well."""
    counts = counted(found)
    if not any(counts[one] for one in _TOLD):
        return
    missing, forked = counts[Trouble.MISSING], counts[Trouble.FORKED] + counts[Trouble.CHAIN]
    words = tr("Courier", "Packages of units below: {missing} missing, {forked} twice with one number.")
    if not forked:
        words = tr("Courier", "Packages of units below: {missing} missing.")
    elif not missing:
        words = tr("Courier", "Packages of units below: {forked} twice with one number.")
    notice.tell("error" if forked else "warning", words.format(missing=missing, forked=forked))
    see = button(tr("Courier", "See which"))
    see.clicked.connect(wanted)
    notice.buttons.addWidget(see)
