"""The chairman's paper: presented, printed, signed, numbered, stamped, sent; matched by the district."""

from datetime import date

import pytest

from exports.keys import fingerprint_words
from exports.paper_blocks import runs_of
from forms.answers import Address
from forms.report import SendReason, ToFollow
from office.open_errors import Knowing
from office.papers import made as paper_made
from office.presenting import papers, present, presented
from office.receiving import receive
from office.sending import sent
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, key_of, later, opened, recognise_sender
from tests.pictures import JPEG
from tests.ui.keyboard import CTRL, SHIFT, Key, press, target, write
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN

FIGURE = Address("BM02", ("2018",), "c20")


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


def lying(desk):
    """What lies before the chairman."""
    found = presented(desk)
    assert found is not None
    return found


def go_to(window, name, quiet):
    press(Key(Key.Key_1 + window.page_names.index(name)), modifiers=CTRL)
    quiet()
    assert window.page(name).isVisible()


def tab_to(widget, quiet):
    """Tab, as often as people do it, until the keyboard stands there."""
    for _ in range(80):
        if target() is widget:
            return
        press(Key.Key_Tab)
        quiet()
    raise AssertionError(f"the keyboard does not come to {widget.accessibleName() or widget.text()}")


def present_by_keys(window, quiet):
    go_to(window, "send", quiet)
    assert window.sending.step == CHECK
    press(Key.Key_Return)
    assert window.sending.step == REVIEW
    press(Key.Key_Tab, modifiers=SHIFT)
    assert target() is window.sending.paper.button
    press(Key.Key_Space)
    quiet()


def test_the_chairmans_paper_is_numbered_after_printing_sent_and_matched_above(  # noqa: PLR0915 - one way
    open_window, commune, place, ask, quiet, tmp_path
):
    key_of(commune)
    window = open_window(commune)
    present_by_keys(window, quiet)
    step = window.sending.paper.step
    code = lying(commune).figures_code
    assert step.code.text() == code
    assert window.presented.isVisible()
    assert code in window.presented.words.text()

    # Printed: the printer stands for paper here.
    ask.printed = tmp_path / "paper.pdf"
    assert target() is step.printing
    press(Key.Key_Space)
    quiet()
    assert ask.printed.read_bytes().startswith(b"%PDF")
    assert code in step.notice.text

    # While it lies before the chairman nobody changes a figure.
    before = commune.own_document()
    go_to(window, "entry", quiet)
    window.entry.jump_to(FIGURE)
    assert window.live.cell(FIGURE).locked
    write("5")
    press(Key.Key_Return)
    assert commune.own_document() == before

    # It comes back signed: number, date and the scan of the stamped page.
    go_to(window, "send", quiet)
    assert window.sending.step == REVIEW
    tab_to(step.number, quiet)
    write("số năm")
    press(Key.Key_Tab)
    assert target() is step.day
    write("20/9")
    quiet()  # the number is saved and tried while the date is being typed
    assert target() is step.day
    assert "BC" in step.notice.text
    assert not window.sending.next.isEnabled()
    write("/2018")
    press(Key.Key_Tab, modifiers=SHIFT)
    press(Key.Key_A, modifiers=CTRL)
    write("05/BC-UBND")
    press(Key.Key_Tab)
    quiet()
    assert window.sending.paper.step.day.text() == "20/9/2018"
    assert lying(commune).day == date(2018, 9, 20)
    scan = tmp_path / "quét.jpg"
    scan.write_bytes(JPEG)
    ask.files = (scan,)
    tab_to(step.scan, quiet)
    press(Key.Key_Space)
    quiet()
    assert lying(commune).number == "05/BC-UBND"
    assert lying(commune).scan.startswith("ban-dong-dau_")
    assert lying(commune).figures_code == code

    # Signed and sent.
    ask.chosen_folder = tmp_path
    tab_to(window.sending.next, quiet)
    press(Key.Key_Return)
    assert window.sending.step == SIGN
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert window.sending.step == PLACE
    press(Key.Key_Space)
    press(Key.Key_Return)
    quiet()
    assert window.sending.step == RESULT
    (made,) = sent(commune)
    package = tmp_path / made.name
    assert opened(package).header.report_number == "05/BC-UBND"
    assert opened(package).figures_code() == code
    assert not window.presented.isVisible()
    assert not window.live.cell(FIGURE).locked

    # The district holds the paper beside the package.
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        above = open_window(district)
        go_to(above, "receive", quiet)
        tab_to(above.receiving.received.list, quiet)
        press(Key.Key_Down, Key.Key_Up)
        check = above.receiving.received.paper
        words = " · ".join(fingerprint_words(made.digest))
        assert words in check.slip.text()  # as on the slip that came with the stick
        slip = paper_made(commune, f"slip:{made.digest}").paper
        assert slip is not None
        assert words in [run.text for run in runs_of(slip)]
        tab_to(check.block, quiet)
        assert code[:4] not in check.block.placeholderText()
        write(code[5:].lower())
        press(Key.Key_Return)
        assert check.notice.text.startswith("Khớp")
        assert "không phải chữ ký" in check.notice.text
        other = "AAAA" if code[:4] != "AAAA" else "BBBB"
        write(other)
        press(Key.Key_Return)
        assert check.notice.text.startswith("Không khớp")


def test_a_withdrawn_paper_is_void_and_its_figures_can_be_typed_again(open_window, commune, ask, quiet):
    window = open_window(commune)
    present_by_keys(window, quiet)
    code = lying(commune).figures_code
    step = window.sending.paper.step
    tab_to(step.back, quiet)
    ask.filled = {"why": "Sai số hộ"}
    press(Key.Key_Space)
    quiet()
    assert presented(commune) is None
    assert code in window.sending.notice.text
    assert not window.presented.isVisible()
    assert papers(commune)[0].void
    assert not window.live.cell(FIGURE).locked


def test_a_paper_whose_promise_has_passed_can_be_withdrawn(open_window, commune, quiet):
    form = ToFollow("BM16", SendReason.SOURCE, commune.clock.today(), "Chờ xã hội")
    present(commune, Knowing(to_follow=(form,)))
    later(commune, hours=48)
    window = open_window(commune)
    go_to(window, "send", quiet)
    assert window.sending.step == REVIEW
    assert "BM-16" in window.sending.notice.text
    assert not window.sending.next.isEnabled()
    assert window.sending.paper.step.back.isVisible()
