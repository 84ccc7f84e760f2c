"""What the send page is put together from, in the order in which it stands; what the parts do: `page`."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from office.approval import signatures
from office.approval_roles import Signatures
from office.open_errors import ORDINARY, Knowing
from ui.changes.card import ChangesCard
from ui.sending.answer_card import AnswerCard
from ui.sending.approve_step import ApproveStep
from ui.sending.carry_card import CarryCard
from ui.sending.check_step import CheckStep, ReviewStep
from ui.sending.open_step import OpenStep
from ui.sending.place_step import PlaceStep, ResultStep
from ui.sending.present_flow import PresentFlow
from ui.sending.seal_card import SealCard
from ui.sending.sent_card import SentCard
from ui.sending.sign_step import SignStep
from ui.sending.steps import APPROVE, CHECK, PLACE, RESULT, REVIEW, SIGN, Steps, step_name
from ui.sending.what_card import ConfirmCard, WhatCard
from ui.widgets import Notice, Page, button
from ui.words import tr
from ui.workplace import Workplace

_ORDER = (CHECK, REVIEW, SIGN, PLACE, RESULT)
_WITH_APPROVER = (CHECK, REVIEW, SIGN, APPROVE, PLACE, RESULT)


class SendParts(Page):
    """The parts of the send page, laid out and not yet connected."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Send", "Send"))
        self._place = place
        self._knowing: Knowing = ORDINARY
        self._order = _ORDER if signatures(place.desk) is Signatures.ONE else _WITH_APPROVER
        self._steps = Steps([step_name(step) for step in self._order])
        self.answer = AnswerCard(place)
        self.what = WhatCard(place)
        self.check = CheckStep(place)
        self.cover = ReviewStep(place)
        self.sign = SignStep(place)
        self.where = PlaceStep(place, mail=True)
        self.result = ResultStep()
        self.approve = ApproveStep(place)
        self._pages: tuple[QWidget, ...] = (
            self.check,
            self.cover,
            self.sign,
            self.where,
            self.result,
            self.approve,
        )
        self.changes = ChangesCard(place)
        self.paper = PresentFlow(place, lambda: self._knowing)
        self.confirm = ConfirmCard(place)
        self.seal = SealCard()
        self.open = OpenStep(place)
        self.open.hide()
        self.notice = Notice()
        self.carry = CarryCard(place)
        self.sent = SentCard(place)
        self._lay_out()

    def _lay_out(self) -> None:
        self.elsewhere = button(tr("Approve", "Approve a package from another PC …"), kind="quiet")
        if APPROVE not in self._order:
            self.elsewhere.hide()
        self.answers = button(tr("Answer", "An answer from the office above …"), kind="quiet")
        self.head.addWidget(self.elsewhere)
        self.head.addWidget(self.answers)
        self.body.addWidget(self.answer)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.what)
        for page in self._pages:  # no stack: it would be as high as its highest page
            self.body.addWidget(page)
        beside = (self.changes, self.paper.step, self.confirm, self.seal, self.open, self.notice)
        for part in beside:
            self.body.addWidget(part)
        self.body.addLayout(self._buttons())
        self.body.addWidget(self.carry)
        self.body.addWidget(self.sent)
        self.body.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        self.back = button(tr("Send", "Back"))
        self.more = button("")
        self.next = button("", kind="main")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        for part in (self.paper.button, self.more, self.next):
            row.addWidget(part)
        return row
