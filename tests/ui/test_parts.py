"""Sharing the work with the keyboard alone: hand over, start from a part, write back, merge with 1, 2, 3."""

import pytest
from PySide6.QtCore import Qt

from forms.answers import Address
from forms.part_scope import Scope
from office.entry import Entry
from office.parts import give, parts_out
from office.parts_decided import merges
from office.parts_opening import start_from_part
from tests.offices import NGOC_LAY, shelf
from tests.ui.keyboard import CTRL, SHIFT, Key, PreparedAsk, press, write
from tests.ui.screen_reader import unnamed
from ui.first_start import FirstStart

C01, C02, C03 = (Address("BM02", ("2018",), name) for name in ("c01", "c02", "c03"))
CODE = "4821-7390-5516"
BOTH = CTRL | SHIFT
SHEETS = {
    Key.Key_G: "give_sheet",
    Key.Key_B: "back_sheet",
    Key.Key_M: "merge_sheet",
    Key.Key_D: "overview",
}


@pytest.fixture
def entry(open_window, desk):
    Entry(desk).put_text(C01, "500")
    window = open_window(desk)
    window.ways.cell(C01)
    return window


@pytest.fixture
def keys(qtbot):
    """Open a dialog with Ctrl+Shift and a key, and wait until it has the keyboard."""

    def opened(window, key):
        names = {
            Key.Key_G: "give_sheet",
            Key.Key_B: "back_sheet",
            Key.Key_M: "merge_sheet",
            Key.Key_D: "overview",
        }
        press(key, modifiers=BOTH)
        sheet = getattr(window.parts, names[key])
        qtbot.waitUntil(sheet.isActiveWindow, timeout=5000)
        assert unnamed(sheet) == []
        return sheet

    return opened


@pytest.fixture
def close(qtbot):
    """Close a dialog with Esc and wait until the window has the keyboard."""

    def closed(window):
        press(Key.Key_Escape)
        qtbot.waitUntil(window.isActiveWindow, timeout=5000)

    return closed


def hand(desk, place, *forms, **more):
    given = give(desk, Scope(forms), person="Y Blin", folder=place.stick(), **more)
    return start_from_part(
        place.folder / "pc", given.path, code=more.get("code", ""), shelf=shelf(), clock=desk.clock
    )


def test_forms_are_handed_over_with_the_keyboard(entry, desk, ask, place, keys, close):
    ask.chosen_folder = place.stick()
    sheet = keys(entry, Key.Key_G)
    assert not sheet.yes.isEnabled()
    press(Key.Key_Down, Key.Key_Space)
    sheet.person.setFocus()
    write("Y Blin")
    press(Key.Key_Return, modifiers=CTRL)
    (part,) = parts_out(desk)
    assert part.scope == Scope(("BM02", "BM03"))
    assert sheet.given.path.name in sheet.notice.text
    close(entry)
    assert "Y Blin" in entry.parts_strip.notice.text
    assert "ở chỗ Y Blin" in entry.entry.forms.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    entry.entry.open_form("BM17")  # personal data are always protected
    sheet = keys(entry, Key.Key_G)
    assert (sheet.protect.isChecked(), sheet.protect.isEnabled()) == (True, False)
    sheet.person.setText("Y Blin")
    sheet.code.setText("12")
    sheet.write()
    assert "PART_CODE_SHORT" in sheet.notice.text
    sheet.code.setText(CODE)
    sheet.write()
    assert CODE in sheet.notice.text
    close(entry)
    live = entry.live  # records are chosen by a column
    for name in ("Thôn 1", "Thôn 2"):
        live.put(Address("BM16", live.add_record("BM16"), "c03"), name)
    entry.entry.open_form("BM16")
    sheet = keys(entry, Key.Key_G)
    sheet.by.setCurrentIndex(sheet.by.findData("c03"))
    sheet.person.setText("Y Blin")
    assert not sheet.yes.isEnabled()
    sheet.values.setFocus()
    sheet.values.setCurrentRow(1)
    press(Key.Key_Space)
    press(Key.Key_Return, modifiers=CTRL)
    assert Scope(("BM16",), "c03", ("Thôn 2",)) in [one.scope for one in parts_out(desk)]
    close(entry)


