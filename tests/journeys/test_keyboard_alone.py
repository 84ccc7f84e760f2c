"""A whole commune, keyed, checked, explained and sent by key events alone."""

import os

import pytest

from office.entry import Entry
from office.filling import enter
from office.sending import sent
from tests.journeys.clerk import Clerk
from tests.offices import PASSPHRASE, Place, demo_data, key_of
from tests.ui.keyboard import CTRL, Key, press, write
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN

COMMUNE = "23491"  # has models, nominees and awards: the most tables
ALL = "PHIEUXA_SOAK" in os.environ
SAMPLE = ("BM00", "BM02", "BM03", "BM10", "BM17", "BM18", "BM20")
"""Every shape a form is entered in; `make soak` keys all forms."""


@pytest.fixture
def paper(tmp_path):
    with Place(tmp_path / "paper").filled(COMMUNE) as desk:
        yield desk


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path / "commune").office(COMMUNE) as desk:
        yield desk


def answers(document, form):
    """What stands in the tables of a form; the reasons of warnings come from the problem list."""
    tables = [table.id for table in form.tables if table.role != "explanations"]
    return {table: document.tables.get(table, {}) for table in tables}


def open_by_keys(window, page):
    """Ctrl and the page's number."""
    press(Key(Key.Key_1 + window.page_names.index(page)), modifiers=CTRL)


def explain_by_keys(window):
    """F9, then a reason for each warning that has none."""
    press(Key.Key_F9)
    for line in window.entry.problems.lines:
        if line.mark == "warning":
            press(Key.Key_F12)
            write("Số liệu đã được xã rà soát, đúng thực tế.")
            press(Key.Key_Return, modifiers=CTRL)
    press(Key.Key_Escape)


def send_by_keys(window, quiet, folder):
    """The steps of sending, each left with Enter."""
    window.place.ask.chosen_folder = folder
    for number in (CHECK, REVIEW, SIGN, PLACE):
        quiet()
        assert window.sending.step == number
        if number == SIGN:
            write(PASSPHRASE)
        if number == PLACE:
            press(Key.Key_Space)  # the button that chooses a folder
        press(Key.Key_Return)
    quiet()
    assert window.sending.step == RESULT


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_whole_commune_is_keyed_checked_explained_and_sent(open_window, paper, desk, quiet, tmp_path):
    forms = Entry(desk).forms
    keyed = [form for form in forms if ALL or form.id in SAMPLE]
    if not ALL:
        rest = {table.id for form in forms if form not in keyed for table in form.tables}
        data = {table: rows for table, rows in demo_data()[COMMUNE].tables.items() if table in rest}
        enter(Entry(desk), data, {}, "rest")
    key_of(desk)
    window = open_window(desk)
    open_by_keys(window, "entry")
    clerk = Clerk(window, Entry(paper))
    for form in keyed:
        clerk.key_form(form)
        assert answers(desk.own_document(), form) == answers(paper.own_document(), form), form.id
    assert clerk.typed > (1500 if ALL else 150)
    explain_by_keys(window)
    assert not [line for line in window.entry.problems.lines if line.mark in ("error", "warning", "blank")]
    open_by_keys(window, "send")
    send_by_keys(window, quiet, tmp_path)
    assert len(sent(desk)) == 1
