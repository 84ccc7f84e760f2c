"""Home: what is due and when, how far each form is, what is unfinished, what was sent and received."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from db.queries import Thread, ThreadState
from office.answers_above import is_news
from office.courier import findings
from office.due import FormStatus, HomeView, home_view
from office.handing_over import HandedOver, handed_over, taken_over
from office.kit_file import Kit
from office.new_version import waiting
from office.passage import passage
from office.practice_mark import is_practice
from office.queries import to_answer
from office.recovery import LeftOff, Place, place_of
from ui.changes.outdated_notice import OutdatedNotice
from ui.charts.panel import ChartsPanel
from ui.copies.home_line import CopyLine
from ui.courier.home_lines import tell_answers, tell_courier
from ui.entry.live import Live
from ui.handed_over import HandedOverCard
from ui.icons import sign
from ui.updates.news import UpdateNews, tell_news
from ui.widgets import Card, Elided, Notice, Page, as_wide_as_it_is, badge, bar, button, clear, label, line
from ui.words import tr
from ui.workplace import Workplace, day, moment

if TYPE_CHECKING:
    from ui.board.panel import BoardPanel
    from ui.receiving.watch_line import WatchNews

_SIGNS = {
    "empty": "plain",
    "started": "started",
    "complete": "good",
    "errors": "error",
    "warnings": "warning",
}

_FEW, _ROOMY = 3, 880  # cards that always stand side by side; points from which four do


class HomePage(Page):
    """The first page of the day."""

    open_form = Signal(str)  # form id
    open_cell = Signal(object)  # Address
    go = Signal(str)  # page name
    report_wanted = Signal(str)  # the unit below whose figures are to be read and asked about
    in_place_wanted = Signal(str)  # the unit below whose figures are to be typed here
    courier_wanted = Signal(str)  # the unit below whose numbered files are to be looked at
    kit_wanted = Signal(object)  # Kit
    version_wanted = Signal()
    copies_wanted = Signal()
    update_wanted = Signal(object)  # Path of the update that was found
    answer_wanted = Signal(object)  # Path of an answer of the office above that was found
    paper_wanted = Signal(str)  # id of a paper
    wall_wanted = Signal()

    def __init__(self, place: Workplace, live: Live) -> None:
        """`live`: the office's answers as they are entered; nothing is worked out a second time."""
        super().__init__(tr("Home", "Home"))
        self._place = place
        self._live = live
        self._notices = QVBoxLayout()
        self._notices.setSpacing(12)
        self.body.addLayout(self._notices)
        self._watch = self._watched() if place.desk.has_below else None
        self.board = self._board() if place.desk.has_below else None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)
        self.charts = ChartsPanel(place, lambda: live.entry.open)
        if self.charts.offered:
            card = Card(tr("Home", "Charts"))
            card.body.addWidget(self.charts)
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._first: QWidget | None = None
        self._handed: HandedOverCard | None = None
        self._told: list[Card] = []
        self._grid = QGridLayout()
        self._kit: Kit | None = None
        self._left: LeftOff | None = None
        self._news: UpdateNews | None = None
        self._answers: tuple[Path, ...] = ()

    def _board(self) -> BoardPanel:
        """Build the progress board: the first thing an office with units below looks at."""
        from ui.board.panel import BoardPanel  # most offices have nobody below

        panel = BoardPanel(self._place)
        panel.go.connect(self.go)
        panel.paper_wanted.connect(self.paper_wanted)
        panel.report_wanted.connect(self.report_wanted)
        panel.in_place_wanted.connect(self.in_place_wanted)
        panel.courier_wanted.connect(self.courier_wanted)
        panel.wall_wanted.connect(self.wall_wanted)
        self.body.addWidget(panel)
        return panel

    def _watched(self) -> WatchNews:
        """Build the line that tells what is new in the watched folder."""
        from ui.receiving.watch_line import WatchNews  # most offices have nobody below

        told = WatchNews(self._place)
        told.wanted.connect(lambda: self.go.emit("receive"))
        self.body.addWidget(told)
        return told

    def refresh(self) -> None:
        view = home_view(self._place.desk, self._live.entry.open)
        clear(self._notices)
        clear(self._inside)
        if self.board is not None:
            self.board.refresh()
        if self._watch is not None:
            self._watch.refresh()
        self.title.setText(self._greeting())
        handed = handed_over(self._place.desk, self._live.entry.open)
        self._handed = self._handed_card(handed) if handed is not None else None
        if self._handed is not None:
            self._notices.addWidget(self._handed)
        told = OutdatedNotice(self._place)
        told.send_wanted.connect(lambda: self.go.emit("send"))
        self._notices.addWidget(told)
        told.refresh()
        if self._kit is not None:
            self._tell_kit(self._notice(), self._kit)
        newer = waiting(self._place.desk)
        if newer is not None:
            self._tell_newer(self._notice(), newer.version)
        if self._news is not None:
            tell_news(self._notice(), self._news, self.update_wanted.emit)
        self._tell_answers()
        if self._place.desk.has_below:
            tell_courier(self._notice(), findings(self._place.desk), lambda: self.go.emit("courier"))
        if self._left is not None:
            self._tell_left(self._notice(), self._left)
        if view.drafts:
            self._tell_drafts(self._notice(), view)
        if questions := to_answer(self._place.desk):
            self._tell_questions(self._notice(), questions)
        self.charts.refresh()
        self._inside.addLayout(self._cards(view))
        if not is_practice(self._place.desk.campaign_id):
            copies = CopyLine(self._place)
            copies.wanted.connect(self.copies_wanted)
            self._inside.addWidget(copies)
        self._inside.addWidget(self._forms(view))

    def _handed_card(self, handed: HandedOver) -> HandedOverCard:
        card = HandedOverCard(self._place, handed)
        card.cell_wanted.connect(self.open_cell)
        card.form_wanted.connect(self.open_form)
        card.page_wanted.connect(self.go)
        card.taken.connect(self._take_over)
        return card

    def _take_over(self) -> None:
        taken_over(self._place.desk)
        self.refresh()

    def _notice(self) -> Notice:
        """Give a new line above everything else."""
        notice = Notice()
        self._notices.addWidget(notice)
        return notice

    def offer_kit(self, kit: Kit | None) -> None:
        """Tell of a kit that lies beside the program; None takes the line away."""
        self._kit = kit
        self.refresh()

    def offer_answers(self, paths: tuple[Path, ...]) -> None:
        """Tell of answers of the office above that lie on a stick, until each is taken in."""
        self._answers = paths
        self.refresh()

    def _tell_answers(self) -> None:
        self._answers = tuple(one for one in self._answers if is_news(self._place.desk, one))
        if self._answers:
            tell_answers(self._notice(), self._answers, self.answer_wanted.emit)

    def tell_update(self, news: UpdateNews) -> None:
        """Tell of a version of the program that came, that failed, or that lies on a stick."""
        self._news = news
        self.refresh()

    def tell_left_off(self, left: LeftOff | None) -> None:
        """Tell how far everything is saved of a sitting that nobody closed."""
        self._left = left
        self.refresh()

    def _tell_left(self, notice: Notice, left: LeftOff) -> None:
        text = tr("Home", "The program was not closed last time. Everything is saved up to: {cell}, {when}.")
        notice.tell("note", text.format(cell=self._place_in_words(left.place), when=moment(left.when)))
        back = button(tr("Home", "Go there"))
        back.clicked.connect(lambda: self.open_cell.emit(left.place.address))
        notice.buttons.addWidget(back)

    def _place_in_words(self, found: Place) -> str:
        form = f"{found.form.number} {self._place.words(found.form.title)}"
        record = tr("Home", "record “{name}”") if found.named else tr("Home", "row {name}")
        return ", ".join(
            filter(None, (form, record.format(name=found.record) if found.record else "", found.field))
        )

    def _tell_kit(self, notice: Notice, kit: Kit) -> None:
        text = tr("Home", "A campaign kit was found: {title}, number {n}, issued by {unit}.")
        title = self._place.words(kit.plan.title)
        notice.tell("note", text.format(title=title, n=kit.plan.number, unit=kit.issuer_name))
        see = button(tr("Home", "See what it brings"))
        see.clicked.connect(lambda: self.kit_wanted.emit(kit))
        notice.buttons.addWidget(see)

    def _tell_newer(self, notice: Notice, version: str) -> None:
        text = tr("Home", "Version {new} of the form pack waits to be accepted.")
        notice.tell("note", text.format(new=version))
        see = button(tr("Home", "See what it changes"))
        see.clicked.connect(self.version_wanted)
        notice.buttons.addWidget(see)

    def _greeting(self) -> str:
        return tr("Home", "Hello, {name}").format(name=self._place.desk.person.name)

    def first_focus(self) -> QWidget | None:
        if self._handed is not None:
            return self._handed.first
        return self.board.first_focus() if self.board is not None else self._first

    def _tell_questions(self, notice: Notice, questions: Sequence[Thread]) -> None:
        """What the office above asks: a line that stays until everything is answered and sent."""
        waiting = sum(one.state is ThreadState.ASKED for one in questions)
        ready = sum(one.state is ThreadState.READY for one in questions)
        if waiting:
            text = tr("Home", "The office above asks about {n} figures: answer them, then send again.")
            notice.tell("warning", text.format(n=waiting))
        elif ready:
            text = tr("Home", "{n} questions of the office above are answered: send again now.")
            notice.tell("note", text.format(n=ready))
        else:
            return
        see = button(tr("Home", "To the questions"))
        see.clicked.connect(lambda: self.go.emit("queries"))
        notice.buttons.addWidget(see)

    def _tell_drafts(self, notice: Notice, view: HomeView) -> None:
        """Unfinished texts: a line that cannot be closed, because what is closed is forgotten."""
        newest = max(view.drafts, key=lambda draft: draft.when)
        text = tr("Home", "{n} cells hold text that was typed but not saved; the last one: {cell}, {when}.")
        found = place_of(self._place.desk, newest.address)
        cell = self._place_in_words(found) if found else newest.address
        notice.tell("note", text.format(n=len(view.drafts), cell=cell, when=moment(newest.when)))
        finish = button(tr("Home", "Go on typing"))
        finish.clicked.connect(lambda: self.open_cell.emit(newest.address))
        notice.buttons.addWidget(finish)

    def _cards(self, view: HomeView) -> QGridLayout:
        """What is due, wrong, received and sent: side by side, two and two where there is little room."""
        self._told = [self._deadline(view), self._problems(view)]
        if self._place.desk.parent is not None:
            self._told.append(self._sent(view))
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._arrange()
        return self._grid

    def _arrange(self) -> None:
        """Lay the cards out anew where there is more or less room now."""
        side_by_side = 2 if len(self._told) > _FEW and self.width() < _ROOMY else len(self._told)
        for column in range(len(self._told)):
            self._grid.setColumnStretch(column, int(column < side_by_side))
        for number, card in enumerate(self._told):
            self._grid.addWidget(card, number // side_by_side, number % side_by_side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._told and (event.oldSize().width() < _ROOMY) is not (self.width() < _ROOMY):
            self._arrange()

    def _deadline(self, view: HomeView) -> Card:
        card = Card()
        card.body.addWidget(label(tr("Home", "To be sent by"), role="muted"))
        figure = label(day(view.deadline) or tr("Home", "no date set"), role="figure")
        card.body.addWidget(figure)
        left = view.days_left
        if left is not None:
            if left < 0:
                word, tone = tr("Home", "days late: {n}").format(n=-left), "error"
            elif left == 0:
                word, tone = tr("Home", "today"), "warning"
            else:
                word, tone = tr("Home", "days left: {n}").format(n=left), "warning" if left <= 3 else "good"
            card.body.addWidget(as_wide_as_it_is(badge(word, tone)))
        card.body.addStretch(1)
        return card

    def _problems(self, view: HomeView) -> Card:
        card = Card()
        errors = sum(form.errors for form in view.forms)
        warnings = sum(form.warnings for form in view.forms)
        blanks = sum(form.wanted - form.answered for form in view.forms)
        card.body.addWidget(label(tr("Home", "To be settled before sending"), role="muted"))
        card.body.addWidget(label(str(errors + warnings + blanks), role="figure"))
        words = tr("Home", "errors: {errors} · warnings without a reason: {warnings} · blank cells: {blanks}")
        text = label(words.format(errors=errors, warnings=warnings, blanks=blanks), role="small", wrap=True)
        card.body.addWidget(text)
        card.body.addStretch(1)
        return card

    def _sent(self, view: HomeView) -> Card:
        card = Card()
        card.body.addWidget(label(tr("Home", "Last sent"), role="muted"))
        if view.last_sent is None:
            card.body.addWidget(label(tr("Home", "not yet"), role="figure"))
        else:
            card.body.addWidget(label(moment(view.last_sent.when), role="heading", wrap=True))
            words = tr("Home", "Sending no. {n} · figures code {code}")
            text = words.format(n=view.last_sent.revision, code=view.last_sent.figures_code)
            card.body.addWidget(label(text, role="small", wrap=True))
            where = passage(self._place.desk, view.last_sent.digest)
            card.body.addWidget(as_wide_as_it_is(badge(where.word, where.tone)))
            if view.changed_since_sent:
                card.body.addWidget(as_wide_as_it_is(badge(tr("Home", "changed since"), "warning")))
            else:
                card.body.addWidget(as_wide_as_it_is(badge(tr("Home", "nothing changed since"), "good")))
        send = button(tr("Home", "Send"), kind="quiet")
        send.clicked.connect(lambda: self.go.emit("send"))
        card.body.addWidget(as_wide_as_it_is(send))
        card.body.addStretch(1)
        return card

    def _forms(self, view: HomeView) -> Card:
        card = Card(tr("Home", "Forms"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 1)
        grid.setColumnMinimumWidth(3, 60)
        self._first = None
        for row, form in enumerate(view.forms):
            self._form_row(grid, row * 2, form)
            if row + 1 < len(view.forms):
                grid.addWidget(line(), row * 2 + 1, 0, 1, 7)
        card.body.addLayout(grid)
        return card

    def _form_row(self, grid: QGridLayout, row: int, form: FormStatus) -> None:
        nothing = form.state == "complete" and not form.wanted
        picture = QLabel()
        picture.setPixmap(sign("plain" if nothing else _SIGNS[form.state], 16).pixmap(16, 16))
        title = self._place.words(form.form.title)
        grid.addWidget(picture, row, 0)
        number = label(form.form.number)
        number.setStyleSheet("font-weight: 600;")
        grid.addWidget(number, row, 1)
        grid.addWidget(Elided(title), row, 2)
        if not nothing:
            grid.addWidget(bar(form.answered, form.wanted), row, 3)
            count = label(f"{form.answered}/{form.wanted}", role="muted")
            grid.addWidget(count, row, 4, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(badge(tr("Home", "if any"), "plain") if nothing else self._state(form), row, 5)
        enter = button(tr("Home", "Open"), kind="quiet")
        enter.setAccessibleName(tr("Home", "Open {form}").format(form=f"{form.form.number} {title}"))
        enter.clicked.connect(lambda: self.open_form.emit(form.form.id))
        grid.addWidget(enter, row, 6)
        if self._first is None and form.state != "complete":
            self._first = enter

    def _state(self, form: FormStatus) -> QLabel:
        if form.errors:
            return badge(tr("Home", "errors: {n}").format(n=form.errors), "error")
        if form.warnings:
            return badge(tr("Home", "warnings: {n}").format(n=form.warnings), "warning")
        return {
            "complete": badge(tr("Home", "complete"), "good"),
            "started": badge(tr("Home", "under way"), "note"),
        }.get(form.state, badge(tr("Home", "not begun"), "plain"))
