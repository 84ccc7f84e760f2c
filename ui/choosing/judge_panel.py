"""What this office says of one record: marks, votes of a meeting, the award, the decision with its reason."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from forms.pack import Choice
from forms.problems import Problem
from office.awards import roles_for
from office.choices import Candidate, Choosing, Decision, Judged
from office.choices import grade_words as said_grade
from office.chosen_columns import decision_words
from ui.choosing.numbers import number_box, read_number
from ui.widgets import Card, Elided, Picker, button, key_hint, label, tip
from ui.words import tr
from ui.workplace import Workplace, moment

_REASON_HEIGHT = 66


class JudgePanel(QWidget):
    """The fields of one record; `saved` when the person wants them kept."""

    saved = Signal(object)  # Judged
    meeting_wanted = Signal()
    history_wanted = Signal()
    refused = Signal(object)  # Problem

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._shown: Candidate | None = None
        self._kept = Judged()
        self.marks: dict[str, QLineEdit] = {}
        self.name = label(role="heading", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.below = label(wrap=True)
        self.points = label(role="heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        card = Card()
        for part in (self.name, self.about, self.below):
            card.body.addWidget(part)
        card.body.addLayout(self._grid)
        card.body.addLayout(self._votes_row())
        card.body.addLayout(self._decision_rows())
        card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _votes_row(self) -> QGridLayout:
        self.council = Picker(tr("Choosing", "Minutes"))
        self.new_meeting = button(tr("Choosing", "New meeting …"))
        self.new_meeting.clicked.connect(self.meeting_wanted)
        self.votes = number_box(tr("Choosing", "Votes for"))
        self.against = number_box(tr("Choosing", "Votes against"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(tr("Choosing", "Minutes"), role="muted"), 0, 0)
        grid.addWidget(self.council, 0, 1)
        grid.addWidget(self.new_meeting, 0, 2)
        row = QHBoxLayout()
        for editor in (self.votes, self.against):
            row.addWidget(label(editor.accessibleName(), role="muted"))
            row.addWidget(editor)
        row.addStretch(1)
        grid.addLayout(row, 1, 0, 1, 3)
        return grid

    def _decision_rows(self) -> QGridLayout:
        self.award = Picker(tr("Choosing", "Award"))
        self._award_word = label(tr("Choosing", "Award"), role="muted")
        self.rank = number_box(tr("Choosing", "Place"))
        self.rank.setPlaceholderText(tr("Choosing", "auto"))
        self.decision = Picker(tr("Choosing", "Decision"))
        for one in Decision:
            self.decision.addItem(decision_words(one, self._place.desk.language), one.value)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(tr("Choosing", "Reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self.said = Elided("", role="small")
        self.keep = button(tr("Choosing", "Save"), kind="main")
        self.keep.clicked.connect(self.save)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (word, editor) in enumerate(
            (
                (self._award_word, self.award),
                (label(tr("Choosing", "Decision"), role="muted"), self.decision),
                (label(tr("Choosing", "Reason"), role="muted"), self.reason),
            )
        ):
            grid.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1, 1, 3)
        grid.addWidget(label(tr("Choosing", "Place"), role="muted"), 3, 0)
        grid.addWidget(self.rank, 3, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(key_hint("Ctrl+S"), 3, 2)
        grid.addWidget(self.keep, 3, 3)
        self.history = button(tr("Choosing", "All that was said …"), kind="quiet")
        self.history.clicked.connect(self.history_wanted)
        grid.addWidget(self.said, 4, 0, 1, 4)
        grid.addWidget(self.history, 5, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        return grid

    def show_record(self, seen: Choosing, one: Candidate) -> None:
        """Show a record with what was said of it."""
        desk = self._place.desk
        if list(self.marks) != [line.code for line in seen.criteria]:
            self._build_marks(seen)
        self._shown, self._kept = one, one.judged
        self.name.setText(one.name)
        parts = (one.unit_name, one.proposed["kind"], one.proposed["award"], one.proposed["born"])
        self.about.setText(" · ".join(part for part in parts if part))
        told = [
            tr("Choosing", "{office} passed it on: {reason}").format(
                office=desk.pack.units_by_code[said.office].name, reason=said.reason or "–"
            )
            for said in one.below
        ]
        if one.held_back:
            told.append(tr("Choosing", "The office below passed others on, not this one."))
        if one.other_now:
            told.append(
                tr("Choosing", "The decision was made about “{name}”: decide again.").format(
                    name=one.judged.name
                )
            )
        self.below.setText("\n".join(told))
        self.below.setVisible(bool(told))
        self.council.clear()
        self.council.addItem(tr("Choosing", "none yet"), "")
        for meeting in seen.councils:
            self.council.addItem(f"{meeting.number} · {meeting.day:%d/%m/%Y}", meeting.id)
        self._fill_awards(seen)
        self.put(one.judged)
        self._show_points(seen, one)
        self.history.setEnabled(one.judged.at is not None)
        who = tr("Choosing", "Last said by {who}, {when}")
        self.said.setText(who.format(who=one.judged.who, when=moment(one.judged.at)) if one.judged.at else "")

    def put(self, said: Judged) -> None:
        """Put into the fields what was said of the record that is shown."""
        one = self._shown
        for code, editor in self.marks.items():
            kept = said.marks.get(code)
            editor.setText("" if kept is None else str(kept))
        self.council.setCurrentIndex(max(0, self.council.findData(said.council)))
        proposed = str(one.proposed.values.get("award") or "") if one else ""
        self.award.setCurrentIndex(self.award.findData(said.award or proposed))
        for editor, number in (
            (self.votes, said.votes),
            (self.against, said.against),
            (self.rank, said.rank),
        ):
            editor.setText("" if number is None else str(number))
        self.decision.setCurrentIndex(self.decision.findData(said.decision.value))
        self.reason.setPlainText(said.reason)

    def _build_marks(self, seen: Choosing) -> None:
        while self._grid.count():
            widget: QWidget | None = self._grid.takeAt(0).widget()
            if widget is not None and widget is not self.points:
                widget.deleteLater()
        self.marks = {}
        for row, line in enumerate(seen.criteria):
            words = self._place.words(line.label)
            editor = number_box(words)
            name = label(words, wrap=True)
            name.setToolTip(tip(self._place.words(line.hint) if line.hint else ""))
            editor.textChanged.connect(lambda _, seen=seen: self._add_up(seen))
            self.marks[line.code] = editor
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(editor, row, 1)
            self._grid.addWidget(label(f"/ {line.most}", role="muted"), row, 2)
        self._grid.addWidget(self.points, len(seen.criteria), 0, 1, 3, Qt.AlignmentFlag.AlignRight)

    def _fill_awards(self, seen: Choosing) -> None:
        self.award.clear()
        there = _choices(self._place, seen)
        for choice in there:
            self.award.addItem(self._place.words(choice.label), choice.name)
        for widget in (self.award, self._award_word):
            widget.setVisible(bool(there))

    def _show_points(self, seen: Choosing, one: Candidate) -> None:
        if one.points is None:
            self._add_up(seen)
            return
        grade = said_grade(seen, one.grade, self._place.desk.language)
        self.points.setText(
            tr("Choosing", "{points} of {most} points · {grade}").format(
                points=one.points, most=seen.most_points, grade=grade
            )
        )

    def _add_up(self, seen: Choosing) -> None:
        points = sum(int(editor.text()) for editor in self.marks.values() if editor.text().isdecimal())
        self.points.setText(
            tr("Choosing", "{points} of {most} points").format(points=points, most=seen.most_points)
        )

    def said_now(self) -> Judged:
        """Read the fields; raise NOT_A_NUMBER."""
        one = self._shown
        award = str(self.award.currentData() or "")
        proposed = str(one.proposed.values.get("award") or "") if one else ""
        return Judged(
            Decision(self.decision.currentData()),
            self.reason.toPlainText().strip(),
            {
                code: number
                for code, editor in self.marks.items()
                if (number := read_number(editor)) is not None
            },
            str(self.council.currentData() or ""),
            read_number(self.votes),
            read_number(self.against),
            "" if award == proposed else award,
            read_number(self.rank),
        )

    @property
    def touched(self) -> bool:
        """Whether the fields say something else than what is kept."""
        try:
            return self.said_now() != replace(self._kept, who="", at=None, name="")
        except Problem:
            return True

    def save(self) -> None:
        """Hand over what the fields say."""
        try:
            said = self.said_now()
        except Problem as problem:
            self.refused.emit(problem)
            return
        self.saved.emit(said)


def _choices(place: Workplace, seen: Choosing) -> tuple[Choice, ...]:
    """Give the awards that the form knows, () for models."""
    name = roles_for(place.desk, seen.paper).get("award", "")
    field = next((one for one in seen.table.fields if one.id == name), None)
    return place.desk.pack.lists.get(field.list or "", ()) if field else ()
