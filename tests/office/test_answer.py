"""The answer to a file in parts, and what is judged again when a list or a root comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from exports.authority import (
    Named,
    Revoked,
    issue,
    new_authority,
    new_request_key,
    request,
    revocation_list,
    with_certificate,
)
from exports.keys import SigningKey, fingerprint
from exports.opc import sign, verify
from exports.write_workbook import write_workbook
from office import certified
from office.answer import answer
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.judging import judge
from office.receiving import receive, received
from tests.exports.opc.authority import token
from tests.exports.opc.samples import NOW, SIGNED_AT, START, workbook
from tests.exports.opc.samples import key_of as stranger
from tests.exports.test_envelope import sealed
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    later,
    opened,
    recognise_sender,
    send_to,
    shelf,
)
from tests.packages.attacks.times_and_keys import signature_value, stamped

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A commune's package: by its own key, and by keys of an authority; the district that receives it."""

    folder: Path
    own: Path
    certified: Path
    root: SigningKey
    signer: SigningKey


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    with TemporaryDirectory() as name:
        place = Place(Path(name))
        with place.filled(NGOC_LAY) as commune:
            own = send_to(commune, place.stick()).path
            report, pack = opened(own), commune.pack
        province = Named("Kon Tum", "", "Tỉnh Kon Tum", ("62",))
        root = new_authority(province, MOMENT - 9 * DAY, MOMENT + 4000 * DAY)
        named = Named("A Chương", "Chủ tịch", "Xã Ngọc Lây", (NGOC_LAY, TU_MO_RONG, "62"))
        key = new_request_key(named, "signing", MOMENT, MOMENT + DAY)
        asked = request(key, named, "signing")
        given = issue(root, asked, named, "signing", MOMENT - 5 * DAY, MOMENT + 900 * DAY)
        signer = with_certificate(key, given, [root.certificate])
        path = place.folder / "usb" / "chung-thu.xlsx"
        path.write_bytes(sign(write_workbook(report, pack), signer, MOMENT))
        place.office(TU_MO_RONG).close()
        yield Made(place.folder, own, path, root, signer)


@pytest.fixture
def district(made, tmp_path) -> Iterator[Desk]:
    home = tmp_path / "district"
    copytree(made.folder / f"office-{TU_MO_RONG}", home)
    with open_desk(home, clock=FixedClock(MOMENT + timedelta(hours=1)), shelf=shelf()) as desk:
        yield desk


def _believe(desk: Desk, made: Made) -> None:
    path = desk.home / "root.cer"
    path.write_bytes(made.root.certificate.public_bytes(Encoding.DER))
    certified.add_root(desk, certified.root_in(path), how="gọi Sở")


def _list(made: Made, when: datetime, *revoked: Revoked) -> bytes:
    return revocation_list(made.root, revoked, 1, when, when + 90 * DAY)


def _parts(one) -> list[tuple[str, str, str]]:
    return [(part.question, part.tone, part.code) for part in one.answer.parts]


def _one(desk: Desk, path: Path):
    (receipt,) = receive(desk, [path])
    return receipt


def _codes(one) -> dict[str, str]:
    return {part.question: part.code for part in one.answer.parts}


# --- parts


def test_a_recognised_signer_is_answered_for_by_the_register(district, made):
    waiting = _one(district, made.own)
    assert _parts(waiting) == [
        ("whole", "good", "ANSWER_WHOLE"),
        ("signed", "good", "ANSWER_CLAIMED"),
        ("trusted", "warning", "ANSWER_UNKNOWN"),
        ("place", "good", "ANSWER_PLACE"),
    ]
    recognise_sender(district, made.own, NGOC_LAY)
    (kept,) = received(district)
    assert _codes(kept) == {
        "whole": "ANSWER_WHOLE",
        "signed": "ANSWER_CLAIMED",
        "trusted": "ANSWER_RECOGNISED",
        "revoked": "ANSWER_NO_LIST_NEEDED",
        "place": "ANSWER_PLACE",
    }
    said = [part.said("vi") for part in kept.answer.parts]
    assert any("điện thoại" in text and "Ngọc Lây" in text for text in said)
    assert not any("{" in text for text in said)
    assert _codes(_one(district, made.own))["place"] == "ALREADY_HERE"


