"""A campaign kit that lies beside the program at the first start: offered, never taken unasked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from office.kit import FoundKit
from office.kit_file import Kit
from office.messages import sentence
from office.signer_seen import seen
from ui.widgets import Notice, label
from ui.words import tr
from ui.workplace import day


class KitOffer(QFrame):
    """The newest whole kit found, with the words of its signature to be compared by telephone."""

    changed = Signal()

    def __init__(self, kits: Sequence[FoundKit], language: str) -> None:
        super().__init__()
        self._kit = next((one.kit for one in kits if one.kit is not None), None)
        self.agree = QCheckBox(tr("FirstStart", "The words agree: set up with this kit"))
        self.agree.toggled.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        if self._kit is not None:
            self._show(column, self._kit, language)
        else:
            broken = next((one for one in kits if one.problem is not None), None)
            self.setVisible(broken is not None)
            if broken is not None and broken.problem is not None:
                notice = Notice()
                column.addWidget(notice)
                notice.tell("warning", sentence(broken.problem, language))

    def _show(self, column: QVBoxLayout, kit: Kit, language: str) -> None:
        plan = kit.plan
        title = plan.title.get(language) or plan.title["vi"]
        column.addWidget(label(tr("FirstStart", "A campaign kit lies beside the program"), role="heading"))
        words = tr("FirstStart", "{title} · number {number} of {day} · issued by {unit}")
        told = words.format(
            title=title, number=plan.number, day=day(date.fromisoformat(plan.day)), unit=kit.issuer_name
        )
        column.addWidget(label(told, wrap=True))
        signer = seen(kit.signer, plan.issuer, None)
        ask = tr(
            "FirstStart",
            "Signed by {person}. Call {unit} on a number you know; it must read exactly these words:",
        )
        column.addWidget(
            label(ask.format(person=signer.person, unit=kit.issuer_name), role="muted", wrap=True)
        )
        code = label(" · ".join(signer.words), role="code", wrap=True)
        code.setAccessibleName(tr("FirstStart", "Words of the signature"))
        column.addWidget(code)
        column.addWidget(self.agree)

    @property
    def accepted(self) -> Kit | None:
        """The kit, once the person has said that the words agree."""
        return self._kit if self._kit is not None and self.agree.isChecked() else None
