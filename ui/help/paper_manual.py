"""The manual on paper: one chapter as a sheet, or all chapters with their pages listed in front."""

import re
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPdfWriter, QTextBlockFormat, QTextCursor, QTextDocument

from office.manual import Manual, as_shown
from ui import theme
from ui.help.sheet_of_text import Measure, document_of
from ui.paper import a4
from ui.words import tr

SIZE, LARGEST, SMALLEST = 9.5, 11.5, 8.0
"""Sizes of the letters in points: of the manual, and of a chapter that is to fit one page."""
_MARGINS = QMarginsF(16, 14, 16, 14)  # millimetres
_EDGE = 3  # keeps what begins a page from showing at the end of the one before
_DOTS_AN_INCH = 240  # enough for the letters in pictures
_QT_DOTS = 96  # an inch: what Qt reckons distances in
_PICTURE = 0.8  # of the width of a page
_LINES = 112  # per cent: on paper they stand closer
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)]*\)")  # no picture
_DOTS = " . . . "


def write_chapter(path: Path, manual: Manual, name: str) -> int:
    """Write a chapter as a PDF on one page, if letters of a readable size allow; give its pages.

    Raises OSError where nothing can be written.
    """
    chapter = manual.chapter(name)
    text = _for_paper(chapter.text, manual)
    writer = a4(path, chapter.title, _MARGINS)
    writer.setResolution(_DOTS_AN_INCH)
    size = LARGEST
    document = _document(writer, text, size, manual)
    while document.pageCount() > 1 and size > SMALLEST:
        size -= 0.5
        document = _document(writer, text, size, manual)
    return _print(writer, document, chapter.title)


def write_manual(path: Path, manual: Manual) -> int:
    """Write all chapters as a PDF, a list of them with their pages in front; give its pages.

    Raises OSError where nothing can be written.
    """
    title = tr("Help", "Phiếu Xã: manual")
    writer = a4(path, title, _MARGINS)
    writer.setResolution(_DOTS_AN_INCH)
    pages = {chapter.name: 1 for chapter in manual.chapters}
    document = _whole(writer, manual, title, pages)
    pages = _pages_of(document, manual)
    return _print(writer, _whole(writer, manual, title, pages), title)


def _whole(writer: QPdfWriter, manual: Manual, title: str, pages: dict[str, int]) -> QTextDocument:
    listed = [f"- {chapter.title}{_DOTS}{pages[chapter.name]:3}" for chapter in manual.chapters]
    front = "\n".join([f"# {title}", "", *listed, ""])
    text = "\n".join([front, *(_for_paper(chapter.text, manual) for chapter in manual.chapters)])
    document = _document(writer, text, SIZE, manual)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin().next()
    while block.isValid():
        if block.blockFormat().headingLevel() == 1:
            shape = QTextBlockFormat(block.blockFormat())
            shape.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(shape)
        block = block.next()
    cursor.endEditBlock()
    return document


def _pages_of(document: QTextDocument, manual: Manual) -> dict[str, int]:
    """Give the page on which each chapter begins: its heading is the next one of the first level."""
    starts = []
    block = document.begin().next()
    while block.isValid():
        if block.blockFormat().headingLevel() == 1:
            top = document.documentLayout().blockBoundingRect(block).top()
            starts.append(int(top // document.pageSize().height()) + 1)
        block = block.next()
    return {chapter.name: start for chapter, start in zip(manual.chapters, starts, strict=True)}


def _for_paper(text: str, manual: Manual) -> str:
    """Leave links out: nobody follows them on paper."""
    return _LINK.sub(r"\1", as_shown(text, manual.pictures))


def _document(writer: QPdfWriter, text: str, size: float, manual: Manual) -> QTextDocument:
    """Lay text out on pages, in dots of the writer; `size`: of the letters, in points."""
    page = QSizeF(writer.width(), writer.height() - _foot(writer))
    density = writer.resolution() / _QT_DOTS
    measure = Measure(_dots(writer, size), page.width() * _PICTURE, _LINES, density)
    document = document_of(text, measure, manual.pictures)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(_EDGE)
    document.setPageSize(page)
    return document


def _dots(writer: QPdfWriter, points: float) -> int:
    return round(points * writer.resolution() / 72)


def _foot(writer: QPdfWriter) -> int:
    return _dots(writer, 14)


def _print(writer: QPdfWriter, document: QTextDocument, title: str) -> int:
    """Paint the pages with title and number at their foot."""
    page = document.pageSize()
    painter = QPainter(writer)
    font = QFont(document.defaultFont())
    font.setPixelSize(_dots(writer, 7.5))
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        foot = QRectF(0, page.height(), page.width(), _foot(writer))
        painter.setFont(font)
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
        told = f"{number + 1}/{document.pageCount()}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, told)
    painter.end()
    return document.pageCount()
