"""The section "general": language, size of the letters, contrast, the year worked on, and practice."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from forms.problems import Problem
from office.practice_mark import is_practice
from office.working_year import choose_working_year, working_year, years_to_choose
from ui.look import SIZES, USUAL_SIZE, Look, fits, worn
from ui.widgets import Card, Notice, Picker, button, label
from ui.words import LANGUAGES, tr
from ui.workplace import Workplace


class GeneralSection(QWidget):
    """What everybody may want otherwise."""

    language_chosen = Signal(str)
    look_chosen = Signal(object)  # Look; the window opens anew with it
    practice_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addWidget(self._language())
        column.addWidget(self._look())
        if years_to_choose(place.desk):
            column.addWidget(self._year())
        column.addWidget(self._practice())
        column.addStretch(1)

    def _language(self) -> Card:
        card = Card(tr("Settings", "Language"))
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            choice = QRadioButton(name)
            choice.setChecked(code == self._place.desk.language)
            choice.clicked.connect(lambda _=False, c=code: self.language_chosen.emit(c))
            group.addButton(choice)
            card.body.addWidget(choice)
        return card

    # --- look --------------------------------------------------------------------------------

    def _look(self) -> Card:
        card = Card(tr("Settings", "Letters and colours"))
        now = worn()
        self.text_size = Picker(tr("Settings", "Size of the text"))
        self.text_size.setMinimumContentsLength(24)
        for points in SIZES:
            number = f"{points:g}".replace(".", QLocale().decimalPoint())
            word = tr("Settings", "{n} points").format(n=number)
            usual = tr("Settings", "{size} (usual)").format(size=word)
            self.text_size.addItem(usual if points == USUAL_SIZE else word, points)
        self.text_size.setCurrentIndex(self.text_size.findData(now.text))
        self.strong = QCheckBox(tr("Settings", "High contrast: black on white, strong lines"))
        self.strong.setChecked(now.strong)
        self.wear = button(tr("Settings", "Show it so"))
        self.wear.clicked.connect(self.choose_look)
        self.wear.setEnabled(False)
        self.text_size.currentIndexChanged.connect(self._offer)
        self.strong.toggled.connect(self._offer)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label(tr("Settings", "Size of the text")))
        row.addWidget(self.text_size)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self.strong)
        last = QHBoxLayout()
        last.setSpacing(10)
        last.addWidget(self.wear)
        told = tr("Settings", "The window closes and opens again; everything typed is saved.")
        last.addWidget(label(told, role="muted", wrap=True), 1)
        card.body.addLayout(last)
        return card

    @property
    def chosen_look(self) -> Look:
        """The look as it is ticked now."""
        return Look(float(self.text_size.currentData() or worn().text), self.strong.isChecked())

    def _offer(self) -> None:
        self.notice.clear()
        self.wear.setEnabled(self.chosen_look != worn())

    def choose_look(self) -> None:
        """Ask for the ticked look, where the window will still fit on the screen."""
        window = self.window()
        if fits(self.chosen_look, window.minimumSize(), window.screen().availableSize()):
            self.look_chosen.emit(self.chosen_look)
        else:
            text = tr("Settings", "This screen is too small for text of that size: choose a smaller one.")
            self.notice.tell("warning", text)

    def refuse(self, problem: Problem) -> None:
        """Tell why another look could not be kept."""
        self.notice.tell("error", self._place.sentence(problem))

    # --- year and practice -------------------------------------------------------------------

    def _year(self) -> Card:
        desk = self._place.desk
        card = Card(tr("Settings", "Year worked on"))
        words = tr("Settings", "Tables of several years open with this year; all years can still be typed.")
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.year = Picker(tr("Settings", "Year worked on"))
        self.year.setMinimumContentsLength(26)
        self.year.addItem(tr("Settings", "none: as the tables stand"), "")
        for year in years_to_choose(desk):
            self.year.addItem(year, year)
        self.year.setCurrentIndex(self.year.findData(working_year(desk)))
        self.year.activated.connect(lambda _: choose_working_year(desk, str(self.year.currentData())))
        row = QHBoxLayout()
        row.addWidget(self.year)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _practice(self) -> Card:
        card = Card(tr("Settings", "Practice"))
        words = tr("Settings", "A made-up commune with a short guided lesson. Your own data stay untouched.")
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.practise = button(tr("Settings", "Practise"))
        self.practise.clicked.connect(self.practice_wanted)
        self.practise.setEnabled(not is_practice(self._place.desk.campaign_id))
        row = QHBoxLayout()
        row.addWidget(self.practise)
        row.addStretch(1)
        card.body.addLayout(row)
        return card
