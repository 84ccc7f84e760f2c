"""What others must not read leaves the office sealed; the district opens it with its own key."""

import pytest

from desktop_app.demo import enter
from exports.envelope import ENDING, seal
from forms.answers import Address
from forms.problems import Problem
from office import certified, returning
from office.answers_above import is_closed, opened_with, take_in
from office.carrying_out import own_folder, prepare
from office.confidential import leaving, opening_keys
from office.downward import AnswerKind, Outgoing, issue
from office.entry import Entry
from office.kept_copies import copy_out
from office.open_errors import Knowing
from office.queries import ask
from office.receiving import receive, received
from office.routed import route_desk
from office.sending import review, send, send_again, sent
from office.signing_keys import FileKey, opened
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, Place, demo_data, key_of, unlock_of
from tests.routes import ID_NUMBER, NOMINEES, REGISTER, asking_for_all, household, make_envelopes, nominee

CONFIRMED = Knowing(confirmed=True)


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """A district with an authority, and a commune that has its certificates; both have keys to open with."""
    place = Place(tmp_path_factory.mktemp("sealed"))
    pack = asking_for_all("whole")
    with place.office(NGOC_LAY, pack=pack) as commune, place.office(TU_MO_RONG, pack=pack) as district:
        enter(commune, demo_data()[NGOC_LAY])
        nominee(commune)
        household(commune, c05=ID_NUMBER)
        make_envelopes(commune, district, place.stick("papers"))
        yield commune, district, place


def send_register(commune, folder, **more):
    desk = route_desk(commune, REGISTER)
    return send(desk, unlock=unlock_of(commune), folder=folder, knowing=CONFIRMED, **more)


def opens_with(desk):
    """Give the key that a person at this office would choose first, with its passphrase."""
    return opening_keys(desk)[0].unlocked_by(PASSPHRASE)


def sealing(desk):
    """Say what is known of the next package before it is signed."""
    found = review(desk).sealing
    assert found is not None
    return found


@pytest.fixture(scope="module")
def sealed(offices):
    """The register as it left the commune."""
    commune, _, place = offices
    return send_register(commune, place.stick())


def test_a_register_is_sealed_by_default_and_a_report_is_not(offices):
    commune, *_ = offices
    report = sealing(commune)
    assert (report.wanted, report.offered, report.possible) == (False, True, True)  # it has nominations
    register = sealing(route_desk(commune, REGISTER))
    assert (register.wanted, register.possible, register.by_stick) == (True, True, False)
    details = sealing(route_desk(commune, NOMINEES))
    assert (details.wanted, details.offered) == (False, True)


def test_what_is_written_can_be_read_by_nobody_else_and_stays_readable_at_home(offices, sealed):
    commune, _, place = offices
    assert sealed.sealed
    assert sealed.path.name.endswith(f".xlsx{ENDING}")
    assert sealed.path.read_bytes()[:2] != b"PK"
    assert not list(place.stick().glob("*.xlsx"))
    at_home = own_folder(commune) / sealed.name
    assert at_home.read_bytes() == commune.received.data(
        next(one.id for one in commune.received.packages(digest=sealed.digest))
    )


def test_without_a_key_it_stays_closed_and_says_so(offices, sealed):
    _, district, _ = offices
    (receipt,) = receive(district, [sealed.path])
    assert (receipt.verdict, receipt.reason) == ("sealed", "SEALED")
    assert received(district) == () or all(one.reason != "SEALED" for one in received(district))


@pytest.fixture(scope="module")
def first(offices, sealed):
    """What the district said when it opened the register."""
    _, district, _ = offices
    (receipt,) = receive(district, [sealed.path], unlock=opens_with(district))
    return receipt


def test_the_district_opens_it_and_takes_it_in(offices, sealed, first):
    _, district, _ = offices
    assert (first.verdict, first.unit) == ("taken", NGOC_LAY)
    assert first.file == sealed.name
    beside = route_desk(district, REGISTER)
    rows = beside.received.figures(beside.campaign_id)[NGOC_LAY].tables["BM19"]
    assert [row["c05"] for row in rows.values()] == [ID_NUMBER]
    assert not list(district.home.glob(".mo-*"))


def test_an_envelope_whose_ending_was_taken_away_is_known_for_what_it_is(offices, sealed, first, tmp_path):
    _, district, _ = offices
    renamed = tmp_path / sealed.path.name.removesuffix(".p7m")
    renamed.write_bytes(sealed.path.read_bytes())
    (closed,) = receive(district, [renamed])
    assert (closed.verdict, closed.reason) == ("sealed", "SEALED")
    (opened,) = receive(district, [renamed], unlock=opens_with(district))
    assert opened.reason == "ALREADY_HERE"


@pytest.mark.parametrize("harm", ["flipped", "cut", "no envelope", "unsigned", "not ours"])
def test_every_way_in_which_it_does_not_open_gets_the_same_answer(offices, sealed, tmp_path, harm):
    commune, district, _ = offices
    data = sealed.path.read_bytes()
    if harm == "flipped":
        data = data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]
    elif harm == "cut":
        data = data[:-16]
    elif harm == "no envelope":
        data = b"PK\x03\x04" + data
    else:
        to = NGOC_LAY if harm == "not ours" else TU_MO_RONG
        certificate = certified.sealing_certificate(commune, to)
        assert certificate is not None
        data = seal(b"PK\x03\x04 no package", [certificate])
    path = tmp_path / f"KT-2018-GK_lan-1.xlsx{ENDING}"
    path.write_bytes(data)
    (receipt,) = receive(district, [path], unlock=opens_with(district))
    assert (receipt.verdict, receipt.reason) == ("refused", "ENVELOPE")


