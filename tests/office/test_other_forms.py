"""Forms that other people made: added, filled as often as wanted, taken away and brought back."""

import subprocess
import sys
from dataclasses import replace

import pytest

from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from office.other_forms import (
    find_form,
    forget_form,
    forms,
    install,
    instances,
    new_instance,
    open_instance,
    remove_instance,
    restore_instance,
    shelved,
)
from office.packs import seal
from tests.offices import MOMENT, NGOC_LAY, shelf

HOUSEHOLD = """
| survey |
|  | type | name | label | required | relevant | constraint | calculation | choice_filter | default | parameters |
|  | text | head | Chủ hộ | yes |  |  |  |  |  |  |
|  | select_one district | district | Huyện |  |  |  |  |  |  |  |
|  | select_one village | village | Thôn của ${head} |  |  |  |  | district = ${district} |  |  |
|  | integer | people | Số người |  |  | . < 30 |  |  | 4 |  |
|  | range | years | Số năm |  |  |  |  |  |  | start=0 end=20 step=2 |
|  | rank needs | wanted | Cần gì nhất |  |  |  |  |  |  |  |
|  | geopoint | place | Vị trí | yes |  |  |  |  |  |  |
|  | image | photo | Ảnh nhà |  |  |  |  |  |  |  |
|  | begin repeat | member | Thành viên |  |  |  |  |  |  |  |
|  | text | name | Họ tên |  |  |  |  |  |  |  |
|  | end repeat |  |  |  |  |  |  |  |  |  |
| choices |
|  | list_name | name | label | district |
|  | district | a | Tu Mơ Rông |  |
|  | district | b | Đắk Tô |  |
|  | village | 1 | Đắk Na | a |
|  | village | 2 | Pô Kô | b |
|  | needs | water | Nước |  |
|  | needs | road | Đường |  |
|  | needs | house | Nhà |  |
| settings |
|  | form_id | form_title | version |{more}
|  | household | Phiếu hộ | {version} |{names}
"""  # noqa: E501 - a table


def at(field, key=(), table="household"):
    return Address(table, key, field)


def written(folder, text=HOUSEHOLD, version="3", names=False, name="household.md"):
    more, given = (" instance_name |", " concat('Hộ ', ${head}) |") if names else ("", "")
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        text.replace("{more}", more).replace("{names}", given).replace("{version}", version), "utf-8"
    )
    return path


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def form(desk, tmp_path):
    return install(desk, written(tmp_path / "in"))


def again(desk):
    return open_desk(desk.home, clock=FixedClock(MOMENT), shelf=shelf())


def code(action, *arguments):
    with pytest.raises(Problem) as refused:
        action(*arguments)
    return refused.value.code


def test_a_form_is_added_once_however_often_its_file_is_given(desk, form, tmp_path):
    again = install(desk, written(tmp_path / "again"))
    assert replace(again, warnings=form.warnings) == form
    assert [one.id for one in forms(desk)] == ["household"]
    assert (form.id, form.version, form.title["vi"], form.questions) == ("household", "3", "Phiếu hộ", 9)


def test_other_content_under_the_same_version_becomes_a_version_of_its_own(desk, form, tmp_path):
    begun = new_instance(desk, form.id)
    changed = HOUSEHOLD.replace("Số người", "Số nhân khẩu")
    later = install(desk, written(tmp_path / "in", changed))
    assert (later.id, later.version) == ("household", "3-2")
    assert [one.version for one in forms(desk)] == ["3-2"]
    assert open_instance(desk, form.id, begun.submission).label(at("people")) == "Số người"
    assert new_instance(desk, form.id).label(at("people")) == "Số nhân khẩu"


def test_a_form_with_the_name_of_our_pack_stands_beside_it(desk, form, tmp_path):
    file = tmp_path / "same.phieuxa-pack"
    file.write_bytes(seal(replace(shelved(desk, form.id, form.version).pack, id=desk.pack.id), MOMENT))
    same = install(desk, file)
    assert same.id == f"form-{desk.pack.id}"
    new_instance(desk, same.id).put_text(at("head"), "Y Hoa")
    assert instances(desk, form.id) == ()


