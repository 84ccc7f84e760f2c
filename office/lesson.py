"""The guided lesson: which step the learner is at, and whether it was done, judged by what happened.

Nobody presses "next": a step is done when the office's answers, their history and the keys that were seen say
so. What is not right yet is told in one sentence (`office/messages/practice.csv`); the next step and the end
survive the program. The steps' cells come from the pack's folder (docs/practice.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from forms.answers import Address
from forms.findings import Finding
from forms.pack import Severity
from office.entry import Entry
from office.messages import sentence
from office.practice import LessonCell
from office.sending import sent

ENTER, ARROW, F2, PASTE, F4, F9, F12, UNDO, MOUSE = (
    "enter", "arrow", "f2", "paste", "f4", "f9", "f12", "undo", "mouse",
)  # fmt: skip
"""What the window reports of the learner's hands."""

_KEPT = "lesson"  # a setting: how many steps are done
_CELLS_TO_VISIT = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window saw since the step began."""

    hands: frozenset[str] = frozenset()
    visited: tuple[Address, ...] = ()  # cells the keyboard stood in, each once, in order


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a step: `done` or not yet; `told` is a sentence, "" before anything was tried."""

    done: bool
    told: str = ""


class Lesson:
    """The lesson of one practice office."""

    def __init__(self, entry: Entry, cells: Sequence[LessonCell]) -> None:
        """Go on where the learner left."""
        self._entry = entry
        self._cells = cells
        self.steps: tuple[str, ...] = tuple(dict.fromkeys(cell.step for cell in cells))
        kept = entry.desk.office.setting(_KEPT) or "0"
        self.at = min(int(kept), len(self.steps)) if kept.isdecimal() else 0

    @property
    def finished(self) -> bool:
        """Whether every step was done."""
        return self.at >= len(self.steps)

    @property
    def step(self) -> str:
        """The step to do now, "" at the end."""
        return "" if self.finished else self.steps[self.at]

    @property
    def cells(self) -> tuple[LessonCell, ...]:
        """The cells of the step to do now."""
        return tuple(cell for cell in self._cells if cell.step == self.step)

    @property
    def block(self) -> str:
        """The wanted figures of this step as a block from a workbook: one line a field, one column a row."""
        lines: dict[str, list[str]] = {}
        for cell in self.cells:
            lines.setdefault(cell.address.field, []).append(cell.wanted)
        return "\n".join("\t".join(line) for line in lines.values())

    def look(self, seen: Seen) -> Verdict:
        """Judge the step to do now; one that is done is written down and the next one begins."""
        if self.finished:
            return Verdict(done=False)
        verdict = self._JUDGES[self.step](self, seen)
        if verdict.done:
            self.at += 1
            self._entry.desk.office.set_setting(_KEPT, str(self.at))
        return verdict

    # --- the steps ---------------------------------------------------------------------------

    def _moved(self, seen: Seen) -> Verdict:
        inside = {cell.table for cell in seen.visited if cell.table == self.cells[0].address.table}
        enough = inside and len(seen.visited) >= _CELLS_TO_VISIT
        if {ENTER, ARROW} <= seen.hands and enough:
            return self._good()
        if ENTER in seen.hands and enough:
            return self._try("ARROWS")
        if ARROW in seen.hands and enough:
            return self._try("ENTER")
        return self._try("MOUSE") if MOUSE in seen.hands and ENTER not in seen.hands else Verdict(done=False)

    def _typed(self, _: Seen) -> Verdict:
        return self._good() if self._right() else self._wrong_figure()

    def _edited(self, seen: Seen) -> Verdict:
        if not self._right():
            return self._wrong_figure()
        return self._good() if F2 in seen.hands else self._try("F2")

    def _pasted(self, seen: Seen) -> Verdict:
        right = [cell for cell in self.cells if self._entry.edit_text(cell.address) == cell.wanted]
        if len(right) == len(self.cells):
            newest = {line.how for cell in self.cells for line in self._entry.history(cell.address, limit=1)}
            return self._good() if "pasted" in newest else self._try("TYPED")
        if PASTE not in seen.hands:
            return Verdict(done=False)
        return self._try("CELLS", right=len(right), wanted=len(self.cells))

    def _blank(self, _: Seen) -> Verdict:
        view = self._entry.view(self.cells[0].address)
        if view.state is not None:
            return self._good()
        return self._try("FIGURE") if view.value is not None else Verdict(done=False)

    def _reasoned(self, seen: Seen) -> Verdict:
        cell = self.cells[0]
        warnings = self._findings(Severity.WARNING)
        if not warnings:
            return self._try("CHANGED", wanted=cell.start)
        if all(finding.explained for finding in warnings):
            return self._good()
        return self._try("REASON") if F12 in seen.hands else Verdict(done=False)

    def _found(self, seen: Seen) -> Verdict:
        if self._right():
            return self._good() if F9 in seen.hands else self._try("F9")
        return self._wrong_figure() if not self._untouched() else Verdict(done=False)

    def _undone(self, _: Seen) -> Verdict:
        history = self._entry.history(self.cells[0].address, limit=2)
        if history and history[0].how == "undo":
            return self._good()
        return self._try("BACK") if history and history[0].how == "typed" else Verdict(done=False)

    def _sent(self, _: Seen) -> Verdict:
        return self._good() if sent(self._entry.desk) else Verdict(done=False)

    _JUDGES: ClassVar[Mapping[str, Callable[[Lesson, Seen], Verdict]]] = {
        "move": _moved,
        "type": _typed,
        "edit": _edited,
        "paste": _pasted,
        "blank": _blank,
        "reason": _reasoned,
        "find": _found,
        "undo": _undone,
        "send": _sent,
    }

    # --- words -------------------------------------------------------------------------------

    def _right(self) -> bool:
        return all(self._entry.edit_text(cell.address) == cell.wanted for cell in self.cells)

    def _untouched(self) -> bool:
        return all(self._entry.edit_text(cell.address) == cell.start for cell in self.cells)

    def _findings(self, severity: Severity) -> list[Finding]:
        places = {cell.address for cell in self.cells}
        return [
            one
            for one in self._entry.findings()
            if one.severity is severity and places & {one.place, *one.cells}
        ]

    def _wrong_figure(self) -> Verdict:
        wrong = next(cell for cell in self.cells if self._entry.edit_text(cell.address) != cell.wanted)
        found = self._entry.edit_text(wrong.address)
        if found == wrong.start:
            return Verdict(done=False)
        return self._try("WRONG", found=found or "–", wanted=wrong.wanted)

    def _good(self) -> Verdict:
        return Verdict(done=True, told=self._say(f"LESSON_GOOD_{self.step.upper()}"))

    def _try(self, what: str, **details: object) -> Verdict:
        return Verdict(done=False, told=self._say(f"LESSON_TRY_{what}", **details))

    def _say(self, code: str, **details: object) -> str:
        return sentence(code, self._entry.desk.language, **details)
