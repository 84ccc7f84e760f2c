"""Kits and supplements in the window: found, compared by telephone, installed, told of at cells."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db.kits import KeptFigure
from desktop_app.app import Program, application
from exports.keys import new_key
from forms.answers import Address
from office import kit, supplements
from office.clock import FixedClock
from office.contact import FILE, contact_of, remember_contact, with_contact
from office.desk import DATABASE, Desk
from office.entry import Entry
from office.kit import find_kits
from office.kit_file import Contact, Guidance, KitPlan, build, open_kit
from office.packs import seal
from office.register_lines import RegisterLine
from office.signing_keys import FileKey
from office.supplements import Addition, make
from tests.offices import KON_TUM, MOMENT, NGOC_LAY, PASSPHRASE, TU_MO_RONG, key_of, shelf
from tests.ui.keyboard import Key, press, target, unikey, write
from ui.first_start import Begin, FirstStart
from ui.window import Window

PDF = b"%PDF-1.4\n%%EOF\n"
CELL = Address("BM02", ("2016",), "c01")


@pytest.fixture(scope="module")
def key():
    return new_key(
        person="Nguyễn Tỉnh", unit=KON_TUM, unit_name="Kon Tum", position="Giám đốc", algorithm="P-256",
        not_before=MOMENT.replace(year=2017), not_after=MOMENT.replace(year=2028),
    )  # fmt: skip


@pytest.fixture
def plan(key):
    certificate = key.certificate.public_bytes(Encoding.DER)
    return KitPlan(
        issuer=KON_TUM,
        number=1,
        day="2018-08-01",
        title={"vi": "Bộ tài liệu giữa kỳ", "en": "Mid-term kit"},
        signers=(RegisterLine(KON_TUM, "Nguyễn Tỉnh", "Giám đốc", certificate),),
        guidance=(Guidance("Huong-dan.pdf", "Hướng dẫn", PDF),),
        contacts=(Contact(TU_MO_RONG, "Ông A Nam", "Phòng LĐ", "0260 3824 123"),),
        figures=(KeptFigure(NGOC_LAY, CELL, "400", "QĐ 12/2017"),),
    )


@pytest.fixture
def kit_file(tmp_path, key, plan):
    """A stick's top folder with the kit on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    path = folder / "KT-2018-GK.phieuxa-kit"
    path.write_bytes(build(shelf().packs[0].data, plan, key, MOMENT))
    return path