def test_a_file_that_is_no_form_and_a_pack_of_a_campaign_are_refused(desk, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"")
    assert code(install, desk, picture) == "OTHER_FORM_KIND"
    assert code(install, desk, tmp_path / "none.xlsx") == "FILE_MISSING"
    pack = tmp_path / "a.phieuxa-pack"
    pack.write_bytes(desk.shelved.data)
    assert code(install, desk, pack) == "OTHER_FORM_IS_PACK"
    assert forms(desk) == ()


def test_a_form_sealed_by_its_author_is_added_like_its_source(desk, form, tmp_path):
    file = tmp_path / "household.phieuxa-pack"
    file.write_bytes(shelved(desk, form.id, form.version).data)
    assert install(desk, file).id == form.id


def test_instances_are_listed_by_number_with_their_first_answers(desk, form):
    first, second = new_instance(desk, form.id), new_instance(desk, form.id)
    second.put_text(at("head"), "Y Hoa")
    second.put_text(at("district"), "Đắk Tô")
    listed = instances(desk, form.id)
    assert [(one.number, one.title) for one in listed] == [(2, "Y Hoa · Đắk Tô"), (1, "")]
    assert not second.discard()
    assert first.discard()
    assert [one.number for one in instances(desk, form.id)] == [1]
    assert open_instance(desk, form.id, second.submission).shown(at("head")) == "Y Hoa"


def test_the_form_itself_may_say_what_an_instance_is_called(desk, tmp_path):
    form = install(desk, written(tmp_path / "in", names=True))
    entry = new_instance(desk, form.id)
    entry.put_text(at("head"), "Y Hoa")
    assert instances(desk, form.id)[0].title == "Hộ Y Hoa"


def test_an_instance_taken_away_comes_back_with_its_answers(desk, form):
    entry = new_instance(desk, form.id)
    entry.put_text(at("head"), "Y Hoa")
    remove_instance(desk, entry.submission)
    assert instances(desk, form.id) == ()
    assert [one.title for one in instances(desk, form.id, removed=True)] == ["Y Hoa"]
    restore_instance(desk, entry.submission)
    assert open_instance(desk, form.id, entry.submission).shown(at("head")) == "Y Hoa"


def test_only_an_instance_without_errors_is_finished_and_a_change_opens_it_again(desk, form):
    entry = new_instance(desk, form.id)
    assert code(entry.finish) == "FORM_NOT_COMPLETE"
    entry.put_text(at("head"), "Y Hoa")  # the position is wanted too, but nobody can record it here
    entry.finish()
    assert entry.finished
    assert instances(desk, form.id)[0].finished == MOMENT
    entry.put_text(at("people"), "5")
    assert not entry.finished


def test_defaults_are_kept_from_the_beginning_and_no_longer_put_in_once_taken_out(desk, form):
    entry = new_instance(desk, form.id)
    assert entry.shown(at("people")) == "4"
    entry.put_text(at("people"), "")
    assert open_instance(desk, form.id, entry.submission).shown(at("people")) == ""


def test_a_choice_no_longer_offered_is_cleared_told_and_brought_back(desk, form):
    entry = new_instance(desk, form.id)
    entry.put_text(at("district"), "a")
    entry.put_text(at("village"), "1")
    change = entry.put_text(at("district"), "b")
    assert dict(change.cleared) == {at("village"): "1"}
    assert entry.view(at("village")).value is None
    entry.undo()
    assert (entry.shown(at("district")), entry.shown(at("village"))) == ("Tu Mơ Rông", "Đắk Na")
    again_done = entry.redo()
    assert again_done is not None
    assert entry.view(at("village")).value is None
    assert open_instance(desk, form.id, entry.submission).view(at("village")).value is None


def test_what_stands_in_a_label_is_the_answer(desk, form):
    entry = new_instance(desk, form.id)
    entry.put_text(at("head"), "Y Hoa")
    assert entry.label(at("village")) == "Thôn của Y Hoa"


def test_a_range_takes_only_its_steps_and_an_order_of_preference_each_item_once(desk, form):
    entry = new_instance(desk, form.id)
    assert code(entry.put_text, at("years"), "22") == "OUT_OF_RANGE"
    assert code(entry.put_text, at("years"), "3") == "OUT_OF_STEP"
    entry.put_text(at("years"), "20")
    assert code(entry.put_text, at("wanted"), "road road") == "NOT_IN_LIST"
    entry.put_text(at("wanted"), "road house water")
    assert entry.view(at("wanted")).value == "road house water"
    assert entry.shown(at("wanted")) == "Đường; Nhà; Nước"


