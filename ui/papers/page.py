"""The page "papers": everything this office can print in one list, and the chosen paper beside it.

It has no button in the rail: Ctrl+P and the printer in the top line open it, Esc goes back to the work.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from exports.paper_pages import PaperPage
from exports.paper_profiles import profiles
from exports.paper_setting import set_pages
from forms.letters import fold
from forms.problems import Problem
from office.papers import Group, Listed, Made, listed, made
from ui.background import Work, at_own_desk
from ui.entry.live import Live
from ui.flow import Flow
from ui.papers import draw
from ui.papers.charts import drawn
from ui.papers.leaves import Leaves
from ui.papers.letters import width_of
from ui.papers.out import Told, print_pages, save_docx, save_pdf
from ui.papers.report_bar import ReportBar
from ui.widgets import Card, Notice, Page, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace

_LIST_WIDTH, _NARROW_LIST, _NARROW = 340, 236, 1000  # points
_REST = 150  # ms: whoever runs through the list waits for no paper but the last one


class PapersPage(Page):
    """Choose a paper with the arrows, look at it, print it or save it as a PDF."""

    left = Signal()  # back to the work

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Papers", "Papers"), scroll=False)
        self._place = place
        self._listed: dict[str, QTreeWidgetItem] = {}
        self._papers: dict[str, Listed] = {}
        self._looked = False  # whether the rules of layout were chosen; else they are the campaign's
        self._work: Work | None = None
        self.chosen = ""
        self.made: Made | None = None
        self.report: ReportBar | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._make)
        back = button(tr("Papers", "Back to the work (Esc)"), kind="quiet")
        back.clicked.connect(self.left)
        self.head.addWidget(back)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._choice())
        row.addLayout(self._paper(), 1)
        self.body.addLayout(row, 1)
        acts = (("Ctrl+P", self.print_now), ("Ctrl+S", self.save), ("Ctrl+Shift+S", self.save_word))
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _choice(self) -> QWidget:
        side = self._side = Card(margin=8)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Papers", "Search the papers"))
        self.search.setPlaceholderText(tr("Papers", "Search: BM-05, blank, slip …"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.search.returnPressed.connect(self._to_list)
        self.list = QTreeWidget()
        self.list.setObjectName("papers")
        self.list.setAccessibleName(tr("Papers", "Papers of this office"))
        self.list.setHeaderHidden(True)
        self.list.setIndentation(14)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self._on_item())
        self.list.itemActivated.connect(lambda *_: self.leaves.setFocus())
        side.body.addWidget(self.search)
        side.body.addWidget(self.list, 1)
        return side

    def _paper(self) -> QVBoxLayout:
        self.leaves = Leaves(tr("Papers", "The chosen paper"))
        self.leaves.turned.connect(self._on_turned)
        self.printing = button(tr("Papers", "Print … (Ctrl+P)"), kind="main")
        self.printing.clicked.connect(self.print_now)
        self.pdf = button(tr("Papers", "Save as PDF … (Ctrl+S)"))
        self.pdf.clicked.connect(self.save)
        self.word = button(tr("Papers", "Save for Word … (Ctrl+Shift+S)"))
        self.word.clicked.connect(self.save_word)
        self.word.hide()
        self.look = Picker(tr("Papers", "Layout rules of letters"))
        self.look.setToolTip(tr("Papers", "Whose rules margins, page numbers and headings follow"))
        self.look.setMinimumContentsLength(17)
        for rules in profiles().values():
            self.look.addItem(rules.title, rules.id)
        self.look.activated.connect(lambda _: self._on_look())
        self.look.hide()
        self.before = button(tr("Papers", "Page before (PgUp)"), kind="quiet")
        self.before.clicked.connect(lambda: self.leaves.turn(-1))
        self.after = button(tr("Papers", "Next page (PgDn)"), kind="quiet")
        self.after.clicked.connect(lambda: self.leaves.turn(1))
        self.larger = button("+", kind="quiet")
        self.larger.setAccessibleName(tr("Papers", "Larger, key +"))
        self.larger.clicked.connect(lambda: self.leaves.enlarge(1))
        self.smaller = button("–", kind="quiet")
        self.smaller.setAccessibleName(tr("Papers", "Smaller, key -"))
        self.smaller.clicked.connect(lambda: self.leaves.enlarge(-1))
        for zoom in (self.larger, self.smaller):
            zoom.setToolTip(zoom.accessibleName())
        self.where = label(role="muted")
        self.ways = Flow(8)
        turns = (self.before, self.after, self.smaller, self.larger, self.where)
        for one in (self.printing, self.pdf, self.word, self.look, *turns):
            self.ways.addWidget(one)
        column = self._column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(self.ways)
        column.addWidget(self.leaves, 1)
        return column

    def follow(self, live: Live) -> None:
        """Let the report's words and figures be looked after here."""
        self.report = ReportBar(live)
        self.report.moved.connect(self._make)
        self._column.insertWidget(1, self.report)

    # --- the list ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list anew and make the chosen paper again: answers may have moved."""
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: listed(desk)),
            done=self._on_listed,
            failed=self._on_failed,
        )

    def _on_listed(self, found: Sequence[Listed]) -> None:
        chosen = self.chosen
        open_groups = {name for name, item in self._listed.items() if item.isExpanded()}
        self.list.blockSignals(True)
        self.list.clear()
        self._listed = {}
        self._papers = {one.id: one for one in found}
        for one in found:
            self._add(one)
        for name in open_groups & self._listed.keys():
            self._listed[name].setExpanded(True)
        self.list.blockSignals(False)
        self._sift(self.search.text())
        self.choose(chosen if chosen in self._listed else next(iter(self._listed), ""))

    def _add(self, one: Listed) -> None:
        above = self._listed.get(str(one.group))
        if not one.of or above is None:
            top = QTreeWidgetItem([group_word(one.group)])
            self.list.addTopLevelItem(top)
            self._listed[str(one.group)] = above = top
        if one.of:
            item = QTreeWidgetItem([one.title])
            item.setToolTip(0, one.title)
            above.addChild(item)
            self._listed[one.id] = item

    def choose(self, paper: str) -> None:
        """Choose a paper of the list; the list shows where it stands."""
        item = self._listed.get(paper)
        if item is None:
            self.chosen = paper  # once the list is read
            return
        if self.list.currentItem() is item:
            self._on_item()
        self.list.setCurrentItem(item)
        self.list.scrollToItem(item)

    def choose_at_once(self, paper: str) -> None:
        """Choose a paper and make it without a rest, for whoever does not run through the list."""
        self.choose(paper)
        self._rest.stop()
        self._make()

    def _sift(self, text: str) -> None:
        """Show only what holds every word of the search, letters without marks standing for all."""
        words = fold(text).split()
        for top in self._tops():
            heading = fold(top.text(0))
            inside = [item for item in self._listed.values() if item.parent() is top]
            found = [item for item in inside if _holds(f"{heading} {fold(item.text(0))}", words)]
            for item in inside:
                item.setHidden(item not in found)
            top.setHidden(not found and not _holds(heading, words))
            if words and found:
                top.setExpanded(True)

    def _tops(self) -> list[QTreeWidgetItem]:
        """Give the headings of the list, and what stands in it by itself."""
        return [item for item in self._listed.values() if item.parent() is None]

    def _to_list(self) -> None:
        """Go from the search to the first paper that was found."""
        seen = (item for item in self._listed.values() if not item.isHidden())
        tops = self._tops()
        found = next((item for item in seen if item not in tops and not item.parent().isHidden()), None)
        if found is not None:
            self.list.setCurrentItem(found)
        self.list.setFocus()

    def _on_item(self) -> None:
        paper = next((name for name, item in self._listed.items() if item is self.list.currentItem()), "")
        if not self._papers.get(paper):
            self.chosen = ""
            self._show(None, ())
            self.where.setText(tr("Papers", "Choose one below: → opens the list, ↓ goes on."))
            return
        self.chosen = paper
        self._rest.start()

    # --- the paper ---------------------------------------------------------------------------

    def _make(self) -> None:
        paper, look = self.chosen, str(self.look.currentData() or "") if self._looked else ""
        if self._work is not None:
            self._work.given_up = True
        self._work = self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: made(desk, paper, look, drawn)),
            done=self._on_made,
            failed=self._on_failed,
        )

    def _on_look(self) -> None:
        """Keep to the rules that were chosen, for every letter of this visit."""
        self._looked = True
        self._make()

    def _on_made(self, one: Made) -> None:
        self.notice.clear()
        self._show(one, set_pages(one.paper, width_of, marks=True) if one.paper else draw.pages(one.sheets))

    def _on_failed(self, problem: Problem) -> None:
        self._show(None, ())
        self.notice.tell("error", self._place.sentence(problem))

    def _show(self, one: Made | None, pages: tuple[PaperPage, ...]) -> None:
        self.made = one
        letter = one.paper if one is not None else None
        self.word.setVisible(letter is not None)
        self.look.setVisible(letter is not None)
        if letter is not None:
            self.look.setCurrentIndex(self.look.findData(letter.profile.id))
        if self.report is not None:
            self.report.setVisible(self.chosen == Group.REPORT)
            if self.chosen == Group.REPORT:
                self.report.refresh()
        self.leaves.show_pages(pages)
        for way in (self.printing, self.pdf):
            way.setEnabled(bool(pages))

    def _on_turned(self, number: int) -> None:
        self.where.setText(self.leaves.where)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number < len(self.leaves.pages) - 1)

    @property
    def on_paper(self) -> tuple[PaperPage, ...]:
        """The pages as they go out: without the frames around figures that changed."""
        letter = self.made.paper if self.made is not None else None
        return set_pages(letter, width_of) if letter is not None else self.leaves.pages

    def print_now(self) -> None:
        """Print the paper that is shown."""
        if not self.leaves.pages:
            return
        went = print_pages(self._place, self.on_paper, tr("Papers", "Print the paper"))
        if isinstance(went, Told):
            self.notice.tell(went.tone, went.text)
        elif went is not None:
            self.notice.tell("good", tr("Papers", "{n} pages went to the printer.").format(n=went))

    def save(self) -> None:
        """Save the paper that is shown as a PDF."""
        if self.made is None or not self.leaves.pages:
            return
        title = tr("Papers", "Save the paper as PDF")
        told = save_pdf(self._place, self.on_paper, title, f"{self.made.name}.pdf", self.made.title)
        if told is not None:
            self.notice.tell(told.tone, told.text)

    def save_word(self) -> None:
        """Save the letter that is shown for Word."""
        letter = self.made.paper if self.made is not None else None
        if self.made is None or letter is None:
            return
        title = tr("Papers", "Save the paper for Word")
        told = save_docx(self._place, letter, title, f"{self.made.name}.docx")
        if told is not None:
            self.notice.tell(told.tone, told.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(_NARROW_LIST if self.width() < _NARROW else _LIST_WIDTH)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    # --- the keyboard ------------------------------------------------------------------------

    def first_focus(self) -> QWidget | None:
        return self.list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif step:
            self.leaves.turn(step)
        else:
            super().keyPressEvent(event)


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def group_word(group: Group) -> str:
    """Say what stands below a heading of the list."""
    return {
        Group.CHAIRMAN: tr("Papers", "One page for the chairman"),
        Group.CHARTS: tr("Papers", "Charts"),
        Group.SLIP: tr("Papers", "Hand-over slips"),
        Group.RETURN: tr("Papers", "Returns with questions"),
        Group.QUERIES: tr("Papers", "Questions and answers"),
        Group.REPORT: tr("Papers", "Report"),
        Group.FORMS: tr("Papers", "Forms as filled"),
        Group.BLANK: tr("Papers", "Blank forms"),
        Group.REGISTER: tr("Papers", "Household book"),
        Group.EMPTY_REGISTER: tr("Papers", "Blank household book"),
        Group.TOTALS: tr("Papers", "Consolidated tables"),
        Group.SUBMISSION: tr("Papers", "Awards: submission"),
        Group.NOMINEES: tr("Papers", "Awards: list of nominees"),
        Group.AWARDED: tr("Papers", "Awards: list of those awarded here"),
        Group.MINUTES: tr("Papers", "Awards: minutes of the council"),
        Group.SUMMARY: tr("Papers", "Awards: achievement summaries"),
    }[group]
