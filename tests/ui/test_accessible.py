"""What a screen reader is told, and what people see who cannot tell colours apart or use no mouse.

Every page, form and dialog is walked through the tree that Qt gives to screen readers.
"""

import ast
from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QScrollArea, QWidget

from exports.paper_pages import PaperPage
from forms.answers import Address, State
from forms.pack import Kind
from office.entry import Entry
from tests import manuals
from tests.conftest import ROOT
from tests.offices import shelf
from tests.ui.screen_reader import NAMED, interfaces, unnamed
from tests.ui.test_typing_everywhere import nobody
from ui.ask import Check, FillSheet, Line, Sheet, TableSheet, TickSheet
from ui.entry.field_line import FieldLine
from ui.entry.grid_view import GridView
from ui.entry.live import Live
from ui.entry.long_work import LongSheet
from ui.entry.spoken import spoken
from ui.exchange.export_sheet import ExportSheet
from ui.exchange.import_sheet import ImportSheet
from ui.first_start import FirstStart
from ui.help.fault_sheet import FaultSheet
from ui.help.manual_window import ManualWindow
from ui.icons import TONES, paint_sign
from ui.importing.form_sheet import FormSheet
from ui.importing.list_sheet import ListImport
from ui.keys import KeyCard
from ui.papers.preview import Preview
from ui.parts.give_sheet import GiveSheet
from ui.parts.overview import PartsOverview
from ui.theme import GROUND

CELL, YEAR = Address("BM02", ("2018",), "c20"), ("2018",)
DIALOGS: dict[str, Callable[..., QWidget]] = {
    "Sheet": lambda place, entry: Sheet(None, "Câu hỏi", "Có xoá không?", "Xoá"),
    "FillSheet": lambda place, entry: FillSheet(None, "Câu hỏi", "", [Line("a", "Tên")], "Ghi"),
    "TableSheet": lambda place, entry: TableSheet(None, "Bảng", ["Cột"], [["ô"]]),
    "TickSheet": lambda place, entry: TickSheet(None, "Chọn", "", ["Cột"], [Check(("dòng",))], "Dán"),
    "LongSheet": lambda place, entry: LongSheet("Đang dán"),
    "KeyCard": lambda place, entry: KeyCard(None, place.ask),
    "ImportSheet": lambda place, entry: ImportSheet(place, None),
    "ExportSheet": lambda place, entry: ExportSheet(place, None),
    "FormSheet": lambda place, entry: FormSheet(place, None),
    "ListImport": lambda place, entry: ListImport(place, None),
    "GiveSheet": lambda place, entry: GiveSheet(place, None),
    "Preview": lambda place, entry: Preview(None, [PaperPage("Bìa", False, (), ((), "Trang 1/1", "Mã"))]),
    "FaultSheet": lambda place, entry: FaultSheet(None, place.ask, lambda note, unit: note, "", "vi"),
    "ManualWindow": lambda place, entry: ManualWindow(None, manuals.read, "vi", place.ask),
    "PartsOverview": lambda place, entry: PartsOverview(place, entry, None),
}
WITH_A_PART = {"GiveBackSheet", "MergeSheet", "DecisionsSheet"}
"""Dialogs that need a part of another PC: looked at in tests/ui/test_parts.py."""
SHAPES = ("BM00", "BM02", "BM05", "BM10", "BM16", "BM18")
"""One form of every shape that answers are entered in."""


@pytest.mark.parametrize("which", ["filled", "district"])
def test_every_editor_button_and_list_of_every_page_has_a_name(which, request, open_window, quiet):
    window = open_window(request.getfixturevalue(which))
    assert unnamed(window) == []
    met = 0
    for name in window.page_names:
        window.show_page(name)
        quiet()
        assert unnamed(window) == [], name
        root = QAccessible.queryAccessibleInterface(window.page(name))
        assert root is not None
        met += sum(one.role() in NAMED for one in interfaces(root))
    assert met > 30
    window.packs.show_section("kit")
    for section in window.packs.section_names:
        window.packs.show_section(section)
        quiet()
        assert unnamed(window) == [], section


