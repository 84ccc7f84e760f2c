"""One unit of the board looked at: what came from it, what is missing, whom to call, where to go on."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from office.board import BoardRow
from office.in_place import may_begin
from office.receiving import ReceivedView, received
from ui.board.states import TONES, word
from ui.flow import Flow
from ui.widgets import ReadTable, badge, button, clear, copyable, label
from ui.words import tr
from ui.workplace import Workplace, moment

_WIDTHS: Final = (50, 146, 160, 320)


class UnitCard(QWidget):
    """Shown in the place of the list; Esc goes back."""

    left = Signal()
    go = Signal(str)  # name of a page
    report_wanted = Signal(str)  # the unit whose figures are to be read and asked about
    in_place_wanted = Signal(str)  # the unit whose figures are to be typed here
    courier_wanted = Signal(str)  # the unit whose numbered files are to be looked at

    def __init__(self, place: Workplace, *, live: bool) -> None:
        super().__init__()
        self._place = place
        self._live = live
        self.row: BoardRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = Flow(10)
        column.addLayout(self._head)
        self.contact = copyable("")
        self.why = label(wrap=True)
        self.missing = label(wrap=True, tone="warning")
        for one in (self.why, self.missing, self.contact):
            column.addWidget(one)
        heads = (
            tr("Board", "No."),
            tr("Board", "Received"),
            tr("Board", "Verdict"),
            tr("Board", "What was found"),
            tr("Board", "File"),
        )
        self.packages = ReadTable(heads, _WIDTHS, tr("Board", "Packages of the unit"))
        self.packages.verticalHeader().setDefaultSectionSize(28)
        column.addWidget(self.packages)
        self.ways = Flow(8)
        self.back = button(tr("Board", "Back to the list (Esc)"), kind="main")
        self.back.clicked.connect(self.left)
        self.ways.addWidget(self.back)
        self.report = button(tr("Board", "Read its report, ask …"))
        self.report.clicked.connect(lambda: self.report_wanted.emit(self.code))
        self.in_place = button(tr("Board", "Type in its place …"))
        self.in_place.clicked.connect(lambda: self.in_place_wanted.emit(self.code))
        self.courier = button(tr("Board", "Numbers of its files …"))
        self.courier.clicked.connect(lambda: self.courier_wanted.emit(self.code))
        for way in (self.report, self.in_place, self.courier) if live else ():
            self.ways.addWidget(way)
        for name, words in self._pages() if live else ():
            way = button(words)
            way.clicked.connect(lambda _=False, name=name: self.go.emit(name))
            self.ways.addWidget(way)
        column.addLayout(self.ways)
        column.addStretch(1)

    @staticmethod
    def _pages() -> tuple[tuple[str, str], ...]:
        return (("receive", tr("Board", "To the page Receive")), ("totals", tr("Board", "To the totals")))

    @property
    def code(self) -> str:
        """The unit that is shown, "" for none."""
        return self.row.unit.code if self.row else ""

    def show_unit(self, row: BoardRow) -> None:
        """Show a unit."""
        self.row = row
        self.report.setEnabled(row.package is not None)
        self.in_place.setEnabled(may_begin(self._place.desk, row.unit.code) is None)
        clear(self._head)
        self._head.addWidget(label(f"{row.unit.name} ({row.unit.code})", role="heading"))
        self._head.addWidget(badge(word(row.state), TONES[row.state]))
        self.why.setText(row.why)
        told = tr("Board", "Missing: {what}").format(what="; ".join(row.missing))
        self.missing.setText(told if row.missing else "")
        self.missing.setVisible(bool(row.missing))
        who = row.contact.text or tr("Board", "nobody known: see “Whom to call”")
        self.contact.setText(tr("Board", "To call: {who}").format(who=who) if self._live else "")
        came = [one for one in received(self._place.desk) if one.unit == row.unit.code]
        self.packages.fill([_line(one) for one in came], right=(0,))
        self.packages.fit(2, 6)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.packages if self.packages.rowCount() else self.back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _line(one: ReceivedView) -> tuple[str, ...]:
    from ui.receiving.words import verdict_text  # once a unit is looked at, not at the start

    verdict = verdict_text(one.verdict, provisional=one.provisional, unsure=one.unsure, in_place=one.in_place)
    return (str(one.revision or ""), moment(one.received_at), verdict, one.sentence, one.file)
