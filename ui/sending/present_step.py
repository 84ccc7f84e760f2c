"""The report presented for signing on paper: print it, enter what the stamped paper says, or withdraw it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exports.file_names import plain
from exports.layout_sheet import Sheet
from exports.paper_pages import PaperPage
from forms.findings import Finding
from forms.problems import Problem
from office.desk import Desk
from office.presented import DAY_CELL, NUMBER_CELL
from office.presenting import (
    Paper,
    Presented,
    drop_scan,
    keep_scan,
    note_paper,
    papers,
    presented,
    sheets,
    withdraw,
)
from office.sending import SendReview
from ui.ask import Line
from ui.background import Progress, at_own_desk
from ui.flow import Flow
from ui.papers import draw
from ui.papers.out import Told, print_pages, save_pdf
from ui.papers.preview import Preview
from ui.photos import redraw
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, day, day_of, moment

_MOST_NUMBER, _MOST_DAY = 210, 160  # dots of the two boxes


class PresentStep(QWidget):
    """What lies before the signer, and the papers of former days."""

    void = Signal(str)  # what there is to tell of a paper that was withdrawn
    changed = Signal()  # the answers are free again
    noted = Signal()  # number and date of the paper were entered

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.paper: Presented | None = None
        self.notice = Notice()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self._copy())
        outer.addWidget(self._stamped())
        outer.addWidget(self.notice)
        outer.addWidget(self._past())
        keys = QShortcut(QKeySequence("Ctrl+P"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_pages)

    def _copy(self) -> Card:
        card = Card(tr("Present", "Before the signer"))
        self.code = label(role="code")
        self.code.setAccessibleName(tr("Present", "Figures code of the printed copy"))
        self._since = label(role="muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.code)
        row.addWidget(self._since, 1)
        card.body.addLayout(row)
        self.printing = button(tr("Present", "Print … (Ctrl+P)"), kind="main")
        self.printing.clicked.connect(self.print_pages)
        self.pdf = button(tr("Present", "Save as PDF …"))
        self.pdf.clicked.connect(self.save_pdf)
        self.look = button(tr("Present", "Look at the pages"), kind="quiet")
        self.look.clicked.connect(self.show_pages)
        self.back = button(tr("Present", "Withdraw …"), kind="quiet")
        self.back.clicked.connect(self.withdraw)
        buttons = Flow(8)
        for made in (self.printing, self.pdf, self.look, self.back):
            buttons.addWidget(made)
        card.body.addLayout(buttons)
        return card

    def _stamped(self) -> Card:
        card = Card(tr("Present", "Once it is signed and stamped"))
        self.number, self.day = QLineEdit(), QLineEdit()
        self.number.setAccessibleName(tr("Present", "Number of the paper"))
        self.number.setPlaceholderText(tr("Present", "for example 05/BC-UBND"))
        self.day.setAccessibleName(tr("Present", "Date signed"))
        self.day.setPlaceholderText(tr("Present", "day/month/year"))
        for editor, width in ((self.number, _MOST_NUMBER), (self.day, _MOST_DAY)):
            editor.setFixedWidth(width)
            editor.editingFinished.connect(self._note)
        self.scan_name = label(role="muted", wrap=True)
        self.scan = button(tr("Present", "Choose the scan …"))
        self.scan.clicked.connect(self.choose_scan)
        self.no_scan = button(tr("Present", "Leave it out"), kind="quiet")
        self.no_scan.clicked.connect(lambda: self._run(lambda desk, _: drop_scan(desk), self._on_scan))
        scan = QHBoxLayout()
        scan.setSpacing(14)
        scan.addWidget(self.scan)
        scan.addWidget(self.scan_name, 1)
        scan.addWidget(self.no_scan)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow(self.number.accessibleName(), self.number)
        form.addRow(self.day.accessibleName(), self.day)
        form.addRow(tr("Present", "Scan of the stamped page"), scan)
        card.body.addLayout(form)
        words = tr(
            "Present",
            "They travel with the package and change neither the figures nor the code. What is missing may "
            "stay blank.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        return card

    def _past(self) -> Card:
        self._former = Card(tr("Present", "Papers so far"))
        heads = (
            tr("Present", "Figures code"),
            tr("Present", "Presented"),
            tr("Present", "Number"),
            tr("Present", "What became of it"),
        )
        self.list = ReadTable(heads, (120, 150, 130), tr("Present", "Papers so far"))
        self._former.body.addWidget(self.list)
        return self._former

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what lies before the signer."""
        desk = self._place.desk
        self.paper = presented(desk)
        if self.paper is not None:
            self.show_paper(self.paper)
        past = papers(desk)
        self.list.fill([(one.figures_code, moment(one.since), one.number, self._ended(one)) for one in past])
        self.list.fit(1, 4)
        self._former.setVisible(bool(past))

    def show_paper(self, paper: Presented) -> None:
        """Show what lies before the signer, as it was read."""
        self.code.setText(paper.figures_code)
        self._since.setText(
            tr(
                "Present",
                "Presented {when} by {who}. The figures are locked until the package is sent or the "
                "paper is withdrawn.",
            ).format(when=moment(paper.since), who=paper.by)
        )
        self.number.setText(paper.number)
        self.day.setText(_day(paper))
        self._show(paper)
        self.notice.clear()

    def _show(self, paper: Presented) -> None:
        self.paper = paper  # what is being typed meanwhile stays
        self.scan_name.setText(paper.scan or tr("Present", "none yet"))
        self.no_scan.setVisible(bool(paper.scan))

    @staticmethod
    def _ended(one: Paper) -> str:
        if one.void:
            said = tr("Present", "VOID since {day}, withdrawn by {who}: {why}")
            return said.format(day=day_of(one.ended), who=one.ended_by, why=one.why)
        return tr("Present", "sent with the package on {day}").format(day=day_of(one.ended))

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when this step opens; None where nothing is left to do but to sign."""
        return self.printing if self.paper is None or not self.paper.number else None

    # --- the paper ---------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Print the pages on the printer the person chooses."""
        self._with_pages(self._print)

    def _print(self, pages: Sequence[PaperPage]) -> None:
        went = print_pages(self._place, pages, tr("Present", "Print the report"))
        if isinstance(went, Told):
            self._tell(went.tone, went.text)
        elif went is not None:
            said = tr("Present", "{n} pages went to the printer. Each bears the code {code} at its foot.")
            self._tell("good", said.format(n=went, code=self._code))

    def save_pdf(self) -> None:
        """Write the pages as a PDF."""
        self._with_pages(self._save)

    def _save(self, pages: Sequence[PaperPage]) -> None:
        desk = self._place.desk
        name = f"{plain(desk.campaign_id, 20)}_{plain(desk.unit.name, 40)}_{self._code}.pdf"
        title = tr("Present", "Save the report as PDF")
        told = save_pdf(self._place, pages, title, name, f"{desk.unit.name} · {self._code}")
        if told is not None:
            self._tell(told.tone, told.text)

    def show_pages(self) -> None:
        """Show the pages as they will be printed."""
        self._with_pages(lambda pages: Preview(self.window(), pages).exec())

    def _with_pages(self, then: Callable[[Sequence[PaperPage]], object]) -> None:
        """Lay the report out on pages first."""

        def laid_out(found: tuple[Sheet, ...]) -> None:
            then(draw.pages(found))

        self._run(lambda desk, _: sheets(desk), laid_out)

    @property
    def _code(self) -> str:
        return self.paper.figures_code if self.paper else ""

    # --- what is written on it ---------------------------------------------------------------

    def _note(self) -> None:
        """Save number and date when a box is left."""
        paper, number, when = self.paper, self.number.text().strip(), self.day.text().strip()
        if paper is None or (number, when) == (paper.number, _day(paper)):
            return
        self._run(lambda desk, _: note_paper(desk, number, when), self._on_noted)

    def _on_noted(self, noted: tuple[Presented, tuple[Finding, ...]]) -> None:
        paper, found = noted
        self._show(paper)
        if self.day.text().strip() and not self.day.hasFocus():
            self.day.setText(_day(paper))  # as it was understood
        if not found:
            self._tell("good", tr("Present", "Saved with the paper."))
        self.noted.emit()

    def tell_blockers(self, review: SendReview) -> None:
        """Say what is in the way of sending what lies before the signer."""
        paper = [one for one in review.errors_found if one.place in (NUMBER_CELL, DAY_CELL)]
        said = [self._place.words(one.sentence) for one in paper]
        said += [self._place.sentence(one) for one in review.blockers if not said]
        if said:
            self._tell("error", "\n".join(said))

    def choose_scan(self) -> None:
        """Let the person pick the scan of the stamped page."""
        kinds = tr("Present", "Scans (*.pdf *.jpg *.jpeg *.png);;All files (*)")
        chosen = self._place.ask.open_files(tr("Present", "Scan of the stamped page"), kinds)
        if chosen:
            self._run(lambda desk, _: keep_scan(desk, chosen[0], redraw), self._on_scan)

    def _on_scan(self, paper: Presented) -> None:
        self._show(paper)
        self._tell("good", tr("Present", "Saved with the paper."))

    def withdraw(self) -> None:
        """Ask why, and let the answers be changed again."""
        paper = self.paper
        if paper is None:
            return
        answers = self._place.ask.fill(
            tr("Present", "Withdraw the paper"),
            tr(
                "Present",
                "The figures can then be changed again. The printed copy with the code {code} becomes void: "
                "take it back from whoever has it, and strike it out.",
            ).format(code=paper.figures_code),
            (Line("why", tr("Present", "Why")),),
            tr("Present", "Withdraw"),
        )
        if answers is not None:
            why = answers["why"]
            self._run(lambda desk, _: withdraw(desk, why), self._on_withdrawn)

    def _on_withdrawn(self, paper: Paper) -> None:
        self.paper = None
        words = tr("Present", "The paper with code {code} is void. The figures can be changed again.")
        self.void.emit(words.format(code=paper.figures_code))
        self.changed.emit()

    def _run(self, work: Callable[[Desk, Progress], object], done: Callable[..., object]) -> None:
        self._place.runner.run(at_own_desk(self._place.desk, work), done=done, failed=self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self._tell("error", self._place.sentence(problem))

    def _tell(self, tone: str, text: str) -> None:
        self.notice.tell(tone, text)


def _day(paper: Presented) -> str:
    """The date of a paper as people read it, "" for none."""
    return day(paper.day) if paper.day else ""