def test_a_good_certificate_of_another_unit_is_not_called_trusted(district, made, tmp_path):
    _believe(district, made)
    with district.database.writing():
        certificate = made.signer.certificate
        district.signers.recognise(
            fingerprint=fingerprint(certificate),
            certificate=certificate.public_bytes(Encoding.DER),
            unit=TE_XANG,
            person="Ai đó",
            since=district.clock.today(),
            who="thử",
            how="thử",
            when=district.clock.now(),
        )
    receipt = _one(district, made.certified)
    assert receipt.reason == "SIGNER_OTHER_UNIT"
    assert [part for part in _parts(receipt) if part[0] == "trusted"] == [
        ("trusted", "error", "SIGNER_OTHER_UNIT")
    ]


def test_what_is_wrong_stands_in_its_own_part(district, made, tmp_path):
    data = bytearray(made.own.read_bytes())
    data[len(data) // 2] ^= 1
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(bytes(data))
    assert [part[:2] for part in _parts(_one(district, broken))] == [("whole", "error")]
    with Place(tmp_path).office("62") as province:
        assert _codes(_one(province, made.own))["place"] == "NOT_BELOW"


def test_a_wrong_clock_is_named_before_a_certificate_is_called_not_yet_valid(district, made):
    _believe(district, made)
    district.clock = FixedClock(datetime(2009, 1, 1, tzinfo=UTC))
    receipt = _one(district, made.certified)
    assert _parts(receipt)[0] == ("clock", "error", "CLOCK_BEFORE")
    assert receipt.reason != "NOT_YET_VALID"


def test_a_clock_before_what_was_received_is_wrong_whatever_the_file_says(district, made):
    _one(district, made.own)
    early = MOMENT - 30 * DAY
    district.clock = FixedClock(early)
    assert _parts(_one(district, made.certified))[0] == ("clock", "error", "CLOCK_BEHIND")
    verdict = verify(made.certified.read_bytes(), now=early)
    assert answer(verdict, early).parts[0].code == "CLOCK_BEFORE"
    assert answer(verify(made.certified.read_bytes(), now=MOMENT), MOMENT).parts[0].question == "whole"


def test_a_certificate_of_the_future_asks_for_the_clock_first():
    verdict = verify(sign(workbook(), stranger(), START - 2 * DAY), now=START - DAY)
    assert verdict.reason == "NOT_YET_VALID"
    assert answer(verdict, START - DAY).parts[0].code == "CLOCK_PERHAPS"


def test_a_timestamp_after_this_computers_clock_asks_for_the_clock_first():
    package = sign(workbook(), stranger(), SIGNED_AT)
    later_than_now = stamped(package, token(signature_value(package), NOW + DAY))
    verdict = verify(later_than_now, now=NOW)
    assert verdict.reason == "TIMESTAMP_WRONG"
    assert [part.code for part in answer(verdict, NOW).parts] == ["CLOCK_STAMP", "TIMESTAMP_WRONG"]


def test_verify_gives_the_same_parts_without_an_office(made, tmp_path):
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "goc.cer").write_bytes(made.root.certificate.public_bytes(Encoding.DER))
    judged = judge(made.certified.read_bytes(), folder, FixedClock(MOMENT))
    assert judged.state == "valid-revocation-unknown"
    assert [(part.question, part.code) for part in judged.answer.parts] == [
        ("whole", "ANSWER_WHOLE"),
        ("signed", "ANSWER_CLAIMED"),
        ("trusted", "ANSWER_ROOT"),
        ("revoked", "ANSWER_LIST_MISSING"),
    ]
    told = judged.plain()["answer"]
    assert isinstance(told, list)
    assert told[2]["details"]["root"] == "Tỉnh Kon Tum"


