"""Taking filled forms in: where they lie, what each would bring, where answers differ, then take in."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Address
from forms.problems import Problem
from office.exchange import Incoming, Seen, Taken, Verdict, look, take_in
from office.exchange_words import (
    brought_words,
    contrasts,
    difference_words,
    form_name,
    holds,
    remarks,
    verdict,
)
from office.messages import sentence
from ui.background import Work, at_own_desk
from ui.widgets import Elided, Notice, ReadTable, button, label, tip
from ui.words import tr
from ui.workplace import Workplace

_TAKE, _FILE = 0, 1
_TICK = "✓"
_MOST_LINES = 200


class SubmissionTable(ReadTable):
    """The submissions; Space says whether one is taken."""

    toggled = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggled.emit(self.currentRow())
            return
        super().keyPressEvent(event)


class DifferenceTable(ReadTable):
    """Cells that are answered otherwise here: 1 keeps mine, 2 takes theirs; with Shift for all."""

    chosen = Signal(int, bool, bool)  # row, theirs, all

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, whole = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        mine, theirs = (Qt.Key.Key_1, Qt.Key.Key_Exclam), (Qt.Key.Key_2, Qt.Key.Key_At)
        if key in (*mine, *theirs) and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow(), key in theirs, whole)
            return
        super().keyPressEvent(event)


class ImportSheet(QDialog):
    """The dialog; it stays open after taking in, so that everybody sees what became of what."""

    taken = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.place = place
        self.incoming: Incoming | None = None
        self._wanted: dict[int, set[Address]] = {}
        self._results: dict[int, str] = {}
        self._judged: dict[int, str] = {}
        self._work: Work | None = None
        self.setWindowTitle(tr("Exchange", "Take in filled forms"))
        self._size(parent)
        self.folder_button = button(tr("Exchange", "Choose a folder…"), kind="main")
        self.folder_button.clicked.connect(self.choose_folder)
        self.file_button = button(tr("Exchange", "Choose a file or zip…"))
        self.file_button.clicked.connect(self.choose_file)
        self._where = Elided(role="muted")
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        heads = (
            tr("Exchange", "Take"),
            tr("Exchange", "File"),
            tr("Exchange", "Form"),
            tr("Exchange", "Verdict"),
            tr("Exchange", "What it brings"),
        )
        self.table = SubmissionTable(heads, [56, 200, 230, 112], tr("Exchange", "Filled forms"))
        self.table.toggled.connect(self.toggle)
        self.table.cellDoubleClicked.connect(lambda row, _: self.toggle(row))
        self.table.cellActivated.connect(lambda *_: self._to_differences())
        self.table.itemSelectionChanged.connect(self._show_detail)
        self.differences = _difference_table()
        self.differences.chosen.connect(self.choose)
        self.remarks = QPlainTextEdit()
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName(tr("Exchange", "Remarks"))
        self._below = QWidget()
        self._keys = label(role="small", wrap=True)
        self.close_button = button(tr("Exchange", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.take_button = button("", kind="main")
        self.take_button.clicked.connect(self.take)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take)
        self._lay_out()
        self._fill()
        self.folder_button.setFocus()

    def _size(self, parent: QWidget | None) -> None:
        room = parent.size() if parent is not None else self.maximumSize()
        self.resize(min(1120, room.width() - 60), min(660, room.height() - 60))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(10)
        outer.addWidget(label(tr("Exchange", "Take in filled forms"), role="heading"))
        words = tr(
            "Exchange",
            "The folder “instances” of ODK Collect, an export of Kobo, Central or Briefcase (XML, with "
            "pictures beside), or a zip of one. Looking changes nothing.",
        )
        outer.addWidget(label(words, role="muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addWidget(self.file_button)
        row.addWidget(self._where, 1)
        outer.addLayout(row)
        outer.addWidget(self.notice)
        outer.addWidget(self.bar)
        outer.addWidget(self.table, 3)
        outer.addWidget(self._keys)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(10)
        below.addWidget(self.differences, 3)
        below.addWidget(self.remarks, 2)
        outer.addWidget(self._below, 2)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.take_button)
        outer.addLayout(buttons)

    # --- looking -----------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for a folder and look at it."""
        path = self.place.ask.folder(tr("Exchange", "The folder with filled forms"))
        if path is not None:
            self.look_at(path)

    def choose_file(self) -> None:
        """Ask for a file and look at it."""
        kinds = tr("Exchange", "Filled forms (*.xml *.zip);;All files (*)")
        paths = self.place.ask.open_files(tr("Exchange", "A filled form or a zip"), kinds)
        if paths:
            self.look_at(paths[0])

    def look_at(self, path: Path) -> None:
        """Look at what lies at `path`, in the background."""
        self._where.setText(str(path))
        self.incoming = None
        self._wanted, self._results, self._judged = {}, {}, {}
        self._fill()
        self._begin()
        self._work = self.place.runner.run(
            at_own_desk(self.place.desk, lambda desk, progress: look(desk, path, progress)),
            done=self._seen,
            failed=self._failed,
            progress=self._moved,
            ended=self._ended,
        )

    def _seen(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self._wanted = {one.number: set() for one in incoming.new}
        count, new = len(incoming.submissions), len(incoming.new)
        told = tr("Exchange", "{count} filled forms found, {new} of them new.").format(count=count, new=new)
        self.notice.tell("good" if new else "note", told)
        self._fill()
        if count:
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- choosing ----------------------------------------------------------------------------

    def toggle(self, row: int) -> None:
        """Take a submission, or leave it."""
        seen = self._at(row)
        if seen is None or not seen.can_be_taken or self._results:
            return
        if seen.number in self._wanted:
            del self._wanted[seen.number]
        else:
            for other in self._rivals(seen):  # of one instance with two contents only one comes in
                self._wanted.pop(other.number, None)
            self._wanted[seen.number] = set()
        self._fill()
        self.table.selectRow(row)

    def _rivals(self, seen: Seen) -> tuple[Seen, ...]:
        found = self.incoming.submissions if self.incoming is not None else ()
        return tuple(one for one in found if one.instance == seen.instance and one.number != seen.number)

    def choose(self, row: int, theirs: bool, whole: bool) -> None:
        """Say whose answer counts in a cell, or in all that differ."""
        seen = self._at(self.table.currentRow())
        if seen is None or seen.number not in self._wanted or self._results:
            return
        cells = seen.differences if whole else seen.differences[row : row + 1]
        for one in cells:
            if theirs:
                self._wanted[seen.number].add(one.address)
            else:
                self._wanted[seen.number].discard(one.address)
        self._show_detail()
        self.differences.selectRow(min(row + (not whole), self.differences.rowCount() - 1))

    def _to_differences(self) -> None:
        if self.differences.rowCount():
            self.differences.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def wanted(self) -> dict[int, Collection[Address]]:
        """What would be taken: number of a submission -> cells where its answer counts."""
        return dict(self._wanted)

    # --- taking ------------------------------------------------------------------------------

    def take(self) -> None:
        """Take the chosen ones in, in the background."""
        incoming, wanted = self.incoming, {number: frozenset(cells) for number, cells in self._wanted.items()}
        if incoming is None or not wanted or self._work is not None:
            return
        self._begin()
        self._work = self.place.runner.run(
            at_own_desk(self.place.desk, lambda desk, progress: take_in(desk, incoming, wanted, progress)),
            done=self._took,
            failed=self._failed,
            progress=self._moved,
            ended=self._ended,
        )

    def _took(self, taken: Taken) -> None:
        language = self.place.desk.language
        self._results = {one.number: brought_words(one, language) for one in taken.brought}
        self._judged = {
            one.number: sentence(
                "INCOMING_TAKEN" if one.answers or one.records else "INCOMING_KEPT", language
            )
            for one in taken.done
        }
        others = sum(one.target is not None and not one.target.own for one in self._taken_ones(taken))
        own = len(taken.done) - others
        told = tr("Exchange", "{n} filled forms taken in.").format(n=len(taken.done))
        if own:
            told += " " + tr("Exchange", "In the report: {n}, each can be taken back with Ctrl+Z.").format(
                n=own
            )
        if others:
            told += " " + tr("Exchange", "On the page Other forms: {n}.").format(n=others)
        if taken.refused:
            told += " " + tr("Exchange", "{n} were not taken: see the list.").format(n=len(taken.refused))
        self.notice.tell("warning" if taken.refused else "good", told)
        self._wanted = {}
        self._fill()
        self.table.selectRow(0)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit()

    def _taken_ones(self, taken: Taken) -> list[Seen]:
        numbers = {one.number for one in taken.done}
        found = self.incoming.submissions if self.incoming is not None else ()
        return [one for one in found if one.number in numbers]

    # --- work under way ----------------------------------------------------------------------

    def _begin(self) -> None:
        self.notice.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        for one in (self.folder_button, self.file_button, self.take_button):
            one.setEnabled(False)

    def _moved(self, done: int, total: int, _: str) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _failed(self, problem: Problem) -> None:
        self.notice.tell("error", self.place.sentence(problem))
        self.taken.emit()  # what went in before it stays

    def _ended(self) -> None:
        self._work = None
        self.bar.hide()
        for one in (self.folder_button, self.file_button):
            one.setEnabled(True)
        self._wake()
        if self.incoming is None or not self.incoming.submissions:
            self.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close; work under way is stopped, what is in already stays."""
        if self._work is not None:
            self._work.stop()
            self._work.given_up = True
        super().reject()

    # --- showing -----------------------------------------------------------------------------

    def _at(self, row: int) -> Seen | None:
        found = self.incoming.submissions if self.incoming is not None else ()
        return found[row] if 0 <= row < len(found) else None

    def _fill(self) -> None:
        language = self.place.desk.language
        found = self.incoming.submissions if self.incoming is not None else ()
        rows = []
        for one in found:
            result = self._results.get(one.number, "")
            name = one.file.rpartition("/")[2]
            brings = result or holds(one, language) or next(remarks(one, language), "")
            tick = _TICK if one.number in self._wanted else "–" if not one.can_be_taken else ""
            judged = self._judged.get(one.number) or verdict(one, language)
            rows.append((tick, name, form_name(one.target, language), judged, brings))
        self.table.fill(rows)
        for row, one in enumerate(found):
            mark, file = self.table.item(row, _TAKE), self.table.item(row, _FILE)
            if mark is not None and file is not None:
                mark.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                file.setToolTip(tip(one.file))
        self._show_detail()
        self._wake()

    def _show_detail(self) -> None:
        seen, language = self._at(self.table.currentRow()), self.place.desk.language
        lines = list(remarks(seen, language))[:_MOST_LINES] if seen is not None else []
        if seen is not None and seen.verdict is Verdict.CONFLICT:
            for rival in self._rivals(seen):
                lines += list(contrasts(seen, rival, language))[:_MOST_LINES]
        self.remarks.setPlainText("\n".join(lines))
        self.remarks.setVisible(bool(lines))
        cells = seen.differences if seen is not None and not self._results else ()
        mine, theirs = tr("Exchange", "mine"), tr("Exchange", "theirs")
        chosen = self._wanted.get(seen.number, set()) if seen is not None else set()
        self.differences.fill(
            [
                (*difference_words(seen, one, language), theirs if one.address in chosen else mine)
                for one in cells
                if seen is not None
            ]
        )
        self.differences.setVisible(bool(cells))
        self._below.setVisible(bool(cells or lines))
        told = tr("Exchange", "Space: take or leave · Enter: the answers that differ")
        if cells:
            told += " · " + tr("Exchange", "1 keeps mine, 2 takes theirs (Shift: all)")
        if seen is not None and seen.verdict is Verdict.CONFLICT:
            told += " · " + tr("Exchange", "One instance with two contents: take one of them")
        self._keys.setText(told)
        self._keys.setVisible(bool(self.table.rowCount()) and not self._results)

    def _wake(self) -> None:
        count = len(self._wanted)
        self.take_button.setText(tr("Exchange", "Take in {n} (Ctrl+Enter)").format(n=count))
        self.take_button.setEnabled(count > 0 and self._work is None)
        self.take_button.setVisible(not self._results)


def _difference_table() -> DifferenceTable:
    made = DifferenceTable(
        (
            tr("Exchange", "Cell"),
            tr("Exchange", "Here"),
            tr("Exchange", "In the filled form"),
            tr("Exchange", "Counts"),
        ),
        [200, 96, 106, 84],
        tr("Exchange", "Answers that differ"),
    )
    made.horizontalHeader().setStretchLastSection(False)
    made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return made
