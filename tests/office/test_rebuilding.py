"""An office rebuilt from its own packages: what comes back, what is told, and what is refused."""

import shutil
from dataclasses import replace

import pytest

from db.packs import install_pack
from desktop_app.demo import enter
from exports.keys import from_p12
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.problems import Problem
from forms.report import SendReason
from office.clock import FixedClock
from office.desk import is_started, open_desk
from office.due import home_view
from office.entry import Entry
from office.kept_copies import copy_out
from office.open_errors import Excuse, Knowing
from office.packs import SUFFIX, Shelf
from office.rebuilding import ROOM, Who, look, rebuild
from office.receiving import receive
from office.registers import book, desk_of
from office.routed import route_desk
from office.sending import review, said_before, send, sent
from office.signing_keys import keys
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    Place,
    demo_data,
    key_of,
    later,
    opened,
    recognise_sender,
    say_why,
    send_to,
    shelf,
    unlock_of,
)
from tests.pictures import png
from tests.routes import ID_NUMBER, NOMINEES, REGISTER, asking_for_all, household, nominee
from tests.versions import newer, sealed

CLOCK = FixedClock(MOMENT.replace(month=11))
N1 = Address("BM02", ("2018",), "c16")
WHY = "Sổ hộ nghèo năm 2018 đang soát lại."
PHOTO = Address("BM16", ("1",), "c23")


def seen(*paths, known=None):
    return look(paths, shelf=known or shelf(), clock=CLOCK)


def made_from(home, *paths, known=None, **said):
    """Rebuild the one office of these files."""
    found = seen(*paths, known=known)
    (office,) = found.offices
    return rebuild(home, office, shelf=known or shelf(), clock=CLOCK, **said)


def codes(looked):
    return {name: problem.code for name, problem in looked.wrong}


def send_anyhow(desk, folder, key=None):
    """Send with a reason for whatever is not right yet."""
    places = sorted({(one.code, str(one.place)) for one in review(desk).errors_found})
    knowing = Knowing(tuple(Excuse(*one, SendReason.CHECKING, WHY) for one in places), confirmed=True)
    unlock = key or unlock_of(desk.owner or desk)
    say_why(desk)
    return send(desk, unlock=unlock, folder=folder, knowing=knowing, sealed=False)


@pytest.fixture(scope="module")
def lost(tmp_path_factory):
    """What an office had before its PC was gone: two packages, the second with an open error and a photo."""
    place = Place(tmp_path_factory.mktemp("lost"))
    desk, first = place.sent(NGOC_LAY, stick="first")
    with desk, place.office(TU_MO_RONG) as district:
        recognise_sender(district, first, NGOC_LAY)
        receive(district, [first])
        later(desk)
        entry = Entry(desk)
        entry.put_text(N1, str(int(str(entry.view(N1).value)) + 1))
        if not entry.rows("BM16"):
            entry.add_record("BM16")
        photo = replace(PHOTO, key=entry.rows("BM16")[0])
        entry.attach_data(photo, "anh.png", png(8, 8, grey=9), "Vườn sâm")
        second = send_anyhow(desk, place.stick("second"))
        later(district, 2)
        (receipt,) = receive(district, [second.path])
        assert receipt.verdict == "taken"
        copied = copy_out(district, second.digest, place.stick("copied"))
        yield place, desk, district, first, second, copied


@pytest.fixture(scope="module")
def rebuilt(lost, tmp_path_factory):
    """The office made anew from what the district copied out."""
    *_, copied = lost
    made = made_from(tmp_path_factory.mktemp("new") / "home", copied.parent)
    with made.desk:
        yield made


