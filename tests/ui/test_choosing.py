"""The page on which models and nominees are chosen: a council's work with the keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from forms.report import Attachment
from office.awards import MODEL, NOMINEE
from office.choices import Decision, Judged, look
from office.choosing import judge
from office.duplicates import TWO, doubtful
from office.record_files import Lies, RecordFile
from office.roles import Role, give_roles
from office.sending import review
from tests.office.nominations import model, person, propose
from tests.offices import NGOC_LAY, TE_XANG, later
from tests.pictures import png
from tests.ui.keyboard import CTRL, Key, press, target, write
from ui.sending.check_step import CheckStep

MEETING = {"number": "12/BB-HĐTĐKT", "day": "18/09/2018", "members": "9", "present": "7", "chair": "A Lập"}


@pytest.fixture
def choosing(district, open_window, quiet):
    """The page of a district with two communes' proposals, the list of nominees shown."""
    propose(
        district,
        NGOC_LAY,
        [person("A Brôl", c10="Hội Nông dân"), person("Y Dâm", "1970")],
        [model("Nuôi bò"), model("Trồng sâm", c19="Mười hộ thoát nghèo.")],
    )
    propose(district, TE_XANG, [person("Dâm", "1970")])
    window = open_window(district)
    window.show_page("choose")
    window.choosing.show_section("nominees")
    quiet()
    return window.choosing


def column(table, number):
    return [table.item(row, number).text() for row in range(table.rowCount())]


def test_the_tenth_page_of_a_district_opens_with_a_key(district, open_window, quiet):
    window = open_window(district)
    place = window.page_names.index("choose") + 1
    press(Key(Key.Key_0.value + place), modifiers=CTRL)
    quiet()
    assert window.page_name == "choose"
    assert len(window.rail_buttons) == 10
    assert "Chưa đơn vị nào đề nghị" in window.choosing.models.notice.text


def test_a_council_marks_votes_and_decides_without_a_mouse(choosing, district, ask, quiet):
    section = choosing.nominees
    section.show_list()
    press(Key.Key_Return)
    first = section.panel.marks["merit"]
    assert target() is first
    for points in ("40", "18", "20", "7", "5"):
        write(points)
        press(Key.Key_Tab)
    assert section.panel.points.text() == "90/100 điểm"
    ask.filled = MEETING
    section.panel.new_meeting.setFocus()
    press(Key.Key_Return)
    assert section.panel.marks["merit"].text() == "40"  # what was typed before the meeting is still there
    section.panel.votes.setFocus()
    write("6")
    press(Key.Key_Tab)
    write("1")
    section.panel.decision.setFocus()
    press(Key.Key_Down)
    section.panel.reason.setFocus()
    write("Tiêu biểu")
    press(Key.Key_S, modifiers=CTRL)
    kept = look(district, NOMINEE).candidate((NGOC_LAY, "1"))
    assert (kept.judged.decision, kept.judged.reason, kept.points) == (Decision.HERE, "Tiêu biểu", 90)
    assert (kept.judged.votes, kept.judged.against, kept.judged.council) == (6, 1, "1")
    assert column(section.table, 5) == ["Chọn ở cấp này", "Chưa xét", "Chưa xét"]
    assert section.panel.name.text() == "Y Dâm"  # the next one waits
    assert "1/3" in section.taken.text()


def test_what_is_refused_is_told_and_nothing_is_lost(choosing, district):
    section = choosing.nominees
    section.panel.marks["merit"].setText("41")
    section.panel.reason.setPlainText("vì đã giúp mười hộ")
    section.panel.save()
    assert section.notice.text.startswith("CHOOSE_MARK · ")
    section.panel.marks["merit"].setText("bốn")
    section.panel.save()
    assert section.notice.text.startswith("CHOOSE_NUMBER · ")
    assert section.panel.reason.toPlainText() == "vì đã giúp mười hộ"
    assert look(district, NOMINEE).candidate((NGOC_LAY, "1")).judged.at is None


def test_all_that_was_ever_said_of_a_record_can_be_read(choosing, district, ask):
    section = choosing.nominees
    assert not section.panel.history.isEnabled()
    for decision, reason in ((Decision.HERE, "Tiêu biểu"), (Decision.NO, "Trùng thành tích")):
        later(district)
        section.show_seen(judge(district, section.seen, (NGOC_LAY, "1"), Judged(decision, reason)))
    section.panel.history.click()
    assert [row[2] for row in ask.tables[-1]] == ["Không chọn", "Chọn ở cấp này"]
    assert [row[5] for row in ask.tables[-1]] == ["Trùng thành tích", "Tiêu biểu"]


@pytest.mark.parametrize("yes", [True, False])
def test_whoever_goes_on_without_saving_is_asked(choosing, district, ask, yes):
    section = choosing.nominees
    section.show_list()
    section.panel.reason.setPlainText("Đang xem xét")
    ask.yes = yes
    press(Key.Key_Down)
    assert "A Brôl" in ask.asked[-1]
    kept = look(district, NOMINEE).candidate((NGOC_LAY, "1")).judged.reason
    assert kept == ("Đang xem xét" if yes else "")
    assert section.panel.name.text() == "Y Dâm"


