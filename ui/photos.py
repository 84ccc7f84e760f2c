"""Photos drawn anew, upright and small enough: the one place that decodes pictures."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

_QUALITIES = (86, 78, 70, 60)
_SMALLER = 0.8
_SMALLEST = 64  # pixels


def redraw(data: bytes, pixels: int, most: int) -> bytes | None:
    """Draw a photo so that its longer side has at most `pixels` and it takes at most `most` bytes.

    A PNG stays one where it fits, else it becomes a JPEG on white. None for what cannot be decoded.
    """
    image = decoded(data, pixels)
    if image is None:
        return None
    if data.startswith(b"\x89PNG"):
        as_png = _written(image, "PNG", -1)
        if as_png and len(as_png) <= most:
            return as_png
    image = _on_white(image)
    while True:
        for quality in _QUALITIES:
            written = _written(image, "JPEG", quality)
            if written and len(written) <= most:
                return written
        longer = int(max(image.width(), image.height()) * _SMALLER)
        if longer < _SMALLEST:
            return None
        image = _within(image, longer)


def decoded(data: bytes, pixels: int) -> QImage | None:
    """Decode a photo upright, never larger than `pixels`; None for what cannot be."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return None
    if max(size.width(), size.height()) > pixels:
        fitted = size.scaled(QSize(pixels, pixels), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))  # a JPEG is then never unpacked whole
    image = reader.read()
    return None if image.isNull() else image


def _within(image: QImage, pixels: int) -> QImage:
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(pixels, pixels, ratio, smooth)


def _on_white(image: QImage) -> QImage:
    """Give a fresh picture without transparency, and without the texts that came with it."""
    drawn = QImage(image.size(), QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, image)
    painter.end()
    return drawn


def _written(image: QImage, kind: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # PySide6 declares bytes, takes text
    return bytes(buffer.data().data())
