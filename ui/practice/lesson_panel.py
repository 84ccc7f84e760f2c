"""The guided lesson above the work: what to do now, and what was seen of it. There is no "next" button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.answers import Address
from office.lesson import Lesson, Verdict
from office.practice import Practice
from ui.entry.live import Live
from ui.practice.watch import Watch
from ui.widgets import Notice, badge, bar, button, label, set_bar
from ui.words import tr


class LessonPanel(QWidget):
    """One step at a time; it goes on by itself when the step was done."""

    cell_wanted = Signal(object)  # Address
    page_wanted = Signal(str)
    left = Signal()

    def __init__(self, live: Live, practice: Practice) -> None:
        super().__init__()
        self.setObjectName("lesson")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Lesson", "Guided lesson"))
        self._live = live
        self._practice = practice
        self.lesson = Lesson(live.entry, practice.lesson)
        self._watch: Watch | None = None
        self._title = label(role="heading")
        self._bar = bar(0, 1)
        self._bar.setFixedWidth(120)
        self._what = label(wrap=True)
        self.told = Notice()
        self.show_button = button(tr("Lesson", "Go to the place"), kind="quiet")
        self.show_button.clicked.connect(self._show_place)
        self.copy_button = button(tr("Lesson", "Copy the sample block"), kind="quiet")
        self.copy_button.clicked.connect(self._copy)
        self.leave_button = button(tr("Lesson", "Go on later"), kind="quiet")
        self.leave_button.clicked.connect(self.left)
        for one in (self.show_button, self.copy_button, self.leave_button):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(badge(tr("Lesson", "Lesson"), "note"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title)
        head.addWidget(self._bar)
        head.addStretch(1)
        for one in (self.copy_button, self.show_button, self.leave_button):
            head.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 6, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._what)
        column.addWidget(self.told)
        self._show_step()

    def watch(self, watch: Watch) -> None:
        """Judge what is seen from now on, and what changes in the office."""
        self._watch = watch
        watch.moved.connect(self.look)
        self._live.changed.connect(lambda _: self.look())
        self._live.place.runner.rested.connect(self.look)

    def stop(self) -> None:
        """Judge nothing any more: the window closes."""
        if self._watch is not None:
            self._live.place.runner.rested.disconnect(self.look)
            self._watch.stop()
            self._watch = None

    def look(self) -> None:
        """Judge the step as things stand."""
        if self.isHidden() or self._watch is None:
            return
        verdict = self.lesson.look(self._watch.seen)
        if verdict.done:
            self._watch.forget()
            self._show_step()
        self._tell(verdict)

    def _tell(self, verdict: Verdict) -> None:
        if verdict.done:
            self.told.tell("good", verdict.told)
        elif verdict.told:
            self.told.tell("warning", verdict.told)

    def _show_step(self) -> None:
        lesson = self.lesson
        total = len(lesson.steps)
        set_bar(self._bar, lesson.at, total)
        self._title.setText(
            tr("Lesson", "The lesson is done")
            if lesson.finished
            else tr("Lesson", "Step {n} of {total}: {title}").format(
                n=lesson.at + 1, total=total, title=_title(lesson.step)
            )
        )
        self._what.setText(self._instruction())
        self.copy_button.setVisible(lesson.step == "paste")
        self.show_button.setVisible(not lesson.finished)
        self.setAccessibleDescription(f"{self._title.text()}. {self._what.text()}")

    def _instruction(self) -> str:
        lesson = self.lesson
        if lesson.finished:
            return tr(
                "Lesson",
                "You can go on practising in every form, begin again from the start, or leave practice.",
            )
        first = lesson.cells[0]
        return _instruction(lesson.step).format(
            cell=self._name(first.address),
            start=first.start,
            wanted=first.wanted,
            passphrase=self._practice.passphrase,
        )

    def _name(self, address: Address) -> str:
        """A cell as people find it: form, field, row."""
        forms = [one for one in self._live.forms for table in one.tables if table.id == address.table]
        key = f" ({' '.join(address.key)})" if address.key else ""
        return f"{forms[0].number} · {address.field} {self._live.name(address)}{key}" if forms else ""

    def _show_place(self) -> None:
        lesson = self.lesson
        if lesson.step == "send":
            self.page_wanted.emit("send")
        elif not lesson.finished:
            self.cell_wanted.emit(lesson.cells[0].address)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lesson.block)
        self.told.tell(
            "note", tr("Lesson", "The block is on the clipboard, as if copied in Excel. Now press Ctrl+V.")
        )
        self._show_place()


def _title(step: str) -> str:
    return {
        "move": tr("Lesson", "moving"),
        "type": tr("Lesson", "typing"),
        "edit": tr("Lesson", "mending a figure"),
        "paste": tr("Lesson", "pasting from Excel"),
        "blank": tr("Lesson", "saying why a cell is blank"),
        "reason": tr("Lesson", "the reason of a warning"),
        "find": tr("Lesson", "finding a problem"),
        "undo": tr("Lesson", "taking back"),
        "send": tr("Lesson", "sending"),
    }[step]


def _instruction(step: str) -> str:
    return {
        "move": tr(
            "Lesson",
            "Walk through form BM-02: press Enter a few times, then the arrow keys. No mouse needed.",
        ),
        "type": tr("Lesson", "Stand on {cell}, type {wanted} and press Enter."),
        "edit": tr(
            "Lesson",
            "{cell} holds {start}; it should be {wanted}. Press F2, End, mend the digits, press Enter.",
        ),
        "paste": tr(
            "Lesson",
            "Copy the sample block, stand on {cell}, press Ctrl+V, look at the review and accept it.",
        ),
        "blank": tr(
            "Lesson",
            "{cell} is not known yet. Stand on it and press F4 until “?” or “–” says why it is blank.",
        ),
        "reason": tr(
            "Lesson",
            "{cell} is right, but looks odd to the program. "
            "Stand on it, press F12, write why, press Ctrl+Enter.",
        ),
        "find": tr(
            "Lesson",
            "One figure has its digits changed over. "
            "Press F9, press Enter on the error, type {wanted}, Enter.",
        ),
        "undo": tr("Lesson", "Type any figure over {cell}, press Enter, then take it back with Ctrl+Z."),
        "send": tr(
            "Lesson",
            "Open Send, go through its steps and sign. The passphrase of the practice key is: {passphrase}",
        ),
    }[step]