class TestFromTheLastPackage:
    def test_every_answer_is_what_it_was(self, lost, rebuilt):
        _, desk, *_ = lost
        assert rebuilt.desk.own_document() == desk.own_document()
        assert rebuilt.same

    def test_revision_sequence_and_previous_digest_go_on(self, lost, rebuilt):
        _, desk, *_ = lost
        assert rebuilt.desk.order_of_sending(TU_MO_RONG) == desk.order_of_sending(TU_MO_RONG)
        assert (rebuilt.revision, rebuilt.sequence) == (3, 3)

    def test_the_package_is_kept_as_it_was_sent(self, lost, rebuilt):
        _, desk, _, _, second, _ = lost
        now, before = sent(rebuilt.desk)[0], sent(desk)[0]
        assert (now.digest, now.name, now.figures_code) == (before.digest, before.name, before.figures_code)
        kept = rebuilt.desk.received.packages(direction="sent", digest=second.digest)[0]
        assert rebuilt.desk.received.data(kept.id) == second.path.read_bytes()
        assert rebuilt.desk.received.content(kept.detail["companion"]) == second.companion.read_bytes()

    def test_reasons_of_open_errors_are_offered_again(self, lost, rebuilt):
        _, desk, *_ = lost
        assert said_before(rebuilt.desk) == said_before(desk)
        assert said_before(rebuilt.desk).errors

    def test_photos_come_back_with_their_captions(self, lost, rebuilt):
        _, desk, *_ = lost
        assert rebuilt.desk.attachments.files() == desk.attachments.files()
        assert rebuilt.attachments == 1
        assert rebuilt.lost == ()

    def test_people_and_signer_are_known_again_and_no_key_is(self, lost, rebuilt):
        _, desk, *_ = lost
        assert [one.name for one in rebuilt.desk.people()] == [desk.person.name]
        (own,) = (one for one in rebuilt.desk.signers.list() if one.unit == NGOC_LAY)
        assert own.fingerprint == keys(desk)[0].fingerprint
        assert keys(rebuilt.desk) == ()

    def test_nothing_counts_as_changed_since_it_was_sent(self, rebuilt):
        assert not home_view(rebuilt.desk, Entry(rebuilt.desk).open).changed_since_sent

    def test_the_history_says_where_the_answers_are_from(self, rebuilt):
        line = rebuilt.desk.answers.history(rebuilt.desk.own_submission(), N1)[0]
        assert (line.how, line.who) == ("rebuilt", rebuilt.desk.person.name)


def test_of_several_packages_the_newest_counts_and_a_file_that_did_not_come_is_named(lost, tmp_path):
    _, desk, _, first, second, _ = lost
    alone = tmp_path / second.path.name
    shutil.copy(second.path, alone)
    (office,) = seen(first.parent, alone).offices
    assert (office.newest.digest, office.last.digest) == (second.digest, second.digest)
    made = rebuild(tmp_path / "home", office, who=Who("Y Mới", "Văn phòng"), shelf=shelf(), clock=CLOCK)
    with made.desk:
        assert [one.revision for one in sent(made.desk)] == [2, 1]
        assert made.lost == tuple(file.name for file in desk.attachments.files())
        assert made.attachments == 0
        assert not made.same  # the cell that named the photo is blank
        assert [one.name for one in made.desk.people()] == ["Y Mới", desk.person.name]
        assert made.desk.person.name == "Y Mới"


def test_another_package_of_the_same_number_is_told(lost, tmp_path):
    _, desk, _, _, second, _ = lost
    report = opened(second.path)
    other = replace(report, header=replace(report.header, made_at=report.header.made_at.replace(hour=23)))
    key = from_p12(key_of(desk).read_bytes(), PASSPHRASE)
    path = tmp_path / "other.xlsx"
    path.write_bytes(sign(write_workbook(other, desk.pack), key, other.header.made_at))
    (office,) = seen(second.path, path).offices
    assert [one.digest for one in office.forks] == [second.digest]
    assert office.newest.header.made_at.hour == 23


