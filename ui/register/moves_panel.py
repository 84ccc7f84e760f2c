"""Moves between two years: how many households escaped, relapsed, are new, moved; and which ones they are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.answers import Key
from office.register_view import GONE, OTHER_CLASS, UNKNOWN, Group
from ui.register.household_list import HouseholdList, open_hint
from ui.register.panel import Panel
from ui.widgets import label, two_lines
from ui.words import tr

SIDE = 290


def group_words(group: Group, changes: Mapping[str, str]) -> str:
    """Name a group: a change by its label, what does not agree with last year's book in our words."""
    return {
        GONE: tr("Register", "In last year's book only"),
        UNKNOWN: tr("Register", "Said to have been poor, not in last year's book"),
        OTHER_CLASS: tr("Register", "Another class in last year's book"),
    }.get(group.kind) or changes.get(group.kind, group.kind)


class MovesPanel(Panel):
    """Groups on the left, the households of the chosen one on the right."""

    opened = Signal(int, object)  # year of the book, Key

    def __init__(self) -> None:
        super().__init__(scroll=False)
        self.groups: tuple[Group, ...] = ()
        self.households = HouseholdList()
        self.households.opened.connect(self._open)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Register", "Moves"))
        self.list.setFixedWidth(SIDE)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(lambda _: self.households.setFocus())
        self._nothing = label(tr("Register", "No household."), role="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.addWidget(self.households, 1)
        right.addWidget(self._nothing)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        for one in open_hint():
            self.acts.addWidget(one)

    def wait(self, year: int) -> None:
        """Say that the two books are being compared."""
        self.tell(
            tr("Register", "Moves in {year}").format(year=year), tr("Register", "Counting the households…")
        )
        self.groups = ()
        self.list.clear()
        self._on_row(-1)
        self._nothing.hide()

    def show_groups(
        self, year: int, groups: Sequence[Group], changes: Mapping[str, str], *, compared: bool
    ) -> None:
        """Show how many households moved in each way."""
        text = (
            tr("Register", "Compared with the book of {before}.").format(before=year - 1)
            if compared
            else tr("Register", "There is no book of {before} to compare with.").format(before=year - 1)
        )
        self.tell(tr("Register", "Moves in {year}").format(year=year), text)
        self.groups = tuple(groups)
        self.list.clear()
        for group in self.groups:
            words = f"{len(group.lines.rows)} · {group_words(group, changes)}"
            item = QListWidgetItem(two_lines(self.list.fontMetrics(), words, SIDE - 34))
            item.setToolTip(words)
            self.list.addItem(item)
        filled = [n for n, group in enumerate(self.groups) if group.lines.rows]
        self.list.setCurrentRow(filled[0] if filled else 0 if self.groups else -1)

    def _on_row(self, row: int) -> None:
        group = self.groups[row] if 0 <= row < len(self.groups) else None
        some = group is not None and bool(group.lines.rows)
        self.households.setVisible(some)
        self._nothing.setVisible(group is not None and not some)
        if group is not None and some:
            self.households.show_lines(group.lines)

    def _open(self, key: Key) -> None:
        self.opened.emit(self.groups[self.list.currentRow()].year, key)

    def first_focus(self) -> QWidget | None:
        return self.list
