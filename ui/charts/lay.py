"""Where everything of a chart stands: texts, bars and lines, before anything is drawn.

All lengths are the units of the painter; they follow from the size of the letters, so that a chart looks the
same on a screen and on a page of 300 dots an inch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from office.chart import Chart, Series

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap
_LABELS = 0.42  # of the width, at most, for the names beside bars
_STEPS = (1, 2, 2.5, 5, 10)
_WIDEST_COLUMN = 4.5  # heights of a letter


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box; `look`: "title", "plain", "muted" or "value"."""

    box: QRectF
    text: str
    look: str
    flags: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A value: where it stands, also where it is too small to be seen or unknown (`box` is then a line)."""

    box: QRectF
    series: int
    category: int
    known: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A chart laid out; `height` is what it takes, `keys` show the look of each series."""

    texts: tuple[Text, ...]
    bars: tuple[Bar, ...]
    keys: tuple[tuple[QRectF, int], ...]
    axis: tuple[QPointF, QPointF]
    marks: tuple[tuple[QPointF, QPointF], ...]
    height: float


def bold(font: QFont) -> QFont:
    """The letters of titles and values."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def lay_out(chart: Chart, width: float, height: float, font: QFont) -> Laid:
    """Lay a chart out in `width`; bars take the height they need, columns what is given."""
    return _Layer(chart, width, height, font).laid()


def scale_of(chart: Chart) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Give where the scale ends, and the figures that stand on it, 0 first."""
    known = [value for one in chart.series for value in one.values if value is not None]
    largest = max([*known, chart.most or Decimal(0)])
    if largest <= 0:
        return Decimal(1), (Decimal(0),)
    power = Decimal(10) ** floor(log10(float(largest) / 4))
    step = next(
        (power * Decimal(str(one)) for one in _STEPS if power * Decimal(str(one)) * 5 >= largest), power * 10
    )
    count = int((largest / step).to_integral_value(ROUND_CEILING))
    return step * count, tuple(step * number for number in range(count + 1))


