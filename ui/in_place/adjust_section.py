"""The section "adjustments": rows that add to figures of units below, or take from them, with reasons."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from forms.answers import Address, Key
from forms.pack import Table, TableKind
from forms.problems import Problem
from forms.report import HEADER_TABLE
from forms.roll_up import UnitFigures
from forms.values import show
from office.adjustments import (
    Adjustment,
    Wanted,
    adjust,
    adjustments,
    end,
    fields_to_adjust,
    from_below,
    stands,
)
from office.upward import current_figures
from ui.ask import Line
from ui.basis_fields import BasisFields
from ui.widgets import Card, Notice, Picker, ReadTable, button, label, section_in
from ui.words import tr
from ui.workplace import Workplace

_WIDTHS = (120, 220, 100, 110, 110)
_WHY = "why"


class AdjustSection(QWidget):
    """The rows, and the fields for a new one."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._figures: dict[str, UnitFigures] = {}
        self._rows: tuple[Adjustment, ...] = ()
        self.notice = Notice()
        explain = tr(
            "InPlace",
            "A package is never edited. What you add to a figure, or take from it, stands in a row "
            "of its own below the units, with your name, and goes up with your package.",
        )
        section_in(self, explain, self.notice, self._list_card(), self._new_card())

    def _list_card(self) -> Card:
        card = Card(tr("InPlace", "Adjustments"))
        heads = (
            tr("InPlace", "Unit"),
            tr("InPlace", "Figure"),
            tr("InPlace", "Amount"),
            tr("InPlace", "State"),
            tr("InPlace", "Who"),
            tr("InPlace", "Reason and basis"),
        )
        self.list = ReadTable(heads, _WIDTHS, tr("InPlace", "Adjustments"))
        self.list.itemSelectionChanged.connect(self._wake)
        card.body.addWidget(self.list)
        self.stop = button(tr("InPlace", "End this row …"))
        self.stop.clicked.connect(self.end)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _new_card(self) -> Card:
        card = Card(tr("InPlace", "New adjustment"))
        self.unit = Picker(tr("InPlace", "Unit"))
        self.table = Picker(tr("InPlace", "Form"))
        self.row = Picker(tr("InPlace", "Row"))
        self.field = Picker(tr("InPlace", "Column"))
        for picker in (self.unit, self.table, self.row, self.field):
            picker.setMinimumContentsLength(20)
        self.unit.currentIndexChanged.connect(lambda _: self._fill_rows())
        self.table.currentIndexChanged.connect(lambda _: self._fill_rows())
        self.row.currentIndexChanged.connect(lambda _: self._show_figure())
        self.field.currentIndexChanged.connect(lambda _: self._show_figure())
        self.figure = label(role="heading")
        self.amount = QLineEdit()
        self.amount.setAccessibleName(tr("InPlace", "Add (+) or take away (−)"))
        self.amount.setPlaceholderText("-3")
        self.amount.setMaximumWidth(130)
        self.amount.returnPressed.connect(self.add)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("InPlace", "Reason"))
        self.basis = BasisFields()
        amount = QWidget()
        row = QHBoxLayout(amount)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.figure, 1)
        row.addWidget(self.amount)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        parts: tuple[tuple[str, QWidget], ...] = (
            (tr("InPlace", "Unit"), self.unit),
            (tr("InPlace", "Form"), self.table),
            (tr("InPlace", "Row"), self.row),
            (tr("InPlace", "Column"), self.field),
            (tr("InPlace", "As reported; add (+) or take away (−)"), amount),
            (tr("InPlace", "Reason"), self.reason),
        )
        for number, (word, part) in enumerate(parts):
            line, column = divmod(number, 2)
            grid.addWidget(label(word, role="muted"), 2 * line, column)
            grid.addWidget(part, 2 * line + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.basis)
        self.save = button(tr("InPlace", "Add the row"), kind="main")
        self.save.clicked.connect(self.add)
        card.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rows and the figures anew."""
        desk = self._place.desk
        self._figures = current_figures(desk)
        self._rows = (*adjustments(desk)[::-1], *from_below(desk))
        self.list.fill([self._line(one) for one in self._rows], right=(2,))
        self.list.fit(2, 4)
        with QSignalBlocker(self.unit):
            kept = self.unit.currentData()
            self.unit.clear()
            for code in sorted(self._figures):
                self.unit.addItem(desk.pack.units_by_code[code].name, code)
            self.unit.setCurrentIndex(max(self.unit.findData(kept), 0))
        self._fill_tables()
        self.save.setEnabled(bool(self._figures))
        self._wake()

    def _line(self, row: Adjustment) -> tuple[str, ...]:
        desk = self._place.desk
        if row.ended:
            state = tr("InPlace", "ended {when}").format(when=row.ended)
        elif stands(row, self._figures):
            state = tr("InPlace", "counts")
        else:
            state = tr("InPlace", "waits: the unit's figure is another now")
        field = desk.form_set.field(row.place)
        amount = show(abs(row.amount), field, (), desk.language)
        who = row.who if row.office == desk.unit.code else f"{row.who} ({self._name(row.office)})"
        why = " · ".join(part for part in (row.reason, row.basis, row.ended_why) if part)
        sign = "−" if row.amount < 0 else "+"
        return (self._name(row.unit), self._said(row.place), f"{sign}{amount}", state, who, why)

    def _name(self, unit: str) -> str:
        known = self._place.desk.pack.units_by_code.get(unit)
        return known.name if known else unit

    def _said(self, place: Address) -> str:
        """A cell in words: its form, its row, its column."""
        pack = self._place.desk.pack
        table = pack.tables_by_id[place.table]
        form = next(one for one in pack.forms if one.id == table.form)
        column = self._place.words(self._place.desk.form_set.field(place).label)
        return " · ".join(part for part in (form.number, self._row_name(table, place.key), column) if part)

    def _row_name(self, table: Table, key: Key) -> str:
        fixed = next((one for one in table.rows if one.key == key), None)
        if fixed is None:
            return " ".join(key)
        years = [part for part in key if part.isdecimal() and len(part) == 4]
        name = self._place.words(fixed.label)
        return " ".join([name, *(year for year in years if year not in name)])

    def _fill_tables(self) -> None:
        pack = self._place.desk.pack
        if self.table.count():
            self._fill_rows()
            return
        with QSignalBlocker(self.table):
            for form in pack.forms:
                for table in form.tables:
                    if table.id != HEADER_TABLE and fields_to_adjust(pack, table.id):
                        self.table.addItem(f"{form.number} · {self._place.words(table.label)}", table.id)
        self._fill_rows()

    def _fill_rows(self) -> None:
        pack, unit, chosen = self._place.desk.pack, self.unit.currentData(), self.table.currentData()
        if unit is None or chosen is None:
            return
        table = pack.tables_by_id[str(chosen)]
        if table.kind is TableKind.RECORDS:
            keys = sorted(self._figures[str(unit)].values.get(table.id, {}))
        else:
            keys = [one.key for one in table.rows if not one.total] or [()]
        with QSignalBlocker(self.row), QSignalBlocker(self.field):
            kept, field = self.row.currentData(), self.field.currentData()
            self.row.clear()
            for key in keys:
                self.row.addItem(self._row_name(table, key) or "–", "|".join(key))
            self.row.setCurrentIndex(max(self.row.findData(kept), 0))
            self.field.clear()
            for one in fields_to_adjust(pack, table.id):
                self.field.addItem(self._place.words(one.label), one.id)
            self.field.setCurrentIndex(max(self.field.findData(field), 0))
        self._show_figure()

    @property
    def _at(self) -> Address | None:
        """The chosen cell."""
        table, key, field = (one.currentData() for one in (self.table, self.row, self.field))
        if table is None or key is None or field is None:
            return None
        return Address(str(table), tuple(str(key).split("|")) if key else (), str(field))

    def _show_figure(self) -> None:
        at, unit = self._at, self.unit.currentData()
        if at is None or unit is None:
            self.figure.setText("")
            return
        row = self._figures[str(unit)].values.get(at.table, {}).get(at.key, {})
        value, field = row.get(at.field), self._place.desk.form_set.field(at)
        shown = "–" if value is None else show(value, field, (), self._place.desk.language)
        self.figure.setText(" ".join(part for part in (shown, self._place.words(field.unit)) if part))

    def _wake(self) -> None:
        row = self.list.currentRow()
        mine = 0 <= row < len(self._rows) and self._rows[row].office == self._place.desk.unit.code
        self.stop.setEnabled(mine and not self._rows[row].ended)

    # --- doing -------------------------------------------------------------------------------

    def add(self) -> None:
        """Add the row that stands in the fields."""
        at, unit = self._at, self.unit.currentData()
        if at is None or unit is None:
            return
        desk = self._place.desk
        try:
            basis = self.basis.basis(desk.clock.today())
            wanted = Wanted(str(unit), at, self.amount.text(), self.reason.text(), basis)
            adjust(desk, wanted, self._figures)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.amount.clear()
        self.reason.clear()
        self.refresh()
        self.notice.tell("good", tr("InPlace", "The row counts now; it goes up with the next package."))

    def end(self) -> None:
        """Ask why, and let the chosen row count no more."""
        row = self.list.currentRow()
        if not self.stop.isEnabled():
            return
        title = tr("InPlace", "End this row …")
        told = tr("InPlace", "It counts no more and stays in the list.")
        said = self._place.ask.fill(title, told, [Line(_WHY, tr("InPlace", "Reason"))], title)
        if said is None:
            return
        try:
            end(self._place.desk, self._rows[row].id, said[_WHY])
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.clear()
        self.refresh()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.list if self._rows else self.unit
