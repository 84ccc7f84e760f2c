"""Records as forms and narratives as sheets of text."""

import pytest

from forms.answers import Address
from tests.pictures import JPEG
from tests.ui.keyboard import SHIFT, Key, press, target, unikey, write
from ui.entry.form_view import make_form_view
from ui.entry.record_form import RecordsForm
from ui.entry.text_form import TextForm


@pytest.fixture
def show(qtbot, live):
    def shown(form_id):
        form = next(form for form in live.forms if form.id == form_id)
        view = make_form_view(live, form)
        qtbot.addWidget(view)
        view.resize(900, 640)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        return view

    return shown


def text_of(live, table, key, field):
    return live.cell(Address(table, key, field)).text


class TestModels:
    @pytest.fixture
    def models(self, show):
        view = show("BM16")
        assert isinstance(view, RecordsForm)
        return view

    def test_are_added_with_f5_and_typed_from_question_to_question(self, models, live):
        models.add()
        unikey("Nuôi bò sinh sản thôn Đăk Dơn")
        press(Key.Key_Return)
        write("san xuat")
        press(Key.Key_Return)
        write("Thôn 2")
        press(Key.Key_Tab)
        (key,) = live.rows("BM16")
        assert text_of(live, "BM16", key, "c01") == "Nuôi bò sinh sản thôn Đăk Dơn"
        assert text_of(live, "BM16", key, "c02") == "Sản xuất"
        assert text_of(live, "BM16", key, "c03") == "Thôn 2"
        assert models.address == Address("BM16", key, "c04")

    def test_are_listed_by_their_names(self, models, live):
        models.add()
        write("Trồng sâm Ngọc Linh")
        press(Key.Key_Return)
        models.add()
        assert models.titles == ("1. Trồng sâm Ngọc Linh", "2. (chưa có tên)")

    def test_refuse_in_place_what_is_no_value(self, models, live):
        models.add()
        (key,) = live.rows("BM16")
        place = Address("BM16", key, "c08")
        live.put(place, "12")
        models.jump_to(place)
        write("mười")
        press(Key.Key_Return)
        assert text_of(live, "BM16", key, "c08") == "12"
        line = models.line(place)
        assert line.editor.answer == "mười"
        assert line.told.startswith("“mười” không phải là số")
        assert target() == line.editor
        press(Key.Key_Escape)
        assert line.editor.answer == "12"
        assert line.told == ""

    def test_compute_at_once_what_follows_from_an_answer(self, models, live):
        models.add()
        (key,) = live.rows("BM16")
        for name, text in (("c12", "100"), ("c13", "20"), ("c14", "3,5")):
            models.jump_to(Address("BM16", key, name))
            write(text)
            press(Key.Key_Return)
        assert models.line(Address("BM16", key, "c11")).editor.answer.startswith("123,5")
        assert not models.line(Address("BM16", key, "c11")).asked

    def test_are_removed_after_a_question_and_brought_back_with_undo(self, models, live, ask):
        models.add()
        write("Trồng sâm")
        press(Key.Key_Return)
        ask.yes = False
        models.remove()
        assert len(live.rows("BM16")) == 1
        ask.yes = True
        models.remove()
        assert live.rows("BM16") == ()
        assert all("Trồng sâm" in question for question in ask.asked)
        live.undo()
        (key,) = live.rows("BM16")
        assert text_of(live, "BM16", key, "c01") == "Trồng sâm"

    def test_end_at_the_last_question_and_never_start_again_at_the_top(self, models, live):
        models.add()
        last = models.last_asked
        models.jump_to(last)
        press(Key.Key_Tab)
        press(Key.Key_Tab)
        assert models.address == last

    def test_give_a_blank_its_state_with_f4(self, models, live):
        models.add()
        (key,) = live.rows("BM16")
        place = Address("BM16", key, "c10")
        models.jump_to(place)
        press(Key.Key_F4)
        assert text_of(live, "BM16", key, "c10") == "–"
        assert "không có" in models.line(place).editor.placeholderText()


