"""The period before beside this one, as the entry desk shows it: in grids, below questions, below texts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from forms.answers import Address
from office.entry import Entry
from tests.office.test_earlier import later  # noqa: F401 - a fixture
from tests.ui.keyboard import CTRL, Key, press
from ui.entry.before import HEIGHT, two_lines_of
from ui.entry.details import how_word
from ui.entry.grid_form import GridForm
from ui.entry.live import Live
from ui.entry.page import EntryPage

WAS, NOW = (Address("BM02", (year,), "c01") for year in ("2017", "2018"))
TEXT = Address("BM18", (), "c01")


def lines_at(model, address):
    index = model.index_of(address)
    found = model.before_at(index.row(), index.column())
    assert found is not None
    return two_lines_of(found)


def form_of(live, name):
    return next(form for form in live.forms if form.id == name)


def test_a_grid_shows_the_year_before_with_difference_and_per_cent(live, qtbot):
    live.put(WAS, "400")
    live.put(NOW, "1450")
    form = GridForm(live, "BM02")
    qtbot.addWidget(form)
    index = form.model.index_of(NOW)
    plain = form.view.rowHeight(index.row())
    live.show_before(form_of(live, "BM02"), on=True)
    assert form.view.rowHeight(index.row()) > max(plain, HEIGHT)
    assert lines_at(form.model, NOW) == ("▲\N{NO-BREAK SPACE}tăng mạnh ← 400", "+1.050 · +262,5 %")
    assert "tăng mạnh" in form.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "Kỳ trước (2017): 400" in form.model.why(NOW)


def test_a_figure_of_the_year_before_repaints_the_one_after(live, qtbot):
    live.put(NOW, "500")
    live.show_before(form_of(live, "BM02"), on=True)
    form = GridForm(live, "BM02")
    qtbot.addWidget(form)
    assert lines_at(form.model, NOW) == ("", "")
    painted = []
    form.model.dataChanged.connect(lambda first, last: painted.append(form.model.address(first)))
    live.put(WAS, "480")
    assert NOW in painted
    assert lines_at(form.model, NOW) == ("← 480", "+20 · +4,2 %")


def test_what_is_shown_is_remembered_for_each_form(live, at):
    live.show_before(form_of(live, "BM02"), on=True)
    again = Live(at(live.place.desk), Entry(live.place.desk))
    assert again.shows_before("BM02")
    assert not again.shows_before("BM04"), "a grid is stretched by it, so it waits to be asked"
    assert again.shows_before("BM16")
    assert again.shows_before("BM18")


def test_the_cell_is_painted_with_both_figures(live, qtbot):
    live.put(WAS, "400")
    live.put(NOW, "1450")
    form = GridForm(live, "BM02")
    qtbot.addWidget(form)
    form.resize(900, 500)

    def picture():
        made = QPixmap(form.view.size())
        form.view.render(made)
        return made.toImage()

    plain = picture()
    live.show_before(form_of(live, "BM02"), on=True)
    assert picture() != plain


@pytest.fixture
def page(later, at, qtbot):  # noqa: F811 - the fixture
    page = EntryPage(Live(at(later.desk), Entry(later.desk)))
    qtbot.addWidget(page)
    page.resize(1024, 768)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_a_text_shows_the_one_of_the_campaign_before_and_f7_takes_it_over(page):
    page.jump_to(TEXT)
    sheet = page.view.sheets[0]
    assert sheet.before.box.toPlainText() == "Công tác chỉ đạo năm ấy"
    assert sheet.before.box.accessibleName() == "Nội dung kỳ trước"
    press(Key.Key_F7)
    assert page.live.cell(TEXT).text == "Công tác chỉ đạo năm ấy"
    page.live.undo()
    page.show_before()
    assert sheet.before.isHidden()
    page.show_before()


def test_a_question_of_a_record_shows_the_record_with_the_same_name(page):
    page.open_form("BM16")
    page.add()
    (key,) = page.live.rows("BM16")
    place = Address("BM16", key, "c08")
    assert page.view.line(place).before.text == ""
    page.live.put(Address("BM16", key, "c01"), "Trồng sâm")
    page.live.put(place, "30")
    assert (
        page.view.line(place).before.text
        == "Kỳ trước (2018): 12 · +18 · +150,0 % · ▲\N{NO-BREAK SPACE}tăng mạnh"
    )
    page.live.undo()
    page.jump_to(place)
    press(Key.Key_F7)
    assert page.live.cell(place).text == "12"
    page.live.remove_record("BM16", key)


def test_records_are_begun_from_the_campaign_before(page, ask):
    page.open_form("BM16")
    page.start()
    press(Key.Key_F5, modifiers=CTRL)
    assert len(ask.asked) == 2
    keys = page.live.rows("BM16")
    assert [page.live.cell(Address("BM16", key, "c01")).text for key in keys] == [
        "Nuôi bò sinh sản",
        "Trồng sâm",
    ]
    assert {page.live.cell(Address("BM16", key, "c08")).text for key in keys} == {""}, (
        "figures are typed anew"
    )
    assert page.view.address.key == keys[0]
    assert how_word(page.live.entry.history(Address("BM16", keys[0], "c01"))[0].how) == "chép từ kỳ trước"
    page.live.undo()
    assert page.live.rows("BM16") == ()
