"""What was received so far: each package with its verdict, its paper, and the way out and back again."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Signal

from forms.problems import Problem
from office.answer import Answer
from office.desk import Desk
from office.kept_copies import copy_out
from office.receiving import ReceivedView, received
from office.taking_out import put_back, take_out
from ui.ask import Line
from ui.background import at_own_desk
from ui.flow import Flow
from ui.receiving.answer_view import AnswerView
from ui.receiving.paper_check import PaperCheck
from ui.receiving.words import colour, tone_of, verdict_text
from ui.widgets import Button, Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment

_WHY: Final = "why"
_Answered = TypeVar("_Answered")


class ReceivedCard(Card):
    """The packages received; `changed` after one was taken out or put back."""

    changed = Signal()
    report_wanted = Signal(str)  # the unit whose figures are to be read and asked about
    locks_wanted = Signal(str)  # the unit whose package waits for reopening

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Receive", "Received so far"))
        self._place = place
        self._here: tuple[ReceivedView, ...] = ()
        heads = (
            tr("Receive", "Received"),
            tr("Receive", "Unit"),
            tr("Receive", "No."),
            tr("Receive", "Verdict"),
        )
        self.list = ReadTable(heads, (148, 165, 40), tr("Receive", "Received so far"))
        self.list.setMinimumHeight(220)
        self.body.addWidget(self.list)
        row = Flow(8)
        self.copy = self._button(tr("Receive", "Save the file …"), self._copy_out)
        self.copy.setToolTip(
            tr("Receive", "Writes the package as it was received; it is noted that you did.")
        )
        self.out = self._button(tr("Receive", "Take out …"), self._take_out)
        self.out.setToolTip(
            tr("Receive", "Its figures leave the tables; the sending before it counts again. It is noted.")
        )
        self.back = self._button(tr("Receive", "Put back …"), self._put_back)
        self.report = self._button(tr("Receive", "Read the figures, ask …"), self._want_report)
        self.reopen = self._button(tr("Receive", "Reopen …"), self._want_locks)
        for made in (self.report, self.reopen, self.copy, self.out, self.back):
            row.addWidget(made)
        self.body.addLayout(row)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.sentence = label(wrap=True, role="muted")
        self.body.addWidget(self.sentence)
        self.paper = PaperCheck(place)
        self.body.addWidget(self.paper)
        self.answer = AnswerView()
        self.body.addWidget(self.answer)
        self.list.currentCellChanged.connect(lambda row, *_: self._show(row))

    def _button(self, words: str, work: Callable[[], None]) -> Button:
        made = button(words, kind="quiet")
        made.clicked.connect(work)
        return made

    def refresh(self) -> Sequence[ReceivedView]:
        """List anew what was received, and give it."""
        lines = self._here = received(self._place.desk)
        at = max(self.list.currentRow(), 0)
        self.list.fill(
            [
                (
                    moment(one.received_at),
                    _whose(one),
                    str(one.revision or ""),
                    verdict_text(
                        one.verdict,
                        provisional=one.provisional,
                        unsure=one.unsure,
                        in_place=one.in_place,
                    ),
                )
                for one in lines
            ]
        )
        for row, one in enumerate(lines):
            _explain(self.list, row, one)
            colour(self.list, row, 3, tone_of(one.verdict, provisional=one.provisional, unsure=one.unsure))
        self._show(min(at, len(lines) - 1))
        return lines

    def _show(self, row: int) -> None:
        """Show what is known of the package the keyboard stands on, and ask for the code on its paper."""
        one = self._here[row] if 0 <= row < len(self._here) else None
        self.copy.setEnabled(one is not None)
        self.out.setEnabled(one is not None and one.verdict == "taken")
        self.back.setVisible(one is not None and one.verdict == "taken-out")
        self.report.setEnabled(one is not None and one.verdict == "taken" and not one.route)
        self.reopen.setVisible(one is not None and one.verdict == "waiting-reopening")
        told = f"{one.file}\n{one.sentence}" if one is not None and one.verdict != "taken" else ""
        self.sentence.setText(told)
        self.sentence.setVisible(bool(told))
        self.paper.show_package(one)
        self.answer.show_answer(one.answer if one else Answer(), self._place.desk.language)

    @property
    def now(self) -> ReceivedView | None:
        """The package the keyboard stands on; the first one before the list was entered."""
        row = max(self.list.currentRow(), 0)
        return self._here[row] if row < len(self._here) else None

    # --- doing -------------------------------------------------------------------------------

    def _want_report(self) -> None:
        if self.now is not None:
            self.report_wanted.emit(self.now.unit)

    def _want_locks(self) -> None:
        if self.now is not None:
            self.locks_wanted.emit(self.now.unit)

    def _copy_out(self) -> None:
        """Write the package the keyboard stands on into a folder, to be read outside the program."""
        one = self.now
        folder = self._place.ask.folder(tr("Receive", "Choose a folder")) if one is not None else None
        if one is None or folder is None:
            return
        digest = one.digest
        self._run(
            lambda desk: copy_out(desk, digest, folder),
            lambda path: tr("Receive", "Written: {file}").format(file=str(path)),
        )

    def _take_out(self) -> None:
        """Ask why, then take the figures of the package out of the tables."""
        one = self.now
        explained = tr(
            "Receive",
            "The figures of {unit}, no. {n}, leave all tables, and the sending before it counts again. The "
            "package stays here and can be put back. Who did it and why is noted.",
        )
        why = self._why(one, tr("Receive", "Take the package out"), explained, tr("Receive", "Take out"))
        if one is None or not why:
            return
        digest = one.digest
        self._run(
            lambda desk: take_out(desk, digest, why),
            lambda done: (
                tr("Receive", "No. {n} of {unit} is out; no. {again} counts again.")
                if done.again
                else tr("Receive", "No. {n} of {unit} is out; the unit has no figures here now.")
            ).format(n=done.revision, unit=done.unit_name, again=done.again),
        )

    def _put_back(self) -> None:
        """Ask why, then put what was taken out back."""
        one = self.now
        explained = tr("Receive", "The figures of {unit}, no. {n}, count again. Who did it and why is noted.")
        why = self._why(one, tr("Receive", "Put the package back"), explained, tr("Receive", "Put back"))
        if one is None or not why:
            return
        digest = one.digest
        self._run(lambda desk: put_back(desk, digest, why), lambda receipt: receipt.sentence)

    def _why(self, one: ReceivedView | None, title: str, explained: str, yes: str) -> str:
        if one is None:
            return ""
        text = explained.format(unit=one.unit_name or one.file, n=one.revision)
        said = self._place.ask.fill(title, text, [Line(_WHY, tr("Receive", "Why, in a short sentence"))], yes)
        return (said or {}).get(_WHY, "").strip()

    def _run(self, work: Callable[[Desk], _Answered], told: Callable[[_Answered], str]) -> None:
        def done(answered: _Answered) -> None:
            self.refresh()
            self.notice.tell("good", told(answered))
            self.changed.emit()
            self.list.setFocus()

        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: work(desk)), done=done, failed=self._on_failed
        )

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


def _whose(one: ReceivedView) -> str:
    """Name the unit, and what its package carries where that is not the report."""
    nil = tr("Nil", "nothing to report") if one.nil else ""
    return " · ".join(part for part in (one.unit_name or one.file, one.route_number, nil) if part)


def _explain(table: ReadTable, row: int, one: ReceivedView) -> None:
    """Say in full, under the pointer, what a package carries beside the report."""
    item = table.item(row, 1)
    if item is not None and one.route:
        item.setToolTip(f"{one.unit_name} · {one.route}")
