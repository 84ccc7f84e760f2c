"""One signed file carries the receipts of all units down; each office picks its own: only these are green."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from db.outbox import Outbox
from db.received import PackageStatus
from exports.mail import Letter, compose
from exports.opc import DOWNWARD, verify, write_zip
from forms.problems import Problem
from office.answers_above import files_in, found_in, look, take_in
from office.clock import FixedClock
from office.downward import AnswerKind, Outgoing, file_name, issue, open_answer
from office.passage import Said, Stage, Way, hand_over, note_told, passage, passages
from office.receipts import lines_of, receipts_of, write
from office.receiving import certificate_in, receive
from office.recognising import recognise
from office.roles import Role, give_roles, leave, new_person
from office.sealed import seal
from office.signing_keys import opened
from tests.office.several_pcs import copied, pcs
from tests.office.small_offices import district as small_district
from tests.offices import (
    IA_DAL,
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    recognise_sender,
    unlock_of,
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Two communes send; the district takes one in, and the other waits for its signer."""
    place = Place(tmp_path_factory.mktemp("receipts"))
    ngoc_lay, package = place.sent(NGOC_LAY)
    te_xang, other = place.sent(TE_XANG)
    district = place.office(TU_MO_RONG)
    recognise_sender(district, package, NGOC_LAY)
    receive(district, [package, other])
    with ngoc_lay, te_xang, district:
        yield place, ngoc_lay, te_xang, district


@pytest.fixture(scope="module")
def answer(house):
    place, _, _, district = house
    return write(district, unlock=unlock_of(district), folder=place.stick("down"))


@pytest.fixture
def commune(house, answer):
    """The commune, as it was before anything came from above."""
    _, desk, _, _ = house
    with desk.database.writing():
        desk.database.conn.execute("DELETE FROM downward")
        desk.database.conn.execute("DELETE FROM receipt")
        desk.database.conn.execute("DELETE FROM signer")
        desk.database.conn.execute("DELETE FROM letter")
    return desk


