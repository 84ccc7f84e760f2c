"""The keys of the entry desk as data: the card, its PDF and the test that presses every one are made from it.

users.md 4.1 is the source; F6 goes to a field, but removes the row where people add rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Signal
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.ask import Ask
from ui.paper import a4
from ui.widgets import Notice, ReadTable, button, label
from ui.words import tr

Say = Callable[[str, str], str]
"""Gives the words for (context, English); such a parameter is named `tr`, so that its words are found."""

LARGEST, SMALLEST = 10.0, 7.0
"""Sizes of the card's letters on paper, in points."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the card. `name` is what tests know it by; `part` is the heading it stands under."""

    name: str
    part: str
    keys: str
    does: str


def key_lines(say: Say = tr) -> tuple[KeyLine, ...]:
    """Every key of the entry desk, in the order of the card; `say` gives words in another language."""
    return (*_moving(say), *_typing(say), *_blocks(say), *_knowing(say), *_rows(say))


def _moving(tr: Say) -> tuple[KeyLine, ...]:
    part = tr("Keys", "Moving")
    return tuple(
        KeyLine(name, part, keys, does)
        for name, keys, does in (
            ("next", "Enter  ↓", tr("Keys", "the cell below, the next question; never sends")),
            ("right", "Tab", tr("Keys", "the next cell to the right")),
            ("back", "Shift+Tab  Shift+Enter  ↑", tr("Keys", "the cell or question before")),
            ("last", tr("Keys", "↓ on the last cell"), tr("Keys", "nothing: the form does not start again")),
            ("section", "PgDn  PgUp", tr("Keys", "the section after, before (with Alt from anywhere)")),
            ("form", "Ctrl+PgDn  Ctrl+PgUp", tr("Keys", "the form after, before")),
            ("go", "F6  Ctrl+G", tr("Keys", "go to a cell by its code or words (F6: where no row is added)")),
            ("find", "Ctrl+F  F3", tr("Keys", "find in all forms, this one first; the next one")),
        )
    )


def _typing(tr: Say) -> tuple[KeyLine, ...]:
    part = tr("Keys", "Typing")
    return tuple(
        KeyLine(name, part, keys, does)
        for name, keys, does in (
            ("over", tr("Keys", "any letter"), tr("Keys", "replaces what stands in the cell")),
            ("edit", "F2", tr("Keys", "edit what stands in the cell")),
            ("escape", "Esc", tr("Keys", "give up what is being typed; what was saved stays")),
            ("close", "F8", tr("Keys", "close the message or the panel and stay on the cell")),
            ("list", "Alt+↓", tr("Keys", "open the list of choices; type a code or words without accents")),
            ("state", "F4", tr("Keys", "why a cell is blank: none, not known")),
            ("zero", "F11", tr("Keys", "0 into the other blanks of the row (of the year)")),
            (
                "previous",
                "F7",
                tr("Keys", "takes over the figure of the period before; else of the record above"),
            ),
            ("empty", "Delete", tr("Keys", "empty the cell or the marked block")),
            ("save", "Ctrl+S", tr("Keys", "save now (every cell is saved when left, too)")),
        )
    )


def _blocks(tr: Say) -> tuple[KeyLine, ...]:
    part = tr("Keys", "Blocks")
    return tuple(
        KeyLine(name, part, keys, does)
        for name, keys, does in (
            ("mark", "Shift+←↑↓→", tr("Keys", "mark a block")),
            ("copy", "Ctrl+C  Ctrl+X", tr("Keys", "copy, cut")),
            ("headings", "Ctrl+Shift+C", tr("Keys", "copy with the headings")),
            ("paste", "Ctrl+V", tr("Keys", "paste a block from a workbook")),
            ("down", "Ctrl+D", tr("Keys", "fill down")),
            ("across", "Ctrl+R", tr("Keys", "fill to the right")),
            ("undo", "Ctrl+Z  Ctrl+Y", tr("Keys", "undo, redo: also after the program was closed")),
        )
    )


def _rows(tr: Say) -> tuple[KeyLine, ...]:
    part = tr("Keys", "Rows and sheets")
    return tuple(
        KeyLine(name, part, keys, does)
        for name, keys, does in (
            ("add", "F5  Ctrl++", tr("Keys", "add a row or a sheet")),
            ("carry", "Ctrl+F5", tr("Keys", "new rows or sheets from those of the period before")),
            ("remove", "F6  Ctrl+−", tr("Keys", "remove the row or the sheet; Ctrl+Z brings it back")),
            ("filter", "Shift+F3", tr("Keys", "filter and sort the rows; Esc shows all again")),
            ("sort", "Shift+F9", tr("Keys", "sort by this column; again: another way, then as entered")),
            ("many", "Shift+F4", tr("Keys", "one value for the marked rows, or for all shown")),
            ("duplicate", "Shift+F5", tr("Keys", "a copy of the row or sheet with all in it")),
            ("household", "Alt+Enter", tr("Keys", "in the register: a household with its members; back")),
            ("bin", "Shift+F6", tr("Keys", "recycle bin: removed rows and sheets come back")),
        )
    )


