"""A chart drawn: its looks differ by pattern too, so that a black and white printer tells them apart."""

from PySide6.QtCore import QBuffer, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QImage, QPainter, QPen

from office.chart import Chart
from ui.charts.lay import Bar, Laid, bold, lay_out
from ui.theme import NOW, USUAL, Colours

_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.CrossPattern,
)
_DOTS = 150  # an inch, of a picture
_LETTERS = 9.5  # points, of a picture


def draw(painter: QPainter, laid: Laid, font: QFont, colours: Colours = NOW, here: Bar | None = None) -> None:
    """Draw a laid out chart; `here` is the value the keyboard stands on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.LINE_SOFT), 0))
    for one, other in laid.marks:
        painter.drawLine(one, other)
    for bar in laid.bars:
        _bar(painter, bar.box, bar.series, colours)
    for box, number in laid.keys:
        _bar(painter, box, number, colours)
    painter.setPen(QPen(QColor(colours.MUTED), 1))
    painter.drawLine(*laid.axis)
    inks = {"muted": colours.MUTED, "title": colours.INK, "plain": colours.INK, "value": colours.INK}
    for text in laid.texts:
        painter.setFont(bold(font) if text.look in ("title", "value") else font)
        painter.setPen(QColor(inks[text.look]))
        painter.drawText(text.box, text.flags, text.text)
    if here is not None:
        painter.setPen(QPen(QColor(colours.WARNING_SIGN), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(here.box.adjusted(-3, -3, 3, 3))
    painter.restore()


def _bar(painter: QPainter, box: QRectF, series: int, colours: Colours) -> None:
    tints = (colours.ACCENT, colours.WARNING, colours.NOTE, colours.GOOD)
    colour = QColor(tints[series % len(tints)])
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(colours.SURFACE))
    painter.drawRect(box)
    painter.setBrush(QBrush(colour, _PATTERNS[series % len(_PATTERNS)]))
    painter.drawRect(box)


def height_for(chart: Chart, width: float, font: QFont) -> float:
    """How high a chart of lying bars is in a width; what columns need at least."""
    return lay_out(chart, width, 0, font).height


def picture(chart: Chart, width: float, height: float, dots: float = _DOTS) -> QImage:
    """Draw a chart as a picture on white, `width` by `height` points; in the usual colours, which print well.

    Lying bars that need more than `height` are drawn as high as they need.
    """
    scale = dots / 72
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(round(_LETTERS * scale), 1))
    margin = 6 * scale
    laid = lay_out(chart, width * scale - 2 * margin, height * scale - 2 * margin, font)
    size = QSizeF(width * scale, max(height * scale, laid.height + 2 * margin)).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dots / 0.0254))
    image.setDotsPerMeterY(round(dots / 0.0254))
    image.fill(QColor(USUAL.SURFACE))
    painter = QPainter(image)
    painter.translate(QPointF(margin, margin))
    draw(painter, laid, font, USUAL)
    painter.end()
    image.setText("Description", chart.told())
    return image


def png(chart: Chart, width: float, height: float, dots: float = _DOTS) -> bytes:
    """Give a chart as a PNG of `width` by `height` points, for papers and for files."""
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    drawn = picture(chart, width, height, dots)
    drawn.save(held, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, which PySide refuses
    return bytes(held.data().data())
