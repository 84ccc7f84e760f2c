"""Size of the letters and contrast: kept beside the data, worn from the next start on, readable."""

import os
import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from desktop_app.again import SHOW, page_to_show
from desktop_app.app import Program, application
from office.clock import FixedClock
from tests.conftest import ROOT
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.ui.test_screenshots import cut_off
from tests.ui.test_theme import contrast
from ui import look, theme
from ui.look import SIZES, Look, fits, keep_look, read_look, wear, worn
from ui.window import Window

PAIRS = [
    ("INK", "SURFACE"),
    ("INK", "LOCKED"),
    ("INK", "TOTAL"),
    ("INK", "ACCENT_TINT"),
    ("MUTED", "SURFACE"),
    ("MUTED", "LOCKED"),
    ("ERROR", "ERROR_TINT"),
    ("WARNING", "WARNING_TINT"),
    ("GOOD", "GOOD_TINT"),
    ("NOTE", "NOTE_TINT"),
    ("ON_ACCENT", "ACCENT"),
    ("RAIL_INK", "ACCENT_DARK"),
    ("ACCENT", "SURFACE"),
    ("FAINT", "SURFACE"),
]


@pytest.fixture
def plain(monkeypatch):
    """A process that nobody has dressed yet, and that is undressed again."""
    for name in ("QT_SCALE_FACTOR", "PHIEUXA_TEXT", "PHIEUXA_CONTRAST", "PHIEUXA_SHOW"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.mark.parametrize("text,ground", PAIRS)
def test_strong_colours_stand_out_seven_to_one(text, ground):
    assert contrast(getattr(theme.STRONG, text), getattr(theme.STRONG, ground)) >= 7


def test_the_edges_of_what_is_typed_into_are_seen_with_strong_colours():
    for edge in ("EDGE", "LINE", "HANDLE", "BLANK", "PADLOCK"):
        assert contrast(getattr(theme.STRONG, edge), theme.STRONG.SURFACE) >= 4.5, edge


def test_every_colour_is_one():
    for one in fields(theme.Colours):
        for colours in (theme.USUAL, theme.STRONG):
            assert QColor(getattr(colours, one.name)).isValid(), one.name
        assert getattr(theme, one.name) == getattr(theme.USUAL, one.name)


@pytest.mark.parametrize("text", SIZES)
@pytest.mark.parametrize("strong", [False, True])
def test_a_kept_look_is_read_again(tmp_path, text, strong):
    keep_look(tmp_path, Look(text, strong))
    assert read_look(tmp_path) == Look(text, strong)


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b"null", b'{"text": 500, "strong": 3}', b'{"text": "x"}', b"\xff\xfe"]
)
def test_a_damaged_look_is_the_usual_one(tmp_path, damaged):
    (tmp_path / look.FILE).write_bytes(damaged)
    assert read_look(tmp_path) == Look()
    assert read_look(tmp_path / "gone") == Look()


def test_nothing_is_worn_until_somebody_chooses(plain):
    wear(Look())
    assert "QT_SCALE_FACTOR" not in os.environ
    wear(Look(14.0, strong=True))
    assert float(os.environ["QT_SCALE_FACTOR"]) == pytest.approx(14 / 10.5, abs=0.001)
    assert worn() == Look(14.0, strong=True)
    wear(Look())
    assert float(os.environ["QT_SCALE_FACTOR"]) == 1
    assert worn() == Look()


def test_the_least_window_fits_a_screen_of_1024_by_768_at_every_size(plain, open_window, desk):
    least = open_window(desk).minimumSize()
    assert all(fits(Look(size), least, QSize(1024, 728)) for size in SIZES)
    assert not fits(Look(14.0), least, QSize(800, 560))


def test_strong_colours_reach_the_sheet_of_a_new_process(tmp_path):
    keep_look(tmp_path, Look(14.0, strong=True))
    script = (
        "import sys, pathlib; from ui.look import read_look, wear;"
        "wear(read_look(pathlib.Path(sys.argv[1])));"
        "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui import theme; sheet = theme.sheet();"
        "print(theme.INK, app.devicePixelRatio(), '#FFFFFF' in sheet, theme.USUAL.EDGE in sheet)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    ink, scale, white, usual = done.stdout.split()
    assert (ink, white, usual) == ("#000000", "True", "False")
    assert float(scale) == pytest.approx(14 / 10.5, abs=0.01)


def test_a_chosen_size_is_kept_and_the_program_asks_to_begin_anew(qtbot, place, plain):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = program.open()
    assert isinstance(window, Window)
    general = window.settings.general
    assert not general.wear.isEnabled()
    general.strong.click()
    assert general.wear.isEnabled()
    general.wear.click()
    qtbot.waitUntil(lambda: program.again)
    assert read_look(home) == Look(strong=True)
    program.close()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_ends(qtbot, place, plain):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    (home / look.FILE).mkdir()  # what cannot be replaced by a file
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = program.open()
    assert isinstance(window, Window)
    window.settings.general.strong.click()
    window.settings.general.wear.click()
    qtbot.waitUntil(lambda: "thư mục dữ liệu" in window.settings.general.notice.text)
    assert not program.again
    program.close()


def test_the_program_begins_anew_with_the_command_it_was_started_with():
    script = (
        "import sys; from desktop_app.again import own_command; command = own_command();"
        "print(command[0] == sys.executable, command[1:] == sys.orig_argv[1:], '-c' in command)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "x"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["True"] * 3


def test_the_page_to_open_with_is_asked_for_once(plain, monkeypatch):
    monkeypatch.setenv(SHOW, "settings")
    assert [page_to_show(), page_to_show()] == ["settings", ""]


def test_with_the_largest_letters_nothing_of_a_district_is_cut_off(open_window, district, quiet):
    """1024 x 768 with letters of 14 points leaves 768 x 576 points, less the task bar."""
    window = open_window(district)
    window.resize(768, 546)
    for name in window.page_names:
        window.show_page(name)
        quiet()
        page = window.page(name)
        assert cut_off(page) == [], name
        for section in getattr(page, "section_names", ()):
            page.show_section(section)
            quiet()
            assert cut_off(page) == [], (name, section)
    assert (window.width(), window.height()) == (768, 546)
