"""What was sent so far: send the original once more, or take it out by mail."""

from PySide6.QtCore import Signal

from office.sending import SentView, send_again, sent
from ui.background import at_own_desk
from ui.flow import Flow
from ui.widgets import Card, ReadTable, button
from ui.words import tr
from ui.workplace import Workplace, moment


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
        heads = (
            tr("Send", "When"),
            tr("Send", "Sending no."),
            tr("Send", "Figures code"),
            tr("Send", "File"),
        )
        self.list = ReadTable(heads, (150, 90, 130), tr("Send", "Sent so far"))
        self.body.addWidget(self.list)
        again = button(tr("Send", "Send the original again"))
        again.setToolTip(tr("Send", "Writes the kept file once more, byte for byte."))
        again.clicked.connect(self.send_again)
        carry = button(tr("Send", "By e-mail, iOffice or Zalo …"))
        carry.clicked.connect(self._carry_chosen)
        slip = button(tr("Send", "Hand-over slip …"))
        slip.setToolTip(tr("Send", "Two copies on one A4, to be signed when the stick is handed over."))
        slip.clicked.connect(self._slip_chosen)
        line = Flow(8)
        for one in (again, carry, slip):
            line.addWidget(one)
        self.body.addLayout(line)

    def refresh(self) -> None:
        """List what was sent."""
        self._views = sent(self._place.desk)
        self.list.fill(
            [(moment(view.when), str(view.revision), view.figures_code, view.name) for view in self._views]
        )
        self.list.fit(1, 4)
        self.setVisible(bool(self._views))

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
