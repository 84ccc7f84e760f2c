"""The forms of this office with their state: number, name, how much is answered, what is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from forms.pack import Form, Severity
from ui import theme
from ui.entry.live import Live, Moved
from ui.icons import paint_sign
from ui.widgets import two_lines
from ui.words import tr

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form as the list shows it; `state`: unsaved, empty, started, good, warning or error."""

    form: Form
    title: str
    answered: int
    wanted: int
    state: str


def form_line(live: Live, form: Form) -> FormLine:
    """Say how far a form is."""
    tables = [table.id for table in form.tables]
    mine = live.spoken(tables)
    answered, wanted = live.entry.completeness(form.id)
    if live.unsaved(tables):
        state = "unsaved"
    elif any(f.severity is Severity.ERROR for f in mine):
        state = "error"
    elif any(not f.explained for f in mine):
        state = "warning"
    elif answered >= wanted:
        state = "good" if wanted else "empty"
    else:
        state = "started" if answered else "empty"
    return FormLine(form, live.place.words(form.title), answered, wanted, state)


def state_word(state: str) -> str:
    """The word of a state: nothing is told by colour alone."""
    return {
        "unsaved": tr("Forms", "typed, not saved yet"),
        "empty": tr("Forms", "not begun"),
        "started": tr("Forms", "under way"),
        "good": tr("Forms", "complete"),
        "warning": tr("Forms", "warnings"),
        "error": tr("Forms", "errors"),
    }[state]


class FormListModel(QAbstractListModel):
    """The forms as Qt reads them."""

    def __init__(self, live: Live, parent: QObject) -> None:
        super().__init__(parent)
        self._live = live
        self.lines = [form_line(live, form) for form in live.forms]
        live.changed.connect(self._on_changed)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            told = f"{line.form.number} {line.title}: {line.answered}/{line.wanted}, {state_word(line.state)}"
            return ", ".join(filter(None, (told, self.away(line))))
        return None

    def away(self, line: FormLine) -> str:
        """Say which colleague has a form, "" where none has."""
        return self._live.away.get(line.form.id, "")

    def _on_changed(self, moved: Moved) -> None:
        tables = {address.table for address in moved.cells} | moved.tables
        for row, line in enumerate(self.lines):
            if tables.intersection(table.id for table in line.form.tables):
                new = form_line(self._live, line.form)
                if new != line:
                    self.lines[row] = new
                    self.dataChanged.emit(self.index(row), self.index(row))


NARROW = 140
"""Points below which a form's title has no room beside its sign."""


class _FormPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, 72)

    @staticmethod
    def _track(painter: QPainter, track: QRect, line: FormLine) -> None:
        """How far the form is, as a thin line."""
        if line.wanted:
            painter.fillRect(track, QColor(theme.LINE_SOFT))
            done = round(track.width() * line.answered / line.wanted)
            colour = theme.GOOD if line.answered >= line.wanted else theme.ACCENT
            painter.fillRect(QRect(track.x(), track.y(), done, 4), QColor(colour))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FormListModel):
            return
        line = model.lines[index.row()]
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.ACCENT_TINT))
            painter.fillRect(QRect(box.x(), box.y(), 4, box.height()), QColor(theme.ACCENT))
        tone = {"empty": "plain", "unsaved": "note"}.get(line.state, line.state)
        paint_sign(painter, tone, QRectF(box.x() + 13, box.y() + 9, 15, 15))
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.INK))
        left = box.x() + 36
        narrow = box.width() < NARROW  # on a low, scaled screen: the number and how far it is
        painter.drawText(
            QRect(left, box.y() + 6, 80, 20), int(Qt.AlignmentFlag.AlignVCenter), line.form.number
        )
        small = QFont(painter.font())
        small.setPixelSize(12)
        small.setWeight(QFont.Weight.Normal)
        painter.setFont(small)
        painter.setPen(QColor(theme.MUTED))
        count = f"{line.answered}/{line.wanted}" if line.wanted else ""
        painter.drawText(
            QRect(left, box.y() + 6 + 22 * narrow, box.right() - left - 10, 20),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            count,
        )
        width = box.right() - left - 10
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        title, away = two_lines(painter.fontMetrics(), line.title, width), model.away(line)
        title = "" if narrow else title
        if away and not narrow:
            title = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, width)
            away = painter.fontMetrics().elidedText(away, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, box.y() + 26, width, 36), flags, title)
        painter.setPen(QColor(theme.ACCENT))
        painter.drawText(QRect(left, box.y() + 44, width, 18), flags, away)
        self._track(painter, QRect(left, box.y() + 63, width, 4), line)
        painter.restore()


class FormList(QListView):
    """The list on the left of the entry page; Ctrl+PgUp and Ctrl+PgDn turn it from anywhere."""

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName(tr("Forms", "Forms"))
        self.setModel(FormListModel(live, self))
        self.setItemDelegate(_FormPainter(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