def test_every_form_says_unit_and_state_of_its_cells(open_window, desk):
    window = open_window(desk)
    window.show_page("entry")
    units = 0
    for form in window.live.forms:
        window.entry.open_form(form.id)
        window.entry.add()
        QApplication.processEvents()
        assert unnamed(window) == [], form.id
        for line in window.entry.view.findChildren(FieldLine):
            said = QAccessible.queryAccessibleInterface(line.editor).text(QAccessible.Text.Description)
            units += _tells(window.live, line.address, said)
        for grid in window.entry.view.findChildren(GridView):
            model = grid.grid
            for row in range(min(model.rowCount(), 60)):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    address = model.address(index)
                    if address is not None:
                        assert model.data(index, Qt.ItemDataRole.AccessibleTextRole).strip()
                        said = model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
                        units += _tells(window.live, address, said)
    assert units > 100


def _tells(live: Live, address: Address, said: str) -> bool:
    """Whether a cell has a unit; what is said of it must name it, and how the cell stands."""
    field, cell = live.field(address), live.cell(address)
    if field.unit:
        assert f"đơn vị: {live.words(field.unit)}" in said, address
    assert ("khóa: " in said) is cell.locked, address
    assert ("bắt buộc" in said) is (bool(field.required) and not cell.locked), address
    assert ("trống" in said) is (cell.view.value is None and not cell.locked and not cell.draft), address
    if cell.mark == "error":
        assert "lỗi: " in said, address
    return bool(field.unit)


def test_each_state_of_a_cell_has_words_of_its_own(live):
    told = {"blank": spoken(live, CELL)}
    live.set_state(CELL, State.NONE)
    told["none"] = spoken(live, CELL)
    live.set_state(CELL, State.UNKNOWN)
    told["unknown"] = spoken(live, CELL)
    live.set_state(CELL, None)
    live.keep_draft(CELL, "10")
    told["draft"] = spoken(live, CELL)
    live.drop_draft(CELL)
    live.put(CELL, "0")
    told["zero"] = spoken(live, CELL)
    live.put(Address("BM02", YEAR, "c03"), "10")
    live.put(Address("BM02", YEAR, "c01"), "5")
    told["error"] = spoken(live, Address("BM02", YEAR, "c03"))
    told["computed"] = spoken(live, Address("BM02", YEAR, "c14"))
    assert len(set(told.values())) == len(told)
    assert "lỗi" in told["error"]
    assert "khóa" in told["computed"]
    assert all("đơn vị: " in words for words in told.values())


def test_every_dialog_is_walked():
    found = set()
    for file in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if bases & {"QDialog", *(name for name in DIALOGS if name.endswith("Sheet"))}:
                    found.add(node.name)
    assert found - DIALOGS.keys() - WITH_A_PART - {"SectionPage"} == set()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_names_its_parts(name, qtbot, filled, at):
    dialog = DIALOGS[name](at(filled), Entry(filled))
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle()
    assert unnamed(dialog) == []


def test_the_first_start_names_its_parts(qtbot, ask):
    page = FirstStart(shelf(), nobody, "vi", ask=ask)
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    assert unnamed(page) == []


# --- focus ---------------------------------------------------------------------------------------


