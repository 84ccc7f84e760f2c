"""The send page between two signatures, and the approver's page: everything is named, told and undone."""

import pytest

from office import approval
from office.approver import BeforeApprover
from office.clock import FixedClock
from tests.offices import PASSPHRASE, shelf
from tests.signatures import LATE, again, approver_key, asking, looked_at
from tests.ui.keyboard import Key, press, write
from tests.ui.screen_reader import unnamed
from tests.ui.test_screenshots import cut_off
from ui.sending.approver_page import ApproverPage
from ui.sending.steps import APPROVE, CHECK, PLACE
from ui.widgets import ReadTable


@pytest.fixture(scope="module")
def seen() -> BeforeApprover:
    return looked_at()


@pytest.fixture
def office(tmp_path):
    with again(tmp_path) as desk:
        yield desk


@pytest.fixture
def page(qtbot, ask, runner):
    made = ApproverPage(ask, runner, FixedClock(LATE), lambda: (asking("2"), *shelf().packs), "vi")
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_approver_s_page_names_its_parts_and_nothing_is_cut_off(page, seen, quiet):
    assert unnamed(page) == []
    page.show_package(seen)
    quiet()
    assert unnamed(page) == []
    assert cut_off(page) == []
    tables = {table.accessibleName(): table.rowCount() for table in page.findChildren(ReadTable)}
    assert tables == {"Số liệu chính": len(seen.page.figures), "Thay đổi so với lần gửi trước": 1}


def test_a_wrong_passphrase_a_stranger_s_key_and_a_wrong_file_are_told_in_place(
    page, seen, ask, quiet, office, tmp_path
):
    page.show_package(seen)
    page.key.offer_file(approver_key(office).path)
    write("sai rồi")
    ask.chosen_folder = tmp_path
    press(Key.Key_Return)
    quiet()
    assert page.notice.text.startswith("KEY_PASSPHRASE")
    ask.filled = {"first": PASSPHRASE, "again": "khác hẳn nhau"}
    page.key.make.click()
    assert "không giống nhau" in page.key.notice.text or page.key.notice.text
    page.read(tmp_path / "fehlt.zip")
    quiet()
    assert page.notice.text.startswith("FILE_MISSING")
    assert not list(tmp_path.glob("*da-ky-duyet*"))


def test_what_waits_is_found_again_read_and_approved_on_the_same_pc(open_window, office, quiet, ask):
    approver_key(office)
    window = open_window(office)
    window.show_page("send")
    quiet()
    step = window.sending.approve
    assert (window.sending.step, step.here.isEnabled()) == (APPROVE, True)
    assert unnamed(window.sending) == []
    press(Key.Key_Return)  # read and approve here
    quiet()
    assert step.view.isVisible()
    assert cut_off(window.sending) == []
    step.sign.passphrase.setFocus()
    write(PASSPHRASE)
    press(Key.Key_Return)
    quiet()
    assert window.sending.step == PLACE
    held = approval.waiting(office)
    assert held is not None
    assert held.approved


def test_a_package_is_taken_back_with_a_reason(open_window, office, quiet, ask):
    window = open_window(office)
    window.show_page("send")
    quiet()
    ask.filled = {"why": "Sai số nhân khẩu"}
    window.sending.approve.free.click()
    quiet()
    assert window.sending.step == CHECK
    assert approval.waiting(office) is None
