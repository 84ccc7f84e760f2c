"""Markdown as a document that reads well: our colours, room between paragraphs, pictures that fit."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from ui import theme

MARGIN = 16  # pixels around the text
_USUAL = 14  # pixels of letters that the distances below are for
_LARGER = {1: 1.6, 2: 1.25, 3: 1.08}
_ABOVE = {1: 0, 2: 16, 3: 12}
LINES = 130


def document_of(
    text: str, size: float, width: float, pictures: Path | None, lines: int = LINES
) -> QTextDocument:
    """Lay Markdown out as a document: letters of `size` pixels, pictures at most `width` pixels wide.

    `lines`: their height in per cent of that of the letters.
    """
    document = QTextDocument()
    document.setDocumentMargin(MARGIN)
    font = QFont(document.defaultFont())
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(round(size))
    document.setDefaultFont(font)
    if pictures is not None:
        document.setBaseUrl(QUrl.fromLocalFile(f"{pictures.as_posix()}/"))
    document.setMarkdown(text)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # laid out once, not after each paragraph
    block = document.begin()
    while block.isValid():
        _dress(block, size / _USUAL, lines)
        _dress_words(block, size, width, pictures)
        block = block.next()
    whole.endEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, size / _USUAL)
    return document


def heading_block(document: QTextDocument, number: int) -> QTextBlock:
    """Give the block of a heading, counted from 0 as `office.manual.Section.number` does."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() in _LARGER:
            if number == 0:
                return block
            number -= 1
        block = block.next()
    return document.begin()


def _dress(block: QTextBlock, scale: float, lines: int) -> None:
    shape = QTextBlockFormat(block.blockFormat())
    level = shape.headingLevel()
    pictured = "\N{OBJECT REPLACEMENT CHARACTER}" in block.text()
    shape.setLineHeight(100 if pictured else lines, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(_ABOVE.get(level, 3) * scale)
    shape.setBottomMargin((6 if level else 5) * scale)
    if shape.property(QTextBlockFormat.Property.BlockQuoteLevel):
        shape.setBackground(QColor(theme.NOTE_TINT))
        shape.setLeftMargin(12 * scale)
        shape.setRightMargin(12 * scale)
    QTextCursor(block).setBlockFormat(shape)


def _dress_words(block: QTextBlock, size: float, width: float, pictures: Path | None) -> None:
    """Give headings their size, keys a ground of their own, links our colour, pictures their width."""
    level = block.blockFormat().headingLevel()
    pieces = []
    iterator = block.begin()
    while not iterator.atEnd():
        piece = iterator.fragment()
        pieces.append((piece.position(), piece.length(), QTextCharFormat(piece.charFormat())))
        iterator += 1
    for position, length, shape in pieces:
        cursor = QTextCursor(block.document())
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if level:
            shape.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
            shape.setProperty(QTextCharFormat.Property.FontPixelSize, round(size * _LARGER.get(level, 1)))
            shape.setForeground(QColor(theme.ACCENT_DARK if level < 3 else theme.INK))
            cursor.setCharFormat(shape)
        elif shape.isImageFormat() and pictures is not None:
            cursor.setCharFormat(_picture(shape.toImageFormat(), width, pictures))
        elif shape.isAnchor():
            shape.setForeground(QColor(theme.ACCENT))
            shape.setFontUnderline(True)
            cursor.setCharFormat(shape)
        elif shape.fontFixedPitch():
            shape.setFontFamilies(list(theme.FAMILIES))
            shape.setFontWeight(QFont.Weight.DemiBold)
            shape.setBackground(QColor(theme.LINE_SOFT))
            shape.setProperty(QTextCharFormat.Property.FontPixelSize, round(size * 0.95))
            cursor.setCharFormat(shape)


def _picture(shape: QTextImageFormat, width: float, pictures: Path) -> QTextImageFormat:
    image = QImage(str(pictures / Path(shape.name()).name))
    if not image.isNull() and image.width() > width:
        shape.setWidth(width)
        shape.setHeight(width * image.height() / image.width())
    return shape


def _dress_table(table: QTextTable, scale: float) -> None:
    shape = table.format()
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(theme.LINE)))
    shape.setBorderCollapse(True)
    shape.setCellPadding(5 * scale)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setTopMargin(4 * scale)
    shape.setBottomMargin(8 * scale)
    table.setFormat(shape)
