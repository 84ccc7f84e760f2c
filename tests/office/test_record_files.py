"""Photos of a model that a district passes on reach the province, held against the commune's signature."""

import shutil

import pytest

from desktop_app.demo import enter
from desktop_app.demo_data import DemoData
from forms.answers import Address
from forms.report import Attachment
from office.awards import MODEL, Awards
from office.choices import Decision, Judged, look
from office.choosing import judge
from office.entry import Entry
from office.outgoing import files_of
from office.receiving import receive
from office.record_files import Lies, going_up, record_files
from office.sending import review
from office.side_by_side import side_by_side
from tests.offices import KON_TUM, TU_MO_RONG, Place, demo_data, opened, recognise_sender, send_to
from tests.pictures import png

COMMUNE = "23410"
GARDEN, COWS = png(40, 30), png(60, 20, grey=90)
GARDEN_NAME, COWS_NAME = "BM16-1-c23_vuon.png", "BM16-2-c23_bo.png"
PEOPLE = DemoData("Y Lập", "Chuyên viên", "0260", "A Duyệt", "Chủ tịch")


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    """A commune sends two models, each with a photo; the district passes on the first."""
    place = Place(tmp_path_factory.mktemp("photos"))
    (row,) = demo_data()[COMMUNE].tables["BM16"].values()
    with place.filled(COMMUNE) as commune:
        entry = Entry(commune)
        entry.add_record("BM16")
        for number, (name, file, photo) in enumerate(
            (("Trồng sâm", "vuon.png", GARDEN), ("Nuôi bò", "bo.png", COWS)), 1
        ):
            key = (str(number),)
            for field, text in {**row, "c01": name}.items():
                entry.put_text(Address("BM16", key, field), text)
            entry.attach_data(Address("BM16", key, "c23"), file, photo, f"Ảnh {name}")
        package = send_to(commune, place.stick()).path
    folder = tmp_path_factory.mktemp("sent")
    with district_of(folder, package) as district:
        choose(district)
        sent = send_to(district, folder).path
    return package, sent


def district_of(folder, package):
    district = Place(folder).office(TU_MO_RONG)
    recognise_sender(district, package, COMMUNE)
    receive(district, [package])
    enter(district, PEOPLE)
    return district


def choose(district):
    judge(district, look(district, MODEL), (COMMUNE, "1"), Judged(Decision.ABOVE, "Tiêu biểu"))


def files_at(desk):
    seen, awards = look(desk, MODEL), Awards(desk)
    found = {one.name: record_files(desk, awards, seen.table, one.key) for one in seen.candidates}
    return {name: found[name] for name in ("Trồng sâm", "Nuôi bò")}


@pytest.fixture
def province(below, tmp_path):
    _, sent = below
    with Place(tmp_path).office(KON_TUM) as there:
        recognise_sender(there, sent, TU_MO_RONG)
        yield there, sent


def test_the_district_sees_what_came_with_the_communes_package(below, tmp_path):
    package, _ = below
    with district_of(tmp_path, package) as district:
        found = files_at(district)
        assert [(one.lies, one.data) for one in found["Trồng sâm"]] == [(Lies.HERE, GARDEN)]
        assert found["Nuôi bò"][0].file.caption == "Ảnh Nuôi bò"
        assert going_up(district) == ()  # nothing is passed on yet


def test_only_photos_of_what_is_passed_on_go_up_named_after_their_unit(province):
    _, sent = province
    names = [one.name for one in opened(sent).attachments if not one.name.endswith(".xlsx")]
    assert names == [f"{COMMUNE}_{GARDEN_NAME}"]


def test_the_province_reads_them_side_by_side_and_knows_where_the_others_lie(province):
    there, sent = province
    receive(there, [sent])
    found = files_at(there)
    (garden,), (cows,) = found["Trồng sâm"], found["Nuôi bò"]
    assert (garden.lies, garden.data, garden.file.name) == (Lies.HERE, GARDEN, GARDEN_NAME)
    assert garden.file.caption == "Ảnh Trồng sâm"
    assert (cows.lies, cows.data, cows.through) == (Lies.BELOW, b"", "Huyện Tu Mơ Rông")
    seen = look(there, MODEL)
    shown = side_by_side(there, seen, [one.key for one in seen.candidates])
    assert sorted(one.lies for row in shown.files for one in row) == [Lies.BELOW, Lies.HERE]


def test_photos_that_did_not_come_along_are_asked_for_and_may_come_later(province, tmp_path):
    there, sent = province
    alone = tmp_path / "letter" / sent.name
    alone.parent.mkdir()
    shutil.copy(sent, alone)
    (receipt,) = receive(there, [alone])
    assert any(f"{COMMUNE}_{GARDEN_NAME}" in line for line in receipt.details)
    assert {one.lies for row in files_at(there).values() for one in row} == {Lies.ASKED}
    receive(there, [sent])
    assert files_at(there)["Trồng sâm"][0].data == GARDEN


def test_a_photo_the_district_has_not_itself_is_listed_for_the_province_to_ask_for(below, tmp_path):
    package, _ = below
    alone = tmp_path / "letter" / package.name
    alone.parent.mkdir()
    shutil.copy(package, alone)
    with district_of(tmp_path, alone) as district:
        assert files_at(district)["Trồng sâm"][0].lies is Lies.ASKED
        choose(district)
        (waiting,) = going_up(district)
        assert (waiting.lies, waiting.file.size) == (Lies.ASKED, len(GARDEN))
        name = waiting.file.name
        assert name not in files_of(district, district.own_document())
        told = review(district).upward
        assert told is not None
        assert told.files == (waiting,)  # who sends on is told before it is signed
        receive(district, [package])  # the commune brings it
        assert files_of(district, district.own_document())[name] == GARDEN


def test_another_picture_under_the_same_name_is_never_shown(province):
    there, sent = province
    receive(there, [sent])
    (kept,) = there.received.packages(direction="received", unit=TU_MO_RONG)
    strange = there.received.keep_content(COWS)
    name = f"{COMMUNE}_{GARDEN_NAME}"
    detail = {**kept.detail, "files": {**kept.detail["files"], name: strange}}
    there.received.judge(kept.id, status=kept.status, detail=detail, when=there.clock.now())
    (garden,) = files_at(there)["Trồng sâm"]
    assert garden.data == GARDEN  # found by the digest that the commune signed


def test_a_file_another_unit_attached_never_stands_for_a_communes_package(province):
    there, sent = province
    receive(there, [sent])
    (kept,) = there.received.packages(direction="received", unit=TU_MO_RONG)
    strange = there.received.keep_content(COWS)
    detail = {**kept.detail, "files": {f"23404_a_{COMMUNE}_b.xlsx": strange, **kept.detail["files"]}}
    there.received.judge(kept.id, status=kept.status, detail=detail, when=there.clock.now())
    (garden,) = files_at(there)["Trồng sâm"]
    assert (garden.lies, garden.data) == (Lies.HERE, GARDEN)


def test_where_the_communes_package_itself_is_missing_nothing_is_believed(province):
    there, sent = province
    receive(there, [sent])
    (kept,) = there.received.packages(direction="received", unit=TU_MO_RONG)
    detail = {**kept.detail, "files": {}}
    there.received.judge(kept.id, status=kept.status, detail=detail, when=there.clock.now())
    (garden,) = files_at(there)["Trồng sâm"]
    assert (garden.lies, garden.file) == (Lies.ASKED, Attachment(GARDEN_NAME, 0, ""))
