"""The inbox in the window: looked at first, taken in by a second key; taken out with a reason; watched."""

from dataclasses import replace

import pytest

from exports.keys import from_p12
from exports.opc import sign
from exports.write_workbook import write_workbook
from office.acts import Act, acts
from office.receiving import receive
from office.watching import watch
from tests.office.small_offices import district as small_district
from tests.office.small_offices import figures, pack_file, packages, report_of
from tests.offices import MOMENT, PASSPHRASE, begun, key_of
from tests.ui.keyboard import Key, press, target
from ui.receiving.page import ReceivePage
from ui.receiving.watch_line import WatchNews

FIRST, SECOND = packages()[:2]
OTHER = packages()[4]


@pytest.fixture
def desk(tmp_path):
    with small_district(tmp_path / "office") as desk:
        yield desk


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "usb"
    place.mkdir()
    for one in (FIRST, SECOND, OTHER):
        (place / one.name).write_bytes(one.data)
    return place


@pytest.fixture
def page(qtbot, at, desk, quiet):
    page = ReceivePage(at(desk))
    qtbot.addWidget(page)
    page.resize(936, 720)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    quiet()
    return page


def rows(table):
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def test_nothing_is_taken_in_until_the_second_key(page, desk, stick, quiet):
    receive(desk, [stick / FIRST.name])
    (stick / "lạ_lan-1.xlsx").write_bytes(b"no package")
    (stick / "xã khác.rar").write_bytes(b"Rar!")
    page.look((stick,))
    quiet()
    inbox = page.inbox
    assert [row[0] for row in rows(inbox.list)] == ["Từ chối", "Đã có", "Thay lần 1", "Mới"]
    assert "1 tệp khác trong thư mục được để yên" in page.notice.text
    assert figures(desk) == {FIRST.unit: FIRST.figure}
    assert inbox.take.text() == "Nhận 2 gói"
    assert target() is inbox.take
    inbox.list.selectRow(2)
    assert rows(inbox.cells)[0][1:] == (str(FIRST.figure), str(SECOND.figure))
    assert "LOOK_" not in inbox.detail.text()
    inbox.order.setCurrentIndex(2)
    assert rows(inbox.list)[0][1] != "lạ_lan-1.xlsx"
    inbox.take.setFocus()
    press(Key.Key_Return)
    quiet()
    assert figures(desk) == {SECOND.unit: SECOND.figure, OTHER.unit: OTHER.figure}
    assert sorted(row[0] for row in rows(inbox.list)) == ["Từ chối", "Đã có", "Đã nhận", "Đã nhận"]
    assert inbox.take.isHidden()


def test_a_list_that_is_put_away_leaves_everything_as_it_was(page, desk, stick, quiet):
    page.look((stick,))
    quiet()
    page.inbox.away.click()
    assert page.inbox.isHidden()
    assert desk.received.packages(direction="received") == ()
    assert not [one for one in desk.home.iterdir() if one.name.startswith(".mo-")]


def test_a_package_is_taken_out_with_a_reason_and_put_back(page, desk, stick, quiet, ask):
    receive(desk, [stick / FIRST.name, stick / SECOND.name])
    page.refresh()
    quiet()
    card = page.received
    card.list.setFocus()
    card.list.selectRow(0)
    assert card.back.isHidden()
    ask.filled = None
    card.out.click()
    quiet()
    assert figures(desk) == {FIRST.unit: SECOND.figure}
    ask.filled = {"why": "xã gửi nhầm tệp"}
    card.out.click()
    quiet()
    assert figures(desk) == {FIRST.unit: FIRST.figure}
    assert "lần 1 được dùng lại" in card.notice.text
    assert rows(card.list)[0][3] == "Đã đưa ra"
    card.list.selectRow(0)
    assert "xã gửi nhầm tệp" in card.sentence.text()
    ask.filled = {"why": "xem lại: đúng"}
    card.back.click()
    quiet()
    assert figures(desk) == {FIRST.unit: SECOND.figure}
    assert len(acts(desk, Act.PUT_BACK)) == 1


def test_a_watched_folder_tells_what_is_new_and_takes_nothing_in(page, desk, stick, quiet, ask):
    line = page.watch
    assert line.look.isHidden()
    ask.chosen_folder = stick
    line.choose.click()
    quiet()
    assert line.look.text() == "Xem 3 tệp mới"
    assert desk.received.packages(direction="received") == ()
    line.look.click()
    quiet()
    assert page.inbox.take.text() == "Nhận 3 gói"
    assert line.look.isHidden()
    ask.chosen_folder = desk.home
    line.choose.click()
    quiet()
    assert str(desk.home) in line.notice.text
    line.end.click()
    quiet()
    assert line.end.isHidden()


def test_a_file_that_comes_into_the_watched_folder_is_told_by_itself(page, desk, tmp_path, quiet, qtbot):
    folder = tmp_path / "nhận"
    folder.mkdir()
    watch(desk, folder)
    page.refresh()
    quiet()
    (folder / FIRST.name).write_bytes(FIRST.data)
    qtbot.waitUntil(lambda: not page.watch.look.isHidden(), timeout=10_000)
    quiet()
    assert page.watch.look.text() == "Xem 1 tệp mới"


def test_elsewhere_it_is_told_that_files_are_new(qtbot, at, desk, stick, quiet):
    told = WatchNews(at(desk))
    qtbot.addWidget(told)
    told.refresh()
    quiet()
    assert told.isHidden()
    watch(desk, stick)
    told.refresh()
    quiet()
    assert told.text.startswith("3 tệp mới")


def test_a_package_of_another_form_pack_is_kept_aside_and_the_packs_are_asked_for(
    page, desk, stick, quiet, qtbot
):
    with begun(desk.home.parent / "office-other", FIRST.unit, pack=pack_file()) as commune:
        key_of(commune)
        report = report_of(desk, FIRST.data)
        other = replace(report, header=replace(report.header, pack_version="2.0.0"))
        newer = replace(desk.pack, version="2.0.0")
        key = from_p12(key_of(commune).read_bytes(), PASSPHRASE)
        other = replace(other, header=replace(other.header, pack_hash=newer.hash))
        path = stick / "moi_lan-1.xlsx"
        path.write_bytes(sign(write_workbook(other, newer), key, MOMENT))
    page.look((path, stick / FIRST.name))
    quiet()
    with qtbot.waitSignal(page.pack_wanted, timeout=10_000):
        assert not page.inbox.pack.isHidden()
        page.inbox.pack.click()
    quiet()
    (kept,) = desk.received.packages(direction="received")
    assert (kept.package.name, kept.reason) == (path.name, "OTHER_PACK")
    assert figures(desk) == {}