def refused(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def digest(desk):
    return passages(desk)[0].digest


def signed(district, content, kind=AnswerKind.RECEIPTS, recipient=""):
    with opened(district, unlock_of(district)) as key:
        return issue(district, key, Outgoing(kind, content, recipient))


def test_one_file_holds_the_receipts_of_all_units_and_no_name_of_a_person(house, answer):
    _, ngoc_lay, te_xang, district = house
    data = answer.read_bytes()
    lines = lines_of(open_answer(district, data))
    assert [(one.unit, one.status) for one in lines] == [
        (NGOC_LAY, PackageStatus.TAKEN),
        (TE_XANG, PackageStatus.WAITING_SIGNER),
    ]
    assert [one.digest for one in lines] == [digest(ngoc_lay), digest(te_xang)]
    told = str([one.plain() for one in lines])
    assert ngoc_lay.person.name not in told
    assert te_xang.person.name not in told
    assert answer.name.startswith(f"bien-nhan-{TU_MO_RONG}-so-")


def test_green_only_after_the_signed_receipt(commune, answer):
    mine = digest(commune)
    assert (passage(commune, mine).stage, passage(commune, mine).tone) == (Stage.SIGNED, "warning")
    hand_over(commune, mine, Said("Chị Hoa, huyện", Way.STICK, commune.clock.today()))
    assert (passage(commune, mine).stage, passage(commune, mine).tone) == (Stage.HANDED, "note")
    note_told(commune, mine, Said("Chị Hoa", Way.TELEPHONE, commune.clock.today()))
    assert (passage(commune, mine).stage, passage(commune, mine).tone) == (Stage.TOLD, "note")
    taken = take_in(commune, answer.read_bytes(), how="điện thoại")
    assert taken.count == 1
    found = passage(commune, mine)
    assert (found.stage, found.tone) == (Stage.RECEIVED, "good")
    words = ("Ký", "Hoa", "Hoa", "Biên nhận")
    assert all(word in step for word, step in zip(words, found.steps, strict=True))


def test_each_office_picks_its_own_and_learns_why_it_waits(house, answer):
    _, _, te_xang, _ = house
    take_in(te_xang, answer.read_bytes(), how="điện thoại")
    found = passage(te_xang, digest(te_xang))
    assert found.stage is Stage.WAITING
    assert "người ký" in found.why


def test_the_same_file_a_second_time_changes_nothing(commune, answer):
    data = answer.read_bytes()
    assert not look(commune, data).here
    take_in(commune, data, how="điện thoại")
    assert look(commune, data).here
    assert take_in(commune, data).count == 0
    kept = commune.received.packages(direction="sent")[0]
    assert len(commune.received.receipts(kept.id)) == 1


def test_a_signer_nobody_recognised_is_compared_first_and_nothing_is_taken_before(commune, answer):
    data = answer.read_bytes()
    assert not look(commune, data).signer.recognised
    assert refused(lambda: take_in(commune, data)) == "DOWN_SIGNER"
    assert passage(commune, digest(commune)).stage is Stage.SIGNED
    assert commune.signers.list() == ()


def test_a_recognised_signer_needs_no_words(commune, answer):
    data = answer.read_bytes()
    signer = look(commune, data).signer
    recognise(commune, signer.certificate, unit=TU_MO_RONG, person=signer.person, how="bộ tài liệu")
    assert take_in(commune, data).count == 1


def test_a_later_file_has_the_last_word_whatever_order_they_come_in(commune, house, answer):
    _, _, _, district = house
    first = answer.read_bytes()
    line = next(one for one in receipts_of(district) if one.unit == NGOC_LAY)
    out = replace(line, status=PackageStatus.TAKEN_OUT)
    second = signed(district, {"receipts": [out.plain()]})
    take_in(commune, second.data, how="điện thoại")
    take_in(commune, first)
    found = passage(commune, digest(commune))
    assert (found.stage, found.tone) == (Stage.TAKEN_OUT, "error")


def test_a_package_that_another_pc_sent_is_told_when_its_receipt_comes(commune, house):
    _, _, _, district = house
    mine = next(one for one in receipts_of(district) if one.unit == NGOC_LAY)
    other = replace(mine, digest="0" * 64, sequence=2, revision=2)
    damaged = replace(mine, digest="1" * 64, sequence=3, status=PackageStatus.REFUSED)
    answer = signed(district, {"receipts": [one.plain() for one in (mine, other, damaged)]})
    taken = take_in(commune, answer.data, how="điện thoại")
    assert (taken.count, taken.unknown) == (1, (2,))


def test_only_the_office_above_answers_and_only_this_unit(commune, house):
    _, _, te_xang, district = house
    to_other = signed(district, {"receipts": []}, recipient=TE_XANG)
    assert refused(lambda: look(commune, to_other.data)) == "DOWN_OTHER_UNIT"
    assert not look(te_xang, to_other.data).here
    own = signed(te_xang, {"receipts": []})
    assert refused(lambda: look(commune, own.data)) == "DOWN_NOT_ABOVE"
    assert refused(lambda: signed(district, {"receipts": []}, recipient=IA_DAL)) == "DOWN_NOT_BELOW"


def test_a_file_that_was_changed_or_says_odd_things_is_refused(commune, house, answer):
    _, _, _, district = house
    data = bytearray(answer.read_bytes())
    data[len(data) // 2] ^= 1
    assert refused(lambda: look(commune, bytes(data))) == "DOWN_NOT_WHOLE"
    assert refused(lambda: look(commune, b"PK")) == "DOWN_NOT_WHOLE"
    line = receipts_of(district)[0].plain()
    for wrong in (
        {"receipts": 3},
        {"receipts": [], "more": 1},
        {"receipts": [line | {"digest": "x"}]},
        {"receipts": [line, line | {"status": "taken-out"}]},
        {"receipts": [line | {"status": "already-here"}]},
        {"receipts": [line | {"revision": True}]},
        {"receipts": [line | {"received": "2018-09-20T00:00:00"}]},
        {"receipts": [line | {"received": "9999-12-31T23:00:00+00:00"}]},  # no such day in Viet Nam
        {"receipts": [{name: line[name] for name in line if name != "unit"}]},
    ):
        odd = signed(district, wrong)
        assert refused(lambda odd=odd: look(commune, odd.data)) == "DOWN_FORMAT"


def test_a_number_or_a_campaign_that_no_office_writes_is_refused(commune, house, answer):
    _, _, _, district = house
    whole = json.loads(canonical_of(answer.read_bytes()))
    for odd in ({"number": 10**30}, {"number": True}, {"campaign": "x" * 400}, {"campaign": "\u202ex"}):
        with opened(district, unlock_of(district)) as key:
            data = seal(whole | odd, {}, DOWNWARD, key, MOMENT)
        assert refused(lambda data=data: look(commune, data)) == "DOWN_FORMAT"


def canonical_of(data):
    parts = verify(data, now=MOMENT, profile=DOWNWARD).parts
    assert parts is not None
    return next(part for name, part in parts.items() if name.endswith(".json"))


def test_words_that_agree_do_not_make_up_for_a_certificate_that_is_over(commune, answer):
    before = commune.clock
    commune.clock = FixedClock(before.now() + timedelta(days=40_000))
    try:
        assert refused(lambda: take_in(commune, answer.read_bytes(), how="điện thoại")) == "DOWN_SIGNER"
    finally:
        commune.clock = before
    assert commune.signers.list() == ()


def test_an_answer_made_on_a_day_to_come_is_refused(commune, house):
    _, _, _, district = house
    before = district.clock
    district.clock = FixedClock(before.now() + timedelta(days=9))
    try:
        late = signed(district, {"receipts": []})
    finally:
        district.clock = before
    assert refused(lambda: look(commune, late.data)) == "DOWN_CLOCK"


def test_answers_that_lie_on_a_stick_are_found_until_they_are_taken_in(commune, house, answer):
    folder = answer.parent
    (folder / f"hỏng{file_name(open_answer(commune, answer.read_bytes()))}").write_bytes(b"PK\3\4")
    assert found_in(commune, [folder, folder / "không có"]) == (answer,)
    take_in(commune, answer.read_bytes(), how="điện thoại")
    assert found_in(commune, [folder]) == ()


def test_an_answer_handed_in_as_a_package_is_sent_to_its_page_and_its_signer_can_be_read(house, answer):
    _, ngoc_lay, _, district = house
    (receipt,) = receive(district, [answer])
    assert receipt.reason == "NOT_HERE_ANSWER"
    found = certificate_in(answer.read_bytes(), answer.name, ngoc_lay.clock)
    assert found.fingerprint == look(ngoc_lay, answer.read_bytes()).signer.fingerprint


def test_answers_come_in_letters_and_archives_too(commune, answer, tmp_path):
    data = answer.read_bytes()
    letter, archive, other = tmp_path / "a.eml", tmp_path / "b.zip", tmp_path / "c.zip"
    made = Letter(("Huyện", "h@x.vn"), ("Xã", "x@x.vn"), "Trả lời", "…", {answer.name: data}, "1", MOMENT)
    letter.write_bytes(compose(made).as_bytes())
    archive.write_bytes(write_zip({answer.name: data}))
    other.write_bytes(write_zip({"ảnh.png".encode("ascii", "ignore").decode(): b"x"}))
    assert files_in(answer) == files_in(letter) == files_in(archive) == ((answer.name, data),)
    assert refused(lambda: files_in(other)) == "NO_ANSWER_INSIDE"
    assert refused(lambda: files_in(tmp_path / "gone")) == "FILE_UNREADABLE"


def test_numbers_of_answers_count_up_and_a_failed_writing_uses_none(house, tmp_path):
    _, _, _, district = house
    before = signed(district, {"receipts": []}).number
    full = tmp_path / "gone"
    assert refused(lambda: write(district, unlock=unlock_of(district), folder=full)) == "FOLDER_MISSING"
    assert signed(district, {"receipts": []}).number == before + 1


def test_an_office_that_received_nothing_gives_no_receipts(tmp_path):
    place = Place(tmp_path)
    with place.office(TU_MO_RONG) as desk:
        assert refused(lambda: write(desk, unlock=unlock_of(desk), folder=place.stick())) == "RECEIPTS_NONE"


@pytest.fixture
def reader(house):
    """Let somebody who only looks work at both offices."""
    desks = (house[1], house[3])
    before = [desk.person.id for desk in desks]
    for desk in desks:
        made = new_person(desk, "Người xem")
        give_roles(desk, made.id, [Role.READER])
        desk.choose_person(made.id)
    yield
    for desk, was in zip(desks, before, strict=True):
        here = desk.person.id
        desk.choose_person(was)
        leave(desk, here)


def test_who_only_looks_notes_nothing_and_writes_no_receipts(house, answer, reader):
    _, commune, _, district = house
    said = Said("Hoa", Way.STICK, commune.clock.today())
    assert (
        refused(lambda: write(district, unlock=unlock_of(district), folder=answer.parent)) == "ROLE_MAY_NOT"
    )
    assert refused(lambda: take_in(commune, answer.read_bytes(), how="điện thoại")) == "ROLE_MAY_NOT"
    assert refused(lambda: hand_over(commune, digest(commune), said)) == "ROLE_MAY_NOT"


def test_what_a_person_says_of_a_package_is_asked_for_properly(commune):
    mine, today = digest(commune), commune.clock.today()
    for said, code in (
        (Said(" ", Way.STICK, today), "PASSAGE_WHOM"),
        (Said("x" * 121, Way.STICK, today), "PASSAGE_LONG"),
        (Said("Hoa", Way.STICK, today + timedelta(days=1)), "PASSAGE_DAY"),
        (Said("Hoa", Way.STICK, today - timedelta(days=1)), "PASSAGE_DAY"),
        (Said("Hoa", Way.TELEPHONE, today), "PASSAGE_WAY"),
    ):
        assert refused(lambda said=said: hand_over(commune, mine, said)) == code
    assert refused(lambda: passage(commune, "0" * 64)) == "NOT_SENT_BY_US"
    assert passage(commune, mine).stage is Stage.SIGNED


def test_a_letter_the_mail_server_took_counts_as_handed_over(commune):
    kept = commune.received.packages(direction="sent")[0]
    box = Outbox(commune.database)
    box.queue(kept.id, "huyen@example.org", 1, who="A Tú", when=commune.clock.now())
    assert passage(commune, digest(commune)).stage is Stage.SIGNED
    box.sent(box.letters(kept.id)[0].id, commune.clock.now())
    assert passage(commune, digest(commune)).stage is Stage.HANDED


def test_an_older_sending_is_told_as_replaced_by_the_newer_one(tmp_path):
    files = pcs()
    with copied(files.folder / "go-on", tmp_path / "commune") as commune:
        with small_district(tmp_path / "district") as district:
            recognise_sender(district, files.first, NGOC_LAY)
            receive(district, [files.first, files.second])
            path = write(district, unlock=unlock_of(district), folder=tmp_path)
        take_in(commune, path.read_bytes(), how="điện thoại")
        third, second, first = passages(commune)
        assert (third.stage, second.stage, second.why) == (Stage.SIGNED, Stage.RECEIVED, "")
        assert first.stage is Stage.RECEIVED
        assert "mới hơn" in first.why