def kinds(root: QWidget) -> dict[tuple[str, str, str], QWidget]:
    """One widget of each kind that takes the keyboard and is shown."""
    found: dict[tuple[str, str, str], QWidget] = {}
    for one in root.findChildren(QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.isVisible()
        if takes and not isinstance(one, QScrollArea) and not isinstance(one, QLabel):
            found.setdefault((type(one).__name__, one.objectName(), str(one.property("kind"))), one)
    return found


def pixels(widget: QWidget) -> QImage:
    """How a widget looks now, with a rim around it."""
    for _ in range(2):
        QApplication.processEvents()
    top = widget.window()
    place = widget.mapTo(top, widget.rect().topLeft())
    return top.grab(widget.rect().translated(place).adjusted(-3, -3, 3, 3)).toImage()


def looks_alike(window: QWidget, widget: QWidget) -> bool:
    """Whether a widget looks the same with the keyboard and without it."""
    window.setFocus()
    above = widget.parentWidget()
    while above is not None:  # a chart, say, lies below what a page shows first
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    before = pixels(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is widget or widget.focusProxy() is not None, type(widget).__name__
    if isinstance(widget, QAbstractItemView) and widget.model() is not None and not widget.model().rowCount():
        return False  # nothing to stand on: its border is looked at where there is something
    return pixels(widget) == before


@pytest.mark.parametrize("which", ["filled", "district"])
def test_the_keyboard_is_always_seen(which, request, open_window, quiet):
    window = open_window(request.getfixturevalue(which))
    window.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # somewhere to put the keyboard aside
    met: set[tuple[str, str, str]] = set()
    unseen = []
    for name in window.page_names:
        window.show_page(name)
        quiet()
        for form in [one for one in SHAPES if name == "entry" and which == "filled"] or [""]:
            if form:
                window.entry.open_form(form)
                quiet()
            for kind, widget in kinds(window).items():
                if kind not in met and widget.isVisible() and widget.isEnabled():
                    met.add(kind)
                    if looks_alike(window, widget):
                        unseen.append((name, *kind))
    assert unseen == []
    assert len(met) >= 10


# --- colour --------------------------------------------------------------------------------------


def silhouette(tone: str) -> frozenset[tuple[int, int]]:
    """The shape of a sign without its colour."""
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    paint_sign(painter, tone, QRectF(1, 1, 30, 30))
    painter.end()
    ground = QColor(GROUND).rgb()
    return frozenset((x, y) for x in range(32) for y in range(32) if image.pixel(x, y) != ground)


def grey(tone: str) -> list[bool]:
    """The inside of a sign as a black and white printer shows it."""
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    paint_sign(painter, tone, QRectF(1, 1, 30, 30))
    painter.end()
    return [QColor(image.pixel(x, y)).lightness() < 200 for x in range(32) for y in range(32)]


def test_signs_differ_by_their_shape_not_only_by_colour():
    tones = [*TONES, "started", "lock"]
    assert all(silhouette(tone) for tone in tones)
    for one, other in combinations(tones, 2):
        assert sum(a != b for a, b in zip(grey(one), grey(other), strict=True)) > 40, (one, other)


def test_every_coloured_text_says_in_words_what_its_colour_says(open_window, filled, quiet):
    window = open_window(filled)
    window.live.put(Address("BM02", YEAR, "c16"), "1")
    for name in window.page_names:
        window.show_page(name)
        quiet()
        for one in window.page(name).findChildren(QLabel):
            if one.property("badge") or one.property("tone"):
                assert one.text().strip() or not one.isVisible(), (name, one.property("badge"))


def test_a_cells_marks_stand_as_signs_in_its_picture(open_window, desk):
    window = open_window(desk)
    window.ways.cell(CELL)
    grid = window.entry.view.view
    shown = {"plain": _cell(grid)}
    window.live.set_state(CELL, State.UNKNOWN)
    shown["unknown"] = _cell(grid)
    window.live.set_state(CELL, State.NONE)
    shown["none"] = _cell(grid)
    window.live.put(CELL, "0")
    shown["zero"] = _cell(grid)
    window.live.put(CELL, "1")
    shown["error"] = _cell(grid) if window.live.cell(CELL).mark == "error" else []
    for one, other in combinations(filter(shown.get, shown), 2):
        assert shown[one] != shown[other], (one, other)
    assert any(field.kind is Kind.INTEGER for field in window.live.table("BM02").fields)


def _cell(grid: GridView) -> list[bool]:
    """A cell in black and white."""
    QApplication.processEvents()
    box = grid.visualRect(grid.currentIndex()).adjusted(4, 4, -4, -4)
    image = grid.viewport().grab(box).toImage()
    return [
        QColor(image.pixel(x, y)).lightness() < 150
        for x in range(image.width())
        for y in range(image.height())
    ]
