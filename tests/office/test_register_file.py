"""The register of signers travels as a signed file: shown line by line, taken in where its signer counts."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db.signers import DEPUTY, LEFT, LOST, PREPARER
from exports.keys import new_key
from exports.opc import REGISTER, read_zip, write_zip
from forms.problems import Problem
from office.clock import FixedClock
from office.receiving import signers
from office.recognising import recognise
from office.register_file import SUFFIX, beside_package, build, look, open_register, take_in, write
from office.register_lines import RegisterLine, Step
from office.sealed import seal
from office.signing_keys import FileKey
from tests.exports.opc.authority import CERTIFIES, IS_CA, SIGNS, certify, revocation_list
from tests.offices import IA_DAL, KON_TUM, MOMENT, NGOC_LAY, PASSPHRASE, TE_XANG, TU_MO_RONG, key_of, later


def key_for(unit, person):
    return new_key(
        person=person, unit=unit, unit_name=unit, position="Chủ tịch",
        not_before=MOMENT - timedelta(days=400), not_after=MOMENT + timedelta(days=900),
    )  # fmt: skip


KEYS = {
    name: key_for(unit, name)
    for name, unit in (("Bí thư", TU_MO_RONG), ("Chương", NGOC_LAY), ("Lan", NGOC_LAY), ("Tỉnh", KON_TUM))
}


def der(name):
    return KEYS[name].certificate.public_bytes(Encoding.DER)


def line(name, unit, **more):
    return RegisterLine(unit, name, "Chủ tịch", der(name), **more)


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


def trust(desk, name, unit, **more):
    recognise(desk, der(name), unit=unit, person=name, how="điện thoại", **more)


def made(lines, issuer=NGOC_LAY, by="Chương", when=MOMENT):
    return build(issuer, lines, KEYS[by], when)


def steps(view):
    return [(one.step, one.line.person) for one in view.proposals]


def refused(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def today(desk):
    return desk.clock.today()


def test_a_recognised_signer_vouches_for_others_of_the_unit_without_a_telephone_call(district):
    trust(district, "Chương", NGOC_LAY)
    data = made([line("Chương", NGOC_LAY), line("Lan", NGOC_LAY, capacity=DEPUTY)])
    view = look(district, data)
    assert view.signer.recognised
    assert steps(view) == [(Step.NEW, "Lan")]
    take_in(district, data)
    lan = next(one for one in signers(district) if one.person == "Lan")
    assert (lan.capacity, lan.confirmed_by) == (DEPUTY, view.issuer_name)
    assert "sổ người ký" in lan.how
    assert look(district, data).proposals == ()


def test_a_preview_changes_nothing_and_only_chosen_lines_are_taken_in(district):
    trust(district, "Chương", NGOC_LAY)
    before = signers(district)
    data = made([line("Lan", NGOC_LAY, capacity=DEPUTY)])
    look(district, data)
    assert signers(district) == before
    take_in(district, data, chosen=())
    assert signers(district) == before


def test_who_is_not_recognised_is_compared_by_telephone_first(district):
    data = made([line("Lan", NGOC_LAY, capacity=DEPUTY), line("Chương", NGOC_LAY, end=LEFT)], by="Lan")
    assert not look(district, data).signer.recognised
    assert refused(lambda: take_in(district, data)) == "REGISTER_SIGNER"
    assert signers(district) == ()
    take_in(district, data, how="điện thoại")
    assert {(one.person, one.capacity, bool(one.until)) for one in signers(district)} == {
        ("Lan", DEPUTY, False),
        ("Chương", "", True),
    }


def test_an_ended_line_ends_the_recognition_here_and_says_why(district):
    trust(district, "Chương", NGOC_LAY)
    trust(district, "Lan", NGOC_LAY)
    later(district, 48)
    data = made([line("Lan", NGOC_LAY, end=LOST, until=today(district) - timedelta(days=1))])
    assert steps(look(district, data)) == [(Step.END, "Lan")]
    take_in(district, data)
    lan = next(one for one in signers(district) if one.person == "Lan")
    assert (lan.end_kind, lan.until) == (LOST, (today(district) - timedelta(days=1)).isoformat())


def test_a_file_opens_nothing_again_that_a_person_ended_here_nor_gives_a_certificate_another_unit(district):
    trust(district, "Chương", NGOC_LAY)
    trust(district, "Lan", NGOC_LAY)
    lan = next(one for one in district.signers.list() if one.person == "Lan")
    last = today(district) - timedelta(days=1)
    district.signers.end(lan.id, until=last, who="Y", how="mất khóa", when=MOMENT, kind=LOST)
    assert steps(look(district, made([line("Lan", NGOC_LAY)]))) == [(Step.CONFLICT, "Lan")]
    assert refused(lambda: trust(district, "Lan", NGOC_LAY)) == "SIGNER_LOST"
    trust(district, "Bí thư", TU_MO_RONG)
    elsewhere = made([line("Chương", TE_XANG)], issuer=TU_MO_RONG, by="Bí thư")
    assert steps(look(district, elsewhere)) == [(Step.CONFLICT, "Chương")]


def test_nobody_vouches_for_units_beside_or_above(district):
    trust(district, "Chương", NGOC_LAY)
    for unit in (TE_XANG, TU_MO_RONG, KON_TUM):
        assert refused(lambda u=unit: look(district, made([line("Lan", u)]))) == "REGISTER_SIGNER_ABOVE"
    other = build(IA_DAL, [line("Lan", IA_DAL)], key_for(IA_DAL, "Xa"), MOMENT)
    assert refused(lambda: look(district, other)) == "REGISTER_NOT_OURS"


def test_who_only_prepares_vouches_for_nobody(district):
    trust(district, "Chương", NGOC_LAY, capacity=PREPARER)
    data = made([line("Lan", NGOC_LAY)])
    assert not look(district, data).signer.recognised
    assert refused(lambda: take_in(district, data, how="điện thoại")) == "REGISTER_SIGNER"


def test_an_older_file_and_one_from_a_day_to_come_are_refused(district):
    trust(district, "Chương", NGOC_LAY)
    take_in(district, made([line("Lan", NGOC_LAY)]))
    older = made([line("Lan", NGOC_LAY, end=LEFT)], when=MOMENT - timedelta(days=3))
    assert refused(lambda: look(district, older)) == "REGISTER_OLDER"
    district.clock = FixedClock(MOMENT - timedelta(days=10))
    assert refused(lambda: look(district, made([], when=MOMENT - timedelta(days=2)))) == "REGISTER_OLDER"
    ahead = made([], issuer=TU_MO_RONG, by="Bí thư", when=MOMENT)
    assert refused(lambda: look(district, ahead)) == "REGISTER_CLOCK"


@pytest.mark.parametrize(
    "change, code",
    [
        ({"format": 2}, "REGISTER_FORMAT"),
        ({"format": True}, "REGISTER_FORMAT"),
        ({"made": "2018-09-20"}, "REGISTER_FORMAT"),
        ({"made": "2018-09-20T09:00:00+07:00"}, "REGISTER_FORMAT"),
        ({"issuer": "99"}, "REGISTER_UNIT"),
        ({"issuer": ["62"]}, "REGISTER_FORMAT"),
        ({"papers": ["zz"]}, "REGISTER_FORMAT"),
        ({"more": 1}, "REGISTER_FORMAT"),
        ({"signers": 5}, "REGISTER_FORMAT"),
        ({"signers": [{"unit": NGOC_LAY}]}, "REGISTER_FORMAT"),
        ({"signers": [line("Lan", NGOC_LAY).plain() | {"capacity": "king"}]}, "REGISTER_FORMAT"),
        ({"signers": [line("Lan", NGOC_LAY).plain() | {"person": "Lan\u202e"}]}, "REGISTER_FORMAT"),
        ({"signers": [line("Lan", NGOC_LAY).plain() | {"until": "mai"}]}, "REGISTER_FORMAT"),
        ({"signers": [line("Lan", NGOC_LAY).plain() | {"certificate": "00"}]}, "REGISTER_SIGNER_BROKEN"),
    ],
)
def test_odd_content_is_refused_as_a_whole(district, change, code):
    content = {"format": 1, "issuer": NGOC_LAY, "made": MOMENT.isoformat(), "signers": [], "papers": []}
    good = seal(content, {}, REGISTER, KEYS["Chương"], MOMENT)
    assert open_register(district, good).issuer == NGOC_LAY
    odd = seal(content | change, {}, REGISTER, KEYS["Chương"], MOMENT)
    assert refused(lambda: open_register(district, odd)) == code


def test_a_changed_or_unsigned_file_is_not_whole(district):
    parts = dict(read_zip(made([line("Lan", NGOC_LAY)])))
    parts["register/register.json"] = parts["register/register.json"].replace(b"Lan", b"Lam")
    assert refused(lambda: open_register(district, write_zip(parts))) == "REGISTER_NOT_WHOLE"
    assert refused(lambda: open_register(district, b"x")) == "REGISTER_NOT_WHOLE"


def test_an_office_writes_what_it_answers_for_and_the_office_above_reads_it(district, place):
    trust(district, "Lan", NGOC_LAY, capacity=DEPUTY)
    trust(district, "Tỉnh", KON_TUM)
    path = write(district, unlock=FileKey(key_of(district), PASSPHRASE), folder=place.stick())
    assert path.name == f"so-nguoi-ky-617{SUFFIX}"
    with place.office(KON_TUM) as province:
        view = look(province, path.read_bytes())
        assert {one.line.unit for one in view.proposals} == {NGOC_LAY, TU_MO_RONG}
        take_in(province, path.read_bytes(), how="điện thoại")
        assert {one.unit: one.capacity for one in signers(province)} == {NGOC_LAY: DEPUTY, TU_MO_RONG: ""}


def test_a_register_goes_beside_a_package_until_one_was_sent_after_it(district):
    own = KEYS["Bí thư"]
    assert beside_package(district, own) is None, "one plain key is confirmed with its package"
    trust(district, "Lan", NGOC_LAY, capacity=DEPUTY)
    first = beside_package(district, own)
    assert first is not None
    assert {one.person for one in open_register(district, first).lines} == {"Lan", "Bí thư"}
    trust(district, "Bí thư", TU_MO_RONG)
    later(district)
    second = beside_package(district, own)
    assert second not in (None, first), "something changed since"
    assert beside_package(district, own) == second


@pytest.mark.parametrize("wrong, code", [("revoked", "REVOKED"), ("expired", "REGISTER_SIGNER")])
def test_words_that_agree_do_not_make_up_for_a_certificate_that_holds_no_more(district, wrong, code):
    start, end = MOMENT - timedelta(days=30), MOMENT + timedelta(days=300)
    authority = certify("CA thử", None, [IS_CA, CERTIFIES], start=start, end=end)
    last = MOMENT - timedelta(days=1) if wrong == "expired" else end
    officer = certify("Hoa", authority, [SIGNS], start=start, end=last)
    data = build(NGOC_LAY, [line("Lan", NGOC_LAY)], officer, MOMENT)
    folder = district.home / "trust"
    folder.mkdir()
    (folder / "root.der").write_bytes(authority.certificate.public_bytes(Encoding.DER))
    since = {officer.certificate.serial_number: MOMENT - timedelta(days=2)} if wrong == "revoked" else {}
    crl = revocation_list(authority, since, made=MOMENT - timedelta(days=1), until=end)
    (folder / "crl.der").write_bytes(crl.public_bytes(Encoding.DER))
    before = signers(district)
    assert refused(lambda: take_in(district, data, how="điện thoại")) == code
    assert signers(district) == before
