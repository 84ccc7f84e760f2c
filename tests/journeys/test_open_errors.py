"""By keyboard: a commune sends with an open error and a form to follow; the district sees both in red."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from forms.answers import Address
from office.entry import Entry
from office.receiving import receive
from office.sending import review
from tests.journeys.test_commune_to_district import go_to
from tests.offices import (
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    demo_data,
    key_of,
    later,
    opened,
    recognise_sender,
    send_to,
)
from tests.ui.keyboard import Key, press, target, unikey, write
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN

N1 = Address("BM02", ("2018",), "c16")
WHY = "Sổ hộ nghèo đang soát lại."


@pytest.fixture
def commune(place):
    """A commune whose N1 and N2 do not add up, by one household."""
    with place.filled(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.put_text(N1, str(int(str(entry.view(N1).value)) + 1))
        key_of(desk)
        yield desk


def shot(window, name):
    """Keep a picture where the one who runs the test asked for pictures."""
    folder = os.environ.get("PHIEUXA_PICTURES")
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"{name}.png"))


def test_a_commune_sends_knowingly_and_its_district_sees_it(  # noqa: PLR0915 - a whole way, told once
    open_window, commune, place, ask, quiet
):
    window = open_window(commune)
    go_to(window, "send", quiet)
    page = window.sending
    assert page.step == CHECK
    assert not page.next.isEnabled()
    shot(window, "send-1-blocked")

    # The errors are listed, each with a short list of reasons beside it.
    page.check.open_button.setFocus()
    press(Key.Key_Space)
    assert not page.open.isHidden()
    shot(window, "send-2-reasons")
    lines = page.open.error_lines()
    assert target() is lines[0].why.reason
    assert {code for line in lines for code, _ in line.spots} == {
        found.code for found in review(commune).errors_found
    }
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
    press(Key.Key_Tab)
    unikey(WHY)
    if len(lines) > 1:
        page.open.same.setFocus()
        press(Key.Key_Space)
    assert page.next.isEnabled()

    # A form is promised for later: without a day and a reason the way on is closed.
    form = page.open.form_line("BM09")
    form.tick.setFocus()
    press(Key.Key_Space)
    quiet()
    assert not page.next.isEnabled()
    assert target() is form.day
    unikey("15/10/2018")
    press(Key.Key_Tab, Key.Key_Down)
    shot(window, "send-3-follows")
    assert page.next.isEnabled()
    page.next.setFocus()
    press(Key.Key_Return)
    quiet()
    assert page.step == REVIEW
    shot(window, "send-4-cover")

    # From here on it is a sending like any other.
    press(Key.Key_Return)
    assert page.step == SIGN
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert page.step == PLACE
    ask.chosen_folder = place.stick()
    press(Key.Key_Return)
    press(Key.Key_Return)
    quiet()
    assert page.step == RESULT
    (package,) = place.stick().glob("*.xlsx")
    report = opened(package)
    assert all(one.text == WHY for one in report.open_errors)
    assert [(one.form, f"{one.promised:%d/%m}") for one in report.to_follow] == [("BM09", "15/10")]
    window.close()

    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        window = open_window(district)
        ask.files = (package,)
        go_to(window, "receive", quiet)
        press(Key.Key_Return)
        quiet()
        press(Key.Key_Return)  # looked at first: now it is taken in
        quiet()
        assert window.receiving.inbox.list.item(0, 0).text() == "Tạm tính", (
            window.receiving.inbox.detail.text()
        )
        assert "BM-09" in window.receiving.inbox.detail.text()
        assert WHY in window.receiving.inbox.detail.text()
        shot(window, "receive-provisional")
        go_to(window, "totals", quiet)
        quiet()
        model = window.totals.grid.model()
        codes = [strip.label if hasattr(strip, "label") else strip.text for strip in model.columns]
        row = next(n for n, strip in enumerate(model.lines) if strip.text == commune.unit.name)
        assert model.shown(row, codes.index("Biểu gửi sau")).text == "BM-09: hẹn 15/10/2018"
        window.totals.grid.horizontalScrollBar().setValue(900)
        shot(window, "totals-tracker")
        window.totals.show_table("TH-02")
        quiet()
        assert "Xã Ngọc Lây" in window.totals.notice.text
        shot(window, "totals-th02")
        window.close()

        # The amendment: the figure put right and every form; the district's table is whole again.
        Entry(commune).put_text(N1, demo_data()[NGOC_LAY].tables["BM02"]["2018",]["c16"])
        later(commune)
        (receipt,) = receive(district, [send_to(commune, place.stick("usb2")).path])
        assert (receipt.verdict, receipt.revision, receipt.provisional) == ("taken", 2, False)


def test_the_way_back_leads_to_an_ordinary_send(open_window, commune, quiet):
    window = open_window(commune)
    go_to(window, "send", quiet)
    page = window.sending
    page.check.open_button.click()
    assert not page.open.isHidden()
    page.back.click()
    quiet()
    assert page.open.isHidden()
    assert page.check.isVisible()
    assert not page.next.isEnabled()


def test_the_reason_of_a_warning_comes_from_the_short_list(open_window, place, quiet):
    with place.filled(NGOC_LAY) as desk:
        Entry(desk).put_text(Address("BM02", ("2018",), "c13"), "3")
        Entry(desk).put_text(Address("BM02", ("2018",), "c09"), "3")
        window = open_window(desk)
        go_to(window, "entry", quiet)
        press(Key.Key_F9)
        panel = window.entry.problems
        warnings = [line for line in panel.lines if line.mark == "warning"]
        panel.show_finding_at(warnings[0].place)
        assert panel.reason.isVisible()
        panel.reason.setFocus()
        panel.reason.setCurrentIndex(panel.reason.findData("moved"))
        shot(window, "f9-reason")
        assert panel.reason.accessibleName()
        panel.explain()
        row = next(iter(window.live.entry.open.document().tables["BM18.c10"].values()))
        assert (row["x01"], row["c03"]) == ("moved", "Chuyển đi, chuyển đến")
