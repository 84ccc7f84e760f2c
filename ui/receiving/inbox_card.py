"""The inbox: what taking each file in would do, and after that the verdict on each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from office.case_state import Receipt
from office.inbox import Inbox, Looked
from ui.flow import Flow
from ui.receiving.answer_view import AnswerView
from ui.receiving.words import colour, tone_of, verdict_text, would_text, would_tone
from ui.widgets import Card, Picker, ReadTable, button, label
from ui.words import tr

_URGENT = ("error", "warning", "note", "good")
_MOST = 8  # rows that are shown without scrolling
_ORDER_LETTERS = 20
OTHER_PACK = "OTHER_PACK"


@dataclass(frozen=True, slots=True)
class _Row:
    words: str
    tone: str
    receipt: Receipt
    looked: Looked | None = None


class InboxCard(Card):
    """Lists the files that were handed in; hidden while there are none."""

    take_wanted = Signal()
    pack_wanted = Signal()
    away_wanted = Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Receive", "Verdict on each file"))
        self._language = language
        self._rows: tuple[_Row, ...] = ()
        self._shown: tuple[_Row, ...] = ()
        self.body.addLayout(self._buttons())
        heads = (
            tr("Receive", "Verdict"),
            tr("Receive", "Unit"),
            tr("Receive", "No."),
            tr("Receive", "What was found"),
        )
        self.list = ReadTable(heads, (214, 170, 40), tr("Receive", "Verdict on each file"))
        self.list.currentCellChanged.connect(self._on_row)
        self.body.addWidget(self.list)
        self.detail = label(wrap=True, role="muted")
        self.body.addWidget(self.detail)
        self._count = label(wrap=True)
        self.body.addWidget(self._count)
        cells = (tr("Receive", "Cell"), tr("Receive", "Now"), tr("Receive", "In this package"))
        self.cells = ReadTable(cells, (430, 150), tr("Receive", "Cells that change"))
        self.body.addWidget(self.cells)
        self.answer = AnswerView()
        self.body.addWidget(self.answer)
        self.hide()

    def _buttons(self) -> Flow:
        row = Flow(8)
        self.take = button("", kind="main")
        self.take.clicked.connect(self.take_wanted)
        self.pack = button(tr("Receive", "Load the form pack it was made with …"))
        self.pack.clicked.connect(self.pack_wanted)
        self.away = button(tr("Receive", "Put the list away"), kind="quiet")
        self.away.clicked.connect(self.away_wanted)
        self.order = Picker(tr("Receive", "Order of the list"))
        self.order.setMinimumContentsLength(_ORDER_LETTERS)
        for words, name in (
            (tr("Receive", "First what needs you"), "tone"),
            (tr("Receive", "By unit"), "unit"),
            (tr("Receive", "As they came"), ""),
        ):
            self.order.addItem(words, name)
        self.order.currentIndexChanged.connect(lambda _: self._list())
        for made in (self.take, self.pack, self.away, self.order):
            row.addWidget(made)
        return row

    # --- showing -----------------------------------------------------------------------------

    def show_looked(self, inbox: Inbox) -> None:
        """Show what taking the files in would do."""
        self._show(_Row(would_text(one), would_tone(one), one.receipt, one) for one in inbox.lines)
        kept = sum(not one.would.counts and one.receipt.verdict != "already-here" for one in inbox.lines)
        if inbox.count:
            self.take.setText(tr("Receive", "Take in {n} packages").format(n=inbox.count))
        else:
            self.take.setText(tr("Receive", "Keep {n} files with their verdict").format(n=kept))
        self.take.setVisible(bool(inbox.count or kept))
        self.pack.setVisible(any(one.receipt.reason == OTHER_PACK for one in inbox.lines))

    def show_receipts(self, receipts: Sequence[Receipt]) -> None:
        """Show the verdict on each file that was taken in or kept."""
        self._show(
            _Row(
                verdict_text(one.verdict, provisional=one.provisional, unsure=one.unsure),
                tone_of(one.verdict, provisional=one.provisional, unsure=one.unsure),
                one,
            )
            for one in receipts
        )
        self.take.hide()
        self.pack.hide()

    def _show(self, rows: Iterable[_Row]) -> None:
        self._rows = tuple(rows)
        self.setVisible(bool(self._rows))
        self.order.setVisible(len(self._rows) > 1)
        self._list()

    def _list(self) -> None:
        name = self.order.currentData()
        rows = list(self._rows)
        if name == "tone":
            rows.sort(key=lambda row: _URGENT.index(row.tone))
        elif name == "unit":
            rows.sort(key=lambda row: (row.receipt.unit == "", row.receipt.unit, row.receipt.revision))
        self._shown = tuple(rows)
        self.list.fill([_cells(row) for row in rows])
        self.list.fit(1, _MOST)
        for number, row in enumerate(rows):
            colour(self.list, number, 0, row.tone)
        if rows:
            self.list.selectRow(0)
        self._on_row(0)

    def _on_row(self, number: int, *_: int) -> None:
        row = self._shown[number] if 0 <= number < len(self._shown) else None
        if row is None:
            return
        one = row.receipt
        good = row.looked is not None and row.looked.would.counts
        told = one.sentence if good or not one.reason else f"{one.reason}: {one.sentence}"
        parts = [one.file, told, *one.details]
        self.detail.setText("\n".join(parts))
        self.answer.show_answer(one.answer, self._language)
        self._show_cells(row.looked)

    def _show_cells(self, line: Looked | None) -> None:
        cells = line.cells if line is not None else ()
        self.cells.setVisible(bool(cells))
        more = line.changed + line.added + line.gone - len(cells) if line is not None and cells else 0
        self._count.setVisible(more > 0)
        self._count.setText(tr("Receive", "The first {n} are listed.").format(n=len(cells)))
        said = [f"{one.place} – {one.why}" if one.why else one.place for one in cells]
        self.cells.fill([(place, one.old, one.new) for place, one in zip(said, cells, strict=True)])
        self.cells.fit(1, _MOST)


def _cells(row: _Row) -> tuple[str, ...]:
    one = row.receipt
    return (row.words, one.unit_name or one.file, str(one.revision or ""), one.sentence)


def first_place(card: InboxCard) -> QWidget:
    """Where the keyboard goes once files are listed: to the button that takes them in, else to the list."""
    return card.list if card.take.isHidden() else card.take
