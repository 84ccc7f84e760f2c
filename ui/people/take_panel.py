"""A register file before it is taken in: who signed it, and what each of its lines would change here."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from office.register_file import RegisterView
from office.register_lines import Proposal, Step
from ui.ask import Check
from ui.brought_words import brought_words
from ui.icons import sign
from ui.people.words import capacity_word, end_word
from ui.register.panel import Panel
from ui.signer_words import SignerWords
from ui.widgets import Card, ReadTable, button
from ui.words import tr
from ui.workplace import Workplace, day, moment

_SIGNS = {
    Step.NEW: "good",
    Step.END: "warning",
    Step.CHANGE: "note",
    Step.NOTE: "plain",
    Step.CONFLICT: "error",
}


class TakePanel(Panel):
    """Shows the preview; `agreed` tells the chosen lines and how the signer was confirmed."""

    agreed = Signal(object, str)  # frozenset[int] | None, str

    def __init__(self, place: Workplace) -> None:
        super().__init__(scroll=False)
        self._place = place
        self.view: RegisterView | None = None
        self.signer = SignerWords()
        self.signer.how.textChanged.connect(lambda _: self._wake())
        self.signer.how.returnPressed.connect(self._all)
        who = Card()
        who.body.addWidget(self.signer)
        self.body.addWidget(who)
        card = Card(tr("People", "What changes here"))
        heads = (
            tr("People", "What"),
            tr("People", "Unit"),
            tr("People", "Signer"),
            tr("People", "Remark"),
        )
        self.lines = ReadTable(heads, (170, 150, 210), tr("People", "What changes here"))
        card.body.addWidget(self.lines)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.all = button(tr("People", "Take everything in"), kind="main")
        self.all.clicked.connect(self._all)
        self.some = button(tr("People", "Choose lines …"))
        self.some.clicked.connect(self._some)
        self.acts.addWidget(self.some)
        self.acts.addWidget(self.all)

    def show_view(self, view: RegisterView) -> None:
        """Show what a register file would change."""
        self.view = view
        self.tell(
            tr("People", "Register of signers of {unit}").format(unit=view.issuer_name),
            tr("People", "Made on {when}. Nothing is changed before you say so.").format(
                when=moment(view.file.made)
            ),
        )
        self.signer.show_signer(view.signer, view.issuer_name)
        self.lines.fill([self._told(one) for one in view.proposals])
        for row, one in enumerate(view.proposals):
            item = self.lines.item(row, 0)
            if item is not None:
                item.setIcon(QIcon(sign(_SIGNS[one.step], 14)))
        self.lines.fit(1, 8)
        more = "\n".join(brought_words(view.brought))
        nothing = "" if view.proposals or more else tr("People", "Nothing in it is new here.")
        self.notice.tell("note", more or nothing)
        self._wake()

    def _told(self, one: Proposal) -> tuple[str, str, str, str]:
        line = one.line
        units = self._place.desk.pack.units_by_code
        person = ", ".join(part for part in (line.person, line.position) if part)
        return _step_word(one.step), units[line.unit].name, person, self._remark(one)

    def _remark(self, one: Proposal) -> str:
        line, known = one.line, one.known
        if one.step is Step.CONFLICT and known is not None:
            if known.unit != line.unit:
                other = self._place.desk.pack.units_by_code.get(known.unit)
                words = tr("People", "recognised here for {unit}; stays so")
                return words.format(unit=other.name if other else known.unit)
            return tr("People", "ended here ({why}); stays so").format(why=end_word(known.end_kind))
        if one.step in (Step.END, Step.NOTE):
            until = tr("People", "until {day}").format(day=day(line.until)) if line.until else ""
            return " · ".join(part for part in (end_word(line.end), until) if part)
        parts = [capacity_word(line.capacity) if line.capacity else ""]
        parts.append(tr("People", "until {day}").format(day=day(line.until)) if line.until else "")
        return " · ".join(part for part in parts if part)

    def _wake(self) -> None:
        view = self.view
        ready = view is not None and self.signer.ready and view.changes
        self.all.setEnabled(ready)
        self.some.setEnabled(ready and view is not None and len(view.proposals) > 1)

    def _all(self) -> None:
        if self.all.isEnabled():
            self.agreed.emit(None, self.signer.how.text().strip())

    def _some(self) -> None:
        if self.view is None:
            return
        lines = [
            Check(told, told[3], open=one.step is not Step.CONFLICT, ticked=one.step is not Step.CONFLICT)
            for one in self.view.proposals
            for told in [self._told(one)]
        ]
        heads = (tr("People", "What"), tr("People", "Unit"), tr("People", "Signer"), tr("People", "Remark"))
        chosen = self._place.ask.tick(
            tr("People", "Choose lines …"),
            tr("People", "Only ticked lines change something here."),
            heads,
            lines,
            tr("People", "Take these in"),
        )
        if chosen is not None:
            self.agreed.emit(chosen, self.signer.how.text().strip())

    def first_focus(self) -> QWidget | None:
        return self.all if self.signer.recognised else self.signer.how


def _step_word(step: Step) -> str:
    return {
        Step.NEW: tr("People", "recognise"),
        Step.END: tr("People", "end recognition"),
        Step.CHANGE: tr("People", "change"),
        Step.NOTE: tr("People", "note as ended"),
        Step.CONFLICT: tr("People", "left as it is"),
    }[step]
