"""The approver on another PC: signed there and back by keys alone, sent, and taken in at the district."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.app import Program
from exports.opc import verify
from office.clock import FixedClock
from office.receiving import certificate_in, receive
from office.recognising import recognise
from office.sending import sent
from tests.offices import MOMENT, NGOC_LAY, PASSPHRASE, TU_MO_RONG, Place, shelf
from tests.signatures import preparer_key, turned
from tests.ui.keyboard import CTRL, Key, press, target, write
from ui.first_start import FirstStart
from ui.sending.approver_page import ApproverPage
from ui.sending.steps import APPROVE, CHECK, PLACE, RESULT, REVIEW, SIGN


@dataclass(frozen=True)
class Folders:
    """What is carried by hand between the two PCs."""

    there: Path
    back: Path


@pytest.fixture
def folders(tmp_path):
    made = Folders(tmp_path / "there", tmp_path / "back")
    made.there.mkdir()
    made.back.mkdir()
    return made


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path / "commune").filled(NGOC_LAY) as desk:
        preparer_key(desk)
        yield turned(desk, "2")


def tab_to(widget):
    """Tab on until a widget has the keyboard."""
    for _ in range(40):
        if target() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(target())


def prepare(window, quiet, ask, folder):
    """Check, review, sign as the preparer, and write the file for the approver's PC."""
    press(Key(Key.Key_1 + window.page_names.index("send")), modifiers=CTRL)
    page = window.sending
    for step in (CHECK, REVIEW, SIGN):
        quiet()
        assert page.step == step
        if step == SIGN:
            write(PASSPHRASE)
        press(Key.Key_Return)
    quiet()
    assert page.step == APPROVE
    ask.chosen_folder = folder
    tab_to(page.approve.carry)
    press(Key.Key_Space)
    quiet()
    (carried,) = folder.iterdir()
    return carried


def approve(elsewhere, quiet, ask, carried, folders, own):
    """On a PC without office and key: open the file, read, make a key, sign, write what goes back."""
    elsewhere.choose.setFocus()
    ask.files = (carried,)
    press(Key.Key_Return)
    quiet()
    assert elsewhere.view.figures.isVisible()
    assert target() in elsewhere.view.figures.children()
    ask.filled = {"first": PASSPHRASE, "again": PASSPHRASE}
    ask.chosen_folder = own
    tab_to(elsewhere.key.make)
    press(Key.Key_Space)
    quiet()
    assert target() is elsewhere.go
    ask.chosen_folder = folders.back
    press(Key.Key_Return)
    quiet()
    (signed,) = folders.back.iterdir()
    return signed


def send_off(page, quiet, ask, signed, folder):
    """Take the signed file in and write the package."""
    ask.files = (signed,)
    tab_to(page.approve.bring)
    press(Key.Key_Space)
    quiet()
    assert page.step == PLACE
    ask.chosen_folder = folder
    press(Key.Key_Space)
    quiet()
    press(Key.Key_Return)
    quiet()
    assert page.step == RESULT


def show(qtbot, window):
    """Bring a window to the front with the keyboard in it."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.mark.timeout(180)
def test_the_approver_signs_on_a_pc_without_an_office_and_the_package_goes_out(
    open_window, desk, quiet, ask, runner, qtbot, folders, tmp_path
):
    window = open_window(desk)
    carried = prepare(window, quiet, ask, folders.there)
    elsewhere = ApproverPage(ask, runner, FixedClock(MOMENT), lambda: shelf().packs, "vi")
    qtbot.addWidget(elsewhere)
    show(qtbot, elsewhere)
    signed = approve(elsewhere, quiet, ask, carried, folders, tmp_path / "own")
    elsewhere.hide()
    show(qtbot, window)
    window.sending.approve.carry.setFocus()
    send_off(window.sending, quiet, ask, signed, tmp_path)
    (view,) = sent(desk)
    assert len(view.second_words) == 6
    with Place(tmp_path / "district").office(TU_MO_RONG) as district:
        turned(district, "2")
        package = tmp_path / view.name
        for signer in verify(package.read_bytes(), now=MOMENT).signers:
            found = certificate_in(signer.certificate, "", district.clock)
            recognise(district, found.data, unit=NGOC_LAY, person=found.person, how="điện thoại")
        (receipt,) = receive(district, [package])
    assert receipt.verdict == "taken"
    said = [line.split(":")[0] for line in receipt.details[:2]]
    assert said == ["Người lập đã ký", "Người ký duyệt đã ký"]


def test_the_first_start_leads_to_the_approver_s_page_and_back(qapp, tmp_path, qtbot, language):
    program = Program(qapp, tmp_path / "nowhere", shelf(), FixedClock(MOMENT))
    first = program.open()
    assert isinstance(first, FirstStart)
    show(qtbot, first)
    first.approver.setFocus()
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(program.shown, ApproverPage))
    shown = program.shown
    assert isinstance(shown, ApproverPage)
    show(qtbot, shown)
    shown.back.setFocus()
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: not isinstance(program.shown, ApproverPage))
    assert not (tmp_path / "nowhere").exists()
    program.close()
