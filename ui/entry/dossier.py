"""The preview of one model, nominee or report as a page: on the screen, and as a PDF of A4 pages."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout

from exports.file_names import plain
from forms.answers import Key
from office.dossier import Dossier, Group, Line, Rows, dossier
from ui import theme
from ui.entry.cover import Cover
from ui.entry.live import Live
from ui.flow import Flow
from ui.paper import a4
from ui.photos import decoded
from ui.widgets import Notice, button, label
from ui.words import tr

PHOTO_WIDTH = 270
_PAGE_WIDTH = 860
_PHOTO_DOTS = 900
_GREY, _RED, _LINE = theme.MUTED, theme.ERROR, theme.EDGE


def page_html(shown: Dossier) -> str:
    """Write the page; photos are named `photo:0`, `photo:1` in the order of the dossier's files."""
    where = " · ".join(part for part in (shown.unit, shown.campaign) if part)
    head = f'<p style="color:{_GREY}">{escape(where)}<br>{escape(shown.form)}</p>'
    title = shown.title or shown.form.partition(" · ")[2]
    parts = [head, f"<h1>{escape(title)}</h1>", _missing(shown)]
    parts += [_facts(group) for group in shown.facts]
    parts += [_text(line) for line in shown.texts]
    parts += [_rows(rows) for rows in shown.tables]
    parts.append(_files(shown))
    return "".join(parts)


def _missing(shown: Dossier) -> str:
    if not shown.missing:
        return f"<p>✓ {escape(tr('Dossier', 'Nothing is missing.'))}</p>"
    said = "".join(f"<li>{escape(one)}</li>" for one in shown.missing)
    heading = tr("Dossier", "Still missing or wrong ({n})").format(n=len(shown.missing))
    return f'<p style="color:{_RED}"><b>✗ {escape(heading)}</b></p><ul style="color:{_RED}">{said}</ul>'


def _answer(line: Line) -> str:
    if line.missing:
        return f'<span style="color:{_RED}">✗ {escape(tr("Dossier", "(blank)"))}</span>'
    return escape(line.text).replace("\n", "<br>")


def _facts(group: Group) -> str:
    heading = f"<h3>{escape(group.title)}</h3>" if group.title else ""
    lines = "".join(
        f'<tr><td width="46%" style="color:{_GREY}">{escape(line.label)}</td>'
        f'<td width="54%">{_answer(line)}</td></tr>'
        for line in group.lines
    )
    return f'{heading}<table width="100%" cellspacing="0" cellpadding="3">{lines}</table>'


def _text(line: Line) -> str:
    return f'<h3>{escape(line.label)}</h3><p align="justify">{_answer(line)}</p>'


def _rows(rows: Rows) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in rows.heads)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows.rows
    )
    return (
        f"<h3>{escape(rows.title)}</h3>"
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse;'
        f' border-color:{_LINE}"><tr>{heads}</tr>{lines}</table>'
    )


def _files(shown: Dossier) -> str:
    photos = [(number, file) for number, file in enumerate(shown.files) if file.data]
    papers = [file for file in shown.files if not file.data]
    said = []
    if shown.files:
        said.append(f"<h3>{escape(tr('Dossier', 'Photos and papers'))}</h3>")
    cells = [
        f'<td width="50%" align="center"><img src="photo:{number}" width="{PHOTO_WIDTH}"><br>'
        f"<i>{escape(file.caption or tr('Files', '(no caption)'))}</i></td>"
        for number, file in photos
    ]
    pairs = ["".join(cells[at : at + 2]) for at in range(0, len(cells), 2)]
    if pairs:
        lines = "".join(f"<tr>{pair}</tr>" for pair in pairs)
        said.append(f'<table width="100%" cellspacing="0" cellpadding="6">{lines}</table>')
    said += [f"<p>▪ {escape(file.caption or file.name)} ({escape(file.name)})</p>" for file in papers]
    return "".join(said)


def document_of(shown: Dossier) -> QTextDocument:
    """Set the page with its photos."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(10.5)
    document.setDefaultFont(font)
    for number, image in _pictures(shown):
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"photo:{number}"), image)
    document.setHtml(page_html(shown))
    return document


def _pictures(shown: Dossier) -> Iterator[tuple[int, QImage]]:
    for number, file in enumerate(shown.files):
        image = decoded(file.data, _PHOTO_DOTS) if file.data else None
        if image is not None:
            yield number, image


def write_pdf(path: Path, shown: Dossier) -> int:
    """Write the page as a PDF and say how many pages it takes; raises OSError."""
    writer = a4(path, shown.title or shown.form, QMarginsF(18, 15, 15, 15))
    document = document_of(shown)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    pages = document.pageCount()
    document.print_(writer)
    return pages


class DossierView(Cover):
    """The page on the screen. Esc closes it, Ctrl+P saves it as a PDF; arrows and PgDn move in it."""

    def __init__(self, live: Live, table: str, key: Key) -> None:
        super().__init__()
        self._live = live
        self.shown = dossier(live.entry, table, key)
        title = tr("Dossier", "Preview of the dossier")
        self.page = QTextBrowser()
        self.page.setObjectName("dossier")
        self.page.setAccessibleName(f"{title}: {self.shown.title or self.shown.form}")
        self.page.setOpenLinks(False)
        self.page.setDocument(self._set())
        self.notice = Notice()
        self.export = button(tr("Dossier", "Save as PDF… (Ctrl+P)"), kind="main")
        self.export.clicked.connect(self.save)
        close = button(tr("Dossier", "Close (Esc)"), kind="quiet")
        close.clicked.connect(self.closed)
        row = Flow(10)
        row.add_spread(label(title, role="heading"))
        row.addWidget(self.export)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(row)
        outer.addWidget(self.notice)
        self.page.setMaximumWidth(_PAGE_WIDTH)
        middle = QHBoxLayout()
        middle.addWidget(self.page)
        outer.addLayout(middle, 1)

    def _set(self) -> QTextDocument:
        document = document_of(self.shown)
        document.setDocumentMargin(28)
        document.setParent(self)
        return document

    def start(self) -> None:
        """Give the page the keyboard."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask for a name and write the PDF."""
        name = plain(f"{self.shown.form.partition(' ')[0]} {self.shown.title}", 60)
        path = self._live.place.ask.save_file(tr("Dossier", "Save the dossier"), f"{name}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        try:
            pages = write_pdf(path, self.shown)
        except OSError:
            told = tr("Keys", "{file} cannot be written; choose another place.").format(file=path.name)
            self.notice.tell("error", told)
            return
        said = tr("Dossier", "Saved as {name}: {n} pages.").format(name=path.name, n=pages)
        self.notice.tell("good", said)
