"""Vietnamese arrives letter by letter in every box of the program, whichever way it is typed.

The boxes are found by walking the windows: a new one is tested by itself, and a module that builds boxes of
which no walk knows fails the build.
"""

import ast
import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from forms.answers import Address
from forms.pack import Kind
from office.clock import FixedClock
from office.desk import Desk
from office.other_forms import install
from tests import manuals
from tests.conftest import ROOT
from tests.offices import MOMENT, shelf
from tests.ui.keyboard import CTRL, Key, press, target
from tests.ui.test_other_forms import VISIT
from tests.ui.vietnamese_keys import WAYS, telex, vni
from ui.ask import FillSheet, Line
from ui.coming_back.rebuild_page import RebuildPage
from ui.entry.editors import make_editor
from ui.entry.grid_view import GridView
from ui.first_start import Begin, FirstStart
from ui.help.fault_sheet import FaultSheet
from ui.help.manual_window import ManualWindow
from ui.pasting import PasteWatch

OLD, TURNED = "huyÖn Tu M¬ R«ng", "huyện Tu Mơ Rông"
TEXT = "Đường Đắk Hà: quý hoà, THUỶ lợi"
SENTENCES = (
    "Nguyễn Thị Thuỳ Dương ở thôn Đăk Xế Kơ Ne",
    "hoà thuận, khuỷu tay, nghĩa vụ, giữa kỳ, ngoằn ngoèo",
    "ĐẮK TÔ, Ỷ LẠI, ẤM ÁP",
)
Box = QLineEdit | QPlainTextEdit | QTextEdit
_BOXES = (QLineEdit, QPlainTextEdit, QTextEdit)
_BUILDERS = {"QLineEdit", "QPlainTextEdit", "QTextEdit", "LineEditor", "TextEditor", "ChoiceEditor"}
WALKED = {
    "ask.py": "a sheet of lines",
    "totals/sift.py": "the window of a district",
    "board/panel.py": "the window of a district",
    "basis_fields.py": "figures, names and numbers in a sheet",
    "changes/card.py": "the window",
    "choosing/alike_section.py": "the window of a district",
    "choosing/judge_panel.py": "the window of a district",
    "choosing/numbers.py": "figures only",
    "choosing/records_section.py": "the window of a district",
    "coming_back/damaged_page.py": "figures and letters of a code only",
    "coming_back/rebuild_page.py": "the page that rebuilds an office",
    "copies/restore_page.py": "letters and digits of a code only",
    "entry/before_line.py": "read only",
    "entry/details.py": "the window",
    "entry/editors.py": "every form",
    "entry/figure_picker.py": "the search of figures",
    "entry/finder.py": "the window",
    "entry/notes_list.py": "the notes and a part",
    "entry/problems.py": "the window",
    "entry/records_bar.py": "the window",
    "entry/units_texts.py": "read only",
    "first_start.py": "the first start",
    "help/fault_sheet.py": "the fault report",
    "help/manual_window.py": "the manual",
    "other_forms/overview.py": "read only",
    "exchange/import_sheet.py": "read only",
    "packs/kit_make.py": "the window of a district",
    "settings/history.py": "the window",
    "settings/printing.py": "the window",
    "signer_words.py": "the window",
    "packs/signing.py": "the window",
    "in_place/adjust_section.py": "the window of a district",
    "in_place/take_panel.py": "the window of a district",
    "in_place/units_section.py": "the window of a district",
    "packs/supplement.py": "the window",
    "packs/table_screen.py": "the window",
    "papers/page.py": "the window",
    "parts/give_sheet.py": "the notes and a part",
    "people/certificate_panel.py": "the window",
    "people/end_panel.py": "the window",
    "people/register.py": "the window",
    "people/way_panel.py": "the window",
    "people/work_panel.py": "the window",
    "queries/answering.py": "the window",
    "queries/asked.py": "the window of a district",
    "queries/locks.py": "the window of a district",
    "queries/return_panel.py": "the window of a district",
    "queries/unit_view.py": "the window of a district",
    "receiving/open_card.py": "the window of a district",
    "receiving/paper_check.py": "the window of a district",
    "receiving/signer_card.py": "the window of a district",
    "register/forget_panel.py": "the window",
    "sending/answer_card.py": "the window",
    "sending/approver_key.py": "the approver's page",
    "sending/nil_card.py": "the window",
    "sending/open_step.py": "the window",
    "sending/passage_card.py": "the window",
    "sending/present_step.py": "the window",
    "sending/sign_step.py": "the window",
}
"""Where the boxes of each module are met."""


@pytest.fixture(autouse=True)
def watched(qapp):
    """The program watches what is pasted: typing must not feel it."""
    QApplication.clipboard().clear()
    made = PasteWatch(qapp)
    yield made
    made.stop()


