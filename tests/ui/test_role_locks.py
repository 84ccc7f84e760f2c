"""What a role may not do is not offered: buttons of pages are locked, and say why."""

from operator import attrgetter

from office.handing_over import hand_over
from office.roles import Role, give_roles, new_person
from ui.exchange.menu import ExchangeMenu
from ui.role_locks import LOCKED
from ui.widgets import Button, button


def parts_of(window, name):
    page = window.page(name)
    for path in LOCKED[name]:
        found = attrgetter(path)(page)
        yield from ((path, one) for one in (found.values() if isinstance(found, dict) else (found,)))


def test_what_who_only_reads_may_not_do_is_locked_on_every_page_and_says_why(open_window, district, quiet):
    window = open_window(district)
    reader = new_person(district, "A Sơn")
    give_roles(district, reader.id, {Role.READER})
    first = district.person.id
    for name in [one for one in LOCKED if one in window.page_names]:
        hand_over(district, reader.id)
        window.show_page(name)
        quiet()
        open_still = [path for path, part in parts_of(window, name) if part.isEnabled()]
        assert open_still == [], name
        assert all(
            "A Sơn" in part.toolTip() for _, part in parts_of(window, name) if isinstance(part, Button)
        )
        hand_over(district, first)
        window.show_page(name)
        quiet()
        locked = [
            path for path, part in parts_of(window, name) if isinstance(part, Button) and part.toolTip()
        ]
        assert locked == [], name
    assert window.settings.copies.restore.isEnabled()


def test_parts_of_a_register_that_are_locked_are_there(open_window, desk):
    window = open_window(desk)
    assert all(isinstance(part, Button) for _, part in parts_of(window, "register"))


def test_who_only_reads_is_offered_to_give_answers_out_and_to_take_none_in(open_window, desk, quiet):
    window = open_window(desk)
    reader = new_person(desk, "A Sơn")
    give_roles(desk, reader.id, {Role.READER})
    first = desk.person.id
    menu = window.entry.findChild(ExchangeMenu).button.menu()
    for person in (reader.id, first):
        hand_over(desk, person)
        menu.aboutToShow.emit()
        offered = [one.text().partition("\t")[2] for one in menu.actions() if one.isEnabled() and one.text()]
        assert {"Ctrl+E", "Ctrl+Shift+E", "Ctrl+Shift+D"} <= set(offered)
        assert ({"Ctrl+I", "Ctrl+Shift+I", "Ctrl+Shift+G"} <= set(offered)) is (person == first)
    assert len(offered) > 5


def test_a_locked_button_stays_locked_whatever_its_page_says(qtbot):
    made = button("Ghi")
    qtbot.addWidget(made)
    made.setToolTip("Ghi vào máy")
    made.lock("không có vai trò")
    made.setEnabled(True)
    assert (made.isEnabled(), made.toolTip()) == (False, "không có vai trò")
    made.lock("")
    assert (made.isEnabled(), made.toolTip()) == (True, "Ghi vào máy")
