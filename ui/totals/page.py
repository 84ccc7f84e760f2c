"""The totals page: a table, a year, who is still missing; Enter follows a figure down to its signed cell."""

from typing import cast

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from forms.roll_up import TotalsView
from office.adding_up import tables, years
from office.asked_table import asked_table
from office.beside_published import DIFFERS
from office.working_year import working_year
from office.writing_tables import export_totals
from ui import theme
from ui.background import at_own_desk
from ui.charts.panel import ChartsPanel
from ui.grid.heads import ColumnHead, LineHead
from ui.grid.strips import Index
from ui.sections import Section
from ui.totals.checks import ChecksView
from ui.totals.drill import DrillView
from ui.totals.model import TotalsModel
from ui.totals.sift import Sift
from ui.widgets import Card, Elided, Notice, Page, Picker, badge, button, label, set_look, tip
from ui.words import tr
from ui.workplace import Workplace

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _FigurePainter(QStyledItemDelegate):
    """A figure, with n/N small below it where units are missing."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TotalsModel):
            return
        strip, cell = model.lines[index.row()], model.shown(index.row(), index.column())
        box = cast("QRect", option.rect)  # type: ignore[attr-defined]  # missing in PySide's stubs
        state = cast("QStyle.StateFlag", option.state)  # type: ignore[attr-defined]
        painter.save()
        ground = {"heading": theme.HEADING, "total": theme.TOTAL}.get(strip.kind, theme.SURFACE)
        painter.fillRect(box, QColor(ground))
        inner = box.adjusted(8, 0, -8, 0)
        if cell.below:
            small = QFont(painter.font())
            small.setPixelSize(11)
            painter.setFont(small)
            painter.setPen(QColor(theme.WARNING))
            below = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(inner.adjusted(0, 0, 0, -2), below, cell.below)
            inner.setBottom(inner.bottom() - 12)
        font = QFont(option.font)  # type: ignore[attr-defined]
        if strip.kind == "total":
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.INK))
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(_RIGHT if cell.number else _LEFT), text)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.SELECTED))
        painter.restore()


class TotalsPage(Page):
    """The consolidated tables."""

    adjust_wanted = Signal()  # rows that add to figures of units, or take from them

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Totals", "Totals"), scroll=False)
        self._place = place
        self._view: TotalsView | None = None
        self.table = Picker(tr("Totals", "Table"))
        self.table.setMinimumContentsLength(28)
        for one in tables(place.desk):
            self.table.addItem(f"{one.id} · {place.words(one.title)}", one.id)
        self.year = Picker(tr("Totals", "Year"))
        self.year.setMinimumWidth(96)
        self._year_word = label(tr("Totals", "Year"), role="muted")
        self.export = button(tr("Totals", "Export to Excel …"))
        self.export.clicked.connect(self.save)
        self._build_head()
        self.body.addLayout(self._bar())
        self.sift = Sift(place)
        self.sift.moved.connect(self._lay)
        self.sift.asked_anew.connect(self.refresh)
        self.body.addWidget(self.sift)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._lines = LineHead()
        self._lines.set_width(230)
        self.grid = self._make_grid()
        self.missing = Elided("", role="small")
        self.charts = ChartsPanel(place)
        self.drill = DrillView(place)
        self.drill.left.connect(self._back_to_table)
        self.checks = ChecksView(place)
        self.checks.left.connect(lambda: self.look_over.setChecked(False))
        self._stack = self._make_stack()
        self.body.addWidget(self._stack, 1)
        self.table.currentIndexChanged.connect(self._on_table)
        self.year.currentIndexChanged.connect(lambda _: self.refresh())
        self._on_table()

    def _build_head(self) -> None:
        """How many units are counted, and what can stand in the place of the table."""
        self.count = badge("", "plain")
        self.count.hide()
        self.head.insertWidget(1, self.count)
        self.look_over = button(tr("Totals", "Checks C01–C10"), kind="chip")
        self.look_over.setCheckable(True)
        self.look_over.toggled.connect(self.show_checks)
        self.look = button(tr("Totals", "As a chart"), kind="chip")
        self.look.setCheckable(True)
        self.look.toggled.connect(self.show_charts)
        self.apart = button("", kind="chip")
        self.apart.setToolTip(tip(tr("Totals", "To the next figure that the decision says otherwise")))
        self.apart.setAccessibleName(tr("Totals", "To the next figure that the decision says otherwise"))
        self.apart.clicked.connect(self.go_to_apart)
        self.apart.hide()
        for chip in (self.apart, self.look_over, self.look):
            self.head.addWidget(chip)

    def _bar(self) -> QHBoxLayout:
        """Which table and year, and what can be done with it."""
        self.adjust = button(tr("Totals", "Adjustments …"))
        self.adjust.clicked.connect(self.adjust_wanted)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        for widget in (self.table, self._year_word, self.year, self.adjust, self.export):
            bar.addWidget(widget, int(widget is self.table))
        return bar

    def _make_stack(self) -> QStackedWidget:
        """The table, and charts in its place."""
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.missing)
        stack = QStackedWidget()
        stack.addWidget(figures)
        stack.addWidget(Section(_on_card(self.charts)))
        stack.addWidget(self.drill)
        stack.addWidget(self.checks)
        if not self.charts.offered:
            self.look.hide()
        return stack

    def _make_grid(self) -> QTableView:
        grid = QTableView()
        grid.setObjectName("grid")
        grid.setAccessibleName(tr("Totals", "Totals"))
        grid.setVerticalHeader(self._lines)
        grid.setHorizontalHeader(ColumnHead(grid))
        grid.setItemDelegate(_FigurePainter(grid))
        grid.setCornerButtonEnabled(False)
        grid.setTabKeyNavigation(False)
        grid.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        grid.activated.connect(lambda index: self.open_figure(index.row(), index.column()))
        grid.setToolTip(tr("Totals", "Enter: where the figure comes from"))
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return grid

    def show_table(self, table: str) -> None:
        """Show a table by its id."""
        self.table.setCurrentIndex(self.table.findData(table))

    def show_charts(self, on: bool) -> None:
        """Show charts in the place of the table, that of the chosen table first."""
        self._show_tools(shown=not on)
        self.look.setVisible(self.charts.offered)
        self._stack.setCurrentIndex(int(on))
        if on:
            self.charts.show_offer(str(self.table.currentData()))
            self.charts.refresh()
        else:
            self._on_table()

    def show_checks(self, on: bool) -> None:
        """Show the checks of what is consolidated in the place of the table."""
        self._show_tools(shown=not on)
        self.look_over.show()
        if on:
            self._stack.setCurrentWidget(self.checks)
            self.checks.refresh()
            self.checks.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._back_to_table()
            self.refresh()  # another decision may be compared with now

    def _on_table(self) -> None:
        table = self.table.currentData()
        asked = years(self._place.desk, table) if table else ()
        self.year.blockSignals(True)
        kept = self.year.currentText()
        self.year.clear()
        self.year.addItems(list(asked))
        last = self._place.desk.pack.campaign.last_year if self._place.desk.pack.campaign else ""
        usual = working_year(self._place.desk) or last
        self.year.setCurrentText(kept if kept in asked else usual)
        self.year.blockSignals(False)
        for widget in (self.year, self._year_word):
            widget.setVisible(bool(asked))
        self.refresh()

    def first_focus(self) -> QWidget | None:
        return self.table

    def refresh(self) -> None:
        table, year = self.table.currentData(), self.year.currentText() or None
        if not table:
            return
        asked = self.sift.asked(table, year)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: asked_table(desk, asked)),
            done=self._on_view,
            failed=self._on_failed,
        )

    def _on_view(self, view: TotalsView) -> None:
        if view.table != self.table.currentData():
            return  # another table was chosen meanwhile
        self._view = view
        self.sift.offer(view)
        self._lay()
        self.grid.horizontalHeader().updateGeometry()
        notes = " · ".join(self._place.words(note) for note in view.notes)
        if self._stack.currentIndex() == 0:
            open_ = view.provisional or view.published or view.waiting
            self.notice.tell("warning" if open_ else "good", notes)
        count = f"{view.units_in}/{view.units_all}"
        sure, unsure = tr("Totals", "{count} units"), tr("Totals", "{count} units, provisional")
        told = unsure if view.provisional else sure
        typed = tr("Totals", "{n} of them typed in place").format(n=len(view.in_place))
        self.count.setText(", ".join([told.format(count=count), *([typed] if view.in_place else [])]))
        set_look(self.count, "badge", "warning" if view.provisional else "good")
        self.count.show()
        adjust, wait = tr("Totals", "Adjustments …"), tr("Totals", "Adjustments … ({n} waiting)")
        self.adjust.setText(wait.format(n=view.waiting) if view.waiting else adjust)
        names = [self._place.desk.pack.units_by_code[code].name for code in view.missing]
        missing = tr("Totals", "{n} still missing: {names}").format(n=len(names), names=", ".join(names))
        self.missing.setText(missing if names else "")
        self.missing.setToolTip(tip(self.missing.text()))
        self.missing.setVisible(bool(names))

    def _lay(self) -> None:
        """Lay the lines out that are wanted."""
        view = self._view
        if view is None:
            return
        old = self.grid.model()
        model = TotalsModel(self._place, view, self.grid, self.sift.wanted(view))
        self.grid.setModel(model)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._tell_cell())
        self.apart.setText(f"{DIFFERS} {len(view.published)}")
        self.apart.setVisible(bool(view.published))
        if old is not None:
            old.deleteLater()
        for number in range(len(view.columns)):
            shown = [model.shown(row, number) for row in range(len(model.lines))]
            longest = max((max(len(one.text) * 8, len(one.below) * 6) for one in shown), default=0)
            self.grid.setColumnWidth(number, max(104, min(longest + 24, 280)))
        parts = any(
            model.shown(row, n).below for row in range(len(model.lines)) for n in range(len(view.columns))
        )
        for row, strip in enumerate(model.lines):
            least = 40 if parts and strip.kind != "heading" else 0
            self.grid.setRowHeight(row, max(self._lines.height_for(strip), least))
        self.grid.clearSpans()
        for row, strip in enumerate(model.lines):
            if strip.kind == "heading" and len(view.columns) > 1:
                self.grid.setSpan(row, 0, 1, len(view.columns))

    def _tell_cell(self) -> None:
        """Say in words what is to be known of the figure the keyboard stands on."""
        index, model = self.grid.currentIndex(), self.grid.model()
        if isinstance(model, TotalsModel) and index.isValid():
            self.sift.tell(model.told(index.row(), index.column()))

    def go_to_apart(self) -> None:
        """Go to the next figure that the decision says otherwise."""
        index, model = self.grid.currentIndex(), self.grid.model()
        found = model.next_apart(index.row(), index.column()) if isinstance(model, TotalsModel) else None
        if found is not None:
            self.grid.setCurrentIndex(self.grid.model().index(*found))
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_figure(self, line: int, column: int) -> None:
        """Show what a figure of the table is made of; the list of who has sent is made of no figures."""
        model, view = self.grid.model(), self._view
        if view is None or not isinstance(model, TotalsModel) or model.lines[line].kind == "heading":
            return
        if not any(one.id == view.table and one.source for one in self._place.desk.pack.totals):
            return
        stands = model.stands[line]
        self._show_tools(shown=False)
        self._stack.setCurrentWidget(self.drill)
        self.drill.open_figure(view, model, stands, column)

    def _back_to_table(self) -> None:
        self._show_tools(shown=True)
        self._stack.setCurrentIndex(0)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tools(self, *, shown: bool) -> None:
        """Show what belongs to the table, or not while something stands in its place."""
        for widget in (self.table, self.adjust, self.export, self.notice, self.sift, self.look_over):
            widget.setVisible(shown)
        self.look.setVisible(shown and self.charts.offered)
        self.apart.setVisible(shown and self._view is not None and bool(self._view.published))
        asked = bool(years(self._place.desk, self.table.currentData())) and shown
        for one in (self.year, self._year_word):
            one.setVisible(asked)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def save(self) -> None:
        """Write the table as a workbook."""
        table, year = self.table.currentData(), self.year.currentText() or None
        if not table:
            return
        asked = self.sift.asked(table, year)
        name = (
            "-".join(part for part in (table, year, asked.of or self._place.desk.unit.code) if part) + ".xlsx"
        )
        kinds = tr("Totals", "Excel workbook (*.xlsx)")
        path = self._place.ask.save_file(tr("Totals", "Export to Excel"), name, kinds)
        if path is None:
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: export_totals(desk, asked, path)),
            done=lambda written: self.notice.tell(
                "good", tr("Totals", "Written: {file}").format(file=str(written))
            ),
            failed=self._on_failed,
        )


def _on_card(inside: QWidget) -> Card:
    card = Card()
    card.body.addWidget(inside)
    return card