class TestAttachedFiles:
    @pytest.fixture
    def models(self, show):
        view = show("BM16")
        view.add()
        return view

    @pytest.fixture
    def cell(self, models, live):
        (key,) = live.rows("BM16")
        return Address("BM16", key, "c23")

    @pytest.fixture
    def photos(self, tmp_path):
        made = []
        for name in ("đàn bò.jpg", "chuồng trại.jpg", "thôn.jpg", "a.jpg", "b.jpg", "c.jpg"):
            made.append(tmp_path / name)
            made[-1].write_bytes(JPEG)
        return tuple(made)

    @pytest.fixture
    def attached(self, models, cell, ask, photos):
        """One photo, attached with the keyboard alone."""
        ask.files, ask.filled = photos[:1], {"caption": "Đàn bò của thôn Đăk Dơn"}
        models.jump_to(cell)
        press(Key.Key_Return)  # the button that adds the first file
        return models.line(cell)

    def test_stand_with_caption_name_and_size(self, attached, cell, live):
        (name,) = live.entry.attached(cell)
        assert attached.list.item(0).text() == f"Đàn bò của thôn Đăk Dơn\n{name} · 333 byte"
        assert target() == attached.list

    def test_are_opened_as_a_copy_in_the_computer_s_own_program(self, attached, ask, photos):
        press(Key.Key_Return)
        (copy,) = ask.shown
        assert copy.read_bytes() == photos[0].read_bytes()
        assert copy != photos[0]
        assert "không có chương trình" not in attached.told

    def test_that_nothing_here_can_show_say_so(self, attached, ask):
        ask.shows = False
        press(Key.Key_Return)
        assert "không có chương trình xem" in attached.told

    def test_are_taken_out_after_a_question(self, attached, ask, cell, live):
        ask.yes = False
        press(Key.Key_Delete)
        assert len(live.entry.attached(cell)) == 1
        ask.yes = True
        press(Key.Key_Delete)
        assert live.entry.attached(cell) == ()
        assert "Đàn bò của thôn" in ask.asked[-1]
        assert target() == attached.add_button

    def test_that_are_refused_say_why_beside_the_question(self, models, cell, ask, tmp_path, live):
        (tmp_path / "bảng.xlsx").write_bytes(b"PK\x03\x04")
        ask.files, ask.filled = (tmp_path / "bảng.xlsx",), {"caption": ""}
        models.jump_to(cell)
        press(Key.Key_Return)
        assert models.line(cell).told.startswith("Tệp bảng.xlsx không phải ảnh JPEG/PNG hay PDF")
        assert live.entry.attached(cell) == ()

    def test_are_five_at_most_and_the_first_five_stay(self, models, cell, ask, photos, live):
        ask.files, ask.filled = photos, {"caption": "Ảnh"}
        models.jump_to(cell)
        press(Key.Key_Return)
        assert len(live.entry.attached(cell)) == 5
        assert models.line(cell).told.startswith("Mỗi ô chỉ đính kèm được 5 tệp")

    def test_without_an_answer_about_the_caption_are_left_out(self, models, cell, ask, photos, live):
        ask.files, ask.filled = photos[:1], None
        models.jump_to(cell)
        press(Key.Key_Return)
        assert live.entry.attached(cell) == ()

    def test_are_passed_with_tab_from_question_to_question(self, attached, models, cell):
        seen = [target()]
        for _ in range(4):
            press(Key.Key_Tab)
            seen.append(target())
        buttons = (attached.add_button, attached.open_button, attached.caption_button, attached.remove_button)
        assert seen == [attached.list, *buttons]
        press(Key.Key_Tab)
        assert models.address == Address("BM16", cell.key, "c24")
        press(Key.Key_Tab, modifiers=SHIFT)
        assert models.address == cell

    def test_stay_while_another_answer_changes(self, attached, cell, live):
        live.put(Address("BM16", cell.key, "c01"), "Nuôi bò")
        assert attached.list.count() == 1
        assert live.entry.attached(cell) != ()


class TestNominations:
    @pytest.fixture
    def nominees(self, show):
        return show("BM17")

    def test_ask_only_what_the_kind_of_nominee_calls_for(self, nominees, live):
        nominees.add()
        (key,) = live.rows("BM17")
        live.put(Address("BM17", key, "c01"), "tap the")
        assert not nominees.line(Address("BM17", key, "c12")).isHidden()
        assert nominees.line(Address("BM17", key, "c05")).isHidden()
        live.put(Address("BM17", key, "c01"), "ca nhan")
        assert nominees.line(Address("BM17", key, "c12")).isHidden()
        assert not nominees.line(Address("BM17", key, "c05")).isHidden()

    def test_hold_small_tables_whose_rows_come_and_go(self, nominees, live):
        nominees.add()
        (key,) = live.rows("BM17")
        evidence = nominees.child("BM17.c15")
        evidence.add()
        write("Hộ nghèo")
        press(Key.Key_Tab)
        write("hộ")
        press(Key.Key_Tab)
        write("485")
        press(Key.Key_Return)
        (row,) = live.rows("BM17.c15", key)
        assert text_of(live, "BM17.c15", row, "c01") == "Hộ nghèo"
        assert text_of(live, "BM17.c15", row, "c03").startswith("485")
        evidence.jump_to(Address("BM17.c15", row, "c01"))
        nominees.remove()  # F6 in the small table removes its row, not the nominee
        assert live.rows("BM17.c15", key) == ()
        assert live.rows("BM17") == (key,)


class TestTheNarrative:
    @pytest.fixture
    def narrative(self, show):
        view = show("BM18")
        assert isinstance(view, TextForm)
        return view

    def test_is_typed_section_by_section_and_saved_when_left(self, narrative, live):
        narrative.start()
        unikey("Xã Ngọk Lây có 12 thôn.")
        press(Key.Key_Return)
        write("Đời sống còn khó khăn.")
        assert live.cell(Address("BM18", (), "c01")).text == ""
        narrative.turn(1)
        assert text_of(live, "BM18", (), "c01") == "Xã Ngọk Lây có 12 thôn.\nĐời sống còn khó khăn."
        assert narrative.address == Address("BM18", (), "c02")

    def test_counts_its_words(self, narrative):
        narrative.start()
        write("một hai ba")
        assert narrative.titles[0].endswith("\n3 từ")

    def test_keeps_a_draft_that_the_next_sitting_shows(self, narrative, live):
        narrative.start()
        write("Đang viết dở")
        narrative.sheets[0].keeper.pause.timeout.emit()
        assert live.draft(Address("BM18", (), "c01")) == "Đang viết dở"

    def test_lists_the_explanations_of_warnings_last(self, narrative, live):
        assert narrative.titles[-1] == "Giải trình cảnh báo (0)"
        narrative.jump_to(Address("BM18", (), "c09"))
        assert narrative.turn(1)
        assert not narrative.turn(1)

    def test_leaves_the_box_alone_while_somebody_types_in_it(self, narrative, live):
        narrative.start()
        write("Đang gõ")
        live.put(Address("BM18", (), "c02"), "khác")
        assert target() == narrative.sheets[0].editor
        assert narrative.sheets[0].editor.answer == "Đang gõ"


def test_the_cover_is_one_record_whose_own_cells_are_locked(show, live):
    view = show("BM00")
    view.start()
    assert view.address is not None
    assert not live.cell(view.address).locked
    assert live.cell(Address("BM00", (), "c05")).locked
