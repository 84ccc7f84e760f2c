"""At the first start: a colleague at the office handed over a part, and this PC is set up from it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exports.part_file import SUFFIX, PartHead
from forms.problems import Problem
from office.messages import sentence
from office.parts_opening import look_at_first
from ui.ask import Ask, Line
from ui.widgets import button
from ui.words import tr


class PartOffer(QWidget):
    """A button that asks for the part's file, who works here, and the part's code."""

    wanted = Signal(object, str, str, str)  # path, unit, person, code
    refused = Signal(str)

    def __init__(self, language: str, ask: Ask) -> None:
        super().__init__()
        self._language = language
        self._ask = ask
        self.choose = button(
            tr("FirstStart", "A colleague handed you a part? Choose its file …"), kind="quiet"
        )
        self.choose.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choose)
        row.addStretch(1)

    def ask(self) -> None:
        """Ask, and tell what was chosen."""
        kinds = f"{tr('FirstStart', 'Parts')} (*{SUFFIX})"
        files = self._ask.open_files(tr("FirstStart", "Choose a part"), kinds)
        if not files:
            return
        try:
            head = look_at_first(files[0])
        except Problem as problem:
            self.refused.emit(sentence(problem, self._language))
            return
        self._ask_more(files[0], head)

    def _ask_more(self, path: Path, head: PartHead) -> None:
        lines = [Line("person", tr("FirstStart", "Full name"), initial=head.taker)]
        if head.protected:
            lines.append(Line("code", tr("FirstStart", "Code of the part")))
        told = tr(
            "FirstStart", "{unit}: {forms}, handed over by {person}. Packages go out from that office's PC."
        )
        said = self._ask.fill(
            tr("FirstStart", "Work on a part of the report"),
            told.format(unit=head.unit_name, forms=", ".join(head.scope.forms), person=head.giver),
            lines,
            tr("FirstStart", "Start typing"),
        )
        if said:
            self.wanted.emit(path, head.unit, said["person"], said.get("code", ""))
