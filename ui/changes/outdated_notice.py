"""The line that tells where what was sent up no longer agrees with newer packages of the units below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from forms.problems import Problem
from office.asked_places import place_words
from office.changed_words import sent_words
from office.outdated import (
    Outdated,
    StaleCell,
    UnitMoved,
    newer_below,
    newer_cells,
    outdated,
    stale_cells,
)
from ui.background import at_own_desk
from ui.widgets import Notice, button
from ui.words import tr
from ui.workplace import Workplace, day_of

_NAMED = 4  # units that are named; the others are counted
_LISTED = 1000  # cells in the table


class OutdatedNotice(Notice):
    """Hidden where everything agrees."""

    send_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._below: tuple[UnitMoved, ...] = ()  # units whose newer file passed by; () at who is to send anew
        self.cells = button(tr("Changes", "Which cells …"))
        self.cells.clicked.connect(self.show_cells)
        self.send = button(tr("Changes", "Send anew"))
        self.send.clicked.connect(self.send_wanted)
        self.buttons.addWidget(self.cells)
        self.buttons.addWidget(self.send)

    def refresh(self, *, here: bool = False) -> None:
        """Look again what agrees; `here`: on the page that sends, which needs no way to itself."""
        desk = self._place.desk
        found = outdated(desk) if desk.has_below and desk.parent is not None else None
        self._below = below = newer_below(desk) if found is None and desk.has_below else ()
        self.cells.setVisible(found is not None or bool(below))
        self.send.setVisible(found is not None and not here)
        if found is not None:
            self.tell("warning", self._said(found))
        else:
            words = tr(
                "Changes", "Newer than what was sent up: {units}. Ask the office in between to send anew."
            )
            self.tell("warning", words.format(units=_units(below)) if below else "")

    def _said(self, found: Outdated) -> str:
        sent = tr("Changes", "Sending {n} of {day} no longer agrees with what is here.").format(
            n=found.revision, day=day_of(found.sent_at)
        )
        units = tr("Changes", "Other packages now: {units}.").format(units=_units(found.units))
        adjusted = tr("Changes", "Rows of adjustment came or ended since.")
        return " ".join(
            part for part in (sent, units if found.units else "", adjusted if found.adjusted else "") if part
        )

    def show_cells(self) -> None:
        """List the cells that are others now; reading the packages again takes a while."""
        work, done = (newer_cells, self._on_newer) if self._below else (stale_cells, self._on_stale)
        self.cells.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: work(desk)),
            done=done,
            failed=self._on_failed,
            ended=lambda: self.cells.setEnabled(True),
        )

    def _on_stale(self, found: Sequence[StaleCell]) -> None:
        title = tr("Changes", "Cells of the last sending that are others now: {n}").format(n=len(found))
        self._show(title, tr("Changes", "Sent"), tr("Changes", "Now"), self._rows(found))

    def _on_newer(self, found: Sequence[StaleCell]) -> None:
        title = tr("Changes", "Cells counted here that newer files contradict: {n}").format(n=len(found))
        listed = {one.unit for one in found}
        none = tr("Changes", "No cell that travels up differs, or the file cannot be read again.")
        rows = self._rows(found)
        rows += [(one.name, none, "", "") for one in self._below if one.unit not in listed]
        self._show(title, tr("Changes", "Counted"), tr("Changes", "Newer file"), rows)

    def _rows(self, found: Sequence[StaleCell]) -> list[tuple[str, str, str, str]]:
        desk = self._place.desk
        names = {unit.code: unit.name for unit in desk.pack.units}
        return [
            (
                names.get(one.unit, one.unit),
                place_words(desk, one.place),
                sent_words(desk, one.place, one.old),
                sent_words(desk, one.place, one.new),
            )
            for one in found[:_LISTED]
        ]

    def _show(self, title: str, old: str, new: str, rows: Sequence[Sequence[str]]) -> None:
        heads = (tr("Changes", "Unit"), tr("Changes", "Place"), old, new)
        self._place.ask.show_table(title, heads, rows)

    def _on_failed(self, problem: Problem) -> None:
        self.tell("error", self._place.sentence(problem))


def _units(units: Sequence[UnitMoved]) -> str:
    named = [f"{one.name} ({one.was or '–'} → {one.now or '–'})" for one in units[:_NAMED]]
    more = len(units) - _NAMED
    return ", ".join(named) + (tr("Changes", " and {n} more").format(n=more) if more > 0 else "")
