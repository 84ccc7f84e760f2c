"""The problem list: what is wrong in every form, one jump away; a warning is explained right there.

Blanks still to be answered are told once a form with their number, or they would bury everything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Address
from forms.findings import Finding
from forms.pack import Form, Severity
from ui import theme
from ui.entry.form_words import plain
from ui.entry.live import Live
from ui.entry.marks import BLANK, UNEXPLAINED
from ui.icons import paint_sign
from ui.widgets import Elided, Picker, add_key_hints, button, key_hint, label
from ui.words import tr
from ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the list: a finding, or all the blanks of a form."""

    mark: str  # "error", "warning", "good" or "blank"
    code: str
    where: str
    text: str
    place: Address
    finding: Finding | None


def problem_lines(
    place: Workplace, forms: Sequence[Form], findings: Iterable[Finding]
) -> tuple[ProblemLine, ...]:
    """The findings as lines: errors, open warnings, explained ones; then the blanks, one line a form."""
    numbers = {table.id: form for form in forms for table in form.tables}
    blanks: dict[str, list[Finding]] = {}
    lines = []
    for finding in findings:
        form = numbers.get(finding.place.table)
        if form is None or finding.code == UNEXPLAINED:
            continue
        if finding.code == BLANK and not form.order:
            blanks.setdefault(form.id, []).append(finding)
            continue
        mark = "error" if finding.severity is Severity.ERROR else "good" if finding.explained else "warning"
        text = place.words(finding.sentence)
        code = finding.code
        if form.order:  # made elsewhere: its codes mean nothing to people, its words may hold markup
            text, code = plain(text), ""
        lines.append(ProblemLine(mark, code, _where(form, finding.place), text, finding.place, finding))
    order = {"error": 0, "warning": 1, "good": 2}
    lines.sort(key=lambda item: order[item.mark])
    for form in forms:
        found = blanks.get(form.id)
        if found:
            text = tr("Problems", "{n} cells are still blank: give a figure, or F4 for none / not known.")
            lines.append(
                ProblemLine("blank", BLANK, form.number, text.format(n=len(found)), found[0].place, None)
            )
    return tuple(lines)


def _where(form: Form, place: Address) -> str:
    if form.order:
        return tr("Problems", "row {n}").format(n=".".join(place.key)) if place.key else ""
    key = f"[{' '.join(place.key)}]" if place.key else ""
    return f"{form.number}{key}.{place.field}"


class ProblemModel(QAbstractListModel):
    """The lines as Qt reads them."""

    def __init__(self, live: Live, parent: QObject) -> None:
        super().__init__(parent)
        self._live = live
        self.lines: tuple[ProblemLine, ...] = ()

    def show_all(self) -> None:
        """Read the findings anew."""
        self.beginResetModel()
        self.lines = problem_lines(self._live.place, self._live.forms, self._live.findings)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self.lines[index.row()]
        return f"{_word(line.mark)} {line.code} {line.where}: {line.text}"


def _word(mark: str) -> str:
    return {
        "error": tr("Problems", "Error"),
        "warning": tr("Problems", "Warning"),
        "good": tr("Problems", "Explained"),
        "blank": tr("Problems", "Blank"),
    }[mark]