def boxes(root: QWidget) -> list[Box]:
    """Every box below a widget in which text can be typed, shown or not; that of a list too."""
    return [
        one
        for one in root.findChildren(QWidget)
        if isinstance(one, _BOXES)
        and not one.isReadOnly()
        and one.objectName() != "qt_spinbox_lineedit"  # takes figures only
    ]


def bring_up(box: Box) -> None:
    """Show a box wherever it stands and give it the keyboard."""
    chain: list[QWidget] = [box]
    while (above := chain[-1].parentWidget()) is not None and not chain[-1].isWindow():
        chain.append(above)
    for outer, below in zip(reversed(chain), reversed(chain[:-1]), strict=False):
        if isinstance(outer, QStackedWidget) and outer.indexOf(below) >= 0:
            outer.setCurrentWidget(below)
        below.setEnabled(True)
        if not below.isVisible():
            below.show()
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    assert target() is box, box.accessibleName()


def text_of(box: QWidget) -> str:
    assert isinstance(box, _BOXES), box
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def wrong(box: Box, watch: PasteWatch, text: str = TEXT) -> Iterator[str]:
    """Type a text in every way, paste one of an old font, and tell what did not arrive as it should."""
    for name, way in WAYS.items():
        box.clear()
        way(text)
        if text_of(box) != text:
            yield f"{box.accessibleName()} ({type(box).__name__}), {name}: {text_of(box)}"
        if target() is not box:
            yield f"{box.accessibleName()}, {name}: the keyboard went away"
            return
    box.clear()
    QApplication.clipboard().setText(OLD)
    press(Key.Key_V, modifiers=CTRL)
    if watch.offer is None or text_of(box) != OLD:
        yield f"{box.accessibleName()}: a pasted text is not asked about"
    press(Key.Key_F2)
    if text_of(box) != TURNED:
        yield f"{box.accessibleName()}: {text_of(box)}"
    box.clear()
    QApplication.clipboard().clear()


def test_every_module_that_builds_boxes_is_walked():
    found = set()
    for file in (ROOT / "ui").rglob("*.py"):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        calls = [node.func for node in nodes if isinstance(node, ast.Call)]
        if any(isinstance(call, ast.Name) and call.id in _BUILDERS for call in calls):
            found.add(file.relative_to(ROOT / "ui").as_posix())
    assert found - set(WALKED) == set()


@pytest.mark.parametrize("word", [word.strip(",.:") for text in SENTENCES for word in text.split()])
@pytest.mark.parametrize("way", [telex, vni])
def test_the_sequences_end_in_the_word_and_begin_bare(word, way):
    states = way(word)
    assert states[-1] == word
    assert states[0].isascii()


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("cell", [Address("BM02", ("2018",), "c22"), Address("BM18", (), "c01")])
def test_every_vietnamese_letter_arrives(qtbot, live, name, cell):
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in tones]
    words = (
        [f"th{letter}n" for letter in letters] + [f"TH{letter.upper()}" for letter in letters] + ["đ", "Đ"]
    )
    editor = make_editor(live, cell, "Ô thử")
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    for start in range(0, len(words), 24):
        text = " ".join((*words[start : start + 24], *SENTENCES))
        editor.clear()
        WAYS[name](text)
        assert editor.answer == text


def nobody(_: Begin) -> Desk:
    raise AssertionError("nothing is begun here")


def test_the_boxes_of_the_first_start(qtbot, ask, watched):
    page = FirstStart(shelf(), nobody, "vi", ask=ask)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    found = boxes(page)
    assert len(found) >= 4
    for box in found:
        bring_up(box)
        assert list(wrong(box, watched, "Xã Đắk Hà")) == []


def test_the_box_of_an_office_that_is_rebuilt(qtbot, ask, runner, tmp_path, watched):
    page = RebuildPage(ask, runner, tmp_path, shelf(), FixedClock(MOMENT), "vi")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    found = boxes(page)
    assert found == [page.name]
    bring_up(page.name)
    assert list(wrong(page.name, watched, "Y Bưih")) == []


def test_the_boxes_of_help(qtbot, ask, watched):
    manual = ManualWindow(None, manuals.read, "vi", ask)
    for shown in (manual, FaultSheet(None, ask, lambda note, _: note, "", "vi")):
        qtbot.addWidget(shown)
        with qtbot.waitActive(shown):
            shown.show()
            shown.activateWindow()
        found = boxes(shown)
        assert found
        for box in found:
            bring_up(box)
            assert list(wrong(box, watched, "Xã Đắk Hà")) == []