class _Layer:
    def __init__(self, chart: Chart, width: float, height: float, font: QFont) -> None:
        self._chart = chart
        self._width = width
        self._height = height
        self._plain = QFontMetricsF(font)
        self._bold = QFontMetricsF(bold(font))
        self._line = self._plain.height()
        self._texts: list[Text] = []
        self._bars: list[Bar] = []
        self._keys: list[tuple[QRectF, int]] = []
        self._marks: list[tuple[QPointF, QPointF]] = []

    def laid(self) -> Laid:
        """Put everything into its place, from the top down."""
        top = self._head()
        foot = self._foot_height()
        if self._chart.shape == "columns":
            bottom = max(self._height - foot, top + 8 * self._line)
            axis = self._columns(top, bottom)
        else:
            bottom, axis = self._lying(top)
        if foot:
            box = QRectF(0, bottom, self._width, foot)
            self._put(box, self._chart.note, "muted", _LEFT | _WRAP)
        return Laid(
            tuple(self._texts), tuple(self._bars), tuple(self._keys), axis, tuple(self._marks), bottom + foot
        )

    def _put(self, box: QRectF, text: str, look: str, flags: Qt.AlignmentFlag | Qt.TextFlag | int) -> None:
        self._texts.append(Text(box, text, look, int(flags)))

    def _wrapped(self, metrics: QFontMetricsF, text: str, width: float) -> float:
        """How high a text is in a width."""
        return metrics.boundingRect(QRectF(0, 0, max(width, 1), 1e4), int(_WRAP), text).height()

    def _head(self) -> float:
        """The title with what is counted, and which look stands for what; give where the figures begin."""
        chart, line = self._chart, self._line
        title = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
        height = self._wrapped(self._bold, title, self._width)
        self._put(QRectF(0, 0, self._width, height), title, "title", _LEFT | _WRAP)
        y, x = height + 0.35 * line, 0.0
        if len(chart.series) < 2:
            return y + 0.3 * line
        for number, one in enumerate(chart.series):
            wide = self._plain.horizontalAdvance(one.name)
            if x and x + 1.6 * line + wide > self._width:
                x, y = 0.0, y + 1.3 * line
            self._keys.append((QRectF(x, y + 0.15 * line, 1.1 * line, 0.7 * line), number))
            self._put(QRectF(x + 1.5 * line, y, wide + 2, line), one.name, "plain", _LEFT)
            x += 1.5 * line + wide + 1.4 * line
        return y + 1.6 * line

    def _foot_height(self) -> float:
        note = self._chart.note
        return self._wrapped(self._plain, note, self._width) + 0.5 * self._line if note else 0.0

    # --- bars that lie -----------------------------------------------------------------------

    def _lying(self, top: float) -> tuple[float, tuple[QPointF, QPointF]]:
        chart, line = self._chart, self._line
        names = [self._plain.horizontalAdvance(one) for one in chart.categories]
        label = min(max(names, default=0) + 0.6 * line, self._width * _LABELS)
        widest = max((self._bold.horizontalAdvance(one) for one in self._values()), default=0)
        value = widest + 0.8 * line
        room = max(self._width - label - value, line)
        end, marks = scale_of(chart)
        y, each = top, 0.82 * line if len(chart.series) > 1 else 1.05 * line
        for place, name in enumerate(chart.categories):
            high = self._wrapped(self._plain, name, label - 0.6 * line)
            block = max(high, each * len(chart.series)) + 0.5 * line
            self._put(QRectF(0, y, label - 0.6 * line, block), name, "plain", _RIGHT | _WRAP)
            first = y + (block - each * len(chart.series)) / 2
            for number, one in enumerate(chart.series):
                found = one.values[place]
                long = float((found or Decimal(0)) / end) * room
                box = QRectF(label, first + number * each, long, each * 0.86)
                self._bars.append(Bar(box, number, place, found is not None))
                told = QRectF(
                    label + long + 0.3 * line, box.center().y() - line / 2, value - 0.3 * line, line
                )
                self._put(told, self._text_of(one, place), "value", _LEFT)
            y += block
        for mark in marks[1:]:
            x = label + float(mark / end) * room
            self._marks.append((QPointF(x, top), QPointF(x, y)))
        return y + 0.4 * line, (QPointF(label, top), QPointF(label, y))

    def _text_of(self, one: Series, place: int) -> str:
        return self._chart.text(one.values[place])

    def _values(self) -> Iterator[str]:
        """All values as they are written."""
        chart = self._chart
        return (chart.text(value) for one in chart.series for value in one.values)

    # --- columns that stand ------------------------------------------------------------------

    def _columns(self, top: float, bottom: float) -> tuple[QPointF, QPointF]:
        chart, line = self._chart, self._line
        end, marks = scale_of(chart)
        written = replace(chart, decimals=_places(marks))
        figures = [written.text(mark) for mark in marks]
        left = max((self._plain.horizontalAdvance(one) for one in figures), default=0) + 0.6 * line
        share = (self._width - left) / max(len(chart.categories), 1)
        names = max((self._wrapped(self._plain, one, share - 4) for one in chart.categories), default=line)
        ground = bottom - names - 0.6 * line
        room = ground - top - 1.3 * line
        for mark, figure in zip(marks, figures, strict=True):
            y = ground - float(mark / end) * room
            self._put(QRectF(0, y - line / 2, left - 0.4 * line, line), figure, "muted", _RIGHT)
            if mark:
                self._marks.append((QPointF(left, y), QPointF(self._width, y)))
        widest = max((self._bold.horizontalAdvance(one) for one in self._values()), default=0)
        most = share * 0.84 / max(len(chart.series), 1)
        each = min(max(widest + 6, 2 * line), _WIDEST_COLUMN * line, most)
        for place, name in enumerate(chart.categories):
            middle = left + share * (place + 0.5)
            first = middle - each * len(chart.series) / 2
            for number, one in enumerate(chart.series):
                found = one.values[place]
                high = float((found or Decimal(0)) / end) * room
                box = QRectF(first + number * each + each * 0.06, ground - high, each * 0.88, high)
                self._bars.append(Bar(box, number, place, found is not None))
                told = QRectF(first + number * each - each / 4, box.y() - 1.1 * line, each * 1.5, line)
                self._put(told, self._text_of(one, place), "value", _MIDDLE)
            below = QRectF(left + share * place + 2, ground + 0.3 * line, share - 4, names)
            self._put(below, name, "plain", Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | _WRAP)
        return QPointF(left, ground), QPointF(self._width, ground)


def _places(marks: Sequence[Decimal]) -> int:
    """How many decimals the figures of a scale need."""
    return max(max(-int(mark.normalize().as_tuple().exponent), 0) for mark in marks)
