"""Who works now, on top of the window: one key or click hands the PC to a colleague.

People are put on the list, given roles and taken off in the settings alone.
"""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from db.offices import Person
from office.desk import Desk
from office.roles import Role, role_said, roles_of
from ui.widgets import Button, tip
from ui.words import tr
from ui.workplace import Workplace

KEY = "Ctrl+F10"


def roles_told(desk: Desk, person: int) -> str:
    """Name a person's roles."""
    known = roles_of(desk, person)
    if known == frozenset(Role):
        return tr("Settings", "all")
    return ", ".join(role_said(role, desk.language) for role in Role if role in known)


class PeopleMenu(Button):
    """The button with the name of who works now; its menu has everybody on the list."""

    person_chosen = Signal(int)  # somebody else, by number
    list_wanted = Signal()  # who works here, to be managed

    def __init__(self, place: Workplace, parent: QWidget) -> None:
        super().__init__("")
        self.setProperty("kind", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._place = place
        self.people = QMenu(self)
        self.clicked.connect(self.open)
        QShortcut(QKeySequence(KEY), parent).activated.connect(self.open)
        self.show_person()

    def show_person(self) -> None:
        """Show who works now."""
        name = self._place.desk.person.name
        self.setText(f"{name.replace('&', '&&')}  ▾")
        self.setAccessibleName(tr("Window", "Working now: {name}").format(name=name))
        words = tr("Window", "Who works now; hand the PC to somebody else ({keys})")
        self.setToolTip(tip(words.format(keys=KEY)))

    def open(self) -> None:
        """List everybody, whoever comes next already picked: Enter hands over."""
        desk = self._place.desk
        self.people.clear()
        everybody = desk.people()
        lines = [self._line(person) for person in everybody]
        self.people.addSeparator()
        alone = len(everybody) == 1
        words = tr("Window", "Add a colleague …") if alone else tr("Window", "People and their roles …")
        more = QAction(words, self.people)
        more.triggered.connect(self.list_wanted)
        self.people.addAction(more)
        here = next((number for number, one in enumerate(everybody) if one.id == desk.person.id), 0)
        following = [*lines[here + 1 :], *lines[:here]]
        corner = self.mapToGlobal(self.rect().bottomRight())
        self.people.popup(corner - QPoint(self.people.sizeHint().width(), 0))
        self.people.setActiveAction(next((one for one in following if one.isEnabled()), more))

    def _line(self, person: Person) -> QAction:
        desk, number = self._place.desk, person.id
        made = QAction(f"{person.name.replace('&', '&&')}\t{roles_told(desk, number)}", self.people)
        made.setCheckable(True)
        made.setChecked(number == desk.person.id)
        made.setEnabled(not desk.only_looks)
        if number != desk.person.id:
            made.triggered.connect(lambda _=False: self.person_chosen.emit(number))
        self.people.addAction(made)
        return made