def test_what_came_sealed_can_be_saved_as_a_file_that_opens_and_that_is_noted(
    offices, sealed, first, tmp_path
):
    _, district, _ = offices
    path = copy_out(district, first.digest, tmp_path)
    assert (path.name, path.read_bytes()[:2]) == (sealed.name, b"PK")
    (kept,) = district.received.packages(direction="received", digest=first.digest)
    noted = [one.how for one in district.received.receipts(kept.id)]
    assert (noted[0], noted[-1]) == ("taken in", "copied out")  # between them, that it was handed in again
    with pytest.raises(Problem, match="NOT_RECEIVED"):
        copy_out(district, "0" * 64, tmp_path)


def test_the_sender_opens_its_own_copy(offices, sealed):
    commune, *_ = offices
    (own,) = receive(commune, [sealed.path], unlock=opens_with(commune))
    assert own.reason not in ("ENVELOPE", "SEALED")


def test_another_key_of_the_office_opens_it_where_the_passphrase_is_the_same(offices, sealed, first):
    _, district, _ = offices
    signing = FileKey(key_of(district), PASSPHRASE)
    (receipt,) = receive(district, [sealed.path], unlock=signing)
    assert (first.verdict, receipt.verdict) == ("taken", "already-here")


def test_nominations_are_sealed_when_somebody_says_so_with_their_files(offices, tmp_path):
    commune, district, _ = offices
    plain = send(route_desk(commune, NOMINEES), unlock=unlock_of(commune), folder=tmp_path)
    assert plain.path.suffix == ".xlsx"
    desk = route_desk(commune, NOMINEES)
    closed = send(desk, unlock=unlock_of(commune), folder=tmp_path, sealed=True)
    assert closed.path.name.endswith(ENDING)
    first, second = receive(district, [plain.path, closed.path], unlock=opens_with(district))
    assert (first.verdict, second.verdict) == ("taken", "taken")
    assert (first.revision, second.revision) == (1, 2)


def test_it_leaves_again_as_it_left_first(offices, sealed, first, tmp_path):
    commune, district, _ = offices
    path = send_again(commune, sealed.digest, tmp_path)
    assert path.name == sealed.path.name
    (receipt,) = receive(district, [path], unlock=opens_with(district))
    assert (first.verdict, receipt.verdict) == ("taken", "already-here")
    made = prepare(commune, sealed.digest, tmp_path / "mail")
    assert made.files[0].name == sealed.path.name
    assert not any(file.name.endswith((".xlsx", ".kem.zip")) for file in made.files)


def test_where_the_recipient_has_no_certificate_it_goes_by_stick(tmp_path):
    place = Place(tmp_path)
    with place.office(NGOC_LAY, pack=asking_for_all()) as commune:
        for field, text in (("c08", "20/09/2018"), ("c09", "Chính thức"), ("c12", "A Lập"), ("c15", "A Ký")):
            Entry(commune).put_text(Address("BM00", (), field), text)
        household(commune)
        desk = route_desk(commune, REGISTER)
        found = sealing(desk)
        assert found.by_stick
        assert found.recipient == "Huyện Tu Mơ Rông"
        with pytest.raises(Problem, match="SEAL_NO_CERTIFICATE"):
            send_register(commune, place.stick(), sealed=True)
        assert not list(place.stick().iterdir())
        view = send_register(commune, place.stick())
        assert (view.sealed, view.by_stick, sent(commune)[0].by_stick) == (False, True, True)
        with pytest.raises(Problem, match="BY_STICK"):
            prepare(commune, view.digest, tmp_path / "mail")


def test_an_answer_that_goes_down_can_be_sealed_and_the_commune_opens_it(offices):
    commune, district, _ = offices
    with opened(district, unlock_of(district)) as key:
        issued = issue(district, key, Outgoing(AnswerKind.RECEIPTS, {"receipts": []}, NGOC_LAY))
    (closed,) = leaving(district, {issued.name: issued.data}, NGOC_LAY, sealed=True).values()
    assert (is_closed(closed), is_closed(issued.data)) == (True, False)
    assert opened_with(commune, opens_with(commune), closed) == issued.data
    with pytest.raises(Problem, match="ENVELOPE"):
        opened_with(commune, opens_with(commune), closed[:-9])


def test_a_return_that_asks_about_a_person_is_sealed_where_the_unit_has_a_certificate(offices, tmp_path):
    commune, district, place = offices
    package = send(commune, unlock=unlock_of(commune), folder=place.stick("report")).path
    receive(district, [package])
    ask(district, NGOC_LAY, Address("BM02", ("2018",), "c21"), "Sao lại giảm?")
    assert not returning.review(district, NGOC_LAY).personal
    (record,) = list(district.received.figures(district.campaign_id)[NGOC_LAY].tables["BM17"])
    ask(district, NGOC_LAY, Address("BM17", record, ""), "Người này có đúng hộ nghèo không?")
    assert returning.review(district, NGOC_LAY).sealed
    done = returning.write(district, NGOC_LAY, unlock=unlock_of(district), folder=tmp_path)
    assert done.sealed
    assert done.path.name.endswith(ENDING)
    data = opened_with(commune, opens_with(commune), done.path.read_bytes())
    assert take_in(commune, data, how="điện thoại").count == 2
