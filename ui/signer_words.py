"""Who signed a kit or a supplement: recognised already, or to be confirmed by the words on the telephone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from office.signer_seen import SignerSeen
from ui.widgets import label
from ui.words import tr


class SignerWords(QWidget):
    """Person, unit and words; while the signer is not recognised it asks how that was confirmed."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._signer: SignerSeen | None = None
        self.who = label(wrap=True)
        self.explain = label(role="muted", wrap=True)
        self.words = label(role="code", wrap=True)
        self.words.setAccessibleName(tr("Kit", "Words of the signature"))
        self.how = QLineEdit()
        self.how.setAccessibleName(tr("Kit", "How confirmed"))
        self.how.setPlaceholderText(tr("Kit", "For example: called 0260 3824 123, spoke with Mr A Nam"))
        self.how.textChanged.connect(self.changed)
        self.how.returnPressed.connect(self.entered)
        self._asked = QWidget()
        form = QFormLayout(self._asked)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Kit", "How confirmed"), self.how)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.who, self.explain, self.words, self._asked):
            column.addWidget(part)

    def show_signer(self, signer: SignerSeen, unit: str) -> None:
        """Show who signed for a unit."""
        self._signer = signer
        person = ", ".join(part for part in (signer.person, signer.position) if part)
        self.who.setText(tr("Kit", "Signed by {person} for {unit}").format(person=person, unit=unit))
        known = signer.recognised
        self.explain.setText(
            tr("Kit", "✓ This signer is recognised here.")
            if known
            else tr(
                "Kit",
                "This signer is not recognised here yet. Call the unit on a number you know; "
                "it must read exactly these words:",
            )
        )
        self.words.setText(" · ".join(signer.words))
        self.words.setVisible(not known)
        self._asked.setVisible(not known)
        self.how.clear()

    @property
    def recognised(self) -> bool:
        """Whether nothing has to be confirmed."""
        return self._signer is not None and self._signer.recognised

    @property
    def ready(self) -> bool:
        """Whether the signer is recognised, or the person says how the words were compared."""
        return self.recognised or (self._signer is not None and bool(self.how.text().strip()))
