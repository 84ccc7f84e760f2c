"""Charts to choose from: which one, which year, the chart, its value in words, and the picture as a file."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.carriers import deliver
from forms.engine import OpenForms
from forms.problems import Problem
from office.chart import Chart, Offer
from office.charts import chart, offers
from office.desk import Desk
from office.working_year import working_year
from ui.background import Progress, at_own_desk
from ui.charts.draw import png
from ui.charts.view import ChartView
from ui.widgets import Notice, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace

_WIDTH, _HEIGHT = 480, 270  # points of a saved picture


class ChartsPanel(QWidget):
    """The charts of the office; `own` gives the answers as they are entered, where there are any."""

    def __init__(self, place: Workplace, own: Callable[[], OpenForms] | None = None) -> None:
        super().__init__()
        self._place = place
        self._own = own
        self._offers: tuple[Offer, ...] = offers(place.desk)
        self._asked = 0
        self.which = Picker(tr("Charts", "Chart"))
        self.which.setMinimumContentsLength(24)
        for one in self._offers:
            self.which.addItem(one.title, one.id)
        self.year = Picker(tr("Charts", "Year"))
        self.year.setMinimumContentsLength(6)
        self.save = button(tr("Charts", "Save as a picture …"))
        self.save.clicked.connect(self.save_picture)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.which, 1)
        row.addWidget(self.year)
        row.addWidget(self.save)
        self.notice = Notice()
        self.view = ChartView()
        self.told = label(tr("Charts", "Arrow keys go from value to value."), role="muted", wrap=True)
        self.view.stood_on.connect(self.told.setText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        column.addWidget(self.told)
        self.which.currentIndexChanged.connect(self._on_chart)
        self.year.activated.connect(lambda _: self.look())
        self.view.wanted.connect(self.look)
        self._fill_years()

    @property
    def offered(self) -> bool:
        """Whether there is any chart."""
        return bool(self._offers)

    def show_offer(self, chart_id: str) -> bool:
        """Choose a chart by its id; False where there is none such."""
        number = self.which.findData(chart_id)
        if number >= 0:
            self.which.setCurrentIndex(number)
        return number >= 0

    def _on_chart(self) -> None:
        self._fill_years()
        self.look()

    def _fill_years(self) -> None:
        number = self.which.currentIndex()
        years = self._offers[number].years if 0 <= number < len(self._offers) else ()
        usual = working_year(self._place.desk)
        self.year.clear()
        self.year.addItems(list(years))
        self.year.setCurrentText(usual if usual in years else (years or ("",))[-1])
        self.year.setVisible(len(years) > 1)

    def refresh(self) -> None:
        """Let the figures be read anew as soon as the chart comes into sight."""
        self.view.grow_stale()

    def look(self) -> None:
        """Read the figures: the office's own at once, those of units below while one works on."""
        asked, year = self.which.currentData(), self.year.currentText()
        if not asked:
            return
        desk = self._place.desk
        if not desk.has_below:
            own = self._own() if self._own else None
            self._show(chart(desk, asked, own, year))
            return
        self._asked += 1
        question = self._asked

        def look(own_desk: Desk, _: Progress) -> tuple[int, Chart]:
            return question, chart(own_desk, asked, None, year)

        self._place.runner.run(at_own_desk(desk, look), done=self._on_made, failed=self._on_failed)

    def _on_made(self, answer: tuple[int, Chart]) -> None:
        if answer[0] == self._asked:
            self._show(answer[1])

    def _show(self, made: Chart) -> None:
        self.notice.clear()
        if not made.known:
            self.notice.tell("note", tr("Charts", "There are no figures for this chart yet."))
        self.view.show_chart(made)
        self.save.setEnabled(made.known)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def save_picture(self) -> None:
        """Write the chart as a PNG file."""
        made = self.view.chart
        if made is None:
            return
        name = f"{made.id}-{self._place.desk.unit.code}.png"
        path = self._place.ask.save_file(tr("Charts", "Save as a picture"), name, "PNG (*.png)")
        if path is None:
            return
        if path.suffix.lower() != ".png":
            path = path.with_name(f"{path.name}.png")
        try:
            deliver(png(made, _WIDTH, _HEIGHT), path.parent, path.name, read_only=False)
        except Problem as problem:
            self._on_failed(problem)
        else:
            self.notice.tell("good", tr("Charts", "Written: {file}").format(file=path))
