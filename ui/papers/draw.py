"""Pages drawn: on a printer, into a PDF, and as pictures for the screen."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter, QPen

from exports.carriers import deliver
from exports.layout_sheet import Sheet
from exports.paper_pages import (
    BOTTOM,
    CODE_STYLE,
    FOOT,
    FOOT_STYLE,
    LEFT,
    LINE_HEIGHT,
    PADDING,
    RIGHT,
    Box,
    PaperPage,
    pages_of,
)
from exports.styles import Style
from office.printing import Printing
from ui.paper import dressed
from ui.papers.letters import LARGE, ascent_of, descent_of, font_of, width_of

PDF_DOTS = 600
"""Dots an inch of a PDF."""
_LINE = QColor("#808080")
_HAIR = 0.5  # points
_NO_MARGINS = QMarginsF(0, 0, 0, 0)


def pages(sheets: Sequence[Sheet]) -> tuple[PaperPage, ...]:
    """Break sheets into pages, with the letters of this computer."""
    return pages_of(sheets, width_of)


def pdf(drawn: Sequence[PaperPage], title: str) -> bytes:
    """Give pages as a PDF."""
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = dressed(QPdfWriter(held), title, _NO_MARGINS)
    writer.setResolution(PDF_DOTS)
    draw_all(writer, drawn)
    return bytes(held.data().data())


def write_pdf(path: Path, drawn: Sequence[PaperPage], title: str) -> int:
    """Write pages as a PDF, whole or not at all, and say how many; raises as `exports.carriers.deliver`."""
    deliver(pdf(drawn, title), path.parent, path.name, read_only=False)
    return len(drawn)


def draw_all(
    device: QPdfWriter | QPagedPaintDevice, drawn: Sequence[PaperPage], how: Printing | None = None
) -> None:
    """Draw pages one after another, each upright or across as it is laid out; raises OSError.

    `how`: moved and made smaller as the printer needs it.
    """
    painter = QPainter()
    for number, page in enumerate(drawn):
        device.setPageOrientation(
            QPageLayout.Orientation.Landscape if page.landscape else QPageLayout.Orientation.Portrait
        )
        if not (device.newPage() if number else painter.begin(device)):
            painter.end()
            raise OSError
        painter.save()
        if how is not None:
            put_aside(painter, page, how, device.logicalDpiX())
        draw(painter, page, device.logicalDpiX() / 72)
        painter.restore()
    painter.end()


def put_aside(painter: QPainter, page: PaperPage, how: Printing, dots: float) -> None:
    """Move the page on its paper, and make it smaller about its middle."""
    share, width, height = how.percent / 100, *(side * dots / 72 for side in page.size)
    painter.translate(float(how.right) * dots / 25.4, float(how.down) * dots / 25.4)
    painter.translate(width * (1 - share) / 2, height * (1 - share) / 2)
    painter.scale(share, share)


def picture(page: PaperPage, dots: float) -> QImage:
    """Draw a page as a picture of so many dots an inch."""
    width, height = page.size
    image = QImage(round(width * dots / 72), round(height * dots / 72), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dots / 0.0254))
    image.setDotsPerMeterY(round(dots / 0.0254))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    draw(painter, page, dots / 72)
    painter.end()
    return image


def draw(painter: QPainter, page: PaperPage, dots: float) -> None:
    """Draw one page; `dots`: of the device, a point."""
    painter.save()
    painter.scale(dots / LARGE, dots / LARGE)
    for box in page.boxes:
        _draw_ground(painter, box)
    for box in page.boxes:
        _draw_lines(painter, box)
    if any(page.foot):
        _draw_foot(painter, page)
    painter.restore()


def _draw_ground(painter: QPainter, box: Box) -> None:
    style = box.style
    frame = QRectF(box.x * LARGE, box.y * LARGE, box.width * LARGE, box.height * LARGE)
    if style.fill:
        brush = QBrush(QColor(f"#{style.fill}"))
        if style.hatched:
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.fillRect(frame, brush)
    if box.picture:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame, QImage.fromData(box.picture))
    if style.border:
        painter.setPen(QPen(_LINE, _HAIR * LARGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)


def _draw_lines(painter: QPainter, box: Box) -> None:
    if not box.lines:
        return
    style, step = box.style, box.style.size * LINE_HEIGHT * box.scale
    free = box.height - step * len(box.lines)
    pad = PADDING * box.scale
    top = box.y + (pad if style.down == "top" else max(free / 2, 0.0))
    up, down = ascent_of(style) * box.scale, descent_of(style) * box.scale
    painter.setPen(QColor(f"#{style.colour}"))
    font = font_of(style, box.scale)
    font.setWordSpacing(box.stretch * LARGE)
    painter.setFont(font)
    for number, line in enumerate(box.lines):
        x = box.x + pad + _aside(line, style, box, pad)
        y = top + step * number + (step + up - down) / 2
        painter.drawText(QPointF(x * LARGE, y * LARGE), line)


def _aside(line: str, style: Style, box: Box, pad: float) -> float:
    """How far a line begins from the left of its box."""
    free = box.width - 2 * pad - width_of(line, style) * box.scale
    return {"right": free, "center": free / 2}.get(style.across, 0.0)


def _draw_foot(painter: QPainter, page: PaperPage) -> None:
    """Draw what the page is of, its number, and the figures code, which people look for."""
    width, height = page.size
    (what, number, code), y = page.foot, height - FOOT
    painter.setPen(QPen(_LINE, _HAIR * LARGE))
    rule = (height - BOTTOM + 6) * LARGE
    painter.drawLine(QPointF(LEFT * LARGE, rule), QPointF((width - RIGHT) * LARGE, rule))
    painter.setPen(QColor("#000000"))
    painter.setFont(font_of(FOOT_STYLE))
    for place, line in enumerate(what):
        painter.drawText(QPointF(LEFT * LARGE, (y + place * FOOT_STYLE.size * LINE_HEIGHT) * LARGE), line)
    middle = (LEFT + width - RIGHT - width_of(number, FOOT_STYLE)) / 2
    painter.drawText(QPointF(middle * LARGE, y * LARGE), number)
    painter.setFont(font_of(CODE_STYLE))
    painter.drawText(QPointF((width - RIGHT - width_of(code, CODE_STYLE)) * LARGE, y * LARGE), code)
