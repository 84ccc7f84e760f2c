"""A certificate file before it is taken in: who signed it, what is ours, which roots are new."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from office.certified import CertificatesView, Root
from ui.people.certificate_words import limit_words, use_word
from ui.register.panel import Panel
from ui.signer_words import SignerWords
from ui.widgets import Card, ReadTable, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, day_of


class CertificatePanel(Panel):
    """Shows the preview; `agreed` tells passphrase, compared roots and how."""

    agreed = Signal(str, object, str)  # passphrase, frozenset[str], how

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.view: CertificatesView | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self.signer = SignerWords()
        who = Card()
        who.body.addWidget(self.signer)
        self._roots = Card(tr("Authority", "Roots that are new here"))
        words = tr(
            "Authority",
            "A root is what every certificate below it hangs on. Call the office that owns it on a number "
            "you know; it must read exactly these words:",
        )
        self._roots.body.addWidget(label(words, role="muted", wrap=True))
        self._list = QVBoxLayout()
        self._roots.body.addLayout(self._list)
        self.how = QLineEdit()
        self.how.setAccessibleName(tr("Authority", "How the words were compared"))
        self.how.setPlaceholderText(tr("Kit", "For example: called 0260 3824 123, spoke with Mr A Nam"))
        form = QFormLayout()
        form.addRow(self.how.accessibleName(), self.how)
        self._roots.body.addLayout(form)
        self._mine = Card(tr("Authority", "Certificates for this office"))
        heads = (tr("Authority", "For"), tr("Authority", "Valid until"), tr("Authority", "Key file"))
        self.mine = ReadTable(heads, (260, 120), tr("Authority", "Certificates for this office"))
        self._mine.body.addWidget(self.mine)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(tr("Authority", "Passphrase of the key files"))
        self.passphrase.setMaximumWidth(420)
        secret = QFormLayout()
        secret.addRow(self.passphrase.accessibleName(), self.passphrase)
        self._mine.body.addLayout(secret)
        self._lists = label(role="muted", wrap=True)
        for part in (who, self._roots, self._mine, self._lists):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.yes = button(tr("Authority", "Take it in"), kind="main")
        self.yes.clicked.connect(self._agree)
        self.acts.addWidget(self.yes)
        for line in (self.how, self.passphrase):
            line.textChanged.connect(self._wake)
            line.returnPressed.connect(self._agree)
        self.signer.changed.connect(self._wake)
        self.signer.entered.connect(self._agree)

    def show_view(self, view: CertificatesView) -> None:
        """Show what a certificate file would change."""
        self.view = view
        self.tell(
            tr("Authority", "Certificates from {office}").format(office=view.issuer_name),
            tr("Authority", "Nothing is changed before you say so."),
        )
        self.notice.clear()
        self.signer.show_signer(view.signer, view.issuer_name)
        self.how.clear()
        self.passphrase.clear()
        clear(self._list)
        self._ticks = {}
        asked = [root for root in view.roots if not root.vouched]
        for root in view.roots:
            self._add_root(root)
        self._roots.setVisible(bool(view.roots))
        self.how.setVisible(bool(asked))
        self.mine.fill([(use_word(one.use), day_of(one.until), one.key.name) for one in view.mine])
        self.mine.fit(1, 4)
        self._mine.setVisible(bool(view.mine))
        told = tr("Authority", "New revocation lists: {n}. Packages that wait for one are judged again.")
        self._lists.setText(told.format(n=view.lists))
        self._lists.setVisible(view.lists > 0)
        if not (view.mine or view.roots or view.lists):
            self.notice.tell("note", tr("Authority", "Nothing in it is new here."))
        self._wake()

    def _add_root(self, root: Root) -> None:
        may = limit_words(self._place.desk, root.limit)
        self._list.addWidget(label(f"{root.name} · {may}", wrap=True))
        code = label(" · ".join(root.words), role="code", wrap=True)
        code.setAccessibleName(tr("Authority", "Words of the root"))
        self._list.addWidget(code)
        if root.vouched:
            words = tr("Authority", "✓ Whoever signed this file vouches for it.")
            self._list.addWidget(label(words, role="muted"))
            return
        tick = QCheckBox(tr("Authority", "I compared these words with its owner"))
        tick.toggled.connect(lambda _: self._wake())
        self._ticks[root.fingerprint] = tick
        self._list.addWidget(tick)

    def _wake(self) -> None:
        ticked = all(tick.isChecked() for tick in self._ticks.values())
        told = not self._ticks or bool(self.how.text().strip())
        opened = self._mine.isHidden() or bool(self.passphrase.text())
        self.yes.setEnabled(self.view is not None and self.signer.ready and ticked and told and opened)

    def _agree(self) -> None:
        if self.yes.isEnabled():
            how = self.how.text().strip() or self.signer.how.text().strip()
            self.agreed.emit(self.passphrase.text(), frozenset(self._ticks), how)

    def first_focus(self) -> QWidget | None:
        """The first thing to be typed or ticked."""
        if not self.signer.recognised:
            return self.signer.how
        if self._ticks:
            return next(iter(self._ticks.values()))
        return self.passphrase if not self._mine.isHidden() else self.yes