def test_nothing_is_typed_into_a_question_this_program_cannot_fill(desk, form):
    entry = new_instance(desk, form.id)
    assert code(entry.put_text, at("place"), "14.9 108") == "CELL_LOCKED"
    assert code(entry.set_state, at("people"), None) == "CELL_LOCKED"


def test_a_question_takes_one_photo_and_it_stays_out_of_the_report(desk, form, tmp_path):
    photo = tmp_path / "nhà.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    entry = new_instance(desk, form.id)
    entry.attach(at("photo"), photo)
    assert code(entry.attach, at("photo"), photo) == "ATTACHMENT_MANY"
    assert [file.size for file in entry.attachments(at("photo"))] == [len(photo.read_bytes())]
    assert desk.attachments.files() == ()
    entry.undo()
    assert entry.attachments(at("photo")) == ()


def test_undo_goes_on_after_the_program_was_closed_and_each_instance_has_its_own(desk, form):
    entry = new_instance(desk, form.id)
    other = new_instance(desk, form.id)
    entry.put_text(at("head"), "Y Hoa")
    key, _ = entry.add_record("household.member")
    entry.put_text(at("name", key, "household.member"), "A Tuấn")
    other.put_text(at("head"), "Y Lan")
    with again(desk) as later:
        entry = open_instance(later, form.id, entry.submission)
        for _ in range(2):
            entry.undo()
        assert key not in entry.rows("household.member")
        assert entry.shown(at("head")) == "Y Hoa"
        entry.redo()
        entry.redo()
        assert entry.shown(at("name", key, "household.member")) == "A Tuấn"
        other = open_instance(later, form.id, other.submission)
        other.undo()
        assert other.undo() is None
        assert open_instance(later, form.id, entry.submission).shown(at("head")) == "Y Hoa"


def test_the_report_of_the_campaign_knows_nothing_of_other_forms(desk, form):
    before = desk.own_document()
    new_instance(desk, form.id).put_text(at("head"), "Y Hoa")
    assert desk.own_document() == before
    assert [one.id for one in Entry(desk).forms] == [one.id for one in desk.pack.forms_for(desk.unit)]


def test_a_form_taken_off_the_list_is_there_again_with_its_instances(desk, form, tmp_path):
    new_instance(desk, form.id).put_text(at("head"), "Y Hoa")
    forget_form(desk, form.id)
    assert forms(desk) == ()
    assert code(find_form, desk, form.id) == "OTHER_FORM_UNKNOWN"
    assert install(desk, written(tmp_path / "in")).id == form.id
    assert [one.title for one in instances(desk, form.id)] == ["Y Hoa"]


LAST = """
| survey |
|  | type | name | label | default |
|  | text | village | Thôn | ${last-saved#village} |
|  | text | head | Chủ hộ |  |
| settings |
|  | form_id | version |
|  | visits | 1 |
"""


def test_a_new_instance_begins_with_what_the_one_before_ended_with(desk, tmp_path):
    form = install(desk, written(tmp_path / "in", LAST, name="visits.md"))
    first = new_instance(desk, form.id)
    assert first.view(at("village", table="visits")).value is None
    first.put_text(at("village", table="visits"), "Đắk Na")
    assert new_instance(desk, form.id).shown(at("village", table="visits")) == "Đắk Na"


def test_a_decimal_of_a_form_that_names_no_decimals_is_shown_with_those_it_has(desk, tmp_path):
    text = (
        "| survey |\n|  | type | name | label |\n|  | decimal | weight | Cân nặng |\n"
        "| settings |\n|  | form_id |\n|  | w |\n"
    )
    entry = new_instance(desk, install(desk, written(tmp_path / "in", text, name="w.md")).id)
    place = at("weight", table="w")
    entry.put_text(place, "7")
    assert entry.shown(place) == "7"
    entry.put_text(place, "1234,50")
    assert entry.shown(place) == "1.234,5"


OTHER_CHOICE = """
| survey |
|  | type | name | label |
|  | select_one crop or_other | crop | Cây trồng |
| choices |
|  | list_name | name | label |
|  | crop | rice | Lúa |
| settings |
|  | form_id |
|  | crops |
"""


