"""When people and keys change: each guided way makes the key, says so, and leaves every answer as it was."""

from datetime import date, timedelta

import pytest

from db.signers import ACTING, DEPUTY, LEFT, LOST, REPLACED
from forms.problems import Problem
from office.entry import Entry
from office.people import COVER_NAME, COVER_POSITION, Wanted, Way, change, own_signers
from office.receiving import receive, signers, waiting
from office.recognising import Ending, recognise, taken_after
from office.register_file import look, take_in
from office.sending import send
from office.signing_keys import FileKey, keys
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    Place,
    key_of,
    later,
    recognise_sender,
    send_to,
)

NEW = "mật khẩu mới 2018"


@pytest.fixture
def commune(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def filled(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """One package of the commune, for every test that only receives."""
    there = Place(tmp_path_factory.mktemp("package"))
    with there.filled(NGOC_LAY) as desk:
        return send_to(desk, there.stick()).path


def wanted(way, **more):
    return Wanted(way, **({"person": "Y Lan", "position": "Phó Chủ tịch", "passphrase": NEW} | more))


def refused(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def own(desk):
    return [(one.person, one.capacity, one.end_kind, one.open) for one in own_signers(desk)]


def first_key(desk):
    key_of(desk)
    return own_signers(desk)[0]


def known(commune, district):
    """Let the district know the commune's key, as after its first package."""
    key_of(commune)
    (line,) = commune.signers.list()
    recognise(district, line.certificate, unit=NGOC_LAY, person=line.person, how="điện thoại")


def test_a_key_that_signs_here_stands_in_the_offices_own_register_once(commune):
    first = first_key(commune)
    assert own(commune) == [(first.person, "", "", True)]
    assert first.file == key_of(commune).name
    recognised = next(one for one in signers(commune) if one.unit == NGOC_LAY)
    assert recognised.fingerprint == first.fingerprint


@pytest.mark.parametrize("way, capacity", [(Way.DEPUTY, DEPUTY), (Way.ACTING, ACTING)])
def test_a_deputy_or_an_acting_head_signs_beside_the_head(commune, way, capacity):
    first = first_key(commune)
    until = date(2018, 12, 31) if way is Way.ACTING else None
    done = change(commune, wanted(way, until=until))
    assert own(commune) == [("Y Lan", capacity, "", True), (first.person, "", "", True)]
    assert own_signers(commune)[0].until == until
    assert done.on_cover
    entry = Entry(commune)
    assert (entry.view(COVER_NAME).value, entry.view(COVER_POSITION).value) == ("Y Lan", "Phó Chủ tịch")
    assert keys(commune)[0].path == done.key
    assert len(keys(commune)) == 2


@pytest.mark.parametrize("way, kind", [(Way.HOLDER, LEFT), (Way.FORGOTTEN, REPLACED), (Way.LOST, LOST)])
def test_a_key_that_signs_no_more_is_offered_no_more_but_its_file_stays(commune, way, kind):
    first = first_key(commune)
    old_file = key_of(commune)
    change(commune, wanted(way, old=first.fingerprint))
    assert own(commune) == [("Y Lan", "", "", True), (first.person, "", kind, False)]
    assert [one.path.name for one in keys(commune)] == [own_signers(commune)[0].file]
    assert old_file.is_file()


def test_a_second_pc_has_a_key_of_its_own_and_both_sign(commune):
    first = first_key(commune)
    change(commune, wanted(Way.SECOND_PC, person=first.person, position=first.position))
    assert [one[0] for one in own(commune)] == [first.person, first.person]
    assert all(one.open for one in own_signers(commune))


def test_a_forgotten_passphrase_costs_no_answer(filled):
    before = filled.own_document()
    change(filled, wanted(Way.FORGOTTEN, old=first_key(filled).fingerprint))
    assert filled.own_document() == before


def test_what_cannot_be_done_is_said_before_anything_is_made(commune, tmp_path):
    first = first_key(commune)
    key = FileKey(key_of(commune), PASSPHRASE)
    yesterday = commune.clock.today() - timedelta(days=1)
    wrong = FileKey(key.path, "sai")
    for way, code in (
        (wanted(Way.ACTING, until=yesterday), "LAST_DAY_PAST"),
        (wanted(Way.HOLDER, old="ab" * 32), "SIGNER_NOT_LISTED"),
        (wanted(Way.LOST, old=first.fingerprint, vouch=key, folder=tmp_path), "VOUCH_LOST"),
        (wanted(Way.DEPUTY, vouch=key, folder=tmp_path / "gone"), "FOLDER_MISSING"),
        (wanted(Way.DEPUTY, vouch=wrong, folder=tmp_path), "KEY_PASSPHRASE"),
    ):
        assert refused(lambda w=way: change(commune, w)) == code
    assert len(own_signers(commune)) == 1
    assert len(list(commune.home.glob("keys/*"))) == 1


def test_the_head_vouches_for_a_deputy_and_the_district_takes_the_package_without_a_call(
    filled, district, place
):
    stick = place.stick()
    known(filled, district)
    vouch = FileKey(key_of(filled), PASSPHRASE)
    done = change(filled, wanted(Way.DEPUTY, vouch=vouch, folder=stick))
    assert done.file is not None
    second = send(filled, unlock=FileKey(done.key, NEW), folder=place.stick("usb2"))
    beside = place.stick("usb2") / done.file.name
    assert beside.read_bytes() == done.file.read_bytes(), "the file that vouches goes along"
    (receipt,) = receive(district, [second.path])
    assert (receipt.verdict, receipt.reason) == ("waiting-signer", "SIGNER_UNKNOWN")
    assert look(district, done.file.read_bytes()).signer.recognised
    (taken,) = take_in(district, done.file.read_bytes())
    assert taken.verdict == "taken"
    kept = district.received.packages(direction="received", digest=second.digest)[-1]
    assert kept.detail["capacity"] == DEPUTY


def test_a_new_key_instead_of_a_forgotten_one_ends_the_old(filled, district, place):
    known(filled, district)
    old = own_signers(filled)[0]
    done = change(
        filled, wanted(Way.FORGOTTEN, person=old.person, position=old.position, old=old.fingerprint)
    )
    later(filled, 48)
    later(district, 48)
    second = send(filled, unlock=FileKey(done.key, NEW), folder=place.stick("usb2"))
    receive(district, [second.path])
    (held,) = waiting(district)
    (taken,) = recognise(
        district, held.certificate, unit=NGOC_LAY, person=held.person, how="điện thoại",
        instead=Ending(old.fingerprint, REPLACED),
    )  # fmt: skip
    assert taken.verdict == "taken"
    assert {one.fingerprint: one.end_kind for one in signers(district)}[old.fingerprint] == REPLACED


@pytest.mark.parametrize("kind, code", [(LOST, "SIGNER_LOST"), (LEFT, "SIGNER_ENDED")])
def test_what_comes_after_the_end_is_refused_with_its_own_words(package, district, kind, code):
    recognise_sender(district, package, NGOC_LAY)
    (line,) = district.signers.list()
    yesterday = district.clock.today() - timedelta(days=1)
    district.signers.end(line.id, until=yesterday, who="Y", how="báo qua điện thoại", when=MOMENT, kind=kind)
    (receipt,) = receive(district, [package])
    assert (receipt.verdict, receipt.reason) == ("refused", code)
    assert waiting(district) == ()


def test_what_waited_before_a_signer_left_is_taken_in_for_the_day_it_came(package, district):
    receive(district, [package])
    (held,) = waiting(district)
    later(district, 24 * 5)
    assert taken_after(district, held.fingerprint, held.received_at.date()) == ()
    last = district.clock.today() - timedelta(days=2)
    facts = held.fingerprint
    district.signers.recognise(
        fingerprint=facts, certificate=held.certificate, unit=NGOC_LAY, person="A", since=last, until=last,
        who="Y", how="điện thoại", when=MOMENT,
    )  # fmt: skip
    (receipt,) = receive(district, [package])
    assert receipt.verdict == "taken"
    day_before = held.received_at.date() - timedelta(days=1)
    assert taken_after(district, held.fingerprint, day_before) == (package.name,)