@pytest.fixture
def came_back(entry, desk, ask, place, keys, close, open_window, qtbot):
    """What the colleague typed and wrote back, while the office typed on."""
    entry.live.put(C03, "100")
    with hand(desk, place, "BM02") as there:
        ask.chosen_folder = place.stick("back")
        window = open_window(there)
        window.ways.cell(C01)
        write("501\n401\n101\n")
        sheet = keys(window, Key.Key_B)
        press(Key.Key_Return, modifiers=CTRL)
        (path,) = place.stick("back").iterdir()
        assert path.name in sheet.notice.text
        close(window)
        window.entry.open_form("BM03")
        assert "Chỉ xem" in window.parts_strip.notice.text
        window.close()
    entry.activateWindow()
    qtbot.waitUntil(entry.isActiveWindow, timeout=5000)
    entry.ways.cell(C01)
    write("502\n402\n102\n")
    return path


def texts(window):
    return [window.live.cell(place).text for place in (C01, C02, C03)]


def test_a_part_is_merged_with_1_2_3_and_decided_anew(came_back, entry, desk, ask, keys, qtbot):
    ask.files = (came_back,)
    sheet = keys(entry, Key.Key_M)
    assert sheet.conflicts.table.rowCount() == 3
    assert not sheet.yes.isEnabled()
    press(Key.Key_1, Key.Key_2, Key.Key_3)
    assert sheet.yes.isEnabled()
    press(Key.Key_Return, modifiers=CTRL)
    assert texts(entry) == ["502", "401", "100"]
    qtbot.waitUntil(entry.isActiveWindow, timeout=5000)
    overview = keys(entry, Key.Key_D)
    overview.made.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(overview.decisions.isActiveWindow, timeout=5000)
    assert unnamed(overview.decisions) == []
    press(Key.Key_2)
    assert merges(desk)[0].decisions[0].side == "theirs"
    overview.decisions.reject()
    overview.reject()
    assert texts(entry)[0] == "501"
    entry.live.undo()
    entry.live.undo()
    assert texts(entry) == ["502", "402", "102"]


def test_a_part_is_called_back_and_what_is_none_is_told_where_one_types(
    entry, desk, ask, place, keys, close, tmp_path
):
    hand(desk, place, "BM02").close()
    overview = keys(entry, Key.Key_D)
    assert overview.out.hasFocus()
    press(Key.Key_Tab, Key.Key_Return)
    assert parts_out(desk) == ()
    assert not overview.back.isEnabled()
    close(entry)
    odd = tmp_path / "la.phieuxa-phan"
    odd.write_bytes(b"PK")
    ask.files = (odd,)
    told = []
    entry.live.refused.connect(lambda _, text: told.append(text))
    press(Key.Key_M, modifiers=BOTH)
    assert told
    assert "la.phieuxa-phan" in told[0]
    press(Key.Key_B, modifiers=BOTH)
    assert entry.parts.back_sheet is None


def test_a_new_pc_is_set_up_from_a_part_with_its_code(qtbot, desk, place):
    given = give(desk, Scope(("BM17",)), person="Y Blin", folder=place.stick(), code=CODE)
    ask = PreparedAsk()
    ask.files = (given.path,)
    begun = []

    def begin(said):
        there = start_from_part(
            place.folder / "pc",
            said.part,
            code=said.code,
            person=said.person,
            shelf=shelf(),
            clock=desk.clock,
        )
        begun.append(there)
        return there

    page = FirstStart(shelf(), begin, "vi", ask=ask)
    qtbot.addWidget(page)
    for said, problem in (({"person": "Y Blin Sơn", "code": "sai mã rồi"}, "mã"), (None, "")):
        ask.filled = said
        page.part.ask()
        assert problem in page.notice.text
        assert not begun
    ask.filled = {"person": "Y Blin Sơn", "code": CODE}
    page.part.ask()
    (there,) = begun
    assert (there.unit.code, there.person.name) == (NGOC_LAY, "Y Blin Sơn")
    there.close()
    ask.files = (place.stick() / "không có",)
    page.part.ask()
    assert "không có" in page.notice.text