class _LinePainter(QStyledItemDelegate):
    """Sign, word, code, place and sentence in columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ProblemModel):
            return
        line = model.lines[index.row()]
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.ACCENT_TINT))
        mark = "plain" if line.mark == "blank" else line.mark
        paint_sign(painter, mark, QRectF(box.x() + 12, box.center().y() - 6.5, 14, 14))
        colours = {"error": theme.ERROR, "warning": theme.WARNING, "good": theme.GOOD, "blank": theme.MUTED}
        x = box.x() + 36
        word, code, where = (96, 92, 168) if box.width() > 760 else (84, 80, 134)
        if not line.code and line.mark != "blank":  # of another maker's form: a row's number is all there is
            code, where = 0, 84
        if box.width() < 480:  # beside the explanation box: the sign tells what the word would
            word, code = 0, 0
        for text, width, colour in (
            (_word(line.mark), word, colours[line.mark]),
            (line.code, code, theme.INK),
            (line.where, where, theme.MUTED),
            (line.text, box.right() - x - word - code - where - 8, theme.INK),
        ):
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width - 8)
            painter.drawText(
                QRect(x, box.y(), width, box.height()), int(Qt.AlignmentFlag.AlignVCenter), shown
            )
            x += width
        painter.restore()


class ProblemPanel(QWidget):
    """The list with its explanation box. Enter jumps to the cell, Esc closes, Tab leads to the box."""

    jump = Signal(object)  # Address
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._live = live
        self._model = ProblemModel(live, self)
        self._head = Elided(role="heading")
        self.list = QListView()
        self.list.setAccessibleName(tr("Problems", "Problems found"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_LinePainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._jump())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.sentence = label(wrap=True)
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(tr("Problems", "Explanation of the warning"))
        self.box.setPlaceholderText(tr("Problems", "Why is the figure right all the same?"))
        self.box.setTabChangesFocus(True)
        self.box.installEventFilter(self)
        self.reason = Picker(tr("Problems", "Reason from the short list"))
        for choice in live.entry.warning_reasons:
            self.reason.addItem(live.place.words(choice.label), choice.name)
        self.reason.setCurrentIndex(self.reason.count() - 1)
        if not self.reason.count():
            self.reason.hide()
        self.reason.installEventFilter(self)
        self.save = button(tr("Problems", "Save the explanation"), kind="main")
        self.save.clicked.connect(self.explain)
        self._side = self._explanation()
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list, 1)
        middle.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 12)
        outer.setSpacing(6)
        outer.addLayout(self._top())
        outer.addLayout(middle, 1)
        live.changed.connect(self._on_changed)
        self.refresh()

    def _top(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        add_key_hints(
            head,
            ("Enter", tr("Problems", "go to the cell")),
            ("F12", tr("Problems", "explain a warning")),
            ("Esc", tr("Problems", "close")),
        )
        return head

    def _explanation(self) -> QWidget:
        box = QWidget()
        side = QVBoxLayout(box)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        side.addWidget(self.sentence)
        side.addWidget(self.reason)
        side.addWidget(self.box, 1)
        row = QHBoxLayout()
        row.addWidget(key_hint("Ctrl+Enter"))
        row.addStretch(1)
        row.addWidget(self.save)
        side.addLayout(row)
        box.setFixedWidth(330)
        return box

    def refresh(self) -> None:
        """Show the findings as they stand."""
        kept = self.line
        self._model.show_all()
        lines = self._model.lines
        errors = sum(item.mark == "error" for item in lines)
        warnings = sum(item.mark == "warning" for item in lines)
        text = tr("Problems", "Check: errors: {errors}, warnings without a reason: {warnings}")
        done = tr("Problems", "Check: nothing wrong was found")
        self._head.setText(text.format(errors=errors, warnings=warnings) if lines else done)
        same = [
            row
            for row, item in enumerate(lines)
            if kept is not None and (item.code, item.place) == (kept.code, kept.place)
        ]
        if lines:
            self.list.setCurrentIndex(self._model.index(same[0] if same else 0))
        self._show_side()

    def stand_on_first(self) -> None:
        """Stand on the worst line."""
        self.list.setCurrentIndex(self._model.index(0))

    @property
    def lines(self) -> tuple[ProblemLine, ...]:
        """Every line of the list, in order."""
        return self._model.lines

    @property
    def line(self) -> ProblemLine | None:
        """The line the keyboard stands on."""
        index = self.list.currentIndex()
        return self._model.lines[index.row()] if index.isValid() else None

    def show_finding_at(self, address: Address) -> bool:
        """Stand on the first warning that marks a cell and open its explanation box."""
        for row, item in enumerate(self._model.lines):
            finding = item.finding
            if (
                finding is not None
                and item.mark in ("warning", "good")
                and address in (finding.place, *finding.cells)
            ):
                self.list.setCurrentIndex(self._model.index(row))
                self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def open_box(self) -> None:
        """Put the keyboard into the explanation box, where the line is a warning."""
        if self.line is not None and self.line.mark in ("warning", "good"):
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def explain(self) -> None:
        """Save the reason of the warning under the cursor and go to the next open one."""
        line = self.line
        if line is None or line.finding is None or line.mark not in ("warning", "good"):
            return
        if self._live.explain(line.finding, self.box.toPlainText(), self.reason.currentData() or ""):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            rows = [row for row, item in enumerate(self._model.lines) if item.mark == "warning"]
            if rows:
                self.list.setCurrentIndex(self._model.index(rows[0]))

    def _on_changed(self, _: object) -> None:
        if self.isVisible():
            self.refresh()

    def _on_current(self) -> None:
        self._show_side()

    def _show_side(self) -> None:
        line = self.line
        warning = line is not None and line.mark in ("warning", "good") and self._live.explains
        self._side.setVisible(warning)
        if line is not None and line.finding is not None and not self.box.hasFocus():
            self.sentence.setText(f"{line.code} · {line.text}")
            if self.box.toPlainText() != line.finding.explained:
                self.box.setPlainText(line.finding.explained)
            if warning and not self.reason.hasFocus():
                code = self._live.entry.reason_of(line.finding)
                at = self.reason.findData(code) if code else self.reason.count() - 1
                self.reason.setCurrentIndex(at)

    def _jump(self) -> None:
        if self.line is not None:
            self.jump.emit(self.line.place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and watched in (self.box, self.reason) and enter:
            event.accept()  # Ctrl+Enter here saves the reason; on the page it shows a cell's history
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        if watched is self.list and enter:
            self._jump()
            return True
        if (
            watched in (self.box, self.reason)
            and enter
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.explain()
            return True
        return False
