"""A province or district puts the campaign's kit together: tables, guidance, key, folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from forms.problems import Problem
from office.kit_making import KitDraft, make, next_number, planned
from ui.sending.sign_step import SignStep
from ui.widgets import Card, Elided, Notice, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace

CONTACTS, FIGURES, GUIDANCE = "contacts", "figures", "guidance"


class KitMake(QWidget):
    """What goes into the next kit, shown before it is signed."""

    made = Signal(str)  # what was done

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.chosen: dict[str, Path | None] = {CONTACTS: None, FIGURES: None, GUIDANCE: None}
        self._shown: dict[str, Elided] = {}
        outer = column_in(self)
        outer.addWidget(self._what())
        self._signing = QWidget()
        inside = column_in(self._signing)
        self.keys = SignStep(place)
        self.keys.changed.connect(self._wake)
        self.keys.entered.connect(self._make)
        inside.addWidget(self.keys)
        row = QHBoxLayout()
        self.sign = button(tr("Kit", "Sign, and write the kit into a folder …"), kind="main")
        self.sign.clicked.connect(self._make)
        row.addWidget(self.sign)
        row.addStretch(1)
        inside.addLayout(row)
        self._signing.hide()
        outer.addWidget(self._signing)
        self._wake()

    def _what(self) -> Card:
        card = Card(tr("Kit", "Make a kit for the units below"))
        explain = tr(
            "Kit",
            "This office's pack, its register of signers and its added rows go in by themselves. Tables are "
            "Excel or CSV files whose first row holds the headings.",
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.title = QLineEdit()
        self.title.setAccessibleName(tr("Kit", "Title of the kit"))
        self.title.textChanged.connect(self._wake)
        grid.addWidget(label(tr("Kit", "Title of the kit")), 0, 0)
        grid.addWidget(self.title, 0, 1, 1, 2)
        rows = (
            (CONTACTS, tr("Kit", "Whom to call"), tr("Kit", "columns: unit, person, position, telephone")),
            (
                FIGURES,
                tr("Kit", "Official figures"),
                tr("Kit", "columns: unit, table, row, field, value, source"),
            ),
            (GUIDANCE, tr("Kit", "Guidance"), tr("Kit", "a folder of PDF files, 20 MB together")),
        )
        for number, (name, word, columns) in enumerate(rows, 1):
            grid.addWidget(label(word), number, 0)
            self._shown[name] = Elided(columns, role="muted")
            grid.addWidget(self._shown[name], number, 1)
            choose = button(tr("Kit", "Choose …"))
            choose.setAccessibleName(tr("Kit", "Choose: {what}").format(what=word))
            choose.clicked.connect(lambda _=False, n=name, w=word: self._choose(n, w))
            grid.addWidget(choose, number, 2)
        card.body.addLayout(grid)
        self.notice = Notice()
        card.body.addWidget(self.notice)
        row = QHBoxLayout()
        self.check = button(tr("Kit", "Check what goes in"))
        self.check.clicked.connect(self.look)
        row.addWidget(self.check)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        """Propose the campaign's title; read the keys anew."""
        campaign = self._place.desk.pack.campaign
        if not self.title.text() and campaign is not None:
            self.title.setText(self._place.words(campaign.title))
        self.keys.refresh()
        self._wake()

    def _choose(self, name: str, word: str) -> None:
        ask = self._place.ask
        if name == GUIDANCE:
            path = ask.folder(word)
        else:
            files = ask.open_files(word, f"{tr('Kit', 'Excel or CSV')} (*.xlsx *.csv)")
            path = files[0] if files else None
        if path is not None:
            self.chosen[name] = path
            self._shown[name].setText(str(path))
            self._signing.hide()
            self.notice.clear()

    def draft(self) -> KitDraft:
        """What has been said so far."""
        return KitDraft(
            self.title.text(),
            contacts=self.chosen[CONTACTS],
            figures=self.chosen[FIGURES],
            guidance=self.chosen[GUIDANCE],
        )

    def look(self) -> None:
        """Say what the next kit would hold; the key is asked for when nothing stands against it."""
        self._signing.hide()
        try:
            plan = planned(self._place.desk, self.draft())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        words = tr(
            "Kit",
            "Kit number {number}: signers {signers}, contacts {contacts}, guidance {guidance}, supplements "
            "{supplements}, official figures {figures}.",
        )
        self.notice.tell(
            "note",
            words.format(
                number=next_number(self._place.desk),
                signers=len(plan.signers),
                contacts=len(plan.contacts),
                guidance=len(plan.guidance),
                supplements=len(plan.supplements),
                figures=len(plan.figures),
            ),
        )
        self._signing.show()
        self.keys.passphrase.setFocus()

    def _wake(self) -> None:
        self.check.setEnabled(bool(self.title.text().strip()))
        self.sign.setEnabled(self.keys.ready)

    def _make(self) -> None:
        unlock = self.keys.unlock
        if unlock is None:
            return
        folder = self._place.ask.folder(tr("Kit", "Where is the kit to be written?"))
        if folder is None:
            return
        try:
            view, path = make(
                self._place.desk,
                self.draft(),
                unlock=unlock,
                folder=folder,
            )
        except Problem as problem:
            self.keys.refused()
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.keys.forget()
        words = tr("Kit", "Kit number {n} is signed and written: {path}. Hand it to the units below.")
        self.made.emit(words.format(n=view.kit.plan.number, path=path))
