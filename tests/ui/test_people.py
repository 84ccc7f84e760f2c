"""The page of signers: what each way asks, ending a recognition, register files taken in and written."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QLabel

from db.signers import ACTING, DEPUTY, LEFT, LOST
from exports.keys import new_key
from office.people import Way, own_signers
from office.receiving import signers
from office.recognising import recognise
from office.register_file import SUFFIX, build, open_register
from office.register_lines import RegisterLine
from tests.offices import MOMENT, NGOC_LAY, PASSPHRASE, key_of
from tests.ui.keyboard import Key, press, target, unikey, write
from ui.people.keys import KeysSection
from ui.people.register import RegisterSection
from ui.people.words import likely_capacity


def key_for(person):
    return new_key(
        person=person, unit=NGOC_LAY, unit_name="Xã Ngọc Lây", position="Chủ tịch",
        not_before=MOMENT - timedelta(days=400), not_after=MOMENT + timedelta(days=900),
    )  # fmt: skip


SECRET = "đủ dài rồi"
CHUONG, LAN = key_for("A Chương"), key_for("Y Lan")


def line(key, person, **more):
    return RegisterLine(NGOC_LAY, person, "Chủ tịch", key.certificate.public_bytes(Encoding.DER), **more)


@pytest.fixture
def shown(qtbot, at):
    """Show one section of the page in a window of its own."""

    def show(section, desk):
        made = section(at(desk))
        qtbot.addWidget(made)
        made.resize(900, 640)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.refresh()
        return made

    return show


@pytest.fixture
def knowing(district):
    """A district that knows the commune's chairman."""
    der = CHUONG.certificate.public_bytes(Encoding.DER)
    recognise(district, der, unit=NGOC_LAY, person="A Chương", position="Chủ tịch", how="điện thoại")
    return district


@pytest.fixture
def register(shown, knowing):
    return shown(RegisterSection, knowing)


@pytest.fixture
def section(shown, desk):
    """The keys of a commune whose chairman has one."""
    key_of(desk)
    return shown(KeysSection, desk)


@pytest.fixture
def file(tmp_path):
    """Write a register file as the commune would."""

    def written(*lines, by=CHUONG):
        path = tmp_path / f"so{SUFFIX}"
        path.write_bytes(build(NGOC_LAY, lines, by, MOMENT))
        return path

    return written


class TestTheWays:
    def test_each_says_what_stays_and_asks_a_passphrase_twice(self, section, desk):
        panel = section.way
        (mine,) = own_signers(desk)
        assert " · ".join(mine.words) in section.words.text()
        for way in Way:
            section.ways[way].setFocus()
            press(Key.Key_Return)
            assert "Số liệu giữ nguyên" in panel.told.text()
            assert panel.until.isVisible() == (way is Way.ACTING)
            assert panel.old.isVisible() == (way in (Way.HOLDER, Way.FORGOTTEN, Way.LOST))
            same = way in (Way.SECOND_PC, Way.FORGOTTEN, Way.LOST)
            assert panel.person.text() == ("A Chương" if same else "")
            panel.person.setText("Y Lan")
            for first, again in (("ngắn", "ngắn"), (SECRET, "khác"), (SECRET, SECRET)):
                panel.first.setText(first)
                panel.again.setText(again)
                assert panel.yes.isEnabled() == (again == SECRET)
            press(Key.Key_Escape)
            assert target() is section.ways[way]
            assert panel.first.text() == "", "a passphrase is not left standing"

    def test_a_lost_key_cannot_vouch_for_the_new_one(self, section):
        section.begin(Way.LOST)
        assert not section.way.vouching.isVisible()
        section.begin(Way.HOLDER)
        assert section.way.vouching.isVisible()

    def test_a_wrong_day_and_a_wrong_passphrase_are_told_in_place(self, section, ask, tmp_path, quiet):
        section.begin(Way.ACTING)
        panel = section.way
        for editor, text in ((panel.person, "Y Lan"), (panel.first, SECRET), (panel.again, SECRET)):
            editor.setText(text)
        panel.until.setText("hôm nào đó")
        panel.yes.click()
        assert "NOT_A_DATE" in panel.notice.text
        panel.until.clear()
        panel.by_key.setChecked(True)
        panel.passphrase.setText("sai")
        assert not panel.yes.isEnabled(), "no folder yet"
        ask.chosen_folder = tmp_path
        panel.choose.click()
        panel.yes.click()
        quiet()
        assert "KEY_PASSPHRASE" in panel.notice.text
        assert panel.passphrase.text() == ""

    def test_the_head_vouches_for_an_acting_one_with_a_file(self, section, desk, ask, tmp_path, quiet):
        section.begin(Way.ACTING)
        panel = section.way
        texts = {panel.person: "Y Lan", panel.until: "31/12/2018", panel.first: SECRET}
        for editor, text in (texts | {panel.again: SECRET}).items():
            editor.setText(text)
        panel.by_key.setChecked(True)
        panel.passphrase.setText(PASSPHRASE)
        ask.chosen_folder = tmp_path
        panel.choose.click()
        panel.yes.click()
        quiet()
        told = "\n".join(one.text() for one in section.done.findChildren(QLabel))
        assert f"so-nguoi-ky-{NGOC_LAY}{SUFFIX}" in told
        assert "Huyện Tu Mơ Rông" in told
        opened = open_register(desk, (tmp_path / f"so-nguoi-ky-{NGOC_LAY}{SUFFIX}").read_bytes())
        assert [(one.person, one.capacity) for one in opened.lines][-1] == ("Y Lan", ACTING)
        assert opened.lines[-1].until is not None