def _knowing(tr: Say) -> tuple[KeyLine, ...]:
    part = tr("Keys", "Checking and knowing more")
    return tuple(
        KeyLine(name, part, keys, does)
        for name, keys, does in (
            ("check", "F9", tr("Keys", "check everything; Enter in the list goes to the cell")),
            ("explain", "F12", tr("Keys", "the reason of a warning; a note where there is none")),
            ("note", "Shift+F2", tr("Keys", "a note on the cell, for this office alone")),
            ("row note", "Ctrl+F2", tr("Keys", "a note on the whole row, record or sheet")),
            ("notes", "Ctrl+Shift+F2", tr("Keys", "all notes, to search and to go to")),
            ("beside", "Shift+F7", tr("Keys", "shows the period before beside this one, or no longer")),
            ("details", "Ctrl+Enter", tr("Keys", "the year before, published figure, note and history")),
            (
                "behind",
                "F10",
                tr("Keys", "the households behind a locked figure; in the register, hidden ID numbers"),
            ),
            ("dossier", "Ctrl+P", tr("Keys", "all papers; in a sheet its dossier as a page, again: as PDF")),
            (
                "word",
                "Ctrl+Shift+O",
                tr("Keys", "the long texts of a sheet from a Word file, by its headings"),
            ),
            (
                "figures",
                "Ctrl+Shift+F  Ctrl+Shift+U",
                tr("Keys", "a table's figure into the report's text; take those that changed"),
            ),
            (
                "parts",
                "Ctrl+Shift+G  Ctrl+Shift+M",
                tr("Keys", "hand forms to a colleague; merge the part that comes back"),
            ),
            ("person", "Ctrl+F10", tr("Keys", "hand this PC to a colleague")),
            ("help", "F1", tr("Keys", "help for this page, in a window of its own")),
            ("card", "Ctrl+F1", tr("Keys", "this card")),
        )
    )


def card_html(lines: Sequence[KeyLine]) -> str:
    """Write the card as a page."""
    rows, part = [], ""
    for line in lines:
        if line.part != part:
            part = line.part
            rows.append(f'<tr><td colspan="2" bgcolor="#E9EFF0"><b>{escape(part)}</b></td></tr>')
        keys, does = escape(line.keys), escape(line.does)
        rows.append(f'<tr><td width="34%"><b>{keys}</b></td><td width="66%">{does}</td></tr>')
    title = escape(tr("Keys", "Phiếu Xã: keys of the entry desk"))
    return (
        f'<h2 style="margin-bottom:6px">{title}</h2>'
        f'<table width="100%" cellspacing="0" cellpadding="2" border="1" style="border-collapse:collapse;'
        f' border-color:#C5CFD3">{"".join(rows)}</table>'
    )


def write_card(path: Path, lines: Sequence[KeyLine]) -> int:
    """Write the card as a PDF of A4 pages and say how many; raises OSError where nothing can be written."""
    writer = a4(path, tr("Keys", "Phiếu Xã: keys of the entry desk"), QMarginsF(14, 12, 14, 12))
    size = LARGEST
    document = _document(writer, lines, size)
    while document.pageCount() > 1 and size > SMALLEST:  # one page hangs on the wall, two get lost
        size -= 0.5
        document = _document(writer, lines, size)
    pages = document.pageCount()
    document.print_(writer)
    return pages


def _document(writer: QPdfWriter, lines: Sequence[KeyLine], size: float) -> QTextDocument:
    """Lay the card out with letters of a size, in points."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(size)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(card_html(lines))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setDocumentMargin(0)
    return document


class KeyCard(QDialog):
    """The card on the screen, to read and to print."""

    practice_wanted = Signal()

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent)
        self._ask = ask
        self._lines = key_lines()
        title = tr("Keys", "Keys of the entry desk")
        self.setWindowTitle(title)
        self.resize(840, 620)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.addWidget(label(title, role="heading"))
        self.table = ReadTable((tr("Keys", "Key"), tr("Keys", "What it does")), [230], title)
        self.table.verticalHeader().setDefaultSectionSize(27)
        self.table.fill(self._rows())
        for row, line in enumerate(self._rows()):
            if not line[1]:
                self.table.setSpan(row, 0, 1, 2)
        self.notice = Notice()
        outer.addWidget(self.table, 1)
        outer.addWidget(self.notice)
        below = QHBoxLayout()
        self.export = button(tr("Keys", "Save as PDF to print…"))
        self.export.clicked.connect(self.save)
        below.addWidget(self.export)
        self.practise = button(tr("Keys", "Practise them"))
        self.practise.clicked.connect(self.practice_wanted)
        below.addWidget(self.practise)
        below.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        below.addWidget(close)
        outer.addLayout(below)

    def _rows(self) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = []
        part = ""
        for line in self._lines:
            if line.part != part:
                part = line.part
                rows.append((part.upper(), ""))
            rows.append((line.keys, line.does))
        return rows

    def save(self) -> None:
        """Save the card as a PDF."""
        name = tr("Keys", "keys-of-phieuxa.pdf")
        path = self._ask.save_file(tr("Keys", "Save the card of keys"), name, "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_card(path, self._lines)
        except OSError:
            self.notice.tell(
                "error", tr("Keys", "{file} cannot be written; choose another place.").format(file=path.name)
            )
            return
        self.notice.tell("good", tr("Keys", "Saved: {file}").format(file=path))
