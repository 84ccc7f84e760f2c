"""Signs drawn by ourselves, so that no picture file has to travel along: page signs and signs of state."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui import theme

TONES = {
    "error": theme.ERROR,
    "warning": theme.WARNING_SIGN,
    "good": theme.GOOD,
    "note": theme.NOTE,
    "plain": theme.FAINT,
}


def paint_sign(painter: QPainter, tone: str, box: QRectF) -> None:
    """Draw the sign of a state into `box`.

    error: round with "!"; warning: triangle with "!"; good: tick; note: square with "i"; plain: empty ring;
    started: half-filled ring; lock: a padlock. Shape and colour both differ, so that neither is needed alone.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(TONES.get(tone, theme.ACCENT))
    side = min(box.width(), box.height())
    box = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if tone == "warning":
        inset = box.adjusted(0, side * 0.04, 0, -side * 0.06)
        painter.drawPolygon(
            QPolygonF([QPointF(inset.center().x(), inset.top()), inset.bottomRight(), inset.bottomLeft()])
        )
        _mark(painter, QRectF(box.x(), box.y() + side * 0.3, side, side * 0.58))
    elif tone == "good":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(colour, side * 0.16))
        painter.drawPolyline(_points(box, (0.12, 0.55), (0.4, 0.82), (0.9, 0.2)))
    elif tone == "lock":
        painter.setBrush(QColor(theme.MUTED))
        painter.drawRoundedRect(
            box.adjusted(side * 0.14, side * 0.44, -side * 0.14, 0), side * 0.1, side * 0.1
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(QColor(theme.MUTED), side * 0.13))
        arch = box.adjusted(side * 0.28, side * 0.08, -side * 0.28, -side * 0.28)
        painter.drawArc(arch, 0, 180 * 16)
        painter.drawPolyline(_points(box, (0.28, 0.4), (0.28, 0.5)))
        painter.drawPolyline(_points(box, (0.72, 0.4), (0.72, 0.5)))
    elif tone in ("plain", "started"):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(colour, side * 0.12))
        ring = box.adjusted(side * 0.12, side * 0.12, -side * 0.12, -side * 0.12)
        painter.drawEllipse(ring)
        if tone == "started":
            painter.setBrush(colour)
            painter.drawPie(ring, -90 * 16, 180 * 16)
    else:
        _told(painter, box, square=tone == "note")
    painter.restore()


def _told(painter: QPainter, box: QRectF, *, square: bool) -> None:
    """Draw a round sign with "!", or a square one with "i"."""
    side = box.height()
    if square:
        painter.drawRoundedRect(box.adjusted(side * 0.04, side * 0.04, -side * 0.04, -side * 0.04), 2, 2)
    else:
        painter.drawEllipse(box)
    _mark(painter, box.adjusted(0, side * 0.2, 0, -side * 0.2), upside_down=square)


def _mark(painter: QPainter, box: QRectF, *, upside_down: bool = False) -> None:
    """Draw an exclamation mark, or an "i" when upside down."""
    width = box.height() * 0.2
    x = box.center().x() - width / 2
    painter.setBrush(QColor(theme.ON_ACCENT))
    painter.setPen(Qt.PenStyle.NoPen)
    stroke, dot = box.height() * 0.62, box.height() * 0.22
    if upside_down:
        painter.drawRect(QRectF(x, box.top(), width, dot))
        painter.drawRect(QRectF(x, box.bottom() - stroke, width, stroke))
    else:
        painter.drawRect(QRectF(x, box.top(), width, stroke))
        painter.drawRect(QRectF(x, box.bottom() - dot, width, dot))


@cache
def sign(tone: str, size: int = 16) -> QIcon:
    """The sign of a state as an icon."""
    return _icon(size, lambda painter, box: paint_sign(painter, tone, box.adjusted(1, 1, -1, -1)))


