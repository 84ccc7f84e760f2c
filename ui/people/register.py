"""The register of signers: whose signature counts here for which unit, since when, and who confirmed it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from forms.letters import fold
from forms.problems import Problem
from office.case_state import Receipt
from office.receiving import SignerView, signers
from office.recognising import end_recognition, taken_after
from office.register_file import SUFFIX, RegisterView, look, take_in, write
from ui.background import at_own_desk
from ui.one_at_a_time import OneAtATime
from ui.people.end_panel import EndPanel
from ui.people.take_panel import TakePanel
from ui.people.words import capacity_word, span
from ui.people.write_panel import WritePanel, WriteWords
from ui.register.panel import Panel
from ui.widgets import Card, Notice, ReadTable, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace


class RegisterSection(QWidget):
    """Everybody recognised here; ending a recognition, taking a register file in, writing one."""

    taken_in = Signal()  # packages that waited for a signer may be in now

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._signers: tuple[SignerView, ...] = ()
        self._file = b""
        self._list = self._list_page()
        self.ending = EndPanel(place)
        self.ending.agreed.connect(self._end)
        self.taking = TakePanel(place)
        self.taking.agreed.connect(self._take)
        self.writing = WritePanel(place, _words())
        self.writing.agreed.connect(self._write)
        self._all = OneAtATime()
        self._all.addWidget(self._list)
        for panel in (self.ending, self.taking, self.writing):
            panel.left.connect(self.go_back)
            self._all.addWidget(panel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._all)

    def _list_page(self) -> QWidget:
        page = QWidget()
        column = column_in(page)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("People", "Whose signature counts here"))
        words = tr(
            "People",
            "Who sends for the first time is recognised on the page Receive, by telephone. Here you see "
            "everybody, and end what counts no more.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("People", "Search a unit or a name"))
        self.search.setPlaceholderText(tr("People", "Search a unit or a name"))
        self.search.setMaximumWidth(320)
        self.search.textChanged.connect(lambda _: self._show())
        self.ended = QCheckBox(tr("People", "Those that ended too"))
        self.ended.toggled.connect(lambda _: self._show())
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.ended)
        row.addStretch(1)
        card.body.addLayout(row)
        self.list = self._table()
        self.list.currentCellChanged.connect(self._on_current)
        self.list.cellActivated.connect(lambda *_: self.ask_end())
        card.body.addWidget(self.list)
        self.detail = label(role="muted", wrap=True)
        card.body.addWidget(self.detail)
        self.end_button = button(tr("People", "End the recognition …"))
        self.end_button.clicked.connect(self.ask_end)
        self.take_button = button(tr("People", "Open a register file …"))
        self.take_button.clicked.connect(self.ask_file)
        self.write_button = button(tr("People", "Write the register to a file …"))
        self.write_button.clicked.connect(self.ask_write)
        acts = QHBoxLayout()
        for made in (self.end_button, self.take_button, self.write_button):
            acts.addWidget(made)
        acts.addStretch(1)
        card.body.addLayout(acts)
        column.addWidget(card)
        column.addStretch(1)
        return page

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register anew."""
        self._show()

    def _show(self) -> None:
        wanted = fold(self.search.text()).split()
        found = [one for one in signers(self._place.desk) if self.ended.isChecked() or not self._over(one)]
        found = [one for one in found if all(word in self._searched(one) for word in wanted)]
        found.sort(key=lambda one: (self._over(one), fold(self._unit(one))))
        self._signers = tuple(found)
        self.list.fill([self._told(one) for one in found])
        self.list.fit(2, 10)
        if found:
            self.list.selectRow(0)
        self._on_current()

    def _searched(self, one: SignerView) -> str:
        return fold(f"{self._unit(one)} {one.person} {one.position}")

    @staticmethod
    def _table() -> ReadTable:
        heads = (
            tr("People", "Unit"),
            tr("People", "Signer"),
            tr("People", "Signs as"),
            tr("People", "When"),
            tr("People", "Confirmed by"),
        )
        table = ReadTable(heads, (170, 210, 130, 160, 160), tr("People", "Whose signature counts here"))
        head = table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)  # names and what they are
        return table

    def _unit(self, one: SignerView) -> str:
        unit = self._place.desk.pack.units_by_code.get(one.unit)
        return unit.name if unit else one.unit

    def _over(self, one: SignerView) -> bool:
        return bool(one.until) and date.fromisoformat(one.until) < self._place.desk.clock.today()

    def _told(self, one: SignerView) -> tuple[str, ...]:
        until = date.fromisoformat(one.until) if one.until else None
        return (
            self._unit(one),
            ", ".join(part for part in (one.person, one.position) if part),
            capacity_word(one.capacity),
            span(date.fromisoformat(one.since), until, one.end_kind, over=self._over(one)),
            one.confirmed_by,
        )

    @property
    def now(self) -> SignerView | None:
        """The signer under the cursor."""
        row = self.list.currentRow()
        return self._signers[row] if 0 <= row < len(self._signers) else None

    def _on_current(self, *_: object) -> None:
        one = self.now
        self.end_button.setEnabled(one is not None and not self._over(one))
        if one is None:
            self.detail.setText(tr("People", "Nobody is here."))
            return
        said = tr("People", "Confirmed by {person}: {how}").format(person=one.confirmed_by, how=one.how)
        words = tr("People", "Words: {words}").format(words=" · ".join(one.words))
        ended = ""
        if one.ended_by:
            ended = tr("People", "Ended by {person}: {how}").format(person=one.ended_by, how=one.ended_how)
        self.detail.setText("\n".join(part for part in (said, ended, words) if part))

    def _step(self, panel: Panel) -> None:
        self._all.setCurrentWidget(panel)
        target = panel.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Show the list again."""
        self.writing.keys.forget()
        self.refresh()
        self._all.setCurrentWidget(self._list)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, text: str) -> None:
        self.go_back()
        self.notice.tell("good", text)

    # --- ending ------------------------------------------------------------------------------

    def ask_end(self) -> None:
        """Ask why the signer under the cursor counts no more."""
        one = self.now
        if one is not None and not self._over(one):
            self.notice.clear()
            self.ending.show_signer(one, self._unit(one))
            self._step(self.ending)

    def _end(self, kind: str, last: date | None, how: str) -> None:
        one = self.now
        if one is None:
            return
        try:
            desk = self._place.desk
            end_recognition(desk, one.fingerprint, unit=one.unit, how=how, kind=kind, last_day=last)
        except Problem as problem:
            self.ending.notice.tell("error", self._place.sentence(problem))
            return
        words = tr("People", "{person} is recognised for {unit} no more. What came before stays.")
        told = words.format(person=one.person, unit=self._unit(one))
        late = taken_after(self._place.desk, one.fingerprint, last)
        self._done(told)
        if late:
            more = tr("People", "But taken in after that day: {files}. Ask the unit if they are its own.")
            self.notice.tell("warning", f"{told} {more.format(files=', '.join(late))}")

    # --- a register file ---------------------------------------------------------------------

    def ask_file(self) -> None:
        """Let the person pick a register file and show what it would change."""
        kinds = tr("People", "Registers of signers (*{ending})").format(ending=SUFFIX)
        paths = self._place.ask.open_files(tr("People", "Open a register file …"), kinds)
        if paths:
            self.open_file(paths[0])

    def open_file(self, path: Path) -> None:
        """Show what a register file would change."""
        self.notice.clear()
        try:
            self._file = path.read_bytes()
            view = look(self._place.desk, self._file, path.name)
        except OSError as broken:
            problem = Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror)
            self.notice.tell("error", self._place.sentence(problem))
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
        else:
            self._show_file(view)

    def _show_file(self, view: RegisterView) -> None:
        self.taking.show_view(view)
        self._step(self.taking)

    def _take(self, chosen: frozenset[int] | None, how: str) -> None:
        data = self._file
        self.taking.all.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: take_in(desk, data, chosen=chosen, how=how)),
            done=self._on_taken,
            failed=lambda problem: self.taking.notice.tell("error", self._place.sentence(problem)),
        )

    def _on_taken(self, receipts: tuple[Receipt, ...]) -> None:
        taken = sum(one.verdict == "taken" for one in receipts)
        words = tr("People", "The register is taken in.")
        if receipts:
            more = tr("People", "{n} packages had waited for these signers; {taken} are taken in now.")
            words = f"{words} {more.format(n=len(receipts), taken=taken)}"
            self.taken_in.emit()
        self._done(words)

    # --- writing -----------------------------------------------------------------------------

    def ask_write(self) -> None:
        """Ask with which key, and where to."""
        self.notice.clear()
        self.writing.begin()
        self._step(self.writing)

    def _write(self) -> None:
        self.writing.write(write, self._on_written)

    def _on_written(self, path: Path) -> None:
        words = tr("People", "The register was written and read back: {file} in {folder}.")
        self._done(words.format(file=path.name, folder=path.parent))


def _words() -> WriteWords:
    return WriteWords(
        tr("People", "Write the register of signers to a file"),
        tr(
            "People",
            "The file tells the offices above and below whose signature counts for this office and for "
            "the units below it. They open it on their page Signers and see every change first.",
        ),
        tr("People", "Sign and write the register"),
    )
