"""Steps 1 and 2: what still blocks the package, and the cover as it will be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.report import Status
from office.record_files import Lies
from office.sending import SendReview
from ui.changes.outdated_notice import OutdatedNotice
from ui.entry.problems import problem_lines
from ui.icons import sign
from ui.widgets import Card, Notice, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, day

_SHOWN = 10


class CheckStep(QWidget):
    """What the checks found; errors lead back to entry."""

    mend = Signal()
    knowingly = Signal()
    nil = Signal()  # there is nothing to report

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)

    def show_review(self, review: SendReview) -> None:
        """Tell what the review found."""
        clear(self._inside)
        verdict = Notice()
        self._inside.addWidget(verdict)
        if review.blockers:
            told = "\n".join(self._place.sentence(problem) for problem in review.blockers)
            verdict.tell("error", told)
        elif review.warnings_unexplained:
            words = tr("Send", "{n} warnings have no reason yet: give one with F9 on the entry page.")
            verdict.tell("warning", words.format(n=review.warnings_unexplained))
        else:
            verdict.tell("good", tr("Send", "Everything was checked; nothing stands in the way."))
        if review.upward is not None:
            moved = OutdatedNotice(self._place)
            self._inside.addWidget(moved)
            moved.refresh(here=True)
        if review.parts_out:
            out = Notice()
            self._inside.addWidget(out)
            out.tell("warning", "\n".join(self._place.sentence(one) for one in review.parts_out))
        if review.unanswered:
            asked = Notice()
            self._inside.addWidget(asked)
            words = tr("Send", "{n} questions of the office above have no answer yet: see the home page.")
            asked.tell("warning", words.format(n=review.unanswered))
        if review.findings:
            self._inside.addWidget(self._findings(review))
        if review.upward is not None:
            self._inside.addWidget(self._upward(review))
        else:
            self._inside.addWidget(self._knowingly(review))
        self._inside.addStretch(1)

    def _knowingly(self, review: SendReview) -> QWidget:
        """Offer the way around an ordinary send; what always blocks is not offered one."""
        words = tr("Send", "Send with open errors …") if review.errors else tr("Send", "Send a form later …")
        self.open_button = button(words, kind="quiet")
        self.open_button.setEnabled(not review.blockers or review.only_errors_block)
        self.open_button.clicked.connect(self.knowingly)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.open_button)
        self.nil_button = button(tr("Nil", "Nothing to report this time …"), kind="quiet")
        self.nil_button.clicked.connect(self.nil)
        if review.beside is None:  # what goes beside the report is simply not sent
            row.addWidget(self.nil_button)
        row.addStretch(1)
        return box

    def _findings(self, review: SendReview) -> Card:
        card = Card(tr("Send", "Found by the checks"))
        lines = problem_lines(self._place, review.forms, review.findings)
        # Blanks stop the package, warnings with a reason do not: so they come before them here.
        lines = tuple(sorted(lines, key=lambda line: ("error", "blank", "warning", "good").index(line.mark)))
        for line in lines[:_SHOWN]:
            row = QHBoxLayout()
            picture = label()
            picture.setPixmap(sign("plain" if line.mark == "blank" else line.mark, 14).pixmap(14, 14))
            row.addWidget(picture)
            row.addWidget(label(f"{line.code} · {line.where} · {line.text}", wrap=True), 1)
            card.body.addLayout(row)
        if len(lines) > _SHOWN:
            more = tr("Send", "and {n} more").format(n=len(lines) - _SHOWN)
            card.body.addWidget(label(more, role="muted"))
        mend = button(tr("Send", "Go to entry and mend"))
        mend.clicked.connect(self.mend)
        row = QHBoxLayout()
        row.addWidget(mend)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _upward(self, review: SendReview) -> Card:
        card = Card(tr("Send", "Units in this package"))
        upward = review.upward
        if upward is None:
            return card
        total = len(upward.units_in) + len(upward.missing)
        count = tr("Send", "{n} of {all} units are in").format(n=len(upward.units_in), all=total)
        card.body.addWidget(label(count))
        if upward.missing:
            names = ", ".join(unit.name for unit in upward.missing[:20])
            more = "…" if len(upward.missing) > 20 else ""
            missing = tr("Send", "Missing, so that every total is provisional: {names}").format(
                names=names + more
            )
            card.body.addWidget(label(missing, tone="warning", wrap=True))
        if upward.files:
            here = sum(one.lies is Lies.HERE for one in upward.files)
            words = tr("Send", "Photos and papers of what is passed on: {n} go along")
            card.body.addWidget(label(words.format(n=here), wrap=True))
        wanted = [one for one in upward.files if one.lies is not Lies.HERE]
        if wanted:
            names = "; ".join(f"{one.through}: {one.file.name}" for one in wanted[:10])
            words = tr("Send", "Not here yet, the office above will ask for them: {names}")
            card.body.addWidget(label(words.format(names=names), tone="warning", wrap=True))
        return card


class ReviewStep(QWidget):
    """The cover and the figures code, before anything is signed."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    def show_review(self, review: SendReview) -> None:
        """Show the cover as the receiver will read it."""
        clear(self._inside)
        header = review.header
        if header is None:
            return
        card = Card(tr("Send", "The cover of the package"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        official = header.status is Status.OFFICIAL
        status = tr("Send", "official") if official else tr("Send", "estimated")
        recipient = review.recipient.name if review.recipient else ""
        rows = (
            (tr("Send", "Unit"), header.unit_name),
            (tr("Send", "To"), recipient),
            (tr("Send", "Campaign"), header.campaign),
            (tr("Send", "Carries"), _carries(review)),
            (tr("Send", "Sending no."), str(header.revision)),
            (tr("Send", "Data date"), day(header.data_date)),
            (tr("Send", "Figures of the last year"), status),
            (tr("Send", "Prepared by"), _person(header.preparer, header.preparer_position)),
            (tr("Send", "Signed by"), _person(header.approver, header.approver_position)),
        )
        for number, (what, text) in enumerate(rows):
            grid.addWidget(label(what, role="muted"), number, 0)
            grid.addWidget(label(text or "—", wrap=True), number, 1)
        card.body.addLayout(grid)
        self._inside.addWidget(card)
        code = Card(tr("Send", "Figures code"))
        row = QHBoxLayout()
        row.addWidget(label(review.figures_code, role="code"))
        words = tr(
            "Send",
            "The same code is printed on the paper. As long as no figure and no text changes, it stays the "
            "same: so paper and file are known to belong together.",
        )
        row.addWidget(label(words, role="muted", wrap=True), 1)
        code.body.addLayout(row)
        self._inside.addWidget(code)
        self._inside.addStretch(1)


def _carries(review: SendReview) -> str:
    if review.nil is not None:
        return tr("Nil", "Nothing to report: {why}").format(why=review.nil.reason)
    return review.beside.title if review.beside else tr("Send", "The report")


def _person(name: str, position: str) -> str:
    return f"{name}, {position}" if name and position else name
