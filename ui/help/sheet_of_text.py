"""Markdown as a document that reads well: our colours, room between paragraphs, pictures that fit."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
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


@dataclass(frozen=True, slots=True)
class Measure:
    """Letters of `size` dots, pictures at most `width` dots wide, lines of `lines` per cent of the letters.

    `density`: dots of the device for one that Qt reckons distances in; letters are told in dots everywhere.
    """

    size: float
    width: float
    lines: int = 130
    density: float = 1.0

    def distance(self, usual: float) -> float:
        """Give a distance that suits the letters."""
        return usual * self.size / _USUAL / self.density


def document_of(text: str, measure: Measure, pictures: Path | None) -> QTextDocument:
    """Lay Markdown out as a document; `pictures`: their folder."""
    document = QTextDocument()
    document.setDocumentMargin(MARGIN)
    font = QFont(document.defaultFont())
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(round(measure.size))
    document.setDefaultFont(font)
    if pictures is not None:
        document.setBaseUrl(QUrl.fromLocalFile(f"{pictures.as_posix()}/"))
    document.setMarkdown(text)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # laid out once, not after each paragraph
    block = document.begin()
    while block.isValid():
        _dress(block, measure)
        _dress_words(block, measure, pictures)
        block = block.next()
    whole.endEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, measure)
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


def _dress(block: QTextBlock, measure: Measure) -> None:
    shape = QTextBlockFormat(block.blockFormat())
    level = shape.headingLevel()
    pictured = "\N{OBJECT REPLACEMENT CHARACTER}" in block.text()
    shape.setLineHeight(
        100 if pictured else measure.lines, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    shape.setTopMargin(measure.distance(_ABOVE.get(level, 3)))
    shape.setBottomMargin(measure.distance(6 if level else 5))
    if shape.property(QTextBlockFormat.Property.BlockQuoteLevel):
        shape.setBackground(QColor(theme.NOTE_TINT))
        shape.setLeftMargin(measure.distance(12))
        shape.setRightMargin(measure.distance(12))
    QTextCursor(block).setBlockFormat(shape)


def _dress_words(block: QTextBlock, measure: Measure, pictures: Path | None) -> None:
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
            shape.setProperty(
                QTextCharFormat.Property.FontPixelSize, round(measure.size * _LARGER.get(level, 1))
            )
            shape.setForeground(QColor(theme.ACCENT_DARK if level < 3 else theme.INK))
            cursor.setCharFormat(shape)
        elif shape.isImageFormat() and pictures is not None:
            cursor.setCharFormat(_picture(block.document(), shape.toImageFormat(), measure, pictures))
        elif shape.isAnchor():
            shape.setForeground(QColor(theme.ACCENT))
            shape.setFontUnderline(True)
            cursor.setCharFormat(shape)
        elif shape.fontFixedPitch():
            shape.setFontFamilies(list(theme.FAMILIES))
            shape.setFontWeight(QFont.Weight.DemiBold)
            shape.setBackground(QColor(theme.LINE_SOFT))
            shape.setProperty(QTextCharFormat.Property.FontPixelSize, round(measure.size * 0.95))
            cursor.setCharFormat(shape)


def _picture(
    document: QTextDocument, shape: QTextImageFormat, measure: Measure, pictures: Path
) -> QTextImageFormat:
    """Make a picture fit; a document itself would shrink it roughly."""
    image = QImage(str(pictures / shape.name()))
    if not image.isNull() and image.width() > measure.width / measure.density:
        dots = min(round(measure.width), image.width())
        smooth = image.scaledToWidth(dots, Qt.TransformationMode.SmoothTransformation)
        place = document.baseUrl().resolved(QUrl(shape.name()))
        document.addResource(QTextDocument.ResourceType.ImageResource, place, smooth)
        shape.setWidth(measure.width / measure.density)
        shape.setHeight(shape.width() * image.height() / image.width())
    return shape


def _dress_table(table: QTextTable, measure: Measure) -> None:
    shape = table.format()
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(theme.LINE)))
    shape.setBorderCollapse(True)
    shape.setCellPadding(measure.distance(5))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setTopMargin(measure.distance(4))
    shape.setBottomMargin(measure.distance(8))
    table.setFormat(shape)
