"""The manual: chapters and search at the left, the page at the right; a page remembers the one before it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from office.manual import Hit, Manual, as_shown
from ui import theme
from ui.ask import Ask
from ui.help.paper_manual import write_chapter, write_manual
from ui.help.sheet_of_text import MARGIN, Measure, document_of, heading_block
from ui.widgets import Notice, button, label
from ui.words import LANGUAGES, tr

_HITS = 60
_PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the manual: a chapter and one of its headings, counted from 0."""

    chapter: str
    heading: int = 0


class ManualWindow(QDialog):
    """Stands beside the work and may stay open; `read` gives the manual in a language."""

    def __init__(
        self, parent: QWidget | None, read: Callable[[str], Manual], language: str, ask: Ask
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._read = read
        self._manual = read(language)
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []
        self.spot = Spot(self._manual.chapters[0].name)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(940, 640)
        self.setMinimumSize(560, 380)
        self.search = QLineEdit()
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self.text = Sheet()
        self.text.anchorClicked.connect(self._follow)
        self.text.resized.append(self._show)
        self.back = button("", kind="quiet")
        self.back.clicked.connect(self.go_back)
        self.forward = button("", kind="quiet")
        self.forward.clicked.connect(self.go_forward)
        self.paper = button("", kind="quiet")
        self.notice = Notice()
        self.other = button("", kind="quiet")
        self.other.clicked.connect(self._change_language)
        self.close_button = button("")
        self.close_button.clicked.connect(self.close)
        self._build()
        self._name()
        self._list_chapters()
        for keys, act in (
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence("Alt+Right"), self.go_forward),
            (QKeySequence(QKeySequence.StandardKey.Find), self._to_search),
        ):
            QShortcut(keys, self).activated.connect(act)
        self._show()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        self.count = label(role="small", wrap=True)
        self.count.hide()
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 640])
        above = QHBoxLayout()
        above.addWidget(self.back)
        above.addWidget(self.forward)
        above.addStretch(1)
        above.addWidget(self.paper)
        above.addWidget(self.other)
        above.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(8)
        outer.addLayout(above)
        outer.addWidget(self.notice)
        outer.addWidget(split, 1)

    def _name(self) -> None:
        """Say every word of the window itself; the manual may be read in the other language."""
        self.setWindowTitle(tr("Help", "Manual"))
        self.search.setAccessibleName(tr("Help", "Search the manual"))
        self.search.setPlaceholderText(tr("Help", "Search: words or a message code (Ctrl+F)"))
        self.list.setAccessibleName(tr("Help", "Chapters"))
        self.text.setAccessibleName(tr("Help", "Page of the manual"))
        self.back.setText(tr("Help", "← Back"))
        self.back.setToolTip("Alt+←")
        self.forward.setText(tr("Help", "Forward →"))
        self.forward.setToolTip("Alt+→")
        self.paper.setText(tr("Help", "PDF to print"))
        menu = QMenu(self.paper)
        menu.addAction(tr("Help", "This chapter…"), self.save_chapter)
        menu.addAction(tr("Help", "The whole manual…"), self.save_manual)
        self.paper.setMenu(menu)
        self.close_button.setText(tr("Help", "Close (Esc)"))
        others = [name for code, name in LANGUAGES.items() if code != self._manual.language]
        self.other.setText(others[0])

    # --- going ---------------------------------------------------------------------------------

    def open(self, topic: str = "") -> None:
        """Show a chapter, "copies" or "copies#restore"; the first one where there is none of that name."""
        name, _, anchor = topic.partition("#")
        found = next((one for one in self._manual.chapters if one.name == name), self._manual.chapters[0])
        self._go(Spot(found.name, found.anchors.get(anchor, 0)))

    def go_back(self) -> None:
        """Show the page before."""
        if self._behind:
            self._ahead.append(self.spot)
            self._stand(self._behind.pop())

    def go_forward(self) -> None:
        """Show the page that was gone back from."""
        if self._ahead:
            self._behind.append(self.spot)
            self._stand(self._ahead.pop())

    def _go(self, spot: Spot) -> None:
        if spot != self.spot:
            self._behind.append(self.spot)
            self._ahead.clear()
        self._stand(spot)

    def _stand(self, spot: Spot) -> None:
        self.spot = spot
        self._show()
        if not self.search.text():
            self._mark()

    def _follow(self, link: QUrl) -> None:
        """Go to another page of the manual; anything else is for the program this computer has for it."""
        if link.isRelative():
            name = link.path().removesuffix(".md") or self.spot.chapter
            self.open(f"{name}#{link.fragment()}")
        else:
            QDesktopServices.openUrl(link)

    def _change_language(self) -> None:
        """Show the same page in the other language."""
        code = next(code for code in LANGUAGES if code != self._manual.language)
        self._manual = self._read(code)
        self._name()
        self._list_chapters()
        self._look(self.search.text())
        self._show()

    # --- paper ---------------------------------------------------------------------------------

    def save_chapter(self) -> None:
        """Write the chapter that is shown as a PDF."""
        name = self.spot.chapter
        self._save(f"phieuxa-{name}.pdf", lambda path: write_chapter(path, self._manual, name))

    def save_manual(self) -> None:
        """Write all chapters as a PDF."""
        self._save(f"phieuxa-{self._manual.language}.pdf", lambda path: write_manual(path, self._manual))

    def _save(self, name: str, write: Callable[[Path], int]) -> None:
        path = self._ask.save_file(tr("Help", "Save as PDF"), name, "PDF (*.pdf)")
        if path is None:
            return
        try:
            pages = write(path)
        except OSError:
            told = tr("Keys", "{file} cannot be written; choose another place.")
            self.notice.tell("error", told.format(file=path.name))
            return
        self.notice.tell("good", tr("Help", "Saved: {file}, {n} pages").format(file=path, n=pages))

    # --- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        chapter = self._manual.chapter(self.spot.chapter)
        pictures = self._manual.pictures
        room = self.text.viewport().width() - 2 * MARGIN
        document = document_of(as_shown(chapter.text, pictures), Measure(theme.TEXT_SIZE, room), pictures)
        document.setParent(self.text)  # which forgets the one before
        self.text.setDocument(document)
        block = heading_block(document, self.spot.heading)
        top = document.documentLayout().blockBoundingRect(block).top() if self.spot.heading else 0
        self.text.verticalScrollBar().setValue(round(top))
        self.back.setEnabled(bool(self._behind))
        self.forward.setEnabled(bool(self._ahead))

    def _list_chapters(self) -> None:
        self.list.clear()
        part = ""
        for chapter in self._manual.chapters:
            if chapter.part != part:
                part = chapter.part
                head = QListWidgetItem(part.upper())
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setForeground(QColor(theme.MUTED))
                font = self.list.font()
                font.setBold(True)
                head.setFont(font)
                self.list.addItem(head)
            item = QListWidgetItem(chapter.title)
            item.setData(_PLACE, (chapter.name, 0))
            self.list.addItem(item)
        self._mark()

    def _mark(self) -> None:
        """Mark the chapter that is shown in the list."""
        for row in range(self.list.count()):
            place = self.list.item(row).data(_PLACE)
            if place is not None and place[0] == self.spot.chapter:
                self.list.setCurrentRow(row)
                return

    # --- searching -----------------------------------------------------------------------------

    def _look(self, words: str) -> None:
        """List what is found for the words; all chapters where there are none."""
        if not words.strip():
            self.count.hide()
            self._list_chapters()
            return
        hits = self._manual.find(words)
        self.list.clear()
        for hit in hits[:_HITS]:
            self.list.addItem(_item(hit))
        told = tr("Help", "{n} found") if hits else tr("Help", "Nothing found: try fewer or other words.")
        self.count.setText(told.format(n=len(hits)))
        self.count.show()
        if hits:
            self.list.setCurrentRow(0)

    def _open_first(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open_item(item)
            self.text.setFocus()

    def _open_item(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is None:
            return
        self._go(Spot(*place))
        words = self.search.text().strip()
        if words:
            self._find_in_text(words)

    def _find_in_text(self, words: str) -> None:
        """Mark the words in the page where they stand as they were typed."""
        document = self.text.document()
        start = heading_block(document, self.spot.heading).position()
        found = document.find(words, start, QTextDocument.FindFlag(0))
        if not found.isNull():
            self.text.setTextCursor(found)
            self.text.ensureCursorVisible()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search move in what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)


def _item(hit: Hit) -> QListWidgetItem:
    heading = hit.section.heading
    title = hit.chapter.title if heading == hit.chapter.title else f"{hit.chapter.title} › {heading}"
    item = QListWidgetItem("\n".join(filter(None, (title, hit.excerpt))))
    item.setData(_PLACE, (hit.chapter.name, hit.section.number))
    return item


class Sheet(QTextBrowser):
    """The page; it is laid out anew when it becomes wider or narrower: its pictures follow."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setObjectName("manual")
        self.resized: list[Callable[[], None]] = []
        self._width = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if abs(event.size().width() - self._width) > 4:
            self._width = event.size().width()
            place = self.verticalScrollBar().value()
            for act in self.resized:
                act()
            self.verticalScrollBar().setValue(place)