def test_the_lines_of_a_question(qtbot, watched):
    sheet = FillSheet(None, "Câu hỏi", "", [Line("a", "Tên"), Line("b", "Mật khẩu", secret=True)], "Ghi")
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    for box in boxes(sheet):
        bring_up(box)
        assert list(wrong(box, watched)) == []


@pytest.mark.parametrize("which", ["desk", "district"])
def test_the_boxes_of_every_page(which, request, open_window, quiet, watched):
    window = open_window(request.getfixturevalue(which))
    met = 0
    for name in window.page_names:
        window.show_page(name)
        quiet()
        if name != "entry":  # its forms have a test of their own
            for box in boxes(window.page(name)):
                bring_up(box)
                assert list(wrong(box, watched)) == [], name
                met += 1
    assert met >= 10


def test_the_search_of_figures(open_window, desk, watched):
    window = open_window(desk)
    window.show_page("entry")
    window.entry.open_form("BM18")
    window.entry.start()
    figures = window.entry.view.sheets[0].figures
    figures.pick()
    assert list(wrong(figures.picker.box, watched)) == []


def test_the_search_of_the_notes_and_the_sheet_of_a_part(open_window, desk, watched, qtbot):
    window = open_window(desk)
    window.show_page("entry")
    window.entry.notes.open()
    assert list(wrong(window.entry.notes.box, watched)) == []
    window.parts.give()
    sheet = window.parts.give_sheet
    qtbot.waitUntil(sheet.isActiveWindow, timeout=5000)
    sheet.protect.setChecked(True)
    for box in (sheet.person, sheet.code):
        bring_up(box)
        assert list(wrong(box, watched)) == []
    sheet.close()


def test_the_questions_and_cells_of_every_form(open_window, desk, watched):
    window = open_window(desk)
    window.show_page("entry")
    kinds = set()
    for form in window.live.forms:
        window.entry.open_form(form.id)
        window.entry.add()
        QApplication.sendPostedEvents()
        for box in boxes(window.entry.view):
            if not box.isVisible():
                continue
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            kind = (form.id, type(box).__name__)
            if target() is not box or kind in kinds:
                continue
            kinds.add(kind)
            assert list(wrong(box, watched)) == [], form.id
            press(Key.Key_Escape, Key.Key_Escape)
        for grid in window.entry.view.findChildren(GridView):
            if grid.isVisible():
                kinds |= cells_of(grid)
    assert {"LineEditor", "TextEditor", "ChoiceEditor"} <= {kind for _, kind in kinds}
    assert {Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.CHOICE, Kind.DATE} <= {kind for kind, _ in kinds}


def cells_of(grid: GridView) -> set[tuple[object, str]]:
    """Type over and into one cell of each kind of a grid."""
    met: set[tuple[object, str]] = set()
    model = grid.grid
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            address = model.address(model.index(row, column))
            if address is None or grid.live.cell(address).locked:
                continue
            kind = grid.live.field(address).kind
            if (kind, "cell") in met or kind is Kind.KEY:
                continue
            grid.jump_to(address)
            for name, way in WAYS.items():
                way(TEXT)
                box = target()
                if isinstance(box, _BOXES):
                    assert text_of(box) == TEXT, (address, name)
                press(Key.Key_Escape, Key.Key_Escape)
                assert target() is grid
                assert grid.address == address
            met.add((kind, "cell"))
    return met


def test_the_questions_of_a_form_of_another_maker(open_window, desk, tmp_path, watched):
    path = tmp_path / "visit.md"
    path.write_text(VISIT, "utf-8")
    install(desk, path)
    window = open_window(desk)
    window.show_page("other")
    window.other.begin("visit")
    QApplication.processEvents()
    found = [box for box in boxes(window.other) if box.isVisible()]
    assert len(found) >= 2
    for box in found:
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        assert target() is box
        assert list(wrong(box, watched)) == []
        press(Key.Key_Escape)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_F4])
def test_nothing_moves_on_or_is_given_up_while_a_word_is_composed(open_window, desk, key):
    window = open_window(desk)
    window.show_page("entry")
    decision, dates = Address("BM02", ("2018",), "c22"), Address("BM00", (), "c14")
    for address in (decision, dates):
        window.entry.open_form(address.table)
        assert window.entry.view.jump_to(address)
        press(Key.Key_F2)
        box = target()
        QApplication.sendEvent(box, QInputMethodEvent("Đắ", []))
        press(key)
        assert target() is box
        done = QInputMethodEvent("", [])
        done.setCommitString("Đắk Hà")
        QApplication.sendEvent(box, done)
        assert text_of(box) == "Đắk Hà"
        press(Key.Key_Return)
        assert window.live.cell(address).text == "Đắk Hà"
