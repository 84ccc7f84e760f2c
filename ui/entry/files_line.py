"""The question for photos and papers: small pictures with captions and sizes, in the order of the report.

Add, open, caption (F2), move up and down (Alt+↑, Alt+↓) and take out; every one is a step of undo.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Address
from forms.pack import Severity
from office.attaching import AttachedFile
from office.photos import is_photo
from ui.ask import Line
from ui.entry.field_line import LABEL_WIDTH, question_label
from ui.entry.live import Live
from ui.entry.marks import BLANK
from ui.icons import sign
from ui.photos import decoded
from ui.widgets import button, label, set_look, tip
from ui.words import tr

PICTURE = QSize(96, 72)


class FilesLine(QWidget):
    """One cell of attachments. `move_on` asks for the next (+1) or the previous (-1) question.

    Tab goes from the list to the buttons and on; in the list Enter opens a file, Insert adds one, Delete
    takes one out, F2 changes its caption, Alt+↑ and Alt+↓ move it.
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
        self._captions: tuple[tuple[str, str], ...] | None = None
        self._pictures: dict[str, QIcon] = {}
        self._refused = ""
        self.files: tuple[AttachedFile, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("files")
        self.list.setAccessibleName(self._name)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)  # the tooltip has all of it
        self.list.setIconSize(PICTURE)
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
        self.caption_button = button(tr("Files", "Caption…"), kind="quiet")
        self.caption_button.clicked.connect(self.change_caption)
        self.up_button = button("↑", kind="quiet")
        self.down_button = button("↓", kind="quiet")
        for made, step, words in (
            (self.up_button, -1, tr("Files", "Move up (Alt+↑)")),
            (self.down_button, 1, tr("Files", "Move down (Alt+↓)")),
        ):
            made.setAccessibleName(words)
            made.setToolTip(tip(words))
            made.clicked.connect(lambda _=False, by=step: self.move_file(by))
        self.remove_button = button(tr("Files", "Take out"), kind="quiet")
        self.remove_button.clicked.connect(self.remove)
        self._below = label(role="small", wrap=True)
        self._sign = QLabel()
        self._chain: tuple[QWidget, ...] = (
            self.list,
            self.add_button,
            self.open_button,
            self.caption_button,
            self.up_button,
            self.down_button,
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
        rows = QVBoxLayout()
        rows.setSpacing(2)
        for widgets in (self._chain[1:3], self._chain[3:]):  # in two lines: there is little room
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            rows.addLayout(row)
        grid.addLayout(rows, 2, 1)
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
        captions = self._live.entry.captions(self.address)
        if captions != self._captions:
            self._captions = captions
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
            item = QListWidgetItem(
                self._picture(file.name),
                f"{file.caption or tr('Files', '(no caption)')}\n{file.name} · {size}",
            )
            item.setToolTip(tip(item.text()))
            self.list.addItem(item)
        self.list.setVisible(bool(self.files))
        self._nothing.setVisible(not self.files)
        if self.files:
            self.list.setCurrentRow(max(0, min(row, len(self.files) - 1)))
            self.list.setFixedHeight(len(self.files) * self.list.sizeHintForRow(0) + 6)
        elif held:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picture(self, name: str) -> QIcon:
        """A small picture of a photo, the sign of a paper for the rest; each is drawn once."""
        if name not in self._pictures:
            data = self._live.entry.attachment(name)
            image = decoded(data, PICTURE.width() * 2) if is_photo(data) else None
            shown = QPixmap.fromImage(image) if image is not None else sign("plain", 32).pixmap(32, 32)
            self._pictures[name] = QIcon(shown)
        return self._pictures[name]

    def _wake(self) -> None:
        locked = not self.asked
        row, count = self.list.currentRow(), len(self.files)
        free = row >= 0 and not locked
        self.add_button.setEnabled(not locked)
        captioned = bool(self.files) and not self._live.foreign
        for made, shown, enabled in (
            (self.open_button, bool(self.files), row >= 0),
            (self.caption_button, captioned, free),
            (self.up_button, count > 1, free and row > 0),
            (self.down_button, count > 1, free and row < count - 1),
            (self.remove_button, bool(self.files), free),
        ):
            made.setVisible(shown)
            made.setEnabled(enabled)

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
        return self._ask_caption(path.name, "", tr("Files", "Attach"))

    def _ask_caption(self, name: str, now: str, yes: str) -> str | None:
        answers = self._live.place.ask.fill(
            tr("Files", "Caption of {name}").format(name=name),
            tr(
                "Files",
                "Say what is to be seen and where; the caption stands beside the file in the package.",
            ),
            (Line("caption", tr("Files", "Caption"), now, required=False),),
            yes,
        )
        return None if answers is None else answers.get("caption", "")

    def _attach(self, path: Path, caption: str) -> bool:
        return self._try(lambda: self._live.attach(self.address, path, caption))

    def _try(self, act: Callable[[], bool]) -> bool:
        """Do something with the files and keep for the line below why it was refused."""
        told: list[str] = []

        def listen(_: object, sentence: str) -> None:
            told.append(sentence)

        self._live.refused.connect(listen)
        done = act()
        self._live.refused.disconnect(listen)
        self._refused = " ".join(told)
        return done

    def change_caption(self) -> None:
        """Ask for another caption of the chosen file."""
        file = self.chosen
        if file is None or not self.asked or self._live.foreign:
            return
        caption = self._ask_caption(file.name, file.caption, tr("Files", "Save"))
        if caption is not None:
            self._try(lambda: self._live.recaption(self.address, file.name, caption))
            self.repaint_cell()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_file(self, step: int) -> None:
        """Move the chosen file up (-1) or down (+1) in the order of the report; it stays chosen."""
        row = self.list.currentRow()
        other = row + step
        if not self.asked or not (0 <= row < len(self.files) and 0 <= other < len(self.files)):
            return
        names = [file.name for file in self.files]
        names[row], names[other] = names[other], names[row]
        if self._try(lambda: self._live.arrange(self.address, names)):
            self.list.setCurrentRow(other)
        else:
            self.repaint_cell()

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
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key(key) in steps:
            self.move_file(steps[Qt.Key(key)])
            return True
        acts = {
            Qt.Key.Key_Return: self.open,
            Qt.Key.Key_Enter: self.open,
            Qt.Key.Key_Insert: self.add,
            Qt.Key.Key_Delete: self.remove,
            Qt.Key.Key_F2: self.change_caption,
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