def test_another_answer_than_those_offered_is_asked_for_in_words(desk, tmp_path):
    entry = new_instance(desk, install(desk, written(tmp_path / "in", OTHER_CHOICE, name="c.md")).id)
    words = at("crop_other", table="crops")
    assert not entry.view(words).relevant
    entry.put_text(at("crop", table="crops"), "other")
    assert entry.view(words).relevant
    entry.put_text(words, "Sâm Ngọc Linh")
    assert entry.title() == "Other · Sâm Ngọc Linh"


def test_a_killed_program_loses_nothing_that_was_typed(desk, form, tmp_path):
    entry = new_instance(desk, form.id)
    number, home = entry.submission, desk.home
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from forms.answers import Address\n"
        "from office.clock import SystemClock\n"
        "from office.desk import open_desk\n"
        "from office.other_forms import open_instance\n"
        "desk = open_desk(Path(sys.argv[1]), clock=SystemClock())\n"
        "entry = open_instance(desk, 'household', int(sys.argv[2]))\n"
        "entry.put_text(Address('household', (), 'head'), 'Y Hoa')\n"
        "entry.add_record('household.member')\n"
        "entry.keep_draft(Address('household', (), 'people'), '12')\n"
        "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(home), str(number)], check=False, timeout=60)
    assert abs(killed.returncode) in {9, 15}  # SIGKILL, or what Windows has for it
    later = open_instance(desk, form.id, number)
    assert later.shown(at("head")) == "Y Hoa"
    assert [(draft.address.field, draft.text) for draft in later.drafts()] == [("people", "12")]
    rows = len(later.rows("household.member"))
    later.undo()
    assert len(later.rows("household.member")) == rows - 1
    later.undo()
    assert later.shown(at("head")) == ""


CALLED = """
| survey |
|  | type | name | label |
|  | text | head | Chủ hộ |
|  | select_one who | who | Ai trả lời |
| choices |
|  | list_name | name | label |
|  | who | 1 | Chính ${head} |
|  | who | 2 | Người khác |
| settings |
|  | form_id |
|  | answers |
"""


def test_what_a_choice_is_called_may_follow_from_answers(desk, tmp_path):
    entry = new_instance(desk, install(desk, written(tmp_path / "in", CALLED, name="a.md")).id)
    head, who = at("head", table="answers"), at("who", table="answers")
    entry.put_text(head, "Y Hoa")
    assert [choice.label["vi"] for choice in entry.choices(who)] == ["Chính Y Hoa", "Người khác"]
    entry.put_text(who, "Chính Y Hoa")
    assert entry.shown(who) == "Chính Y Hoa"
    entry.put_text(head, "Y Lan")
    assert entry.shown(who) == "Chính Y Lan"


def test_a_form_without_a_place_for_reasons_says_so(desk, form):
    entry = new_instance(desk, form.id)
    finding = entry.findings()[0]
    assert code(entry.explain, finding, "vì mưa") == "NO_PLACE_FOR_REASONS"


CLOCK = """
| survey |
|  | type | name | label | appearance | calculation |
|  | start | begun |  |  |  |
|  | today | day |  |  |  |
|  | calculate | moment |  |  | format-date-time(now(), '%Y-%m-%d %H:%M') |
|  | date | born | Năm sinh | year |  |
|  | dateTime | met | Gặp lúc |  |  |
| settings |
|  | form_id |
|  | clock |
"""


def test_the_moment_is_the_offices_own_in_viet_nam(desk, tmp_path):
    entry = new_instance(desk, install(desk, written(tmp_path / "in", CLOCK, name="clock.md")).id)
    values = {name: entry.view(at(name, table="clock")).value for name in ("begun", "day", "moment")}
    assert values["moment"] == "2018-09-20 09:30"
    assert values["day"] == "2018-09-20"
    assert str(values["begun"]).startswith("2018-09-20T09:30:00")
    entry.put_text(at("born", table="clock"), "1970")
    entry.put_text(at("met", table="clock"), "19/9/2018 8h30")
    assert entry.view(at("born", table="clock")).value == "1970-01-01"
    assert entry.shown(at("born", table="clock")) == "1970"
    assert entry.shown(at("met", table="clock")) == "19/09/2018 08:30"
    again_opened = open_instance(desk, "clock", entry.submission)
    assert again_opened.open.document() == entry.open.document()