def test_verify_names_the_clock_before_a_certificate_is_called_not_yet_valid():
    judged = judge(sign(workbook(), stranger(), START - 2 * DAY), None, FixedClock(START - DAY))
    assert judged.reason == "NOT_YET_VALID"
    assert judged.clock is not None
    assert judged.clock.code == "CLOCK_PERHAPS"
    assert judge(sign(workbook(), stranger(), MOMENT), None, FixedClock(MOMENT)).clock is None


def test_verify_says_that_an_envelope_is_closed_and_not_that_it_is_no_workbook():
    judged = judge(sealed(), None, FixedClock(MOMENT))
    assert (judged.state, judged.reason) == ("sealed", "SEALED")
    assert judged.signers == ()


# --- judged again


def test_without_a_list_a_package_is_taken_in_and_marked_until_one_comes(district, made):
    _believe(district, made)
    receipt = _one(district, made.certified)
    assert receipt.verdict == "taken"
    assert any("chưa biết chữ ký có bị thu hồi" in line for line in receipt.details)
    assert _codes(receipt)["revoked"] == "ANSWER_LIST_MISSING"
    assert received(district)[0].unsure
    later(district, 48)
    (again,) = certified.add_list(district, _list(made, MOMENT + DAY))
    assert again.reason == "NOT_REVOKED"
    (kept,) = received(district)
    assert not kept.unsure
    assert _codes(kept)["revoked"] == "ANSWER_NOT_REVOKED"
    assert [one.status.value for one in district.received.verdicts(1)][-2:] == ["taken", "taken"]


def test_a_signer_revoked_before_the_package_came_leaves_the_tables(district, made):
    _believe(district, made)
    _one(district, made.certified)
    assert len(district.received.accepted(district.campaign_id)) == 1
    later(district, 48)
    serial = made.signer.certificate.serial_number
    stolen = Revoked(serial, MOMENT - DAY, "key_compromise")
    (again,) = certified.add_list(district, _list(made, MOMENT + DAY, stolen))
    assert again.reason == "REVOKED_SINCE"
    assert district.received.accepted(district.campaign_id) == ()
    (kept,) = received(district)
    assert (kept.verdict, kept.reason, kept.unsure) == ("refused", "REVOKED_SINCE", False)
    assert _codes(kept)["revoked"] == "REVOKED"
    assert _one(district, made.certified).reason == "REVOKED"


def test_a_signer_revoked_after_the_package_came_was_good(district, made):
    _believe(district, made)
    _one(district, made.certified)
    later(district, 48)
    serial = made.signer.certificate.serial_number
    gone = Revoked(serial, MOMENT + DAY, "cessation_of_operation")
    (again,) = certified.add_list(district, _list(made, MOMENT + DAY, gone))
    assert again.reason == "NOT_REVOKED"
    assert len(district.received.accepted(district.campaign_id)) == 1


def test_what_was_good_by_an_older_list_is_looked_up_in_a_newer_one(district, made):
    _believe(district, made)
    certified.add_list(district, _list(made, MOMENT))
    assert _codes(_one(district, made.certified))["revoked"] == "ANSWER_NOT_REVOKED"
    later(district, 48)
    stolen = Revoked(made.signer.certificate.serial_number, MOMENT, "key_compromise")
    (again,) = certified.add_list(district, _list(made, MOMENT + DAY, stolen))
    assert again.reason == "REVOKED_SINCE"


def test_a_root_that_comes_later_takes_in_what_waited(district, made):
    assert _one(district, made.certified).verdict == "waiting-signer"
    _believe(district, made)
    (kept,) = received(district)
    assert (kept.verdict, kept.unsure) == ("taken", True)