@cache
def page_icon(name: str, colour: str = "#FFFFFF", size: int = 24) -> QIcon:
    """The line drawing of a page: home, entry, register, send, receive, totals, packs, people, settings."""

    def draw(painter: QPainter, box: QRectF) -> None:
        painter.setPen(_pen(QColor(colour), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _DRAWINGS[name](painter, box)

    return _icon(size, draw)


def _home(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(_points(box, (0.1, 0.5), (0.5, 0.14), (0.9, 0.5)))
    painter.drawPolyline(_points(box, (0.22, 0.42), (0.22, 0.86), (0.78, 0.86), (0.78, 0.42)))
    painter.drawPolyline(_points(box, (0.42, 0.86), (0.42, 0.6), (0.58, 0.6), (0.58, 0.86)))


def _entry(painter: QPainter, box: QRectF) -> None:
    painter.drawRoundedRect(_part(box, 0.1, 0.16, 0.8, 0.68), 2, 2)
    painter.drawPolyline(_points(box, (0.1, 0.38), (0.9, 0.38)))
    painter.drawPolyline(_points(box, (0.1, 0.61), (0.9, 0.61)))
    painter.drawPolyline(_points(box, (0.38, 0.16), (0.38, 0.84)))


def _register(painter: QPainter, box: QRectF) -> None:
    """A book with a house on its cover."""
    painter.drawRoundedRect(_part(box, 0.18, 0.08, 0.68, 0.84), 2, 2)
    painter.drawPolyline(_points(box, (0.32, 0.08), (0.32, 0.92)))
    painter.drawPolyline(_points(box, (0.42, 0.5), (0.59, 0.32), (0.76, 0.5)))
    painter.drawPolyline(_points(box, (0.47, 0.46), (0.47, 0.68), (0.71, 0.68), (0.71, 0.46)))


def _send(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(_points(box, (0.5, 0.62), (0.5, 0.12)))
    painter.drawPolyline(_points(box, (0.3, 0.32), (0.5, 0.12), (0.7, 0.32)))
    _tray(painter, box)


def _receive(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(_points(box, (0.5, 0.12), (0.5, 0.62)))
    painter.drawPolyline(_points(box, (0.3, 0.42), (0.5, 0.62), (0.7, 0.42)))
    _tray(painter, box)


def _tray(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(_points(box, (0.12, 0.58), (0.12, 0.86), (0.88, 0.86), (0.88, 0.58)))


def _totals(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(_at(box, 0.78, 0.26))
    for x, y in ((0.78, 0.14), (0.22, 0.14), (0.54, 0.5), (0.22, 0.86), (0.78, 0.86), (0.78, 0.74)):
        path.lineTo(_at(box, x, y))
    painter.drawPath(path)


def _packs(painter: QPainter, box: QRectF) -> None:
    """A parcel: what the forms come in."""
    painter.drawPolygon(
        _points(box, (0.5, 0.1), (0.88, 0.3), (0.88, 0.72), (0.5, 0.92), (0.12, 0.72), (0.12, 0.3))
    )
    painter.drawPolyline(_points(box, (0.12, 0.3), (0.5, 0.5), (0.88, 0.3)))
    painter.drawPolyline(_points(box, (0.5, 0.5), (0.5, 0.92)))
    painter.drawPolyline(_points(box, (0.31, 0.2), (0.69, 0.4)))


def _people(painter: QPainter, box: QRectF) -> None:
    """A person who puts a name to something."""
    painter.drawEllipse(_part(box, 0.2, 0.1, 0.32, 0.32))
    painter.drawPolyline(_points(box, (0.08, 0.9), (0.08, 0.72), (0.22, 0.56), (0.5, 0.56)))
    painter.drawPolyline(_points(box, (0.44, 0.92), (0.5, 0.74), (0.82, 0.42), (0.94, 0.54), (0.62, 0.86)))
    painter.drawPolyline(_points(box, (0.62, 0.86), (0.44, 0.92)))


def _other(painter: QPainter, box: QRectF) -> None:
    """A sheet with questions that comes from elsewhere."""
    painter.drawRoundedRect(_part(box, 0.26, 0.1, 0.6, 0.8), 2, 2)
    for y in (0.34, 0.54, 0.74):
        painter.drawPolyline(_points(box, (0.54, y), (0.76, y)))
    for y in (0.34, 0.54, 0.74):
        painter.drawPolyline(_points(box, (0.38, y - 0.03), (0.42, y + 0.03), (0.48, y - 0.06)))
    painter.drawPolyline(_points(box, (0.04, 0.2), (0.14, 0.3), (0.04, 0.4)))


def _settings(painter: QPainter, box: QRectF) -> None:
    for y, x in ((0.25, 0.66), (0.5, 0.34), (0.75, 0.58)):
        painter.drawPolyline(_points(box, (0.12, y), (0.88, y)))
        painter.save()
        painter.setBrush(painter.pen().color())
        painter.drawEllipse(_at(box, x, y), 2.4, 2.4)
        painter.restore()


def _papers(painter: QPainter, box: QRectF) -> None:
    """A printer with a page in it."""
    painter.drawPolyline(_points(box, (0.26, 0.38), (0.26, 0.1), (0.74, 0.1), (0.74, 0.38)))
    painter.drawPolyline(
        _points(box, (0.26, 0.74), (0.1, 0.74), (0.1, 0.38), (0.9, 0.38), (0.9, 0.74), (0.74, 0.74))
    )
    painter.drawPolygon(_points(box, (0.26, 0.58), (0.74, 0.58), (0.74, 0.92), (0.26, 0.92)))


def _choose(painter: QPainter, box: QRectF) -> None:
    """A medal on its ribbon."""
    painter.drawPolyline(_points(box, (0.3, 0.1), (0.44, 0.44)))
    painter.drawPolyline(_points(box, (0.7, 0.1), (0.56, 0.44)))
    painter.drawEllipse(_part(box, 0.26, 0.42, 0.48, 0.48))
    painter.drawPolyline(_points(box, (0.4, 0.66), (0.48, 0.75), (0.62, 0.57)))


_DRAWINGS: dict[str, Callable[[QPainter, QRectF], None]] = {
    "home": _home,
    "entry": _entry,
    "register": _register,
    "send": _send,
    "receive": _receive,
    "totals": _totals,
    "choose": _choose,
    "packs": _packs,
    "people": _people,
    "other": _other,
    "papers": _papers,
    "settings": _settings,
}


def _icon(size: int, draw: Callable[[QPainter, QRectF], None]) -> QIcon:
    made = QIcon()
    for scale in (1, 2):
        picture = QPixmap(size * scale, size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(picture)
    return made


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())


def _points(box: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF([_at(box, x, y) for x, y in shares])


def _part(box: QRectF, x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(
        box.x() + x * box.width(), box.y() + y * box.height(), width * box.width(), height * box.height()
    )
