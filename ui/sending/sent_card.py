"""What was sent so far: send the original once more, or take it out by mail."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon

from office.passage import Passage, Stage, passages
from office.roles import Doing, may
from office.sending import SentView, send_again, sent
from ui.background import at_own_desk
from ui.flow import Flow
from ui.icons import sign
from ui.sending.passage_card import PassageCard
from ui.widgets import Card, ReadTable, button
from ui.words import tr
from ui.workplace import Workplace, moment

_WHERE: Final = 2  # the column that says how far a package has come


class SentCard(Card):
    """The packages sent, the newest first; hidden before the first."""

    carry = Signal(object)  # SentView
    slip = Signal(str)  # the digest of a package whose hand-over slip is wanted
    written = Signal(str)  # a file was written once more
    failed = Signal(object)  # Problem

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Send", "Sent so far"))
        self._place = place
        self._views: tuple[SentView, ...] = ()
        self._passages: tuple[Passage, ...] = ()
        heads = (
            tr("Send", "When"),
            tr("Send", "Sending no."),
            tr("Passage", "Where it is"),
            tr("Send", "Figures code"),
            tr("Send", "File"),
        )
        self.list = ReadTable(heads, (140, 90, 170, 120), tr("Send", "Sent so far"))
        self.list.currentCellChanged.connect(lambda *_: self._show_passage())
        self.body.addWidget(self.list)
        self.passage = PassageCard(place)
        self.passage.noted.connect(self.refresh)
        self.body.addWidget(self.passage)
        again = button(tr("Send", "Send the original again"))
        again.setToolTip(tr("Send", "Writes the kept file once more, byte for byte."))
        again.clicked.connect(self.send_again)
        carry = button(tr("Send", "By e-mail, iOffice or Zalo …"))
        carry.clicked.connect(self._carry_chosen)
        slip = button(tr("Send", "Hand-over slip …"))
        slip.setToolTip(tr("Send", "Two copies on one A4, to be signed when the stick is handed over."))
        slip.clicked.connect(self._slip_chosen)
        self.handed = button(tr("Passage", "It was handed over …"))
        self.handed.clicked.connect(self.passage.ask_handed)
        self.told = button(tr("Passage", "They say it came …"))
        self.told.clicked.connect(self.passage.ask_told)
        line = Flow(8)
        for one in (again, carry, slip, self.handed, self.told):
            line.addWidget(one)
        self.body.addLayout(line)

    def refresh(self) -> None:
        """List what was sent."""
        row = self.list.currentRow()
        self._views = sent(self._place.desk)
        self._passages = passages(self._place.desk)
        self.list.fill([_line(*both) for both in zip(self._views, self._passages, strict=True)])
        for number, one in enumerate(self._passages):
            item = self.list.item(number, _WHERE)
            if item is not None:
                item.setIcon(QIcon(sign(one.tone, 14)))
        self.list.fit(1, 4)
        self.list.selectRow(max(row, 0))
        self._show_passage()
        self.setVisible(bool(self._views))

    def _show_passage(self) -> None:
        row = max(self.list.currentRow(), 0)
        found = self._passages[row] if row < len(self._passages) else None
        self.passage.show_passage(found)
        closed = not may(self._place.desk, Doing.PREPARE)
        proved = closed or found is None or found.stage not in (Stage.SIGNED, Stage.HANDED, Stage.TOLD)
        self.handed.setEnabled(not proved)
        self.told.setEnabled(not proved)

    @property
    def _chosen(self) -> SentView | None:
        row = max(self.list.currentRow(), 0)
        return self._views[row] if row < len(self._views) else None

    def _carry_chosen(self) -> None:
        if (view := self._chosen) is not None:
            self.carry.emit(view)

    def _slip_chosen(self) -> None:
        if (view := self._chosen) is not None:
            self.slip.emit(view.digest)

    def send_again(self) -> None:
        """Write a package once more as it left."""
        view = self._chosen
        if view is None:
            return
        folder = self._place.ask.folder(tr("Send", "Where shall the original be written?"))
        if folder is None:
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: send_again(desk, view.digest, folder)),
            done=lambda path: self.written.emit(str(path)),
            failed=self.failed.emit,
        )


def _line(view: SentView, passage: Passage) -> tuple[str, ...]:
    number = tr("Nil", "{n}: nothing to report").format(n=view.revision) if view.nil else str(view.revision)
    return (moment(view.when), number, passage.word, view.figures_code, view.name)
