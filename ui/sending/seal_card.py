"""Whether a package leaves sealed, so that only the office it goes to can open it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from office.sending import SendReview
from ui.widgets import Card, Notice, label
from ui.words import tr


class SealCard(Card):
    """Ticked where the package carries a register or identity numbers; offered where it speaks of people."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Send", "Who can open the file?"))
        self.tick = QCheckBox()
        self.tick.toggled.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.tick)
        words = tr(
            "Send",
            "The file on the stick or in the mail is encrypted. Your office keeps a copy that opens as "
            "usual.",
        )
        self._explain = label(words, role="muted", wrap=True)
        self.body.addWidget(self._explain)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._offered = self._possible = self._needed = False
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to say about who can open the package."""
        return self._offered

    @property
    def sealed(self) -> bool:
        """Whether the package shall leave sealed."""
        return self._possible and self.tick.isChecked()

    @property
    def may_mail(self) -> bool:
        """Whether it may go by mail: what others must not read only when it is sealed."""
        return not self._needed or self.sealed

    def show_review(self, review: SendReview) -> None:
        """Say what can be done for this package."""
        sealing = review.sealing
        self._offered = sealing is not None and (sealing.by_stick or (sealing.offered and sealing.possible))
        self._possible = sealing is not None and sealing.possible
        self._needed = sealing is not None and sealing.wanted
        self.notice.clear()
        if sealing is None:
            return
        self.tick.setText(tr("Send", "Only {unit} can open it").format(unit=sealing.recipient))
        self.tick.setAccessibleName(self.tick.text())
        self.tick.setChecked(sealing.wanted and sealing.possible)
        self.tick.setVisible(sealing.possible)
        self._explain.setVisible(sealing.possible)
        if sealing.by_stick:
            what = review.beside.title if review.beside else tr("Send", "The report")
            words = tr(
                "Send",
                "“{what}” holds personal data and cannot be encrypted: no certificate of {unit} is here. "
                "Carry it by USB stick, from hand to hand; it is not offered for e-mail.",
            )
            self.notice.tell("warning", words.format(what=what, unit=sealing.recipient))
