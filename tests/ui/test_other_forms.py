"""Forms of other makers in the window: added, filled question by question, by key alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.answers import Address, State
from office.other_forms import forms, install, instances, open_instance
from tests.pictures import JPEG
from tests.ui.keyboard import ALT, CTRL, Key, press, unikey, write
from ui.entry.field_line import FieldLine
from ui.entry.options import OptionsEditor
from ui.entry.repeat_block import RepeatBlock

VISIT = """
| survey |
|  | type | name | label::English (en) | label::Tiếng Việt (vi) | relevant | choice_filter | appearance | repeat_count | parameters | required | readonly | calculation |
|  | text | head | **Head** of household | **Chủ** hộ |  |  |  |  |  | yes |  |  |
|  | select_one yes_no | poor | Is it poor? | Hộ nghèo? |  |  |  |  |  |  |  |  |
|  | begin group | why | About poverty of ${head} | Về hộ nghèo của ${head} | ${poor} = '1' |  |  |  |  |  |  |  |
|  | select_multiple needs | lacks | What is lacking? | Thiếu gì? |  |  |  |  |  |  |  |  |
|  | rank needs | first | What first? | Cần gì trước? |  |  |  |  |  |  |  |  |
|  | end group |  |  |  |  |  |  |  |  |  |  |  |
|  | select_one district | district | District | Huyện |  |  |  |  |  |  |  |  |
|  | select_one village | village | Village | Thôn |  | district = ${district} | minimal |  |  |  |  |  |
|  | range | years | Years | Số năm |  |  |  |  | start=0 end=10 step=5 |  |  |  |
|  | date | since | Since | Từ khi nào |  |  | month-year |  |  |  |  |  |
|  | time | hour | At what time | Lúc mấy giờ |  |  |  |  |  |  |  |  |
|  | geopoint | place | Position | Vị trí |  |  |  |  |  |  |  |  |
|  | image | photo | Photo | Ảnh |  |  |  |  |  |  |  |  |
|  | acknowledge | told | Told the rules | Đã nghe quy định |  |  |  |  |  |  |  |  |
|  | integer | people | People | Số người |  |  |  |  |  |  |  |  |
|  | integer | double | Twice | Gấp đôi |  |  |  |  |  |  | yes | ${people} * 2 |
|  | begin repeat | member | Member | Thành viên |  |  |  | ${people} |  |  |  |  |
|  | text | name | Name | Họ tên |  |  |  |  |  |  |  |  |
|  | end repeat |  |  |  |  |  |  |  |  |  |  |  |
|  | begin repeat | plot | Plot | Thửa đất |  |  |  |  |  |  |  |  |
|  | text | crop | Crop | Cây trồng |  |  |  |  |  |  |  |  |
|  | begin group | about | About ${crop} | Về ${crop} |  |  |  |  |  |  |  |  |
|  | text | seed | Seed of ${crop} | Giống ${crop} |  |  | multiline |  |  |  |  |  |
|  | end group |  |  |  |  |  |  |  |  |  |  |  |
|  | begin repeat | harvest | Harvest | Vụ |  |  |  |  |  |  |  |  |
|  | integer | kilos | Kilos | Số cân |  |  |  |  |  |  |  |  |
|  | end repeat |  |  |  |  |  |  |  |  |  |  |  |
|  | end repeat |  |  |  |  |  |  |  |  |  |  |  |
| choices |
|  | list_name | name | label::English (en) | label::Tiếng Việt (vi) | district |
|  | yes_no | 1 | Yes | Có |  |
|  | yes_no | 0 | No | Không |  |
|  | needs | water | Water | Nước |  |
|  | needs | road | A road | Đường |  |
|  | needs | house | A house | Nhà |  |
|  | district | a | Tu Mo Rong | Tu Mơ Rông |  |
|  | district | b | Dak To | Đắk Tô |  |
|  | village | n | Dak Na | Đắk Na | a |
|  | village | p | Po Ko | Pô Kô | b |
| settings |
|  | form_id | form_title | version | default_language |
|  | visit | Phiếu thăm hộ | 1 | English (en) |
"""  # noqa: E501 - a table


def at(field, key=(), table="visit"):
    return Address(table, key, field)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "visit.md"
    path.write_text(VISIT, "utf-8")
    return path


@pytest.fixture
def window(desk, open_window, file):
    install(desk, file)
    window = open_window(desk)
    window.show_page("other")
    return window


@pytest.fixture
def filling(window):
    window.other.begin("visit")
    return window.other


def entry_of(filling):
    return filling.entry


def form_of(filling):
    return filling.filling.view


def box(filling, field):
    return form_of(filling).shown.part.boxes[at(field)]


def editor(filling, field):
    return box(filling, field).inner.editor


def stand(filling, field):
    box(filling, field).take_keyboard()


def shown(filling, field):
    return entry_of(filling).shown(at(field))


def status(filling):
    return filling.filling.status.rule.text()


class TestTheList:
    def test_a_form_is_added_in_the_background_and_can_be_filled_at_once(
        self, desk, open_window, file, ask, quiet
    ):
        window = open_window(desk)
        window.show_page("other")
        ask.files = (file,)
        press(Key.Key_Insert)
        quiet()
        assert [form.id for form in forms(desk)] == ["visit"]
        assert "Phiếu thăm hộ" in window.other.overview.notice.text
        press(Key.Key_Return)  # the keyboard stands on the button that begins an instance
        assert window.other.filling is not None

    def test_what_does_not_work_is_told_in_words(self, desk, open_window, tmp_path, ask, quiet):
        path = tmp_path / "odd.md"
        path.write_text(
            "| survey |\n|  | type | name | label | calculation |\n|  | text | a | A |  |\n"
            "|  | calculate | b |  | unheard-of(${a}) |\n| settings |\n|  | form_id |\n|  | odd |\n",
            "utf-8",
        )
        window = open_window(desk)
        window.show_page("other")
        ask.files = (path,)
        press(Key.Key_Insert)
        quiet()
        assert "unheard-of" in window.other.overview.warnings.toPlainText()
        assert window.other.overview.warnings.isVisible()

    def test_a_file_that_is_no_form_is_refused_in_one_sentence(self, desk, open_window, tmp_path, ask, quiet):
        path = tmp_path / "broken.xlsx"
        path.write_bytes(b"no workbook")
        window = open_window(desk)
        window.show_page("other")
        ask.files = (path,)
        press(Key.Key_Insert)
        quiet()
        assert "broken.xlsx" in window.other.overview.notice.text
        assert forms(desk) == ()

    def test_an_instance_is_begun_left_opened_removed_and_brought_back_by_key(self, window, desk):
        press(Key.Key_N, modifiers=CTRL)
        unikey("Y Hoa")
        press(Key.Key_Left, modifiers=ALT)
        overview = window.other.overview
        assert overview.isVisible()
        assert [one.title for one in instances(desk, "visit")] == ["Y Hoa"]
        press(Key.Key_Return)
        assert window.other.entry.shown(at("head")) == "Y Hoa"
        press(Key.Key_Left, modifiers=ALT)
        press(Key.Key_Delete)
        assert instances(desk, "visit") == ()
        assert "Ctrl+Z" in overview.notice.text
        press(Key.Key_Z, modifiers=CTRL)
        assert [one.title for one in instances(desk, "visit")] == ["Y Hoa"]

    def test_an_instance_in_which_nothing_was_answered_is_not_kept(self, window, desk):
        press(Key.Key_N, modifiers=CTRL)
        press(Key.Key_Left, modifiers=ALT)
        assert instances(desk, "visit") == instances(desk, "visit", removed=True) == ()

    def test_an_instance_with_a_text_that_was_refused_is_kept(self, window, desk):
        press(Key.Key_N, modifiers=CTRL)
        stand(window.other, "years")
        write("77")
        press(Key.Key_Left, modifiers=ALT)
        assert len(instances(desk, "visit")) == 1

    def test_a_finished_instance_says_so_and_one_with_errors_shows_them(self, filling, desk):
        press(Key.Key_F9, modifiers=CTRL)
        assert filling.filling is not None
        assert filling.filling.problems.isVisible()
        assert "Chủ hộ" in filling.filling.problems.lines[0].text
        stand(filling, "head")
        write("A Tuan")
        press(Key.Key_F9, modifiers=CTRL)
        assert filling.filling is None
        assert instances(desk, "visit")[0].finished is not None
        table = filling.overview.table
        assert table.item(0, 4).text() == "hoàn thành"

    def test_a_form_is_taken_off_the_list_after_a_question(self, window, desk, ask):
        window.other.overview.drop_form()
        assert "Phiếu thăm hộ" in ask.asked[-1]
        assert forms(desk) == ()


class TestQuestions:
    def test_the_form_speaks_the_persons_language_and_any_other_of_its_own(self, filling):
        assert box(filling, "head").words.startswith("<b>Chủ</b> hộ")
        filling._speak("English (en)")
        assert box(filling, "head").words.startswith("<b>Head</b> of household")
        assert editor(filling, "poor").item(0).text() == "Yes"
        entry_of(filling).put_text(at("poor"), "1")
        assert shown(filling, "poor") == "Yes"
        filling.close_instance()
        filling.begin("visit")
        assert box(filling, "head").words.startswith("<b>Head</b>")  # remembered for this form

    def test_keys_alone_lead_from_question_to_question(self, filling):
        write("Y Hoa")
        press(Key.Key_Return)
        assert editor(filling, "poor").hasFocus()
        press(Key.Key_1)
        assert shown(filling, "poor") == "Có"
        press(Key.Key_Tab)
        assert editor(filling, "lacks").hasFocus()
        press(Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space)
        assert shown(filling, "lacks") == "Nước; Nhà"
        press(Key.Key_Return)
        press(Key.Key_Down, modifiers=ALT)
        assert shown(filling, "first") == "Đường; Nước; Nhà"
        press(Key.Key_Tab, Key.Key_2, Key.Key_Tab)
        write("po ko")
        press(Key.Key_Tab)
        assert shown(filling, "village") == "Pô Kô"
        write("5")
        press(Key.Key_Tab)
        write("9/2018")
        press(Key.Key_Tab)
        write("8h30")
        press(Key.Key_Tab)
        assert (shown(filling, "years"), shown(filling, "since"), shown(filling, "hour")) == (
            "5", "09/2018", "08:30",
        )  # fmt: skip
        assert box(filling, "photo").has_keyboard  # the position is locked and passed over
        press(Key.Key_Tab)
        assert editor(filling, "told").hasFocus()
        press(Key.Key_Space)
        assert entry_of(filling).view(at("told")).value == "OK"

    def test_a_group_appears_with_its_heading_and_speaks_of_answers(self, filling):
        part = form_of(filling).shown.part
        heading = part._headings[0][0]
        assert heading.isHidden()
        assert box(filling, "lacks").isHidden()
        entry = filling.filling.live
        entry.put(at("head"), "Y Hoa")
        entry.put(at("poor"), "1")
        assert not heading.isHidden()
        assert "Y Hoa" in heading.words
        assert not box(filling, "lacks").isHidden()
        entry.put(at("poor"), "0")
        assert heading.isHidden()

    def test_a_locked_question_says_why_and_takes_no_key(self, filling):
        place = box(filling, "place")
        assert place.inner is None
        assert "không ghi được" in place.why()
        assert not place.asked
        assert not box(filling, "double").asked
        filling.filling.live.put(at("people"), "3")
        assert box(filling, "double")._value.text() == "6"

    def test_a_choice_cleared_elsewhere_is_told_and_undone(self, filling):
        live = filling.filling.live
        live.put(at("district"), "a")
        live.put(at("village"), "n")
        stand(filling, "district")
        press(Key.Key_2)
        assert entry_of(filling).view(at("village")).value is None
        assert "Thôn" in status(filling)
        assert "Đắk Na" in status(filling)
        press(Key.Key_Tab)
        assert "Đắk Na" in status(filling)  # still told one question further on
        press(Key.Key_Z, modifiers=CTRL)
        assert (shown(filling, "district"), shown(filling, "village")) == ("Tu Mơ Rông", "Đắk Na")
        assert editor(filling, "district").answer == "a"

    def test_choices_follow_from_other_answers(self, filling):
        live = filling.filling.live
        live.put(at("district"), "b")
        stand(filling, "village")
        write("dak")
        press(Key.Key_Tab)
        assert entry_of(filling).view(at("village")).value is None
        assert "dak" in box(filling, "village").told

    def test_what_is_out_of_range_stays_in_the_box_with_the_reason_below(self, filling):
        stand(filling, "years")
        write("12")
        press(Key.Key_Tab)
        assert "0" in box(filling, "years").told
        assert "10" in box(filling, "years").told
        assert entry_of(filling).view(at("years")).value is None

    def test_blanks_are_blanks_f4_says_nothing_of_them(self, filling):
        stand(filling, "years")
        press(Key.Key_F4)
        assert entry_of(filling).view(at("years")).state is None
        assert State.NONE not in entry_of(filling).open.states().values()

    def test_a_choice_is_taken_back_by_delete_and_by_clicking_it_again(self, filling, qtbot):
        stand(filling, "poor")
        press(Key.Key_2)
        assert shown(filling, "poor") == "Không"
        press(Key.Key_Delete)
        assert shown(filling, "poor") == ""
        options = editor(filling, "poor")
        assert isinstance(options, OptionsEditor)
        where = options.visualItemRect(options.item(0)).center()
        qtbot.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert shown(filling, "poor") == "Có"
        qtbot.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert shown(filling, "poor") == ""

    def test_a_photo_is_attached_without_a_caption_and_one_is_all_a_question_takes(
        self, filling, ask, tmp_path
    ):
        photo = tmp_path / "nha.jpg"
        photo.write_bytes(JPEG)
        ask.files = (photo,)
        stand(filling, "photo")
        press(Key.Key_Return)
        assert "nha" in shown(filling, "photo")
        assert ask.asked == ["Đính kèm tệp"]
        box(filling, "photo").inner.add()
        assert "1" in box(filling, "photo").told
        assert len(entry_of(filling).attachments(at("photo"))) == 1

    def test_what_is_half_typed_is_kept_and_offered_again(self, filling, window, desk):
        entry_of(filling).put_text(at("people"), "2")
        stand(filling, "head")
        write("Y Ho")
        inner = box(filling, "head").inner
        assert isinstance(inner, FieldLine)
        inner._keeper.keep()
        again = open_instance(desk, "visit", entry_of(filling).submission)
        assert [draft.text for draft in again.drafts()] == ["Y Ho"]


class TestRepeats:
    def page(self, filling, table):
        view = form_of(filling)
        row = next(n for n, one in enumerate(view.sections) if one.repeat and one.repeat.id == table)
        view.show_section(row)
        part = view.shown.part
        assert isinstance(part, RepeatBlock)
        return part

    def test_rows_come_and_go_with_the_answer_that_counts_them(self, filling):
        live = filling.filling.live
        live.put(at("people"), "2")
        part = self.page(filling, "visit.member")
        assert len(part.keys) == 2
        assert not part.free
        live.put(at("name", ("2",), "visit.member"), "A Tuấn")
        assert part.titles[1] == "2. A Tuấn"
        live.put(at("people"), "1")
        assert len(part.titles) == 1
        live.put(at("people"), "2")
        assert part.titles[1] == "2. A Tuấn"

    def test_rows_are_added_in_rows_and_taken_out_again_by_key(self, filling):
        part = self.page(filling, "visit.plot")
        first = len(part.keys)
        form_of(filling).start()
        press(Key.Key_F5)
        write("lua")
        press(Key.Key_Return)
        key = part.keys[-1]
        assert part.titles[-1] == f"{len(part.keys)}. lua"
        seed = Address("visit.plot", key, "seed")
        assert part.column.boxes[seed].words == "Giống lua"
        assert filling.filling.live.put(seed, "một\nhai")
        assert entry_of(filling).shown(seed) == "một\nhai"
        inner = part.column.repeats[0]
        before = len(inner.keys)
        inner.add()
        write("40")
        press(Key.Key_Return)
        assert len(inner.keys) == before + 1
        last = Address("visit.plot.harvest", inner.keys[-1], "kilos")
        assert entry_of(filling).shown(last) == "40"
        form_of(filling).jump_to(last)
        press(Key.Key_F6)
        assert last.key not in inner.keys
        press(Key.Key_Z, modifiers=CTRL)
        assert entry_of(filling).shown(last) == "40"
        form_of(filling).jump_to(Address("visit.plot", key, "crop"))
        press(Key.Key_F6)
        assert len(part.keys) == first
        press(Key.Key_Z, modifiers=CTRL)
        assert entry_of(filling).shown(last) == "40"

    def test_a_problem_in_a_row_is_jumped_to(self, filling):
        live = filling.filling.live
        live.put(at("people"), "2")
        place = at("name", ("2",), "visit.member")
        filling.filling.jump_to(place)
        assert form_of(filling).address == place
        focus = QApplication.focusWidget()
        assert focus is not None
        assert filling.isAncestorOf(focus)


def test_undo_and_what_was_typed_survive_the_window(window, desk, open_window):
    window.other.begin("visit")
    live = window.other.filling.live
    live.put(at("head"), "Y Hoa")
    live.put(at("head"), "Y Lan")
    window.close()
    again = open_window(desk)
    again.show_page("other")
    press(Key.Key_Return)
    assert again.other.entry.shown(at("head")) == "Y Lan"
    press(Key.Key_Z, modifiers=CTRL)
    assert again.other.entry.shown(at("head")) == "Y Hoa"
