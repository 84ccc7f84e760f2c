"""What a dry run found: what is asked once a column, and what is wrong by cell."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from office.import_rows import Trouble, Verdict
from office.import_words import column_name, question_words, trouble_words, verdict_word
from office.importing import DryRun, Job
from ui.importing.parts import QuestionTable
from ui.widgets import ReadTable, label
from ui.words import tr

MOST_LINES = 2_000


class ResultsPage(QWidget):
    """The second page of the import dialog."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.questions = QuestionTable()
        self.results = ReadTable(
            (
                tr("Importing", "Row"),
                tr("Importing", "Cell"),
                tr("Importing", "Column"),
                tr("Importing", "What is wrong and what to do"),
            ),
            [56, 104, 180],
            tr("Importing", "What is wrong, by cell"),
        )
        self._asked = label(
            tr("Importing", "Asked once for each column · Space changes the answer, then dry run again"),
            role="small",
        )
        self._wrong = label(role="small")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(self._asked)
        body.addWidget(self.questions, 2)
        body.addWidget(self._wrong)
        body.addWidget(self.results, 3)

    def show_questions(self, dry: DryRun | None, job: Job | None) -> None:
        """Show what is asked once a column, with the answers given; nothing of it without a dry run."""
        asked = dry.questions if dry is not None and job is not None else ()
        answers = job.mend if job is not None else {}
        mend, leave = tr("Importing", "Mend"), tr("Importing", "Leave")
        at = self.questions.currentRow()
        self.questions.fill(
            [
                (
                    column_name(one.column),
                    mend if answers.get((one.column, one.damage), one.proposed) else leave,
                    question_words(one, self._language),
                )
                for one in asked
            ]
        )
        for part in (self._asked, self.questions):
            part.setVisible(bool(asked))
        if at >= 0:
            self.questions.selectRow(at)

    def show_troubles(self, troubles: Sequence[Trouble], bad: int, *, numbered: bool) -> None:
        """Show what is wrong by cell; `numbered`: with the rows' numbers, which an Excel form has none of."""
        rows = [
            (
                str(one.row) if numbered else "",
                one.cell if one.column else "–",
                one.heading,
                trouble_words(one, self._language),
            )
            for one in troubles[:MOST_LINES]
        ]
        self.results.fill(rows, right=(0,))
        more = len(troubles) - len(rows)
        words = tr("Importing", "{n} cells to look at").format(n=len(troubles))
        if more > 0:
            words += " · " + tr("Importing", "the first {n} are shown").format(n=len(rows))
        if bad:
            words += f" · {verdict_word(Verdict.REFUSED, self._language)}: {bad}"
        self._wrong.setText(words)

    def take_keyboard(self, otherwise: QWidget) -> None:
        """Put the keyboard into what is asked, else what is wrong, else where nothing is."""
        asked = self.questions if self.questions.rowCount() else None
        wrong = self.results if self.results.rowCount() else None
        (asked or wrong or otherwise).setFocus(Qt.FocusReason.OtherFocusReason)