def test_what_is_of_no_use_is_told_and_makes_no_office(lost, tmp_path):
    _, desk, district, _, second, _ = lost
    bad = tmp_path / "bad"
    bad.mkdir()
    data = bytearray(second.path.read_bytes())
    data[len(data) // 2] ^= 1
    (bad / "x_lan-1.xlsx").write_bytes(data)
    (bad / "y_lan-2.xlsx.p7m").write_bytes(b"0\x80sealed")
    report = opened(second.path)
    other = key_of(district)
    stranger = from_p12(other.read_bytes(), PASSPHRASE)
    (bad / "z_lan-3.xlsx").write_bytes(sign(write_workbook(report, desk.pack), stranger, MOMENT))
    told = seen(bad, tmp_path / "gone.xlsx")
    assert told.offices == ()
    found = codes(told)
    assert found["y_lan-2.xlsx.p7m"] == "REBUILD_SEALED"
    assert found["z_lan-3.xlsx"] == "SIGNER_OTHER_UNIT"
    assert {"x_lan-1.xlsx", "gone.xlsx"} <= found.keys()


def test_an_office_that_is_there_is_never_written_over(lost):
    place, _, _, _, second, _ = lost
    (office,) = seen(second.path).offices
    with pytest.raises(Problem, match="ALREADY_STARTED"):
        rebuild(place.folder / f"office-{NGOC_LAY}", office, shelf=shelf(), clock=CLOCK)


def test_what_a_broken_try_left_behind_is_no_office_and_stands_in_nobodys_way(lost, tmp_path):
    _, _, _, _, second, _ = lost
    home = tmp_path / "home"
    (home / ROOM).mkdir(parents=True)
    (home / ROOM / "phieuxa.db").write_bytes(b"half")
    assert not is_started(home)
    made_from(home, second.path).desk.close()
    assert not (home / ROOM).exists()
    with open_desk(home, clock=CLOCK, shelf=shelf()) as desk:
        assert desk.unit.code == NGOC_LAY


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """A commune whose nominees and register travelled apart, all on one stick."""
    place = Place(tmp_path_factory.mktemp("apart"))
    with place.office(NGOC_LAY, pack=asking_for_all()) as desk:
        enter(desk, demo_data()[NGOC_LAY])
        nominee(desk)
        household(desk, c05=ID_NUMBER)
        household(desk, c02="Y Hai")
        stick = place.stick()
        report = send_anyhow(desk, stick)
        for route in (NOMINEES, REGISTER):
            send_anyhow(route_desk(desk, route), stick)
        yield desk, stick, report.path


class TestWithPackagesBesideTheReport:
    def test_nominees_and_households_come_back(self, apart, tmp_path):
        desk, stick, _ = apart
        folder = tmp_path / "stick"
        shutil.copytree(stick, folder)
        (folder / f"bo-bieu{SUFFIX}").write_bytes(asking_for_all())
        made = made_from(tmp_path / "home", folder)
        with made.desk:
            before, after = desk.own_document(), made.desk.own_document()
            assert after.tables["BM17"] == before.tables["BM17"]
            assert after.tables["BM17.c16"] == before.tables["BM17.c16"]
            assert (made.households, made.hidden) == (2, True)
            assert book(made.desk, 2018).households == 2
            rows = desk_of(made.desk, 2018).own_document().tables["BM19"]
            assert {row["c02"] for row in rows.values()} == {"A Thử", "Y Hai"}
            assert not any("c05" in row for row in rows.values())
            assert made.desk.order_of_sending(TU_MO_RONG) == desk.order_of_sending(TU_MO_RONG)

    def test_what_travelled_beside_alone_rebuilds_nothing_nor_without_its_pack(self, apart, tmp_path):
        _, stick, report = apart
        (nominees,) = stick.glob("*BM17*.xlsx")
        assert codes(seen(nominees, report)) == dict.fromkeys((nominees.name, report.name), "REBUILD_PACK")
        pack = tmp_path / f"bo-bieu{SUFFIX}"
        pack.write_bytes(asking_for_all())
        told = seen(nominees, pack)
        assert told.offices == ()
        assert set(codes(told).values()) == {"REBUILD_NO_REPORT"}


def test_a_district_comes_back_with_the_packages_from_below_waiting_for_their_signers(lost, tmp_path):
    place, _, district, _, _, _ = lost
    for field, text in (("c08", "20/09/2018"), ("c09", "Chính thức"), ("c12", "A Lập"), ("c15", "A Ký")):
        Entry(district).put_text(Address("BM00", (), field), text)
    up = send_to(district, place.stick("up"))
    made = made_from(tmp_path / "home", up.path.parent)
    with made.desk as desk:
        assert (desk.unit.code, made.waiting) == (TU_MO_RONG, 1)
        assert desk.order_of_sending("62") == district.order_of_sending("62")
        (waits,) = desk.received.packages(direction="received", unit=NGOC_LAY)
        recognise_sender(desk, _file(desk, waits, tmp_path), NGOC_LAY)
        assert desk.received.figures(desk.campaign_id).keys() == {NGOC_LAY}


def _file(desk, kept, folder):
    path = folder / kept.package.name
    path.write_bytes(desk.received.data(kept.id))
    return path


def test_an_empty_shelf_is_told_as_a_missing_pack(lost, tmp_path):
    _, _, _, _, second, _ = lost
    told = seen(second.path, known=Shelf(tmp_path, MOMENT))
    assert codes(told) == {second.path.name: "REBUILD_PACK"}


def test_a_newer_program_rebuilds_with_the_older_pack_that_the_district_gives_back(lost, tmp_path):
    """Windows was installed anew with a program that ships a newer version of the pack only."""
    _, _, _, first, _, _ = lost
    newest = sealed(newer())
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / f"moi{SUFFIX}").write_bytes(newest)
    shipped = Shelf(packs, MOMENT)
    assert codes(seen(first, known=shipped)) == {first.name: "REBUILD_PACK"}
    with Place(tmp_path).office(TU_MO_RONG, pack=newest) as district:
        old = shelf().packs[0]
        install_pack(district.database, old.pack, old.data, MOMENT)
        recognise_sender(district, first, NGOC_LAY)
        (receipt,) = receive(district, [first])
        assert receipt.reason == "TAKEN_OLDER"
        copied = copy_out(district, receipt.digest, Place(tmp_path).stick("back"))
    (office,) = seen(copied.parent, known=shipped).offices
    assert office.newest.shelved.pack.hash == old.pack.hash
