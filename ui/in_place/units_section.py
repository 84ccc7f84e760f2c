"""The section "in place": units whose own package has not come, and on what figures typed for one stand."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLineEdit, QWidget

from forms.pack import Unit
from forms.problems import Problem
from office.in_place import Begun, Standing, Way, begin, begun, give_up, units_to_begin
from office.in_place_told import InPlaceSaid, in_place_units
from ui.basis_fields import BasisFields
from ui.photos import redraw
from ui.widgets import Card, Elided, Notice, Picker, ReadTable, button, label, section_in
from ui.words import tr
from ui.workplace import Workplace

_WIDTHS = (210, 150, 250)


class UnitsSection(QWidget):
    """A unit is chosen in the list; below stands on what its figures stand, and what can be done."""

    fill_wanted = Signal(str)  # unit code: type its figures
    take_wanted = Signal(str)  # unit code: sign what was typed and take it in

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._units: tuple[Unit, ...] = ()
        self._begun: dict[str, Begun] = {}
        self._typed: dict[str, InPlaceSaid] = {}
        self._scan: Path | None = None
        self.notice = Notice()
        explain = tr(
            "InPlace",
            "For a unit that cannot send: type its stamped paper, or take in its filled Excel form. "
            "The figures say who typed them, are counted apart, and give way to the package the unit "
            "signs.",
        )
        section_in(self, explain, self.notice, self._list_card(), self._basis_card())

    def _list_card(self) -> Card:
        card = Card(tr("InPlace", "Units without a package of their own"))
        heads = (
            tr("InPlace", "Unit"),
            tr("InPlace", "State"),
            tr("InPlace", "Basis"),
            tr("InPlace", "Typed by"),
        )
        self.list = ReadTable(heads, _WIDTHS, tr("InPlace", "Units without a package of their own"))
        head = self.list.horizontalHeader()
        head.setStretchLastSection(False)
        for wide in (0, 2, 3):
            head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.list.itemSelectionChanged.connect(self._show_unit)
        self.list.cellActivated.connect(lambda *_: self.what.setFocus())
        card.body.addWidget(self.list)
        return card

    def _basis_card(self) -> Card:
        card = Card()
        self.name = label(role="heading")
        card.body.addWidget(self.name)
        self.what = Picker(tr("InPlace", "Typed from"))
        self.what.addItem(tr("InPlace", "The unit's stamped paper"), Way.PAPER.value)
        self.what.addItem(tr("InPlace", "The unit's filled Excel form"), Way.EXCEL.value)
        self.what.setMinimumContentsLength(20)
        self.caller = QLineEdit()
        self.caller.setAccessibleName(tr("InPlace", "Who of the unit gave the figures"))
        self.caller.setPlaceholderText(tr("InPlace", "Name and telephone"))
        self.basis = BasisFields()
        self.scan = Elided()
        self.pick = button(tr("InPlace", "Choose the scan …"))
        self.pick.clicked.connect(self.choose_scan)
        scan = QHBoxLayout()
        scan.addWidget(self.pick)
        scan.addWidget(self.scan, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        words = (tr("InPlace", "Typed from"), tr("InPlace", "Who of the unit gave the figures"))
        for column, (word, part) in enumerate(zip(words, (self.what, self.caller), strict=True)):
            grid.addWidget(label(word, role="muted"), 0, column)
            grid.addWidget(part, 1, column)
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.basis)
        card.body.addLayout(scan)
        self.fill = button(tr("InPlace", "Type the figures"), kind="main")
        self.fill.clicked.connect(self.begin)
        self.take = button(tr("InPlace", "Sign and take in …"))
        self.take.clicked.connect(self._want_take)
        self.leave = button(tr("InPlace", "Put aside"), kind="quiet")
        self.leave.setToolTip(tr("InPlace", "What was typed stays for another time; nothing is made of it."))
        self.leave.clicked.connect(self._give_up)
        row = QHBoxLayout()
        for one in (self.fill, self.take, self.leave):
            row.addWidget(one)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew which units can be typed for."""
        desk, chosen = self._place.desk, self.unit
        self._units = units_to_begin(desk)
        self._begun = {one.unit.code: one for one in begun(desk)}
        self._typed = in_place_units(desk)
        self.list.fill([self._line(unit) for unit in self._units])
        self.list.fit(3, 4)
        codes = [unit.code for unit in self._units]
        if codes:
            self.list.selectRow(codes.index(chosen) if chosen in codes else 0)
        self._show_unit()

    def _line(self, unit: Unit) -> tuple[str, ...]:
        work, done = self._begun.get(unit.code), self._typed.get(unit.code)
        if work is not None:
            basis = work.standing.basis
            return (
                unit.name,
                tr("InPlace", "Being typed"),
                f"{basis.number or basis.whom}, {basis.day:%d/%m/%Y}",
                work.who,
            )
        if done is not None:
            return (unit.name, tr("InPlace", "Typed in place"), done.basis, done.who)
        return (unit.name, tr("InPlace", "Nothing came"), "", "")

    @property
    def unit(self) -> str:
        """The code of the chosen unit, "" for none."""
        row = self.list.currentRow()
        return self._units[row].code if 0 <= row < len(self._units) else ""

    def show_unit(self, unit: str) -> None:
        """Choose a unit in the list."""
        codes = [one.code for one in self._units]
        if unit in codes:
            self.list.selectRow(codes.index(unit))

    def _show_unit(self) -> None:
        unit, work = self.unit, self._begun.get(self.unit)
        self._scan = None
        name = next((one.name for one in self._units if one.code == unit), "")
        self.name.setText(name or tr("InPlace", "Every unit has sent its own package."))
        self.scan.setText(work.scan if work and work.scan else tr("InPlace", "No scan yet"))
        if work is not None:
            self.what.setCurrentIndex(self.what.findData(work.standing.way.value))
            self.caller.setText(work.standing.caller)
            self.basis.show_basis(work.standing.basis)
        for part in (self.what, self.caller, self.basis, self.pick, self.fill):
            part.setEnabled(bool(unit))
        self.fill.setText(
            tr("InPlace", "Go on typing") if work is not None else tr("InPlace", "Type the figures")
        )
        self.take.setEnabled(work is not None)
        self.leave.setEnabled(work is not None)

    # --- doing -------------------------------------------------------------------------------

    def choose_scan(self) -> None:
        """Ask for the scan of the paper or the letter."""
        kinds = tr("InPlace", "Scans and photos (*.pdf *.jpg *.jpeg *.png)")
        paths = self._place.ask.open_files(tr("InPlace", "Choose the scan …"), kinds)
        if paths:
            self._scan = paths[0]
            self.scan.setText(paths[0].name)

    def begin(self) -> None:
        """Keep on what it stands, and open the forms."""
        desk, unit = self._place.desk, self.unit
        if not unit:
            return
        try:
            basis = self.basis.basis(desk.clock.today())
            standing = Standing(Way(self.what.currentData()), basis, self.caller.text())
            begin(desk, unit, standing, self._scan, redraw)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.notice.clear()
        self.refresh()
        self.fill_wanted.emit(unit)

    def _want_take(self) -> None:
        if self.unit in self._begun:
            self.take_wanted.emit(self.unit)

    def _give_up(self) -> None:
        title = tr("InPlace", "Put aside")
        question = tr(
            "InPlace", "Nothing is made of what was typed for this unit; it stays for another time."
        )
        if self.unit not in self._begun or not self._place.ask.confirm(title, question, title):
            return
        give_up(self._place.desk, self.unit)
        self.refresh()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.list
