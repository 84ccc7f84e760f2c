"""Pages of A4 as a PDF."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter


def a4(path: Path, title: str, margins: QMarginsF) -> QPdfWriter:
    """Open a PDF of A4 pages with `margins` in millimetres; raises OSError where nothing can be written."""
    with path.open("wb"):  # QPdfWriter says nothing of a file it could not open
        pass
    return dressed(QPdfWriter(str(path)), title, margins)


def dressed(writer: QPdfWriter, title: str, margins: QMarginsF) -> QPdfWriter:
    """Give a PDF its paper, its margins in millimetres and its title."""
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setResolution(144)
    writer.setTitle(title)
    return writer
