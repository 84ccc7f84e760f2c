"""The section "people": who works in this office, and who works now."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.problems import Problem
from office.handing_over import hand_over
from office.roles import MAY, Doing, Role, doing_said, give_roles, leave, new_person, role_said, roles_of
from ui.ask import Check, Line
from ui.flow import Flow
from ui.people_menu import roles_told
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, day


class PeopleSection(QWidget):
    """The office's list of people."""

    person_chosen = Signal(bool)  # whether somebody else works now

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("Settings", "People of the office"))
        explain = tr(
            "Settings", "Who is chosen here stands in the history of every cell and in the signature block."
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        heads = (
            tr("Settings", "Name"),
            tr("Settings", "Position"),
            tr("Settings", "Telephone"),
            tr("Settings", "Roles"),
            tr("Settings", "Since"),
            tr("Settings", "Working now"),
        )
        self.table = ReadTable(heads, (120, 130, 105, 150, 96), tr("Settings", "People of the office"))
        self.table.cellActivated.connect(lambda *_: self.choose())
        card.body.addWidget(self.table)
        row = Flow()
        for text, act in (
            (tr("Settings", "Add a person"), self.add),
            (tr("Settings", "This person works now"), self.choose),
            (tr("Settings", "Roles …"), self.give_roles),
            (tr("Settings", "This person has left"), self.end),
        ):
            made = button(text)
            made.clicked.connect(act)
            row.addWidget(made)
        card.body.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        desk = self._place.desk
        now = desk.person
        self.table.fill(
            [
                (
                    person.name,
                    person.position,
                    person.telephone,
                    roles_told(desk, person.id),
                    day(person.since),
                    tr("Settings", "✓ works now") if person.id == now.id else "",
                )
                for person in desk.people()
            ]
        )
        self.table.fit(2, 8)

    def add(self) -> None:
        """Add a person to the office's list."""
        answers = self._place.ask.fill(
            tr("Settings", "Add a person"),
            "",
            (
                Line("name", tr("Settings", "Name")),
                Line("position", tr("Settings", "Position"), required=False),
                Line("telephone", tr("Settings", "Telephone"), required=False),
            ),
            tr("Settings", "Add"),
        )
        if answers is not None:
            desk = self._place.desk
            self._do(lambda: new_person(desk, answers["name"], answers["position"], answers["telephone"]))

    def choose(self) -> None:
        """Say who works now."""
        person = self._person()
        if person is not None:
            before = self._place.desk.person.id
            self._do(lambda: hand_over(self._place.desk, person), handed=before != person)

    def give_roles(self) -> None:
        """Say what a person is there for."""
        person, desk = self._person(), self._place.desk
        if person is None:
            return
        name = desk.people()[self.table.currentRow()].name
        known = roles_of(desk, person)
        lines = [
            Check((role_said(role, desk.language), self._may(role)), self._may(role), ticked=role in known)
            for role in Role
        ]
        chosen = self._place.ask.tick(
            tr("Settings", "Roles of {name}").format(name=name),
            tr(
                "Settings",
                "There is no password: this keeps from slips, not from anybody who means harm. "
                "Whoever is alone on the list may do everything.",
            ),
            (tr("Settings", "Role"), tr("Settings", "May")),
            lines,
            tr("Settings", "Keep"),
        )
        if chosen is not None:
            roles = {role for number, role in enumerate(Role) if number in chosen}
            self._do(lambda: give_roles(desk, person, roles))

    def _may(self, role: Role) -> str:
        language = self._place.desk.language
        doings = [doing_said(doing, language) for doing in Doing if doing in MAY[role]]
        return "; ".join(doings) or tr("Settings", "only look")

    def end(self) -> None:
        """Take a person off the list."""
        person = self._person()
        if person is None:
            return
        name = self._place.desk.people()[self.table.currentRow()].name
        question = tr("Settings", "Take {name} off the list? What they typed stays under their name.")
        if self._place.ask.confirm(
            tr("Settings", "This person has left"),
            question.format(name=name),
            tr("Settings", "Take off the list"),
        ):
            self._do(lambda: leave(self._place.desk, person))

    def _person(self) -> int | None:
        people = self._place.desk.people()
        row = self.table.currentRow()
        return people[row].id if 0 <= row < len(people) else None

    def _do(self, step: Callable[[], object], *, handed: bool = False) -> None:
        try:
            step()
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
        else:
            self.notice.clear()
        self.refresh()
        self.person_chosen.emit(handed)
