"""Sending knowingly: a reason for each error left open, forms that are sent later, or nothing to report."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.pack import Field, Form, Kind
from forms.problems import Problem
from forms.report import SendReason, ToFollow
from forms.values import parse
from office.open_errors import MOST_TEXT, Excuse, Knowing, forms_to_send
from office.sending import SendReview
from ui.entry.marks import BLANK
from ui.entry.problems import problem_lines
from ui.sending.nil_card import NilCard
from ui.widgets import Card, Picker, button, clear, label
from ui.words import tr
from ui.workplace import Workplace

_DAY = Field("promised", "", Kind.DATE, {})


def reason_words(reason: SendReason) -> str:
    """A reason as people read it."""
    return {
        SendReason.AWAITING: tr("Send", "Waiting for somebody else's figures"),
        SendReason.SOURCE: tr("Send", "The source papers do not agree"),
        SendReason.CHECKING: tr("Send", "Being checked again; will be corrected"),
        SendReason.RULE: tr("Send", "The check does not fit what is really so"),
        SendReason.OTHER: tr("Send", "Another reason"),
    }[reason]


class Why(QWidget):
    """A reason from the short list, and a line for what there is to add."""

    changed = Signal()

    def __init__(self, about: str) -> None:
        super().__init__()
        self.reason = Picker(tr("Send", "Reason for {what}").format(what=about))
        self.reason.setMinimumContentsLength(24)
        self.reason.addItem(tr("Send", "— reason —"), None)
        for reason in SendReason:
            self.reason.addItem(reason_words(reason), reason.value)
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("Send", "More about {what}").format(what=about))
        self.text.setPlaceholderText(tr("Send", "in your own words"))
        self.text.setMaxLength(MOST_TEXT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 3)
        row.addWidget(self.text, 4)
        self.reason.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.text.textChanged.connect(lambda _: self.changed.emit())

    @property
    def given(self) -> SendReason | None:
        """The reason, None while there is none or "another" is not said."""
        code = self.reason.currentData()
        if code is None or (code == SendReason.OTHER.value and not self.text.text().strip()):
            return None
        return SendReason(code)

    def put(self, reason: SendReason, text: str) -> None:
        """Show a reason that was given before."""
        self.reason.setCurrentIndex(self.reason.findData(reason.value))
        self.text.setText(text)


@dataclass(slots=True)
class _ErrorLine:
    """An error, or all blanks of a form, with its reason."""

    spots: tuple[tuple[str, str], ...]
    why: Why


@dataclass(slots=True)
class _FormLine:
    """A form that may follow later."""

    form: Form
    tick: QCheckBox
    day: QLineEdit
    why: Why
    rest: list[QWidget] = field(default_factory=list)


class OpenStep(QWidget):
    """Every error with its reason; every form with the day it is promised for."""

    changed = Signal()
    forms_changed = Signal()  # the findings are others now

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._errors: list[_ErrorLine] = []
        self._forms: list[_FormLine] = []
        self._before = Knowing()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._error_card = Card(tr("Send", "Errors left open"))
        words = tr(
            "Send",
            "Each error wants a reason. The package lists them; above, your figures count as provisional and "
            "may come back.",
        )
        self._error_card.body.addWidget(label(words, role="muted", wrap=True))
        self._error_list = QVBoxLayout()
        self._error_list.setSpacing(8)
        self._error_card.body.addLayout(self._error_list)
        self.same = button(tr("Send", "The first reason for all that have none"), kind="quiet")
        self.same.clicked.connect(self.fill_down)
        row = QHBoxLayout()
        row.addWidget(self.same)
        row.addStretch(1)
        self._error_card.body.addLayout(row)
        outer.addWidget(self._error_card)
        self._later_card = self._form_card()
        outer.addWidget(self._later_card)
        self.nil = NilCard(place)
        self.nil.changed.connect(self.changed)
        self.nil.hide()
        outer.addWidget(self.nil)

    def _form_card(self) -> Card:
        card = Card(tr("Send", "Forms that follow later"))
        words = tr(
            "Send",
            "A form ticked here travels blank with its reason and the promised day; send it with the next "
            "package.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        desk = self._place.desk
        for number, form in enumerate(forms_to_send(desk.pack, desk.unit)):
            name = f"{form.number} · {self._place.words(form.title)}"
            tick = QCheckBox(name if len(name) < 90 else name[:88] + "…")
            tick.setAccessibleName(name)
            tick.setToolTip(name)
            day = QLineEdit()
            day.setAccessibleName(tr("Send", "Day promised for {form}").format(form=form.number))
            day.setPlaceholderText(tr("Send", "dd/mm/yyyy"))
            day.setFixedWidth(120)
            why = Why(form.number)
            line = _FormLine(form, tick, day, why, [day, why])
            grid.addWidget(tick, 2 * number, 0)
            grid.addWidget(day, 2 * number, 1)
            grid.addWidget(why, 2 * number + 1, 0, 1, 2)  # below, or both would be too narrow
            for widget in line.rest:
                widget.hide()
            tick.toggled.connect(lambda on, line=line: self._on_tick(line, on=on))
            day.textChanged.connect(lambda _: self.changed.emit())
            why.changed.connect(self.changed)
            self._forms.append(line)
        card.body.addLayout(grid)
        return card

    def _on_tick(self, line: _FormLine, *, on: bool) -> None:
        for widget in line.rest:
            widget.setVisible(on)
        if on:
            line.day.setFocus()
        self.forms_changed.emit()

    def show_nil(self) -> None:
        """Ask why there is nothing to report, in place of errors and forms."""
        self._error_card.hide()
        self._later_card.hide()
        self.nil.show()
        self.changed.emit()

    @property
    def is_nil(self) -> bool:
        """Whether it is said here that there is nothing to report."""
        return not self.nil.isHidden()

    def show_review(self, review: SendReview) -> None:
        """Show the errors as they stand; reasons given already stay."""
        if self.is_nil:
            return
        given = {spot: (line.why.given, line.why.text.text()) for line in self._errors for spot in line.spots}
        self._before = review.said_before
        self._later_card.setVisible(review.beside is None)
        for excuse in self._before.errors:
            given.setdefault((excuse.code, excuse.place), (excuse.reason, excuse.text))
        clear(self._error_list)
        self._errors = []
        for spots, text in self._grouped(review):
            line = _ErrorLine(spots, Why(f"{spots[0][0]} {spots[0][1]}"))
            reason, more = given.get(spots[0], (None, ""))
            if reason is not None:
                line.why.put(reason, more)
            line.why.changed.connect(self.changed)
            told = label(text, wrap=True)
            self._error_list.addWidget(told)
            self._error_list.addWidget(line.why)
            self._errors.append(line)
        self._error_card.setVisible(bool(self._errors))
        self.same.setVisible(len(self._errors) > 1)
        self.changed.emit()

    def _grouped(self, review: SendReview) -> Iterable[tuple[tuple[tuple[str, str], ...], str]]:
        """One line an error as F9 tells it; the blanks of a form are one line."""
        forms, errors = review.forms, review.errors_found
        tables = {table.id: form.id for form in forms for table in form.tables}
        for line in problem_lines(self._place, forms, errors):
            if line.mark == "blank":
                own = [
                    found
                    for found in errors
                    if found.code == BLANK and tables.get(found.place.table) == tables[line.place.table]
                ]
            else:
                own = [line.finding] if line.finding else []
            spots = tuple(dict.fromkeys((one.code, str(one.place)) for one in own))
            yield spots, f"{line.code} · {line.where} · {line.text}"
        for found in errors:
            if found.code == "K34":  # F9 tells it beside the warning
                yield ((found.code, str(found.place)),), f"K34 · {self._place.words(found.sentence)}"

    def fill_down(self) -> None:
        """Give the first reason to every error that has none."""
        first = next((line.why for line in self._errors if line.why.given), None)
        if first is None or first.given is None:
            return
        for line in self._errors:
            if line.why.given is None:
                line.why.put(first.given, first.text.text())

    @property
    def follow(self) -> tuple[ToFollow, ...]:
        """The forms that follow, as far as they are said completely."""
        found = []
        for line in self._forms:
            if line.tick.isChecked():
                reason, day = line.why.given, self._day(line.day.text())
                if reason is not None and day is not None:
                    found.append(ToFollow(line.form.id, reason, day, line.why.text.text()))
        return tuple(found)

    @property
    def left_out(self) -> tuple[ToFollow, ...]:
        """The forms ticked, whether their reason is said yet or not: what is left of the errors then."""
        today = self._place.desk.clock.today()
        return tuple(
            ToFollow(line.form.id, SendReason.AWAITING, today)
            for line in self._forms
            if line.tick.isChecked()
        )

    @property
    def complete(self) -> bool:
        """Whether everything that is left open has its reason, and every promise its day."""
        if self.is_nil:
            return self.nil.nil is not None
        ticked = sum(line.tick.isChecked() for line in self._forms)
        return all(line.why.given for line in self._errors) and len(self.follow) == ticked

    @property
    def knowing(self) -> Knowing:
        """All that was said here."""
        if self.is_nil:
            return Knowing(nil=self.nil.nil)
        excuses = [
            Excuse(*spot, line.why.given, line.why.text.text())
            for line in self._errors
            if line.why.given
            for spot in line.spots
        ]
        return Knowing(tuple(dict.fromkeys(excuses)), self.follow)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when this step opens."""
        if self.is_nil:
            return self.nil.reason
        return self._errors[0].why.reason if self._errors else self._forms[0].tick

    def form_line(self, form: str) -> _FormLine:
        """Give the line of a form."""
        return next(line for line in self._forms if line.form.id == form)

    def error_lines(self) -> tuple[_ErrorLine, ...]:
        """Give the lines of errors, in order."""
        return tuple(self._errors)

    def clear(self) -> None:
        """Forget everything: the package was sent, or the person goes back to an ordinary send."""
        self.nil.forget()
        self.nil.hide()
        for line in self._forms:
            line.tick.blockSignals(True)
            line.tick.setChecked(False)
            line.tick.blockSignals(False)
            for widget in line.rest:
                widget.hide()
        clear(self._error_list)
        self._errors = []

    def _day(self, text: str) -> date | None:
        try:
            value = parse(text, _DAY)
            day = date.fromisoformat(str(value)) if value else None
        except (Problem, ValueError):
            return None
        return day if day is not None and day >= self._place.desk.clock.today() else None
