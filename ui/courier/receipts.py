"""Receipts for the units below: what the file would hold, which key signs it, where it is written."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from office.case_verdict import verdict_word
from office.receipts import ReceiptLine, receipts_of, write
from office.roles import Doing, may
from ui.people.write_panel import WritePanel, WriteWords
from ui.receiving.words import verdict_text
from ui.widgets import Card, Notice, ReadTable, column_in, label
from ui.words import tr
from ui.workplace import Workplace, moment


class ReceiptsSection(QWidget):
    """One file for all units; a later one says everything anew."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = column_in(self)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("Courier", "What the receipts say"))
        self._count = label(role="muted", wrap=True)
        card.body.addWidget(self._count)
        heads = (
            tr("Courier", "Unit"),
            tr("Courier", "Sending no."),
            tr("Courier", "Received"),
            tr("Courier", "Verdict"),
        )
        self.lines = ReadTable(heads, (220, 90, 150), tr("Courier", "What the receipts say"))
        card.body.addWidget(self.lines)
        column.addWidget(card)
        self.writing = WritePanel(place, _words())
        self.writing.back.hide()
        self.writing.agreed.connect(self._write)
        column.addWidget(self.writing)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read anew what there is to say."""
        self.notice.clear()
        self._show()
        self.writing.begin()

    def _show(self) -> None:
        found = receipts_of(self._place.desk)
        units = len({one.unit for one in found})
        words = tr("Courier", "{n} packages of {units} units; no name of a person or household is in it.")
        none = tr("Courier", "No package came yet.")
        self._count.setText(words.format(n=len(found), units=units) if found else none)
        self.lines.fill([self._line(one) for one in found], right=(1,))
        self.lines.fit(1, 5)
        self.writing.setVisible(bool(found) and may(self._place.desk, Doing.RECEIVE))

    def _line(self, one: ReceiptLine) -> tuple[str, ...]:
        unit = self._place.desk.pack.units_by_code[one.unit].name
        return (unit, str(one.revision), moment(one.received), verdict_text(verdict_word(one.status)))

    def _write(self) -> None:
        self.writing.write(write, self._on_written)

    def _on_written(self, path: Path) -> None:
        self.writing.keys.forget()
        self.writing.begin()
        words = tr(
            "Courier",
            "Written: {file} in {folder}. Carry this one file to every unit; each opens it on its page Send.",
        )
        self.notice.tell("good", words.format(file=path.name, folder=path.parent))

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when the section opens."""
        return self.writing.first_focus() if self.lines.rowCount() else self.lines


def _words() -> WriteWords:
    return WriteWords(
        tr("Courier", "Sign the receipts"),
        tr(
            "Courier",
            "One signed file tells every unit which of its packages came. At the unit a package turns green "
            "only after this file was opened there.",
        ),
        tr("Courier", "Sign and write the receipts"),
    )
