"""The pages with prepared answers to their questions."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from forms.answers import Address
from forms.pack import Severity
from office.entry import Entry
from tests.offices import IA_HDRAI, NGOC_LAY, PASSPHRASE, send_to, shelf
from tests.ui.dropping import drop
from tests.ui.keyboard import ALT, CTRL, Key, press, target, write
from ui.first_start import Begin, FirstStart
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN

CELL = Address("BM02", ("2018",), "c01")


class TestTheFirstStart:
    @pytest.fixture
    def begun(self):
        return []

    @pytest.fixture
    def first(self, qtbot, begun):
        def begin(said: Begin):
            begun.append(said)

        page = FirstStart(shelf(), begin, "vi")
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    def test_finds_the_unit_typed_without_diacritics_and_starts_with_the_keyboard_alone(self, first, begun):
        assert target() is first.search
        write("ngoc lay")
        assert first.list.count() == 1
        press(Key.Key_Return)
        assert target() is first.name
        write("Y Bưih")
        press(Key.Key_Return)
        write("Công chức")
        press(Key.Key_Return)
        write("0260 3824 123")
        press(Key.Key_Return, Key.Key_Return)
        assert begun == [Begin(NGOC_LAY, "Y Bưih", "0260 3824 123", "Công chức")]

    def test_shows_where_a_unit_lies(self, first):
        write("ngoc lay")
        assert first.list.item(0).text().splitlines() == [
            "Xã Ngọk Lây",
            "Huyện Tu Mơ Rông, Tỉnh Kon Tum",
        ] or (first.list.item(0).text().splitlines()[1] == "Huyện Tu Mơ Rông, Tỉnh Kon Tum")

    def test_asks_for_no_key_passphrase_or_pack(self, first):
        asked = [box for box in first.findChildren(QLineEdit) if box.isVisible()]
        assert {box.accessibleName() for box in asked} == {
            "Đơn vị của anh/chị",
            "Họ và tên",
            "Chức vụ",
            "Điện thoại",
        }
        assert all(box.echoMode() is QLineEdit.EchoMode.Normal for box in asked)

    def test_waits_for_a_unit_and_a_name(self, first, begun):
        assert not first.go.isEnabled()
        write("ngoc lay")
        press(Key.Key_Return)
        assert not first.go.isEnabled()
        write("Y Bưih")
        assert first.go.isEnabled()
        first.search.setText("không có xã này")
        assert first.list.count() == 0
        assert not first.go.isEnabled()


class TestHome:
    def test_tells_deadline_problems_and_how_far_each_form_is(self, open_window, desk):
        window = open_window(desk)
        words = [label.text() for label in window.home.findChildren(QLabel)]
        assert "30/09/2018" in words
        assert "còn 10 ngày" in words
        assert "BM-02" in words
        assert "0/59" in words

    def test_never_hides_unfinished_work(self, open_window, desk):
        window = open_window(desk)
        window.live.keep_draft(CELL, "51")
        window.show_page("home")
        words = " ".join(label.text() for label in window.home.findChildren(QLabel))
        assert "1 ô có chữ đang gõ dở" in words
        assert "ô gần nhất: BM-02 " in words
        assert ", dòng 2018, " in words

    def test_opens_a_form_with_the_keyboard(self, open_window, desk):
        window = open_window(desk)
        window.show_page("home")
        press(Key.Key_Return)
        assert window.page("entry").isVisible()


class TestTheEntryPage:
    @pytest.fixture
    def window(self, open_window, filled):
        window = open_window(filled)
        window.show_page("entry")
        return window

    def test_turns_its_forms_with_ctrl_and_page_down(self, window):
        window.entry.open_form("BM01")
        window.entry.start()
        press(Key.Key_PageDown, modifiers=CTRL)
        assert window.entry.form.id == "BM02"
        press(Key.Key_PageUp, modifiers=CTRL)
        assert window.entry.form.id == "BM01"

    def test_turns_the_sections_of_a_long_form_with_page_down(self, window):
        window.entry.open_form("BM05")
        window.entry.start()
        before = window.entry.view.model.keys
        press(Key.Key_PageDown)
        assert window.entry.view.model.keys != before
        press(Key.Key_PageUp, modifiers=ALT)
        assert window.entry.view.model.keys == before

    def test_tells_the_cell_its_unit_and_when_it_was_saved(self, window):
        window.ways.cell(CELL)
        write("512")
        press(Key.Key_Return)
        assert window.entry.status.saved.text() == "Đã ghi 09:30:00"
        window.ways.cell(CELL)
        assert window.entry.status.cell.text() == "Tổng số hộ dân cư đầu kỳ (hộ)"

    def test_lists_problems_with_f9_and_jumps_to_one_with_enter(self, window):
        window.live.put(Address("BM02", ("2018",), "c02"), "99999")
        window.ways.cell(Address("BM01", ("2016",), "c01"))
        press(Key.Key_F9)
        lines = window.entry.problems.lines
        assert lines[0].mark == "error"
        at = next(n for n, line in enumerate(lines) if line.code == "BM02.c02")
        press(*[Key.Key_Down] * at)
        press(Key.Key_Return)
        assert window.entry.view.address == Address("BM02", ("2018",), "c02")
        press(Key.Key_F9)
        press(Key.Key_Escape)
        assert not window.entry.problems.isVisible()

    def test_explains_a_warning_where_it_is_listed(self, window):
        place = Address("BM02", ("2018",), "c09")
        window.ways.cell(place)
        write("5")
        press(Key.Key_Return)
        assert window.live.cell(place).mark == "warning"
        window.ways.cell(place)
        press(Key.Key_F12)
        assert target() is window.entry.problems.box
        write("Năm hộ chuyển sang xã khác")
        press(Key.Key_Return, modifiers=CTRL)
        assert window.live.cell(place).mark == "good"
        (finding,) = [f for f in window.live.findings if f.place == place and f.severity is Severity.WARNING]
        assert finding.explained == "Năm hộ chuyển sang xã khác"
        rows = window.live.rows("BM18.c10")
        assert "Năm hộ chuyển sang xã khác" in [
            window.live.cell(Address("BM18.c10", k, "c03")).text for k in rows
        ]

    def test_tells_a_warning_without_a_reason_once_and_not_again_as_an_error(self, window):
        window.live.put(Address("BM02", ("2018",), "c09"), "5")
        press(Key.Key_F9)
        assert "K34" not in {line.code for line in window.entry.problems.lines}

    def test_tells_blanks_once_a_form(self, open_window, desk):
        window = open_window(desk)
        window.show_page("entry")
        window.entry.check()
        blanks = [line for line in window.entry.problems.lines if line.code == "K36"]
        assert [line.where for line in blanks] == ["BM-00", "BM-01", "BM-02", "BM-03", "BM-05", "BM-18"] or (
            len(blanks) <= len(window.live.forms)
        )

    def test_shows_the_history_of_a_cell(self, window):
        window.ways.cell(CELL)
        write("512")
        press(Key.Key_Return)
        window.ways.cell(CELL)
        press(Key.Key_Return, modifiers=CTRL)
        shown = window.entry.details.history
        when, who, _, new, how = (shown.item(0, column).text() for column in range(5))
        assert (when, who, new, how) == ("20/09/2018 09:30", window.place.desk.person.name, "512", "gõ vào")

    def test_shows_how_complete_each_form_is(self, window):
        lines = {line.form.id: (line.answered, line.wanted) for line in window.entry.forms.model().lines}
        assert lines["BM05"] == (220, 220)
        window.live.put(CELL, "")
        after = {line.form.id: line for line in window.entry.forms.model().lines}
        assert after["BM02"].answered == lines["BM02"][0] - 1


def test_before_sending_blanks_are_told_once_a_form_below_the_errors(open_window, desk, quiet):
    entry = Entry(desk)
    entry.put_text(Address("BM02", ("2018",), "c01"), "100")
    entry.put_text(Address("BM02", ("2018",), "c02"), "200")
    window = open_window(desk)
    window.show_page("send")
    quiet()
    told = [one.text() for one in window.sending.findChildren(QLabel) if one.isVisible()]
    places = [text for text in told if text.startswith(("K36 · ", "BM02.c02 · "))]
    assert places[0].startswith("BM02.c02 · BM-02[2018].c02 · ")
    assert "K36 · BM-01 · Còn 70 ô trống: nhập số, hoặc F4 để ghi không có / chưa rõ." in places
    assert len(places) <= 10


def test_f9_opens_on_the_worst_problem(open_window, desk, quiet):
    window = open_window(desk)
    window.show_page("entry")
    window.live.put(Address("BM02", ("2018",), "c01"), "100")
    window.live.put(Address("BM02", ("2018",), "c02"), "200")
    press(Key.Key_F9)
    assert window.entry.problems.line.code == "BM02.c02"


class TestSending:
    @pytest.fixture
    def window(self, open_window, filled, quiet):
        window = open_window(filled)
        window.show_page("send")
        quiet()
        return window

    def test_goes_from_step_to_step_and_proves_what_it_wrote(self, window, quiet, ask, place):
        page = window.sending
        ask.chosen_folder = place.stick()
        assert page.step == CHECK
        press(Key.Key_Return)
        assert page.step == REVIEW
        press(Key.Key_Return)
        assert page.step == SIGN
        assert target() is page.sign.first  # the signer is named from the cover
        write(PASSPHRASE)
        press(Key.Key_Return)
        write(PASSPHRASE)
        press(Key.Key_Return)
        quiet()
        assert target() == page.sign.passphrase
        press(Key.Key_Return)
        assert page.step == PLACE
        press(Key.Key_Return)  # choose a folder: the prepared answer
        page.next.setFocus()
        press(Key.Key_Return)
        quiet()
        assert page.step == RESULT
        (written,) = place.stick().glob("*.xlsx")
        words = " ".join(label.text() for label in page.result.findChildren(QLabel))
        assert written.name in words
        assert page.sign.passphrase.text() == ""

    def test_shows_the_figures_code_before_signing(self, window):
        press(Key.Key_Return)
        words = [label.text() for label in window.sending.cover.findChildren(QLabel)]
        assert any(len(word) == 9 and word[4] == "-" for word in words)

    def test_stops_at_errors_and_leads_back_to_entry(self, open_window, desk, quiet):
        window = open_window(desk)
        window.show_page("send")
        quiet()
        assert not window.sending.next.isEnabled()
        window.sending.check.mend.emit()
        assert window.page("entry").isVisible()
        assert window.entry.problems.isVisible()

    def test_tells_a_wrong_passphrase_in_place(self, window, quiet, ask, place, filled):
        send_to(filled, place.stick("first"))
        page = window.sending
        ask.chosen_folder = place.stick()
        page.show_step(SIGN)
        write("sai mật khẩu")
        press(Key.Key_Return)
        page.where.choose()
        page.next.click()
        quiet()
        assert page.step == PLACE
        assert page.notice.text
        assert list(place.stick().glob("*.xlsx")) == []

    def test_refuses_two_different_passphrases(self, window, quiet):
        page = window.sending
        page.show_step(SIGN)
        write(PASSPHRASE)
        press(Key.Key_Return)
        write("khác hẳn")
        assert not page.sign.make_button.isEnabled()
        press(Key.Key_Return)
        quiet()
        assert "không giống nhau" in page.sign.notice.text

    def test_writes_the_original_once_more(self, window, quiet, ask, place, filled):
        sent = send_to(filled, place.stick())
        window.sending.refresh()
        ask.chosen_folder = place.stick("again")
        window.sending.sent.send_again()
        quiet()
        (copy,) = place.stick("again").glob("*.xlsx")
        assert copy.read_bytes() == sent.path.read_bytes()


class TestReceiving:
    @pytest.fixture
    def package(self, filled, place):
        return send_to(filled, place.stick()).path

    @pytest.fixture
    def window(self, open_window, district, package):
        window = open_window(district)
        window.show_page("receive")
        return window

    def test_lets_a_package_wait_for_its_signer_then_takes_it_in(self, window, quiet, ask, package):
        ask.files = (package,)
        assert target() is window.receiving.drop.files
        press(Key.Key_Return)
        quiet()
        page = window.receiving
        assert page.inbox.list.item(0, 0).text() == "Chưa công nhận người ký"
        assert not page.signers.isVisible()
        assert window.place.desk.received.packages(direction="received") == ()
        assert target() is page.inbox.take
        press(Key.Key_Return)
        quiet()
        assert page.signers.isVisible()
        assert page.signers.now.words[0] in page.signers.words.text()
        assert not page.signers.button.isEnabled()
        assert target() is page.signers.how
        write("gọi 0260 3824 123")
        press(Key.Key_Return)
        quiet()
        assert page.inbox.list.item(0, 0).text() == "Đã nhận"
        assert not page.signers.isVisible()
        assert page.missing.rowCount() == len(window.place.desk.reporting_units) - 1

    def test_tells_a_broken_file_its_reason_beside_good_ones(self, window, quiet, place, package):
        (place.stick() / "hỏng.xlsx").write_bytes(b"no zip")
        window.receiving.look((place.stick(),))
        quiet()
        rows = {
            window.receiving.inbox.list.item(row, 0).text(): window.receiving.inbox.list.item(row, 3).text()
            for row in range(window.receiving.inbox.list.rowCount())
        }
        assert set(rows) == {"Từ chối", "Chưa công nhận người ký"}
        assert all(rows.values())

    def test_takes_files_that_are_dropped(self, window, quiet, package):
        drop(window.receiving.drop, package)
        quiet()
        assert window.receiving.inbox.list.rowCount() == 1

    def test_asks_for_nothing_when_the_person_picks_nothing(self, window, quiet, ask):
        ask.files = ()
        window.receiving.drop.files.click()
        quiet()
        assert not window.receiving.inbox.isVisible()


class TestTotals:
    def test_adds_up_what_was_received_and_names_who_is_missing(self, open_window, place, filled, quiet):
        package = send_to(filled, place.stick()).path
        with place.office("617") as district:
            window = open_window(district)
            window.show_page("receive")
            window.receiving.look((package,))
            quiet()
            press(Key.Key_Return)
            quiet()
            write("gọi điện")
            press(Key.Key_Return)
            quiet()
            window.show_page("totals")
            window.totals.show_table("TH-02")
            quiet()
            model = window.totals.grid.model()
            names = [strip.text for strip in model.lines]
            codes = [strip.code for strip in model.columns]
            own = Entry(filled).shown(Address("BM02", ("2018",), "c14"))
            line = next(n for n, name in enumerate(names) if name == filled.unit.name)
            assert model.shown(line, codes.index("c14")).text == own
            assert model.shown(len(names) - 1, codes.index("c14")).text == own
            assert "tạm tính" in window.totals.notice.text
            assert window.totals.missing.text().startswith("Còn thiếu 10 đơn vị")

    def test_shows_every_table_of_the_level(self, open_window, district, quiet):
        window = open_window(district)
        window.show_page("totals")
        quiet()
        for number in range(window.totals.table.count()):
            window.totals.table.setCurrentIndex(number)
            quiet()
            assert window.totals.grid.model().columnCount() > 0

    def test_writes_a_table_as_a_workbook(self, open_window, district, quiet, ask, tmp_path):
        window = open_window(district)
        window.show_page("totals")
        window.totals.show_table("TH-02")
        quiet()
        ask.saved_as = tmp_path / "TH-02.xlsx"
        window.totals.export.click()
        quiet()
        assert (tmp_path / "TH-02.xlsx").stat().st_size > 1000
        assert ask.asked == ["TH-02-2018-617.xlsx"]


class TestSettings:
    def test_adds_chooses_and_ends_people(self, open_window, desk, ask):
        window = open_window(desk)
        window.show_page("settings")
        first = desk.person.name
        ask.filled = {"name": "A Thử", "position": "Công chức", "telephone": ""}
        window.settings.people.add()
        assert [person.name for person in desk.people()] == [first, "A Thử"]
        window.settings.people.table.selectRow(1)
        window.settings.people.choose()
        assert desk.person.name == "A Thử"
        window.settings.people.table.selectRow(0)
        window.settings.people.end()
        assert [person.name for person in desk.people()] == ["A Thử"]
        assert any(first in question for question in ask.asked)

    def test_tells_program_pack_and_its_hash(self, open_window, desk):
        window = open_window(desk)
        words = " ".join(label.text() for label in window.settings.findChildren(QLabel))
        assert desk.pack.hash in words.replace("\n", "")
        assert desk.pack.version in words

    def test_wishes_another_language(self, open_window, desk, qtbot):
        window = open_window(desk)
        with qtbot.waitSignal(window.language_wanted) as wanted:
            window.settings.language_chosen.emit("en")
        assert wanted.args == ["en"]


def test_a_district_has_the_cover_and_what_it_manages_itself_and_no_form_of_its_communes(open_window, place):
    with place.office(IA_HDRAI) as desk:
        window = open_window(desk)
        forms = [form.id for form in window.live.forms]
        assert forms[0] == "BM00"
        assert "BM09" in forms
        assert "BM02" not in forms
