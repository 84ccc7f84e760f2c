"""A campaign kit that lies beside the program at the first start: offered, never taken unasked."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from office.kit import FoundKit, open_file
from office.kit_file import SUFFIX, Kit
from office.messages import sentence
from office.signer_seen import seen
from ui.ask import Ask
from ui.widgets import Notice, button, clear, label
from ui.words import tr
from ui.workplace import day


class KitOffer(QFrame):
    """The newest whole kit found, or one that was chosen, with the words of its signature to be compared."""

    changed = Signal()

    def __init__(self, kits: Sequence[FoundKit], language: str, ask: Ask, now: datetime) -> None:
        super().__init__()
        self._language = language
        self._ask = ask
        self._now = now
        self._kit: Kit | None = None
        self.agree = QCheckBox()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 6)
        self._inside.setSpacing(6)
        self.show_kits(kits)

    def show_kits(self, kits: Sequence[FoundKit]) -> None:
        """Offer the first whole kit; tell why a file is none where there is no other."""
        clear(self._inside)
        self._kit = next((one.kit for one in kits if one.kit is not None), None)
        broken = next((one.problem for one in kits if one.problem is not None), None)
        if self._kit is not None:
            self._show(self._kit)
        elif broken is not None:
            notice = Notice()
            self._inside.addWidget(notice)
            notice.tell("warning", sentence(broken, self._language))
        row = QHBoxLayout()
        self.choose = button(tr("FirstStart", "A campaign kit on a stick? Choose its file …"), kind="quiet")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        row.addStretch(1)
        self._inside.addLayout(row)
        self.changed.emit()

    def _show(self, kit: Kit) -> None:
        plan = kit.plan
        title = plan.title.get(self._language) or plan.title["vi"]
        inside = self._inside
        inside.addWidget(label(tr("FirstStart", "There is a campaign kit"), role="heading"))
        words = tr("FirstStart", "{title} · number {number} of {day} · issued by {unit}")
        told = words.format(
            title=title, number=plan.number, day=day(date.fromisoformat(plan.day)), unit=kit.issuer_name
        )
        inside.addWidget(label(told, wrap=True))
        signer = seen(kit.signer, plan.issuer, None)
        ask = tr(
            "FirstStart",
            "Signed by {person}. Call {unit} on a number you know; it must read exactly these words:",
        )
        inside.addWidget(
            label(ask.format(person=signer.person, unit=kit.issuer_name), role="muted", wrap=True)
        )
        code = label(" · ".join(signer.words), role="code", wrap=True)
        code.setAccessibleName(tr("FirstStart", "Words of the signature"))
        inside.addWidget(code)
        self.agree = QCheckBox(tr("FirstStart", "The words agree: set up with this kit"))
        self.agree.toggled.connect(lambda _: self.changed.emit())
        inside.addWidget(self.agree)

    def _choose(self) -> None:
        kinds = f"{tr('FirstStart', 'Campaign kit')} (*{SUFFIX})"
        files = self._ask.open_files(tr("FirstStart", "Choose a campaign kit"), kinds)
        if files:
            self.show_kits([open_file(files[0], self._now)])
            (self.agree if self._kit is not None else self.choose).setFocus()

    @property
    def accepted(self) -> Kit | None:
        """The kit, once the person has said that the words agree."""
        return self._kit if self._kit is not None and self.agree.isChecked() else None
