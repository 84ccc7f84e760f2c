"""The section "closing": the campaign closed or reopened, a unit's data accepted, what waits meanwhile."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.received import PackageStatus
from forms.basis import Basis
from forms.problems import Problem
from office.acts import Act
from office.case_state import Receipt
from office.closing import accept, close_campaign, reopen
from office.desk import Desk
from office.locks import LockAct, campaign_lock, lock_acts, lock_of
from office.roles import Doing, may
from ui.background import at_own_desk
from ui.basis_fields import BasisFields
from ui.flow import Flow
from ui.widgets import Button, Card, Notice, Picker, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment

_WIDTHS = (150, 160, 170, 150)


def basis_words(basis: Basis | None) -> str:
    """On what an act stands, in one line."""
    if basis is None:
        return ""
    return f"{basis.number or basis.whom}, {basis.day:%d/%m/%Y}"


class LocksSection(QWidget):
    """Closing, accepting and reopening, each with its reason."""

    moved = Signal()  # packages that waited were judged

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("page")
        self._place = place
        self.notice = Notice()
        self.state = label(role="heading", wrap=True)
        self.waiting = label(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for part in (self.state, self.waiting, self.notice):
            column.addWidget(part)
        column.addWidget(self._act_card())
        column.addWidget(self._log_card(), 1)

    def _act_card(self) -> Card:
        card = Card()
        self.unit = Picker(tr("Queries", "For which unit"))
        self.unit.setMinimumContentsLength(24)
        self.unit.currentIndexChanged.connect(lambda _: self._wake())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Queries", "Reason"))
        self.reason.setPlaceholderText(tr("Queries", "Reason: why it is closed or reopened"))
        self.basis = BasisFields()
        self.about = label(role="muted", wrap=True)
        row = Flow(8)
        self.accept = self._button(tr("Queries", "Accept the unit's data"), self._accept)
        self.reopen = self._button(tr("Queries", "Reopen"), self._reopen)
        self.close_all = self._button(tr("Queries", "Close the campaign"), self._close)
        for one in (self.accept, self.reopen, self.close_all):
            row.addWidget(one)
        for part in (self.unit, self.about, self.reason, self.basis):
            card.body.addWidget(part)
        card.body.addLayout(row)
        return card

    def _log_card(self) -> Card:
        card = Card(tr("Queries", "Who closed, accepted and reopened"))
        heads = (
            tr("Queries", "When"),
            tr("Queries", "What"),
            tr("Queries", "Unit"),
            tr("Queries", "Who"),
            tr("Queries", "Reason and basis"),
        )
        self.log = ReadTable(heads, _WIDTHS, tr("Queries", "Who closed, accepted and reopened"))
        self.log.setMinimumHeight(120)
        card.body.addWidget(self.log)
        return card

    @staticmethod
    def _button(words: str, act: Callable[[], object]) -> Button:
        made = button(words)
        made.clicked.connect(act)
        return made

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what is closed and what waits."""
        desk = self._place.desk
        lock = campaign_lock(desk)
        if lock is None:
            self.state.setText(tr("Queries", "The campaign is open; what comes late is taken in as late."))
        else:
            words = tr("Queries", "Closed on {when} by {who}: what comes is kept until it is reopened.")
            self.state.setText(words.format(when=moment(lock.when), who=lock.who))
        held = desk.received.packages(direction="received", status=PackageStatus.WAITING_REOPENING)
        names = ", ".join(f"{_name(desk, one.package.unit)} ({one.package.revision})" for one in held)
        words = tr("Queries", "Waiting for reopening: {names}").format(names=names)
        self.waiting.setText(words if held else "")
        self.waiting.setVisible(bool(held))
        self._fill_units()
        self.log.fill([self._line(act) for act in reversed(lock_acts(desk))])
        self._wake()

    def _fill_units(self) -> None:
        desk, kept = self._place.desk, self.unit.currentData()
        with QSignalBlocker(self.unit):
            self.unit.clear()
            self.unit.addItem(tr("Queries", "All units"), "")
            for one in desk.pack.children(desk.unit.code):
                self.unit.addItem(one.name, one.code)
            self.unit.setCurrentIndex(max(self.unit.findData(kept), 0))

    def _line(self, act: LockAct) -> tuple[str, ...]:
        said = [act.reason, basis_words(act.basis)]
        if act.kind is Act.ACCEPTED:
            said = [tr("Queries", "sending no. {n}").format(n=act.revision)]
        return (
            moment(act.when),
            _act_word(act.kind),
            _name(self._place.desk, act.unit) if act.unit else tr("Queries", "All units"),
            act.who,
            " · ".join(part for part in said if part),
        )

    def _wake(self) -> None:
        """Offer what can be done for the chosen unit."""
        desk, unit = self._place.desk, str(self.unit.currentData() or "")
        lock = lock_of(desk, unit) if unit else campaign_lock(desk)
        kept = desk.received.latest(unit, desk.campaign_id) if unit else None
        accepted = lock is not None and lock.accepted
        closes = may(desk, Doing.CLOSE)
        self.accept.setEnabled(kept is not None and not accepted and may(desk, Doing.RETURN))
        self.reopen.setEnabled(lock is not None and closes)
        self.close_all.setEnabled(not unit and lock is None and closes)
        told = ""
        if lock is not None and accepted:
            words = tr("Queries", "Sending no. {n} was accepted on {when} by {who}: a newer one waits.")
            told = words.format(n=lock.revision, when=moment(lock.when), who=lock.who)
        elif lock is not None:
            told = tr("Queries", "Closed: what comes from here waits.")
        elif kept is not None:
            told = tr("Queries", "Open; sending no. {n} counts.").format(n=kept.package.revision)
        self.about.setText(told)
        self.about.setVisible(bool(told))

    # --- doing -------------------------------------------------------------------------------

    def show_unit(self, unit: str) -> None:
        """Choose a unit."""
        self.unit.setCurrentIndex(max(self.unit.findData(unit), 0))

    def _accept(self) -> None:
        self._try(lambda: accept(self._place.desk, str(self.unit.currentData())))

    def _close(self) -> None:
        desk = self._place.desk
        title = tr("Queries", "Close the campaign")
        question = tr("Queries", "Whatever comes from now on is kept and waits until you reopen. Close it?")
        if self._place.ask.confirm(title, question, title):
            self._try(lambda: close_campaign(desk, self.reason.text(), self._said()))

    def _said(self) -> Basis:
        return self.basis.basis(self._place.desk.clock.today())

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Problem as problem:
            self._on_failed(problem)
            return
        self._on_done(())

    def _reopen(self) -> None:
        unit, reason = str(self.unit.currentData() or ""), self.reason.text()
        try:
            basis = self._said()
        except Problem as problem:
            self._on_failed(problem)
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: reopen(desk, unit, reason, basis)),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, receipts: Sequence[Receipt]) -> None:
        self.reason.clear()
        self.refresh()
        told = [f"{one.unit_name} ({one.revision}): {one.sentence}" for one in receipts]
        self.notice.tell("good", " ".join(told) or tr("Queries", "Noted."))
        self.moved.emit()

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.unit


def _act_word(kind: Act) -> str:
    return {
        Act.CLOSED: tr("Queries", "Closed here"),
        Act.REOPENED: tr("Queries", "Reopened"),
        Act.ACCEPTED: tr("Queries", "Accepted"),
    }.get(kind, "")


def _name(desk: Desk, unit: str) -> str:
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else unit
