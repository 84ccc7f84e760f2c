"""The checks of what is consolidated, C01 to C10, and the published figures they compare with."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.consolidation import Consolidated, Tone
from forms.problems import Problem
from office.consolidation_checks import check
from office.decision import Decision, decision, drop, load
from ui import theme
from ui.ask import Line
from ui.background import at_own_desk
from ui.flow import Flow
from ui.icons import sign
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment

_SIGNS = {Tone.GOOD: "good", Tone.OPEN: "plain", Tone.WARNING: "warning", Tone.ERROR: "error"}


class ChecksView(QWidget):
    """Shown in the place of the table; Esc leads back to it."""

    left = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.found: tuple[Consolidated, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.notice = Notice()
        column.addWidget(self.notice)
        checks = Card(tr("Totals", "Checks of the consolidated figures"))
        self.table = ReadTable(self._heads(), (64, 110, 380), tr("Totals", "Checks"))
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.currentCellChanged.connect(lambda *_: self._show_places())
        checks.body.addWidget(self.table)
        self.said = label(wrap=True)
        checks.body.addWidget(self.said)
        self.places = ReadTable((tr("Totals", "What it is about"),), (), tr("Totals", "What it is about"))
        self.places.verticalHeader().setDefaultSectionSize(28)
        checks.body.addWidget(self.places, 1)
        column.addWidget(checks, 1)
        published = Card(tr("Totals", "Published figures to compare with"))
        self.loaded = label(wrap=True, role="muted")
        published.body.addWidget(self.loaded)
        ways = Flow(8)
        self.back = button(tr("Totals", "Back (Esc)"), kind="main")
        self.anew = button(tr("Totals", "Verify all signatures anew"))
        self.load = button(tr("Totals", "Load published figures …"))
        self.drop = button(tr("Totals", "Compare no more"))
        for one, act in (
            (self.back, self.left.emit),
            (self.anew, lambda: self.refresh(anew=True)),
            (self.load, self.ask_file),
            (self.drop, self.take_away),
        ):
            one.clicked.connect(lambda _=False, act=act: act())
            ways.addWidget(one)
        published.body.addLayout(ways)
        column.addWidget(published)

    @staticmethod
    def _heads() -> tuple[str, ...]:
        return (
            tr("Totals", "Code"),
            tr("Totals", "Result"),
            tr("Totals", "What is looked at"),
            tr("Totals", "What was found"),
        )

    def refresh(self, *, anew: bool = False) -> None:
        """Try all checks; `anew`: also every signature from the kept bytes."""
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: check(desk, anew=anew)),
            done=self._on_checked,
            failed=self._on_failed,
        )
        self._tell_loaded()

    def _on_checked(self, found: Sequence[Consolidated]) -> None:
        self.found = tuple(found)
        words = self._place.words
        here = max(self.table.currentRow(), 0)
        texts = [(one.code, _result(one.tone), words(one.title), words(one.said)) for one in found]
        self.table.fill(texts)
        colours = {Tone.ERROR: theme.ERROR, Tone.WARNING: theme.WARNING, Tone.GOOD: theme.GOOD}
        for row, one in enumerate(found):
            item = self.table.item(row, 1)
            if item is not None:
                item.setIcon(sign(_SIGNS[one.tone], 16))
                item.setForeground(QColor(colours.get(one.tone, theme.MUTED)))
        self.table.fit(10, 10)
        self.table.selectRow(here)
        self._show_places()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_places(self) -> None:
        row = self.table.currentRow()
        one = self.found[row] if 0 <= row < len(self.found) else None
        words = self._place.words
        self.said.setText(f"{one.code}: {words(one.said)}" if one else "")
        self.places.fill([(words(place),) for place in one.places] if one else ())
        self.places.setVisible(bool(one and one.places))

    # --- published figures -------------------------------------------------------------------

    def _tell_loaded(self) -> None:
        found = decision(self._place.desk)
        self.loaded.setText(_told(found))
        self.drop.setEnabled(found is not None)

    def ask_file(self) -> None:
        """Ask for a file of published figures and what it is, and load it."""
        kinds = tr("Totals", "Workbooks and texts (*.xlsx *.xls *.ods *.csv)")
        files = self._place.ask.open_files(tr("Totals", "Load published figures"), kinds)
        if not files:
            return
        columns = "Đơn vị, Bảng, Cột, Năm, Số"
        explained = tr("Totals", "Columns of the file: {columns}. A line: 23404, TH-02, c14, 2018, 51.")
        said = self._place.ask.fill(
            tr("Totals", "Load published figures"),
            explained.format(columns=columns),
            (Line("source", tr("Totals", "Number and day of the decision")),),
            tr("Totals", "Load"),
        )
        if said is None:
            return
        path, source = files[0], said["source"]
        try:
            data = path.read_bytes()
        except OSError as wrong:
            self._on_failed(Problem("DISK_ERROR", path=path, reason=wrong.strerror or ""))
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: load(desk, data, path.name, source)),
            done=lambda _: self._on_loaded(),
            failed=self._on_failed,
        )

    def _on_loaded(self) -> None:
        self.notice.tell("good", _told(decision(self._place.desk)))
        self.refresh()

    def take_away(self) -> None:
        """Compare with published figures no more."""
        try:
            drop(self._place.desk)
        except Problem as problem:
            self._on_failed(problem)
            return
        self.notice.clear()
        self.refresh()

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _told(found: Decision | None) -> str:
    if found is None:
        return tr("Totals", "None are loaded.")
    words = tr("Totals", "{n} figures of {source}, from {file}; loaded by {who}, {when}.")
    return words.format(
        n=len(found.figures), source=found.source, file=found.file, who=found.who, when=moment(found.at)
    )


def _result(tone: Tone) -> str:
    return {
        Tone.GOOD: tr("Totals", "good"),
        Tone.OPEN: tr("Totals", "open"),
        Tone.WARNING: tr("Totals", "warning"),
        Tone.ERROR: tr("Totals", "error"),
    }[tone]
