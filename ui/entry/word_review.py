"""The review of a file from Word: which heading goes where, what is too long, what is left over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exports.docx_sections import Section
from forms.letters import word_count
from office.word_sections import Sorting, accept
from ui.entry.cover import Cover
from ui.entry.live import Live
from ui.widgets import Elided, Notice, Picker, button, label
from ui.words import tr

_LONGEST_TITLE = 110


class WordReview(Cover):
    """Every heading with the section it goes to; nothing is saved before it is accepted, with Ctrl+Enter."""

    def __init__(self, live: Live, sorting: Sorting) -> None:
        super().__init__()
        self._live, self.sorting = live, sorting
        self.pickers: list[Picker] = []
        self.notice = Notice()
        self.told = label(role="muted", wrap=True)
        title = tr("Word", "From Word: {name}").format(name=sorting.file.name)
        self.take = button(tr("Word", "Take into the sections (Ctrl+Enter)"), kind="main")
        self.take.clicked.connect(self.accept)
        close = button(tr("Word", "Leave it (Esc)"), kind="quiet")
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        name = Elided(role="heading")
        name.setText(title)
        row.addWidget(name, 1)
        row.addWidget(self.take)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(row)
        outer.addWidget(self.told)
        outer.addWidget(self.notice)
        outer.addWidget(self._rows(), 1)
        self._tell()

    def _rows(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("sheet")
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(tr("Word", "Heading in the file"), role="small"), 0, 0)
        grid.addWidget(label(tr("Word", "Goes to"), role="small"), 0, 1)
        for number, section in enumerate(self.sorting.file.sections):
            name = self._title(section)
            count = tr("Text", "{n} words").format(n=word_count(section.text))
            indent = "\N{EM SPACE}" * max(section.level - 1, 0)
            words = label(f"{indent}{name}  ·  {count}", wrap=True)
            words.setToolTip(section.text[:400])
            picker = Picker(tr("Word", "Where “{title}” goes").format(title=name))
            picker.setMinimumContentsLength(26)
            picker.addItem(tr("Word", "– not taken –"))
            picker.addItems([target.label for target in self.sorting.targets])
            likely = self.sorting.likely[number]
            picker.setCurrentIndex(0 if likely is None else likely + 1)
            picker.currentIndexChanged.connect(self._tell)
            grid.addWidget(words, number + 1, 0)
            grid.addWidget(picker, number + 1, 1, Qt.AlignmentFlag.AlignTop)
            self.pickers.append(picker)
        grid.setRowStretch(len(self.pickers) + 1, 1)
        area = QScrollArea()
        area.setObjectName("sheet")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _title(self, section: Section) -> str:
        shown = section.title or tr("Word", "(before the first heading)")
        return shown if len(shown) <= _LONGEST_TITLE else f"{shown[: _LONGEST_TITLE - 1]}…"

    @property
    def chosen(self) -> tuple[int | None, ...]:
        """The number of the section each heading goes to, None for none."""
        return tuple(picker.currentIndex() - 1 if picker.currentIndex() else None for picker in self.pickers)

    def _tell(self) -> None:
        chosen = self.chosen
        texts, left = self.sorting.texts(chosen), self.sorting.left(chosen)
        replaced = sum(1 for one in self.sorting.targets if one.words and one.address in texts)
        said = [tr("Word", "{n} sections are filled").format(n=len(texts))]
        if replaced:
            said.append(tr("Word", "{n} of them replace what stands there").format(n=replaced))
        if left:
            said.append(tr("Word", "{n} headings are left over").format(n=len(left)))
        if self.sorting.file.pictures:
            pictures = tr("Word", "{n} pictures are not taken: attach them as photos")
            said.append(pictures.format(n=self.sorting.file.pictures))
        self.told.setText(" · ".join(said))
        over = self.sorting.over(chosen)
        labels = [one.label for one in self.sorting.targets if one.address in over]
        too_long = tr("Word", "Too long, kept whole and marked: {sections}.")
        self.notice.tell("warning", too_long.format(sections="; ".join(labels)) if labels else "")
        self.take.setEnabled(bool(texts))

    def start(self) -> None:
        """Stand on the first heading."""
        self.pickers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Put the texts in, as one step of undo; what is refused is told and nothing is lost."""
        if not self.take.isEnabled():
            return
        chosen, told = self.chosen, list[str]()

        def listen(_: object, sentence: str) -> None:
            told.append(sentence)

        self._live.refused.connect(listen)
        done = self._live.act(lambda: accept(self._live.entry, self.sorting, chosen))
        self._live.refused.disconnect(listen)
        if told:
            self.notice.tell("error", " ".join(told))
            return
        for address in self.sorting.texts(chosen):
            self._live.drop_draft(address)
        if done:
            words = tr("Word", "Taken from {name}; Ctrl+Z takes it back.").format(name=self.sorting.file.name)
            self._live.told.emit("good", words)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
            return
        super().keyPressEvent(event)
