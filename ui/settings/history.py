"""The section "history": every change of the office's answers, filtered, read piece by piece, given out."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.pack import Field, Kind
from forms.problems import Problem
from forms.values import parse
from office.audit import PAGE, AuditLine, Wanted, asked, count, export_history, page
from office.desk import Desk
from ui.background import Progress, at_own_desk
from ui.entry.details import how_word
from ui.flow import Flow
from ui.grid.strips import NO_INDEX, Index
from ui.widgets import Card, Notice, Picker, button, label, tip
from ui.words import tr
from ui.workplace import Workplace, moment

_DAY = Field("day", "", Kind.DATE, {})
_WIDTHS = (128, 118, 58, 168, 84, 84)


class HistoryModel(QAbstractTableModel):
    """Lines of the history, of which the table asks for more as one goes down."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[AuditLine] = []
        self.whole = True  # whether nothing is left to be read
        self._heads = (
            tr("History", "When"),
            tr("History", "Who"),
            tr("History", "Form"),
            tr("History", "Cell"),
            tr("History", "Before"),
            tr("History", "After"),
            tr("History", "How"),
        )

    def begin(self) -> None:
        """Empty the list."""
        self.beginResetModel()
        self.lines, self.whole = [], True
        self.endResetModel()

    def add(self, lines: Sequence[AuditLine]) -> None:
        """Put a piece below what is there; a short piece is the last one."""
        self.whole = len(lines) < PAGE
        if lines:
            first = len(self.lines)
            self.beginInsertRows(NO_INDEX, first, first + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self.whole

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid() and not self.whole:
            self.whole = True  # until the piece is there
            self.more_wanted.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        text = (
            moment(line.when), line.who, line.form, line.cell, line.old, line.new, how_word(line.how),
        )[index.column()]  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return text.replace("\n", " ¶ ")
        return tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


class HistorySection(QWidget):
    """Filters above, the changes below; Enter on a change goes to its cell."""

    cell_wanted = Signal(object)  # Address

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._asked = 0  # which question the answers under way belong to
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self.notice = Notice()
        outer.addWidget(self.notice)
        card = Card(tr("History", "Who changed what, and when"))
        card.body.addLayout(self._filters())
        self.model = HistoryModel(self)
        self.model.more_wanted.connect(self._read_more)
        self.table = self._make_table()
        card.body.addWidget(self.table, 1)
        self.told = label(role="muted")
        self.save = button(tr("History", "Save the list …"))
        self.save.clicked.connect(self.export)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(self.save)
        card.body.addLayout(row)
        outer.addWidget(card, 1)

    def _filters(self) -> Flow:
        self.who = Picker(tr("History", "Who"))
        self.form = Picker(tr("History", "Form"))
        self.how = Picker(tr("History", "How"))
        for picker, letters in ((self.who, 13), (self.form, 7), (self.how, 12)):
            picker.setMinimumContentsLength(letters)
            picker.activated.connect(lambda _: self.ask())
        self.since = _day_box(tr("History", "From the day"))
        self.until = _day_box(tr("History", "To the day"))
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("History", "Text or figure"))
        self.text.setFixedWidth(150)
        for editor in (self.since, self.until, self.text):
            editor.editingFinished.connect(self.ask)
        self._last = Wanted(who="?")  # nothing was asked yet
        row = Flow()
        for word, widget in (
            (tr("History", "Who"), self.who),
            (tr("History", "Form"), self.form),
            (tr("History", "How"), self.how),
            (tr("History", "From the day"), self.since),
            (tr("History", "To the day"), self.until),
            (tr("History", "Text or figure"), self.text),
        ):
            row.addWidget(_named(word, widget))
        return row

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(tr("History", "Changes, the newest first"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setMinimumHeight(220)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.activated.connect(self._on_activated)
        return table

    # --- asking ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the filters and the newest changes anew."""
        offered = asked(self._place.desk)
        words = self._place.words
        _offer(self.who, [(tr("History", "everybody"), "")] + [(who, who) for who in offered.people])
        forms = [(form.number, form.id) for form in offered.forms]
        _offer(self.form, [(tr("History", "all forms"), ""), *forms])
        for number, form in enumerate(offered.forms, 1):
            self.form.setItemData(number, words(form.title), Qt.ItemDataRole.ToolTipRole)
        ways: dict[str, list[str]] = {}
        for how in offered.hows:
            ways.setdefault(how_word(how), []).append(how)
        _offer(
            self.how,
            [(tr("History", "in any way"), ""), *((word, "\n".join(of)) for word, of in ways.items())],
        )
        self._last = Wanted(who="?")
        self.ask()

    @property
    def wanted(self) -> Wanted:
        """What the filters ask for; raises the Problem of a day that is none."""
        how = str(self.how.currentData() or "")
        return Wanted(
            who=str(self.who.currentData() or ""),
            form=str(self.form.currentData() or ""),
            hows=tuple(how.split("\n")) if how else (),
            since=_day(self.since),
            until=_day(self.until),
            text=self.text.text(),
        )

    def ask(self) -> None:
        """Show the changes that the filters let through."""
        try:
            wanted = self.wanted
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.clear()
        if wanted == self._last:
            return
        self._last = wanted
        self._asked += 1
        self.model.begin()
        self.told.setText(tr("History", "Looking …"))
        question = self._asked

        def look(desk: Desk, _: Progress) -> tuple[int, int, tuple[AuditLine, ...]]:
            return question, count(desk, wanted), page(desk, wanted)

        self._place.runner.run(
            at_own_desk(self._place.desk, look), done=self._on_first, failed=self._on_failed
        )

    def _on_first(self, answer: tuple[int, int, tuple[AuditLine, ...]]) -> None:
        question, total, lines = answer
        if question != self._asked:
            return  # the filters ask for something else meanwhile
        self.model.add(lines)
        self.told.setText(tr("History", "changes: {n}").format(n=total))
        self.save.setEnabled(total > 0)
        if lines:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _read_more(self) -> None:
        question, wanted, below = self._asked, self._last, self.model.lines[-1].number
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: (question, page(desk, wanted, below=below))),
            done=self._on_more,
            failed=self._on_failed,
        )

    def _on_more(self, answer: tuple[int, tuple[AuditLine, ...]]) -> None:
        question, lines = answer
        if question == self._asked:
            self.model.add(lines)

    def _on_failed(self, problem: Problem) -> None:
        self.told.setText("")
        self.notice.tell("error", self._place.sentence(problem))

    def _on_activated(self, index: Index) -> None:
        address = self.model.lines[index.row()].address
        if address.field and address.table in self._place.desk.pack.tables_by_id:
            self.cell_wanted.emit(address)

    # --- giving out --------------------------------------------------------------------------

    def export(self) -> None:
        """Save every change the filters let through as a workbook or as CSV."""
        wanted = self._last
        kinds = tr("History", "Excel workbook (*.xlsx);;CSV (*.csv)")
        name = f"lich-su-{self._place.desk.unit.code}.xlsx"
        path = self._place.ask.save_file(tr("History", "Save the list"), name, kinds)
        if path is None:
            return
        self.save.setEnabled(False)
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, progress: export_history(desk, wanted, path, how_word, progress),
            ),
            done=lambda n: self.notice.tell(
                "good", tr("History", "Written: {n} changes into {file}").format(n=n, file=path)
            ),
            failed=self._on_failed,
            progress=lambda done, total, _: self.told.setText(
                tr("History", "Writing: {n} of {all}").format(n=done, all=total)
            ),
            ended=self._on_written,
        )

    def _on_written(self) -> None:
        self.save.setEnabled(True)
        self._last = Wanted(who="?")
        told = self.notice.text
        self.ask()
        if told:
            self.notice.show()


def _offer(picker: Picker, lines: Sequence[tuple[str, str]]) -> None:
    """Fill a list anew; what was chosen stays chosen where it is still there."""
    kept = picker.currentData()
    picker.clear()
    for word, value in lines:
        picker.addItem(word, value)
    picker.setCurrentIndex(max(picker.findData(kept), 0))


def _named(word: str, widget: QWidget) -> QWidget:
    """A box with its name above it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    above: QLabel = label(word, role="small")
    column.addWidget(above)
    column.addWidget(widget)
    return made


def _day_box(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(tr("History", "dd/mm/yyyy"))
    made.setFixedWidth(146)
    return made


def _day(editor: QLineEdit) -> date | None:
    """Read a day; raise the Problem of a text that is none."""
    found = parse(editor.text(), _DAY) if editor.text().strip() else None
    return date.fromisoformat(str(found)) if found else None
