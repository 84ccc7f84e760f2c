"""The figure of the period before, beside the one of this period: its words, and how a grid draws them."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from office.earlier import Big, Compared
from ui import theme
from ui.words import tr

LINE = 15
HEIGHT = 2 * LINE + 3
"""The room of both lines below a cell's own text, in logical pixels."""
LONGEST = 70
"""Characters of an earlier text in one line."""
_SIGNS = {Big.UP: "▲", Big.DOWN: "▼", Big.SLIP: "≠"}
_INK, _BIG = QColor(theme.MUTED), QColor(theme.WARNING)
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def big_word(big: Big) -> str:
    """A big difference as a sign and a word; "" for an ordinary one."""
    words = {
        Big.UP: tr("Before", "far more"),
        Big.DOWN: tr("Before", "far less"),
        Big.SLIP: tr("Before", "another unit?"),
    }
    return f"{_SIGNS[big]}\N{NO-BREAK SPACE}{words[big]}" if big is not Big.NO else ""


def change_words(found: Compared) -> str:
    """Difference and per cent, "" where either figure is unknown."""
    return " · ".join(filter(None, (found.difference, found.per_cent)))


def two_lines_of(found: Compared) -> tuple[str, str]:
    """What stands below a cell of a grid: the earlier figure (and how far off it is), the difference."""
    if not found.text:
        return "", ""
    return f"{big_word(found.big)} ← {found.text.splitlines()[0]}".lstrip(), change_words(found)


def sentence_of(found: Compared) -> str:
    """The comparison as one line: "Kỳ trước (2017): 400 · +50 · +12,5 %"."""
    text = " ".join(found.text.split()) or "—"
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    said = tr("Before", "Before ({key}): {text}").format(key=found.period, text=text)
    return " · ".join(filter(None, (said, change_words(found), big_word(found.big))))


def small(font: QFont) -> QFont:
    """The font of the two lines."""
    made = QFont(font)
    made.setPixelSize(11)
    return made


def width_of(font: QFont, found: Compared) -> int:
    """How wide the two lines are."""
    metrics = QFontMetrics(small(font))
    return max(map(metrics.horizontalAdvance, two_lines_of(found)))


def paint_before(painter: QPainter, box: QRect, found: Compared | None, *, number: bool) -> None:
    """Draw the two lines at the bottom of a cell; a big difference has its sign and colour."""
    if found is None:
        return
    usual = painter.font()
    painter.setFont(small(usual))
    metrics = painter.fontMetrics()
    room = box.adjusted(8, box.height() - HEIGHT, -9, 0)
    for place, text in enumerate(two_lines_of(found)):
        painter.setPen(_BIG if found.big is not Big.NO else _INK)
        line = QRect(room.x(), room.y() + place * LINE, room.width(), LINE)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _RIGHT if number else _LEFT, shown)
    painter.setFont(usual)
