"""Paints one cell of the grid and holds its editor while it is open."""

from typing import cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from forms.answers import Address, State
from ui import theme
from ui.entry.before import HEIGHT, paint_before
from ui.entry.editors import (
    ChoiceEditor,
    DraftKeeper,
    Editor,
    LineEditor,
    TextEditor,
    leaves_line,
    make_editor,
)
from ui.entry.grid_model import GridModel
from ui.entry.live import NUMBERS, Cell
from ui.grid.strips import Index
from ui.icons import paint_sign
from ui.widgets import set_look

SIGN = 13
_TINTS = {"error": QColor(theme.ERROR_TINT), "warning": QColor(theme.WARNING_TINT)}
_SURFACE, _LOCKED = QColor(theme.SURFACE), QColor(theme.LOCKED)
_HEADING, _TOTAL = QColor(theme.HEADING), QColor(theme.TOTAL)
_SELECTED = QColor(theme.SELECTED)
_INK, _MUTED, _FAINT = QColor(theme.INK), QColor(theme.MUTED), QColor(theme.FAINT)
_BLANK = QPen(QColor(theme.BLANK), 1.4)
_UNKNOWN, _DRAFT = QColor(theme.WARNING), QColor(theme.NOTE)
_NOTED = QColor(theme.ACCENT)
_WIDEST = 14  # no sign of a figure is wider in the font of the grid: what surely fits is not measured
_IS_SELECTED, _HAS_FOCUS = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_HATCH = QBrush(QColor(theme.LINE), Qt.BrushStyle.BDiagPattern)
_CURRENT = QPen(QColor(theme.ACCENT), 2)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CellDelegate(QStyledItemDelegate):
    """Draws cells; opens, commits and closes their editors. `leave` asks the view to move on."""

    leave = Signal(int)
    wish = Signal(QKeyEvent)  # a key of the grid, pressed while an editor is open and empty

    def __init__(self, model: GridModel, keeper: DraftKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._keeper = keeper
        self._loaded: dict[QObject, str] = {}

    # --- painting ----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell. The painter is the view's: what it is to be asked for is set before it is used."""
        view = cast("QRect", option.rect)  # type: ignore[attr-defined]  # PySide's stubs leave the option's members out
        state = cast("QStyle.StateFlag", option.state)  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        strip = self._model.lines[row]
        if strip.kind == "heading":
            painter.fillRect(view, _HEADING)
            return
        if strip.kind == "total":
            self._paint_total(painter, view, self._model.total_at(row, column))
            return
        cell, field = self._model.cell_at(row, column), self._model.field_at(row, column)
        if cell is None or field is None:
            return
        strong = self._model.strong_at(row, column)
        plain = painter.font() if strong or cell.view.stated is not None else None
        if strong and plain is not None:
            painter.setFont(_bold(plain))
        number = field.kind in NUMBERS
        self._paint_ground(painter, view, cell)
        own = view
        if self._model.stretched(row):
            own = view.adjusted(0, 0, 0, -HEIGHT)
            if cell.view.relevant:
                paint_before(painter, view, self._model.before_at(row, column), number=number)
        self._paint_cell(painter, own, cell, number=number, strong=strong)
        if cell.view.stated is not None:
            self._paint_stated(painter, own, cell.text, self._model.address(index))
        if plain is not None:
            painter.setFont(plain)
        flags = state.value  # a number: these are asked for every cell of the screen
        if flags & _IS_SELECTED and cell.mark not in _TINTS:
            painter.fillRect(view, _SELECTED)
        if flags & _HAS_FOCUS:
            painter.setPen(_CURRENT)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(view.adjusted(1, 1, -1, -1))

    @staticmethod
    def _paint_total(painter: QPainter, box: QRect, text: str) -> None:
        painter.fillRect(box, _TOTAL)
        usual = painter.font()
        painter.setFont(_bold(usual))
        painter.setPen(_INK)
        room = box.adjusted(8, 0, -8, 0)
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            figure, _, known = text.partition("  ")
            text = f"{figure}…" if known else text  # how many are known is told by the tooltip
        painter.drawText(room, _RIGHT, text)
        painter.setFont(usual)

    @staticmethod
    def _paint_ground(painter: QPainter, box: QRect, cell: Cell) -> None:
        painter.fillRect(box, _LOCKED if cell.locked else _SURFACE)
        if not cell.view.relevant:
            painter.fillRect(box, _HATCH)
        elif cell.mark in _TINTS:
            painter.fillRect(box, _TINTS[cell.mark])

    def _paint_cell(
        self, painter: QPainter, box: QRect, cell: Cell, *, number: bool, strong: bool = False
    ) -> None:
        if not cell.view.relevant:
            return
        inner = box.adjusted(8, 0, -9, 0)
        if not number:
            inner.setRight(box.right() - (SIGN + 8 if cell.mark else 8))
        if cell.mark or cell.draft or cell.noted or (cell.locked and number and not strong):
            self._paint_signs(painter, box, cell, number=number)
        if cell.view.state is State.UNKNOWN:
            painter.setPen(_UNKNOWN)
        else:
            painter.setPen(_MUTED if cell.view.state or (cell.locked and not strong) else _INK)
        text = cell.text if "\n" not in cell.text else cell.text.replace("\n", " ¶ ")
        if not (number and len(text) * _WIDEST <= inner.width()):
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if number else _LEFT, text)

    @staticmethod
    def _paint_signs(painter: QPainter, box: QRect, cell: Cell, *, number: bool) -> None:
        """Draw what a cell bears beside its text: its mark or a padlock, and the corner of a draft."""
        left = box.x() + 5 if number else box.right() - SIGN - 4
        side = QRectF(left, box.center().y() - SIGN / 2 + 1, SIGN, SIGN)
        painter.save()
        if cell.mark == "blank":
            painter.setPen(_BLANK)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(side.center(), 3.2, 3.2)
        elif cell.mark:
            paint_sign(painter, cell.mark, side)
        elif cell.locked and number:
            taken = painter.fontMetrics().horizontalAdvance(cell.text)
            if side.right() < box.right() - 9 - taken:  # a figure counts more than its lock
                _padlock(painter, side)
        if cell.draft:
            painter.setBrush(_DRAFT)
            painter.setPen(Qt.PenStyle.NoPen)
            corner = QPointF(box.right() + 1, box.top())
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(-9, 0), corner + QPointF(0, 9)]))
        if cell.noted:  # a folded corner below: the draft's is above
            painter.setBrush(_NOTED)
            painter.setPen(Qt.PenStyle.NoPen)
            corner = QPointF(box.right() + 1, box.bottom() + 1)
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(-9, 0), corner + QPointF(0, -9)]))
        painter.restore()

    def _paint_stated(self, painter: QPainter, box: QRect, text: str, address: Address | None) -> None:
        """Put the paper's figure, crossed out, to the left of the computed one where there is room."""
        room = box.adjusted(SIGN + 9, 0, -painter.fontMetrics().horizontalAdvance(text) - 17, 0)
        stated = self._model.live.stated(address) if address is not None else ""
        if painter.fontMetrics().horizontalAdvance(stated) > room.width():
            return
        crossed = QFont(painter.font())
        crossed.setStrikeOut(True)
        painter.setFont(crossed)
        painter.setPen(QColor(theme.ERROR))
        painter.drawText(room, _RIGHT, stated)

    # --- editing -----------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        address = self._model.address(index)
        if address is None:  # a heading is not editable, Qt never asks
            return super().createEditor(parent, option, index)
        editor = make_editor(self._model.live, address, self._model.name_of(address), parent)
        editor.setObjectName("cell")
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Load once: Qt asks again at each repaint, and must not write under typing fingers."""
        address = self._model.address(index)
        if editor in self._loaded or address is None or not isinstance(editor, LineEditor | TextEditor):
            return
        text = self._model.live.edit_text(address)
        editor.load(text)
        if isinstance(editor, LineEditor):
            editor.selectAll()
        self._loaded[editor] = editor.answer
        self._keeper.watch(editor, address)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Save when the cell is left; refused text stays as a draft and is told by `Live`."""
        if isinstance(editor, LineEditor | TextEditor):
            self.commit(editor, index)

    def commit(self, editor: Editor, index: Index) -> bool:
        """Save what an editor holds; False when it was refused."""
        address = self._model.address(index)
        if address is None:
            return True
        unchanged = editor.answer == self._loaded.get(editor) and self._model.live.draft(address) is None
        if unchanged or self._model.live.put(address, editor.answer):
            self._keeper.forget()
            self._loaded[editor] = editor.answer
            set_look(editor, "tone", "")
            return True
        self._keeper.keep()
        set_look(editor, "tone", "error")
        return False

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._loaded.pop(editor, None)
        self._keeper.forget()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRect(cast("QRect", option.rect))  # type: ignore[attr-defined]
        if self._model.stretched(index.row()):  # it stays in sight while one types
            box.setHeight(box.height() - HEIGHT)
        if isinstance(editor, TextEditor):
            box.setHeight(max(box.height(), 130))
            box.setWidth(max(box.width(), 320))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that leave the cell: first save, and stay where text is no value."""
        if isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason:
            return False
        if not isinstance(editor, LineEditor | TextEditor) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in (Qt.Key.Key_F4, Qt.Key.Key_F11):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if editor.composing:  # the input method has not handed its word over yet: nothing moves on
            return False
        if isinstance(editor, ChoiceEditor) and editor.takes(event):
            return True
        if event.key() == Qt.Key.Key_Escape:
            address = self._model.address(self._index())
            self._keeper.forget()
            if address is not None:
                self._model.live.drop_draft(address)
            self._loaded[editor] = editor.answer
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_F11) and not editor.answer.strip():
            if self._close(editor):
                self.wish.emit(event)
            return True
        way = leaves_line(event)
        if way == 0 or (isinstance(editor, TextEditor) and abs(way) > 1):
            return False
        if self._close(editor):
            self.leave.emit(way)
        return True

    def _close(self, editor: Editor) -> bool:
        if not self.commit(editor, self._index()):
            return False
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return True

    def _index(self) -> QModelIndex | QPersistentModelIndex:
        view = self.parent()
        return view.currentIndex() if isinstance(view, QTableView) else QModelIndex()


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _padlock(painter: QPainter, box: QRectF) -> None:
    """A small padlock: nothing can be typed here."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(box.x() + 2, box.y() + 6, 8, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.PADLOCK))
    painter.drawRoundedRect(body, 1, 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.PADLOCK), 1.3))
    painter.drawArc(QRectF(box.x() + 3.5, box.y() + 2, 5, 8), 0, 180 * 16)
    painter.restore()
