"""Roles on the screen: given in the settings, shown where a page is not for one, and a PC handed over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.answers import Address
from office.entry import Entry
from office.handing_over import hand_over
from office.roles import Doing, Role, give_roles, may, new_person, roles_of
from tests.ui.keyboard import CTRL, Key, press, target, write
from ui.handed_over import HandedOverCard

CELL = Address("BM02", ("2018",), "c20")


def sit(desk, *roles):
    person = new_person(desk, "A Sơn")
    if roles:
        give_roles(desk, person.id, roles)
    hand_over(desk, person.id)
    return person


def test_roles_are_ticked_in_the_settings_and_shown_in_the_list(open_window, desk, ask):
    person = new_person(desk, "A Sơn")
    window = open_window(desk)
    window.show_page("settings")
    section = window.settings.people
    assert section.table.item(1, 3).text() == "mọi việc"
    section.table.selectRow(1)
    ask.ticks = lambda _: frozenset({0, 2})
    section.give_roles()
    assert roles_of(desk, person.id) == {Role.ENTRY, Role.REVIEWER}
    assert section.table.item(1, 3).text() == "Nhập liệu, Nhận và thẩm tra"
    section.table.selectRow(0)
    ask.ticks = lambda _: frozenset({0})
    section.give_roles()
    assert "ROLES_LAST" in section.notice.text
    assert may(desk, Doing.SETTINGS)


def test_a_page_that_is_not_for_one_says_so_and_leads_to_where_another_is_chosen(open_window, filled, quiet):
    first = filled.person
    sit(filled, Role.READER)
    window = open_window(filled)
    window.show_page("send")
    quiet()
    assert not window.sending.isEnabled()
    assert "A Sơn không có vai trò" in window.role_band.words.text()
    assert first.name in window.role_band.words.text()
    window.role_band.button.setFocus()
    press(Key.Key_Return)
    assert window.page_name == "settings"
    table = window.settings.people.table
    assert target() is table
    assert window.role_band.isHidden()
    window.settings.people.table.selectRow(0)
    window.settings.people.choose()
    window.show_page("send")
    quiet()
    assert window.sending.isEnabled()
    assert window.role_band.isHidden()


def test_the_forms_are_locked_for_who_only_reads_and_open_for_who_types(open_window, filled):
    window = open_window(filled)
    assert not window.live.cell(CELL).locked
    give_roles(filled, new_person(filled, "A Sơn").id, {Role.READER})
    window.show_page("settings")
    section = window.settings.people
    section.refresh()
    section.table.selectRow(1)
    section.choose()
    assert window.live.cell(CELL).locked
    section.table.selectRow(0)
    section.choose()
    assert not window.live.cell(CELL).locked


def test_who_may_not_sign_is_told_before_the_key_is_asked_for(open_window, filled, quiet):
    sit(filled, Role.ENTRY)
    window = open_window(filled)
    window.show_page("send")
    quiet()
    page = window.sending
    assert page.isEnabled()
    page.next.click()
    page.next.click()
    assert "ROLE_MAY_NOT" in page.notice.text
    assert not page.next.isEnabled()


@pytest.mark.parametrize("way", ["cell", "seen"])
def test_the_next_person_is_told_first_what_the_last_one_left(open_window, desk, way):
    entry = Entry(desk)
    entry.put_text(CELL, "1301")
    entry.keep_draft(CELL, "13")
    first = desk.person.name
    new_person(desk, "A Sơn")
    window = open_window(desk)
    window.show_page("settings")
    window.settings.people.table.selectRow(1)
    window.settings.people.choose()
    assert window.page_name == "home"
    (card,) = window.home.findChildren(HandedOverCard)
    told = [one.accessibleName() for one in card.findChildren(type(card.take)) if one is not card.take]
    assert told == ["Tới đó: 1 ô còn chữ gõ dở", told[1]]
    assert told[1].startswith("Tới đó: Biểu BM-02 (")
    assert first in card.findChild(type(window.home.title)).text()
    if way == "cell":
        next(one for one in card.findChildren(type(card.take)) if one is not card.take).setFocus(
            Qt.FocusReason.TabFocusReason
        )
        press(Key.Key_Return)
        assert window.page_name == "entry"
        assert window.entry.form.id == "BM02"
    else:
        card.take.click()
        window.show_page("home")
        assert not [one for one in window.home.findChildren(HandedOverCard) if one.isVisible()]


def test_a_key_hands_the_pc_to_the_colleague_and_back(open_window, desk, quiet):
    first = desk.person.name
    give_roles(desk, new_person(desk, "A Sơn").id, {Role.ENTRY, Role.REVIEWER})
    window = open_window(desk)
    window.ways.cell(CELL)
    write("1302")
    press(Key.Key_F10, modifiers=CTRL)
    menu = window.top_bar.people.people
    lines = [action.text().split("\t") for action in menu.actions() if not action.isSeparator()]
    assert lines == [
        [first, "mọi việc"],
        ["A Sơn", "Nhập liệu, Nhận và thẩm tra"],
        ["Người dùng và vai trò …"],
    ]
    assert [action.isChecked() for action in menu.actions()[:2]] == [True, False]
    QTest.keyClick(menu, Key.Key_Return)
    quiet()
    assert desk.person.name == "A Sơn"
    assert window.top_bar.people.text().startswith("A Sơn")
    history = Entry(desk).history(CELL)
    assert [(line.who, line.new) for line in history][:1] == [(first, 1302)]  # typed before the hand-over
    assert window.page_name == "home"  # what was left is told first
    window.top_bar.people.click()
    QTest.keyClick(menu, Key.Key_Return)
    assert desk.person.name == first


def test_who_is_alone_is_led_to_where_a_colleague_is_added(open_window, desk):
    window = open_window(desk)
    press(Key.Key_F10, modifiers=CTRL)
    menu = window.top_bar.people.people
    assert [action.text() for action in menu.actions() if not action.isSeparator()][1:] == [
        "Thêm đồng nghiệp …"
    ]
    QTest.keyClick(menu, Key.Key_Return)
    assert window.page_name == "settings"
    assert target() is window.settings.people.table
