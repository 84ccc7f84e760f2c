"""The section "a unit's report": what a unit sent, table by table, and a question about any cell of it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPlainTextEdit, QTableView, QWidget

from db.queries import Thread, ThreadState
from forms.answers import Address
from forms.problems import Problem
from forms.report import PackageKind
from office.asked_places import place_at, place_words
from office.closing import accept
from office.desk import Desk
from office.locks import lock_of
from office.noting import WHOLE
from office.queries import about, ask, ask_again, asked, drop
from office.roles import Doing, may
from office.unit_sheet import Sheet, UnitReading, sheet, tables_of
from ui.background import at_own_desk
from ui.grid.heads import ColumnHead, LineHead
from ui.queries.sheet_model import FEW, SheetModel, TintPainter
from ui.queries.thread_view import state_word
from ui.widgets import Elided, Notice, Picker, add_key_hints, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace, moment

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_HEAD, _LEAST, _ENOUGH, _WIDEST, _HIGHEST, _BOX = 260, 96, 180, 300, 240, 58
_SHOWN, _LONG = 60, 400  # characters that ask for width


class UnitSection(QWidget):
    """What a unit sent, to be read and asked about."""

    return_wanted = Signal(str)  # the unit that sends here
    asked = Signal()  # the questions are other ones now

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("page")
        self._place = place
        self._reading: UnitReading | None = None
        self._address: Address | None = None
        self._wanted: Address | None = None  # the cell to stand on once the unit is read
        self.unit = Picker(tr("Queries", "Unit"))
        self.unit.setMinimumContentsLength(18)
        self.table = Picker(tr("Queries", "Table"))
        self.table.setMinimumContentsLength(24)
        self.sent = Elided(role="small")
        self.notice = Notice()
        self._lines = LineHead()
        self._lines.set_width(_LINE_HEAD)
        self.grid = self._make_grid()
        column = column_in(self, 8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.unit, 1)
        row.addWidget(self.table, 2)
        column.addLayout(row)
        column.addWidget(self.sent)
        column.addWidget(self.notice)
        column.addWidget(self.grid, 1)
        column.addWidget(self._question())
        self.unit.currentIndexChanged.connect(lambda _: self._read())
        self.table.currentIndexChanged.connect(lambda _: self._show_table())
        self._keys()

    def _make_grid(self) -> QTableView:
        grid = QTableView()
        grid.setObjectName("grid")
        grid.setAccessibleName(tr("Queries", "What the unit sent"))
        grid.setVerticalHeader(self._lines)
        grid.setHorizontalHeader(ColumnHead(grid))
        grid.setCornerButtonEnabled(False)
        grid.setTabKeyNavigation(False)
        grid.setItemDelegate(TintPainter(grid))
        grid.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setMinimumHeight(160)
        return grid

    def _question(self) -> QWidget:
        box = QWidget()
        column = column_in(box, 4)
        head = QHBoxLayout()
        self.where = Elided(role="heading")
        head.addWidget(self.where, 1)
        add_key_hints(
            head,
            ("F4", tr("Queries", "ask about the cell")),
            ("Shift+F4", tr("Queries", "about the whole row")),
            ("Ctrl+Enter", tr("Queries", "keep the question")),
        )
        column.addLayout(head)
        self.so_far = label(role="muted", wrap=True)
        column.addWidget(self.so_far)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Queries", "Question about the cell"))
        self.text.setPlaceholderText(tr("Queries", "What is to be explained or corrected here?"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_BOX)
        self.text.installEventFilter(self)
        column.addWidget(self.text)
        acts = QHBoxLayout()
        self.keep = button(tr("Queries", "Keep the question"))
        self.keep.clicked.connect(self.ask)
        self.take_back = button(tr("Queries", "Take it back"), kind="quiet")
        self.take_back.clicked.connect(self.drop)
        self.give_back = button(tr("Queries", "Return …"), kind="main")
        self.give_back.clicked.connect(self._want_return)
        acts.addWidget(self.keep)
        acts.addWidget(self.take_back)
        acts.addStretch(1)
        self.accept = button(tr("Queries", "Accept the unit's data"))
        self.accept.setToolTip(tr("Queries", "Locks this sending: a newer one waits until you reopen."))
        self.accept.clicked.connect(self._accept)
        acts.addWidget(self.accept)
        acts.addWidget(self.give_back)
        column.addLayout(acts)
        return box

    def _keys(self) -> None:
        for keys, act in (
            ("F4", lambda: self.begin(row=False)),
            ("Shift+F4", lambda: self.begin(row=True)),
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew which units have sent."""
        desk = self._place.desk
        kept = str(self.unit.currentData() or "")
        here = desk.received.figures(desk.campaign_id, frozenset())
        self.unit.blockSignals(True)
        self.unit.clear()
        for code in sorted(here):
            known = desk.pack.units_by_code.get(code)
            self.unit.addItem(known.name if known else code, code)
        if kept in here:
            self.unit.setCurrentIndex(self.unit.findData(kept))
        self.unit.blockSignals(False)
        if not here:
            self.notice.tell("note", tr("Queries", "No unit has sent yet."))
        self._read()

    def show_unit(self, unit: str, address: Address | None = None) -> None:
        """Show a unit's report, at a cell if one is named."""
        self._wanted = address
        place = self.unit.findData(unit)
        if place < 0:
            return
        if place == self.unit.currentIndex():
            self._read()
        else:
            self.unit.setCurrentIndex(place)

    def _read(self) -> None:
        unit = str(self.unit.currentData() or "")
        self._address = None
        self._show_question()
        if unit:
            self._place.runner.run(
                at_own_desk(self._place.desk, lambda desk, _: _whole(desk, unit)),
                done=self._on_read,
                failed=self._on_failed,
            )

    def _on_read(self, reading: UnitReading) -> None:
        if reading.unit != self.unit.currentData():
            return  # another unit was chosen meanwhile
        self._reading = reading
        reading.desk = self._place.desk  # the other one is closed again
        said = reading.package.package
        self.notice.clear()
        typed = said.kind == PackageKind.IN_PLACE
        words = (
            tr("Queries", "Typed in its place on {when} by {who}; the unit did not sign")
            if typed
            else tr("Queries", "Sending no. {n}, received {when}, signed by {who}")
        )
        told = words.format(
            n=said.revision,
            when=moment(reading.package.received_at),
            who=str(reading.package.detail.get("person", "")),
        )
        if reading.changes:
            more = tr("Queries", "{n} cells differ from the sending before (●)")
            told = f"{told} · {more.format(n=len(reading.changes))}"
        self.sent.setText(told)
        wanted, kept = self._wanted, str(self.table.currentData() or "")
        self.table.blockSignals(True)
        self.table.clear()
        for form, table in tables_of(reading):
            part = "" if table is form.tables[0] else f" · {self._place.words(table.label)}"
            self.table.addItem(f"{form.number} · {self._place.words(form.title)}{part}", table.id)
        place = self.table.findData(wanted.table if wanted is not None else kept)
        self.table.setCurrentIndex(max(place, 0))
        self.table.blockSignals(False)
        if not self.table.count():
            self.grid.setModel(None)
            self.notice.tell("note", tr("Queries", "This unit reported that it has nothing to report."))
        self._show_table()

    def _show_table(self) -> None:
        reading, table = self._reading, self._place.desk.pack.tables_by_id.get(self.table.currentData())
        if reading is None or table is None:
            return
        laid = sheet(reading, table)
        model = SheetModel(laid, self._states(), self.grid)
        old = self.grid.model()
        self.grid.setModel(model)
        if old is not None:
            old.deleteLater()
        self._measure(laid, model)
        self.grid.selectionModel().currentChanged.connect(lambda now, _: self._on_cell(now))
        here = self._address if self._address and self._address.table == table.id else None
        wanted, self._wanted = self._wanted or here, None  # read twice, it stays where it stood
        row, column = _found(laid, wanted)
        if laid.cells and laid.columns:
            self.grid.setCurrentIndex(model.index(row, column))

    def _measure(self, laid: Sheet, model: SheetModel) -> None:
        metrics = self.grid.fontMetrics()
        room = max(self.grid.width() - _LINE_HEAD - 40, _WIDEST)
        widest = max(room // max(len(laid.columns), 1), _ENOUGH)
        shown = _SHOWN if len(laid.columns) > FEW else _LONG
        widths = []
        for number in range(len(laid.columns)):
            texts = (" ".join(row[number].text.split())[:shown] for row in laid.cells)
            longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            widths.append(max(_LEAST, min(longest + 40, widest)))
        head = self.grid.horizontalHeader()
        if isinstance(head, ColumnHead):
            widths = head.room_for(widths)
            head.measure(widths)
        for number, width in enumerate(widths):
            self.grid.setColumnWidth(number, width)
        self._lines.measure(model.lines)
        flags = int(Qt.TextFlag.TextWordWrap)
        for number, strip in enumerate(model.lines):
            high = self._lines.height_for(strip)
            if len(laid.columns) <= FEW:  # texts are read here, not only counted
                for cell, width in zip(laid.cells[number], widths, strict=True):
                    box = metrics.boundingRect(QRect(0, 0, width - 14, _HIGHEST), flags, cell.text)
                    high = max(high, min(box.height() + 12, _HIGHEST))
            self.grid.setRowHeight(number, high)
        self.grid.horizontalHeader().updateGeometry()

    def _states(self) -> dict[Address, ThreadState]:
        unit = self.unit.currentData()
        return {place_at(one.place): one.state for one in asked(self._place.desk) if one.unit == unit}

    def _on_cell(self, index: object) -> None:
        model, here = self.grid.model(), self.grid.currentIndex()
        if isinstance(model, SheetModel) and here.isValid():
            self._address = model.cell(here).address
            self._show_question()
            QTimer.singleShot(0, self.grid, self._stay_in_sight)  # what is told below takes room away

    def _stay_in_sight(self) -> None:
        self.grid.scrollTo(self.grid.currentIndex())

    def _thread(self) -> Thread | None:
        """The thread about the place asked about; the last one where there are several."""
        unit = str(self.unit.currentData() or "")
        if self._address is None:
            return None
        found = about(self._place.desk, unit, self._address)
        return found[-1] if found else None

    def _show_question(self) -> None:
        thread = self._thread()
        desk, address = self._place.desk, self._address
        figures = self._reading.figures if self._reading else None
        self.where.setText(place_words(desk, address, figures) if address is not None else "")
        told = [f"{line.who}: {line.text}" for line in thread.lines] if thread else []
        if thread is not None:
            told.append(state_word(thread.state))
        self.so_far.setText(" · ".join(" ".join(part.split()) for part in told[-3:]))
        self.so_far.setVisible(bool(told))
        draft = thread is not None and thread.state is ThreadState.DRAFT
        self.text.setPlainText(thread.question.text if draft and thread else "")
        waits = thread is not None and thread.state is ThreadState.ASKED
        for part in (self.text, self.keep):
            part.setEnabled(address is not None and not waits and self._asks)
        self.take_back.setVisible(draft)
        self._tell_number()

    def _tell_number(self) -> None:
        partner = self._partner()
        drafts = [one for one in asked(self._place.desk, partner) if one.state is ThreadState.DRAFT]
        words = tr("Queries", "Return with {n} questions …").format(n=len(drafts))
        self.give_back.setText(words)
        self.give_back.setEnabled(bool(drafts) and self._asks)
        lock = lock_of(self._place.desk, partner) if partner else None
        self.accept.setEnabled(bool(partner) and self._asks and not drafts and not (lock and lock.accepted))

    @property
    def _asks(self) -> bool:
        """Whether who works now may ask and return."""
        return may(self._place.desk, Doing.RETURN)

    def _partner(self) -> str:
        return self._reading.package.package.unit if self._reading else ""

    # --- doing -------------------------------------------------------------------------------

    def begin(self, *, row: bool) -> None:
        """Go to the box of the question about the cell, or about its whole row."""
        index, model = self.grid.currentIndex(), self.grid.model()
        if not isinstance(model, SheetModel) or not index.isValid():
            return
        here = model.cell(index).address
        self._address = Address(here.table, here.key, WHOLE) if row else here
        self._show_question()
        if self.text.isEnabled():
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask(self) -> None:
        """Keep what was written as a question that the next return carries."""
        if self._address is None:
            return
        unit, thread = str(self.unit.currentData()), self._thread()
        desk, text = self._place.desk, self.text.toPlainText()
        try:
            if thread is not None and thread.state is not ThreadState.CLOSED:
                ask_again(desk, thread.id, text)
            else:
                ask(desk, unit, self._address, text)
        except Problem as problem:
            self._on_failed(problem)
            return
        self._moved()
        self.notice.tell("good", tr("Queries", "The question is kept; it goes with the next return."))

    def drop(self) -> None:
        """Take back a question that is not sent yet."""
        thread = self._thread()
        if thread is not None and thread.state is ThreadState.DRAFT:
            drop(self._place.desk, thread.id)
            self.notice.clear()
            self._moved()

    def _moved(self) -> None:
        model = self.grid.model()
        if isinstance(model, SheetModel):
            model.renew(self._states())
        self._show_question()
        self.grid.setFocus()
        self.asked.emit()

    def _accept(self) -> None:
        """Lock the sending that is read here."""
        try:
            accept(self._place.desk, self._partner())
        except Problem as problem:
            self._on_failed(problem)
            return
        self._tell_number()
        self.notice.tell("good", tr("Queries", "Accepted: a newer sending waits until you reopen this unit."))
        self.asked.emit()

    def _want_return(self) -> None:
        self.return_wanted.emit(self._partner())

    def _turn(self, step: int) -> None:
        row = self.table.currentIndex() + step
        if 0 <= row < self.table.count():
            self.table.setCurrentIndex(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps the question, Esc goes back to the table."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.ask()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.grid.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.grid if self.unit.count() else self.unit


def _whole(desk: Desk, unit: str) -> UnitReading:
    """Read a unit's figures with those of the sending before, while the file is open."""
    reading = UnitReading(desk, unit)
    _ = reading.changes
    return reading


def _found(laid: Sheet, wanted: Address | None) -> tuple[int, int]:
    """Find the line and column of a cell; of a row its first cell."""
    if wanted is not None:
        for row, cells in enumerate(laid.cells):
            for column, cell in enumerate(cells):
                same = wanted.field in (WHOLE, cell.address.field)
                if same and cell.address.key == wanted.key:
                    return row, column
    return 0, 0
