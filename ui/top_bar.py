"""The line on top of the window: whose office, which campaign, who works now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ui import theme
from ui.icons import page_icon
from ui.people_menu import PeopleMenu
from ui.widgets import Button, Elided, badge, button, label, tip
from ui.words import tr
from ui.workplace import Workplace, day

NARROW = 760
"""Pixels: a narrower bar leaves out what also stands in the window's title."""
_BETWEEN, _SIDES, _LEAST = 12, 38, 20
_ENOUGH = 240  # pixels of a text that may be shortened


def window_title(place: Workplace) -> str:
    """Unit, campaign and, in a demonstration, the day its clock stands at; Qt adds the program's name."""
    campaign = place.desk.pack.campaign
    title = place.words(campaign.title) if campaign else ""
    return " · ".join(part for part in (place.desk.unit.name, title, _demonstration(place)) if part)


def _demonstration(place: Workplace) -> str:
    if not place.desk.clock.fixed:
        return ""
    today = day(place.desk.clock.today())
    return tr("Window", "Demonstration · today is {day}").format(day=today)


class TopBar(QWidget):
    """Unit, the office above, campaign, the day of a demonstration, help, the person."""

    help_wanted = Signal()
    keys_wanted = Signal()
    fault_wanted = Signal()
    papers_wanted = Signal()
    person_wanted = Signal()  # who works here, to be managed
    person_chosen = Signal(int)  # who works from now on, by number

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(46)
        desk = place.desk
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 16, 0)
        row.setSpacing(_BETWEEN)
        self._unit = Elided(desk.unit.name, role="heading")
        where = tr("Copies", "Data: {folder}").format(folder=str(desk.home))
        self._unit.setToolTip(tip(f"{desk.unit.name}\n{where}"))
        row.addWidget(self._unit)
        self._further: list[tuple[QWidget, ...]] = []
        if desk.parent is not None:
            self._further.append((Elided(desk.parent.name, role="muted"),))
        campaign = desk.pack.campaign
        if campaign is not None:
            self._further.append(
                (label("·", role="muted"), Elided(place.words(campaign.title), role="muted"))
            )
        for group in self._further:
            for widget in group:
                row.addWidget(widget)
        row.addStretch(1)
        self._day = badge("", "warning") if desk.clock.fixed else None
        if self._day is not None:
            row.addWidget(self._day, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._help())
        papers = button(f" {tr('Window', 'Papers')}", kind="quiet")
        papers.setIcon(page_icon("papers", theme.INK, 18))
        papers.setToolTip(tr("Window", "Papers of this office: look at them, print, save as PDF (Ctrl+P)"))
        papers.clicked.connect(self.papers_wanted)
        row.addWidget(papers)
        self.people = PeopleMenu(place, self)
        self.people.list_wanted.connect(self.person_wanted)
        self.people.person_chosen.connect(self.person_chosen)
        row.addWidget(self.people)
        self._fit()

    def _help(self) -> Button:
        """The button "Help": the page for what is shown, the card of keys, the report of a fault."""
        made = button(tr("Window", "Help (F1)"), kind="quiet")
        menu = QMenu(made)
        for words, keys, signal in (
            (tr("Window", "Help for this page"), "F1", self.help_wanted),
            (tr("Window", "Card of keys"), "Ctrl+F1", self.keys_wanted),
            (tr("Window", "Report a fault…"), "", self.fault_wanted),
        ):
            action = QAction(f"{words}\t{keys}" if keys else words, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        made.setMenu(menu)
        QShortcut(QKeySequence("Ctrl+F1"), self).activated.connect(self.keys_wanted)
        return made

    def _room(self) -> int:
        """Pixels left beside the unit's name and the buttons."""
        further = {widget for group in self._further for widget in group}
        parts: list[QWidget | None] = [
            self._row.itemAt(number).widget() for number in range(self._row.count())
        ]
        shown = [part for part in parts if part is not None and part not in further]  # None: the room between
        taken = sum(part.sizeHint().width() + _BETWEEN for part in shown)
        return self.width() - taken - _SIDES

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        if self._day is not None:
            told = _demonstration(self._place)
            self._day.setText(tr("Window", "Demonstration") if narrow else told)
            self._day.setToolTip(tip(told))
            self._day.ensurePolished()
            self._day.setMinimumWidth(self._day.sizeHint().width())  # the names beside it give way
        room = self._room()
        self._unit.setMinimumWidth(self._unit.sizeHint().width() if room >= 0 else _LEAST)
        for group in self._further:  # after the unit's own name the office above, then the campaign
            widths = [min(widget.sizeHint().width(), _ENOUGH) for widget in group]
            needed = sum(widths) + _BETWEEN * len(group)
            shown = not narrow and needed <= room
            room = room - needed if shown else 0
            for widget, width in zip(group, widths, strict=True):
                widget.setMinimumWidth(width)
                widget.setVisible(shown)
