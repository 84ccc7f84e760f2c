"""What is sent: the report, or what the campaign asks for beside it, and the approver's word for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from forms.routed import LEFT_OUT, MASKED, WHOLE, routes
from office.routed import RouteOffer, offers
from office.sending import SendReview
from ui.background import at_own_desk
from ui.widgets import Card, clear, label
from ui.words import tr
from ui.workplace import Workplace, day_of

_LONGEST = 60  # letters of a button


class WhatCard(Card):
    """The report and the packages beside it, each with whether it was sent; hidden without a choice."""

    chosen = Signal()  # the person turns to another of them
    failed = Signal(object)  # Problem
    known = Signal()  # what there is beside the report was looked up

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Send", "What is sent?"))
        self._place = place
        self._offers: tuple[RouteOffer, ...] = ()
        self._route = ""
        words = tr(
            "Send",
            "The campaign asks for more than the report. Each of these is signed and sent as a package of "
            "its own; what stands there is left out of the report.",
        )
        self.body.addWidget(label(words, role="muted", wrap=True))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_click)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self.hide()

    @property
    def route(self) -> str:
        """Which package is chosen, "" for the report."""
        return self._route

    @property
    def _next(self) -> RouteOffer | None:
        return next((one for one in self._offers if not one.revision and one.id != self._route), None)

    @property
    def has_next(self) -> bool:
        """Whether a package beside the report was never sent."""
        return self._next is not None

    def name_next(self, way: QPushButton) -> None:
        """Name that package on the button that turns to it."""
        if self._next is not None:
            words = tr("Send", "Send next: {what}").format(what=self._next.title)
            way.setText(words if len(words) < _LONGEST else words[: _LONGEST - 2] + "…")
            way.setToolTip(words)

    def choose_next(self) -> None:
        """Turn to that package."""
        if self._next is not None:
            self.choose(self._next.id)

    @property
    def has_choice(self) -> bool:
        """Whether there is anything beside the report."""
        return bool(self._offers)

    def refresh(self) -> None:
        """Look up what there is beside the report."""
        if routes(self._place.desk.pack):
            self._place.runner.run(
                at_own_desk(self._place.desk, lambda desk, _: offers(desk)),
                done=self._show_offers,
                failed=self.failed.emit,
            )

    def choose(self, route: str) -> None:
        """Turn to a package."""
        self._route = route
        self._press()
        self.chosen.emit()

    def _show_offers(self, found: tuple[RouteOffer, ...]) -> None:
        self._offers = found
        if self._route not in {one.id for one in found}:
            self._route = ""
        clear(self._list)
        for button in self._group.buttons():
            self._group.removeButton(button)
        self._add(0, tr("Send", "The report"))
        for number, one in enumerate(found, start=1):
            self._add(number, f"{one.title} · {_rows(one)} · {_sent(one)}")
        self._press()
        self.known.emit()

    def _add(self, number: int, text: str) -> None:
        choice = QRadioButton(text)
        choice.setAccessibleName(text)
        self._group.addButton(choice, number)
        self._list.addWidget(choice)

    def _press(self) -> None:
        names = ["", *(one.id for one in self._offers)]
        pressed = self._group.button(names.index(self._route)) if self._route in names else None
        if pressed is not None:
            pressed.setChecked(True)

    def _on_click(self, number: int) -> None:
        route = self._offers[number - 1].id if number else ""
        if route != self._route:
            self._route = route
            self.chosen.emit()

    def first_focus(self) -> QWidget | None:
        """The choice that is pressed."""
        return self._group.checkedButton()


class ConfirmCard(Card):
    """A register leaves the office: what travels, to whom, and the approver's word for it."""

    changed = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Send", "The register leaves your office"))
        self._place = place
        self._told = label(wrap=True)
        self.body.addWidget(self._told)
        self.tick = QCheckBox()
        self.tick.toggled.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.tick)
        self._wanted = False
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether the package shown may only travel with the approver's word."""
        return self._wanted

    @property
    def given(self) -> bool:
        """Whether nothing stands in the way: no word is wanted, or it is given."""
        return not self._wanted or self.tick.isChecked()

    def show_review(self, review: SendReview) -> None:
        """Say what would travel; the word is asked for anew each time."""
        beside = review.beside
        self._wanted = beside is not None and beside.must_confirm
        self.tick.setChecked(False)
        if beside is None or review.header is None:
            return
        to = review.recipient.name if review.recipient else ""
        words = tr(
            "Send", "{rows}, with names and addresses, travel to {to}. Identity numbers: {numbers}."
        ).format(rows=_rows(beside), to=to, numbers=_numbers(beside.id_numbers))
        self._told.setText(words)
        said = tr("Send", "{approver} confirms: the campaign asks for it, and it may be sent.")
        self.tick.setText(said.format(approver=review.header.approver))
        self.tick.setAccessibleName(self.tick.text())


def _rows(one: RouteOffer) -> str:
    words = tr("Send", "{n} households") if one.is_register else tr("Send", "{n} records")
    return words.format(n=one.rows)


def _sent(one: RouteOffer) -> str:
    if not one.revision or one.sent_at is None:
        return tr("Send", "not sent yet")
    return tr("Send", "sent on {day}, sending no. {n}").format(day=day_of(one.sent_at), n=one.revision)


def _numbers(how: str) -> str:
    return {
        LEFT_OUT: tr("Send", "left out"),
        MASKED: tr("Send", "only their last four digits"),
        WHOLE: tr("Send", "whole"),
    }.get(how, how)
