"""The data file does not open: what can be saved of it beside the newest copy, and the other ways back."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from forms.problems import Problem
from office.bringing_back import Restored, restore
from office.clock import Clock
from office.contact import contact_of, with_contact
from office.copies import KeptCopy, newest_good
from office.messages import sentence
from office.packs import Shelf
from office.recovery_code import recover_key
from office.recovery_code import unit_beside as has_code
from office.salvage import Loss, Salvaged, forget, salvage, take
from ui.background import Progress, Runner
from ui.copies.words import BLANK, facts_heads, facts_rows
from ui.widgets import Card, Notice, Page, ReadTable, button, label
from ui.words import tr

KEY_LOST = frozenset({"DB_KEY", "KEY_MISSING", "KEY_DAMAGED", "KEY_STORE", "KEY_STORE_SILENT"})
"""Why a sound file does not open."""
DAMAGED = frozenset({"DB_DAMAGED", "DB_KEY", "OFFICE_NOT_BEGUN", "PACK_UNKNOWN", "PACK_NOT_WHOLE"})
"""Why a file is looked through for what can be saved."""
_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Ways:
    """What there is to come back by: `problem` says why nothing could be saved of the file."""

    saved: Salvaged | None
    copy: KeptCopy | None
    problem: Problem | None = None


class DamagedPage(Page):
    """What a person meets instead of the office when its data file does not open."""

    opened = Signal()  # the data are in place
    restore_wanted = Signal()
    rebuild_wanted = Signal()
    left = Signal()

    def __init__(
        self, runner: Runner, home: Path, shelf: Shelf, clock: Clock, language: str, problem: Problem
    ) -> None:
        super().__init__(tr("Damaged", "The data do not open"))
        self._runner = runner
        self._home = home
        self._shelf = shelf
        self._clock = clock
        self._language = language
        self._problem = problem
        self._ways: Ways | None = None
        self._busy = False  # the page stays as it is meanwhile: a key that is still held must arrive
        self.why = Notice()
        self.body.addWidget(self.why)
        self.why.tell("error", with_contact(self._sentence(problem), contact_of(home), language))
        kept = tr("Damaged", "Nothing is deleted: the file stays in the folder {folder}.")
        self.body.addWidget(label(kept.format(folder=str(home / "replaced")), role="muted", wrap=True))
        self.body.addWidget(self._code_card())
        self.body.addWidget(self._ways_card())
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addLayout(self._buttons())
        self.body.addStretch(1)
        self._wake()

    def _code_card(self) -> Card:
        card = self.lock = Card(tr("Damaged", "Open the file with the recovery code"))
        words = tr("Damaged", "The key of the file is not on this PC any more. Take the paper in the safe.")
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.code = QLineEdit()
        self.code.setAccessibleName(tr("Damaged", "Recovery code"))
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.code.textChanged.connect(lambda _: self._wake())
        self.unlock = button(tr("Damaged", "Open"), kind="main")
        self.unlock.clicked.connect(self.open_with_code)
        self.code.returnPressed.connect(self.open_with_code)
        row = QHBoxLayout()
        row.addWidget(self.code, 1)
        row.addWidget(self.unlock)
        form = QFormLayout()
        form.addRow(tr("Damaged", "Recovery code"), row)
        card.body.addLayout(form)
        card.setVisible(self._problem.code in KEY_LOST and bool(has_code(self._home)))
        return card

    def _ways_card(self) -> Card:
        card = self.compare = Card(tr("Damaged", "What can be brought back"))
        self.table = ReadTable(
            ("", tr("Damaged", "Saved from the file"), tr("Damaged", "Newest good copy")),
            (150, 300),
            tr("Damaged", "What was saved, beside the newest copy"),
        )
        card.body.addWidget(self.table)
        self.lost = label(wrap=True)
        card.body.addWidget(self.lost)
        card.hide()
        return card

    def _buttons(self) -> QHBoxLayout:
        self.close_it = button(tr("Damaged", "Close the program"))
        self.close_it.clicked.connect(self.left)
        self.rebuild = button(tr("Damaged", "Rebuild from our last package …"))
        self.rebuild.clicked.connect(self.rebuild_wanted)
        self.other = button(tr("Damaged", "Another copy …"))
        self.other.clicked.connect(self.restore_wanted)
        self.bring = button(tr("Damaged", "Bring the newest copy back"))
        self.bring.clicked.connect(self.bring_copy)
        self.go = button(tr("Damaged", "Go on with what was saved"))
        self.go.clicked.connect(self.take_saved)
        row = QHBoxLayout()
        row.addWidget(self.close_it)
        row.addStretch(1)
        for one in (self.rebuild, self.other, self.bring, self.go):
            row.addWidget(one)
        return row

    def first_focus(self) -> QWidget | None:
        return self.code if not self.lock.isHidden() else self.close_it

    def _sentence(self, problem: Problem) -> str:
        return f"{problem.code} · {sentence(problem, self._language)}"

    def _wake(self) -> None:
        ways = self._ways
        self.unlock.setEnabled(bool(self.code.text().strip()))
        self.go.setVisible(ways is not None and ways.saved is not None)
        self.bring.setVisible(ways is not None and ways.copy is not None)
        for one in (self.rebuild, self.other):
            one.setVisible(ways is not None)

    # --- looking -----------------------------------------------------------------------------

    def look(self) -> None:
        """Look in the background what can be saved, and for the newest copy that is whole."""
        self.notice.tell("note", tr("Damaged", "Looking for what can be saved …"))
        home, clock, shelf, try_it = self._home, self._clock, self._shelf, self._problem.code in DAMAGED

        def work(_: Progress) -> Ways:
            copy = newest_good(home)
            if not try_it:
                return Ways(None, copy)
            try:
                return Ways(salvage(home, clock=clock, shelf=shelf), copy)
            except Problem as problem:
                return Ways(None, copy, problem)

        self._runner.run(work, done=self.show_ways, failed=self._on_failed)

    def show_ways(self, ways: Ways) -> None:
        """Show what was found, and put the keyboard on the better of the two."""
        self._ways = ways
        saved, copy = ways.saved, ways.copy
        copied = copy.facts if copy is not None else None
        held = saved.facts if saved is not None else None
        rows = zip(facts_heads(), facts_rows(held), facts_rows(copied), strict=True)
        left_out = {
            tr("Copies", "As of"),
            tr("Copies", "Program"),
        }  # the same for both, and the screen is low
        shown = [row for row in rows if row[0] not in left_out and {*row[1:]} != {BLANK}]
        self.table.fill(shown)
        self.table.fit(len(shown), len(shown))
        self.compare.setVisible(bool(shown))
        self.lost.setText(self._losses(saved.losses) if saved is not None else "")
        self.lost.setVisible(bool(self.lost.text()))
        self._wake()
        if saved is None and copy is None:
            told = self._sentence(ways.problem) if ways.problem else tr("Damaged", "There is no copy here.")
            self.notice.tell("warning", told)
            better = self.code if not self.lock.isHidden() else self.rebuild
        elif saved is None:
            self.notice.tell("note", tr("Damaged", "The newest copy has everything up to its last edit."))
            better = self.bring
        elif saved.whole or not self._is_newer(copy, saved):
            self.notice.tell("note", tr("Damaged", "What was saved is as new as the copy, or newer."))
            better = self.go
        else:
            self.notice.tell("note", tr("Damaged", "The copy holds more: nothing in it is missing."))
            better = self.bring
        if not self.lock.isHidden():
            better = self.code
        better.setFocus()

    @staticmethod
    def _is_newer(copy: KeptCopy | None, saved: Salvaged) -> bool:
        """Tell whether a copy holds all that was typed."""
        if copy is None or copy.facts is None or copy.facts.edited_at is None:
            return False
        return saved.facts.edited_at is None or copy.facts.edited_at >= saved.facts.edited_at

    def _losses(self, losses: tuple[Loss, ...]) -> str:
        if not losses:
            return tr("Damaged", "✓ Everything that was typed could be read.")
        head = tr("Damaged", "Not everything could be read. Compare these with the paper:")
        plain = tr("Damaged", "{part}: {rows} rows were read")
        nothing = tr("Damaged", "{part}: nothing could be read")
        filled = tr("Damaged", "{part}: {rows} rows were read, {cells} cells came from the history")
        lines = []
        for one in losses[:_MOST_TOLD]:
            where = ", ".join(one.records[:3]) + (" …" if len(one.records) > 3 else "")
            words = filled if one.from_history else plain if one.kept else nothing
            told = words.format(part=one.what, rows=one.kept, cells=one.from_history)
            lines.append(f"• {told} ({where})" if one.from_history and where else f"• {told}")
        return "\n".join((head, *lines))

    # --- coming back -------------------------------------------------------------------------

    def open_with_code(self) -> None:
        """Give the file its key back, and open it."""
        code, home = self.code.text().strip(), self._home
        if code and self._begin(tr("Damaged", "Trying the code …")):
            self._runner.run(
                lambda _: recover_key(home, code), done=lambda _: self._on_opened(), failed=self._on_failed
            )

    def take_saved(self) -> None:
        """Put what was saved in place."""
        if not self._begin(tr("Damaged", "Putting it in place …")):
            return
        home, clock = self._home, self._clock
        self._runner.run(
            lambda _: take(home, clock), done=lambda _: self._on_opened(), failed=self._on_failed
        )

    def bring_copy(self) -> None:
        """Bring the newest good copy back; where its key is lost the page for copies asks for the code."""
        ways = self._ways
        if ways is None or ways.copy is None or not self._begin(tr("Damaged", "Putting it in place …")):
            return
        home, clock, shelf, path = self._home, self._clock, self._shelf, ways.copy.path

        def work(_: Progress) -> Restored:
            forget(home)
            return restore(home, path, clock=clock, shelf=shelf)

        self._runner.run(work, done=lambda _: self._on_opened(), failed=self._on_not_brought)

    def _begin(self, text: str) -> bool:
        """Begin one way back; False while another one is under way."""
        if self._busy:
            return False
        self._busy = True
        self.notice.tell("note", text)
        return True

    def _on_opened(self) -> None:
        self.opened.emit()

    def _on_not_brought(self, problem: Problem) -> None:
        self._busy = False
        if problem.code == "COPY_CODE_NEEDED":
            self.restore_wanted.emit()
            return
        self._on_failed(problem)

    def _on_failed(self, problem: Problem) -> None:
        self._busy = False
        self.notice.tell("error", self._sentence(problem))