@pytest.fixture
def empty(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


def number_of(desk):
    here = kit.installed(desk)
    assert here is not None
    return here.number


def nobody(_: Begin) -> Desk:
    raise AssertionError("nothing is begun here")


def at_kit(window):
    window.show_page("packs")
    window.packs.show_section("kit")
    return window.packs.kit


class TestAKitInTheWindow:
    def test_is_shown_with_words_and_installed_only_when_somebody_says_they_agree(
        self, open_window, empty, kit_file, ask
    ):
        section = at_kit(open_window(empty))
        ask.files = (kit_file,)
        section.choose.click()
        assert "Bộ tài liệu giữa kỳ: số 1" in section._new_title.text()
        assert target() is section.signer.how
        assert not section.install.isEnabled()
        assert kit.installed(empty) is None
        write("gọi 0260 3862 111")
        told: list[str] = []
        section.desk_changed.connect(told.append)
        press(Key.Key_Return)
        assert told == ["Đã nạp bộ tài liệu số 1."]
        assert number_of(empty) == 1
        assert Entry(empty).view(CELL).value == 400

    def test_tells_whom_to_call_and_opens_guidance_from_a_copy(self, open_window, empty, kit_file, ask):
        one = open_kit(kit_file.read_bytes(), MOMENT)
        kit.confirm_signer(empty, one, how="x")
        kit.install(empty, one)
        section = at_kit(open_window(empty))
        assert section.people.item(0, 2).text() == "0260 3824 123"
        section.papers.setFocus()
        press(Key.Key_Return)
        assert ask.shown[0].read_bytes() == PDF
        assert ask.shown[0].name == "Huong-dan.pdf"
        ask.shows = False
        section.read()
        assert "Huong-dan.pdf" in section.notice.text

    def test_a_broken_file_is_told_in_place(self, open_window, empty, tmp_path):
        section = at_kit(open_window(empty))
        path = tmp_path / "x.phieuxa-kit"
        path.write_bytes(b"x")
        section.look_at(path)
        assert "KIT_NOT_WHOLE" in section.notice.text
        section.look_at(tmp_path / "gone.phieuxa-kit")
        assert "FILE_UNREADABLE" in section.notice.text

    def test_with_a_newer_pack_leads_to_where_that_is_looked_at(
        self, open_window, empty, plan, key, tmp_path, quiet
    ):
        newer = replace(shelf().packs[0].pack, version="1.0.9")
        path = tmp_path / "KT-2018-GK.phieuxa-kit"
        path.write_bytes(build(seal(newer, MOMENT), plan, key, MOMENT))
        window = open_window(empty)
        section = at_kit(window)
        section.look_at(path)
        assert "KIT_NEW_PACK" in section.notice.text
        press(Key.Key_Return)
        quiet()
        assert window.packs.section == "new"
        assert window.packs.new_version.seen is not None

    def test_what_was_published_is_told_at_the_cell(self, open_window, empty, kit_file):
        one = open_kit(kit_file.read_bytes(), MOMENT)
        kit.confirm_signer(empty, one, how="x")
        kit.install(empty, one)
        window = open_window(empty)
        window.ways.cell(CELL)
        assert "Số công bố: 400 (QĐ 12/2017)" in window.entry.status.cell.text()

    def test_a_refusal_names_whom_to_ask(self, open_window, empty, kit_file, plan, key):
        one = open_kit(kit_file.read_bytes(), MOMENT)
        kit.confirm_signer(empty, one, how="x")
        kit.install(empty, one)
        window = open_window(empty)
        other = open_kit(build(shelf().packs[0].data, replace(plan, figures=()), key, MOMENT), MOMENT)
        window.packs.kit.offer(other)
        assert "KIT_FORKED" in window.packs.kit.notice.text
        assert "Ông A Nam, 0260 3824 123" in window.packs.kit.notice.text


def test_the_contact_can_be_read_while_the_data_cannot(empty, kit_file):
    remember_contact(empty)
    assert contact_of(empty.home) == ""
    one = open_kit(kit_file.read_bytes(), MOMENT)
    kit.confirm_signer(empty, one, how="x")
    kit.install(empty, one)
    remember_contact(empty)
    empty.close()
    (empty.home / DATABASE).write_bytes(b"")
    who = contact_of(empty.home)
    assert with_contact("Hỏng.", who, "vi") == "Hỏng. Hỏi: Ông A Nam, 0260 3824 123."
    (empty.home / FILE).write_bytes(b"\xff" * 9)
    assert with_contact("Hỏng.", contact_of(empty.home), "vi") == "Hỏng."


class TestMakingAKit:
    def test_a_district_puts_one_together_and_signs_it(self, open_window, district, ask, tmp_path):
        key_of(district)
        section = at_kit(open_window(district)).make
        assert section.title.text() == "Báo cáo giữa kỳ giảm nghèo bền vững 2016–2018"
        table = tmp_path / "x.csv"
        table.write_text("unit,person,position,telephone\n617,Ông A Nam\n", "utf-8")
        ask.files = (table,)
        section._choose("contacts", "x")
        section.check.click()
        assert "1 người liên hệ" in section.notice.text
        table.write_text("unit,person\n617,Ông A Nam\n", "utf-8")
        section.check.click()
        assert "KIT_TABLE" in section.notice.text
        table.write_text("unit,person,position,telephone\n617,Ông A Nam,,0260\n", "utf-8")
        section.check.click()
        section.keys.passphrase.setText(PASSPHRASE)
        ask.chosen_folder = tmp_path
        told: list[str] = []
        section.made.connect(told.append)
        section.sign.click()
        assert "số 1" in told[0]
        assert (tmp_path / "KT-2018-GK.phieuxa-kit").is_file()
        assert number_of(district) == 1

    def test_a_commune_makes_none(self, open_window, empty):
        assert not at_kit(open_window(empty)).make.isVisible()


class TestASupplementInTheWindow:
    @pytest.fixture
    def path(self, district, tmp_path):
        added = [Addition("model_field", "nuoi-ong", "Nuôi ong")]
        return make(district, added, unlock=FileKey(key_of(district), PASSPHRASE), folder=tmp_path)[1]

    def test_is_installed_once_its_signer_is_confirmed(self, open_window, empty, path, ask):
        window = open_window(empty)
        window.show_page("packs")
        window.packs.show_section("supplement")
        section = window.packs.supplement
        assert section.lists == ()  # a commune adds nothing
        ask.files = (path,)
        section.choose.click()
        assert section.added.item(0, 1).text() == "617.nuoi-ong"
        write("gọi điện")
        told: list[str] = []
        section.desk_changed.connect(told.append)
        press(Key.Key_Return)
        assert told
        assert empty.pack.version == "1.0.0+617.1"

    def test_a_district_adds_rows_with_the_keyboard_and_signs_them(
        self, open_window, district, tmp_path, ask
    ):
        key_of(district)
        window = open_window(district)
        window.show_page("packs")
        window.packs.show_section("supplement")
        section = window.packs.supplement
        section.code.setFocus()
        write("det")
        press(Key.Key_Return)
        unikey("Dệt thổ cẩm")
        press(Key.Key_Return, Key.Key_Return)
        assert section.pending.item(0, 1).text() == "617.det"
        assert target() is section.code
        write("P 1")
        press(Key.Key_Return)
        write("X")
        press(Key.Key_Return, Key.Key_Return)
        assert "SUPPLEMENT_CODE" in section.notice.text
        section.keys.passphrase.setText(PASSPHRASE)
        ask.chosen_folder = tmp_path
        section.sign.click()
        assert [path.name for path in tmp_path.glob("*.phieuxa-them")] == [
            "kontum-2018-midterm-617-1.phieuxa-them"
        ]
        assert supplements.installed(district)[0].items == 1

    def test_files_are_handed_on_as_they_came(self, open_window, district, path, ask, tmp_path):
        window = open_window(district)
        window.show_page("packs")
        window.packs.show_section("supplement")
        ask.chosen_folder = tmp_path / "usb"
        ask.chosen_folder.mkdir()
        window.packs.supplement.on.click()
        assert (ask.chosen_folder / path.name).read_bytes() == path.read_bytes()


class TestAKitBesideTheProgram:
    def test_is_offered_at_the_first_start_and_sets_the_office_up(self, qtbot, tmp_path, kit_file, qapp):
        home = tmp_path / "home"
        program = Program(application([]), home, shelf(), FixedClock(MOMENT), lambda: [kit_file.parent])
        first = program.open()
        assert isinstance(first, FirstStart)
        qtbot.waitUntil(first.isActiveWindow)
        assert first.kit.accepted is None
        first.kit.agree.setFocus()
        press(Key.Key_Space)
        assert first.kit.accepted is not None
        first.search.setFocus()
        unikey("ngọc lây")
        press(Key.Key_Return)
        unikey("Y Bưih")
        press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
        assert isinstance(program.shown, Window)
        desk = program.desk
        assert desk is not None
        assert number_of(desk) == 1
        assert Entry(desk).view(CELL).value == 400
        program.close()

    def test_is_left_alone_when_nobody_says_that_the_words_agree(self, qtbot, tmp_path, kit_file, qapp):
        program = Program(
            application([]), tmp_path / "home", shelf(), FixedClock(MOMENT), lambda: [kit_file.parent]
        )
        first = program.open()
        qtbot.waitUntil(first.isActiveWindow)
        unikey("ngọc lây")
        press(Key.Key_Return)
        unikey("Y Bưih")
        press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
        assert isinstance(program.shown, Window)
        assert program.desk is not None
        assert kit.installed(program.desk) is None
        program.close()

    def test_is_told_on_the_home_page_later_and_only_while_it_is_newer(
        self, qtbot, place, tmp_path, kit_file, qapp
    ):
        with place.office(NGOC_LAY) as desk:
            home = desk.home
        program = Program(application([]), home, shelf(), FixedClock(MOMENT), lambda: [kit_file.parent])
        window = program.open()
        assert isinstance(window, Window)
        qtbot.waitUntil(lambda: window.home._kit is not None, timeout=20_000)
        window.home.kit_wanted.emit(window.home._kit)
        assert window.packs.section == "kit"
        section = window.packs.kit
        section.signer.how.setText("gọi điện")
        section.install.click()
        qtbot.waitUntil(lambda: program.shown is not window)
        again = program.shown
        assert isinstance(again, Window)
        assert again.packs.section == "kit"
        assert "số 1" in again.packs.kit.notice.text
        assert again.live.cell(CELL).text == "400"
        assert again.home._kit is None
        program.close()

    def test_a_broken_one_is_told_and_hinders_nothing(self, qtbot, tmp_path, ask):
        (tmp_path / "x.phieuxa-kit").write_bytes(b"x")
        page = FirstStart(shelf(), nobody, "vi", find_kits([tmp_path], MOMENT), ask)
        qtbot.addWidget(page)
        assert page.kit.accepted is None
        page.search.setText("ngoc lay")
        assert page.list.count() == 1

    def test_one_on_a_stick_can_be_chosen(self, qtbot, kit_file, ask):
        page = FirstStart(shelf(), nobody, "vi", (), ask)
        qtbot.addWidget(page)
        ask.files = (kit_file,)
        page.kit.choose.click()
        page.kit.agree.setChecked(True)
        assert page.kit.accepted is not None
        assert page.kit.accepted.plan.number == 1
