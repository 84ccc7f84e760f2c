"""One thread as it is read: every question and answer in order, with the figure as it stood then."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QHeaderView

from db.queries import LineKind, QueryLine, Thread, ThreadState
from forms.answers import Address
from forms.pack import Table
from office.noting import WHOLE
from ui.entry.records_view import first_field
from ui.widgets import ReadTable
from ui.words import tr
from ui.workplace import moment

TONES: Final = {
    ThreadState.DRAFT: "plain",
    ThreadState.ASKED: "warning",
    ThreadState.READY: "note",
    ThreadState.ANSWERED: "note",
    ThreadState.CLOSED: "good",
}
_WIDTHS: Final = (46, 84, 330, 104, 130, 146)


def standing(place: Address, table: Table) -> Address:
    """Where the keyboard stands for what a question names: of a whole row its first cell."""
    return replace(place, field=first_field(table)) if place.field == WHOLE else place


def spread(table: ReadTable, *columns: int) -> None:
    """Let the columns of texts share the room that the others leave."""
    head = table.horizontalHeader()
    head.setStretchLastSection(False)
    for column in columns:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def state_word(state: ThreadState) -> str:
    """Where a thread stands, in words."""
    return {
        ThreadState.DRAFT: tr("Queries", "Not sent yet"),
        ThreadState.ASKED: tr("Queries", "Waits for an answer"),
        ThreadState.READY: tr("Queries", "Answer ready to send"),
        ThreadState.ANSWERED: tr("Queries", "Answered"),
        ThreadState.CLOSED: tr("Queries", "Closed"),
    }[state]


def kind_word(kind: LineKind) -> str:
    """What a line of a thread is, in words."""
    return {
        LineKind.QUESTION: tr("Queries", "Question"),
        LineKind.ANSWER: tr("Queries", "Answer"),
        LineKind.CLOSED: tr("Queries", "Closed"),
    }[kind]


class ThreadList(ReadTable):
    """A list of threads, one a row; it stays on the thread that it stood on when it is filled anew."""

    def __init__(self, heads: tuple[str, ...], widths: tuple[int, ...], name: str) -> None:
        super().__init__(heads, widths, name)
        self.threads: tuple[Thread, ...] = ()
        self.setMinimumHeight(150)

    @property
    def now(self) -> Thread | None:
        """The thread under the cursor."""
        return self.at(self.currentRow())

    def at(self, row: int) -> Thread | None:
        """The thread of a row, None where there is none."""
        return self.threads[row] if 0 <= row < len(self.threads) else None

    def go_to(self, thread: str) -> int:
        """Stand on a thread by its id, on the first where it is not here; gives the row."""
        row = next((n for n, one in enumerate(self.threads) if one.id == thread), 0)
        if self.threads:
            self.selectRow(row)
        return row


class ThreadView(ReadTable):
    """The lines of one thread, first to last."""

    def __init__(self) -> None:
        heads = (
            tr("Queries", "Round"),
            tr("Queries", "What"),
            tr("Queries", "Words"),
            tr("Queries", "Figure then"),
            tr("Queries", "Who"),
            tr("Queries", "When"),
        )
        super().__init__(heads, _WIDTHS, tr("Queries", "All that was said"))
        self.setWordWrap(True)
        spread(self, 2)
        self.verticalHeader().setDefaultSectionSize(28)

    def show_thread(self, thread: Thread | None) -> None:
        """Show a thread, or nothing."""
        lines: Sequence[QueryLine] = sorted(thread.lines, key=lambda one: one.round) if thread else ()
        self.fill(
            [
                (
                    str(line.round),
                    kind_word(line.kind),
                    line.text,
                    line.value,
                    line.who,
                    moment(line.at),
                )
                for line in lines
            ],
            right=(3,),
        )
        self.resizeRowsToContents()
