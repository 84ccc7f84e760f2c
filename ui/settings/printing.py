"""The section "printing": moves and shrinks what goes to the printer, and prints a page to measure with."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exports.paper_pages import Box, PaperPage
from exports.styles import Style
from forms.problems import Problem
from office.printing import Printing, keep_printing, printing, read_printing
from ui.papers.out import Told, print_pages
from ui.widgets import Card, Notice, button, label
from ui.words import tr
from ui.workplace import Workplace

_POINTS = 72 / 25.4  # a millimetre
_FRAME = 20  # millimetres from the edges of the paper
_A4 = (210, 297)


class PrintingSection(QWidget):
    """How papers are put on this office's printer."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("Printing", "On the printer's paper"))
        told = tr(
            "Printing",
            "Print the test page and measure from the edges of the paper to the frame: {n} mm at the left "
            "and above. What is missing or too much is set here; the papers themselves stay as they are.",
        )
        card.body.addWidget(label(told.format(n=_FRAME), role="muted", wrap=True))
        self.right, self.down, self.percent = QLineEdit(), QLineEdit(), QLineEdit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        for row, (editor, word, unit) in enumerate(
            (
                (self.right, tr("Printing", "Move to the right"), tr("Printing", "mm (−: to the left)")),
                (self.down, tr("Printing", "Move down"), tr("Printing", "mm (−: up)")),
                (self.percent, tr("Printing", "Size"), tr("Printing", "% (less than 100: smaller)")),
            )
        ):
            editor.setAccessibleName(word)
            editor.setFixedWidth(90)
            editor.editingFinished.connect(self.keep)
            grid.addWidget(label(word), row, 0)
            grid.addWidget(editor, row, 1)
            grid.addWidget(label(unit, role="muted"), row, 2)
        card.body.addLayout(grid)
        self.test = button(tr("Printing", "Print the test page …"))
        self.test.clicked.connect(self.print_test)
        buttons = QHBoxLayout()
        buttons.addWidget(self.test)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        column.addWidget(card)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show what is set."""
        self._show(printing(self._place.desk))

    def _show(self, how: Printing) -> None:
        point = "," if self._place.desk.language == "vi" else "."
        for editor, one in ((self.right, how.right), (self.down, how.down), (self.percent, how.percent)):
            editor.setText(str(one).replace(".", point))

    def keep(self) -> None:
        """Keep what was typed; what is no figure is told and kept nowhere."""
        desk = self._place.desk
        try:
            how = read_printing(self.right.text(), self.down.text(), self.percent.text(), desk.language)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.clear()
        if how != printing(desk):
            keep_printing(desk, how)
            self.notice.tell(
                "good", tr("Printing", "Kept: it holds for everything that is printed from now on.")
            )
        self._show(how)

    def print_test(self) -> None:
        """Print a page with a frame and a ruler."""
        said = print_pages(self._place, (measuring_page(),), tr("Printing", "Print the test page"))
        if isinstance(said, Told):
            self.notice.tell(said.tone, said.text)


def measuring_page() -> PaperPage:
    """A page of A4 with a frame 20 mm from its edges, and steps of a centimetre along it."""
    edge = _FRAME * _POINTS
    width, height = ((side - 2 * _FRAME) * _POINTS for side in _A4)
    small, line = Style("small", size=9), Style("line", size=9, border=True)
    told = tr("Printing", "From each edge of the paper to this frame: {n} mm").format(n=_FRAME)
    boxes = [
        Box(edge, edge, width, height, line, (), 1.0),
        Box(edge + 10, edge + 30, width - 20, 20, small, (told,), 1.0),
    ]
    step = 10 * _POINTS
    across, down = ((side - 2 * _FRAME) // 10 for side in _A4)
    boxes += [Box(edge + number * step, edge, step, 8, line, (), 1.0) for number in range(across)]
    boxes += [Box(edge, edge + number * step, 8, step, line, (), 1.0) for number in range(down)]
    return PaperPage(told, landscape=False, boxes=tuple(boxes), foot=((), "", ""))
