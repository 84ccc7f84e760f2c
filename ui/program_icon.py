"""The program's own sign, drawn like every other: a form with its table, and the tick of what was checked."""

from __future__ import annotations

import struct
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap, QPolygonF

from ui.theme import USUAL

SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
"""Sides in dots that Windows and desktops of Linux ask for."""

_LINES_FROM = 32  # dots; below, lines of a table would only be grey


def paint(painter: QPainter, side: int) -> None:
    """Draw the sign into a square from 0, 0."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(USUAL.ACCENT))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.18, side * 0.18)
    sheet = QRectF(side * 0.2, side * 0.14, side * 0.6, side * 0.72)
    painter.setBrush(QColor(USUAL.ON_ACCENT))
    painter.drawRoundedRect(sheet, side * 0.04, side * 0.04)
    painter.setBrush(QColor(USUAL.ACCENT))
    painter.drawRect(
        QRectF(sheet.x() + side * 0.09, sheet.y() + side * 0.1, sheet.width() - side * 0.18, side * 0.08)
    )
    if side >= _LINES_FROM:
        _table(painter, sheet, side)
    _tick(painter, side)


def _table(painter: QPainter, sheet: QRectF, side: int) -> None:
    table = sheet.adjusted(side * 0.09, side * 0.26, -side * 0.09, -side * 0.1)
    painter.setPen(QPen(QColor(USUAL.FAINT), side * 0.02))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(table)
    for part in (1 / 3, 2 / 3):
        height = table.y() + table.height() * part
        painter.drawLine(QPointF(table.left(), height), QPointF(table.right(), height))
    middle = table.x() + table.width() * 0.45
    painter.drawLine(QPointF(middle, table.top()), QPointF(middle, table.bottom()))


def _tick(painter: QPainter, side: int) -> None:
    """Draw a tick with an edge of its own, so that it stands out from sheet and ground alike."""
    points = QPolygonF([QPointF(side * x, side * y) for x, y in ((0.42, 0.66), (0.58, 0.82), (0.9, 0.44))])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((USUAL.ON_ACCENT, 0.2), (USUAL.GOOD, 0.12)):
        pen = QPen(QColor(colour), side * width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(points)


def image(side: int) -> QImage:
    """Give the sign as an image of `side` dots."""
    made = QImage(side, side, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, side)
    painter.end()
    return made


@cache
def program_icon() -> QIcon:
    """Give the sign for windows, in every size."""
    icon = QIcon()
    for side in SIZES:
        icon.addPixmap(QPixmap.fromImage(image(side)))
    return icon


def png(side: int) -> bytes:
    """Give the sign as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(side).save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 declares bytes, takes text
    return bytes(data.data())


def ico() -> bytes:
    """Give the sign as Windows wants it: one file, a PNG for each size (from Windows Vista on)."""
    pictures = [png(side) for side in SIZES]
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    at = len(head) + 16 * len(SIZES)
    entries = []
    for side, picture in zip(SIZES, pictures, strict=True):
        entries.append(struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), at))
        at += len(picture)
    return b"".join([head, *entries, *pictures])
