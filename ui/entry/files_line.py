"""The question for photos and papers: what is attached, with captions and sizes; add, open and take out."""

from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from forms.answers import Address
from forms.pack import Severity
from office.entry import AttachedFile
from ui.ask import Line
from ui.entry.field_line import LABEL_WIDTH, question_label
from ui.entry.live import Live
from ui.entry.marks import BLANK
from ui.icons import sign
from ui.widgets import button, label, set_look, tip
from ui.words import tr


class FilesLine(QWidget):
    """One cell of attachments. `move_on` asks for the next (+1) or the previous (-1) question.

    Tab goes from the list to the buttons and on; in the list Enter opens a file, Insert adds one, Delete
    takes one out.
    """

    move_on = Signal(int)
    stood_on = Signal(object)

    def __init__(self, live: Live, address: Address, parent: QWidget, *, bare: bool = False) -> None:
        super().__init__(parent)
        self._bare = bare  # its words stand above it, outside
        self.address = address
        self._live = live
        self._field = live.field(address)
        self._name = live.name(address)
        self._names: tuple[str, ...] | None = None
        self._refused = ""
        self.files: tuple[AttachedFile, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("files")
        self.list.setAccessibleName(self._name)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)  # the tooltip has all of it
        for turn_off in (self.list.setHorizontalScrollBarPolicy, self.list.setVerticalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the list is as high as its five files at most
        self.list.setMaximumWidth(620)
        self.list.itemDoubleClicked.connect(lambda _: self.open())
        self.list.currentRowChanged.connect(lambda _: self._wake())
        self._nothing = label(tr("Files", "No file yet."), role="muted")
        self.add_button = button(tr("Files", "Add files…"))
        self.add_button.clicked.connect(self.add)
        self.open_button = button(tr("Files", "Open"), kind="quiet")
        self.open_button.clicked.connect(self.open)
        self.remove_button = button(tr("Files", "Take out"), kind="quiet")
        self.remove_button.clicked.connect(self.remove)
        self._below = label(role="small", wrap=True)
        self._sign = QLabel()
        self._chain: tuple[QWidget, ...] = (
            self.list,
            self.add_button,
            self.open_button,
            self.remove_button,
        )
        for widget in self._chain:
            widget.installEventFilter(self)
        self._lay_out()
        self.repaint_cell()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        if not self._bare:
            grid.setColumnMinimumWidth(0, LABEL_WIDTH)
            name = question_label(self._field.id, self._name, required=bool(self._field.required))
            grid.addWidget(name, 0, 0, 4, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.list, 0, 1)
        grid.addWidget(self._nothing, 1, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.add_button, self.open_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        grid.addLayout(row, 2, 1)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._below, 1)
        grid.addLayout(below, 3, 1)

    def let_go(self) -> None:
        """Tell nothing any more: the record may be gone."""
        for widget in self._chain:
            widget.removeEventFilter(self)

    # --- reading -----------------------------------------------------------------------------

    @property
    def asked(self) -> bool:
        """Whether the question is asked here and can be answered."""
        return not self._live.cell(self.address).locked

    @property
    def told(self) -> str:
        """What stands below the list: what was refused or is wrong, else the hint."""
        return self._below.text()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard stands in this question."""
        return any(widget.hasFocus() for widget in self._chain)

    def take_keyboard(self) -> None:
        """Give the keyboard to the list, or to the button that adds the first file."""
        (self.list if self.files else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)

    def repaint_cell(self) -> None:
        """Show what is attached; reads the files only when their names have changed."""
        cell = self._live.cell(self.address)
        self.setVisible(cell.view.relevant)
        names = self._live.entry.attached(self.address)
        if names != self._names:
            self._names = names
            self.files = self._live.entry.attachments(self.address)
            self._fill()
        self._wake()
        findings = self._live.findings_at(self.address)
        if self._refused:
            tone, text = "error", self._refused
        elif findings and not (self._live.foreign and findings[0].code == BLANK):
            tone = "error" if findings[0].severity is Severity.ERROR else "warning"
            text = self._live.sentence(findings[0])
        else:
            tone, text = "", self._live.words(self._field.hint) if self._field.hint else ""
        self._below.setText(text)
        self._below.setVisible(bool(text))
        set_look(self._below, "tone", tone)
        self._sign.setVisible(bool(tone))
        if tone:
            self._sign.setPixmap(sign(tone, 14).pixmap(14, 14))

    def _fill(self) -> None:
        row, held = self.list.currentRow(), self.list.hasFocus()
        self.list.clear()
        for file in self.files:
            digits = 1 if file.size >= 1_000_000 else 0
            size = QLocale().formattedDataSize(file.size, digits, QLocale.DataSizeFormat.DataSizeSIFormat)
            item = QListWidgetItem(f"{file.caption or tr('Files', '(no caption)')}\n{file.name} · {size}")
            item.setToolTip(tip(item.text()))
            self.list.addItem(item)
        self.list.setVisible(bool(self.files))
        self._nothing.setVisible(not self.files)
        if self.files:
            self.list.setCurrentRow(max(0, min(row, len(self.files) - 1)))
            self.list.setFixedHeight(len(self.files) * self.list.sizeHintForRow(0) + 6)
        elif held:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wake(self) -> None:
        locked = not self.asked
        chosen = self.list.currentRow() >= 0
        self.add_button.setEnabled(not locked)
        self.open_button.setVisible(bool(self.files))
        self.open_button.setEnabled(chosen)
        self.remove_button.setVisible(bool(self.files))
        self.remove_button.setEnabled(chosen and not locked)

    @property
    def chosen(self) -> AttachedFile | None:
        """The file the list stands on."""
        row = self.list.currentRow()
        return self.files[row] if 0 <= row < len(self.files) else None

    # --- acting ------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for files, then for the caption of each; what is refused is told below the list."""
        kinds = tr("Files", "Pictures and PDF (*.jpg *.jpeg *.png *.pdf)")
        ask = self._live.place.ask
        self._refused = ""
        for path in ask.open_files(tr("Files", "Attach files"), kinds):
            caption = self._caption(path)
            if caption is not None and not self._attach(path, caption):
                break
        self.repaint_cell()
        if self.files and not self._refused:
            self.list.setCurrentRow(len(self.files) - 1)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _caption(self, path: Path) -> str | None:
        if self._live.foreign:  # an answer of another maker's form is a file and nothing else
            return ""
        answers = self._live.place.ask.fill(
            tr("Files", "Caption of {name}").format(name=path.name),
            tr(
                "Files",
                "Say what is to be seen and where; the caption stands beside the file in the package.",
            ),
            (Line("caption", tr("Files", "Caption"), required=False),),
            tr("Files", "Attach"),
        )
        return None if answers is None else answers.get("caption", "")

    def _attach(self, path: Path, caption: str) -> bool:
        told: list[str] = []

        def listen(_: object, sentence: str) -> None:
            told.append(sentence)

        self._live.refused.connect(listen)
        kept = self._live.attach(self.address, path, caption)
        self._live.refused.disconnect(listen)
        self._refused = " ".join(told)
        return kept

    def open(self) -> None:
        """Show the chosen file in the program that this computer has for it."""
        file = self.chosen
        if file is None:
            return
        copy = self._live.copy_of(file.name)
        self._refused = ""
        if copy is None or not self._live.place.ask.show_file(copy):
            self._refused = tr("Files", "{name} could not be opened: no program here shows it.").format(
                name=file.name
            )
        self.repaint_cell()

    def remove(self) -> None:
        """Take the chosen file out after a question."""
        file = self.chosen
        if file is None or not self.asked:
            return
        question = tr("Files", "Take “{name}” out of this sheet? The file on your disk stays.").format(
            name=file.caption or file.name
        )
        if self._live.place.ask.confirm(tr("Files", "Take out a file"), question, tr("Files", "Take out")):
            self._refused = ""
            self._live.detach(self.address, file.name)
            self.take_keyboard()

    # --- keys --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.stood_on.emit(self.address)
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tab(watched, -1 if back else 1)
            return True
        if watched is not self.list:
            return False
        acts = {
            Qt.Key.Key_Return: self.open,
            Qt.Key.Key_Enter: self.open,
            Qt.Key.Key_Insert: self.add,
            Qt.Key.Key_Delete: self.remove,
        }
        act = acts.get(Qt.Key(key)) if event.modifiers() in _BARE else None
        if act is None:
            return False
        act()
        return True

    def _tab(self, here: QObject, step: int) -> None:
        """Go to the next part of this question, else on to the next question."""
        awake = [widget for widget in self._chain if not widget.isHidden() and widget.isEnabled()]
        place = next((n for n, widget in enumerate(awake) if widget is here), 0) + step
        if 0 <= place < len(awake):
            awake[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.move_on.emit(step)


_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