def test_marked_records_are_read_side_by_side_and_escape_goes_back(choosing, quiet):
    section = choosing.nominees
    section.show_list()
    press(Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space)
    assert column(section.table, 0) == ["✓", "", "✓"]
    section.side.setFocus()
    press(Key.Key_Return)
    quiet()
    table = section.compare.table
    labels = column(table, 0)
    assert column(table, 1)[labels.index("Đơn vị công tác")] == "Hội Nông dân"
    everything = table.rowCount()
    section.compare.only.setChecked(True)
    assert 0 < table.rowCount() < everything
    table.setFocus()
    press(Key.Key_Escape)
    assert target() is section.table


def test_the_list_is_narrowed_without_marks_and_by_decision(choosing):
    section = choosing.nominees
    section.search.setText("dam")
    assert column(section.table, 2) == ["Y Dâm", "Dâm"]
    section.search.setText("ngoc lay dam")
    assert column(section.table, 2) == ["Y Dâm"]
    section.search.clear()
    section.filter.setCurrentIndex(section.filter.findData("=here"))
    assert column(section.table, 2) == []


def test_the_number_of_places_is_changed_with_its_basis(choosing, district):
    section = choosing.models
    choosing.show_section("models")
    section.seen = look(district, MODEL)
    section.show_places()
    panel = section.places
    panel.most.setText("5")
    panel.save()
    assert panel.notice.text  # no basis yet
    panel.basis.what.setText("45/KH-UBND")
    panel.basis.day.setText("01/09/2018")
    panel.save()
    assert [one.most for one in look(district, MODEL).places] == [5]
    assert "45/KH-UBND" in panel.table.item(0, 4).text()


def test_nominees_that_look_alike_are_told_apart_for_good(choosing, district, quiet):
    choosing.show_section("alike")
    quiet()
    section = choosing.alike
    assert column(section.table, 3) == ["cùng tên khi bỏ chữ đứng trước (Y, A, H’); cùng năm sinh"]
    section.decide(TWO)
    assert section.notice.text.startswith("DUPLICATE_REASON · ")
    section.reason.setText("Đã gọi điện hai xã")
    section.decide(TWO)
    assert column(section.table, 4) == ["hai người"]
    assert doubtful(district) == ()


def test_photos_stand_below_each_record_and_open_large_with_a_key(choosing, quiet):
    section = choosing.nominees
    section.show_side_by_side()
    quiet()
    view = section.compare
    office = "Huyện Tu Mơ Rông"
    here = RecordFile(Attachment("a.png", 9, "0" * 64, "Vườn sâm"), Lies.HERE, office, png(40, 30))
    asked = RecordFile(Attachment("b.jpg", 9, "1" * 64), Lies.ASKED, office)
    below = RecordFile(Attachment("c.pdf", 9, "2" * 64, "Biên bản"), Lies.BELOW, office)
    view.show_records(replace(view.shown, files=((here, asked), (below,))))
    quiet()
    first, second = view.strips
    assert [first.list.item(row).text() for row in range(2)] == ["Vườn sâm", "b.jpg"]
    assert first.told.text() == f"b.jpg. Chưa có: đã yêu cầu {office} gửi."
    assert second.told.text() == f"Biên bản. Còn ở {office}: chỉ gửi kèm khi hồ sơ được chuyển lên."
    press(Key.Key_Tab)
    assert target() is first.list
    press(Key.Key_Right, Key.Key_Return)
    assert not view.large.isVisible()  # what is not here cannot be shown
    press(Key.Key_Left, Key.Key_Return)
    assert view.large.isVisible()
    assert target() is view.large
    press(Key.Key_Escape)
    assert target() is first.list
    press(Key.Key_Escape)
    assert target() is section.table


def test_who_may_not_choose_reads_and_finds_the_reason_in_place(choosing, district, quiet):
    first = district.person.id
    second = district.add_person("Y Chỉ Xem").id
    give_roles(district, second, [Role.READER])
    give_roles(district, first, [Role.APPROVER])
    district.choose_person(second)
    choosing.show_section("nominees")
    quiet()
    section = choosing.nominees
    assert section.notice.text.startswith("ROLE_MAY_NOT · ")
    assert not section.panel.keep.isEnabled()
    section.panel.saved.emit(section.panel.said_now())
    assert look(district, NOMINEE).candidate((NGOC_LAY, "1")).judged.at is None
    district.choose_person(first)
    choosing.show_section("nominees")
    quiet()
    assert section.panel.keep.isEnabled()


def test_who_sends_on_reads_which_photos_go_along_and_which_are_not_here(district, at, qtbot):
    step = CheckStep(at(district))
    qtbot.addWidget(step)
    here = RecordFile(Attachment("23404_a.png", 9, "0" * 64), Lies.HERE, "Xã Ngọc Lây")
    asked = RecordFile(Attachment("23404_b.jpg", 9, "1" * 64), Lies.ASKED, "Xã Ngọc Lây")
    found = review(district)
    assert found.upward is not None
    step.show_review(replace(found, upward=replace(found.upward, files=(here, asked))))
    told = [one.text() for one in step.findChildren(QLabel)]
    assert "Ảnh, tài liệu của hồ sơ chuyển lên: 1 tệp gửi kèm" in told
    assert "Chưa có, cấp trên sẽ hỏi: Xã Ngọc Lây: 23404_b.jpg" in told
