"""The questions of one row, one below the other, with headings that come and go with their groups."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import Table
from ui.entry.editors import DraftKeeper
from ui.entry.form_parts import Part
from ui.entry.live import Live, Moved
from ui.entry.question_box import QuestionBox, Words
from ui.entry.repeat_block import RepeatBlock

Made = QuestionBox | RepeatBlock


class GroupHeading(QWidget):
    """The name of a group of questions, smaller the deeper it stands."""

    def __init__(self, live: Live, part: Part, key: Key, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._part = part
        self._key = key
        self._words = Words(self)
        self._words.setProperty("role", "heading" if part.depth < 2 else "subheading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12 if part.depth < 2 else 6, 0, 2)
        column.addWidget(self._words)
        self.follow()

    @property
    def words(self) -> str:
        """What the heading says."""
        return self._words.text()

    def follow(self) -> bool:
        """Say the group's words as they now are; whether there is anything to show."""
        group = self._live.entry.group(self._part.path, self._key)
        self._words.say(group.label)
        return bool(group.label) and group.relevant


class QuestionColumn(QWidget):
    """Headings, questions and inner repeats of one row; they move the keyboard on among themselves."""

    stood_on = Signal(object)
    beyond = Signal(int)  # past the last question (+1), before the first one (-1)
    wanted = Signal(object)  # a widget that is to be seen

    def __init__(
        self, live: Live, table: Table, key: Key, some: Iterable[Part], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._live = live
        self.table = table
        self.key = key
        self._keeper = DraftKeeper(live, self)
        self.boxes: dict[Address, QuestionBox] = {}
        self.repeats: list[RepeatBlock] = []
        self._order: list[Made] = []
        self._headings: list[tuple[GroupHeading, list[QuestionBox | RepeatBlock]]] = []
        self._stale = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        open_groups: list[tuple[Part, list[Made]]] = []
        for part in some:
            open_groups = [one for one in open_groups if part.path.startswith(f"{one[0].path}/")]
            if part.kind == "group":
                heading = GroupHeading(live, part, key, self)
                members: list[Made] = []
                self._headings.append((heading, members))
                open_groups.append((part, members))
                column.addWidget(heading)
                continue
            made = self._make(part)
            for _, members in open_groups:
                members.append(made)
            self._order.append(made)
            column.addWidget(made)
        live.changed.connect(self._on_changed)
        self._follow()

    def _make(self, part: Part) -> Made:
        if part.table is not None:
            block = RepeatBlock(self._live, part.table, self.key, QuestionColumn, self)
            block.stood_on.connect(self.stood_on)
            block.beyond.connect(self._pass_by)
            block.wanted.connect(self.wanted)
            self.repeats.append(block)
            return block
        address = Address(self.table.id, self.key, part.field.id if part.field else "")
        box = QuestionBox(self._live, address, self._keeper, self)
        box.move_on.connect(self._pass_by)
        box.stood_on.connect(self._on_stood)
        self.boxes[address] = box
        return box

    # --- what changes ------------------------------------------------------------------------

    def _on_changed(self, moved: Moved) -> None:
        if not self.isVisible():
            self._stale = True  # brought up to date when it is shown again
            return
        if self.table.id in moved.tables and self.key not in self._live.rows(self.table.id):
            return  # the row has just gone, and this column goes with it
        for address in moved.cells & self.boxes.keys():
            self.boxes[address].repaint_cell()
        self._follow()

    def show_anew(self) -> None:
        """Bring everything up to date: answers changed while another page was shown."""
        if self._stale:
            self._stale = False
            for box in self.boxes.values():
                box.repaint_cell()
            self._follow()
        for block in self.repeats:
            block.show_anew()

    def _follow(self) -> None:
        for box in self.boxes.values():
            box.follow()
        for block in self.repeats:
            block.follow()
        for heading, members in self._headings:
            heading.setVisible(heading.follow() and any(not made.isHidden() for made in members))

    def let_go(self) -> None:
        """Listen no more: the row may be gone."""
        self._live.changed.disconnect(self._on_changed)
        for made in self._order:
            made.let_go()

    # --- keyboard ----------------------------------------------------------------------------

    def _on_stood(self, address: Address) -> None:
        self.wanted.emit(self.boxes[address])
        self.stood_on.emit(address)

    def _pass_by(self, step: int) -> None:
        sender = self.sender()
        asked = [made for made in self._order if made is sender or made.asked]
        place = next((n for n, made in enumerate(asked) if made is sender), 0) + step
        if 0 <= place < len(asked):
            self._enter(asked[place], step)
        else:
            self.beyond.emit(step)

    @staticmethod
    def _enter(made: Made, step: int) -> None:
        if isinstance(made, RepeatBlock):
            made.enter(step)
        else:
            made.take_keyboard()

    def enter(self, step: int = 1) -> bool:
        """Put the keyboard into the first question asked, or the last one; False where there is none."""
        asked = [made for made in self._order if made.asked]
        if not asked:
            return False
        self._enter(asked[0 if step > 0 else -1], step)
        return True

    @property
    def asked(self) -> bool:
        """Whether anything can be answered here."""
        return any(made.asked for made in self._order)

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        for address, box in self.boxes.items():
            if box.has_keyboard:
                return address
        return next((found for block in self.repeats if (found := block.address) is not None), None)

    def jump_to(self, address: Address) -> bool:
        """Put the keyboard into a question, wherever in here it stands."""
        box = self.boxes.get(address)
        if box is not None:
            self.wanted.emit(box)
            box.take_keyboard()
            self.stood_on.emit(address)
            return True
        return any(block.jump_to(address) for block in self.repeats)

    def block_with_keyboard(self) -> RepeatBlock | None:
        """The innermost repeat the keyboard stands in."""
        return next((found for block in self.repeats if (found := block.with_keyboard()) is not None), None)


class Sheet(QScrollArea):
    """A page that scrolls, white, with room around what stands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("sheet")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.holder = QWidget()
        self.holder.setObjectName("sheet")
        self._column = QVBoxLayout(self.holder)
        self._column.setContentsMargins(18, 8, 18, 20)
        self.setWidget(self.holder)

    def put(self, inside: QWidget, below: QWidget) -> None:
        """Lay the page's content on it, and what stands below it."""
        self._column.addWidget(inside)
        self._column.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def bring(self, widget: QWidget) -> None:
        """Scroll until a widget can be seen, once the page has its size."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget, 0, 50))
