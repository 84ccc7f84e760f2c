"""Verdicts in words and colours: of what was received, and of what was only looked at."""

from PySide6.QtGui import QColor

from office.inbox import Looked, Would
from ui import theme
from ui.icons import sign
from ui.widgets import ReadTable
from ui.words import tr

_TONES = {
    "taken": "good",
    "waiting-signer": "warning",
    "waiting-reopening": "warning",
    "already-here": "note",
    "superseded": "note",
    "taken-out": "warning",
    "refused": "error",
    "sealed": "warning",
}
_COLOURS = {"good": theme.GOOD, "warning": theme.WARNING, "note": theme.NOTE, "error": theme.ERROR}


def verdict_text(
    verdict: str, *, provisional: bool = False, unsure: bool = False, in_place: bool = False
) -> str:
    """A verdict in words; `unsure`: whether the signature was revoked is not known.

    `in_place`: no unit signed it, it was typed here.
    """
    if in_place and verdict == "taken":
        return tr("Receive", "Typed in its place")
    if unsure and not provisional and verdict == "taken":
        return tr("Receive", "Taken in, revocation unknown")
    if provisional and verdict == "taken":
        return tr("Receive", "Provisional")
    return {
        "taken": tr("Receive", "Taken in"),
        "waiting-signer": tr("Receive", "Signer not recognised"),
        "waiting-reopening": tr("Receive", "Waits for reopening"),
        "already-here": tr("Receive", "Already here"),
        "superseded": tr("Receive", "Older than ours"),
        "taken-out": tr("Receive", "Taken out"),
        "refused": tr("Receive", "Refused"),
        "sealed": tr("Receive", "Encrypted, not opened"),
    }.get(verdict, verdict)


def tone_of(verdict: str, *, provisional: bool = False, unsure: bool = False) -> str:
    """The tone of a verdict: good, note, warning, error."""
    return "error" if provisional else "warning" if unsure else _TONES.get(verdict, "note")


def would_text(line: Looked) -> str:
    """What taking a file in would do, in two or three words."""
    if line.would in (Would.WAITS, Would.CLOSED, Would.DUPLICATE, Would.REFUSED):
        return verdict_text(line.receipt.verdict)
    if line.would is Would.ASIDE:
        forked = line.receipt.reason == "FORKED"
        return tr("Receive", "Two with one number") if forked else verdict_text("superseded")
    return {
        Would.NEW: tr("Receive", "New"),
        Would.CHANGED: tr("Receive", "Changes no. {n}"),
        Would.SAME: tr("Receive", "Same as no. {n}"),
        Would.FILES: tr("Receive", "Files asked for"),
    }[line.would].format(n=line.kept)


def would_tone(line: Looked) -> str:
    """The tone of what taking a file in would do."""
    if line.would.counts:
        return "warning" if line.receipt.provisional or line.late or line.missing else "good"
    if line.would in (Would.WAITS, Would.CLOSED):
        return "warning"
    wrong = line.would is Would.REFUSED or line.receipt.reason == "FORKED"
    return "error" if wrong else "note"


def colour(table: ReadTable, row: int, column: int, tone: str) -> None:
    """Give a cell the colour and the sign of a tone; its words say the same."""
    item = table.item(row, column)
    if item is not None:
        item.setForeground(QColor(_COLOURS[tone]))
        item.setIcon(sign(tone, 16))
