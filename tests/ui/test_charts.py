"""Charts on the screen and as pictures: nothing overlaps, nothing is told by colour alone, keys reach all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication

from forms.answers import Address
from office.chart import Chart, Series
from tests.ui.keyboard import Key, press
from ui.charts import png
from ui.charts.draw import picture
from ui.charts.lay import bold, lay_out, scale_of
from ui.charts.view import ChartView

NAMES = ("A1. Tiếp cận các dịch vụ y tế", "C2. Diện tích nhà ở bình quân đầu người", "Nước")
VALUES = st.one_of(st.none(), st.decimals(0, 10**9, places=2))


def made(
    shape: str, values: tuple[tuple[Decimal | None, ...], ...], note: str = "Tạm tính: 2/21 đơn vị"
) -> Chart:
    series = tuple(Series(f"Năm {2018 - number}", one) for number, one in enumerate(values))
    return Chart("x", shape, "Tỷ lệ thiếu hụt", "%", NAMES, series, 1, note)


def some(shape: str) -> Chart:
    return made(shape, ((Decimal("3.5"), Decimal(40), None), (Decimal(7), Decimal("44.4"), Decimal(0))))


@given(
    shape=st.sampled_from(["bars", "columns"]),
    values=st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=3),
    width=st.integers(320, 1400),
)
def test_everything_stands_inside_and_no_two_names_share_a_place(shape, values, width):
    laid = lay_out(made(shape, tuple(values)), width, 260, QFont())
    area = QRectF(-40, -2, width + 80, laid.height + 4)  # figures above outer columns reach over a rim
    assert all(area.contains(text.box) for text in laid.texts)
    assert all(bar.box.left() >= 0 and bar.box.right() <= width + 0.5 for bar in laid.bars)
    letter = QFontMetricsF(bold(QFont())).height()
    assert all(text.box.height() >= letter - 1 for text in laid.texts)  # or letters would be cut off
    names = [text.box for text in laid.texts if text.text in NAMES]
    assert len(names) == 3
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            assert not one.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1))


@given(values=st.lists(VALUES, min_size=1, max_size=6))
def test_the_scale_reaches_the_largest_value_in_few_round_steps(values):
    end, marks = scale_of(made("columns", (tuple(values),)))
    largest = max((value for value in values if value is not None), default=Decimal(0))
    assert end >= largest
    assert marks[0] == 0
    assert marks[-1] == end or len(marks) == 1
    assert len(marks) <= 6
    assert largest == 0 or end <= largest * Decimal("2.5")


@given(one=st.decimals(1, 1000, places=1), other=st.decimals(1, 1000, places=1))
def test_a_larger_value_has_a_longer_bar(one, other):
    laid = lay_out(made("bars", ((one, other, None),)), 800, 0, QFont())
    long = [bar.box.width() for bar in laid.bars]
    assert (long[0] > long[1]) == (one > other)
    assert long[2] == 0
    assert not laid.bars[2].known


def test_two_series_differ_in_black_and_white(qapp):
    image = picture(some("bars"), 480, 260).convertToFormat(QImage.Format.Format_Grayscale8)
    laid = lay_out(some("bars"), image.width() - 2 * 6 * 150 / 72, 1, QFont(QApplication.font()))
    assert laid.keys
    dark = {}
    for number in range(2):
        alone = made("bars", tuple((Decimal(9),) * 3 if n == number else (None,) * 3 for n in range(2)), "")
        grey = picture(alone, 480, 260).convertToFormat(QImage.Format.Format_Grayscale8)
        pixels = [
            QColor(grey.pixel(x, y)).lightness()
            for x in range(0, grey.width(), 2)
            for y in range(0, grey.height(), 2)
        ]
        dark[number] = sum(one < 130 for one in pixels)
    assert dark[0] > 2 * dark[1]  # one is solid, the other hatched


def test_a_picture_has_the_size_that_was_asked_for_and_its_words(qapp):
    data = png(some("columns"), 360, 200)
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (750, 417)
    assert image.dotsPerMeterX() == pytest.approx(150 / 0.0254, abs=1)
    assert image.text("Description").startswith("Tỷ lệ thiếu hụt")


def test_bars_that_need_more_height_get_it(qapp):
    tall = Chart(
        "x", "bars", "T", "%", tuple(f"Xã {n}" for n in range(40)), (Series("T", (Decimal(1),) * 40),)
    )
    assert QImage.fromData(png(tall, 400, 100)).height() > 600


def test_arrow_keys_go_through_all_values_and_stop_at_both_ends(qtbot):
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(600, 320)
    view.show_chart(some("columns"))
    told: list[str] = []
    view.stood_on.connect(told.append)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    press(*[Key.Key_Right] * 9)
    assert told[0].startswith("A1. Tiếp cận các dịch vụ y tế: 3,5 %")
    assert len(dict.fromkeys(told)) == 6
    assert told[-1] == told[-2] == "Nước: 0,0 % (Năm 2017)"
    press(Key.Key_Home, Key.Key_Left)
    assert told[-1] == told[0]
    said = QAccessible.queryAccessibleInterface(view)
    assert said.text(QAccessible.Text.Name) == "Tỷ lệ thiếu hụt"
    assert said.text(QAccessible.Text.Description) == told[0]


def test_the_home_page_shows_figures_as_they_are_typed(open_window, desk, quiet):
    window = open_window(desk)
    quiet()
    panel = window.home.charts
    panel.look()
    assert not panel.view.chart.known
    assert "Chưa có số liệu" in panel.notice.text
    for field, text in (("c01", "400"), ("c03", "100"), ("c18", "400"), ("c07", "0"), ("c14", "90")):
        if not window.live.cell(Address("BM02", ("2016",), field)).locked:
            window.live.put(Address("BM02", ("2016",), field), text)
    panel.look()
    assert panel.view.chart.known
    assert panel.view.chart.series[0].values[0] == 25
    assert panel.notice.text == ""


def test_a_chart_that_nobody_looks_at_is_not_worked_out(open_window, filled, quiet):
    window = open_window(filled)
    quiet()
    window.home._area.verticalScrollBar().setValue(0)
    assert window.home.charts.view.chart is None
    window.home.bring_into_view(window.home.charts)
    quiet()
    QApplication.processEvents()
    assert window.home.charts.view.chart is not None


def test_a_chart_is_saved_as_a_picture(open_window, filled, quiet, ask, tmp_path):
    window = open_window(filled)
    panel = window.home.charts
    panel.show_offer("TH-06")
    panel.look()
    ask.saved_as = tmp_path / "thieu-hut"
    panel.save.click()
    assert QImage(str(tmp_path / "thieu-hut.png")).width() == 1000
    assert "thieu-hut.png" in panel.notice.text
    (tmp_path / "tep").write_text("")
    ask.saved_as = tmp_path / "tep" / "x.png"
    panel.save.click()
    assert "x.png" not in {path.name for path in tmp_path.iterdir()}
    assert panel.notice.property("tone") == "error"


def test_a_chart_of_units_below_speaks_the_language_of_the_window(open_window, district, quiet):
    district.language = "en"
    window = open_window(district)
    window.home.charts.look()
    quiet()
    assert window.home.charts.view.chart.note.startswith("Provisional")


def test_a_district_looks_at_its_totals_as_a_chart(open_window, district, quiet):
    window = open_window(district)
    window.show_page("totals")
    quiet()
    window.totals.show_table("TH-06")
    quiet()
    window.totals.look.click()
    quiet()
    assert window.totals.charts.isVisible()
    assert window.totals.charts.which.currentData() == "TH-06"
    assert not window.totals.grid.isVisible()
    window.totals.look.click()
    quiet()
    assert window.totals.grid.isVisible()
