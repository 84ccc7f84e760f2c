"""Writing back what was typed for a part, as often as wanted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.parts import give_back, scope_words
from office.parts_everywhere import all_works
from ui.widgets import Notice, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class GiveBackSheet(QDialog):
    """Which part goes back, and whether the work on it is done; it tells where the file is."""

    def __init__(self, place: Workplace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._place = place
        title = tr("Parts", "Write the part back")
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._works = all_works(place.desk)
        self.part = Picker(tr("Parts", "Part"))
        for _, one in self._works:
            words = tr("Parts", "{forms} from {person}").format(
                forms=scope_words(one.scope, one.forms), person=one.giver
            )
            self.part.addItem(words)
        self.part.currentIndexChanged.connect(lambda _: self._tell_last())
        self._last = label(role="small")
        self.done_box = QCheckBox(tr("Parts", "I have finished this part"))
        self.done_box.setChecked(True)
        self.notice = Notice()
        self.close_button = button(tr("Parts", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.yes = button(tr("Parts", "Choose a folder and write… (Ctrl+Enter)"), kind="main")
        self.yes.clicked.connect(self.write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.write)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(10)
        outer.addWidget(label(title, role="heading"))
        told = tr("Parts", "The file goes back to the office's PC and is merged there. You may go on typing.")
        outer.addWidget(label(told, role="muted", wrap=True))
        outer.addWidget(self.part)
        outer.addWidget(self._last)
        outer.addWidget(self.done_box)
        outer.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)
        self._tell_last()
        self.part.setFocus()

    def _tell_last(self) -> None:
        _, one = self._works[self.part.currentIndex()]
        told = tr("Parts", "Written back last: {when}").format(when=moment(one.written))
        self._last.setText(told if one.written else tr("Parts", "Not written back yet"))

    def write(self) -> None:
        """Ask for a folder and write the file."""
        if not self.yes.isEnabled():
            return
        folder = self._place.ask.folder(tr("Parts", "Where is the part to be written?"))
        if folder is None:
            return
        desk, part = self._works[self.part.currentIndex()]
        try:
            path = give_back(desk, part.id, folder, done=self.done_box.isChecked())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.tell("good", tr("Parts", "Written and read back: {path}.").format(path=path))
        self.yes.setEnabled(False)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