class TestTheRegister:
    def test_a_recognition_is_ended_with_why_and_who_said_so(self, register, district):
        register.list.setFocus()
        press(Key.Key_Return)
        assert target() is register.ending.why.choices[LEFT]
        press(Key.Key_Down, Key.Key_Down)
        assert register.ending.why.chosen == LOST
        press(Key.Key_Tab, Key.Key_Tab)
        assert not register.ending.yes.isEnabled()
        unikey("Chủ tịch gọi điện")
        press(Key.Key_Return)
        (ended,) = signers(district)
        assert (ended.end_kind, ended.ended_how) == (LOST, "Chủ tịch gọi điện")
        assert register.list.rowCount() == 0
        assert "A Chương" in register.notice.text
        register.ended.setFocus()
        press(Key.Key_Space)
        assert "mất khóa" in register.list.item(0, 3).text()
        assert not register.end_button.isEnabled()

    def test_what_is_wrong_is_told_in_place(self, register, district, tmp_path):
        register.ask_end()
        register.ending.last.setText("31/12/2030")
        register.ending.how.setText("x")
        register.ending.yes.click()
        assert "LAST_DAY_WRONG" in register.ending.notice.text
        assert signers(district)[0].until == ""
        register.go_back()
        path = tmp_path / f"x{SUFFIX}"
        path.write_bytes(b"x")
        register.open_file(path)
        assert "REGISTER_NOT_WHOLE" in register.notice.text
        register.open_file(tmp_path / "gone")
        assert "FILE_UNREADABLE" in register.notice.text
        register.search.setFocus()
        write("ngoc chuong")
        assert register.list.rowCount() == 1, "a name is found without its diacritics"
        write("x")
        assert register.list.rowCount() == 0
        assert not register.end_button.isEnabled()

    def test_a_file_of_a_known_signer_is_shown_line_by_line_and_taken_in(
        self, register, district, file, ask, quiet
    ):
        ask.files = (file(line(CHUONG, "A Chương"), line(LAN, "Y Lan", capacity=DEPUTY)),)
        register.take_button.setFocus()
        press(Key.Key_Return)
        panel = register.taking
        assert [panel.lines.item(0, column).text() for column in (0, 2, 3)] == [
            "công nhận",
            "Y Lan, Chủ tịch",
            "Cấp phó ký thay (KT.)",
        ]
        assert len(signers(district)) == 1
        assert target() is panel.all
        press(Key.Key_Return)
        quiet()
        assert {one.person for one in signers(district)} == {"A Chương", "Y Lan"}
        assert register.list.rowCount() == 2

    def test_a_file_of_a_stranger_waits_for_the_words_and_only_ticked_lines_change_something(
        self, register, district, file, ask, quiet
    ):
        path = file(line(LAN, "Y Lan"), line(CHUONG, "A Chương", end=LOST), by=LAN)
        register.open_file(path)
        panel = register.taking
        assert not panel.all.isEnabled()
        assert target() is panel.signer.how
        unikey("gọi 0260 3824 123")
        ask.ticks = lambda lines: frozenset((0,))
        panel.some.click()
        quiet()
        assert {one.person: one.end_kind for one in signers(district)} == {"Y Lan": "", "A Chương": ""}

    def test_the_register_is_signed_and_written(self, register, district, ask, tmp_path, quiet):
        key_of(district)
        register.ask_write()
        ask.chosen_folder = tmp_path
        press(Key.Key_Return)
        assert target() is register.writing.keys.passphrase
        unikey(PASSPHRASE)
        press(Key.Key_Return)
        quiet()
        (path,) = tmp_path.glob(f"*{SUFFIX}")
        assert path.name in register.notice.text
        people = {one.person for one in open_register(district, path.read_bytes()).lines}
        assert "A Chương" in people
        assert len(people) == 2


def test_a_register_that_comes_along_is_told_of_where_packages_are_received(
    open_window, knowing, file, quiet
):
    window = open_window(knowing)
    path = file(line(LAN, "Y Lan", capacity=DEPUTY))
    window.show_page("receive")
    window.receiving.look((path.parent,))
    quiet()
    assert "sổ người ký của Xã Ngọc Lây" in window.receiving.register.text
    assert target() is window.receiving.look_button
    press(Key.Key_Return)
    assert window.people.section == "register"
    assert window.people.isVisible()
    assert [one.line.person for one in window.people.register.taking.view.proposals] == ["Y Lan"]


@pytest.mark.parametrize(
    "position, capacity",
    [
        ("Chủ tịch", ""),
        ("KT. Chủ tịch, Phó Chủ tịch", DEPUTY),
        ("KT.CHỦ TỊCH", DEPUTY),
        ("Quyền Chủ tịch", ACTING),
        ("Q. Chủ tịch", ACTING),
        ("Phó Chủ tịch", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_position_say_as_what_somebody_signs(position, capacity):
    assert likely_capacity(position) == capacity
