"""Real offices behind real widgets: an undressed application would test another program."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from office.entry import Entry
from tests.offices import NGOC_LAY, TU_MO_RONG, Place
from tests.ui.keyboard import PreparedAsk
from ui import theme
from ui.background import Runner
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live
from ui.version import VERSION
from ui.window import Window
from ui.words import Language, Translation
from ui.workplace import Workplace


@pytest.fixture(autouse=True)
def language(qapp: QApplication):
    """Dress the application and let it speak Vietnamese; tests may change the language."""
    if not qapp.styleSheet():
        theme.dress(qapp)
    language = Language(qapp)
    language.use("vi")
    yield language
    language.silence()
    for left in qapp.findChildren(Translation):  # a program whose power was cut takes nothing away itself
        qapp.removeTranslator(left)
        left.setParent(None)
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def ask():
    return PreparedAsk()


@pytest.fixture
def runner():
    made = Runner()
    yield made
    made.wait()


@pytest.fixture
def desk(place):
    """A commune that has typed nothing yet."""
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def filled(place):
    """A commune with all its figures."""
    with place.filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


@pytest.fixture
def at(ask, runner):
    """Build a person's place at a desk."""
    return lambda desk: Workplace(desk, ask, runner)


@pytest.fixture
def live(desk, at):
    return Live(at(desk), Entry(desk))


@pytest.fixture
def open_window(qtbot, at):
    """Open the whole window on a desk, at the smallest screen it is made for."""

    def opened(desk):
        window = Window(at(desk), VERSION)
        qtbot.addWidget(window)
        window.resize(1024, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return opened


@pytest.fixture
def quiet(qtbot, runner):
    """Wait until the work under way has ended and its answers have arrived."""

    def wait():
        qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
        for _ in range(
            3
        ):  # what the answers built is laid out, and a scroll bar that came asks for it once more
            QApplication.processEvents()

    return wait


@pytest.fixture
def grid(qtbot, live):
    """The table of the poverty rates with the keyboard in it."""
    view = GridView(GridModel(live, "BM02"), "Biểu thử")
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view
