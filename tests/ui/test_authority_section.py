"""Certificates in the window, by keyboard: a district sets up its authority, a commune gets its own."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from exports.keys import from_p12
from exports.unit_names import unit_path
from office import authority, certified
from tests.exports.opc.authority import CERTIFIES, IS_CA, certify, revocation_list
from tests.offices import MOMENT, NGOC_LAY, PASSPHRASE, TU_MO_RONG, key_of
from tests.ui.keyboard import Key, press, target, write
from ui.people.authority import AuthoritySection
from ui.people.certificate_panel import CertificatePanel
from ui.people.work_panel import WorkPanel

SAFE = "mật khẩu nơi cấp"


@pytest.fixture
def open_section(qtbot, at):
    def open_(desk) -> AuthoritySection:
        section = AuthoritySection(at(desk))
        qtbot.addWidget(section)
        section.resize(1000, 700)
        section.refresh()
        section.show()
        _to_front(qtbot, section)
        return section

    return open_


def _to_front(qtbot, section: AuthoritySection) -> None:
    section.activateWindow()
    qtbot.waitUntil(section.isActiveWindow)


def _push(button) -> None:
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.isEnabled()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _tab_to(wanted: QWidget) -> None:
    for _ in range(40):
        if target() is wanted:
            return
        press(Key.Key_Tab)
    raise AssertionError(target())


def _fill_work(panel: WorkPanel, ask, stick, *, how: bool, safe: bool) -> None:
    """Type all the panel asks for, going from line to line with Tab, and agree with Enter."""
    assert not panel.yes.isEnabled()
    if how:
        _tab_to(panel.signer.how)
        write("gọi 0260 3824 123")
    if safe:
        _tab_to(panel.safe)
        write(SAFE)
    ask.chosen_folder = stick
    _tab_to(panel.where.choose_button)
    press(Key.Key_Space)
    _tab_to(panel.keys.passphrase)
    write(PASSPHRASE)
    assert panel.yes.isEnabled()
    press(Key.Key_Return)


def _fill_taking(panel: CertificatePanel) -> None:
    """Say how the words were compared, of the signer and of the root, and open the key."""
    _tab_to(panel.signer.how)
    write("gọi huyện")
    (tick,) = panel._ticks.values()
    _tab_to(tick)
    press(Key.Key_Space)
    _tab_to(panel.how)
    write("gọi huyện")
    _tab_to(panel.passphrase)
    write(PASSPHRASE)
    assert panel.yes.isEnabled()
    press(Key.Key_Return)


def _revoke(qtbot, there: AuthoritySection, ask) -> None:
    ask.ticks = lambda lines: frozenset({0})
    ask.filled = {"why": "mất USB", "secret": SAFE}
    there.issuing.list.selectRow(0)
    _push(there.issuing.revoke_button)
    _told(qtbot, there, "Đã thu hồi")
    remark = there.issuing.list.item(0, 4)
    assert remark is not None
    assert "mất USB" in remark.text()
    ask.filled = {"secret": SAFE}
    _push(there.issuing.new_button)
    _told(qtbot, there, "Danh sách mới có hạn đến")


def _told(qtbot, section: AuthoritySection, words: str) -> None:
    qtbot.waitUntil(lambda: words in section.notice.text, timeout=20_000)


def test_a_commune_gets_its_certificate_from_the_district(qtbot, open_section, desk, district, ask, place):
    key_of(desk)
    key_of(district)
    stick = place.stick()
    there = open_section(district)
    assert there.issuing.isVisible()
    ask.filled = {"first": SAFE, "again": SAFE}
    _push(there.issuing.found_button)
    _told(qtbot, there, "Đã lập nơi cấp chứng thư")
    assert authority.own(district) is not None

    here = open_section(desk)
    assert not here.issuing.isVisible()
    _push(here.ask_button)
    assert set(here.work.options) == {"sealing"}
    _fill_work(here.work, ask, stick, how=False, safe=False)
    _told(qtbot, here, "Đã ghi và đọc lại đúng")
    assert [here.asked.item(row, 2).text() for row in range(2)] == ["đang chờ chứng thư"] * 2

    _to_front(qtbot, there)
    ask.files = tuple(stick.glob("*.phieuxa-xin-cap"))
    _push(there.issuing.request_button)
    assert there.work.lines.rowCount() == 2
    _fill_work(there.work, ask, stick, how=True, safe=True)
    _told(qtbot, there, "Đã ghi và đọc lại đúng")
    assert there.issuing.list.rowCount() == 2

    _to_front(qtbot, here)
    ask.files = tuple(stick.glob("*.phieuxa-chung-thu"))
    _push(here.open_button)
    _fill_taking(here.taking)
    _told(qtbot, here, "Từ nay ký bằng tệp khóa")
    key = from_p12(key_of(desk).read_bytes(), PASSPHRASE)
    assert unit_path(key.certificate) == (NGOC_LAY, TU_MO_RONG, "62")
    assert certified.sealing_certificate(district, NGOC_LAY) is not None
    assert here.trusted.rowCount() == 1

    _revoke(qtbot, there, ask)


def test_a_governments_root_is_compared_before_it_is_believed(qtbot, open_section, desk, ask, tmp_path):
    free = certify("CA chuyên dùng", None, [IS_CA, CERTIFIES])
    path = tmp_path / "goc.cer"
    path.write_bytes(free.certificate.public_bytes(Encoding.DER))
    section = open_section(desk)
    ask.files, ask.filled = (path,), None
    _push(section.root_button)
    assert not section.trusted.rowCount()
    ask.filled = {"how": "trang của Ban Cơ yếu"}
    _push(section.root_button)
    _told(qtbot, section, "Từ nay tin chứng thư gốc này")
    assert section.trusted.item(0, 1).text() == "bất kỳ ai"
    published = tmp_path / "goc.crl"
    published.write_bytes(
        revocation_list(free, made=MOMENT, until=MOMENT + timedelta(days=90)).public_bytes(Encoding.DER)
    )
    ask.files = (published,)
    _push(section.list_button)
    _told(qtbot, section, "Đã nạp danh sách thu hồi")
    ask.filled = {"why": "thử"}
    section.trusted.selectRow(0)
    _push(section.end_button)
    _told(qtbot, section, "Thôi tin")
    ask.files = (tmp_path / "khong-co.cer",)
    _push(section.root_button)
    assert "khong-co.cer" in section.notice.text


def test_esc_leaves_a_panel_and_the_keyboard_is_where_it_was(open_section, desk):
    section = open_section(desk)
    _push(section.ask_button)
    assert section.work.isVisible()
    press(Key.Key_Escape)
    assert not section.work.isVisible()
    assert target() is section.ask_button


def test_the_section_fits_a_narrow_screen_without_scrolling_aside(open_section, desk, district, quiet):
    for one in (desk, district):
        section = open_section(one)
        section.resize(550, 900)  # what 1024 dots at 150 % leave beside the rail
        quiet()
        assert section.minimumSizeHint().width() <= 550
        assert section.end_button.geometry().right() <= 550
